"""Figures from outcomes: precision, recall and F1 with their intervals, errors by cause, confidence against truth.

DocumentScores -> Report, which is also what `upr eval --json` prints.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import sqrt
from typing import get_args

import msgspec

from pipeline.evaluate.compare import Cause, Outcome
from pipeline.evaluate.score import DocumentScore
from pipeline.model.records import TABLES

Z = 1.96
"""Standard deviations on either side that hold 95 in 100."""
REPLICATES, SEED = 1000, 20140427
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
SURE = 0.9
CAUSES: tuple[Cause, ...] = get_args(Cause)


class Rate(msgspec.Struct, frozen=True):
    """A share of 1 with its 95 % interval; null where there is nothing to take a share of, or an interval from."""

    value: float | None
    low: float | None
    high: float | None


class Figures(msgspec.Struct, frozen=True):
    """How well one field, list or whole is found. `right` is strict, `alike` lenient; the lenient F1 has no interval."""

    name: str
    gold: int
    found: int
    right: int
    alike: int
    precision: Rate
    recall: Rate
    f1: Rate
    lenient_f1: float | None
    causes: dict[str, int]


class Band(msgspec.Struct, frozen=True):
    """Records by their confidence, from `low` (that one included unless `open`) to `high`, and how many of them are right."""

    list: str
    low: float
    high: float
    records: int
    right: int
    share: Rate


class Fault(msgspec.Struct, frozen=True):
    """One error: which field of which document, what the gold says, what was found, and the words it is about."""

    document: str
    field: str
    cause: str
    gold: object
    found: object
    alike: bool
    rule: str | None
    passage: str | None


class Rule(msgspec.Struct, frozen=True):
    """How many of the values that one rule read are right, of those that gold can judge."""

    name: str
    found: int
    right: int
    share: Rate


class Part(msgspec.Struct, frozen=True):
    """A document, a genre or a folder by itself."""

    name: str
    documents: int
    figures: Figures


class Report(msgspec.Struct, frozen=True):
    """Everything that one evaluation says."""

    documents: int
    failures: dict[str, str]
    all: Figures
    fields: list[Figures]
    lists: list[Figures]
    records: list[Figures]
    reliability: list[Band]


class Tally(msgspec.Struct):
    """Counts of one row in one document."""

    gold: int = 0
    found: int = 0
    right: int = 0
    alike: int = 0


def report(scores: Sequence[DocumentScore]) -> Report:
    """All figures over the documents."""
    fields = {outcome.field for each in scores for outcome in each.outcomes}
    lists = [table for table in ("document", *TABLES) if any(field.startswith(f"{table}.") for field in fields)]
    return Report(
        documents=len(scores),
        failures={each.name: each.failure for each in scores if each.failure},
        all=figures("all", scores, lambda _: True),
        fields=[
            figures(field, scores, lambda outcome, field=field: outcome.field == field)  # type: ignore[misc]
            for field in sorted(fields, key=lambda field: (lists.index(field.split(".")[0]), field))
        ],
        lists=[
            figures(table, scores, lambda outcome, table=table: outcome.field.startswith(f"{table}."))  # type: ignore[misc]
            for table in lists
        ],
        records=[_records(table, scores) for table in TABLES if any(_judged(table, each) for each in scores)],
        reliability=reliability(scores),
    )


def figures(name: str, scores: Sequence[DocumentScore], wanted: Callable[[Outcome], bool]) -> Figures:
    """The figures of the outcomes that are wanted."""
    kept = [[outcome for outcome in each.outcomes if wanted(outcome)] for each in scores]
    causes = Counter(outcome.cause for outcomes in kept for outcome in outcomes if outcome.cause)
    return _figures(name, [_tally(outcomes) for outcomes in kept], {cause: causes[cause] for cause in CAUSES})


def _tally(outcomes: Iterable[Outcome]) -> Tally:
    tally = Tally()
    for outcome in outcomes:
        tally.gold += outcome.gold is not None
        tally.found += outcome.found is not None
        tally.right += outcome.cause is None
        tally.alike += outcome.cause is None or outcome.alike
    return tally


def _figures(name: str, tallies: Sequence[Tally], causes: dict[str, int]) -> Figures:
    gold, found, right, alike = _sums(tallies)
    value = f1(gold, found, right)
    low, high = _bootstrap(tallies)
    return Figures(
        name=name,
        gold=gold,
        found=found,
        right=right,
        alike=alike,
        precision=wilson(right, found),
        recall=wilson(right, gold),
        f1=Rate(value, low, high),
        lenient_f1=f1(gold, found, alike),
        causes=causes,
    )


def _records(table: str, scores: Sequence[DocumentScore]) -> Figures:
    """A list's records as wholes: strict, one that answers gold with nothing wrong in it; lenient, one that answers."""
    tallies, causes = [], Counter[str]()
    for each in scores:
        judged = [record for record in each.records if record.table == table]
        answers = sum(record.answers for record in judged)
        gold = each.gold.get(table, 0)
        tallies.append(Tally(gold, len(judged), sum(record.right for record in judged), answers))
        causes["missed record"] += gold - answers
        causes["spurious record"] += len(judged) - answers
        causes["wrong value"] += answers - tallies[-1].right
    return _figures(table, tallies, {cause: causes[cause] for cause in CAUSES})


def _judged(table: str, score: DocumentScore) -> bool:
    return bool(score.gold.get(table)) or any(record.table == table for record in score.records)


def f1(gold: int, found: int, right: int) -> float | None:
    """The harmonic mean of precision and recall; None where there was nothing to find and nothing found."""
    return 2 * right / (gold + found) if gold + found else None


def wilson(right: int, of: int) -> Rate:
    """A share with Wilson's score interval (1927), which keeps its sense for few cases and for shares of 0 and 1."""
    if not of:
        return Rate(None, None, None)
    share = right / of
    middle = (share + Z * Z / (2 * of)) / (1 + Z * Z / of)
    half = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of)) / (1 + Z * Z / of)
    return Rate(share, max(0.0, middle - half), min(1.0, middle + half))


def _bootstrap(tallies: Sequence[Tally]) -> tuple[float | None, float | None]:
    """The 95 % interval of F1 when documents are drawn anew (Efron's percentiles): errors of one document go together.

    One document alone says nothing of others.
    """
    lots = [tally for tally in tallies if tally.gold + tally.found]
    if len(lots) < 2:
        return None, None
    chance = random.Random(SEED)  # noqa: S311 - the same draws each time, so that figures can be compared
    values = []
    for _ in range(REPLICATES):
        gold, found, right, _alike = _sums(chance.choices(lots, k=len(lots)))
        values.append(f1(gold, found, right) or 0.0)
    values.sort()
    return values[int(0.025 * REPLICATES)], values[int(0.975 * REPLICATES)]


def _sums(tallies: Sequence[Tally]) -> tuple[int, int, int, int]:
    return (
        sum(tally.gold for tally in tallies),
        sum(tally.found for tally in tallies),
        sum(tally.right for tally in tallies),
        sum(tally.alike for tally in tallies),
    )


def reliability(scores: Sequence[DocumentScore]) -> list[Band]:
    """Records by confidence: bands of all lists together, then for each list those that are sure, from 0.9 up."""
    records = [(record.table, record.confidence, record.right) for each in scores for record in each.records]
    edges = [*zip(BANDS, (*BANDS[1:], 1.0), strict=True)]
    bands = [_band("all", low, high, records) for low, high in edges]
    tables = [table for table in TABLES if any(name == table for name, _, _ in records)]
    return [
        *(band for band in bands if band.records),
        *(_band(table, SURE, 1.0, [each for each in records if each[0] == table]) for table in tables),
    ]


def _band(name: str, low: float, high: float, records: Iterable[tuple[str, float, bool]]) -> Band:
    inside = [right for _, confidence, right in records if low <= confidence < high or confidence == high == 1.0]
    return Band(name, low, high, len(inside), sum(inside), wilson(sum(inside), len(inside)))


def parts(scores: Sequence[DocumentScore], by: Callable[[DocumentScore], str]) -> list[Part]:
    """The figures of all fields for each genre, folder or document, in order of name."""
    groups: dict[str, list[DocumentScore]] = defaultdict(list)
    for each in scores:
        groups[by(each)].append(each)
    return [Part(name, len(group), figures(name, group, lambda _: True)) for name, group in sorted(groups.items())]


def worst(scores: Sequence[DocumentScore], number: int) -> list[Part]:
    """The documents with the most errors, those with errors alone."""
    wrong = [part for part in parts(scores, lambda each: each.name) if sum(part.figures.causes.values())]
    return sorted(wrong, key=lambda part: (-sum(part.figures.causes.values()), part.name))[:number]


def rules(scores: Iterable[DocumentScore]) -> list[Rule]:
    """Each rule by the share of its values that are right, in order of name."""
    found, right = Counter[str](), Counter[str]()
    for outcome in (outcome for each in scores for outcome in each.outcomes if outcome.rule is not None):
        found[outcome.rule or ""] += 1
        right[outcome.rule or ""] += outcome.cause is None
    return [Rule(name, found[name], right[name], wilson(right[name], found[name])) for name in sorted(found)]


CONTEXT, LONGEST = 60, 160
"""Characters shown on either side of a passage, and of the passage itself."""


def faults(scores: Iterable[DocumentScore]) -> list[Fault]:
    """Every error, document by document, with the words around its place."""
    return [
        Fault(
            each.name,
            outcome.field,
            outcome.cause,
            outcome.gold,
            outcome.found,
            outcome.alike,
            outcome.rule,
            _passage(each, outcome),
        )
        for each in scores
        for outcome in each.outcomes
        if outcome.cause
    ]


def _passage(score: DocumentScore, outcome: Outcome) -> str | None:
    if outcome.passage is None:
        return None
    start, end = outcome.passage
    before, after = score.text[max(0, start - CONTEXT) : start], score.text[end : end + CONTEXT]
    words = score.text[start:end]
    if len(words) > LONGEST:
        words = f"{words[: LONGEST // 2]} … {words[-LONGEST // 2 :]}"
    return " ".join(f"… {before}[{words}]{after} …".split())
