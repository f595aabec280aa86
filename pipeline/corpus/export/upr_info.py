"""Recommendations in the columns of UPR-Info's database, so that the two can be set side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.corpus.export.columns import Column, Row, Table
from pipeline.model.records import Evidence, Extraction, Recommendation
from pipeline.vocabulary import countries

NAME = "recommendations_upr_info"
COLUMNS = (
    Column("State under Review", "text", "Its English short name"),
    Column("Recommending State", "text", "Its English short name; one that is not known stands as written"),
    Column("Recommendation", "text", "Without its number and the States"),
    Column("Response", "text", "Supported, Noted (also for `rejected`), Pending, or nothing"),
    Column("Session", "integer", "Session of the Working Group"),
    Column("Number", "text", "As in the report"),
    Column("State under Review ISO3", "text", "ISO 3166 code"),
    Column("Recommending State ISO3", "text", "ISO 3166 code"),
    Column("Page", "integer", "Page that the recommendation's text starts on"),
    Column("Source", "text", "The document"),
    Column("Record", "text", "`id` of the row of `recommendations`"),
)
"""The first five are UPR-Info's. It has short names of its own for some States, so the codes stand beside the names."""
RESPONSES = {"supported": "Supported", "noted": "Noted", "rejected": "Noted", "pending": "Pending"}
"""UPR-Info has had no third answer since its 17th session: what a State rejects it has noted (resolution 5/1)."""


def table(passages: Callable[[Recommendation], list[Evidence]]) -> Table:
    """A row a recommendation and State that made it, as UPR-Info counts them; one without a State has one row."""

    def rows(extract: Extraction) -> Iterator[Row]:
        document = extract.document
        for record in extract.records.recommendations:
            to = record.to or (document.country.iso3 if document.country else None)
            main = passages(record)
            by: list[tuple[str | None, str | None]] = [(state.name, state.iso3) for state in record.from_]
            for name, iso3 in by or [(None, None)]:
                yield [
                    _name(to) or to,
                    _name(iso3) or name,
                    record.text,
                    RESPONSES[record.response] if record.response else None,
                    document.review.session,
                    record.number,
                    to,
                    iso3,
                    main[0].page if main else None,
                    document.source,
                    record.id,
                ]

    says = "Recommendations in UPR-Info's columns: a row a recommendation and State that made it."
    return Table(NAME, says, COLUMNS, of_document=rows)


def _name(iso3: str | None) -> str | None:
    """A State's English short name."""
    country = countries.table().get(iso3) if iso3 else None
    return country.name if country else None
