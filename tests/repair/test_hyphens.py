"""Hyphens at a line end: kept as part of the word, or taken out with the line end."""

from __future__ import annotations

import pytest

from pipeline.repair.characters import replace_characters
from pipeline.repair.hyphens import mend_hyphens
from tests.repair.made import mended, repaired


@pytest.mark.parametrize(
    ("broken", "word"),
    [
        ("the Secretary-|General of the Council", "Secretary-General"),
        ("the under-|Secretary", "under-Secretary"),
        ("women in decision-|making", "decision-making"),
        ("from 18-|20 August", "18-20 August"),
        ("in 2010-|2013", "2010-2013"),
        ("a 21-|member core team", "21-member"),
        ("the well-|being of children", "well-being"),
        ("a follow-|up event", "follow-up"),
        ("a socio-|economic plan", "socio-economic"),
        ("long-|term observers", "long-term"),
        ("non-|governmental organizations", "non-governmental"),
        ("the co-  |  operation of States", "co-operation"),
        ("a multi-|ethnic State", "multi-ethnic"),
        ("Opinion-Nr.: ELE-|POL/374/2020", "ELE-POL/374/2020"),
        ("Ambassador Ilse Verhoeven-|Lund", "Verhoeven-Lund"),
        ("an article-by-|article look, article after article, by article", "article-by-article"),
        ("law-|enforcement and once more law-enforcement", "law-enforcement"),
        ("the hate-|crime figures; hate is a crime", "hate-crime"),
        ("the core-|team of experts", "core-team"),
        ("the pre-|election period", "pre-election"),
        ("in the post-|election phase", "post-election"),
        ("post-|electoral disputes", "post-electoral"),
        ("cases of vote-|buying", "vote-buying"),
        ("and ballot-|stuffing", "ballot-stuffing"),
        ("its media-|monitoring unit", "media-monitoring"),
        ("Russian-|speaking voters", "Russian-speaking"),
        ("English-|language media", "English-language"),
        ("an OSCE-|organized event", "OSCE-organized"),
        ("the pre-|school age; a school", "pre-school"),
        ("in post-|conflict areas after the conflict", "post-conflict"),
    ],
)
def test_kept(broken: str, word: str) -> None:
    assert word in mended(broken, mend_hyphens)


@pytest.mark.parametrize(
    ("broken", "word"),
    [
        ("the exami-|nation of 2011", "examination"),
        ("the tabula-  |  tion process", "tabulation"),
        ("recom-|mended that", "recommended"),
        ("police offi-|cers", "officers"),
        ("driven by disa-|bility", "disability"),
        ("the Ombuds-|man’s office", "Ombudsman’s"),
        ("co-|ordinated, and coordinated before", "coordinated"),
        ("with obser-|vers; two observers", "observers"),
        ("élec-|tion, naïve-|té", "élection"),
        ("Gö-|ran Åkerlöf", "Göran"),
        ("observ-|ers", "observers"),
        ("the par-|liament", "parliament"),
        ("the elec-|tions of May", "elections"),
        ("se-|lection, after the lection", "selection"),
        ("pre-|sented", "presented"),
        ("pre-|pared", "prepared"),
        ("pre-|liminary", "preliminary"),
        ("post-|poned", "postponed"),
        ("to pre-|serve and serve, not only pre-empt", "preserve"),
        ("to pre-|sent what was sent", "present"),
        ("the post-|script, in Latin script", "postscript"),
        ("follow-|ing the vote", "following"),
        ("human-|itarian aid", "humanitarian"),
        ("short-|ages", "shortages"),
    ],
)
def test_joined(broken: str, word: str) -> None:
    assert word in mended(broken, mend_hyphens)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("in long-|and short-term", id="a dangling hyphen"),
        pytest.param("pre-|or post-election", id="or"),
        pytest.param("the report - |on hate crime", id="a dash between blanks"),
        pytest.param("the report –|on hate crime", id="a dash"),
        pytest.param("Opinion-|(annexed)", id="a bracket follows"),
        pytest.param("inter-||governmental", id="an empty line between"),
        pytest.param("inter-governmental|organizations", id="no hyphen at the line end"),
        pytest.param("-|General", id="nothing before"),
        pytest.param("items:|- General|- Special", id="list items"),
        pytest.param("Secretary-", id="the text ends"),
    ],
)
def test_left_alone(text: str) -> None:
    assert mended(text, mend_hyphens) == text


def test_a_soft_hyphen_at_a_line_end_is_judged_like_any_other() -> None:
    assert mended("the exami\u00ad|nation", replace_characters, mend_hyphens) == "the examination"
    assert mended("Secretary\u00ad|General", replace_characters, mend_hyphens) == "Secretary-General"


def test_each_edit_says_what_was_done() -> None:
    document = repaired("the exami-\nnation by the Secretary-\nGeneral", mend_hyphens)
    assert [(edit.rule, edit.removed) for edit in document.passes[0].edits] == [
        ("hyphens.join", "-\n"),
        ("hyphens.keep", "\n"),
    ]
