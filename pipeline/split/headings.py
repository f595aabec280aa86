"""Headings and the outline that they make.

A block is a heading when it is short, opens like a title and does not end like a sentence. Its level is told by its
numbering (I., A., 1., (a) - the order that UN documents use), then by capitals. What comes before the first heading of a
text's body and is itself set like headings is the document's title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from pipeline.model.document import Section
from pipeline.spans import Repaired, Span, trimmed
from pipeline.vocabulary.patterns import behind, late

LONGEST = 200
MOST_WORDS = 28
NUMBERING: tuple[tuple[regex.Pattern[str], int], ...] = (
    (late(r"(?P<number>[IVXL]{1,6})[.)]\s+(?=\S)"), 1),
    (late(r"(?P<number>[A-HJ-Z])[.)]\s+(?=\S)"), 2),
    (late(r"(?P<number>\d{1,2})[.)]\s+(?=\p{L})"), 3),
    (late(r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})[.)]?\s+(?=\p{L})"), 3),
    (late(r"\((?P<number>[a-z]{1,3})\)\s+(?=\p{Lu})"), 4),
)
OPENS = late(r"[“\"(]?[\p{Lu}\d]")
SENTENCE_END = behind(r"[.;:,][”’\"')\]]*\s*")
"""The end of a sentence, or of what opens a list."""
NO_HEADING: tuple[tuple[str, regex.Pattern[str]], ...] = tuple(
    (signs, late(pattern, regex.VERBOSE | regex.IGNORECASE))
    for signs, pattern in (
        (
            "",
            r"""
            [•▪■□●○◦‣⁃➢➤✓*·]\s | [-–—]\s                    # list items
            | \(? (?: n\s*/\s*a | none | nil | not\ applicable ) \)? \.? \s* \Z
            | [\d\W]+ \Z                                     # no letters
            """,
        ),
        (".:@", r"[^\n]* \b (?: www\. | https?: | @ )"),  # an address
        (
            "0123456789",
            r"""
            (?= [^\n]* [\d.,%] \s* \Z ) [^\n]* \p{L} [^\n]*? (?: \s+ (?! (?:19|20)\d\d\b ) \d[\d.,]* %? ){2,} \s* \Z    # a row of a table
            | [^\n]* \p{L} :\s+ (?! (?:19|20)\d\d\b ) \d[\d.,]* %? \s* (?: \( [^)\n]* \) )? \s* \Z                     # and one with a colon
            """,
        ),
        (".?!", r"[^\n]* [.?!] [”’\"')\]]* \s+ \p{Lu} [^\n]{60}"),  # a second sentence
    )
)
"""What is no heading, each kind with the signs of which it has one: most lines have none of them."""
TITLE = late(r"\b(?:submission|report|opinion|universal\s+periodic\s+review|press\s+release)\b", regex.IGNORECASE)
EMPTY = late(r"\W*(?:(?:n\s*/\s*a|none|nil|not\s+applicable|nothing\s+to\s+report)\W*)?", regex.IGNORECASE)
COVER_LINE = late(
    r"""
    (?: \p{L}+ [ ,]+ ){1,3} (?: \d{1,2} \s )? (?: January | February | March | April | May | June | July | August | September | October |
      November | December ) \s \d{4} (?: \s+ \p{L}* \s* opinion [\s-]* (?: nr | no ) \b .* )?     # the place and date of a cover
    | \p{L}* \s* opinion [\s-]* (?: nr | no ) \b .*                                              # its number
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
NOTES = late(r"(?:end|foot)?notes|references", regex.IGNORECASE)
NOTES_OPEN = "eEfFnNrR"
"""What such a heading opens with, so that most need no look."""
ENDNOTE = late(
    r"""
    \d{1,3}\s
    | (?!Annex|[IVX]+\.|\p{Lu}\.) [^\n]*\p{Ll}
    | (?!ANNEX|APPENDIX) [\p{Lu}\d][\p{Lu}\d/-]* (?:\s\d)? \Z       # an abbreviation in a column of its own
    """,
    regex.VERBOSE,
)
FINITE_VERB = late(
    r"\b(?:is|are|was|were|has|have|had|will|would|should|shall|can|could|may|might|does|did)\b(?!\s*[?])"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A block that is a heading."""

    block: Span[Repaired]
    number: str | None
    title: str
    level: int


def outline(
    text: str, blocks: tuple[Span[Repaired], ...], notes: Sequence[Span[Repaired]] = ()
) -> tuple[Span[Repaired] | None, tuple[Section, ...], tuple[Span[Repaired], ...]]:
    """Where the document's title stands, its sections, and the blocks that are neither. `notes` are the feet of pages: none is there."""
    headings: list[Heading] = []
    front: list[Heading] = []
    body: list[Span[Repaired]] = []
    cover: list[Span[Repaired]] = []
    for place, block in enumerate(blocks):
        if not body and COVER_LINE.fullmatch(block.cut(text)):
            cover.append(block)
            continue
        bare = any(zone.covers(block) for zone in notes) or _is_endnote(text, block, headings)
        heading = _heading(text, block) if place + 1 < len(blocks) and not bare else None
        if heading is None:
            if not body and not headings and front:
                names_document = len(front) > 1 or TITLE.search(front[0].title) is not None
                headings = front[1:][-1:] if names_document else front
                front = front[:1] if names_document else []
            body.append(block)
        elif body or headings:
            headings.append(heading)
        else:
            front.append(heading)
    return front[0].block if front else None, tuple(_sections(text, headings, body)), tuple(sorted(cover + body))


def _is_endnote(text: str, block: Span[Repaired], headings: list[Heading]) -> bool:
    """True for `47 GIEACPC, para. 2` and a list of abbreviations under a heading `Notes`: only an annex ends them."""
    return (
        bool(headings)
        and headings[-1].title[0] in NOTES_OPEN
        and NOTES.fullmatch(headings[-1].title) is not None
        and ENDNOTE.match(block.cut(text)) is not None
    )


def _heading(text: str, block: Span[Repaired]) -> Heading | None:
    words = block.cut(text)
    if len(words) > LONGEST or len(words.split()) > MOST_WORDS or "\n" in words:
        return None
    if not OPENS.match(words) or SENTENCE_END.search(words) or _is_other(words):
        return None
    for pattern, level in NUMBERING:
        match = pattern.match(words)
        if match is not None:
            if level >= 3 and FINITE_VERB.search(words) or _is_other(words, match.end()):
                return None
            level += match["number"].count(".") if "." in match["number"] else 0
            return Heading(block, match["number"], words[match.end() :].strip(), level)
    if FINITE_VERB.search(words) and not words.isupper():
        return None
    return Heading(block, None, words, 1 if words.isupper() else 2)


def _is_other(words: str, start: int = 0) -> bool:
    """Whether a line is a list item, an address, a row of a table or more than one sentence."""
    return any(
        (not signs or any(map(words.__contains__, signs))) and pattern.match(words, start) is not None
        for signs, pattern in NO_HEADING
    )


def _sections(text: str, headings: list[Heading], body: list[Span[Repaired]]) -> Iterator[Section]:
    """Number the headings' sections; levels are made dense, so that the top one is 1."""
    levels = {level: rank for rank, level in enumerate(sorted({heading.level for heading in headings}), start=1)}
    open_sections: list[tuple[int, str]] = []
    filled = sorted(body)
    end_of_text = len(text)
    for place, heading in enumerate(headings):
        level = levels[heading.level]
        end = headings[place + 1].block.start if place + 1 < len(headings) else end_of_text
        while open_sections and open_sections[-1][0] >= level:
            open_sections.pop()
        name = f"s{place + 1}"
        has_below = place + 1 < len(headings) and levels[headings[place + 1].level] > level
        under: Span[Repaired] = Span(heading.block.end, end)
        yield Section(
            id=name,
            title=heading.title,
            number=heading.number,
            level=level,
            parent=open_sections[-1][1] if open_sections else None,
            heading=heading.block,
            span=trimmed(text, Span(heading.block.start, end)),
            empty=not has_below and _is_empty(text, under, filled),
        )
        open_sections.append((level, name))


def _is_empty(text: str, under: Span[Repaired], body: list[Span[Repaired]]) -> bool:
    return all(EMPTY.fullmatch(block.cut(text)) for block in body if under.covers(block))
