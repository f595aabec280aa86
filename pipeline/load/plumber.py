"""The second reader: what pdfplumber finds on the pages of a PDF that pdfium cannot read.

bytes -> Ink, page by page
"""

from __future__ import annotations

import io
import logging
from array import array
from collections.abc import Iterator
from typing import Any

from pipeline.load.pdfium import Ink, Word

_DEPTH = 0.2
"""pdfminer's boxes reach from the font's depth to its height: the baseline lies about this share of the size above."""


class PlumberError(Exception):
    """pdfplumber cannot open the file either."""


def pages(data: bytes, probe: int | None = None) -> Iterator[Ink]:
    """The ink of each page, in the form that pdfium's has; it ends when the first `probe` pages hold no text.

    Raises:
        PlumberError: the bytes cannot be opened, or a page breaks the reader.
    """
    import pdfplumber
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    logging.getLogger("pdfminer").setLevel(
        logging.CRITICAL
    )  # it warns of each fault in a file that is known to have some
    known = (PSException, MalformedPDFException, PdfminerException)
    careless = (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError, AssertionError)
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            found = False
            for page in document.pages:
                ink = _ink(page)
                yield ink
                page.close()
                found = found or bool(ink.words)
                if not found and ink.number == probe:
                    return
    except known + careless as error:  # pdfminer meets a broken file with whatever Python raises first
        raise PlumberError(f"pdfplumber: {type(error).__name__}") from error


def _ink(page: Any) -> Ink:
    text: list[str] = []
    left, right = array("f"), array("f")
    words: list[Word] = []
    for found in page.extract_words(extra_attrs=["size", "upright"], use_text_flow=True, return_chars=True):
        if words:
            text.append(" ")
            left.append(right[-1])
            right.append(right[-1])
        start = len(left)
        for char in found["chars"]:
            spelled = char["text"].replace("\n", " ") or "\ufffd"
            text.append(spelled)
            left.extend([char["x0"]] * len(spelled))
            right.extend([char["x1"]] * len(spelled))
        size = max(0.5, float(found["size"]))
        baseline = float(found["bottom"]) - _DEPTH * size
        words.append(
            Word(start, len(left), float(found["x0"]), float(found["x1"]), baseline, size, bool(found["upright"]))
        )
    rules = [
        (float(line["x0"]), float(line["top"]), float(line["x1"]), float(line["bottom"]))
        for line in [*page.lines, *page.rects]
        if line["bottom"] - line["top"] <= 2.5 and line["x1"] - line["x0"] >= 20
    ]
    return Ink(page.page_number, float(page.width), float(page.height), "".join(text), left, right, words, rules)
