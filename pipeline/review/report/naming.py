"""Names of pages, and words shown as words: what a file is called or a text holds can name no place and hide nothing."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST = 60

CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Characters that are not seen but turn, hide or end what stands around them. Joiners are left: some scripts need them."""


def page_name(source: str) -> str:
    """A file name for a source's page: letters, digits and dashes, told apart by a digest of the whole name.

    >>> page_name('Réponse "finale".pdf')
    'reponse-finale-pdf-8d21446c'
    """
    plain = unicodedata.normalize("NFKD", source).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[-LONGEST:].strip("-")
    digest = hashlib.sha256(source.encode()).hexdigest()[:8]
    return f"{words}-{digest}" if words else digest


def control_name(character: str) -> str:
    """An unseen character's code point, as `U+202E`."""
    return f"U+{ord(character):04X}"


def visible(words: str) -> str:
    """`words` on one line, each unseen character as its name in brackets."""
    flat = " ".join(words.replace("\t", " ").split("\n"))
    return CONTROLS.sub(lambda match: f"⟦{control_name(match[0])}⟧", flat)
