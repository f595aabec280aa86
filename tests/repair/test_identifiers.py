"""Identifiers, ordinals and addresses in pieces, and what only looks like one."""

from __future__ import annotations

import pytest

from pipeline.repair.identifiers import ending, mend_identifiers
from tests.repair.made import mended, repaired


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("JUD -||KAZ/240/2013 [LH]", "JUD-KAZ/240/2013 [LH]"),
        ("JUD–||KAZ/186/2011 adopted", "JUD-KAZ/186/2011 adopted"),
        ("JUD–KAZ/186/2011", "JUD-KAZ/186/2011"),
        ("NDISCR-|ALB/311/2017", "NDISCR-ALB/311/2017"),
        ("MIN – ALB/308/2017", "MIN-ALB/308/2017"),
        ("MNG / 243/2013", "MNG/243/2013"),
        ("DV - |MNG / 243/ 2013 (AB)", "DV-MNG/243/2013 (AB)"),
        ("(Opinion No. 749 / 2014, ODIHR", "(Opinion No. 749/2014, ODIHR"),
        ("Opinion no.|838 /|2016", "Opinion no.|838/2016"),
        ("see A/HRC/|14/10", "see A/HRC/14/10"),
        ("see A/HRC/14/|10", "see A/HRC/14/10"),
        ("see A/|HRC/14/10", "see A/HRC/14/10"),
        ("CDL – AD (2010)824", "CDL-AD(2010)824"),
        ("CDL-AD|(2010)824", "CDL-AD(2010)824"),
        ("at the 87||th||plenary session", "at the 87th plenary session"),
        ("at its 96|th| plenary", "at its 96th plenary"),
        ("the 2 nd round, the 1|st of May", "the 2nd round, the 1st of May"),
        ("the 3 rd-party report", "the 3rd-party report"),
        ("the 11 th and the 112|th", "the 11th and the 112th"),
        ("http://www.osce.org/|odihr/97756).", "http://www.osce.org/odihr/97756)."),
        ("https://www.osce.org/odihr-|elections/kaz.html", "https://www.osce.org/odihr-elections/kaz.html"),
        ("https://undocs.org/A/HRC/|14/10", "https://undocs.org/A/HRC/14/10"),
        ("http://a.org/index.php?|id=4.5", "http://a.org/index.php?id=4.5"),
    ],
)
def test_mended(broken: str, whole: str) -> None:
    assert mended(broken, mend_identifiers) == whole


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("in 2010 – 2013", id="a range of years"),
        pytest.param("Almaty – Astana", id="two places"),
        pytest.param("the OSCE – ODIHR’s parent – met", id="a clause between dashes"),
        pytest.param("women and / or men", id="and / or"),
        pytest.param("OSCE / ODIHR", id="two bodies"),
        pytest.param("ODIHR Opinion / Venice Opinion 2013", id="two opinions"),
        pytest.param("Opinion No. 733/2013 / OSCE/ODIHR Opinion Nr.", id="a slash between two numbers"),
        pytest.param("9.4 / 100,000 births", id="a rate"),
        pytest.param("4 st, 2 th, 11 st, 13 rd", id="endings that do not fit"),
        pytest.param("87 the plenary", id="a word that opens with th"),
        pytest.param("87||There were", id="a sentence after a figure"),
        pytest.param("5 St Petersburg", id="a capital"),
        pytest.param("see http://www.osce.org/odihr|and its annex.", id="an address that may end there"),
        pytest.param("at www.legislationline.org.|in 2013.", id="an address that ends a sentence"),
        pytest.param("at http://www.osce.org/|The report 4.5", id="a new sentence after an address"),
        pytest.param("at http://www.osce.org/|or by post", id="words after an address"),
        pytest.param("and/|or", id="and/or over two lines"),
    ],
)
def test_left_alone(text: str) -> None:
    assert mended(text, mend_identifiers) == text


@pytest.mark.parametrize(
    ("number", "letters"),
    [
        (1, "st"),
        (2, "nd"),
        (3, "rd"),
        (4, "th"),
        (10, "th"),
        (11, "th"),
        (13, "th"),
        (22, "nd"),
        (101, "st"),
        (112, "th"),
    ],
)
def test_endings_of_ordinals(number: int, letters: str) -> None:
    assert ending(number) == letters


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("https://undocs.org/A/HRC/\n14/10", id="an address and a symbol"),
        pytest.param("AB/1 / 2013 / 2014", id="two numbers that share a slash"),
        pytest.param("CDL – AD/10/2013 (2013)", id="an opinion's number and a CDL's"),
        pytest.param("see 12 / 3 / 2011 th / 4 th", id="slashes and ordinals"),
    ],
)
def test_a_seam_that_two_patterns_see_is_mended_once(text: str) -> None:
    assert repaired(text).text
