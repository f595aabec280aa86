"""Lines into paragraphs: line ends that are the setter's, and those that are the author's. A bar is a line end."""

from __future__ import annotations

import pytest

from pipeline.repair.lines import drop_doubled_lines
from tests.repair.made import mended, repaired

FULL = "The delegation thanked every State that took the floor for its questions and said"
"""A line as wide as the page: it makes the measure in a table's texts."""


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param(f"{FULL}|that it would answer.", f"{FULL} that it would answer.", id="a sentence runs on"),
        pytest.param(f"{FULL}|Kazakhstan was heard.", f"{FULL} Kazakhstan was heard.", id="a full line before a name"),
        pytest.param("The Head of|the Mission||" + FULL, "The Head of the Mission||" + FULL, id="the"),
        pytest.param(f"{FULL}|headed by Mr.|Owen Maddox.", f"{FULL} headed by Mr. Owen Maddox.", id="after Mr."),
        pytest.param(
            f"Background|{FULL}|that it would.", f"Background||{FULL} that it would.", id="a heading, then a sentence"
        ),
        pytest.param(
            "COMMITMENTS OF|THE PARTICIPATING STATE|" + FULL,
            "COMMITMENTS OF THE PARTICIPATING STATE||" + FULL,
            id="a heading over two lines, in capitals",
        ),
        pytest.param(
            "Tolerance and non-discrimination issues, including incidents of and responses to|hate crime||" + FULL,
            "Tolerance and non-discrimination issues, including incidents of and responses to hate crime||" + FULL,
            id="a heading over two lines",
        ),
        pytest.param(f"{FULL}.|It did.||{FULL}", f"{FULL}. It did.||{FULL}", id="a short last line ends a paragraph"),
        pytest.param(
            f"{FULL}|that.|{FULL}|again.", f"{FULL} that.||{FULL} again.", id="a paragraph ends without an empty line"
        ),
        pytest.param(
            f"{FULL}|• One item|• Another item, which|runs on", f"{FULL}||• One item||• Another item, which runs on",
            id="items with bullets",
        ),
        pytest.param(f"{FULL}|1. One item|2. Another", f"{FULL}||1. One item||2. Another", id="numbered items"),
        pytest.param(f"{FULL}|(a) One item;|(b) another", f"{FULL}||(a) One item;||(b) another", id="lettered items"),
        pytest.param(
            "|".join([*[FULL] * 6, "in two parts:", " Opinion on the Draft Law", " Comments on the Code"]),
            " ".join([*[FULL] * 6, "in two parts:||• Opinion on the Draft Law||• Comments on the Code"]),
            id="items that lost their bullets",
        ),
        pytest.param(f"Roma issues|N/A|Gender|{FULL}", f"Roma issues||N/A||Gender||{FULL}", id="N/A stands alone"),
        pytest.param("women and/|or men were heard|" + FULL, "women and/or men were heard||" + FULL, id="a slash"),
        pytest.param("two   blanks  in a line", "two blanks in a line", id="blanks in a row"),
        pytest.param("||  the text  ||", "the text", id="what stands around the text"),
    ],
)  # fmt: skip
def test_lines(text: str, after: str) -> None:
    assert mended(text) == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ELECTIONS||TOLERANCE||HUMAN RIGHTS MONITORING", id="a list of capitals"),
        pytest.param("Women held 22 seats.||The party held 4.", id="two short paragraphs"),
        pytest.param("Background||Kazakhstan is a State.", id="a heading"),
        pytest.param("1. One.||2. Two.||12. Twelve.", id="numbered paragraphs"),
        pytest.param("It said:||“No State did.”", id="a quotation behind a colon"),
    ],
)
def test_paragraphs_stay_apart(text: str) -> None:
    assert mended(text) == text


def test_a_paragraph_runs_over_a_page() -> None:
    page = "\n".join([FULL] * 8)
    text = f"{page}\nthat the mission was headed by the\n\fAmbassador in the capital and then\n{page}\nonce more."
    assert "headed by the Ambassador in the capital" in repaired(text).text


def test_a_paragraph_that_ends_with_its_page_does_not_run_on() -> None:
    text = "\n".join([FULL] * 8) + "\nand so it ended.\n\fThe next one is new.\n" + "\n".join([FULL] * 8)
    assert "so it ended.\n\nThe next one" in repaired(text).text


WRAPPED = (
    "The delegation thanked every State that took",
    "the floor for its questions, and said that the",
    "law would be sent.",
)


@pytest.mark.parametrize(
    ("lines", "doubled"),
    [
        pytest.param(WRAPPED * 6, True, id="wrapped lines"),
        pytest.param(
            ("The delegation thanked every State.", "It said that the law would be sent.") * 8, False, id="paragraphs"
        ),
        pytest.param(("Background", "Elections", "Opinions", "Roma issues") * 4, False, id="a list of titles"),
        pytest.param(WRAPPED * 3, False, id="too few lines to tell"),
    ],
)
def test_empty_lines_are_dropped_only_where_no_author_put_them(lines: tuple[str, ...], doubled: bool) -> None:
    text = "\n\n".join(lines)
    assert repaired(text, drop_doubled_lines).text == ("\n".join(lines) if doubled else text)


def test_a_word_file_keeps_its_paragraphs() -> None:
    """A reader of Word files sets each paragraph as one line with an empty one behind it; so do web pages."""
    short, long = "The State accepted it.", " ".join([FULL] * 6)
    text = "\n\n".join((short, long, "Second, it did more.", long + " 44 States", "Third, nothing.", long) * 3)
    assert repaired(text).text == text


def test_paragraphs_are_told_from_lines_in_a_doubled_file() -> None:
    text = "\n\n".join([FULL, "that it would answer each of them.", FULL, "and it did."] * 4 + ["Background", FULL])
    paragraphs = [f"{FULL} that it would answer each of them.", f"{FULL} and it did."] * 4
    assert repaired(text).text.split("\n\n") == [*paragraphs, "Background", FULL]


def test_in_a_file_of_a_paragraph_a_line_no_line_is_full() -> None:
    long = " ".join([FULL] * 4) + "."
    lines = [long, "A. Opinions", long, long.replace("delegation", "State"), "Notes", "1 See the annex.", long]
    assert repaired("\n".join(lines)).text == "\n\n".join(lines)


def test_a_short_text_is_measured_by_its_widest_line() -> None:
    assert mended(f"Background|{FULL}.") == f"Background||{FULL}."
