"""upr: Universal Periodic Review documents into facts that can be checked.

>>> from pipeline import Source, pipeline
>>> assembly = pipeline()(Source("a.txt", b"ODIHR held a workshop in Prague in March 2011."))
>>> assembly.extraction.records.events[0].place
'Prague'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.errors import DocumentError
    from pipeline.flow import Pipeline, pipeline
    from pipeline.model.document import Source
    from pipeline.model.records import Assembly, Extraction, Records

__all__ = ["Assembly", "DocumentError", "Extraction", "Pipeline", "Records", "Source", "pipeline"]

_HOMES = {
    "Assembly": "pipeline.model.records",
    "DocumentError": "pipeline.errors",
    "Extraction": "pipeline.model.records",
    "Pipeline": "pipeline.flow",
    "Records": "pipeline.model.records",
    "Source": "pipeline.model.document",
    "pipeline": "pipeline.flow",
}


def __getattr__(name: str) -> Any:
    """Names are imported when they are asked for, so that `upr --help` loads none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
