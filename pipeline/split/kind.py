"""What a document says of itself: its kind, symbol, country, author. What it does not say stays None.

Kinds are told by marks, in the order of the table: a UN document's symbol first, since it cannot be mistaken, then the
words that a document of a kind has on its first page.
"""

from __future__ import annotations

from collections import Counter

import regex

from pipeline.model.document import Identity
from pipeline.model.records import DocumentKind
from pipeline.vocabulary import countries, ordinals

FIRST_PAGE = 3_000
HEAD = 600
SHORT_BLOCK = 160
SYMBOL = regex.compile(
    r"(?<![\p{L}\d/])A?/HRC/(?:WG\.6/(?P<session>\d{1,2})/(?P<country>[A-Z]{3})/(?P<paper>[1-4])|(?:(?:DEC|RES)/)?\d{1,2}/\d{1,3})"
    r"(?:/(?:Add|Corr|Rev)\.\d+)*(?![\d/])"
)
"""The big first letter of a symbol may stand on a line of its own, apart from the rest."""
DISTRIBUTION = regex.compile(r"\bdistr\b", regex.I)
PAPERS: dict[str, DocumentKind] = {"1": "national_report", "2": "un_compilation", "3": "stakeholder_summary"}
"""Human Rights Council decision 17/119: the three papers that a review is based on, by the symbol's last figure."""

KINDS: tuple[tuple[DocumentKind, regex.Pattern[str]], ...] = (
    ("working_group_report", regex.compile(r"Report of the Working Group on the Universal Periodic Review", regex.I)),
    ("national_report", regex.compile(r"National report submitted in accordance with paragraph", regex.I)),
    (
        "un_compilation",
        regex.compile(r"Compilation (?:on \w+ )?prepared by the Office of the (?:United Nations )?High", regex.I),
    ),
    ("stakeholder_summary", regex.compile(r"Summary (?:of stakeholders|prepared by the Office of the)", regex.I)),
    (
        "legal_opinion",
        regex.compile(r"\A.{0,300}?^(?:[\p{L}/]+ ){0,3}Opinion *-? *(?:Nr|No)\b", regex.I | regex.S | regex.M),
    ),
    (
        "stakeholder_submission",
        regex.compile(
            r"\bsubmission\b(?=.{0,2500}\bUniversal\s+Periodic\s+Review)|Universal\s+Periodic\s+Review(?=.{0,2500}\bsubmission\b)",
            regex.I | regex.S,
        ),
    ),
    (
        "mission_report",
        regex.compile(
            r"\b(?:final|interim|needs\s+assessment\s+mission|election\s+\w+\s+mission)\s+report\b"
            r"|\b(?:daily|weekly|spot)\s+(?:report|update)\b|\bpreliminary\s+(?:findings|conclusions|statement)\b",
            regex.I,
        ),
    ),
    (
        "press_release",
        regex.compile(
            r"\bpress\s+(?:release|statement|contact)|\bmedia\s+advisory|\A\s*\p{Lu}[\p{Lu} ]+,\s\d{1,2}\s\w+\s+\d{4}\s*[–-]",
            regex.I,
        ),
    ),
)
OPINION_NUMBER = regex.compile(r"\b\p{Lu}\p{L}{1,7}[-/](?P<country>\p{L}{2,5})/\d{1,4}/(?:19|20)\d\d\b")
SESSION = regex.compile(r"[Ss](?:ession|ESSION)\b(?P<behind>[^.;]{0,60})")
SESSION_NUMBER = regex.compile(r"(?P<number>[\p{L}\d]+(?:[–-]\p{L}+)?)\s+\Z", regex.REVERSE)
SESSION_OF = regex.compile(
    r"""
    (?: Working \s+ Group \s+ on \s+ the \s+ Universal \s+ Periodic \s+ Review .{0,300}? \b held \s+ its    # a report's first paragraph
      | Working \s+ Group \s+ on \s+ the \s+ Universal \s+ Periodic \s+ Review                             # the head of a paper
      | \b universal \s+ periodic \s+ review ,? (?: \s+ [\p{L}-]+ \s+ cycle ,? )?
      | \b UPR \s+ Working \s+ Group : ) \s+ \Z
    """,
    regex.VERBOSE | regex.IGNORECASE | regex.DOTALL,
)
SESSION_FROM = regex.compile(r"\s+of\s+the\s+(?:UPR|Working\s+Group)", regex.IGNORECASE)
YEAR = regex.compile(r"\b(?:19|20)\d\d\b")
INTRODUCTION = 12_000
ODIHR = regex.compile(r"\b(?:OSCE/ODIHR|OSCE\s+Office\s+for\s+Democratic\s+Institutions|ODIHR)\b")
SUBMITTED_BY = regex.compile(
    r"(?:joint\s+)?submission\s+(?:(?:made|presented|prepared)\s+)?by\s+(?:the\s+)?(?P<who>\p{Lu}[^\n.;:,()]{2,80}?)\s*"
    r"(?=[\n.;,():]|\s(?:to|for|on|concerning|regarding)\s|\Z)",
    regex.I,
)
ENGLISH = frozenset("the of and to in for by on with that".split())
TWICE = 2


def identify(text: str, title: str | None) -> Identity:
    """What `text`, headed by `title`, says of itself."""
    first = text[:FIRST_PAGE]
    symbol = _own_symbol(first)
    kind = _kind(first, symbol)
    session, year = _session(text)
    if symbol and symbol["session"]:
        year = year if session == int(symbol["session"]) else None
        session = int(symbol["session"])
    return Identity(
        kind=kind,
        title=title,
        symbol=f"A{symbol.group().removeprefix('A')}" if symbol else None,
        language="en" if sum(word in ENGLISH for word in first.lower().split()) > len(first) / 60 else None,
        country=symbol["country"] if symbol and symbol["country"] else _country(text, title, kind),
        submitted_by=_submitter(text, title) if kind == "stakeholder_submission" else None,
        session=session,
        cycle=cycle(session),
        year=year,
    )


def cycle(session: int | None) -> int | None:
    """The review cycle of a Working Group session: 1 to 12, 13 to 26, 27 to 40, 41 on (OHCHR's calendar)."""
    if session is None:
        return None
    return 1 + sum(session >= first for first in (13, 27, 41))


def _own_symbol(first: str) -> regex.Match[str] | None:
    """The document's own symbol: it stands in the head, in a block too short to be a sentence that cites another.

    A paper of the review has a symbol of its own form; any other stands where a UN document says how it is distributed.
    """
    distributed = DISTRIBUTION.search(first) is not None
    for match in SYMBOL.finditer(first, 0, HEAD):
        start, end = first.rfind("\n\n", 0, match.start()) + 1, first.find("\n\n", match.end())
        is_short = (end if end >= 0 else len(first)) - start <= SHORT_BLOCK
        if is_short and (distributed or match["paper"]):
            return match
    return None


def _kind(first: str, symbol: regex.Match[str] | None) -> DocumentKind:
    if symbol is not None and symbol["paper"] in PAPERS:
        return PAPERS[symbol["paper"]]
    return next((kind for kind, pattern in KINDS if pattern.search(first)), "other")


def _session(text: str) -> tuple[int | None, int | None]:
    """The Working Group's session that a document speaks of as its own, and the year it was held."""
    for match in SESSION.finditer(text, 0, INTRODUCTION):
        numbered = SESSION_NUMBER.search(text, max(0, match.start() - 40), match.start())
        session = ordinals.number(numbered["number"]) if numbered else None
        if numbered is None or session is None:
            continue
        before = SESSION_OF.search(text, max(0, numbered.start() - 400), numbered.start())
        if before is not None or SESSION_FROM.match(match["behind"]):
            year = YEAR.search(match["behind"])
            return session, int(year.group()) if year else None
    return None, None


def _country(text: str, title: str | None, kind: DocumentKind) -> str | None:
    """The country in an opinion's own number; else the one that the title names, else the one that the text names at
    least twice as often as any other."""
    if kind == "legal_opinion":
        number = OPINION_NUMBER.search(text, 0, HEAD)
        row = countries.by_code(number["country"]) if number else None
        if row is not None:
            return row.iso3
    if title:
        named = {row.iso3 for row in map(countries.by_name, countries.name_pattern().findall(title)) if row}
        if len(named) == 1:
            return named.pop()
    seen = Counter(row.iso3 for row in map(countries.by_name, countries.name_pattern().findall(text)) if row)
    ranked = seen.most_common(TWICE)
    if not ranked or (len(ranked) == TWICE and ranked[0][1] < TWICE * ranked[1][1]):
        return None
    return ranked[0][0]


def _submitter(text: str, title: str | None) -> str | None:
    first = f"{title}\n{text[:FIRST_PAGE]}" if title else text[:FIRST_PAGE]
    match = SUBMITTED_BY.search(first)
    if match is not None:
        # Its full name goes on where any other name ends: the OSCE Office |for Democratic Institutions
        odihr = ODIHR.search(match["who"]) or ODIHR.match(first, match.start("who"))
        return "OSCE/ODIHR" if odihr else " ".join(match["who"].split())
    if len(ODIHR.findall(text[:FIRST_PAGE])) > TWICE:
        return "OSCE/ODIHR"
    return None
