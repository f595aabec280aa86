"""What a mission observes: the kind of election, the body that is elected, and election day."""

from __future__ import annotations

import regex

from pipeline.model.document import SectionedDocument
from pipeline.model.findings import DateMention, ElectionMention, Findings, Leaf, Place
from pipeline.spans import Span
from pipeline.vocabulary import elections
from pipeline.vocabulary.patterns import any_of

KIND = "|".join(f"(?P<k{place}>{pattern})" for place, (_, pattern) in enumerate(elections.ELECTION_KINDS))
TIMING = "|".join(f"(?P<t{place}>{pattern})" for place, (_, pattern) in enumerate(elections.TIMING))
ELECTION = regex.compile(
    rf"""
    \b (?: (?: {TIMING} ) \s+ )? (?: (?: {KIND} ) \s+ )? (?: elections? | polls? )
      (?: \s+ to \s+ (?: the \s+ )? (?P<body> {any_of(elections.PARLIAMENTS)} ) \b (?: \s* \( (?P<gloss> \p{{L}}+ ) \) )? )?
    | \b (?: (?: {TIMING} ) \s+ )? (?P<referendum> (?: constitutional \s+ )? referendum )
    """,
    regex.VERBOSE,
)
DAY_BEFORE = regex.compile(r"\s+(?:of\s+)?(?:the\s+)?\Z")
DAY_AFTER = regex.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:in\s+\p{Lu}[\p{L} ]+?\s+)?(?:,\s*)?(?:(?:were\s+|was\s+)?(?:held|scheduled|announced|called|set)\s+)?(?:for|on|of)\s+\Z"
)


def read(document: SectionedDocument, part: Place, found: Findings) -> ElectionMention | None:
    """The first election that a part of a sentence dates or describes; None for 'election day' and the like."""
    best: ElectionMention | None = None
    for match in ELECTION.finditer(document.text, part.start, part.end):
        day = _day(document, match, part, found)
        kind = _kind(match)
        if kind is None and day is None and not match["body"]:
            continue
        body: Leaf[str] | None = (
            Leaf(match["body"], (Span(*match.span("body")),), "missions.election.body") if match["body"] else None
        )
        date = Leaf(day.date.value, day.date.spans, "missions.election.day") if day else None
        told = ElectionMention(kind=kind, body=body, date=date)
        if date is not None and kind is not None:
            return told
        best = best or told
    return best


def day(document: SectionedDocument, part: Place, found: Findings) -> str | None:
    """The election day that a part of a sentence names, as an ISO date."""
    told = read(document, part, found)
    return told.date.value.value if told and told.date else None


def _kind(match: regex.Match[str]) -> Leaf[str] | None:
    kind = next((name for place, (name, _) in enumerate(elections.ELECTION_KINDS) if match[f"k{place}"]), None)
    if match["referendum"]:
        kind = "referendum"
    if kind is None and match["body"]:
        kind = "parliamentary"
    timing = next((name for place, (name, _) in enumerate(elections.TIMING) if match[f"t{place}"]), None)
    if kind is None:
        return None
    return Leaf(f"{timing} {kind}" if timing else kind, (Span(*match.span()),), "missions.election.kind")


def _day(document: SectionedDocument, match: regex.Match[str], part: Place, found: Findings) -> DateMention | None:
    """The date right before the election ('the 3 April early presidential election') or right behind it."""
    text = document.text
    for mention in found.dates:
        if not part.covers(mention.span) or mention.date.value.precision != "day":
            continue
        if mention.span.end <= match.start() and DAY_BEFORE.fullmatch(text, mention.span.end, match.start()):
            return mention
        if mention.span.start >= match.end() and DAY_AFTER.fullmatch(text, match.end(), mention.span.start):
            return mention
    return None
