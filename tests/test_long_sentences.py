"""A sentence that never ends takes time by its length, and not by its square or cube."""

from __future__ import annotations

from time import process_time

import pytest

from pipeline.flow import Pipeline
from pipeline.model.document import Source

LONG = 60_000
SECONDS = 6
"""Several times what it takes, and a fraction of what it took when each word looked at the whole sentence."""


@pytest.mark.parametrize(
    "words",
    [
        "A workshop was held in Prague on 3 March 2011 with 12 judges, ",
        "In 2012, 45 per cent of women, compared with 44 per cent in 2011, ",
    ],
)
def test_a_sentence_without_end_is_read_in_time(words: str) -> None:
    text = words * (LONG // len(words))
    start = process_time()
    Pipeline()(Source("long.txt", text.encode()))
    assert process_time() - start < SECONDS
