"""Runs again: moved, copied, removed and failed sources, what is done by order, and what a dry run says of it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.corpus import files
from pipeline.corpus.engines import InProcess
from pipeline.corpus.plan import Planned, rehearse
from pipeline.corpus.run import Orders, Progress, Summary, run
from tests.command import Ended, upr
from tests.corpus import made

HERE = InProcess(made.obedient())
TEXTS = {"a": made.WORDS, "b": made.WORDS.replace("Prague", "Vienna"), "sub_c": made.WORDS.replace("March", "May")}


def go(folder: Path, output: Path, *, extract: str = "e1", **orders: bool | int) -> Summary:
    versions = made.VERSIONS._replace(extract=extract)
    return run(HERE, files.sources([folder], output), output, versions=versions, orders=Orders(**orders))


def plan(folder: Path, output: Path, *, extract: str = "e1", **orders: bool | int) -> dict[str, Planned]:
    versions = made.VERSIONS._replace(extract=extract)
    found = files.sources([folder], output)
    planned = rehearse(found, output, versions, limits=HERE.limits.mark, orders=Orders(**orders))
    return {each.source: each for each in planned}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made.folder(tmp_path / "in", **TEXTS)


@pytest.fixture
def output(tmp_path: Path, folder: Path) -> Path:
    go(folder, tmp_path / "out")
    return tmp_path / "out"


def fresh(folder: Path, tmp_path: Path) -> dict[str, bytes]:
    """What a run makes of the folder that has never seen it."""
    go(folder, tmp_path / "fresh", store=False)
    return made.result_bytes(tmp_path / "fresh")


def same_as_fresh(folder: Path, output: Path, tmp_path: Path) -> bool:
    results = {name: data for name, data in made.result_bytes(output).items() if not name.startswith("stages/")}
    return results == fresh(folder, tmp_path)


# Moved and copied


def test_a_moved_document_is_not_done_again(tmp_path: Path, folder: Path, output: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "a.txt").rename(folder / "deep" / "z.txt")
    summary = go(folder, output)
    assert (summary.done, summary.moves, summary.unchanged, summary.removed) == (0, 1, 2, 0)
    assert summary.moved == (("a.txt", "deep/z.txt"),)
    assert (summary.read, summary.stored) == (0, 0)
    assert not (output / "documents" / "a.txt.json").exists()
    assert same_as_fresh(folder, output, tmp_path)
    assert go(folder, output).unchanged == 3


def test_a_copy_is_not_done_again(tmp_path: Path, folder: Path, output: Path) -> None:
    shutil.copy(folder / "a.txt", folder / "again.txt")
    summary = go(folder, output)
    assert (summary.done, summary.copied, summary.moves, summary.read) == (1, 1, 0, 0)
    assert summary.why == {"new source": 1}
    assert same_as_fresh(folder, output, tmp_path)


def test_documents_that_swap_names_keep_their_own_contents(tmp_path: Path, folder: Path, output: Path) -> None:
    for old, new in (("a.txt", "x"), ("b.txt", "a.txt"), ("x", "b.txt")):
        (folder / old).rename(folder / new)
    for name in ("a.txt", "b.txt"):
        os.utime(folder / name, (made.LONG_AGO + 5, made.LONG_AGO + 5))
    summary = go(folder, output)
    assert summary.unchanged == 1
    assert summary.read == 0
    assert same_as_fresh(folder, output, tmp_path)


def test_names_that_are_all_counted_on_end_as_they_should(tmp_path: Path) -> None:
    texts = {f"{number:02}": made.WORDS.format(number + 10) for number in range(8)}
    folder, output = made.folder(tmp_path / "in", **texts), tmp_path / "out"
    go(folder, output)
    for number in reversed(range(8)):
        (folder / f"{number:02}.txt").rename(folder / f"{number + 1:02}.txt")
    made.write(folder / "00.txt", made.WORDS.format(99).encode())
    for path in folder.iterdir():
        os.utime(path, (made.LONG_AGO + 5, made.LONG_AGO + 5))
    summary = go(folder, output)
    assert (summary.read, summary.failed) == (1, 0)
    assert same_as_fresh(folder, output, tmp_path)


def test_a_moved_document_whose_extract_is_damaged_is_done(tmp_path: Path, folder: Path, output: Path) -> None:
    (folder / "a.txt").rename(folder / "z.txt")
    extract = output / "documents" / "a.txt.json"
    extract.write_bytes(b"x" * extract.stat().st_size)
    summary = go(folder, output)
    assert (summary.done, summary.moves) == (1, 0)
    assert same_as_fresh(folder, output, tmp_path)


def test_a_moved_document_is_done_where_rules_have_changed_too(tmp_path: Path, folder: Path, output: Path) -> None:
    (folder / "a.txt").rename(folder / "z.txt")
    summary = go(folder, output, extract="e2")
    assert (summary.done, summary.moves, summary.removed, summary.read) == (3, 0, 1, 0)


# Removed


def test_removed_documents_are_counted_and_named(tmp_path: Path) -> None:
    texts = {f"{number:02}": made.WORDS.format(number) for number in range(30)}
    folder, output = made.folder(tmp_path / "in", **texts), tmp_path / "out"
    go(folder, output)
    for number in range(25):
        (folder / f"{number:02}.txt").unlink()
    summary = go(folder, output)
    assert summary.removed == 25
    assert summary.lost == tuple(f"{number:02}.txt" for number in range(20))
    assert same_as_fresh(folder, output, tmp_path)


# By order


def test_only_failed_leaves_all_others_as_they_are(tmp_path: Path) -> None:
    folder, output = made.folder(tmp_path / "in", a=made.WORDS, b="RAISE"), tmp_path / "out"
    go(folder, output)
    made.folder(folder, c=made.WORDS)
    (folder / "a.txt").write_bytes(b"other words")
    made.DEEDS["RAISE"], raises = str, made.DEEDS["RAISE"]
    try:
        summary = go(folder, output, only_failed=True)
    finally:
        made.DEEDS["RAISE"] = raises
    assert (summary.done, summary.unchanged, summary.failed, summary.left_out) == (1, 1, 0, 1)
    assert summary.why == {"failed before [bug]": 1}
    assert b"Prague" in (output / "documents" / "a.txt.json").read_bytes()
    (folder / "a.txt").unlink()
    assert go(folder, output, only_failed=True).removed == 0
    assert (output / "documents" / "a.txt.json").exists()


def test_a_failure_that_will_come_again_is_not_tried_but_by_order(tmp_path: Path) -> None:
    folder, output = made.folder(tmp_path / "in", b="RAISE", c=""), tmp_path / "out"
    assert go(folder, output).why == {"new source": 2}
    assert go(folder, output).why == {}
    assert go(folder, output, only_failed=True).why == {"failed before [bug]": 1, "failed before [source.empty]": 1}


def test_force_does_all_from_their_sources(tmp_path: Path, folder: Path, output: Path) -> None:
    shutil.copy(folder / "a.txt", folder / "again.txt")
    summary = go(folder, output, force=True)
    assert (summary.done, summary.read, summary.stored, summary.copied) == (4, 4, 0, 0)
    assert summary.why == {"forced": 3, "new source": 1}
    assert same_as_fresh(folder, output, tmp_path)


def test_causes_are_told_together(tmp_path: Path, folder: Path, output: Path) -> None:
    made.write(folder / "a.txt", b"ODIHR held a forum in Oslo in June 2012.")
    summary = go(folder, output, extract="e2")
    assert summary.why == {"rule changed [extract]": 2, "source changed and rule changed [extract]": 1}
    assert summary.stored == 2


# Dry


def states(path: Path) -> dict[str, tuple[int, bytes]]:
    return {
        each.relative_to(path).as_posix(): (each.stat().st_mtime_ns, each.read_bytes() if each.is_file() else b"")
        for each in path.rglob("*")
    }


def test_a_dry_run_of_nothing_makes_no_folder(tmp_path: Path, folder: Path) -> None:
    planned = plan(folder, tmp_path / "none")
    assert {(each.action, each.why, each.reads) for each in planned.values()} == {("do", ("new source",), True)}
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("orders", [{}, {"verify": True}, {"force": True}, {"only_failed": True}, {"store": False}])
@pytest.mark.parametrize("extract", ["e1", "e2"])
def test_a_dry_run_says_what_the_run_then_does(
    tmp_path: Path, folder: Path, output: Path, orders: dict[str, bool], extract: str
) -> None:
    made.folder(folder, d="RAISE", e="", f="first", h="kept")
    go(folder, output)
    made.write(folder / "f.txt", b"second and longer")
    (folder / "b.txt").rename(folder / "g.txt")
    (folder / "sub_c.txt").unlink()
    os.utime(folder / "h.txt", (made.LONG_AGO + 5, made.LONG_AGO + 5))
    shutil.copy(folder / "a.txt", folder / "i.txt")
    before = states(output)
    planned = plan(folder, output, extract=extract, **orders)
    assert states(output) == before
    seen: list[Progress] = []
    versions = made.VERSIONS._replace(extract=extract)
    found = files.sources([folder], output)
    summary = run(HERE, found, output, versions=versions, orders=Orders(**orders), watch=seen.append)
    ends = {progress.name: progress.outcome for progress in seen}
    kept = {"keep": {"unchanged", "failed"}, "leave": {"unchanged", "left_out"}, "move": {"moved"}, "copy": {"done"}}
    for name, each in planned.items():
        if each.action != "remove":
            assert ends[name] in kept.get(each.action, {"done", "failed"}), (name, each)
    acted = [each for each in planned.values() if each.action in ("do", "copy", "move")]
    assert sum(summary.why.values()) == len(acted)
    assert {" and ".join(each.why) for each in acted} == set(summary.why)
    assert summary.removed == sum(each.action == "remove" for each in planned.values())
    loads = [each for each in acted if each.action == "do" and ends[each.source] == "done"]
    assert summary.read == sum(each.reads for each in loads)
    assert summary.stored == sum(not each.reads for each in loads)


def command(*arguments: str | Path) -> Ended:
    return upr("run", *arguments, "--no-ner")


def test_the_command_says_what_and_why(tmp_path: Path, folder: Path) -> None:
    output = tmp_path / "out"
    command(folder, "-o", output)
    (folder / "a.txt").rename(folder / "z.txt")
    (folder / "b.txt").unlink()
    made.folder(folder, e="")
    dry = command(folder, "-o", output, "--dry-run")
    assert dry.returncode == 0
    assert dry.stdout.decode().splitlines() == [
        "do     e.txt: new source (read)",
        "move   z.txt from a.txt: moved",
        "remove b.txt: removed",
    ]
    assert dry.stderr == b"1 to do, 1 moved, 1 to remove, 1 unchanged; nothing was written\n"
    done = command(folder, "-o", output)
    assert done.returncode == 1
    said = done.stderr.decode().splitlines()
    assert "3 documents: 0 done, 1 unchanged, 1 moved, 1 failed" in said
    assert {"  moved: 1", "  new source: 1", "  moved a.txt -> z.txt", "  removed b.txt"} <= set(said)
    failed = command(folder, "-o", output, "--only-failed")
    assert b"  failed before [source.empty]: 1" in failed.stderr


def test_a_dry_run_beside_a_run_is_refused(tmp_path: Path, folder: Path, output: Path) -> None:
    with files.locked(output):
        done = command(folder, "-o", output, "--dry-run")
    assert done.returncode == 2
    assert b"another run" in done.stderr
    assert command(folder, "-o", output, "--dry-run").returncode == 0


def test_a_dry_run_behind_a_killed_one_reads_its_manifest(tmp_path: Path, folder: Path, output: Path) -> None:
    """The journal of a transaction that was cut off lies beside the manifest; a copy is rolled back, the original is not."""
    import sqlite3

    base = sqlite3.connect(output / "manifest.sqlite", isolation_level=None)
    base.execute("PRAGMA cache_size = 1")
    base.execute("BEGIN")
    base.execute("UPDATE sources SET version = 99")
    base.execute(
        "CREATE TABLE filler AS WITH n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 9999) SELECT * FROM n"
    )
    shutil.copytree(output, tmp_path / "killed")
    base.rollback()
    base.close()
    assert (tmp_path / "killed" / "manifest.sqlite-journal").stat().st_size > 0
    before = states(tmp_path / "killed")
    assert {each.action for each in plan(folder, tmp_path / "killed").values()} == {"keep"}
    assert states(tmp_path / "killed") == before


def _an_old_manifest(path: Path) -> None:
    import sqlite3

    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE sources (source TEXT PRIMARY KEY)")
        base.execute("CREATE TABLE something (x)")
        base.execute("PRAGMA user_version = 3")


@pytest.mark.parametrize("there", [_an_old_manifest, lambda path: None])
def test_a_manifest_of_another_layout_is_made_anew(
    tmp_path: Path, folder: Path, there: Callable[[Path], object]
) -> None:
    output = tmp_path / "out"
    output.mkdir()
    there(output / "manifest.sqlite")
    assert go(folder, output).done == 3
    assert go(folder, output).unchanged == 3


def test_an_extract_that_is_gone_is_told_as_the_cause(folder: Path, output: Path) -> None:
    (output / "documents" / "a.txt.json").unlink()
    summary = go(folder, output)
    assert summary.why == {"extract missing": 1}
    assert (summary.read, summary.stored) == (0, 1)
    assert json.loads((output / "documents" / "a.txt.json").read_bytes())["document"]["source"] == "a.txt"
