"""The extracts of a run, read back one at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from pipeline.corpus import manifest
from pipeline.model.records import Extraction

MANIFEST = "manifest.sqlite"


class NoRun(LookupError):
    """The folder holds no run, or one that did not end; the message says which."""


class Damaged(ValueError):
    """A file of the run is not as a run of this version writes it; the message names it."""


def check_there(output: Path) -> None:
    """Raises:
    NoRun: the folder holds none.
    """
    if not (output / MANIFEST).is_file() and not (output / "documents").is_dir():
        raise NoRun(f"no run in {output}")


def check_ended(output: Path) -> None:
    """Raises:
    NoRun: the extracts, and what the run makes of all of them at its end, are not of one run.
    """
    if (output / MANIFEST).is_file() and not manifest.is_finished(output / MANIFEST):
        raise NoRun(f"the last run in {output} did not end")


def extracts(output: Path) -> Iterator[Extraction]:
    """Every extract, folder by folder in order of name.

    Raises:
        Damaged: one cannot be read.
    """
    for path in _below(output / "documents"):
        try:
            yield _DECODER.decode(path.read_bytes())
        except (OSError, msgspec.DecodeError) as error:
            raise Damaged(f"{path} is not as this version writes it ({error}): delete it and run again") from error


def lines(path: Path) -> Iterator[dict[str, object]]:
    """The rows of a JSON lines file of the run; none where there is no such file.

    Raises:
        Damaged: a line cannot be read.
    """
    if not path.is_file():
        return
    with path.open("rb") as file:
        for line in file:
            try:
                yield _LINES.decode(line)
            except msgspec.DecodeError as error:
                raise Damaged(f"{path} is not as this version writes it ({error}): delete it and run again") from error


def _below(folder: Path) -> Iterator[Path]:
    """Extracts alone: hidden names are a source's own, what is being written ends in `.part`."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".json"):
                yield Path(place, name)


_DECODER = msgspec.json.Decoder(Extraction)
_LINES = msgspec.json.Decoder(dict[str, object])
