"""What the pages over all documents show: the index, with its table as data that its script draws row by row, and countries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from pipeline.review.report.charts import charts, time_line
from pipeline.review.report.entry import Entry, Moment
from pipeline.review.report.naming import visible
from pipeline.vocabulary import countries as known


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
        "charts": charts(done),
        "data": {
            "rows": [_row(entry) for entry in sorted(entries, key=lambda entry: entry.source)],
            "countries": sorted(countries(done)),
        },
    }


def countries(entries: Sequence[Entry]) -> dict[str, dict[str, Any]]:
    """What each country's page shows, by ISO code: its time from all documents, and those about it."""
    moments: defaultdict[str, list[tuple[str | None, str, Moment]]] = defaultdict(list)
    about: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.iso3 is not None and entry.failure is None:
            about[entry.iso3].append(entry)
        for moment in entry.moments:
            moments[moment.iso3].append((entry.page, entry.source, moment))
    pages: dict[str, dict[str, Any]] = {}
    for iso3 in {*moments, *about}:
        country = known.by_code(iso3)
        if country is None:
            continue
        found = sorted(moments[iso3], key=lambda row: (row[2].day, row[2].table, row[1], row[2].record))
        pages[iso3] = {
            "iso3": iso3,
            "name": country.name,
            "documents": sorted(about[iso3], key=lambda entry: (entry.year or 0, entry.source)),
            "moments": found,
            "line": time_line([moment for _, _, moment in found]) if found else "",
        }
    return pages


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
