"""Repair: the loaded text in, the text as its author would read it out, with a map between the two.

    LoadedDocument -> RepairedDocument

`REPAIRS` is the order of the rules. A rule sees a `Draft` and yields edits; it changes nothing itself. A round of edits
that overlaps is a fault in its rule, not in the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.model.document import Anchor, Furniture, LoadedDocument, Notice, RepairedDocument
from pipeline.repair import characters, contents, footnotes, furniture, hyphens, identifiers, lines
from pipeline.repair.rule import Draft, Repair
from pipeline.spans import Applied, Loaded, Pass, Span, apply, identity

REPAIRS: tuple[Repair, ...] = (
    characters.replace_characters,
    characters.close_letters,
    lines.drop_doubled_lines,
    furniture.take_furniture,
    contents.take_contents,
    footnotes.take_marks,
    identifiers.mend_identifiers,
    hyphens.mend_hyphens,
    lines.join_lines,
)


def repair(loaded: LoadedDocument, repairs: tuple[Repair, ...] = REPAIRS) -> RepairedDocument:
    """Run the rules in order over the loaded text; `RepairedDocument.source_text` undoes them all."""
    draft = Draft(loaded, loaded.text, identity(len(loaded.text)))
    passes: list[Pass[object, object]] = []
    taken: list[tuple[Applied, int]] = []
    for rule in repairs:
        text, done = apply(draft.text, rule(draft))
        if not done.edits:
            continue
        for edit in done.edits:
            if edit.rule.startswith((footnotes.TAKEN, furniture.TAKEN)):
                taken.append((edit, len(passes)))
        draft = Draft(loaded, text, draft.map.then(done.map))
        passes.append(done)
    anchors = tuple(_anchors(taken, passes, draft))
    return RepairedDocument(
        loaded=loaded,
        text=draft.text,
        map=draft.map,
        passes=tuple(passes),
        anchors=anchors,
        furniture=tuple(sorted(_furniture(taken, passes), key=_place)),
        notices=(*loaded.notices, *_missing_marks(anchors)),
    )


def _source(edit: Applied, made_in: int, passes: list[Pass[object, object]]) -> Span[Loaded]:
    """Where an edit's span lay in the loaded text, led back from the pass that made it."""
    source: Span[Any] = edit.span
    for done in reversed(passes[:made_in]):
        source = done.map.back(source)
    return source


def _anchors(taken: list[tuple[Applied, int]], passes: list[Pass[object, object]], draft: Draft) -> Iterator[Anchor]:
    """Footnote marks that were taken out, with their place in the source and in the final text."""
    for edit, made_in in taken:
        if edit.rule.startswith(footnotes.TAKEN):
            source = _source(edit, made_in, passes)
            start = draft.map.forward(source).start
            yield Anchor(footnotes.plain(edit.removed.strip(" \t\n[]()")), Span(start, start), source)


def _furniture(taken: list[tuple[Applied, int]], passes: list[Pass[object, object]]) -> Iterator[Furniture]:
    """What was taken out of the text and is no mark."""
    for edit, made_in in taken:
        if edit.rule.startswith(furniture.TAKEN):
            source = _source(edit, made_in, passes)
            yield Furniture(edit.rule.removeprefix(furniture.TAKEN), source)


def _place(piece: Furniture) -> Span[Loaded]:
    return piece.span


def _missing_marks(anchors: tuple[Anchor, ...]) -> Iterator[Notice]:
    numbers = sorted({int(anchor.mark) for anchor in anchors if anchor.mark.isdecimal()})
    if not numbers:
        return
    missing = [str(number) for number in range(1, numbers[-1]) if number not in numbers]
    if missing:
        few = ", ".join(missing[:10]) + (" …" if len(missing) > 10 else "")
        yield Notice("footnote.mark_missing", f"footnote marks up to {numbers[-1]} are there, but not {few}")
