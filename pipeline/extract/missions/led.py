"""What is led: the nouns that name a mission, a joint mission or a delegation, and those of whatever else has a head."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import regex

from pipeline.extract.missions import whose
from pipeline.model.findings import Place
from pipeline.spans import Span
from pipeline.vocabulary import bodies
from pipeline.vocabulary.patterns import behind, late

Led = Literal["mission", "joint", "delegation"]

NOUN = late(
    r"""
    (?<! [\p{L}-] ) (?:
      (?P<delegation> [Dd]elegations?
        | [Aa]d \s+ hoc \s+ committees? | pre-elect(?: ion | oral ) \s+ (?: visit | mission )
        | (?<= \b that \s ) of (?= \s ) | [Pp]arliamentarians | lawmakers | MPs )
    | (?P<joint> short-term \s+ (?: OSCE \s+ )? (?: election \s+ )? (?: observer | observation ) \s+ mission
        | (?: short-term \s+ OSCE | OSCE (?: [’']s )? \s+ short-term ) \s+ observ\p{L}+
        | (?: I | i ) nternational \s+ (?: E | e ) lection \s+ (?: O | o ) bservation \s+ (?: M | m ) ission | IEOM
            | joint \s+ (?: election \s+ )? observ\p{L}+ (?: \s+ (?: mission | effort | team ) )?
        | short-term \s+ (?: election \s+ )? observers \s+ (?: deployed \s+ )? (?: by \s+ | from \s+ ) the \s+ OSCE )
    | (?P<other> OSCE \s+ Mission (?= \s+ (?: to | in ) ) | Permanent \s+ (?: Mission | Representative | Delegation ) | Embassy
        | (?: OSCE \s+ )? (?: Presence | Centre | (?: Programme \s+ | Project \s+ | Field \s+ )? Offices? ) (?= \s+ (?: in | to | at ) \s )
        | [Pp]art(?: y | ies ) | [Cc]oalition | [Bb]loc | [Gg]overnment | [Cc]abinet | [Ww]orking \s+ [Gg]roup
            | [Dd]epartments? | [Ii]nstitutes? | [Cc]ommittees? | [Cc]ommissions? | [Cc]ourts?
        | [Mm]inistry | [Aa]gency | [Uu]nit | [Ss]ection | [Bb]ureau | [Cc]ouncil | [Ff]oundation | [Uu]nion | [Mm]ovement
            | [Aa]lliance | [Ll]ist | [Ww]orkshop | [Tt]raining s? | [Rr]ound \s+ table | [Ss]ession | [Dd]ivision | [Mm]eeting | [Dd]iscussion
        | [Hh]ub | [Ff]aculty | [Cc]hair | [Pp]anel | [Bb]oard | [Aa]ssociation | (?<! parliamentary \s ) [Gg]roup | UPR
            | [Cc]ampaign | [Nn]etwork | Presence | [Cc]entre | [Oo]ffice | [Hh]eadquarters | [Ee]lection \s+ [Cc]ommission )
    | (?P<mission> [Mm]issions? | MISSION | L?EOMs? | EAMs? | EETs? | ROMs? | NAMs? | SEAMs? | SEOMs? | SMM | OM
        | [Oo]bservers? | LTOs | STOs | (?<= \d \s ) experts
        | (?<! \b (?: campaign | legal | police | medical | training | defence | research | monitoring | his | her ) \s ) [Tt]eam )
    ) (?! [\p{L}-] )
    """,
    regex.VERBOSE,
)
STANDING = late(
    r"\s+to\s+(?:the\s+)?(?:OSCE\b(?!\s+PA)|OSCE\s+(?:PA|Parliamentary\s+Assembly)|PACE|Parliamentary\s+Assembly|NATO\s+PA)"
)
"""Behind 'delegation': it is a parliament's standing one to an assembly, and observes nothing."""


def first_noun(text: str, what: Place) -> regex.Match[str] | None:
    return next(nouns(text, what), None)


def nouns(text: str, what: Place) -> Iterator[regex.Match[str]]:
    """The nouns of a passage that say what is led; those in the name of a body are none."""
    for noun in NOUN.finditer(text, what.start, what.end):
        if not (noun["other"] and _is_in_a_name(text, what, noun.start())):
            yield noun


def _is_in_a_name(text: str, what: Place, place: int) -> bool:
    return any(name.start() <= place < name.end() for name in BODY.finditer(text, what.start, what.end))


BODY = late(
    rf"{bodies.pattern().pattern}|Council\s+of\s+Europe|European\s+(?:Union|Parliament)|Parliamentary\s+Assembly"
)


def kind_before(text: str, what: Place) -> str | None:
    named = list(nouns(text, what))
    return named[-1].lastgroup if named else None


def names_led(text: str, what: Place) -> bool:
    return kind_before(text, what) in ("mission", "joint", "delegation")


def body_before(text: str, what: Place, at: int) -> whose.Body | None:
    """The parliament that 'whose delegation' speaks of: the last one named before, right there."""
    named = whose.last(text, Span(what.start, at))
    if named is None or named.short not in bodies.ASSEMBLIES:
        return None
    return named if regex.fullmatch(r"\)?,?\s*", text[named.end : at]) else None


WHOSE = behind(r"\bwhose\s+(?:[\p{Ll}-]+\s+)?(?:delegation\s*|observers?\s*)?(?:\([^()]*\)\s*)?")


def body_of(text: str, what: Place, *, first: bool) -> whose.Body | None:
    """Whose delegation: behind 'Head of' the first parliament named, before 'headed by' the last one."""
    named = [body for body in whose.within(text, what) if body.short in bodies.ASSEMBLIES]
    if named:
        return named[0] if first else named[-1]
    if not DELEGATION_ALONE.search(text, max(0, what.start - 12), what.end):
        return None
    return _assembly_before(text, what.start)


DELEGATION_ALONE = late(
    r"(?:\b(?:the|its|this|a|an|own|Assembly[’']s|[\d\p{Ll}]+-(?:member|strong|person))\s+)(?:parliamentary\s+)?(?:[Dd]elegation|[Aa]d\s+hoc\s+[Cc]ommittee|pre-electoral\s+visit)\b(?!\s+(?:of|from|to)\b)"
)
OBSERVING = late(r"\s*\)?(?:[’']s?)?\s+(?:\p{Ll}+\s+){0,2}?(?:delegation|observers|parliamentarians)")


def _assembly_before(text: str, at: int) -> whose.Body | None:
    """The one parliament whose delegation or observers the text before speaks of."""
    named = {
        body.short: body
        for body in whose.within(text, Span(0, at))
        if body.short in bodies.ASSEMBLIES
        and (OBSERVING.match(text, body.end) or OBSERVERS_OF.search(text, max(0, body.start - 60), body.start))
    }
    return next(iter(named.values())) if len(named) == 1 else None


OBSERVERS_OF = behind(
    r"\b(?:delegation|observers|parliamentarians)\s+(?:of|from)\s+(?:the\s+)?(?:Parliamentary\s+Assembly\s+\()?"
)
