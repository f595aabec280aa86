"""Figures about the world: what was counted, how many, when, and by whom."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.extractor import Extractor
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Findings, StatisticMention


def find(document: SectionedDocument, found: Findings) -> Iterator[StatisticMention]:
    """Yield the statistics of the document."""
    yield from ()


EXTRACTOR = Extractor("statistics", find)
