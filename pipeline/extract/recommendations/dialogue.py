"""Recommendations that conclusions only point at: 'the recommendations noted in paragraphs 28 (a) and 45 did not …'.

Reports of the first sessions answer such recommendations without listing them; their words stand in the paragraphs of
the dialogue, behind the State that spoke: 'Chile recommended that Malta lift its reservations', 'It recommended (a) …'.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.extract.recommendations.lists import Decision
from pipeline.extract.recommendations.states import look_up, state
from pipeline.extract.recommendations.wording import trimmed_text
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Place, StateMention
from pipeline.spans import Span

POINTING = regex.compile(
    r"\brecommendations?\s+(?:(?:which\s+are|that\s+are|were|are)\s+)?"
    r"(?:noted|contained|reflected|made|listed|included|set\s+out)\b.{0,60}?\bparagraphs?\s+(?=\d)",
    regex.DOTALL,
)
REFERENCE = regex.compile(r"(?P<number>\d{1,3})(?P<letters>(?:(?:\s*,|\s*,?\s*and)?\s*\([a-z]{1,2}\))*)")
BETWEEN = regex.compile(r"(?:\s|[,;]|\band\b|\([^()]{4,200}\)|\blast\s+sentence\b)*")
LETTER = regex.compile(r"\((?P<letter>[a-z])\)\s+")
ASKS = regex.compile(
    r"\b(?:recommend(?:ed|ing|s)|urged|encouraged|called\s+(?:on|upon|for)|suggested|invited)\b(?:\s+the\s+following:?)?"
    r"(?:\s+(?:further\s+)?(?:that|to|on|upon))?"
    r"(?:\s+(?:(?:the\s+)?(?:Government|State)|it|(?:the\s+)?\p{Lu}[\p{L}’'-]+(?:\s+\p{Lu}[\p{L}’'-]+){0,4}))?"
    r"(?:,[^,]{3,60},)?(?:\s+(?:to|that|should))?\s+(?=\p{Ll}|\()",
)
OPENER = regex.compile(r"(?:The\s+)?\p{Lu}[\p{L}’'.-]*(?:\s+(?:\p{Lu}[\p{L}’'.-]*|of|and|the|\([^()]{4,40}\)))*")
STATED = regex.compile(
    r"(?P<name>(?:the\s+)?\p{Lu}[\p{L}’'-]+(?:\s+(?:\p{Lu}[\p{L}’'-]+|of|the)){0,5})\s+(?:also\s+|further\s+)?\Z"
)


@dataclass(frozen=True, slots=True)
class Pointed:
    """A recommendation found in the dialogue, with the paragraph of the conclusions that answers it."""

    number: str
    number_span: Place
    text: Place
    state: StateMention
    decision: Decision


def pointed(document: SectionedDocument, decisions: Iterator[Decision]) -> Iterator[Pointed]:
    """Yield the recommendations that decisions point at, where the paragraph says who made them."""
    for decision in decisions:
        if decision.response is None:
            continue
        opening = POINTING.search(document.text, decision.span.start, decision.span.end)
        at = opening.end() if opening else decision.span.end
        while (match := REFERENCE.match(document.text, at, decision.span.end)) is not None:
            yield from _in_paragraph(document, match, decision)
            gap = BETWEEN.match(document.text, match.end(), decision.span.end)
            at = gap.end() if gap else match.end()


def _in_paragraph(document: SectionedDocument, reference: regex.Match[str], decision: Decision) -> Iterator[Pointed]:
    text = document.text
    paragraph = next(
        (
            one
            for one in document.paragraphs
            if one.number == reference["number"] and one.span.start < decision.span.start
        ),
        None,
    )
    speaker = _speaker(text, paragraph.span) if paragraph is not None else None
    if paragraph is None or speaker is None:
        return
    letters = regex.findall(r"\(([a-z])\)", reference["letters"])
    number: Place = Span(*reference.span("number"))
    if not letters:
        for asked in _asked(document, paragraph.span):
            yield Pointed(reference["number"], number, asked, speaker, decision)
    for letter in letters:
        asked_here = _lettered(text, paragraph.span, letter)
        if asked_here is not None:
            yield Pointed(f"{reference['number']} ({letter})", number, asked_here, speaker, decision)


def _speaker(text: str, paragraph: Place) -> StateMention | None:
    """The State that a paragraph of the dialogue begins with."""
    opener = OPENER.match(text, paragraph.start, paragraph.end)
    while opener is not None:
        words = opener.group()
        if look_up(words) is not None:
            return state(text, Span(paragraph.start, opener.end()), "recommendations.from.dialogue")
        shorter = max(words.rfind(" "), words.rfind("\n"))
        opener = OPENER.fullmatch(text, paragraph.start, opener.start() + shorter) if shorter > 0 else None
    return None


def _asked(document: SectionedDocument, paragraph: Place) -> Iterator[Place]:
    """What stands behind 'recommended that', sentence by sentence."""
    for sentence in document.sentences_of(paragraph):
        match = ASKS.search(document.text, sentence.start, sentence.end)
        if match is not None:
            yield trimmed_text(document.text, Span(match.end(), sentence.end))


def _lettered(text: str, paragraph: Place, letter: str) -> Place | None:
    """The words behind '(b)', up to the next letter or the end of the sentence."""
    marks = list(LETTER.finditer(text, paragraph.start, paragraph.end))
    for place, mark in enumerate(marks):
        if mark["letter"] == letter:
            end = marks[place + 1].start() if place + 1 < len(marks) else paragraph.end
            stop = regex.compile(r"\.\s+\p{Lu}|[;,]?\s+(?:and\s*)?\Z").search(text, mark.end(), end)
            return trimmed_text(text, Span(mark.end(), stop.start() if stop else end))
    return None
