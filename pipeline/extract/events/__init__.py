"""Events: round tables, workshops, trainings, forums, visits, meetings, each with a date or a place.

A word that names an event is one only where the sentence says that it happened: somebody held it or took part in it,
or it took place. Dates and counts are those that `dates` and `counts` found; this module binds them. What is planned,
wished for, denied or told in general is no event. One told again ('the event', 'both Forums') is the one told before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import regex

from pipeline.extract.dates import MONTHS
from pipeline.extract.events.heads import HELD, ORGANISED, VISIT_TO, Head, Scene, head_at, is_encounter, is_held
from pipeline.extract.events.settings import NEAR, Setting, bodies, settings_of, with_dateline
from pipeline.extract.extractor import Extractor, within
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import CountMention, EventMention, Findings, Leaf, Place
from pipeline.model.records import Count, Date
from pipeline.spans import Span
from pipeline.vocabulary.patterns import behind

WORD = r"\p{Lu}[\p{L}\d/&’'-]*"
OFFICE = r"(?:Presence|Mission|Cent(?:re|er)|Office|Programme|Project|Co-?ordinator|Delegation|Embassy)"
BODY = rf"""
    {WORD} (?:
      \s+ {WORD}
    | \s+ (?: of | for | on | against ) (?: \s+ the )? \s+ {WORD}
    | ,? \s+ and \s+ (?: (?: the | its ) \s+ )? {WORD}
    | \s+ \( {WORD} \)
    | (?<= \b {OFFICE} ) \s+ (?: in | to | at ) \s+ (?: the \s+ )? {WORD}
    ){{0,30}}
    """
BODIES = rf"{BODY} (?: , \s+ (?: the \s+ )? {BODY} (?= , | \s+ and\b ) )* (?: ,? \s+ and \s+ (?: the \s+ )? {BODY} )?"
AGENTS = rf"{BODY} (?: (?: , \s+ (?: the \s+ )? {BODY} ){{0,6}} ,? \s+ and \s+ (?: (?: the | its ) \s+ )? {BODY} )?"
"""A list before a verb ends with 'and': without it, the comma parts what was told before."""
STEMS = (
    *("oundtable", "ound table", "ound-table", "ound Table", "orkshop", "raining", "trained"),
    *("er school", "ing school", "mn school", "er camp", " course", "moot court", "Moot Court", "Moot court"),
    *("orum", "fora ", "isit", "eeting", " met ", "discussed", "onference", "eminar", "ebinar", "ymposi", "earing"),
    *("olloqui", "onsultation", "anel discussion", "ebate", "retreat", "side event", " event", " launch", "study t"),
    *("wareness", "nformation session", "ublic discussion", "xpert discussion", "ollow-up in", " presented "),
)
"""Every word that `HEAD` finds holds one of these: no other sentence is looked at. Faster than the pattern alone."""
HEAD = regex.compile(
    r"""
    \b (?= [RrWwTtSsAaFfVvMmdCcPpHhLleI] ) (?<! [’'-] | [Pp]ress\s ) (?:
      (?P<roundtable> [Rr]ound[\s-]?[Tt]ables? (?: [\s-](?: trainings? | discussions? | meetings? | events? )){0,2} )
    | (?P<workshop> (?: [Tt]raining\s )? [Ww]orkshops? )
    | (?P<training>
        (?: [Tt]raining | [Ww]inter | [Ss]ummer | [Ss]pring | [Aa]utumn ) \s (?: [Ss]chool | [Aa]cademy | [Cc]amp ) s?
      | [Tt]raining[\s-]of[\s-][Tt]rainers (?: \s (?: sessions? | courses? | events? | seminars? | workshops? ) )?
      | [Tt]rainings? (?: \s (?: sessions? | courses? | events? | seminars? ) )?
        (?! \s (?: cent(?:re|er)s? | materials? | manuals? | modules? | institut\p{L}+ | needs | curricul\p{L}+
          | programmes? | tools? | packages? )\b )
      | (?<! \b [Oo]f \s | \b [Dd]ue \s | \b [Ii]n \s ) [Cc]ourses? (?= \s (?: on | for | in | was | were | took | held )\b )
      | (?: [Aa]wareness(?:-raising)? | [Ii]nformation ) \s sessions?
      | trained
      )
    | (?P<forum> [Ff]orums? | [Ff]ora )
    | (?P<visit> [Vv]isits? | visited | [Ss]tudy \s (?: trips? | tours? ) )
    | (?P<meeting>
        [Mm]eetings?
        (?! \s (?: place | room | point | the | these | their | its | all | such | those | international )\b )
      | (?: (?<= \b (?: [Pp]ublic | [Nn]ational | [Rr]egional | held | hosted | organi[sz]ed | conducted ) \s ) | (?= C ) )
        [Cc]onsultations? (?: \s meetings? )?
      | met | discussed
      )
    | (?P<other>
        [Cc]onferences? | [Ss]eminars? | [Ww]ebinars? | [Ss]ymposi(?:um|a) | [Cc]olloqui(?:um|a)
      | (?: [Pp]ublic | [Pp]arliamentary | [Cc]ommittee | [Jj]oint ) \s [Hh]earings? | [Hh]earings? (?= \s on \b )
      | [Mm]oot \s [Cc]ourts? (?: \s (?: [Cc]ompetitions? | trials? ) )? | [Rr]etreats?
      | (?: [Pp]anel | [Pp]ublic | [Ee]xpert | [Oo]nline ) \s [Dd]iscussions? | (?: [Pp]ublic | [Pp]anel ) \s [Dd]ebates?
      | [Ss]ide[\s-]events? | [Ll]aunch (?: \s events? )? (?= \s (?: of | in | was | took )\b ) | (?<! \b [Ii]n \s (?:the|any|no) \s ) event
      | follow-up (?= \s in \s \p{Lu} ) | presented
      )
    ) (?! [\p{L}-] )
    """,
    regex.VERBOSE,
)
ALONE = frozenset(("visits", "visit", "met", "discussed", "presented", "visited", "trained"))
TOGETHER = regex.compile(r"\)?(?:,|;|,?\s+and)(?:\s*,[^,;.()]{3,40},)?\s*(?:and\s+)?")
MET = regex.compile(r"met\b|[Mm]eetings?\s+with\b")
BODIES_AT_END = regex.compile(r"\b(?:organi[sz]ations|NGOs)\Z")
PART_AFTER = regex.compile(r"\s+(?:of\s+)?(?:them|whom|which)\b")
WITHIN = behind(r"\b(?:from|of|in|across|representing)\s+(?:the\s+)?")
LINKED = regex.compile(
    r"(?:To\s+(?:this|that)\s+(?:effect|end)|In\s+this\s+(?:context|framework|regard|connection)|For\s+this\s+purpose|(?:As\s+part\s+of|Within|Under)\s+th(?:is|ese))\b"
)
AGENT_VERB = rf"(?:(?:has|have|had|also|jointly|then)\s+){{0,2}}(?:{HELD}|assisted|helped|trained|brought)\b"
NO_AGENT = (
    r"(?!(?:In|On|At|From|It|They|The|This|These|As|A|An|He|She|We|To|For|Both|After|During|Following|When|While"
    rf"|{'|'.join(name.capitalize() for name in MONTHS)})\b)"
)
AGENT = regex.compile(
    rf"""
    (?<! [\p{{L}}’'/-] ) (?= \p{{Lu}} ) (?<! \b[Ii]n\s ) {NO_AGENT} (?P<bodies> (?> {AGENTS} ) )
    (?: , [^,;.\n]{{5,120}} , )? \s+ {AGENT_VERB}
    """,
    regex.VERBOSE,
)
PARTNERS = regex.compile(
    rf"""
    \b (?:
      by (?<= \b {ORGANISED} \s+ (?: jointly \s+ | (?: in | on | from | at | to | for ) \s [^,;.\n]{{1,60}} \s )? by )
    | with (?<=
        \b (?: partnership | co-?operation | collaboration | co-?ordination | association | together | jointly
          | {ORGANISED} )
        \s+ with )
    | (?: that | which ) (?= \s+ (?: the \s+ )? \p{{Lu}} [^,;.\n]{{1,80}}? \s {ORGANISED} \b )
    ) \s+ (?: the \s+ )? (?P<bodies> {BODIES} )
    """,
    regex.VERBOSE,
)
AGAIN = regex.compile(
    r"\b(?:the|this|both|these)\s+(?:[\p{Ll}-]+\s+)?(?:events?|round[\s-]?tables?|workshops?|trainings?|conferences?|seminars?|forums?|meetings?|school|visit|hearings?)\b"
    r"|\AIt\b|\bparticipants\b|\btook\s+part\b|\bparticipated\b|\battended\b|\APresent:",
    regex.IGNORECASE,
)
PEOPLE = regex.compile(
    r"""
    \b (?: people | persons? | women | men | youth | staff | police | judges | MPs? | officials | delegates | students
    | activists | analysts | candidates | representatives | professionals | members | experts | academics | deputies
    | diplomats | advocates | mayors | lawyers | guards | civil\sservants | girls | boys | children | pupils | heads | chiefs
    | Roma | Sinti | notaries | bailiffs | sheriffs | organi[sz]ations | NGOs | monitors | leaders | imams | clerks | attendees | guests
    | \p{L}+ (?: (?<! numb | chapt | pap | lett | matt | ord | cent | quart | off ) ers    # prosecutors and officers,
      | (?<! fact | sect | err ) ors | ists | ians | ants? | ees )                          # no papers or sectors
    ) \Z
    """,
    regex.VERBOSE,
)
BEFORE_STEM = 12
"""How many characters before a stem the words of its event start at most: 'training w' in 'training workshop'."""
FOLLOWING = 2
"""How many sentences after an event may still speak of it."""


def find(document: SectionedDocument, found: Findings) -> Iterator[EventMention]:
    """Yield the events of the document, each once."""
    told: list[EventMention] = []
    tellings = list(_tellings(document, found))
    for place, (scene, events) in enumerate(tellings):
        events = [event for event in events if not _is_told(event, told)]
        if len(events) == 1:
            end = tellings[place + 1][0].sentence.start if place + 1 < len(tellings) else scene.paragraph.end
            more = _people(document.text, within(found.counts, _told_again(document, scene, end)))
            events = [replace(events[0], participants=(*events[0].participants, *more))]
        told += events
    yield from told


def _tellings(document: SectionedDocument, found: Findings) -> Iterator[tuple[Scene, list[EventMention]]]:
    """The sentences that tell of events, with the events."""
    text = document.text
    hits = sorted(start for stem in STEMS for start in _places_of(text, stem))
    for whole, group in groupby(hits, key=document.sentence_at):
        near = list(group)
        matches = list(HEAD.finditer(text, max(whole.start, near[0] - BEFORE_STEM), whole.end))
        paragraph = document.paragraph_at(matches[0].start()) if matches else None
        if paragraph is None or paragraph.span.end <= matches[0].start():
            continue
        sentence: Place = Span(max(whole.start, paragraph.span.start), whole.end)
        scene = _scene(document, found, sentence, paragraph.span, matches[-1].end())
        events = list(_events(scene, matches))
        if events:
            yield scene, events


def _places_of(text: str, stem: str) -> Iterator[int]:
    at = text.find(stem)
    while at >= 0:
        yield at
        at = text.find(stem, at + 1)


def _scene(document: SectionedDocument, found: Findings, sentence: Place, paragraph: Place, named: int) -> Scene:
    """What can be bound in a sentence; who holds an event is told before its name, which ends at `named`."""
    text = document.text
    agents = bodies(text, AGENT, Span(sentence.start, named))
    partners = bodies(text, PARTNERS, sentence)
    settings = settings_of(text, sentence, found.dates, [body.spans[0] for body in (*agents, *partners)])
    if LINKED.match(text, sentence.start) and not any(setting.date for setting in settings):
        before = document.sentence_at(max(paragraph.start, sentence.start - 2))
        if paragraph.covers(before) and before != sentence:
            leading = [
                setting for setting in settings_of(text, before, found.dates, []) if setting.span.start == before.start
            ]
            settings = (*leading[:1], *settings)
            agents = agents or bodies(text, AGENT, before)
    settings = with_dateline(text, sentence, settings, found.dates)
    return Scene(text, sentence, paragraph, settings, tuple(within(found.counts, sentence)), agents, partners)


def _events(scene: Scene, matches: list[regex.Match[str]]) -> Iterator[EventMention]:
    """The events that a sentence tells of, in order."""
    heads: list[Head] = []
    ends: list[int] = []  # where what was told of an event gives way to something else
    for match in matches:
        if heads and match.start() < heads[-1].phrase.end:
            continue
        head = head_at(scene, match)
        if heads and heads[-1].kind == "visit" and MET.match(scene.text, match.start(), scene.sentence.end):
            ends.append(match.start())  # whom one met on a visit is part of it
        elif match.group() in ALONE:
            if is_encounter(scene, head):
                heads.append(head)
        elif is_held(scene, head, after_event=bool(heads)):
            heads.append(head)
    for place, head in enumerate(heads):
        next_ones = [*(head.phrase.start for head in heads[place + 1 :]), *ends]
        end = min((start for start in next_ones if start >= head.phrase.end), default=scene.sentence.end)
        start = scene.sentence.start if place == 0 else head.phrase.start
        yield from _bound(scene, head, Span(start, end))


def _bound(scene: Scene, head: Head, zone: Place) -> Iterator[EventMention]:
    """The event of a head, or several where the sentence gives one name several dates and places."""
    inner = [setting for setting in scene.settings if head.phrase.end <= setting.span.start < zone.end]
    leading = [setting for setting in scene.settings if setting.span.end <= head.phrase.start]
    clause = scene.text.find(";", head.phrase.end, zone.end)
    inner = [setting for setting in inner if clause < 0 or setting.span.start < clause]
    whole = _in_a_row(scene.text, [setting for setting in inner if setting.date and setting.place])
    dates = [setting for setting in inner if setting.date] or [setting for setting in reversed(leading) if setting.date]
    places = [setting for setting in inner if setting.place] or [
        setting for setting in leading if setting.place and _leads(scene, setting)
    ]
    row = _in_a_row(scene.text, places)
    is_row = len(row) > 1 and len([setting for setting in row if setting.date]) < 2  # several towns, at most one date
    place = _visited(scene, head) or _joined(scene.text, row)
    people = _people(scene.text, (count for count in scene.counts if zone.covers(count.span)))
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
            participants=people if number == 0 and len(settings) == 1 else (),
            organisers=_organisers(scene, head, zone),
        )


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
    return setting.date is not None or setting.span.start == scene.sentence.start


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


def _people(text: str, counts: Iterator[CountMention]) -> tuple[Leaf[Count], ...]:
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


def _told_again(document: SectionedDocument, scene: Scene, end: int) -> Place:
    """The sentences behind an event that still speak of it, as one span, up to `end`, where another one starts."""
    last = scene.sentence.end
    for other in document.sentences_of(Span(last, min(end, scene.paragraph.end)))[:FOLLOWING]:
        if not AGAIN.search(document.text, other.start, other.end):
            break
        last = other.end
    return Span(scene.sentence.end, last)


def _is_told(event: EventMention, told: list[EventMention]) -> bool:
    """True for an event that an earlier sentence told: of the same kind and date, and nothing sets the two apart."""
    for other in told:
        same_place = event.place is None or other.place is None or event.place.value == other.place.value
        same_title = event.title is None or other.title is None or event.title.value == other.title.value
        if event.kind.value == other.kind.value and _same_date(event, other) and same_place and same_title:
            return True
    return False


def _same_date(event: EventMention, other: EventMention) -> bool:
    if event.date is None or other.date is None:
        return event.date is other.date and event.title is not None
    one, two = event.date.value, other.date.value
    return _key(one) == _key(two) and (one.precision != "year" or event.title is not None)


def _key(date: Date) -> tuple[str | None, str | None]:
    return date.value, date.end


EXTRACTOR = Extractor("events", find)
