"""Golden extracts: each fixture document comes out exactly as the golden file beside it says.

A missing golden is a failure. `pytest --update-golden` writes them anew; read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.corpus.run import encode
from pipeline.flow import Pipeline
from pipeline.model.document import Source

FIXTURES = Path(__file__).parent.parent / "fixtures"
DOCUMENTS = sorted((FIXTURES / "documents").iterdir())


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_document_comes_out_as_its_golden_says(
    path: Path, full_pipeline: Pipeline, request: pytest.FixtureRequest
) -> None:
    golden = FIXTURES / "golden" / f"{path.name}.json"
    data = encode(full_pipeline(Source(path.name, path.read_bytes())).extraction)
    if request.config.getoption("--update-golden"):
        golden.write_bytes(data)
    assert golden.exists(), "no golden file: read the extract, then run pytest --update-golden"
    assert data.decode() == golden.read_text("utf-8")


def test_no_golden_is_left_over() -> None:
    assert {path.name for path in (FIXTURES / "golden").iterdir()} == {f"{path.name}.json" for path in DOCUMENTS}
