"""Workers as real processes, and documents that loop, eat memory, crash or kill them."""

from __future__ import annotations

import itertools
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from pipeline.corpus.engines import Engine, EngineError, InProcess, Processes, Standard
from pipeline.corpus.one import Job, Result
from pipeline.corpus.worker import Limits
from pipeline.extract.names import ModelMissing
from tests.corpus import made, makers
from tests.load.pdf_builder import Page, pdf

pytestmark = pytest.mark.slow


TIGHT = Limits(seconds=4, megabytes=300)


def jobs(*texts: str) -> list[Job]:
    return [Job(f"{place}.txt", b"", text.encode()) for place, text in enumerate(texts)]


def ends(results: Iterator[Result]) -> dict[str, str | None]:
    return {result.name: result.code or result.outcome for result in results}


DEATHS = {
    "LOOP": "limit.time",
    "HOLD": "limit.time",
    "EAT": "limit.memory",
    "GULP": "limit.memory",
    "MAP": "limit.memory",
    "KILL": "worker.died",
    "CRASH": "worker.died",
    "ABORT": "worker.died",
    "EXIT": "worker.died",
    "RAISE": "bug",
    "RECURSE": "bug",
    "SPEAK": "done",
}


def test_each_death_has_its_name_and_costs_that_document_alone() -> None:
    texts = [word for deed in DEATHS for word in (deed, made.WORDS.format(9))]
    results = {result.name: result for result in Processes(made.obedient, 2, TIGHT)(jobs(*texts))}
    found = ends(iter(results.values()))
    assert [found[f"{place}.txt"] for place in range(len(texts))] == [
        end for death in DEATHS.values() for end in (death, "done")
    ]
    crash, bug = (results[f"{texts.index(deed)}.txt"] for deed in ("CRASH", "RAISE"))
    assert (crash.stage, bug.stage) == ("worker", "bug")
    assert "SIGSEGV" in (crash.message or ""), "a signal is named"
    assert "ZeroDivisionError" in (bug.message or "")
    assert "Traceback" in bug.trace


def test_a_document_whose_worker_was_killed_from_outside_is_tried_again(tmp_path: Path) -> None:
    [result] = Processes(made.obedient)(jobs(f"ONCE {tmp_path / 'marker'} {made.WORDS}"))
    assert result.outcome == "done"


def test_workers_and_this_process_give_the_same_bytes() -> None:
    texts = [made.WORDS.format(number) for number in range(2, 12)]
    here = {result.name: result for result in InProcess(made.obedient())(jobs(*texts))}
    there = {result.name: result for result in Processes(made.obedient, 2)(jobs(*texts))}
    assert there == here


@pytest.mark.parametrize("engine", [InProcess(made.obedient()), Processes(made.obedient)], ids=["here", "a worker"])
def test_an_extract_is_written_at_its_target_or_comes_back(tmp_path: Path, engine: Engine) -> None:
    (tmp_path / "file").touch()
    [plain] = InProcess(made.obedient())(jobs(made.WORDS))
    targets = {tmp_path / "new" / "0.json": True, tmp_path / "file" / "0.json": False}
    aimed = [msgspec.structs.replace(jobs(made.WORDS)[0], target=os.fsencode(target)) for target in targets]
    for result, (target, is_written) in zip(engine(aimed), targets.items(), strict=True):
        assert (result.outcome, result.written) == ("done", len(plain.extract))
        assert (target.read_bytes() if is_written else result.extract) == plain.extract
        assert (result.extract == b"") is is_written


def test_what_a_worker_that_is_ended_has_half_written_is_taken_away(tmp_path: Path) -> None:
    """The worker is held up at its job with a file aside, as it is when it is ended while it writes."""
    target = tmp_path / "documents" / "0.json"
    text = f"ASIDE {target.parent} {made.WORDS}"
    [result] = Processes(made.obedient, limits=TIGHT)(
        [msgspec.structs.replace(jobs(text)[0], target=os.fsencode(target))]
    )
    assert result.code == "limit.time"
    assert [path.name for path in target.parent.iterdir()] == ["was.here"]


def test_jobs_are_drawn_as_there_is_room() -> None:
    drawn = 0

    def endless() -> Iterator[Job]:
        nonlocal drawn
        for drawn in itertools.count(1):
            yield Job(f"{drawn}.txt", b"", made.WORDS.encode())

    results = Processes(made.obedient, 2)(endless())
    for _ in itertools.islice(results, 20):
        pass
    assert drawn <= 20 + 2
    results.close()


def test_no_worker_outlives_its_engine() -> None:
    before = set(made.children(os.getpid()))
    results = Processes(made.obedient, 2)(jobs("SLEEP 0", "SLEEP 100"))
    next(results)
    workers = [pid for pid in made.children(os.getpid()) if pid not in before]
    assert len(workers) == 2
    results.close()
    assert made.gone(workers)


def test_a_worker_killed_between_two_documents_is_replaced() -> None:
    before = set(made.children(os.getpid()))
    results = Processes(made.obedient, 1)(jobs("SLEEP 0", "SLEEP 0", "SLEEP 0", "SLEEP 0"))
    found = [next(results)]
    for pid in set(made.children(os.getpid())) - before:
        os.kill(pid, signal.SIGKILL)
    found += results
    assert [result.outcome for result in found] == ["done"] * 4


def test_a_pipeline_that_cannot_be_made_ends_the_run() -> None:
    with pytest.raises(EngineError, match="ImportError: no module named nothing"):
        list(Processes(makers.Broken(), 2)(jobs("a", "b")))
    with pytest.raises(EngineError, match="code 7"):
        list(Processes(makers.deadly, 2)(jobs("a", "b")))


def test_a_model_that_is_missing_ends_the_run() -> None:
    words = "The OSCE/ODIHR EOM was led by Ilse Verhoeven and had twelve experts."
    with pytest.raises(ModelMissing, match="no_such_model"):
        list(Processes(Standard(model="no_such_model"))(jobs(words)))


PAGE = Page().text(72, 100, "A workshop was held in Prague in March 2011.")
HOSTILE = {
    "cyclic": pdf(PAGE, PAGE, cyclic=True),
    "count": pdf(PAGE, count=2_000_000_000),
    "few": pdf(PAGE, PAGE, count=-1),
    "cut": pdf(PAGE)[:400],
    "head": b"%PDF-1.7\n",
    "locked": pdf(PAGE, password="secret"),
    "open": pdf(PAGE, password=""),
    "empty": pdf(*[Page()] * 2000),
    "vast": pdf(Page(width=1e9, height=1e9).text(72, 100, "A workshop was held in Prague in March 2011.")),
    "zeros": pdf(PAGE) + bytes(1 << 20),
    "noise": b"%PDF-1.4\n" + bytes(range(256)) * 4000,
    "many": pdf(Page().lines(72, 72, ["0 " * 40] * 9000, pitch=0)),
}


def test_hostile_pdfs_end_as_records_or_as_named_failures() -> None:
    limits = Limits(seconds=20, megabytes=1024)
    results = list(Processes(Standard(ner=False), 2, limits)([Job(name, b"", data) for name, data in HOSTILE.items()]))
    assert {result.name for result in results} == set(HOSTILE)
    for result in results:
        assert result.outcome == "done" or result.code in {
            "pdf.broken",
            "pdf.encrypted",
            "pdf.no_text",
            "limit.time",
            "limit.memory",
        }, (result.name, result.code, result.message)
