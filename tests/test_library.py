"""The public door as programs use it: calls, doctests, and the example script."""

from __future__ import annotations

import doctest
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import DocumentError, Extraction, Records, Summary, extract, run
from pipeline.corpus import files
from pipeline.corpus.engines import InProcess, Standard
from tests.command import here, upr
from tests.conftest import DOCUMENTS
from tests.corpus import made

ROOT = Path(__file__).parent.parent
DOCTESTED = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted((ROOT / "pipeline").rglob("*.py"))
    if ">>> " in path.read_text("utf-8")
]


def test_a_path_and_its_bytes_come_to_the_same(tmp_path: Path) -> None:
    path = DOCUMENTS / "kazakhstan_2014.txt"
    extraction = extract(path, ner=False)
    assert isinstance(extraction, Extraction)
    assert isinstance(extraction.records, Records)
    assert extract(str(path), ner=False) == extraction
    assert extract(path.read_bytes(), name="kazakhstan_2014.txt", ner=False) == extraction
    assert extract(path.read_bytes(), ner=False).document.source == "-"


def test_what_cannot_be_done_says_so_and_helps(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    for document, code in (
        (tmp_path / "none.pdf", "source.unreadable"),
        (tmp_path, "source.unreadable"),
        (tmp_path / "empty.pdf", "source.empty"),
        (b"\x00\x01\x02\x03", "source.unknown_format"),
    ):
        with pytest.raises(DocumentError) as error:
            extract(document)
        assert error.value.code == code
        assert error.value.way_out


def test_the_package_of_the_stage_does_not_hide_the_function() -> None:
    for first in ("import pipeline.extract", "import pipeline.flow", "from pipeline.extract import dates", "pass"):
        code = f"{first}\nfrom pipeline import extract\nimport pipeline\nprint(extract.__module__, pipeline.extract is extract)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert done.stdout == b"pipeline.library True\n"


def test_the_door_loads_nothing_before_it_is_asked() -> None:
    code = "import sys, pipeline; print([name for name in sys.modules if name.startswith(('pipeline.', 'spacy', 'regex'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == b"[]\n"


@pytest.mark.slow
def test_a_run_does_what_the_command_does(tmp_path: Path) -> None:
    folder = made.folder(tmp_path / "in", a=made.WORDS, b="")
    seen: list[str] = []
    summary = run(folder, tmp_path / "out", workers=1, watch=lambda progress: seen.append(progress.outcome))
    assert isinstance(summary, Summary)
    assert (summary.done, summary.failed, sorted(seen)) == (1, 1, ["done", "failed"])
    assert upr("run", folder, "-o", tmp_path / "command", "-q").returncode == 1
    assert made.result_bytes(tmp_path / "out") == made.result_bytes(tmp_path / "command")
    again = run([str(folder)], str(tmp_path / "out"), engine=InProcess(made.obedient()))
    assert (again.done, again.unchanged) == (0, 1)


def test_settings_are_the_run_s(tmp_path: Path) -> None:
    folder = made.folder(tmp_path / "in", a="The EOM was headed by Anna Peters and had twelve experts.")
    people = []
    for ner in (True, False):
        with here():
            run(folder, tmp_path / str(ner), settings=Standard(ner=ner))
        people.append((tmp_path / str(ner) / "tables" / "people.jsonl").read_bytes())
    assert people[0] != people[1]


def test_paths_that_are_not_there_and_outputs_in_use_are_errors(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="none"):
        run(tmp_path / "none", tmp_path / "out")
    assert not (tmp_path / "out").exists()
    with files.locked(tmp_path / "out"), pytest.raises(files.Locked):
        run(made.folder(tmp_path / "in", a=made.WORDS), tmp_path / "out")


@pytest.mark.parametrize("module", DOCTESTED)
def test_examples_in_docstrings_hold(module: str) -> None:
    found = doctest.testmod(importlib.import_module(module), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.slow
def test_the_example_script_makes_its_table_and_its_plot(tmp_path: Path) -> None:
    with here():  # so that its own run finds every document done
        run(DOCUMENTS, tmp_path / "out")
    done = subprocess.run(
        [sys.executable, "-W", "error", ROOT / "docs" / "library.py", DOCUMENTS, tmp_path / "out"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"MPLBACKEND": "Agg", "PYTHONPATH": str(ROOT), "MPLCONFIGDIR": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    assert "Miklós Haraszti" in done.stdout
    assert (tmp_path / "out" / "observers.png").read_bytes().startswith(b"\x89PNG")
