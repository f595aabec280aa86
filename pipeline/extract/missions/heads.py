"""Who leads what: the persons of a sentence whom it puts at the head of a mission, a joint mission or a delegation.

    'Ms. Inês Faria led the delegation of PACE, and Mr. Ole Lund that of the EP' -> two heads of delegations

The words of leading come first (`leaders.TRIGGER`): each way of leading says on which side its leader stands and on which
that which is led. The leader is the person next to them, where no more stands between than the grammar of that way lets
('X (Norway), a former minister who will again lead'). What is led is the first noun behind 'head of' and 'leads', the last
one before 'led by'. The noun decides: the head of an office, a department or a party that a sentence names is no head of
a mission.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from pipeline.extract.extractor import within
from pipeline.extract.missions import led, naming, nationality, whose
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Findings, HeadMention, Leaf, PersonMention, Place
from pipeline.spans import Span
from pipeline.vocabulary import bodies, leaders
from pipeline.vocabulary.patterns import behind, late

PRONOUN = late(r"(?:it|them|this|one)\b(?!\s+\p{L}+[’'])")
SHE = late(r"(?:.*[,;“\"]|.*\band|.*\bthat)?\s*(?P<she>[Ss]he|[Hh]e)\s+(?:\p{Ll}+\s+){0,2}", regex.DOTALL)
HE_OR_SHE = late(r"(?:[Ss]he|\b[Hh]e)\s")
"""Who leads is named in the sentence, or is one of these."""
DANGLES = late(r"(?:.*[.;:“\"])?\s*", regex.DOTALL)
LED_AFTER = late(r"(?:[^.;]{0,90}?,)?\s*(?:(?:the|this|its)\s+)?(?P<what>[\p{L}/-]+(?:\s+[\p{L}/-]+){0,5})")
SUBJECT_IT = late(
    r"(?:\A|[.;,“\"]|\b(?:and|which|that|but))?\s*(?:(?:[Ii]t|[Tt]his|[Tt]hey|[Ww]hich|[Ii]s|[Ww]as|[Ww]ere|[Ww]ill|[Bb]e|[Hh]as|[Bb]een|[Bb]eing|[Aa]nd|[Aa]lso|[Nn]ow|[Cc]urrently|[Aa]gain|[Ii]n\s+\d{4},?)\s+)*"
)
ADDED = late(rf"{leaders.ASIDE}* (?: \s* , )? (?: \s+ and )? (?: \s+ by )? \s+ {leaders.DESCRIBED}", regex.VERBOSE)
BODY_BESIDE = late(
    rf"\s*(?:\(|,\s+|\bfor\s+(?:the\s+)?|\bof\s+(?:the\s+)?|\bfrom\s+(?:the\s+)?|[’']s\s+)?(?P<body>{bodies.pattern().pattern})(?!\s+by\b)"
)
LINE = late(
    rf"\s*(?:[-•–*·]\s*)?(?:for\s+)?(?:the\s+)?(?P<body>{bodies.pattern().pattern})(?:\s+delegation)?\s*[:–—(-]+\s*{leaders.DESCRIBED}",
    regex.VERBOSE,
)
LIST_HEAD = late(r"\b(?:led|headed|[Hh]eads?|[Ll]eaders?|chaired)\b[^.;:]{0,80}:.{0,400}\Z", regex.DOTALL)
OWN_TEAM = late(
    r"(?:[’']s?|\s+and\s+(?:his|her|their))\s+(?P<what>(?:\p{L}+-member\s+|[\p{Ll}-]+\s+|\p{Lu}\p{L}*\s+){0,3}?(?:mission|delegation|observers|(?:ODIHR|observer|observation|expert)\s+team|team\s+of\s+(?:\d+\s+)?(?:experts|observers|analysts)))\b"
)
FARTHEST_LEFT = 260
FARTHEST_RIGHT = 150


@dataclass(frozen=True, slots=True)
class Lead:
    """A person at the head of something; `body` is whose delegation it is, `named` the mission where the words name one.

    `at` is the name's place, or the verb's where the name stands in a sentence before.
    """

    head: HeadMention
    at: Place
    led: led.Led
    body: Leaf[str] | None
    named: naming.Named | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence while its heads are read: where it stands, and the persons that it names."""

    document: SectionedDocument
    sentence: Place
    found: Findings
    persons: tuple[PersonMention, ...]

    @property
    def text(self) -> str:
        return self.document.text

    def left_of(self, place: int) -> PersonMention | None:
        near = [person for person in self.persons if person.span.end <= place]
        return near[-1] if near and place - near[-1].span.end < FARTHEST_LEFT else None

    def right_of(self, place: int) -> PersonMention | None:
        near = next((person for person in self.persons if person.span.start >= place), None)
        return near if near is not None and near.span.start - place < FARTHEST_RIGHT else None


def read(document: SectionedDocument, sentence: Place, found: Findings) -> Iterator[Lead]:
    """Yield the heads that a sentence names, in order of place: one lead a person, and one more of the joint mission."""
    reading = Reading(document, sentence, found, tuple(within(found.people, sentence)))
    leads: dict[tuple[Place, bool], Lead] = {}

    def keep(lead: Lead) -> None:
        leads.setdefault((lead.at, lead.led == "joint"), lead)

    named = bool(reading.persons) or HE_OR_SHE.search(document.text, *sentence) is not None
    if named:
        for trigger in leaders.TRIGGER.finditer(document.text, sentence.start, sentence.end):
            for lead in _led(reading, trigger):
                keep(lead)
    for lead in (*_of_a_list(reading), *_with_a_team(reading), *_reporting(reading), *_gapped_by(reading)):
        keep(lead)
    if any(lead.led == "delegation" for lead in leads.values()):
        for lead in _gapped(reading):
            keep(lead)
    yield from (leads[place] for place in sorted(leads))


def _led(reading: Reading, trigger: regex.Match[str]) -> Iterator[Lead]:
    """Who leads what by one trigger: the ways of leading, told by the name of its group."""
    if trigger["by"] or trigger["under"]:
        yield from _by(reading, trigger)
        return
    if trigger["charge"]:
        lead = _in_charge(reading, trigger)
    elif trigger["does"]:
        lead = _doing(reading, trigger)
    elif trigger["whose"]:
        lead = _whose(reading, trigger)
    elif trigger["that"]:
        lead = _that_of(reading, trigger)
    else:
        lead = _in_office(reading, trigger)
    if lead is not None:
        yield lead


def _by(reading: Reading, trigger: regex.Match[str]) -> Iterator[Lead]:
    """'led by X', 'under X', 'in the hands of X': what is led stands before, or behind where the sentence begins with it."""
    text = reading.text
    person = reading.right_of(trigger.end())
    if UNREAL.search(text, reading.sentence.start, trigger.start()) or EITHER.match(text, trigger.end()):
        return
    grammar = leaders.UNDER_NAMED if trigger["under"] else leaders.NAMED
    if person is None or grammar.fullmatch(text, trigger.end(), person.span.start) is None:
        return
    before: Place = Span(reading.sentence.start, trigger.start())
    if trigger["under"] and not (
        led.names_led(text, before)
        or led.BODY.search(text, before.start, before.end)
        or IT_FIRST.match(text, before.start, before.end)
    ):
        return
    later = [other for other in reading.persons if other.span.start >= person.span.start]
    yield from _respectively(reading, before, later)
    own = _beside(text, reading, person)
    if CO_ORDINATOR.match(text, person.span.end, reading.sentence.end):
        yield _lead(reading, person, "joint", None, None)
        return
    if own is not None and led.kind_before(text, before) == "delegation":
        yield _lead(reading, person, "delegation", before, own)
    elif trigger["what_stood"]:
        lead = _told(reading, person, Span(*trigger.span("what_stood")), first=True)
        if lead is not None:
            yield lead
    elif DANGLES.fullmatch(text, before.start, before.end):
        after = LED_AFTER.match(text, person.span.end, reading.sentence.end)
        lead = _told(reading, person, Span(*after.span("what")), first=True) if after else None
        yield lead or _lead(reading, person, "mission", None, None)
    else:
        lead = _told(reading, person, before, first=False)
        if lead is not None:
            yield lead
    for one, other in pairwise(later):
        body = _beside(text, reading, other)
        if body is None or ADDED.fullmatch(text, _past_body(text, one), other.span.start) is None:
            return
        yield _lead(reading, other, "delegation", before, body)


UNREAL = behind(
    r"\b(?:to\s+have\s+been|not|never|(?:denie[sd]|denying)\b[^.;]{0,80}?(?:is|was|are|were)|would\s+have\s+been|could\s+be|may\s+be|might\s+be)\s+"
)
EITHER = late(r"\s+either\b")
"""'was to have been led by X', 'denied that it was led by X', 'will be headed by either X or Y': nobody leads yet."""
IT_FIRST = late(
    r"(?:It|They)\s+(?:is|was|were|are|has|had|will|began|opened|started|works?|worked|consist\p{L}+|compris\p{L}+)\b"
)
CO_ORDINATOR = late(rf"{leaders.ASIDE}*\s*,\s+(?:the\s+)?(?:OSCE\s+)?Special\s+Co-?ordinator\b", regex.VERBOSE)
"""'The observers were led by X, Special Co-ordinator': of all bodies' observers."""


def _respectively(reading: Reading, before: Place, later: list[PersonMention]) -> Iterator[Lead]:
    """'the delegations of the OSCE PA and the EP were headed by X and Y respectively'."""
    text = reading.text
    if "respectively" not in reading.sentence.cut(text) or led.kind_before(text, before) != "delegation":
        return
    named = [body for body in whose.within(text, before) if body.short in bodies.ASSEMBLIES]
    if len(named) == len(later) > 1:
        for body, person in zip(named, later, strict=True):
            yield _lead(reading, person, "delegation", before, body)


def _past_body(text: str, person: PersonMention) -> int:
    beside = BODY_BESIDE.match(text, person.span.end)
    return beside.end() + (text[beside.end() : beside.end() + 1] == ")") if beside else person.span.end


def _in_charge(reading: Reading, trigger: regex.Match[str]) -> Lead | None:
    """'with X at its head', 'has X as its leader', 'X is in charge of the mission'."""
    text = reading.text
    person = reading.left_of(trigger.start())
    if person is None or leaders.CHARGED.fullmatch(text, person.span.end, trigger.start()) is None:
        return None
    if trigger["what_charged"] is not None:
        return _told(reading, person, Span(*trigger.span("what_charged")), first=True)
    return _told(reading, person, Span(reading.sentence.start, person.span.start), first=False)


def _doing(reading: Reading, trigger: regex.Match[str]) -> Lead | None:
    """'X, who will again lead the mission', 'Leading the mission is X', 'She led it'."""
    text = reading.text
    what: Place = Span(*trigger.span("what_done"))
    person = reading.left_of(trigger.start())
    if leaders.BEFORE_THIS.search(text, reading.sentence.start, trigger.start()) or PLURAL.match(text, what.start):
        return None
    if person is not None and leaders.SUBJECT.fullmatch(text, person.span.end, trigger.start()):
        if PRONOUN.match(text, what.start):
            return _lead(reading, person, "mission", None, None) if _names_led_before(reading, trigger) else None
        alone = LED_BODY.match(text, what.start, what.end)
        body = whose.at(text, alone.start("body")) if alone else None
        if body is not None and body.short in bodies.ASSEMBLIES:
            return _lead(reading, person, "delegation", None, body)
        return _told(reading, person, _before_person(reading, what), first=True)
    if SELF.search(text, reading.sentence.start, trigger.start()):
        return _speaking(reading, what)
    person = reading.right_of(trigger.end("does"))
    if person is not None and person.span.start <= what.end + 2:
        noun = led.first_noun(text, Span(what.start, person.span.start))
        if noun is not None and INVERSION.fullmatch(text, noun.end(), person.span.start):
            return _told(reading, person, Span(what.start, noun.end()), first=True)
        pronoun = PRONOUN.match(text, what.start)
        if pronoun is not None and leaders.INVERTED.fullmatch(text, pronoun.end(), person.span.start):
            return _told(reading, person, _just_before(reading, trigger), first=False)
    return _she(reading, trigger, what)


def _just_before(reading: Reading, trigger: regex.Match[str]) -> Place:
    """What a pronoun may go back to: the words of the paragraph before it, as far as they are near."""
    low = reading.text.rfind("\n\n", 0, reading.sentence.start)
    return Span(max(0, low, reading.sentence.start - FARTHEST_LEFT), trigger.start())


PLURAL = late(r"(?:\p{Ll}+\s+|OSCE\S*\s+|ODIHR\s+){0,4}?missions\b")
"""Missions that a person has led in general: 'led observation missions in three countries'."""
INVERSION = late(rf"[^.;:,]{{0,40}}?{leaders.INVERTED.pattern}", regex.VERBOSE)


def _before_person(reading: Reading, what: Place) -> Place:
    """What is led ends where another person is named."""
    other = reading.right_of(what.start)
    return Span(what.start, min(what.end, other.span.start)) if other else what


def _she(reading: Reading, trigger: regex.Match[str], what: Place) -> Lead | None:
    """'She heads a team of 13 experts': the last person named before, in the same paragraph."""
    text, sentence = reading.text, reading.sentence
    if SHE.fullmatch(text, sentence.start, trigger.start()) is None or reading.left_of(trigger.start()) is not None:
        return None
    low = text.rfind("\n\n", 0, sentence.start) + 1
    before = list(within(reading.found.people, Span(low, sentence.start))) if low < sentence.start else []
    lead = _told(reading, before[-1], what, first=True) if before else None
    return replace(lead, at=Span(*trigger.span("does"))) if lead else None


SELF = behind(r"\bI\s+(?:\p{Ll}+\s+)?")
SAID = late(r"[^.;]{0,60}?[,”\"’]\s*(?:said|says|told\s+\p{L}+|explained|explains|added)\s+(?:\p{L}+\s+){0,4}")
TOLD_US = late(r"[^.;]{0,60}?[,”\"’]\s*")
SAYS = late(r"\s+(?:said|says|told|explained|explains|added)\b")


def _speaking(reading: Reading, what: Place) -> Lead | None:
    """'“I lead a mission of 32 people,” said X': who speaks is named behind the words."""
    text = reading.text
    noun = led.first_noun(text, what)
    person = reading.right_of(what.start)
    if noun is None or person is None or noun.end() > person.span.start:
        return None
    is_said = SAID.fullmatch(text, noun.end(), person.span.start) is not None
    says = TOLD_US.fullmatch(text, noun.end(), person.span.start) and SAYS.match(text, person.span.end)
    return _told(reading, person, Span(what.start, noun.end()), first=True) if is_said or says else None


def _whose(reading: Reading, trigger: regex.Match[str]) -> Lead | None:
    """'PACE, whose delegation X led'."""
    text, sentence = reading.text, reading.sentence
    person = reading.left_of(trigger.start())
    if person is None or leaders.SUBJECT.fullmatch(text, person.span.end, trigger.start()) is None:
        return None
    if WHICH.search(text, sentence.start, person.span.start):
        return _told(reading, person, Span(sentence.start, person.span.start), first=False)
    own = led.WHOSE.search(text, sentence.start, person.span.start)
    body = led.body_before(text, sentence, own.start()) if own else None
    return _lead(reading, person, "delegation", sentence, body) if body else None


def _that_of(reading: Reading, trigger: regex.Match[str]) -> Lead | None:
    """'X led the delegation of PACE, and Y that of the EP', 'and that of the EP by Y'."""
    blank = BLANK.match(reading.text, trigger.end())
    body = whose.at(reading.text, blank.end()) if blank else None
    if body is None:
        return None
    by = reading.right_of(body.end)
    if by is not None and THAT_BY.fullmatch(reading.text, body.end, by.span.start):
        return _lead(reading, by, "delegation", None, body)
    person = reading.left_of(trigger.start())
    if (
        person is None
        or regex.fullmatch(rf"{leaders.ASIDE}*\s+", reading.text[person.span.end : trigger.start()], regex.VERBOSE)
        is None
    ):
        return None
    return _lead(reading, person, "delegation", None, body)


AND_THE = behind(r"\band\s+(?:to\s+)?(?:the|its)\s+")
BLANK = late(r"\s*")
THAT_BY = late(rf"\)?\s+(?:(?:was|is|will\s+be)\s+)?(?:(?:headed|led)\s+)?by\s+{leaders.DESCRIBED}", regex.VERBOSE)


def _in_office(reading: Reading, trigger: regex.Match[str]) -> Lead | None:
    """'X, head of the mission', 'its head is X', 'the Head of Mission, Ambassador X', 'X was appointed Chief Observer'."""
    text = reading.text
    if leaders.DEPUTY.search(text, reading.sentence.start, trigger.start()):
        return None
    if OF_ANOTHER.search(text, reading.sentence.start, trigger.start()) and trigger.group()[:3].lower() in (
        "its",
        "the",
    ):
        return None
    if trigger.group().startswith("Its") and _is_of_an_office(reading, trigger):
        return None
    what, end = _office_of(reading, trigger)
    right, left = reading.right_of(end), reading.left_of(trigger.start())
    named = right is not None and leaders.IS_NAMED.fullmatch(text, end, right.span.start) is not None
    held = left is not None and (
        leaders.HOLDER.fullmatch(text, left.span.end, trigger.start()) is not None
        or trigger.start() - left.span.end < 2
        and leaders.ALREADY_APPOINTED.search(text, reading.sentence.start, left.span.start) is not None
    )
    apposed = held and text[end : right.span.start].lstrip()[:1] == "," if right is not None else False
    if apposed and AND_THE.search(text, reading.sentence.start, trigger.start()):
        apposed = False  # 'X, and the head of the delegation, Y'
    if named and right is not None and not apposed:
        return _holding(reading, trigger, right, what)
    return _holding(reading, trigger, left, what) if held and left is not None else None


def _office_of(reading: Reading, trigger: regex.Match[str]) -> tuple[Place | None, int]:
    """What the office heads, where the words say it, and where its name ends."""
    text = reading.text
    if not trigger["of"]:
        behind_it = OF_MISSION.match(text, trigger.end())
        if behind_it is None:
            return None, trigger.end()
        start = behind_it.end()
    else:
        start = trigger.end()
    limit = min(reading.sentence.end, start + FARTHEST_RIGHT)
    stop = STOPS.search(text, start, limit)
    noun = led.first_noun(text, Span(start, stop.start() if stop else limit))
    if noun is None:
        return Span(start, stop.start() if stop else limit), start
    tail = TAIL.match(text, noun.end(), reading.sentence.end)
    following = reading.right_of(noun.end())
    end = noun.end() + len(tail.group().rstrip()) if tail else noun.end()
    if following is not None and following.span.start < end:
        end = following.span.start
    return Span(start, max(end, noun.end())), end


def _is_of_an_office(reading: Reading, trigger: regex.Match[str]) -> bool:
    """True for 'Its head' at a sentence's beginning, behind one that speaks of an office or a commission and of no mission."""
    text, start = reading.text, reading.sentence.start
    if trigger.start() != start:
        return False
    low = max(0, text.rfind("\n\n", 0, start), text.rfind(". ", 0, max(0, start - 2)) + 1)
    kinds = [noun.lastgroup for noun in led.nouns(text, Span(low, start))]
    return bool(kinds) and set(kinds) == {"other"}


WHICH = behind(r"\b(?:that|which|whom)\s+")
"""'the mission that X has directed since May'."""
OF_ANOTHER = behind(
    r"\b(?:OSCE\s+(?:Office|Presence|Centre|Mission)|Ministry|Commission|Department|Office\s+(?:in|of)|Embassy)\b[^.;,]{0,60}\band\s+"
)
"""'the OSCE Office in Tajikistan and its Head': not the mission's."""
STOPS = late(r"[;:,]|\.(?=\s|\Z)|\b(?:who|which|whose|said|told|met|and\s+(?:by|was|is|the\s+head))\b")
OF_MISSION = late(r"\s+(?:of|for)\s+(?:the\s+)?")
TAIL = late(
    r"""
    (?: \s* \( [^()]{1,40} \) )?
    (?: \s+ (?: to | in | for | of | from | at ) \s+ (?: (?: the | an? | this | its ) \s+ )?
        (?: (?: \d{1,2} \s+ )?
            (?: \p{Lu}[\p{L}’'/-]* | \d{4} | early | presidential | parliamentary | general | local | municipal | snap | national | elections? | referendum
              | second | first | round | and )
            (?: \s+ | (?= [,;:.(] ) ) ){1,8}
    )*
    """,
    regex.VERBOSE,
)


def _holding(reading: Reading, trigger: regex.Match[str], person: PersonMention, what: Place | None) -> Lead | None:
    if trigger["joint"]:
        return _lead(reading, person, "joint", what, None)
    if trigger["of"] and what is not None:
        return _told(reading, person, what, first=True)
    if "elegation" in trigger.group():
        return _told(reading, person, Span(reading.sentence.start, trigger.end()), first=False)
    return _lead(reading, person, "mission", what, None)


def _of_a_list(reading: Reading) -> Iterator[Lead]:
    """'The delegations were led as follows: PACE: X', a line for each body."""
    text, start = reading.text, reading.sentence.start
    for person in reading.persons:
        low = max(reading.sentence.start, person.span.start - FARTHEST_RIGHT)
        starts = [low, *(stop.end() for stop in LINE_STARTS.finditer(text, low, person.span.start))]
        line = next((m for at in reversed(starts) if (m := LINE.fullmatch(text, at, person.span.start))), None)
        if line is None or LIST_HEAD.search(text, max(0, start - 500), line.start()) is None:
            continue
        body = whose.at(text, line.start("body"))
        if body is None:
            continue
        if body.short in bodies.ASSEMBLIES:
            yield _lead(reading, person, "delegation", None, body)
        else:
            yield _lead(reading, person, "mission", Span(line.start(), person.span.start), None)


LINE_STARTS = late(r"[;,:\n]\s*(?:and\s+)?")


def _gapped_by(reading: Reading) -> Iterator[Lead]:
    """'The delegation was headed by X, and the ODIHR mission by Y': what is led, and by whom, without the verb."""
    text = reading.text
    for person in reading.persons:
        match = GAPPED_BY.search(text, reading.sentence.start, person.span.start)
        if match is None or not LED_BEFORE.search(text, reading.sentence.start, match.start()):
            continue
        what: Place = Span(*match.span("what"))
        body = whose.last(text, what)
        if body is not None and body.short in bodies.ASSEMBLIES and led.first_noun(text, what) is None:
            yield _lead(reading, person, "delegation", None, body)
        elif (lead := _told(reading, person, what, first=False)) is not None:
            yield lead


GAPPED_BY = late(
    rf"(?:,\s+(?:and\s+)?|\band\s+)(?P<what>(?:(?:the|its)\s+|(?=\p{{Lu}}))[^,;.]{{2,90}}?)\s+by\s+{leaders.DESCRIBED}\Z",
    regex.VERBOSE,
)
LED_BEFORE = late(r"\b(?:headed|led|chaired|directed)\s+by\b")


def _gapped(reading: Reading) -> Iterator[Lead]:
    """'X led the OSCE PA, Y the PACE and Z the EP delegation': who leads what without the verb."""
    for person in reading.persons:
        match = GAPPED.match(reading.text, person.span.end, reading.sentence.end)
        body = whose.at(reading.text, match.end()) if match else None
        if body is not None and body.short in bodies.ASSEMBLIES:
            yield _lead(reading, person, "delegation", None, body)


GAPPED = late(
    rf"{leaders.ASIDE}*\s+(?:that\s+of\s+)?the\s+(?:delegations?\s+(?:of|from)\s+(?:the\s+)?)?", regex.VERBOSE
)
LED_BODY = late(rf"(?:the\s+)?(?P<body>{bodies.pattern().pattern})\s*\Z")


def _with_a_team(reading: Reading) -> Iterator[Lead]:
    """'Ambassador X’s mission', 'Ms X and her delegation'."""
    text = reading.text
    for person in reading.persons:
        team = OWN_TEAM.match(text, person.span.end, reading.sentence.end)
        if team is not None:
            lead = _told(reading, person, Span(*team.span("what")), first=True)
            if lead is not None:
                yield lead


def _reporting(reading: Reading) -> Iterator[Lead]:
    """'Rapporteur: X' of an ad hoc committee of PACE: who reports on its observation has led it."""
    text, sentence = reading.text, reading.sentence
    if "apporteur" not in sentence.cut(text):
        return
    for person in reading.persons:
        if RAPPORTEUR.search(text, sentence.start, person.span.start) is None:
            continue
        near = Span(max(0, sentence.start - FAR), min(len(text), sentence.end + FAR))
        named = (body for body in whose.within(text, near) if body.short == "PACE")
        if AD_HOC.search(text, *near) and (body := next(named, None)) is not None:
            yield _lead(reading, person, "delegation", None, body)


RAPPORTEUR = behind(r"\bRapporteur\s*:\s*(?:\p{Lu}\p{Ll}{0,4}\.?\s+)?")
AD_HOC = late(r"\b[Aa]d\s+hoc\s+[Cc]ommittee\b.*\b[Oo]bserv|\b[Oo]bserv.*\b[Aa]d\s+hoc\s+[Cc]ommittee\b", regex.DOTALL)
FAR = 500
"""How near the name of the committee stands, in a report's head."""


def _names_led_before(reading: Reading, trigger: regex.Match[str]) -> bool:
    """True where the sentence, or the one before it, names what 'it' is."""
    text = reading.text
    low = max(0, text.rfind("\n\n", 0, reading.sentence.start), reading.sentence.start - FARTHEST_LEFT)
    return led.kind_before(text, Span(low, trigger.start())) == "mission"


def _told(reading: Reading, person: PersonMention, what: Place, *, first: bool) -> Lead | None:
    """What a noun phrase says is led: by its first noun behind 'Head of', by its last one before 'headed by'."""
    text = reading.text
    nouns = list(led.nouns(text, what))
    if not nouns:
        return None if first else _pronoun(reading, person, what)
    noun = nouns[0] if first else nouns[-1]
    kind = noun.lastgroup
    if kind == "other":
        return None
    if kind == "delegation":
        if led.STANDING.match(text, noun.end()):
            return None
        return _lead(reading, person, "delegation", what, led.body_of(text, what, first=first))
    own = led.WHOSE.search(text, what.start, noun.start()) if kind == "mission" and not first else None
    body = led.body_before(text, what, own.start()) if own else None
    if body is not None:
        return _lead(reading, person, "delegation", what, body)
    return _lead(reading, person, "joint" if kind == "joint" else "mission", what, None)


def _pronoun(reading: Reading, person: PersonMention, what: Place) -> Lead | None:
    """'It was headed by …', 'which is led by …': the mission that the text speaks of; a name that leads is none."""
    words = what.cut(reading.text)
    if SUBJECT_IT.fullmatch(words):
        return _lead(reading, person, "mission", None, None)
    if led.BODY.search(words) or IT_FIRST.match(words) or "opened" in words or "ground" in words:
        return _lead(reading, person, "mission", what, None)
    return None


def _beside(text: str, reading: Reading, person: PersonMention) -> whose.Body | None:
    """The parliament that stands beside a name in a list of heads: 'X (PACE)', 'Y for the European Parliament'."""
    beside = BODY_BESIDE.match(text, person.span.end, reading.sentence.end)
    if beside is None or bodies.short(beside["body"]) not in bodies.ASSEMBLIES:
        return None
    return whose.at(text, beside.start("body"))


def _lead(
    reading: Reading, person: PersonMention, led_as: led.Led, what: Place | None, body: whose.Body | None
) -> Lead:
    named = naming.mission(reading.document, what) if what is not None and led_as == "mission" else None
    return Lead(_head(reading, person), person.span, led_as, body.leaf() if body else None, named)


def _in_full(found: Findings, person: PersonMention) -> PersonMention:
    """'the same Ms Marin': a bare last name stands for the full one before it."""
    name = person.name.value
    if " " in name:
        return person
    full = next((other for other in found.people if other.name.value.casefold().endswith(f" {name.casefold()}")), None)
    if full is None:
        return person
    leaf = Leaf(full.name.value, (*person.name.spans, *full.name.spans), "missions.head.in_full")
    return replace(person, name=leaf, title=person.title or full.title)


def _head(reading: Reading, person: PersonMention) -> HeadMention:
    known = _in_full(reading.found, person)
    return HeadMention(name=known.name, title=known.title, nationality=nationality.of_person(reading.text, person))
