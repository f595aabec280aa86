"""Repair: the loaded text in, the text as its author would read it out, with a map between the two.

    LoadedDocument -> RepairedDocument

`REPAIRS` is the order of the rules. A rule sees a `Draft` and yields edits; it changes nothing itself. A round of edits
that overlaps is a fault in its rule, not in the document.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.document import Anchor, LoadedDocument, Notice, RepairedDocument
from pipeline.repair import characters, footnotes, furniture, hyphens, identifiers, lines
from pipeline.repair.rule import Draft, Repair
from pipeline.spans import Pass, Span, apply, identity

REPAIRS: tuple[Repair, ...] = (
    characters.replace_characters,
    lines.drop_doubled_lines,
    furniture.take_furniture,
    footnotes.take_marks,
    identifiers.mend_identifiers,
    hyphens.mend_hyphens,
    lines.join_lines,
)


def repair(loaded: LoadedDocument, repairs: tuple[Repair, ...] = REPAIRS) -> RepairedDocument:
    """Run the rules in order over the loaded text; `RepairedDocument.source_text` undoes them all."""
    draft = Draft(loaded, loaded.text, identity(len(loaded.text)))
    passes: list[Pass[object, object]] = []
    marks: list[tuple[str, Span[object], int]] = []
    for rule in repairs:
        text, done = apply(draft.text, rule(draft))
        if not done.edits:
            continue
        for edit in done.edits:
            if edit.rule.startswith(footnotes.TAKEN):
                marks.append((edit.removed.strip(" \t\n[]()"), edit.span, len(passes)))
        draft = Draft(loaded, text, draft.map.then(done.map))
        passes.append(done)
    anchors = tuple(_anchors(marks, passes, draft))
    return RepairedDocument(
        loaded=loaded,
        text=draft.text,
        map=draft.map,
        passes=tuple(passes),
        anchors=anchors,
        notices=(*loaded.notices, *_missing_marks(anchors)),
    )


def _anchors(
    marks: list[tuple[str, Span[object], int]], passes: list[Pass[object, object]], draft: Draft
) -> Iterator[Anchor]:
    """Footnote marks led from the pass that took them out, back to the source and on to the final text."""
    for mark, span, made_in in marks:
        source = span
        for done in reversed(passes[:made_in]):
            source = done.map.back(source)
        start = draft.map.forward(Span(*source)).start
        yield Anchor(footnotes.plain(mark), Span(start, start), Span(*source))


def _missing_marks(anchors: tuple[Anchor, ...]) -> Iterator[Notice]:
    numbers = sorted({int(anchor.mark) for anchor in anchors if anchor.mark.isdecimal()})
    if not numbers:
        return
    missing = [str(number) for number in range(1, numbers[-1]) if number not in numbers]
    if missing:
        few = ", ".join(missing[:10]) + (" …" if len(missing) > 10 else "")
        yield Notice("footnote.mark_missing", f"footnote marks up to {numbers[-1]} are there, but not {few}")
