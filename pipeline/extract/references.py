"""Pointers to other documents: addresses, UN symbols, resolutions, OSCE decisions, CDL numbers, articles of laws.

Opinion numbers of ODIHR are no references: `opinions` reads them. A CDL number stands in both places, since it names a
document of the Venice Commission whatever that document is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from pipeline.extract.extractor import Extractor
from pipeline.model.document import Identity, SectionedDocument
from pipeline.model.dropped import Dropped
from pipeline.model.findings import Findings, Leaf, Place, ReferenceMention
from pipeline.model.records import Scheme
from pipeline.spans import Span
from pipeline.vocabulary import countries
from pipeline.vocabulary.patterns import late
from pipeline.vocabulary.sought import Sought

URL = Sought(
    r"""
        \b (?: [Hh]ttps?:// [ ]? (?=[\p{Ll}\d]) | [Ww]ww\. )
        [^\s<>“”"‘]* (?: (?<= [/_\p{L}\d] ) [ ] [_%&=?] [^\s<>“”"‘]* ){0,3}      # a line's end inside it, before a sign that opens no word
        (?<! [\s<>“”"‘’'.,;:!?)\]] )
        """,
    ("http", "https", "Http", "Https", "www", "Www"),
    verbose=True,
)
UN_SYMBOL = Sought(
    r"""
        (?<![\p{L}\d/]) (?:
          (?: A | E | S | ST | HRI | CAT | CCPR | CEDAW | CERD | CRC | CRPD | CED | CMW | CESCR ) (?: / [A-Z\d][A-Za-z\d.()&*-]* ){2,8}
        | (?: A | E | S )/RES/\d+ (?: /\d+ )*
        ) (?<! [.(*-] ) (?<! \d para | \d paras )
        """,
    "A E S ST HRI CAT CCPR CEDAW CERD CRC CRPD CED CMW CESCR".split(),
    verbose=True,
)
PAPER = late(r"A/HRC/WG\.6/(?P<session>\d{1,2})/(?P<country>[A-Z]{3})/(?P<paper>[1-3])")
ROLES = {"1": "national_report", "2": "un_compilation", "3": "stakeholder_summary"}
"""Human Rights Council decision 17/119, and resolution 5/1, annex, paragraph 15: what a review is based on."""
CDL = Sought(r"\bCDL(?:-(?:AD|PI|REF|JU|EL|RA))?\(\d{4}\)\d{3,4}(?!\d)", ("CDL",))
OF_DAY = r"(?: \s+ of \s+ \d{1,2} \s+ \p{Lu}\p{Ll}+ \s+ \d{4} )?"
RESOLUTION = late(
    rf"""
    \b (?: (?P<body> (?: (?: Human \s+ Rights \s+ )? (?<! Economic \s and \s Social \s ) Council | HRC | General \s+ Assembly
        | Economic \s+ and \s+ Social \s+ Council ) ) (?: \s+ in \s+ its | ['’]s )? \s+ | (?P<own> \b its \s+ ) )?
    (?: [Rr]esolution | [Dd]ecision ) s? \s+
    (?P<number> S-\d{{1,2}}/\d{{1,3}} | \d{{1,4}}/\d{{1,3}} ) (?! [/\d] | \s* (?:percent|%) ) {OF_DAY}
    (?: (?: \s*,\s* | \s*,?\s+and\s+ ) (?P<number> \d{{1,4}}/\d{{1,3}} ) (?! [/\d] ) {OF_DAY} ){{0,6}}
    """,
    regex.VERBOSE,
)
NUMBERED_WORDS = ("esolution", "ecision")
NUMBERED = late(rf"(?:{'|'.join(NUMBERED_WORDS)})s?\s+(?:S-)?\d")
"""What each numbered resolution or decision holds: it is looked for first, in a quarter of the time."""
SECURITY_COUNCIL = Sought(
    r"\bSecurity\s+Council\s+resolutions?\s+(?P<number>\d{1,4})(?:\s*\((?P<year>\d{4})\))?",
    ("Security",),
)
PRESIDENT = Sought(r"(?<![\p{L}/])PRST/\d{1,2}/\d{1,3}(?![\d/])", ("PRST",))
PARTS = late(r"(?:\s*,\s*|\s*,?\s+and\s+)(?P<part>(?:Add|Corr|Rev)\.\d{1,2})(?!\d)")
LAST_OF_COUNCIL = 30
FIRST_OF_ASSEMBLY = 61
"""A bare `resolution 16/21` is the Human Rights Council's, `71/1` the General Assembly's; between them it may be either's."""
OSCE_DECISION = Sought(
    r"\b(?:OSCE\s+)?(?P<council>Ministerial|Permanent)\s+Council\s+Decisions?\s+(?:No\.?\s*)?(?P<number>\d{1,4}/\d{2,4}|\d{1,4})(?:/Corr\.\d)?"
    r"|\b(?P<short>(?:MC|PC)\.DEC/\d{1,4}(?:/\d{2})?)",
    ("OSCE", "Ministerial", "Permanent", "MC", "PC"),
)
COUNCILS = {"Ministerial": "MC", "Permanent": "PC"}
ANY_ARTICLE = late(
    r"""
    \b(?: Articles? | Arts?\. | [Ss]ections? | § ) \s+
    (?P<numbers> \d{1,3}(?:[-.]\d{1,3})* (?: \(\d+\) )* (?: (?: \s*,\s* | \s+and\s+ | \s+or\s+ | \s*[-–]\s* ) \d{1,3}(?:[-.]\d{1,3})* (?: \(\d+\) )* ){0,8} )
    (?:
      \s+ (?: of | in ) \s+ (?: the \s+ )?
      (?P<law>
        (?: (?: \p{Lu}[\p{L}’'-]* | draft | revised | amended ) (?: \s+ (?: (?: of | on | and | the | for | to | against | in ) \s+ ){0,3} \p{Lu}[\p{L}’'-]* ){0,14} )
        (?: \s+ of \s+ \d{4} )?
      )
    )?
    """,
    regex.VERBOSE,
)
ARTICLE = Sought(
    ANY_ARTICLE.pattern, "Article Articles Art Arts Section Sections section sections".split(), verbose=True
)
LAW_WORD = late(
    r"\b(?:Law|Code|Act|Constitution|Convention|Covenant|Protocol|Charter|Treaty|Regulation|Statute|Declaration|Decree|Agreement|ICCPR|"
    r"ICESCR|ECHR|CEDAW|CAT|CRC|CRPD|Bill|Rules|Resolution)\b"
)


def find(document: SectionedDocument, found: Findings) -> Iterator[ReferenceMention | Dropped]:
    """Yield all references of the document, and what another one holds already."""
    text = document.text
    taken: list[Place] = []
    for match in URL.finditer(text):
        taken.append(Span(*match.span()))
        yield _mention("url", "".join(match.group().split()), taken[-1])
    for scheme, pattern in SYMBOLS:
        for match in pattern.finditer(text):
            unopened = match.group().endswith(")") and "(" not in match.group()
            span: Place = Span(match.start(), match.end() - unopened)
            if any(span.overlaps(other) for other in taken):
                yield Dropped(span=span, rule=f"references.{scheme}", label=scheme, reason="overlap")
                continue
            taken.append(span)
            yield replace(_mention(scheme, span.cut(text), span), role=_role(document.identity, span.cut(text), span))
            yield from _parts(text, span)
    yield from _resolutions(text, taken)
    for match in OSCE_DECISION.finditer(text):
        value = match["short"] or f"{COUNCILS[match['council']]}.DEC/{match['number']}"
        yield _mention("osce_decision", value, Span(*match.span()))
    for match in (ANY_ARTICLE if "§" in text else ARTICLE).finditer(text):
        law = match["law"]
        end = match.end() if law and LAW_WORD.search(law) else match.end("numbers")
        yield _mention("law", " ".join(text[match.start() : end].split()), Span(match.start(), end))


def _role(own: Identity, symbol: str, span: Place) -> Leaf[str] | None:
    """Which of the three papers that the document's own review was based on a symbol names; None for any other."""
    paper = PAPER.fullmatch(symbol)
    if paper is None or own.kind != "working_group_report":
        return None
    country = countries.by_code(paper["country"])
    if country is None or country.iso3 != own.country or int(paper["session"]) != own.session:
        return None
    return Leaf(ROLES[paper["paper"]], (span,), "references.basis")


def _parts(text: str, symbol: Place) -> Iterator[ReferenceMention]:
    """The addenda that stand behind a symbol: `A/HRC/23/11 and Add.1`."""
    end = symbol.end
    while (match := PARTS.match(text, end)) is not None:
        part: Place = Span(*match.span("part"))
        yield ReferenceMention(
            span=part,
            scheme=Leaf("un_symbol", (part,), "references.un_symbol"),
            value=Leaf(f"{symbol.cut(text)}/{match['part']}", (part, symbol), "references.un_symbol"),
        )
        end = match.end()


def _resolutions(text: str, taken: list[Place]) -> Iterator[ReferenceMention]:
    """Resolutions and decisions by number: the Council's as they are, those of other bodies by their symbol."""
    for match in RESOLUTION.finditer(text) if _numbers_any(text) else ():
        for place, number in enumerate(match.captures("number")):
            span: Place = Span(*match.spans("number")[place])
            told = _resolution(" ".join((match["body"] or "").split()), number)
            if told is not None and not any(span.overlaps(other) for other in taken):
                yield _mention(told[0], told[1], Span(match.start(), span.end) if place == 0 else span)
    for match in SECURITY_COUNCIL.finditer(text):
        year = f"({match['year']})" if match["year"] else ""
        yield _mention("un_symbol", f"S/RES/{match['number']}{year}", Span(*match.span()))
    for match in PRESIDENT.finditer(text):
        span = Span(*match.span())
        if not any(span.overlaps(other) for other in taken):
            yield _mention("un_symbol", f"A/HRC/{match.group()}", span)


def _numbers_any(text: str) -> bool:
    return any(map(text.__contains__, NUMBERED_WORDS)) and NUMBERED.search(text) is not None


def _resolution(body: str, number: str) -> tuple[Scheme, str] | None:
    """The scheme and value of a numbered resolution; None where its body is not named and its number does not tell."""
    first = number.removeprefix("S-").split("/")[0]
    if body.startswith("Economic"):
        return "un_symbol", f"E/RES/{number}"
    if body.startswith("General") or (not body and int(first) >= FIRST_OF_ASSEMBLY and len(first) == len("60")):
        return "un_symbol", f"A/RES/{number}"
    if len(first) > len("60") or (not body and int(first) > LAST_OF_COUNCIL):
        return None
    return "hrc_resolution", number


SYMBOLS: tuple[tuple[Scheme, Sought], ...] = (("un_symbol", UN_SYMBOL), ("cdl", CDL))


def _mention(scheme: Scheme, value: str, span: Place) -> ReferenceMention:
    return ReferenceMention.at(span, scheme, value, f"references.{scheme}")


EXTRACTOR = Extractor("references", find)
