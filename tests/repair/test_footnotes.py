"""Footnote marks, which are taken out and leave an anchor, and figures that are none."""

from __future__ import annotations

import pytest

from pipeline.repair import repair
from pipeline.repair.footnotes import plain, take_marks
from tests.repair.made import loaded, mended, repaired


@pytest.mark.parametrize(
    ("text", "after", "marks"),
    [
        ("relevant OSCE documents.|1| The OSCE Office", "relevant OSCE documents. The OSCE Office", ["1"]),
        ("relevant OSCE documents |1|. The Office", "relevant OSCE documents. The Office", ["1"]),
        ("For the 2012 report|4|, the National Point", "For the 2012 report, the National Point", ["4"]),
        ("For the report|4|the National Point", "For the report the National Point", ["4"]),
        ("the hate crimes of 2012|3| and of 2013", "the hate crimes of 2012 and of 2013", ["3"]),
        ("in Kyrgyzstan|5| and in Kazakhstan|6| with", "in Kyrgyzstan and in Kazakhstan with", ["5", "6"]),
        ("the end of it|[7]", "the end of it", ["7"]),
        ("in documents.1 This report2, which", "in documents. This report, which", ["1", "2"]),
        ("(the Act)1 and “respected”.2 And", "(the Act) and “respected”. And", ["1", "2"]),
        ("in 2016.1 Five were 2017,2 and", "in 2016. Five were 2017, and", ["1", "2"]),
        ("It had 12 experts.1 The mission", "It had 12 experts. The mission", ["1"]),
        ("It stayed until 18 June.3 Then it left.4", "It stayed until 18 June. Then it left.", ["3", "4"]),
        ("OSCE1 and the ODIHR2 were", "OSCE and the ODIHR were", ["1", "2"]),
        (
            "the code.1 The law (CDL-AD(2021)025) was adopted.2 And",
            "the code. The law (CDL-AD(2021)025) was adopted. And",
            ["1", "2"],
        ),
        ("documents.¹ The report¹², which", "documents. The report, which", ["1", "12"]),
        ("documents.²³", "documents.", ["23"]),
    ],
)
def test_taken(text: str, after: str, marks: list[str]) -> None:
    document = repaired(text.replace("|", "\n"), take_marks)
    assert document.text == after
    assert [anchor.mark for anchor in document.anchors] == marks
    for anchor in document.anchors:
        assert plain(anchor.source_span.cut(document.loaded.text)).strip(" \n[]") == anchor.mark


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Year Crimes|2012|58|2013|31|2014|7", id="a column of figures"),
        pytest.param("Votes|12|18|25|30", id="a column of figures that rises"),
        pytest.param("emissions of CO2 and of H2O", id="formulas"),
        pytest.param("emissions of CO2 fell. PM10 rose", id="formulas of two letters"),
        pytest.param("the G20 and the G7", id="groups of States"),
        pytest.param("see the Annex1 only", id="a lone figure at a word"),
        pytest.param("versions alpha7 and alpha9", id="figures that rise, but not from the first"),
        pytest.param("the code (CDL-AD(2018)019) and the law (CDL-PI(2020)125)", id="serials of the Venice Commission"),
        pytest.param("see p.1 and p.2, art.3 and No.4, Add.5", id="pages and articles"),
        pytest.param("under Corr.1 And the rest", id="a corrigendum"),
        pytest.param("the text of paras.5 Also that", id="paragraphs"),
        pytest.param("30 km² of land and 12 m³ of water", id="units"),
        pytest.param("x2 of xⁿ", id="a raised letter"),
        pytest.param("at 87||th||plenary session", id="an ordinal in three pieces"),
        pytest.param("version 2.0.1 and 10.5", id="points in numbers"),
        pytest.param("The text ends.||3||Elections||The mission", id="a chapter's number"),
        pytest.param("Crimes|58|31|Cases", id="two figures of a table"),
        pytest.param("The votes were 14|12|and 9", id="a figure after a line that ends in one"),
    ],
)
def test_left_alone(text: str) -> None:
    assert mended(text, take_marks) == text
    assert not repair(loaded(text.replace("|", "\n"))).anchors


def test_marks_that_break_the_order_stay() -> None:
    text = "one.1 two2, three.3 in room9 four.4 five5 end"
    assert mended(text, take_marks) == "one. two, three. in room9 four. five end"


def test_a_number_that_opens_a_note_is_its_label_and_no_mark() -> None:
    """UN reports end in such a list; the marks are glued to words, and repeat the labels' figures."""
    text = "The report1 says so.2 And more.\n\nNotes\n1\n  Members of the team.\n2\n  See the list.\n"
    document = repaired(text)
    assert document.text == ("The report says so. And more.\n\nNotes\n\n1 Members of the team.\n\n2 See the list.")
    assert [anchor.mark for anchor in document.anchors] == ["1", "2"]
    assert all(anchor.span.start < document.text.index("Notes") for anchor in document.anchors)


def test_an_anchor_stands_where_its_mark_stood() -> None:
    text = "In OSCE docu-\nments.\n1\n The OSCE\nOffice has a report\n2\n, which it keeps."
    document = repaired(text)
    assert document.text == "In OSCE documents. The OSCE Office has a report, which it keeps."
    first, second = (anchor.span.start for anchor in document.anchors)
    assert document.text[:first].endswith("documents.")
    assert document.text[:second].endswith("a report")


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("One.\n1\n Two.\n2\n Three.\n3\n End.", None),
        ("One.\n1\n Two.\n4\n Three.\n5\n End.", "2, 3"),
        ("One.\n30\n Two.", "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 …"),
        ("No mark at all.", None),
    ],
)
def test_marks_that_are_missing_are_told(text: str, missing: str | None) -> None:
    notices = repaired(text).notices
    if missing is None:
        assert notices == ()
    else:
        (notice,) = notices
        assert notice.code == "footnote.mark_missing"
        assert notice.message.endswith(f"but not {missing}")


def test_a_mark_glued_to_a_figure_is_told_by_its_neighbours() -> None:
    text = "one.1 two2, since 20113 and four.4 JS3 5 said that 21.6 five7 end"
    document = repaired(text)
    assert document.text == "one. two, since 2011 and four. JS3 said that 21. five end"
    assert [anchor.mark for anchor in document.anchors] == ["1", "2", "3", "4", "5", "6", "7"]


def test_a_figure_between_marks_stays_where_two_could_be_the_mark() -> None:
    assert "20113 or 20123" in mended("one.1 two2, since 20113 or 20123 and four.4 end")


def test_many_marks_in_a_row_need_not_start_at_one() -> None:
    """The first ones stand in a table of the paper: `CERD (1971)1`."""
    text = " ".join(f"A sentence.{mark}" for mark in range(4, 24))
    assert len(repaired(text).anchors) == 20
    assert not repaired(" ".join(f"A room{mark}0 is free" for mark in range(4, 24))).anchors
