"""What the filter makes of a model's proposals, and why: each reason with its near miss, told by a stub instead of a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import pytest

from pipeline.extract import extract, weigh, with_names
from pipeline.extract.names import Entity, named
from pipeline.flow import Pipeline
from pipeline.model.document import SectionedDocument, Source
from pipeline.model.dropped import REASONS, Dropped, Reason
from pipeline.spans import Span

FILTER: tuple[tuple[str, str, str], ...] = (
    ("led by «Miklós Haraszti» and", "PERSON", "person"),
    ("led by «Ambassador Daan Everts» and", "PERSON", "person"),
    ("led by «Ambassador » and", "PERSON", "title_alone"),
    ("number «KAZ/164/2010» of", "PERSON", "code"),
    ("write to «anna@example» or", "PERSON", "code"),
    ("as «Rule 39» says", "PERSON", "code"),
    ("initials «MA» behind", "PERSON", "capitals"),
    ("by «Andreas GROSS» of", "PERSON", "capitals"),
    ("the «Election Adviser» said", "PERSON", "no_name_word"),
    ("met «Julia March» in", "PERSON", "no_name_word"),
    ("met «Julia Marchetti» in", "PERSON", "person"),
    ("to «Kazakhstan» and", "PERSON", "country"),
    ("to «Kazakhstan» and", "GPE", "place"),
    ("of «KAZ/164/2010» in", "ORG", "organisation"),
    ("under the «Law on Courts» of", "LAW", "other_kind"),
    ("the «Dutch» expert", "NORP", "other_kind"),
)
PEOPLE: tuple[tuple[str, str, str], ...] = (
    ("The team was led by «Ilse Verhoeven|PERSON» and twelve experts.", "Ilse Verhoeven", "people.frame+model"),
    ("The team was led by «Ilse Verhoeven|ORG» and twelve experts.", "Ilse Verhoeven", "people.frame"),
    ("The team was led by «Ilse Verhoeven of Graz|ORG» and twelve experts.", "Ilse Verhoeven", "part_of_place"),
    ("The talk with «Ilse Verhoeven of Graz|ORG» was long.", "Ilse Verhoeven", "part_of_place"),
    ("The talk with «Ilse Verhoeven|PERSON» was long.", "Ilse Verhoeven", "people.named+model"),
    ("The talk in «Ilse Verhoeven|PERSON» was long.", "Ilse Verhoeven", ""),
    ("The talk with «Verein Ilse|PERSON» and Ilse Verhoeven was long.", "Verein Ilse", "against"),
    ("Ilse Verhoeven visited «Graz|GPE» in May.", "Ilse Verhoeven", "unnamed"),
    ("«Ilse Verhoeven|PERSON» visited Graz in May.", "Ilse Verhoeven", "people.named+model"),
    ("Ilse Verhoeven visited «Graz|PERSON» in May.", "Graz", "lone_word"),
    ("Ilse Verhoeven spoke with «Anna Graz|PERSON» in May.", "Anna Graz", "people.named+model"),
    ("The Criminal Justice Forum met in Vienna.", "Forum", ""),
    ("The President Palace was rebuilt.", "Palace", "weak_title"),
    ("The talk by Mr. Germany was long.", "Germany", "country"),
)


def marked(text: str) -> tuple[str, int, int]:
    start = text.index("«")
    return text.replace("«", "").replace("»", ""), start, text.index("»") - 1


@pytest.mark.parametrize(("text", "label", "outcome"), FILTER)
def test_the_filter_gives_a_kind_or_a_reason(text: str, label: str, outcome: str) -> None:
    whole, start, end = marked(text)
    told = named(whole, Span(0, len(whole)), Entity(start, end, label))
    assert (told.reason if isinstance(told, Dropped) else told.label) == outcome
    assert Span(start, end).covers(told.span)


def test_a_title_is_no_part_of_the_name() -> None:
    whole, start, end = marked(FILTER[1][0])
    assert named(whole, Span(0, len(whole)), Entity(start, end, "PERSON")).span.cut(whole) == "Daan Everts"


def stub(marks: str) -> Pipeline:
    """A pipeline whose model names what stands between the marks, wherever it is asked about it."""
    proposals = [piece.split("»")[0].split("|") for piece in marks.split("«")[1:]]

    def recognise(passages: Sequence[str]) -> list[list[Entity]]:
        return [
            [
                Entity(passage.index(words), passage.index(words) + len(words), label)
                for words, label in proposals
                if words in passage
            ]
            for passage in passages
        ]

    return Pipeline(extractors=with_names(recognise))


def plain(marks: str) -> Source:
    text = marks.replace("«", "").replace("»", "")
    for label in ("PERSON", "GPE", "ORG"):
        text = text.replace(f"|{label}", "")
    return Source("a.txt", text.encode())


@pytest.mark.parametrize(("text", "name", "outcome"), PEOPLE)
def test_what_became_of_a_name(text: str, name: str, outcome: str) -> None:
    traced = stub(text).traced(plain(text))
    whole = traced.document.text
    told = {each.span.cut(whole): each.reason for each in traced.weighed.dropped if each.label == "person"}
    told |= {each.name.value: each.name.rule for each in traced.weighed.found.people}  # type: ignore[misc]
    assert told.get(name, "") == outcome


def test_a_normal_run_finds_what_a_traced_one_finds(
    sectioned_documents: dict[str, SectionedDocument], full_pipeline: Pipeline
) -> None:
    for document in sectioned_documents.values():
        weighed = weigh(document, full_pipeline.extractors)
        assert weighed.found == extract(document, full_pipeline.extractors)
        assert list(weighed.dropped) == sorted(weighed.dropped, key=lambda each: each.span)


def test_each_reason_has_its_words() -> None:
    assert set(REASONS) == set(get_args(Reason))
    assert all(REASONS.values())
