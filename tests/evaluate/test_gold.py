"""Gold files are read to the last field, or refused with the file and the path."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from pipeline.evaluate.gold import KEYS, BadGold, read, read_file
from pipeline.evaluate.shape import shape_of, stated
from pipeline.model.records import TABLES
from tests.evaluate.made import TEXT, extract, record, scored, write

GOLD = Path(__file__).parent.parent.parent / "fixtures" / "gold"
PERSON = {"name": "Anna Lind"}


@pytest.mark.parametrize(
    ("gold", "words"),
    [
        ({"records": {"person": []}}, "records.person: no such list of records; there are opinions, missions"),
        ({"records": []}, "records: an object is wanted"),
        ({"records": {"people": {}}}, "records.people: a list is wanted"),
        ({"records": {"people": [PERSON, 7]}}, "records.people[1]: an object is wanted"),
        (
            {"records": {"people": [{**PERSON, "nmae": "x"}]}},
            "records.people[0].nmae: no such field; there are name, title",
        ),
        ({"records": {"people": [{**PERSON, "id": "x"}]}}, "records.people[0].id: no such field"),
        ({"records": {"people": [{"name": 7}]}}, "records.people[0].name: a text is wanted, not 7"),
        ({"records": {"people": [{"name": None}]}}, "records.people[0].name: null, but this field always has a value"),
        (
            {"records": {"people": [{"title": "Ms"}]}},
            "records.people[0]: says nothing that the record could be known by",
        ),
        ({"records": {"people": [{**PERSON, "mentions": True}]}}, "mentions: a whole number is wanted, not true"),
        ({"records": {"people": [{**PERSON, "mentions": 1.0}]}}, "mentions: a whole number is wanted, not 1.0"),
        ({"records": {"counts": [{"value": "13"}]}}, 'records.counts[0].value: a number is wanted, not "13"'),
        ({"records": {"counts": [{"value": 3, "approx": "some"}]}}, 'approx: "some" is none of about, over, under'),
        ({"records": {"dates": [{"value": "11 July 2021"}]}}, "records.dates[0]: '11 July 2021' is no date; write"),
        ({"records": {"dates": [{"value": "2021-13-01"}]}}, "'2021-13-01' is no date"),
        ({"records": {"dates": [{"value": "2021/2022", "end": "2023"}]}}, "has another end than '2023'"),
        ({"records": {"missions": [{"type": "XYZ", "country": "MDA"}]}}, 'missions[0].type: "XYZ" is none of'),
        ({"records": {"missions": [{"head": "Anna Lind"}]}}, "missions[0].head: an object is wanted"),
        ({"records": {"missions": [{"observers": {"value": 1}}]}}, "missions[0].observers: a list is wanted"),
        (
            {"records": {"missions": [{"observers": None}]}},
            "missions[0].observers: null, but this field always has a value, []",
        ),
        ({"records": {"missions": [{"observers": [{"values": 1}]}]}}, "missions[0].observers[0].values: no such field"),
        ({"records": {"missions": [{"type": "EOM"}]}}, "missions[0]: says nothing that the record could be known by"),
        (
            {"records": {"people": [{**PERSON, "quotes": {"title": "Ms"}}]}},
            "quotes['title']: the record has nothing at this path",
        ),
        (
            {"records": {"people": [{**PERSON, "quotes": {"name[0]": "A"}}]}},
            "quotes['name[0]']: the record has nothing",
        ),
        (
            {"records": {"people": [{**PERSON, "title": None, "quotes": {"title": "x"}}]}},
            "quotes words for what the record says is null",
        ),
        (
            {"records": {"people": [{**PERSON, "quotes": {"name": ""}}]}},
            "quotes['name']: the document's words are wanted",
        ),
        (
            {"records": {"people": [{**PERSON, "quotes": {"name": 7}}]}},
            "quotes['name']: the document's words are wanted",
        ),
        ({"records": {"people": [{**PERSON, "quotes": "Anna"}]}}, "people[0].quotes: an object is wanted"),
        ({"records": {"people": [{**PERSON, "spans": {"name": [5, 5]}}]}}, "spans['name']: [start, end]"),
        ({"records": {"people": [{**PERSON, "spans": {"name": [0, 1, 2]}}]}}, "spans['name']: [start, end]"),
        ({"records": {"people": [{**PERSON, "note": 7}]}}, "people[0].note: a text is wanted"),
        ({"complete": ["mission"]}, "complete: mission: no such list of records"),
        ({"complete": "missions"}, "complete: a list of names is wanted"),
        ({"document": {"kind": "letter"}}, 'document.kind: "letter" is none of'),
        ({"document": {"source": "a.txt"}}, "document.source: no such field"),
        ({"document": {"evidence": {}}}, "document.evidence: no such field"),
        ({"genre": 7}, "genre: a text is wanted"),
        ({"genres": "news"}, "genres: unknown; a gold file has source, genre"),
        ({"source": "b.txt"}, "its source b.txt is not there"),
        ({"source": "../a.txt"}, "source: '../a.txt' does not stand beside the gold or below it"),
        ({"source": "/etc/hosts"}, "source: '/etc/hosts' does not stand beside"),
        ({"source": ""}, "is a folder"),
        ({"source": "a\0.txt"}, "source"),
        ({"source": None}, "source: a text is wanted"),
    ],
)
def test_gold_that_says_what_no_record_can_say_is_refused(tmp_path: Path, gold: dict[str, Any], words: str) -> None:
    path = write(tmp_path, gold)
    with pytest.raises(BadGold) as refused:
        read_file(path)
    assert str(refused.value).startswith(f"{path}: ")
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is no JSON"),
        (b'{"source": ', "is no JSON"),
        (b"\xff\xfe\x00", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b"[]", "the file: an object is wanted"),
        (b'{"source": "a.txt"}', "records: is missing"),
        (b'{"records": {}}', "source: is missing"),
        (b'{"source": "a.txt", "source": "b.txt", "records": {}}', "the name 'source' stands twice"),
        (b'{"source": "a.txt", "records": {"counts": [{"value": NaN}]}}', "NaN is no number"),
        (b'{"source": "a.txt", "records": {"people": [{"name": "\\ud800"}]}}', "is no JSON"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "a.gold.json"
    path.write_bytes(data)
    with pytest.raises(BadGold, match=r"a\.gold\.json") as refused:
        read_file(path)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("quote", "known"),
    [
        ("Anna Lind", True),
        ("led  by\nAnna Lind", True),
        ("long term observers", True),  # a hyphen that repair may have joined or kept
        ("Anna Lin", False),
        ("3 experts", False),
        ("Anna Berg", False),
    ],
)
def test_a_quote_must_be_whole_words_of_the_document(tmp_path: Path, quote: str, known: bool) -> None:
    gold = {"people": [{**PERSON, "quotes": {"name": quote}}]}
    if known:
        scored(tmp_path, gold)
    else:
        with pytest.raises(
            BadGold, match=r"a\.gold\.json: records\.people\[0\]\.quotes\['name'\]: .* is not in the document"
        ):
            scored(tmp_path, gold)


def test_a_span_must_lie_in_the_text(tmp_path: Path) -> None:
    scored(tmp_path, {"people": [{**PERSON, "spans": {"name": [0, len(TEXT)]}}]})
    with pytest.raises(BadGold, match="leaves the text"):
        scored(tmp_path, {"people": [{**PERSON, "spans": {"name": [0, len(TEXT) + 1]}}]})


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        ("2021", {"value": "2021", "end": None}),
        ("2021-06", {"value": "2021-06", "end": None}),
        ("2021-06-08/2021-06-12", {"value": "2021-06-08", "end": "2021-06-12"}),
        ({"value": "2021-06-08", "end": "2021-06-12"}, {"value": "2021-06-08", "end": "2021-06-12"}),
        ({"value": "2021", "status": "completed"}, {"value": "2021", "end": None, "status": "completed"}),
        (None, None),
    ],
)
def test_a_date_is_written_short_or_whole(tmp_path: Path, written: Any, fields: Any) -> None:
    mission = {"type": "EOM", "country": "MDA", "deployed": written}
    [told] = read_file(write(tmp_path, {"records": {"missions": [mission]}})).records["missions"]
    assert told.fields["deployed"] == fields


def test_all_gold_below_a_folder_is_read_once_in_order(tmp_path: Path) -> None:
    paths = [write(tmp_path / folder, {}, name=name) for folder, name in (("one", "a"), ("one", "b"), ("two", "a"))]
    found = read([tmp_path, paths[0]])
    assert [(document.name, document.folder) for document in found] == [(str(path), path.parent.name) for path in paths]


def test_a_folder_without_gold_and_a_path_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadGold, match=r"no \*\.gold\.json in this folder"):
        read([tmp_path])
    with pytest.raises(BadGold, match="cannot be read: No such file"):
        read([tmp_path / "a.gold.json"])


def test_every_list_has_fields_that_its_records_are_known_by() -> None:
    assert list(KEYS) == list(TABLES)
    for table in TABLES:
        names = {name.removeprefix(f"{table}.") for name in stated(None, shape_of(table), table)}
        names |= (
            {name.removeprefix(f"{table}.") for name in stated({"value": None}, shape_of(table), table)}
            if table == "dates"
            else set()
        )
        assert {key for group in KEYS[table] for key in group} <= names


def test_the_example_of_the_page_is_gold(tmp_path: Path) -> None:
    page = (GOLD.parent.parent / "docs" / "gold.md").read_text("utf-8")
    example = msgspec.json.decode(page.split("```json\n")[1].split("```")[0])
    quoted = " / ".join(
        words for rows in example["records"].values() for row in rows for words in row.get("quotes", {}).values()
    )
    path = write(tmp_path, {**example, "source": "a.txt"}, text=quoted)
    assert read_file(path).records["missions"][0].fields["observers"][1]["role"] == "long_term"


def test_the_gold_of_this_repository_is_read() -> None:
    documents = read([GOLD])
    assert {document.folder for document in documents} == {"develop", "judge"}
    assert not {document.source.id for document in documents if document.folder == "develop"} & {
        document.source.id for document in documents if document.folder == "judge"
    }


def test_an_extract_has_all_fields_that_gold_may_have() -> None:
    found = msgspec.to_builtins(extract(people=[record("people", name="Anna Lind")]).records)["people"][0]
    assert set(shape_of("people").fields) < set(found)
