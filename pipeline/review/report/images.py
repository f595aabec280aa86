"""Pictures of a PDF's pages, only of those that a value was read from."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pypdfium2

from pipeline.errors import Unreadable
from pipeline.model.document import Source

SCALE = 1.5
"""Pixels a point: 108 a inch, at which the footnotes of UN reports can be read."""
LARGEST = 4_000_000
"""Pixels of a picture; a larger page is drawn smaller."""
GREYS = [round(value / 17) * 17 for value in range(256)]
"""Sixteen greys: 53 KB a page as PNG in 8 ms. WebP without loss takes 40 KB and 40 ms, with loss 100 KB and blurred letters."""


class Picture(NamedTuple):
    """A page drawn: PNG bytes, and the page's size in points."""

    page: int
    png: bytes
    width: float
    height: float


def pictures(source: Source, pages: Iterable[int]) -> Iterator[Picture]:
    """Draw pages of a PDF, counted from 1, in order.

    Raises:
        DocumentError: pdfium does not open the file, or a page of it.
    """
    try:
        with pypdfium2.PdfDocument(source.data) as document:
            for number in sorted(set(pages)):
                yield _picture(document, number)
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise Unreadable(f"its pages cannot be drawn: {error}") from error


def _picture(document: pypdfium2.PdfDocument, number: int) -> Picture:
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(SCALE, (LARGEST / max(1.0, width * height)) ** 0.5)
    image = page.render(scale=scale, grayscale=True).to_pil().point(GREYS)
    data = io.BytesIO()
    image.save(data, "png", compress_level=4)
    return Picture(number, data.getvalue(), round(width, 2), round(height, 2))
