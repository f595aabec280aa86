"""Charts from entries made by hand: what counts once, what counts not at all, and that the picture shows the table."""

from __future__ import annotations

import re

import pytest

from pipeline.review.report.charts import charts, time_line
from pipeline.review.report.entry import Entry, MissionFact, Moment, OpinionFact

EOM = ("EOM", "OSCE/ODIHR", "KAZ", "2011-04-03")


def entry(source: str, **facts: object) -> Entry:
    return Entry(source, source, **facts)  # type: ignore[arg-type]


def test_a_mission_that_two_documents_tell_of_counts_once_as_the_fuller_one_does() -> None:
    [chart] = charts(
        [
            entry("a", missions=[MissionFact(EOM, 2011, {"long_term": 20})]),
            entry("b", missions=[MissionFact(EOM, 2011, {"long_term": 20, "short_term": 300})]),
            entry("c", missions=[MissionFact(("EAM", "OSCE/ODIHR", "NOR", "2013-09-09"), 2013, {})]),
        ]
    )
    assert chart.head == ("Year", "Missions", "long term", "short term")
    assert chart.rows == ((2011, 1, 20, 300), (2013, 1, 0, 0))
    assert re.findall(r'class="figure"[^>]*>(\d*)<', chart.svg) == ["1", "", "1"]


def test_an_opinion_counts_once_under_its_topic() -> None:
    facts = [OpinionFact("JUD-KAZ/1/2011", "JUD", 2011), OpinionFact("JUD-KAZ/2/2012", "JUD", 2012)]
    [chart] = charts([entry("a", opinions=facts), entry("b", opinions=facts[:1])])
    assert chart.rows == (("JUD", "judiciary", 2, 1, 1),)


def test_answers_are_in_order_of_their_number_and_the_table_has_all() -> None:
    rows = {f"S{at:02}": {"supported": at + 1, "noted": 1} for at in range(20)}
    [chart] = charts([entry("a", responses=rows)])
    assert [row[0] for row in chart.rows] == sorted(rows, reverse=True)
    assert chart.rows[0] == ("S19", 21, 20, 1)
    assert "the first 12 of 20" in chart.note
    assert "S00" not in chart.svg


def test_nothing_to_show_is_no_chart() -> None:
    assert charts([entry("a"), entry("b")]) == []


@pytest.mark.parametrize("day", ["2011", "2011-04", "2011-04-03"])
def test_a_date_without_a_day_is_hollow(day: str) -> None:
    svg = time_line([Moment("KAZ", day, "missions", "<b>", "mi-1")])
    assert ("rough" in svg) == (len(day) < 10)
    assert "<b>" not in svg
    assert "&lt;b&gt;" in svg
