"""Who leads what: the persons of a sentence whom it puts at the head of a mission, a joint mission or a delegation.

    'Ms. Inês Faria led the delegation of PACE, and Mr. Ole Lund that of the EP' -> two heads of delegations

The words of leading stand before the name ('headed by', 'Head of Mission') or behind it ('will lead', ', Head of the …');
what is led stands beside them, or is the noun before 'headed by'. The nearest noun decides: the head of an office, a
department or a party that the sentence also names is no head of a mission.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import regex

from pipeline.extract.extractor import within
from pipeline.extract.missions import naming
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Findings, HeadMention, Leaf, PersonMention, Place
from pipeline.spans import Span
from pipeline.vocabulary import bodies, countries, leaders
from pipeline.vocabulary.patterns import behind

Led = Literal["mission", "joint", "delegation"]

NOUN = regex.compile(
    r"""
    (?<! [\p{L}-] ) (?:
      (?P<delegation> [Dd]elegations? | (?<= \b that \s ) of (?= \s ) )
    | (?P<joint> short-term \s+ (?: OSCE \s+ )? (?: election \s+ )? (?: observer | observation ) \s+ mission | (?: short-term \s+ OSCE | OSCE \s+ short-term ) \s+ observ\p{L}+
        | (?: I | i ) nternational \s+ (?: E | e ) lection \s+ (?: O | o ) bservation \s+ (?: M | m ) ission | IEOM
            | joint \s+ (?: election \s+ )? observ\p{L}+ (?: \s+ (?: mission | effort | team ) )?
        | short-term \s+ (?: election \s+ )? observers \s+ (?: deployed \s+ )? (?: by \s+ | from \s+ ) the \s+ OSCE )
    | (?P<other> OSCE \s+ Mission (?= \s+ (?: to | in ) ) | Permanent \s+ (?: Mission | Representative | Delegation ) | Embassy
        | (?: OSCE \s+ )? (?: Presence | Centre | (?: Programme \s+ | Project \s+ | Field \s+ )? Offices? ) (?= \s+ (?: in | to | at ) \s )
        | [Pp]art(?: y | ies ) | [Cc]oalition | [Bb]loc | [Gg]overnment | [Cc]abinet | [Ww]orking \s+ [Gg]roup
            | [Dd]epartments? | [Ii]nstitutes? | [Cc]ommittees? | [Cc]ommissions? | [Cc]ourts?
        | [Mm]inistry | [Aa]gency | [Uu]nit | [Ss]ection | [Bb]ureau | [Cc]ouncil | [Ff]oundation | [Uu]nion | [Mm]ovement
            | [Aa]lliance | [Ll]ist | [Ww]orkshop | [Tt]raining s? | [Rr]ound \s+ table
        | [Hh]ub | [Ff]aculty | [Cc]hair | [Pp]anel | [Bb]oard | [Aa]ssociation | (?<! parliamentary \s ) [Gg]roup | UPR
            | [Cc]ampaign | [Nn]etwork | Presence | [Cc]entre | [Oo]ffice )
    | (?P<mission> [Mm]issions? | MISSION | L?EOMs? | EAMs? | EETs? | ROMs? | NAMs? | SEAMs? | SEOMs? | SMM | OM
        | [Oo]bservers? | (?: [Ee]xpert \s+ | [Cc]ore \s+ | [Oo]bservation \s+ )? [Tt]eam )
    ) (?! [\p{L}-] )
    """,
    regex.VERBOSE,
)
JOINTLY = regex.compile(r"Special\s+Co-?ordinator", regex.IGNORECASE)
DOING_BEFORE = regex.compile(r"\b(?:headed|led)\s+(?:jointly\s+)?by\b")
ADDED = regex.compile(r"(?:\band\s+|,\s+)(?:(?:the|a|that|those)\s+)?(?:[^.;,]{0,60}?\s)?\Z")
FIELD_HEAD = regex.compile(r"\b(?:Deputy|deputy)\s+\Z")
NATIONALITY = regex.compile(
    r"\s*\((?P<in>(?:the\s+)?\p{Lu}[\p{L} ]{2,40})[,;)]"
    r"|\s+of\s+(?:the\s+)?(?P<of>\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+){0,3})|\s*,\s+an?\s+(?:former\s+|retired\s+|senior\s+)?(?P<is>\p{Lu}\p{L}+)\s"
)
NATION_BEFORE = regex.compile(r"\b(?P<nation>\p{Lu}\p{Ll}+)\s+(?:\p{Ll}+,?\s+|Foreign\s+Minister\s+|MP\s+){0,3}\Z")
TITLE_BEFORE_NATION = 60
LONGEST_BEFORE = 170


@dataclass(frozen=True, slots=True)
class Lead:
    """A person at the head of something; `body` is whose delegation it is, `named` the mission where the words name one."""

    head: HeadMention
    at: Place
    led: Led
    body: Leaf[str] | None
    named: naming.Named | None


def read(document: SectionedDocument, sentence: Place, found: Findings) -> Iterator[Lead]:
    """Yield the heads that a sentence names, in order of place."""
    for person in within(found.people, sentence):
        lead = _behind(document, sentence, found, person) or _before(document, sentence, found, person)
        if lead is not None:
            yield lead


def _behind(document: SectionedDocument, sentence: Place, found: Findings, person: PersonMention) -> Lead | None:
    """A verb of leading or an office behind the name."""
    text = document.text
    match = leaders.BEHIND.match(text, person.span.end, sentence.end)
    if match is None:
        return None
    what: Place | None = Span(*match.span("what")) if match["what"] else None
    if match["whose"]:
        whose = WHOSE.search(text, sentence.start, person.span.start)
        body = _body_before(text, sentence, whose.start()) if whose else None
        return _lead(document, found, person, "delegation", sentence, body) if body else None
    if match["ellipsis"]:
        body = bodies.pattern().match(text, match.start("what"))
        return _lead(document, found, person, "delegation", None, body) if body else None
    if match["charge"]:
        return _told(document, found, person, Span(sentence.start, person.span.start), first=False)
    if match["office"] is not None and JOINTLY.search(match["office"]):
        return _lead(document, found, person, "joint", what, None)
    if what is None:
        return _lead(document, found, person, "mission", None, None)
    return _told(document, found, person, what, first=True)


def _before(document: SectionedDocument, sentence: Place, found: Findings, person: PersonMention) -> Lead | None:
    """Words of leading before the name."""
    text, start = document.text, person.span.start
    match = leaders.before().search(text, max(sentence.start, start - LONGEST_BEFORE), start)
    if match is None:
        return None
    if match["what"]:
        return _told(document, found, person, Span(*match.span("what")), first=True)
    if match["mission"]:
        return _lead(document, found, person, "joint" if JOINTLY.match(match["mission"]) else "mission", None, None)
    if match["stands"]:
        return _lead(document, found, person, "mission", None, None)
    if match["and"] and not (
        DOING_BEFORE.search(text, sentence.start, match.start()) and ADDED.search(text, sentence.start, match.start())
    ):
        return None
    return _told(document, found, person, Span(sentence.start, match.start()), first=False)


def _told(
    document: SectionedDocument, found: Findings, person: PersonMention, what: Place, *, first: bool
) -> Lead | None:
    """What a noun phrase says is led: by its first noun behind 'Head of', by its last one before 'headed by'."""
    text = document.text
    nouns = list(NOUN.finditer(text, what.start, what.end))
    if not nouns and UNDER.match(text, what.end):
        return _lead(document, found, person, "mission", None, None)
    if not nouns:
        return None if first else _pronoun(document, found, person, what)
    noun = nouns[0] if first else nouns[-1]
    kind = noun.lastgroup
    if kind == "other":
        return None
    if kind == "delegation":
        return _lead(document, found, person, "delegation", what, _body_of(text, what, first=first))
    whose = WHOSE.search(text, what.start, noun.start()) if kind == "mission" and not first else None
    body = _body_before(text, what, whose.start()) if whose else None
    if body is not None:
        return _lead(document, found, person, "delegation", what, body)
    return _lead(document, found, person, "joint" if kind == "joint" else "mission", what, None)


def _pronoun(document: SectionedDocument, found: Findings, person: PersonMention, what: Place) -> Lead | None:
    """'It was headed by …', 'which is led by …': the mission that the text speaks of; a name that leads is none."""
    if regex.fullmatch(
        r"\s*(?:(?:[Ii]t|[Tt]his|[Tt]hey|[Ww]hich|[Ii]s|[Ww]as|[Ww]ere|[Ww]ill|[Bb]e|[Hh]as|[Bb]een|[Aa]nd|[Ii]n\s+\d{4},?)\s+)*",
        what.cut(document.text),
    ):
        return _lead(document, found, person, "mission", None, None)
    if (
        bodies.pattern().search(document.text, what.start, what.end)
        or "opened" in what.cut(document.text)
        or "ground" in what.cut(document.text)
    ):
        return _lead(document, found, person, "mission", what, None)
    return None


def _body_before(text: str, what: Place, at: int) -> regex.Match[str] | None:
    """The parliament that 'whose delegation' speaks of: the last one named before, right there."""
    named = list(bodies.pattern().finditer(text, what.start, at))
    if not named or bodies.short(named[-1].group()) not in bodies.ASSEMBLIES:
        return None
    return named[-1] if regex.fullmatch(r"\)?,?\s*", text[named[-1].end() : at]) else None


UNDER = regex.compile(r"under\s+(?:the\s+)?(?:leadership|direction)\b")
WHOSE = behind(r"\bwhose\s+(?:[\p{Ll}-]+\s+)?(?:delegation\s*|observers?\s*)?(?:\([^()]*\)\s*)?")


def _body_of(text: str, what: Place, *, first: bool) -> regex.Match[str] | None:
    """Whose delegation: behind 'Head of' the first parliament named, before 'headed by' the last one."""
    named = [
        match
        for match in bodies.pattern().finditer(text, what.start, what.end)
        if bodies.short(match.group()) in bodies.ASSEMBLIES
    ]
    return (named[0] if first else named[-1]) if named else None


def _lead(
    document: SectionedDocument,
    found: Findings,
    person: PersonMention,
    led: Led,
    what: Place | None,
    body: regex.Match[str] | None,
) -> Lead:
    named = naming.mission(document, what) if what is not None and led == "mission" else None
    leaf: Leaf[str] | None = (
        Leaf(bodies.short(body.group()), (Span(*body.span()),), "missions.organisation") if body else None
    )
    return Lead(head_of(document.text, _in_full(found, person)), person.span, led, leaf, named)


def _in_full(found: Findings, person: PersonMention) -> PersonMention:
    """'the same Ms Marin': a bare last name stands for the full one before it."""
    name = person.name.value
    if " " in name:
        return person
    full = next((other.name for other in found.people if other.name.value.endswith(f" {name}")), None)
    if full is None:
        return person
    return replace(person, name=Leaf(full.value, (*person.name.spans, *full.spans), "missions.head.in_full"))


def head_of(text: str, person: PersonMention) -> HeadMention:
    """A person as the head of a mission, with the nationality that stands behind the name or before it."""
    nationality = None
    match = NATIONALITY.match(text, person.span.end)
    if match is not None:
        group = next(name for name in ("in", "of", "is") if match[name])
        word = match[group].removeprefix("the ")
        span: Place = Span(match.end(group) - len(word), match.end(group))
        if (group == "is" and word.lower() in countries.adjectives()) or (
            group != "is" and countries.by_name(word) is not None
        ):
            nationality = Leaf(word, (span,), "missions.head.nationality")
    if nationality is None:
        before = NATION_BEFORE.search(text, max(0, person.span.start - TITLE_BEFORE_NATION), person.span.start)
        if before is not None and before["nation"].lower() in countries.adjectives():
            nationality = Leaf(before["nation"], (Span(*before.span("nation")),), "missions.head.nationality.adjective")
    return HeadMention(name=person.name, title=person.title, nationality=nationality)
