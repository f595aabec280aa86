"""Which mission a sentence speaks of: its type and organisation, and whether the sentence opens it, asks for it or denies it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from pipeline.extract.missions import whose
from pipeline.extract.numerals import PART
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Leaf, Place
from pipeline.spans import Span
from pipeline.vocabulary import bodies, countries, elections
from pipeline.vocabulary.patterns import any_case, any_of, behind, late
from pipeline.vocabulary.sought import Sought, occurrences

FORMATS = "limited international joint referendum needs special election elections electoral assessment expert long observation observer full"
TYPE = Sought(
    r"(?<![\p{L}-])(?:"
    + "|".join(f"(?P<t{place}>{pattern})" for place, (_, pattern) in enumerate(elections.MISSIONS))
    + r")(?![\p{L}-])",
    [
        *any_case(FORMATS),
        *"LEOM LEOMs IEOM IEOMs ROM ROMs RAM RAMs NAM NAMs EAM EAMs SEAM SEAMs EET EETs SEOM SEOMs EOM EOMs SMM".split(),
    ],
)
"""Names of missions; they begin with few words, and are found from these."""
SIGNS = (
    "ission", "MISSION", "EOM", "EAM", "EET", "NAM", "ROM", "RAM", "SMM", "eam", "elegation", "bserver", "LTO", "STO", "xpert", "nalyst", "onitor",
    "head", "Head", "led ", "Leading ", "apporteur:", "leadership", "hief ", "Of these", "Of them", "They came", "arrived", "specialists", "core staff", "Shanghai",
    "Commonwealth", "Turkic", " joined ", "arliamentarian", "awmaker", "helm", " observation of ", " observed the",
    "-term", " lead ", "They come", "They represent", "he figure", "rise to", "MEP", "embers of the European Parliament", "charge",
)  # fmt: skip
"""Pieces of the words that name missions, observers and heads; a sentence without one is not looked at."""

_missioned = any_of(name for short in ("OSCE/ODIHR", "EU") for name in bodies.NAMES[short])
OPENS = late(
    r"\b(?:deployed|deploys|deploying|sent|sends|established|opened|opens|opening|launched|launches|began|begins|started|fielded|commenced|set\s+up|formed|visited|undertook|conducted|dispatched|carried\s+out|in\s+the\s+country\s+since)\b"
)
INDEFINITE = late(
    r"\b(?:an?|another)\s+(?:(?:OSCE/ODIHR|OSCE|ODIHR|joint|full-scale|full-fledged|long-term|large-scale|standard|formal|new|small|reduced|separate|follow-up)\s+){0,3}\Z",
    regex.IGNORECASE,
)
PLAIN_MISSION = Sought(
    rf"""
    \b (?: (?P<body> {_missioned} ) (?:[’']s)? \s+ (?: own \s+ )? (?: election \s+ | observer \s+ )? (?: mission | (?<! expert \s ) team )
          (?! \s+ (?: of \s+ the | to \s+ the \s+ OSCE ) \b )
      | (?P<body> {_missioned} ) (?:[’']s)? \s+ (?: [\d\p{{Ll}}]+ \s+ )? (?: (?: long | short )-term \s+ | election \s+ | international \s+ ) observers
      | (?: [Mm]ission | [Oo]bservers ) \s+ (?: of | from | by ) \s+ (?: the \s+ )? (?P<body> {_missioned} )
      | (?P<own> (?: whose | [Ii]ts | [Tt]heir ) (?: \s+ own )? \s+ (?: \p{{Ll}}+ \s+ )? [Mm]ission | [Mm]ission \s+ of \s+ (?: its | their ) \s+ own )
      | (?P<body> {_missioned} ) \s+ (?: \p{{Ll}}+ \s+ )? (?: opened | opens | launched | launches | began | begins | started | starts ) \s+ (?: its \s+ )?
          (?: election \s+ )? (?: observation | monitoring ) (?! \s+ mission )
      | (?P<body> {_missioned} ) (?: \s* \( [^()]{{1,30}} \) )? \s+ (?: (?: has | have | had | will | already | also ) \s+ ){{0,2}}
          (?: deployed | deploy | sent | send | fielded | field | dispatched | seconded )
          (?= \s+ (?: (?: over | about | some | another | an? | up \s+ to | more \s+ than ) \s+ ){{0,2}}
            (?: team \b | (?: \d+ | {PART} ) [\s-] (?: [\p{{Ll}}-]+ \s+ ){{0,3}} (?: observers | experts | analysts | monitors | LTOs | STOs | specialists | staff ) \b ) )
      | (?P<body> {_missioned} ) \s+ (?: has \s+ been | is | was | had \s+ been ) \s+ (?: observing | monitoring | following )
          (?= \s+ the \s+ (?: election | campaign | vote | pre-election | referendum ) )
      | (?: [Tt]he | [Tt]his ) \s+ (?: election \s+ )? (?: [Mm]ission | team ) (?! \s+ of \s+ the \b )
    ) \b
    """,
    [
        *(name for short in ("OSCE/ODIHR", "EU") for name in bodies.NAMES[short]),
        *"Mission mission Observers observers whose Its its Their their This this".split(),
        *(f"{the} {noun}" for the in ("The", "the") for noun in ("election", "Mission", "mission", "team")),
    ],
    verbose=True,
)
SOON = 300
ADVISES = late(
    r"\b(?:[Rr]ecommends?|[Rr]ecommended|[Rr]ecommending|(?<!\b(?:the|a)\s)[Rr]equest\w*|[Aa]dvis(?:es|ed|ing)|[Pp]ropos(?:es|ed|ing)|[Ss]uggest(?:s|ed|ing)?|call\w*\s+for|ask\w*\s+for)\b(?:(?!\bNAM\b|\b[Nn]eeds\b)[^.;])*?\Z"
)
INSTEAD = late(
    r"\b(?:instead\s+of|rather\s+than|[Aa]head\s+of\s+(?:an?|the)|from)\s+(?:an?\s+|the\s+)?(?:[\p{L}/-]+\s+)?\Z"
)
DENIED = late(
    r"""
    \b (?: does | did | do ) \s+ not \s+ (?: recommend | advise | propose | foresee ) \b
    | \b (?: may | might | could | would ) \s+ (?: also \s+ | even \s+ )? (?: deploy | send | establish | have ) \b
    | \b [Ii]f \s+ (?: invited | requested | conditions | the \s+ authorities ) \b | \b should \s+ (?: there \s+ be | an? \s )
    | \b (?: could | might | would ) \s+ (?: have \s+ been | be \s+ considered ) \b
    | \b [Nn]o \s+ (?: [\p{L}-]+ \s+ ){0,2} (?: observers? | missions? ) \b
    | \b (?: did | will | does | could ) \s+ not \s+ (?: \p{L}+ \s+ )? (?: deploy | send | observe ) \b
    | \b (?: was | were | is | are | has | have | had ) \s+ (?: \p{L}+ \s+ )? not \s+ (?: be | been \s+ )? (?: deployed | sent | asked \s+ for | requested ) \b
    | \b decided \s+ not \s+ to \b | \b declined \b | \b unable \s+ to \s+ (?: deploy | send )
    """,
    regex.VERBOSE,
)
BARE_MENTION = late(
    r"(?:[’']s)?\s+(?:final\s+|interim\s+)?(?:reports?|methodology|handbook|recommendations|findings)\b",
    regex.IGNORECASE,
)
PREVIOUS = behind(
    r"\b(?:previous|past|earlier|former|future|any|all|prior|such|other)\s+(?:(?:OSCE/ODIHR|ODIHR|OSCE)\s+)?",
    ignore_case=True,
)
OTHER_SENSE = behind(r"-of-\p{L}+\s*\(|\bthe\s+mission\s+of\s+the\s+")
PAUSE = late(r"[,;]")
NEAR = 60
BEFORE_ITS = 250
FAR = 2_000
CLAUSE_END = late(r"[;.]|,\s+(?:but|while|whereas)\b")


@dataclass(frozen=True, slots=True)
class Named:
    """A mission as a sentence names it. `opens` where the sentence says that one was sent or set up, `advised` where it only asks for one."""

    type: Leaf[str]
    organisation: Leaf[str] | None
    country: Leaf[str] | None = None
    indefinite: bool = False
    opens: bool = False
    advised: bool = False
    of_body: bool = False


def signs_of(text: str) -> list[int]:
    """Where the signs stand in a text, in order of place."""
    return sorted(at for sign in SIGNS for at in occurrences(text, sign))


def may_speak_of_one(sentence: Place, signs: list[int]) -> bool:
    """False for a sentence without any of the words that name a mission, its observers or its head."""
    place = bisect_left(signs, sentence.start)
    return place < len(signs) and signs[place] < sentence.end


GOES_ON = ("It ", "They ", "Its ", "Their ", "There ", "All ", "Of ", "Another ", "In all", "Together")


def may_go_on(text: str, sentence: Place) -> bool:
    """True for a sentence that begins as one does that goes on about what was spoken of."""
    return text.startswith(GOES_ON, sentence.start)


@lru_cache(maxsize=2)
def _named(text: str) -> tuple[tuple[int, ...], tuple[regex.Match[str], ...]]:
    found = tuple(TYPE.finditer(text))
    return tuple(match.start() for match in found), found


def named_in(text: str, span: Place) -> tuple[regex.Match[str], ...]:
    """The names of missions in a passage, in order of place."""
    starts, found = _named(text)
    first = bisect_left(starts, span.start)
    last = bisect_left(starts, span.end, first)
    if last > first and found[last - 1].end() > span.end:
        last -= 1
    return found[first:last]


def parts(document: SectionedDocument, sentence: Place) -> Iterator[Place]:
    """A sentence, cut where it opens a second mission ('an EAM to Latvia, …, and an EAM to Estonia') or forms a joint one."""
    text = document.text
    starts = [sentence.start]
    before: int | None = None
    for match in named_in(text, sentence):
        article = INDEFINITE.search(text, sentence.start, match.start())
        formed = FORMED.search(text, sentence.start, match.start())
        if article is not None and (before is not None or formed):
            clause = CLAUSE.search(text, before if before is not None else article.start(), article.start())
            starts.append(clause.start("own") if clause else article.start())
        before = match.end()
    turn = _another_plainly(text, sentence, before)
    if turn is not None and turn not in starts:
        starts = sorted([*starts, turn])
    for start, end in zip(starts, [*starts[1:], sentence.end], strict=True):
        yield Span(start, end)


def _another_plainly(text: str, sentence: Place, before: int | None) -> int | None:
    """Where a sentence turns to a mission without a format: '…, whose own mission', 'and the ODIHR mission' behind a mission's name."""
    own = WHOSE_OWN.search(text, sentence.start, sentence.end)
    if own is not None:
        return own.start()
    if before is None or "mission" not in text[before : sentence.end]:
        return None
    plainly = PLAIN_MISSION.search(text, before, sentence.end)
    return plainly.start() if plainly is not None and plainly["body"] else None


WHOSE_OWN = late(r"\bwhose\s+(?:own\s+)?(?:\p{Ll}+\s+)?[Mm]ission\b")
FORMED = behind(r"\b(?:to\s+form|forming|formed|to\s+constitute)\s+(?:an?\s+)?")
CLAUSE = late(rf",\s+(?:(?:and|but|while|so)\s+)?(?P<own>[^,;]*?{OPENS.pattern}[^,;]*)\Z")


def denied(text: str, part: Place, at: int | None = None) -> bool:
    """True where the clause around `at` (or the whole part) says that nobody was sent, or only might be."""
    start, end = part
    if at is not None:
        ends = [match.end() for match in CLAUSE_END.finditer(text, part.start, at)]
        start = ends[-1] if ends else part.start
        stop = CLAUSE_END.search(text, at, part.end)
        end = stop.start() if stop else part.end
    return DENIED.search(text, start, end) is not None


def mission(document: SectionedDocument, part: Place) -> Named | None:
    """The mission that a part of a sentence is about; None for one that is only reported on, compared with or denied."""
    text = document.text
    sentence = document.sentence_at(part.start)
    low = min(sentence.start, part.start)
    for match in named_in(text, part):
        kind = type_of(match)
        if BARE_MENTION.match(text, match.end()) or INSTEAD.search(text, low, match.start()):
            continue
        if PREVIOUS.search(text, low, match.start()) or OTHER_SENSE.search(text, low, match.start()):
            continue
        if denied(text, Span(low, part.end), match.start()):
            continue
        advised = kind != "NAM" and ADVISES.search(text, low, match.start()) is not None
        indefinite = INDEFINITE.search(text, low, match.start()) is not None
        if advised and not (indefinite or DEPLOYMENT_OF.search(text, low, match.start())):
            if not ASKS_FOR_ITS.search(text, low, match.start()):
                continue
            advised = False
        organisation = _organisation(text, part, match, kind)
        if organisation is None and (kind == "other" or kind == "EET" and match.group().islower()):
            continue
        return Named(
            type=Leaf(kind, (Span(*match.span()),), "missions.type"),
            organisation=organisation,
            country=_country(text, part, match),
            indefinite=indefinite,
            opens=indefinite and not advised and OPENS.search(text, part.start, part.end) is not None,
            advised=advised,
        )
    return None


ASKS_FOR_ITS = behind(r"\b[Rr]equest\w*\b[^.;]{0,120}?\bto\s+(?:its|the)\s+(?:[\p{L}/-]+\s+){0,2}")
"""'requests participating States to second observers to its mission': what is asked for is not the mission."""


def _country(text: str, part: Place, match: regex.Match[str]) -> Leaf[str] | None:
    """The State right behind a mission's name, or its adjective: 'EAM to Latvia', 'the mission in the Turkish capital'."""
    after = TO_COUNTRY.match(text, match.end(), part.end)
    if after is None:
        return None
    name = countries.name_pattern().match(text, after.end(), part.end)
    row = countries.by_name(name.group()) if name else None
    return Leaf(row.iso3, (Span(*name.span()),), "missions.country") if row and name else None


TO_COUNTRY = late(r"(?:\s*\([^()]{1,40}\))?\s+(?:to|in|\()\s*(?:the\s+)?")
DEPLOYMENT_OF = late(r"\b(?:deployment|establishment|sending)\s+of\s+(?:[\p{L}-]+\s+){0,3}\Z")


def has_year(text: str, part: Place, name: Place) -> bool:
    """True where a mission is told by its year: 'In 2014, ODIHR deployed an EOM', 'the 2012 EOM', 'the EOM of 2012'."""
    low = min(part.start, name.start)
    return bool(
        IN_YEAR.match(text, low, name.start)
        or YEAR_BEFORE.search(text, low, name.start)
        or YEAR_BEHIND.match(text, name.end, part.end)
    )


IN_YEAR = late(r"\s*(?:Back\s+)?[Ii]n\s+(?:\p{Lu}\p{Ll}+\s+)?(?:19|20)\d\d\b")
YEAR_BEFORE = behind(r"\b(?:19|20)\d\d\s+(?:(?:OSCE/)?ODIHR\s+|EU\s+|OSCE\s+)?")
YEAR_BEHIND = late(r"(?:\s*\([^()]{1,20}\))?\s+(?:of|in|from)\s+(?:\p{Lu}\p{Ll}+\s+(?:in\s+)?)?(?:19|20)\d\d\b")


def type_of(match: regex.Match[str]) -> str:
    """The type whose pattern a match of `TYPE` is."""
    return next(kind for place, (kind, _) in enumerate(elections.MISSIONS) if match[f"t{place}"])


def plain(document: SectionedDocument, part: Place) -> Named | None:
    """'The mission is headed by …', 'ODIHR, whose own mission …': a mission whose type other sentences or the title tell.

    `of_body` where the words say whose it is.
    """
    text = document.text
    match = PLAIN_MISSION.search(text, part.start, part.end)
    if match is None:
        return None
    body = _whose(text, part, match)
    told = _told_elsewhere(text, part, body)
    country = _country(text, part, match)
    if told is None:
        named = body or _last_named(text, part)
        if VOTE.search(text) is None:
            return None  # an office in the field, or a court's
        kind = "EOM" if named is not None and named.value == "OSCE/ODIHR" else "other"
        return Named(
            Leaf(kind, (Span(*match.span()),), "missions.type.plain"), named, country, of_body=body is not None
        )
    told_type: Leaf[str] = Leaf(type_of(told), (Span(*told.span()),), "missions.type.elsewhere")
    named = body or _organisation(text, Span(*told.span()), told, type_of(told)) or _last_named(text, part)
    return Named(told_type, named, country, of_body=body is not None)


VOTE = late(
    r"[Ee]lection|ELECTION|[Rr]eferendum|REFERENDUM|\bto\s+the\s+polls\b|\b[Pp]olling\b|\brun-?off\b|\b[Vv]oters\b"
)


def _whose(text: str, part: Place, match: regex.Match[str]) -> Leaf[str] | None:
    """The body whose mission the words speak of: by name, or the last one named before 'whose' and 'its'."""
    if match["body"]:
        return Leaf(bodies.short(match["body"]), (Span(*match.span("body")),), "missions.organisation")
    if not match["own"]:
        return None
    sentence_start = min(part.start, text.rfind("\n", 0, part.start) + 1)
    before = whose.last(text, Span(max(sentence_start, part.start - BEFORE_ITS), match.start()))
    return before.leaf() if before else None


def _told_elsewhere(text: str, part: Place, body: Leaf[str] | None) -> regex.Match[str] | None:
    """A mission's name that stands right behind a sentence, in the title, or anywhere before, in this order; of `body` if there is one."""
    for start, end in ((part.end, min(len(text), part.end + SOON)), (0, part.start), (part.end, len(text))):
        for match in named_in(text, Span(start, end)):
            if (
                type_of(match) not in ("NAM", "IEOM")
                and (body is None or _may_be_of(text, match, body))
                and not BARE_MENTION.match(text, match.end())
                and not PREVIOUS.search(text, max(start, match.start() - NEAR), match.start())
            ):
                return match
    return None


def _may_be_of(text: str, match: regex.Match[str], body: Leaf[str]) -> bool:
    """False where another body stands right before a mission's name."""
    near = whose.last(text, Span(max(0, match.start() - NEAR), match.start()))
    if near is None or PAUSE.search(text, near.end, match.start()):
        return body.value == "OSCE/ODIHR"
    return near.short == body.value


def _organisation(text: str, part: Place, match: regex.Match[str], kind: str) -> Leaf[str] | None:
    """The body right before the mission's name or behind it; else the first that the sentence names, or the last one named before.

    A joint mission belongs to all its bodies, so only a name that stands right before it counts.
    """
    if FIELD.match(match.group()):
        field = OSCE.search(text)
        return Leaf("OSCE", (Span(*field.span()),), "missions.organisation") if field else None
    if kind == "IEOM":
        return _alone(text, part, match)
    of = OF_BODY.match(text, match.end(), part.end)
    sender = whose.at(text, of.end()) if of else None
    if sender is not None:
        return sender.leaf()
    near = whose.last(text, Span(max(part.start, match.start() - NEAR), match.start()))
    if near is not None and PAUSE.search(text, near.end, match.start()) is None:
        return near.leaf()
    if kind == "other" and OBSERVER_MISSION.match(match.group()):
        at = FIELD_NAME.search(text)
        return Leaf("OSCE", (Span(*at.span("body")),), "missions.organisation") if at else None
    inside = (body for body in whose.within(text, part) if body.short not in bodies.SENDERS)
    first = next(inside, None)
    return first.leaf() if first else _last_named(text, part)


def _alone(text: str, part: Place, match: regex.Match[str]) -> Leaf[str] | None:
    """The one body whose mission calls itself international: 'ENEMO established an International Election Observation Mission'."""
    of = OF_BODY.match(text, match.end(), part.end)
    named = whose.at(text, of.end(), part.end) if of else None
    if named is None:
        named = next(iter(whose.within(text, Span(part.start, match.start()))), None)
    return named.leaf() if named is not None and named.short in bodies.OTHERS else None


def _last_named(text: str, part: Place) -> Leaf[str] | None:
    """ODIHR, where the text has named it before."""
    before = whose.within(text, Span(max(0, part.start - FAR), part.start))
    return next((body.leaf() for body in reversed(before) if body.short == "OSCE/ODIHR"), None)


FIELD = late(r"(?i:special\s+monitoring)|SMM")
FIELD_NAME = late(r"\b(?P<body>OSCE)(?:’s)?\s+(?:[Bb]order\s+)?Observer\s+Mission\b")
"""An observer mission of the OSCE that observes no election, as texts name it in full."""
OBSERVER_MISSION = late(r"(?:election\s+)?observer\s+mission", regex.IGNORECASE)
OSCE = late(r"\bOSCE\b(?!/)")
OF_BODY = late(r"(?:\s*\([^()]{1,20}\))?\s+(?:of|from|by)\s+(?:the\s+)?")


OF_MANY = late(
    r"\b(?:[Ii]nternational|[Ff]oreign)\s+(?:election\s+)?(?:observers|monitors)\b|\b(?:observers|monitors)\s+from\s+(?:\p{L}+\s+){0,2}\d+\s+(?:countries|States|states)\b"
)


def of_many(text: str, part: Place) -> Leaf[str] | None:
    """Observers of whom it is not said who sent them, as a joint mission's."""
    match = OF_MANY.search(text, part.start, part.end)
    return Leaf("IEOM", (Span(*match.span()),), "missions.type.of_many") if match else None


SOURCE = behind(
    r"\b(?:whom|that|which|as|by|to|of|with|from|after|following|before|than|basis\s+of|recommendations?\s+of)\s+(?:(?:the|its|an?|this)\s+)?(?:\p{L}*ODIHR(?:[’']s)?\s+)?(?:\p{Ll}+\s+)?"
)


def is_source(text: str, part: Place, at: Place) -> bool:
    """True where a mission's name stands in a clause that says who advised or asked for what is counted, and no more of it."""
    if regex.search(r"\d", text, pos=at.end, endpos=part.end):
        return False
    return SOURCE.search(text, part.start, at.start) is not None


ANAPHOR = late(
    r"\b(?:[Tt]he|[Tt]his|[Ii]ts|[Oo]ur|[Tt]hat)\s+(?:[\p{Ll}\d-]+\s+){0,2}(?:(?P<delegation>delegation|parliamentarians|lawmakers|legislators|deputies|politicians)|(?P<mission>[Mm]ission|L?EOM|EAM|ROM|core\s+team))\b"
)


def anaphor(text: str, part: Place) -> str | None:
    """What kind of mission a part of a sentence goes back to by a noun: 'delegation', 'mission' or neither."""
    match = ANAPHOR.search(text, part.start, part.end)
    return match.lastgroup if match else None


OURS = late(
    r"\b(?:[Mm]issions?|MISSION|L?EOM|EAM|SEAM|EET|ROM|NAM|IEOM|SMM|[Tt]eam|LTOs?|STOs?|(?:long|short)-term\s+observers?|ODIHR|core\s+team|election\s+day)\b"
)


def speaks_of_ours(text: str, part: Place) -> bool:
    """True for a sentence that has the word mission, a short form of one, or an observer's format."""
    return OURS.search(text, part.start, part.end) is not None


@lru_cache(maxsize=1)
def _joint_name(text: str) -> Leaf[str] | None:
    if not any(sign in text for sign in JOINT_SIGNS):
        return None
    named = JOINT.search(text)
    if named is not None:
        return Leaf("IEOM", (Span(*named.span()),), "missions.type.joint")
    common = COMMON.search(text)
    return Leaf("IEOM", (Span(*common.span()),), "missions.type.joint") if common else None


JOINT = late(rf"(?<![\p{{L}}-])(?:{dict(elections.MISSIONS)['IEOM']})(?![\p{{L}}-])")
"""A joint mission's name: no other type's begins before it and reaches into it, so that `TYPE` would find the same."""
JOINT_SIGNS = ("nternational", "NTERNATIONAL", "IEOM", "oint ", "JOINT", "common endeavour", "short-term OSCE")
COMMON = late(
    r"\bcommon\s+endeavour\b|\bjoint\s+(?:undertaking|effort|endeavour|venture)\s+(?:of|by|between)\b|\bshort-term\s+OSCE\s+observer\s+mission\b"
)


def names_joint(text: str) -> bool:
    """True where a document names a joint mission, or says that it is one's statement."""
    return _joint_name(text) is not None


def joint(text: str) -> Leaf[str] | None:
    """The joint mission's name; None where the text names none."""
    return _joint_name(text)


TOGETHER = late(r"\b[Tt]ogether\b(?!\s+with)|\b[Jj]ointly\b(?!\s+with)")


def together(text: str, part: Place) -> Leaf[str] | None:
    """Bodies that a sentence says were there together, as a joint mission without the name."""
    match = TOGETHER.search(text, part.start, part.end)
    return Leaf("IEOM", (Span(*match.span()),), "missions.type.together") if match else None
