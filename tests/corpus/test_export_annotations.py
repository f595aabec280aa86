"""Annotations against the Web Annotation model: the keys it asks for, and selectors that find their passages."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pipeline.corpus import files
from pipeline.corpus.engines import Processes, Standard
from pipeline.corpus.export import export
from pipeline.corpus.run import run
from tests.conftest import DOCUMENTS
from tests.corpus import made
from tests.load.pdf_builder import Page, pdf

IRI = {"type": "string", "format": "uri", "pattern": r"^[a-z][a-z0-9+.-]*:"}
SELECTORS: list[dict[str, Any]] = [
    {
        "properties": {
            "type": {"const": "TextPositionSelector"},
            "start": {"type": "integer", "minimum": 0},
            "end": {"type": "integer", "minimum": 0},
        },
        "required": ["type", "start", "end"],
    },
    {
        "properties": {
            "type": {"const": "TextQuoteSelector"},
            "exact": {"type": "string"},
            "prefix": {"type": "string"},
            "suffix": {"type": "string"},
        },
        "required": ["type", "exact"],
    },
    {
        "properties": {
            "type": {"const": "FragmentSelector"},
            "value": {"type": "string"},
            "conformsTo": IRI,
            "refinedBy": {"type": "object", "required": ["type", "value"]},
        },
        "required": ["type", "value"],
    },
]
BODY = {
    "properties": {
        "type": {"const": "TextualBody"},
        "value": {"type": "string"},
        "purpose": {"enum": ["tagging", "describing", "identifying"]},
        "format": {"const": "text/plain"},
    },
    "required": ["type", "value"],
    "additionalProperties": False,
}
ANNOTATION = {
    "properties": {
        "id": IRI,
        "type": {"const": "Annotation"},
        "motivation": {"items": {"enum": ["tagging", "describing"]}},
        "generator": {"required": ["type", "name"]},
        "body": {"type": "array", "items": BODY},
        "target": {
            "properties": {"source": IRI, "selector": {"type": "array", "items": {"oneOf": SELECTORS}, "minItems": 2}},
            "required": ["source", "selector"],
            "additionalProperties": False,
        },
    },
    "required": ["id", "type", "target"],
    "additionalProperties": False,
}
PART_OF = {"properties": {"id": IRI, "type": {"const": "AnnotationCollection"}}, "required": ["id", "type"]}
PAGE = {
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": IRI,
        "type": {"const": "AnnotationPage"},
        "partOf": PART_OF,
        "next": IRI,
        "startIndex": {"type": "integer", "minimum": 0},
        "items": {"type": "array", "items": ANNOTATION},
    },
    "required": ["@context", "id", "type", "items", "partOf", "startIndex"],
}
COLLECTION = {
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": IRI,
        "type": {"const": "AnnotationCollection"},
        "total": {"type": "integer", "minimum": 0},
        "first": IRI,
        "last": IRI,
    },
    "required": ["@context", "id", "type", "total", "first"],
}
"""The keys that https://www.w3.org/TR/annotation-model/ says must or should be there; written by hand from its tables."""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("run")
    words = Page().text(72, 100, "ODIHR held a workshop in Prague").text(72, 114, "in March 2011 with 25 experts.")
    made.write(place / "boxes.pdf", pdf(Page().text(72, 100, "Nothing."), words))
    sources = [*sorted(DOCUMENTS.glob("[ik]*.txt")), place / "boxes.pdf"]
    run(Processes(Standard(ner=False)), files.sources(sources, place / "out"), place / "out", versions=made.VERSIONS)
    export(place / "out", "annotations")
    return place / "out"


def pages(output: Path) -> list[Any]:
    return [json.loads(path.read_bytes()) for path in sorted((output / "export/annotations/pages").iterdir())]


def extract(output: Path, page: Any) -> Any:
    return json.loads((output / "documents" / f"{page['label']}.json").read_bytes())


def selectors(annotation: Any) -> dict[str, Any]:
    return {each["type"]: each for each in annotation["target"]["selector"]}


def test_pages_and_collection_have_the_keys_of_the_model(output: Path) -> None:
    for page in pages(output):
        jsonschema.validate(page, PAGE)
        assert page["items"]
    collection = json.loads((output / "export/annotations/collection.jsonld").read_bytes())
    jsonschema.validate(collection, COLLECTION)
    assert collection["total"] == sum(len(page["items"]) for page in pages(output))


def test_pages_follow_each_other_from_first_to_last(output: Path) -> None:
    collection = json.loads((output / "export/annotations/collection.jsonld").read_bytes())
    by_id = {page["id"]: page for page in pages(output)}
    at, seen, before = collection["first"], [], 0
    while at:
        page = by_id[at]
        assert page["startIndex"] == before
        assert page["partOf"]["id"] == collection["id"]
        seen.append(at)
        before += len(page["items"])
        at = page.get("next")
    assert seen[-1] == collection["last"]
    assert len(seen) == len(by_id) == 3


def test_identifiers_are_unique_and_the_same_again(output: Path) -> None:
    ids = [each["id"] for page in pages(output) for each in page["items"]]
    assert len(set(ids)) == len(ids)
    before = made.result_bytes(output)
    export(output, "annotations")
    assert made.result_bytes(output) == before


def test_every_passage_is_an_annotation_that_says_what_was_read(output: Path) -> None:
    for page in pages(output):
        records = extract(output, page)["records"]
        expected = [
            (record["id"], re.sub(r"\[\d+\]", "", f"{name}.{path}"), passage["raw"], passage["source_span"])
            for name, rows in records.items()
            for record in rows
            for path, passages in record["evidence"].items()
            for passage in passages
        ]
        found = []
        for each in page["items"]:
            body = {part["purpose"]: part["value"] for part in each["body"]}
            place = selectors(each)["TextPositionSelector"]
            quote = selectors(each)["TextQuoteSelector"]["exact"]
            found.append((body["identifying"], body["tagging"], quote, [place["start"], place["end"]]))
        assert sorted(found) == sorted(expected)
    values = {
        (body[0]["value"], body[1]["value"])
        for page in pages(output)
        for body in (each["body"] for each in page["items"])
    }
    assert ("missions.head.name", "Daan Everts") in values
    assert ("opinions.numbers.value", "POLIT-KAZ/225/2013") in values
    assert ("opinions.cited", "true") in values


def test_a_quote_with_its_surroundings_is_in_the_text_and_a_position_in_the_source(output: Path) -> None:
    same = 0
    for page in pages(output):
        text = extract(output, page)["text"]
        source = DOCUMENTS / page["label"]
        loaded = source.read_bytes().decode() if source.exists() else None
        for each in page["items"]:
            quote = selectors(each)["TextQuoteSelector"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
            assert max(len(quote["prefix"]), len(quote["suffix"])) <= 32
            if loaded:
                place = selectors(each)["TextPositionSelector"]
                words = loaded[place["start"] : place["end"]]
                assert words.split()[0][0] == quote["exact"][0]
                same += words == quote["exact"]
    assert same > 300


def test_a_pdf_s_annotations_name_page_and_rectangle(output: Path) -> None:
    [page] = [page for page in pages(output) if page["label"] == "boxes.pdf"]
    by_tag = {each["body"][0]["value"]: selectors(each) for each in page["items"]}
    fragment = by_tag["events.place"]["FragmentSelector"]
    assert fragment["value"] == "page=2"
    assert fragment["conformsTo"] == "http://tools.ietf.org/rfc/rfc3778"
    x, y, wide, high = map(int, re.fullmatch(r"xywh=(\d+),(\d+),(\d+),(\d+)", fragment["refinedBy"]["value"]).groups())  # type: ignore[union-attr]
    [box] = [
        box for event in extract(output, page)["records"]["events"] for box in event["evidence"]["place"][0]["boxes"]
    ]
    assert x <= box[0] < x + 1
    assert y <= box[1] < y + 1
    assert x + wide - 1 < box[2] <= x + wide
    assert y + high - 1 < box[3] <= y + high
    assert 72 < x < 300


def test_a_text_has_no_page_selector(output: Path) -> None:
    kinds = {
        kind
        for page in pages(output)
        if page["label"] != "boxes.pdf"
        for each in page["items"]
        for kind in selectors(each)
    }
    assert kinds == {"TextPositionSelector", "TextQuoteSelector"}


def test_a_source_is_named_by_its_bytes(output: Path) -> None:
    for page in pages(output):
        [source] = {each["target"]["source"] for each in page["items"]}
        digest = re.fullmatch(r"ni:///sha-256;([\w-]+)\?ct=\w+/\w+", source)[1]  # type: ignore[index]
        data = (DOCUMENTS / page["label"]).read_bytes() if page["label"] != "boxes.pdf" else None
        if data:
            assert base64.urlsafe_b64decode(digest + "=") == hashlib.sha256(data).digest()
