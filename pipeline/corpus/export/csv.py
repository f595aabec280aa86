"""CSV for people who open it in a spreadsheet.

It starts with a byte order mark (without one Excel takes UTF-8 for the system's own code page), and no cell is a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from pipeline.corpus.export import lines
from pipeline.corpus.export.columns import Cell
from pipeline.corpus.one import ENCODER

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
"""Control characters, and what turns the direction of text, so that a cell could show other than it holds."""
BLANK = r"(?: [^\S\n] | [\u00ad\u200b-\u200f\u2060] )"  # those without width too
STARTS = r"[=+\-@\uff0b\uff0d\uff1d\uff20]"  # what starts a formula; Excel reads the full-width forms alike
FORMULA = re.compile(
    rf"""
      \A {BLANK}* (?= {STARTS} )
    | (?<= [;\n] ) (?: {BLANK} | " )* (?= {STARTS} )  # where a cell ends for a spreadsheet with other settings
    """,
    re.VERBOSE,
)


def write(output: Path, folder: Path) -> list[lines.Written]:
    """Write the tables of the run in `output` into `folder`."""
    return lines.write(
        output,
        folder,
        "csv",
        lambda table: BYTE_ORDER_MARK + line([column.name for column in table.columns]),
        lambda _, row: line(row),
    )


def line(cells: Sequence[Cell]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerow([_cell(cell) for cell in cells])
    return text.getvalue().encode()


def _cell(cell: Cell) -> str | int | float | None:
    """A cell that no spreadsheet takes for a formula: `=1+1` gets an apostrophe before it. Numbers stay numbers."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, list):
        words = [each for each in cell if isinstance(each, str)]
        cell = "; ".join(words) if len(words) == len(cell) else ENCODER.encode(cell).decode()
    if not isinstance(cell, str):
        return cell
    words_only = UNSEEN.sub("", LINE_END.sub("\n", cell))
    opens = "'" if words_only.startswith(("\t", "\n")) else ""
    words_only = words_only.replace("\t", " ")
    guarded = FORMULA.sub(lambda match: f"'{match[0]}", words_only)
    return guarded if guarded.startswith("'") else opens + guarded
