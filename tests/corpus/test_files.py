"""Which files a run finds, and writing them whole or not at all."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.corpus import files
from pipeline.errors import WriteError


def names(*roots: Path, output: Path = Path("nowhere")) -> list[str]:
    return sorted(found.name for found in files.sources(roots, output))


def make(root: Path, *paths: str) -> Path:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)
    return root


def test_files_below_a_folder_but_hidden_ones_and_halves(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "sub/b.pdf", "sub/.hidden", ".git/config", "c.txt.part")
    assert names(tmp_path) == ["a.txt", "sub/b.pdf"]


def test_output_within_the_sources_is_left_out(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "output/documents/a.txt.json", "output2/b.txt")
    assert names(tmp_path, output=tmp_path / "output") == ["a.txt", "output2/b.txt"]


def test_links_are_followed_within_the_folder_alone(tmp_path: Path) -> None:
    root = make(tmp_path / "in", "a.txt", "sub/b.txt")
    make(tmp_path / "other", "c.txt")
    (root / "inside.txt").symlink_to("a.txt")
    (root / "outside.txt").symlink_to(tmp_path / "other" / "c.txt")
    (root / "folder").symlink_to(tmp_path / "other")
    (root / "circle").symlink_to(root)
    (root / "dangling.txt").symlink_to("nothing")
    assert names(root) == ["a.txt", "inside.txt", "sub/b.txt"]
    assert names(root / "outside.txt") == ["outside.txt"]


def test_one_name_in_two_folders_is_told_apart_by_them(tmp_path: Path) -> None:
    make(tmp_path, "x/a.txt", "y/a.txt", "y/b.txt")
    assert names(tmp_path / "x", tmp_path / "y", tmp_path / "x" / "a.txt") == ["a.txt", "b.txt", "y/a.txt"]
    make(tmp_path, "z/y/a.txt")
    with pytest.raises(files.NameClash, match=r"y/a\.txt"):
        names(tmp_path / "x", tmp_path / "y", tmp_path / "z" / "y")


@pytest.mark.skipif(os.geteuid() == 0, reason="root lists everything")
def test_a_folder_that_cannot_be_listed_is_found(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "shut/b.txt")
    (tmp_path / "shut").chmod(0)
    assert names(tmp_path) == ["a.txt", "shut"]


def test_folders_may_be_deeper_than_python_nests(tmp_path: Path) -> None:
    place = Path.cwd()
    os.chdir(tmp_path)
    try:
        for _ in range(1200):
            Path("d").mkdir()
            os.chdir("d")
        Path("a.txt").write_text("deep")
    finally:
        os.chdir(place)
    found = names(tmp_path)
    subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)  # pytest's own broom nests
    assert found == ["d/" * 1200 + "a.txt"]


def interrupted() -> Iterator[bytes]:
    yield b"second"
    raise KeyboardInterrupt


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "sub" / ("n" * 250)
    files.write(path, b"first")
    with pytest.raises(KeyboardInterrupt):
        files.write_lines(path, interrupted())
    assert path.read_bytes() == b"first"
    assert [path.name for path in path.parent.iterdir()] == ["n" * 250]
    with pytest.raises(WriteError, match="File name too long"):
        files.write(path.with_name("n" * 256), b"")
    with pytest.raises(WriteError):
        files.write(path / "below a file", b"")


def test_an_empty_folder_is_taken_away_with_its_last_file(tmp_path: Path) -> None:
    make(tmp_path, "documents/a/b/c.json", "documents/a/d.json")
    files.remove(tmp_path / "documents/a/b/c.json", tmp_path)
    assert [path.name for path in (tmp_path / "documents/a").iterdir()] == ["d.json"]
    files.remove(tmp_path / "documents/a/d.json", tmp_path)
    assert list(tmp_path.iterdir()) == []
    files.remove(tmp_path / "documents/a/d.json", tmp_path)
