"""The order of the stages, written once: a source in, its assembly out.

Source --load--> LoadedDocument --repair--> RepairedDocument --split--> SectionedDocument
       --extract--> Findings --assemble--> Assembly
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.assemble import assemble
from pipeline.extract import EXTRACTORS, Weighed, extract, weigh, with_names
from pipeline.extract.extractor import Extractor
from pipeline.extract.names import DEFAULT_MODEL, Recogniser, load_model
from pipeline.load import load
from pipeline.model.document import LoadedDocument, RepairedDocument, SectionedDocument, Source
from pipeline.model.records import Assembly
from pipeline.repair import REPAIRS, repair
from pipeline.repair.rule import Repair
from pipeline.split import split


@dataclass(frozen=True, slots=True)
class Pipeline:
    """One way to do documents: which repairs, which extractors, pages that are pictures or not. A call does one document.

    Raises:
        DocumentError: the document could not be done; its `stage` and `code` say where and why.
    """

    repairs: tuple[Repair, ...] = REPAIRS
    extractors: tuple[Extractor, ...] = EXTRACTORS
    ocr: bool = False

    def __call__(self, source: Source) -> Assembly:
        return self.from_sectioned(self.sectioned(source))

    def loaded(self, source: Source) -> LoadedDocument:
        return load(source, ocr=self.ocr)

    def repaired(self, source: Source) -> RepairedDocument:
        return repair(self.loaded(source), self.repairs)

    def sectioned(self, source: Source) -> SectionedDocument:
        return split(self.repaired(source))

    def from_loaded(self, loaded: LoadedDocument) -> SectionedDocument:
        """What `sectioned` comes to, for a document that is loaded already."""
        return split(repair(loaded, self.repairs))

    def from_sectioned(self, sectioned: SectionedDocument) -> Assembly:
        """What a call comes to, for a document that is loaded, repaired and split already."""
        return assemble(sectioned, extract(sectioned, self.extractors))

    def traced(self, source: Source) -> Traced:
        """A document with what its extractors weighed: what a call comes to, and why."""
        sectioned = self.sectioned(source)
        weighed = weigh(sectioned, self.extractors)
        return Traced(sectioned, weighed, assemble(sectioned, weighed.found))


@dataclass(frozen=True, slots=True)
class Traced:
    """A document on its way to records, with all that was proposed."""

    document: SectionedDocument
    weighed: Weighed
    assembly: Assembly


def pipeline(*, ner: bool = True, model: str = DEFAULT_MODEL, ocr: bool = False) -> Pipeline:
    """The pipeline that the command line runs; the model is loaded when the first passage needs it.

    `ocr` has pages of PDFs without text read by the program tesseract.

    Raises:
        ModelMissing: `model` is not installed (when it is first needed).
    """
    return Pipeline(extractors=with_names(_late(model)) if ner else EXTRACTORS, ocr=ocr)


def _late(model: str) -> Recogniser:
    """A recogniser that loads its model at its first passage."""
    loaded: list[Recogniser] = []

    def recognise(passages):  # type: ignore[no-untyped-def]
        if not loaded:
            loaded.append(load_model(model))
        return loaded[0](passages)

    return recognise
