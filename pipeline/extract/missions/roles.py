"""What role the persons of a count have in a mission: by the noun that is counted, else by the words around a bare figure.

'24 long-term observers' -> long_term;  'PACE: 31', 'PACE brought 31' -> parliamentary;  '12 in the core team' -> core_team
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from pipeline.extract.missions import origin, wholes, whose
from pipeline.model.findings import CountMention, Leaf, Place
from pipeline.spans import Span
from pipeline.vocabulary import bodies
from pipeline.vocabulary.patterns import behind, late

ROLES: tuple[tuple[str, regex.Pattern[str]], ...] = (
    (
        "both",
        late(
            r"\b(?:long|short)(?:-|\s+|-\s+and\s+|\s+and\s+)(?:term\s+and\s+)?(?:long|short)[-\s]term\b",
            regex.IGNORECASE,
        ),
    ),
    ("long_term", late(r"\blong[-\s]term\b(?:\s+observers?)?|\bLTOs?\b|\blong-termers?\b", regex.IGNORECASE)),
    (
        "short_term",
        late(r"\bshort[-\s]term\b(?:\s+observers?)?|\bSTOs?\b|\bshort-termers?\b", regex.IGNORECASE),
    ),
    (
        "core_team",
        late(
            r"\bcore[-\s](?:team|staff|group|members?)\b|\banalysts?\b|\bexperts?\b|\belection\s+specialists\b|\bspecialists\b"
            r"|\b(?:international|mission)\s+staff(?:\s+members?)?\b|\bmembers\s+of\s+(?:(?!observer\b)\p{L}+\s+)*(?:team|staff)\b|\binternationals\b",
            regex.IGNORECASE,
        ),
    ),
    (
        "parliamentary",
        late(
            r"\bparliamentarians?\b|\bmembers?\s+of\s+(?:(?:national|the|European)\s+){0,2}parliaments?\b|\bMPs\b|\bMEPs\b|\blawmakers\b|\bdeputies\b|\bmembers\s+of\s+(?:\p{L}+\s+)*delegation\b",
            regex.IGNORECASE,
        ),
    ),
    ("observers", late(r"\bobservers?\b|\bmonitors?\b", regex.IGNORECASE)),
    (
        "members",
        late(r"\bmembers?\b|\bstaff\b|\bpeople\b|\bpersons\b|\bpersonnel\b|\bdelegates\b", regex.IGNORECASE),
    ),
)
BOTH = late(
    r"\s+and\s+(?:(?:long|short)[-\s]term\s+and\s+)?(?:long|short)[-\s]term\s+observers\b|\s+and\s+observers\b|\s+and\s+(?:LTOs|STOs)\b",
    regex.IGNORECASE,
)
BOTH_KINDS = late(r"\b(?:experts|analysts|specialists)\s+and\s+(?:(?:long|short)-term\s+)?(?:observers|[LS]TOs)\b")
NOT_OURS = late(
    r"\b(?:citizen|domestic|local|party|partisan|non-partisan|national|accredited|other|media|candidate|candidates’|NGO|permanent|internal|women|female)\s+(?:(?:election|civil\s+society)\s+)?observers?\b"
    r"|\bobserver\s+status\b|\bobserver\s+(?:States|states|organizations|organisations|groups)\b|\bobservers\s+(?:of|from)\s+(?:(?:political\s+)?parties|(?:local\s+|civil\s+)?(?:NGOs|society)|embass|candidates)",
    regex.IGNORECASE,
)
ELSE = late(
    r"\b(?:accredit\w+|candidates?|voters?|seats?|polling|working\s+group|parties|committee|commission|board|panel|council|journalists?|commissions?|court|domestic|citizen|police|armed|trial|court|national\s+minority|forensic|media\s+monitors|trainers|teams|groups|missions|reports)\b",
    regex.IGNORECASE,
)
OTHERS_BEFORE = behind(
    r"\b(?:CEC|[Cc]ommission|(?<!hoc\s)[Cc]ommittee|(?<!-)[Pp]art(?:y|ies)|NGOs?|[Cc]ourt|[Mm]inistry|[Gg]overnment|Each|[Cc]oalition|[Nn]etwork|[Uu]niversity|[Ee]mbassies|[Cc]itizen|[Dd]omestic|[Ww]atchdog|[Cc]ivil\s+society)\b[^.;]{0,50}|\b(?:[Dd]omestic|[Cc]itizen)\s+observers\b[^.;]{0,120}|\b(?:groups?|organi[sz]ations?|NGOs?|part(?:y|ies)|interlocutors)\b[^.;]{0,90}\bthey\s+(?:\p{Ll}+\s+){0,6}"
)
NOT_MEMBERS = behind(
    r"\b(?:met|meets|meet|interviewed|trained|briefed|visited|spoke\s+(?:to|with)|talked\s+(?:to|with)|surveyed|consulted)\s+(?:with\s+)?(?:(?:some|about|over|more\s+than)\s+)?"
    r"|\b(?:teams|groups|pairs)\s+of\s+"
)
"""Whom a mission meets is none of its own ('its 28 LTOs met 700 people'), nor is the size of a team ('who work in teams of two')."""
MISSION_OF = behind(r"\b(?:mission|group|team|headquarters|contingent)\s+of\s+(?:(?:about|some|over|nearly)\s+)?")
"""'is represented by a mission of 18 observers': they are all of it."""
TOTAL = late(
    r"\b(?:EOM|[Mm]ission)\s+(?:will\s+)?(?:comprise[sd]?|number(?:s|ed)?|consist(?:s|ed)?\s+of)\b|\b(?:[Ii]n\s+total|altogether|[Tt]otal\s+of|[Oo]verall|numbered|[Ii]n\s+all|strength\s+stood\s+at|[Tt]otal(?:led|ling|ed)?)\b"
)
STAY = late(
    r"\s*,?\s*(?:(?:who|to)\s+)?[^.;]{0,50}?\b(?:for\s+the\s+long\s+term|(?:throughout|across|around|in)\s+the\s+(?:country|regions|provinces)|countrywide|until\s+after|in\s+the\s+field)\b"
)
FOR_THE_DAY = late(r"[^.;]{0,50}?\b(?:for|on|around)\s+(?:the\s+)?(?:election|polling|referendum|voting)\s+day\b")
MONITORS = late(r"\bmonitors?\b", regex.IGNORECASE)
AS_ROLE = late(
    r"[^.;,]{0,60}?\bas\s+(?:(?P<short>STOs?|short-term\s+observers?)|(?P<long>LTOs?|long-term\s+observers?))\b|[^.;]{0,40}?\bfor\s+the\s+(?:(?P<long>long)|(?P<short>short))\s+term\b"
)

LABELS: tuple[tuple[str, regex.Pattern[str]], ...] = tuple(
    (
        role,
        behind(
            rf"\b(?:{words})(?:\s*\([^()]{{1,20}}\))?\s*(?:[:–—|-]|\()\s*(?:(?:over|some|about)\s+)?", ignore_case=True
        ),
    )
    for role, words in (
        ("long_term", r"long[-\s]term(?:\s+observers)?|LTOs"),
        ("short_term", r"short[-\s]term(?:\s+observers)?|STOs"),
        ("core_team", r"core\s+team(?:\s+(?:members|experts))?|experts|international\s+staff"),
        ("parliamentary", r"parliamentarians|members\s+of\s+parliament|MPs"),
        ("total", r"observers|total(?:\s+(?:number\s+of\s+)?observers)?|observers\s+in\s+total"),
    )
)
"""A label before a bare figure: 'Long-term observers: 24', 'Core team (12)'."""
IN_CORE = late(
    r"\s+(?:of\s+(?:us|them)\s+)?(?:are\s+|were\s+|work\s+)?in\s+the\s+core\s+team\b|(?:\s+of\s+\p{L}+\s+nationalities|\s+from\s+\p{L}+\s+countries)?\s+work(?:ed)?\s+with\s+(?:her|him)\b"
)
CORE_HAS = behind(
    r"\b[Cc]ore\s+(?:team|group|staff)\b[^.;,]{0,40}?\b(?:had|has|have|having|numbers|numbered|numbering|counts|counted|compris(?:es|ed|ing)|includ(?:es|ed)|with|of)\s+(?:a\s+total\s+of\s+)?"
)
IN_NUMBER = late(r"\s+(?:in\s+number|strong|of\s+them|in\s+all|altogether)\b")
OF_US = late(r"\s+of\s+us\b")
MORE = late(r"\s+more\s+(?:will|are|were|is|would|came|come|to|arrived?|join(?:ed)?)\b")
IN_FIELD = late(r"\s+(?:out\s+)?in\s+the\s+(?:field|regions|provinces)\b")
CORE = late(r"\b[Cc]ore\s+team\b")
TEAM_OF = behind(r"\b(?:ODIHR|observer|observation|expert)\s+team\s+of\s+(?:(?:about|some|over)\s+)?")
NUMBERED = behind(
    r"\b(?:(?P<noun>(?:(?:[Ll]ong|[Ss]hort)-term\s+)?[Oo]bservers|[Mm]onitors|[Pp]arliamentarians|[Ll]awmakers|LTOs|STOs|[Dd]elegation|[Mm]ission|L?EOM|[Tt]eam)\b[^.;\d]{0,40}?\s(?:numbered|numbering|numbers?)"
    r"|(?P<noun>[Ll]ong-term\s+observers|LTOs|[Ss]hort-term\s+observers|STOs)\s+(?:were|are))\s+(?:(?:about|some|over|only)\s+)?"
)
"""'The observers numbered 270', 'the long-term observers were 24'."""
NOUN_BEFORE = behind(
    r"\b(?P<noun>[Oo]bservers|[Mm]onitors|[Pp]arliamentarians|[Ll]awmakers|LTOs|STOs|[Ee]xperts|[Mm]embers|[Pp]eople|[Tt]eam|[Dd]elegation|[Mm]ission),?\s+(?:who\s+)?(?:(?:are|were|is|was)\s+)?"
)
GROWS = behind(
    r"\b(?:[Ff]igure|[Nn]umber|[Tt]otal|[Ss]trength)\b[^.;]{0,50}\b(?:rise|rises|rose|grow|grows|grew|increase|increased|climb|go\s+up|up|raised|brought)\s+to\s+"
)
BULK = behind(
    r"\b(?:bulk|majority|most|rest|remainder)\s+of\s+(?:them|these|the\s+(?:observers|monitors))\s*[,(–—]\s*(?:some\s+|about\s+)?"
)
AS_OBSERVERS = late(r"\s+(?:\p{Ll}+\s+)?as\s+(?:international\s+)?observers\b")
OURS_HAVE = late(
    r"\b(?:[Mm]issions?|[Tt]eam|EOM|LEOM|EAM|EET|ROM|NAM|OM|SMM|[Ii]t|[Aa]ssembly|[Dd]elegation|[Oo]bservers)(?:\s*\([^()]+\))?[^.;]{0,60}?\b(?:has|had|have|sent|fielded|deployed|dispatched|brought|comprises?|comprised"
    r"|consists?\s+of|consisted\s+of|counts|numbers|numbered|with|composed\s+of|made\s+up\s+of|includes|included|employs|of|(?:reduced|limited|cut|grown|increased)\s+to)\s+(?:a\s+staff\s+of\s+|a\s+total\s+of\s+)?\Z"
)
FROM_SOMEBODY = late(r"\s+as\s+(?:international\s+)?observers\s+(?:from|of)\s+(?:the\s+)?\p{Lu}(?!\p{L}*\s+[Pp]art)")
"""'accredited 68 people as observers from the Commonwealth'."""
BODIES = late(rf"{bodies.pattern().pattern}|[Aa]d\s+hoc\s+committee|Council\s+of\s+Europe|Parliamentary\s+Assembly")
"""Names in a unit whose own words say nothing of those who are counted: 'members of the Parliamentary Assembly of the Council of Europe'."""
TOGETHER = behind(
    r"\b[Tt]ogether\s+(?:we|they)\s+(?:were|are|numbered)\s+|\b[Nn]umber\s+of\s+observers\s+(?:rose|grew|went\s+up)\s+to\s+"
)
OBSERVING = late(r"\b(?:observ\p{L}+|[Ee]lections?|missions?|delegation|LTOs|experts)\b")
ATTENDED = late(
    r"\s+(?:\p{Ll}+\s+){0,2}?(?:attended|participated|took\s+part|graduated|were\s+trained|signed|died|were\s+(?:killed|injured|arrested|detained))\b"
)
"""Persons of a course, or of the news, in a text of a mission."""
BEFELL = late(
    r"\s+(?:(?:were|was|had\s+been|have\s+been)\s+)(?:expelled|detained|arrested|denied|refused|prevented|beaten|attacked|turned\s+away|not\s+allowed|barred)\b"
)
"""'44 observers were expelled': some to whom something was done, and not how many there were."""
VOTED = late(r"\s+(?:\p{Ll}+\s+){0,2}?(?:voted|abstained|boycotted|walked\s+out|were\s+(?:re-?)?elected)\b")
"""Deputies of the country where the vote is."""
WITH_US = late(
    r"[^.;]{0,50}?\b(?:are|is|were|work|worked|remain|serve)\s+(?:\p{Ll}+\s+)?(?:with|at|in|for)\s+(?:the\s+)?(?:[Mm]ission|OM|SMM|EOM|LEOM|EAM)\b"
)
GENERIC = late(
    r"\A(?:(?:[\p{Ll}-]+\s+){0,3}(?:members?|people|persons|staff|personnel|delegates|representatives)(?:\s+of\s+(?:group|team|staff))?)\Z"
)


MOST = 5_000
"""No mission has had more members; a field mission's report counts the people of a district."""
STRONG = "strong"
"""'a team, sixty strong': the word is no noun."""
DELEGATION_OF = behind(
    r"\b(?:[Aa]d\s+hoc\s+committee|[Dd]elegation|pre-elect(?:ion|oral)\s+(?:visit|mission))\s+of\s+(?:some\s+|about\s+|a\s+total\s+of\s+)?"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A count in its part of a sentence: `stop` is where the next one begins, `known` how many groups the mission has by now."""

    text: str
    part: Place
    mention: CountMention
    stop: int
    mission: str
    known: int
    here: int
    from_: Leaf[str] | None
    comes_from_states: bool = False

    @property
    def is_sent(self) -> bool:
        """True where the words name who sent them, so that they are nobody else's."""
        return self.from_ is not None or self.behind(FROM_SOMEBODY)

    @property
    def is_of_others(self) -> bool:
        """True for observers of many States in the news of a body that has them accredited, as the CIS does."""
        return self.mission == "other" and self.comes_from_states

    @property
    def unit(self) -> str:
        """What is counted, in the text's words; empty for a bare figure."""
        unit = self.mention.count.value.unit or ""
        return "" if unit == STRONG or origin.names_a_body(self.mention) else unit

    def before(self, pattern: regex.Pattern[str]) -> bool:
        """True where `pattern` ends right before the count, or before its number."""
        low, start, number = self.part.start, self.mention.span.start, self.mention.number.start
        if pattern.search(self.text, low, start):
            return True
        return number != start and pattern.search(self.text, low, number) is not None

    def behind(self, pattern: regex.Pattern[str]) -> bool:
        return pattern.match(self.text, self.mention.span.end, self.part.end) is not None


def of(counted: Counted) -> Leaf[str] | None:
    """The role of what is counted; None where it is no observer."""
    unit, mention = counted.unit, counted.mention
    around = counted.text[mention.span.start : min(counted.part.end, mention.span.end + 40)]
    if unit == "per cent" or origin.counts_states(mention) or mention.count.value.value > MOST:
        return None
    role = _of_unit(unit)
    if role is None and unit or counted.before(NOT_MEMBERS) or NOT_OURS.search(around):
        return None
    if role is None:
        return _of_a_figure(counted)
    if role == "both" or BOTH_KINDS.search(unit):
        return Leaf("total", (mention.span,), "missions.observers.both_roles")
    if role in ("core_team", "long_term", "short_term") and (counted.behind(BOTH) or counted.behind(origin.KINDS)):
        return Leaf("total", (mention.span,), "missions.observers.both_roles")
    if role == "observers" and MONITORS.search(unit) and counted.mission not in ("other", "IEOM"):
        return None if "international" not in unit else Leaf(role, (mention.span,), "missions.observers.observers")
    if role == "members" and counted.before(DELEGATION_OF):
        return Leaf("parliamentary", (mention.span,), "missions.observers.delegation_of")
    if role in ("core_team", "members", "observers") and OTHERS_BEFORE.search(
        counted.text, counted.part.start, mention.span.start
    ):
        return None
    if counted.behind(BEFELL):
        return None
    if role == "parliamentary" and counted.behind(VOTED) or role == "members" and counted.behind(ATTENDED):
        return None
    if role == "members" and not (counted.from_ or counted.mission == "other" or counted.here):
        return _of_a_figure(counted)
    return Leaf(role, (mention.count.spans[-1],), f"missions.observers.{role}")


@lru_cache(maxsize=512)
def _of_unit(unit: str) -> str | None:
    """The role that the words of a count tell by themselves; None for those of others, and for no words."""
    if NOT_OURS.search(unit) or ELSE.search(BODIES.sub("", unit)):
        return None
    return next((role for role, pattern in ROLES if pattern.search(unit)), None)


def _of_a_figure(counted: Counted) -> Leaf[str] | None:
    """The role of persons of whom the text says no more, or of a figure without a noun."""
    span = counted.mention.span
    for role, label in LABELS:
        if counted.before(label) and (role != "total" or not counted.here):
            return _labelled(counted, role)
    if counted.behind(IN_CORE) or counted.before(CORE_HAS):
        return Leaf("core_team", (span,), "missions.observers.core_team")
    called = AS_ROLE.match(counted.text, span.end, counted.stop) if not counted.unit else None
    if called is not None:
        kind = "short_term" if called["short"] else "long_term"
        return Leaf(kind, (span, Span(*called.span())), f"missions.observers.{kind}.called")
    if counted.before(TOGETHER):
        return Leaf("total", (span,), "missions.observers.together")
    in_number = counted.behind(IN_NUMBER) or counted.mention.count.value.unit == STRONG
    noun = NOUN_BEFORE.search(counted.text, counted.part.start, span.start) if in_number else None
    if noun is not None:
        role = next((role for role, pattern in ROLES if pattern.search(noun["noun"])), "members")
        return Leaf(role, (Span(*noun.span("noun")), span), "missions.observers.in_number")
    by_place = _by_its_place(counted) if not counted.unit else None
    if by_place is not None:
        return by_place
    if counted.from_ is not None or counted.known and (counted.before(GROWS) or counted.before(BULK)):
        return Leaf("observers", (span,), "missions.observers.figure")
    if counted.unit and GENERIC.match(counted.unit) and not counted.behind(ATTENDED):
        low = counted.part.start
        if counted.comes_from_states and OBSERVING.search(counted.text, *counted.part):
            return Leaf("members", (span,), "missions.observers.members")
        if counted.behind(AS_OBSERVERS) or counted.behind(WITH_US) or OURS_HAVE.search(counted.text, low, span.start):
            return Leaf("members", (span,), "missions.observers.members")
    return None


def _by_its_place(counted: Counted) -> Leaf[str] | None:
    """The role of a figure without a noun by the words right beside it: 'numbered 270', '28 of us', '300 more will come'."""
    span = counted.mention.span
    numbered = NUMBERED.search(counted.text, counted.part.start, span.start)
    if numbered is not None:
        role = next((role for role, pattern in ROLES if pattern.search(numbered["noun"])), "members")
        return Leaf(role, (Span(*numbered.span("noun")), span), "missions.observers.numbered")
    if counted.mention.count.value.value > 2 and counted.before(TEAM_OF):
        return Leaf("core_team", (span,), "missions.observers.team_of")
    if counted.behind(OF_US) or (counted.known or counted.here) and counted.behind(MORE):
        return Leaf("observers", (span,), "missions.observers.figure")
    if counted.behind(IN_FIELD) and CORE.search(counted.text, counted.part.start, span.start):
        return Leaf("long_term", (span,), "missions.observers.long_term.field")
    return None


def _labelled(counted: Counted, role: str) -> Leaf[str] | None:
    """A label's role; a total's only where the States or the bodies that sent them are told beside it."""
    if role == "total":
        near = Span(counted.mention.span.end, min(len(counted.text), counted.mention.span.end + 120))
        if not (bodies.pattern().search(counted.text, *near) or STATES_BESIDE.match(counted.text, near.start)):
            return None
    return Leaf(role, (counted.mention.span,), f"missions.observers.{role}.label")


STATES_BESIDE = late(r"\s*,?\s*\(?\s*from\s+\S+\s+(?:countries|\S*\s*[Ss]tates)\b")


def settled(counted: Counted, role: Leaf[str], *, in_parts: bool) -> Leaf[str]:
    """The final role: a parliament's members are parliamentary, plain observers are the whole or other."""
    text, part, mention, from_ = counted.text, counted.part, counted.mention, counted.from_
    called = AS_ROLE.match(text, mention.span.end, counted.stop)
    if called is not None and role.value in ("core_team", "observers", "members"):
        kind = "short_term" if called["short"] else "long_term"
        return Leaf(kind, (Span(*called.span()),), f"missions.observers.{kind}.called")
    if from_ is not None and from_.value in ELECTED and role.value != "long_term":
        return replace(role, value="parliamentary")
    if role.value == "core_team" and counted.mission == "other" and "staff" in counted.unit:
        return replace(role, value="total")  # a field mission has no core team
    if role.value in ("core_team", "long_term", "short_term", "total", "parliamentary"):
        return role
    if not in_parts and (
        role.value == "observers"
        and counted.before(MISSION_OF)
        or counted.before(wholes.OF_THE)
        or TOTAL.search(text, part.start, mention.span.start)
        or wholes.has_parts(text, Span(part.start, counted.part.end), mention)
    ):
        return replace(role, value="total")
    if role.value != "observers" or from_ is not None:
        return replace(role, value="other")
    if not in_parts and counted.comes_from_states and _joins_several(counted):
        return replace(role, value="total")
    if counted.mission == "IEOM" and not in_parts:
        return replace(role, value="total")
    if STAY.match(text, mention.span.end, counted.stop):
        return Leaf("long_term", (mention.span,), "missions.observers.long_term.stay")
    if not in_parts and FOR_THE_DAY.match(text, mention.span.end, part.end):
        return Leaf("short_term", (mention.span,), "missions.observers.short_term.day")
    return replace(role, value="other")


def _joins_several(counted: Counted) -> bool:
    """True where the sentence names several bodies that joined before it counts observers of many States."""
    before = whose.within(counted.text, Span(counted.part.start, counted.mention.span.start))
    return len({body.short for body in before} & bodies.ASSEMBLIES) > 1


ELECTED = bodies.ASSEMBLIES | {
    body for body in bodies.NAMES if " PA" in f" {body}" or body.startswith(("PA ", "IPA", "PAM", "PABSEC", "TurkPA"))
}
"""Bodies of elected members, those that observe with ODIHR and the others."""
