"""Characters that stand for others, and those that are the author's own."""

from __future__ import annotations

import pytest

from pipeline.repair.characters import REPLACED, close_letters, replace_characters
from tests.repair.made import mended, repaired


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("one\r\ntwo\rthree\x0bfour\x0cfive\x85six\u2028seven\u2029eight", "one|two|three|four|five|six|seven|eight"),
        ("one\r\n\r\ntwo", "one||two"),
        ("No.\u00a04\u202f000\tvotes", "No. 4 000 votes"),
        ("o\ufb03ce, \ufb01ve, \ufb02at, e\ufb00ect, ba\ufb04e", "office, five, flat, effect, baffle"),
        ("co\u2010operation, 2011\u2011KAZ", "co-operation, 2011-KAZ"),
        ("\ufeffJo\u200bint sub\u2060mission\u200e", "Joint submission"),
        ("sub\u00admission, sub\x02mission, sub\ufffemission", "submission, submission, submission"),
        ("sub\u00ad\nmission", "sub-|mission"),
        ("sub\ufffe \r\nmission", "sub- |mission"),
        ("sub\xad\x0cmission, sub\xad\rmission", "sub-|mission, sub-|mission"),
        ("sub\xad\u00a0mission", "sub mission"),
        ("one\x00two\x1ethree\x7ffour\x9ffive", "onetwothreefourfive"),
    ],
)
def test_replaced(found: str, meant: str) -> None:
    assert mended(found, replace_characters) == meant


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param("the “human dimension” of ODIHR’s work, «so», ‘so’, \"so\", 'so'", id="quotation marks"),
        pytest.param("2010–2013 — JUD–KAZ − 4", id="dashes"),
        pytest.param("Göran Åkerlöf, Kateřina, Sámediggi, Ђорђе, İlham, Žužemberk", id="letters with marks"),
        pytest.param("Ga\u0308rtner e\u0301t", id="letters and marks apart"),
        pytest.param("documents¹ on 30 m², ½, №, 5 °C, €, …, ™", id="signs"),
        pytest.param("ij, œ, æ, ß, ŋ", id="ligatures that are letters"),
        pytest.param("• item ▪ item · item", id="bullets"),
        pytest.param("\U0001f5f3\ufe0f ballots", id="beyond the first plane"),
    ],
)
def test_kept(kept: str) -> None:
    document = repaired(kept, replace_characters)
    assert (document.text, document.passes) == (kept, ())


def test_nothing_is_replaced_by_something_that_is_replaced_again() -> None:
    assert not any(character in REPLACED for replacement in REPLACED.values() for character in replacement)


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("C O N T E N T S|Page", "CONTENTS|Page"),
        ("  T A B L E   O F   C O N T E N T S  ", "  TABLE   OF   CONTENTS  "),
        ("A B C D E F", "A B C D E F"),
        ("O S C E", "O S C E"),
        ("V I T A M I N A", "VITAMINA"),
        ("the articles A B D F G of it", "the articles A B D F G of it"),
    ],
)
def test_spaced_out_letters(found: str, meant: str) -> None:
    assert mended(found, close_letters) == meant
