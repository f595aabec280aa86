"""What the tests share: the fixture documents, loaded, repaired and split once a session."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from pipeline.flow import Pipeline, pipeline
from pipeline.load import load
from pipeline.model.document import LoadedDocument, RepairedDocument, SectionedDocument, Source
from pipeline.repair import repair
from pipeline.split import split

DOCUMENTS = Path(__file__).parent.parent / "fixtures" / "documents"

settings.register_profile(
    "steady", deadline=None, derandomize=True, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def loaded_documents() -> dict[str, LoadedDocument]:
    """Each fixture document as loaded, by its file's name."""
    return {path.name: load(Source(path.name, path.read_bytes())) for path in sorted(DOCUMENTS.iterdir())}


@pytest.fixture(scope="session")
def repaired_documents(loaded_documents: dict[str, LoadedDocument]) -> dict[str, RepairedDocument]:
    """Each fixture document as repaired, by its file's name."""
    return {name: repair(loaded) for name, loaded in loaded_documents.items()}


@pytest.fixture(scope="session")
def sectioned_documents(repaired_documents: dict[str, RepairedDocument]) -> dict[str, SectionedDocument]:
    """Each fixture document with its outline, by its file's name."""
    return {name: split(repaired) for name, repaired in repaired_documents.items()}


@pytest.fixture(scope="session")
def full_pipeline() -> Pipeline:
    """The pipeline as the command line runs it, the name model included."""
    return pipeline()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden extracts anew")
