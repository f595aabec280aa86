"""Plain text: the encoding, the line ends, the pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import Empty, Undecodable
from pipeline.load import text
from pipeline.model.document import Source

WESTERN = (
    "It’s here – “quoted” text.",
    "Ambassador Ágnes Ölçer met José.",
    "The “European” Court",
    "costs £5 and €6",
    "§ 5 applies",
    "the States’ duty",
    "• An item",
    "20–22 May",
    "MIKLÓS",
    "François",
    "2014…",
)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("written", WESTERN)
def test_tells_windows_from_mac_by_what_the_bytes_say(written: str, encoding: str) -> None:
    assert text.decode(written.encode(encoding)) == (written, encoding)


def test_cyrillic_is_no_western_text_full_of_accents() -> None:
    written = "Миссия наблюдателей сообщила о ходе голосования, подсчёта голосов и о жалобах избирателей"
    assert text.decode(written.encode("cp1251"))[0] == written


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@given(written=st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_characters="\x7f")))
def test_unicode_comes_back(encoding: str, written: str) -> None:
    written = f"Plain words stand around it: {written} and here they end, in plain words again. " * 3
    assert text.decode(written.encode(encoding))[0] == written


BROKEN_UTF8 = (
    ("Miklós – “é”".encode() + b"\xff!", "Miklós – “é”\ufffd!"),
    ("Árvíztűrő tükör".encode()[:-3] + b"\xc3", "Árvíztűrő tük\ufffd"),
)


@pytest.mark.parametrize(("data", "read"), BROKEN_UTF8)
def test_utf8_with_a_broken_byte_stays_utf8_and_says_so(data: bytes, read: str) -> None:
    loaded = text.read(Source("a.txt", data))
    assert loaded.text == read
    assert loaded.reader == "text (utf-8, damaged)"
    assert [notice.code for notice in loaded.notices] == ["text.damaged"]


def test_windows_text_that_holds_one_pair_of_utf8_is_windows_text() -> None:
    data = "“One” ‘two’ – three".encode("cp1252") + "é".encode()
    assert text.decode(data)[1] == "cp1252"


def test_a_false_mark_of_utf8_does_not_hide_windows_text() -> None:
    assert text.decode(b"\xef\xbb\xbf" + "“One” – two".encode("cp1252")) == ("“One” – two", "cp1252")


def test_utf16_cut_in_a_character_loses_that_character_alone() -> None:
    assert text.decode("One word".encode("utf-16")[:-1])[0] == "One wor\ufffd"


def test_bytes_that_are_no_utf16_are_refused() -> None:
    with pytest.raises(Undecodable):
        text.decode(b"\xff\xfe" + b"\x00\xdc" * 50)


DOUBLED = "".join(f"This is the full line number {line} of it\n\n" for line in range(10))
TWO_PAGES = DOUBLED + "the last line of the first page, with a blank \n Then a line opens the next\n\n" + DOUBLED


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_pages_show_whatever_ends_the_lines(line_end: str) -> None:
    loaded = text.read(Source("a.txt", TWO_PAGES.replace("\n", line_end).encode()))
    assert loaded.pages == 2
    assert loaded.stretches[1].span.cut(loaded.text).startswith(" Then a line")
    assert loaded.text.count(line_end) >= 20


@pytest.mark.parametrize("written", ["one\n\ntwo\n", "A line.\nA line.\n" * 20])
def test_ordinary_text_has_no_pages(written: str) -> None:
    assert text.read(Source("a.txt", written.encode())).stretches == ()


def test_a_form_feed_ends_a_page() -> None:
    assert text.read(Source("a.txt", b"one\ftwo\f")).pages == 2


def test_white_space_is_no_text() -> None:
    with pytest.raises(Empty):
        text.read(Source("a.txt", b" \r\n\t"))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        decoded, encoding = text.decode(data)
    except Undecodable:
        return
    assert isinstance(decoded, str)
    assert encoding


def test_a_long_last_line_without_an_end_costs_no_more_than_its_length() -> None:
    """At its length to the third, this one would take days."""
    words = "The States met and spoke of rules. " * 3000
    document = text.read(Source("a.txt", words.encode()))
    assert document.text == words
    assert document.stretches == ()
