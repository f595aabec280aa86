"""Persons: a name behind a title, or where a sentence says who headed, opened or drafted something.

A title settles it. Without one, the model must have named a person there; without the model, the form of the name alone
decides, and the confidence says so. A role is taken from what stands between commas behind the name, or before its title.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

import regex

from pipeline.extract import annex
from pipeline.extract.extractor import Extractor
from pipeline.model.document import SectionedDocument
from pipeline.model.dropped import Dropped, Reason
from pipeline.model.findings import Findings, Leaf, PersonMention, Place
from pipeline.spans import Span, trimmed
from pipeline.vocabulary import countries, leaders, titles
from pipeline.vocabulary.patterns import any_of, behind

PARTICLE = any_of(
    (
        "de",
        "da",
        "do",
        "dos",
        "das",
        "di",
        "del",
        "della",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "la",
        "le",
        "al",
        "el",
        "bin",
        "ibn",
        "bint",
        "af",
        "av",
        "zu",
        "y",
        "e",
        "Ó",
        "Ní",
    )
)
NO_NAME = any_of(titles.NOT_NAMES)
WORD = rf"(?!{NO_NAME}\b)(?:[ÓÒ]\s(?=\p{{Lu}}\p{{Ll}})|\p{{Lu}}\p{{M}}*[\p{{L}}\p{{M}}]+(?:[’'-]\p{{L}}[\p{{L}}\p{{M}}]*)*|\p{{Lu}}[’']\p{{Lu}}[\p{{L}}]+|\p{{Lu}}\.)"
NAME = rf"{WORD}(?:\s+(?:{PARTICLE}(?:\s+|-|’|')){{0,3}}{WORD}|-{WORD}|\s+(?:al|el|as|ad|an|ar|at|az)-{WORD}){{0,4}}"

TITLED = regex.compile(rf"\b(?P<title>{titles.TITLES})\s+(?P<name>{NAME})(?![\p{{L}}])")
DOINGS = "headed led chaired opened moderated drafted assisted written prepared".split()
FRAMES = (
    *(f"{doing}{way} by" for doing in DOINGS for way in ("", " jointly")),
    *(f"under {the}{lead} of" for the in ("the ", "") for lead in ("leadership", "direction", "guidance", "command")),
    "contributions by",
    "contributions made by",
    *(f"{its} head {verb}" for its in ("its", "mission’s") for verb in ("stands", "is", "was", "stood")),
)  # fmt: skip
HEADED = r"(?: [Hh]ead | [Ll]eader ) \s+ of \s+ (?: the \s+ )? (?: [^.;:,\n]{2,60}? \s )? (?: [Mm]ission | EOM | LEOM | EAM | ROM | EET | NAM | [Dd]elegation | [Tt]eam )"
NOUN_PHRASE = r"(?: [^.;,\n]{2,60}? )"


@cache
def frame() -> regex.Pattern[str]:
    """A name behind the words that say what a person did or is: 'led by the Norwegian diplomat …', 'Head of Mission …'."""
    return regex.compile(
        rf"""
        \b (?: (?: {any_of(FRAMES)} ) \s+ {leaders.described()}
          | (?: {HEADED} | {leaders.OFFICES} ) (?: \s* [,:] | \s+ (?: is | was | will \s+ be ) | (?= \s ) ) \s+
          | (?: [Hh]eading | [Ll]eading ) \s+ (?: the \s+ )? {NOUN_PHRASE} \s+ (?: is | was | will \s+ be ) \s+ {leaders.described()}
          | (?: opened | deployed | launched | began | started | sent | ground | mission | team ) \s+ under \s+
          | (?: appointed | appointment \s+ of | named | nominated ) \s+
          | {any_of(titles.CALLINGS)} (?<= \b (?: [Tt]he | [Aa]n? | by | with ) \s+ (?: \p{{Ll}}+ \s+ )? \p{{Ll}}+ ) \s+ )
        (?P<name> {NAME} ) (?! [\p{{L}}] )
        """,
        regex.VERBOSE,
    )


FRAME_FIRST = (
    "under contributions Head head Leader leader Chief Special special Heading heading Leading leading opened deployed launched began started "
    "sent ground appointed appointment named nominated"
).split()
FRAME_MORE = "its Mission mission team".split()
SAID = regex.compile(
    rf"\b(?:(?:said|added|told|explained|according\s+to)|(?<=[\p{{Ll}},]\s)under)\s+(?P<name>{NAME})(?![\p{{L}}])"
)
HEADS = regex.compile(
    r"\b(?:headed|led|heads|leads|will\s+head|will\s+lead|is\s+heading|to\s+head|to\s+lead)\s(?:the|an?|that\s+of)\s"
    r"|\b(?:was|is|has\s+been)\s+(?:appointed|named|nominated|the\s+[Hh]ead\s+of|[Hh]ead\s+of)\b"
)
APPOSED = regex.compile(
    r",\s+(?:who\s+is\s+)?(?:the\s+|its\s+)?(?:[Hh]ead\s+of|[Ll]eader\s+of|Chief\s+(?:Observer|Monitor)|Special\s+Co-?ordinator)\b"
    r"|\s(?:at\s+(?:its|the)\s+(?:head|helm)|as\s+(?:its\s+|the\s+)?(?:[Hh]ead|leader)|in\s+charge)\b"
)
ACTING = "opened presented presents said told met visited visits spoke chaired closed noted welcomed".split()
ACTS = regex.compile(rf"\b{any_of(ACTING)}\b")
POINTERS = regex.compile(
    rf"\b{any_of([*DOINGS, *FRAME_FIRST, *FRAME_MORE, *titles.CALLINGS, 'said', 'added', 'told', 'explained', 'according', *ACTING])}\b"
)
"""The first words of `frame`, `SAID` and `ACTS`: one search for all three, which are tried where one stands."""
LISTED = regex.compile(
    r"\b(?:contributions\s+(?:made\s+)?by|peer-reviewed\s+by|experts?\s+who\s+contributed\s+(?:are|were)"
    r"|(?:mission|team|NAM|delegation|EAM|EET)\s+(?:was\s+composed\s+of|consisted\s+of|included|comprised)|was\s+accompanied\s+by)\s+"
)
LONGEST_LIST = 900
SUBJECT = behind(r"(?:\p{Lu}[\p{L}’'-]*\p{Ll}|[),])\s+")
HEADING_NAME = regex.compile(
    rf"""
    (?<! [\p{{L}}-] ) (?P<name> {NAME} )
    (?: \s+ of \s+ \p{{Lu}}\p{{L}}+ | \s+ \( [^()]{{1,60}} \) )? (?: , [^.;:]{{1,80}} , )? \s* \Z
    """,
    regex.VERBOSE,
)
ROLE_AFTER = regex.compile(
    r"""
    \s* , \s* (?: the \s+ | a \s+ | an \s+ | its \s+ )?
    (?P<role> (?: (?: OSCE/ODIHR | ODIHR | OSCE | OSCE \s+ PA | PACE ) \s+ )? (?: [Hh]ead | [Dd]eputy | [Dd]irector
        | [Mm]inister | [Aa]mbassador | [Ss]peaker | [Cc]hair\w* | [Pp]resident | [Ss]enior | [Ss]ecretary | [Ss]pecial |
      [Pp]ermanent | [Cc]ommissioner | [Oo]mbuds\w+ | [Hh]uman | [Ll]egal | [Ee]lection | [Aa]dvis[eo]r | [Jj]udge | [Pp]rofessor | [Aa]ssociate | [Ll]ecturer | [Ff]irst |
      [Vv]ice | [Uu]nder | [Mm]ember | [Gg]eneral | [Pp]rosecutor | [Ss]tate | [Ii]nternational | [Ee]xpert )
      [^,.;:()\n]{0,160} )
    """,
    regex.VERBOSE,
)
LISTED_NAME = regex.compile(rf"(?:(?<=,\s)|(?<=\band\s)|\G)(?P<name>{NAME})(?={ROLE_AFTER.pattern})", regex.VERBOSE)
ROLE_BEFORE = regex.compile(
    r"""
    (?: [Tt]he | \A | , ) \s* (?P<role> (?: Deputy \s | Special \s | Permanent \s | Senior \s | Acting \s )* (?: Head | Minister | Director |
      Speaker | Chair\w* | President | Representative |
      Secretary | Commissioner | Ombuds\w+ | Human\sRights\sDefender | Co-?ordinator | Prosecutor | Rapporteur | Mayor ) \b [^,.;:()\n]{0,90}? ) \s* ,? \s* \Z
    """,
    regex.VERBOSE,
)
ROLE_STOP = regex.compile(
    r"\s+(?:and\s+(?:was|were|is|by|the|had|has|consisted|M[rs]s?\.?|Dr\.?|Prof\.?|\p{Lu}\p{L}+\s+\p{Lu}\p{L}+,)|who|which|was|were|is|has|had|visited|opened|closed|held|said|spoke|introduced|consisted|joined|met|presented|headed|led|took|in\s+the\s+presence|on\s+\d|At\s+(?:its|the)\s+\w+\s+meeting)\b"
)
CAPITALISED_BEFORE = behind(r"\p{Lu}\p{L}+\s")
LOOK_BACK = 130


class Candidate(NamedTuple):
    """What a rule takes for a person's name, how sure it is, and why it is none after all."""

    rule: str
    name: Place
    title: Leaf[str] | None
    confidence: float
    fault: Reason | None


def find(document: SectionedDocument, found: Findings) -> Iterator[PersonMention | Dropped]:
    """Yield every mention of a person by name, and what looks like one and is none."""
    text = document.text
    taken: list[Place] = []
    for member in annex.members(document):
        taken.append(member.name)
        yield _listed(text, member)
    for rule, name, title, confidence, fault in chain(
        _titled(text), _in_lists(document), _where_rules_point(document, found), _by_model_alone(found)
    ):
        rival = next(filter(name.overlaps, taken), None)
        if rival is None and fault is None:
            taken.append(name)
            yield _person(text, name, title, confidence, rule)
        elif rival is None or not rival.covers(name):
            yield Dropped(span=name, rule=rule, label="person", reason=fault or "overlap")


def _titled(text: str) -> Iterator[Candidate]:
    for match in TITLED.finditer(text):
        name = _name(match)
        fault = _fault(name.cut(text), titled=True) or _weak(text, match)
        yield Candidate("people.titled", name, _title(text, match), 1.0, fault)


def _in_lists(document: SectionedDocument) -> Iterator[Candidate]:
    text = document.text
    for window in lists(document):
        for match in LISTED_NAME.finditer(text, window.start, window.end):
            name = _name(match)
            yield Candidate("people.listed", name, None, 0.9, _fault(name.cut(text), titled=False))


def _where_rules_point(document: SectionedDocument, found: Findings) -> Iterator[Candidate]:
    """Names without a title, with what the model says of them."""
    persons = [mention.span for mention in found.names if mention.label == "person"]
    places = [mention.span for mention in found.names if mention.label != "person"]
    for rule, name in untitled(document):
        if _overlapping(name, persons) is not None:
            yield Candidate(f"{rule}+model", name, None, 0.95, None)
        else:
            yield Candidate(rule, name, None, 0.6, _unnamed(rule, name, places))


def _by_model_alone(found: Findings) -> Iterator[Candidate]:
    for mention in found.names:
        if mention.label == "person":
            fault = _fault(mention.name, titled=False)
            yield Candidate("people.model", mention.span, None, 0.75, fault)


@lru_cache(maxsize=1)
def untitled(document: SectionedDocument) -> tuple[tuple[str, Place], ...]:
    """Names without a title where a sentence says what a person did, and the rule that points there.

    These are the passages that the model is asked about, before the names are read here: so the last document's are
    remembered.
    """
    return tuple(_untitled(document))


def _untitled(document: SectionedDocument) -> Iterator[tuple[str, Place]]:
    text = document.text
    for rule, match in _pointed_at(document):
        name = _name(match)
        has_title = titles.LEADING.match(text, name.start) or titles.LEADING.search(
            text, max(0, name.start - 20), name.start
        )
        if not has_title and _fault(name.cut(text), titled=False) is None:
            yield rule, name


@lru_cache(maxsize=1)
def lists(document: SectionedDocument) -> tuple[Place, ...]:
    """Sentences that list persons without titles; the model is asked for all names in them, so they are remembered too."""
    return tuple(_lists(document))


def _lists(document: SectionedDocument) -> Iterator[Place]:
    for match in LISTED.finditer(document.text):
        if titles.LEADING.match(document.text, match.end()):
            continue  # names behind titles need no model
        sentence = document.sentence_at(match.start())
        yield Span(match.end(), min(sentence.end, match.end() + LONGEST_LIST))


def _pointed_at(document: SectionedDocument) -> Iterator[tuple[str, regex.Match[str]]]:
    text = document.text
    pointers = [word.start() for word in POINTERS.finditer(text)]
    for match in _at(text, pointers, frame()):
        yield "people.frame", match
    for match in _at(text, pointers, SAID):
        yield "people.acts", match
    heads, acts, apposed = HEADS.finditer(text), _at(text, pointers, ACTS), APPOSED.finditer(text)
    for rule, verbs in (("people.heads", heads), ("people.acts", acts), ("people.heads", apposed)):
        for verb in verbs:
            if verbs is not apposed and SUBJECT.search(text, max(0, verb.start() - 30), verb.start()) is None:
                continue
            sentence = document.sentence_at(verb.start())
            before = HEADING_NAME.search(text, max(sentence.start, verb.start() - LOOK_BACK), verb.start())
            if before is not None:
                yield rule, before


def _at(text: str, places: list[int], pattern: regex.Pattern[str]) -> Iterator[regex.Match[str]]:
    """What `pattern.finditer` finds, for a pattern whose every match starts at one of `places`."""
    end = 0
    for place in places:
        match = pattern.match(text, place) if place >= end else None
        if match is not None:
            end = match.end()
            yield match


def _person(text: str, name: Place, title: Leaf[str] | None, confidence: float, rule: str) -> PersonMention:
    start = title.spans[0].start if title else name.start
    return PersonMention(
        span=Span(start, name.end),
        confidence=confidence,
        name=Leaf(" ".join(name.cut(text).split()), (name,), rule),
        title=title,
        role=_role(text, start, name.end),
    )


def _listed(text: str, member: annex.Member) -> PersonMention:
    title, role = member.title, member.role
    return PersonMention(
        span=Span((title or member.name).start, member.name.end),
        confidence=1.0 if title else 0.9,
        name=Leaf(" ".join(member.name.cut(text).split()), (member.name,), "people.annex"),
        title=Leaf(" ".join(title.cut(text).split()), (title,), "people.title") if title else None,
        role=Leaf(" ".join(role.cut(text).split()), (role,), "people.annex.role") if role else None,
    )


def _name(match: regex.Match[str]) -> Place:
    """The name's span; a possessive ending is no part of it."""
    start, end = match.span("name")
    name = match["name"]
    if name.endswith(("’s", "'s")):
        end -= 2
    return Span(start, end)


def _title(text: str, match: regex.Match[str]) -> Leaf[str]:
    span: Place = trimmed(text, Span(*match.span("title")))
    return Leaf(" ".join(match["title"].split()), (span,), "people.title")


def _fault(name: str, *, titled: bool) -> Reason | None:
    """Why words are no name: a lone one without a title, a country or its capital, none with small letters."""
    words = name.split()
    if len(words) == 1 and not titled:
        return "lone_word"
    if countries.by_name(name) is not None:
        return "country"
    return None if any(character.islower() for character in name) else "capitals"


def _weak(text: str, match: regex.Match[str]) -> Reason | None:
    """Words that are titles only sometimes: 'Criminal Justice Forum' names no judge."""
    if match["title"] not in titles.WEAK:
        return None
    weak = len(match["name"].split()) < 2 or CAPITALISED_BEFORE.search(text, 0, match.start()) is not None
    return "weak_title" if weak else None


def _unnamed(rule: str, name: Place, places: list[Place]) -> Reason | None:
    """Why a name that the model takes for no person's is none: by the rule that points at it, and by what else it sees."""
    if any(place.covers(name) and place != name for place in _near(name, places)):
        return "part_of_place"
    return "unnamed" if rule == "people.acts" else None


def _role(text: str, start: int, end: int) -> Leaf[str] | None:
    match = ROLE_AFTER.match(text, end)
    if match is None:
        match = ROLE_BEFORE.search(text, max(0, start - LOOK_BACK, text.rfind("\n", 0, start) + 1), start)
    if match is None:
        return None
    stop = ROLE_STOP.search(text, match.start("role"), match.end("role"))
    span: Place = trimmed(text, Span(match.start("role"), stop.start() if stop else match.end("role")))
    return Leaf(span.cut(text), (span,), "people.role")


def _near(span: Place, others: list[Place]) -> list[Place]:
    place = bisect_left(others, span)
    return others[max(0, place - 2) : place + 2]


def _overlapping(span: Place, others: list[Place]) -> Place | None:
    return next((other for other in _near(span, others) if other.overlaps(span)), None)


EXTRACTOR = Extractor("people", find)
