"""Gold files, as docs/gold.md lays them down: read, checked to the last field, and put into the form that is scored.

Paths -> GoldDocument. Whatever is not understood is an error that names the file and the path in it: gold that is
left out in silence would make figures better.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.corpus.one import read as read_source
from pipeline.errors import DocumentError
from pipeline.evaluate.shape import Unfit, fitted, shape_of, stated
from pipeline.model.document import Source
from pipeline.model.records import TABLES, Pair

SUFFIX = ".gold.json"
KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "opinions": (("numbers",), ("title",), ("date",)),
    "missions": (
        ("head.name",),
        ("observers",),
        ("election.date",),
        ("deployed",),
        ("type", "country"),
        ("type", "organisation"),
    ),
    "recommendations": (("number",), ("text",)),
    "answers": (("number",),),
    "delegations": (("country",), ("head.name",), ("members",)),
    "statistics": (("what",), ("count.value",)),
    "events": (("title",), ("date",), ("kind", "place")),
    "references": (("value",),),
    "stakeholders": (("abbreviation",), ("name",)),
    "statements": (("notes",), ("text",)),
    "people": (("name",),),
    "dates": (("value",),),
    "counts": (("value",),),
}
"""By what a record is known again: at least one of these groups of fields must agree, whole."""
WORDS_OF_ITS_OWN = frozenset({"dates", "counts", "references"})
"""Lists whose records are one value: their quote is its words. That of another record says which passage it is about."""


class BadGold(ValueError):
    """A gold file that cannot be used; the message names the file and the place in it."""


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """One record as a careful reader has it. `quotes` and `spans` say where, by path; `at` is its place in the file."""

    fields: Mapping[str, Any]
    at: str
    quotes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spans: Mapping[str, tuple[Pair, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """What a careful reader finds in one document. `folder` is the name of the folder it stands in, such as `judge`."""

    name: str
    source: Source
    folder: str
    genre: str | None
    document: Mapping[str, Any]
    complete: frozenset[str]
    records: Mapping[str, tuple[GoldRecord, ...]]
    digest: str
    """Of the gold and of its source: it tells whether figures are about the same gold."""


def read(paths: Iterable[Path]) -> list[GoldDocument]:
    """All gold below the paths, in order of path; a file is read once, however often it is named.

    Raises:
        BadGold: a path holds no gold, or gold cannot be used.
    """
    files: dict[Path, Path] = {}
    for path in paths:
        below = sorted(path.rglob(f"*{SUFFIX}")) if path.is_dir() else [path]
        if not below:
            raise BadGold(f"{path}: no *{SUFFIX} in this folder")
        files |= {each.resolve(): each for each in below}
    return [read_file(path) for path in files.values()]


def read_file(path: Path) -> GoldDocument:
    """One gold file, with its source from beside it.

    Raises:
        BadGold: see `read`.
    """
    try:
        data = path.read_bytes()
        plain = json.loads(data, object_pairs_hook=_once, parse_constant=_no_number)
        json.dumps(plain, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except OSError as error:
        raise BadGold(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise BadGold(f"{path}: is no JSON: {error}") from error
    try:
        return _document(path, data, plain)
    except Unfit as error:
        raise BadGold(f"{path}: {error}") from error
    except DocumentError as error:
        raise BadGold(f"{path}: its source {plain['source']} {error}") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, none of whose names stands twice: the parser would keep the last one alone."""
    told = dict(pairs)
    if len(told) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(
            f"the name {next(name for name in names if names.count(name) > 1)!r} stands twice in one object"
        )
    return told


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number of JSON")


def _document(path: Path, data: bytes, plain: Any) -> GoldDocument:
    gold = _object(plain, "the file")
    _only(gold, ("source", "genre", "document", "complete", "records", "note"), "")
    for name in ("source", "records"):
        if name not in gold:
            raise Unfit(f"{name}: is missing")
    for name in ("source", "genre", "note"):
        if not isinstance(gold.get(name, ""), str):
            raise Unfit(f"{name}: a text is wanted")
    if Path(gold["source"]).is_absolute() or ".." in Path(gold["source"]).parts or "\0" in gold["source"]:
        raise Unfit(f"source: {gold['source']!r} does not stand beside the gold or below it")
    source = read_source(gold["source"], path.parent / gold["source"]).source
    return GoldDocument(
        name=str(path),
        source=source,
        folder=path.resolve().parent.name,
        genre=gold.get("genre"),
        document=fitted(gold.get("document", {}), shape_of("document"), "document") or {},
        complete=_complete(gold.get("complete", [])),
        records=dict(_records(_object(gold["records"], "records"))),
        digest=hashlib.sha256(data + source.data).hexdigest(),
    )


def _complete(value: Any) -> frozenset[str]:
    if not isinstance(value, list):
        raise Unfit("complete: a list of names is wanted")
    for each in value:
        _table(each, f"complete: {each}")
    return frozenset(value)


def _records(lists: Mapping[str, Any]) -> Iterator[tuple[str, tuple[GoldRecord, ...]]]:
    for table, rows in lists.items():
        _table(table, f"records.{table}")
        if not isinstance(rows, list):
            raise Unfit(f"records.{table}: a list is wanted")
        yield table, tuple(_record(table, row, f"records.{table}[{place}]") for place, row in enumerate(rows))


def _table(name: Any, path: str) -> None:
    if name not in TABLES:
        raise Unfit(f"{path}: no such list of records; there are {', '.join(TABLES)}")


def _record(table: str, row: Any, at: str) -> GoldRecord:
    told = dict(_object(row, at))
    quotes, spans = (_object(told.pop(name, {}), f"{at}.{name}") for name in ("quotes", "spans"))
    if not isinstance(told.pop("note", ""), str):
        raise Unfit(f"{at}.note: a text is wanted")
    fields = fitted(told, shape_of(table), at)
    at_its_words = table in WORDS_OF_ITS_OWN and ("" in quotes or "" in spans)
    said = {name.removeprefix(f"{table}.") for name in _with_value(table, fields)}
    if not at_its_words and not any(said.issuperset(group) for group in KEYS[table]):
        groups = ", ".join(" with ".join(group) for group in KEYS[table])
        raise Unfit(f"{at}: says nothing that the record could be known by; give one of {groups}")
    for kind, places in (("quotes", quotes), ("spans", spans)):
        for path in places:
            _leads_somewhere(path, fields, f"{at}.{kind}")
    return GoldRecord(
        fields=fields,
        at=at,
        quotes={path: _quotes(value, f"{at}.quotes[{path!r}]") for path, value in quotes.items()},
        spans={path: _spans(value, f"{at}.spans[{path!r}]") for path, value in spans.items()},
    )


def _with_value(table: str, fields: Mapping[str, Any]) -> Iterator[str]:
    for name in stated(fields, shape_of(table), table):
        value: Any = fields
        for step in name.split(".")[1:]:
            value = value.get(step) if isinstance(value, dict) else None
        if value not in (None, []):
            yield name


def _quotes(value: Any, path: str) -> tuple[str, ...]:
    quotes = value if isinstance(value, list) else [value]
    if not quotes or not all(isinstance(each, str) and each.strip() for each in quotes):
        raise Unfit(f"{path}: the document's words are wanted, or a list of them")
    return tuple(quotes)


def _spans(value: Any, path: str) -> tuple[Pair, ...]:
    spans = value if isinstance(value, list) and value and isinstance(value[0], list) else [value]
    for each in spans:
        pair = isinstance(each, list) and len(each) == 2 and all(type(offset) is int for offset in each)
        if not pair or not 0 <= each[0] < each[1]:
            raise Unfit(f"{path}: [start, end] in the repaired text is wanted, or a list of them")
    return tuple((start, end) for start, end in spans)


def steps(path: str) -> tuple[str | int, ...]:
    """A path's steps: those of `observers[0].status` are `observers`, 0 and `status`."""
    return tuple(int(each) if each.isdecimal() else each for each in re.findall(r"[^.\[\]]+", path))


def _leads_somewhere(path: str, fields: Any, at: str) -> None:
    value = fields
    for step in steps(path):
        inside = isinstance(value, list if isinstance(step, int) else dict)
        if not inside or step not in (range(len(value)) if isinstance(step, int) else value):
            raise Unfit(f"{at}[{path!r}]: the record has nothing at this path")
        value = value[step]
    if value is None:
        raise Unfit(f"{at}[{path!r}]: quotes words for what the record says is null")


def _object(value: Any, path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unfit(f"{path}: an object is wanted")
    return value


def _only(value: Mapping[str, Any], known: tuple[str, ...], path: str) -> None:
    for name in value:
        if name not in known:
            raise Unfit(f"{path}{name}: unknown; a gold file has {', '.join(known)}")
