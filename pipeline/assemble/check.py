"""Checks across the records of one document: what does not fit is a warning, never a silent correction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.model.document import SectionedDocument
from pipeline.model.records import Answer, Date, DocumentWarning, Mission, Opinion, Records

BRIEF = 60


def warnings(document: SectionedDocument, records: Records) -> Iterator[DocumentWarning]:
    """Yield all warnings about a document: the stages' own first, then those about its records."""
    for notice in document.repaired.notices:
        yield DocumentWarning(
            code=notice.code, message=notice.message, record=None, span=notice.span.pair if notice.span else None
        )
    yield from _notes_without_text(document)
    for opinion in records.opinions:
        yield from _about_opinion(opinion, document)
    yield from _unclear(records.answers)
    for mission in records.missions:
        yield from _about_mission(mission)
    yield from _about_statements(records)
    told = {warning_span for opinion in records.opinions if (warning_span := _span_of(opinion, "date"))}
    for record in records.dates:
        if record.status == "incomplete" and (span := record.evidence["value"][0].span) not in told:
            ambiguous = record.evidence["value"][0].rule == "dates.ambiguous"
            reason = "may be day-month or month-day" if ambiguous else "is no whole date"
            code = "date.ambiguous" if ambiguous else "date.incomplete"
            yield DocumentWarning(
                code=code, message=f"{record.raw!r} {reason}; it has no value", record=record.id, span=span
            )


def _unclear(answers: Iterable[Answer]) -> Iterator[DocumentWarning]:
    for answer in answers:
        if answer.response is None:
            yield DocumentWarning(
                code="answer.unclear",
                message=f"what the State answers to recommendation {answer.number} is not said, or said in two ways",
                record=answer.id,
                span=answer.evidence["number"][0].span,
            )


def _notes_without_text(document: SectionedDocument) -> Iterator[DocumentWarning]:
    have = {note.mark for note in document.notes}
    missing = [anchor.mark for anchor in document.repaired.anchors if anchor.mark not in have]
    if missing:
        few = ", ".join(missing[:12]) + (" …" if len(missing) > 12 else "")
        yield DocumentWarning(
            code="footnote.text_missing",
            message=f"the texts of {len(missing)} footnotes are not in this file: marks {few}",
            record=None,
            span=None,
        )


def _about_statements(records: Records) -> Iterator[DocumentWarning]:
    """Statements that nobody is known to have made, and sources that the document's own list does not have."""
    names = [each.abbreviation for each in records.stakeholders if each.abbreviation]
    for statement in records.statements:
        span = statement.evidence["text"][0].span
        if not statement.organisations:
            notes = f"notes {', '.join(statement.notes)} name" if statement.notes else "it has no note and names"
            yield DocumentWarning(
                code="statement.no_source",
                message=f"nobody is known to have said {_brief(statement.text)}: {notes} no organisation",
                record=statement.id,
                span=span,
            )
        speaker = next((name for name in names if statement.text.startswith(f"{name} ")), None)
        said = [source.abbreviation for source in statement.organisations if source.abbreviation]
        if speaker and said and not any(name.startswith(speaker) or speaker.startswith(name) for name in said):
            yield DocumentWarning(
                code="statement.source_differs",
                message=f"{speaker} speaks, and the note behind it cites {', '.join(said)}",
                record=statement.id,
                span=span,
            )
        for place, source in enumerate(statement.organisations):
            if records.stakeholders and source.full_name is None:
                yield DocumentWarning(
                    code="statement.source_unlisted",
                    message=f"{source.name!r} is not in the document's list of stakeholders",
                    record=statement.id,
                    span=statement.evidence[f"organisations[{place}].name"][0].span,
                )


def _brief(text: str) -> str:
    return repr(text if len(text) <= BRIEF else f"{text[:BRIEF]}…")


def _about_opinion(opinion: Opinion, document: SectionedDocument) -> Iterator[DocumentWarning]:
    span = _span_of(opinion, "date")
    number = next((number for number in opinion.numbers if number.scheme != "cdl"), opinion.numbers[0])
    if opinion.date is not None and opinion.date.status == "incomplete":
        yield DocumentWarning(
            code="date.incomplete",
            message=f"{opinion.date.raw!r} is no whole date; the number {number.value} suggests {number.year}",
            record=opinion.id,
            span=span,
        )
    year = _year(opinion.date)
    if year is not None and not number.year <= year <= number.year + 1:
        yield DocumentWarning(
            code="opinion.year_differs",
            message=f"the number {number.value} is of {number.year}, the date {opinion.date.raw if opinion.date else ''} is not",
            record=opinion.id,
            span=span,
        )
    for number in opinion.numbers:
        if number.country and number.iso3 is None:
            yield DocumentWarning(
                code="opinion.country_unknown",
                message=f"{number.country!r} in {number.value} stands for no country that is known",
                record=opinion.id,
                span=_span_of(opinion, f"numbers[{opinion.numbers.index(number)}].value"),
            )
        elif number.iso3 and document.identity.country and number.iso3 != document.identity.country:
            yield DocumentWarning(
                code="opinion.country_differs",
                message=f"{number.value} is about {number.iso3}, the document about {document.identity.country}",
                record=opinion.id,
                span=_span_of(opinion, f"numbers[{opinion.numbers.index(number)}].value"),
            )


def _about_mission(mission: Mission) -> Iterator[DocumentWarning]:
    for place, whole in enumerate(mission.observers):
        parts = [group for group in mission.observers if group.part_of == place]
        if sum(part.value for part in parts) > whole.value and whole.approx != "over":
            yield DocumentWarning(
                code="mission.parts_exceed_whole",
                message=f"{' + '.join(str(part.value) for part in parts)} is more than {whole.raw}",
                record=mission.id,
                span=_span_of(mission, f"observers[{place}]"),
            )
    polling = mission.election.date if mission.election else None
    if mission.deployed and polling and (mission.deployed.value or "") > (polling.value or "9"):
        yield DocumentWarning(
            code="mission.deployed_after_election",
            message=f"deployed on {mission.deployed.raw}, after the election of {polling.raw}",
            record=mission.id,
            span=_span_of(mission, "deployed"),
        )


def _span_of(record: Opinion | Mission, path: str) -> tuple[int, int] | None:
    evidence = record.evidence.get(path)
    return evidence[0].span if evidence else None


def _year(date: Date | None) -> int | None:
    return int(date.value[:4]) if date and date.value else None
