"""Whatever spans there are, the pieces of a text are the text, each with the passages that cover it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.flow import Pipeline
from pipeline.model.document import Source
from pipeline.model.records import Extraction
from pipeline.review.report.passages import blocks

WORDS = "One two.\n\n1. Three 4 five\nsix.\n\nSeven."
EXTRACTION: Extraction = Pipeline()(Source("a.txt", WORDS.encode())).extraction
TEXT = EXTRACTION.text
SPANS = st.lists(
    st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda pair: (min(pair), max(pair)))
)


@given(passages=SPANS, items=st.lists(st.none() | SPANS.filter(bool).map(lambda spans: spans[0])))
def test_pieces_are_the_text_and_have_what_covers_them(
    passages: list[tuple[int, int]], items: list[tuple[int, int] | None]
) -> None:
    made = blocks(EXTRACTION, passages, items)
    assert len(made) == 3
    for block in made:
        at = block.start
        for piece in block.pieces:
            span = at, at + len(piece.text)
            assert span[0] < span[1]
            for found, spans in ((piece.passages, passages), (piece.items, items)):
                covering = [
                    place for place, other in enumerate(spans) if other and other[0] <= span[0] and span[1] <= other[1]
                ]
                touching = [
                    place
                    for place, other in enumerate(spans)
                    if other and max(other[0], span[0]) < min(other[1], span[1])
                ]
                assert list(found) == covering == touching
            assert piece.text == TEXT[span[0] : span[1]]
            at = span[1]
        assert at == block.end
