"""Lines into paragraphs: which line ends the setter made, and which the author.

A line end is the setter's when the next line's first word would not have fitted on the line, or when the sentence
plainly runs on. Widths are taken as a Times face has them, since a proportional font fills lines of 77 and of 95
characters equally. Paragraphs of the repaired text are parted by one empty line, and are one line each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Any

import regex

from pipeline.repair.rule import Draft
from pipeline.spans import Edit, Span

LINE = regex.compile(r"[^\S\n]*+(?P<words>\S[^\n]*+)(?:\n|\Z)")
DOUBLED_LINE = regex.compile(r"\S[^\n]*\n(?P<blank>\n)")
DOUBLED_SHARE = 0.8
DOUBLED_LINES = 12
DOUBLED_WRAPPED = 0.15
"""The share of lines that open in lower case in a file that is doubled and not set with an empty line after every
paragraph, as each Word file and web page is: 0.3 to 0.5 against 0.0 to 0.1."""

BULLET = regex.compile(r"[•▪■□●○◦‣⁃➢➤✓*·]\s+|[-–—]\s+(?=\p{Lu})")
NUMBERED = regex.compile(
    r"""
    (?: \d{1,3} (?: \.\d{1,3} )* [.)] | \d{1,3} (?: \.\d{1,3} ){1,3} | \( (?: \d{1,3} | \p{Ll}{1,4} ) \) | \p{Lu} [.)] | [IVXL]{1,6} [.)] | \p{Ll} \) )
    \s+ (?= [\p{Lu}“"‘(\d] )
    """,
    regex.VERBOSE,
)
LOWER_NUMBERED = regex.compile(r"(?:\(\p{Ll}{1,4}\)|\p{Ll}\))\s+\S")
SENTENCE_END = regex.compile(r"[.!?:;][\d”’\"'»)\]]*\Z")
HANGING_END = regex.compile(
    r"""(?: [,–—(/-] | \b (?: the|a|an|of|and|or|in|on|to|for|by|with|from|at|as|that|which|its|their|is|are|was|were|
    Mr|Ms|Mrs|Dr|No|Nr|Art|Article|paragraph|de|von|van ) \.? ) \Z""",
    regex.VERBOSE,
)
ABBREVIATION_END = regex.compile(r"\b(?:Mr|Ms|Mrs|Dr|No|Nr|Art|art|para|paras|pp|cf|e\.g|i\.e|H\.E|vs|Prof|St)\.\Z")
RUNS_ON = regex.compile(r"[\p{Ll}(,;:.)\]%–—&/]|\d")
STOPS = regex.compile(r"[.!?]\Z")
NOTHING = regex.compile(r"\(?(?:n\s?/\s?a|not applicable|none)\)?\.?", regex.IGNORECASE)
NOTES_HEAD = regex.compile(r"(?:(?:end|foot)?notes|references)\s*:?", regex.IGNORECASE)
CAPITALS = regex.compile(r"[^\p{Ll}]*\p{Lu}[^\p{Ll}]*\Z")

SURE = 0.97
RAGGED = 0.86
"""A list set in from the margin has shorter lines than the text: without a full stop, a line this full runs on."""

STICKS_OUT = 1.08
FEW_LINES = 8
"""In a text of fewer lines the second widest may be a heading: the widest is all there is to go by."""
WIDEST_PAGE = 200.0
"""No page is set so wide: each line is then a paragraph, and none of them is full."""

NARROW = regex.compile(r"[ijltfr.,;:'’‘!|()\[\]I\-/ ]")
WIDE = regex.compile(r"[mwMWQOGDNHUAKXYV@%—&]")


def drop_doubled_lines(draft: Draft) -> Iterator[Edit]:
    """In a file where an empty line follows nearly every wrapped line, yield edits that drop those empty lines."""
    text = draft.text
    blanks = sum(1 for _ in DOUBLED_LINE.finditer(text))
    openings = [match["words"][0] for match in LINE.finditer(text)]
    if len(openings) < DOUBLED_LINES or blanks < DOUBLED_SHARE * len(openings):
        return
    if sum(map(str.islower, openings)) < DOUBLED_WRAPPED * len(openings):
        return
    for match in regex.finditer(r"\n(?P<blank>\n)", text):
        yield Edit(Span(*match.span("blank")), "", "lines.doubled")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not empty: its words, how far it is set in, and what lies between it and the line above."""

    span: Span[Any]
    words: str
    indent: int
    blank_before: bool
    turn_before: bool

    @property
    def width(self) -> float:
        return width(self.words)


def join_lines(draft: Draft) -> Iterator[Edit]:
    """Yield one edit a line end: a blank where the line runs on, an empty line where a paragraph ends."""
    lines = list(_lines(draft))
    if not lines:
        yield Edit(Span(0, len(draft.text)), "", "lines.edge")
        return
    yield Edit(Span(0, lines[0].span.start), "", "lines.edge")
    measure = _measure(draft.loaded.text)
    few_set_in = 4 * sum(1 for line in lines if line.indent) < len(lines)
    listed = False
    opens_list = False
    for above, below in pairwise(lines):
        gap: Span[Any] = Span(above.span.end, below.span.start)
        if _runs_on(above, below, measure):
            yield Edit(gap, "" if _is_cut_dash(above, below) else " ", "lines.join")
            continue
        if above.words.endswith(":"):
            opens_list = True
        elif not listed:
            opens_list = False
        listed = opens_list and few_set_in and _lost_bullet(below)
        opens_list = opens_list and listed
        yield Edit(gap, "\n\n• " if listed else "\n\n", "lines.bullet" if listed else "lines.part")
    yield Edit(Span(lines[-1].span.end, len(draft.text)), "", "lines.edge")
    for match in regex.finditer(r"(?<=\S)[^\S\n]{2,}(?=\S)", draft.text):
        yield Edit(Span(*match.span()), " ", "lines.blanks")


def width(words: str) -> float:
    """How wide a line is set, in units of a middling Times letter."""
    return len(words) - 0.4 * len(NARROW.findall(words)) + 0.45 * len(WIDE.findall(words))


def _lines(draft: Draft) -> Iterator[Line]:
    turns = draft.page_turns()
    turn = 0
    end = 0
    for match in LINE.finditer(draft.text):
        words = match["words"].rstrip()
        start = match.start("words")
        turned = False
        while turn < len(turns) and turns[turn] <= start:
            turned, turn = True, turn + 1
        yield Line(
            span=Span(start, start + len(words)),
            words=words,
            indent=start - match.start(),
            blank_before=draft.text.count("\n", end, start) > 1,
            turn_before=turned,
        )
        end = start + len(words)


def _measure(loaded: str) -> float:
    """The width of a full line of the source: nearly the widest, since a few lines always stick out."""
    widths = sorted(width(match["words"].rstrip()) for match in LINE.finditer(loaded))
    measure = widths[-1] if len(widths) < FEW_LINES else widths[int(0.97 * (len(widths) - 1))]
    return measure if measure <= WIDEST_PAGE else inf


def _runs_on(above: Line, below: Line, measure: float) -> bool:
    """True when the line end between the two is the setter's."""
    if NOTES_HEAD.fullmatch(above.words) or NOTES_HEAD.fullmatch(below.words):
        return False
    if NOTHING.fullmatch(above.words) or NOTHING.fullmatch(below.words):
        return False
    if BULLET.match(below.words):
        return False
    if NUMBERED.match(below.words) and not (
        HANGING_END.search(above.words) and _is_full(above, below, measure, RAGGED)
    ):
        return False
    stopped = _is_stopped(above)
    lowercase = RUNS_ON.match(below.words) is not None and not LOWER_NUMBERED.match(below.words)
    if below.turn_before or below.blank_before:
        return _runs_over(above, below, measure)
    if CAPITALS.match(above.words):
        return not stopped and CAPITALS.match(below.words) is not None
    if lowercase and not stopped:
        return True
    if stopped and below.indent > above.indent:
        return False
    if HANGING_END.search(above.words) and not stopped:
        return True
    return _is_full(above, below, measure, SURE if stopped else RAGGED)


def _is_stopped(line: Line) -> bool:
    return SENTENCE_END.search(line.words) is not None and not ABBREVIATION_END.search(line.words)


def _runs_over(above: Line, below: Line, measure: float) -> bool:
    """True when a sentence runs on over an empty line, or over the turn of a page."""
    lowercase = below.words[0].islower() and not LOWER_NUMBERED.match(below.words)
    if above.words[-1] in ".!?:;" and not ABBREVIATION_END.search(above.words):
        return lowercase and below.turn_before and above.words[-1] == ";"
    if lowercase:
        return True
    if not below.turn_before or below.indent or _is_stopped(above):
        return False
    return HANGING_END.search(above.words) is not None or _is_full(above, below, measure)


def _is_full(above: Line, below: Line, measure: float, share: float = SURE) -> bool:
    """True when the first word of the line below would not have fitted on the line above."""
    taken = above.indent + above.width
    if taken > STICKS_OUT * measure:
        taken -= measure  # an earlier rule joined two lines here; the second one is what ends before the gap
    return taken + width(below.words.split(None, 1)[0]) + 1 > share * measure


def _is_cut_dash(above: Line, below: Line) -> bool:
    """True for a word that a dash opens at the line end: what stands on both sides is one expression."""
    return above.words.endswith("/") and not above.words.endswith(" /") and below.words[0].isalnum()


def _lost_bullet(line: Line) -> bool:
    """True for a list item whose bullet is gone: the line is set in, in a file where few are."""
    return line.indent > 0 and not BULLET.match(line.words) and not NUMBERED.match(line.words)
