"""The numbers of legal opinions, taken apart, and which of them stand together.

ODIHR numbers its opinions by topic, country, serial and year (`POLIT-KAZ/225/2013`, some without a country), the Venice
Commission by serial and year (`629/2011`) and its documents by series (`CDL-AD(2011)019`). CDL-REF holds the texts under
review, and is no opinion.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex

from pipeline.model.findings import Leaf, NumberMention, Place
from pipeline.spans import Span
from pipeline.vocabulary import countries
from pipeline.vocabulary.patterns import behind, late

YEAR_IN_NUMBER = late(r"(?:[/(]|/\s)(?:19|20)\d\d(?!\d)")
BEFORE_YEAR, AFTER_YEAR = 40, 30
INITIALS = (
    r"(?: \s* [\[(] \s* (?P<initials> \p{Lu}\p{L}{1,2}\p{Lu}? (?: \s?[/,]\s? \p{Lu}\p{L}{1,3} ){0,3} ) \s* [\])] )?"
)
LABEL = (
    r"\b (?: [Oo]pinions? | [Aa]micus \s+ [Cc]uriae \s+ [Bb]rief | Comments | Note ) (?: \s* - \s* | \s+ | \s* [.,(] \s* )"
    r" (?: N[ro]s? | n[ro]s? | n° | [Nn]umbers? )\b \s* \.? \s* :? \s*"
)
SHORT_LABEL = r"[,(] \s* (?: N[ro] | n[ro] )\b \s* \.? \s*"
"""Behind the title: 'the Opinion on the draft Law, no. 971/2019'."""
YEAR = r"(?P<year> (?:19|20)\d\d )"
SLASH = r"\s?/\s?"
NUMBER = late(
    rf"""
    (?<![\p{{L}}\d/-]) (?:
      (?P<topic> \p{{Lu}}\p{{L}}{{1,7}} ) \s? - \s? (?P<country> \p{{L}}{{2,5}} ) {SLASH} (?P<serial> \d{{1,4}} ) {SLASH} {YEAR}   # POLIT-KAZ/225/2013
    | (?= \p{{Lu}} ) (?<= {LABEL} ) (?P<topic> \p{{Lu}}\p{{L}}{{1,7}} ) (?: / (?P<country> \p{{L}}{{2,5}} ) )? / (?P<serial> \d{{1,4}} ) / {YEAR}
    ) (?![\d/]) {INITIALS}
    | (?= \d ) (?<= {LABEL} | {SHORT_LABEL} ) (?P<venice> (?P<serial> \d{{1,4}} ) {SLASH} {YEAR} ) (?![\d/])                             # Opinion No. 629/2011
    | \b (?P<cdl> CDL (?: -(?: AD | PI ) )? \s? \( {YEAR} \) \s? (?P<serial> \d{{3,4}} ) ) (?: rev\d? )? (?: -? e\b )? \*? (?!\d)
    """,
    regex.VERBOSE,
)
MORE = late(rf"(?:\s*(?:,|/|and|&)\s*)+(?P<venice>(?P<serial>\d{{1,4}})\s?/\s?{YEAR.replace(' ', '')})(?![\d/])")
"""A second number behind one: 'Joint Opinion GEND-SRB/365/2019 and 957/2019'."""
NOT_VENICE = late(
    r"\bArbitrary\s+Detention|\bCourt\s+of\s+Justice|\bHuman\s+Rights\s+Committee|\bAdvisory\s+(?:Opinion|Committee|Council)|\bCCJE|\bCCPE|\bConsultative\s+Council",
    regex.IGNORECASE,
)
"""Bodies that number their opinions as the Venice Commission does."""
VENICE = late(
    r"\bVenice\s+Commission|\bVENICE\s+COMMISSION|\bCDL\b|\bCommission\s+for\s+Democracy\s+through\s+Law", regex.I
)
COURT_OF = late(r"\s+(?:of|by)\s+the\s+(?:\p{Lu}\p{L}+\s+)?(?:Constitutional|Supreme)\s+Court", regex.IGNORECASE)
COURTS_OWN = behind(
    r"\b(?:Constitutional|Supreme)\s+Court(?:[’']s)?\s+(?:(?:gave|issued|adopted|delivered|held|in)\s+)?(?:(?:its|an?|the)\s+)?[Oo]pinion\s*\(?N?n?[ro]?\.?\s*",
    ignore_case=True,
)
LABELLED = behind(LABEL, verbose=True)
OPINION_ON = late(r"\b(?:Opinion|Comments|Note|Brief)\s+(?:on|of|regarding|concerning)\b")
FAR_BEFORE = 60
NEAR = 700
TOGETHER = late(
    r"[\s/,;&()\[\]:.–*-]*(?:(?:and|OSCE|ODIHR|Venice\s+Commission|[Oo]pinion|Nr|No|no|nr|the|Council\s+of\s+Europe|"
    r"published\s+as|made\s+public\s+as|issued\s+as)[\s/,;&()\[\]:.–-]*){0,9}"
)

NEXT = late(r"[,;]\s+and\b")
OTHER_BODYS = late(
    r"""
    [^;]{0,90}?                                                             # '), 19 March 2021,'
    \b (?: (?: prepared | issued | drafted | adopted | endorsed | given | written | published | made\s+public ) \s+
            (?: (?:together|jointly) \s+ with | by | with )
          | (?: together | jointly ) \s+ with | (?: known | published | issued ) \s+ as ) \s+
    (?: by \s+ )? (?: the \s+ )? (?: Venice\s+Commission | (?:OSCE[/ ])?ODIHR ) \b
    [^;]{0,90}
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
"""'(CONST-KGZ/404/2021), prepared together with the Venice Commission (CDL-AD(2021)011)': the other body's number of one opinion."""
ANOTHER = late(
    r"[.]\s+\p{Lu}(?!r\b|o\b)|\b(?:and|see|in|of|to)\s+(?:an?|the|its|their)\b|\b(?i:opinions?|comments|note|guidelines|brief)\s+(?:on|of|regarding|concerning|for|[(\[])"
)
"""What stands between two numbers of two opinions: a sentence's end, or one more text that is named."""


def clusters(text: str) -> list[list[regex.Match[str]]]:
    """The numbers of a text; those that stand together are one opinion's."""
    found: list[list[regex.Match[str]]] = []
    for match in _numbers(text):
        if found and (
            match.re.pattern == MORE.pattern or _together(text, found[-1][-1], match) or _other_bodys(found[-1], match)
        ):
            found[-1].append(match)
        else:
            found.append([match])
    return found


def _together(text: str, last: regex.Match[str], match: regex.Match[str]) -> bool:
    """Whether what stands between two numbers leaves them one opinion's; ', and' starts another in a list."""
    between = (last.end(), match.start())
    return TOGETHER.fullmatch(text, *between) is not None and NEXT.search(text, *between) is None


def _other_bodys(cluster: list[regex.Match[str]], match: regex.Match[str]) -> bool:
    """Whether a number is the one that the other of two bodies gave to the opinion named just before."""
    if scheme(match) in map(scheme, cluster) or (scheme(match) == "odihr") == (scheme(cluster[-1]) == "odihr"):
        return False
    text, between = match.string, (cluster[-1].end(), match.start())
    return OTHER_BODYS.fullmatch(text, *between) is not None and ANOTHER.search(text, *between) is None


def _numbers(text: str) -> Iterator[regex.Match[str]]:
    """All numbers of opinions, looked for around the year that each of them ends in or holds."""
    end = 0
    for year in YEAR_IN_NUMBER.finditer(text):
        if year.start() < end:
            continue
        for match in NUMBER.finditer(
            text, max(end, year.start() - BEFORE_YEAR), min(len(text), year.end() + AFTER_YEAR)
        ):
            if scheme(match) == "venice_opinion" and not _is_venice(text, match):
                continue
            end = match.end()
            yield match
            while (more := MORE.match(text, end)) is not None:
                end = more.end()
                yield more


def _is_venice(text: str, match: regex.Match[str]) -> bool:
    """True where a bare number is the Venice Commission's: its name is near, and no other body's nearer."""
    at = match.start("venice")
    near = text[max(0, at - NEAR) : match.end() + NEAR]
    sentence = text[max(0, text.rfind("\n\n", 0, at)) : match.end()]
    if VENICE.search(near) is None or NOT_VENICE.search(sentence) is not None:
        return False
    if COURT_OF.match(text, match.end()) or COURTS_OWN.search(text, max(0, at - FAR_BEFORE), at):
        return False
    return LABELLED.search(text, max(0, at - FAR_BEFORE), at) is not None or OPINION_ON.search(sentence) is not None


def scheme(match: regex.Match[str]) -> str:
    """Whose number it is: `odihr`, `venice_opinion` or `cdl`."""
    if match.re.pattern == MORE.pattern or match["venice"]:
        return "venice_opinion"
    return "odihr" if match["topic"] else "cdl"


def number(match: regex.Match[str]) -> NumberMention:
    """A number with its parts; blanks inside it are no part of its value."""
    kind = scheme(match)
    first, last = {"odihr": ("topic", "year"), "venice_opinion": ("venice", "venice"), "cdl": ("cdl", "cdl")}[kind]
    span: Place = Span(match.start(first), match.end(last))
    rule = f"opinions.number.{kind}"
    parts = match.groupdict()
    country = countries.by_code(parts["country"]) if parts.get("country") else None
    return NumberMention(
        scheme=Leaf(kind, (span,), rule),
        value=Leaf("".join(match.string[span.start : span.end].split()), (span,), rule),
        topic=_part(match, "topic", parts, rule),
        country=_part(match, "country", parts, rule),
        iso3=Leaf(country.iso3, (Span(*match.span("country")),), "opinions.number.country_code") if country else None,
        serial=Leaf(int(match["serial"]), (Span(*match.span("serial")),), rule),
        year=Leaf(int(match["year"]), (Span(*match.span("year")),), rule),
        initials=_part(match, "initials", parts, rule),
    )


def _part(match: regex.Match[str], group: str, parts: dict[str, Any], rule: str) -> Leaf[str] | None:
    part = parts.get(group)
    return Leaf(part, (Span(*match.span(group)),), rule) if part else None
