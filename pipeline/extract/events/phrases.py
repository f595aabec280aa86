"""The noun phrase of a word that names an event, its title, and the sentence around it with all that can be bound in it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.events.settings import Setting
from pipeline.extract.events.words import Word
from pipeline.model.findings import CountMention, Leaf, Place
from pipeline.spans import Span
from pipeline.vocabulary.patterns import late

QUOTED_BEFORE = late(r"[“\"](?P<words>[^”\"\n]{0,150})\Z")
QUOTED_AFTER = late(r"[^”\"\n]{0,150}?(?=[,.;]?[”\"])")
ENTITLED = late(
    r"(?:\s+[\p{L}-]+){0,4}?(?:\s+(?:entitled|titled|called|named|themed|dedicated\s+to))?,?\s+[“\"](?P<title>[^”\"\n]{3,200}?)[,.;]?[”\"]"
)
WORD_BEFORE = late(r"(?r)(?P<word>\p{L}[\p{L}\d/’'-]*)\s+")  # read backwards
WORD_AFTER = late(r"\s+(?P<word>[\p{L}(][\p{L}\d/’'()&-]*)")
LINKING = frozenset(("or", "on", "for", "of", "the", "and", "against", "in", "to", "a", "an", "with", "about"))
TOPIC = late(r"\s+(?:on|about|for|against)\s+(?=\p{L})")
PHRASE_STOPS = frozenset(
    """was were is are has have had took held organized organised conducted hosted convened arranged delivered
    facilitated carried brought gathered attended that which who whom where when while aimed aiming with by from at
    during after before as participated focused focusing focussed highlighting organizing convening bringing
    gathering co-organized co-hosted drew attracted reached saw ran lasted dealt covered looked went here today yesterday
    is are be come came between led through would will should could may might not began started opened closed concluded ended kicked""".split()
)
ADJECTIVE_STOPS = frozenset(
    """a an the this that these those its their his her our several some two three four five six seven eight nine ten
    many various of in on at to for from by with and or both second first third another one such as held organized
    organised conducted hosted convened arranged delivered facilitated supported provided attended attending
    participated contributing contributed part out paid made gave given undertook was were is has had also no any
    during following after which under recent last latest led ran offered than including include included""".split()
)


@dataclass(frozen=True, slots=True)
class Head:
    """A word that may name an event, the noun phrase around it, and the title if it has one."""

    word: Word
    phrase: Place
    title: Leaf[str] | None = None

    @property
    def kind(self) -> str:
        return self.word.kind

    def is_many(self, text: str) -> bool:
        """True for a noun in the plural: 'workshops'."""
        return text[self.word.span.end - 1] == "s" and not self.word.is_verb


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence that names an event, with all that can be bound in it."""

    text: str
    sentence: Place
    paragraph: Place
    settings: tuple[Setting, ...]
    counts: tuple[CountMention, ...]
    agents: tuple[Leaf[str], ...]
    partners: tuple[Leaf[str], ...]


def head_of(scene: Scene, word: Word) -> Head:
    """The noun phrase of an event: a title in quotes, a name in capitals, or a kind with its topic."""
    text, sentence, at = scene.text, scene.sentence, word.span
    if word.is_verb:
        return Head(word, at)
    opened = QUOTED_BEFORE.search(text, sentence.start, at.start)
    closed = QUOTED_AFTER.match(text, at.end, sentence.end) if opened else None
    if opened and closed:
        quoted: Place = Span(opened.start("words"), closed.end())
        return Head(word, quoted, Leaf(quoted.cut(text), (quoted,), "events.title_quoted"))
    low = max([setting.span.end for setting in scene.settings if setting.span.end <= at.start] or [sentence.start])
    start = _phrase_start(text, at, Span(low, sentence.end))
    entitled = ENTITLED.match(text, at.end, sentence.end)
    if entitled:
        title: Place = Span(*entitled.span("title"))
        return Head(word, Span(start, entitled.end()), Leaf(title.cut(text), (title,), "events.title_quoted"))
    named = text[at.start].isupper()
    limit = min([setting.span.start for setting in scene.settings if setting.span.start >= at.end] or [sentence.end])
    end = _phrase_end(text, at.end, limit, named)
    phrase: Place = Span(start, end)
    if end == at.end and not (named and start < at.start):
        return Head(word, phrase)
    rule = "events.title_named" if named else "events.title_described"
    return Head(word, phrase, Leaf(phrase.cut(text), (phrase,), rule))


def _phrase_start(text: str, word: Place, sentence: Place) -> int:
    """Where the words that describe the event begin: capitals before a name, adjectives before a common noun."""
    named = text[word.start].isupper()
    start = word.start
    for _ in range(6 if named else 3):
        before = WORD_BEFORE.match(text, sentence.start, start)
        if before is None or before["word"].lower() in ADJECTIVE_STOPS or (named and not before["word"][0].isupper()):
            break
        start = before.start("word")
    return start


def _phrase_end(text: str, start: int, limit: int, named: bool) -> int:
    """Where the topic behind the event's word ends; `start` where there is none."""
    if not named and not TOPIC.match(text, start, limit):
        return start
    end = at = start
    while (after := WORD_AFTER.match(text, at, limit)) is not None:
        word = after["word"]
        if (
            word in PHRASE_STOPS
            or word == "("
            or (named and not word[0].isupper() and word[0] != "(" and word not in LINKING)
        ):
            break
        at = after.end()
        if word not in LINKING:
            end = at
    return end
