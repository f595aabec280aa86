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
from pipeline.vocabulary import callings, plain
from pipeline.vocabulary.patterns import any_of

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
STOP = regex.compile(
    rf"""
    \s+ (?: {VERBS} \b | {TITLE} | in \s+ the \s+ presence \b | on \s+ \d | as \s+ well \b | from \s+ (?= \d )
      | to \s+ (?: lead | head | observe | assess | discuss ) \b | At \s+ (?: its | the ) \s+ \w+ \s+ meeting \b
      | and \s+ (?: (?: was | were | is | by | the | had | has | consisted ) \b | {TITLE} | \p{{Lu}}[\p{{L}}’'-]+ \s+ \p{{Lu}}[\p{{L}}’'-]+ , ) )
    """,
    regex.VERBOSE,
)
"""Where a role ends before its clause does."""
BEING = r"\s+(?:is|was|will\s+be|serves\s+as|served\s+as|acts\s+as|acted\s+as|became|remains)\s+"
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
        rf"(?:(?P<comma>\s*,\s*|\s+[–—-]\s+){LEADS}(?:who\s+is\s+)?{ARTICLE}{OWNER}|(?P<being>{BEING}){LEADS}{ARTICLE}{OWNER}|(?P<line>[ \t]*\n+)(?=\p{{Lu}})){told}"
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


COMPLEMENT = regex.compile(r"(?P<of>\s(?:of|for|at|to|in|on)\s+[^,.;:()\n]{2,120}?)?(?:\s+|\s*[,:]\s+)")
CAPITAL = regex.compile(r"(?<![\p{L}’'/-])\p{Lu}[\p{L}/-]*\s+\Z", regex.REVERSE)
SMALL = regex.compile(r"(?<![\p{L}’'/-])[\p{L}/-]{3,}\s+\Z", regex.REVERSE)
DETERMINER = regex.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Oo]ur|[Hh]is|[Hh]er|[Mm]y|one)|[’']s|s[’'])\s+\Z", regex.REVERSE
)
MOST_MODIFIERS = 4
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
    for noun in _noun().finditer(text, floor, start):
        between = COMPLEMENT.fullmatch(text, noun.end(), start)
        if between is None:
            continue
        end = between.end("of") if between["of"] else noun.end()
        complement = text[noun.end() : end].split()
        if STOP.search(text, noun.end(), end) or (complement and complement[-1] in SMALL_WORDS):
            continue
        return Span(_first_modifier(text, noun.start(), floor), end)
    return None


def _first_modifier(text: str, start: int, floor: int) -> int:
    """Where the words begin that tell more of a calling: 'CIS Executive' Secretary, 'legal' adviser."""
    capital = text[start].isupper()
    pattern = CAPITAL if capital else SMALL
    first = start
    for _ in range(MOST_MODIFIERS):
        match = pattern.search(text, floor, first)
        if match is None or match.group().strip() in plain.FUNCTION or match.group().strip() in SMALL_WORDS:
            break
        first = match.start()
    if capital or first == start or DETERMINER.search(text, floor, first):
        return first
    return start


def _cut(text: str, start: int, end: int) -> Place:
    stop = STOP.search(text, start, end)
    return trimmed(text, Span(start, stop.start() if stop else end))
