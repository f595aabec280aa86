"""What people are and do: the nouns of offices and professions, as texts write them beside a name.

A calling stands as one word in the singular; a text may write it small, with a capital, or in the plural.
"""

from __future__ import annotations

from functools import cache

import regex

OFFICES = (
    "head", "leader", "chief", "director", "minister", "secretary", "president", "chair", "chairman", "chairwoman", "chairperson",
    "speaker", "commissioner", "ombudsman", "ombudsperson", "ombudswoman", "co-ordinator", "coordinator", "adviser", "advisor",
    "counsellor", "counselor", "representative", "spokesperson", "spokesman", "spokeswoman", "rapporteur", "co-rapporteur", "vice-chair",
    "vice-president", "vice-chairman", "vice-chairperson", "governor", "mayor", "prosecutor", "judge", "justice", "registrar", "clerk",
    "attaché", "envoy", "ambassador", "consul", "commander", "commandant", "superintendent", "inspector", "officer", "manager",
    "administrator", "supervisor", "executive", "treasurer", "deputy", "chairman-in-office", "chairperson-in-office", "chair-in-office",
    "chancellor", "councillor", "senator", "premier", "king", "queen", "monitor", "secretary-general", "director-general",
    "attorney-general", "procurator", "moderator", "facilitator", "convenor", "convener", "delegate", "member", "high commissioner",
    "people's advocate", "prosecutor general", "attorney general", "secretary general", "director general", "auditor general",
    "governor general", "solicitor general", "advocate general", "inspector general", "consul general", "chair-rapporteur",
    "special rapporteur", "human rights defender", "founder", "co-founder", "owner", "rector", "dean", "principal", "headmaster", "akim",
    "imam", "bishop", "rabbi", "mufti", "metropolitan", "patriarch", "point of contact", "focal point", "mediator", "negotiator", "arbitrator", "curator",
)  # fmt: skip
"""Offices: who holds one speaks or acts for a body."""

PROFESSIONS = (
    "activist", "lawyer", "expert", "journalist", "lecturer", "reviewer", "defender", "blogger", "politician", "researcher", "professor",
    "writer", "publisher", "lawmaker", "legislator", "parliamentarian", "diplomat", "analyst", "observer", "correspondent", "reporter",
    "editor", "editor-in-chief", "columnist", "photographer", "attorney", "barrister", "solicitor", "advocate", "counsel", "notary",
    "teacher", "schoolteacher", "trainer", "instructor", "scholar", "academic", "academician", "economist", "historian", "sociologist",
    "criminologist", "psychologist", "engineer", "doctor", "physician", "nurse", "farmer", "student", "consultant", "interpreter",
    "translator", "assistant", "associate", "fellow", "specialist", "scientist", "statistician", "campaigner", "candidate", "opponent",
    "co-author", "author", "presenter", "host", "producer", "organizer", "organiser", "volunteer", "veteran", "soldier", "policeman",
    "policewoman", "detective", "pensioner", "businessman", "businesswoman", "entrepreneur", "dissident", "detainee", "prisoner", "victim",
    "complainant", "applicant", "plaintiff", "defendant", "witness", "MP", "MEP", "ex-minister", "ex-president", "ex-judge", "technician",
    "programmer", "accountant", "auditor", "librarian", "custodian", "poet", "singer", "artist", "actor", "actress",
    "worker", "investigator", "magistrate", "jurist", "priest", "pastor", "monk", "cleric", "pilot", "driver", "guard", "miner", "baker", "shopkeeper",
    "trader", "midwife", "paramedic", "surgeon", "psychiatrist", "pedagogue", "tutor", "mentor", "apprentice", "intern", "trainee", "filmmaker", "cameraman",
    "cartoonist", "musician", "athlete", "survivor", "whistleblower", "linguist", "anthropologist", "archivist", "architect", "demographer",
    "returnee", "refugee", "retiree", "organist", "caretaker", "janitor",
)  # fmt: skip
"""Professions, and what else a text calls a person before or behind the name."""

RELATIONS = (
    "colleague", "predecessor", "successor", "counterpart", "wife", "husband", "son", "daughter", "brother", "sister", "mother",
    "widow", "friend", "neighbour",
)  # fmt: skip
"""Who somebody is to another: they point to a name, and are no role."""


@cache
def forms(callings: tuple[str, ...], *, plural: bool = False) -> tuple[str, ...]:
    """The callings small, with a capital and with all parts in capitals, and their plurals if asked.

    >>> forms(("co-ordinator",))
    ('co-ordinator', 'Co-ordinator', 'Co-Ordinator')
    """
    written: dict[str, None] = {}
    for calling in callings:
        for form in (calling, _plural(calling)) if plural else (calling,):
            for each in (form, form[0].upper() + form[1:], _titled(form)):
                written[each] = None
    return tuple(written)


def _titled(calling: str) -> str:
    """'editor-in-chief' as headings write it: 'Editor-in-Chief'."""
    return regex.sub(r"(?<![^ -])(?!in\b|of\b)\p{Ll}", lambda match: match.group().upper(), calling)


def _plural(calling: str) -> str:
    if calling.endswith("man"):
        return calling[:-2] + "en"
    if calling.endswith("y") and calling[-2] not in "aeiou":
        return calling[:-1] + "ies"
    return calling + ("es" if calling.endswith(("s", "sh", "ch")) else "s")
