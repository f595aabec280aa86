"""What is bound to an event's head: its dates and places, who held it, who took part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from pipeline.extract.events.heads import PUT_OFF, VISIT_TO, Head, Scene
from pipeline.extract.events.settings import NEAR, Setting
from pipeline.model.findings import CountMention, EventMention, Leaf, Place
from pipeline.model.records import Count
from pipeline.spans import Span
from pipeline.vocabulary.patterns import behind

TOGETHER = regex.compile(
    r"(?:,\s+[^,;.()]{3,40}\)|\s*\([^()]{1,60}\))?(?:,?\s+(?:for|with|attended\s+by|to)\s+[^,;.()]{3,60})?\)?(?:,|;|,?\s+and)(?:\s*,[^,;.()]{3,40},)?\s*(?:and\s+)?(?:(?:one|another|a\s+second)\s+)?"
)
GATHERED = behind(r"\b(?:gathered|met|convened|came\s+together|assembled)\s+(?:again\s+|online\s+)?")
LEADING = regex.compile(r"(?:In|At)\s+the\s+[^,;.]{3,60},")
"""'In the police academy in Danilovgrad,' before what took place there."""
BODIES_AT_END = regex.compile(r"\b(?:organi[sz]ations|NGOs)\Z")
PART_AFTER = regex.compile(r"\s+(?:of\s+)?(?:them|whom|which)\b")
WITHIN = behind(r"\b(?:from|of|in|across|representing)\s+(?:the\s+)?")
PEOPLE = regex.compile(
    r"""
    \b (?: people | persons? | women | men | youth | staff | police | judges | MPs? | officials | delegates | students
    | activists | analysts | candidates | representatives | professionals | members | experts | academics | deputies
    | diplomats | advocates | mayors | lawyers | guards | civil\sservants | girls | boys | children | pupils | heads | chiefs
    | Roma | Sinti | notaries | bailiffs | sheriffs | organi[sz]ations | NGOs | monitors | leaders | imams | clerks | attendees | guests
    | \p{L}+ (?: (?<! numb | chapt | pap | lett | matt | ord | cent | quart | off ) ers    # prosecutors and officers,
      | (?<! fact | sect | err ) ors | ists | ians | ants? | ees )                          # no papers or sectors
    ) (?: \s+ (?: of | from | and ) \s .* )? \Z
    """,
    regex.VERBOSE,
)


def bound(scene: Scene, head: Head, zone: Place) -> Iterator[EventMention]:
    """The event of a head, or several where the sentence gives one name several dates and places."""
    inner = [setting for setting in scene.settings if head.phrase.end <= setting.span.start < zone.end]
    leading = [setting for setting in scene.settings if setting.span.end <= head.phrase.start]
    clause = scene.text.find(";", head.phrase.end, zone.end)
    inner = [setting for setting in inner if clause < 0 or setting.span.start < clause]
    put_off = PUT_OFF.search(scene.text, head.phrase.end, zone.end)
    inner = [setting for setting in inner if put_off is None or setting.span.start >= put_off.end()]
    whole = _in_a_row(scene.text, [setting for setting in inner if setting.date and setting.place])
    dates = [setting for setting in inner if setting.date] or [setting for setting in reversed(leading) if setting.date]
    places = [setting for setting in inner if setting.place] or [
        setting for setting in leading if setting.place and _leads(scene, setting)
    ]
    row = _in_a_row(scene.text, places)
    is_row = len(row) > 1 and len([setting for setting in row if setting.date]) < 2  # several towns, at most one date
    place = _visited(scene, head) or _joined(scene.text, row)
    heard = Span(head.word.end, zone.end) if head.word.cut(scene.text) in ("presented", "taught") else zone
    groups = people(scene.text, (count for count in scene.counts if heard.covers(count.span)))
    if len(whole) > 1:
        settings = whole
    elif is_row and head.is_many(scene.text):
        date = dates[0].date if dates else None
        settings = [replace(setting, date=date) for setting in row]
    elif whole and not is_row:
        settings = whole[:1]
    elif len(dates) > 1 and _are_apart(scene.text, dates):
        settings = [replace(setting, place=place) for setting in dates]
    else:
        first = dates[0] if dates else None
        if first is None and place is None:
            return
        settings = [Setting(first.span if first else head.phrase, first.date if first else None, place)]
    for number, setting in enumerate(settings):
        span = head.phrase
        if scene.sentence.covers(setting.span):
            span = setting.span if number else span.hull(setting.span)
        yield EventMention(
            span=span,
            confidence=0.9 if setting.date and setting.place else 0.8,
            kind=Leaf(head.kind, (head.word,), "events.kind"),
            title=head.title,
            date=setting.date.date if setting.date else None,
            place=setting.place,
            participants=groups if len(settings) == 1 else _own(groups, settings, number, zone),
            organisers=_organisers(scene, head, zone),
        )


def _own(groups: tuple[Leaf[Count], ...], settings: list[Setting], number: int, zone: Place) -> tuple[Leaf[Count], ...]:
    """Who took part in one of several events: 'one in Podgorica for 21 prosecutors, and one in Kolašin for 16 clerks'."""
    first = settings[0].span.end
    if not groups or any(group.spans[0].start < first for group in groups):
        return ()
    end = settings[number + 1].span.start if number + 1 < len(settings) else zone.end
    return tuple(group for group in groups if settings[number].span.end <= group.spans[0].start < end)


def _in_a_row(text: str, settings: list[Setting]) -> list[Setting]:
    """The first of `settings` and those that 'and' joins to it."""
    row = settings[:1]
    for setting in settings[1:]:
        if not TOGETHER.fullmatch(text, row[-1].span.end, setting.span.start):
            break
        row.append(setting)
    return row


def _joined(text: str, row: list[Setting]) -> Leaf[str] | None:
    """The place of one event, which may have been held in two towns: as written, both together."""
    leaves = [setting.place for setting in row if setting.place]
    if len(leaves) < 2 or len([setting for setting in row if setting.date]) > 1:
        return leaves[0] if leaves else None
    span: Place = leaves[0].spans[0].hull(leaves[-1].spans[0])
    return Leaf(span.cut(text), (span,), "events.place")


def _are_apart(text: str, dates: list[Setting]) -> bool:
    """True for several days that 'and' joins: each had an event of its own."""
    days = all(setting.date and setting.date.date.value.precision == "day" for setting in dates)
    return days and len(_in_a_row(text, dates)) == len(dates)


def _leads(scene: Scene, setting: Setting) -> bool:
    if setting.date is not None or setting.span.start == scene.sentence.start:
        return True
    if GATHERED.search(scene.text, scene.sentence.start, setting.span.start):
        return True
    return LEADING.fullmatch(scene.text, scene.sentence.start, setting.span.end + 1) is not None


def _visited(scene: Scene, head: Head) -> Leaf[str] | None:
    match = VISIT_TO.match(scene.text, head.word.end, scene.sentence.end) if head.kind == "visit" else None
    return Leaf(match["place"], (Span(*match.span("place")),), "events.visited") if match else None


def _organisers(scene: Scene, head: Head, zone: Place) -> tuple[Leaf[str], ...]:
    """Who held the event, and with whom; a later head of the sentence keeps the first one's agents."""
    agents = [
        body
        for body in scene.agents
        if body.spans[0].end <= head.phrase.start or not scene.sentence.covers(body.spans[0])
    ]
    partners = [body for body in scene.partners if zone.covers(body.spans[0])]
    return tuple({body.value: body for body in (*agents, *partners)}.values())


def people(text: str, counts: Iterator[CountMention]) -> tuple[Leaf[Count], ...]:
    """The groups that took part. A part of a group told before it ('18 of them women') is no group of its own."""
    groups: list[CountMention] = []
    for mention in counts:
        if not PEOPLE.search(mention.count.value.unit or "") or PART_AFTER.match(text, mention.number.end):
            continue
        low = max(0, mention.span.start - NEAR)
        if BODIES_AT_END.search(mention.count.value.unit or "") and WITHIN.search(text, low, mention.span.start):
            continue
        bracket = text.rfind("(", groups[-1].span.end, mention.span.start) if groups else -1
        if bracket < 0 or ")" in text[bracket : mention.span.start]:
            groups.append(mention)
    return tuple(mention.count for mention in groups)
