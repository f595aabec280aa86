"""One gold record against one record found, field by field: what is right, and why each error is one.

Both are trees of plain values, walked along the shape of the record. A path in a tree has the indices of its lists
(`observers`, 1, `status`); a field's name has none (`missions.observers.status`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline.evaluate.alike import alike, same
from pipeline.evaluate.assign import assign
from pipeline.evaluate.shape import Shape
from pipeline.model.records import Pair

Path = tuple[str | int, ...]
Cause = Literal["missed", "wrong value", "invented", "wrong place", "missed record", "spurious record"]
Places = Mapping[Path, Sequence[Pair]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One value of the gold against what was found for it; `cause` is None where it is right.

    `alike` says that a lenient reader would let it pass. `passage` is where to look in the text, `rule` who read what was found.
    """

    field: str
    gold: Any
    found: Any
    cause: Cause | None
    alike: bool = False
    passage: Pair | None = None
    placed: bool = False
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """A record's fields, and where its values stand in the text by path: the gold's quotes, or the evidence.

    Evidence has the rules too that read the values.
    """

    fields: Mapping[str, Any] | None
    places: Places = field(default_factory=dict)
    rules: Mapping[Path, str] = field(default_factory=dict)


NOTHING = Side(None)


def compare(name: str, shape: Shape, gold: Side, found: Side) -> list[Outcome]:
    """The outcomes of one pair; `NOTHING` on one side is a record that was missed, or is spurious."""
    return list(_Pair(gold, found).walk(shape, name, (), (), gold.fields, found.fields))


@dataclass(frozen=True, slots=True)
class _Pair:
    gold: Side
    found: Side

    def walk(self, shape: Shape, name: str, here: Path, there: Path, gold: Any, found: Any) -> Iterator[Outcome]:
        """Outcomes at and below a path: `here` in the gold, `there` in what was found (they differ in indices alone)."""
        if shape.form == "value":
            yield from self._value(name, here, there, gold, found)
        elif shape.form == "date":
            yield from self._date(name, here, there, gold, found)
        elif shape.item is not None:
            yield from self._list(shape, name, here, there, gold or (), found or ())
        else:
            for each in shape.fields if gold is None else gold:
                yield from self.walk(
                    shape.fields[each],
                    f"{name}.{each}",
                    (*here, each),
                    (*there, each),
                    gold[each] if gold else None,
                    found[each] if found else None,
                )

    def _value(self, name: str, here: Path, there: Path, gold: Any, found: Any) -> Iterator[Outcome]:
        if gold is None and found is None:
            return
        if found is None:
            yield Outcome(name, gold, None, "missed", passage=next(iter(self._quoted(here)), None))
            return
        placed = self._placed(here, there)
        cause: Cause | None = None
        if gold is None:
            cause = "invented"
        elif not same(gold, found):
            cause = "wrong value"
        elif placed is False:
            cause = "wrong place"
        near = gold is not None and alike(gold, found)
        passage = next(iter(_evidence(self.found.places, there)), None)
        read_at = _nearest(self.found.rules, there) or next(iter(_about(self.found.rules, there)), None)
        rule = self.found.rules[read_at] if read_at is not None else None
        yield Outcome(name, gold, found, cause, near, passage, placed is True, rule)

    def _date(self, name: str, here: Path, there: Path, gold: Any, found: Any) -> Iterator[Outcome]:
        """A date's value is its day with its end; what gold says of its status, precision or act is scored beside it."""
        told = gold if gold is not None else {"value": None}
        if "value" in told:
            own = name if "." in name else f"{name}.value"
            yield from self._value(own, (*here, "value"), (*there, "value"), _day(told), _day(found))
        for each in told:
            if each not in ("value", "end"):
                part = found[each] if found else None
                yield from self._value(f"{name}.{each}", (*here, each), (*there, each), told[each], part)

    def _list(
        self, shape: Shape, name: str, here: Path, there: Path, gold: Sequence[Any], found: Sequence[Any]
    ) -> Iterator[Outcome]:
        """Entries matched among themselves; the identity of an entry is one value under the list's own name."""
        assert shape.item is not None
        pairs = assign(
            {
                (one, other): weight
                for one, told in enumerate(gold)
                for other, said in enumerate(found)
                if (weight := self._agreement(shape, (*here, one), (*there, other), told, said))
            }
        )
        places = {other: one for one, other in pairs.items()}
        for one, told in enumerate(gold):
            other = pairs.get(one)
            said = None if other is None else found[other]
            yield from self._entry(
                shape, name, (*here, one), (*there, -1 if other is None else other), told, _in_gold(said, places)
            )
        for other, said in enumerate(found):
            if other not in places:
                yield from self._value(name, (*here, -1), (*there, other), None, _identity(shape, said, said))

    def _entry(self, shape: Shape, name: str, here: Path, there: Path, gold: Any, found: Any) -> Iterator[Outcome]:
        assert shape.item is not None
        known_by = _identity(shape, gold, gold)
        if known_by is not None:
            at = shape.identity[:1]
            yield from self._value(name, (*here, *at), (*there, *at), known_by, _identity(shape, found, gold))
        if shape.item.form == "object":
            rest = {each: value for each, value in gold.items() if each not in shape.identity}
            if rest:
                yield from self.walk(shape.item, name, here, there, rest, found)

    def _agreement(self, shape: Shape, here: Path, there: Path, gold: Any, found: Any) -> float:
        """How well two entries agree: their identity first, then their place, then the rest. 0: they are not the same."""
        assert shape.item is not None
        one, other = _identity(shape, gold, gold), _identity(shape, found, gold)
        at = shape.identity[:1]
        quoted = _nearest(self.gold.places, (*here, *at))
        placed = quoted is not None and len(quoted) >= len(here) and self._placed((*here, *at), (*there, *at)) is True
        if same(one, other):
            weight = 3.0
        elif alike(one, other):
            weight = 2.0
        else:
            weight = float(sum(same(one[each], other[each]) for each in one)) if isinstance(one, dict) else 0.0
        if not weight and not placed:
            return 0.0
        rest = gold.keys() - shape.identity if isinstance(gold, dict) else ()
        return weight + placed + 0.1 * sum(same(gold[each], found[each]) for each in rest)

    def _placed(self, here: Path, there: Path) -> bool | None:
        """Whether what was found was read where the gold quotes it; None where the gold quotes nothing."""
        quoted = _nearest(self.gold.places, here)
        if quoted is None:
            return None
        evidence = _evidence(self.found.places, there[: len(quoted)])
        return any(overlap(place, each) for place in self.gold.places[quoted] for each in evidence)

    def _quoted(self, here: Path) -> Sequence[Pair]:
        quoted = _nearest(self.gold.places, here)
        return self.gold.places[quoted] if quoted is not None else ()


def overlap(one: Pair, other: Pair) -> bool:
    return max(one[0], other[0]) < min(one[1], other[1])


def _nearest(places: Mapping[Path, object], path: Path) -> Path | None:
    """The path itself or the nearest above it that has places."""
    return next((path[:depth] for depth in range(len(path), -1, -1) if path[:depth] in places), None)


def _about(places: Mapping[Path, object], path: Path) -> list[Path]:
    """The paths with places at a path, below it and above it; all where there are none."""
    return [known for known in places if known[: len(path)] == path or path[: len(known)] == known] or list(places)


def _evidence(places: Places, path: Path) -> list[Pair]:
    """The evidence at a path, below it and above it; that of the whole record where it has none of its own."""
    return [each for known in _about(places, path) for each in places[known]]


def _day(date: Mapping[str, Any] | None) -> Any:
    """A date's value as gold files write it: `2021-06-08`, or `2021-06-08/2021-06-12`."""
    if date is None or date.get("value") is None:
        return None
    return f"{date['value']}/{date['end']}" if date.get("end") else date["value"]


def _identity(shape: Shape, entry: Any, told: Any) -> Any:
    """What an entry is known by, as far as the gold tells it: one value, or several by name."""
    assert shape.item is not None
    if entry is None or shape.item.form != "object":
        return entry
    known_by = {each: entry[each] for each in shape.identity if each in told}
    return next(iter(known_by.values())) if len(known_by) == 1 else known_by or None


def _in_gold(found: Any, places: Mapping[int, int]) -> Any:
    """An entry whose `part_of` names the gold's place of the group that it is part of, not its own list's."""
    if not isinstance(found, dict) or found.get("part_of") is None:
        return found
    return {**found, "part_of": places.get(found["part_of"], -1)}
