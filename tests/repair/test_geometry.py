"""Lines, marks and furniture of documents whose places are known, as those of PDFs are."""

from __future__ import annotations

from array import array
from typing import NamedTuple

import pytest

from pipeline.model.document import Glyphs, LoadedDocument, RepairedDocument, Stretch
from pipeline.repair import repair
from pipeline.spans import Span
from pipeline.split import split

FULL = "The delegation thanked every State that took the floor for its questions, and said"
"""A line as wide as the column."""
LETTER = 0.5
"""The width of each letter, in sizes."""
LEADING = 12.0


class Row(NamedTuple):
    """One line: how far below the line above, where it begins, its size. `^` in it raises the figures behind it."""

    words: str
    down: float = LEADING
    left: float = 100.0
    size: float = 10.0


ROOM = 18.0
"""What parts paragraphs, from baseline to baseline."""


def document(*pages: list[Row], notes: list[Row] | None = None) -> LoadedDocument:
    """A PDF of `pages`; `notes` are those of the first one."""
    text: list[str] = []
    edges = [array("f") for _ in range(5)]
    stretches: list[Stretch] = []
    start = 0
    for number, rows in enumerate([*pages, *([notes] if notes else [])], start=1):
        baseline = 60.0
        for row in rows:
            baseline += row.down
            _write(row, baseline, text, edges)
        zone_is_notes = number > len(pages)
        stretches.append(
            Stretch(Span(start, len(text)), 1 if zone_is_notes else number, "notes" if zone_is_notes else "body")
        )
        start = len(text)
    left, top, right, bottom, size = edges
    return LoadedDocument(
        id="made",
        name="made.pdf",
        media_type="application/pdf",
        text="".join(text),
        stretches=tuple(stretches),
        reader="made",
        glyphs=Glyphs(left, top, right, bottom, size),
    )


def _write(row: Row, baseline: float, text: list[str], edges: list[array[float]]) -> None:
    x, raised = row.left, False
    for letter in f"{row.words}\n":
        if letter == "^":
            raised = True
            continue
        raised = raised and (letter.isdecimal() or letter in "th")
        size, y = (0.6 * row.size, baseline - 0.35 * row.size) if raised else (row.size, baseline)
        width = 0.0 if letter == "\n" else LETTER * size
        for edge, value in zip(edges, (x, y - 0.95 * size, x + width, y + 0.25 * size, size), strict=True):
            edge.append(value)
        text.append(letter)
        x += width


def made(*pages: list[Row], notes: list[Row] | None = None) -> RepairedDocument:
    loaded = document(*pages, notes=notes)
    repaired = repair(loaded)
    assert repaired.source_text() == loaded.text
    return repaired


def paragraph(number: int, last: str = "that it would.") -> list[Row]:
    return [Row(f"{number}. {FULL[:-5]}", ROOM), Row(FULL), Row(last)]


PAGE = [row for number in range(1, 6) for row in paragraph(number)]


def with_page(*rows: Row) -> list[str]:
    """The paragraphs that `rows` make below a page of prose that shows what is usual."""
    return made([*PAGE, *rows]).text.split("\n\n")[5:]


def test_room_parts_paragraphs_and_nothing_else() -> None:
    blocks = made(PAGE).text.split("\n\n")
    assert blocks == [f"{n}. {FULL[:-5]} {FULL} that it would." for n in range(1, 6)]


@pytest.mark.parametrize(
    ("rows", "blocks"),
    [
        pytest.param([Row(FULL, ROOM), Row("United Kingdom.")], 1, id="a capital after a full line"),
        pytest.param([Row(f"{FULL[:-6]}.", ROOM), Row("It said so.")], 1, id="a stop at the end of a nearly full line"),
        pytest.param([Row("Ms. Ana Horvat", ROOM), Row("Mr. Jan Novak")], 2, id="names"),
        pytest.param([Row(f"{FULL[:-4]};", ROOM), Row("(b) extend it.")], 1, id="a letter that opens a line by chance"),
        pytest.param([Row(f"{FULL[:-4]};", ROOM), Row("(b) extend it.", ROOM)], 2, id="an item with room above"),
        pytest.param([Row("held", ROOM), Row("19.3 per cent")], 2, id="a figure after a short line"),
        pytest.param([Row(FULL, ROOM), Row("19.3 Per cent")], 1, id="a figure after a full line"),
        pytest.param([Row("A title that is", 24, 100, 14), Row("Set in two lines", 16, 100, 14)], 1, id="a large title"),
        pytest.param([Row("A title", 24, 100, 14), Row(FULL, 12)], 2, id="a title close above its text"),
        pytest.param([Row("REPORT OF THE", 24, 200), Row("WORKING GROUP ON IT", 12, 185)], 1, id="centred capitals"),
        pytest.param([Row("GENERAL", 24), Row("ENGLISH")], 2, id="short lines of capitals"),
        pytest.param([Row("A/HRC/99/1", 24, 400), Row("23 May 2030", 12, 400)], 2, id="the block of a cover"),
    ],
)  # fmt: skip
def test_lines(rows: list[Row], blocks: int) -> None:
    assert len(with_page(*rows)) == blocks


def test_a_sentence_runs_over_a_page_though_a_note_stands_between() -> None:
    first = [*PAGE, Row(f"6. {FULL[:-5]}", ROOM), Row(FULL + "^1")]
    second = [Row("Kingdom of it."), *PAGE]
    repaired = made(first, second, notes=[Row("^1 See the annex.", 12, 100, 8)])
    assert f"{FULL} Kingdom of it." in repaired.text
    assert repaired.text.endswith("\n\n1 See the annex.")
    assert [anchor.mark for anchor in repaired.anchors] == ["1"]
    assert [(note.mark, note.span.cut(repaired.text)) for note in split(repaired).notes] == [("1", "See the annex.")]


def test_a_paragraph_without_number_goes_on_where_the_others_have_one() -> None:
    pages = [row for number in range(1, 16) for row in paragraph(number)]
    first = [*pages, Row(f"16. {FULL[:-5]}", ROOM), Row(FULL[:-1] + ".")]
    second = [Row(FULL.replace("The", "One")), Row("so it ended."), *PAGE, Row("the end")]
    assert f"{FULL[:-1]}. One {FULL[4:]} so it ended." in made(first, second).text


def test_lines_that_stand_at_other_heights_are_no_running_heads() -> None:
    pages = [[*PAGE[:rows], Row("of the Council.")] for rows in (12, 9, 14)]
    assert made(*pages).text.count("of the Council.") == 3


@pytest.mark.parametrize(
    ("line", "after", "marks"),
    [
        ("it said so.^1 And", "it said so. And", ["1"]),
        ("the report^2, which", "the report, which", ["2"]),
        ("in 2012^3 it", "in 2012 it", ["3"]),
        ("the 87^th session", "the 87th session", []),
        ("30 km^2 of land", "30 km2 of land", []),
        ("the OSCE1 and the ODIHR2 say^4", "the OSCE1 and the ODIHR2 say", ["4"]),
    ],
)
def test_marks_are_small_and_raised(line: str, after: str, marks: list[str]) -> None:
    repaired = made([*PAGE, Row(line, ROOM)])
    assert repaired.text.endswith(after)
    assert [anchor.mark for anchor in repaired.anchors] == marks


def test_a_star_is_a_mark_where_a_note_takes_it_up() -> None:
    rows = [Row("Report of the Group*", 24), *PAGE]
    with_note = made(rows, notes=[Row("* Circulated as received.", 12, 100, 8)])
    assert with_note.text.startswith("Report of the Group\n\n")
    assert [anchor.mark for anchor in with_note.anchors] == ["*"]
    assert made(rows).text.startswith("Report of the Group*")


def test_each_note_is_a_block_and_none_a_heading() -> None:
    notes = [Row("^1 First note of all", 12, 100, 8), Row("^2Second note", 9, 100, 8), Row("^3 Third Note", 9, 100, 8)]
    repaired = made([*PAGE, Row("It is so,^1 and so,^2 and so.^3", ROOM)], notes=notes)
    assert repaired.text.split("\n\n")[-3:] == ["1 First note of all", "2 Second note", "3 Third Note"]
    sectioned = split(repaired)
    assert [note.mark for note in sectioned.notes] == ["1", "2", "3"]
    assert not any("ote" in section.title for section in sectioned.sections)


def test_a_table_of_contents_is_furniture() -> None:
    table = [
        "Contents",
        "Page",
        "Introduction ............ 3",
        "I. Review ....... 4",
        "Annex",
        "Delegation ........ 26",
    ]
    repaired = made([Row(words, ROOM) for words in table], PAGE)
    assert repaired.text.startswith("1. ")
    (piece,) = repaired.furniture
    assert (piece.kind, piece.span.cut(repaired.loaded.text).split("\n")[:-1]) == ("contents", table)


def test_contents_without_leaders_end_where_the_numbers_do() -> None:
    table = ["Table of contents", "Introduction 1", "I. Review 4", "II. Outcome 12"]
    after = made([Row(words, ROOM) for words in [*table, "Introduction"]], PAGE).text
    assert after.startswith("Introduction\n\n1. ")
