"""Tables that are mended and not made anew: the same bytes, and only the extracts of changed documents are read."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.corpus import files, tables
from pipeline.corpus.engines import InProcess
from pipeline.corpus.run import run
from pipeline.flow import Pipeline
from tests.corpus import made
from tests.corpus.test_answers import ADDENDUM, REPORT

HERE = InProcess(Pipeline())


def go(folder: Path, output: Path) -> None:
    run(HERE, files.sources([folder], output), output, versions=made.VERSIONS)


def same_as_fresh(folder: Path, output: Path, place: Path) -> bool:
    go(folder, place)
    return all(
        (output / name).read_bytes() == (place / name).read_bytes()
        for name in [*(f"tables/{table}.jsonl" for table in tables.TABLES), "failures.jsonl", "unclaimed.jsonl"]
    )


def spoil(output: Path, name: str) -> None:
    """An extract that cannot be read any more, as long as it was: whoever opens it, fails."""
    path = output / "documents" / name
    path.write_bytes(b"x" * path.stat().st_size)


def test_only_the_extracts_of_changed_documents_are_read(tmp_path: Path) -> None:
    folder = made.folder(tmp_path / "in", **{name: made.WORDS.format(ord(name)) for name in "abcdef"})
    output = tmp_path / "out"
    go(folder, output)
    for name in "abdf":
        spoil(output, f"{name}.txt.json")
    made.write(folder / "c.txt", b"ODIHR held a long forum in Oslo in June 2012.")
    (folder / "e.txt").unlink()
    made.folder(folder, cc="ODIHR held a workshop in Rome in May 2014.")
    go(folder, output)
    assert same_as_fresh(folder, output, tmp_path / "fresh")


@pytest.mark.parametrize("seed", range(4))
def test_whatever_comes_and_goes_the_tables_are_as_if_made_anew(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    folder, output = made.folder(tmp_path / "in", keep=made.WORDS), tmp_path / "out"
    texts = ["", made.WORDS, REPORT, ADDENDUM, "ODIHR held a forum in Oslo in June 2012."]
    for step in range(6):
        for name in "abcde":
            path = folder / f"{name}.txt"
            deed = chance.randrange(4)
            if deed == 0:
                path.unlink(missing_ok=True)
            elif deed == 1:
                made.write(path, (chance.choice(texts) + " " * step).encode())
        go(folder, output)
        assert same_as_fresh(folder, output, tmp_path / f"fresh{step}")


HARMS: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-9]),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"{}\n"),
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS.keys())
def test_a_table_that_is_not_as_it_was_written_is_made_anew(tmp_path: Path, harm: Callable[[Path], object]) -> None:
    folder = made.folder(tmp_path / "in", **{name: made.WORDS.format(ord(name)) for name in "abc"})
    output = tmp_path / "out"
    go(folder, output)
    harm(output / "tables" / "events.jsonl")
    made.folder(folder, d=made.WORDS)
    go(folder, output)
    assert same_as_fresh(folder, output, tmp_path / "fresh")


def test_answers_that_no_longer_hold_leave_the_table(tmp_path: Path) -> None:
    folder, output = made.folder(tmp_path / "in", a=ADDENDUM, b=REPORT), tmp_path / "out"
    go(folder, output)
    table = output / "tables" / "recommendations.jsonl"
    assert b'"answer":{' in table.read_bytes()
    (folder / "a.txt").unlink()
    go(folder, output)
    assert b'"answer":{' not in table.read_bytes()
    assert same_as_fresh(folder, output, tmp_path / "fresh")
