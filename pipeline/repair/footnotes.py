"""Footnote marks that stand in the way of a sentence: on a line of their own, glued to a word, or raised.

A mark is taken out of the text; its place stays as an anchor. Numbers are marks only where they rise through the
document as footnotes do, which no column of figures and no formula does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

import regex

from pipeline.repair import geometry
from pipeline.repair.rule import Draft
from pipeline.spans import Edit, Span
from pipeline.vocabulary.patterns import late

TAKEN = "footnotes."
LABEL = "notes.label"

OWN_LINE = late(
    r"""
    (?<= (?: [^\s\d] | \S[^\S\n]*(?:19|20)\d\d ) [^\S\n]{0,3} )   # after a line that ends in no figure but a year
    (?: \n | (?P<apart> \n\n+ ) )
    [^\S\n]* \[? (?P<mark> \d{1,3} ) \]? [^\S\n]*                 # a line of nothing but the mark
    (?: \n (?(apart) (?=[^\S\n]*\S) | (?=\s*\S) ) | \s* \Z )      # and more text, on one side at least without a gap
    (?! \s* \d[\d.,\s%]* (?: \n | \Z ) )                          # but no figure: that is a column of them
    """,
    regex.VERBOSE,
)
GLUED = late(
    r"""
    (?= \d )                                               # most places are told by this, and by the next, to be none
    (?<= [\p{Ll}\)”"’»] [.,;:]? | \p{L}{3} [.,;:]? | (?:19|20)\d\d [.,;:] )   # a word or year, with its full stop
    (?<! \b (?i: pp? | nos? | nr | arts? | paras? | vol | ch | secs? | fig | cf | add | corr | rev ) \. )  # p.2, Add.1
    (?<! \b (?i: pages? | paras? | paragraphs? ) )         # page14, in a note
    (?<! \b CDL (?: - \p{L}+ )? \s? \( \d{4} \) )          # CDL-AD(2018)019 ends in its own serial
    (?P<mark> [1-9] \d{0,2} )
    (?= \s | [,.;:)”] (?: \s | \Z ) | \Z )
    """,
    regex.VERBOSE,
)
AFTER_STOP = late(
    r"""
    (?= [1-9] )
    (?<= \p{Ll}{3} [.!?] [”’"»)]? | \s (?:19|20)\d\d \. )   # behind the full stop of a sentence
    (?<! \b (?i: add | rev | corr | vol | arts? | paras? | secs? | suppl? | vers | nos | chap | fig | app ) \. )
    (?P<mark> [1-9]\d{0,2} )
    (?= \s+ [“"(]? \p{Lu} | \s* \n | \s* \Z )
    """,
    regex.VERBOSE,
)
"""A mark that stands alone can still be told, where a sentence has just ended: `experts.1 The mission`."""
RAISED = late(r"(?=[⁰¹²³⁴-⁹])(?<!\b[kcdm]?m)(?P<mark>[⁰¹²³⁴-⁹]{1,3})(?![\p{L}\d])")  # but not the 2 of km²
SMALL = late(
    r"""
    (?= \d )
    (?<= [\p{L}\)\]”"’»%.,;:!?] [ ]? | (?:19|20)\d\d [ ]? ) (?<! \b[kcdm]?m )       # behind a word, a stop or a year
    (?P<mark> \d{1,3} ) (?! [\d\p{L}] )
    """,
    regex.VERBOSE,
)
BETWEEN = r"""
    (?<= \b (?:19|20)\d\d | \b \d{1,2} \. | \b JS\d{1,2} [ ] )   # glued to a figure, or behind a joint submission's name
    (?P<mark> %s )
    (?= \s | [,.;:)] (?: \s | \Z ) | \Z )
"""
"""A mark that only its neighbours can tell: `since 201123` between marks 22 and 24."""
GLUED_LABEL = late(r"(?m)^(?P<mark>\d{1,3})(?=[\p{L}“\"(])")
STAR = late(r"(?<=[\p{L}\p{N}).”’])(?P<gap>[ ]?)(?P<mark>([*∗†‡§])\3{0,3})(?=[\s.,;:)]|\Z)")
STAR_SIGN = late(r"[*∗†‡§]")
STAR_NOTE = late(r"^\s*([*∗†‡§]{1,4})(?=\s|\w)", regex.MULTILINE)
RAISED_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
RAISED_DIGITS = str.maketrans(RAISED_FIGURES, "0123456789")
ORDINAL_ENDING = late(r"\s*(?:st|nd|rd|th)\b")
SENTENCE_END = late(r"[.,;:!?)\]”’\"]")
LEAST_GLUED = 2
"""A lone digit behind a word may be a formula (CO2); two that rise from the first are footnotes."""
MANY_GLUED = 10
DENSE = 1.2
FEW_IN_A_ROW = 3


def plain(mark: str) -> str:
    """A mark in plain digits: `¹²` is `12`."""
    return mark.translate(RAISED_DIGITS)


def take_marks(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each footnote mark, and for ordinals that stand in pieces."""
    text = draft.text
    for match in _stars(draft):
        yield Edit(Span(*match.span()), "", TAKEN + "star")
    if draft.loaded.glyphs is not None:
        for match in GLUED_LABEL.finditer(text):
            if geometry.is_raised(draft, match.start(), match.end()):
                yield Edit(Span(match.end(), match.end()), " ", LABEL)
        small = [at for at in SMALL.finditer(text) if geometry.is_raised(draft, at.start(), _before(text, at))]
        for match in small:
            yield Edit(_with_blank(text, match), _seam(text, match), TAKEN + "small")
        if small:
            return
    own = _rising([match for match in OWN_LINE.finditer(text) if not _ordinal_follows(text, match)])
    glued = _rising(list(GLUED.finditer(text)))
    raised = list(RAISED.finditer(text)) if any(map(text.__contains__, RAISED_FIGURES)) else []
    for match in raised:
        yield Edit(Span(*match.span()), "", TAKEN + "raised")
    labels = _labels(glued, own)
    if raised or not _is_scheme(glued, own, labels):
        yield from _apart(text, own)
        return
    for match in (*glued, *_between(text, glued)):
        yield Edit(Span(*match.span()), "", TAKEN + "glued")
    for match in labels:
        yield Edit(Span(match.start(), match.start("mark")), "\n\n", LABEL)
        yield Edit(Span(match.end("mark"), _past_blanks(text, match.end("mark"))), " ", LABEL)


def _apart(text: str, own: list[regex.Match[str]]) -> Iterator[Edit]:
    """Marks on lines of their own, and those that a full stop tells from the word before them."""
    for match in own:
        yield Edit(_with_blank(text, match), _seam(text, match), TAKEN + "own_line")
    for match in _rising(list(AFTER_STOP.finditer(text))):
        yield Edit(Span(*match.span()), "", TAKEN + "glued")


def _stars(draft: Draft) -> Iterator[regex.Match[str]]:
    """Asterisks that the notes of a page take up: `Report of the Working Group*`."""
    noted = {
        mark
        for stretch in draft.loaded.stretches
        if stretch.zone == "notes"
        for mark in STAR_NOTE.findall(stretch.span.cut(draft.loaded.text))
    }
    if noted:
        yield from (match for match in _starred(draft.text) if match["mark"] in noted)


def _starred(text: str) -> Iterator[regex.Match[str]]:
    """What `STAR.finditer` finds, from its signs, which are rare, and not from every character behind a word."""
    end = 0
    for sign in STAR_SIGN.finditer(text):
        at = sign.start()
        if at < end:
            continue
        spaced = STAR.match(text, at - 1) if at > end and text[at - 1] == " " else None
        match = spaced or STAR.match(text, at)
        if match is not None:
            end = match.end()
            yield match


def _labels(glued: list[regex.Match[str]], own: list[regex.Match[str]]) -> list[regex.Match[str]]:
    """Figures on lines of their own that number notes: they repeat marks that stand before them.

    UN reports end in such a list, a number on one line and its note on the next. Half of it must repeat marks.
    """
    ends = {int(match["mark"]): match.end() for match in glued}
    repeats = [ends.get(int(match["mark"]), match.end()) < match.start() for match in own]
    listed = own[repeats.index(True) :] if True in repeats else []
    return listed if 2 * sum(repeats) >= len(listed) else []


def _is_scheme(glued: list[regex.Match[str]], own: list[regex.Match[str]], labels: list[regex.Match[str]]) -> bool:
    """True when the document's marks are glued to words: figures on lines of their own are then labels or pages."""
    if len(glued) < LEAST_GLUED or (int(glued[0]["mark"]) > LEAST_GLUED and not _is_dense(glued)):
        return False
    return len(glued) > len(own) or 2 * len(labels) >= len(own)


def _is_dense(glued: list[regex.Match[str]]) -> bool:
    """Whether so many marks follow each other by one that the first ones can only be lost, in a heading or a table."""
    first, last = int(glued[0]["mark"]), int(glued[-1]["mark"])
    if last - first + 1 == len(glued) >= FEW_IN_A_ROW:
        return True  # a passage of a longer text, whose first marks are not in it
    return len(glued) >= MANY_GLUED and first <= MANY_GLUED and last - first <= DENSE * len(glued)


def _between(text: str, glued: list[regex.Match[str]]) -> Iterator[regex.Match[str]]:
    """The marks that are missing between two others, where just one figure of theirs stands glued to another figure."""
    for first, second in pairwise(glued):
        for number in range(int(first["mark"]) + 1, int(second["mark"])):
            pattern = regex.compile(BETWEEN % number, regex.VERBOSE)
            found = list(pattern.finditer(text, first.end(), second.start()))
            if len(found) == 1:
                yield found[0]


def _before(text: str, match: regex.Match[str]) -> int:
    """The character that a mark stands behind."""
    return match.start() - (2 if text[match.start() - 1] == " " else 1)


def _past_blanks(text: str, start: int) -> int:
    return next((at for at in range(start, len(text)) if not text[at].isspace()), len(text))


def _ordinal_follows(text: str, match: regex.Match[str]) -> bool:
    return ORDINAL_ENDING.match(text, match.end("mark")) is not None


def _with_blank(text: str, match: regex.Match[str]) -> Span[object]:
    """A mark's span, with the blank before it where punctuation follows: `documents |1|.` is `documents.`"""
    start = match.start()
    if SENTENCE_END.match(text, match.end()):
        start = len(text[:start].rstrip(" "))
    return Span(start, match.end())


def _seam(text: str, match: regex.Match[str]) -> str:
    """What joins the two sides of a mark: a blank only where two words would grow together."""
    end = match.end()
    before = text[match.start() - 1]
    if end >= len(text) or before == " " or text[end].isspace() or SENTENCE_END.match(text, end):
        return ""
    return " "


def _rising(matches: list[regex.Match[str]]) -> list[regex.Match[str]]:
    """The longest run of marks that rise through the text; what breaks the order is no mark."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for place, match in enumerate(matches):
        number = int(plain(match["mark"]))
        slot = bisect_left(tails, number)
        before.append(last[slot - 1] if slot else -1)
        if slot == len(tails):
            tails.append(number)
            last.append(place)
        else:
            tails[slot], last[slot] = number, place
    chosen: list[regex.Match[str]] = []
    place = last[-1] if last else -1
    while place >= 0:
        chosen.append(matches[place])
        place = before[place]
    return chosen[::-1]
