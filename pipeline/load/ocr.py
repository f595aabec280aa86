"""Pages without text, read off their picture by the program tesseract: only where `--ocr` asks for it.

    bytes -> Scanner -> Scan, for each page that is asked for

pdfium draws the page, tesseract names words, their boxes and their lines; both are taken as they come, in its order.
tesseract says nothing of the size of the type: it is judged by the height of words, a line at a time.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from array import array
from collections.abc import Iterator
from statistics import fmean, median
from typing import Any, NamedTuple

import pypdfium2

from pipeline.load.line import Line
from pipeline.load.pdfium import Ink, Word

PROGRAM = "tesseract"
MISSING = "the program tesseract is not installed"
LANGUAGE = "eng"
SECONDS = 120
"""What one page may take; most take 1 to 5. A run's own time limit, for the whole document, is usually shorter."""
_DPI = 300
_MOST_PIXELS, _LONGEST = 40_000_000, 20_000
"""A3 has 17 million at 300 dots an inch. What is larger is drawn coarser."""
_KEPT = ("PATH", "TESSDATA_PREFIX", "HOME")
_RISE, _X_HEIGHT, _DEPTH = 0.70, 0.49, 0.21
"""How far letters reach above and below the line of writing, in sizes: between Times (0.66, 0.45, 0.22) and Arial."""
_TALL, _DEEP = set("bdfhkltßþ"), set("gjpqyçş,;()[]{}Q")
_LIKE = 0.15
"""How far a line's size may lie from the page's usual one, as a share, and still be taken for it: tesseract's boxes are
a pixel or two off, and a smudge makes a word taller."""
_LEVEL = 0.1


class Unread(Exception):
    """tesseract has not read a page; the message says why."""


class Scan(NamedTuple):
    """What is on a page as tesseract reads it; `confidence` is the mean of its words', of 100."""

    ink: Ink
    lines: list[Line]
    confidence: float


class _Seen(NamedTuple):
    """A word and its box in points."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


def installed() -> bool:
    return shutil.which(PROGRAM) is not None


def version() -> str:
    """What tesseract says of itself in its first line, `tesseract 5.3.0`; nothing where it is not installed."""
    try:
        said = _call("--version")
    except Unread:
        return ""
    return said.decode("utf-8", "replace").partition("\n")[0].strip()


class Scanner:
    """Reads the pages of one PDF: `with Scanner(data) as scanner: scanner.page(3)`."""

    def __init__(self, data: bytes) -> None:
        self._document = pypdfium2.PdfDocument(data)

    def __enter__(self) -> Scanner:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def page(self, number: int) -> Scan | None:
        """The page with this number, counted from 1; None where nothing is on it.

        Raises:
            Unread: tesseract is not there, fails, or takes too long.
        """
        try:
            page = self._document[number - 1]
            if not (pypdfium2.raw.FPDFPage_CountObjects(page) or pypdfium2.raw.FPDFPage_GetAnnotCount(page)):
                return None
            if not installed():
                raise Unread(MISSING)
            width, height = (max(1.0, side) for side in page.get_size())
            picture, across, down = _drawn(page, width, height)
            page.close()
        except pypdfium2.PdfiumError as error:
            raise Unread(f"the page cannot be drawn: {error}") from error
        dpi = str(max(70, round(across / width * 72)))
        said = _call("stdin", "stdout", "-l", LANGUAGE, "--dpi", dpi, "tsv", picture=picture)
        return scan(said.decode("utf-8", "replace"), number, (width, height), (width / across, height / down))


def _drawn(page: Any, width: float, height: float) -> tuple[bytes, int, int]:
    """A page in grey, as the plainest format that tesseract reads (PGM), with its width and height in pixels."""
    scale = min(_DPI / 72, (_MOST_PIXELS / (width * height)) ** 0.5, _LONGEST / max(width, height))
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    across, down, stride = bitmap.width, bitmap.height, bitmap.stride
    pixels = memoryview(bitmap.buffer).cast("B")
    rows = b"".join([pixels[at : at + across] for at in range(0, down * stride, stride)])
    bitmap.close()
    return b"P5 %d %d 255\n" % (across, down) + rows, across, down


def _call(*arguments: str, picture: bytes = b"") -> bytes:
    """What tesseract prints, at work in one thread: the run has a process for each core already."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise Unread(MISSING)
    try:
        done = subprocess.run(  # noqa: S603 - no shell, a fixed command, our own words
            [program, *arguments],
            input=picture,
            capture_output=True,
            timeout=SECONDS,
            env={**{name: os.environ[name] for name in _KEPT if name in os.environ}, "OMP_THREAD_LIMIT": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unread(f"tesseract was not done after {SECONDS} seconds") from error
    except OSError as error:
        raise Unread(f"tesseract cannot be started: {error.strerror}") from error
    if done.returncode < 0:
        raise Unread(f"tesseract was ended by {signal.Signals(-done.returncode).name}")
    if done.returncode:
        complaint = " ".join(done.stderr.decode("utf-8", "replace").split())[:200]
        raise Unread(f"tesseract fails: {complaint or f'exit code {done.returncode}'}")
    return done.stdout


def scan(tsv: str, number: int, page: tuple[float, float], points: tuple[float, float]) -> Scan | None:
    """tesseract's table as a page's ink and lines; None where no letter or digit is in it.

    `points` is what a pixel measures, across and down.
    """
    lines, trust = _table(tsv, points)
    if not any(_has_letters(word.text) for words in lines for word in words):
        return None
    text: list[str] = []
    left, right = array("f"), array("f")
    written: list[Line] = []
    for words, size in zip(lines, _sizes(lines), strict=True):
        line: list[Word] = []
        for word, y in zip(words, _baselines(words, size), strict=True):
            if text:
                text.append(" " if line else "\n")
                left.append(right[-1])
                right.append(max(right[-1], word.x0) if line else right[-1])
            start, count = len(left), len(word.text)
            edges = [word.x0 + (word.x1 - word.x0) * at / count for at in range(count + 1)]
            text.append(word.text)
            left.extend(edges[:-1])
            right.extend(edges[1:])
            line.append(Word(start, start + count, word.x0, word.x1, y, size, True))
        x0, x1 = min(word.x0 for word in line), max(word.x1 for word in line)
        weight = sum(word.end - word.start for word in line)
        written.append(Line(line, x0, x1, median(word.y for word in line), size, weight))
    marks = [word for line in written for word in line.words]
    return Scan(Ink(number, *page, "".join(text), left, right, marks, []), written, fmean(trust))


def _table(tsv: str, points: tuple[float, float]) -> tuple[list[list[_Seen]], list[float]]:
    """The words of each line, and how sure tesseract is of each."""
    lines: dict[tuple[str, ...], list[_Seen]] = {}
    trust: list[float] = []
    across, down = points
    for row in tsv.split("\n"):
        cells = row.split("\t", 11)
        if len(cells) < 12 or cells[0] != "5":
            continue
        text = "".join(char for char in cells[11] if char.isprintable() and not char.isspace())
        if not text:
            continue
        x, y, width, height = map(int, cells[6:10])
        box = x * across, y * down, (x + width) * across, (y + height) * down
        lines.setdefault(tuple(cells[1:5]), []).append(_Seen(text, *box))
        trust.append(float(cells[10]))
    return list(lines.values()), trust


def _sizes(lines: list[list[_Seen]]) -> Iterator[float]:
    """The size of each line's type, to half a point. One near the page's usual size is the usual size."""
    found = [[_size(word) for word in words if _has_letters(word.text)] for words in lines]
    usual = _halved(median(size for sizes in found for size in sizes))
    for sizes in found:
        own = median(sizes) if sizes else usual
        yield usual if abs(own - usual) <= _LIKE * usual else _halved(own)


def _halved(size: float) -> float:
    return max(1.0, round(2 * size) / 2)


def _size(word: _Seen) -> float:
    tall = any(char in _TALL or char.isupper() or char.isdigit() for char in word.text)
    return (word.bottom - word.top) / ((_RISE if tall else _X_HEIGHT) + (_DEPTH if _is_deep(word) else 0))


def _baselines(words: list[_Seen], size: float) -> list[float]:
    """The line of writing under each word: one for all, unless the page was laid askew into the scanner."""
    feet = [word.bottom - (_DEPTH * size if _is_deep(word) else 0) for word in words]
    sure = [foot for foot, word in zip(feet, words, strict=True) if _has_letters(word.text)] or feet
    level = median(sure)
    if max(sure) - min(sure) <= 2 * _LEVEL * size:
        return [level] * len(words)
    last, own = sure[0], []
    for foot, word in zip(feet, words, strict=True):
        last = foot if _has_letters(word.text) else last
        own.append(last)
    return own


def _is_deep(word: _Seen) -> bool:
    return not _DEEP.isdisjoint(word.text)


def _has_letters(text: str) -> bool:
    return any(map(str.isalnum, text))
