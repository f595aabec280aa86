"""What workers make their pipelines with, by these names. Importing it loads no stage: a dask worker needs none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NoReturn

from pipeline.corpus.engines import Standard

if TYPE_CHECKING:
    from pipeline.flow import Pipeline


class Obedient(Standard):
    """Makes the pipeline that does what a document's words tell it to."""

    __slots__ = ()

    def __call__(self) -> Pipeline:
        from tests.corpus import made

        return made.obedient()


class Broken(Standard):
    """Cannot make a pipeline."""

    __slots__ = ()

    def __call__(self) -> NoReturn:
        raise ImportError("no module named nothing")


def deadly() -> NoReturn:
    os._exit(7)
