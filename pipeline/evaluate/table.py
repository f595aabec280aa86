"""An evaluation as lines to read: figures in columns, shares in per cent, each error with its passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from pipeline.evaluate.figures import CAUSES, SURE, Band, Fault, Figures, Part, Rate, Report, Rule

WIDTH = 32
HEAD = f"{'':{WIDTH}} {'gold':>5} {'found':>5} {'precision':>18} {'recall':>18} {'F1':>18} {'lenient':>7}"
CAUSES_HEAD = f"{'':{WIDTH}} " + " ".join(f"{cause:>{len(cause)}}" for cause in CAUSES)


def lines(report: Report) -> Iterator[str]:
    """The report without its parts: fields, lists, records, causes, reliability."""
    number = "1 document" if report.documents == 1 else f"{report.documents} documents"
    yield f"{number}; per cent, with 95 % intervals; an F1 is strict but for the last column"
    for title, rows in (("fields", report.fields), ("fields by list", report.lists), ("records", report.records)):
        yield from ("", HEAD.replace(" " * len(title), title, 1))
        yield from map(_figures, rows)
        if rows is report.lists:
            yield _figures(report.all)
    yield from ("", CAUSES_HEAD.replace(" " * len("errors"), "errors", 1))
    yield from (_causes(row) for row in (*report.fields, report.all) if any(row.causes.values()))
    yield from ("", f"{'records by confidence':{WIDTH}} {'number':>7} {'right':>7} {'share right':>18}")
    yield from map(_band, report.reliability)


def part_lines(title: str, parts: Sequence[Part]) -> Iterator[str]:
    """Parts with their number of documents and of errors."""
    width = max([WIDTH, *(len(part.name) for part in parts)])
    yield from ("", f"{title:{width}} {'documents':>9} {'errors':>6} {'F1':>18} {'lenient':>7}")
    for part in parts:
        errors = sum(part.figures.causes.values())
        yield f"{part.name:{width}} {part.documents:9} {errors:6} {_rate(part.figures.f1)} {_share(part.figures.lenient_f1):>7}"


def rule_lines(rules: Sequence[Rule]) -> Iterator[str]:
    """Rules with the share of what they found that is right."""
    width = max([WIDTH, *(len(rule.name) for rule in rules)])
    yield from ("", f"{'by rule':{width}} {'found':>7} {'right':>7} {'share right':>18}")
    for rule in rules:
        yield f"{rule.name:{width}} {rule.found:7} {rule.right:7} {_rate(rule.share)}"


def fault_lines(faults: Sequence[Fault]) -> Iterator[str]:
    """Each error in two or three lines: where and why, gold against found, the passage."""
    for fault in faults:
        near = " (alike)" if fault.alike and fault.cause == "wrong value" else ""
        yield from ("", f"{fault.document}: {fault.field}: {fault.cause}{near}")
        by = f" by {fault.rule}" if fault.rule else ""
        yield f"  gold {_plain(fault.gold)}, found {_plain(fault.found)}{by}"
        if fault.passage:
            yield f"  {fault.passage}"


def _figures(row: Figures) -> str:
    rates = " ".join(_rate(rate) for rate in (row.precision, row.recall, row.f1))
    return f"{row.name:{WIDTH}} {row.gold:5} {row.found:5} {rates} {_share(row.lenient_f1):>7}"


def _causes(row: Figures) -> str:
    return f"{row.name:{WIDTH}} " + " ".join(f"{row.causes[cause] or '.':>{len(cause)}}" for cause in CAUSES)


def _band(band: Band) -> str:
    sure = band.low == SURE
    name = f"{band.list}, {band.low} to {band.high}" if not sure else f"{band.list}, {band.low} and above"
    return f"{name:{WIDTH}} {band.records:7} {band.right:7} {_rate(band.share)}"


def _rate(rate: Rate) -> str:
    interval = "" if rate.low is None else f"({_share(rate.low)}-{_share(rate.high)})"
    return f"{_share(rate.value):>5} {interval:>12}"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f}"


def _plain(value: object) -> str:
    return msgspec.json.encode(value).decode()
