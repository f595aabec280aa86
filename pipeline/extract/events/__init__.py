"""Events: round tables, workshops, trainings, forums, visits, meetings, each with a date or a place.

`words` proposes, `evidence` weighs what the clause says for and against an event, `binding` gives it the dates, places,
people and organisers of its part of the sentence, and `focus` what the sentences behind it add. Dates and counts are those
that `dates` and `counts` found. What is planned, wished for, denied or told in general is no event.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

import regex

from pipeline.extract.events import bodies
from pipeline.extract.events.binding import bound
from pipeline.extract.events.choosing import Chosen, choose
from pipeline.extract.events.evidence import FINITE
from pipeline.extract.events.focus import GOES_ON, NUMBERED, by_number, goes_on, is_verb, merged, told_before, with_more
from pipeline.extract.events.phrases import Head, Scene, head_of
from pipeline.extract.events.settings import listed, settings_of, with_dateline
from pipeline.extract.events.words import Word, words
from pipeline.extract.extractor import Extractor, stretches, within
from pipeline.model.document import SectionedDocument
from pipeline.model.dropped import Dropped
from pipeline.model.findings import EventMention, Findings, Place
from pipeline.spans import Span
from pipeline.vocabulary.patterns import late

LINKED = late(
    r"(?:To\s+(?:this|that)\s+(?:effect|end)|In\s+this\s+(?:context|framework|regard|connection)|For\s+this\s+purpose|(?:As\s+part\s+of|Within|Under)\s+th(?:is|ese))\b"
)
MINUTES = late(r"(?:Minutes|Summary|Record|Notes?|Programme|Agenda|Conclusions)\b", regex.IGNORECASE)
PLACED = late(r"\b(?:in|to)\s+(?:the\s+)?\p{Lu}\p{Ll}|\bhere\b|\btoday\b")
NOWHERE: Place = Span(0, 0)
FOLLOWING = 3
"""How many sentences after an event may still speak of it."""
CLOSE = 8
"""How many characters part two paragraphs, with a bullet between them."""
LIST = 1500
"""How long a paragraph without a verb is at most that is read as a list or a table."""
FRONT = 600
"""How many characters a title page's lines may take."""


@dataclass
class Story:
    """What has been told so far, and the event that the sentences speak of now."""

    told: list[EventMention] = field(default_factory=list)
    focus: int = -1
    paragraph: Place = NOWHERE
    left: int = 0
    """How many sentences may still go on about it."""
    main: int = -1
    """The event that the document is about: of its title page, or of its first paragraph."""
    noun: Word | None = None
    """The last noun that may have named events: 'four round tables. The first …'."""

    def move_to(self, paragraph: Place) -> None:
        """Leave a paragraph behind; an event of which no day or place is told yet may have it in the next one."""
        if paragraph == self.paragraph:
            return
        last = self.told[self.focus] if self.left else None
        self.left = 1 if last is not None and _is_loose(last) else 0
        self.noun = self.noun if self.paragraph.gap_to(paragraph) < CLOSE else None
        self.paragraph = paragraph

    def add(self, event: EventMention) -> None:
        before = told_before(event, self.told)
        if before is None:
            self.told.append(event)
            self.focus = len(self.told) - 1
        else:
            self.told[before] = merged(self.told[before], event)
            self.focus = before


def _is_loose(event: EventMention) -> bool:
    """True for an event of which neither a day nor a place is told yet."""
    return event.date is None and event.place is None


def find(document: SectionedDocument, found: Findings) -> Iterator[EventMention | Dropped]:
    """Yield the events of the document, each once, and the words that name none, with the reason."""
    text = document.text
    dated = {document.sentence_at(mention.span.start).start for mention in found.dates}
    story = Story()
    for event in _of_the_title(document, found):
        story.add(event)
        story.main = 0
    seen, is_prose = NOWHERE, False
    for sentence, following in pairwise((*document.sentences, NOWHERE)):
        near = list(words(text, sentence)) if _may_tell(text, story, sentence, following, dated) else []
        if not near and not (story.left and GOES_ON.search(text, *sentence)) and story.noun is None:
            continue
        paragraph = document.paragraph_at(sentence.end - 1)
        if paragraph is None or paragraph.span.end < sentence.end:
            continue
        if paragraph.span != seen:
            seen = paragraph.span
            is_prose = seen.length >= LIST or FINITE.search(text, *seen) is not None
        if is_prose:
            story.move_to(paragraph.span)
            inner: Place = Span(max(sentence.start, paragraph.span.start), sentence.end)
            for part in stretches(text, inner):
                yield from _tell(document, found, story, part, near if part == inner else [*words(text, part)])
        elif paragraph.span != story.paragraph:
            story.move_to(paragraph.span)
            for row in _rows(document, found, paragraph.span):
                yield from _tell(document, found, story, row, list(words(text, row)))
    yield from (event for event in story.told if not _is_loose(event))


def _may_tell(text: str, story: Story, sentence: Place, following: Place, dated: set[int]) -> bool:
    """True where a day stands in the sentence or the next, or a place does, or an event is in focus: else it is not looked at."""
    if story.left or sentence.start in dated or following.start in dated:
        return True
    return PLACED.search(text, *sentence) is not None


def _rows(document: SectionedDocument, found: Findings, paragraph: Place) -> Iterator[Place]:
    """The entries of a paragraph that is no sentence: a table or a list has a day in each, first or behind the event."""
    days = [mention.span for mention in within(found.dates, paragraph) if mention.date.value.precision == "day"]
    nouns = [word.span for word in words(document.text, paragraph) if not word.is_verb]
    if len(nouns) < 2 or len(days) < 2:
        yield paragraph
        return
    marks = days if days[0] < nouns[0] else nouns
    for start, end in zip(marks, [*marks[1:], Span(paragraph.end, paragraph.end)], strict=True):
        yield Span(start.start, end.start)


def _tell(
    document: SectionedDocument, found: Findings, story: Story, sentence: Place, near: Sequence[Word]
) -> Iterator[Dropped]:
    """Add to the story what a sentence tells."""
    text, left = document.text, story.left
    story.left = max(0, left - 1)
    if not near and not left and not (story.noun and NUMBERED.search(text, *sentence)):
        story.noun = None  # nothing names an event, and no event is spoken of
        return
    scene = _scene(document, found, sentence, story.paragraph, near)
    nouns = [word for word in near if not word.is_verb]
    series = next(iter(nouns), None) if story.noun is None else story.noun
    numbered = list(by_number(scene, series)) if series else []
    story.noun = nouns[-1] if nouns else None
    heads = [head for head in (head_of(scene, word) for word in near) if not _goes_on(scene, head, story, left)]
    if left and _is_loose(story.told[story.focus]) and all(head.word.is_weak for head in heads):
        heads = heads if not GOES_ON.search(text, *sentence) else []  # 'it ended with a hearing in Osh on 27 May'
    chosen = choose(scene, heads)
    chosen.ends += [event.kind.spans[0].start for event in numbered[:1]]
    yield from chosen.dropped
    events = [*_events(scene, chosen), *numbered]
    if not events and left and story.left != FOLLOWING and GOES_ON.search(text, *sentence):
        story.told[story.focus] = with_more(scene, story.told[story.focus])
    for event in events:
        story.add(event)
    if events:
        story.left = FOLLOWING
        story.main = 0 if story.main < 0 and story.paragraph == document.paragraphs[0].span else story.main


def _goes_on(scene: Scene, head: Head, story: Story, left: int) -> bool:
    """True where a head speaks of the event in focus, or of the one that the document is about; what it adds is kept."""
    places = [story.focus] * (left > 0) + [story.main] * (story.main >= 0)
    for place in places:
        event = story.told[place]
        if not goes_on(scene, head, event) or (place != story.focus and head.kind != event.kind.value):
            continue
        if is_verb(scene.text, event) and head.kind == event.kind.value:
            event = replace(event, kind=replace(event.kind, spans=(head.word.span,)))
        story.told[place] = with_more(scene, event)
        story.focus, story.left = place, FOLLOWING
        return True
    return False


def _scene(
    document: SectionedDocument, found: Findings, sentence: Place, paragraph: Place, near: Sequence[Word]
) -> Scene:
    """What can be bound in a sentence; who holds an event is told before the last word that may name one."""
    text = document.text
    named = near[-1].span.end if near else sentence.start
    persons = [person.span for person in within(found.people, sentence)]
    agents = tuple(
        body
        for body in bodies.agents(text, Span(sentence.start, named))
        if not any(person.overlaps(body.spans[0]) for person in persons)
    )
    partners = bodies.partners(text, sentence)
    of_visit = any(word.kind == "visit" for word in near)
    taken = [body.spans[0] for body in (*agents, *partners)]
    settings = settings_of(text, sentence, found.dates, taken, of_visit=of_visit)
    if LINKED.match(text, sentence.start) and not any(setting.date for setting in settings):
        before = document.sentence_at(max(paragraph.start, sentence.start - 2))
        if paragraph.covers(before) and before != sentence:
            earlier = settings_of(text, before, found.dates, [], of_visit=False)
            settings = (*(setting for setting in earlier[:1] if setting.span.start == before.start), *settings)
            agents = agents or bodies.agents(text, before)
    if not FINITE.search(text, sentence.start, sentence.end):
        settings = listed(text, sentence, found.dates, settings)
    settings = with_dateline(text, sentence, settings, found.dates)
    return Scene(text, sentence, paragraph, settings, tuple(within(found.counts, sentence)), agents, partners)


def _events(scene: Scene, chosen: Chosen) -> Iterator[EventMention]:
    """The events of these heads, in order."""
    for place, (head, start) in enumerate(zip(chosen.heads, chosen.starts, strict=True)):
        limits = [*chosen.starts[place + 1 :], *chosen.ends]
        end = min((limit for limit in limits if limit >= head.phrase.end), default=scene.sentence.end)
        events = list(bound(scene, head, Span(start, end)))
        yield from (event for event in events if event.date or event.place or not head.word.is_weak)


def _of_the_title(document: SectionedDocument, found: Findings) -> Iterator[EventMention]:
    """The event that a document is about, as its title page names it: 'SEMINAR ON PRIVACY', below it 'Yerevan, 13-14 May 2019'."""
    front = [*takewhile(lambda line: line.end < FRONT and not FINITE.search(document.text, *line), document.sentences)]
    for place, line in enumerate(front):
        near = [word for word in words(document.text, line) if not word.is_verb]
        near = near if MINUTES.match(document.text, line.start) else [word for word in near if not word.is_weak]
        if not near or len(list(_rows(document, found, line))) > 1:
            continue
        whole: Place = Span(line.start, front[min(place + 2, len(front) - 1)].end)
        settings = listed(document.text, whole, found.dates, ())
        page: Place = Span(line.start, front[-1].end)
        scene = Scene(document.text, whole, page, settings, (), (), bodies.partners(document.text, page))
        head = replace(head_of(scene, near[0]), title=None)
        if head.kind == "visit":
            scene = _scene(document, found, line, line, near)
        if any(setting.is_day for setting in scene.settings):
            yield from bound(scene, head, scene.paragraph)
        return


EXTRACTOR = Extractor("events", find)
