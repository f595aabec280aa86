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
from pipeline.vocabulary.patterns import late

LINE_END = r"(?:\r\n?+|\n)"
DOUBLED_SHARE = 0.8
"""The share of lines that an empty line must follow before a file counts as doubled; 0.94 in the one that forced it."""
DOUBLED_LINES = 12
PAGE_TURN = late(rf"[^\S\r\n]{LINE_END}(?=[^\S\r\n]+\S)")
"""A line that ends in a blank, with no empty line after it, and a line that opens with one."""
FULL_LINE = 20

UTF8_CHARACTER = late(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|(?P<broken>[\x80-\xff])"
)
WHOLE_FOR_BROKEN = 2
"""Whole UTF-8 characters for each broken byte that make a text damaged UTF-8: by chance there is hardly ever one."""
DAMAGE_SHARE = 0.01
"""Of a text that is marked as UTF-16: above it the mark was wrong."""
NOT_ASCII = late(r"[^\x00-\x7f]+")
NEIGHBOURS = 3
FOREIGN_SHARE = 0.4
"""One letter in ten of a Western text has an accent at most; Cyrillic read as Western has one on every letter."""
ENOUGH_TO_GUESS = 20
"""With fewer bytes above 127 charset-normalizer's guesses are wild: it read one "é" as Urdu."""
LIKELY: tuple[tuple[regex.Pattern[str], int], ...] = tuple(
    (late(pattern), points)
    for pattern, points in (
        (r"(?<=\p{L})’(?=\p{L})|(?<=s)’(?=\s)|(?<![\p{L}\d])[‘“„](?=[\p{L}\d])|(?<=[\p{L}\d.,;!?)])[’”](?!\p{L})", 6),
        (r"(?<=[\s\d])[–—](?=[\s\d])|(?m:^\s*)[•·](?=\s)", 6),
        (r"[€£§]\s?(?=\d)|(?<=\d)\s?[€£°½¼¾]|(?<=[\p{L}\d])…(?!\p{L})|(?<=\S)\xa0(?=\S)|[«»]", 3),
        (r"(?<=\p{L})[àâäáãåçéèêëíìîïñóòôöõøæúùûüýÿšžœß]", 2),
        (r"(?<!\p{L})[àâäáãåçéèêëíìîïñóòôöõøæúùûüýÿšžœ](?=\p{Ll})", 1),
        (r"(?<!\p{L})[ÀÂÄÁÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØÆÚÙÛÜÝŠŽŒ](?=\p{Ll})", 2),
        (r"(?<=\p{Lu})[ÀÂÄÁÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØÆÚÙÛÜÝŠŽŒ](?!\p{Ll})", 2),
        (
            r"(?<=\p{Ll})[ÀÂÄÁÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØÆÚÙÛÜÝŠŽŒ]|(?<!\p{L})[^\P{L}\x00-\x7fàéèóíúÀÉÈ](?!\p{L})|(?<=\p{Lu})[à-öø-ÿ](?=\p{Lu})",
            -4,
        ),
        (r"[\x80-\x9f¤¦¨©ª¬®¯±²³´µ¶¸¹ƒˆ˜†‡‰‹›∂∑∏π∫ΩﬁﬂıˇÐðÞþ◊√≈∆\ufffd]", -4),
    )
)
"""What a byte above 127 should turn out to be between its neighbours, and what it should not."""


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

    A byte order mark decides, then zero bytes (UTF-16), then UTF-8; what is left is Windows-1252 or Mac Roman,
    whichever makes likelier letters and quotation marks of the bytes above 127. Other encodings are left to
    charset-normalizer. A text in UTF-8 with a few broken bytes is read as what it is, and U+FFFD stands in their place.
    """
    for mark, encoding in sniff.BYTE_ORDER_MARKS:
        if data.startswith(mark) and encoding == "utf-8-sig":
            text, read_as = decode(data[len(mark) :])
            return text, encoding if read_as == "utf-8" else read_as
        if data.startswith(mark):
            return _wide(data, encoding), encoding
    wide = sniff.utf16_without_mark(data[: sniff.HEAD])
    if wide is not None:
        return _wide(data, wide), wide
    if fits_utf8(data):
        return data.decode("utf-8"), "utf-8"
    broken = whole = 0
    for match in UTF8_CHARACTER.finditer(data):
        if match["broken"] is None:
            whole += 1
        else:
            broken += 1
    if whole >= WHOLE_FOR_BROKEN * broken:
        return data.decode("utf-8", "replace"), "utf-8, damaged"
    return _legacy(data)


def fits_utf8(data: bytes) -> bool:
    """True where every byte of `data` belongs to a character in UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _wide(data: bytes, encoding: str) -> str:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if lost > max(1, DAMAGE_SHARE * len(text)):
        raise Undecodable(f"marked as {encoding}, but {lost} of {len(text)} characters do not fit")
    return text


def _legacy(data: bytes) -> tuple[str, str]:
    readings = [(data.decode(encoding, "replace"), encoding) for encoding in ("cp1252", "mac_roman")]
    likelihood, best = max(
        ((_likelihood(text), (text, encoding)) for text, encoding in readings), key=lambda scored: scored[0]
    )
    beyond_ascii = "".join(NOT_ASCII.findall(best[0]))
    foreign = sum(map(str.isalpha, beyond_ascii)) > FOREIGN_SHARE * sum(map(str.isalpha, best[0]))
    if not foreign and (likelihood > 0 or len(beyond_ascii) < ENOUGH_TO_GUESS):
        return best
    from charset_normalizer import from_bytes

    match = from_bytes(data).best()
    if match is None:
        raise Undecodable("no common encoding reads these bytes as text")
    return str(match), match.encoding


def _likelihood(text: str) -> int:
    near = _near_not_ascii(text)
    return sum(points * len(pattern.findall(near)) for pattern, points in LIKELY)


def _near_not_ascii(text: str) -> str:
    """What is not ASCII in `text`, with a few characters on either side; nothing else bears on the encoding."""
    pieces = []
    end = 0
    for match in NOT_ASCII.finditer(text):
        start = match.start() - NEIGHBOURS
        if start > end:
            pieces.append("\0")
        pieces.append(text[max(start, end) : match.end() + NEIGHBOURS])
        end = match.end() + NEIGHBOURS
    return "".join(pieces)


def pages(text: str) -> tuple[Stretch, ...]:
    """Where the pages of a plain text lie; empty when nothing shows them."""
    breaks = [match.end() for match in regex.finditer("\f", text)]
    if not breaks and is_doubled(text):
        breaks = [match.end() for match in PAGE_TURN.finditer(text) if _ends_page(text, match.start())]
    if not breaks:
        return ()
    edges = [0, *(place for place in breaks if place < len(text)), len(text)]
    spans: list[Span[Loaded]] = [Span(start, end) for start, end in pairwise(edges)]
    return tuple(Stretch(span, number) for number, span in enumerate(spans, start=1))


def _ends_page(text: str, end: int) -> bool:
    """True for a full line, or a short one that stands between empty lines, as a page's last line may."""
    start = max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1
    return end - start >= FULL_LINE or (end > start and text[max(0, start - 2) : start - 1] in ("\n", "\r"))


def is_doubled(text: str) -> bool:
    """True for a file in which nearly every line is followed by an empty one that no author put there."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    doubled = [not below for line, below in pairwise(lines) if line and not line.isspace()]
    if doubled and not lines[-1] and lines[-2].strip():
        doubled[-1] = False  # what follows the last line end is no line
    return len(doubled) >= DOUBLED_LINES and sum(doubled) >= DOUBLED_SHARE * len(doubled)
