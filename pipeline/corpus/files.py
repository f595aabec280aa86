"""Files in and out: the sources below the paths that a user names, and writing so that nothing is ever half there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import WriteError

PARTIAL = ".part"


class Found(NamedTuple):
    """A source on disk: its name below the root, with forward slashes, and where it lies."""

    name: str
    path: Path


class NameClash(ValueError):
    """Two sources would be written to one place; the message names both."""


def sources(paths: Iterable[Path], output: Path) -> list[Found]:
    """All files below `paths` in order of name, hidden ones and those of `output` left out.

    A file named itself stands under its own name. Symbolic links that lead out of the folder they stand in are not
    followed. Where several paths hold the same name, each name gets its folder's name before it.

    Raises:
        NameClash: two sources have one name even so.
    """
    named = list(paths)
    found: dict[str, Path] = {}
    several = len(named) > 1
    shut = output.resolve()
    for root in named:
        for name, path in _below(root, shut):
            if several and found.get(name, path) != path:
                name = f"{root.resolve().name}/{name}"
            if found.get(name, path) != path:
                raise NameClash(f"{found[name]} and {path} would both be written as {name}")
            found[name] = path
    return [Found(name, found[name]) for name in sorted(found)]


def _below(root: Path, shut: Path) -> Iterator[tuple[str, Path]]:
    if not root.is_dir():
        yield root.name, root
        return
    inside = root.resolve()
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if Path(folder).resolve().is_relative_to(shut):
            folders.clear()
            continue
        for name in sorted(files):
            path = Path(folder, name)
            if name.startswith(".") or name.endswith(PARTIAL):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(inside):
                continue
            yield path.relative_to(root).as_posix(), path


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole or not at all: it is written aside and moved into place.

    Raises:
        WriteError: the folder or the file cannot be written.
    """
    aside = path.with_name(path.name + PARTIAL)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(data)
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise WriteError(f"cannot write {path}: {error.strerror or error}") from error


def write_lines(path: Path, lines: Iterable[bytes]) -> int:
    """Put JSON lines at `path`, whole or not at all; how many there were.

    Raises:
        WriteError: the folder or the file cannot be written.
    """
    aside = path.with_name(path.name + PARTIAL)
    count = 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as file:
            for line in lines:
                file.write(line + b"\n")
                count += 1
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise WriteError(f"cannot write {path}: {error.strerror or error}") from error
    return count
