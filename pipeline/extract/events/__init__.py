"""Events: round tables, workshops, trainings, forums, visits, meetings, each with a date or a place.

`words` proposes, `evidence` weighs what the clause says for and against an event, `binding` gives it the dates, places,
people and organisers of its part of the sentence, and `focus` what the sentences behind it add. Dates and counts are those
that `dates` and `counts` found. What is planned, wished for, denied or told in general is no event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import regex

from pipeline.extract.events.binding import bound
from pipeline.extract.events import bodies
from pipeline.extract.events.evidence import FINITE, why_not
from pipeline.extract.events.focus import GOES_ON, by_number, goes_on, is_verb, merged, told_before, with_more
from pipeline.extract.events.phrases import Head, Scene, head_of
from pipeline.extract.events.settings import listed, settings_of, with_dateline
from pipeline.extract.events.words import Word, words
from pipeline.extract.extractor import Extractor, within
from pipeline.model.document import SectionedDocument
from pipeline.model.dropped import Dropped
from pipeline.model.findings import EventMention, Findings, Place
from pipeline.spans import Span
from pipeline.vocabulary.patterns import behind

PART_OF = behind(
    r"\b(?:at|for|during|in|to|on|through|attend(?:ed)?|of)\s+(?:(?:an?|the|its|their|our)\s+)?(?:[\p{L}\d’'-]+\s+){0,5}[“\"]?"
)
"""Before a noun that says what somebody met, learned or spoke for: 'met in Batumi for a workshop'."""
BOUNDARY = behind(r"(?:;|,\s+(?:and|while|whereas|but)\b|\band\b)[^,;]{0,90}?")
"""Where one event of a sentence gives way to the next."""
LINKED = regex.compile(
    r"(?:To\s+(?:this|that)\s+(?:effect|end)|In\s+this\s+(?:context|framework|regard|connection)|For\s+this\s+purpose|(?:As\s+part\s+of|Within|Under)\s+th(?:is|ese))\b"
)
MINUTES = regex.compile(r"(?:Minutes|Summary|Record|Notes?|Programme|Agenda|Conclusions)\b", regex.IGNORECASE)
PLACED = regex.compile(r"\b(?:in|to)\s+(?:the\s+)?\p{Lu}\p{Ll}|\bhere\b|\btoday\b")
MET = regex.compile(r"met\b|[Mm]eetings?\s+with\b|[Tt]alks\s+with\b")
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
        is_loose = last is not None and not last.date and not last.place
        self.left = 1 if is_loose else 0
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


def find(document: SectionedDocument, found: Findings) -> Iterator[EventMention | Dropped]:
    """Yield the events of the document, each once, and the words that name none, with the reason."""
    proposed: dict[int, list[Word]] = defaultdict(list)
    for word in words(document.text, Span(0, len(document.text))):
        proposed[document.sentence_at(word.span.start).start].append(word)
    story = Story()
    for event in _of_the_title(document, found, proposed):
        story.add(event)
        story.main = 0
    for place, whole in enumerate(document.sentences):
        near = proposed.get(whole.start, [])
        if not near and not story.left and story.noun is None:
            continue
        paragraph = document.paragraph_at(whole.end - 1)
        if paragraph is None or paragraph.span.end < whole.end:
            continue
        sentence: Place = Span(max(whole.start, paragraph.span.start), whole.end)
        if paragraph.span.length < LIST and not FINITE.search(document.text, *paragraph.span):
            if paragraph.span != story.paragraph:
                story.move_to(paragraph.span)
                for row in _rows(document, found, paragraph.span):
                    yield from _tell(document, found, story, row, list(words(document.text, row)))
            continue
        story.move_to(paragraph.span)
        following = document.sentences[place + 1] if place + 1 < len(document.sentences) else whole
        if not _may_tell(document, found, story, sentence.hull(following), near):
            continue
        yield from _tell(document, found, story, sentence, near)
    yield from (event for event in story.told if event.date or event.place)


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


def _may_tell(
    document: SectionedDocument, found: Findings, story: Story, reach: Place, near: Sequence[Word]
) -> bool:
    """True where a day stands in the sentence or the next, or it may go on about an event: else nothing is looked at."""
    if story.left or next(within(found.dates, reach), None) is not None:
        return True
    return any(not word.is_weak for word in near) and PLACED.search(document.text, *reach) is not None


def _tell(
    document: SectionedDocument, found: Findings, story: Story, sentence: Place, near: Sequence[Word]
) -> Iterator[Dropped]:
    """Add to the story what a sentence tells."""
    text, left = document.text, story.left
    story.left = max(0, left - 1)
    scene = _scene(document, found, sentence, story.paragraph, near)
    nouns = [word for word in near if not word.is_verb]
    series = next(iter(nouns), None) if story.noun is None else story.noun
    numbered = list(by_number(scene, series)) if series else []
    story.noun = nouns[-1] if nouns else None
    heads = [head for head in (head_of(scene, word) for word in near) if not _goes_on(scene, head, story, left)]
    chosen = _chosen(scene, heads)
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


@dataclass
class Chosen:
    """The heads of a sentence that name events, with where the part of each begins and what of it belongs to no event."""

    heads: list[Head] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)


def _chosen(scene: Scene, proposed: Sequence[Head]) -> Chosen:
    """The heads of the events that a sentence tells of."""
    text = scene.text
    chosen = Chosen()
    start = scene.sentence.start
    for place, head in enumerate(proposed):
        last = chosen.heads[-1] if chosen.heads else None
        word = head.word
        if last is not None and word.span.start < last.phrase.end:
            continue
        if (
            last is not None
            and last.kind == "visit"
            and MET.match(text, word.span.start)
            and not _is_dated(scene, head)
        ):
            chosen.ends.append(word.span.start)  # whom one met on a visit is part of it
            continue
        if last is not None and _is_absorbed(scene, last, head):
            continue
        cut = _boundary(scene, start, head.phrase.start) if start > scene.sentence.start else None
        begin = cut if cut is not None else (head.phrase.start if last is not None else scene.sentence.start)
        zone: Place = Span(begin, _end(scene, head, proposed[place + 1 :]))
        reason = why_not(scene, head, zone, after_event=last is not None)
        if reason is not None:
            chosen.dropped.append(Dropped(span=word.span, rule="events.kind", label="event", reason=reason))
            start = word.span.end if word.is_verb else start
            continue
        if last is not None and last.word.is_verb and _is_purpose(scene, last, head):
            chosen.heads.pop()
            begin = chosen.starts.pop()
        chosen.heads.append(head)
        chosen.starts.append(begin)
        start = head.phrase.end
    return chosen


def _end(scene: Scene, head: Head, others: Sequence[Head]) -> int:
    """Where the part of a sentence ends that tells of a head: at the 'and' before the next one."""
    for other in others:
        cut = _boundary(scene, head.phrase.end, max(head.phrase.end, other.phrase.start))
        if cut is not None:
            return cut
    return scene.sentence.end


def _boundary(scene: Scene, start: int, end: int) -> int | None:
    """Where the last part of a stretch begins: at an 'and' that stands in no date, place or group of people."""
    taken = [*(setting.span for setting in scene.settings), *(count.span for count in scene.counts)]
    while (cut := BOUNDARY.search(scene.text, start, end)) is not None:
        if not any(span.start < cut.start() < span.end for span in taken):
            return cut.start()
        end = cut.start()
    return None


def _is_dated(scene: Scene, head: Head) -> bool:
    """True where a day and a place stand behind a head."""
    after = [setting for setting in scene.settings if setting.span.start >= head.word.span.end]
    return any(setting.is_exact for setting in after) and any(setting.place for setting in after)


def _is_absorbed(scene: Scene, last: Head, head: Head) -> bool:
    """True for a verb that tells what was done at the event before it: 'a meeting at which 33 people discussed …'."""
    if not head.word.is_verb or head.kind == "visit":
        return False
    parted = _boundary(scene, last.phrase.end, head.word.span.start)
    return parted is None or not any(setting.is_exact and setting.span.start >= parted for setting in scene.settings)


def _is_purpose(scene: Scene, last: Head, head: Head) -> bool:
    """True where a noun says what its verb was for: 'met in Batumi for a workshop', 'trained at a summer school'."""
    if last.kind == "visit":
        return False
    gap = scene.text[last.phrase.end : head.phrase.start]
    return PART_OF.search(scene.text, last.phrase.end, head.phrase.start) is not None and ";" not in gap


def _events(scene: Scene, chosen: Chosen) -> Iterator[EventMention]:
    """The events of these heads, in order."""
    for place, (head, start) in enumerate(zip(chosen.heads, chosen.starts, strict=True)):
        limits = [*chosen.starts[place + 1 :], *chosen.ends]
        end = min((limit for limit in limits if limit >= head.phrase.end), default=scene.sentence.end)
        events = list(bound(scene, head, Span(start, end)))
        yield from (event for event in events if event.date or event.place or not head.word.is_weak)


def _of_the_title(
    document: SectionedDocument, found: Findings, proposed: dict[int, list[Word]]
) -> Iterator[EventMention]:
    """The event that a document is about, as its title page names it: 'SEMINAR ON PRIVACY', below it 'Yerevan, 13-14 May 2019'."""
    starts = [paragraph.span.start for paragraph in document.paragraphs[:1]]
    front = document.sentences_of(Span(0, min([FRONT, *starts])))
    for place, line in enumerate(front):
        near = [word for word in proposed.get(line.start, []) if not word.is_verb]
        near = near if MINUTES.match(document.text, line.start) else [word for word in near if not word.is_weak]
        if not near or FINITE.search(document.text, *line):
            continue
        whole: Place = Span(line.start, front[min(place + 2, len(front) - 1)].end)
        settings = listed(document.text, whole, found.dates, ())
        scene = Scene(document.text, whole, whole, settings, (), (), ())
        head = replace(head_of(scene, near[0]), title=None)
        if head.kind == "visit":
            scene = _scene(document, found, line, line, near)
        if any(setting.is_day for setting in scene.settings):
            yield from bound(scene, head, scene.sentence)
        return


EXTRACTOR = Extractor("events", find)
