"""Events that a later sentence goes on about: 'The course was held in Ohrid', 'They met from 3 to 5 May', 'the second in Bar'."""

from __future__ import annotations

from dataclasses import replace

import regex

from pipeline.extract.events.binding import bound, people
from pipeline.extract.events.heads import UNREAL, VERBS, Head, Scene
from pipeline.extract.events.settings import settings_of
from pipeline.extract.extractor import within
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import EventMention, Findings, Leaf, Place
from pipeline.spans import Span
from pipeline.vocabulary.patterns import behind

THE = behind(r"\b(?:[Tt]he|[Tt]his)\s+(?:[\p{L}-]+\s+){0,2}")
THEY = regex.compile(r"\b(?:they|participants|the\s+group)\b")
THEY_FIRST = regex.compile(r"They\b|Participants\b")
NUMBERED = regex.compile(
    r"""
    \b (?: [Tt]he \s+ (?: first | second | third | fourth | fifth | sixth | last | final | other | next ) (?: \s+ (?: one | of \s+ (?: them | these ) ) )?
      | [Aa]nother (?: \s+ one )? | [Aa] \s+ (?: second | third | further | similar | final ) \s+ one )
    (?= ,? \s+ (?: (?: (?: also \s+ )? took \s+ place | was | is | will | held | followed | brought | gathered | convened ) \b | in \s+ \p{Lu} | on \s+ \d ) )
    """,
    regex.VERBOSE,
)
HELD = regex.compile(
    r"\b(?:took\s+place|take\s+place|(?:was|were|be)\s+(?:held|organi[sz]ed|attended|hosted|conducted)|followed|brought|gathered|convened)\b"
)


def with_loose(text: str, event: EventMention, scene: Scene, head: Head) -> EventMention:
    """`event` with what the sentence before told of it, if it speaks of the same one: 'The course was held in Ohrid'."""
    word: Place = event.kind.spans[0]
    if event.kind.value != head.kind or not scene.paragraph.covers(word):
        return event
    if not THE.search(text, max(scene.sentence.end, word.start - 40), word.start):
        return event
    groups = people(text, iter(scene.counts))
    organisers = event.organisers or tuple({body.value: body for body in (*scene.agents, *scene.partners)}.values())
    return replace(
        event, title=event.title or head.title, participants=event.participants or groups, organisers=organisers
    )


def of_the_next(document: SectionedDocument, found: Findings, scene: Scene, head: Head) -> list[EventMention]:
    """The event of a head without day and place, if the next sentence has them: 'From 3 to 5 May they practised'."""
    follow = next(iter(document.sentences_of(Span(scene.sentence.end, scene.paragraph.end))), None)
    if follow is None or head.word.cut(scene.text) in VERBS:
        return []
    settings = settings_of(scene.text, follow, found.dates, [])
    if not settings or settings[0].span.start != follow.start or not THEY.search(scene.text, follow.start, follow.end):
        return []
    counts = scene.counts
    before = document.sentence_at(max(scene.paragraph.start, scene.sentence.start - 2))
    if THEY_FIRST.match(scene.text, scene.sentence.start) and before != scene.sentence:
        counts = (*within(found.counts, before), *counts)
    whole = Span(before.start, follow.end)
    events = bound(replace(scene, settings=settings[:1], counts=counts), head, whole)
    return list(events)


def by_number(
    document: SectionedDocument, found: Findings, scene: Scene, named: regex.Match[str], follow: Place
) -> tuple[Scene, list[EventMention]] | None:
    """The events of a series that the sentence before named: 'The first took place in Bar on 9 May, the second in Kotor'."""
    text = scene.text
    matches = list(NUMBERED.finditer(text, follow.start, follow.end))
    if not matches or not HELD.search(text, follow.start, follow.end) or UNREAL.search(text, follow.start, follow.end):
        return None
    kind = named.lastgroup or "other"
    settings = settings_of(text, follow, found.dates, [])
    counts = tuple(within(found.counts, follow))
    events: list[EventMention] = []
    ends = [*(match.start() for match in matches[1:]), follow.end]
    for match, end in zip(matches, ends, strict=True):
        zone: Place = Span(match.start(), end)
        own = tuple(setting for setting in settings if zone.covers(setting.span))
        here = Scene(
            text, zone, scene.paragraph, own, tuple(count for count in counts if zone.covers(count.span)), (), ()
        )
        word: Place = Span(*match.span())
        for event in bound(here, Head(kind, word, word), zone):
            events.append(replace(event, kind=Leaf(kind, (word, Span(*named.span())), "events.numbered")))
    return (replace(scene, sentence=follow, settings=settings, counts=counts), events) if events else None
