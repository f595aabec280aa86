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
from pipeline.extract.events.again import by_number, of_the_next, with_loose
from pipeline.extract.events.binding import bound, people
from pipeline.extract.events.heads import (
    FINITE,
    GATHERED,
    HELD,
    ORGANISED,
    VERBS,
    Head,
    Scene,
    head_at,
    is_encounter,
    is_held,
)
from pipeline.extract.events.settings import bodies, listed, settings_of, with_dateline
from pipeline.extract.extractor import Extractor, within
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import EventMention, Findings, Place
from pipeline.model.records import Date
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
    *(
        "er school",
        "er School",
        "ing school",
        "ing School",
        "mn school",
        "er camp",
        " course",
        "moot court",
        "Moot Court",
        "Moot court",
    ),
    *(
        "orum",
        "fora ",
        "isit",
        "ravel",
        "eeting",
        " met ",
        "discussed",
        "onference",
        "eminar",
        "ebinar",
        "ymposi",
        "earing",
    ),
    *("olloqui", "onsultation", "anel discussion", "ebate", "retreat", "side event", " event", " launch", "study t"),
    *("wareness", "session", "ublic discussion", "xpert discussion", "ollow-up in", " presented "),
    *(
        "riefing",
        "riefed",
        "aster class",
        "asterclass",
        "exercise",
        "ialogue",
        "ecture",
        "athering",
        "ongress",
        "ummit",
        "eremony",
    ),
    *("xhibition", "cademy", " gathered", " convened", " came together", " meets ", " debated", " taught "),
    *(
        " was in ",
        " were in ",
        " went to ",
        " came to ",
        " spent ",
        "ress conference",
        "oad show",
        " talks ",
        " learn",
        " practised ",
        "xchange of views",
        "Course",
    ),
)
"""Every word that `HEAD` finds holds one of these: no other sentence is looked at. Faster than the pattern alone."""
HEAD = regex.compile(
    r"""
    \b (?= [RrWwTtSsAaFfVvMmdCcPpHhLleIBbgDGEi] ) (?<! [’'-] ) (?:
      (?P<roundtable> [Rr]ound[\s-]?[Tt]ables? (?: [\s-](?: trainings? | discussions? | meetings? | events? )){0,2} )
    | (?P<workshop> (?: [Tt]raining\s )? [Ww]orkshops? )
    | (?P<training>
        (?: [Tt]raining | [Ww]inter | [Ss]ummer | [Ss]pring | [Aa]utumn ) \s (?: [Ss]chool | [Aa]cademy | [Cc]amp ) s?
      | (?: [Tt]raining | [Cc]oaching | [Rr]efresher ) \s sessions? | [Mm]aster\s?class(?: es )?
      | (?<= \bwere \s ) taught | (?: learn(?:ed|t) | practised ) (?= \s (?: in \s \p{Lu} | (?: how | to | about )\b ) )
      | taught (?= \s (?: \d | \p{Ll}+ (?: teen | ty | [- ]\p{Ll}+ )? \s ) )
      | [Tt]raining[\s-]of[\s-][Tt]rainers (?: \s (?: sessions? | courses? | events? | seminars? | workshops? ) )?
      | [Tt]rainings? (?: \s (?: sessions? | courses? | events? | seminars? ) )?
        (?! \s (?: cent(?:re|er)s? | materials? | manuals? | modules? | institut\p{L}+ | needs | curricul\p{L}+
          | programmes? | tools? | packages? | rooms? | grounds? | facilit(?:y|ies) | departments? | units? | colleges? )\b )
      | (?<! \b [Oo]f \s | \b [Dd]ue \s | \b [Ii]n \s ) [Cc]ourses?
        (?= ,\s one\b | \s (?: on | for | in | was | were | took | held | is | will | starts? | begins? | ran | ended | concluded | brought )\b )
      | (?: [Aa]wareness(?:-raising)? | [Ii]nformation ) \s sessions?
      | trained
      )
    | (?P<forum> [Ff]orums? | [Ff]ora )
    | (?P<visit> [Vv]isits? | visited | travell?ed (?= \s to \b ) | (?: was | were ) \s in (?= \s (?: the \s country\b | \p{Lu} ) )
      | (?: went | came ) \s to (?= \s \p{Lu} ) | spent (?= \s [^,;.]{1,40} \s in \s \p{Lu} ) | [Ss]tudy \s (?: trips? | tours? ) )
    | (?P<meeting>
        [Mm]eetings?
        (?! \s (?: place | room | point | the | these | their | its | all | such | those | international )\b )
      | (?: (?<= \b (?: [Pp]ublic | [Nn]ational | [Rr]egional | held | hosted | organi[sz]ed | conducted ) \s ) | (?= C ) )
        [Cc]onsultations? (?: \s meetings? )?
      | met | meets (?= \s (?: again \s | next \s )? (?: on | in | from )\b ) | discussed | gathered | convened | came\stogether | debated
      | [Ee]xchanges? \s of \s views | (?<! [Mm]ission \s | [Pp]eace \s ) talks (?= \s (?: on | with | between | in | were | took )\b )
      | (?: [Ww]orking | [Bb]rainstorming | [Pp]lanning | [Ss]trategy | [Cc]onsultative | [Tt]hematic | [Ii]nteractive | [Ii]nformal ) \s sessions?
      )
    | (?P<other>
        (?: [Pp]ress \s )? [Cc]onferences? | [Ss]eminars? | [Ww]ebinars? | [Ss]ymposi(?:um|a) | [Cc]olloqui(?:um|a)
      | (?: [Pp]ublic | [Pp]arliamentary | [Cc]ommittee | [Jj]oint ) \s [Hh]earings? | [Hh]earings? (?= \s (?: on\b | in \s \p{Lu} ) )
      | [Bb]riefings? (?! \s (?: paper | note | material ) ) | briefed | (?: [Ss]imulation | [Tt]able-?top | [Ss]imulated | [Tt]raining ) \s exercises?
      | [Dd]ialogues? (?! \s (?: meeting | between \s the \s State ) ) | [Ll]ectures? | [Gg]athering (?! \s (?: of \s )? (?: evidence | information | data | support | signature ) )
      | Congress (?! \s of \s (?: Local | the ) ) | [Ss]ummit | [Cc]eremony | [Ee]xhibition | [Rr]oad \s show | (?<= \b an?\s ) debate
      | [Mm]oot \s [Cc]ourts? (?: \s (?: [Cc]ompetitions? | trials? ) )? | [Rr]etreats?
      | (?: [Pp]anel | [Pp]ublic | [Ee]xpert | [Oo]nline ) \s [Dd]iscussions? | (?: [Pp]ublic | [Pp]anel ) \s [Dd]ebates?
      | [Ss]ide[\s-]events? | [Ll]aunch (?: \s events? )? (?= \s (?: of | in | was | took )\b ) | (?<! \b [Ii]n \s (?:the|any|no) \s ) event
      | follow-up (?= \s in \s \p{Lu} ) | presented | launched
      )
    ) (?! [\p{L}-] )
    """,
    regex.VERBOSE,
)
ALONE = VERBS | {"visits", "visit"}
FOR_A = behind(r"\bfor\s+(?:an?|the)\s+")
MET = regex.compile(r"met\b|[Mm]eetings?\s+with\b")
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
    ) \s+ (?: the \s+ )? (?! (?: Mr | Ms | Mrs | Dr | Prof | Ambassador )\b ) (?P<bodies> {BODIES} )
    """,
    regex.VERBOSE,
)
AGAIN = regex.compile(
    r"\b(?:the|this|both|these)\s+(?:[\p{Ll}-]+\s+)?(?:events?|round[\s-]?tables?|workshops?|trainings?|conferences?|seminars?|forums?|meetings?|school|visit|hearings?)\b"
    r"|\GIt\b|\bparticipants\b|\btook\s+part\b|\bparticipated\b|\battended\b|\GPresent:",
    regex.IGNORECASE,
)
BEFORE_STEM = 16
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
            more = people(document.text, within(found.counts, _told_again(document, scene, end)))
            events = [replace(events[0], participants=(*events[0].participants, *more))]
        told += events
    yield from told


def _tellings(document: SectionedDocument, found: Findings) -> Iterator[tuple[Scene, list[EventMention]]]:
    """The sentences that tell of events, with the events."""
    text = document.text
    hits = sorted(start for stem in STEMS for start in _places_of(text, stem))
    loose: tuple[Scene, Head] | None = None
    for whole, group in groupby(hits, key=document.sentence_at):
        near = list(group)
        matches = list(HEAD.finditer(text, max(whole.start, near[0] - BEFORE_STEM), whole.end))
        paragraph = document.paragraph_at(matches[0].start()) if matches else None
        if paragraph is None or paragraph.span.end <= matches[0].start():
            continue
        sentence: Place = Span(max(whole.start, paragraph.span.start), whole.end)
        scene = _scene(document, found, sentence, paragraph.span, matches[-1].end())
        heads, ends = _heads(scene, matches)
        events = list(_events(scene, heads, ends))
        if not events and heads:
            events = of_the_next(document, found, scene, heads[0])
            loose = None if events else (scene, heads[0])
        elif loose is not None and events:
            events[0] = with_loose(text, events[0], *loose)
            loose = None
        if events:
            yield scene, events
        follow = next(iter(document.sentences_of(Span(sentence.end, paragraph.span.end))), None)
        if follow is not None and (more := by_number(document, found, scene, matches[-1], follow)):
            yield more


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
    if not FINITE.search(text, sentence.start, sentence.end):
        settings = tuple(listed(text, sentence, found.dates)) or settings
    settings = with_dateline(text, sentence, settings, found.dates)
    return Scene(text, sentence, paragraph, settings, tuple(within(found.counts, sentence)), agents, partners)


def _heads(scene: Scene, matches: list[regex.Match[str]]) -> tuple[list[Head], list[int]]:
    """The heads of the events that a sentence tells of, and where what it tells of one gives way to something else."""
    heads: list[Head] = []
    ends: list[int] = []
    for match in matches:
        if heads and match.start() < heads[-1].phrase.end:
            continue
        head = head_at(scene, match)
        if heads and heads[-1].kind == "visit" and MET.match(scene.text, match.start(), scene.sentence.end):
            ends.append(match.start())  # whom one met on a visit is part of it
        elif match.group() in ALONE:
            if not (heads and match.group() in GATHERED) and is_encounter(scene, head):
                heads.append(head)
        elif is_held(scene, head, after_event=bool(heads)):
            if (
                heads
                and heads[-1].word.cut(scene.text) == "met"
                and FOR_A.search(scene.text, heads[-1].phrase.end, head.phrase.start)
            ):
                heads.pop()  # 'met in Batumi for a workshop': what they met for
            heads.append(head)
    return heads, ends


def _events(scene: Scene, heads: list[Head], ends: list[int]) -> Iterator[EventMention]:
    """The events of these heads, in order."""
    for place, head in enumerate(heads):
        next_ones = [*(head.phrase.start for head in heads[place + 1 :]), *ends]
        end = min((start for start in next_ones if start >= head.phrase.end), default=scene.sentence.end)
        start = scene.sentence.start if place == 0 else head.phrase.start
        yield from bound(scene, head, Span(start, end))


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
