"""What a mission observes: the kind of election, the body that is elected, and election day."""

from __future__ import annotations

import regex

from pipeline.model.document import SectionedDocument
from pipeline.model.findings import DateMention, ElectionMention, Findings, Leaf, Place
from pipeline.spans import Span
from pipeline.vocabulary import elections
from pipeline.vocabulary.patterns import any_of

KIND = "|".join(f"(?P<k{place}>(?i:{pattern}))" for place, (_, pattern) in enumerate(elections.ELECTION_KINDS))
TIMING = "|".join(f"(?P<t{place}>(?i:{pattern}))" for place, (_, pattern) in enumerate(elections.TIMING))
ELECTION = regex.compile(
    rf"""
    \b (?: (?: {TIMING} ) \s+ )? (?: (?: {KIND} ) \s+ )? (?: [Ee]lections? | ELECTIONS? | polls? )
      (?: \s+ to \s+ (?: the \s+ )? (?P<body> {any_of(elections.PARLIAMENTS)} ) \b (?: \s* \( (?P<gloss> \p{{L}}+ ) \) )? )?
    | \b (?: (?: {TIMING} ) \s+ )? (?P<referendum> (?i: (?: constitutional \s+ )? referendum ) )
    """,
    regex.VERBOSE,
)
DOCUMENT_HEAD = 3_000
DAY_BEFORE = regex.compile(r"\s+(?:of\s+)?(?:the\s+)?\Z")
DAY_AFTER = regex.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:(?:in|of)\s+(?:the\s+)?\p{Lu}[\p{L} ]+?\s*)?(?:,\s*|[–-]\s*)?(?:(?:which|that|is|are"
    r"|were|was|will|be|to|take|takes|took|place|due|then|now|originally|initially|held|scheduled|announced|called|set|planned|expected)\s+)*"
    r"(?:(?:for|on|of)\s+)?(?:\p{Lu}\p{Ll}+day,?\s+)?\Z"
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


def of_document(document: SectionedDocument, found: Findings) -> ElectionMention | None:
    """The first election that a document's title or first pages give both a kind and a day."""
    limit = min(len(document.text), DOCUMENT_HEAD)
    blocks = [section.heading for section in document.sections if section.heading.start < limit]
    for place in sorted([*blocks, *(sentence for sentence in document.sentences if sentence.start < limit)]):
        told = read(document, place, found)
        if told is not None and told.kind is not None and told.date is not None:
            return told
    return None


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
