"""Passages and records found again in texts that have changed, and near misses that must not be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corrections.anchors import Places
from pipeline.corrections.apply import apply
from pipeline.corrections.line import Passage
from tests.corrections.made import TEXT, Made, said

HEADED = "The mission was headed by Ambassador «Daan Everts» and consisted of 14 experts."


def marked(words: str) -> tuple[str, int, int]:
    start = words.index("«")
    end = words.index("»") - 1
    return words.replace("«", "").replace("»", ""), start, end


def passage(words: str = HEADED, before: str = "It opened on 3 March. ", after: str = " It left in May.") -> Passage:
    text, start, end = marked(f"{before}{words}{after}")
    return Passage(
        path="head.name",
        span=(start, end),
        quote=text[start:end],
        prefix=text[max(0, start - 48) : start],
        suffix=text[end : end + 48],
        source_span=(start, end),
        page=None,
        boxes=None,
    )


FOUND = [
    ("nothing changed", f"It opened on 3 March. {HEADED} It left in May."),
    ("it moved", f"A new first sentence. It opened on 3 March. {HEADED} It left in May."),
    ("its neighbours changed", f"In April it closed. {HEADED} Nothing else is known."),
    ("a line end came in", f"It opened on 3 March. {HEADED.replace(' Everts', chr(10) + 'Everts')} It left in May."),
    ("what stood before it is gone", "«Daan Everts» and consisted of 14 experts. It left in May."),
    ("what stood behind it is gone", "It opened on 3 March. The mission was headed by Ambassador «Daan Everts»"),
    ("the name stands elsewhere too", f"Daan Everts spoke. {HEADED} Thanks went to Daan Everts, the head."),
]
LOST = [
    (
        "other words",
        "It opened on 3 March. The mission was headed by Ambassador «»Jan Everts and consisted of 14 experts.",
    ),
    (
        "the same words in another sentence",
        "The press quoted Daan Everts on Friday in its leading article«» about wheat.",
    ),
    ("twice alike", f"Now: {HEADED.replace('«', '').replace('»', '')} {HEADED}"),
    (
        "part of a longer word",
        "It opened on 3 March. The mission was headed by Ambassador «»Daan Evertson and consisted of 14",
    ),
    ("an empty text", "«»"),
]


@pytest.mark.parametrize("words", [row[1] for row in FOUND], ids=[row[0] for row in FOUND])
def test_a_passage_is_found_again(words: str) -> None:
    text, start, end = marked(words)
    assert Places(text).find(passage()) == (start, end)


@pytest.mark.parametrize("words", [row[1] for row in LOST], ids=[row[0] for row in LOST])
def test_a_passage_is_found_nowhere_else(words: str) -> None:
    text = words.replace("«", "").replace("»", "")
    assert Places(text).find(passage(before="", after="")) is None


@pytest.mark.parametrize(("text", "found"), [("in 10 days", (3, 5)), ("in 2010 days", None), ("in 101 days", None)])
def test_a_number_is_no_part_of_another(text: str, found: tuple[int, int] | None) -> None:
    assert Places(text).find(passage("in «10» days", "", "")) == found


def test_hyphens_and_blanks_that_repair_moves_do_not_count() -> None:
    wanted = passage("opinion «ELE-\nPOL/374/2020» of the Office", "", "")
    text = "opinion ELE-POL/374/2020 of the Office"
    assert Places(text).find(wanted) == (8, 24)


@given(st.text("ab .-\n", max_size=40), st.text("ab .-\n", max_size=40))
def test_what_is_put_before_and_behind_moves_a_passage_and_loses_none(before: str, after: str) -> None:
    text, start, _ = marked(f"It opened on 3 March. {HEADED} It left in May.")
    found = Places(f"{before} {text} {after}").find(passage())
    assert found is not None
    assert found[0] == start + len(before) + 1


def test_words_put_elsewhere_move_every_decision_along() -> None:
    first = Made()
    mission = first.record("missions")
    line = first.line("correct", "missions", mission, "head.name", "D. Everts", {"head.name": "Daan Everts"})
    second = Made(TEXT.replace("Election observation", "Election observation in 2011", 1))
    assert second.record("missions").id != mission.id
    after = apply(second.assembly, [line], second.ground)
    record = after.extraction.records.missions[0]
    assert said(record, "head.name") == "D. Everts"
    assert second.text[slice(*record.evidence["head.name"][0].span)] == "Daan Everts"


TWO = (
    "The Election Observation Mission in Armenia was headed by Ms Anna Vondrova and had 12 long-term observers.\n\n"
    "The Election Observation Mission in Georgia was headed by Mr Boris Novak and had 14 long-term observers.\n"
)


def test_a_record_is_the_one_that_stands_where_it_stood() -> None:
    first = Made(TWO)
    line = first.line("correct", "missions", first.record("missions", 1), "type", "LEOM")
    second = Made(TWO.replace("had 14", "had some 14") + "\nODIHR thanks all.")
    records = apply(second.assembly, [line], second.ground).extraction.records.missions
    assert [record.type for record in records] == ["EOM", "LEOM"]


def test_a_record_that_is_gone_takes_no_other_s_place() -> None:
    first = Made(TWO)
    line = first.line("reject", "missions", first.record("missions", 1))
    second = Made(TWO.split("\n\n")[0] + "\n")
    assembly = apply(second.assembly, [line], second.ground)
    assert len(assembly.extraction.records.missions) == 1
    assert assembly.extraction.corrections is not None
    [lost] = assembly.extraction.corrections.unplaced
    assert (lost.id, lost.reason) == (line.id, "no record stands where this one stood")
    assert lost.quote
    assert [each.code for each in assembly.extraction.warnings].count("correction.unplaced") == 1
