"""What the index shows: totals, and a table of documents as data that its script draws row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from pipeline.review.report.entry import Entry
from pipeline.review.report.naming import visible


def context(entries: Sequence[Entry]) -> dict[str, Any]:
    """The index's totals and rows, from the entries of all documents."""
    done = [entry for entry in entries if entry.failure is None]
    totals: Counter[str] = Counter()
    for entry in done:
        totals.update(entry.counts)
    return {
        "totals": totals,
        "documents": len(done),
        "failures": len(entries) - len(done),
        "warnings": sum(entry.warnings for entry in done),
        "low": sum(entry.low for entry in done),
        "unclaimed": sum(entry.unclaimed for entry in done),
        "data": {"rows": [_row(entry) for entry in sorted(entries, key=lambda entry: entry.source)]},
    }


def _row(entry: Entry) -> dict[str, Any]:
    """A row as the script reads it; every word is safe to show as text."""
    return {
        "source": visible(entry.source),
        "page": entry.page,
        "title": visible(entry.title) if entry.title else None,
        "kind": entry.kind,
        "iso3": entry.iso3,
        "country": entry.country,
        "year": entry.year,
        "symbol": visible(entry.symbol) if entry.symbol else None,
        "counts": entry.counts,
        "warnings": entry.warnings,
        "low": entry.low,
        "unclaimed": entry.unclaimed,
        "failure": visible(entry.failure) if entry.failure else None,
    }
