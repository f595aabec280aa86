"""One line of a page: words that are read one after the other."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.load.pdfium import Word


@dataclass(slots=True)
class Line:
    """Words that are read one after the other, left to right. `y` and `size` are those of most of its characters."""

    words: list[Word]
    x0: float
    x1: float
    y: float
    size: float
    weight: int
    """How many characters it has."""

    def join(self, other: Line) -> None:
        """Take in what stands to the right."""
        if other.weight > self.weight:
            self.y, self.size = other.y, other.size
        self.words += other.words
        self.x0, self.x1 = min(self.x0, other.x0), max(self.x1, other.x1)
        self.weight += other.weight
