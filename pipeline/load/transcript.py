"""Lines written out as text, with the place of every character beside it.

Line, Line, ... -> text, Glyphs
"""

from __future__ import annotations

from array import array

from pipeline.load.line import Line
from pipeline.load.pdfium import Ink, Word
from pipeline.model.document import Glyphs

_SPACE = 0.15
"""A gap above this share of the size is a space where the file has none between two words."""
_MARK = 0.88
_ASCENT, _DESCENT = 0.95, 0.25
"""The box of a character, in sizes above and below its baseline: what fonts say of themselves is often absurd."""


class Transcript:
    """Text that grows line by line, and five arrays that grow with it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._left, self._top, self._right, self._bottom, self._size = (array("f") for _ in range(5))

    def __len__(self) -> int:
        return len(self._left)

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def glyphs(self) -> Glyphs:
        return Glyphs(self._left, self._top, self._right, self._bottom, self._size)

    def line(self, line: Line, ink: Ink) -> None:
        """Write one line, without a line end."""
        begin = len(self._pieces)
        last = line.words[0]
        start, end, _, last_x1, last_y, last_size, _ = last
        text = ink.text
        for word in line.words[1:]:
            word_start, word_end, x0, x1, y, size, _ = word
            if size != last_size or y != last_y:
                gone_on = _blanks(last, word, ink) == (end, word_start)
            else:  # as nearly every two words are: what _blanks says of them without a look at the places of blanks
                gone_on = text[end:word_start] == " " or (end == word_start and x0 - last_x1 <= _SPACE * size)
            if not gone_on:
                blanks = _blanks(last, word, ink)
                self._copy(ink, start, end)
                if blanks is None:
                    self._blank(last)
                else:
                    self._copy(ink, *blanks)
                start = word_start
            if size != last_size or y != last_y:
                self._style(len(self._left) + word_start - start, last)
            end, last, last_x1, last_y, last_size = word_end, word, x1, y, size
        self._copy(ink, start, end)
        self._style(len(self._left), last)
        self._dashes(begin)

    def line_end(self) -> None:
        """A line end stands where the last character ends, and has no width."""
        self._pieces.append("\n")
        self._left.append(self._right[-1] if self._right else 0.0)
        self._right.append(self._left[-1])
        for edge in (self._top, self._bottom, self._size):
            edge.append(edge[-1] if edge else 0.0)

    def extend(self, other: Transcript) -> None:
        self._pieces += other._pieces
        self._left += other._left
        self._top += other._top
        self._right += other._right
        self._bottom += other._bottom
        self._size += other._size

    def _copy(self, ink: Ink, start: int, end: int) -> None:
        self._pieces.append(ink.text[start:end])
        self._left += ink.left[start:end]
        self._right += ink.right[start:end]

    def _blank(self, last: Word) -> None:
        self._pieces.append(" ")
        self._left.append(last.x1)
        self._right.append(last.x1)

    def _style(self, until: int, word: Word) -> None:
        """Give all characters written so far, up to `until`, the height and size of `word`."""
        count = until - len(self._size)
        self._top += array("f", (word.y - _ASCENT * word.size,)) * count
        self._bottom += array("f", (word.y + _DESCENT * word.size,)) * count
        self._size += array("f", (word.size,)) * count

    def _dashes(self, begin: int) -> None:
        """pdfium writes U+0002 for a hyphen that it takes for one at a line end; within a line it is a hyphen."""
        last = len(self._pieces) - 1
        for place in range(begin, last + 1):
            piece = self._pieces[place]
            if "\x02" in piece:
                kept = piece[-1] if place == last else ""
                self._pieces[place] = piece[: len(piece) - len(kept)].replace("\x02", "-") + kept


def _blanks(last: Word, word: Word, ink: Ink) -> tuple[int, int] | None:
    """The characters of the page that stand between two words of one line; None for a space that must be made up."""
    gap = word.x0 - last.x1
    between = ink.text[last.end : word.start]
    if between == " " and (word.size >= _MARK * last.size or gap > _SPACE * last.size):
        return last.end, word.start
    if between and not between.strip(" "):
        real = [at for at in range(last.end, word.start) if ink.right[at] > ink.left[at]]
        if real:
            return real[0], real[-1] + 1
    if gap <= _SPACE * min(last.size, word.size):
        return last.end, last.end
    return None
