"""What a source is, told by its first bytes: the name of a file is no evidence."""

from __future__ import annotations

import regex

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\x7fELF", "application/x-executable"),
)

BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

HEAD = 65_536
MARKUP = regex.compile(rb"\s*(?:<!doctype\s+html|<html|<head|<body)\b", regex.IGNORECASE)
CONTROL = regex.compile(rb"[\x00-\x08\x0e-\x1b]")
CONTROL_SHARE = 0.01
"""Text that was badly converted holds a few control bytes; above one in a hundred it is not text."""


def media_type(data: bytes) -> str:
    """The media type of `data`, such as `text/plain`; `application/octet-stream` for what is no known format."""
    for mark, _ in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return "text/plain"
    head = data[:HEAD].lstrip(b"\x00\t\r\n ")
    for signature, name in SIGNATURES:
        if head.startswith(signature):
            return name
    head = data[:HEAD]
    if utf16_without_mark(head) is not None:
        return "text/plain"
    if len(CONTROL.findall(head)) > CONTROL_SHARE * len(head):
        return "application/octet-stream"
    if MARKUP.match(head):
        return "text/html"
    return "text/plain"


def utf16_without_mark(head: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` where every other byte of a text is zero, as Western text in UTF-16 has it."""
    even, odd = head[0::2], head[1::2]
    if len(head) >= 8:
        if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
            return "utf-16-le"
        if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
            return "utf-16-be"
    return None
