"""Single characters that stand for others: line ends, no-break spaces, ligatures, invisible marks.

Letters, quotation marks and dashes stay as the author set them.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.repair.rule import Draft
from pipeline.spans import Edit, Span
from pipeline.vocabulary.patterns import late

REPLACED = {
    "\r\n": "\n",
    "\r": "\n",
    "\x0b": "\n",
    "\x0c": "\n",
    "\x85": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2007": " ",
    "\u2009": " ",
    "\u200a": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\u3000": " ",
    "\t": " ",
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u2010": "-",
    "\u2011": "-",
    "\ufeff": "",
    "\u200b": "",
    "\u200c": "",
    "\u200d": "",
    "\u2060": "",
    "\u200e": "",
    "\u200f": "",
    "\u202a": "",
    "\u202b": "",
    "\u202c": "",
    "\u202d": "",
    "\u202e": "",
    "\u2066": "",
    "\u2067": "",
    "\u2068": "",
    "\u2069": "",
}
SOFT_HYPHENS = "\u00ad\x02\ufffe"
"""The soft hyphen, and the two characters that pdfium puts in its place."""

PATTERN = late(
    rf"""
    (?= [^\ -~\n] ) (?:       # most characters are told by this to be none
      \r\n
    | [{regex.escape("".join(key for key in REPLACED if len(key) == 1))}]
    | [{SOFT_HYPHENS}] (?P<end> (?= \s*? [\r\n\x0b\x0c\x85\u2028\u2029] ) )?   # at a line end a hyphen like any other
    | (?P<control> [\x00-\x01\x03-\x08\x0e-\x1f\x7f-\x84\x86-\x9f] )
    )
    """,
    regex.VERBOSE,
)

SPACED = late(r"(?m)^[^\S\n]*+\p{Lu}(?:[ ]{1,4}\p{Lu})++(?=[^\S\n]*$)")
SPACED_SIGN = late(r"\p{Lu}[ ]{1,4}\p{Lu}[ ]{1,4}\p{Lu}")
"""A piece of such a line: a text without one is not searched line by line."""
ONE_BLANK = late(r"(?<=\p{Lu})[ ](?=\p{Lu})")
LEAST_LETTERS = 5
ORDER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Letters in their order are the heads of columns."""


def replace_characters(draft: Draft) -> Iterator[Edit]:
    """Yield one edit a character, or a pair of them, that stands for another."""
    for match in PATTERN.finditer(draft.text):
        found = match.group()
        if found[0] in SOFT_HYPHENS:
            yield Edit(
                Span(match.start(), match.start() + 1), "" if match["end"] is None else "-", "characters.soft_hyphen"
            )
        elif match["control"]:
            yield Edit(Span(*match.span()), "", "characters.control")
        else:
            yield Edit(Span(*match.span()), REPLACED[found], "characters.replace")


def close_letters(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each blank inside a line that is set with room between its letters: `C O N T E N T S`."""
    if SPACED_SIGN.search(draft.text) is None:
        return
    for line in SPACED.finditer(draft.text):
        letters = line.group().split()
        if len(letters) < LEAST_LETTERS or ORDER.find("".join(letters)) >= 0:
            continue
        for blank in ONE_BLANK.finditer(draft.text, line.start(), line.end()):
            yield Edit(Span(*blank.span()), "", "characters.spaced")
