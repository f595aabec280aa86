"""The stage store: what comes back is what went in, and a run with it writes the same bytes as one without."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from pipeline.corpus import files, store
from pipeline.corpus.engines import InProcess
from pipeline.corpus.run import Orders, Summary, run
from pipeline.corpus.versions import Versions
from pipeline.flow import Pipeline
from pipeline.load import load
from pipeline.model.document import LoadedDocument, SectionedDocument, Source
from pipeline.repair import repair
from pipeline.split import split
from tests.corpus import made
from tests.load.pdf_builder import Page, pdf

HERE = InProcess(Pipeline())
WORDS = made.VERSIONS.shelf
PDF = pdf(
    Page().lines(72, 90, ["A workshop was held in Prague in March 2011", "with 25 experts from 12 countries."]),
    Page().text(72, 90, "It was opened by Ms Anna Vondrova.").text(300, 800, "2", 7),
)


def sectioned(data: bytes = PDF) -> SectionedDocument:
    return split(repair(load(Source("a.pdf", data))))


def test_a_document_comes_back_whole(tmp_path: Path, sectioned_documents: dict[str, SectionedDocument]) -> None:
    shelf = store.shelf(tmp_path, WORDS)
    for document in (sectioned(), *sectioned_documents.values()):
        loaded = document.repaired.loaded
        store.keep(shelf, document)
        again = store.find(shelf, loaded.id, loaded.name)
        assert isinstance(again, SectionedDocument)
        assert repr(again) == repr(document)
        assert again.repaired.source_text() == loaded.text
        assert type(again.repaired.map) is type(document.repaired.map)


def test_a_document_takes_the_name_it_has_now(tmp_path: Path) -> None:
    document = sectioned()
    shelf = store.shelf(tmp_path, WORDS)
    store.keep(shelf, document)
    found = store.find(shelf, document.repaired.loaded.id, "b/c.pdf")
    assert isinstance(found, SectionedDocument)
    assert found.repaired.loaded.name == "b/c.pdf"


def test_what_is_out_of_date_gives_what_still_holds(tmp_path: Path) -> None:
    document = sectioned()
    loaded = document.repaired.loaded
    store.keep(store.shelf(tmp_path, ("l", "r", "s")), document)
    assert store.find(store.shelf(tmp_path, ("l2", "r", "s")), loaded.id, loaded.name) is None
    for words in (("l", "r2", "s"), ("l", "r", "s2")):
        found = store.find(store.shelf(tmp_path, words), loaded.id, loaded.name)
        assert isinstance(found, LoadedDocument)
        assert repr(found) == repr(loaded)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x40
    path.write_bytes(bytes(data))


def _other_layout(path: Path) -> None:
    entry = msgspec.msgpack.decode(zlib.decompress(path.read_bytes()))
    path.write_bytes(zlib.compress(msgspec.msgpack.encode([entry[0] + 1, *entry[1:]])))


def _other_shape(path: Path) -> None:
    entry = msgspec.msgpack.decode(zlib.decompress(path.read_bytes()))
    path.write_bytes(zlib.compress(msgspec.msgpack.encode([*entry[:4], {"repaired": 1}])))


def _bomb(path: Path) -> None:
    path.write_bytes(zlib.compress(bytes(store.MOST + 1), 9))


HARMS: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "noise": lambda path: path.write_bytes(os.urandom(999)),
    "cut": _cut,
    "flipped": _flip,
    "other layout": _other_layout,
    "other shape": _other_shape,
    "a folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS.keys())
def test_a_damaged_entry_is_absent_and_made_again(tmp_path: Path, harm: Callable[[Path], object]) -> None:
    folder, output = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    made.write(folder / "a.pdf", PDF)
    go(folder, output)
    before = made.result_bytes(output / "documents")
    [path] = output.glob("stages/*/*")
    harm(path)
    summary = go(folder, output, extract="e2")
    assert (summary.done, summary.read, summary.stored) == (1, 1, 0)
    assert made.result_bytes(output / "documents") == before
    again = go(folder, output, extract="e3")
    assert (again.read, again.stored) == ((1, 0) if path.is_dir() else (0, 1))
    assert again.unshelved == path.is_dir()


def test_an_entry_does_not_unpack_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST", 1 << 20)
    document = sectioned()
    shelf = store.shelf(tmp_path, WORDS)
    store.keep(shelf, document)
    _bomb(store.place(shelf, document.repaired.loaded.id))
    assert not store.has(shelf, document.repaired.loaded.id)


# In a run


def go(folder: Path, output: Path, orders: Orders | None = None, **changed: str) -> Summary:
    versions: Versions = made.VERSIONS._replace(**changed)
    return run(HERE, files.sources([folder], output), output, versions=versions, orders=orders)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three PDFs, and a text."""
    folder = made.folder(tmp_path / "in", d=made.WORDS)
    for place, name in enumerate("abc"):
        made.write(folder / f"{name}.pdf", PDF.replace(b"March 2011", b"March 201%d" % place))
    return folder


@pytest.mark.parametrize(
    ("changed", "read", "stored"),
    [
        ({"extract": "e2"}, 0, 4),
        ({"assemble": "a2"}, 0, 4),
        ({"model": "other"}, 0, 4),
        ({"split": "s2"}, 0, 4),
        ({"repair": "r2"}, 0, 4),
        ({"load": "l2"}, 4, 0),
        ({"settings": "ocr"}, 4, 0),
        ({"load": "l2", "extract": "e2"}, 4, 0),
    ],
)
def test_a_source_is_read_again_only_for_what_needs_it(
    tmp_path: Path, folder: Path, changed: dict[str, str], read: int, stored: int
) -> None:
    output = tmp_path / "out"
    first = go(folder, output)
    assert (first.done, first.read, first.stored) == (4, 4, 0)
    before = made.result_bytes(output / "documents")
    for _ in range(2):  # the second time, entries are up to date again
        summary = go(folder, output, **changed)
        assert (summary.done, summary.read, summary.stored) == (4, read, stored)
        assert made.result_bytes(output / "documents") == before
        changed, read, stored = {**changed, "assemble": "a9"}, 0, 4


def test_with_and_without_the_store_the_bytes_are_the_same(tmp_path: Path, folder: Path) -> None:
    bare = Orders(store=False)
    for version in ("e1", "e2"):
        assert go(folder, tmp_path / "bare", bare, extract=version).read == 4
        go(folder, tmp_path / "out", extract=version)
    assert not (tmp_path / "bare" / "stages").exists()
    for kind in ("documents", "tables"):
        assert made.result_bytes(tmp_path / "bare" / kind) == made.result_bytes(tmp_path / "out" / kind)


def test_entries_of_documents_that_are_gone_are_taken_away(tmp_path: Path, folder: Path) -> None:
    output = tmp_path / "out"
    assert go(folder, output).shelved == sum(path.stat().st_size for path in output.glob("stages/*/*"))
    (folder / "a.pdf").unlink()
    made.write(folder / "b.pdf", PDF.replace(b"Prague", b"Vienna"))
    os.utime(folder / "b.pdf", (made.LONG_AGO + 9, made.LONG_AGO + 9))
    go(folder, output)
    assert len(list(output.glob("stages/*/*"))) == 3
