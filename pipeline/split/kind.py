"""What a document says of itself: its kind, symbol, country, author. What it does not say stays None.

Kinds are told by marks, in the order of the table: a UN document's symbol first, since it cannot be mistaken, then the
words that a document of a kind has on its first page.
"""

from __future__ import annotations

from typing import Any, TypeVar

import regex

from pipeline.model.document import Identity
from pipeline.model.findings import Leaf, Place
from pipeline.model.records import DocumentKind
from pipeline.spans import Span
from pipeline.split.country import country as about
from pipeline.vocabulary import countries, ordinals, sessions
from pipeline.vocabulary.patterns import late

T = TypeVar("T")

FIRST_PAGE = 3_000
HEAD = 600
SHORT_BLOCK = 160
SYMBOL = late(
    r"(?<![\p{L}\d/])A?/HRC/(?:WG\.6/(?P<session>\d{1,2})/(?P<country>[A-Z]{3})/(?P<paper>[1-4])|(?:(?:DEC|RES)/)?(?P<council>\d{1,2})/\d{1,3})"
    r"(?:/(?:Add|Corr|Rev)\.\d+)*(?![\d/])"
)
"""The big first letter of a symbol may stand on a line of its own, apart from the rest."""
DISTRIBUTION = late(r"\bdistr\b", regex.I)
PAPERS: dict[str, DocumentKind] = {"1": "national_report", "2": "un_compilation", "3": "stakeholder_summary"}
"""Human Rights Council decision 17/119: the three papers that a review is based on, by the symbol's last figure."""

HEADING = r"""
    (?<! [^\n]{60} \s (?-i:\p{Ll}) \p{L}* ,? \n ) ^ (?! \s* (?-i:\p{Ll}) )                       # no line that goes on from a full one
    (?! [^\n]* (?: [.;,] [^\S\n]* $ | [.;] \s (?-i:\p{Lu}) [^\n]* [.;] | \b (?: that | which | who | is | are | was | were | has | have | had | will | would
      | be | been | gave | hand(?:s|ed)? \s over | (?: not | dealt | stat | releas | publish | present | submitt? | conclud | discuss | welcom )(?:ed|es|s)? | said | says ) \b ) )
    [^\n]{0,120}? \b
"""
"""A line of its own before a report's name; running text, which has verbs and full stops, may cite the report of another."""
END_OF_HEADING = r"\b (?= [^\n]{0,120} $ (?! \n [^\S\n]* (?! (?:issued|based) \b ) (?-i:\p{Ll}) ) )"
REPORTS = r"""
    (?: (?: final | interim | needs \s assessment (?: \s mission )? ) \s report | (?: daily | weekly | spot ) \s (?: report | update )
      | preliminary \s (?: findings | conclusions | statement ) )
"""

KINDS: tuple[tuple[DocumentKind, tuple[str, ...], regex.Pattern[str]], ...] = (
    (
        "working_group_report",
        ("working group on the universal periodic review",),
        late(
            r"Report of the Working Group on the Universal Periodic Review"
            r"|The Working Group on the Universal Periodic Review,? established in accordance with [^.]{0,80}?, held its",
            regex.I,
        ),
    ),
    ("national_report", ("national report",), late(r"National report submitted in accordance with paragraph", regex.I)),
    (
        "un_compilation",
        ("compilation",),
        late(r"Compilation (?:on \w+ )?prepared by the Office of the (?:United Nations )?High", regex.I),
    ),
    (
        "stakeholder_summary",
        (),
        late(
            r"Summary (?:of stakeholders|prepared by the Office of the)|^(?:[IVX]+\.\s+)?Information provided by (?:other )?stakeholders\s*$",
            regex.I | regex.M,
        ),
    ),
    (
        "legal_opinion",
        (),
        late(
            r"""
            \A .{0,300}? ^ (?: [\p{L}/]+ [ ] ){0,3} (?: Opinion | Comments | Note | Amicus \s+ Curiae (?: \s+ Brief )? | Guidelines ) \s* [-–]? \s* (?: Nr | No )\b
              (?= [^\n]{0,30} \d )
            | \A .{0,600}? ^ EUROPEAN \s COMMISSION \s FOR \s DEMOCRACY \s THROUGH \s LAW \b
            | \A .{0,400}? ^ CDL (?: - \p{Lu}{2,3} )? \s? \( (?:19|20)\d\d \) \d{3} (?: rev\d? )? (?: -?e\b )? \*? (?= \s* $ | \s+ (?: Or\. | Engl | Opinion ) )
            """,
            regex.I | regex.S | regex.M | regex.VERBOSE,
        ),
    ),
    (
        "stakeholder_submission",
        ("submission", "universal"),
        late(
            r"\bsubmission\b(?=.{0,2500}\b(?P<too>Universal\s+Periodic\s+Review))"
            r"|Universal\s+Periodic\s+Review(?=.{0,2500}\b(?P<too>submission)\b)",
            regex.I | regex.S,
        ),
    ),
    (
        "stakeholder_submission",
        (),
        late(
            r"\A.{0,600}?\b(?:contribution|input|submission)\b[^\n.]{0,60}?\s(?:to|for)\s+the\s+(?:\w+\s+){0,4}(?:Universal\s+Periodic\s+Review|UPR)\b"
            r"|\A.{0,400}?\bstakeholders[’']\s+summary\b(?=.{0,200}\bUniversal\s+Periodic\s+Review\b)"
            r"|\A.{0,200}?\bsubmission\b(?=.{0,200}\b(?P<too>UPR)\b)",
            regex.I | regex.S,
        ),
    ),
    (
        "press_release",
        (),
        late(
            r"""
            \A .{0,200}? ^ (?: media \s+ (?:advisory|note) | (?:press|news|media) \s+ release | for \s+ immediate \s+ release ) \b (?= [^\n.]{0,40} $ )
            | \A [^\n.]{0,60} \b (?: presents? | publish(?:es)? | releases? | discuss(?:es)? | launch(?:es)? | hands? \s over ) \s
              (?: (?:its|the) \s )? (?: final | interim ) \s report \b [^\n.]* $                                    # a headline
            """,
            regex.I | regex.S | regex.M | regex.VERBOSE,
        ),
    ),
    (
        "mission_report",
        ("preliminary",),
        late(r"\A.{0,400}?^(?:STATEMENT OF )?PRELIMINARY (?:FINDINGS|CONCLUSIONS|STATEMENT)\b", regex.S | regex.M),
    ),
    (
        "press_release",
        (),
        late(
            r"""
            \A .{0,400}? ^ (?: \p{Lu} (?: [\p{L}/’'-] | [ ](?![–—-]\s) ){2,40} ,?\s \(? (?: \d{1,2} \s \p{L}+ \s+ \d{4}
                  | \p{L}{3,9}\.? \s \d{1,2},? \s \d{4} | \d{1,2}[./]\d{1,2}[./]\d{4} ) \)? \s* [–—-]{1,2} \s
                (?= ["“‘]? [\p{Lu}\d] )                                                               # the dateline
              | \d{1,2}[./]\d{1,2}[./]\d{4} \s* \| )                                                  # and that of a site
            """,
            regex.S | regex.M | regex.VERBOSE,
        ),
    ),
    (
        "mission_report",
        (),
        late(
            rf"""
            \A \s* (?: daily | weekly | spot ) \s (?: report | update ) \b | \A .{{0,400}}? {HEADING} (?: {REPORTS}
              | election \s \w+ \s (?: mission | team ) (?: \s final )? \s report
              | report \s of \s the \s (?: needs \s assessment | (?:OSCE/)?ODIHR \s (?: limited \s )? election \s \w+ ) \s mission ) {END_OF_HEADING}
            """,
            regex.I | regex.S | regex.M | regex.VERBOSE,
        ),
    ),
    (
        "press_release",
        (),
        late(
            r"""
            \A .{0,600}? (?: \b(?i:press\s+(?:release|statement|contact|note)|media\s+(?:advisory|note|release)|news\s+release|for\s+immediate\s+release)\b
              | \b (?: opened | launched | announced | began | begins | deployed | starts ) \b [^.\n]{0,80}? \b (?: today | this \s \p{Lu}\p{Ll}+day | on \s \p{Lu}\p{Ll}+day )\b
              | \b today \s (?: opened | launched | announced | formally | officially )\b )
            | \b (?i:press\s+(?:release|statement|contact)|media\s+(?:advisory|contact))\b
            """,
            regex.S | regex.M | regex.VERBOSE,
        ),
    ),
    (
        "mission_report",
        (),
        late(
            rf"""
            \b this \s (?: statement \s of \s )? {REPORTS} \b | \A .{{0,400}}? ^ About \s this \s report [^\S\n]* $ .{{0,300}}? \b mission \b
            | {HEADING} (?: {REPORTS} | election \s \w+ \s mission \s report ) {END_OF_HEADING}
            | ^ (?: [IVX]+ \. \s+ )? INTRODUCTION \b .{{0,400}}? \b (?: deployed | sent | undertook | conducted ) \b .{{0,200}}? \b (?: Mission | EOM | LEOM | EAM | EET | NAM ) \b
            """,
            regex.I | regex.S | regex.M | regex.VERBOSE,
        ),
    ),
    (
        "legal_opinion",
        ("opinion", "law"),
        late(
            r"\b(?:[Tt]his|[Tt]he\s+present)\s+(?:(?:Legal|Joint|Urgent|Interim|Preliminary|Final|Follow-up|ODIHR)\s+)*Opinion\b(?!\s+(?i:poll|survey))"
        ),
    ),
)
"""The kinds, each with words that it is not told without, in small letters, and its marks: most need no search."""
NEWS = late(
    r"""
    ^ By \s+ \p{Lu}[\p{L}’'-]+ \s+ (?: \p{Lu}[\p{L}’'.-]* \s* ){1,3} (?: , | $ )                                     # a byline
    | \b (?: Staff \s+ (?: Writer | Reporter ) | (?: our | this ) \s+ (?: (?:news)?paper | reporter | correspondent | radio | agency | station ) )\b
    | [,.] \s [^\n]{0,30} (?: \( [\p{L}/ ]{2,20} \) | / [\p{L} ]{2,20} / | \b \p{L}* (?: News | Press | TASS | Interfax | Reuters ) )
        \s+ [–—-]{1,2} \s                                                  # an agency's name in the dateline
    | \b told \s+ (?: the \s+ )? \p{L}* (?: News | Press | TASS | Interfax | Reuters | Times | Post | Herald | Gazette | Radio | TV )\b
    | \b (?i: news | evening | morning | midday ) \s+ (?i: bulletin )\b | ^ Good \s (?: evening | morning | afternoon ) \. \s (?= [^\n]* \b observers )
    """,
    regex.MULTILINE | regex.VERBOSE,
)
"""What a paper, an agency or a station has in the head of its own reports: those are press releases of nobody."""
NEWS_HEAD = 800
PRESS_WORDS = late(r"\b(?:press|media|news)\s+(?:release|advisory|statement)\b", regex.IGNORECASE)
SESSION = late(r"[Ss](?:ession|ESSION)\b(?=(?P<behind>[^.;]{0,60}))")
SESSION_NUMBER = late(
    r"(?P<number>[\p{L}\d]+(?:[–-]\p{L}+)?)\s+(?P<review>(?:UPR\s+(?:Working\s+Group\s+)?|Working\s+Group\s+))?\Z",
    regex.REVERSE,
)
SESSION_OF = late(
    r"""
    (?: Working \s+ Group \s+ on \s+ the \s+ Universal \s+ Periodic \s+ Review .{0,300}? \b held \s+ its    # a report's first paragraph
      | Working \s+ Group \s+ on \s+ the \s+ Universal \s+ Periodic \s+ Review                             # the head of a paper
      | \b (?: universal \s+ periodic \s+ review | UPR )
        (?: \s+ (?: of | on | – | - ) \s+ (?: the \s+ )? [\p{L}’ -]{3,50}? )?                                   # 'Review of Croatia'
        [,:(–—-]? (?: \s+ \(? [\p{L}\d-]+ \s+ cycle [,)]? )?
      | \b UPR \s+ Working \s+ Group [:,]
      | \b UPR \s+ Session (?: \s+ and \s+ Date (?: \s+ of \s+ Review )? )? \s* : ) \s* \Z
    """,
    regex.VERBOSE | regex.IGNORECASE | regex.DOTALL,
)
SESSION_FROM = late(
    r"\s+of\s+the\s+(?:UPR|Working\s+Group|Universal\s+Periodic|(?:UN\s+)?Human\s+Rights\s+Council[’']s\s+(?:Working|UPR|Universal))",
    regex.IGNORECASE,
)
OTHERS_SESSION = late(
    r"\s+of\s+the\s+(?:UN\s+|United\s+Nations\s+)?(?:Human\s+Rights\s+(?:Council(?![’']s)|Committee)|General|Committee|Commission|Parliament|Assembly)",
    regex.IGNORECASE,
)
CYCLE = late(
    r"""
    (?<! \b (?: during | since | from | under | in | after | previous | of ) \s+ (?: (?:the|its) \s+ )? )
    \b (?P<number> [\p{L}\d]+ ) \s+ (?: (?: UPR | review | Universal \s+ Periodic \s+ Review ) \s+ )? cycle \b
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
"""'for the fourth cycle', '(4th cycle)'; a past one stands behind 'during' or 'in'."""
LAST_CYCLE = 9
YEAR = late(r"\b(?:19|20)\d\d\b")
INTRODUCTION = 12_000
ODIHR = late(r"\b(?:OSCE/ODIHR|(?i:OSCE\s+Office\s+for\s+Democratic\s+Institutions)|ODIHR)\b")
SUBMITTED_BY = late(
    r"(?:(?:joint\s+)?submission\s+(?:(?:made|presented|prepared)\s+)?by|^submitted\s+by\s*:)\s+(?:the\s+)?(?P<who>\p{Lu}[^\n.;:,()]{2,80}?)\s*"
    r"(?=[\n.;,():]|\s(?:to|on|concerning|regarding)\s|\sfor\s(?:the\s)?(?:\S+\s){0,3}(?:Universal|UPR|session|review|cycle|consideration)\b|\Z)",
    regex.I | regex.M,
)
ENGLISH = frozenset("the of and to in for by on with that".split())
TWICE = 2
FEW = 3
"""Of many places that name a country, the first ones are its evidence."""
MASTHEAD = late(r"united\s+nations", regex.IGNORECASE)
CALLED = late(
    r"""
    ^ (?: \d+/\d+ \.? \s+ )?
    (?P<title>
      (?: National \s+ report \s+ submitted | Compilation \s+ (?: on | prepared ) | Summary \s+ (?: of \s+ stakeholders | of \s+ other | on | prepared )
        | Report \s+ of \s+ the \s+ (?: Working \s+ Group \s+ on \s+ the \s+ Universal \s+ Periodic \s+ Review | Human \s+ Rights \s+ Council \s+ on )
        | Outcome \s+ of \s+ the \s+ universal \s+ periodic \s+ review )
      [^\n]*?
    ) [\s*∗†]* $    """,
    regex.VERBOSE | regex.IGNORECASE | regex.MULTILINE,
)
"""How the papers of the review, the Council's reports and its decisions on a review name themselves on their covers."""


def identify(text: str, front: Place | None) -> Identity:
    """What `text` says of itself; `front` is what stands before its first heading and is set like one."""
    first = text[:FIRST_PAGE]
    symbol = _own_symbol(first)
    kind = _kind(first, symbol)
    title = _title(text, front)
    submission = kind is not None and kind.value == "stakeholder_submission"
    session, year = _session(text, submission=submission)
    if symbol and symbol["session"]:
        year = year if session and session.value == int(symbol["session"]) else None
        session = _leaf(int(symbol["session"]), "session.symbol", Span(*symbol.span("session")))
    by = _submitter(text, title) if submission else None
    opinion = kind is not None and kind.value == "legal_opinion"
    country = _country_of(symbol) or about(
        text, title.spans[0] if title else None, opinion=opinion, symbol=symbol is not None
    )
    if session is None and symbol and symbol["council"] and kind and kind.value == "working_group_report":
        known = sessions.of_council(int(symbol["council"]))
        session = _leaf(known, "session.council", Span(*symbol.span())) if known else None
    if session is not None and year is None and (held := sessions.year(session.value)) is not None:
        year = _leaf(held, "year.session", *session.spans)
    cycle = _leaf(sessions.cycle(session.value), "cycle.session", *session.spans) if session else None
    if cycle is None and submission:
        cycle = _cycle(text)
    facts: dict[str, Leaf[Any] | None] = {
        "kind": kind,
        "title": title,
        "symbol": _leaf(f"A{symbol.group().removeprefix('A')}", "symbol", Span(*symbol.span())) if symbol else None,
        "country": country,
        "submitted_by": by,
        "review.session": session,
        "review.cycle": cycle,
        "review.year": year,
    }
    return Identity(
        kind=kind.value if kind else "other",
        title=title.value if title else None,
        symbol=facts["symbol"].value if facts["symbol"] else None,
        language="en" if sum(map(ENGLISH.__contains__, first.lower().split())) > len(first) / 60 else None,
        country=country.value if country else None,
        submitted_by=by.value if by else None,
        session=session.value if session else None,
        cycle=cycle.value if cycle else None,
        year=year.value if year else None,
        grounds={path: leaf for path, leaf in facts.items() if leaf is not None},
    )


def _leaf(value: T, rule: str, *spans: Place) -> Leaf[T]:
    return Leaf(value, spans, f"document.{rule}")


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


def _kind(first: str, symbol: regex.Match[str] | None) -> Leaf[DocumentKind] | None:
    if symbol is not None and symbol["paper"] in PAPERS:
        return _leaf(PAPERS[symbol["paper"]], "kind.symbol", Span(*symbol.span()))
    plain = first.lower()
    for kind, words, pattern in KINDS:
        if kind == "press_release" and _is_news(first):
            return None
        match = pattern.search(first) if all(map(plain.__contains__, words)) else None
        if match is not None:
            too: tuple[Place, ...] = (Span(*match.span("too")),) if match.groupdict().get("too") else ()
            return _leaf(kind, "kind.words", Span(*match.span()), *too)
    return None


def _is_news(first: str) -> bool:
    """Whether a paper or an agency wrote the text, which no word in its head denies."""
    return NEWS.search(first, 0, NEWS_HEAD) is not None and PRESS_WORDS.search(first, 0, HEAD) is None


def _title(text: str, front: Place | None) -> Leaf[str] | None:
    """What a UN document calls itself on its cover, below the masthead; any other's line before its first heading."""
    masthead = MASTHEAD.search(text, 0, HEAD)
    if masthead is not None:
        match = CALLED.search(text, masthead.end(), FIRST_PAGE)
        if match is not None:
            span: Place = Span(*match.span("title"))
            return _leaf(" ".join(span.cut(text).split()), "title.cover", span)
        if front is not None and front.start <= masthead.end():
            return None
    return _leaf(front.cut(text), "title.first_line", front) if front else None


def _session(text: str, *, submission: bool) -> tuple[Leaf[int] | None, Leaf[int] | None]:
    """The Working Group's session that a document speaks of as its own, and the year it was held.

    In the head of a submission it need not say whose session: no other is spoken of there, but the Council's with its name.
    """
    for match in SESSION.finditer(text, 0, INTRODUCTION):
        numbered = SESSION_NUMBER.search(text, max(0, match.start() - 40), match.start())
        session = ordinals.number(numbered["number"]) if numbered else None
        if numbered is None or session is None:
            continue
        before = SESSION_OF.search(text, max(0, numbered.start() - 400), numbered.start())
        alone = submission and match.start() < HEAD and not OTHERS_SESSION.match(match["behind"])
        if alone or before is not None or numbered["review"] or SESSION_FROM.match(match["behind"]):
            year = YEAR.search(text, *match.span("behind"))
            return (
                _leaf(session, "session.text", Span(numbered.start("number"), match.start("behind"))),
                _leaf(int(year.group()), "year.text", Span(*year.span())) if year else None,
            )
    return None, None


def _cycle(text: str) -> Leaf[int] | None:
    """The cycle that a submission says in its head it is for."""
    for match in CYCLE.finditer(text, 0, HEAD):
        number = ordinals.number(match["number"])
        if number is not None and number <= LAST_CYCLE:
            return _leaf(number, "cycle.text", Span(*match.span()))
    return None


def _country_of(symbol: regex.Match[str] | None) -> Leaf[str] | None:
    row = countries.by_code(symbol["country"]) if symbol and symbol["country"] else None
    return _leaf(row.iso3, "country.symbol", Span(*symbol.span("country"))) if row and symbol else None


def _submitter(text: str, title: Leaf[str] | None) -> Leaf[str] | None:
    match = SUBMITTED_BY.search(text, *title.spans[0]) if title else None
    match = match or SUBMITTED_BY.search(text, 0, FIRST_PAGE)
    if match is not None:
        # Its full name goes on where any other name ends: the OSCE Office |for Democratic Institutions
        who: Place = Span(*match.span("who"))
        odihr = ODIHR.search(text, *who) or ODIHR.match(text, who.start)
        if odihr is not None:
            return _leaf("OSCE/ODIHR", "submitted_by.words", Span(*odihr.span()))
        return _leaf(" ".join(who.cut(text).split()), "submitted_by.words", who)
    named: list[Place] = [Span(*found.span()) for found in ODIHR.finditer(text, 0, FIRST_PAGE)]
    return _leaf("OSCE/ODIHR", "submitted_by.named_most", *named[:FEW]) if len(named) > TWICE else None
