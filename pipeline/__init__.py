"""upr: Universal Periodic Review documents into facts that can be checked.

>>> from pipeline import extract
>>> extract(b"ODIHR held a workshop in Prague in March 2011.").records.events[0].place
'Prague'
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.corpus.run import Summary
    from pipeline.errors import DocumentError
    from pipeline.flow import Pipeline, pipeline
    from pipeline.library import extract, run
    from pipeline.model.document import Source
    from pipeline.model.records import Assembly, Extraction, Records

__all__ = [
    "Assembly",
    "DocumentError",
    "Extraction",
    "Pipeline",
    "Records",
    "Source",
    "Summary",
    "extract",
    "pipeline",
    "run",
]

_HOMES = {
    "Assembly": "pipeline.model.records",
    "DocumentError": "pipeline.errors",
    "Extraction": "pipeline.model.records",
    "Pipeline": "pipeline.flow",
    "Records": "pipeline.model.records",
    "Source": "pipeline.model.document",
    "Summary": "pipeline.corpus.run",
    "pipeline": "pipeline.flow",
    "run": "pipeline.library",
}


class _Door(ModuleType):
    """Names are imported when they are asked for, so that `upr --help` loads none of them.

    `extract` is the name of a stage's package too, which Python would put here once anything imports it. Whoever asks the
    door for `extract` gets the function; `from pipeline.extract import ...` finds the package as ever.
    """

    def __getattr__(self, name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)

    @property
    def extract(self) -> Any:
        from pipeline.library import extract

        return extract

    @extract.setter
    def extract(self, package: ModuleType) -> None:
        pass


sys.modules[__name__].__class__ = _Door
