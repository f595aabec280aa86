"""The lines of a file: which hold, which are about a document, and what a broken one costs."""

from __future__ import annotations

import msgspec
import pytest

from pipeline.corrections.book import Book, read
from pipeline.corrections.line import Correction, encode


def line(name: str, undoes: str | None = None, document: str = "d1", source: str = "a.txt") -> Correction:
    return Correction(
        id=name,
        at="2026-01-02T03:04:05Z",
        by="anna",
        action="undo" if undoes else "accept",
        document=document,
        source=source,
        undoes=undoes,
        schema_version="1",
        rules="r1",
    )


HOLDING = [
    ("nothing undone", [line("a"), line("b")], ["a", "b"]),
    ("one undone", [line("a"), line("b"), line("u", "a")], ["b"]),
    ("an undo undone", [line("a"), line("u", "a"), line("v", "u")], ["a"]),
    ("and undone again", [line("a"), line("u", "a"), line("v", "u"), line("w", "v")], []),
    ("undone twice", [line("a"), line("u", "a"), line("v", "a")], []),
    ("undone twice, once taken back", [line("a"), line("u", "a"), line("v", "a"), line("w", "v")], []),
    ("what is not there undone", [line("a"), line("u", "z")], ["a"]),
    ("what comes later is not undone", [line("u", "a"), line("a")], ["a"]),
]


@pytest.mark.parametrize(("lines", "wanted"), [row[1:] for row in HOLDING], ids=[row[0] for row in HOLDING])
def test_what_holds(lines: list[Correction], wanted: list[str]) -> None:
    assert [each.id for each in Book(tuple(lines)).holding] == wanted


def test_a_broken_line_is_named_and_the_others_are_read() -> None:
    good = encode(line("a"))
    book = read([good, b"{\n", b"\n", b"\xff\xfe\n", b'{"id": "x"}\n', good, encode(line("b"))[:-9], encode(line("c"))])
    assert [each.id for each in book.lines] == ["a", "c"]
    assert [each.number for each in book.broken] == [2, 4, 5, 7]
    assert "at" in book.broken[2].reason


def test_a_line_is_read_as_it_was_written() -> None:
    written = msgspec.structs.replace(line("a"), new={"name": "Zoë\u2028\n"}, by="\u202eanna")
    assert encode(written).count(b"\n") == 1
    assert read([encode(written)]).lines == (written,)


def test_a_document_s_lines_are_those_about_its_bytes_and_its_name() -> None:
    book = Book(
        (
            line("same"),
            line("moved", source="old.txt"),
            line("changed", document="d0"),
            line("other", document="d9", source="b.txt"),
        )
    )
    assert [each.id for each in book.of("d1", "a.txt")] == ["same", "moved", "changed"]
    assert [each.id for each in book.of("d1", "a.txt", elsewhere={"d0"})] == ["same", "moved"]
