"""What later sentences add to an event: 'It was attended by 40 judges', 'The course was held in Ohrid', 'the second in Bar'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from pipeline.extract.events.binding import bound, dated, organisers, people
from pipeline.extract.events.evidence import UNREAL
from pipeline.extract.events.phrases import Head, Scene
from pipeline.extract.events.settings import NAME
from pipeline.extract.events.words import VERB, Word
from pipeline.model.findings import EventMention, Leaf, Place
from pipeline.spans import Span
from pipeline.vocabulary.patterns import behind, late

GOES_ON = late(
    r"""
    \b (?: [Tt]he | [Tt]his | [Bb]oth | [Tt]hese ) \s+ (?: [\p{L}\d-]+ \s+ ){0,2}
      (?: events? | round[\s-]?tables? | workshops? | trainings? | courses? | conferences?
        | seminars? | forums? | meetings? | school | visit | hearings? | gathering | sessions? | talks | participants )\b
    | \b [Ii]t \b | \G They\b | \G Held\b | \G Participants\b | \G Present:
    | \b [Pp]articipants\b | \b took\s+part\b | \b participated\b | \b attended\b | \b they\b | \b the \s group \b
    """,
    regex.VERBOSE,
)
PUT_OFF = late(
    r"""
    (?: (?: However | But ),? \s+ )? (?: [Ii]t | [Tt]h(?: e | is ) \s+ (?: [\p{L}\d-]+ \s+ ){0,2} [\p{L}-]+ ) \s+
    (?: (?: was | has | had | been | to | be | eventually | later | then | finally | subsequently | however ) \s+ ){1,4}
    (?P<verb> (?P<off> cancell?ed | called \s off | abandoned | never \s held ) | (?P<moved> moved \s to ) | postponed | put \s off | re-?scheduled )
    | (?: However,? \s+ )? (?: It | The \s+ [\p{L}-]+ ) \s+ (?P<off> (?: never | did \s not | fell ) \s+ (?P<verb> t(?: ake | ook ) \s+ place | through ) )
    """,
    regex.VERBOSE,
)
"""What befell an event that was still to come: 'It was postponed to 7 July', 'The workshop never took place'."""
MOVED_TO = late(rf"\bmoved\s+to\s+(?P<place>{NAME})")
THE = behind(
    r"\b(?:[Tt]he|[Tt]his|[Bb]oth|[Tt]hat|[Tt]hese)\s+"
    r"(?:(?!(?:same|next|first|second|third|fourth|fifth|last|final|previous|other|earlier|annual)\b)[\p{L}\d-]+\s+){0,2}"
)
ANY_EVENT = late(r"(?:event|course|training|meeting|session|gathering|school|programme)")
HELD_THERE = late(
    r"\G(?:It|They|Held)\b|\b(?:held|took\s+place|take\s+place|ran|organi[sz]ed|hosted|conducted|(?:began|ended|started|opened|closed|concluded)\s+(?:today|on|in|with)|they)\b"
)
NUMBERED = late(
    r"""
    \b (?: [Tt]he \s+ (?: first | second | third | fourth | fifth | sixth | last | final | other | next | earlier | previous )
        (?: \s+ (?: ones? | of \s+ (?: them | these ) ) )?
      | [Ee]arlier \s ones | \G It (?= \s (?: (?: finally | then ) \s )? (?: took \s place | was \s held )\b ) | [Aa]nother (?: \s+ one )?
      | [Aa] \s+ (?: second | third | further | similar | final ) \s+ one )
    (?= ,? \s+ (?: (?: (?: also \s+ )? took \s+ place | was | were | is | will | held | followed | brought | gathered | convened ) \b | in \s+ \p{Lu} | on \s+ \d ) )
    """,
    regex.VERBOSE,
)
HELD = late(
    r"\b(?:took\s+place|take\s+place|(?:was|were|be)\s+(?:held|organi[sz]ed|attended|hosted|conducted)|followed|brought|gathered|convened)\b"
)


def goes_on(scene: Scene, head: Head, event: EventMention) -> bool:
    """True where a head speaks of an event told before: 'the workshop' behind a workshop, 'the event' behind any."""
    text, word = scene.text, head.word.span
    if head.word.is_verb or not THE.search(text, max(scene.sentence.start, word.start - 40), word.start):
        return False
    if event.date and any(setting.is_exact and dated(setting) != event.date for setting in scene.settings):
        return False
    return head.kind == event.kind.value or ANY_EVENT.match(text, word.start) is not None


def is_verb(text: str, event: EventMention) -> bool:
    """True for an event that a verb alone has told so far."""
    return VERB.fullmatch(event.kind.value and event.kind.spans[0].cut(text)) is not None


def _put_off(scene: Scene, event: EventMention) -> EventMention | None:
    """`event` at the day and place that it was put off or moved to, or at none where it was called off."""
    moved = PUT_OFF.match(scene.text, *scene.sentence)
    if moved is None:
        return None
    later = [setting for setting in scene.settings if setting.span.start >= moved.end()]
    date = next((dated(setting) for setting in later if setting.is_exact), None)
    if moved["off"] or (moved["moved"] is None and date is None):
        return replace(event, date=None, place=None)
    to = MOVED_TO.search(scene.text, moved.start("verb"), scene.sentence.end)
    place = next((setting.place for setting in later if setting.place), event.place)
    place = Leaf(to["place"], (Span(*to.span("place")),), "events.place") if to else place
    return replace(event, date=date or event.date, place=place)


def with_more(scene: Scene, event: EventMention) -> EventMention:
    """`event` with what a sentence that goes on about it tells: its day and place where it lacks them, who took part."""
    text = scene.text
    if (later := _put_off(scene, event)) is not None:
        return later
    setting = next((each for each in scene.settings if each.is_exact or each.place), None)
    date, place = event.date, event.place
    if setting is not None and HELD_THERE.search(text, scene.sentence.start, scene.sentence.end):
        date = date or dated(setting)
        place = place or next((each.place for each in scene.settings if each.place), None)
    told = {group.value.value for group in event.participants}
    more = tuple(group for group in people(text, scene.counts) if group.value.value not in told)
    return replace(
        event,
        date=date,
        place=place,
        participants=(*event.participants, *more),
        organisers=event.organisers or organisers(scene, scene.sentence.end, scene.sentence),
        confidence=0.9 if date and place else 0.8,
    )


def merged(event: EventMention, again: EventMention) -> EventMention:
    """`event` with what a later telling of it adds."""
    return replace(
        event,
        date=event.date or again.date,
        place=event.place or again.place,
        title=event.title or again.title,
        participants=event.participants or again.participants,
        organisers=event.organisers or again.organisers,
    )


def by_number(scene: Scene, named: Word) -> Iterator[EventMention]:
    """The events of a series that the sentence before named: 'The first took place in Bar on 9 May, the second in Kotor'."""
    text, sentence = scene.text, scene.sentence
    matches = list(NUMBERED.finditer(text, *sentence))
    if not matches or not HELD.search(text, *sentence) or UNREAL.search(text, *sentence):
        return
    for match, end in zip(matches, [*(match.start() for match in matches[1:]), sentence.end], strict=True):
        zone: Place = Span(match.start(), end)
        here = replace(
            scene,
            sentence=zone,
            settings=tuple(setting for setting in scene.settings if zone.covers(setting.span)),
            counts=tuple(count for count in scene.counts if zone.covers(count.span)),
            agents=(),
            partners=(),
        )
        word = Word(named.kind, named.group, Span(*match.span()), is_verb=False)
        for event in bound(here, Head(word, word.span), zone):
            kind = Leaf(named.kind, (word.span, named.span), "events.numbered")
            yield replace(event, kind=kind, title=None)


def told_before(event: EventMention, told: list[EventMention]) -> int | None:
    """The place in `told` of the event that this one tells again: of the same kind and date, and nothing sets the two apart."""
    for place, other in enumerate(told):
        same_place = event.place is None or other.place is None or event.place.value == other.place.value
        same_title = event.title is None or other.title is None or event.title.value == other.title.value
        if event.kind.value == other.kind.value and _same_date(event, other) and same_place and same_title:
            return place
    return None


def _same_date(event: EventMention, other: EventMention) -> bool:
    if event.date is None or other.date is None:
        return event.date is other.date and (event.title is not None or event.place is not None)
    one, two = event.date.value, other.date.value
    same = (one.value, one.end) == (two.value, two.end)
    return same and (one.precision != "year" or event.title is not None)
