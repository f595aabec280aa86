"""Two runs compared: which records are gained, lost, changed and moved, and for which cause."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli.diff_lines import lines, markdown
from pipeline.corpus import files
from pipeline.corpus.diff import Diff, between_outputs, between_runs, compare
from pipeline.corpus.engines import InProcess
from pipeline.corpus.history import unpacked
from pipeline.corpus.manifest import snapshot
from pipeline.corpus.run import Orders, run
from pipeline.extract import EXTRACTORS
from pipeline.extract.extractor import Extractor
from pipeline.flow import Pipeline
from pipeline.model.document import SectionedDocument
from pipeline.model.dropped import Dropped
from pipeline.model.findings import Findings, Mention
from pipeline.model.records import TABLES
from tests.command import upr
from tests.corpus import made

Row = dict[str, Any]


def person(name: str, at: int, **other: object) -> Row:
    row = {"id": f"pe-{name}-{at}", "section": "s1", "at": [at, 1], "confidence": 1.0, "name": name, "title": None}
    return row | {"role": None, "mentions": 1} | other


def told(before: list[Row], after: list[Row]) -> list[tuple[object, ...]]:
    found = compare({"people": before}, {"people": after})
    return sorted(
        (each.change, (each.record or {}).get("name"), *((one.field, one.old, one.new) for one in each.fields))
        for each in found
    )


ANNA, BORIS = person("Anna", 10), person("Boris", 90)

PAIRS: dict[str, tuple[list[Row], list[Row], list[tuple[object, ...]]]] = {
    "the same": ([ANNA, BORIS], [ANNA, BORIS], []),
    "gained": ([ANNA], [ANNA, BORIS], [("gained", "Boris")]),
    "lost": ([ANNA, BORIS], [BORIS], [("lost", "Anna")]),
    "in another order": ([ANNA, BORIS], [BORIS, ANNA], []),
    "at another place": ([ANNA], [person("Anna", 11)], [("moved", None)]),
    "in another section": ([ANNA], [ANNA | {"section": "s2"}], [("moved", None)]),
    "with another id": ([ANNA], [ANNA | {"id": "pe-x"}], [("moved", None)]),
    "one of two alike": ([ANNA, person("Anna", 50)], [person("Anna", 50)], [("lost", "Anna")]),
    "a value more": ([ANNA], [ANNA | {"title": "Ms"}], [("changed", "Anna", ("title", None, "Ms"))]),
    "a value less": ([ANNA | {"title": "Ms"}], [ANNA], [("changed", "Anna", ("title", "Ms", None))]),
    "another name in one place": (
        [ANNA],
        [ANNA | {"name": "Hanna"}],
        [("changed", "Hanna", ("name", "Anna", "Hanna"))],
    ),
    "surer": ([ANNA | {"confidence": 0.6}], [ANNA], [("changed", "Anna", ("confidence", 0.6, 1.0))]),
    "others in other places": ([ANNA], [BORIS], [("gained", "Boris"), ("lost", "Anna")]),
    "moved and changed": (
        [ANNA, BORIS],
        [person("Anna", 30, mentions=2), BORIS],
        [("changed", "Anna", ("mentions", 1, 2))],
    ),
    "a field that the older version did not know": ([{k: v for k, v in ANNA.items() if k != "role"}], [ANNA], []),
}


@pytest.mark.parametrize(("before", "after", "expected"), PAIRS.values(), ids=PAIRS.keys())
def test_records_are_paired_by_what_they_say(
    before: list[Row], after: list[Row], expected: list[tuple[object, ...]]
) -> None:
    assert told(before, after) == expected


def test_lists_tell_what_only_one_of_them_has() -> None:
    old = {"id": "mi-1", "section": None, "at": [1, 1], "confidence": 1, "type": "EOM", "locations": ["Oslo", "Bonn"]}
    [found] = compare({"missions": [old]}, {"missions": [old | {"locations": ["Bonn"]}]})
    [field] = found.fields
    assert (field.field, field.old, field.new, field.lost) == ("locations", ["Oslo"], [], True)
    [found] = compare({"missions": [old]}, {"missions": [old | {"locations": ["Oslo", "Rome"]}]})
    [field] = found.fields
    assert (field.field, field.old, field.new, field.lost) == ("locations[1]", "Bonn", "Rome", False)


def test_a_table_that_one_version_does_not_have_is_empty_there() -> None:
    assert [each.change for each in compare({}, {"people": [ANNA]})] == ["gained"]
    assert list(compare({"people": []}, {})) == []


people = st.lists(
    st.builds(person, st.sampled_from("ABC"), st.integers(0, 5), title=st.sampled_from([None, "Ms", "Mr"])), max_size=6
)


@given(people, people)
def test_every_record_is_told_once(before: list[Row], after: list[Row]) -> None:
    found = list(compare({"people": before}, {"people": after}))
    ways = [each.change for each in found]
    same = len(after) - sum(way in ("gained", "changed", "moved") for way in ways)
    assert same >= 0
    assert len(before) == same + sum(way in ("lost", "changed", "moved") for way in ways)
    assert all(each.fields for each in found if each.change == "changed")
    assert list(compare({"people": before}, {"people": before})) == []
    turned = [each.change for each in compare({"people": after}, {"people": before})]
    assert ways.count("gained") - ways.count("lost") == turned.count("lost") - turned.count("gained")


def test_many_records_that_all_differ_are_told_apart_in_time() -> None:
    before = [person(f"Name {number}", number) for number in range(3000)]
    after = [person(f"Other {number}", number + 5000) for number in range(3000)]
    assert len(list(compare({"people": before}, {"people": after}))) == 6000


# Runs

FIRST = "ODIHR held a workshop in Prague in March 2011 with 25 experts. It was opened by Ms Anna Vondrova."
SECOND = "ODIHR held a forum in Oslo in June 2012 with 30 experts. It was opened by Mr Bo Lindgren."


def without(name: str, fewer: str) -> Pipeline:
    """The pipeline with one rule changed: an extractor that passes over what stands behind a word."""
    old = next(extractor for extractor in EXTRACTORS if extractor.name == name)

    def find(document: SectionedDocument, found: Findings) -> Iterator[Mention | Dropped]:
        for mention in old.find(document, found):
            if fewer not in mention.span.cut(document.text):
                yield mention

    return Pipeline(extractors=tuple(Extractor(name, find) if each is old else each for each in EXTRACTORS))


def go(folder: Path, output: Path, pipeline: Pipeline | None = None, keep_runs: int = 10, **changed: str) -> int:
    found = files.sources([folder], output)
    versions = made.VERSIONS._replace(**changed)
    engine = InProcess(pipeline or Pipeline())
    return run(engine, found, output, versions=versions, orders=Orders(keep_runs=keep_runs)).run


def last_two(output: Path) -> Diff:
    with snapshot(output) as manifest:
        first, last = [each.run for each in manifest.runs()][-2:]
        return between_runs(manifest, first, last)


def said(diff: Diff) -> dict[str, list[tuple[str, str, str]]]:
    return {
        cause.cause: [
            (document.source, record.change, record.table)
            for document in cause.documents
            for record in document.records
        ]
        for cause in diff.causes
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made.folder(tmp_path / "in", a=FIRST, b=SECOND)


@pytest.fixture
def output(tmp_path: Path, folder: Path) -> Path:
    go(folder, tmp_path / "out")
    return tmp_path / "out"


def ids(output: Path, table: str) -> set[str]:
    return {json.loads(line)["id"] for line in (output / "tables" / f"{table}.jsonl").read_bytes().splitlines()}


def test_a_changed_rule_names_exactly_what_it_lost_and_gained(folder: Path, output: Path) -> None:
    before = {table: ids(output, table) for table in TABLES}
    go(folder, output, without("events", "forum"), extract="e2")
    after = {table: ids(output, table) for table in TABLES}
    [event] = before["events"] - after["events"]
    assert {table for table in TABLES if before[table] - after[table]} <= {"events", "dates", "counts"}
    [cause] = last_two(output).causes
    assert cause.cause == "rule changed [extract]"
    [document] = cause.documents
    assert document.source == "b.txt"
    assert [record.id for record in document.records if record.change == "lost"] == [event]
    changed = {record.table: [one.field for one in record.fields] for record in document.records if record.fields}
    assert changed == {"dates": ["role"], "counts": ["role"]} or set(changed) <= {"dates", "counts"}
    assert cause.totals.losses >= 1
    go(folder, output, extract="e3")
    [cause] = last_two(output).causes
    assert [record.id for record in cause.documents[0].records if record.change == "gained"] == [event]
    assert cause.totals.losses == 0
    with snapshot(output) as manifest:
        assert between_runs(manifest, 1, 3).causes == []


def test_causes_are_kept_apart(folder: Path, output: Path) -> None:
    made.write(folder / "a.txt", FIRST.replace("25", "26 or more").encode())
    made.folder(folder, c=FIRST.replace("Prague", "Vienna"))
    go(folder, output, without("events", "forum"), extract="e2", model="other 1")
    found = said(last_two(output))
    rules = "rule changed [extract] and model changed [none -> other 1]"
    assert set(found) == {rules, f"source changed and {rules}", "new source"}
    assert {source for source, _, _ in found[rules]} == {"b.txt"}
    assert {way for _, way, _ in found["new source"]} == {"gained"}


def test_a_source_that_changed_keeps_the_records_that_say_the_same(folder: Path, output: Path) -> None:
    made.write(folder / "a.txt", b"A line more.\n\n" + FIRST.replace("Prague", "Vienna").encode())
    go(folder, output)
    [cause] = last_two(output).causes
    assert cause.cause == "source changed"
    assert (cause.totals.gained, cause.totals.lost) == (0, 0)
    assert cause.totals.moved >= 2
    [event] = [each for each in cause.documents[0].records if each.table == "events"]
    assert [(one.field, one.old, one.new) for one in event.fields] == [("place", "Prague", "Vienna")]


def test_a_moved_document_loses_and_gains_nothing(folder: Path, output: Path) -> None:
    (folder / "a.txt").rename(folder / "z.txt")
    go(folder, output)
    diff = last_two(output)
    assert diff.totals.losses == diff.totals.gained == 0
    [cause] = diff.causes
    assert cause.cause == "moved"
    assert [(each.was, each.source) for each in cause.documents] == [("a.txt", "z.txt")]


def test_a_document_that_is_gone_or_fails_loses_its_records(folder: Path, output: Path) -> None:
    (folder / "a.txt").unlink()
    made.write(folder / "b.txt", b"")
    go(folder, output)
    diff = last_two(output)
    ends = {cause.cause: [(each.before, each.after) for each in cause.documents] for cause in diff.causes}
    assert ends == {"removed": [("done", "absent")], "source changed": [("done", "failed")]}
    assert diff.totals.lost == diff.totals.losses > 4


def test_runs_that_are_further_apart_are_compared(folder: Path, output: Path) -> None:
    go(folder, output, without("events", "forum"), extract="e2")
    (folder / "a.txt").unlink()
    go(folder, output, without("events", "forum"), extract="e2")
    made.folder(folder, c="ODIHR held a seminar in Rome in May 2015.")
    assert go(folder, output, without("events", "forum"), extract="e2") == 4
    with snapshot(output) as manifest:
        found = said(between_runs(manifest, 1, 4))
    assert set(found) == {"rule changed [extract]", "removed", "new source"}
    assert {source for source, _, _ in found["removed"]} == {"a.txt"}


def test_history_is_bounded_and_runs_that_change_nothing_cost_none(folder: Path, output: Path) -> None:
    for number in range(5):
        made.write(folder / "a.txt", FIRST.replace("25", str(number + 40)).encode() + b" " * number)
        files_changed = go(folder, output, keep_runs=2)
        go(folder, output, keep_runs=2)
    with snapshot(output) as manifest:
        kept = [each.run for each in manifest.runs()]
        assert kept[-1] == files_changed + 1
        assert [len(list(manifest.between(run, run + 1))) for run in kept[:-1]].count(1) == 2
        counted = [int(str(_count(manifest, run))) for run in kept]
    assert counted[0] == 42
    assert counted[-1] == 44


def _count(manifest: Any, run: int) -> object:
    """The first count of a.txt at the end of a run."""
    state = manifest._history._state("a.txt", run)
    return unpacked(state.records)["counts"][0]["value"]


def test_a_run_that_was_broken_off_goes_on_under_its_number(folder: Path, output: Path) -> None:
    made.folder(folder, a=FIRST.replace("25", "26"), b=SECOND.replace("30", "31"))
    for path in folder.iterdir():
        made.write(path, path.read_bytes() + b" ")

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(InProcess(Pipeline()), files.sources([folder], output), output, versions=made.VERSIONS, watch=stop)
    with snapshot(output) as manifest:
        assert [(each.run, each.ended is None) for each in manifest.runs()] == [(1, False), (2, True)]
    assert go(folder, output) == 2
    assert {source for source, _, _ in said(last_two(output))["source changed"]} == {"a.txt", "b.txt"}


def test_two_outputs_are_compared(tmp_path: Path, folder: Path, output: Path) -> None:
    other = tmp_path / "other"
    made.folder(folder, c="ODIHR held a seminar in Rome in May 2015.")
    made.write(folder / "a.txt", FIRST.replace("25", "26 or more").encode())
    go(folder, other, without("events", "forum"), extract="e2")
    with snapshot(output) as before, snapshot(other) as after:
        found = said(between_outputs(before, after, ("one", "other")))
        back = between_outputs(after, before, ("other", "one"))
        assert between_outputs(before, before, ("one", "one")).causes == []
    assert {cause: {source for source, _, _ in records} for cause, records in found.items()} == {
        "rule changed [extract]": {"b.txt"},
        "source changed and rule changed [extract]": {"a.txt"},
        "new source": {"c.txt"},
    }
    assert {cause.cause for cause in back.causes} == {*found, "removed"} - {"new source"}


# Told


def test_whatever_documents_say_is_escaped(folder: Path, output: Path) -> None:
    name = "<b>|`*_[x](y)\x1b[31m\n.txt"
    made.write(folder / name, FIRST.encode())
    go(folder, output)
    diff = last_two(output)
    for line in lines(diff, 0):
        assert "\x1b" not in line
        assert "\n" not in line
    rows = [line for line in markdown(diff, 0) if line.startswith("| gained")]
    assert rows
    for row in rows:
        assert len(re.findall(r"(?<!\\)\|", row)) == 8
        assert "<b>" not in row


def test_no_more_is_shown_than_asked_for(folder: Path, output: Path) -> None:
    made.folder(folder, c=FIRST + " " + SECOND)
    go(folder, output)
    diff = last_two(output)
    all_lines, few = list(lines(diff, 0)), list(lines(diff, 2))
    signs = [line for line in few if line.startswith("    + ")]
    assert len(signs) == 2
    assert few[-1] == f"  and {diff.totals.gained - 2} more (--limit 0 and --json have all)"
    assert sum(line.startswith("    + ") for line in all_lines) == diff.totals.gained


def test_the_command(tmp_path: Path, folder: Path) -> None:
    output = tmp_path / "out"
    assert upr("diff", "-o", output).returncode == 2
    upr("run", folder, "-o", output, "--no-ner")
    assert b"one run" in upr("diff", "-o", output).stderr
    made.write(folder / "a.txt", FIRST.replace("It was opened by Ms Anna Vondrova.", "").encode())
    upr("run", folder, "-o", output, "--no-ner")
    plain = upr("diff", "-o", output)
    assert plain.returncode == 0
    assert plain.stdout.startswith(b"run 1 -> run 2: 0 gained, 1 lost, ")
    gated = upr("diff", "1", "2", "-o", output, "--fail-on-loss", "--json")
    assert gated.returncode == 1
    assert b"1 records and 0 values are lost" in gated.stderr
    found = json.loads(gated.stdout)
    assert (found["totals"]["lost"], found["causes"][0]["cause"]) == (1, "source changed")
    [lost] = [record for record in found["causes"][0]["documents"][0]["records"] if record["change"] == "lost"]
    assert (lost["table"], lost["record"]["name"]) == ("people", "Anna Vondrova")
    assert b"| lost | a.txt |" in upr("diff", "-o", output, "--markdown").stdout
    assert len(upr("diff", "-o", output, "--runs").stdout.splitlines()) == 2
    upr("run", folder, "-o", tmp_path / "again", "--no-ner")
    same = upr("diff", output, tmp_path / "again", "--fail-on-loss")
    assert (same.returncode, same.stdout) == (
        0,
        f"{output} -> {tmp_path / 'again'}: 0 gained, 0 lost, 0 changed, 0 moved\n".encode(),
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("1", "7"), "run 7 is not in"),
        (("2", "1"), "name the earlier one first"),
        (("1",), "two runs by their numbers"),
        (("1", "folder"), "two runs by their numbers"),
        (("nowhere", "elsewhere"), "no run of this version in nowhere"),
        (("--json", "--markdown"), "choose one"),
    ],
)
def test_wrong_use_is_answered(folder: Path, output: Path, arguments: tuple[str, ...], words: str) -> None:
    go(folder, output, extract="e2")
    done = upr("diff", *arguments, "-o", output)
    assert done.returncode == 2
    assert words in done.stderr.decode()


def test_a_manifest_that_is_none_is_named(output: Path) -> None:
    (output / "manifest.sqlite").write_bytes(b"no database, but long enough to be one " * 99)
    done = upr("diff", "-o", output)
    assert done.returncode == 1
    assert f"cannot read {output / 'manifest.sqlite'}".encode() in done.stderr
