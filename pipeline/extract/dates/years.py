"""Whether four digits are a year, or a number of something else: a quantity, a resolution, a telephone."""

from __future__ import annotations

import regex

from pipeline.vocabulary.patterns import behind, late

YEAR = r"(?:19|20)\d\d(?!\d)"
FIGURES_BEFORE = behind(r"(?:\d|\b(?:No|Nr|no)\.?|[+#§]|\bBox|\p{Sc})\s")
FIGURES_AFTER = late(r"\s\d{2,}(?!\s*(?:\p{L}|per))")
NUMBERED_BEFORE = behind(
    r"\b(?:resolutions?|decisions?|laws?|decrees?|orders?|No\.?|Nr\.?|Box|rooms?|numbers?|flats?|hall|bus|flight|pages?|plate)\s+",
    ignore_case=True,
)
IN_NUMBER = late(r"\)\s?\d")
"""Behind the year of a document's number: 'CPT/Inf (2020) 9'."""
PLURAL_AFTER = late(r"\s\p{Ll}{4,}(?<!s)s\b(?!’)")
ADJACENT = behind(
    r"\b(?:the|an?|in|of|since|by|for|during|from|and|to|until|its|their|early|late|mid|new|both|between|this|that)[\s-]",
    ignore_case=True,
)
PREPOSITION = behind(r"\b(?:in|of|since|by|until|for|during|from|and|to)\s", ignore_case=True)
UNITS_AFTER = late(r"\s(?:people|persons|women|men|children|euros?|US\b|km\b|%|per\b|voters|polling)")
COUNTED_AFTER = late(
    r"\s(?:[\p{L}-]+\s){0,2}(?:households|families|persons|people|women|men|children|voters|refugees|migrants|prisoners|inmates|detainees|pupils"
    r"|students|respondents|residents|inhabitants|signatures|ballots|candidates|vehicles)\b"
)
ARTICLE = behind(r"\b(?:the|its|their|this|these|those|each|every|in|since|during|by|from)\s", ignore_case=True)


def is_year(text: str, match: regex.Match[str]) -> bool:
    """True for four digits that are a year, and not part of a telephone or account number or of a quantity."""
    start, end = match.span("y1")
    if FIGURES_BEFORE.search(text, max(0, start - 6), start):
        return False
    if text[start - 1 : start] == "(" and IN_NUMBER.match(text, end):
        return False
    if COUNTED_AFTER.match(text, end) and not ARTICLE.search(text, max(0, start - 8), start):
        return False
    if NUMBERED_BEFORE.search(text, max(0, start - 14), start):
        return False
    if PLURAL_AFTER.match(text, end) and not ADJACENT.search(text, max(0, start - 10), start):
        return False
    if FIGURES_AFTER.match(text, end) and not PREPOSITION.search(text, max(0, start - 8), start):
        return False
    return UNITS_AFTER.match(text, end) is None
