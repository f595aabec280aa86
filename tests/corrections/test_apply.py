"""Decisions on what the rules found: what they change, what they leave, and that they can be taken off again."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpus.one import encode
from pipeline.corrections.apply import added_id, apply, restore
from pipeline.corrections.line import Correction
from pipeline.model.records import TABLES, Assembly, Extraction
from tests.corrections.made import Made, said


@pytest.fixture(scope="module")
def made() -> Made:
    return Made()


def put(made: Made, *lines: Correction) -> Assembly:
    return apply(made.assembly, lines, made.ground)


def bytes_of(assembly: Assembly) -> tuple[bytes, bytes]:
    return encode(assembly.extraction), msgspec.json.encode(assembly.unclaimed)


def unplaced(assembly: Assembly) -> list[str]:
    done = assembly.extraction.corrections
    return [row.reason for row in done.unplaced] if done else []


def test_no_decisions_leave_everything_as_it_is(made: Made) -> None:
    assert put(made) is made.assembly


def test_a_value_is_corrected_by_the_words_that_were_selected(made: Made) -> None:
    before = made.record("missions")
    line = made.line(
        "correct", "missions", before, "head.name", "Anna Vondrova", {"head.name": "Anna Vondrova"}, old="Daan Everts"
    )
    after = made.record("missions", assembly=put(made, line))
    assert after.id == before.id
    assert said(after, "head.name") == "Anna Vondrova"
    assert said(after, "head.title") == "Ambassador"
    [evidence] = after.evidence["head.name"]
    assert (evidence.raw, evidence.rule) == ("Anna Vondrova", "review.corrected")
    assert made.source.data.decode()[slice(*evidence.source_span)] == "Anna Vondrova"
    assert after.verdict is not None
    assert (after.verdict.status, after.verdict.by, after.verdict.corrected) == ("corrected", ["anna"], ["head.name"])
    assert not after.verdict.complete


def test_a_value_that_was_typed_keeps_the_passage_that_was_read(made: Made) -> None:
    before = made.record("missions")
    after = made.record("missions", assembly=put(made, made.line("correct", "missions", before, "type", "LEOM")))
    assert said(after, "type") == "LEOM"
    assert [each.span for each in after.evidence["type"]] == [each.span for each in before.evidence["type"]]
    assert {each.rule for each in after.evidence["type"]} == {"review.corrected"}


def test_what_the_rules_found_stands_beside_what_was_decided(made: Made) -> None:
    mission, event = made.record("missions"), made.record("events")
    done = put(
        made, made.line("correct", "missions", mission, "type", "LEOM"), made.line("reject", "events", event)
    ).extraction.corrections
    assert done is not None
    assert done.found.missions == [mission]
    assert done.found.events == [event]
    assert done.places == {mission.id: 0, event.id: 0}


def test_a_rejected_record_leaves_the_records_and_is_listed(made: Made) -> None:
    event = made.record("events")
    extraction = put(made, made.line("reject", "events", event)).extraction
    assert event.id not in [record.id for record in extraction.records.events]
    assert extraction.corrections is not None
    assert [(row.action, row.record) for row in extraction.corrections.applied] == [("reject", event.id)]


def test_an_accepted_record_is_sure_and_says_so(made: Made) -> None:
    after = made.record(
        "missions", assembly=put(made, made.line("accept", "missions", made.record("missions"), by="Zoë"))
    )
    assert after.verdict is not None
    assert (after.verdict.status, after.verdict.complete, after.confidence) == ("accepted", True, 1.0)


def test_an_accepted_value_does_not_speak_for_its_record(made: Made) -> None:
    before = made.record("missions")
    after = made.record("missions", assembly=put(made, made.line("accept", "missions", before, "head.name")))
    assert after.verdict is not None
    assert (after.verdict.accepted, after.verdict.complete) == (["head.name"], False)
    assert after.confidence == before.confidence


def test_a_record_is_added_with_its_passages(made: Made) -> None:
    line = made.line(
        "add",
        "references",
        new={"scheme": "un_symbol", "value": "2018/4711-3", "raw": "2018/4711-3"},
        quotes={"value": "2018/4711-3"},
    )
    assembly = put(made, line)
    [record] = [record for record in assembly.extraction.records.references if record.verdict]
    assert record.id == added_id("references", line.id)
    assert (said(record, "value"), record.section, record.confidence) == ("2018/4711-3", "s1", 1.0)
    assert record.evidence["value"][0].rule == "review.added"
    assert [row.raw for row in made.assembly.unclaimed] == ["2018/4711-3"]
    assert assembly.unclaimed == []


def test_an_added_record_can_be_corrected_and_rejected(made: Made) -> None:
    add = made.line("add", "people", new={"name": "Everts", "mentions": 1}, quotes={"name": "Daan Everts"})
    added = next(record for record in put(made, add).extraction.records.people if record.verdict)
    correct = made.line("correct", "people", added, "name", "Daan Everts", {"name": "Daan Everts"})
    [record] = [record for record in put(made, correct, add).extraction.records.people if record.verdict]
    assert (said(record, "name"), record.verdict and record.verdict.status) == ("Daan Everts", "added")
    gone = put(made, add, made.line("reject", "people", added))
    assert gone.extraction.records.people == made.assembly.extraction.records.people
    assert restore(gone) == made.assembly


def test_a_passage_with_nothing_to_record_leaves_the_account_and_is_kept_aside(made: Made) -> None:
    assembly = put(made, made.line("accept", quotes={"": "2018/4711-3"}))
    assert assembly.unclaimed == []
    assert assembly.extraction.corrections is not None
    assert [row.raw for row in assembly.extraction.corrections.claimed] == ["2018/4711-3"]


LISTS: list[tuple[str, dict[str, Any], Any]] = [
    ("an entry is struck", {"action": "reject", "path": "observers[0]"}, [(28, "long_term")]),
    (
        "an entry is corrected",
        {"action": "correct", "path": "observers[1].value", "new": 29},
        [(14, "core_team"), (29, "long_term")],
    ),
]


@pytest.mark.parametrize(("change", "wanted"), [row[1:] for row in LISTS], ids=[row[0] for row in LISTS])
def test_lists_of_a_record(made: Made, change: dict[str, Any], wanted: list[tuple[int, str]]) -> None:
    mission = made.record("missions")
    line = made.line(table="missions", record=mission, **change)
    after = made.record("missions", assembly=put(made, line))
    assert [(row["value"], row["role"]) for row in said(after, "observers")] == wanted
    for path in after.evidence:
        if path.startswith("observers["):
            assert int(path[10]) < len(wanted)


def test_an_entry_is_added_to_a_list(made: Made) -> None:
    new = {"value": 31, "raw": "31 participants", "role": "other", "status": "deployed"}
    line = made.line("add", "missions", made.record("missions"), "observers", new, {"observers": "31 participants"})
    after = made.record("missions", assembly=put(made, line))
    assert said(after, "observers[2].value") == 31
    assert said(after, "observers[2].states") is None
    assert after.evidence["observers[2]"][0].raw == "31 participants"


def test_an_entry_is_known_again_when_those_before_it_have_gone(made: Made) -> None:
    mission = made.record("missions")
    first = made.line("reject", "missions", mission, "observers[0]")
    second = made.line("correct", "missions", mission, "observers[1].value", 29)
    both = [put(made, first, second), put(made, second, first)]
    for assembly in both:
        assert [row["value"] for row in said(made.record("missions", assembly=assembly), "observers")] == [29]
    assert bytes_of(both[0]) == bytes_of(both[1])


UNFIT: list[tuple[str, str, Any, str]] = [
    ("missions", "type", "BALLOON", "Invalid enum value"),
    ("missions", "country", "Kazakhstan", "no ISO 3166 code"),
    ("missions", "deployed", {"value": "2011-02-30", "precision": "day", "status": "stated", "raw": ""}, "is no date"),
    ("missions", "observers[0].value", "many", "Expected `int`"),
    ("missions", "head.colour", "blue", "no such field"),
    ("missions", "head", "Daan Everts", "Expected `object"),
    ("missions", "confidence", 1, "no such field"),
    ("missions", "id", "mi-1", "no such field"),
    ("missions", "head..name", "x", "is no path"),
    ("missions", "observers[7].value", 3, "nothing there"),
    ("missions", "locations", "Astana", "Expected `array`"),
]


@pytest.mark.parametrize(("table", "path", "new", "reason"), UNFIT, ids=[f"{row[1]}={row[2]}" for row in UNFIT])
def test_what_no_record_can_say_is_listed_and_changes_nothing(
    made: Made, table: str, path: str, new: Any, reason: str
) -> None:
    assembly = put(made, made.line("correct", table, made.record(table), path, new))
    [why] = unplaced(assembly)
    assert reason in why
    assert assembly.extraction.records == made.assembly.extraction.records
    assert [warning.code for warning in assembly.extraction.warnings][-1] == "correction.unplaced"
    assert restore(assembly) == made.assembly


def test_a_date_is_of_the_precision_that_it_has(made: Made) -> None:
    new = {"value": "2011-03", "precision": "day", "status": "incomplete", "raw": "x"}
    line = made.line("correct", "missions", made.record("missions"), "deployed", new, {"deployed": "March 2012"})
    after = made.record("missions", assembly=put(made, line))
    assert said(after, "deployed") == {
        "value": "2011-03",
        "end": None,
        "precision": "month",
        "status": "stated",
        "raw": "March 2012",
    }


def test_a_missing_value_wants_a_passage(made: Made) -> None:
    mission = made.record("missions")
    assert unplaced(put(made, made.line("correct", "missions", mission, "organisation", "EU"))) == []
    [why] = unplaced(put(made, made.line("correct", "missions", mission, "partners", ["PACE"])))
    assert "no passage" in why


def test_a_value_that_the_document_does_not_state_becomes_null(made: Made) -> None:
    after = made.record(
        "missions", assembly=put(made, made.line("reject", "missions", made.record("missions"), "head"))
    )
    assert said(after, "head") is None
    assert not [path for path in after.evidence if path.startswith("head")]


def test_a_value_that_is_always_there_cannot_be_struck(made: Made) -> None:
    [why] = unplaced(put(made, made.line("reject", "missions", made.record("missions"), "type")))
    assert "always has a value" in why


def test_the_last_decision_about_a_value_holds(made: Made) -> None:
    mission = made.record("missions")
    first, second = (made.line("correct", "missions", mission, "type", kind) for kind in ("LEOM", "EAM"))
    assert said(made.record("missions", assembly=put(made, first, second)), "type") == "EAM"
    assert said(made.record("missions", assembly=put(made, second, first)), "type") == "LEOM"


def test_warnings_about_a_record_that_was_looked_at_are_settled() -> None:
    made = Made(
        "The mission was headed by Ambassador Daan Everts. It opened on 31 February 2011. "
        "ODIHR held a workshop in Prague on 31 June 2012 with 12 experts."
    )
    warned = next(warning for warning in made.assembly.extraction.warnings if warning.record)
    table = next(
        table for table in TABLES for row in getattr(made.assembly.extraction.records, table) if row.id == warned.record
    )
    record = next(row for row in getattr(made.assembly.extraction.records, table) if row.id == warned.record)
    assembly = put(made, made.line("accept", table, record))
    assert warned not in assembly.extraction.warnings
    assert assembly.extraction.corrections is not None
    assert warned in [row.warning for row in assembly.extraction.corrections.settled]
    assert bytes_of(restore(assembly)) == bytes_of(made.assembly)


DECISIONS: list[dict[str, Any]] = [
    {"action": "correct", "table": "missions", "path": "type", "new": "LEOM"},
    {"action": "correct", "table": "missions", "path": "head.name", "new": "A", "quotes": {"head.name": "Anna"}},
    {"action": "accept", "table": "missions"},
    {"action": "accept", "table": "missions", "path": "head"},
    {"action": "reject", "table": "missions", "path": "observers[0]"},
    {"action": "correct", "table": "missions", "path": "observers[1].value", "new": 9},
    {"action": "reject", "table": "events"},
    {"action": "accept", "table": "dates"},
    {"action": "reject", "table": "dates", "place": 1},
    {"action": "reject", "table": "counts", "place": 2},
    {"action": "correct", "table": "missions", "path": "type", "new": "NONSENSE"},
    {
        "action": "add",
        "table": "people",
        "place": None,
        "new": {"name": "Daan", "mentions": 1},
        "quotes": {"name": "Daan"},
    },
    {"action": "accept", "table": None, "place": None, "quotes": {"": "2018/4711-3"}},
]
"""Decisions about values of their own."""


def lines_of(made: Made) -> list[Correction]:
    lines = []
    for given_ in DECISIONS:
        given_ = dict(given_)
        place = given_.pop("place", 0)
        record = made.record(given_["table"], place) if given_["table"] and place is not None else None
        lines.append(made.line(record=record, **given_))
    return lines


@given(st.data())
def test_the_order_of_decisions_about_different_values_does_not_matter(data: st.DataObject) -> None:
    made = MADE
    chosen = data.draw(st.lists(st.sampled_from(LINES), unique_by=lambda line: line.id))
    shuffled = data.draw(st.permutations(chosen))
    first, second = (
        apply(made.assembly, [line for line in order if line.new != "NONSENSE"], made.ground)
        for order in (chosen, shuffled)
    )
    assert bytes_of(first) == bytes_of(second)


@given(st.data())
def test_undoing_all_gives_the_same_bytes_again(data: st.DataObject) -> None:
    made = MADE
    chosen = data.draw(st.lists(st.sampled_from(LINES), unique_by=lambda line: line.id))
    once = apply(made.assembly, chosen, made.ground)
    assert bytes_of(restore(once)) == bytes_of(made.assembly)
    assert bytes_of(apply(once, chosen, made.ground)) == bytes_of(once)
    assert bytes_of(apply(once, [], made.ground)) == bytes_of(made.assembly)
    data_ = encode(once.extraction)
    assert msgspec.json.decode(data_, type=Extraction) == once.extraction
    assert "NaN" not in json.dumps(json.loads(data_))


@given(st.data())
def test_every_line_is_applied_or_listed(data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(LINES), unique_by=lambda line: line.id, min_size=1))
    done = apply(MADE.assembly, chosen, MADE.ground).extraction.corrections
    assert done is not None
    assert sorted([row.id for row in (*done.applied, *done.unplaced)]) == sorted(line.id for line in chosen)


MADE = Made()
LINES = lines_of(MADE)
