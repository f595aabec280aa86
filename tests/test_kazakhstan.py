"""The client's own document: every fact that a careful reader lists, and none that it does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.flow import Pipeline
from pipeline.model.document import Source
from pipeline.model.records import Assembly, Extraction

DOCUMENT = Path(__file__).parent.parent / "fixtures" / "documents" / "kazakhstan_2014.txt"


@pytest.fixture(scope="module")
def assembly(full_pipeline: Pipeline) -> Assembly:
    return full_pipeline(Source(DOCUMENT.name, DOCUMENT.read_bytes()))


@pytest.fixture(scope="module")
def extraction(assembly: Assembly) -> Extraction:
    return assembly.extraction


def test_document(extraction: Extraction) -> None:
    document = extraction.document
    assert (document.kind, document.submitted_by, document.pages) == ("stakeholder_submission", "OSCE/ODIHR", 5)
    assert document.country is not None
    assert document.country.iso3 == "KAZ"
    assert document.title is None  # the file opens with its first heading


def test_sections(extraction: Extraction) -> None:
    assert [(section.title, section.empty) for section in extraction.sections] == [
        ("Background", False),
        ("Overview of this Submission", False),
        ("Election-related activities", False),
        ("Legislation reviewed by ODIHR", False),
        ("Tolerance and non-discrimination issues, including incidents of and responses to hate crime", False),
        ("Roma and Sinti issues", True),
        (
            "Country-specific ODIHR monitoring, assessment, co-operation and assistance activities "
            "(other than elections)",
            False,
        ),
        ("Gender Equality and Democratic Governance", False),
        ("Other assessments and recommendations contained in ODIHR reports on thematic human issues", True),
    ]


def test_footnotes_keep_their_places_and_have_no_texts(extraction: Extraction) -> None:
    assert [(note.mark, note.text_span) for note in extraction.footnotes] == [
        (mark, None) for mark in ("1", "4", "5", "6", "7", "8")
    ]
    ends = [extraction.text[: note.anchor[0]].split()[-1] for note in extraction.footnotes]
    assert ends == ["documents.", "report", "Kyrgyzstan", "Kazakhstan", "event.", "Kazakhstan,"]
    assert {"footnote.mark_missing", "footnote.text_missing"} <= {warning.code for warning in extraction.warnings}


OPINIONS = [
    ("comments", ["POLIT-KAZ/225/2013"], "MA", "2013-03-18", "issued"),
    ("comments", ["JUD-KAZ/240/2013"], "LH", "2013-12-16", "issued"),
    ("note", ["TRAFF-KAZ/216/2012"], "AT", "2012-11-28", "issued"),
    ("opinion", ["CONST-KAZ/202/2012"], None, "2012-03-14", "issued"),
    ("opinion", ["FOI-KAZ/204/2012"], "AT", "2012-04-18", "issued"),
    ("opinion", ["FOI-KAZ/164/2010"], "AT", "2010-11-16", "issued"),
    ("joint_opinion", ["629/2011", "JUD-KAZ/186/2011"], None, "2011-06-17", "adopted"),
    ("opinion", ["MIG-KAZ/183/2011"], "AT", None, "issued"),
    ("opinion", ["GEN-KAZ/170/2010"], "AT", "2010-12-29", "issued"),
    ("comments", ["GEN-KAZ/157/2010"], "AT", "2010-06-02", "issued"),
]


def test_opinions(extraction: Extraction) -> None:
    got = [
        (
            opinion.kind,
            [number.value for number in opinion.numbers],
            opinion.numbers[-1].initials,
            opinion.date.value if opinion.date else "no date",
            opinion.date.act if opinion.date else "no date",
        )
        for opinion in extraction.records.opinions
    ]
    assert got == OPINIONS
    joint = extraction.records.opinions[6]
    assert (joint.bodies, joint.session) == (["OSCE/ODIHR", "Venice Commission"], 87)


def test_a_date_that_is_cut_off_is_never_guessed(extraction: Extraction) -> None:
    opinion = extraction.records.opinions[7]
    assert opinion.date is not None
    assert (opinion.date.raw, opinion.date.value, opinion.date.status) == ("11 April 201", None, "incomplete")
    warning = next(warning for warning in extraction.warnings if warning.code == "date.incomplete")
    assert warning.record == opinion.id
    assert "suggests 2011" in warning.message


def test_missions(extraction: Extraction) -> None:
    first, second = extraction.records.missions
    assert (first.type, first.organisation, first.country) == ("EOM", "OSCE/ODIHR", "KAZ")
    assert first.head is not None
    assert (first.head.name, first.head.title) == ("Daan Everts", "Ambassador")
    assert second.head is not None
    assert (second.head.name, second.head.title) == ("Miklós Haraszti", None)
    assert first.deployed is not None
    assert first.deployed.value == "2011-03-01"
    assert second.deployed is not None
    assert second.deployed.value == "2011-12-11"
    elections = [(mission.election.kind, mission.election.body) for mission in (first, second) if mission.election]
    assert elections == [("early presidential", None), ("early parliamentary", "Majilis")]
    days = [mission.election.date for mission in (first, second) if mission.election]
    assert [(day.value, day.status) for day in days if day] == [("2011-04-03", "completed"), ("2012-01-15", "stated")]
    assert (first.partners, second.partners) == (["OSCE PA"], ["OSCE PA", "PACE"])
    assert first.locations == second.locations == ["Astana"]


OBSERVERS = [
    [
        ("core_team", 16, None, None, None, None),
        ("long_term", 28, None, 27, None, None),
        ("short_term", 380, None, None, None, None),
        ("short_term", 260, "over", 43, None, 2),
    ],
    [
        ("core_team", 21, None, None, None, None),
        ("long_term", 28, None, None, None, None),
        ("short_term", 361, "about", 41, None, None),
        ("parliamentary", 44, None, None, "OSCE PA", 2),
        ("parliamentary", 15, None, None, "PACE", 2),
    ],
]


def test_observers(extraction: Extraction) -> None:
    got = [
        [
            (group.role, group.value, group.approx, group.states, group.from_, group.part_of)
            for group in mission.observers
        ]
        for mission in extraction.records.missions
    ]
    assert got == OBSERVERS
    assert {group.status for mission in extraction.records.missions for group in mission.observers} == {"deployed"}


def test_statistics(extraction: Extraction) -> None:
    got = {
        (statistic.count.value, statistic.period.value if statistic.period else None, statistic.source)
        for statistic in extraction.records.statistics
    }
    assert got == {(58, "2012", "police"), (55, "2012", None)}


EVENTS = [
    ("training", "2010", None, []),
    ("forum", "2010", "Kyrgyzstan", []),
    ("forum", "2012", "Kazakhstan", []),
    ("roundtable", "2013-05", "Bishkek", []),
    ("roundtable", "2012-11", "Astana", [70]),
    ("workshop", "2013-11", "Bishkek, Kyrgyzstan", [25, 8, 1]),
    ("workshop", "2012-06", "Almaty", [25]),
    ("workshop", "2011-03", "Prague", []),
]


def test_events(extraction: Extraction) -> None:
    got = [
        (
            event.kind,
            event.date.value if event.date else None,
            event.place,
            [count.value for count in event.participants],
        )
        for event in extraction.records.events
    ]
    assert got == EVENTS


def test_people_and_references(extraction: Extraction) -> None:
    assert [person.name for person in extraction.records.people] == ["Daan Everts", "Miklós Haraszti"]
    assert [reference.value for reference in extraction.records.references] == [
        "www.legislationline.org",
        "Article 99 of the Criminal Execution Code of the Republic of Kazakhstan",
        "http://www.osce.org/odihr/97756",
    ]


def test_every_number_of_the_document_is_claimed(assembly: Assembly) -> None:
    assert assembly.unclaimed == []
