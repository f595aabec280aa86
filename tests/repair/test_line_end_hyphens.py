"""Hyphens at line ends of UN documents, each judged by a reader: all of them are the author's.

The first list developed the rule, the second one was only looked at to judge it. A bar is the line end.
"""

from __future__ import annotations

import pytest

from pipeline.repair.hyphens import mend_hyphens
from tests.repair.made import mended

DEVELOPED = """
    2002-|2010 2010-|11 2011-|2015 2012-|2013 50-|51 above-|mentioned Afro-|Bolivians Afro-|Canadians
    after-|effects Al-|Hakim Al-|Khoei Anti-|Corruption anti-|corruption anti-|discrimination
    Anti-|Discrimination Anti-|discrimination anti-|poverty anti-|retroviral anti-|Roma anti-|Semitism
    Asia-|Pacific Asian-|Eurasian asylum-|seekers Attorney-|General audio-|visual awareness-|raising
    Bosnia-|Herzegovina bride-|kidnapping broad-|based capacity-|building child-|care co-|existence co-|finances
    Co-|operation co-|sponsored CoE-|Commissioner CoE-|GRECO Counter-|insurgency counter-|terrorism
    counter-|trafficking de-|institutionalization De-|institutionalization de-|politicization de-|segregation
    decision-|making Decision-|making e-|justice East-|Jerusalem ethno-|minorities EU-|FRA Euro-|African
    extra-|judicial federal-provincial-|territorial follow-|up forced-|prostitution full-|scale Gender-|Based
    gender-|based German-|speaking guilt-by-|association health-|care high-|quality high-|ranking
    Higher-|instance ICCPR-|OP ICCPR-|OP2 ILGA-|Europe ill-|treatment in-|country Inter-|American
    inter-|departmental inter-|Korean Inter-|Ministerial inter-|ministerial inter-|State kwan-|li-so
    Lassalle-|Institut law-|enforcement law-|making long-|term low-|income mandate-|holders media-|institutions
    mid-|January Minbyun-|Lawyers Ministry-|General multi-|dimensional multi-|ethnic multi-|faceted
    non-|Aboriginal non-|academic non-|citizens non-|civilian non-|combatants non-|confrontational
    non-|custodial non-|discrimination Non-|Discrimination non-|discriminative non-|discriminatory
    non-|governmental non-|indigenous non-|Jewish Non-|Muslims non-|parliamentary non-|party non-|refoulement
    non-|registered non-|regularized non-|repetition non-|serious Non-|traditional non-|traditional non-|violent
    Nord-|Sud North-|South offenders-|detention Ombuds-|Committee OP-CRC-|SC OP-|CAT OP-|CEDAW OP-|CRC-SC
    people-|centred policy-|making post-|abrogated post-|electoral poverty-|control pre-|conditions pre-|school
    public-|health re-|accession re-|defines re-|establish re-|establishment Re-|establishment re-|examine
    re-|examined re-|graded real-|estate right-|wing rights-|related same-|sex Sanchis-|Moreno
    Secretary-|General self-|critical self-|determination Self-|Employment self-|employment self-|regulation
    self-|reliance so-|called socio-|economic socio-|political State-|run tele-|education Timor-|Leste
    top-|ranking twenty-|eighth twenty-|seven under-|represented upper-|middle-income Vice-|Minister
    victim-|oriented well-|being
""".split()

JUDGED = """
    20-|year 2011-|2016 2012-|2017 Afro-|descendant afro-|descents Afro-|Peruvian Al-|Shabaab
    Ambassador-|at-Large anti-human-|trafficking anti-|semitic anti-|terrorism Anti-|Torture anti-|trafficking
    asylum-|seeker asylum-|seeking barrier-|free by-|election case-|handling clear-|cut country-by-|country
    Evidence-|Gathering family-|related foreign-|funded fully-|fledged gender-|related high-|complexity
    high-|level HIV-|prevention inter-|culturalism inter-|ethnic large-|scale mid-|term multi-|faith
    multi-|sectoral non-|commercial non-|government non-|marital non-|Māori non-|nationals non-|reoccurrence
    non-|selectivity non-|stereotypical post-|conflict pre-|requisite pre-|trial pro-|government rule-of-|law
    Shabaab-|controlled socio-|cultural Swiss-|Romanian youth-|friendly
""".split()

FILLER = "|".join(["The delegation thanked every State that took the floor for its questions"] * 400)
"""Enough lines without a hyphen to show that the setter puts none."""

SETTERS = "exami-|nation recom-|mended obser-|vers disa-|bility legis-|lation parlia-|mentary func-|tioning".split()


@pytest.mark.parametrize("pair", DEVELOPED + JUDGED)
def test_the_author_s_hyphen_is_kept(pair: str) -> None:
    assert f"the {pair.replace('|', '')} of" in mended(f"{FILLER}|the {pair} of", mend_hyphens)


@pytest.mark.parametrize("pair", SETTERS)
def test_a_fragment_of_a_known_word_is_joined(pair: str) -> None:
    word = pair.replace("-|", "")
    assert mended(f"{FILLER}|the {word}, the {pair} of", mend_hyphens).endswith(f"the {word} of")


def test_a_setter_who_hyphenates_is_known_by_how_often() -> None:
    text = "|".join([FILLER, *(f"line {number} of the exami-|nation" for number in range(20))])
    assert mended(text, mend_hyphens).count("examination") == 20


def test_the_same_word_without_its_hyphen_elsewhere_is_no_evidence_there() -> None:
    assert "pre-school" in mended(f"{FILLER}|a preschool, a pre-|school", mend_hyphens)
