"""What each stage depends on, worked out from the files: a change in one place touches the stages that it can touch."""

from __future__ import annotations

import re
import shutil
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import pipeline
from pipeline.corpus import versions
from pipeline.corpus.versions import OF_THE_MODEL, STAGES, Versions, imported, sources

ROOT = Path(pipeline.__file__).parent
ALL = set(STAGES)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("package") / "pipeline"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns("__pycache__"))
    return root


@pytest.mark.parametrize(
    ("file", "touched"),
    [
        ("load/pdf.py", {"load"}),
        ("repair/hyphens.py", {"repair"}),
        ("split/kind.py", {"split"}),
        ("extract/dates/forms.py", {"extract"}),
        ("extract/missions/head.py", {"extract"}),  # a new file
        ("assemble/check.py", {"assemble"}),
        ("vocabulary/titles.py", {"extract"}),
        ("vocabulary/countries.py", {"split", "extract", "assemble"}),
        ("assemble/bind.py", {"assemble"}),
        ("model/document.py", ALL),
        ("spans.py", ALL),
        ("flow.py", ALL),
        ("corpus/one.py", ALL),
        ("corpus/run.py", set()),
        ("cli/run.py", set()),
    ],
)
def test_a_change_touches_the_stages_that_use_the_file(copy: Path, file: str, touched: set[str]) -> None:
    before = {stage: versions.digest(copy, stage) for stage in STAGES}
    path = copy / file
    old = path.read_bytes() if path.exists() else None
    path.write_bytes((old or b"") + b"\n# changed\n")
    try:
        assert {stage for stage in STAGES if versions.digest(copy, stage) != before[stage]} == touched
    finally:
        path.unlink() if old is None else path.write_bytes(old)
    assert {stage: versions.digest(copy, stage) for stage in STAGES} == before


def test_imports_of_every_form_are_seen() -> None:
    text = (
        "import os, pipeline.spans as s\nfrom pipeline.load import (\n    pdf,  # the first\n    text as t,\n)\n"
        "def f():\n    from pipeline import errors\n    import mammoth\n"
    )
    assert set(imported(text)) >= {
        "os",
        "pipeline.spans",
        "pipeline.load",
        "pipeline.load.pdf",
        "pipeline.load.text",
        "pipeline.errors",
        "mammoth",
    }


def test_no_import_is_relative() -> None:
    """They would not be seen."""
    found = [path for path in ROOT.rglob("*.py") if re.search(r"^\s*from\s+\.", path.read_text("utf-8"), re.M)]
    assert found == []


def test_every_file_that_a_stage_loads_is_among_its_sources(tmp_path: Path) -> None:
    """What Python itself says that it has loaded."""
    import subprocess

    for stage in STAGES:
        code = f"import sys, pipeline.{stage}; print(*(m.__file__ for n, m in sys.modules.items() if n.startswith('pipeline.')))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
        known, _ = sources(ROOT, stage)
        assert {Path(path) for path in done.stdout.split()} <= known


def test_every_library_has_a_release() -> None:
    libraries = set().union(*(sources(ROOT, stage)[1] for stage in STAGES)) | OF_THE_MODEL
    assert {"pypdfium2", "regex", "dateparser"} <= libraries
    for library in libraries:
        assert version(versions.DISTRIBUTIONS.get(library, library))


def test_causes_name_stages_model_and_settings() -> None:
    old = Versions("l", "r", "s", "e", "a", "m 1", "python")
    assert old.causes(old) == ()
    assert old.causes(old._replace(extract="f", assemble="b")) == ("rule changed [extract, assemble]",)
    assert old.causes(old._replace(model="none", settings="ocr")) == (
        "model changed [m 1 -> none]",
        "settings changed [python -> ocr]",
    )


def test_the_store_s_words_change_with_what_it_holds_alone() -> None:
    now = versions.current("some_model")
    assert now.shelf == versions.current(None)._replace(extract="x", assemble="y").shelf
    assert now.shelf != versions.current("some_model", "ocr tesseract 5").shelf
    for stage in ("load", "repair", "split"):
        assert now._replace(**{stage: "x"}).shelf != now.shelf
