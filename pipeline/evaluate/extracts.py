"""Where the records come from that gold is held against: the pipeline, here and now, or the extracts of a run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from pipeline.corpus import files
from pipeline.corpus.one import Job, do
from pipeline.evaluate.gold import GoldDocument
from pipeline.flow import Pipeline
from pipeline.model.records import Extraction

T = TypeVar("T")
Extracts = Callable[[GoldDocument], Extraction | str]
"""A document's extract, or why there is none."""


class NoExtract(LookupError):
    """A run does not have a document that the gold is about, or its extracts cannot be read; the message names it."""


class _Named(msgspec.Struct):
    id: str


class _Known(msgspec.Struct):
    """The part of an extract by which a document is known."""

    document: _Named


def from_pipeline(pipeline: Pipeline) -> Extracts:
    """Does each document, one after the other in this process, so that the model is loaded once."""

    def extract(gold: GoldDocument) -> Extraction | str:
        result = do(pipeline, Job(gold.source.name, b"", gold.source.data))
        if result.outcome == "failed":
            return f"{result.stage}: {result.message} [{result.code}]"
        return msgspec.json.decode(result.extract, type=Extraction)

    return extract


def from_run(output: Path) -> Extracts:
    """The extracts of the run in `output`, each known by its source's bytes, whatever its name there.

    Raises:
        NoExtract: there is no run, or an extract cannot be read; when called, the run lacks the document.
    """
    documents = output / "documents"
    if not documents.is_dir():
        raise NoExtract(f"no run in {output}; make one with upr run")
    known: dict[str, Path] = {}
    for found in files.sources([documents], documents / ".none"):
        known[_read(Path(found.path), _Known).document.id] = Path(found.path)

    def extract(gold: GoldDocument) -> Extraction | str:
        if gold.source.id not in known:
            raise NoExtract(f"{output} has no extract of {gold.source.name} as it is beside {gold.name}; run upr run")
        return _read(known[gold.source.id], Extraction)

    return extract


def _read(path: Path, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError) as error:
        raise NoExtract(f"{path} is not as this version writes it ({error}): delete it and run again") from error
