"""The members that the annex of a Working Group report lists: name, title and function, one an entry.

    SectionedDocument -> Member

The annex 'Composition of the delegation' names the head in a sentence and then the members, each in a block of its own:
'Ms. Laila MEDINA, Deputy State Secretary, Ministry of Justice;'. States write it in their own language and without a
form; an entry that has no name in front is left to the other rules for persons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Place
from pipeline.spans import Span, trimmed
from pipeline.vocabulary import titles
from pipeline.vocabulary.patterns import any_of, late

HEADING = late(r"^Composition\s+of\s+the\s+delegation\b[^\n]{0,80}$", regex.MULTILINE | regex.IGNORECASE)
ENDS = late(r"^(?:[*∗†]|-{3}|_{3}|\d|Notes\s*$)", regex.MULTILINE)
"""What stands behind the list: notes, or the printer's line."""
ENTRY = late(r"^(?:[•▪◦·–—-] *)?(?P<entry>[^\s•][^\n]{4,400})$", regex.MULTILINE)
TITLES = rf"(?:{any_of((*titles.RANKS, *titles.CIVIL, *titles.ABROAD))}(?=[\s.])\.?,?\s*)+"
PARTICLE = (
    r"(?:bin|bint|ibn|al|el|ul|de|da|do|dos|das|di|del|della|des|du|van|von|der|den|ter|la|le|las|los|y|e|zu|af|av)"
)
FUNCTION = any_of([*titles.FUNCTIONS, *(word for word in titles.NOT_NAMES if len(word) > 4)])
WORD = rf"(?!{FUNCTION}\b)(?>\p{{Lu}}[\p{{L}}\p{{M}}’'.-]*|[dl]['’]\p{{Lu}}[\p{{L}}\p{{M}}-]*)"


@cache
def _entry() -> regex.Pattern[str]:
    """A member's title and name; compiled with the first list, since that takes 20 ms."""
    return regex.compile(
        rf"""
        (?P<title> {TITLES} )?
        (?P<name> {WORD} (?: (?: \s+ {PARTICLE} ){{0,2}} \s+ {WORD} ){{1,7}} (?: ,? \s+ J[Rr]\. )? )
        (?: \s* \( (?: Mr | Mrs | Ms | Mme ) \.? \) )?
        (?P<behind> \s* [,:(;.] | \s+ [–—-] \s | \s+ (?= \p{{Ll}} | {FUNCTION} \b ) | \s* \Z )
        """,
        regex.VERBOSE,
    )


TAIL = late(r"[\s;,.]*(?:;\s*(?:and|y|et))?[\s;,.]*\Z")


@dataclass(frozen=True, slots=True)
class Member:
    """One entry; `role` is all that stands behind the name."""

    name: Place
    title: Place | None
    role: Place | None


def members(document: SectionedDocument) -> Iterator[Member]:
    """Yield the members that the annex lists, in order of place."""
    text = document.text
    headings = list(HEADING.finditer(text))
    if not headings:
        return
    heading = headings[-1]
    end = ENDS.search(text, heading.end() + 1)
    for entry in ENTRY.finditer(text, heading.end(), end.start() if end else len(text)):
        member = _member(text, Span(*entry.span("entry")))
        if member is not None:
            yield member


def _member(text: str, entry: Place) -> Member | None:
    match = _entry().match(text, *entry)
    if match is None:
        return None
    tail = TAIL.search(text, match.end("behind"), entry.end)
    role: Place = trimmed(text, Span(match.end("behind"), tail.start() if tail else entry.end))
    title: Place | None = trimmed(text, Span(*match.span("title"))) if match["title"] else None
    return Member(Span(*match.span("name")), title, role if role.length > 1 else None)
