"""Figures worked out by hand, intervals against published values, and floors that hold."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate import floors, table
from pipeline.evaluate.figures import CAUSES, Report, f1, faults, parts, report, rules, wilson, worst
from pipeline.evaluate.score import DocumentScore
from tests.evaluate.made import record, scored

ROOT = Path(__file__).parent.parent.parent


def people(folder: Path, gold: list[str], found: list[str], confidence: float = 1.0) -> DocumentScore:
    """A document whose gold has these persons, and whose records have those."""
    return scored(
        folder,
        {"people": [{"name": name} for name in gold]},
        people=[record("people", name=name, confidence=confidence) for name in found],
    )


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),  # Brown, Cai and DasGupta 2001, and any table of the score interval
        (8, 10, 0.4902, 0.9433),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I, method 3
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson(right: int, of: int, low: float, high: float) -> None:
    rate = wilson(right, of)
    assert rate.value == right / of
    assert (rate.low, rate.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_nothing_has_no_share() -> None:
    assert wilson(0, 0) == wilson(0, 0).__class__(None, None, None)
    assert f1(0, 0, 0) is None
    assert f1(3, 0, 0) == f1(0, 3, 0) == 0.0


@given(st.integers(0, 200), st.integers(1, 200))
def test_an_interval_holds_its_share(right: int, of: int) -> None:
    rate = wilson(min(right, of), of)
    assert rate.value is not None
    assert 0.0 <= rate.low <= rate.value + 1e-9  # type: ignore[operator]
    assert rate.value - 1e-9 <= rate.high <= 1.0  # type: ignore[operator]


@pytest.fixture
def two(tmp_path: Path) -> list[DocumentScore]:
    """Of five persons three are found; of five found, two are nobody's: P 3/5, R 3/5."""
    return [
        people(tmp_path / "one", ["Anna Lind", "Jon Berg", "Eva Holm"], ["Anna Lind", "Jon Berg", "Lena Falk"], 0.95),
        people(tmp_path / "two", ["Ole Vik", "Ida Ask"], ["Ole Vik", "Nils Bo"], 0.7),
    ]


def test_figures_over_documents(two: list[DocumentScore]) -> None:
    told = report(two)
    [names] = told.fields
    assert (names.name, names.gold, names.found, names.right, names.alike) == ("people.name", 5, 5, 3, 3)
    assert (names.precision.value, names.recall.value, names.f1.value) == (0.6, 0.6, 0.6)
    assert names.causes == {**dict.fromkeys(CAUSES, 0), "missed record": 2, "spurious record": 2}
    assert names.f1.low == pytest.approx(0.5)  # the second document twice
    assert names.f1.high == pytest.approx(2 / 3)  # the first one twice
    assert [(row.name, row.right) for row in told.records] == [("people", 3)]
    assert (told.all.f1, told.all.gold) == (names.f1, 5)


def test_records_by_confidence(two: list[DocumentScore]) -> None:
    bands = [(band.list, band.low, band.records, band.right) for band in report(two).reliability]
    assert bands == [("all", 0.7, 2, 1), ("all", 0.9, 3, 2), ("people", 0.9, 3, 2)]


@pytest.mark.parametrize(
    ("confidence", "low"), [(0.0, 0.0), (0.49, 0.0), (0.5, 0.5), (0.89, 0.8), (0.9, 0.9), (1.0, 0.9)]
)
def test_a_band_has_its_lower_edge(tmp_path: Path, confidence: float, low: float) -> None:
    first = report([people(tmp_path, ["Anna Lind"], ["Anna Lind"], confidence)]).reliability[0]
    assert (first.low, first.records) == (low, 1)


def test_one_document_alone_has_no_interval_of_f1(two: list[DocumentScore]) -> None:
    told = report(two[:1]).all.f1
    assert (told.value, told.low, told.high) == (pytest.approx(2 / 3), None, None)


def test_the_same_scores_give_the_same_figures(two: list[DocumentScore]) -> None:
    assert msgspec.json.encode(report(two)) == msgspec.json.encode(report(two))


def test_parts_and_the_worst(two: list[DocumentScore]) -> None:
    assert [(part.name, part.documents, part.figures.right) for part in parts(two, lambda each: each.folder)] == [
        ("one", 1, 2),
        ("two", 1, 1),
    ]
    assert [Path(part.name).parent.name for part in worst(two, 1)] == ["one"]
    assert len(worst(two, 5)) == 2


def test_an_error_has_the_words_around_its_place(tmp_path: Path) -> None:
    gold = {"people": [{"name": "Anna Lindh", "quotes": {"name": "Anna Lind"}}]}
    told = scored(tmp_path, gold, people=[record("people", name="Anna Lind", words={"name": "Anna Lind"})])
    [fault] = faults([told])
    assert (fault.field, fault.cause, fault.gold, fault.found, fault.alike) == (
        "people.name",
        "wrong value",
        "Anna Lindh",
        "Anna Lind",
        True,
    )
    assert fault.passage is not None
    assert "led by [Anna Lind], has 13 experts" in fault.passage
    assert list(table.fault_lines([fault]))[1].endswith(": people.name: wrong value (alike)")


def test_rules_by_the_share_of_their_values_that_is_right(tmp_path: Path) -> None:
    told = scored(
        tmp_path,
        {"people": [{"name": "Anna Lind"}, {"name": "Jon Berg"}]},
        people=[
            record("people", name="Anna Lind", words={"name": "Anna Lind"}),
            record("people", name="Moldova", words={"name": "Moldova"}),
        ],
    )
    [rule] = rules([told])
    assert (rule.name, rule.found, rule.right, rule.share.value) == ("made", 2, 1, 0.5)
    assert [line.split()[:3] for line in table.rule_lines([rule])][-1] == ["made", "2", "1"]


def test_columns_stand_under_each_other(two: list[DocumentScore]) -> None:
    lines = [*table.lines(report(two)), *table.part_lines("worst", worst(two, 2))]
    blocks = "\n".join(lines).split("\n\n")[1:]
    for block in blocks:
        assert len({len(line) for line in block.split("\n")}) == 1, block


# Floors


def measured(tmp_path: Path, right: int, of: int = 100) -> Report:
    """A report with so many persons right of those found and wanted."""
    names = [f"Person {chr(65 + at // 26)}{chr(65 + at % 26)}" for at in range(of)]
    found = [*names[:right], *(f"Other {chr(65 + at // 26)}{chr(65 + at % 26)}" for at in range(of - right))]
    return report([people(tmp_path, names, found)])


def test_floors_are_set_a_little_below_and_only_rise(tmp_path: Path) -> None:
    first, _ = floors.renewed(floors.Floors({}), "judge", measured(tmp_path, 90), "gold", None)
    assert first.least["judge"] == {"all": 0.88, "people": 0.88, "people.name": 0.88}
    later, lowered = floors.renewed(first, "judge", measured(tmp_path, 80), "gold", None)
    assert (later.least, lowered) == (first.least, [])
    higher, _ = floors.renewed(first, "judge", measured(tmp_path, 95), "gold", None)
    assert higher.least["judge"]["all"] == 0.93


def test_a_floor_is_lowered_with_a_reason_that_is_kept(tmp_path: Path) -> None:
    first, _ = floors.renewed(floors.Floors({}), "judge", measured(tmp_path, 90), "gold", None)
    lower, lowered = floors.renewed(first, "judge", measured(tmp_path, 80), "gold", "the gold is harder now")
    assert lower.least["judge"]["people.name"] == 0.78
    assert lower.lowered["judge: people.name"] == "the gold is harder now"
    assert "judge: people.name: 0.88 to 0.78" in lowered
    same, nothing = floors.renewed(first, "judge", measured(tmp_path, 89), "gold", "a reason that is not needed")
    assert (same.least, same.lowered, nothing) == (first.least, {}, [])


def test_what_falls_below_its_floor_is_named(tmp_path: Path) -> None:
    known = floors.Floors({"judge": {"people.name": 0.8, "people.title": 0.5}, "develop": {"all": 1.0}})
    assert floors.fallen(known, "judge", measured(tmp_path, 80)) == [
        "judge: people.title: nothing is measured, the floor is 0.50"
    ]
    assert floors.fallen(known, "judge", measured(tmp_path, 79))[0] == (
        "judge: people.name: F1 0.7900 is below its floor of 0.80"
    )


def test_a_field_that_gold_seldom_tells_gets_no_floor(tmp_path: Path) -> None:
    few, _ = floors.renewed(floors.Floors({}), "judge", measured(tmp_path, 4, 4), "gold", None)
    assert few.least["judge"] == {}


def test_floors_are_written_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    told = floors.Floors(
        {"judge": {"all": 0.9, "missions.head.name": 0.85}, "develop": {"all": 1.0}},
        {"judge": "a1", "develop": "b2"},
        {"judge: all": 'a "word" \\ and\na line, étude'},
    )
    floors.write(path, told)
    assert floors.read(path) == told
    assert floors.read(tmp_path / "none.toml") == floors.Floors({})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("[judge", "cannot be read as TOML"),
        ("all = 0.9", "all: a table for a folder of gold is wanted"),
        ("[judge]\nall = 'high'", "judge: all: a number from 0 to 1 is wanted, not 'high'"),
        ("[judge]\nall = 93", "judge: all: a number from 0 to 1 is wanted, not 93"),
        ("[judge]\nall = nan", "judge: all: a number from 0 to 1 is wanted, not nan"),
        ("[lowered]\n'judge: all' = ''", "lowered: a reason is wanted for each"),
    ],
)
def test_broken_floors_are_refused(tmp_path: Path, data: str, words: str) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(data, "utf-8")
    with pytest.raises(floors.BadFloors) as refused:
        floors.read(path)
    assert str(path) in str(refused.value)
    assert words in str(refused.value)


def test_a_reason_must_stand_in_the_changelog() -> None:
    known = floors.Floors({}, {}, {"judge: all": "the gold is harder now", "judge: dates": "no reason"})
    assert floors.unexplained(known, "- Lower quality floors: the gold is\n  harder now.") == ["no reason"]


def test_each_floor_of_this_repository_that_was_lowered_is_explained() -> None:
    known = floors.read(ROOT / "fixtures" / "gold" / "floors.toml")
    assert set(known.least) == {"develop", "judge"}
    assert floors.unexplained(known, (ROOT / "CHANGELOG.md").read_text("utf-8")) == []
