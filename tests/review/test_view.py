"""What a page shows, without a browser: fields, pieces, edits, names."""

from __future__ import annotations

import json

import pytest

from pipeline.flow import Pipeline
from pipeline.model.document import RepairedDocument, Source
from pipeline.model.records import TABLES, Assembly
from pipeline.review.report.edits import changes
from pipeline.review.report.fields import Field, grounds_of
from pipeline.review.report.naming import page_name, visible
from pipeline.review.report.render import KINDS, assets, document_page, json_text, spelled
from pipeline.review.report.view import TITLES, DocumentView, Proof, document_view
from tests.conftest import DOCUMENTS

KAZAKHSTAN = "kazakhstan_2014.txt"


@pytest.fixture(scope="module")
def assembly() -> Assembly:
    return Pipeline()(Source(KAZAKHSTAN, (DOCUMENTS / KAZAKHSTAN).read_bytes()))


@pytest.fixture(scope="module")
def view(assembly: Assembly) -> DocumentView:
    return document_view(assembly.extraction, assembly.unclaimed, Proof())


def test_every_table_has_a_name_a_letter_of_its_own_a_title_and_a_colour() -> None:
    assert tuple(kind.table for kind in KINDS) == TABLES
    assert len({kind.letter for kind in KINDS}) == len(KINDS)
    assert set(TITLES) == set(TABLES)
    styles = assets()["page.css"].decode()
    assert [table for table in TABLES if styles.count(f"--{table}:") < 2 or f".k-{table} " not in styles] == []


def leaves(fields: tuple[Field, ...]) -> list[Field]:
    return [leaf for field in fields for leaf in (leaves(field.fields) if field.fields else [field])]


def test_the_pieces_of_a_block_are_its_text(view: DocumentView) -> None:
    text = view.extraction.text
    for block in view.blocks:
        assert "".join(piece.text for piece in block.pieces) == text[block.start : block.end]
    shown = "".join(text[block.start : block.end] for block in view.blocks)
    assert "".join(shown.split()) == "".join(text.split())


def test_a_piece_has_the_passages_that_cover_it_and_no_other(view: DocumentView) -> None:
    for block in view.blocks:
        at = block.start
        for piece in block.pieces:
            span = at, at + len(piece.text)
            covering = {
                place
                for place, passage in enumerate(view.passages)
                if passage.span[0] < span[1] and span[0] < passage.span[1]
            }
            assert covering == set(piece.passages)
            assert all(view.passages[place].span[0] <= span[0] for place in covering)
            at = span[1]


def test_every_record_has_a_card_and_every_value_its_passages(view: DocumentView) -> None:
    for table in TABLES:
        records = getattr(view.extraction.records, table)
        assert [card.id for card in view.cards[table]] == [record.id for record in records]
        for card in view.cards[table]:
            for leaf in leaves(card.fields):
                for place in leaf.passages:
                    assert view.passages[place].record == card.id
                if leaf.value is not None and leaf.path not in ("cited", "mentions"):
                    assert leaf.passages, (card.id, leaf.path)


def test_what_a_document_does_not_say_is_there_without_a_value(view: DocumentView) -> None:
    first = view.cards["missions"][0]
    said = {leaf.path: leaf.value for leaf in leaves(first.fields)}
    assert said["head.name"] == "Daan Everts"
    assert said["head.nationality"] is None
    assert said["election.date"] == "2011-04-03"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("head.name", (1,)),
        ("head.title", ()),
        ("observers[3]", (2,)),
        ("observers[3].role", (3,)),
        ("observers[3].value", (2,)),
        ("observers[33].value", ()),
        ("date", (4,)),
        ("dated", ()),
    ],
)
def test_the_nearest_path_above_grounds_a_value(path: str, found: tuple[int, ...]) -> None:
    evidence = {"head.name": [1], "observers[3]": [2], "observers[3].role": [3], "date": [4]}
    assert grounds_of(path, evidence) == found


def test_the_work_list_has_warnings_low_confidence_and_what_no_record_claimed(assembly: Assembly) -> None:
    norway = Pipeline()(Source("norway_2019.txt", (DOCUMENTS / "norway_2019.txt").read_bytes()))
    work = document_view(norway.extraction, norway.unclaimed, Proof()).work
    assert [item.words for item in work if item.kind == "unclaimed"] == [row.raw for row in norway.unclaimed]
    work = document_view(assembly.extraction, assembly.unclaimed, Proof()).work
    assert [item.words for item in work if item.kind == "warning"] == [
        warning.message for warning in assembly.extraction.warnings
    ]


def test_changes_undone_in_order_give_the_source_again(repaired_documents: dict[str, RepairedDocument]) -> None:
    for document in repaired_documents.values():
        parts, at = [], 0
        for change in changes(document):
            parts += [document.text[at : change.start], change.removed]
            at = change.end
            assert change.rules
        parts.append(document.text[at:])
        assert "".join(parts) == document.loaded.text


@pytest.mark.parametrize(
    "source", ['a "b"\n<c>.pdf', "Ünïcode/é.pdf", "../../etc/passwd", "日本語.pdf", "x" * 400, "CON", "."]
)
def test_a_page_s_name_is_safe_and_its_own(source: str) -> None:
    name = page_name(source)
    assert name.isascii()
    assert name.replace("-", "").isalnum()
    assert len(name) <= 80
    assert name != page_name(source + " ")


def test_what_is_not_seen_is_named() -> None:
    assert visible("a\u202eb\x1b\nc") == "a⟦U+202E⟧b⟦U+001B⟧ c"
    assert spelled("<b>\u202e&") == '&lt;b&gt;<span class="unseen" data-name="U+202E">\u202e</span>&amp;'


def test_data_ends_no_script() -> None:
    words = "</script><!--<script>\u2028 &amp;"
    text = json_text({"words": words})
    assert "<" not in text
    assert json.loads(text) == {"words": words}


def test_the_same_view_gives_the_same_bytes(view: DocumentView) -> None:
    assert document_page(view) == document_page(view)
