"""Which engine a run has: processes of this machine, or a dask cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.cli.ends import WRONG_USE, Stop

if TYPE_CHECKING:
    from pipeline.corpus.engines import Engine, Standard
    from pipeline.corpus.worker import Limits

ENGINES = ("local", "dask")


def chosen(name: str, scheduler: str | None, *, make: Standard, workers: int, limits: Limits, largest: int) -> Engine:
    """The engine by its name on the command line."""
    from pipeline.corpus import engines
    from pipeline.corpus.dask import Cluster

    if name not in ENGINES:
        raise Stop(WRONG_USE, f"--engine {name}: choose one of {', '.join(ENGINES)}")
    if scheduler is not None and name != "dask":
        raise Stop(WRONG_USE, "--scheduler is for --engine dask")
    if scheduler is not None and workers:
        raise Stop(WRONG_USE, "--workers is for this machine; a cluster has as many as were started for it")
    here = workers or engines.cores()
    if name == "dask":
        return Cluster(make, here, limits, largest, scheduler)
    return engines.Processes(make, here, limits, largest)
