"""What a result depends on beside its source: the code of each stage, the model and the settings.

    the package's own files -> Versions

A stage's code is the files of its package and all that they import, worked out from the text of the files: a table of
the vocabulary that extractors alone use is part of `extract` alone. The releases of the libraries that these files import
belong to it too. What decides the order of the stages (`flow.py`) is part of every stage: where it is not sure what a
change touches, all is done again.
"""

from __future__ import annotations

import functools
import hashlib
import platform
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

import pipeline

STAGES = ("load", "repair", "split", "extract", "assemble")
SHARED = ("flow.py", "corpus/one.py")
"""Files that are part of every stage: the order of the stages, and how a document is read and written."""
IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(?P<home>[\w.]+)[ \t]+import[ \t]+(?P<names>\([^)]*\)|[^\n]*)|import[ \t]+(?P<modules>[\w., \t]+))",
    re.MULTILINE,
)
DISTRIBUTIONS = {"text_to_num": "text2num", "pdfminer": "pdfminer.six"}
"""Libraries that are not installed under the name by which they are imported."""
OF_THE_MODEL = frozenset(("spacy",))


class Versions(NamedTuple):
    """One word a stage, which changes with its code; the model with its release, or `none`; the settings."""

    load: str
    repair: str
    split: str
    extract: str
    assemble: str
    model: str
    settings: str

    @property
    def shelf(self) -> tuple[str, str, str]:
        """What a document that was read, repaired and split depends on: a word for each of the three stages."""
        return f"{self.load} {self.settings}", self.repair, self.split

    def causes(self, now: Versions) -> tuple[str, ...]:
        """Why what was made with these would come out otherwise now; empty where nothing differs.

        >>> Versions(*"abcdefg").causes(Versions(*"abcxefg"))
        ('rule changed [extract]',)
        """
        stages = [stage for stage in STAGES if getattr(self, stage) != getattr(now, stage)]
        rules = (f"rule changed [{', '.join(stages)}]",) if stages else ()
        others = tuple(
            f"{name} changed [{before} -> {after}]"
            for name, before, after in (
                ("model", self.model, now.model),
                ("settings", self.settings, now.settings),
            )
            if before != after
        )
        return rules + others


def current(model: str | None, *settings: str) -> Versions:
    """The versions of this installation with a model (none: without one) and settings that change results."""
    python = f"python {'.'.join(platform.python_version_tuple()[:2])}"
    named = f"{model} {_release(model)} with spacy {_release('spacy')}" if model else "none"
    load, repair, split, extract, assemble = _stages()
    return Versions(load, repair, split, extract, assemble, named, ", ".join((python, *settings)))


@functools.cache
def _stages() -> tuple[str, ...]:
    return tuple(digest(Path(pipeline.__file__).parent, stage) for stage in STAGES)


def digest(root: Path, stage: str) -> str:
    """A word for a stage's code in the package at `root`, and for the releases of the libraries it imports."""
    sums = hashlib.sha256()
    known, libraries = sources(root, stage)
    for path in sorted(known):
        sums.update(f"{path.relative_to(root).as_posix()} ".encode())
        sums.update(path.read_bytes())
    for library in sorted(libraries):
        sums.update(f"{library} {_release(library)}\n".encode())
    return sums.hexdigest()[:12]


def sources(root: Path, stage: str) -> tuple[set[Path], set[str]]:
    """The files that a stage's results depend on, and the libraries of others that these import."""
    shared = {root / name for name in SHARED}
    waiting = list((root / stage).rglob("*.py"))
    known, libraries = {*waiting, *shared}, set[str]()
    while waiting:
        for name in imported(waiting.pop().read_text("utf-8")):
            top, _, rest = name.partition(".")
            if top != "pipeline":
                if top not in sys.stdlib_module_names | OF_THE_MODEL:
                    libraries.add(top)
                continue
            for path in _files(root, rest):
                if path not in known:
                    known.add(path)
                    waiting.append(path)
    return known, libraries


def imported(text: str) -> Iterator[str]:
    """The names of all modules that a file may import, at whatever depth; of `from a import b`, `a` and `a.b`."""
    for match in IMPORT.finditer(text):
        if match["modules"]:
            yield from (part.split()[0] for part in match["modules"].split(",") if part.strip())
            continue
        yield match["home"]
        if match["home"].partition(".")[0] == "pipeline":
            yield from (f"{match['home']}.{name}" for name in re.findall(r"\w+", match["names"]))


def _files(root: Path, module: str) -> Iterator[Path]:
    """The file of a module below the package, and those of the packages that it lies in; nothing for what is no module."""
    parts = module.split(".") if module else []
    for depth in range(1, len(parts) + 1):
        path = root.joinpath(*parts[:depth])
        yield from (file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file())


def _release(name: str) -> str:
    """The release of an installed library, or nothing."""
    try:
        return version(DISTRIBUTIONS.get(name, name))
    except PackageNotFoundError:
        return ""
