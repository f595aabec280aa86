"""A pattern that is found from its first words finds what it finds from every place of a text."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.missions import election, naming
from pipeline.vocabulary import bodies, countries, leaders
from pipeline.vocabulary.patterns import any_of, behind
from pipeline.vocabulary.sought import SHORT, Sought, Words, heads, occurrences

PHRASES = ("Lind", "Lind-Berg", "Côte d'Ivoire", "the Honourable", "H. E.", "No", "Nos")
PATTERN = rf"(?<![\p{{L}}-]){any_of(PHRASES)}\.?(?![\p{{L}}])"
PIECES = st.sampled_from(
    [*PHRASES, "the", "The", "Honourable", "H.", "E.", "Lindt", "ŽLind", "Lindž", "No.", "é", "ß", "’", "“", "-", ".", " ", "\n\n", "  ", "1", "№"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join)
PADDING = " x" * SHORT
"""What makes a text long enough that its words are looked up."""


@given(TEXTS, st.booleans(), st.data())
def test_it_finds_what_the_pattern_finds(pieces: str, at_the_end: bool, data: st.DataObject) -> None:
    text = PADDING + pieces if at_the_end else pieces + PADDING
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    sought, pattern = Sought(PATTERN, PHRASES), regex.compile(PATTERN)
    for bounds in ((), (start,), (start, end)):
        expected = [match.span() for match in pattern.finditer(text, *bounds)]
        assert [match.span() for match in sought.finditer(text, *bounds)] == expected
        first = sought.search(text, *bounds)
        assert (first.span() if first else None) == next(iter(expected), None)
        assert sought.may_stand_in(text, *bounds) or not expected


@given(TEXTS)
def test_a_short_text_is_searched_as_it_is(text: str) -> None:
    assert Sought(PATTERN, PHRASES).findall(text) == regex.findall(PATTERN, text)


def test_a_word_is_a_stretch_of_letters() -> None:
    text = "Lind,Lindt 2Lind’s (the\nHonourable) Lind"
    words = Words(text)
    assert words.starts(heads(["Lind"])) == [at.start() for at in regex.finditer(r"(?<!\p{L})Lind(?!\p{L})", text)]
    assert words.starts(heads(["the Honourable"])) == [text.index("the")]
    assert words.starts(heads(["of Honourable"])) == []


def test_names_of_states_and_bodies_are_found_wherever_they_stand() -> None:
    for sought, name in ((countries.name_pattern(), "Côte d’Ivoire"), (bodies.pattern(), "OSCE/ODIHR")):
        text = f"{name}{PADDING} {name}, and {name}"
        assert [match.group() for match in sought.finditer(text)] == [name] * 3


def test_occurrences_do_not_overlap() -> None:
    assert list(occurrences("aaaa", "aa")) == [0, 2]


@given(
    st.lists(
        st.sampled_from(["mission", "session", "commission", "no", "more than", "no more than", "an"]),
        min_size=1,
        unique=True,
    ),
    TEXTS,
)
def test_words_read_backwards_are_the_same_words(words: list[str], text: str) -> None:
    for word in words:
        pattern = behind(rf"\b{any_of(words, read_backwards=True)}")
        assert (pattern.search(f"{text} {word}") is None) == (
            behind(rf"\b{any_of(words)}").search(f"{text} {word}") is None
        )


GOLD = sorted((Path(__file__).parent.parent / "fixtures" / "gold").rglob("*.txt"))


@pytest.mark.parametrize(
    "sought",
    [naming.TYPE, naming.PLAIN_MISSION, election.ELECTION, leaders.TRIGGER, countries.name_pattern(), bodies.pattern()],
    ids=["missions", "plain missions", "elections", "leaders", "countries", "bodies"],
)
def test_what_real_patterns_begin_with_is_whole(sought: Sought) -> None:
    everywhere = regex.compile(sought.pattern, sought.flags)
    for path in GOLD:
        text = path.read_text("utf-8") + PADDING
        assert [match.span() for match in sought.finditer(text)] == [
            match.span() for match in everywhere.finditer(text)
        ], path.name
