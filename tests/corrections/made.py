"""Corrections as a desk would write them, on documents made of a few sentences."""

from __future__ import annotations

import itertools
from typing import Any

import msgspec

from pipeline.assemble.ground import Grounds
from pipeline.corrections.apply import Ground
from pipeline.corrections.line import Action, Correction, Passage, passage
from pipeline.corrections.subjects import subject
from pipeline.flow import Pipeline
from pipeline.model.document import SectionedDocument, Source
from pipeline.model.findings import Leaf
from pipeline.model.records import Assembly, Evidence, Pair, Record
from pipeline.spans import Span

TEXT = """Election observation

ODIHR deployed an Election Observation Mission on 3 March 2011 to observe the early presidential election of 3 April 2011. \
The mission was headed by Ambassador Daan Everts and consisted of 14 experts in Astana and 28 long-term observers. \
The file is kept under reference 2018/4711-3.

Other work

In March 2012, ODIHR held a workshop in Prague with 31 participants. It was opened by Ms Anna Vondrova.
"""


class Made:
    """A document as the pipeline finds it, and what a desk needs of it."""

    def __init__(self, text: str = TEXT, name: str = "a.txt") -> None:
        self.source = Source(name, text.encode())
        self.document: SectionedDocument = Pipeline().sectioned(self.source)
        self.assembly: Assembly = Pipeline()(self.source)
        self._ids = itertools.count(1)

    @property
    def text(self) -> str:
        return self.assembly.extraction.text

    @property
    def ground(self) -> Ground:
        grounds = Grounds(self.document)

        def ground(span: Pair) -> Evidence:
            return grounds.evidence(Leaf(None, (Span(*span),), "review"))[0]

        return ground

    def record(self, table: str, place: int = 0, assembly: Assembly | None = None) -> Record:
        return getattr((assembly or self.assembly).extraction.records, table)[place]

    def passage(self, path: str, quote: str) -> Passage:
        start = self.text.index(quote)
        return passage(self.text, path, self.ground((start, start + len(quote))))

    def line(
        self,
        action: Action,
        table: str | None = None,
        record: Record | None = None,
        path: str | None = None,
        new: Any = None,
        quotes: dict[str, str] | None = None,
        by: str = "anna",
        **more: Any,
    ) -> Correction:
        """A decision; `quotes` are the words selected, by the path of their field."""
        return Correction(
            id=f"c-{next(self._ids):012x}",
            at="2026-01-02T03:04:05Z",
            by=by,
            action=action,
            document=self.source.id,
            source=self.source.name,
            table=table,
            record=record.id if record else None,
            path=path,
            new=new,
            evidence=[self.passage(at, quote) for at, quote in (quotes or {}).items()],
            subject=subject(self.text, record) if record else None,
            schema_version="1",
            rules="r1",
            **more,
        )


def said(record: Record, path: str) -> Any:
    from pipeline.corrections.values import at

    return at(msgspec.to_builtins(record), path)
