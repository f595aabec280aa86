"""A record is as sure as its least sure sign, and no surer than its extractor claims."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.assemble.confidence import FEWEST, SUREST, WEIGHT, signs, sure, weakest
from pipeline.corpus.explain import explain
from pipeline.flow import Pipeline
from pipeline.model.document import Source
from pipeline.model.records import TABLES, DocumentWarning, Extraction
from pipeline.vocabulary.shares import ALL, SHARES, Shares

DOCUMENTS = Path(__file__).parent.parent / "fixtures" / "documents"
MEASURED: Shares = {
    "dates": {ALL: (90, 100), "dates.stated/day": (60, 60), "dates.stated/year": (6, 12), "date.ambiguous": (0, 4)},
    "counts": {ALL: (FEWEST - 1, FEWEST - 1), "counts.stated": (0, 9)},
}


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    path = DOCUMENTS / "kazakhstan_2014.txt"
    return Pipeline()(Source(path.name, path.read_bytes())).extraction


@pytest.mark.parametrize(
    ("names", "name", "share"),
    [
        (["dates.stated/day"], "dates.stated/day", SUREST),
        (["dates.stated/year"], "dates.stated/year", (6 + 0.9 * WEIGHT) / (12 + WEIGHT)),
        (["dates.stated/day", "dates.stated/year"], "dates.stated/year", (6 + 0.9 * WEIGHT) / (12 + WEIGHT)),
        (["dates.stated/day", "date.ambiguous"], "date.ambiguous", 0.9 * WEIGHT / (4 + WEIGHT)),
        (["dates.a_new_rule/day"], "dates.a_new_rule/day", 0.9),
        (["dates.a_new_rule/day", "dates.stated/day"], "dates.a_new_rule/day", 0.9),
    ],
)
def test_the_least_sure_sign(names: list[str], name: str, share: float) -> None:
    sign = weakest("dates", names, MEASURED)
    assert sign is not None
    assert (sign.name, sign.share) == (name, pytest.approx(share))


@pytest.mark.parametrize("table", ["counts", "missions"])
def test_a_list_that_was_seldom_judged_keeps_what_its_extractors_claim(table: str) -> None:
    assert weakest(table, ["counts.stated"], MEASURED) is None


def test_confidence_is_brought_down_and_nothing_else_changes(extraction: Extraction) -> None:
    told = sure(extraction.records, (), MEASURED)
    for table in TABLES:
        for before, after in zip(getattr(extraction.records, table), getattr(told, table), strict=True):
            assert after.confidence <= before.confidence
            assert {**_plain(after), "confidence": 0} == {**_plain(before), "confidence": 0}
            if table != "dates":
                assert after == before
    years = [record.confidence for record in told.dates if record.precision == "year" and record.status == "stated"]
    assert set(years) == {0.6}


def test_a_warning_is_a_sign_of_the_record_that_it_is_about(extraction: Extraction) -> None:
    first, second = extraction.records.dates[:2]
    warning = DocumentWarning(code="date.ambiguous", message="", record=first.id, span=None)
    told = sure(extraction.records, [warning], MEASURED).dates
    assert told[0].confidence == 0.45
    assert told[1].confidence == sure(extraction.records, [], MEASURED).dates[1].confidence
    assert signs(second, ()) == ("dates.stated/day",)
    assert signs(first, {"date.ambiguous"}) == ("date.ambiguous", "dates.stated/day")


def test_explain_names_the_sign_that_a_confidence_stands_on() -> None:
    path = DOCUMENTS / "kazakhstan_2014.txt"
    traced = Pipeline().traced(Source(path.name, path.read_bytes()))
    year = next(record for record in traced.assembly.extraction.records.dates if record.precision == "year")
    sign = weakest("dates", signs(year, ()))
    assert sign is not None
    assert year.confidence == round(sign.share, 2)
    assert (
        f"    least sure is {sign.name}: {sign.right} of {sign.of} records with it were right in the gold set"
        in explain(traced, year.id)
    )


def test_the_measured_shares_are_shares() -> None:
    assert set(SHARES) <= set(TABLES)
    for table, known in SHARES.items():
        right, of = known[ALL]
        assert 0 <= right <= of
        for good, seen in known.values():
            assert 0 <= good <= right, table
            assert 0 < seen <= of, table


def _plain(record: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__struct_fields__}  # type: ignore[attr-defined]
