"""The PDF reader on pages that a small writer makes: order, places, footnotes, and files that are broken."""

from __future__ import annotations

import pypdfium2
import pytest

from pipeline.errors import LoadError, PdfBroken, PdfEncrypted, PdfNoText
from pipeline.load import load
from pipeline.model.document import LoadedDocument, Source
from pipeline.spans import Span
from tests.load.pdf_builder import Page, pdf

PROSE = [
    "The delegation thanked every State that took the floor for its",
    "questions, and said that the draft law would be sent to the two",
    "chambers before the summer, with the comments of the Ombudsman.",
]
COLUMN = ["one two three four five six", "seven eight nine ten eleven", "twelve thirteen fourteen of"]


def read(*pages: Page, **how: object) -> LoadedDocument:
    document = load(Source("made.pdf", pdf(*pages, **how)))  # type: ignore[arg-type]
    check(document)
    return document


def check(document: LoadedDocument) -> None:
    """What holds for every document: arrays as long as the text, stretches without a gap, no stray break."""
    glyphs = document.glyphs
    assert glyphs is not None
    for edge in (glyphs.left, glyphs.top, glyphs.right, glyphs.bottom, glyphs.size):
        assert len(edge) == len(document.text)
    at = 0
    for stretch in document.stretches:
        assert stretch.span.start == at
        at = stretch.span.end
    assert at == len(document.text)
    assert len(document.text.splitlines()) <= document.text.count("\n") + 1


def body(document: LoadedDocument) -> list[str]:
    return [line for stretch in document.stretches if stretch.zone == "body" for line in shown(document, stretch.span)]


def notes(document: LoadedDocument) -> list[str]:
    return [line for stretch in document.stretches if stretch.zone == "notes" for line in shown(document, stretch.span)]


def shown(document: LoadedDocument, span: Span) -> list[str]:  # type: ignore[type-arg]
    return [line for line in span.cut(document.text).split("\n") if line]


def box_of(document: LoadedDocument, words: str) -> tuple[float, float, float, float]:
    assert document.glyphs is not None
    start = document.text.index(words)
    [box] = document.glyphs.boxes(Span(start, start + len(words)))
    return box


def test_lines_follow_each_other_down_the_page() -> None:
    document = read(Page().lines(72, 100, PROSE), Page().lines(72, 100, PROSE[:1]))
    assert body(document) == [*PROSE, PROSE[0]]
    assert document.pages == 2
    assert document.reader == "pdfium"
    assert document.media_type == "application/pdf"


def test_lines_are_read_from_the_top_whatever_the_order_in_the_file() -> None:
    assert body(read(Page().text(500, 800, "3").lines(72, 100, PROSE).text(72, 50, "A/HRC/1/2"))) == [
        "A/HRC/1/2",
        *PROSE,
        "3",
    ]


@pytest.mark.parametrize(
    ("page", "left", "baseline"),
    [
        (Page().text(100, 200, "Quorum"), 100, 200),
        (Page(crop=(50, 100, 595, 742)).text(100, 200, "Quorum"), 50, 100),
        (Page(rotate=90).text(100, 200, "Quorum", matrix="0 1 -1 0"), 642, 100),
        (Page(rotate=180).text(500, 200, "Quorum", matrix="-1 0 0 -1"), 95, 642),
        (Page(rotate=270).text(100, 200, "Quorum", matrix="0 -1 1 0"), 200, 495),
    ],
    ids=["plain", "crop", "90", "180", "270"],
)
def test_places_are_points_from_the_top_left_of_the_page_as_shown(page: Page, left: float, baseline: float) -> None:
    x0, top, x1, bottom = box_of(read(page), "Quorum")
    assert x0 == pytest.approx(left, abs=0.6)
    assert 25 < x1 - x0 < 45
    assert top == pytest.approx(baseline - 9.5, abs=0.6)
    assert bottom == pytest.approx(baseline + 2.5, abs=0.6)


def test_size_is_in_points_whether_the_font_or_the_matrix_scales() -> None:
    document = read(Page().text(72, 100, "font", size=12).text(72, 150, "matrix", size=1, matrix="12 0 0 12"))
    assert document.glyphs is not None
    assert set(document.glyphs.size) == {12.0}


def test_big_first_letter_of_a_symbol_stays_with_it() -> None:
    page = Page().text(72, 60, "United Nations", 14)
    page.text(455, 62, "A", 20).text(468.4, 60, "/HRC/14/10", 10)
    page.text(120, 95, "General Assembly", 20).text(390, 92, "Distr.: General")
    assert body(read(page)) == ["United Nations", "A/HRC/14/10", "Distr.: General", "General Assembly"]


def test_mark_in_superscript_stays_on_its_line_without_a_space() -> None:
    document = read(Page().text(72, 100, "documents").text(121, 96.5, "12", 6.5).text(131, 100, "were issued"))
    assert body(document) == ["documents12 were issued"]
    assert document.glyphs is not None
    assert [document.glyphs.size[document.text.index(part)] for part in ("documents", "12", "were")] == [10, 6.5, 10]


def test_notes_below_a_rule_stand_behind_the_whole_body() -> None:
    first = Page().lines(72, 100, PROSE).rule(72, 700, 60).text(78, 712, "1", 6).text(84, 715, "First note.", 9)
    first.text(500, 800, "2")
    second = Page().lines(72, 100, PROSE[:1]).rule(72, 700, 60).text(84, 715, "2 Second note.", 9)
    document = read(first, second)
    assert body(document) == [*PROSE, "2", PROSE[0]]
    assert notes(document) == ["1 First note.", "2 Second note."]
    assert [(stretch.page, stretch.zone) for stretch in document.stretches] == [
        (1, "body"),
        (2, "body"),
        (1, "notes"),
        (2, "notes"),
    ]


def test_notes_without_a_rule_are_known_by_their_type_and_mark() -> None:
    page = Page().lines(72, 100, PROSE * 4).text(72, 716, "3", 5).text(76, 719, "See the annex to the report.", 8)
    assert notes(read(page)) == ["3 See the annex to the report."]


def test_list_of_all_notes_under_its_heading_stays_in_its_place() -> None:
    page = Page().lines(72, 100, PROSE * 4).text(72, 690, "Notes", 10)
    first = page.text(72, 716, "1", 5).text(76, 719, "AI, p. 2.", 8)
    second = Page().lines(72, 100, ["2 AI, p. 4.", "3 AI, p. 5."], 8)
    document = read(first, second)
    assert notes(document) == []
    assert body(document)[-4:] == ["Notes", "1 AI, p. 2.", "2 AI, p. 4.", "3 AI, p. 5."]


@pytest.mark.parametrize(
    "page",
    [
        Page().lines(72, 100, PROSE).rule(72, 126, 60).text(72, 150, "Text under an underlined word."),
        Page()
        .text(72, 100, "A table")
        .rule(72, 110, 100)
        .rule(172, 110, 100)
        .text(72, 125, "1 cell")
        .rule(72, 130, 200),
        Page().lines(72, 100, PROSE).text(72, 720, "small print without a mark", 8),
    ],
    ids=["underline", "table border", "no mark"],
)
def test_what_only_looks_like_notes_stays_in_the_body(page: Page) -> None:
    assert notes(read(page)) == []


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    rows = [f"left column, line {number}, runs to its edge" for number in range(9)]
    others = [row.replace("left", "right") for row in rows]
    page = (
        Page().text(72, 60, "A heading over both of the columns, from one margin to the other one").lines(72, 100, rows)
    )
    assert body(read(page.lines(300, 100, others)))[1:] == rows + others


def test_table_is_read_row_by_row() -> None:
    page = Page()
    for index, (state, count) in enumerate([("Norway", "12"), ("Peru", "7"), ("Togo", "31"), ("Oman", "4")]):
        page.text(72, 100 + 14 * index, state).text(300, 100 + 14 * index, count)
    assert body(read(page)) == ["Norway 12", "Peru 7", "Togo 31", "Oman 4"]


def test_blocks_of_a_cover_that_stand_askew_are_read_each_to_its_end() -> None:
    page = Page().lines(72, 100, ["Office for Institutions", "Warsaw, Ulica 10", "Poland"], pitch=1.5)
    page.lines(350, 105.5, ["Opinion Nr. 12", "of the Office", "in English"], pitch=1.5)
    assert body(read(page)) == [
        "Office for Institutions",
        "Warsaw, Ulica 10",
        "Poland",
        "Opinion Nr. 12",
        "of the Office",
        "in English",
    ]


def test_number_and_foot_that_stand_side_by_side_are_lines_of_their_own() -> None:
    page = Page().lines(72, 100, PROSE).text(72, 800, "2").text(450, 800, "GE.10-12492")
    assert body(read(page)) == [*PROSE, "2", "GE.10-12492"]


def test_text_that_runs_up_the_page_does_not_break_the_lines() -> None:
    page = Page().lines(72, 100, PROSE).text(40, 300, "Up the margin", matrix="0 1 -1 0")
    assert body(read(page)) == [*PROSE, "Up the margin"]


def test_empty_page_is_noticed_and_keeps_its_number() -> None:
    document = read(Page().text(72, 100, "One"), Page(), Page().text(72, 100, "Three"))
    assert [(notice.code, notice.message) for notice in document.notices] == [("page.no_text", "page 2 holds no text")]
    assert document.page_at(document.text.index("Three")) == 3


def test_empty_password_opens() -> None:
    assert body(read(Page().text(72, 100, "Locked, but open"), password="")) == ["Locked, but open"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (pdf(Page().text(72, 100, "Secret"), password="sesame"), PdfEncrypted),
        (pdf(), PdfBroken),
        (b"%PDF-1.4\n%%EOF", PdfBroken),
        (b"%PDF-1.4\n" + b"\x00\xff" * 500, PdfBroken),
        (pdf(Page(), Page()), PdfNoText),
    ],
    ids=["password", "no pages", "nothing", "noise", "no text"],
)
def test_what_cannot_be_read_says_so(data: bytes, error: type[LoadError]) -> None:
    with pytest.raises(error) as caught:
        load(Source("bad.pdf", data))
    assert caught.value.way_out
    assert str(caught.value)


def loaded_or_named(data: bytes) -> LoadedDocument | None:
    """The document, checked; None where it was refused by name. Any other exception is a fault."""
    try:
        document = load(Source("odd.pdf", data))
    except (PdfBroken, PdfEncrypted, PdfNoText):
        return None
    check(document)
    return document


def test_message_of_a_scan_says_how_many_pages() -> None:
    with pytest.raises(PdfNoText, match="2 pages"):
        load(Source("scan.pdf", pdf(Page(), Page())))


@pytest.mark.parametrize("how", [{"cyclic": True}, {"cyclic": True, "count": 100_000}, {"count": 50}, {"count": -1}])
def test_lying_page_trees_end(how: dict[str, object]) -> None:
    data = pdf(Page().text(72, 100, "Found"), **how)  # type: ignore[arg-type]
    document = loaded_or_named(data)
    assert document is None or "Found" in document.text


def test_file_cut_off_in_the_middle_is_read_or_named() -> None:
    whole = pdf(*[Page().lines(72, 100, PROSE) for _ in range(3)])
    for cut in range(20, len(whole), 97):
        loaded_or_named(whole[:cut])


def test_second_reader_takes_over_where_pdfium_finds_no_pages() -> None:
    page = Page().lines(72, 100, PROSE).rule(72, 700, 60).text(84, 715, "1 First note.", 9)
    whole = pdf(page, Page(), Page().text(72, 100, "Third"))
    document = load(Source("odd.pdf", whole.replace(b"/Catalog /Pages", b"/Catalog /Pagez")))
    check(document)
    assert document.reader == "pdfplumber"
    assert body(document) == [*PROSE, "Third"]
    assert notes(document) == ["1 First note."]
    assert [notice.message for notice in document.notices] == ["page 2 holds no text"]
    assert box_of(document, "Third") == pytest.approx(box_of(load(Source("whole.pdf", whole)), "Third"), abs=0.6)


def test_scan_is_given_up_by_both_readers_and_counted_by_the_first() -> None:
    with pytest.raises(PdfNoText, match="40 pages"):
        load(Source("scan.pdf", pdf(*[Page() for _ in range(40)])))


def test_drawn_table_is_read_cell_by_cell() -> None:
    page = Page().rule(72, 90, 300)
    page.lines(74, 100, ["Convention on", "the Rights"]).lines(160, 100, ["signed, and", "ratified"]).rule(72, 116, 300)
    page.text(74, 126, "Protocol").text(160, 126, "signed").rule(72, 130, 300)
    assert body(read(page)) == ["Convention on", "the Rights", "signed, and", "ratified", "Protocol signed"]


def test_table_without_lines_goes_on_in_its_last_cell() -> None:
    page = Page()
    for index, symbol in enumerate(["A/1/1", "A/1/2", "A/1/3"]):
        page.text(72, 100 + 32 * index, symbol).text(150, 100 + 32 * index, str(index))
        page.lines(200, 100 + 32 * index, ["Statement of the", "Committee"], pitch=1.1)
    assert body(read(page)) == [
        line for index in range(3) for line in (f"A/1/{index + 1} {index} Statement of the", "Committee")
    ]


def test_names_that_run_down_one_column_and_on_in_the_next_are_read_so() -> None:
    page = Page().lines(72, 100, ["Albania", "Belgium", "Chile", "Denmark"])
    page.lines(220, 100, ["Ecuador", "Fiji", "Ghana", "Haiti"])
    assert body(read(page)) == ["Albania", "Belgium", "Chile", "Denmark", "Ecuador", "Fiji", "Ghana", "Haiti"]


@pytest.mark.parametrize(
    ("parts", "lines"),
    [
        ([(72, "41."), (130, "To continue")], ["41. To continue"]),
        ([(72, "(a)"), (110, "A report")], ["(a) A report"]),
        ([(72, "Summary........................"), (220, "12"), (300, "3")], ["Summary........................ 12 3"]),
        ([(72, "41"), (130, "GE.10-12345")], ["41", "GE.10-12345"]),
        ([(72, "Distr. "), (104, "General")], ["Distr. General"]),
        ([(72, "self-"), (91, "evident")], ["self-evident"]),
    ],
)
def test_gap_parts_cells_but_not_a_number_from_its_paragraph(parts: list[tuple[int, str]], lines: list[str]) -> None:
    page = Page().lines(72, 200, PROSE)
    for x, words in parts:
        page.text(x, 100, words)
    assert body(read(page))[: len(lines)] == lines


def test_characters_in_a_box_are_those_that_it_was_asked_for() -> None:
    data = pdf(Page(crop=(20, 30, 560, 800)).lines(72, 100, PROSE).text(300, 300, "Bishkek", 14, "F2"))
    document = load(Source("made.pdf", data))
    with pypdfium2.PdfDocument(data) as opened:
        text_page = opened[0].get_textpage()
        for word in ("delegation", "chambers", "Ombudsman", "Bishkek"):
            x0, top, x1, bottom = box_of(document, word)
            assert text_page.get_text_bounded(x0 + 20, 800 - bottom, x1 + 20, 800 - top).strip() == word


def scattered() -> Page:
    page = Page()
    for index in range(20_000):
        page.text(index * 7919 % 595, index * 104_729 % 842, "abcdefg"[index % 7], 1 + index % 40)
    return page


def one_row() -> Page:
    page = Page()
    for index in range(20_000):
        page.text(index * 50, 400 + index % 2 * 3, "ab", 10 - 4 * (index % 2))
    return page


def ladder() -> Page:
    page = Page(height=100_000)
    for index in range(5_000):
        page.text(50, 20 + index * 20, "left").rule(50, 25 + index * 20, 100 + index % 30)
    return page


@pytest.mark.parametrize("page", [scattered(), one_row(), ladder()], ids=["scattered", "one row", "ladder"])
def test_page_that_no_author_made_is_read_to_its_end(page: Page) -> None:
    assert len(read(page).text) > 10_000
