"""Lines that stand on every page, page numbers, and lines at a page's edge that belong to the text."""

from __future__ import annotations

import pytest

from pipeline.repair.furniture import take_furniture
from tests.repair.made import mended, repaired

BODY = "First line of the page|second line of it|third line of it|fourth line of it|fifth line of it|sixth line of it|"


def paged(*pages: str) -> str:
    return "\f".join(pages)


def lines(text: str) -> list[str]:
    return [line for line in text.replace("\f", "|").split("|") if line.strip()]


def document(head: str = "", foot: str = "", pages: int = 3) -> str:
    """Pages with other words each; `#` in head and foot is the page's number."""
    return paged(
        *(
            head.replace("#", str(number)) + BODY.replace("line", f"line {'abcdefghi'[number]}")
            + foot.replace("#", str(number))
            for number in range(1, pages + 1)
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        pytest.param("OSCE/ODIHR Submission|", "", id="a running head"),
        pytest.param("", "OSCE/ODIHR Submission|", id="a running foot"),
        pytest.param("Submission on Moldova      Page # of 3|", "", id="a head with the page's number"),
        pytest.param("", "GE.10-12345||", id="a job number"),
        pytest.param("", "*1012345*|GE.10-12345 (E) 010210 020210|", id="a job number with its barcode"),
        pytest.param("", "\uf02a\uf031\uf030\uf031\uf032\uf033\uf034\uf035\uf02a|Please recycle|", id="a font of bars"),
        pytest.param("OSCE|Submission|of 2014|", "", id="a head of several lines"),
        pytest.param("", "#|", id="a page number"),
        pytest.param("", "- # -|", id="a page number between dashes"),
        pytest.param("", "Page #|", id="a page number with its word"),
        pytest.param("", "# / 3|", id="a page number of how many"),
        pytest.param("#|", "", id="a page number at the head"),
        pytest.param("", "#|GE.10-12345|", id="a page number above a job number"),
        pytest.param("|   #   ||", "", id="a page number between empty lines"),
    ],
)
def test_taken(head: str, foot: str) -> None:
    assert lines(mended(document(head, foot), take_furniture)) == lines(document())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(document("Submission|", pages=1), id="one page"),
        pytest.param(document().replace("\f", ""), id="no pages"),
        pytest.param("7|" + document("", ""), id="a chapter's number"),
        pytest.param(document("", "12|"), id="the same figure on every page: the foot of a table"),
        pytest.param(paged(BODY + "58|", BODY.upper() + "31|", "7|" + BODY.title()), id="a table's figures"),
        pytest.param(paged("Background|" + BODY, BODY.upper(), BODY.title()), id="a heading on one page"),
        pytest.param(
            paged(*(f"Rec. {n} We consider that it is done|{BODY.replace('line', n)}" for n in ("42", "67", "91"))),
            id="sentences that open alike",
        ),
        pytest.param(
            paged(*(f"{'A long line' * 20} wraps|{BODY.replace('line', word)}" for word in "abc")), id="a long line"
        ),
        pytest.param(
            paged(
                "Kazakhstan|" + BODY,
                *(f"{word}|" + BODY.replace("line", word) for word in "bcdefghi"),
                "Kazakhstan|x|y",
            ),
            id="the same head on two pages of nine",
        ),
        pytest.param(
            paged(*(f"start {n}|{n} a|{n} b|{n} c|repeated inside {n}|{n} d|{n} e|{n} f" for n in "abcd")).replace(
                "repeated inside", "Recommendation"
            ),
            id="the same words inside each page",
        ),
    ],
)
def test_left_alone(text: str) -> None:
    assert mended(text, take_furniture).replace("\f", "") == text.replace("\f", "")


def test_a_head_on_two_pages_of_two_is_furniture() -> None:
    text = document("OSCE/ODIHR Submission|", pages=2)
    assert "Submission" not in mended(text, take_furniture)


def test_a_sentence_runs_on_over_the_furniture_of_two_pages() -> None:
    text = paged(
        "The mission was headed by Ambassador Daan\n1\n", "OSCE\nEverts and stayed.\n2\n", "OSCE\nIt left.\n3\n"
    )
    assert repaired(text).text == "The mission was headed by Ambassador Daan Everts and stayed.\n\nIt left."


def test_what_is_taken_stands_in_the_edits() -> None:
    made = repaired(document("Submission of 2014|", "#|").replace("|", "\n"), take_furniture)
    removed = [edit.removed for edit in made.passes[0].edits]
    assert removed == [line for number in "123" for line in ("Submission of 2014\n", f"{number}\n")]
    assert {edit.rule for edit in made.passes[0].edits} == {"furniture.running_line", "furniture.page_number"}


def test_the_symbol_of_the_first_page_stays() -> None:
    """It says what the document is; in the heads of the other pages it only repeats that."""
    after = lines(mended(document("A/HRC/14/10|Page #|"), take_furniture))
    assert after == ["A/HRC/14/10", *lines(document())]


def test_a_symbol_is_known_on_two_pages_by_the_first() -> None:
    text = paged("General Assembly|A/HRC/14/10|" + BODY, "A/HRC/14/10|" + BODY.upper())
    assert lines(mended(text, take_furniture)) == lines(paged("General Assembly|A/HRC/14/10|" + BODY, BODY.upper()))


def test_page_numbers_that_are_off_by_the_same_are_page_numbers() -> None:
    text = paged(*(f"{BODY.replace('line', word)}{number}|" for number, word in enumerate("abcdefgh", start=41)))
    assert not any(line.isdecimal() for line in lines(mended(text, take_furniture)))


def test_furniture_is_kept_with_its_kind_and_place() -> None:
    text = document("Submission|", "#|GE.10-12345|").replace("|", "\n")
    made = repaired(text)
    assert [(piece.kind, piece.span.cut(text).strip()) for piece in made.furniture] == [
        pair
        for number in "123"
        for pair in (("running_line", "Submission"), ("page_number", number), ("code", "GE.10-12345"))
    ]


def test_heads_of_pages_that_a_text_does_not_show_go_with_their_numbers() -> None:
    text = (
        "United Nations|A/HRC/WG.6/29/BRB/3||Summary||A/HRC/WG.6/29/BRB/3||The laws limit the penalty to|1|"
        "|A/HRC/WG.6/29/BRB/3|wilful killing, and no more.|2||A/HRC/WG.6/29/BRB/3|The end.|"
    )
    document = repaired(text.replace("|", "\n"))
    assert "limit the penalty to wilful killing, and no more." in document.text
    assert [piece.span.cut(document.loaded.text).strip() for piece in document.furniture] == [
        "1",
        "A/HRC/WG.6/29/BRB/3",
        "2",
        "A/HRC/WG.6/29/BRB/3",
    ]


def test_a_symbol_that_a_table_repeats_stays() -> None:
    text = "Report|A/HRC/14/10||It cites|3|A/HRC/14/10|and again|7|A/HRC/14/10|and|9|A/HRC/14/10|The end.|"
    assert not repaired(text.replace("|", "\n")).furniture


def test_heads_far_from_the_number_of_their_page_go_where_a_text_shows_no_pages() -> None:
    text = "The law was adopted.||18                Annual Report 2021||Courses were held.||19                Annual Report 2021||The end."
    document = repaired(text.replace("|", "\n"))
    assert "Annual Report" not in document.text
    assert {piece.kind for piece in document.furniture} == {"running_line"}


def test_rows_of_a_table_are_no_heads_of_pages() -> None:
    text = "Police      12||Courts      13||Police      15||Courts      10||The end."
    assert not repaired(text.replace("|", "\n")).furniture
