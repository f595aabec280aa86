"""Recommendations of a Working Group report: who asked what, and what the State under review answered.

    SectionedDocument -> RecommendationMention

`lists` finds the entries and the paragraphs that decide their response, `states` the brackets that name who made them,
`wording` what each of those said, `dialogue` what the conclusions only point at; `thematic` reads the tables in which OHCHR
sets recommendations out by theme. Voluntary pledges and the State's own comments name no State that asks, and are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from pipeline.extract.delegations import country_under_review
from pipeline.extract.extractor import Extractor
from pipeline.extract.recommendations import lists, thematic
from pipeline.extract.recommendations.dialogue import Pointed, pointed
from pipeline.extract.recommendations.states import Bracket, brackets
from pipeline.extract.recommendations.wording import Wording, wordings
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Findings, Leaf, RecommendationMention
from pipeline.spans import Span
from pipeline.vocabulary.patterns import late

IDEM = late(r"(?:idem|ditto|same\s+recommendation)\b[\s,.]*", regex.IGNORECASE)
WORD = late(r"[\p{L}\d]{3,}")
SAME = 0.75
"""Share of a text's words that stand in another one: the same recommendation, told in the list and in the dialogue."""
OPEN = (None, "pending")


def find(document: SectionedDocument, _found: Findings) -> Iterator[RecommendationMention]:
    """Yield the recommendations of a report, one for each wording that States gave it."""
    rows = thematic.read(document.text)
    if rows:
        yield from _listed(document.text, rows, thematic.country(document.text, rows) or country_under_review(document))
        return
    within = lists.zone(document)
    if within is None:
        return
    country = country_under_review(document)
    decisions, items = lists.read(document.text, within)
    listed = list(_listed(document.text, items, country))
    for one in pointed(document, iter(decisions)):
        place = _same(listed, one, document.text)
        if place is None:
            listed.append(_from_dialogue(document.text, one, country))
        elif listed[place].response is None or listed[place].response.value in OPEN:  # type: ignore[union-attr]
            listed[place] = replace(listed[place], response=_response(one.decision))
    yield from listed


def _listed(text: str, items: Sequence[lists.Item], country: Leaf[str] | None) -> Iterator[RecommendationMention]:
    before: Wording | None = None
    for item in items:
        found = tuple(bracket for bracket in brackets(text, item.span) if not _is_own(bracket, country))
        if not found and item.below:
            found = (Bracket(Span(item.span.end, item.span.end), ()),)
        for wording in wordings(text, item.span, found):
            if before is not None and IDEM.fullmatch(wording.text(text)):
                wording = replace(wording, passages=before.passages, shared=True)
            before = wording
            yield _mention(text, item, wording, country)


def _is_own(bracket: Bracket, country: Leaf[str] | None) -> bool:
    """True for a bracket that names the State under review alone: it asks nothing of itself."""
    return country is not None and all(
        state.iso3 is not None and state.iso3.value == country.value for state in bracket.states
    )


def _mention(text: str, item: lists.Item, wording: Wording, country: Leaf[str] | None) -> RecommendationMention:
    return RecommendationMention(
        span=item.span,
        confidence=_confidence(wording),
        number=Leaf(item.number, item.number_spans, "recommendations.number") if item.number else None,
        text=Leaf(
            wording.text(text),
            wording.passages,
            "recommendations.text.shared" if wording.shared else "recommendations.text",
        ),
        from_=wording.states,
        to=country,
        response=_response(item.decision),
    )


def _confidence(wording: Wording) -> float:
    """Less where a text is put together of passages, and half where a State is not told."""
    if not wording.states or any(state.iso3 is None for state in wording.states):
        return 0.5
    return 0.9 if wording.shared else 1.0


def _response(decision: lists.Decision | None) -> Leaf[str] | None:
    if decision is None or decision.response is None:
        return None
    return Leaf(decision.response, decision.decided_by, f"recommendations.response.{decision.response}")


def _from_dialogue(text: str, one: Pointed, country: Leaf[str] | None) -> RecommendationMention:
    return RecommendationMention(
        span=one.text,
        confidence=0.8,
        number=Leaf(one.number, (one.number_span,), "recommendations.number.dialogue"),
        text=Leaf(" ".join(one.text.cut(text).split()), (one.text,), "recommendations.text.dialogue"),
        from_=(one.state,),
        to=country,
        response=_response(one.decision),
    )


def _same(listed: Sequence[RecommendationMention], one: Pointed, text: str) -> int | None:
    """Where the list has a recommendation of the dialogue: the same State, nearly the same words."""
    words = _words(one.text.cut(text))
    state = one.state.iso3.value if one.state.iso3 else None
    for place, mention in enumerate(listed):
        if state in [other.iso3.value for other in mention.from_ if other.iso3]:
            theirs = _words(mention.text.value)
            if len(words & theirs) >= SAME * min(len(words), len(theirs)):
                return place
    return None


def _words(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text.lower()))


EXTRACTOR = Extractor("recommendations", find)
