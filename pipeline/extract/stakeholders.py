"""The list of stakeholders in a summary of their submissions: who they are, in which group, and who is behind a joint one.

OHCHR's summaries have it as the first note: an abbreviation, the organisation's name, the town and the country of its
seat, and a semicolon, under headings (Civil society, Joint submissions, Regional intergovernmental organizations). What a
stakeholder attached to its submission is listed below it and is none itself, unless it has an abbreviation in brackets.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from functools import cache

import regex

from pipeline.extract.extractor import Extractor
from pipeline.model.document import Note, SectionedDocument
from pipeline.model.findings import Findings, Leaf, MemberMention, Place, StakeholderMention
from pipeline.spans import Repaired, Span, trimmed
from pipeline.vocabulary import countries
from pipeline.vocabulary.patterns import any_of, late

OPENS = late(
    r"[^\n]*?\bstakeholders?\b[^\n]{0,60}\b(?:listed|mentioned)\s+below\b[^\n]*|[^\n]*?\bhave\s+contributed\s+information\s+for\b[^\n]*",
    regex.IGNORECASE,
)
PIECE = late(r"[^\s;](?:[^;\n]|\n(?!\n))*+;?")
GROUPS: tuple[tuple[str | None, regex.Pattern[str]], ...] = (
    ("civil_society", late(r"civil\s+society(?:\s+organi[sz]ations?)?\W*", regex.IGNORECASE)),
    (
        "national_human_rights_institution",
        late(r"national\s+human\s+rights\s+(?:institution|commission)s?(?:\(s\))?\W*", regex.IGNORECASE),
    ),
    (
        "regional_organisation",
        late(
            r"regional\s+(?:inter-?governmental\s+)?(?:organi[sz]ation|bod|mechanism)\w*(?:\(s\))?\W*", regex.IGNORECASE
        ),
    ),
    ("other", late(r"(?:other\s+stakeholders?|united\s+nations\s+\w+|academi\w+)\W*:?\W*", regex.IGNORECASE)),
)
KINDS = late(r"(?P<joint>joint)?(?:individual)?\s*submissions?\s*:?", regex.IGNORECASE)
ATTACHED = late(r"\s*(?P<word>attachments?)\s*:?\s*\Z", regex.IGNORECASE)
ABBREVIATION = r"\p{Lu}[\p{L}\d]*[\p{Lu}\d][\p{L}\d]*(?:[/–-][\p{L}\d]+)*"
JOINT = r"JS\s?\d{1,2}"
HEAD = late(
    rf"""
    \( (?P<abbreviation> (?=[^()]*\p{{Lu}}[^()]*\p{{Lu}}) [^()\n]{{2,40}} ) \) \s+          # (CoE-CM: Resolution)
    | (?P<abbreviation> {JOINT} ) [*\s:–-]+ (?=\S)
    | (?P<abbreviation> \p{{Lu}}\S* (?: [ ]\S+ ){{0,5}}? ) [ ] (?= (?: [Tt]he[ ] )? (?P=abbreviation) \b )   # ADF International twice
    | (?P<abbreviation> {ABBREVIATION} ) [*]* (?: \s*[–-]\s+ | \s+ ) (?= ["“]? \p{{Lu}} )
    """,
    regex.VERBOSE,
)
ALONE = late(rf"(?P<abbreviation>{JOINT}|{ABBREVIATION})[*]*")
INNER = late(rf"\s(?P<abbreviation>{ABBREVIATION})(?=\s+[“\"]?\p{{Lu}}|\Z)")
JOINT_HEAD = late(JOINT)
SUBMITTED = late(
    r"(?P<name>joint\s+submission(?:\s+(?:no\.?\s*)?\d{1,2})?)?\s*,?\s*(?:submitted\s+)?by\b\s*:?\s*(?=\S)",
    regex.IGNORECASE,
)
JOINTLY = late(r"\(?\bjoint(?:ly)?\s+submi\w+\)?", regex.IGNORECASE)


@cache
def _country() -> regex.Pattern[str]:
    """A State at the end of an entry; compiled with the first list, since that takes 15 ms."""
    names = {name for row in countries.table().values() for name in row.names} | {"USA", "UK", "U.S.A.", "U.K."}
    return regex.compile(
        rf"(?<= , \s* | \( ) (?: the \s+ )? (?P<name> {any_of(names)} ) (?![\p{{L}}]) \)?",
        regex.VERBOSE | regex.IGNORECASE,
    )


PLACE = late(r"(?P<gap>,\s*(?:\d+,\s*)?)(?P<place>[^,;()]{2,40}(?:,\s*|\s*\())\Z")
BETWEEN = late(r"[\s,;]*(?:\band\b)?[\s,;]*")
PARTS = late(r"\s*,\s+(?:and\s+)?(?=(?:the\s+)?\p{Lu})|\s*;\s*(?:and\s+)?|(?<=\))\s+and\s+(?=(?:the\s+)?\p{Lu})")
OPENING = late(r"[\s.,;:*]*(?:[Tt]he\s+)?")
ENDING = late(r"[\s.,;:*(]+\Z")
CLOSED = late(r"[;.)]\s*\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the list: its abbreviation, the heads it stands under, and the pieces of its text."""

    abbreviation: Place | None
    group: Leaf[str] | None
    joint: Place | None
    pieces: list[Place] = field(default_factory=list)


def find(document: SectionedDocument, found: Findings) -> Iterator[StakeholderMention]:
    """Yield the stakeholders of the list, in its order."""
    note = listing(document)
    if note is not None:
        cited = {document.text[each.span.start : each.span.end].split(",")[0].casefold() for each in document.notes}
        for entry in _entries(document.text, note, cited):
            yield _stakeholder(document.text, entry)


def listing(document: SectionedDocument) -> Note | None:
    """The note that is the list."""
    return next((note for note in document.notes if OPENS.match(document.text, *note.span)), None)


def _entries(text: str, note: Note, cited: Set[str]) -> list[Entry]:
    """The entries of the list, put together from its pieces; `cited` is how notes begin, in lower case."""
    opening = OPENS.match(text, note.span.start, note.span.end)
    entries: list[Entry] = []
    last: Entry | None = None
    group: Leaf[str] | None = None
    joint: Place | None = None
    in_attachments = False
    for piece in _pieces(text, Span(opening.end() if opening else note.span.start, note.span.end), cited):
        heading = next((name for name, pattern in GROUPS if pattern.fullmatch(text, *piece)), None)
        kind = KINDS.fullmatch(text, *piece)
        if heading or kind:
            group = Leaf(heading, (piece,), "stakeholders.group") if heading else group
            joint = piece if kind and kind["joint"] else None
            last, in_attachments = None, False
            continue
        attached = ATTACHED.search(text, *piece)
        piece = Span(piece.start, attached.start() if attached else piece.end)
        opened = _opened(text, piece, group, joint, last)
        if opened is not None:
            entries.append(last := opened)
            in_attachments = False
        elif last is not None and piece.length:
            last.pieces.append(piece)
        if attached or (last and last.pieces and joint is None and CLOSED.search(text, *piece)):
            last = None
        in_attachments = in_attachments or attached is not None
    return [entry for entry in entries if entry.pieces]


def _pieces(text: str, span: Place, cited: Set[str]) -> Iterator[Place]:
    """Blocks, what stands between semicolons, and what an abbreviation opens that notes cite: its column ran into a line."""
    for match in PIECE.finditer(text, *span):
        start = match.start()
        for inner in INNER.finditer(text, *match.span()):
            if inner["abbreviation"].casefold() in cited:
                yield trimmed(text, Span(start, inner.start()))
                start = inner.start("abbreviation")
        yield Span(start, match.end())


def _opened(text: str, piece: Place, group: Leaf[str] | None, joint: Place | None, last: Entry | None) -> Entry | None:
    """The entry that a piece opens; None where it goes on with the one before, or is what that one attached."""
    head = HEAD.match(text, *piece)
    if head is not None and not (last and joint and not JOINT_HEAD.match(text, *piece)):
        return Entry(Span(*head.span("abbreviation")), group, joint, [Span(head.end(), piece.end)])
    alone = ALONE.fullmatch(text, *piece)
    if alone is not None:
        return Entry(Span(*alone.span("abbreviation")), group, joint)
    return None


def _stakeholder(text: str, entry: Entry) -> StakeholderMention:
    whole = entry.pieces[0].hull(entry.pieces[-1])
    start = entry.abbreviation or whole
    submitted = SUBMITTED.match(text, *whole)
    jointly = submitted or JOINTLY.search(text, *whole)
    sign = Span[Repaired](*jointly.span()) if jointly else entry.joint
    if submitted is not None:
        name: Place = Span(*submitted.span("name")) if submitted["name"] else start
        place, members = None, tuple(_members(text, Span(submitted.end(), whole.end)))
    else:
        name, place = _named(text, Span(whole.start, jointly.start()) if jointly else whole)
        members = ()
    return StakeholderMention(
        span=start.hull(whole),
        confidence=0.9,
        abbreviation=_leaf(text, entry.abbreviation, "abbreviation"),
        name=_read(text, name, "name"),
        place=_leaf(text, place, "place"),
        group=entry.group,
        joint=Leaf(sign is not None, (sign or start,), "stakeholders.joint"),
        members=members,
    )


def _members(text: str, span: Place) -> Iterator[MemberMention]:
    """The organisations behind a joint submission: each ends with its country, or where a list of names is parted."""
    start = span.start
    for match in _country().finditer(text, *span):
        yield from _parted(text, Span(start, match.end()))
        between = BETWEEN.match(text, match.end(), span.end)
        start = between.end() if between else match.end()
    yield from _parted(text, Span(start, span.end))


def _parted(text: str, span: Place) -> Iterator[MemberMention]:
    """The members in a stretch that ends with one seat: `EQUALS, the Alliance (ECADE) and ARC International, Geneva`."""
    names, place = _named(text, span)
    cuts = [Span[Repaired](*match.span()) for match in PARTS.finditer(text, *names)]
    starts = [names.start, *(cut.end for cut in cuts)]
    ends = [*(cut.start for cut in cuts), names.end]
    for start, end in zip(starts, ends, strict=True):
        name = _bare(text, Span(start, end))
        if name.length:
            seat = _leaf(text, place, "place") if end == names.end else None
            yield MemberMention(name=_read(text, name, "member"), place=seat)


def _named(text: str, span: Place) -> tuple[Place, Place | None]:
    """An organisation's name, and its seat where the entry ends with a country: `, London (United Kingdom)`."""
    bare = _bare(text, span)
    country = next((match for match in _country().finditer(text, *bare) if match.end() == bare.end), None)
    if country is None:
        return bare, None
    seat = PLACE.search(text, bare.start, country.start())
    if seat is None:
        return _bare(text, Span(bare.start, country.start())), Span(*country.span("name"))
    return _bare(text, Span(bare.start, seat.start())), Span(seat.start("place"), bare.end)


def _bare(text: str, span: Place) -> Place:
    """A span without the blanks, stars and stops at its ends, and without an article before it."""
    opening = OPENING.match(text, *span)
    start = opening.end() if opening else span.start
    ending = ENDING.search(text, start, span.end)
    return trimmed(text, Span(start, ending.start() if ending else span.end))


def _leaf(text: str, span: Place | None, rule: str) -> Leaf[str] | None:
    return _read(text, span, rule) if span is not None and span.length else None


def _read(text: str, span: Place, rule: str) -> Leaf[str]:
    return Leaf(" ".join(span.cut(text).split()), (span,), f"stakeholders.{rule}")


EXTRACTOR = Extractor("stakeholders", find)
