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
from pipeline.vocabulary.patterns import late

POINTING = late(
    r"\b[Rr]ecommendations?\s+(?:(?:which\s+are|that\s+are|were|are)\s+)?"
    r"(?:noted|contained|reflected|made|listed|included|set\s+out)\b.{0,60}?\bparagraphs?\s+(?=\d)",
    regex.DOTALL,
)
REFERENCE = late(r"(?P<number>\d{1,3})(?P<letters>(?:(?:\s*,|\s*,?\s*and)?\s*\([a-z]{1,4}\))*)")
BETWEEN = late(r"(?:\s|[,;]|\band\b|\((?P<gloss>[^()]{4,300})\)|\blast\s+sentence\b)*")
LETTER = late(r"\((?P<letter>[a-hj-uw-z])\)\s+")
ROMAN = late(r"\((?P<letter>i{1,3}|iv|vi{0,3})\)\s+")
TOKEN = late(r"\((?P<letter>[a-z])\)(?P<below>(?:\s*\((?:i{1,3}|iv|vi{0,3})\))?)")
LONG_WORD = late(r"\p{L}{4,}")
STOP = late(r"\.\s+\p{Lu}|[;,]?\s+(?:and\s*)?\Z")
ASKS = late(
    r"\b(?:recommend(?:ed|ing|s)|urged|encouraged|called\s+(?:on|upon|for)|suggested|invited)\b(?:\s+the\s+following:?)?"
    r"(?:\s+(?:further\s+)?(?:that|to|on|upon))?"
    r"(?:\s+(?:(?:the\s+)?(?:Government|State)|it|(?:the\s+)?\p{Lu}[\p{L}’'-]+(?:\s+\p{Lu}[\p{L}’'-]+){0,4}))?"
    r"(?:,[^,]{3,60},)?(?:\s+(?:to|that|should))?\s+(?=\p{Ll}|\()",
)
OPENER = late(r"(?:The\s+)?\p{Lu}[\p{L}’'.-]*(?:\s+(?:\p{Lu}[\p{L}’'.-]*|of|and|the|\([^()]{4,40}\)))*")


@dataclass(frozen=True, slots=True)
class Pointed:
    """A recommendation found in the dialogue, with the paragraph of the conclusions that answers it."""

    number: str
    number_span: Place
    text: Place
    state: StateMention
    decision: Decision


@dataclass(frozen=True, slots=True)
class Reference:
    """A paragraph that a decision points at; `gloss` is what it says of the recommendation meant."""

    match: regex.Match[str]
    gloss: str | None


def pointed(document: SectionedDocument, decisions: Iterator[Decision]) -> Iterator[Pointed]:
    """Yield the recommendations that decisions point at, where the paragraph says who made them."""
    for decision in decisions:
        if decision.response is not None:
            for reference in _references(document.text, decision.span):
                yield from _in_paragraph(document, reference, decision)


def _references(text: str, decision: Place) -> Iterator[Reference]:
    """The paragraphs that a decision names; a gloss behind several is said of them all."""
    for opening in POINTING.finditer(text, decision.start, decision.end):
        run: list[regex.Match[str]] = []
        at = opening.end()
        while (match := REFERENCE.match(text, at, decision.end)) is not None:
            run.append(match)
            gap = BETWEEN.match(text, match.end(), decision.end)
            at = gap.end() if gap else match.end()
            if gap is not None and gap["gloss"]:
                yield from (Reference(one, gap["gloss"]) for one in run)
                run = []
        yield from (Reference(one, None) for one in run)


def _in_paragraph(document: SectionedDocument, reference: Reference, decision: Decision) -> Iterator[Pointed]:
    text, number = document.text, reference.match["number"]
    paragraph = next(
        (one for one in document.paragraphs if one.number == number and one.span.start < decision.span.start), None
    )
    speaker = _speaker(text, paragraph.span) if paragraph is not None else None
    if paragraph is None or speaker is None:
        return
    place: Place = Span(*reference.match.span())
    tokens = list(TOKEN.finditer(reference.match["letters"]))
    if not tokens:
        for asked in _asked(document, paragraph.span):
            if _is_meant(asked.cut(text), reference.gloss):
                yield Pointed(number, place, asked, speaker, decision)
    for token in tokens:
        within = _lettered(text, paragraph.span, LETTER, token["letter"])
        if within is not None and token["below"]:
            within = _lettered(text, within, ROMAN, token["below"].strip(" ()\n"))
        if within is not None:
            yield Pointed(f"{number} {' '.join(token.group().split())}", place, within, speaker, decision)


def _is_meant(asked: str, gloss: str | None) -> bool:
    """True where most of a gloss's words stand in what was asked: 'paragraph 15 (the justiciability of … rights)'."""
    if gloss is None:
        return True
    words = set(LONG_WORD.findall(gloss.lower()))
    return 2 * len(words & set(LONG_WORD.findall(asked.lower()))) > len(words)


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


def _lettered(text: str, within: Place, marking: regex.Pattern[str], letter: str) -> Place | None:
    """The words behind '(b)' or '(ii)', up to the next mark of its kind or the end of the sentence."""
    marks = list(marking.finditer(text, within.start, within.end))
    for place, mark in enumerate(marks):
        if mark["letter"] == letter:
            end = marks[place + 1].start() if place + 1 < len(marks) else within.end
            stop = STOP.search(text, mark.end(), end)
            return trimmed_text(text, Span(mark.end(), stop.start() if stop else end))
    return None
