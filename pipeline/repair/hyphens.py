"""Hyphens at a line end: part of the word, or the setter's?

The evidence, in this order: what stands on its two sides (figures, capitals), the same word elsewhere in the document
with or without the hyphen, the halves as words of their own, and prefixes that English keeps apart. A long document
with few hyphens at its line ends has a setter who does not hyphenate, as all UN documents have: there a hyphen is the
author's, `pre-|school` also where `preschool` stands elsewhere, unless its left half is a fragment of a known word.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.repair.rule import Draft
from pipeline.spans import Edit, Span
from pipeline.vocabulary.patterns import late

BROKEN = late(
    r"""
    (?<= [\p{L}\p{M}’'\d] ) (?P<hyphen> - ) (?P<gap> [^\S\n]* \n [^\S\n]* ) (?P<right> [\p{L}\p{M}’']+ | \d+ )
    """,
    regex.VERBOSE,
)
LEFT = late(r"(?:[\p{L}\p{M}’']+|\d+)\Z")
RIGHT_HALF = late(r"-[^\S\n]*\n\s*\p{L}+")
CUT_OFF = "-\0"
LONGEST_WORD = 40
LONG, FEW = 300, 0.02
"""Lines that make a document long, and the share of them that end in a hyphen: up to 0.012 in UN documents, 0.05 and
more where a setter fills justified lines."""
DANGLING = late(r"(?:and|or|to|nor)\b")
STOPS = ".,;:!?()“”"
WORD = late(r"\p{L}++(?:[-’']\p{L}++)*+(?!-\0)")
KEPT_PREFIXES = frozenset(
    """anti child co counter cross decision fact follow gender half high human ill labour law life long low market
    medium mid multi newly non policy quasi rights self semi short single socio third three two vice victim well
    year""".split()
)
AUTHORS_PREFIXES = KEPT_PREFIXES | frozenset(
    "de extra infra inter intra mal micro out over post pre pro re sub super supra trans un under up".split()
)
"""Prefixes that are syllables too: evidence only where the setter puts no hyphens."""
KEPT_ENDINGS = frozenset(
    """based being building called day economic free general keeping led legal level making old oriented out party
    range related rights scale sensitive sharing specific standing term time trial up violence wide year owned run
    operation governmental discrimination discriminatory member strong person seat team election elections electoral
    buying stuffing rigging monitoring speaking language reporting backed funded minded friendly""".split()
)
"""Second halves of compounds; of none of them is the first half a mere syllable."""
BEFORE_NOUNS = frozenset("pre post".split())
"""Prefixes before a word that the document has, but for those that English writes as one."""
JOINED_BEHIND = late(
    r"""
    (?: s (?: ent | erv | id | um | crib | crip | ur ) | vent | vail | vious | view | text | tend | tens | fix | fac | dict | date | domin | cede | ced | cis | clud
      | par | pond | pon | ul | hum | eri | ur | cursor | cip | fer | gnan | lim | min | mis | mium | mature | requis | rog | script | mark | graduat | age | al | mort )
    \p{L}*
    """,
    regex.VERBOSE,
)
SUFFIXES = frozenset(
    """s es ed er ers or ors ing ings ly al ally ity ities ness age ages ion ions ment ments able ible ful less ish ist ists ism ance
    ence ant ent ern est ward wards ren itarian""".split()
)
"""What is no word, so that no author puts a hyphen before it: `high-|ly`, `observ-|ers`."""


def mend_hyphens(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each word that a line end cuts at a hyphen: the line end goes, the hyphen only on evidence."""
    breaks = list(BROKEN.finditer(draft.text))
    if not breaks:
        return
    lines = draft.text.count("\n")
    unhyphenated = lines >= LONG and len(breaks) < FEW * lines
    words: set[str] | None = None
    for match in breaks:
        if DANGLING.fullmatch(match["right"]):
            continue  # 'long- and short-term': the blank belongs there
        left = LEFT.search(draft.text, max(0, match.start() - LONGEST_WORD), match.start())
        if words is None:
            words = _unbroken_words(draft.text)
        if left is None or _belongs(left.group(), match["right"], words, unhyphenated):
            yield Edit(Span(*match.span("gap")), "", "hyphens.keep")
        else:
            yield Edit(Span(match.start("hyphen"), match.end("gap")), "", "hyphens.join")


def _unbroken_words(text: str) -> set[str]:
    """The document's words in lower case, but for the halves that its line ends make."""
    whole = RIGHT_HALF.sub(CUT_OFF, text).lower()
    tokens = {token.strip(STOPS) for token in set(whole.split())}  # half of a text are words that it has already said
    words = {token for token in tokens if token.isalpha()}
    words.update(WORD.findall(" ".join(tokens - words)))
    return words.union(part for word in words if "-" in word for part in word.split("-"))


def _belongs(left: str, right: str, words: set[str], unhyphenated: bool) -> bool:
    """True when the hyphen is part of the word. `unhyphenated` where the setter is known to put none."""
    if left.isdigit() or right.isdigit() or right[0].isupper():
        return True
    abbreviated = len(left) > 1 and left.isupper() and right.islower()  # OSCE-|funded
    left, right = left.lower(), right.lower()
    if f"{left}-{right}" in words:
        return True
    if unhyphenated:
        return left in words or left in AUTHORS_PREFIXES or left + right not in words
    if left + right in words or right in SUFFIXES:
        return False
    if abbreviated or left in KEPT_PREFIXES or right in KEPT_ENDINGS:
        return True
    if left in BEFORE_NOUNS:
        return right in words and not JOINED_BEHIND.fullmatch(right)
    return left in words and right in words
