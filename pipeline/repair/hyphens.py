"""Hyphens at a line end: part of the word, or the setter's?

The evidence, in this order: what stands on its two sides (figures, capitals), the same word elsewhere in the document
with or without the hyphen, the halves as words of their own, and prefixes that English keeps apart. UN and OSCE texts
are hardly ever hyphenated by their setter, so a hyphen without evidence against it stays.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.repair.rule import Draft
from pipeline.spans import Edit, Span

BROKEN = regex.compile(
    r"""
    (?<= [\p{L}\p{M}’'\d] ) (?P<hyphen> - ) (?P<gap> [^\S\n]* \n [^\S\n]* ) (?P<right> [\p{L}\p{M}’']+ | \d+ )
    """,
    regex.VERBOSE,
)
LEFT = regex.compile(r"(?:[\p{L}\p{M}’']+|\d+)\Z")
WHOLE_BREAK = regex.compile(r"\p{L}+-\s*\n\s*\p{L}+")
LONGEST_WORD = 40
DANGLING = regex.compile(r"(?:and|or|to|nor)\b")
WORD = regex.compile(r"\p{L}+(?:[-’']\p{L}+)*")
KEPT_PREFIXES = frozenset(
    """anti child co counter cross decision fact follow gender half high human ill labour law life long low market
    medium mid multi newly non policy quasi rights self semi short single socio third three two vice victim well
    year""".split()
)
KEPT_ENDINGS = frozenset(
    """based being building called day economic free general keeping led legal level making old oriented out party
    range related rights scale sensitive sharing specific standing term time trial up violence wide year owned run
    operation governmental discrimination discriminatory""".split()
)


def mend_hyphens(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each word that a line end cuts at a hyphen: the line end goes, the hyphen only on evidence."""
    breaks = list(BROKEN.finditer(draft.text))
    if not breaks:
        return
    words: set[str] | None = None
    for match in breaks:
        if DANGLING.fullmatch(match["right"]):
            continue  # 'long- and short-term': the blank belongs there
        left = LEFT.search(draft.text, max(0, match.start() - LONGEST_WORD), match.start())
        if words is None:
            words = _unbroken_words(draft.text)
        if left is None or _belongs(left.group(), match["right"], words):
            yield Edit(Span(*match.span("gap")), "", "hyphens.keep")
        else:
            yield Edit(Span(match.start("hyphen"), match.end("gap")), "", "hyphens.join")


def _unbroken_words(text: str) -> set[str]:
    """The document's words in lower case, but for the halves that its line ends make."""
    whole = WHOLE_BREAK.sub(" ", text).lower()
    words = set(WORD.findall(whole))
    return words.union(part for word in words if "-" in word for part in word.split("-"))


def _belongs(left: str, right: str, words: set[str]) -> bool:
    """True when the hyphen is part of the word."""
    if left.isdigit() or right.isdigit() or right[0].isupper():
        return True
    left, right = left.lower(), right.lower()
    if f"{left}-{right}" in words:
        return True
    if left + right in words:
        return False
    if left in KEPT_PREFIXES or right in KEPT_ENDINGS:
        return True
    return left in words and right in words
