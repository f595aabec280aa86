"""Lines into paragraphs: which line ends the setter made, and which the author.

A line end is the setter's when the next line's first word would not have fitted on the line, or when the sentence
plainly runs on. Widths are taken as a Times face has them, since a proportional font fills lines of 77 and of 95
characters equally. Where the reader kept places, room, edges and type sizes say the same and say it exactly: both kinds
of evidence meet in a `Seam`, and one function decides. Paragraphs of the repaired text are parted by one empty line,
and are one line each.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import inf
from typing import Any, NamedTuple

import regex

from pipeline.repair import geometry
from pipeline.repair.geometry import Layout, Step
from pipeline.repair.rule import Draft
from pipeline.spans import Edit, Span
from pipeline.vocabulary.patterns import behind, late

BLANKS = late(r"\s[^\S\n]++(?<=\S[^\S\n]{2,})(?=\S)")
TWO_BLANKS, OTHER_BLANKS = "  ", "\u1680\u2000\u2001\u2004\u2005\u2006\u2008\u205f"
"""Blanks in a row are two of the usual one, or one of those that no rule before this replaces."""
DOUBLED_LINE = late(r"(?<=\S[^\S\n]*)\n\n")
DOUBLED_SHARE = 0.8
DOUBLED_LINES = 12
DOUBLED_WRAPPED = 0.15
"""The share of lines that open in lower case in a file that is doubled and not set with an empty line after every
paragraph, as each Word file and web page is: 0.3 to 0.5 against 0.0 to 0.1."""

BULLET = late(r"[•▪■□●○◦‣⁃➢➤✓*·]\s+|[-–—]\s+(?=\p{Lu})")
NUMBERED = late(
    r"""
    (?: \d{1,3} (?: \.\d{1,3} )* [.)] | \d{1,3} (?: \.\d{1,3} ){1,3} | \( (?: \d{1,3} | \p{Ll}{1,4} ) \) | \p{Lu} [.)] | [IVXL]{1,6} [.)] | \p{Ll} \) )
    \s+ (?= [\p{Lu}“"‘(\d] )
    """,
    regex.VERBOSE,
)
LABEL = 7
"""Letters in which each of these numbers has its first stop or its bracket."""
LOWER_NUMBERED = late(r"(?:\(\p{Ll}{1,4}\)|\p{Ll}\))\s+\S")
_OPENING = late(rf"(?:{BULLET.pattern})|(?:{NUMBERED.pattern})|(?:{LOWER_NUMBERED.pattern})", regex.VERBOSE)
SENTENCE_END = behind(r"[.!?:;][\d”’\"'»)\]]*")
HANGING_END = behind(
    r"""(?: [,–—(/-] | \b (?: the|a|an|of|and|or|in|on|to|for|by|with|from|at|as|that|which|its|their|is|are|was|were|
    Mr|Ms|Mrs|Dr|No|Nr|Art|Article|paragraph|de|von|van ) \.? )""",
    verbose=True,
)
ABBREVIATION_END = behind(r"\b(?:Mr|Ms|Mrs|Dr|No|Nr|Art|art|para|paras|pp|cf|e\.g|i\.e|H\.E|vs|Prof|St)\.")
RUNS_ON = late(r"[\p{Ll}(,;:.)\]%–—&/]|\d")
NOTHING = late(r"\(?(?:n\s?/\s?a|not applicable|none)\)?\.?", regex.IGNORECASE)
NOTES_HEAD = late(r"(?:(?:end|foot)?notes|references)\s*:?", regex.IGNORECASE)
ALONE = "eEfFnNrR("
"""What the two open with, so that most lines need no look."""
LONGEST_ALONE = 24
CAPITALS = late(r"[^\p{Ll}]*\p{Lu}[^\p{Ll}]*\Z")

SURE = 0.97
RAGGED = 0.86
"""A list set in from the margin has shorter lines than the text: without a full stop, a line this full runs on."""

STICKS_OUT = 1.08
LEAST_OPENED, NUMBERED_SHARE = 10, 0.85
FEW_LINES = 8
"""In a text of fewer lines the second widest may be a heading: the widest is all there is to go by."""
WIDEST_PAGE = 200.0
"""No page is set so wide: each line is then a paragraph, and none of them is full."""

NARROW = b"ijltfr.,;:'!|()[]I-/ ?"
"""What takes less room than most letters; all beyond ASCII counts as `?`, for it is mostly quotation marks."""
WIDE = b"mwMWQOGDNHUAKXYV@%&"


def drop_doubled_lines(draft: Draft) -> Iterator[Edit]:
    """In a file where an empty line follows nearly every wrapped line, yield edits that drop those empty lines."""
    text = draft.text
    openings = [words[0] for line in text.split("\n") if (words := line.lstrip())]
    if len(openings) < DOUBLED_LINES or text.count("\n\n") < DOUBLED_SHARE * len(openings):
        return
    blanks = sum(1 for _ in DOUBLED_LINE.finditer(text))
    if len(openings) < DOUBLED_LINES or blanks < DOUBLED_SHARE * len(openings):
        return
    if sum(map(str.islower, openings)) < DOUBLED_WRAPPED * len(openings):
        return
    for match in regex.finditer(r"\n(?P<blank>\n)", text):
        yield Edit(Span(*match.span("blank")), "", "lines.doubled")


class Line(NamedTuple):
    """One line that is not empty: its words, how far it is set in, and what lies between it and the line above."""

    span: Span[Any]
    words: str
    indent: int
    blank_before: bool
    turn_before: bool


class Seam(NamedTuple):
    """Two lines and the evidence for whether the end between them is the setter's.

    The text alone tells it by letters and empty lines; where the reader kept places, they take the part of both.
    """

    above: str
    below: str
    turn: bool
    """A page or a column ends between the two."""
    apart: bool
    """They stand further apart than lines of one paragraph: an empty line, or more room."""
    set_in: bool
    fill: float
    """How full the line above would be with the next word on it: above 1 the word would not have fitted."""
    marked: bool = False
    """The line below opens with a small raised figure, as notes do."""
    resized: bool = False
    headline: bool = False
    """The line below is set in larger type than the text."""
    close: bool = False
    """They stand as close as lines of one paragraph do, in a document that sets paragraphs apart."""
    flush: bool = False
    centred: bool = False
    placed: bool = False
    """The evidence is from places: it is exact."""
    flows: bool = False
    """A full line and a line of prose over the turn of a page, where each paragraph opens with a number."""


def join_lines(draft: Draft) -> Iterator[Edit]:
    """Yield one edit a line end: a blank where the line runs on, an empty line where a paragraph ends."""
    lines = list(_lines(draft))
    if not lines:
        yield Edit(Span(0, len(draft.text)), "", "lines.edge")
        return
    yield Edit(Span(0, lines[0].span.start), "", "lines.edge")
    few_set_in = 4 * sum(1 for line in lines if line.indent) < len(lines)
    listed = False
    opens_list = False
    for above, below, seam in zip(lines, lines[1:], _seams(draft, lines), strict=False):
        gap: Span[Any] = Span(above.span.end, below.span.start)
        if _runs_on(seam):
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
    for match in BLANKS.finditer(draft.text) if _has_blanks_in_row(draft.text) else ():
        yield Edit(Span(*match.span()), " ", "lines.blanks")


def _has_blanks_in_row(text: str) -> bool:
    return TWO_BLANKS in text or any(map(text.__contains__, OTHER_BLANKS))


def _seams(draft: Draft, lines: list[Line]) -> Iterator[Seam]:
    layout = geometry.measure(draft, [line.span for line in lines])
    if layout is None:
        source = [words for line in draft.loaded.text.split("\n") if (words := line.strip())]
        known = {words: width(words) for words in source}  # most lines are still those of the source
        full = _measure([known[words] for words in source])
        for above, below in pairwise(lines):
            fill = _fill(above, below, known.get(above.words) or width(above.words), full)
            yield Seam(
                above.words, below.words, below.turn_before, below.blank_before, below.indent > above.indent, fill
            )
        return
    numbered = _are_numbered(lines, layout)
    for at in range(1, len(lines)):
        yield _placed(lines, at, layout, numbered)


def _placed(lines: list[Line], at: int, layout: Layout, numbered: bool) -> Seam:
    above, below = lines[at - 1].words, lines[at].words
    step, fill = layout.steps[at], layout.fill(at)
    return Seam(
        above=above,
        below=below,
        turn=step is Step.TURN,
        apart=step is Step.APART,
        set_in=layout.is_set_in(at),
        fill=fill,
        marked=layout.places[at].marked and below[0].isdecimal(),
        resized=layout.is_resized(at),
        headline=layout.is_headline(at),
        close=step is Step.CLOSE and layout.spaced,
        flush=layout.is_flush(at),
        centred=layout.is_centred(at),
        placed=True,
        flows=fill > SURE and numbered and step is Step.TURN and (layout.is_long(at) or below[-1] in ".;"),
    )


def _are_numbered(lines: list[Line], layout: Layout) -> bool:
    """True where nearly every paragraph opens with a number or a bullet: one that does not is going on."""
    opened = [
        _OPENING.match(line.words) is not None
        for at, line in enumerate(lines)
        if layout.steps[at] is Step.APART and layout.is_long(at) and not layout.is_headline(at)
    ]
    return layout.spaced and len(opened) >= LEAST_OPENED and sum(opened) >= NUMBERED_SHARE * len(opened)


def width(words: str) -> float:
    """How wide a line is set, in units of a middling Times letter."""
    plain = words.encode("ascii", "replace")
    letters = len(plain)
    narrow = letters - len(plain.translate(None, NARROW))
    return letters - 0.4 * narrow + 0.45 * (letters - len(plain.translate(None, WIDE)))


def _lines(draft: Draft) -> Iterator[Line]:
    turns = draft.page_turns()
    turn = 0
    at = 0
    ends = 0  # of lines since the last line with words
    for line in draft.text.split("\n"):
        words = line.strip()
        if words:
            indent = line.index(words)
            start = at + indent
            turned = False
            while turn < len(turns) and turns[turn] <= start:
                turned, turn = True, turn + 1
            yield Line(
                span=Span(start, start + len(words)),
                words=words,
                indent=indent,
                blank_before=ends > 1,
                turn_before=turned,
            )
            ends = 0
        ends += 1
        at += len(line) + 1


def _measure(widths: list[float]) -> float:
    """The width of a full line of the source: nearly the widest, since a few lines always stick out."""
    widths = sorted(widths)
    measure = widths[-1] if len(widths) < FEW_LINES else widths[int(0.97 * (len(widths) - 1))]
    return measure if measure <= WIDEST_PAGE else inf


def _runs_on(seam: Seam) -> bool:
    """True when the line end between the two is the setter's."""
    above, below = seam.above, seam.below
    if _stands_alone(above) or _stands_alone(below):
        return False
    if _is_bulleted(below) or seam.resized or seam.marked:
        return False
    numbered = _is_numbered(below)
    labelled = numbered or (")" in below[:LABEL] and LOWER_NUMBERED.match(below) is not None)
    if labelled and _is_inline(seam):
        labelled = False
    if labelled and numbered and not (_hangs(above) and seam.fill > RAGGED):
        return False
    stopped = not above[-1].isalpha() and SENTENCE_END.search(above) is not None and not ABBREVIATION_END.search(above)
    if seam.turn or seam.apart:
        return _runs_over(seam, stopped, labelled)
    if seam.headline:
        return not stopped
    if CAPITALS.match(above) and not (seam.placed and seam.fill > SURE):
        return not stopped and CAPITALS.match(below) is not None and (seam.centred or _hangs(above) or not seam.placed)
    lowercase = not stopped and not labelled and RUNS_ON.match(below) is not None
    if lowercase and (below[0].islower() or not seam.placed):
        return True
    if stopped and seam.set_in and not seam.close:
        return False
    if not stopped and _hangs(above):
        return True
    return seam.fill > (SURE if stopped and not seam.close else RAGGED)


def _is_bulleted(words: str) -> bool:
    return not words[0].isalnum() and BULLET.match(words) is not None


def _is_numbered(words: str) -> bool:
    """Whether a line opens with a number; few have a stop or a bracket so near to their start."""
    opens = words[:LABEL]
    return ("." in opens or ")" in opens) and NUMBERED.match(words) is not None


def _hangs(words: str) -> bool:
    """Whether a line ends in a word or sign that no sentence ends in."""
    return HANGING_END.search(words) is not None


def _stands_alone(words: str) -> bool:
    """True for the head of the notes, and for an answer that says there is none."""
    return (
        words[0] in ALONE
        and len(words) <= LONGEST_ALONE
        and (NOTES_HEAD.fullmatch(words) or NOTHING.fullmatch(words)) is not None
    )


def _runs_over(seam: Seam, stopped: bool, labelled: bool) -> bool:
    """The same for lines with a page's end or an empty line between them."""
    above, below = seam.above, seam.below
    goes_on = below[0].islower() and not labelled
    if above[-1] in ".!?:;" and not ABBREVIATION_END.search(above):
        return seam.flows or (seam.turn and above[-1] == ";" and goes_on and (seam.fill > SURE or not seam.placed))
    if goes_on:
        return True
    if not seam.turn or stopped or (seam.set_in and not seam.placed):
        return False
    return _hangs(above) or seam.fill > SURE


def _is_inline(seam: Seam) -> bool:
    """True for a figure or letter that opens a line by chance: `…; and | (b) extend`, where an item would be set apart."""
    return seam.close and seam.flush and seam.fill > SURE and not _OPENING.match(seam.above)


def _fill(above: Line, below: Line, wide: float, measure: float) -> float:
    """The share of a full line that the line above would take with the first word of the line below."""
    taken = above.indent + wide
    if taken > STICKS_OUT * measure:
        taken -= measure  # an earlier rule joined two lines here; the second one is what ends before the gap
    return (taken + width(below.words.split(None, 1)[0]) + 1) / measure


def _is_cut_dash(above: Line, below: Line) -> bool:
    """True for `and/|or` and `2012–|2015`: what stands on both sides is one expression."""
    if above.words[-2:-1].isdecimal() and above.words.endswith("–"):
        return below.words[0].isdecimal()
    return above.words.endswith("/") and not above.words.endswith(" /") and below.words[0].isalnum()


def _lost_bullet(line: Line) -> bool:
    """True for a list item whose bullet is gone: the line is set in, in a file where few are."""
    return line.indent > 0 and not _is_bulleted(line.words) and not _is_numbered(line.words)
