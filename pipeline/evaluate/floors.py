"""A floor for each figure, below which quality may not fall: read, held against figures, raised, and lowered with a reason.

The file has a table for each folder of gold and in it the strict F1 of fields, lists and `all`:

    [develop]
    gold = "…"                   # a digest of the gold that the floors were measured on
    all = 0.93
    "missions.head.name" = 0.95

    [lowered]
    "develop: missions.head.name" = "why; the same words stand in the changelog"
"""

from __future__ import annotations

import hashlib
import json
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.corpus import files
from pipeline.evaluate.figures import Figures, Report
from pipeline.evaluate.gold import GoldDocument

MARGIN = 0.02
"""How far below today's figure a floor is set: an error more in a hundred is no alarm."""
FEWEST = 5
"""A field that gold tells less often gets no floor: one error would be the whole of it."""
LOWERED, GOLD = "lowered", "gold"
HEADER = """\
# The strict F1 that each figure must keep, by folder of gold. Written by `upr eval fixtures/gold --floors FILE --write-floors`, which
# only raises; `--allow-lower REASON` lowers, and the reason must stand in CHANGELOG.md.
"""


class BadFloors(ValueError):
    """A file of floors that cannot be used; the message names it."""


@dataclass(frozen=True, slots=True)
class Floors:
    """Floors by folder and figure, the gold they were measured on by folder, and why any were lowered."""

    least: Mapping[str, Mapping[str, float]]
    gold: Mapping[str, str] = field(default_factory=dict)
    lowered: Mapping[str, str] = field(default_factory=dict)


def read(path: Path) -> Floors:
    """The floors in a file; none where there is no file.

    Raises:
        BadFloors: the file is not in the form above.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    except (OSError, ValueError) as error:
        raise BadFloors(f"{path}: cannot be read as TOML: {error}") from error
    lowered = tables.pop(LOWERED, {})
    gold: dict[str, str] = {}
    for folder, rows in tables.items():
        if not isinstance(rows, dict):
            raise BadFloors(f"{path}: {folder}: a table for a folder of gold is wanted")
        gold[folder] = str(rows.pop(GOLD, ""))
        for name, least in rows.items():
            if not isinstance(least, float | int) or not 0 <= least <= 1:
                raise BadFloors(f"{path}: {folder}: {name}: a number from 0 to 1 is wanted, not {least!r}")
    if not all(isinstance(reason, str) and reason for reason in lowered.values()):
        raise BadFloors(f"{path}: {LOWERED}: a reason is wanted for each")
    return Floors(tables, gold, lowered)


def digest(documents: Sequence[GoldDocument]) -> str:
    """What tells one gold from another: its files and their sources, whatever their order."""
    return hashlib.sha256("".join(sorted(document.digest for document in documents)).encode()).hexdigest()[:16]


def fallen(floors: Floors, folder: str, report: Report) -> list[str]:
    """What has fallen below its floor, in words; a figure that is no longer there has fallen."""
    figures = _named(report)
    messages = []
    for name, least in floors.least.get(folder, {}).items():
        value = figures[name].f1.value if name in figures else None
        if value is None:
            messages.append(f"{folder}: {name}: nothing is measured, the floor is {least:.2f}")
        elif value < least:
            messages.append(f"{folder}: {name}: F1 {value:.4f} is below its floor of {least:.2f}")
    return messages


def renewed(floors: Floors, folder: str, report: Report, gold: str, reason: str | None) -> tuple[Floors, list[str]]:
    """Floors for one folder from today's figures, and what was lowered. Without a reason, floors only go up."""
    old = dict(floors.least.get(folder, {}))
    new: dict[str, float] = {}
    lowered: dict[str, str] = {}
    for name, row in _named(report).items():
        if row.f1.value is None or (row.gold < FEWEST and name not in old):
            continue
        today = math.floor(100 * max(0.0, row.f1.value - MARGIN) + 1e-9) / 100
        if reason and row.f1.value < old.get(name, 0.0):
            lowered[name] = reason
            new[name] = today
        else:
            new[name] = max(today, old.get(name, 0.0))
    if reason:
        lowered |= dict.fromkeys(old.keys() - new.keys(), reason)
    else:
        new |= {name: least for name, least in old.items() if name not in new}
    reasons = {**floors.lowered, **{f"{folder}: {name}": why for name, why in lowered.items()}}
    kept = Floors({**floors.least, folder: new}, {**floors.gold, folder: gold}, reasons)
    return kept, [f"{folder}: {name}: {old[name]:.2f} to {new.get(name, 0.0):.2f}" for name in sorted(lowered)]


def write(path: Path, floors: Floors) -> None:
    """Put the floors into a file, in order of name.

    Raises:
        WriteError: the file cannot be written.
    """
    parts = [HEADER]
    for folder, rows in sorted(floors.least.items()):
        lines = [
            f'{GOLD} = "{floors.gold.get(folder, "")}"',
            *(f"{_key(name)} = {rows[name]:.2f}" for name in sorted(rows)),
        ]
        parts.append("\n".join([f"[{folder}]", *lines]) + "\n")
    if floors.lowered:
        rows_of = [f"{_key(name)} = {_quoted(why)}" for name, why in sorted(floors.lowered.items())]
        parts.append("\n".join([f"[{LOWERED}]", *rows_of]) + "\n")
    files.write(path, "\n".join(parts).encode())


def unexplained(floors: Floors, changelog: str) -> list[str]:
    """The reasons for lower floors that the changelog does not give, word for word."""
    told = " ".join(changelog.split())
    return sorted(reason for reason in set(floors.lowered.values()) if " ".join(reason.split()) not in told)


def _named(report: Report) -> dict[str, Figures]:
    return {row.name: row for row in (report.all, *report.lists, *report.fields)}


def _key(name: str) -> str:
    return name if name.isidentifier() else _quoted(name)


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)  # a text of JSON is one of TOML
