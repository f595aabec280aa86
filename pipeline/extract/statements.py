"""Who said what in a summary of stakeholders' submissions: each passage with the organisations that its notes cite.

A note stands behind what it vouches for: the words since the note before it in the paragraph, to the end of the sentence
where no other note follows in it. `Ibid.` cites what the note before it in the list does. A passage without a note, or
with one that cites nobody, has the organisation that it names itself as the one who speaks; else it has none, and a
warning says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from pipeline.extract import stakeholders
from pipeline.extract.extractor import Extractor
from pipeline.model.document import Anchor, Note, Paragraph, SectionedDocument
from pipeline.model.findings import (
    ContributorMention,
    Findings,
    Leaf,
    Place,
    StakeholderMention,
    StatementMention,
)
from pipeline.spans import Repaired, Span, trimmed
from pipeline.vocabulary.patterns import late

LARGEST_STEP = 3
"""Numbers of paragraphs that may be lost in a file."""
LEAD = late(
    r"(?:\s|see\b|also\b|cf\.|and\b|the\b|submissions?\s+(?:by|of|from)\b|in\b(?=\s+JS)|[:;,.])*+", regex.IGNORECASE
)
IBID = late(r"\s*(?:see\s+)?(?P<word>ibid(?:em)?|idem|id)\b[.,]*", regex.IGNORECASE)
SEGMENT = late(
    r"(?P<leads>\A|;|\bsee\s+also\b\s*:?|\.\s+(?=\p{Lu}))|,|\(|\)|\band\b|\bas\s+well\s+as\b", regex.IGNORECASE
)
FIGURES = r"""
    \d[\d.]* (?: \( \p{L} \) )?
    (?: (?: \s*[-–,]\s* | \s*,?\s+and\s+ ) \d[\d.]*
      (?! \s* (?: Jan | Feb | Mar | Apr | May | Jun | Jul | Aug | Sep | Oct | Nov | Dec ) ) )*
"""
ONE_PLACE = rf"(?: \b (?: pp? | paras? | pages? | paragraphs? | sect(?:ion)?s? | chap(?:ter)?s? | recs? ) (?: \b \.? \s* | (?=\d) ) | § \s* ) {FIGURES}"
LOCATOR = late(rf"{ONE_PLACE} (?: \s* (?: , | ; | \b and \b ) \s* {ONE_PLACE} )*", regex.VERBOSE | regex.IGNORECASE)
LOCATED = late(rf"[\s,.]* (?: {ONE_PLACE} )", regex.VERBOSE | regex.IGNORECASE)
STOP = late(r"[\s.,:]+\Z")
ENDS = late(r"[.;:!?…”\"')]\s*\Z")
JOINT_MARKS = late(r"[\s,;]*")
LONGEST_NAME = 40
UNLISTED = late(r"[\p{Lu}][^\d/]*(?:[/–-][^\d/]+)?|JS\s?\d{1,2}|[\p{Lu}]\d{1,2}")
NO_NAME = late(r"(?:for|the|this|article|art|resolution|law|act|paragraph|footnote|note)\b", regex.IGNORECASE)
WORD = late(r"\b\p{Ll}{4,}")
LETTERS = late(r"[\W_]+")
SPEAKER = r"""
    (?: \A | (?<= [.;] \s ) ) \W*
    (?: (?: In \s+ \d{{4}} ,? | Moreover, | Furthermore, | Similarly, | However, | Additionally, | In \s+ addition, ) \s+ )?
    (?: [Tt]he \s+ )? (?P<name> {names} ) (?! [\w/] | -\w )
"""
LEAST_ALIKE = 5
SURE, WORKED_OUT = 0.95, 0.8


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a paragraph with the marks of the notes behind it."""

    span: Place
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """Whom a note cites; `sure` where the names stand in it as the list has them."""

    contributors: tuple[ContributorMention, ...]
    sure: bool


class Register:
    """The list of stakeholders, asked by what notes call them."""

    def __init__(self, listed: Sequence[StakeholderMention]) -> None:
        self._known = {
            _letters(name.value): each for each in listed for name in (each.name, each.abbreviation) if name is not None
        }
        self.names = [leaf.value for each in listed for leaf in (each.name, each.abbreviation) if leaf is not None]

    def __bool__(self) -> bool:
        return bool(self._known)

    def exactly(self, name: str) -> StakeholderMention | None:
        """The stakeholder of a name, whatever its case, blanks and hyphens."""
        return self._known.get(_letters(name))

    def alike(self, name: str) -> StakeholderMention | None:
        """The one stakeholder whose name is written nearly so: EUAFR for EU-FRA, CoE-CEECRML for CoE-CECRML."""
        wanted = _letters(name)
        if len(wanted) < LEAST_ALIKE:
            return None
        found = {id(each): each for known, each in self._known.items() if _is_slip(wanted, known)}
        return next(iter(found.values())) if len(found) == 1 else None


def find(document: SectionedDocument, found: Findings) -> Iterator[StatementMention]:
    """Yield the statements of a summary of stakeholders' submissions; of any other document none."""
    register = Register(found.stakeholders)
    if not register and document.identity.kind != "stakeholder_summary":
        return
    citations = _citations(document, register)
    labels = {note.mark: note.span for note in reversed(document.notes)}
    for number, paragraph in _paragraphs(document, stakeholders.listing(document)):
        for passage in _passages(document, paragraph):
            yield _statement(document, register, number, passage, citations, labels)


# Notes


def _citations(document: SectionedDocument, register: Register) -> dict[str, Citation]:
    """Whom each note cites, by its mark; the first note of a mark counts."""
    cited: dict[str, Citation] = {}
    before = Citation((), sure=False)
    for note in document.notes:
        again = IBID.match(document.text, *note.span)
        if again is not None:
            word: Place = Span(*again.span("word"))
            locator = _locator(document.text, Span(again.end(), note.span.end))
            before = Citation(tuple(_again(each, word, locator) for each in before.contributors), sure=False)
        else:
            before = _cited(document.text, note.span, register)
        cited.setdefault(note.mark, before)
    return cited


def _again(contributor: ContributorMention, word: Place, locator: Leaf[str] | None) -> ContributorMention:
    """A contributor that `Ibid.` stands for: the word, and the name in the note before."""
    name = Leaf(contributor.name.value, (word, contributor.name.spans[-1]), "statements.ibid")
    return replace(contributor, name=name, locator=locator)


def _cited(text: str, note: Place, register: Register) -> Citation:
    """The organisations that a note names: known ones anywhere, others where a citation starts and a page follows."""
    found: list[tuple[Place, StakeholderMention | None, bool]] = []
    for part, leads in _parts(text, note):
        name = _name(text, part)
        if not name.length:
            continue
        exact = register.exactly(name.cut(text))
        known = exact or (register.alike(name.cut(text)) if leads else None)
        if known is not None or (leads and _is_unlisted(text, name, note)):
            found.append((name, known, exact is not None))
    contributors = []
    for place, (name, known, _) in enumerate(found):
        end = found[place + 1][0].start if place + 1 < len(found) else note.end
        contributors.append(_contributor(text, name, known, _locator(text, Span(name.end, end))))
    return Citation(tuple(contributors), sure=all(exact for _, _, exact in found))


def _parts(text: str, note: Place) -> Iterator[tuple[Place, bool]]:
    """The pieces of a note between its commas, brackets and semicolons; whether a citation starts with each."""
    start, leads = note.start, True
    for match in SEGMENT.finditer(text, *note):
        if match.end() > start:
            yield Span(start, match.start()), leads
            start, leads = match.end(), match["leads"] is not None
    yield Span(start, note.end), leads


def _name(text: str, part: Place) -> Place:
    """The name at the head of a part: without 'See also' before it and the page behind it."""
    lead = LEAD.match(text, *part)
    start = lead.end() if lead else part.start
    locator = LOCATOR.search(text, start, part.end)
    return _unstopped(text, Span(start, locator.start() if locator else part.end))


def _unstopped(text: str, span: Place) -> Place:
    """A span without the stop behind it."""
    stop = STOP.search(text, *span)
    return trimmed(text, Span(span.start, stop.start() if stop else span.end))


def _is_unlisted(text: str, name: Place, note: Place) -> bool:
    words = name.cut(text)
    is_name = len(words) <= LONGEST_NAME and UNLISTED.fullmatch(words) and not NO_NAME.match(words)
    return bool(is_name) and LOCATED.match(text, name.end, note.end) is not None


def _locator(text: str, span: Place) -> Leaf[str] | None:
    match = LOCATOR.search(text, *span)
    if match is None:
        return None
    place = _unstopped(text, Span(*match.span()))
    return Leaf(" ".join(place.cut(text).split()), (place,), "statements.locator")


def _contributor(
    text: str, name: Place, known: StakeholderMention | None, locator: Leaf[str] | None, rule: str = "note"
) -> ContributorMention:
    def listed(leaf: Leaf[str] | None) -> Leaf[str] | None:
        return Leaf(leaf.value, (*leaf.spans, name), "statements.listed") if leaf else None

    return ContributorMention(
        name=Leaf(" ".join(name.cut(text).split()), (name,), f"statements.{rule}"),
        abbreviation=listed(known.abbreviation) if known else None,
        full_name=listed(known.name) if known else None,
        locator=locator,
    )


def _letters(name: str) -> str:
    return LETTERS.sub("", name).casefold().removeprefix("the")


def _is_slip(one: str, other: str) -> bool:
    """Whether two names differ as slips do: the same letters in another order, or one letter too many."""
    if sorted(one) == sorted(other):
        return True
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return len(longer) == len(shorter) + 1 and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
    )


# Passages


def _paragraphs(document: SectionedDocument, listing: Note | None) -> Iterator[tuple[Paragraph, Place]]:
    """The blocks of the numbered paragraphs, each with the paragraph whose number counts for it: those that rise by one.

    Left out are the notes, headings (a block without a number that does not end a sentence), and the paragraph that
    says on how many submissions the summary draws, whose note is their list.
    """
    text = document.text
    first = min((note.span.start for note in document.notes), default=len(text))
    lists = [each.span.start for each in document.repaired.anchors if listing and each.mark == listing.mark]
    number: Paragraph | None = None
    for paragraph in document.paragraphs:
        if paragraph.span.end > first:
            break
        rises = _rises(number, paragraph)
        number = paragraph if rises else number
        is_text = rises or (not paragraph.bullet and ENDS.search(text, *paragraph.span))
        is_list = any(paragraph.span.start <= at <= paragraph.span.end for at in lists)
        if number is not None and is_text and not is_list:
            yield number, paragraph.span


def _rises(before: Paragraph | None, paragraph: Paragraph) -> bool:
    """Whether a paragraph's number counts on, which that of a heading does not: `3. Administration of justice`."""
    if paragraph.number is None or not paragraph.number.isdecimal():
        return False
    return before is None or int(before.number or 0) < int(paragraph.number) <= int(before.number or 0) + LARGEST_STEP


def _passages(document: SectionedDocument, span: Place) -> Iterator[Passage]:
    """What stands between the marks of a paragraph; a mark behind nothing but a name belongs to what follows."""
    text = document.text
    anchors = [each for each in document.repaired.anchors if span.start <= each.span.start <= span.end]
    start, marks = span.start, list[Anchor]()
    open_passage: Passage | None = None
    for place, anchor in enumerate(anchors):
        marks.append(anchor)
        end = anchor.span.start
        sentence = document.sentence_at(end - 1) if end > start else Span[Repaired](start, end)
        following = anchors[place + 1].span.start if place + 1 < len(anchors) else None
        if end < sentence.end and (following is None or following > sentence.end):
            end = sentence.end
        words = Span[Repaired](start, end).cut(text)
        if not any(map(str.isalpha, words)) and open_passage is not None:
            open_passage = Passage(open_passage.span, (*open_passage.anchors, *marks))
        elif not WORD.search(words) and following is not None and following <= sentence.end:
            continue
        else:
            if open_passage is not None:
                yield open_passage
            open_passage = Passage(_stripped(text, Span(start, end)), tuple(marks))
            start = end
        marks = []
    if open_passage is not None:
        yield open_passage
    rest = _stripped(text, Span(start, span.end))
    if WORD.search(text, *rest):
        yield Passage(rest, tuple(marks))


def _stripped(text: str, span: Place) -> Place:
    """A passage without the comma that parts it from the one before."""
    gap = JOINT_MARKS.match(text, *span)
    return trimmed(text, Span(gap.end() if gap else span.start, span.end))


def _statement(
    document: SectionedDocument,
    register: Register,
    number: Paragraph,
    passage: Passage,
    citations: dict[str, Citation],
    labels: dict[str, Place],
) -> StatementMention:
    text = document.text
    cited = [citations[anchor.mark] for anchor in passage.anchors if anchor.mark in citations]
    said = [each for citation in cited for each in citation.contributors]
    sure = bool(said) and all(citation.sure for citation in cited)
    contributors: dict[str, ContributorMention] = {}
    for each in said or _speakers(text, register, passage.span):
        contributors.setdefault(_key(each), each)
    return StatementMention(
        span=passage.span,
        confidence=SURE if sure else WORKED_OUT,
        paragraph=Leaf(number.number, (_label(text, number),), "statements.paragraph") if number.number else None,
        text=Leaf(" ".join(passage.span.cut(text).split()), (passage.span,), "statements.text"),
        notes=tuple(Leaf(anchor.mark, (anchor.span,), "statements.mark") for anchor in passage.anchors),
        organisations=tuple(contributors.values()),
    )


def _key(contributor: ContributorMention) -> str:
    return (contributor.abbreviation or contributor.full_name or contributor.name).value


def _label(text: str, paragraph: Paragraph) -> Place:
    """The number that stands before a paragraph."""
    start = text.rfind("\n", 0, paragraph.span.start) + 1
    return trimmed(text, Span(start, paragraph.span.start))


def _speakers(text: str, register: Register, span: Place) -> Iterator[ContributorMention]:
    """The stakeholders that open a sentence of a passage."""
    if not register.names:
        return
    names = "|".join(sorted(map(regex.escape, register.names), key=len, reverse=True))
    for match in regex.finditer(SPEAKER.format(names=names), text, regex.VERBOSE, pos=span.start, endpos=span.end):
        known = register.exactly(match["name"])
        if known is not None:
            yield _contributor(text, Span(*match.span("name")), known, None, "named")


EXTRACTOR = Extractor("statements", find)
