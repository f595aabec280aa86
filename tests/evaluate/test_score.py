"""Which record answers which gold, and why an error is one: counts worked out by hand."""

from __future__ import annotations

import functools
import itertools
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.alike import alike, same
from pipeline.evaluate.assign import assign
from pipeline.evaluate.figures import report
from pipeline.evaluate.gold import read_file
from pipeline.evaluate.score import DocumentScore, charged, score
from pipeline.flow import Pipeline
from pipeline.model.document import Source
from pipeline.model.records import TABLES, Extraction
from tests.evaluate.made import causes, extract, gold_document, gold_of, record, scored, write

DOCUMENTS = Path(__file__).parent.parent.parent / "fixtures" / "documents"
LIND = {"name": "Anna Lind", "title": None, "nationality": None}
MDA = {"type": "EOM", "country": "MDA", "head": {"name": "Anna Lind"}}
CORE, LONG = {"value": 13, "role": "core_team"}, {"value": 24, "role": "long_term"}


def mission(**fields: Any) -> dict[str, Any]:
    return record("missions", **{"country": "MDA", "head": LIND, **fields})


CASES: dict[str, tuple[dict[str, list[Any]], dict[str, list[Any]], dict[str, dict[str, int]]]] = {
    "all right": (
        {"missions": [MDA]},
        {"missions": [mission()]},
        {"missions.type": {"right": 1}, "missions.country": {"right": 1}, "missions.head.name": {"right": 1}},
    ),
    "a field that gold leaves out is not scored": (
        {"missions": [{"type": "EOM", "country": "MDA"}]},
        {"missions": [mission()]},
        {"missions.type": {"right": 1}, "missions.country": {"right": 1}},
    ),
    "null where null is right is no outcome": (
        {"missions": [{**MDA, "organisation": None, "deployed": None}]},
        {"missions": [mission()]},
        {"missions.type": {"right": 1}, "missions.country": {"right": 1}, "missions.head.name": {"right": 1}},
    ),
    "missed": (
        {"missions": [{**MDA, "organisation": "EU"}]},
        {"missions": [mission(head=None)]},
        {
            "missions.type": {"right": 1},
            "missions.country": {"right": 1},
            "missions.head.name": {"missed": 1},
            "missions.organisation": {"missed": 1},
        },
    ),
    "wrong value": (
        {"missions": [{**MDA, "type": "LEOM"}]},
        {"missions": [mission(country="LVA")]},
        {
            "missions.type": {"wrong value": 1},
            "missions.country": {"wrong value": 1},
            "missions.head.name": {"right": 1},
        },
    ),
    "invented": (
        {"missions": [{"type": "EOM", "country": "MDA", "head": None, "deployed": None}]},
        {"missions": [mission(head={**LIND, "title": "Ms"})]},
        {
            "missions.type": {"right": 1},
            "missions.country": {"right": 1},
            "missions.head.name": {"invented": 1},
            "missions.head.title": {"invented": 1},
        },
    ),
    "wrong place": (
        {"people": [{"name": "Anna Lind", "quotes": {"name": "led by Anna Lind"}}]},
        {"people": [record("people", name="Anna Lind", words={"name": "Jon Berg"})]},
        {"people.name": {"wrong place": 1}},
    ),
    "any of several places is right": (
        {"dates": [{"value": "2018-07-11", "quotes": {"": "11 July"}}]},
        {"dates": [record("dates", value="2018-07-11", words={"value": "11 July 2018"})]},
        {"dates.value": {"right": 1}},
    ),
    "missed record": (
        {"missions": [{**MDA, "deployed": None, "observers": [CORE, LONG]}]},
        {"missions": []},
        {
            "missions.type": {"missed record": 1},
            "missions.country": {"missed record": 1},
            "missions.head.name": {"missed record": 1},
            "missions.observers": {"missed record": 2},
        },
    ),
    "spurious record, charged for what gold tells": (
        {"missions": [MDA]},
        {
            "missions": [
                mission(),
                mission(country="LVA", head={**LIND, "name": "Jon Berg", "title": "Mr"}, organisation="EU"),
            ]
        },
        {
            "missions.type": {"right": 1, "spurious record": 1},
            "missions.country": {"right": 1, "spurious record": 1},
            "missions.head.name": {"right": 1, "spurious record": 1},
            "missions.organisation": {"spurious record": 1},  # one of those that a mission is known by
        },
    ),
    "a group of observers is known by number and role": (
        {"missions": [{**MDA, "observers": [{**CORE, "status": "deployed"}, {**LONG, "status": "planned"}]}]},
        {"missions": [mission(observers=[{"value": 24, "role": "long_term"}, {"value": 13, "role": "total"}])]},
        {
            "missions.type": {"right": 1},
            "missions.country": {"right": 1},
            "missions.head.name": {"right": 1},
            "missions.observers": {"right": 1, "wrong value": 1},
            "missions.observers.status": {"right": 1, "wrong value": 1},
        },
    ),
    "a group that is missed and one that is invented": (
        {"missions": [{**MDA, "observers": [CORE]}]},
        {"missions": [mission(observers=[{"value": 24, "role": "long_term"}])]},
        {
            "missions.type": {"right": 1},
            "missions.country": {"right": 1},
            "missions.head.name": {"right": 1},
            "missions.observers": {"missed": 1, "invented": 1},
        },
    ),
    "part_of is the gold's place of the group, not the list's": (
        {"missions": [{**MDA, "observers": [{**CORE, "part_of": 1}, {**LONG, "part_of": None}]}]},
        {"missions": [mission(observers=[LONG, {**CORE, "part_of": 0}])]},
        {
            "missions.type": {"right": 1},
            "missions.country": {"right": 1},
            "missions.head.name": {"right": 1},
            "missions.observers": {"right": 2},
            "missions.observers.part_of": {"right": 1},
        },
    ),
    "an empty list says that there are none": (
        {"missions": [{**MDA, "locations": []}]},
        {"missions": [mission(locations=["Riga", "Ogre"])]},
        {
            "missions.type": {"right": 1},
            "missions.country": {"right": 1},
            "missions.head.name": {"right": 1},
            "missions.locations": {"invented": 2},
        },
    ),
    "a range is one value": (
        {"dates": [{"value": "2021-06-08/2021-06-12"}, {"value": "2021-07-11"}]},
        {
            "dates": [
                record("dates", value="2021-06-08", end="2021-06-12"),
                record("dates", value="2021-07-11", end="2021-07-12"),
            ]
        },
        {"dates.value": {"right": 1, "missed record": 1, "spurious record": 1}},
    ),
    "a wrong day at the right words is a wrong value": (
        {"dates": [{"value": "2021-07-11", "status": "stated", "quotes": {"": "11 July 2021"}}]},
        {"dates": [record("dates", value="2021-07-01", words={"value": "11 July 2021"})]},
        {"dates.value": {"wrong value": 1}, "dates.status": {"right": 1}},
    ),
    "a date once more at the same words is no invention": (
        {"dates": [{"value": "2018-07-11", "quotes": {"": "11 July"}}]},
        {
            "dates": [
                record("dates", value="2018-07-11", words={"value": "11 July 2018"}),
                record("dates", value="2018-07-11", words={"value": "11 July 2021"}),
                record("dates", value="2018-07-11", words={"value": "5 May 2018"}),
            ]
        },
        {"dates.value": {"right": 1, "spurious record": 1}},
    ),
    "a quote alone leaves open what stands there": (
        {"dates": [{"quotes": {"": "5 May 2018"}}, {"quotes": {"": "11 July 2018"}}]},
        {"dates": [record("dates", value="1999", words={"value": "5 May 2018"})]},
        {},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_causes(tmp_path: Path, case: str) -> None:
    gold, found, expected = CASES[case]
    assert causes(scored(tmp_path, gold, **found)) == expected


def test_a_list_that_is_not_complete_has_no_spurious_records(tmp_path: Path) -> None:
    told = scored(
        tmp_path, {"people": [{"name": "Anna Lind"}]}, complete=False, people=[record("people", name="Jon Berg")]
    )
    assert causes(told) == {"people.name": {"missed record": 1}}
    assert told.records == ()


def test_a_list_that_gold_does_not_name_is_not_scored(tmp_path: Path) -> None:
    document = read_file(write(tmp_path, {"complete": ["dates"]}))
    told = score(document, extract(people=[record("people", name="Jon Berg")]), charged([document]))
    assert (told.outcomes, told.records) == ((), ())


def test_a_field_that_gold_seldom_tells_is_not_charged(tmp_path: Path) -> None:
    gold = [{"value": "2021-07-11", "status": "stated"}, {"value": "2021-07-12"}, {"value": "2021-07-13"}]
    right = [record("dates", value=each["value"]) for each in gold]
    told = scored(tmp_path, {"dates": gold}, dates=[*right, record("dates", value="1999")])
    assert causes(told) == {"dates.value": {"right": 3, "spurious record": 1}, "dates.status": {"right": 1}}


def test_the_document_s_own_fields_are_scored(tmp_path: Path) -> None:
    document = read_file(write(tmp_path, {"document": {"kind": "press_release", "country": None, "pages": 3}}))
    found = extract()
    about = msgspec.structs.replace(found.document, kind="other", pages=None)
    told = score(document, msgspec.structs.replace(found, document=about), charged([document]))
    named = (
        {}
        if about.country is None
        else {"document.country.name": {"invented": 1}, "document.country.iso3": {"invented": 1}}
    )
    assert causes(told) == {"document.kind": {"wrong value": 1}, "document.pages": {"missed": 1}, **named}


def test_a_failed_document_has_missed_everything(tmp_path: Path) -> None:
    document = read_file(
        write(tmp_path, {"records": {"people": [{"name": "Anna Lind"}]}, "document": {"kind": "other"}})
    )
    told = score(document, "load: is broken", charged([document]))
    assert causes(told) == {"document.kind": {"missed": 1}, "people.name": {"missed record": 1}}
    assert told.failure == "load: is broken"


def test_missions_are_paired_by_what_agrees_most(tmp_path: Path) -> None:
    """The second mission agrees with both of the gold's; the first only with the first."""
    gold = [{**MDA, "deployed": "2021-06-08"}, {"type": "EOM", "country": "MDA", "deployed": "2021-06-08"}]
    found = [mission(deployed=None), mission(head=None, deployed=None, organisation="EU")]
    told = causes(scored(tmp_path, {"missions": gold}, missions=list(reversed(found))))
    assert told["missions.head.name"] == {"right": 1}
    assert told["missions.country"] == {"right": 2}


def test_a_record_is_right_where_nothing_scored_in_it_is_wrong(tmp_path: Path) -> None:
    gold = [{**MDA, "organisation": "EU"}, {"type": "EOM", "country": "LVA", "head": {"name": "Jon Berg"}}]
    berg = {**LIND, "name": "Jon Berg"}
    found = [
        mission(),
        mission(country="LTU", head=berg, confidence=0.6),
        mission(country="EST", head=None, confidence=0.5),
    ]
    told = scored(tmp_path, {"missions": gold}, missions=found)
    assert [(each.confidence, each.answers, each.right) for each in told.records] == [
        (1.0, True, True),  # it misses the organisation, and says nothing that is wrong
        (0.6, True, False),
        (0.5, False, False),
    ]


@pytest.mark.parametrize(
    ("one", "other", "is_same", "is_alike"),
    [
        ("Anna Lind", "Anna Lind", True, True),
        ("l’été “x” 5–6", 'l\'été "x" 5-6', True, True),
        ("Anna  Lind\n", "Anna Lind", True, True),
        ("Daan Everts", "Dan Everts", False, True),
        ("Miklós Haraszti", "MIKLOS HARASZTI", False, True),
        ("Anna Lind", "Jon Berg", False, False),
        ("JUD-KAZ/240/2013", "JUD-KAZ/241/2013", False, False),
        ("KAZ", "KGZ", False, False),
        ("EOM", "IEOM", False, False),
        ("Lind", "Lindt", False, False),
        ("Berge", "Bergen", False, True),
        ("OSCE PA", "OSCE/ODIHR", False, False),
        ("", "", True, True),
        (13, 13.0, True, True),
        (13, 14, False, False),
        (True, False, False, False),
        ({"value": 13, "role": "total"}, {"value": 13, "role": "other"}, False, False),
    ],
)
def test_same_and_alike(one: Any, other: Any, is_same: bool, is_alike: bool) -> None:
    assert (same(one, other), same(other, one)) == (is_same, is_same)
    assert (alike(one, other), alike(other, one)) == (is_alike, is_alike)


def test_lenient_takes_any_place_and_a_slip_of_the_pen(tmp_path: Path) -> None:
    gold = [{"name": "Anna Lind", "quotes": {"name": "Anna Lind"}}, {"name": "Jon Bergh"}]
    found = [record("people", name="Anna Lind", words={"name": "Jon Berg"}), record("people", name="Jon Berg")]
    told = report([scored(tmp_path, {"people": gold}, people=found)])
    [names] = told.fields
    assert (names.right, names.alike, names.f1.value, names.lenient_f1) == (0, 2, 0.0, 1.0)


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9).map(float), max_size=12))
def test_no_other_assignment_agrees_more(agreement: dict[tuple[int, int], float]) -> None:
    chosen = assign(agreement)
    assert all(pair in agreement for pair in chosen.items())
    assert len(set(chosen.values())) == len(chosen)
    best = max(
        sum(agreement.get(pair, 0.0) for pair in zip(range(5), columns, strict=True))
        for columns in itertools.permutations(range(5))
    )
    assert sum(agreement[pair] for pair in chosen.items()) == best


@functools.cache
def own(name: str) -> tuple[Extraction, dict[str, Any], Path]:
    """A fixture document's extract, gold that says the same, and its source."""
    source = DOCUMENTS / name
    extraction = Pipeline()(Source("a.txt", source.read_bytes())).extraction
    return extraction, gold_of(extraction), source


OWN = sorted(path.name for path in DOCUMENTS.glob("*.txt"))


def held(extraction: Extraction, gold: dict[str, Any], source: Path, folder: Path) -> DocumentScore:
    document = gold_document(folder, gold, source)
    return score(document, extraction, charged([document]))


@pytest.mark.parametrize("name", OWN)
def test_gold_that_says_what_the_records_say_is_all_right(name: str, tmp_path: Path) -> None:
    extraction, gold, source = own(name)
    told = report([held(extraction, gold, source, tmp_path)])
    assert [row.name for row in (told.all, *told.fields, *told.lists, *told.records) if row.f1.value != 1.0] == []
    assert told.all.gold > 50
    assert all(band.right == band.records for band in told.reliability)


@pytest.mark.parametrize("table", sorted({*TABLES} - {"answers", "stakeholders", "statements"}))
def test_a_record_less_lowers_recall_alone_and_one_more_precision_alone(table: str, tmp_path: Path) -> None:
    """In the shortest fixture document that has such records; of three kinds there are none in any."""
    having = [each for each in map(own, OWN) if getattr(each[0].records, table)]
    extraction, gold, source = min(having, key=lambda each: len(each[0].text))
    rows = getattr(extraction.records, table)
    at = len(rows) // 2
    fewer = msgspec.structs.replace(extraction.records, **{table: [*rows[:at], *rows[at + 1 :]]})
    less = report([held(msgspec.structs.replace(extraction, records=fewer), gold, source, tmp_path)]).all
    assert (less.precision.value, less.right < less.gold) == (1.0, True)
    told = gold["records"][table]
    cut = {**gold, "records": {**gold["records"], table: [*told[:at], *told[at + 1 :]]}}
    more = report([held(extraction, cut, source, tmp_path)]).all
    assert (more.recall.value, more.right < more.found) == (1.0, True)
