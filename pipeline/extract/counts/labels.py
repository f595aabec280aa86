"""Numbers that name something and count nothing: of articles, pages, rooms, laws, goals; ages, sums of money, marks of notes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

import regex

from pipeline.model.document import SectionedDocument
from pipeline.vocabulary.patterns import any_of, behind, late

LABELS = """
    article section paragraph chapter page number resolution decision protocol annex appendix recommendation rule principle part
    volume box version agenda item step phase room line table figure fax telephone tel phone convention cycle session submission comment
    opinion application office form grade class type level tier group ul age aged miodowa street avenue boulevard storgata law act decree regulation clause
    footnote note question goal target indicator objective text module lot case statement
""".split()
SHORT = "art sec para par pp p no nr vol fig tel add corr doc".split()
"""Labels cut short: they may have a full stop."""
NAMED = behind(
    rf"""
    (?: \b (?: (?: {any_of(LABELS, read_backwards=True)} ) s? | (?: {any_of(SHORT, read_backwards=True)} ) s? \.? ) \s* :? \s*
          (?: \d [\d.()/-]* (?: \s? \( \w{{1,4}} \) )* \s* (?: , | ; | of | and | or | to | between | – | - | \( ) \s* (?: (?: and | or ) \s+ )? ){{0,8}}
      | [€$£] \s? | \bof\s+the\s+first\s+ )
    """,
    ignore_case=True,
    verbose=True,
)
NAMED_IN_WORDS = behind(rf"\b(?:{any_of(LABELS, read_backwards=True)})s?\s+", ignore_case=True)
TOTALS = behind(r"\bfigures?\s*:\s+|\p{Ll}s\s+number\s+|\bnumbers\s+", ignore_case=True)
"""'Key figures: 3,563,574 voters', 'the stations number 2,087', 'the team numbers 54 people': words of labels that count here."""
TOTAL = late(r"\d[\d ]*,\d|\d+\s+(?:\p{Ll}{4,}s|people|persons|men|women|staff)\b")
STREETS = "Street Avenue Boulevard Square Road Lane Embankment Quay Prospekt Prospect St. Str. Ave. Ave Blvd. Blvd Rd.".split()
STREET = late(rf"\s+(?:\p{{Lu}}[\p{{L}}’'.-]+\s+){{1,3}}{any_of(STREETS)}(?![\p{{L}}])")
"""'at 114 Chui Avenue'."""
PARTICLE_BEFORE = behind(r"\p{Lu}[\p{Ll}’'-]+\s")
PARTICLE = late(
    r"ten\s\p{Lu}\p{Ll}+(?<!s)(?:[’']s)?(?:\s*[(,.;:)–]|\s+(?:of|and|from|was|is|has|said|told|who|as|led|headed|will|leads|heads)\b|\s*\Z)"
)
"""'Joost ten Cate': part of a name."""
LISTED = late(r"\(\s*\d+(?:(?:,\s+|,?\s*(?:and|or|to|–|-)\s*)\d+)+\s*\)")
"""'(34, 35 and 36)': what a report points to by its numbers."""
OPEN = behind(r"\([\d\s,–-]*(?:and\s+|or\s+|to\s+)?")
AGE = behind(
    r"\b(?:(?:an?\s+)?(?:man|woman|boy|girl)\s+of\s+(?:about\s+)?|(?:ages?|aged|(?:as\s+)?young\s+as|turned)\s+)(?:(?:of|between|from|under|over|to)\s+){0,2}(?:\d{1,2}\s*(?:,|and|or|to|–|-)\s*){0,3}"
)
OTHER_AFTER = late(
    r"\s?[ap]\.?m\b|\s+o[’']clock\b|-year-old|\s+years?\s+(?:old|of\s+age)\b|\s+years-old\b|\s+(?:or|and)\s+(?:older|over|above|younger|under)\b"
)
"""Ages and times of day, by what stands behind them."""
LOOK_BACK = 60
NOTE_LABEL = late(r"(?P<mark>\d{1,3})\s+(?=[“\"(]?\p{Lu})")
LONGEST_MARK = 5
RULE = "____"
RULED = late(r"_{4,}\s+(?P<mark>\d{1,3})\s+(?=[“\"(]?\p{Lu})")
LONGEST_NOTE = 600
NEXT_NOTE = {number: late(rf"(?:\n|[.;)]\s+)(?P<mark>{number})\s+(?=[“\"(]?\p{{Lu}})") for number in range(2, 60)}


def is_label(text: str, at: int, end: int) -> bool:
    """Whether the number between two places is a name, an age or a time of day: 'Articles 14, 61 and 62', 'aged 16 to 18'."""
    low = max(0, at - LOOK_BACK)
    if not text[at].isdigit():
        if NAMED_IN_WORDS.search(text, low, at) or PARTICLE.match(text, at) and PARTICLE_BEFORE.search(text, low, at):
            return True
    elif STREET.match(text, end) or NAMED.search(text, low, at) and not _is_total(text, at, low):
        return True
    if AGE.search(text, low, at) or OTHER_AFTER.match(text, end):
        return True
    opened = OPEN.search(text, low, at)
    return opened is not None and LISTED.match(text, opened.start()) is not None


def _is_total(text: str, at: int, low: int) -> bool:
    return TOTALS.search(text, low, at) is not None and TOTAL.match(text, at) is not None


def note_labels(document: SectionedDocument) -> frozenset[int]:
    """Where paragraphs open with the mark of a note, and where one stands below a rule: '____ 1 Applications nos. …'.

    Of the first, the document has that mark or the one before or behind it.
    """
    text = document.text
    ruled = frozenset(_below_rules(text))
    opens = {
        paragraph.span.start: int(match["mark"])
        for paragraph in document.paragraphs
        if text[paragraph.span.start].isdigit()
        and (match := NOTE_LABEL.match(text, paragraph.span.start, paragraph.span.end)) is not None
    }
    if not opens:
        return ruled
    marks = {anchor.mark for anchor in document.repaired.anchors}
    numbers = set(opens.values())
    noted = sorted(note.span.start for note in document.notes)
    return ruled | frozenset(
        at
        for at, number in opens.items()
        if str(number) in marks or numbers & {number - 1, number + 1} or number == 1 or _is_noted(at, noted)
    )


def _below_rules(text: str) -> Iterator[int]:
    """The marks of notes below a rule across the page, counting up by one."""
    if RULE not in text:
        return
    for rule in RULED.finditer(text):
        mark: regex.Match[str] | None = rule
        while mark is not None:
            yield mark.start("mark")
            following = NEXT_NOTE.get(int(mark["mark"]) + 1)
            mark = following.search(text, mark.end(), mark.end() + LONGEST_NOTE) if following else None


def _is_noted(at: int, noted: list[int]) -> bool:
    place = bisect_left(noted, at)
    return place < len(noted) and noted[place] - at <= LONGEST_MARK
