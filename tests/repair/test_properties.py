"""What holds for the repair of any text: it can be undone, it loses nothing unsaid, and its map leads home."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.document import RepairedDocument
from pipeline.repair import repair
from pipeline.spans import Span
from tests.repair.made import loaded

WORDS = [
    "the",
    "exami-",
    "nation",
    "Secretary-",
    "General",
    "co-",
    "operation",
    "documents.",
    "report,",
    "2012",
    "18-",
    "20",
]
WORDS += [
    "87",
    "th",
    "2",
    "nd",
    "1",
    "12",
    "JUD -",
    "JUD–",
    "KAZ/240/2013",
    "KAZ / 240 /",
    "2011",
    "CDL – AD (2010)824",
    "A/HRC/",
    "14/10",
]
WORDS += [
    "http://www.osce.org/",
    "odihr/97756",
    "•",
    "1.",
    "(a)",
    "N/A",
    "ELECTIONS",
    "Mr.",
    "report1",
    "it.2",
    "x³",
    "-",
    "and/",
    "or",
    ":",
]
BREAKS = [
    " ",
    " ",
    "  ",
    "\n",
    "\n",
    "\n\n",
    " \n",
    "\n ",
    " \n \n",
    "\r\n",
    "\f",
    "\u00ad",
    "\u00ad\r\n",
    "\t",
    "\u00a0",
    "\u2028",
    "\x1d",
    "",
]

ANY_TEXT = st.text(max_size=60) | st.text("ab1 2-\n\r\f\u00ad./–TthK¹", max_size=60)
SCRAPS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BREAKS)), max_size=60).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Pages of lines with what goes wrong in real files: marks, ordinals, cut codes, lost bullets, doubled lines."""
    lines = draw(
        st.lists(
            st.sampled_from(["", " ", "1", " 2 ", "th", ". The OSCE", "Background", "OSCE Submission", "Page 3", "N/A"])
            | st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join),
            max_size=40,
        )
    )
    end = draw(st.sampled_from(["\n", "\n\n", "\r\n", " \n\n"]))
    turns = draw(st.sets(st.integers(0, 40), max_size=3))
    return "".join(("\f" if number in turns else "") + line + end for number, line in enumerate(lines))


TEXTS = ANY_TEXT | SCRAPS | documents()

MAY_LOSE = ("footnotes.", "furniture.")
"""Rules that take letters and figures out of the text: each says which, in its edit."""
MAY_REWRITE = {"characters.replace": ("ﬀ", "ﬁ", "ﬂ", "ﬃ", "ﬄ", "ﬅ", "ﬆ")}


def alphanumeric(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def check_losses(document: RepairedDocument) -> None:
    """Only the rules for marks and furniture remove letters and figures, and hyphens go only where a word is joined."""
    for done in document.passes:
        for edit in done.edits:
            if edit.rule.startswith(MAY_LOSE) or edit.removed in MAY_REWRITE.get(edit.rule, ()):
                continue
            assert alphanumeric(edit.removed) == alphanumeric(edit.text), edit
            if edit.rule == "hyphens.join":
                assert edit.removed.strip() == "-", edit
            elif not edit.rule.startswith(("characters.", "identifiers.")):
                assert not edit.removed.strip(), edit


def check_map(document: RepairedDocument) -> None:
    edit_map = document.map
    for before, after, length in zip(edit_map.befores, edit_map.afters, edit_map.lengths, strict=True):
        kept = document.text[after : after + length]
        assert document.loaded.text[before : before + length] == kept
        assert edit_map.back(Span(after, after + length)) == Span(before, before + length)
    assert (edit_map.before_length, edit_map.after_length) == (len(document.loaded.text), len(document.text))


def check_anchors(document: RepairedDocument) -> None:
    at = 0
    for anchor in sorted(document.anchors, key=lambda anchor: anchor.source_span):
        assert at <= anchor.span.start == anchor.span.end <= len(document.text)
        at = anchor.span.start
        assert anchor.mark.isdecimal()
        assert anchor.source_span.length >= len(anchor.mark)


@given(TEXTS)
def test_every_repair_can_be_undone(text: str) -> None:
    assert repair(loaded(text)).source_text() == text


@given(TEXTS)
def test_nothing_is_lost_but_what_an_edit_says(text: str) -> None:
    check_losses(repair(loaded(text)))


@given(TEXTS)
def test_the_map_leads_every_kept_character_home(text: str) -> None:
    check_map(repair(loaded(text)))


@given(TEXTS)
def test_anchors_lie_in_the_text_in_the_order_of_their_marks(text: str) -> None:
    check_anchors(repair(loaded(text)))


@given(TEXTS.filter(str.strip))
def test_the_repaired_text_is_clean(text: str) -> None:
    """No line end inside a paragraph, one empty line between two of them, no blanks at an edge."""
    after = repair(loaded(text)).text
    for block in after.split("\n\n"):
        assert "\n" not in block
        assert block == block.strip(" ")


def test_the_fixtures_are_repaired_without_loss(repaired_documents: dict[str, RepairedDocument]) -> None:
    for document in repaired_documents.values():
        assert document.source_text() == document.loaded.text
        check_losses(document)
        check_map(document)
        check_anchors(document)


def test_a_repaired_fixture_needs_no_repair(repaired_documents: dict[str, RepairedDocument]) -> None:
    """So it is for real documents. Not for every text: see the next test."""
    for name, document in repaired_documents.items():
        again = repair(loaded(document.text))
        assert again.text == document.text, name
        assert again.passes == ()


@pytest.mark.parametrize(
    ("text", "once", "twice"),
    [
        pytest.param(
            "one.1 two2, three.3 four.1 five2 end",
            "one. two, three. four.1 five2 end",
            "one. two, three. four. five end",
            id="marks that broke the order rise once the others are gone",
        ),
    ],
)
def test_where_a_second_repair_would_find_more(text: str, once: str, twice: str) -> None:
    """A rule weighs what the whole text shows; a repaired text shows less. Nothing repairs a text twice."""
    assert repair(loaded(text)).text == once
    assert repair(loaded(once)).text == twice
