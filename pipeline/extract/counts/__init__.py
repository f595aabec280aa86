"""Every counted quantity: a number in figures or words, with 'over' or 'some' before it and what it counts behind it.

Ordinals, numbers of articles and paragraphs, dates, codes, telephone numbers and 'one of the' count nothing. A number
without a noun of its own (`including over 260 seconded by`) takes the unit of the count before it in the sentence, where
the words behind it allow that; otherwise its unit is null. What is no count, the completeness account lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import regex

from pipeline.extract.counts.bare import counts_something
from pipeline.extract.counts.labels import is_label, note_labels
from pipeline.extract.counts.rows import rows, year_cells
from pipeline.extract.counts.units import GROUPS, LOOK_BACK, OR_SO, is_plural, unit_of, with_shared_noun
from pipeline.extract.extractor import Extractor
from pipeline.extract.numerals import Numeral, numerals
from pipeline.model.document import SectionedDocument
from pipeline.model.dropped import Dropped
from pipeline.model.findings import CountMention, Findings, Leaf, Place
from pipeline.model.records import Count
from pipeline.spans import Span, overlaps_any
from pipeline.vocabulary.patterns import any_of, behind, late

Approx = Literal["over", "about", "under"]

APPROX: dict[str, Approx] = {
    "over": "over",
    "more than": "over",
    "at least": "over",
    "no fewer than": "over",
    "no less than": "over",
    "not less than": "over",
    "a minimum of": "over",
    "in excess of": "over",
    "upwards of": "over",
    "above": "over",
    "some": "about",
    "about": "about",
    "around": "about",
    "approximately": "about",
    "approx.": "about",
    "roughly": "about",
    "circa": "about",
    "nearly": "about",
    "almost": "about",
    "close to": "about",
    "an estimated": "about",
    "up to": "under",
    "under": "under",
    "below": "under",
    "fewer than": "under",
    "less than": "under",
    "not more than": "under",
    "no more than": "under",
    "at most": "under",
    "a maximum of": "under",
}
APPROX_AFTER: dict[str, Approx] = {"so": "about", "more": "over", "+": "over", "fewer": "under", "less": "under"}
APPROX_BEFORE = behind(
    rf"\b(?P<approx>{any_of(APPROX, read_backwards=True)})\s+(?:a\s+|(?:the|these|its|another|further|additional)\s+)?",
    ignore_case=True,
)
NO_APPROX = behind(
    r"\b(?:spread|divided|distributed|shared|deployed|stationed)\s+over"
    r"|\b(?:told|asked|informed|heard|learn\p{Ll}+|spoke|speak\p{Ll}*|talk\p{Ll}*|complain\p{Ll}*|concerns?|questions?|know|knew|worr\p{Ll}+|doubts?|information|news)"
    r"(?:\s+(?:[\p{L}/]+)){0,2}?\s+about"
)
"""'spread over three offices', 'told ODIHR about 13 cases': words of a verb, not of the number."""
PRONOUN_AFTER = late(
    r"\s+(?:of\b|another\b|who\b|that\b|which\b|can\b|could\b|should\b|must\b|would\b|is\b|was\b|has\b|had\b|may\b|hand\b|side\b|day\b|more\b|thing\b|or\b|and\b|to\b|in\b)",
    regex.IGNORECASE,
)
NO_ONE = behind(r"\b(?:no|any|every|each|this|that|the|which|but|only)\s+", ignore_case=True)
INHERITS = late(
    r"""
    \s* (?: (?: \( | , )? \s* (?: seconded | deployed | sent | provided | contributed | for | (?: were | was ) \s (?: seconded | deployed | sent ) | from | by |
    came | come | had \s come | of \s (?: whom | which | them | these | those ) | in \s addition | observed | (?: were | was ) \s (?: from | \p{L}+ed ) ) \b | [,;.)] )
    """,
    regex.VERBOSE,
)
LINKS = behind(
    r"(?:\b(?:including|includes?|among\s+them|of\s+whom|of\s+which|of\s+them|of\s+these|comprising|and|as\s+well\s+as|plus|compared\s+(?:to|with)|up\s+from|down\s+from)|[,;:])\s+(?:\p{L}+\s+){0,3}"
)
GROUP_OF = behind(
    rf"\b(?P<what>(?:(?:[Ii]nternational|[Cc]ore|[Ee]xpert|[Mm]ission|EP|PACE)\s+)?(?i:{GROUPS}))s?\s+of\s+"
)
ENDS = late(r"\s*(?:[,;.:)]|(?:and|to|in|from|who|for|on|at|with|led|headed)\b|\Z)")
OF_WHOM = behind(
    r"\b(?:of\s+(?:whom|which|them)|among\s+(?:whom|them)|the\s+(?:other|remaining))\s+(?:(?:some|about|only|over|nearly|at\s+least)\s+)?"
)
OF_THESE = behind(r"\b[Oo]f\s+(?:these|them|those|whom)\s*,?\s+(?:(?:some|about|around|only|over|nearly|almost)\s+)?")
OF_THEM_AFTER = late(r"\s+of\s+(?:them|whom|which)\b")
IN_PLACES = behind(r"\b(?:in|at)\s+(?:(?:some|about|only|over)\s+)?(?:\d[\d,]*\s+of\s+(?:the\s+)?)?")
STATES = behind(r"\b(?:[Ss]tates|countries)")


def find(document: SectionedDocument, found: Findings) -> Iterator[CountMention | Dropped]:
    """Yield the counts of all paragraphs, and the numbers that count nothing; headings count nothing."""
    taken = sorted([mention.span for mention in found.dates] + [mention.span for mention in found.references])
    labels = note_labels(document)
    table = dict(rows(document))
    cells = list(year_cells(document))
    yield from (_cell(document.text, cell) for cell in cells)
    taken = sorted([*taken, *(cell.span for cell in cells)])
    for paragraph in document.paragraphs:
        if table and paragraph in table:
            yield from (_cell(document.text, cell) for cell in table[paragraph] if not overlaps_any(cell.span, taken))
            continue
        before: CountMention | None = None  # the last count of anything but States: what a bare number may count too
        numbers = [numeral for numeral in numerals(document.text, paragraph.span) if numeral.span.start not in labels]
        for place, numeral in enumerate(numbers):
            following = numbers[place + 1] if place + 1 < len(numbers) else None
            mention = None if overlaps_any(numeral.span, taken) else _count(document, numeral, following, before)
            if mention is None:
                continue
            yield mention
            if isinstance(mention, CountMention) and not (
                STATES.search(mention.count.value.unit or "") or numeral.is_share
            ):
                before = mention


def _count(
    document: SectionedDocument, numeral: Numeral, following: Numeral | None, before: CountMention | None
) -> CountMention | Dropped | None:
    text, number = document.text, numeral.span
    if is_label(text, *number):
        return Dropped(span=number, rule="counts.stated", label="count", reason="numbered")
    if numeral.value == 1 and not _counts_one(text, numeral):
        return None
    sentence = document.sentence_at(number.start)
    low = max(sentence.start, number.start - LOOK_BACK)
    near = APPROX_BEFORE.search(text, low, number.start)
    if near is not None and NO_APPROX.search(text, low, near.start() + len(near["approx"])):
        near = None
    unit, end = unit_of(text, numeral, sentence.end)
    if unit is not None and following is not None and sentence.covers(following.span):
        unit = with_shared_noun(text, unit, end, following, sentence.end)
    if (
        unit is not None
        and not numeral.is_share
        and not is_plural(unit.rsplit(" ", 1)[-1])
        and OF_WHOM.search(text, low, number.start)
    ):
        unit, end = None, number.end  # 'of whom 13 work in …': a verb stands there, not a noun
    own: Place = Span(near.start() if near else number.start, end)
    counted = Counted(unit, (own,), "counts.stated") if unit else _without_noun(document, numeral, own, before)
    if counted is None:
        return Dropped(span=number, rule="counts.stated", label="count", reason="no_unit")
    count = Count(value=numeral.value, approx=_approx(text, near, numeral), unit=counted.unit, raw=own.cut(text))
    return CountMention(
        span=own,
        confidence=1.0 if unit else 0.8,
        count=Leaf(count, counted.spans, counted.rule),
        number=number,
    )


class Counted(NamedTuple):
    """What a number counts, the passages that say so, and the rule."""

    unit: str | None
    spans: tuple[Place, ...]
    rule: str


def _without_noun(
    document: SectionedDocument, numeral: Numeral, own: Place, before: CountMention | None
) -> Counted | None:
    """What a number counts that has no noun behind it; None where it counts nothing."""
    text = document.text
    low = max(document.sentence_at(numeral.span.start).start, numeral.span.start - LOOK_BACK)
    group = GROUP_OF.search(text, low, own.start)
    if group is not None and ENDS.match(text, own.end):
        return Counted(f"members of {group['what']}", (own, Span(*group.span("what"))), "counts.members_of")
    if before is not None and _inherits(document, numeral, before):
        return Counted(before.count.value.unit, (own, before.span), "counts.same_unit")
    if counts_something(document, numeral, own.start, before.span.end if before else None):
        return Counted(None, (own,), "counts.bare")
    return None


def _cell(text: str, numeral: Numeral) -> CountMention:
    """A figure in a row of a table; what it counts is said by the row and the column together."""
    count = Count(
        value=numeral.value, approx=None, unit="per cent" if numeral.is_share else None, raw=numeral.span.cut(text)
    )
    return CountMention(
        span=numeral.span, confidence=0.8, count=Leaf(count, (numeral.span,), "counts.row"), number=numeral.span
    )


def _approx(text: str, near: regex.Match[str] | None, numeral: Numeral) -> Approx | None:
    """What the words around the number say; a range has its upper end as its value, and so is 'under' it."""
    if near is not None:
        return APPROX[" ".join(near["approx"].lower().split())]
    after = OR_SO.match(text, numeral.span.end)
    if after is not None:
        return APPROX_AFTER[after["approx"]]
    return "under" if numeral.low is not None else None


def _counts_one(text: str, numeral: Numeral) -> bool:
    """'one' counts only before a noun, and not as a pronoun."""
    if numeral.in_figures or numeral.is_share:
        return True
    start, end = numeral.span
    return not PRONOUN_AFTER.match(text, end) and not NO_ONE.search(text, max(0, start - 12), start)


def _inherits(document: SectionedDocument, numeral: Numeral, before: CountMention) -> bool:
    """True for `including over 260 seconded by` and `and 15 from the PACE` after a count with a unit."""
    text, number = document.text, numeral.span
    if OF_THEM_AFTER.match(text, number.end):
        return True
    low = max(before.span.end, number.start - LOOK_BACK)
    sentence = document.sentence_at(number.start)
    if not sentence.covers(before.span):
        return OF_THESE.search(text, max(sentence.start, number.start - LOOK_BACK), number.start) is not None
    if IN_PLACES.search(text, low, number.start) and ENDS.match(text, number.end):
        return IN_PLACES.search(text, max(sentence.start, before.span.start - LOOK_BACK), before.span.start) is not None
    if OF_WHOM.search(text, low, number.start):
        return True
    return INHERITS.match(text, number.end) is not None and LINKS.search(text, low, number.start) is not None


EXTRACTOR = Extractor("counts", find)
