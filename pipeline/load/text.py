"""Plain text in any common encoding. The decoded content is the loaded text, with its own line ends.

Pages: a form feed ends a page. Without one, a file that was printed from a PDF line by line shows its pages too: every
line is followed by an empty one except the last line of a page, whose blank at its end meets the blank that opens the
next page's first line.
"""

from __future__ import annotations

from itertools import pairwise

import regex

from pipeline.errors import Empty, Undecodable
from pipeline.load import sniff
from pipeline.model.document import LoadedDocument, Notice, Source, Stretch
from pipeline.spans import Loaded, Span

DOUBLED = regex.compile(r"[^\n]*\S[^\n]*\n(?P<blank>\n)?")
DOUBLED_SHARE = 0.8
"""The share of lines that an empty line must follow before a file counts as doubled; 0.94 in the one that forced it."""
DOUBLED_LINES = 12
PAGE_TURN = regex.compile(
    r"""
    [^\n]{20,} [^\S\n] \n          # a full line that ends in a blank, with no empty line after it
    (?= [^\S\n]+ \S )              # then a line that opens with a blank
    |
    (?<= \n\n ) \S [^\n]{0,19} [^\S\n] \n (?= [^\S\n]+ \S )      # or a short last line between empty ones
    """,
    regex.VERBOSE,
)
WESTERN_LETTER = regex.compile(r"[’‘“”–—…àâäáãåçéèêëíìîïñóòôöõúùûüýÿšžœßÀÂÄÁÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜŠŽŒ]")
STRANGE = regex.compile(r"[\x80-\x9f¤¦¨©ª¬®¯°±²³´µ¶·¸¹¼½¾ƒˆ˜†‡‰‹›∂∑∏π∫ΩﬁﬂıˇÐðÞþ◊√≈∆]")


def read(source: Source) -> LoadedDocument:
    """The decoded text of `source` and its pages.

    Raises:
        Undecodable: no encoding reads the bytes as text.
        Empty: nothing but white space.
    """
    text, encoding = decode(source.data)
    if not text.strip():
        raise Empty("the file holds nothing but white space")
    notices: tuple[Notice, ...] = ()
    if "\ufffd" in text or "\x00" in text:
        notices = (
            Notice(
                "text.damaged",
                f"{text.count(chr(0xFFFD)) + text.count(chr(0))} characters were lost before the file came to us",
            ),
        )
    return LoadedDocument(
        id=source.id,
        name=source.name,
        media_type="text/plain",
        text=text,
        stretches=pages(text),
        reader=f"text ({encoding})",
        notices=notices,
    )


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data` and the encoding that read it.

    A byte order mark decides, then zero bytes (UTF-16), then strict UTF-8; what is left is Windows-1252 or Mac Roman,
    whichever reads the bytes above 127 as letters and quotation marks. Other encodings are charset-normalizer's call.
    """
    for mark, encoding in sniff.BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), encoding
    wide = sniff.utf16_without_mark(data[: sniff.HEAD])
    if wide is not None:
        return _strictly(data, wide), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _legacy(data)


def fits_utf8(data: bytes) -> bool:
    """True where every byte of `data` belongs to a character in UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Undecodable(f"marked as {encoding}, but byte {error.start} does not fit: {error.reason}") from error


def _legacy(data: bytes) -> tuple[str, str]:
    best: tuple[int, str, str] | None = None
    for encoding in ("cp1252", "mac_roman"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = len(WESTERN_LETTER.findall(text)) - 2 * len(STRANGE.findall(text))
        if best is None or score > best[0]:
            best = (score, text, encoding)
    if best is not None and best[0] > 0:
        return best[1], best[2]
    from charset_normalizer import from_bytes

    match = from_bytes(data).best()
    if match is None:
        raise Undecodable("no common encoding reads these bytes as text")
    return str(match), match.encoding


def pages(text: str) -> tuple[Stretch, ...]:
    """Where the pages of a plain text lie; empty when nothing shows them."""
    breaks = [match.end() for match in regex.finditer("\f", text)]
    if not breaks and is_doubled(text):
        breaks = [match.end() for match in PAGE_TURN.finditer(text)]
    if not breaks:
        return ()
    edges = [0, *(place for place in breaks if place < len(text)), len(text)]
    spans: list[Span[Loaded]] = [Span(start, end) for start, end in pairwise(edges)]
    return tuple(Stretch(span, number) for number, span in enumerate(spans, start=1))


def is_doubled(text: str) -> bool:
    """True for a file in which nearly every line is followed by an empty one that no author put there."""
    lines = [match["blank"] is not None for match in DOUBLED.finditer(text)]
    return len(lines) >= DOUBLED_LINES and sum(lines) >= DOUBLED_SHARE * len(lines)
