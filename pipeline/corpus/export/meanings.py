"""What each field means, in the words of `docs/data-dictionary.md`.

`meanings.json` beside this module is made from that page by `pytest tests/test_docs.py --update-golden`; a test
compares the two, so that the page is the one place where a meaning is written.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec


def meaning(struct: type[msgspec.Struct], field: str) -> str:
    """The meaning of a field, by its name in JSON; an inherited one's stands with the struct that it comes from.

    >>> from pipeline.model.records import Document
    >>> meaning(Document, "id")
    "SHA-256 of the source's bytes, in hexadecimal"
    """
    for each in struct.__mro__:
        if found := _meanings().get(f"{each.__name__}.{field}"):
            return found
    return ""


@cache
def _meanings() -> dict[str, str]:
    return msgspec.json.decode(files(__package__).joinpath("meanings.json").read_bytes(), type=dict[str, str])
