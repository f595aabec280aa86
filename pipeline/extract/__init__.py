"""Extract: a sectioned document in, typed mentions out.

    SectionedDocument -> Findings

`EXTRACTORS` is the list of extractors in the order they run: each sees what those before it found, and none changes it.
The model that names persons and places is one more of them, put in its place by `with_names`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.extract import (
    answers,
    counts,
    court_cases,
    dates,
    delegations,
    events,
    missions,
    opinions,
    people,
    recommendations,
    references,
    stakeholders,
    statements,
    statistics,
    treaties,
)
from pipeline.extract.extractor import Extractor
from pipeline.extract.names import Recogniser, ner_extractor
from pipeline.model.document import SectionedDocument
from pipeline.model.dropped import Dropped
from pipeline.model.findings import Findings, Mention

EXTRACTORS: tuple[Extractor, ...] = (
    references.EXTRACTOR,
    treaties.EXTRACTOR,
    court_cases.EXTRACTOR,
    dates.EXTRACTOR,
    counts.EXTRACTOR,
    people.EXTRACTOR,
    opinions.EXTRACTOR,
    missions.EXTRACTOR,
    events.EXTRACTOR,
    statistics.EXTRACTOR,
    delegations.EXTRACTOR,
    recommendations.EXTRACTOR,
    answers.EXTRACTOR,
    stakeholders.EXTRACTOR,
    statements.EXTRACTOR,
)


def with_names(recognise: Recogniser) -> tuple[Extractor, ...]:
    """The extractors with a model: it runs before the first one that asks for names."""
    before = EXTRACTORS.index(people.EXTRACTOR)
    return (*EXTRACTORS[:before], ner_extractor(recognise), *EXTRACTORS[before:])


def extract(document: SectionedDocument, extractors: tuple[Extractor, ...] = EXTRACTORS) -> Findings:
    """Run the extractors in order; mentions stand in order of place, the longer one first where two start together."""
    found = Findings()
    for extractor in extractors:
        found = _with(found, extractor, extractor.find(document, found))
    return found


@dataclass(frozen=True, slots=True)
class Weighed:
    """What `extract` finds, and what the extractors proposed and left out, in order of place."""

    found: Findings
    dropped: tuple[Dropped, ...]


def weigh(document: SectionedDocument, extractors: tuple[Extractor, ...] = EXTRACTORS) -> Weighed:
    """Run the extractors as `extract` does, and keep what they left out with its reasons."""
    found = Findings()
    dropped: list[Dropped] = []
    for extractor in extractors:
        weighed = list(extractor.find(document, found))
        found = _with(found, extractor, weighed)
        dropped += [each for each in weighed if isinstance(each, Dropped)]
    return Weighed(found, tuple(sorted(dropped, key=lambda each: each.span)))


def _with(found: Findings, extractor: Extractor, weighed: Iterable[Mention | Dropped]) -> Findings:
    """The findings with an extractor's mentions in their field, beside those that are there."""
    mentions = [*getattr(found, extractor.field), *(each for each in weighed if isinstance(each, Mention))]
    mentions.sort(key=lambda mention: (mention.span.start, -mention.span.end))
    return replace(found, **{extractor.field: tuple(mentions)})
