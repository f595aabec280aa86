"""Numbers that name something and count nothing: of articles, pages, rooms, laws, goals; ages, sums of money, marks of notes."""

from __future__ import annotations

from bisect import bisect_left

import regex

from pipeline.model.document import SectionedDocument
from pipeline.vocabulary.patterns import any_of, behind

LABELS = """
    article art section sec paragraph para chapter page pp p no nr number resolution decision protocol annex appendix recommendation rule principle part
    volume vol box version agenda item step phase room line table figure fig fax telephone tel phone convention cycle session submission comment add corr
    opinion application office form grade class type level tier group ul age aged miodowa street storgata law act decree regulation clause footnote note
    question goal target indicator objective text module lot case statement
""".split()
NAMED = behind(
    rf"""
    (?: \b (?: {any_of(LABELS, read_backwards=True)} ) s? \.? \s* :? \s*
          (?: \d [\d.()/-]* (?: \s? \( \w{{1,4}} \) )* \s* (?: , | ; | of | and | or | to | between | – | - | \( ) \s* (?: (?: and | or ) \s+ )? ){{0,8}}
      | [€$£] \s? | \bof\s+the\s+first\s+ )
    """,
    ignore_case=True,
    verbose=True,
)
NUMBERS = behind(
    r"\b(?:mission|team|delegation|group|contingent|it|which|who|they|observers)\s+(?:now\s+|alone\s+)?numbers?\s+"
)
"""'The mission numbers 304 people': a verb."""
LISTED = regex.compile(r"\(\s*\d+(?:(?:,\s+|,?\s*(?:and|or|to|–|-)\s*)\d+)+\s*\)")
"""'(34, 35 and 36)': what a report points to by its numbers."""
OPEN = behind(r"\([\d\s,–-]*(?:and\s+|or\s+|to\s+)?")
AGE = behind(
    r"\b(?:ages?|aged|(?:as\s+)?young\s+as|turned)\s+(?:(?:of|between|from|under|over|to)\s+){0,2}(?:\d{1,2}\s*(?:,|and|or|to|–|-)\s*){0,3}"
)
OTHER_AFTER = regex.compile(
    r"\s?[ap]\.?m\b|\s+o[’']clock\b|-year-old|\s+years?\s+(?:old|of\s+age)\b|\s+years-old\b|\s+(?:or|and)\s+(?:older|over|above|younger|under)\b"
)
"""Ages and times of day, by what stands behind them."""
LOOK_BACK = 60
NOTE_LABEL = regex.compile(r"(?P<mark>\d{1,3})\s+(?=[“\"(]?\p{Lu})")
LONGEST_MARK = 5


def is_label(text: str, at: int, end: int) -> bool:
    """Whether the number between two places is a name, an age or a time of day: 'Articles 14, 61 and 62', 'aged 16 to 18'."""
    low = max(0, at - LOOK_BACK)
    if (
        NAMED.search(text, low, at)
        and not NUMBERS.search(text, low, at)
        or AGE.search(text, low, at)
        or OTHER_AFTER.match(text, end)
    ):
        return True
    opened = OPEN.search(text, low, at)
    return opened is not None and LISTED.match(text, opened.start()) is not None


def note_labels(document: SectionedDocument) -> frozenset[int]:
    """Where paragraphs open with the mark of a note: the document has that mark or the one before or behind it."""
    text = document.text
    opens = {
        paragraph.span.start: int(match["mark"])
        for paragraph in document.paragraphs
        if text[paragraph.span.start].isdigit()
        and (match := NOTE_LABEL.match(text, paragraph.span.start, paragraph.span.end)) is not None
    }
    if not opens:
        return frozenset()
    marks = {anchor.mark for anchor in document.repaired.anchors}
    numbers = set(opens.values())
    noted = sorted(note.span.start for note in document.notes)
    return frozenset(
        at
        for at, number in opens.items()
        if str(number) in marks or numbers & {number - 1, number + 1} or number == 1 or _is_noted(at, noted)
    )


def _is_noted(at: int, noted: list[int]) -> bool:
    place = bisect_left(noted, at)
    return place < len(noted) and noted[place] - at <= LONGEST_MARK
