"""Files in and out: the sources below the paths that a user names, and writing so that nothing is ever half there."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pipeline.errors import WriteError

PARTIAL = ".part"
LOCK = ".lock"
JOURNAL = "corrections.jsonl"
"""What people decided about the sources beside it: no source itself."""
ITS_OWN_NAME = frozenset({errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.ENOTEMPTY, errno.ELOOP})
"""Why one file cannot be written though others can: its name is too long, or a folder stands in its place."""


class Found(NamedTuple):
    """A source on disk: its name below the root, with forward slashes, and where it lies.

    Bytes of a file's name that are no UTF-8 stand in `name` as `\\xe9`, in `path` as the system spells them. Size and
    time of change (in nanoseconds) are -1 where they are not known.
    """

    name: str
    path: Path | str
    size: int = -1
    mtime: int = -1


class NameClash(ValueError):
    """Two sources would be written to one place; the message names both."""


class Locked(RuntimeError):
    """Another run writes into the folder; the message names it."""


def sources(paths: Iterable[Path], output: Path) -> Iterator[Found]:
    """All files below `paths`, folder by folder, hidden ones and those of `output` left out.

    A file named itself stands under its own name. Symbolic links that lead out of the folder they stand in are not
    followed. Where several paths hold the same name, those of the later path get its folder's name before them. A
    folder that cannot be listed is found as if it were a file, so that the run reports it.

    Raises:
        NameClash: two sources have one name even so.
    """
    named = list(paths)
    shut = output.resolve()
    if len(named) == 1:
        yield from _below(named[0], shut)
        return
    seen: dict[str, str] = {}
    for root in named:
        for found in _below(root, shut):
            path = str(found.path)
            if seen.get(found.name, path) != path:
                found = found._replace(name=f"{_spelled(root.resolve().name)}/{found.name}")
            if seen.get(found.name, path) != path:
                raise NameClash(f"{seen[found.name]} and {path} would both be written as {found.name}")
            if found.name not in seen:
                seen[found.name] = path
                yield found


def _below(root: Path, shut: Path) -> Iterator[Found]:
    if not root.is_dir():
        yield _found(root.name, str(root))
        return
    inside = os.path.realpath(root)
    folders = [(str(root), "")] if not _is_below(inside, str(shut)) else []
    left_out = _identity(str(shut))
    while folders:
        folder, prefix = folders.pop()
        if left_out and _identity(folder) == left_out:
            continue
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            yield _found(prefix.rstrip("/") or Path(inside).name, folder)
            continue
        shown = [entry for entry in entries if not entry.name.startswith(".") and not _is_ours(entry.name)]
        folders += [
            (entry.path, f"{prefix}{entry.name}/") for entry in reversed(shown) if entry.is_dir(follow_symlinks=False)
        ]
        yield from (_found(prefix + entry.name, entry.path) for entry in shown if _is_source(entry, inside))


def _is_ours(name: str) -> bool:
    return name == JOURNAL or name.endswith(PARTIAL)


def _is_source(entry: os.DirEntry[str], inside: str) -> bool:
    if entry.is_symlink():
        return entry.is_file() and _is_below(os.path.realpath(entry.path), inside)
    return not entry.is_dir()


def _identity(folder: str) -> tuple[int, int] | None:
    """What tells a folder from others by whatever path it is reached; its real path would cost as much as it is deep."""
    try:
        state = Path(folder).stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _found(name: str, path: str) -> Found:
    try:
        state = Path(path).stat()
    except OSError:
        return Found(_spelled(name), path)
    return Found(_spelled(name), path, state.st_size, state.st_mtime_ns)


def _spelled(name: str) -> str:
    """A name that can be written anywhere: a byte that is no UTF-8 becomes `\\xe9`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole or not at all: it is written aside and moved into place.

    Raises:
        WriteError: the folder or the file cannot be written.
    """
    with written(path) as file:
        file.write(data)


def write_lines(path: Path, lines: Iterable[bytes]) -> int:
    """Put JSON lines at `path`, whole or not at all; how many there were.

    Raises:
        WriteError: the folder or the file cannot be written.
    """
    count = 0
    with written(path) as file:
        for line in lines:
            file.write(line + b"\n")
            count += 1
    return count


@contextlib.contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """A file to write, which stands at `path` when the block ends well and nowhere when it does not.

    Raises:
        WriteError: the folder or the file cannot be written.
    """
    aside = path.parent / f".{os.getpid()}-{id(path):x}{PARTIAL}"  # `path.name` may leave no room for a suffix
    try:
        try:
            file = aside.open("wb")
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = aside.open("wb")
        with file:
            yield file
        aside.replace(path)
    except OSError as error:
        _discard(aside)
        raise WriteError(f"cannot write {path}: {error.strerror or error}") from error
    except BaseException:
        _discard(aside)
        raise


def _discard(aside: Path) -> None:
    with contextlib.suppress(OSError):
        aside.unlink(missing_ok=True)


def remove(path: Path, below: Path) -> None:
    """Take a file away, and the folders that it leaves empty, up to `below`.

    Raises:
        WriteError: it is there and may not be taken away.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        if error.errno not in ITS_OWN_NAME:
            raise WriteError(f"cannot take {path} away: {error.strerror or error}") from error
    for folder in path.parents:
        if folder == below or below not in folder.parents:
            return
        try:
            folder.rmdir()
        except OSError:
            return


def forget(folder: Path, process: int) -> None:
    """Take away what a process that was killed has left aside in one folder."""
    for path in folder.glob(f".{process}-*{PARTIAL}"):
        _discard(path)


def sweep(folder: Path) -> None:
    """Take away what a run that was killed has left aside."""
    for path in folder.rglob(f".*{PARTIAL}"):
        _discard(path)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Hold `folder` for one process; whether the one before ended without letting go.

    The lock is the kernel's, on a file that names the process: it ends with the process, however that ends.

    Raises:
        Locked: another process holds it.
        WriteError: the folder cannot be written.
    """
    path = folder / LOCK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = _hold(path)
        try:
            stale = os.pread(held, 32, 0) != b""
            os.ftruncate(held, 0)
            os.pwrite(held, b"%d\n" % os.getpid(), 0)
        except OSError:
            os.close(held)
            raise
    except OSError as error:
        raise WriteError(f"cannot write {path}: {error.strerror or error}") from error
    try:
        yield stale
    finally:
        _discard(path)
        os.close(held)


def ensure_free(folder: Path) -> None:
    """See to it that no process writes into `folder`, and write nothing.

    Raises:
        Locked: one does.
    """
    try:
        opened = os.open(folder / LOCK, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return
    try:
        fcntl.flock(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise _in_use(opened, folder) from error
    except OSError:  # a network file system without locks
        return
    finally:
        os.close(opened)


def _in_use(opened: int, folder: Path) -> Locked:
    holder = os.pread(opened, 32, 0).decode("ascii", "replace").strip() or "unknown"
    return Locked(f"another run (process {holder}) is writing into {folder}")


def _hold(path: Path) -> int:
    while True:
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            refusal = _in_use(opened, path.parent)
            os.close(opened)
            raise refusal from error
        except OSError:  # a network file system without locks
            return opened
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_ino == os.fstat(opened).st_ino:
                return opened
        os.close(opened)  # its holder took it away in the meantime
