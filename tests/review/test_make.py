"""A report's folder: what is made again and what is not, what goes away, and what a source that is gone or hostile costs."""

from __future__ import annotations

import ctypes
import os
from concurrent.futures import Future, wait
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pipeline.corpus import files
from pipeline.corpus.engines import InProcess
from pipeline.corpus.export import Damaged, NoRun
from pipeline.corpus.run import Progress, run
from pipeline.flow import Pipeline
from pipeline.review.report import press
from pipeline.review.report.make import Summary, report
from tests.corpus import made
from tests.load.pdf_builder import Page, pdf
from tests.review.conftest import mission_pdf


def go(folder: Path, output: Path) -> None:
    run(InProcess(Pipeline()), files.sources([folder], output), output, versions=made.VERSIONS)


def counts(summary: Summary) -> tuple[int, int, int]:
    return summary.made, summary.unchanged, summary.failed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = made.folder(tmp_path / "in", a=made.WORDS, b=made.WORDS.replace("Prague", "Vienna"), c="")
    made.write(folder / "m.pdf", mission_pdf())
    return folder


def pages(output: Path) -> dict[str, bytes]:
    below = output / "report"
    return {path.relative_to(below).as_posix(): path.read_bytes() for path in below.rglob("*") if path.is_file()}


def page_of(output: Path, source: str) -> str:
    [name] = [name for name in pages(output) if name.startswith(f"documents/{source}") and name.endswith(".html")]
    return pages(output)[name].decode()


def test_pages_that_are_right_are_not_made_again(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    go(folder, output)
    seen: list[Progress] = []
    assert counts(report(output, watch=seen.append)) == (3, 0, 1)
    assert [(one.done, one.of) for one in seen] == [(1, 3), (2, 3), (3, 3)]
    before = pages(output)
    assert counts(report(output)) == (0, 3, 1)
    assert pages(output) == before
    made.write(folder / "a.txt", made.WORDS.replace("Prague", "Tirana, of all places").encode())
    go(folder, output)
    assert counts(report(output)) == (1, 2, 1)
    assert "Tirana" in page_of(output, "a-txt")


@pytest.mark.slow
def test_two_reports_of_one_run_are_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        go(folder, tmp_path / name)
        report(tmp_path / name, workers=1 if name == "one" else 2)
    assert pages(tmp_path / "one").keys() == pages(tmp_path / "two").keys()
    different = [name for name, data in pages(tmp_path / "one").items() if pages(tmp_path / "two")[name] != data]
    assert different == []


def test_what_is_gone_leaves_no_page(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    go(folder, output)
    report(output)
    assert any(name.endswith(".png") for name in pages(output))
    assert "countries/MDA.html" in pages(output)
    (folder / "m.pdf").unlink()
    go(folder, output)
    report(output)
    assert [name for name in pages(output) if name.endswith(".png") or "m-pdf" in name or "MDA" in name] == []


def test_a_page_that_somebody_took_away_is_made_again(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    go(folder, output)
    report(output)
    before = pages(output)
    for name in before:
        if name.endswith(".png"):
            (output / "report" / name).unlink()
    assert counts(report(output)) == (1, 2, 1)
    assert pages(output) == before


@pytest.mark.parametrize("images", [True, False])
def test_pictures_are_drawn_where_they_are_asked_for(folder: Path, tmp_path: Path, images: bool) -> None:
    output = tmp_path / "out"
    go(folder, output)
    report(output, images=images)
    pictures = [name for name in pages(output) if name.endswith(".png")]
    assert len(pictures) == (2 if images else 0)
    if images:
        assert counts(report(output, images=False))[0] == 3
        assert [name for name in pages(output) if name.endswith(".png")] == []


def test_a_source_that_is_gone_or_changed_is_said_to_be(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    go(folder, output)
    (folder / "a.txt").unlink()
    made.write(folder / "b.txt", b"Something else by now.")
    report(output)
    assert "The source cannot be shown: is not there." in page_of(output, "a-txt")
    assert "The source cannot be shown: the file has changed since it was read. Run again." in page_of(output, "b-txt")
    assert 'id="repairs"' not in page_of(output, "a-txt")
    assert 'id="repairs"' in page_of(output, "m-pdf")


def test_no_run_and_a_damaged_one_are_named(tmp_path: Path) -> None:
    with pytest.raises(NoRun):
        report(tmp_path / "nothing")
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt.json").write_bytes(b'{"schema_version": "1"}')
    with pytest.raises(Damaged, match=r"a\.txt\.json"):
        report(tmp_path)


def _make_or_die(job: press.Job) -> press.Made:
    """Ends its process at the words of a document that says so, as a fault in pdfium would."""
    if b"CRASH" in job.path.read_bytes() and not job.alone:
        ctypes.string_at(0)
    if b"HOLD" in job.path.read_bytes() and not job.alone:
        ctypes.PyDLL(None).sleep(1000)
    return REAL(job)


def _wait(flying: dict[Future[press.Made], press.Job], timeout: float, return_when: str) -> Any:
    """The time runs from when the document that stops its process is alone: until then processes start, on a busy machine."""
    return wait(flying, timeout=timeout if len(flying) == 1 else None, return_when=return_when)


REAL = press.make_page


@pytest.mark.slow
@pytest.mark.parametrize("word", ["CRASH", "HOLD"])
def test_a_source_that_ends_or_stops_its_process_costs_itself_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    texts = {f"d{at}": made.WORDS.format(at) for at in range(2)} | {"e": f"{word} {made.WORDS}"}
    folder, output = made.folder(tmp_path / "in", **texts), tmp_path / "out"
    go(folder, output)
    monkeypatch.setattr(press, "make_page", _make_or_die)
    if word == "HOLD":
        monkeypatch.setattr(press, "STALL", 4.0)
        monkeypatch.setattr(press, "wait", _wait)
    assert counts(report(output, workers=2)) == (3, 0, 0)
    assert press.ENDED in page_of(output, "e-txt")
    assert press.ENDED not in page_of(output, "d0-txt")


def test_a_page_as_large_as_a_wall_is_drawn_small(tmp_path: Path) -> None:
    folder, output = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    made.write(
        folder / "m.pdf", pdf(Page(width=40_000, height=40_000).lines(60, 90, ["ODIHR held a forum on 3 May 2012."]))
    )
    go(folder, output)
    report(output)
    [picture] = [data for name, data in pages(output).items() if name.endswith(".png")]
    assert len(picture) < 1_000_000


def test_the_ledger_of_another_version_is_no_ledger(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    go(folder, output)
    report(output)
    ledger = output / "report" / ".made.json"
    rows = msgspec.json.decode(ledger.read_bytes())
    ledger.write_bytes(msgspec.json.encode({name: {"other": 1} for name in rows}))
    os.utime(ledger)
    assert counts(report(output)) == (3, 0, 1)
