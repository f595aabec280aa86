"""Events: round tables, workshops, trainings, forums, visits, meetings, each with a date or a place.

A word that names an event is one only where the sentence says that it happened: somebody held it or took part in it,
or it took place. Dates and counts are those that `dates` and `counts` found; this module binds them. What is planned,
wished for, denied or told in general is no event. One told again ('the event', 'both Forums') is the one told before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

import regex

from pipeline.extract.dates import MONTHS
from pipeline.extract.extractor import Extractor
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import CountMention, DateMention, EventMention, Findings, Leaf, Mention, Place
from pipeline.model.records import Count, Date
from pipeline.spans import Span
from pipeline.vocabulary import countries

M = TypeVar("M", bound=Mention)

ORGANISED = (
    r"(?:(?:co-?)?organi[sz]ed|held|conducted|(?:co-?)?hosted|convened|arranged|delivered|facilitated|carried\s+out"
    r"|ran|led)"
)
HELD = rf"(?:{ORGANISED}|offered|supported|provided|given|gave|paid|made|undertook|undertaken|concluded)"
JOINED = (
    r"(?:participat(?:ed|ing)\s+in|(?:took|taken|taking)\s+part\s+in|attend(?:ed|ing)|contribut(?:ed|ing)\s+to"
    r"|spoke\s+at|presen(?:t|ce)\s+at|addressed|opened)"
)
BE = r"(?:was|were|has\s+been|have\s+been|had\s+been|being)"
NAME = r"\p{Lu}\p{Ll}[\p{L}’'-]*(?:[ ]\p{Lu}\p{Ll}[\p{L}’'-]*){0,2}"
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
STEMS = (
    *(
        "oundtable",
        "ound table",
        "ound-table",
        "ound Table",
        "orkshop",
        "raining",
        "er school",
        "ing school",
        "mn school",
    ),
    *(
        "orum",
        "fora ",
        "isit",
        "eeting",
        " met ",
        "discussed",
        "onference",
        "eminar",
        "ymposi",
        "earing",
        "ollow-up in",
    ),
    " presented ",
)
"""Every word that `HEAD` finds holds one of these: no other sentence is looked at. Faster than the pattern alone."""
HEAD = regex.compile(
    r"""
    \b (?= [RrWwTtSsAaFfVvMmdCcPp] ) (?<! [’'-] | [Pp]ress\s ) (?:
      (?P<roundtable> [Rr]ound[\s-]?[Tt]ables? (?: [\s-](?: trainings? | discussions? | meetings? | events? )){0,2} )
    | (?P<workshop> (?: [Tt]raining\s )? [Ww]orkshops? )
    | (?P<training>
        (?: [Tt]raining | [Ww]inter | [Ss]ummer | [Ss]pring | [Aa]utumn ) \s (?: school | academy ) s?
      | [Tt]rainings? (?: \s (?: sessions? | courses? | events? | seminars? ) )?
        (?! \s (?: cent(?:re|er)s? | materials? | manuals? | modules? | institut\p{L}+ | needs | curricul\p{L}+
          | programmes? )\b )
      )
    | (?P<forum> [Ff]orums? | [Ff]ora )
    | (?P<visit> [Vv]isits? | visited )
    | (?P<meeting>
        [Mm]eetings?
        (?! \s (?: place | room | point | the | these | their | its | all | such | those | international )\b )
      | met | discussed
      )
    | (?P<other>
        [Cc]onferences? | [Ss]eminars? | [Ss]ymposi(?:um|a) | [Pp]ublic\s[Hh]earings?
      | follow-up (?= \s in \s \p{Lu} ) | presented
      )
    ) (?! [\p{L}-] )
    """,
    regex.VERBOSE,
)
VERBS = frozenset(("visited", "met", "discussed", "presented"))
ORDINAL_BEFORE = regex.compile(
    r"\b[Aa]t\s+its\s+\Z|\b(?:\d+(?:st|nd|rd|th)|\p{Ll}+(?:th|first|second|third))\s+(?:plenary\s+)?\Z"
)
QUOTED_BEFORE = regex.compile(r"[“\"](?P<words>[^”\"\n]{0,150})\Z")
QUOTED_AFTER = regex.compile(r"[^”\"\n]{0,150}?(?=[,.;]?[”\"])")
ENTITLED = regex.compile(
    r"(?:\s+[\p{L}-]+){0,4}?(?:\s+(?:entitled|titled|called|named|themed|dedicated\s+to))?,?\s+[“\"](?P<title>[^”\"\n]{3,200}?)[,.;]?[”\"]"
)
WORD_BEFORE = regex.compile(r"(?r)(?P<word>\p{L}[\p{L}\d/’'-]*)\s+")  # read backwards
WORD_AFTER = regex.compile(r"\s+(?P<word>[\p{L}(][\p{L}\d/’'()&-]*)")
LINKING = frozenset(("on", "for", "of", "the", "and", "against", "in", "to", "a", "an", "with", "about"))
TOPIC = regex.compile(r"\s+(?:on|about|for|against)\s+(?=\p{L})")
PHRASE_STOPS = frozenset(
    """was were is are has have had took held organized organised conducted hosted convened arranged delivered
    facilitated carried brought gathered attended that which who whom where when while aimed aiming with by from at
    during after before as participated focused focusing focussed highlighting organizing convening bringing
    gathering co-organized co-hosted between led through would will should could may might not""".split()
)
ADJECTIVE_STOPS = frozenset(
    """a an the this that these those its their his her our several some two three four five six seven eight nine ten
    many various of in on at to for from by with and or both second first third another one such as held organized
    organised conducted hosted convened arranged delivered facilitated supported provided attended attending
    participated contributing contributed part out paid made gave given undertook was were is has had also no any
    during following after which under recent last latest led ran offered than including include included""".split()
)
HELD_BEFORE = regex.compile(
    rf"\b{HELD}\s+(?:(?!of\b|in\b|on\b|at\b|for\b|to\b|with\b|after\b|and\b)[\p{{L}}\d’'-]+\s+){{0,5}}[“\"]?\Z"
)
JOINED_BEFORE = regex.compile(
    rf"\b{JOINED}\s+(?:(?!of\b|in\b|on\b|at\b|for\b|after\b)[\p{{L}}\d’'-]+\s+){{0,4}}[“\"]?\Z"
)
JOINED_LIST = regex.compile(r"(?:\band|,)\s+(?:an?|another|one|the)\s+(?:[\p{L}-]+\s+)?\Z")
GOVERNED = regex.compile(
    r"\b(?:to|of|after|following|at|during|since|before|from|on|for|by|in|with|under|between)\s+(?:(?:the|an?|this|its|these|both|that|such|\d{4}|first|second)\s+){0,2}[“\"]?\Z"
)
HAPPENED = regex.compile(
    rf"[^;\n]{{0,220}}?\b(?:{BE}\s+(?:(?:also|then|jointly|successfully|not|never)\s+)?{HELD}\b|took\s+place|brought\s+together|gathered|convened|{HELD}\s+(?:by|in|on|from|at|jointly|together)\b)"
)
HELD_AFTER = regex.compile(
    rf"[,”\"]{{0,2}}\s*(?:which\s+|that\s+)?(?:{BE}\s+|took\s+place\b)?(?:{HELD}\b|took\s+place\b|(?<=took\s+place))"
)
UNREAL = regex.compile(
    r"""
    \b (?: would | should | could | shall | will | may | might | must | cannot | [Ii]f | whether      # not a fact
    | plans? | planned | planning | intends? | intended | proposed | upcoming | future | forthcoming  # not yet
    | scheduled | expected | is \s to | are \s to | to \s be | needs? \s to
    | recommends? | recommended \s that | encourages? | calls? \s (?: up )? on                       # asked for
    | postponed | cancell?ed | [Nn]o | not | never | [Nn]either | nor | [Ww]ithout | lack \s of       # denied
    ) \b
    """,
    regex.VERBOSE,
)
PLACE = regex.compile(
    rf"""
    \b [Ii]n \s+ (?:
      (?: the \s+ (?: (?: town | city | village | municipality | region | district ) \s+ of \s+ )? | nearby \s+ )?
      (?P<place> {NAME} )
    | (?P<place> the \s+ {NAME} (?: \s+ of \s+ {NAME} )? )
    ) (?: , \s+ (?P<land> {NAME} ) )?
    """,
    regex.VERBOSE,
)
NO_PLACES = frozenset(
    """Parliament English Russian French German Article Articles Annex Law Part Section Resolution Decision Opinion
    Government Court Chapter Europe Additional Paragraph Following Addition Co-operation Cooperation Partnership
    Presence Internet Committee Working Human Persons Women Children Society Public""".split()
) | {name.capitalize() for name in MONTHS}
VISIT_TO = regex.compile(
    rf"\s+(?:to\s+)?(?:the\s+)?(?:(?:towns?|cit(?:y|ies)|regions?)\s+of\s+)?(?P<place>{NAME}(?:(?:,\s+(?:and\s+)?|\s+and\s+){NAME}(?!\s+\p{{Ll}}+ed\b)){{0,6}})"
)
OBSERVERS = regex.compile(r"\b(?:[Mm]issions?|L?EOM|EAM|NAM|EET|IEOM|[Oo]bservers?|STOs?|LTOs?)\b")
ALONE = frozenset(("visits", "visit", "met", "discussed", "presented", "visited"))
PRESENTED = regex.compile(
    r"\s+(?:the|its|this|that|their|a)\s+(?:[\p{L}-]+\s+){0,3}(?:report|opinion|review|study|findings)\b"
)
DATE_BEFORE = regex.compile(
    r"(?:\b(?:in|on|from|between|during)\s+(?:late\s+|early\s+|mid-?\s*|the\s+end\s+of\s+|both\s+)?|[(,]\s*)\Z",
    regex.IGNORECASE,
)
OTHERS_DATE = regex.compile(
    r"\b(?:published|issued|adopted|signed|endorsed|enacted|elected|amended|released|called|dated|launched|appointed|established|force)\s+(?:\p{L}+\s+){0,3}\Z"
)
TOUCHING = regex.compile(r",?\s*")
TOGETHER = regex.compile(r",?\s+and\s*")
LINKED = regex.compile(
    r"(?:To\s+(?:this|that)\s+(?:effect|end)|In\s+this\s+(?:context|framework|regard|connection)|For\s+this\s+purpose|(?:As\s+part\s+of|Within|Under)\s+th(?:is|ese))\b"
)
AGENT_VERB = rf"(?:(?:has|have|had|also|jointly|then)\s+){{0,2}}(?:{HELD}|assisted|helped)\b"
NO_AGENT = (
    r"(?!(?:In|On|At|From|It|They|The|This|These|As|A|An|He|She|We|To|For|Both|After|During|Following|When|While)\b)"
)
AGENT = regex.compile(
    rf"(?<! [\p{{L}}’'/-] ) (?= \p{{Lu}} ) (?<! \b[Ii]n\s ) {NO_AGENT} (?P<bodies> (?> {BODY} ) ) \s+ {AGENT_VERB}",
    regex.VERBOSE,
)
PARTNERS = regex.compile(
    rf"""
    \b (?:
      by (?<= \b {ORGANISED} \s+ (?: jointly \s+ )? by )
    | with (?<=
        \b (?: partnership | co-?operation | collaboration | co-?ordination | association | together | jointly
          | {ORGANISED} )
        \s+ with )
    ) \s+ (?: the \s+ )? (?P<bodies> {BODIES} )
    """,
    regex.VERBOSE,
)
BETWEEN_BODIES = regex.compile(
    r",?\s+and\s+(?:the|its)\s+|,\s+(?:and\s+)?(?:the\s+)?|(?<=\b\p{Lu}[\p{Lu}/]+)\s+and\s+|\s+and\s+(?=\p{Lu}{3,}\b)"
)
BRACKET_AT_END = regex.compile(r"\s+\([^()]*\)\Z")
AGAIN = regex.compile(
    r"\b(?:the|this|both|these)\s+(?:[\p{Ll}-]+\s+)?(?:events?|round[\s-]?tables?|workshops?|trainings?|conferences?|seminars?|forums?|meetings?|school|visit|hearings?)\b"
    r"|\AIt\b|\bparticipants\b|\btook\s+part\b|\bparticipated\b|\battended\b",
    regex.IGNORECASE,
)
PEOPLE = regex.compile(
    r"""
    \b (?: people | persons? | women | men | youth | staff | police | judges | MPs? | officials | delegates | students
    | activists | analysts | candidates | representatives | professionals | members | experts | academics | deputies
    | diplomats | advocates | mayors
    | \p{L}+ (?: (?<! numb | chapt | pap | lett | matt | ord | cent | quart | off ) ers    # prosecutors and officers,
      | (?<! fact | sect | err ) ors | ists | ians | ants? | ees )                          # no papers or sectors
    ) \Z
    """,
    regex.VERBOSE,
)
BEFORE_STEM = 12
"""How many characters before a stem the words of its event start at most: 'training w' in 'training workshop'."""
NEAR = 80
"""How many characters before a word still belong to it."""
FOLLOWING = 2
"""How many sentences after an event may still speak of it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A date, a place, or both side by side, with the prepositions before them."""

    span: Place
    date: DateMention | None = None
    place: Leaf[str] | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The word that names an event's kind, the noun phrase around it, and the title if it has one."""

    kind: str
    word: Place
    phrase: Place
    title: Leaf[str] | None = None


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


def find(document: SectionedDocument, found: Findings) -> Iterator[EventMention]:
    """Yield the events of the document, each once."""
    told: list[EventMention] = []
    tellings = list(_tellings(document, found))
    for place, (scene, events) in enumerate(tellings):
        events = [event for event in events if not _is_told(event, told)]
        if len(events) == 1:
            end = tellings[place + 1][0].sentence.start if place + 1 < len(tellings) else scene.paragraph.end
            more = _people(_within(found.counts, _told_again(document, scene, end)))
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
    agents = _bodies(text, AGENT, Span(sentence.start, named))
    partners = _bodies(text, PARTNERS, sentence)
    settings = _settings(text, sentence, found.dates, [body.spans[0] for body in (*agents, *partners)])
    if LINKED.match(text, sentence.start) and not any(setting.date for setting in settings):
        before = document.sentence_at(max(paragraph.start, sentence.start - 2))
        if paragraph.covers(before) and before != sentence:
            leading = [
                setting for setting in _settings(text, before, found.dates, []) if setting.span.start == before.start
            ]
            settings = (*leading[:1], *settings)
            agents = agents or _bodies(text, AGENT, before)
    return Scene(text, sentence, paragraph, settings, tuple(_within(found.counts, sentence)), agents, partners)


def _events(scene: Scene, matches: list[regex.Match[str]]) -> Iterator[EventMention]:
    """The events that a sentence tells of, in order."""
    heads: list[Head] = []
    for match in matches:
        if heads and match.start() < heads[-1].phrase.end:
            continue
        head = _head(scene, match)
        if match.group() in ALONE:
            if _is_encounter(scene, head):
                heads.append(head)
        elif _is_held(scene, head, after_event=bool(heads)):
            heads.append(head)
    for place, head in enumerate(heads):
        end = heads[place + 1].phrase.start if place + 1 < len(heads) else scene.sentence.end
        start = scene.sentence.start if place == 0 else head.phrase.start
        yield from _bound(scene, head, Span(start, end))


def _head(scene: Scene, match: regex.Match[str]) -> Head:
    """The noun phrase of an event: a title in quotes, a name in capitals, or a kind with its topic."""
    text, sentence = scene.text, scene.sentence
    kind = match.lastgroup or "other"
    word: Place = Span(*match.span())
    if match.group() in VERBS:
        return Head(kind, word, word)
    opened = QUOTED_BEFORE.search(text, sentence.start, word.start)
    closed = QUOTED_AFTER.match(text, word.end, sentence.end) if opened else None
    if opened and closed:
        quoted: Place = Span(opened.start("words"), closed.end())
        return Head(kind, word, quoted, Leaf(quoted.cut(text), (quoted,), "events.title_quoted"))
    start = _phrase_start(text, word, sentence)
    entitled = ENTITLED.match(text, word.end, sentence.end)
    if entitled:
        title: Place = Span(*entitled.span("title"))
        return Head(kind, word, Span(start, entitled.end()), Leaf(title.cut(text), (title,), "events.title_quoted"))
    named = text[word.start].isupper()
    limit = min([setting.span.start for setting in scene.settings if setting.span.start >= word.end] or [sentence.end])
    end = _phrase_end(text, word.end, limit, named)
    phrase: Place = Span(start, end)
    if end == word.end and not (named and start < word.start):
        return Head(kind, word, phrase)
    rule = "events.title_named" if named else "events.title_described"
    return Head(kind, word, phrase, Leaf(phrase.cut(text), (phrase,), rule))


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
        if word in PHRASE_STOPS or (named and not word[0].isupper() and word[0] != "(" and word not in LINKING):
            break
        at = after.end()
        if word not in LINKING:
            end = at
    return end


def _is_held(scene: Scene, head: Head, *, after_event: bool) -> bool:
    """True where the sentence says that the event happened: it was held, or somebody took part in it."""
    text = scene.text
    start = max(scene.sentence.start, text.rfind(";", scene.sentence.start, head.phrase.start))
    clause_end = text.find(";", head.phrase.end, scene.sentence.end)
    end = clause_end if clause_end >= 0 else scene.sentence.end
    if head.kind == "meeting" and ORDINAL_BEFORE.search(text, max(start, head.word.start - NEAR), head.word.start):
        return False
    near = max(start, head.phrase.start - NEAR)
    before = HELD_BEFORE.search(text, near, head.phrase.start) or JOINED_BEFORE.search(text, near, head.phrase.start)
    reach = head.phrase.end
    if before is None and not (after_event and JOINED_LIST.search(text, near, head.phrase.start)):
        governed = GOVERNED.search(text, near, head.phrase.start) is not None
        after = (HELD_AFTER if governed else HAPPENED).match(text, head.phrase.end, end)
        if after is not None:
            reach = after.end()
        elif not any(
            setting.date and setting.place and TOUCHING.fullmatch(text, reach, setting.span.start)
            for setting in scene.settings
            if setting.span.start >= reach
        ):
            return False
    return UNREAL.search(text, start, reach) is None


def _is_encounter(scene: Scene, head: Head) -> bool:
    """True for a visit, a meeting or a presentation told by a verb: 'visited Elbasan', 'met the authors in Yerevan'."""
    text, start = scene.text, scene.sentence.start
    dated = [setting for setting in scene.settings if setting.date is not None]
    if not dated or UNREAL.search(text, start, head.word.end) or OBSERVERS.search(text, start, head.word.end):
        return False
    word = head.word.cut(text)
    if word == "visited":
        return VISIT_TO.match(text, head.word.end, scene.sentence.end) is not None
    if word in VERBS:
        if word == "presented" and not PRESENTED.match(text, head.word.end, scene.sentence.end):
            return False
        days = any(setting.date.date.value.precision == "day" for setting in dated if setting.date)
        return days and any(setting.place for setting in scene.settings if setting.span.start >= head.word.end)
    return _is_held(scene, head, after_event=False)


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
    place = _visited(scene, head) or (places[0].place if places else None)
    people = _people(count for count in scene.counts if zone.covers(count.span))
    if len(whole) > 1:
        settings = whole
    elif whole:
        settings = whole[:1]
    elif len(dates) > 1 and _are_apart(scene.text, dates):
        settings = [replace(setting, place=place) for setting in dates]
    else:
        date = dates[0] if dates else None
        if date is None and place is None:
            return
        settings = [Setting(date.span if date else head.phrase, date.date if date else None, place)]
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


def _bodies(text: str, pattern: regex.Pattern[str], sentence: Place) -> tuple[Leaf[str], ...]:
    """The organisations of a list such as 'ODIHR and the Ministry of Justice', one by one."""
    bodies: list[Leaf[str]] = []
    for match in pattern.finditer(text, sentence.start, sentence.end):
        start, end = match.span("bodies")
        ends = [*BETWEEN_BODIES.finditer(text, start, end)]
        starts = [start, *(between.end() for between in ends)]
        for first, last in zip(starts, [*(between.start() for between in ends), end], strict=True):
            bracket = BRACKET_AT_END.search(text, first, last)
            span: Place = Span(first, bracket.start() if bracket else last)
            bodies.append(Leaf(span.cut(text), (span,), "events.organiser"))
    return tuple(bodies)


def _settings(text: str, sentence: Place, dates: Sequence[DateMention], taken: list[Place]) -> tuple[Setting, ...]:
    """Dates and places of a sentence in order, joined where they stand side by side."""
    single = [*_dates(text, sentence, dates), *_places(text, sentence, taken)]
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
    for mention in _within(dates, sentence):
        near = max(sentence.start, mention.span.start - NEAR)
        before = DATE_BEFORE.search(text, near, mention.span.start)
        if before and mention.date.value.value and not OTHERS_DATE.search(text, near, before.start()):
            yield Setting(Span(before.start(), mention.span.end), date=mention)


def _places(text: str, sentence: Place, taken: list[Place]) -> Iterator[Setting]:
    for match in PLACE.finditer(text, sentence.start, sentence.end):
        span: Place = Span(*match.span("place"))
        first = match["place"].split()[0]
        if first in NO_PLACES or any(other.overlaps(span) for other in taken):
            continue
        if first.lower() in countries.adjectives() and not countries.by_name(match["place"]):
            continue
        if text[match.start() : span.start].rstrip().endswith("the") and not countries.by_name(match["place"]):
            continue
        if match["land"] and countries.by_name(match["land"]):
            span = Span(span.start, match.end("land"))
        yield Setting(Span(match.start(), span.end), place=Leaf(span.cut(text), (span,), "events.place"))


def _people(counts: Iterator[CountMention]) -> tuple[Leaf[Count], ...]:
    return tuple(mention.count for mention in counts if PEOPLE.search(mention.count.value.unit or ""))


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


def _within(mentions: Sequence[M], span: Place) -> Iterator[M]:
    """The mentions that start inside `span`, from a list in order of place."""
    for mention in mentions[bisect_left(mentions, span.start, key=lambda mention: mention.span.start) :]:
        if mention.span.start >= span.end:
            return
        yield mention


EXTRACTOR = Extractor("events", find)
