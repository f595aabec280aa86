"""Small documents for the tests of repair. In their tables a bar is a line end: `Secretary-|General`."""

from __future__ import annotations

from pipeline.load.text import pages
from pipeline.model.document import LoadedDocument, RepairedDocument
from pipeline.repair import REPAIRS, repair
from pipeline.repair.rule import Repair


def loaded(text: str) -> LoadedDocument:
    """`text` as the reader of plain text hands it on; form feeds part its pages."""
    return LoadedDocument(
        id="made", name="made.txt", media_type="text/plain", text=text, stretches=pages(text), reader="made"
    )


def repaired(text: str, *rules: Repair) -> RepairedDocument:
    """`text` repaired by `rules`, or by all of them, once it is certain that the repair can be undone."""
    document = repair(loaded(text), rules or REPAIRS)
    assert document.source_text() == text
    return document


def mended(text: str, *rules: Repair) -> str:
    """What `rules` make of `text`, in which bars stand for line ends, and do so in the answer."""
    return repaired(text.replace("|", "\n"), *rules).text.replace("\n", "|")
