"""Decisions of people on a run's extracts: applied, kept through changes, taken back, never lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pipeline.corpus import files, journal, revise
from pipeline.corpus.engines import InProcess
from pipeline.corpus.history import packed
from pipeline.corpus.manifest import MANIFEST
from pipeline.corpus.run import Orders, Summary, document_path, run
from pipeline.corpus.versions import current
from pipeline.corrections.line import Correction, encode
from pipeline.errors import WriteError
from pipeline.flow import Pipeline
from pipeline.model.records import Extraction
from tests.corpus.made import folder, result_bytes, write
from tests.corrections.made import TEXT, Made, said

HEAD = {"action": "correct", "table": "missions", "path": "head.name", "new": "D. Everts"}


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return folder(tmp_path / "in", a=TEXT, b="ODIHR held a workshop in Prague in March 2011 with 12 experts.")


def go(sources: Path, output: Path, **orders: Any) -> Summary:
    found = files.sources([sources], output)
    return run(
        InProcess(Pipeline()),
        found,
        output,
        versions=current(None),
        orders=Orders(**orders),
        corrections=journal.beside([sources]),
    )


def decide(sources: Path, *lines: Correction) -> None:
    for line in lines:
        journal.append(sources / "corrections.jsonl", lambda _, line=line: line)  # type: ignore[misc]


def head(made: Made, **more: Any) -> Correction:
    return made.line(record=made.record("missions"), quotes={"head.name": "Daan Everts"}, **{**HEAD, **more})


def undo(line: Correction, name: str = "c-undo") -> Correction:
    return msgspec.structs.replace(line, id=name, action="undo", undoes=line.id, evidence=[], subject=None)


def extract(output: Path, name: str = "a.txt") -> Extraction:
    return msgspec.json.decode(document_path(output, name).read_bytes(), type=Extraction)


def test_a_correction_is_in_the_extract_and_the_table_of_the_next_run_and_nothing_is_read(
    sources: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    go(sources, output)
    made = Made()
    decide(sources, head(made))
    summary = go(sources, output)
    assert (summary.read, summary.unchanged) == (0, 2)
    assert summary.revised is not None
    assert (summary.revised.documents, summary.revised.applied, summary.revised.unplaced) == (1, 1, 0)
    [mission] = extract(output).records.missions
    assert said(mission, "head.name") == "D. Everts"
    [row] = map(json.loads, (output / "tables" / "missions.jsonl").read_text().splitlines())
    assert row["head"]["name"] == "D. Everts"
    assert row["verdict"]["corrected"] == ["head.name"]
    assert extract(output, "b.txt").corrections is None


def test_the_run_after_it_does_nothing_and_undoing_gives_the_same_bytes_as_before(
    sources: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    go(sources, output)
    before = result_bytes(output)
    line = head(Made())
    decide(sources, line)
    go(sources, output)
    corrected = result_bytes(output)
    assert corrected != before
    summary = go(sources, output)
    assert summary.revised is not None
    assert summary.revised.documents == 0
    assert result_bytes(output) == corrected
    decide(sources, undo(line))
    go(sources, output)
    after = result_bytes(output)
    assert after.pop("unplaced.jsonl") == b""
    assert after == before


def test_a_run_from_nothing_and_one_forced_apply_the_same(sources: Path, tmp_path: Path) -> None:
    go(sources, tmp_path / "one")
    decide(sources, head(Made()))
    go(sources, tmp_path / "one")
    go(sources, tmp_path / "two")
    assert result_bytes(tmp_path / "one") == result_bytes(tmp_path / "two")
    go(sources, tmp_path / "two", force=True)
    assert result_bytes(tmp_path / "one") == result_bytes(tmp_path / "two")


def test_it_goes_with_a_document_that_was_moved(sources: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    go(sources, output)
    decide(sources, head(Made()))
    go(sources, output)
    (sources / "deep").mkdir()
    (sources / "a.txt").rename(sources / "deep" / "z.txt")
    go(sources, output)
    assert said(extract(output, "deep/z.txt").records.missions[0], "head.name") == "D. Everts"
    write(sources / "a.txt", b"ODIHR held a workshop in Vienna in March 2011 with 12 experts.")
    summary = go(sources, output)
    assert summary.revised is not None
    assert (summary.revised.applied, summary.revised.unplaced) == (1, 0)


def test_it_is_found_again_in_a_document_that_was_changed_with_its_place_in_the_new_source(
    sources: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    go(sources, output)
    decide(sources, head(Made()))
    text = f"A first line.\n\nAnd a se-\ncond one, 12 pages.\n\n{TEXT}"
    write(sources / "a.txt", text.encode())
    go(sources, output)
    [mission] = extract(output).records.missions
    [evidence] = mission.evidence["head.name"]
    assert said(mission, "head.name") == "D. Everts"
    assert text[slice(*evidence.source_span)] == "Daan Everts"
    assert extract(output).text[slice(*evidence.span)] == "Daan Everts"


def test_what_no_longer_fits_is_listed_with_the_reason(sources: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    go(sources, output)
    gone = Made(TEXT.replace("14", "15"), "gone.txt")
    other = msgspec.structs.replace(gone.line("accept", "missions", gone.record("missions")), id="c-other")
    decide(sources, head(Made()), other)
    write(sources / "a.txt", b"Nothing of the kind was held in March 2013.")
    summary = go(sources, output)
    assert summary.revised is not None
    assert (summary.revised.applied, summary.revised.unplaced) == (0, 2)
    rows = [json.loads(line) for line in (output / "unplaced.jsonl").read_text().splitlines()]
    assert [(row["source"], row["reason"]) for row in rows] == [
        ("a.txt", "no record stands where this one stood"),
        ("gone.txt", revise.NOT_HERE),
    ]
    assert [warning.code for warning in extract(output).warnings] == ["correction.unplaced"]


def test_the_file_of_corrections_is_no_source(sources: Path, tmp_path: Path) -> None:
    decide(sources, head(Made()))
    assert [found.name for found in files.sources([sources], tmp_path / "out")] == ["a.txt", "b.txt"]


def test_without_its_file_a_run_is_as_if_nothing_had_been_decided(sources: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    go(sources, output)
    before = result_bytes(output)
    decide(sources, head(Made()))
    go(sources, output)
    (sources / "corrections.jsonl").unlink()
    go(sources, output)
    assert result_bytes(output) == before


def test_a_broken_line_is_named_and_costs_itself_alone(sources: Path, tmp_path: Path) -> None:
    made = Made()
    file = sources / "corrections.jsonl"
    file.write_bytes(encode(head(made))[:-30])  # a desk was killed while it wrote
    decide(sources, head(made, new="E. Verts"))
    summary = go(sources, tmp_path / "out")
    assert summary.revised is not None
    assert [line.number for line in summary.revised.broken] == [1]
    assert said(extract(tmp_path / "out").records.missions[0], "head.name") == "E. Verts"


def test_history_says_that_corrections_changed_a_document(sources: Path, tmp_path: Path) -> None:
    from pipeline.corpus.manifest import Manifest

    output = tmp_path / "out"
    go(sources, output)
    decide(sources, head(Made()))
    revised = revise.revise(output, sources / "corrections.jsonl")
    assert revised is not None
    assert revised.documents == 1
    with Manifest(output / MANIFEST) as manifest:
        _, records = manifest.contents("a.txt")
        assert records == packed(extract(output).records)
        causes = manifest._base.execute("SELECT run, source, causes FROM changes ORDER BY run").fetchall()
    assert causes[-1][1:] == ("a.txt", '["corrections changed"]')
    [row] = map(json.loads, (output / "tables" / "missions.jsonl").read_text().splitlines())
    assert row["head"]["name"] == "D. Everts"
    assert revise.revise(output, sources / "corrections.jsonl") == revised._replace(documents=0)


def test_where_corrections_lie(tmp_path: Path) -> None:
    for name in ("one/a", "one/b"):
        folder(tmp_path / name, x="words")
    assert journal.beside([tmp_path / "one"]) == tmp_path / "one" / "corrections.jsonl"
    assert journal.beside([tmp_path / "one" / "a" / "x.txt"]) == tmp_path / "one" / "a" / "corrections.jsonl"
    assert journal.beside([tmp_path / "one" / "a", tmp_path / "one" / "b"]) == tmp_path / "one" / "corrections.jsonl"
    output = tmp_path / "out"
    go(tmp_path / "one", output)
    assert revise.journal_of(output) == tmp_path / "one" / "corrections.jsonl"


def test_a_file_elsewhere_is_known_to_the_run_s_folder(sources: Path, tmp_path: Path) -> None:
    output, file = tmp_path / "out", tmp_path / "kept" / "Zoë's 100%.jsonl"
    file.parent.mkdir()
    found = files.sources([sources], output)
    run(InProcess(Pipeline()), found, output, versions=current(None), corrections=file)
    assert revise.journal_of(output) == file


ADD = """
import sys
from pathlib import Path
import msgspec
from pipeline.corpus import journal
from pipeline.corrections.line import decode
line = decode(Path(sys.argv[2]).read_bytes())
for at in range(100):
    journal.append(Path(sys.argv[1]), lambda book: msgspec.structs.replace(line, id=f"c-{sys.argv[3]}-{at}", old=len(book.lines)))
"""


@pytest.mark.slow
def test_two_desks_lose_nothing_of_each_other(tmp_path: Path) -> None:
    (tmp_path / "line").write_bytes(encode(head(Made())))
    file = tmp_path / "corrections.jsonl"
    desks = [
        subprocess.Popen([sys.executable, "-c", ADD, str(file), str(tmp_path / "line"), name]) for name in ("x", "y")
    ]
    assert [desk.wait(60) for desk in desks] == [0, 0]
    book = journal.read(file)
    assert book.broken == ()
    assert len(book.lines) == 200
    assert [line.old for line in book.lines] == list(range(200))  # each saw all that was there before it


def test_what_cannot_be_written_is_said_and_not_lost_in_silence(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="cannot write"):
        journal.append(tmp_path / "nowhere" / "corrections.jsonl", lambda _: head(Made()))
