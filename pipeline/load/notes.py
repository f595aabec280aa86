"""Which lines of a page are its footnotes.

    lines, drawn rules -> body lines, note lines

Notes stand below a short rule, or at the foot of the page in clearly smaller type, and open with a mark. What stands
below them (a page's number, a job number) is of the body again: a line of its own for a later stage to take out. A list
of all notes under a heading of its own is no page's: it stays where it is.
"""

from __future__ import annotations

import regex

from pipeline.load.line import Line
from pipeline.load.pdfium import Ink
from pipeline.model.document import Box
from pipeline.vocabulary.patterns import late

_SMALL = 0.93
"""Note type over body type: 9 to 10 points in UN documents, 8 to 11 in OSCE ones; equal sizes need rule and mark."""
_RULE = 30.0, 0.5
"""The narrowest rule in points, and the widest as a share of the page."""
_UNDERLINE = 0.35
_UNDER_RULE = 3.5
_PARAGRAPH = 2.4
"""A gap between note lines above this many sizes ends the notes when only short lines follow."""
_FOOT_LENGTH = 60
_MARK = late(r"(?:\d{1,4}|[*∗†‡§]{1,5}|[a-z]{1,2}|[ivx]{1,5})(?=[\s.)/]|\p{Lu}|[“\"‘(])|[*∗†‡§]")
_LIST_HEAD = late(r"(?:end|foot)?notes:?", regex.IGNORECASE)
_TYPED_RULE = late(r"[_\u2014\u2015\u2500]{8,}")
_FOOT = late(
    r"""
    (?: page \s* )? [-–—]? \s* \d{1,4} \s* (?: (?: / | of ) \s* \d{1,4} )? \s* [-–—]?     # a page's number
    | (?: \d{1,4} \s+ )? GE \. .*              # a UN job number
    | \( [A-Z] \) [\s\d*]+ | \* [\s\dA-Z]{5,20} \*       # its barcode
    | .* \b please \s recycle \b .*
    | [A-Z]+ (?: / [\w.()]+ ){2,6}            # the document's symbol
    | \P{L}*
    """,
    regex.VERBOSE | regex.IGNORECASE,
)


def parted(lines: list[Line], ink: Ink, body_size: float) -> tuple[list[Line], list[Line]]:
    """The body and the notes of a page whose `lines` are in reading order; `body_size` is the size of its prose."""
    if not lines:
        return lines, []
    edge = _edge(lines, ink, body_size)
    if edge is None or _opens_list(lines, edge, ink):
        return lines, []
    below = [line for line in lines if line.y > edge]
    notes = _without_foot(sorted(below, key=_height), ink)
    if not notes:
        return lines, []
    last = max(line.y for line in notes)
    return (
        [line for line in lines if not edge < line.y <= last],
        [line for line in lines if edge < line.y <= last],
    )


def _opens_list(lines: list[Line], edge: float, ink: Ink) -> bool:
    """True where a heading 'Notes' stands right over the notes: they are the document's list, which goes on overleaf."""
    above = max((line for line in lines if line.y <= edge), key=_height, default=None)
    return above is not None and _LIST_HEAD.fullmatch(_spelled(above, ink)) is not None


def _height(line: Line) -> float:
    return line.y


def _spelled(line: Line, ink: Ink) -> str:
    return " ".join([ink.text[word.start : word.end] for word in line.words])


def _edge(lines: list[Line], ink: Ink, body_size: float) -> float | None:
    """The height below which the page's notes stand."""
    for rule in reversed(_short_rules(lines, ink)):
        under = [line for line in lines if line.y > rule[1]]
        if under and _opens_notes(min(under, key=_height), rule, ink, body_size):
            return rule[1]
    return _smaller_block(lines, ink, body_size)


def _short_rules(lines: list[Line], ink: Ink) -> list[Box]:
    """Rules that may part notes from text: short, no border of a table, and under no word. Top down."""
    narrow, wide = _RULE[0], _RULE[1] * ink.width
    rules = [rule for rule in ink.rules if narrow <= rule[2] - rule[0] <= wide]
    found = [
        rule
        for rule in rules
        if not any(other is not rule and _is_of_table(rule, other) for other in ink.rules)
        and not any(_underlines(rule, line) for line in lines)
    ]
    found += [
        (line.x0, line.y, line.x1, line.y)
        for line in lines
        if line.x1 - line.x0 <= wide and _TYPED_RULE.fullmatch(_spelled(line, ink))
    ]
    return sorted(found, key=lambda rule: rule[1])


def _is_of_table(rule: Box, other: Box) -> bool:
    """True for two borders of one table: at one height, or one right under the other and as wide."""
    return abs(other[1] - rule[1]) < 2 or abs(other[0] - rule[0]) + abs(other[2] - rule[2]) < 4


def _underlines(rule: Box, line: Line) -> bool:
    return (
        -0.5 * line.size <= rule[1] - line.y <= _UNDERLINE * line.size
        and rule[0] < line.x1
        and rule[2] > line.x0
        and line.y != rule[1]
    )


def _opens_notes(line: Line, rule: Box, ink: Ink, body_size: float) -> bool:
    if line.y - rule[1] > _UNDER_RULE * line.size or line.x0 < rule[0] - line.size or rule[0] > ink.width / 2:
        return False
    if line.size > 1.05 * body_size:
        return False
    spelled = _spelled(line, ink)
    return not _FOOT.fullmatch(spelled) and (line.size <= _SMALL * body_size or _has_mark(line, spelled))


def _has_mark(line: Line, spelled: str) -> bool:
    first = line.words[0]
    return _MARK.match(spelled) is not None or (first.size <= _SMALL * line.size and first.end - first.start <= 4)


def _smaller_block(lines: list[Line], ink: Ink, body_size: float) -> float | None:
    """The height over a block of small type at the foot of the page that opens with a mark."""
    edge: float | None = None
    above = [line for line in sorted(lines, key=_height) if not _FOOT.fullmatch(_spelled(line, ink))]
    while above and above[-1].size <= _SMALL * body_size:
        line = above.pop()
        if above and _is_note(line, ink):
            edge = (above[-1].y + line.y) / 2
    return edge if above and sum(line.size > _SMALL * body_size for line in above) else None


def _is_note(line: Line, ink: Ink) -> bool:
    first = line.words[0]
    raised = first.size <= _SMALL * line.size and first.y < line.y - 0.1 * line.size
    return _has_mark(line, _spelled(line, ink)) and (raised or not ink.text[first.start].isalpha())


def _without_foot(below: list[Line], ink: Ink) -> list[Line]:
    """`below` (top down) without the furniture under it."""
    end = len(below)
    while end and _FOOT.fullmatch(_spelled(below[end - 1], ink)):
        end -= 1
    for index in range(1, end):
        far = below[index].y - below[index - 1].y > _PARAGRAPH * below[index - 1].size
        if far and all(line.weight <= _FOOT_LENGTH for line in below[index:end]):
            return below[:index]
    return below[:end]
