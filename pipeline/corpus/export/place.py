"""A folder of files that takes the place of an older one at once, or not at all.

The files are written into a folder aside. When all are there, the two folders change places in one step, where the
system has such a step (Linux); elsewhere there is a moment without either. What a user has laid beside the files of the
older export is kept.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.corpus.files import PARTIAL
from pipeline.errors import WriteError

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h
UNKNOWN_STEP = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


@contextlib.contextmanager
def replaced(folder: Path, is_ours: Callable[[Path], bool]) -> Iterator[Path]:
    """An empty folder to write into, which stands at `folder` when the block ends well.

    `is_ours` tells an export's files, by their path below the folder, from those of the user.

    Raises:
        WriteError: the folder cannot be written; what stood there stays.
    """
    aside = folder.with_name(f".{folder.name}{PARTIAL}")
    try:
        _clear(aside, folder, is_ours)  # an export was killed here
        aside.mkdir(parents=True)
        try:
            yield aside
            if folder.exists():
                _exchange(aside, folder)
            else:
                aside.rename(folder)
        finally:
            _clear(aside, folder, is_ours)
    except OSError as error:
        raise WriteError(f"cannot write {error.filename or folder}: {error.strerror or error}") from error


def _clear(aside: Path, folder: Path, is_ours: Callable[[Path], bool]) -> None:
    """Take the folder aside away; what is not ours goes to where it stood."""
    if not aside.exists():
        return
    for path in sorted(aside.rglob("*"), reverse=True):
        below = path.relative_to(aside)
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        elif is_ours(below):
            path.unlink()
        else:
            (folder / below).parent.mkdir(parents=True, exist_ok=True)
            path.rename(folder / below)
    aside.rmdir()


def _exchange(one: Path, other: Path) -> None:
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError):  # a C library older than 2018
            rename = ctypes.CDLL(None, use_errno=True).renameat2
            if rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
                return
            if (code := ctypes.get_errno()) not in UNKNOWN_STEP:
                raise OSError(code, os.strerror(code), str(other))
    between = one.with_name(f"{one.name}{PARTIAL}")
    other.rename(between)
    one.rename(other)
    between.rename(one)
