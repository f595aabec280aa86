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

    @property
    def top(self) -> float:
        return self.y - self.size

    @property
    def bottom(self) -> float:
        return self.y + 0.25 * self.size

    @property
    def weight(self) -> int:
        """How many characters it has."""
        return sum(word.end - word.start for word in self.words)

    def join(self, other: Line) -> None:
        """Take in what stands to the right."""
        if other.weight > self.weight:
            self.y, self.size = other.y, other.size
        self.words += other.words
        self.x0, self.x1 = min(self.x0, other.x0), max(self.x1, other.x1)
