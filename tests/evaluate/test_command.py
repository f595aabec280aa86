"""`upr eval` as users meet it: exit codes, tables and JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import upr
from tests.evaluate.made import write

NOTE = "The OSCE/ODIHR EOM opened on 1 March 2011. It was led by Ambassador Daan Everts."
GOLD: dict[str, Any] = {
    "genre": "news",
    "complete": ["dates", "people"],
    "records": {
        "dates": [{"value": "2011-03-01", "quotes": {"": "1 March 2011"}}],
        "people": [{"name": "Daan Everts", "title": "Ambassador"}, {"name": "Nobody Atall"}],
    },
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    write(tmp_path / "judge", GOLD, NOTE, "note")
    return tmp_path / "judge"


def test_the_tables_and_the_errors(gold: Path) -> None:
    done = upr("eval", gold, "--no-ner", "--errors", "--by", "genre", "--worst", "3")
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().splitlines()
    assert lines[0].startswith("1 document; per cent")
    assert next(line.split()[:3] for line in lines if line.startswith("people.name ")) == ["people.name", "2", "1"]
    assert any(line.split()[:3] == ["news", "1", "1"] for line in lines)
    assert any(line.startswith(str(gold / "note.gold.json")) and line.split()[1:3] == ["1", "1"] for line in lines)
    assert lines[-2:] == [
        f"{gold / 'note.gold.json'}: people.name: missed record",
        '  gold "Nobody Atall", found null',
    ]


def test_json_has_the_same_figures(gold: Path) -> None:
    plain = json.loads(upr("eval", gold, "--no-ner", "--json").stdout)
    assert (plain["documents"], plain["all"]["gold"], plain["all"]["right"]) == (1, 4, 3)
    assert not {"errors", "worst", "by_folder"} & plain.keys()
    more = json.loads(upr("eval", gold, "--no-ner", "--json", "--errors", "--worst", "1", "--by", "folder").stdout)
    assert [(each["field"], each["cause"], each["gold"]) for each in more["errors"]] == [
        ("people.name", "missed record", "Nobody Atall")
    ]
    assert more["worst"][0]["figures"]["causes"]["missed record"] == 1
    assert more["by_folder"][0]["name"] == "judge"
    assert {name: more[name] for name in plain} == plain


def test_the_extracts_of_a_run_give_the_figures_of_the_pipeline(gold: Path, tmp_path: Path) -> None:
    assert upr("run", gold, "--output", tmp_path / "out", "--quiet").returncode == 0
    judged = upr("eval", gold, "--extracts", tmp_path / "out", "--json")
    assert judged.returncode == 0
    assert judged.stdout == upr("eval", gold, "--json").stdout
    (gold / "note.txt").write_text(f"{NOTE} More.")
    stale = upr("eval", gold, "--extracts", tmp_path / "out")
    assert (stale.returncode, stale.stdout) == (2, b"")
    assert b"has no extract of note.txt as it is beside" in stale.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("none",), b"none: cannot be read: No such file"),
        (("judge", "--by", "length"), b"--by length: choose one of genre, folder, document, rule"),
        (("judge", "--extracts", "judge"), b"no run in judge; make one with upr run"),
        (("judge", "--write-floors"), b"--write-floors goes with --floors FILE"),
        (("judge", "--floors", "f.toml", "--allow-lower", "x"), b"--allow-lower with --write-floors"),
        (("judge", "--floors", "f.toml", "--no-ner", "--quiet"), b"f.toml has no floors for judge"),
        ((), b"Missing argument"),
    ],
)
def test_wrong_use_is_two_and_one_line(gold: Path, arguments: tuple[str, ...], words: bytes) -> None:
    done = upr("eval", *arguments, cwd=gold.parent)
    assert (done.returncode, done.stdout) == (2, b"")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_bad_gold_is_named_and_nothing_is_printed(gold: Path) -> None:
    path = write(gold, {"records": {"people": [{"name": "Daan Everts", "nmae": "x"}]}}, NOTE, "other")
    done = upr("eval", gold, "--no-ner")
    assert (done.returncode, done.stdout) == (2, b"")
    assert f"upr: {path}: records.people[0].nmae: no such field".encode() in done.stderr


def test_a_document_that_fails_has_missed_everything_and_the_others_count(gold: Path) -> None:
    write(gold, {"records": {"people": [{"name": "Anna Lind"}]}}, b"\x7fELF" + bytes(range(256)), "broken")
    done = upr("eval", gold, "--no-ner", "--json")
    assert done.returncode == 1
    assert b"broken.gold.json: load:" in done.stderr
    told = json.loads(done.stdout)
    assert (told["documents"], told["all"]["gold"], told["all"]["right"]) == (2, 5, 3)
    assert [Path(name).name for name in told["failures"]] == ["broken.gold.json"]


def test_floors_are_written_held_and_lowered_with_a_reason(gold: Path, tmp_path: Path) -> None:
    for at in range(5):
        write(gold, {**GOLD, "records": {**GOLD["records"], "people": GOLD["records"]["people"][:1]}}, NOTE, f"n{at}")
    floors = tmp_path / "floors.toml"
    held = ("eval", gold, "--no-ner", "--quiet", "--floors", floors)
    assert upr(*held, "--write-floors").returncode == 0
    assert (upr(*held).returncode, upr(*held).stdout) == (0, b"")
    for at in range(5):
        write(gold, GOLD, NOTE, f"n{at}")
    down = upr(*held)
    assert down.returncode == 1
    assert b"judge: people.name: F1 0.66" in down.stderr
    assert b"judge: its gold is not the one that the floors were measured on" in down.stderr
    assert upr(*held, "--write-floors").returncode == 1
    lower = upr(*held, "--write-floors", "--allow-lower", "the gold names nobody")
    assert lower.returncode == 0
    assert b"add to CHANGELOG.md: - Lower quality floors: the gold names nobody" in lower.stderr
    assert upr(*held).returncode == 0


def test_a_hostile_name_and_text_do_not_speak_to_the_terminal(tmp_path: Path) -> None:
    gold = {"complete": ["people"], "records": {"people": [{"name": "Ev\u001b[31mil\nName"}]}}
    write(tmp_path / "a\x1b[31m", gold, NOTE, "x")
    done = upr("eval", tmp_path / "a\x1b[31m", "--no-ner", "--errors")
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout + done.stderr
