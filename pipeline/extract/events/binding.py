"""What is bound to an event's head: its dates and places, who held it, who took part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

import regex

from pipeline.extract.events.bodies import HELD
from pipeline.extract.events.evidence import BE, FINITE, PAID_TO, PARTING, PUT_OFF, VISIT_TO
from pipeline.extract.events.phrases import Head, Scene
from pipeline.extract.events.settings import NEAR, Setting
from pipeline.model.findings import CountMention, EventMention, Leaf, Place
from pipeline.model.records import Count, Date
from pipeline.spans import Span
from pipeline.vocabulary.patterns import behind, late

PARTED = late(r"[,;]|\band\b|\bto\b")
"""What stands between two events of one head, which no verb parts: 'in Bar on 9 May and for 14 clerks in Kotor on 11 May'."""
WAS_HELD = late(rf"\b(?:{BE}|be)\s+(?:\p{{Ll}}+ly\s+)?{HELD}\b|\btook\s+place\b")
LONGEST_GAP = 110
LAST_PART = behind(r"(?:;|,?\s+and\b|,)[^,;]*?")
TOGETHER = late(
    r"(?:,\s+[^,;.()]{3,40}\)|\s*\([^()]{1,60}\))?\)?(?:,|;|,?\s+and)(?:\s*,[^,;.()]{3,40},)?\s*(?:and\s+)?(?:(?:one|another|a\s+second)\s+)?"
)
GATHERED = behind(r"\b(?:gathered|met|convened|came\s+together|assembled)\s+(?:again\s+|online\s+)?")
LEADING = late(r"(?:In|At)\s+the\s+[^,;.]{3,60},")
"""'In the police academy in Danilovgrad,' before what took place there."""
BODIES_AT_END = late(r"\b(?:organi[sz]ations|NGOs)\Z")
PART_AFTER = late(r"\s+(?:of\s+)?(?:them|whom|which)\b")
WITHIN = behind(r"\b(?:from|of|in|across|representing)\s+(?:the\s+)?")
HEARD = frozenset(("presented", "taught", "launched"))
"""Verbs whose people stand behind them, unless they are told in the passive."""
BE_BEFORE = behind(r"\b(?:was|were|been|be)\s+(?:\p{Ll}+\s+)?")
AT_IT = late(r",?\s*(?:at|for|during|as\s+part\s+of)\s+(?:(?:an?|the|its|their)\s+)?(?:[\p{L}-]+\s+){0,3}")
"""'in Budapest at a' before 'round table'."""
WHO = r"""
    (?: people | \p{L}* persons? | women | men | youth | staff | police | judges | MPs? | officials | delegates | students
    | activists | analysts | candidates | representatives | professionals | members | experts | academics | deputies
    | diplomats | advocates | mayors | lawyers | guards | civil\sservants | girls | boys | children | pupils | heads | chiefs
    | Roma | Sinti | notaries | bailiffs | sheriffs | organi[sz]ations | NGOs | monitors | leaders | imams | clerks | attendees | guests
    | \p{L}+ (?: (?<! numb | chapt | pap | lett | matt | ord | cent | quart | off ) ers    # prosecutors and officers,
      | (?<! fact | sect | err ) ors | ists | ians | ants? | ees )                          # no papers or sectors
    )
    """
PEOPLE = late(rf"\b {WHO} (?: \s+ (?: of | from | and ) \s .* )? \Z", regex.VERBOSE)
PEOPLE_BEHIND = late(rf"\s+ (?: (?: and | or ) \s+ )? (?: [\p{{L}}-]+ \s+ ){{0,3}}? {WHO} \b", regex.VERBOSE)
"""'16 newly appointed | prosecutors', '31 Italian | and Slovenian prosecutors': the noun behind what was read as the unit."""


def bound(scene: Scene, head: Head, zone: Place) -> Iterator[EventMention]:
    """The event of a head, or several where the sentence gives one name several dates and places; one without any is loose."""
    inner, leading = _around(scene, head, zone)
    whole = _row(scene.text, [setting for setting in inner if setting.date and setting.place])
    dates = [setting for setting in inner if setting.date] or [setting for setting in reversed(leading) if setting.date]
    places = [setting for setting in inner if setting.place] or [
        setting for setting in leading if setting.place and _leads(scene, head, setting)
    ]
    if not dates:
        places = [setting for setting in places if _is_held_in(scene.text, head, setting)]
    row = _in_a_row(scene.text, places)
    is_row = len(row) > 1 and len([setting for setting in row if setting.date]) < 2  # several towns, at most one date
    place = _visited(scene, head) or _joined(scene.text, row)
    if len(whole) > 1:
        settings = whole
    elif is_row and head.is_many(scene.text):
        settings = [replace(setting, date=dates[0].date if dates else None) for setting in row]
    elif whole and not is_row:
        settings = whole[:1]
    elif len(dates) > 1 and _are_apart(scene.text, dates):
        settings = [replace(setting, place=place) for setting in dates]
    else:
        first = dates[0] if dates else None
        settings = [Setting(first.span if first else head.phrase, first.date if first else None, place)]
    heard = _heard(scene.text, head, zone)
    counts = [count for count in scene.counts if heard.covers(count.span)]
    shares = _shares(scene.text, counts, settings, zone)
    if len(settings) > 1 and is_row and not any(shares[:-1]):
        shares = [()] * len(settings)  # in several towns at one time: all together
    for number, (setting, share) in enumerate(zip(settings, shares, strict=True)):
        if head.kind == "visit" and setting.date is None:
            continue
        span = head.phrase
        if scene.sentence.covers(setting.span):
            span = setting.span if number else span.hull(setting.span)
        yield EventMention(
            span=span,
            confidence=0.9 if setting.date and setting.place else 0.8,
            kind=Leaf(head.kind, (head.word.span,), "events.kind"),
            title=head.title,
            date=dated(setting),
            place=setting.place,
            participants=share,
            organisers=() if head.kind == "visit" else organisers(scene, head.phrase.start, zone),
        )


def dated(setting: Setting) -> Leaf[Date] | None:
    """The date of a setting; one that lacks its year says that something took place, and is no value."""
    return setting.date.date if setting.date and setting.date.date.value.value else None


def _around(scene: Scene, head: Head, zone: Place) -> tuple[list[Setting], list[Setting]]:
    """The settings behind a head in its zone, and those before it: of its zone, or that the sentence opens with."""
    text, at = scene.text, head.phrase
    clause = -1 if head.is_many(text) else text.find(";", at.end, zone.end)
    put_off = PUT_OFF.search(text, at.end, zone.end)
    low = put_off.end() if put_off else at.end
    high = clause if clause >= 0 else zone.end
    inner = [setting for setting in scene.settings if low <= setting.span.start < high]
    opens = [setting for setting in scene.settings if setting.span.end <= at.start]
    return inner, [
        setting
        for setting in opens
        if setting.span.start == scene.sentence.start
        or not scene.sentence.covers(setting.span)  # of the sentence that this one links to: 'To this effect, …'
        or (zone.covers(setting.span) and _is_of_the_clause(text, setting, at, zone))
    ]


def _is_held_in(text: str, head: Head, setting: Setting) -> bool:
    """True where no verb but that of holding stands between an event and a place: 'was held in Osh', not 'was valid in Osh'."""
    start = max(
        [held.end() for held in WAS_HELD.finditer(text, head.phrase.end, setting.span.start)] or [head.phrase.end]
    )
    return PARTING.search(text, start, setting.span.start) is None


def _is_of_the_clause(text: str, setting: Setting, at: Place, zone: Place) -> bool:
    """True where no other verb has a claim on a setting before the head; a bare year is too weak to stand behind any."""
    if not FINITE.search(text, zone.start, setting.span.start):
        return True
    return (setting.is_exact or setting.date is None) and not PARTING.search(text, setting.span.end, at.start)


def _heard(text: str, head: Head, zone: Place) -> Place:
    """Where those who took part are told: all of the part of the sentence, or behind who 'taught 12 clerks'."""
    word = head.word.span
    if word.cut(text) not in HEARD or BE_BEFORE.search(text, zone.start, word.start):
        return zone
    return Span(word.end, max(word.end, zone.end))


def _row(text: str, whole: list[Setting]) -> list[Setting]:
    """The first of several settings that have both day and place, and those that no verb parts from it."""
    row = whole[:1]
    for setting in whole[1:]:
        gap: Place = Span(row[-1].span.end, setting.span.start)
        if gap.length > LONGEST_GAP or not PARTED.search(text, *gap) or PARTING.search(text, *gap):
            break
        row.append(setting)
    return row


def _shares(
    text: str, counts: list[CountMention], settings: list[Setting], zone: Place
) -> list[tuple[Leaf[Count], ...]]:
    """Who took part in each of several events: 'one in Podgorica for 21 prosecutors, and one in Kolašin for 16 clerks'.

    Groups before the first alone are those of all events together, and so of none.
    """
    if len(settings) == 1:
        return [people(text, counts)]
    starts = [zone.start]
    for before, setting in pairwise(settings):
        cut = LAST_PART.search(text, before.span.end, setting.span.start)
        starts.append(cut.start() if cut else setting.span.start)
    ends = [*starts[1:], zone.end]
    shares = [
        people(text, (count for count in counts if start <= count.span.start < end))
        for start, end in zip(starts, ends, strict=True)
    ]
    if not any(shares[1:]) and any(group.spans[0].start < settings[0].span.start for group in shares[0]):
        return [()] * len(settings)
    return shares


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
    return all(setting.is_day for setting in dates) and len(_in_a_row(text, dates)) == len(dates)


def _leads(scene: Scene, head: Head, setting: Setting) -> bool:
    if setting.date is not None or setting.span.start == scene.sentence.start:
        return True
    if GATHERED.search(scene.text, scene.sentence.start, setting.span.start):
        return True
    return LEADING.fullmatch(scene.text, scene.sentence.start, setting.span.end + 1) is not None or (
        AT_IT.fullmatch(scene.text, setting.span.end, head.phrase.start) is not None
    )


def _visited(scene: Scene, head: Head) -> Leaf[str] | None:
    if head.kind != "visit":
        return None
    to = VISIT_TO if head.word.is_verb else PAID_TO
    match = to.match(scene.text, head.word.span.end, scene.sentence.end)
    return Leaf(match["place"], (Span(*match.span("place")),), "events.visited") if match else None


def organisers(scene: Scene, before: int, zone: Place) -> tuple[Leaf[str], ...]:
    """Who held the event, and with whom; a later head of the sentence keeps the first one's agents."""
    agents = [body for body in scene.agents if body.spans[0].end <= before or not scene.sentence.covers(body.spans[0])]
    partners = [body for body in scene.partners if zone.covers(body.spans[0])]
    return tuple({body.value: body for body in (*agents, *partners)}.values())


def _counts_people(text: str, mention: CountMention) -> bool:
    unit = mention.count.value.unit or ""
    if PEOPLE.search(unit):
        return True
    return not unit.endswith("s") and PEOPLE_BEHIND.match(text, mention.span.end) is not None


def people(text: str, counts: Iterable[CountMention]) -> tuple[Leaf[Count], ...]:
    """The groups that took part. A part of a group told before it ('18 of them women') is no group of its own."""
    groups: list[CountMention] = []
    for mention in counts:
        if not _counts_people(text, mention) or PART_AFTER.match(text, mention.number.end):
            continue
        low = max(0, mention.span.start - NEAR)
        if BODIES_AT_END.search(mention.count.value.unit or "") and WITHIN.search(text, low, mention.span.start):
            continue
        bracket = text.rfind("(", groups[-1].span.end, mention.span.start) if groups else -1
        if bracket < 0 or ")" in text[bracket : mention.span.start]:
            groups.append(mention)
    return tuple(mention.count for mention in groups)
