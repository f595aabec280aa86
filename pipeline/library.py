"""upr for programs: one document, or a run over folders. The command line is the same calls with words around them."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline.corpus import engines, files
from pipeline.corpus import run as runs
from pipeline.corpus.one import read
from pipeline.corpus.plan import Orders
from pipeline.corpus.run import Progress, Summary
from pipeline.corpus.worker import Limits
from pipeline.extract.names import DEFAULT_MODEL
from pipeline.flow import Pipeline, pipeline
from pipeline.model.document import Source
from pipeline.model.records import Extraction

StrPath = str | os.PathLike[str]


def extract(
    document: StrPath | bytes,
    *,
    name: str | None = None,
    ner: bool = True,
    model: str = DEFAULT_MODEL,
    ocr: bool = False,
) -> Extraction:
    """Do one document: a path, or the bytes of a file of any format that upr reads.

    It is done in this process, without limits of time and memory. `name` is what the extract calls its source, else the
    file's own name, and `-` for bytes. `ner`, `model` and `ocr` are those of `upr extract`; a model is loaded once.

    >>> extraction = extract(b"ODIHR held a workshop in Prague in March 2011 with 25 experts.")
    >>> [event] = extraction.records.events
    >>> event.place, event.date.value, event.participants[0].value
    ('Prague', '2011-03', 25)
    >>> event.evidence["place"][0].raw
    'Prague'

    Raises:
        DocumentError: the document cannot be done; `stage`, `code` and `way_out` say where, why, and what helps.
        ModelMissing: the model is not installed.
    """
    do = _pipeline(ner, model, ocr)
    if isinstance(document, bytes):
        return do(Source(name or "-", document)).extraction
    spelled = os.fsencode(Path(document).name).decode("utf-8", "backslashreplace")
    return do(read(name or spelled, Path(document)).source).extraction


@functools.cache
def _pipeline(ner: bool, model: str, ocr: bool) -> Pipeline:
    return pipeline(ner=ner, model=model, ocr=ocr)


def run(
    paths: StrPath | Iterable[StrPath],
    output: StrPath = "output",
    *,
    settings: engines.Standard | None = None,
    engine: engines.Engine | None = None,
    workers: int = 0,
    orders: Orders | None = None,
    watch: Callable[[Progress], None] = lambda progress: None,
) -> Summary:
    """Do every file below the paths into a folder, as `upr run` does; what has not changed is not done again.

    `settings` say whether and which name model is used, and whether scans are read. `engine` does the documents: by default
    `workers` processes (0: one a core) with a minute and 2 GB a document. `orders` are the wishes of the command line about
    what is done again, as `Orders(force=True)`. `watch` is called when a document has ended.

    >>> import tempfile
    >>> from pathlib import Path
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("ODIHR held a workshop in Prague in March 2011.")
    >>> summary = run(folder, folder / "output", workers=1)
    >>> summary.done, summary.failed, summary.rows["events"]
    (1, 0, 1)

    Raises:
        FileNotFoundError: one of the paths is not there.
        WriteError: the output folder cannot be written.
        Locked: another run writes into it.
        NameClash: two sources would be written to one place.
        EngineError, ModelMissing: no document can be done.
    """
    named = [Path(path) for path in ([paths] if isinstance(paths, str | os.PathLike) else paths)]
    for path in named:
        if not path.exists():
            raise FileNotFoundError(f"{path}: no such file or folder")
    make = settings or engines.Standard()
    return runs.run(
        engine or engines.Processes(make, workers or engines.cores(), Limits()),
        files.sources(named, Path(output)),
        Path(output),
        versions=make.versions,
        orders=orders,
        watch=watch,
    )
