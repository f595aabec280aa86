"""What a mission observes: the kind of election, the body that is elected, and election day."""

from __future__ import annotations

import regex

from pipeline.extract.extractor import within
from pipeline.extract.missions import earlier, polling
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import DateMention, ElectionMention, Findings, Leaf, Place
from pipeline.spans import Span
from pipeline.vocabulary import elections
from pipeline.vocabulary.patterns import any_case, any_of, behind, late
from pipeline.vocabulary.sought import Sought

KIND = "|".join(f"(?P<k{place}>(?i:{pattern}))" for place, (_, pattern) in enumerate(elections.ELECTION_KINDS))
TIMING = "|".join(f"(?P<t{place}>(?i:{pattern}))" for place, (_, pattern) in enumerate(elections.TIMING))
BODY = any_of(elections.PARLIAMENTS)
NO_VOTE = r"(?: Commissions? | Committees? | Code | Law | Act | Board | Administration | COMMISSION ) \b"
"""Behind 'General Election': the name of an office or a law."""
ELECTION = Sought(
    rf"""
    \b (?: (?: {TIMING} ) \s+ )? (?: (?: {KIND} ) \s+ )? (?: (?: [Ee]lections? | ELECTIONS? ) (?! \s+ {NO_VOTE} ) | (?: polls? | vote[sd]? | ballots? ) (?! \p{{L}} ) )
      (?: \s+ to \s+ (?: the \s+ )? (?P<body> {BODY} (?: \s+ of \s+ the \s+ {BODY} )? ) \b (?: \s* \( (?P<gloss> \p{{L}}+ ) \) )? )?
    | \b (?: (?: {TIMING} ) \s+ )? (?P<referendum> (?i: (?: constitutional \s+ )? referendums? ) (?! \p{{L}} ) )
    """,
    [
        *any_case(
            "early snap pre extraordinary repeat re rerun presidential parliamentary legislative general local municipal regional provincial"
        ),
        *any_case("constitutional referendum referendums european election elections poll polls ballot ballots"),
        *"vote votes voted".split(),
    ],
    verbose=True,
)
WORDS = ("lection", "LECTION", "poll", " vote", "ballot", "eferendum", "EFERENDUM")
"""Pieces of the words that name a vote: no other passage is looked at."""
DOCUMENT_HEAD = 3_000
HEAD_OF_TEXT = 400
IN_MONTH = late(r"\s+(?:(?:in|of)\s+(?:the\s+)?\p{Lu}[\p{L} ]+\s+)?(?:in|of)\s+")
PREVIOUS = behind(r"\b(?:previous|preceding|past|[Ll]ast)\s+(?:\p{Ll}+\s+)?")
CALLED = behind(r"\b(?:called|announced|scheduled|approved|set|fixed)\s+(?:the\s+|an?\s+|early\s+)*")
"""What was called on a day is held on another: 'Parliament had called the vote on 30 July'."""
ON = late(r"\s+on\s+\Z")
DAY_BEFORE = late(
    r"\s+(?:of\s+)?(?:the\s+)?(?:(?!(?:to|and|of|for|in|at|on|by|with|before|after|until|observe|the)\b)[\p{Ll}-]+\s+){0,3}"
)
"""Between a day and its vote: 'the 8 November mid-term congressional elections'."""
DAY_AFTER = late(
    r"\s*(?:\([^()]*\)\s*)?(?:,\s*(?:[Ff]irst|[Ss]econd)\s+[Rr]ound\s*)?(?:(?:in|of)\s+(?:the\s+)?\p{Lu}[\p{L} ]+?\s*)?(?:,\s*|[–-]\s*|\(\s*)?(?:(?:which|that|is|are"
    r"|were|was|will|be|to|take|takes|took|place|due|then|now|originally|initially|held|scheduled|announced|called|set|planned|expected|has|have|been|slated|fixed|going|again|next|foreseen)\s+)*"
    r"(?:in\s+(?:the\s+)?\p{Lu}[\p{L} ]+?\s+)?(?:(?:for|on|of)\s+)?(?:\p{Lu}\p{Ll}+day,?\s+)?\Z"
)


def read(document: SectionedDocument, part: Place, found: Findings) -> ElectionMention | None:
    """The first election that a part of a sentence dates or describes; None for 'election day' and the like."""
    best: ElectionMention | None = None
    if not any(word in part.cut(document.text) for word in WORDS):
        return None
    for match in ELECTION.finditer(document.text, part.start, part.end):
        day = _day(document, match, part, found)
        if PREVIOUS.search(document.text, part.start, match.start()):
            continue
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
    """The election of a document about one: the first that its title or first pages give a kind, with the first day given, there or apart from it."""
    limit = min(len(document.text), DOCUMENT_HEAD)
    blocks = [section.heading for section in document.sections if section.heading.start < limit]
    places = sorted([*blocks, *(sentence for sentence in document.sentences if sentence.start < limit)])
    told = [one for place in places if (one := read(document, place, found)) is not None]
    told = [one for one in told if not _is_past(one, found)]
    whole = next((one for one in told if one.kind is not None and one.date is not None), None)
    if whole is not None:
        return whole
    kind = next((one for one in told if one.kind is not None), None)
    date = next((one.date for one in told if one.date is not None), None) or polling.day_apart(document, found)
    if kind is None:
        return ElectionMention(date=date) if date is not None else None
    return ElectionMention(kind=kind.kind, body=kind.body, date=date)


def _is_past(one: ElectionMention, found: Findings) -> bool:
    """True for the day of a vote that was long past on the day that stands at the head of the document."""
    head = head_day(found)
    polled = one.date.value.value if one.date else None
    return bool(head and polled and earlier.lies_before(polled, head))


def head_day(found: Findings) -> str | None:
    """The first day among a document's first characters, as an ISO date."""
    return next(
        (
            mention.date.value.value
            for mention in found.dates
            if mention.span.start < HEAD_OF_TEXT and mention.date.value.precision == "day"
        ),
        None,
    )


ITEM = late(rf"\p{{Lu}}[\p{{L}} ]{{3,40}},\s+\d[^,.;\n]{{3,18}},\s+(?P<what>(?:(?:{TIMING})\s+)?(?:{KIND}))\s*[.:;–-]")


def begins_item(document: SectionedDocument, sentence: Place, found: Findings) -> bool:
    """True for a line that begins an item of a list of elections: 'Serbia, 21 June, parliamentary.'"""
    text = document.text
    if "," not in text[sentence.start : sentence.start + 42]:
        return False
    return ITEM.match(text, sentence.start) is not None and next(within(found.dates, sentence), None) is not None


def of_item(document: SectionedDocument, item: Place, found: Findings) -> ElectionMention | None:
    """The election that an item of a list gives by its day and kind."""
    match = ITEM.match(document.text, item.start)
    mention = next(within(found.dates, item), None)
    if match is None or mention is None:
        return None
    kind = next(name for place, (name, _) in enumerate(elections.ELECTION_KINDS) if match[f"k{place}"])
    timing = next((name for place, (name, _) in enumerate(elections.TIMING) if match[f"t{place}"]), None)
    named = Leaf(f"{timing} {kind}" if timing else kind, (Span(*match.span("what")),), "missions.election.kind.item")
    return ElectionMention(kind=named, date=Leaf(mention.date.value, mention.date.spans, "missions.election.day.item"))


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


PUT_OFF = late(
    r"[^.;]{0,40}\b(?:originally|initially|first|previously)\s+(?:called|scheduled|set|planned|foreseen|due|announced|held)\b[^.;]{0,30}\Z"
)
"""Between a vote and a day on which it was not held: 'originally called for'."""


def _day(document: SectionedDocument, match: regex.Match[str], part: Place, found: Findings) -> DateMention | None:
    """The date right before the election ('the 3 April early presidential election') or right behind it."""
    text = document.text
    called = CALLED.search(text, part.start, match.start()) is not None
    for mention in within(found.dates, part):
        if called and ON.fullmatch(text, match.end(), mention.span.start):
            continue
        if mention.date.value.precision == "month" and not IN_MONTH.fullmatch(text, match.end(), mention.span.start):
            continue
        if mention.date.value.precision == "year":
            continue
        if PUT_OFF.match(text, match.end(), mention.span.start) is not None:
            continue
        if mention.span.end <= match.start() and DAY_BEFORE.fullmatch(text, mention.span.end, match.start()):
            return mention
        if mention.span.start >= match.end() and DAY_AFTER.fullmatch(text, match.end(), mention.span.start):
            return mention
    return None
