"""Which mission a sentence speaks of: its type and organisation, and whether the sentence opens it, asks for it or denies it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Leaf, Place
from pipeline.spans import Span
from pipeline.vocabulary import bodies, elections
from pipeline.vocabulary.patterns import behind

TYPE = regex.compile(
    r"(?<![\p{L}-])(?:"
    + "|".join(f"(?P<t{place}>{pattern})" for place, (_, pattern) in enumerate(elections.MISSIONS))
    + r")(?![\p{L}-])"
)
SIGNS = (
    "ission", "MISSION", "EOM", "EAM", "EET", "NAM", "ROM", "eam", "elegation", "bserver", "LTO", "STO", "xpert", "nalyst", "headed", "led ", "leadership",
)  # fmt: skip
"""Pieces of the words that name missions, observers and heads; plain pieces are found faster than any pattern."""

OPENS = regex.compile(
    r"\b(?:deployed|deploys|sent|established|opened|opens|launched|began|started|fielded|commenced|set\s+up|formed|visited)\b"
)
INDEFINITE = regex.compile(
    r"\b(?:an?|another)\s+(?:(?:OSCE/ODIHR|OSCE|ODIHR|joint|full-scale|long-term)\s+){0,3}\Z", regex.IGNORECASE
)
PLAIN_MISSION = regex.compile(r"\b(?P<body>OSCE/ODIHR|ODIHR)\s+(?:election\s+)?mission\b", regex.IGNORECASE)
ADVISES = regex.compile(
    r"\b(?:[Rr]ecommend\w*|[Rr]equest\w*|[Aa]dvis\w+|call\w*\s+for|ask\w*\s+for|[Aa]head\s+of\s+(?:an?|the)|instead\s+of)\b"
)
DENIED = regex.compile(
    r"""
    \b (?: may | might | could | would ) \s+ (?: also \s+ )? (?: deploy | send | establish | have ) \b
    | \b [Ii]f \s+ (?: invited | requested ) \b | \b should \s+ (?: there \s+ be | an? \s )
    | \b [Nn]o \s+ (?: [\p{L}-]+ \s+ ){0,2} (?: observers? | missions? ) \b
    | \b (?: did | will | does ) \s+ not \s+ (?: deploy | send | observe ) \b
    """,
    regex.VERBOSE,
)
BARE_MENTION = regex.compile(
    r"(?:’s)?\s+(?:[Ff]inal\s+|[Ii]nterim\s+)?(?:[Rr]eports?|[Mm]ethodology|[Hh]andbook|recommendations|findings)\b"
)
PREVIOUS = behind(
    r"\b(?:previous|past|earlier|former|future|any|all)\s+(?:(?:OSCE/ODIHR|ODIHR|OSCE)\s+)?", ignore_case=True
)
OTHER_SENSE = behind(r"-of-\p{L}+\s*\(|\bthe\s+mission\s+of\s+the\s+")
PAUSE = regex.compile(r"[,;]")
NEAR = 60
FAR = 2_000
CLAUSE_END = regex.compile(r"[;.]|,\s+(?:but|while|whereas)\b")


@dataclass(frozen=True, slots=True)
class Named:
    """A mission as a sentence names it. `opens` where the sentence says that one was sent or set up."""

    type: Leaf[str]
    organisation: Leaf[str] | None
    indefinite: bool
    opens: bool


def speaks_of_missions(text: str) -> bool:
    return any(sign in text for sign in SIGNS)


def may_speak_of_one(text: str, sentence: Place) -> bool:
    """False for a sentence without any of the words that name a mission, its observers or its head."""
    words = sentence.cut(text)
    return any(sign in words for sign in SIGNS)


def parts(document: SectionedDocument, sentence: Place) -> Iterator[Place]:
    """A sentence, cut where it opens a second mission: 'an EAM to Latvia, …, and an EAM to Estonia'."""
    starts = [sentence.start]
    seen = False
    for match in TYPE.finditer(document.text, sentence.start, sentence.end):
        article = INDEFINITE.search(document.text, sentence.start, match.start())
        if article is not None and seen:
            starts.append(article.start())
        seen = True
    for start, end in zip(starts, [*starts[1:], sentence.end], strict=True):
        yield Span(start, end)


def denied(text: str, part: Place, at: int | None = None) -> bool:
    """True where the clause around `at` (or the whole part) says that nobody was sent, or only might be."""
    start, end = part
    if at is not None:
        ends = [match.end() for match in CLAUSE_END.finditer(text, part.start, at)]
        start = ends[-1] if ends else part.start
        stop = CLAUSE_END.search(text, at, part.end)
        end = stop.start() if stop else part.end
    return DENIED.search(text, start, end) is not None


def mission(document: SectionedDocument, part: Place) -> Named | None:
    """The mission that a part of a sentence is about; None for one that is only advised, reported on or denied."""
    text = document.text
    for match in TYPE.finditer(text, part.start, part.end):
        kind = type_of(match)
        if BARE_MENTION.match(text, match.end()):
            continue
        if PREVIOUS.search(text, part.start, match.start()) or OTHER_SENSE.search(text, part.start, match.start()):
            continue
        advised = ADVISES.search(text, part.start, match.start())
        if advised is not None and kind != "NAM" and advised.group().lower()[:5] != "ahead":
            continue
        if denied(text, part, match.start()):
            continue
        indefinite = INDEFINITE.search(text, part.start, match.start()) is not None
        return Named(
            type=Leaf(kind, (Span(*match.span()),), "missions.type"),
            organisation=_organisation(text, part, match, kind),
            indefinite=indefinite,
            opens=indefinite and OPENS.search(text, part.start, part.end) is not None,
        )
    return None


def type_of(match: regex.Match[str]) -> str:
    """The type whose pattern a match of `TYPE` is."""
    return next(kind for place, (kind, _) in enumerate(elections.MISSIONS) if match[f"t{place}"])


def plain(document: SectionedDocument, part: Place) -> Named | None:
    """'The OSCE/ODIHR mission to Serbia is headed by …': a mission whose type a later sentence may tell."""
    text = document.text
    match = PLAIN_MISSION.search(text, part.start, part.end)
    if match is None:
        return None
    later = TYPE.search(text, part.end, min(len(text), part.end + 300))
    kind = type_of(later) if later else "other"
    body: Leaf[str] = Leaf("OSCE/ODIHR", (Span(*match.span("body")),), "missions.organisation")
    return Named(
        Leaf(kind, (Span(*(later or match).span()),), "missions.type.later" if later else "missions.type.plain"),
        body,
        False,
        False,
    )


def _organisation(text: str, part: Place, match: regex.Match[str], kind: str) -> Leaf[str] | None:
    """The body right before the mission's name; else the first that the sentence names, or the last one named before.

    A joint mission belongs to all its bodies, so only a name that stands right before it counts.
    """
    pattern = bodies.pattern()
    near = list(pattern.finditer(text, max(part.start, match.start() - NEAR), match.start()))
    if near and PAUSE.search(text, near[-1].end(), match.start()) is None:
        return _body(near[-1])
    if kind == "IEOM":
        return None
    inside = [
        found
        for found in pattern.finditer(text, part.start, part.end)
        if bodies.short(found.group()) not in bodies.ASSEMBLIES
    ]
    if inside:
        return _body(inside[0])
    before = [
        found
        for found in pattern.finditer(text, max(0, part.start - FAR), part.start)
        if bodies.short(found.group()) == "OSCE/ODIHR"
    ]
    return _body(before[-1]) if before else None


def _body(found: regex.Match[str]) -> Leaf[str]:
    return Leaf(bodies.short(found.group()), (Span(*found.span()),), "missions.organisation")


def is_about_delegation(text: str, sentence: Place) -> bool:
    """True where a sentence opens with a parliament's delegation: its members are that delegation's own."""
    return ABOUT_DELEGATION.match(text, sentence.start, sentence.end) is not None


ABOUT_DELEGATION = regex.compile(
    r"(?:The\s+|A\s+|Its\s+)?(?:[\p{Lu}/]+\s+){0,2}(?:(?:Parliamentary\s+Assembly|European\s+Parliament)\s+)?[Dd]elegation\b"
)
