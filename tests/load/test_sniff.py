"""What a source is, by its bytes; half of the cases are near misses."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.load import sniff

CASES = (
    (b"<html><p>x", "text/html"),
    (b"  \n<!DOCTYPE html>\n<title>x</title>", "text/html"),
    (b"<!-- saved --><div class=a>x</div>", "text/html"),
    (b"\xef\xbb\xbf<p>One</p>", "text/html"),
    ("<html><body>é".encode("utf-16"), "text/html"),
    ("<html><body>one two".encode("utf-16-le"), "text/html"),
    (b"<p>One<p>Two", "text/html"),
    (b"\n<![CDATA[ <div>x</div>", "text/html"),
    (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="x">', "text/html"),
    (b'<?xml version="1.0"?><p>x</p>', "application/xml"),
    (b"<item>\n<title>x</title>\n</item>\n", "application/xml"),
    (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w/>", "application/vnd.ms-word.xml"),
    (b"< 5 per cent of voters", "text/plain"),
    (b"<p. 12> The report", "text/plain"),
    (b"<Jo Doe> wrote: <b>hi</b>", "text/plain"),
    (b"<a quote> by someone", "text/plain"),
    (b"<p>", "text/plain"),
    (b"<item> in a list, then <item> again", "text/plain"),
    (b"The tag <p> opens, </p> closes", "text/plain"),
    (b"{\\rtf1\\ansi", "application/rtf"),
    (b"rtf is a format", "text/plain"),
    (b"%PDF-1.7\n", "application/pdf"),
    (b"mail head\n%PDF-1.4\n1 0 obj endobj", "application/pdf"),
    (b"Open it:\n%PDF-1 is how a PDF begins", "text/plain"),
    (b"%PDF is short", "text/plain"),
    (b"PK is short for pack", "text/plain"),
    (sniff.OLE + b"\0" * 20 + "WordDocument".encode("utf-16-le"), "application/msword"),
    (sniff.OLE + b"\0" * 20 + "Workbook".encode("utf-16-le"), "application/vnd.ms-excel"),
    (sniff.OLE + sniff.ENCRYPTED, "application/x-ole-encrypted"),
    (sniff.OLE, "application/x-ole-storage"),
    (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n\n", "multipart/related"),
    (b"From: A\nTo: B\n\nDear B", "text/plain"),
    (b"\x00\x01\x02\x03 abc", "application/octet-stream"),
)


@pytest.mark.parametrize(("data", "name"), CASES)
def test_tells_the_format_by_its_content(data: bytes, name: str) -> None:
    assert sniff.media_type(data) == name


ARCHIVES = (
    ({"word/document.xml": ""}, sniff.DOCX),
    ({"word/document2.xml": ""}, sniff.DOCX),
    ({"xl/workbook.xml": ""}, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ({"mimetype": "application/vnd.oasis.opendocument.text"}, "application/vnd.oasis.opendocument.text"),
    ({"a.docx": "", "words/document.xml": ""}, "application/zip"),
    ({"my/word/document.xml": ""}, "application/zip"),
)


@pytest.mark.parametrize(("members", "name"), ARCHIVES)
def test_tells_archives_by_their_members(members: dict[str, str], name: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    assert sniff.media_type(packed.getvalue()) == name


def test_a_cut_word_file_is_a_word_file() -> None:
    assert sniff.media_type(b"PK\x03\x04" + b"\0" * 26 + b"word/document.xml" + b"\0" * 90) == sniff.DOCX


@given(st.binary(max_size=300))
def test_any_bytes_have_a_type(data: bytes) -> None:
    assert "/" in sniff.media_type(data)
