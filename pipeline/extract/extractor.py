"""What an extractor is: a name, which is the field of `Findings` that it fills, and a function that finds mentions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Findings, Mention

Find = Callable[[SectionedDocument, Findings], Iterable[Mention]]


@dataclass(frozen=True, slots=True)
class Extractor:
    """`find` sees the document and what the extractors before it found; it yields mentions in any order."""

    name: str
    find: Find
