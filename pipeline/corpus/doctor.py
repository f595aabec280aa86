"""What is installed: the parts that upr needs, those it can do without, and how to add them."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

PROGRAMS = (
    ("antiword", "reads old binary .doc files", "apt install antiword"),
    ("tesseract", "reads pages of PDFs that are pictures, with --ocr", "apt install tesseract-ocr"),
)
PACKAGES = ("spacy", "pypdfium2", "pdfplumber", "dateparser", "regex", "msgspec", "mammoth", "selectolax")


class Finding(NamedTuple):
    """One part: whether it is there, whether upr needs it, and what to say of it."""

    name: str
    there: bool
    needed: bool
    detail: str


def findings(model: str) -> Iterator[Finding]:
    """Yield what is installed, needed parts first."""
    yield Finding("upr", True, True, f"{version('upr-pipeline')} on Python {platform.python_version()}")
    for package in PACKAGES:
        yield _package(package, f"pip install {package}")
    name = model.replace("_", "-")
    yield _package(name, f"pip install {name}; without it run with --no-ner")
    for program, use, how in PROGRAMS:
        where = shutil.which(program)
        yield Finding(program, where is not None, False, f"{use}: {where}" if where else f"{use}: {how}")


def _package(name: str, how: str) -> Finding:
    try:
        return Finding(name, True, True, version(name))
    except PackageNotFoundError:
        return Finding(name, False, True, how)
