"""The evidence of any span of a document's text: from what is known of it already, else from the document itself.

Most spans that corrections speak of were looked up when they were made. For the others the document is taken from the
stage store, or read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from pipeline.assemble.ground import Grounds
from pipeline.corpus import store
from pipeline.corpus.manifest import Row
from pipeline.corpus.one import read
from pipeline.corpus.versions import Versions
from pipeline.corrections.line import Correction
from pipeline.errors import DocumentError
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Leaf
from pipeline.model.records import TABLES, Evidence, Extraction, Pair, Records
from pipeline.spans import Span

SELECTED = "review"
"""The rule of evidence that nothing but a selection stands for."""


class Sources:
    """Where a run's documents are to be had: its stage store, and the places of its sources."""

    def __init__(self, output: Path, versions: dict[int, Versions], places: dict[str, Path]) -> None:
        self._output, self._versions, self._places = output, versions, places

    def document(self, row: Row) -> SectionedDocument | None:
        """A document as the run had it before extraction; None where it is no longer to be had."""
        versions = self._versions.get(row.version)
        if versions is not None and row.id is not None:
            shelf = store.shelf(self._output / "stages", versions.shelf)
            stored = store.find(shelf, row.id, row.source)
            if isinstance(stored, SectionedDocument):
                return stored
        place = self._places.get(row.source)
        try:
            source = read(row.source, place).source if place is not None else None
            from pipeline.flow import Pipeline  # all stages: loaded when the first source is read

            return Pipeline().sectioned(source) if source is not None and source.id == row.id else None
        except DocumentError:
            return None


class Grounding:
    """Evidence for spans of one extract. `document` is asked for no more than once, and may have nothing."""

    def __init__(self, extraction: Extraction, lines: Iterable[Correction], found: Sources, row: Row) -> None:
        self._extraction, self._found, self._row = extraction, found, row
        self._known = dict(_known(extraction, lines))
        self._grounds: Grounds | None = None
        self._asked = False

    def __call__(self, span: Pair) -> Evidence | None:
        if span in self._known:
            return self._known[span]
        if not self._asked:
            self._asked = True
            document = self._found.document(self._row)
            if document is not None and document.text == self._extraction.text:
                self._grounds = Grounds(document)
        if self._grounds is None:
            return None
        return self._grounds.evidence(Leaf(None, (Span(*span),), SELECTED))[0]


def _known(extraction: Extraction, lines: Iterable[Correction]) -> Iterator[tuple[Pair, Evidence]]:
    """The spans that are looked up already: those of all evidence, and those of corrections of the same bytes."""
    for line in lines:
        if line.document == extraction.document.id:
            for passage in line.evidence:
                start, end = passage.span
                if extraction.text[start:end] == passage.quote:
                    yield (
                        passage.span,
                        Evidence(
                            span=passage.span,
                            raw=passage.quote,
                            source_span=passage.source_span,
                            page=passage.page,
                            boxes=passage.boxes,
                            rule=SELECTED,
                        ),
                    )
    found = extraction.corrections.found if extraction.corrections else None
    for records in filter(None, (found, extraction.records)):
        yield from _evidence(records)


def _evidence(records: Records) -> Iterator[tuple[Pair, Evidence]]:
    for table in TABLES:
        for record in getattr(records, table):
            for passages in record.evidence.values():
                for each in passages:
                    yield each.span, msgspec.structs.replace(each, rule=SELECTED)
