"""What a text says beside a name that its bearer is: 'Deputy Minister of Justice', 'the lawyer', 'who is the Head of …'.

    text, the name's place -> the role's place

A role is a calling (`vocabulary/callings.py`) with the words that go with it, in front or behind: 'OSCE PA Head of
Communications', 'member of the Union of Lawyers'. It stands behind the name after a comma, in brackets or after a verb of
being, or before the name, with a comma or without.
"""

from __future__ import annotations

from functools import cache

import regex

from pipeline.model.findings import Place
from pipeline.spans import Span, trimmed
from pipeline.vocabulary import callings, patterns, plain
from pipeline.vocabulary.patterns import any_of, late

LOOK_BACK = 180
ARTICLE = r"(?:(?:the|The|an?|An?|its|Its|their|our|his|her)\s+)?"
OWNER = r"(?:(?!People)[\p{L}/-]+(?:’s|'s|s’|s')\s+)?"
LEADS = r"(?:currently\s+|then\s+|now\s+)?"
VERBS = any_of(
    """who whose which that was were is are has had have will would visited opened closed held said says told spoke introduced consisted
    joined met presented presents headed led leads heads took takes engaged appointed hired elected based responsible speaking noting adding
    heard set made gave welcomed thanked described reported added explained stressed noted called asked replied recalled since when while
    where after before until between during""".split()
)
TITLE = r"(?:M[rs]s?\b\.?|Dr\b\.?|Prof\b\.?|Ambassador\b)"
STOP = late(
    rf"""
    \s+ (?: {VERBS} \b | {TITLE} | in \s+ the \s+ presence \b | on \s+ \d | as \s+ well \b | from \s+ (?= [\d\p{{Lu}}] )
      | to \s+ (?: lead | head | observe | assess | discuss ) \b | At \s+ (?: its | the ) \s+ \w+ \s+ meeting \b
      | and \s+ (?: an? \b | \p{{Lu}}[\p{{L}}/-]*[’']s \s )
      | and \s+ (?: (?: was | were | is | by | the | had | has | consisted ) \b | {TITLE} | \p{{Lu}}[\p{{L}}’'-]+ \s+ \p{{Lu}}[\p{{L}}’'-]+ , ) )
    """,
    regex.VERBOSE,
)
"""Where a role ends before its clause does."""
BEING = r"\s+(?:is|was|has\s+been|had\s+been|will\s+be|serves\s+as|served\s+as|acts\s+as|acted\s+as|became|remains)\s+"
MODIFIERS = r"(?:(?!(?:who|which|that|and|or|of|in|on|at|to|for|by|with|from|as|is|was|the)\b)[\p{L}’'/&-]+\s+|\p{Lu}\p{L}+\s+(?:of|and)\s+(?=\p{Lu})){0,5}?"


@cache
def calling() -> str:
    """Any calling in the singular, whatever its capitals."""
    return rf"(?:(?:[Vv]ice|[Cc]o|[Ee]x|[Uu]nder|[Dd]eputy)-)?{any_of(callings.forms((*callings.OFFICES, *callings.PROFESSIONS)))}"


@cache
def behind_name() -> regex.Pattern[str]:
    """A role that stands behind a name: after a comma, a dash, a line's end, or a verb of being."""
    told = rf"(?P<role>{MODIFIERS}{calling()}(?![\p{{L}}-])[^,.;:()\n]{{0,160}})"
    return regex.compile(
        rf"(?:\s*\([^()\n]{{1,60}}\))?(?:,?\s+(?:MP|MEP)\b)?"
        rf"(?:(?P<comma>\s*,\s*|\s+[–—-]\s+){LEADS}(?:who\s+(?:is|was|has\s+been|had\s+been)\s+)?{ARTICLE}{OWNER}"
        rf"|(?P<being>{BEING}){LEADS}{ARTICLE}{OWNER}|(?P<line>[ \t]*\n+)(?=\p{{Lu}})){told}"
    )


@cache
def in_brackets() -> regex.Pattern[str]:
    """A role in brackets: '(ODIHR Electoral Expert)'."""
    return regex.compile(rf"\s*\((?P<role>{MODIFIERS}(?!MP|MEP){calling()}(?![\p{{L}}-])[^(),\n;]{{0,80}})\)")


@cache
def as_office() -> regex.Pattern[str]:
    """What somebody was appointed, or came, as: 'has appointed X as Special Co-ordinator', 'on her visit as head of …'."""
    offices = any_of(callings.forms(callings.OFFICES))
    return regex.compile(
        rf"[^.;:\n]{{0,110}}?\bas\s+(?:the\s+|its\s+)?(?P<role>(?:\p{{Lu}}[\p{{L}}-]*\s+|deputy\s+|acting\s+){{0,3}}{offices}(?![\p{{L}}-])[^,.;:()\n]{{0,120}})"
    )


@cache
def _noun() -> regex.Pattern[str]:
    return regex.compile(rf"(?<![\p{{L}}’'-]){calling()}(?![\p{{L}}’'-])")


COMPLEMENT = late(r"(?P<of>\s(?:of|for|at|to|in|on)\s+[^,.;:()\n]{2,120}?)?(?:\s+|\s*[,:]\s+)")
CAPITAL = late(r"(?<![\p{L}’'/-])\p{Lu}[\p{L}/-]*\s+\Z", regex.REVERSE)
SMALL = late(r"(?<![\p{L}’'/-])[\p{L}/-]{3,}\s+\Z", regex.REVERSE)
OF_NOUN = r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Oo]ur|[Hh]is|[Hh]er|[Mm]y|one)|[’']s|s[’']"
DETERMINER = patterns.behind(rf"(?:{OF_NOUN})\s+")
MOST_MODIFIERS = 4
TERM = patterns.behind(
    r"\b(?P<term>(?:rule\s+of\s+law|(?:freedom|equality|code|protection|prevention)\s+of\s+\p{Ll}+)\s+)"
)
"""'rule of law adviser': terms of three words that stand before a calling as one."""
FIRST = patterns.behind(r"\b(?P<first>First\s+)")
BEFORE_VICE = ("deputy", "vice", "secretary", "counsellor", "counselor", "attaché", "prosecutor")
CLAUSE = patterns.behind(
    r"(?:\A|[,;:.!?”\"’–—•(\n]\s*|\b(?:and|or|by|to|of|from|with|for|including|said|says|told|tells|asked|called|like|as|than|met|than|under|against|between)\s+)"
)
"""What stands before a noun without an article: 'said hate crime officer X', '; child psychologist X'."""
DOING = late(VERBS)
DONE = patterns.behind(r"(?<![\p{L}-])\p{Ll}{3,}ed\s+")
DEGREE = patterns.behind(rf"(?:{OF_NOUN}|\p{{Ll}}ly)\s+")
"""What a participle has before it that tells more of a noun, as in 'the retired judge', and no verb: 'police detained activist'."""
VERBAL = late(r"\p{Ll}{2,}(?:ed|ing|ly|[^s]s)")
NEXT = late(r"\s*,\s+(?:the|its)\s+")
GOES_ON = late(r"\s*,\s+(?:(?:the|its)\s|\p{Lu}[\p{L}-]+\s+\p{Lu}|and\s+(?:the|its)\s)|\s+and\s+(?:the|its|with)\s")
LABEL = late(r"(?<=\p{L})\s+\p{Lu}[\p{L}-]*\s*\Z")
"""'Professor of Constitutional Law Speaker:': the last word is the label of the line below."""
SMALL_WORDS = frozenset(
    "the a an and or with by of to from for in at on under as than like its their our his her my said says told met".split()
)


def behind(text: str, start: int, end: int) -> Place | None:
    """The role that stands behind a name, or on the next line where the name from `start` to `end` has one of its own."""
    for pattern in (behind_name(), in_brackets()):
        match = pattern.match(text, end)
        if match is not None:
            if pattern is behind_name() and match["line"] and not _signs(text, start):
                continue
            return _cut(text, match.start("role"), match.end("role"))
    return None


def is_label(text: str, role: Place, start: int) -> bool:
    """True for a role that is the label of a line: 'Moderator: Ms. Vogt'."""
    return role.end < start and text[role.end : start].strip() == ":"


def listed(text: str, role: Place, end: int) -> bool:
    """True where what stands behind a name is the next of a list: 'Chairperson Gelovani, the Minister of Justice, the Ombudsman and'."""
    return NEXT.fullmatch(text, end, role.start) is not None and GOES_ON.match(text, role.end) is not None


def _signs(text: str, start: int) -> bool:
    """True for a name at the start of a line, as in a signature, where the line before does not tell its role."""
    line = text.rfind("\n", 0, start) + 1
    above = text[:line].rstrip("\n").rfind("\n") + 1
    return line == start and _noun().search(text, above, line) is None


def appointed(text: str, end: int, stop: int) -> Place | None:
    """The office that the sentence says somebody was appointed to, or came in."""
    match = as_office().match(text, end, stop)
    return _cut(text, match.start("role"), match.end("role")) if match else None


def before(text: str, start: int, floor: int) -> Place | None:
    """The role that stands right before a name or its title at `start`, not farther away than `floor`."""
    floor = max(floor, start - LOOK_BACK, text.rfind("\n", 0, start) + 1)
    runs_on = False
    for noun in _noun().finditer(text, floor, start):
        between = COMPLEMENT.fullmatch(text, noun.end(), start)
        if between is None:
            continue
        end = between.end("of") if between["of"] else noun.end()
        complement = text[noun.end() : end].split()
        if STOP.search(text, noun.end(), end) or (complement and complement[-1] in SMALL_WORDS):
            continue
        if complement and ":" in text[end:start] and _noun().fullmatch(complement[-1]):
            runs_on = True  # 'Professor of Law Speaker: Dr. Hall': the line before, and a label
            continue
        return Span(noun.start() if runs_on else _first_modifier(text, noun.start(), floor), end)
    return None


def _first_modifier(text: str, start: int, floor: int) -> int:
    """Where the words begin that tell more of a calling: 'CIS Executive' Secretary, 'legal' adviser, 'rule of law' adviser."""
    if text[start].isupper():
        first = _modified(text, start, floor, CAPITAL)
        rank = FIRST.search(text, floor, first)
        return rank.start("first") if rank and text[first:].lower().startswith(BEFORE_VICE) else first
    term = TERM.search(text, floor, start)
    first = _modified(text, term.start("term") if term else start, floor, SMALL)
    if first in (start, floor) or DETERMINER.search(text, floor, first) or DONE.search(text, floor, first):
        return first
    clause = CLAUSE.search(text, floor, first) is not None
    return first if clause and not any(map(VERBAL.fullmatch, text[first:start].split())) else start


def _modified(text: str, start: int, floor: int, pattern: regex.Pattern[str]) -> int:
    first = start
    for _ in range(MOST_MODIFIERS):
        match = pattern.search(text, floor, first)
        word = match.group().strip() if match else ""
        if match is None or word in plain.FUNCTION or word in SMALL_WORDS or DOING.fullmatch(word):
            break
        if DONE.fullmatch(match.group()) and not DEGREE.search(text, floor, match.start()):
            break
        first = match.start()
    return first


def _cut(text: str, start: int, end: int) -> Place:
    stop = STOP.search(text, start, end)
    if stop is None and text[end : end + 1] == ":":
        stop = LABEL.search(text, start, end)
    return trimmed(text, Span(start, stop.start() if stop else end))
