"""What `upr explain` says: of a record, what stood beside it; of a document, what was proposed and what became of it."""

from __future__ import annotations

import pytest

from pipeline.corpus.explain import UnknownRecord, explain, overview
from pipeline.corpus.proposals import Claims, proposals
from pipeline.flow import Pipeline, Traced
from pipeline.model.document import Source

TEXT = (
    "The OSCE/ODIHR EOM for the parliamentary elections in Albania on 25 June 2017 was led by Miklós Haraszti and had 12 experts. "
    "They met 40 candidates at 9 in the morning. A Needs Assessment Mission had advised it in article 7.\n"
)


@pytest.fixture(scope="module")
def traced(full_pipeline: Pipeline) -> Traced:
    return full_pipeline.traced(Source("a.txt", TEXT.encode()))


def test_a_name_that_was_used_says_by_which_records(traced: Traced) -> None:
    claims = Claims(traced.assembly.extraction)
    [name] = [each for each in proposals(traced, claims) if each.span.cut(TEXT) == "Miklós Haraszti"]
    assert (name.rule, name.label, name.fate, name.reason) == ("names.model", "person", "used", None)
    assert {(claim.table, claim.path) for claim in name.claims} == {("missions", "head.name"), ("people", "name")}


def test_a_name_that_a_rule_reads_by_itself_was_not_needed(traced: Traced) -> None:
    claims = Claims(traced.assembly.extraction)
    fates = {each.fate for each in proposals(traced, claims) if each.label in ("place", "organisation")}
    assert "used" not in fates


@pytest.mark.parametrize(
    ("words", "reason"), [("9", "no_unit"), ("Needs Assessment Mission", "untold"), ("7", "numbered")]
)
def test_what_rules_left_out_has_its_reason(traced: Traced, words: str, reason: str) -> None:
    told = {each.span.cut(TEXT): each.reason for each in proposals(traced, Claims(traced.assembly.extraction))}
    assert told.get(words) == reason
    assert "40" not in told  # it is a count, and so a record


def test_a_record_names_what_stood_in_its_sentences(traced: Traced) -> None:
    [mission] = traced.assembly.extraction.records.missions
    lines = explain(traced, mission.id)
    beside = lines[lines.index("what else stood in the same sentences:") :]
    assert [line for line in beside if "head.name of this record (people.frame+model), name of pe-" in line]
    assert not [line for line in beside if "'12 experts'" in line]  # its own observers are no neighbours


def test_a_date_that_another_record_has_says_which(traced: Traced) -> None:
    records = traced.assembly.extraction.records
    [person] = records.people
    beside = "\n".join(explain(traced, person.id))
    assert f"(dates): election.date of {records.missions[0].id}" in beside
    assert f"(counts): observers[0] of {records.missions[0].id}" in beside


def test_an_overview_sums_up_and_lists_each_proposal_at_its_place(traced: Traced) -> None:
    lines = overview(traced, "some_model")
    told = proposals(traced, Claims(traced.assembly.extraction))
    assert lines[1].startswith("the name model some_model: ")
    assert "dropped (no_unit 1, numbered 1, untold 1)" in lines[2]
    rows = lines[4 : 4 + len(told)]
    assert [row.split()[0] for row in rows] == [f"{each.span.start}-{each.span.end}" for each in told]
    assert any("[Needs Assessment Mission]" in row and row.endswith("dropped, untold") for row in rows)
    assert any(line.startswith("untold: ") for line in lines)
    assert not any(line.startswith("country: ") for line in lines)


def test_an_overview_without_a_model_or_proposals_has_no_table() -> None:
    lines = overview(Pipeline().traced(Source("a.txt", b"Nothing here.\n")), None)
    assert lines == [
        "a.txt: 0 records; 0 words with digits or months are in none",
        "the name model: not asked",
        "rules: what is in the records, and 0 dropped",
    ]


@pytest.mark.parametrize(("start", "words"), [("xx-", "no record has this id"), ("", "several records")])
def test_an_id_must_name_one_record(traced: Traced, start: str, words: str) -> None:
    with pytest.raises(UnknownRecord, match=words):
        explain(traced, start)
