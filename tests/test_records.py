"""What must hold of every extract: each leaf is grounded, spans cut out what they say, nothing is lost silently."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpus.run import encode
from pipeline.errors import DocumentError
from pipeline.flow import Pipeline
from pipeline.model.document import Source
from pipeline.model.records import TABLES, Assembly, Extraction

DOCUMENTS = sorted((Path(__file__).parent.parent / "fixtures" / "documents").iterdir())
ENVELOPE = {"id", "section", "confidence", "evidence", "verdict"}
DERIVED = {
    "dates": {"end", "edtf", "precision", "status", "raw", "role"},
    "counts": {"approx", "unit", "raw", "role"},
    "references": {"raw"},
}
"""Fields that stand beside the value they belong to, and share its passage."""


@pytest.fixture(scope="module", params=DOCUMENTS, ids=lambda path: path.name)
def assembly(request: pytest.FixtureRequest, full_pipeline: Pipeline) -> Assembly:
    return full_pipeline(Source(request.param.name, request.param.read_bytes()))


def test_every_leaf_has_evidence(assembly: Assembly) -> None:
    ungrounded = []
    for table in TABLES:
        for record in getattr(assembly.extraction.records, table):
            plain = msgspec.to_builtins(record)
            for name, value in plain.items():
                if name in ENVELOPE or name in DERIVED.get(table, ()):
                    continue
                ungrounded += [
                    (table, record.id, path) for path in _leaves(value, name) if not _grounded(path, plain["evidence"])
                ]
    assert ungrounded == []


def _leaves(value: Any, path: str) -> list[str]:
    if isinstance(value, dict):
        return [leaf for name, part in value.items() for leaf in _leaves(part, f"{path}.{name}")]
    if isinstance(value, list):
        return [leaf for place, part in enumerate(value) for leaf in _leaves(part, f"{path}[{place}]")]
    return [] if value is None else [path]


def _grounded(path: str, evidence: dict[str, Any]) -> bool:
    """True when the path or one above it has evidence."""
    while path:
        if path in evidence:
            return True
        cut = max(path.rfind("."), path.rfind("["))
        path = path[:cut] if cut > 0 else ""
    return False


def test_evidence_cuts_out_what_it_says(assembly: Assembly) -> None:
    text = assembly.extraction.text
    for table in TABLES:
        for record in getattr(assembly.extraction.records, table):
            for passages in record.evidence.values():
                assert passages
                for passage in passages:
                    start, end = passage.span
                    assert 0 <= start < end <= len(text)
                    assert passage.raw == text[start:end]
                    assert passage.source_span[0] < passage.source_span[1]


def test_the_source_passage_holds_the_letters_of_the_repaired_one(assembly: Assembly, full_pipeline: Pipeline) -> None:
    path = next(path for path in DOCUMENTS if path.name == assembly.extraction.document.source)
    loaded = full_pipeline.loaded(Source(path.name, path.read_bytes())).text
    for table in TABLES:
        for record in getattr(assembly.extraction.records, table):
            for passages in record.evidence.values():
                for passage in passages:
                    source = loaded[slice(*passage.source_span)]
                    for ligature, letters in (("ﬁ", "fi"), ("ﬂ", "fl")):
                        source = source.replace(ligature, letters)
                    letters_left = iter(source)
                    assert all(char in letters_left for char in passage.raw if char.isalnum()), passage


def test_ids_are_unique(assembly: Assembly) -> None:
    ids = [record.id for table in TABLES for record in getattr(assembly.extraction.records, table)]
    assert len(ids) == len(set(ids))


def test_every_digit_is_claimed_or_listed(assembly: Assembly) -> None:
    """The completeness account: a digit is in a record's evidence, in a number of the outline, or in the list."""
    extraction = assembly.extraction
    known = [False] * len(extraction.text)
    spans = [row.span for row in assembly.unclaimed]
    for table in TABLES:
        for record in getattr(extraction.records, table):
            spans += [passage.span for passages in record.evidence.values() for passage in passages]
    for paragraph in extraction.paragraphs:
        spans.append((extraction.text.rfind("\n", 0, paragraph.span[0]) + 1, paragraph.span[0]))
    for section in extraction.sections:
        if section.number:
            spans.append((section.span[0], section.span[0] + len(section.number) + 2))
    for footnote in extraction.footnotes:
        if footnote.text_span:
            spans.append((extraction.text.rfind("\n", 0, footnote.text_span[0]) + 1, footnote.text_span[0]))
    for start, end in spans:
        known[start:end] = [True] * (end - start)
    lost = [
        extraction.text[max(0, at - 15) : at + 15]
        for at, char in enumerate(extraction.text)
        if char.isdecimal() and not known[at]
    ]
    assert lost == []


def test_extract_fits_the_schema_and_reads_back(assembly: Assembly) -> None:
    data = encode(assembly.extraction)
    jsonschema.validate(json.loads(data), msgspec.json.schema(Extraction))
    assert msgspec.json.decode(data, type=Extraction) == assembly.extraction


def test_the_same_bytes_twice(assembly: Assembly, full_pipeline: Pipeline) -> None:
    path = next(path for path in DOCUMENTS if path.name == assembly.extraction.document.source)
    again = full_pipeline(Source(path.name, path.read_bytes()))
    assert encode(again.extraction) == encode(assembly.extraction)
    assert again.unclaimed == assembly.unclaimed


def test_records_keep_their_ids_when_another_document_part_changes(full_pipeline: Pipeline) -> None:
    """The id is made of the document too, so it changes with the bytes; within one document it does not with the rules."""
    source = Source("a.txt", b"The law was adopted on 3 March 2011. It came into force on 5 May 2011.")
    few = Pipeline(extractors=tuple(each for each in full_pipeline.extractors if each.name in ("references", "dates")))
    assert [row.id for row in few(source).extraction.records.dates] == [
        row.id for row in full_pipeline(source).extraction.records.dates
    ]


@given(st.text(max_size=300))
def test_any_text_is_done_or_refused_by_name(text: str) -> None:
    refused: DocumentError | None = None
    try:
        assembly = Pipeline()(Source("a.txt", text.encode("utf-8", "surrogatepass")))
    except DocumentError as error:
        refused = error
    if refused is not None:
        assert refused.code
        assert refused.way_out
        return
    assert msgspec.json.decode(encode(assembly.extraction), type=Extraction) == assembly.extraction


WORDS = st.sampled_from(
    """ODIHR deployed an Election Observation Mission EOM on 3 March 2011 with 28 long-term observers from 14 States, headed by
    Ambassador Daan Everts and consisted of some 260 STOs . In total Opinion-Nr.: JUD – KAZ/186/2011 (AT), issued 11 April 201). 1 2 th
    workshop held in Prague hate crimes recorded by the police • N/A I. II. Background \n \n\n \f - of the 57 and 2012 %""".split(
        " "
    )
)


@given(st.lists(WORDS, max_size=60))
def test_any_shuffle_of_our_own_words_is_grounded(words: list[str]) -> None:
    text = " ".join(words)
    if not text.strip():
        return
    extraction = Pipeline()(Source("a.txt", text.encode())).extraction
    for table in TABLES:
        for record in getattr(extraction.records, table):
            for passages in record.evidence.values():
                assert all(passage.raw == extraction.text[slice(*passage.span)] for passage in passages)


@pytest.mark.parametrize(
    "text",
    [
        "The Court joined applications nos. 1999/05 and 2001/06 and 12 others.",
        "The Committee found Communication No. 2001/2010 and communications Nos. 14/1999 and 20/2008 admissible.",
        "In Hirst v. the United Kingdom (no. 2) [GC], no. 2005/01, ten judges agreed.",
    ],
)
def test_a_case_s_number_is_neither_a_date_nor_a_count(text: str, full_pipeline: Pipeline) -> None:
    records = full_pipeline(Source("a.txt", text.encode())).extraction.records
    numbers = [row.evidence["value"][0].span for row in records.references]
    assert numbers
    for row in (*records.dates, *records.counts):
        start, end = row.evidence["value"][0].span
        assert not any(first < end and start < last for first, last in numbers)
    assert records.dates == []
