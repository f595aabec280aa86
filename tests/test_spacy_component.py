"""The component in a spaCy pipeline: records and spans on the user's own Doc."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

from pipeline import Records, extract, spacy_component
from tests.conftest import DOCUMENTS

ROOT = Path(__file__).parent.parent
WORDS = "ODIHR held a work-\nshop in Prague in March 2011 with 25 experts.\n\nIt was opened by Ms Anna Vondrova."


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("upr", config={"ner": False})
    return nlp


def spans(doc: Doc) -> set[tuple[str, str]]:
    return {(span.label_, span.text) for span in doc.spans["upr"]}


def test_a_doc_has_its_records_and_labelled_spans(nlp: spacy.Language) -> None:
    doc = nlp(WORDS)
    [event] = doc._.upr.events
    assert (event.place, event.date.value) == ("Prague", "2011-03")
    assert {
        ("events.kind", "work-\nshop"),
        ("events.place", "Prague"),
        ("events.date", "March 2011"),
        ("people.name", "Anna Vondrova"),
        ("people.title", "Ms"),
    } <= spans(doc)
    assert {span.id_ for span in doc.spans["upr"] if span.label_ == "events.place"} == {event.id}


def test_spans_stand_where_the_words_stand_in_the_doc(nlp: spacy.Language) -> None:
    """Offsets are those of the text that the user gave, before any repair."""
    text = (DOCUMENTS / "kazakhstan_2014.txt").read_bytes().decode()
    doc = nlp(text)
    records = extract(DOCUMENTS / "kazakhstan_2014.txt", ner=False).records
    expected = [
        (f"missions.{path}", passage.source_span)
        for mission in records.missions
        for path, passages in mission.evidence.items()
        for passage in passages
        if "[" not in path
    ]
    found = [
        (span.label_, (span.start_char, span.end_char))
        for span in doc.spans["upr"]
        if span.label_.startswith("missions.")
    ]
    for label, (start, end) in expected:
        assert any(name == label and left <= start and end <= right for name, (left, right) in found), label
    assert ("missions.head.name", "Daan Everts") in spans(doc)
    assert doc.text == text


def test_records_are_those_of_a_text_file_with_the_same_words(nlp: spacy.Language) -> None:
    theirs = extract(WORDS.encode(), ner=False).records
    assert nlp(WORDS)._.upr == theirs


def test_the_components_before_it_keep_their_spans() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("upr", config={"ner": False, "spans_key": "facts"})
    doc = nlp(WORDS)
    assert list(doc.spans) == ["facts"]
    assert len(list(doc.sents)) == 2


@pytest.mark.parametrize("mode", ["expand", "contract", "strict"])
def test_a_passage_inside_a_token_is_aligned_as_the_user_says(mode: str) -> None:
    nlp = spacy.blank("en")
    nlp.tokenizer = spacy.tokenizer.Tokenizer(nlp.vocab)  # at white space alone: "Prague," is one token
    nlp.add_pipe("upr", config={"ner": False, "alignment_mode": mode})
    doc = nlp("ODIHR held a workshop in Prague, in March 2011.")
    found = {span.text for span in doc.spans["upr"]}
    assert ("Prague," in found) == (mode == "expand")


def test_an_alignment_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="alignment_mode"):
        spacy.blank("en").add_pipe("upr", config={"alignment_mode": "roughly"})


def test_a_doc_without_words_has_no_records_and_one_without_the_component_none(nlp: spacy.Language) -> None:
    for text in ("", " \n\n\t"):
        assert isinstance(nlp(text)._.upr, Records)
        doc = nlp(text)
        assert list(doc.spans["upr"]) == []
    assert spacy.blank("en")(WORDS)._.upr is None


def test_records_survive_docbin_bytes_and_worker_processes(nlp: spacy.Language, tmp_path: Path) -> None:
    doc = nlp(WORDS)
    box = DocBin(store_user_data=True, docs=[doc])
    [again] = DocBin().from_bytes(box.to_bytes()).get_docs(nlp.vocab)
    assert again._.upr == Doc(nlp.vocab).from_bytes(doc.to_bytes())._.upr == doc._.upr
    assert spans(again) == spans(doc)


@pytest.mark.slow
def test_worker_processes_give_the_same(nlp: spacy.Language) -> None:
    texts = [WORDS.replace("25", str(number)) for number in range(10, 16)]
    many = list(nlp.pipe(texts, n_process=2, batch_size=2))
    assert [doc._.upr for doc in many] == [nlp(text)._.upr for text in texts]
    assert [spans(doc) for doc in many] == [spans(doc) for doc in map(nlp, texts)]


def test_a_pipeline_with_it_is_saved_and_loaded(nlp: spacy.Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "nlp")
    assert spacy.load(tmp_path / "nlp")(WORDS)._.upr == nlp(WORDS)._.upr


@given(text=st.text(st.sampled_from("ODIHR Mr Jan 2011 \n\r\t\x0c-“é\u00ad\x00.1"), max_size=80))
def test_any_text_goes_through_and_stays_as_it_is(nlp: spacy.Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert doc._.upr is not None


@pytest.mark.slow
def test_spacy_finds_the_component_where_upr_is_installed(tmp_path: Path) -> None:
    """As pip installs it: the entry point is in the metadata, and nothing of upr is imported first."""
    code = f"import os; os.chdir({str(ROOT)!r}); from setuptools import build_meta; "
    code += f"build_meta.prepare_metadata_for_build_wheel({str(tmp_path)!r}, {{'--build-option': ['--quiet']}})"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    code = (
        "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('upr', config={'ner': False});"
        "print(nlp('ODIHR held a workshop in Prague in March 2011.')._.upr.events[0].place)"
    )
    paths = os.pathsep.join([str(tmp_path), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env={**os.environ, "PYTHONPATH": paths}, check=False
    )
    assert done.stdout == b"Prague\n", done.stderr


def test_the_entry_point_is_the_component() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    module, _, name = project["entry-points"]["spacy_factories"]["upr"].partition(":")
    assert getattr(__import__(module, fromlist=[name]), name) is spacy_component.make
