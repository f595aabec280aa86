"""One page of a PDF as pdfium reads it: the characters in the order of the file, their places, and the drawn lines.

    bytes -> Pages -> Ink, page by page

All places are points from the top left of the page as a reader sees it: crop box and rotation are taken into account.
pdfium is called once a character for its code and once for its box, from loops that run in C; size, baseline and angle
are asked for only where a box says that the style has changed, which is a few times a line.
"""

from __future__ import annotations

import ctypes
import math
import sys
from array import array
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2  # noqa: F401  # starts the library
import pypdfium2.raw as pdfium

from pipeline.model.document import Box
from pipeline.vocabulary.patterns import late

_TOKEN = late(r"[^\s\x02]+\x02?|\x02")
_HYPHEN = "\x02"
_MARKS = {
    **dict.fromkeys(map(chr, (0, 1, *range(3, 9), *range(14, 28), 0x7F)), "\ufffd"),
    "\ufffe": _HYPHEN,
    **dict.fromkeys("\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029", " "),
}
"""Controls have no meaning. Characters at which Python breaks a line, or which stand for a gap, are blanks: a line of
the page is a line of the text. pdfium's hyphen at a line end is U+FFFE or U+0002, as it is asked: here it is U+0002."""
_LOCKED = {4, 5}
"""FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY (a lock that pdfium does not know), as FPDF_GetLastError has them."""
_SAME_STYLE = 0.02
_SAME_WORD = 0.06
"""How far, in sizes, the foot of a box may lie from its neighbour's before pdfium is asked for the style again. Between
words little is let through: a change of one point in size moves the foot by 0.02. Within a word a letter that reaches
below the font's own depth moves it by 0.05, a mark in superscript by 0.2."""
_RULE_HEIGHT = 2.5
_RULE_WIDTH = 20.0
_RULE_GAP = 2.0
_MOST_RULES = 400
"""A page with more horizontal lines is a chart: none of them parts text."""
_MOST_OBJECTS = 20_000
"""Drawn objects that are looked at on one page; maps and barcodes have more, and no footnote rule behind them."""
_AT_ONCE = 1024
"""How many characters' boxes are read in one go."""


class Word(NamedTuple):
    """Characters `start` to `end` of a page that stand without a blank, on one baseline, in one size."""

    start: int
    end: int
    x0: float
    x1: float
    y: float
    """The baseline."""
    size: float
    upright: bool


@dataclass(frozen=True, slots=True)
class Ink:
    """What is on one page. `text` has one character for each of pdfium's, and `left` and `right` are as long."""

    number: int
    width: float
    height: float
    text: str
    left: array[float]
    right: array[float]
    words: list[Word]
    rules: list[Box]
    """Horizontal lines that are drawn, not typed."""


class PdfiumError(Exception):
    """pdfium cannot open the file. `encrypted` when it asks for a password that is not empty."""

    def __init__(self, reason: str, *, encrypted: bool = False) -> None:
        super().__init__(reason)
        self.encrypted = encrypted


def _fast(function: Any, result: Any, *arguments: Any) -> Any:
    """The same C function without the checks that pypdfium2's own signature asks for at every call.

    Without `arguments` it takes integers and what `ctypes.byref` makes as they are, which is twice as fast.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_unicode = _fast(pdfium.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_whole_text = _fast(pdfium.FPDFText_GetText, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_void_p)
_loose_box = _fast(pdfium.FPDFText_GetLooseCharBox, None)
_font_size = _fast(pdfium.FPDFText_GetFontSize, ctypes.c_double, ctypes.c_void_p, ctypes.c_int)
_matrix = _fast(pdfium.FPDFText_GetMatrix, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_origin = _fast(
    pdfium.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p
)
_ROOM = (ctypes.c_float * (4 * _AT_ONCE))()
_PLACES = [ctypes.byref(_ROOM, 16 * place) for place in range(_AT_ONCE)]
"""Where pdfium writes the boxes of `_AT_ONCE` characters. It is for one thread at a time, as pdfium itself is."""
_new = tuple.__new__
"""Makes a `Word` in a third of the time that its own constructor takes."""
_get_object = _fast(pdfium.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_object_type = _fast(pdfium.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_void_p)


class Pages:
    """An open PDF: `with Pages(data) as pages: for ink in pages: ...`.

    Raises:
        PdfiumError: pdfium cannot open the bytes.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not self._document:
            error = pdfium.FPDF_GetLastError()
            raise PdfiumError(f"pdfium's error {error}", encrypted=error in _LOCKED)

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, *_: object) -> None:
        pdfium.FPDF_CloseDocument(self._document)

    def __len__(self) -> int:
        return max(0, int(pdfium.FPDF_GetPageCount(self._document)))

    def __iter__(self) -> Iterator[Ink | None]:
        """Each page's ink in turn; None for a page that pdfium cannot open."""
        for index in range(len(self)):
            page = pdfium.FPDF_LoadPage(self._document, index)
            if not page:
                yield None
                continue
            try:
                yield _read_page(page, index + 1)
            finally:
                pdfium.FPDF_ClosePage(page)


class _Frame:
    """Turns the page's own coordinates into points from the top left of the page as it is shown."""

    def __init__(self, page: Any) -> None:
        bounds = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, bounds)
        self.left, self.bottom, self.right, self.top = bounds.left, bounds.bottom, bounds.right, bounds.top
        self.turns = int(pdfium.FPDFPage_GetRotation(page)) % 4
        self.width, self.height = self.right - self.left, self.top - self.bottom
        if self.turns % 2:
            self.width, self.height = self.height, self.width

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        ax, ay = self.point(left, bottom)
        bx, by = self.point(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def sides(self, boxes: array[float]) -> tuple[array[float], array[float], list[float]]:
        """Left and right side of each character, and the edge of its box that lies under the line of writing."""
        lefts, tops, rights, bottoms = boxes[0::4], boxes[1::4], boxes[2::4], boxes[3::4]
        if self.turns == 0:
            if self.left:
                lefts = array("f", [x - self.left for x in lefts])
                rights = array("f", [x - self.left for x in rights])
            return lefts, rights, bottoms.tolist()
        if self.turns == 2:
            low, high, floors = rights, lefts, tops
            return (
                array("f", [self.right - x for x in low]),
                array("f", [self.right - x for x in high]),
                floors.tolist(),
            )
        if self.turns == 1:
            return (
                array("f", [y - self.bottom for y in bottoms]),
                array("f", [y - self.bottom for y in tops]),
                rights.tolist(),
            )
        return array("f", [self.top - y for y in tops]), array("f", [self.top - y for y in bottoms]), lefts.tolist()


def _read_page(page: Any, number: int) -> Ink:
    frame = _Frame(page)
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return Ink(number, frame.width, frame.height, "", array("f"), array("f"), [], [])
    try:
        handle = ctypes.cast(text_page, ctypes.c_void_p).value or 0
        count = max(0, int(pdfium.FPDFText_CountChars(text_page)))
        text = _characters(handle, count)
        left, right, floors = frame.sides(_boxes(handle, count))
        words = _Styles(handle, frame).words(text, left, right, floors)
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    return Ink(number, frame.width, frame.height, text, left, right, words, _rules(page, frame))


def _boxes(handle: int, count: int) -> array[float]:
    """Left, top, right and bottom of each character, one after the other; zeros where pdfium knows no box."""
    boxes = array("f", bytes(16 * count))
    page = ctypes.byref(ctypes.c_char.from_address(handle))
    with memoryview(boxes).cast("B") as room, memoryview(_ROOM).cast("B") as written:
        for start in range(0, count, _AT_ONCE):
            end = min(start + _AT_ONCE, count)
            ctypes.memset(_ROOM, 0, 16 * (end - start))
            deque(map(_loose_box, repeat(page), range(start, end), _PLACES), maxlen=0)
            room[16 * start : 16 * end] = written[: 16 * (end - start)]
    return boxes


def _characters(handle: int | None, count: int) -> str:
    """A character for each that pdfium counts; one without a meaning becomes U+FFFD, so that it is not lost.

    pdfium gives the whole text in one call, without what it cannot spell; where that leaves its length short it is
    asked for one character after the other.
    """
    room = (ctypes.c_ushort * (count + 1))()
    written = _whole_text(handle, 0, count, ctypes.addressof(room))
    text = bytes(memoryview(room).cast("B")[: 2 * count]).decode("utf-16-" + sys.byteorder[0] + "e", "replace")
    if written != count + 1 or len(text) != count:
        codes = map(_unicode, repeat(handle, count), range(count))
        text = "".join([chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd" for code in codes])
    for mark, meant in _MARKS.items():
        if mark in text:
            text = text.replace(mark, meant)
    return text


def _tokens(text: str) -> Iterable[tuple[int, int]]:
    """Where each run without a blank starts and ends; a hyphen that pdfium takes for one at a line end ends a run."""
    if _HYPHEN in text:
        return [match.span() for match in _TOKEN.finditer(text)]
    return _parted(text)


def _parted(text: str) -> Iterator[tuple[int, int]]:
    end = 0
    for word in text.split():
        start = text.find(word, end)
        end = start + len(word)
        yield start, end


class _Styles:
    """Cuts a page's text into words, asking pdfium for baseline, size and angle only where they may have changed."""

    def __init__(self, handle: int | None, frame: _Frame) -> None:
        self.handle = handle
        self.frame = frame
        self._x, self._y, self._m = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
        self._at = ctypes.addressof(self._x), ctypes.addressof(self._y), ctypes.addressof(self._m)

    def style(self, index: int) -> tuple[float, float, bool]:
        """Baseline, size in points, and whether the character stands upright on the page as shown."""
        _origin(self.handle, index, self._at[0], self._at[1])
        _, baseline = self.frame.point(self._x.value, self._y.value)
        _matrix(self.handle, index, self._at[2])
        m = self._m
        size = abs(_font_size(self.handle, index)) * (math.hypot(m.c, m.d) or 1.0)
        across, up = ((m.a, m.b), (-m.b, m.a), (-m.a, -m.b), (m.b, -m.a))[self.frame.turns]
        upright = across > 0 and abs(up) <= 0.1 * across
        if self.frame.turns % 2:
            upright = abs(across) >= abs(up) * 10
        return baseline, min(max(size, 0.5), 2000.0), upright

    def words(self, text: str, left: array[float], right: array[float], floors: list[float]) -> list[Word]:
        floor, baseline, size, upright = math.nan, 0.0, 1.0, True
        words: list[Word] = []
        for start, end in _tokens(text):
            here = floors[start]
            if here != floor and not -_SAME_STYLE * size <= here - floor <= _SAME_STYLE * size:
                baseline, size, upright = self.style(start)
                floor = here
            x0, x1 = left[start], right[end - 1]
            inside = floors[start:end]
            level = inside.count(here) == end - start or max(inside) - min(inside) <= _SAME_WORD * size
            if (level and 0 <= x1 - x0 <= (end - start) * 1.6 * size) or not upright:
                words.append(_new(Word, (start, end, x0, x1, baseline, size, upright)))
            else:
                words += self._cut(start, end, left, right)
                floor = math.nan
        return words

    def _cut(self, start: int, end: int, left: array[float], right: array[float]) -> Iterator[Word]:
        """The parts of a token whose characters differ in baseline or size, or stand apart."""
        begin, (y, size, upright) = start, self.style(start)
        for index in range(start + 1, end):
            new_y, new_size, new_upright = self.style(index)
            step = left[index] - right[index - 1]
            if (
                abs(new_y - y) > 0.08 * size
                or abs(new_size - size) > 0.08 * size
                or (upright and not -0.8 * size <= step <= 1.5 * size)
            ):
                yield Word(begin, index, left[begin], max(left[begin], right[index - 1]), y, size, upright)
                begin, y, size, upright = index, new_y, new_size, new_upright
        yield Word(begin, end, left[begin], max(left[begin], right[end - 1]), y, size, upright)


def _rules(page: Any, frame: _Frame) -> list[Box]:
    """Drawn horizontal lines: a path that is wide and nearly without height."""
    handle = ctypes.cast(page, ctypes.c_void_p).value
    count = min(max(0, int(pdfium.FPDFPage_CountObjects(page))), _MOST_OBJECTS)
    objects = list(map(_get_object, repeat(handle, count), range(count)))
    found: list[Box] = []
    sides = [ctypes.c_float() for _ in range(4)]
    for drawn, kind in zip(objects, map(_object_type, objects), strict=True):
        if kind != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(ctypes.cast(drawn, pdfium.FPDF_PAGEOBJECT), *sides):
            continue
        box = frame.box(*(side.value for side in sides))
        if box[3] - box[1] <= _RULE_HEIGHT:
            found.append(box)
    return _joined_rules(found)


def _joined_rules(found: list[Box]) -> list[Box]:
    """Lines that go on where another ends are one: the border of a table is drawn cell by cell."""
    joined: list[Box] = []
    for box in sorted(found, key=lambda box: (round(box[1]), box[0])):
        last = joined[-1] if joined else None
        if last and abs(box[1] - last[1]) <= 1 and -1 <= box[0] - last[2] <= _RULE_GAP:
            joined[-1] = (last[0], min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            joined.append(box)
    rules = [box for box in joined if box[2] - box[0] >= _RULE_WIDTH]
    return rules if len(rules) <= _MOST_RULES else []
