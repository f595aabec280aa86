"""Where and when: the dates and places of a sentence, joined where they stand side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from pipeline.extract.dates import MONTHS
from pipeline.extract.extractor import within
from pipeline.model.findings import DateMention, Leaf, Place
from pipeline.spans import Span
from pipeline.vocabulary import countries
from pipeline.vocabulary.patterns import behind, late

NAME = r"\p{Lu}\p{Ll}[\p{L}’'-]*(?:[ ]\p{Lu}\p{Ll}[\p{L}’'-]*){0,2}"
PLACE = late(
    rf"""
    \b (?: [Ii]n | (?P<to> to ) | near | outside | (?<= \b (?: scheduled | planned | set ) \s+ ) for ) \s+ (?:
      (?: the \s+ (?: (?: town | city | village | municipality | region | district ) \s+ of \s+ )? | nearby \s+ )?
      (?P<place> {NAME} )
    | (?P<place> the \s+ {NAME} (?: \s+ of \s+ {NAME} )? )
    ) (?: , \s+ (?P<land> {NAME} ) )?
    """,
    regex.VERBOSE,
)
NEXT_PLACE = late(
    rf"""
    (?: \s* \( [^()\n]{{1,60}} \) )? (?: , \s+ (?: and \s+ )? | \s+ and \s+ ) (?: in \s+ )?
    (?P<place> {NAME} )
    (?= \s* [(,.;] | \s+ (?: and | between | in | on | from | during | to | with | for | at | by | was | were | took ) \b | \Z )
    """,
    regex.VERBOSE,
)
DATELINE = late(
    r"\b(?P<place>\p{Lu}{3,}(?:[ -]\p{Lu}+){0,2})(?:,\s+\p{Lu}\p{L}+)?(?:,\s+|\s+\()(?P<date>[^\n–—]{6,30}?)\)?\s+[–—-]\s"
)
UNDATED_LINE = late(r"(?:\A|\n)(?P<place>\p{Lu}{3,}(?:[ -]\p{Lu}+){0,2})\s+[–—-]\s")
TOWN_BEFORE = late(rf"(?:\G|\(|[,(–-]\s|[•-]\s|\n)(?P<place>{NAME}),\s+(?:[^,;:.()\n]{{3,40}},\s+)?\Z")
OPENED_BEFORE = behind(rf"\((?P<place>{NAME}),\s+")
"""A town that a bracket opens with: '(Osh, 3-4 May 2019)'."""
TOWN_LAST = late(rf"(?:[,:–-]\s+|\p{{Ll}}\s+)(?P<place>{NAME})(?=\s*(?:[(.;,]|\d|\Z))")
"""The town that a line of a list has at its end: '12 April 2019 – Round table on hate speech, Ohrid (35 participants)'."""
TOWN_OPENS = behind(rf"(?:\A|\n|[:;,•–-]\s+|\band\s+)(?P<place>{NAME})\s+\(")
"""A town of a list with its day in brackets: '; Naryn (15 May 2016'."""
TOWN_AFTER = late(rf",\s+(?P<place>{NAME})(?=\s*(?:[:;,.(–-]|\Z))")
TODAY = late(r"\b[Tt]oday\b")
HERE = late(r"\bhere\b")
NO_PLACES = frozenset(
    """Parliament English Russian French German Article Articles Annex Law Part Section Resolution Decision Opinion
    Government Court Chapter Europe Additional Paragraph Following Addition Co-operation Cooperation Partnership
    Presence Internet Committee Working Human Persons Women Children Society Public Member Participating States State United
    Cabinet Senate Ministry President Prime Deputy Minister Ms Mr Mrs Dr Professor Ambassador Council General
    Criminal Civil Local Election Electoral On In At
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Joint National Regional International Commission Office Act Code Constitution""".split()
) | {name.capitalize() for name in MONTHS}
DATE_BEFORE = behind(
    r"(?:\b(?:in|on|from|between|during|today|for|(?:morning|evening|afternoon|night)\s+of)\s+(?:late\s+|early\s+|mid-?\s*|the\s+end\s+of\s+|both\s+)?|[(,:]\s*)",
    ignore_case=True,
)
OTHERS_DATE = behind(
    r"\b(?:published|issued|adopted|signed|endorsed|enacted|elected|amended|released|dated|appointed|established|force|ratified"
    r"|registered|arrested|detained|sentenced|born|died|submitted|recorded|created|founded|received|approved|passed)\s+(?:\p{L}+\s+){0,3}"
)
FOR_DATE = behind(r"\b(?:scheduled|planned|set|due|foreseen)\s+for\s+(?:late\s+|early\s+|mid-?\s*)?", ignore_case=True)
FOR = behind(r"\bfor\s+(?:\p{L}+\s+)?", ignore_case=True)
ITS_OWN = behind(
    r"[“\"]|\b(?:elections?|vote|polls?|report|opinion|law|decision|judgment)\s+(?:of|on|in|from)\s+", ignore_case=True
)
"""'the elections of 5 May': the day of something else."""
TOUCHING = late(r",?\s*(?:here\s+)?")
NEAR = 80
"""How many characters before a word still belong to it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A date, a place, or both side by side, with the prepositions before them."""

    span: Place
    date: DateMention | None = None
    place: Leaf[str] | None = None

    @property
    def is_exact(self) -> bool:
        """True where a day or a month is told."""
        return self.date is not None and self.date.date.value.precision != "year"

    @property
    def is_day(self) -> bool:
        return self.date is not None and self.date.date.value.precision == "day"


def settings_of(
    text: str, sentence: Place, dates: Sequence[DateMention], taken: list[Place], *, of_visit: bool
) -> tuple[Setting, ...]:
    """Dates and places of a sentence in order, joined where they stand side by side; 'to Osh' is a place of visits alone."""
    single = [*_dates(text, sentence, dates), *_places(text, sentence, taken, of_visit=of_visit)]
    joined: list[Setting] = []
    for setting in sorted(single, key=lambda setting: setting.span):
        last = joined[-1] if joined else None
        if last is None or (last.date is None) == (setting.date is None) or (last.date and last.place):
            joined.append(setting)
        elif TOUCHING.fullmatch(text, last.span.end, setting.span.start):
            joined[-1] = Setting(last.span.hull(setting.span), last.date or setting.date, last.place or setting.place)
        else:
            joined.append(setting)
    return tuple(joined)


def _dates(text: str, sentence: Place, dates: Sequence[DateMention]) -> Iterator[Setting]:
    for mention in within(dates, sentence):
        near = max(sentence.start, mention.span.start - NEAR)
        opened = OPENED_BEFORE.search(text, near, mention.span.start) or TOWN_OPENS.search(
            text, near, mention.span.start
        )
        if opened and is_place(opened["place"]):
            name: Place = Span(*opened.span("place"))
            yield Setting(name.hull(mention.span), mention, Leaf(name.cut(text), (name,), "events.listed"))
            continue
        before = DATE_BEFORE.search(text, near, mention.span.start)
        if before is None or OTHERS_DATE.search(text, near, before.start()):
            continue
        if FOR.search(text, near, mention.span.start) and not FOR_DATE.search(text, near, mention.span.start):
            continue
        yield Setting(Span(before.start(), mention.span.end), date=mention)


def listed(
    text: str, sentence: Place, dates: Sequence[DateMention], settings: tuple[Setting, ...]
) -> tuple[Setting, ...]:
    """The settings of a line that is no sentence: towns beside days, else `settings` with the days that no word leads to."""
    lines = list(_towns(text, sentence, dates))
    if any(setting.place for setting in lines) and not any(setting.place for setting in settings):
        return tuple(lines)
    if any(setting.place and setting.date for setting in settings):
        return settings
    known = [setting.date for setting in settings if setting.date]
    bare = [Setting(line.span, line.date) for line in lines if line.date not in known]
    return tuple(sorted([*settings, *bare], key=lambda setting: setting.span))


def _towns(text: str, sentence: Place, dates: Sequence[DateMention]) -> Iterator[Setting]:
    """The town beside the day: 'Skopje, 12 March 2018', '22 May 2019, Minsk:'."""
    days = [mention for mention in within(dates, sentence) if mention.date.value.precision == "day"]
    for mention in days:
        near = max(sentence.start, mention.span.start - NEAR)
        before = TOWN_BEFORE.search(text, near, mention.span.start)
        after = TOWN_AFTER.match(text, mention.span.end, sentence.end)
        town = before or after
        if town is not None and is_place(town["place"]):
            name: Place = Span(*town.span("place"))
            yield Setting(name.hull(mention.span), mention, Leaf(name.cut(text), (name,), "events.listed"))
        elif len(days) == 1 and (last := TOWN_LAST.search(text, *sentence)) and is_place(last["place"]):
            yield Setting(mention.span, mention, Leaf(last["place"], (Span(*last.span("place")),), "events.listed"))
        else:
            yield Setting(mention.span, mention)


def _places(text: str, sentence: Place, taken: list[Place], *, of_visit: bool) -> Iterator[Setting]:
    for match in PLACE.finditer(text, sentence.start, sentence.end):
        span: Place = Span(*match.span("place"))
        if match["to"] and not of_visit:
            continue
        if any(other.overlaps(span) for other in taken) or not is_place(match["place"]):
            continue
        if text[match.start() : span.start].rstrip().endswith("the") and not countries.by_name(match["place"]):
            continue
        if match["land"] and countries.by_name(match["land"]):
            span = Span(span.start, match.end("land"))
        yield _place(text, match.start(), span)
        yield from _next_places(text, span.end, sentence.end, taken)


def is_place(name: str) -> bool:
    """False for what is capitalized but no place: 'English', 'Albanian', 'Article'."""
    first = name.split()[0]
    is_word = first in NO_PLACES or first.lower() in countries.adjectives()
    return not is_word or countries.by_name(name) is not None


def _next_places(text: str, at: int, limit: int, taken: list[Place]) -> Iterator[Setting]:
    """The further places of a list: 'in Almaty (12 March), Astana (20 March) and Shymkent'."""
    while (match := NEXT_PLACE.match(text, at, limit)) is not None:
        span: Place = Span(*match.span("place"))
        if not is_place(match["place"]) or any(other.overlaps(span) for other in taken):
            return
        if " in " not in match.group():  # else `PLACE` finds it itself
            yield _place(text, span.start, span)
        at = span.end


def _place(text: str, start: int, name: Place) -> Setting:
    return Setting(Span(start, name.end), place=Leaf(name.cut(text), (name,), "events.place"))


def with_dateline(
    text: str, sentence: Place, settings: tuple[Setting, ...], dates: Sequence[DateMention]
) -> tuple[Setting, ...]:
    """`settings` with the day and place of the dateline above ('ASTANA, 18 September 2019 –') where a sentence says 'today'."""
    line = DATELINE.match(text, sentence.start, sentence.end)
    if line is not None:  # the day of the news, and not of what it tells
        settings = tuple(setting for setting in settings if setting.span.start >= line.end())
    today = TODAY.search(text, *sentence) or HERE.search(text, *sentence)
    if today is None:
        return settings
    lines = [*DATELINE.finditer(text, 0, sentence.end)][-1:] or [*UNDATED_LINE.finditer(text, 0, sentence.end)][-1:]
    if not lines:
        return settings
    dated = lines[0].groupdict().get("date") and today.group() != "here"
    date = next(within(dates, Span(*lines[0].span("date"))), None) if dated else None
    if today.group() != "here" and (date is None or not date.date.value.value):
        return settings
    name = _as_written(text, Span(*lines[0].span("place")))
    has_place = any(setting.place for setting in settings)
    place = None if has_place else Leaf(name.cut(text), (name,), "events.dateline")
    if date is None and place is None:
        return settings
    others = [setting for setting in settings if setting.date is not date or date is None]
    return tuple(sorted([*others, Setting(Span(*today.span()), date, place)], key=lambda setting: setting.span))


def _as_written(text: str, line: Place) -> Place:
    """The town of a dateline in capitals where the text has it in small letters, else as it stands in the dateline."""
    name = line.cut(text)
    start = text.find(name.title())
    return Span(start, start + len(name)) if start >= 0 else line
