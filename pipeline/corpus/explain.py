"""Why a record says what it says, and why a document has no record of something.

    Traced -> lines

For a record: each value with its rule and passage, and what stands in the same sentences and is not part of it. For a
document: all that was proposed, who proposed it, where, and what became of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from pipeline.assemble.confidence import signs, weakest
from pipeline.corpus.proposals import MODEL, Claim, Claims, Fate, Proposal, proposals
from pipeline.flow import Traced
from pipeline.model.dropped import REASONS
from pipeline.model.findings import Place
from pipeline.model.records import TABLES, Extraction, Record
from pipeline.spans import Span

CONTEXT = 60
LITTLE = 20
MOST_CLAIMS = 3
FATES: dict[Fate, str] = {
    "used": "kept and used",
    "not_needed": "kept and not needed",
    "unused": "kept and in no record",
    "dropped": "dropped",
}


class UnknownRecord(LookupError):
    """No record, or more than one, has an id that starts so."""


def explain(traced: Traced, wanted: str) -> list[str]:
    """The lines that explain the record whose id starts with `wanted`.

    Raises:
        UnknownRecord: there is none, or there are several.
    """
    extraction = traced.assembly.extraction
    table, record = _record(extraction, wanted)
    beside = [
        f"    {_quoted(traced, span)} at {_range(span)}, {words}" for span, words in sorted(_beside(traced, record))
    ]
    return [
        f"{record.id} ({table}), section {record.section}, confidence {record.confidence}",
        *_least_sure(extraction, table, record),
        *_values(extraction, record),
        *(
            f"warning {warning.code}: {warning.message}"
            for warning in extraction.warnings
            if warning.record == record.id
        ),
        *(["what else stood in the same sentences:", *beside] if beside else []),
    ]


def overview(traced: Traced, model: str | None) -> list[str]:
    """The lines that say what was proposed in the whole document, by rules and by the model of that name."""
    told = proposals(traced, Claims(traced.assembly.extraction))
    rows = [("place", "page", "as", "by", "proposed", "became")]
    rows += [
        (_range(each.span), _page(traced, each.span), each.label, each.rule, _seen(traced, each.span), _fate(each))
        for each in told
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    extraction, unclaimed = traced.assembly.extraction, len(traced.assembly.unclaimed)
    records = sum(len(getattr(extraction.records, table)) for table in TABLES)
    return [
        f"{extraction.document.source}: {records} records; {unclaimed} words with digits or months are in none",
        f"the name model {model}: {_summary(told, by_model=True)}" if model else "the name model: not asked",
        f"rules: what is in the records, and {_summary(told, by_model=False)}",
        *(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in (rows if told else [])
        ),
        *(f"{reason}: {words}" for reason, words in REASONS.items() if any(each.reason == reason for each in told)),
    ]


def _record(extraction: Extraction, wanted: str) -> tuple[str, Record]:
    matches = [
        (table, record)
        for table in TABLES
        for record in getattr(extraction.records, table)
        if record.id.startswith(wanted)
    ]
    if len(matches) != 1:
        few = ", ".join(record.id for _, record in matches[:5])
        raise UnknownRecord(f"{wanted}: " + (f"several records: {few}" if matches else "no record has this id"))
    return matches[0]


def _least_sure(extraction: Extraction, table: str, record: Record) -> Iterator[str]:
    """What the confidence stands on, where the gold set has brought it down from what the extractor claims."""
    warned = {warning.code for warning in extraction.warnings if warning.record == record.id}
    sign = weakest(table, signs(record, warned))
    if sign is not None and record.confidence == round(sign.share, 2):
        yield f"    least sure is {sign.name}: {sign.right} of {sign.of} records with it were right in the gold set"


def _values(extraction: Extraction, record: Record) -> Iterator[str]:
    for path, passages in record.evidence.items():
        yield f"{path} = {_at(msgspec.to_builtins(record), path)!r}"
        for passage in passages:
            start, end = passage.span
            page = f", page {passage.page}" if passage.page else ""
            yield f"    {passage.rule}: {passage.raw!r} at {start}-{end}, source {passage.source_span[0]}-{passage.source_span[1]}{page}"
            before = extraction.text[max(0, start - CONTEXT) : start]
            after = extraction.text[end : end + CONTEXT]
            yield f"    … {_flat(before)}[{_flat(passage.raw)}]{_flat(after)} …"


def _beside(traced: Traced, record: Record) -> Iterator[tuple[Place, str]]:
    """What else stands in the record's sentences: proposals, dates and counts of others, and what nobody claimed."""
    extraction, claims = traced.assembly.extraction, Claims(traced.assembly.extraction)
    own: list[Place] = [Span(*passage.span) for passages in record.evidence.values() for passage in passages]
    sentences = {traced.document.sentence_at(span.start).hull(span) for span in own}

    def is_beside(span: Place) -> bool:
        return any(sentence.covers(span) for sentence in sentences)

    for each in proposals(traced, claims):
        if is_beside(each.span):
            why = f" ({REASONS[each.reason]})" if each.reason else ""
            yield each.span, f"{each.label} by {each.rule}: {_fate(each, record.id)}{why}"
    for table in ("dates", "counts"):
        for row in getattr(extraction.records, table):
            span: Place = Span(*next(iter(row.evidence.values()))[0].span)
            if row.id != record.id and is_beside(span) and not any(map(span.overlaps, own)):
                others = tuple(claim for claim in claims.at(span) if claim.record != row.id)
                yield span, f"{row.id} ({table}): " + (_in(others, record.id) if others else "in no other record")
    for left in traced.assembly.unclaimed:
        if is_beside(Span(*left.span)):
            yield Span(*left.span), f"{left.kind}: in no record"


def _fate(each: Proposal, this: str = "") -> str:
    """'dropped, country', 'kept and used; name of pe-4c80439cd5dd60f7 (people.frame+model)'."""
    words = f"{FATES[each.fate]}, {each.reason}" if each.reason else FATES[each.fate]
    return f"{words}; {_in(each.claims, this)}" if each.claims else words


def _in(claims: tuple[Claim, ...], this: str) -> str:
    """The records that have the words, each with the value and the rule that read it."""
    shown = [
        f"{claim.path} of {'this record' if claim.record == this else claim.record} ({claim.rule})"
        for claim in claims[:MOST_CLAIMS]
    ]
    return ", ".join(shown) + (f" and {len(claims) - MOST_CLAIMS} more" if len(claims) > MOST_CLAIMS else "")


def _summary(told: list[Proposal], *, by_model: bool) -> str:
    """'3 proposed: 1 kept and used, 0 kept and not needed, 1 kept and in no record, 1 dropped (country 1)'."""
    of = [each for each in told if (each.rule == MODEL) == by_model]
    reasons = Counter(each.reason for each in of if each.reason)
    why = f" ({', '.join(f'{reason} {number}' for reason, number in sorted(reasons.items()))})" if reasons else ""
    if not by_model:
        return f"{len(of)} dropped{why}"
    fates = Counter(each.fate for each in of)
    return f"{len(of)} proposed, " + ", ".join(f"{fates[fate]} {words}" for fate, words in FATES.items()) + why


def _seen(traced: Traced, span: Place) -> str:
    """A passage among the words around it: '… EOM was led by [Miklós Haraszti] and consisted of …'."""
    text = traced.document.text
    before, after = text[max(0, span.start - LITTLE) : span.start], text[span.end : span.end + LITTLE]
    return f"… {_flat(before).lstrip()}[{_flat(span.cut(text))}]{_flat(after).rstrip()} …"


def _quoted(traced: Traced, span: Place) -> str:
    return repr(_flat(span.cut(traced.document.text)))


def _range(span: Place) -> str:
    return f"{span.start}-{span.end}"


def _page(traced: Traced, span: Place) -> str:
    loaded = traced.document.repaired.loaded
    return str(loaded.page_at(traced.document.repaired.map.back(span).start) or "")


def _at(value: Any, path: str) -> Any:
    """The value at a path such as `numbers[0].value`."""
    for step in path.replace("[", ".").replace("]", "").split("."):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def _flat(words: str) -> str:
    return " ".join(words.split(" ")).replace("\n", " ")
