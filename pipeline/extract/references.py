"""Pointers to other documents: addresses, UN symbols, resolutions, OSCE decisions, CDL numbers, articles of laws.

Opinion numbers of ODIHR are no references: `opinions` reads them. A CDL number stands in both places, since it names a
document of the Venice Commission whatever that document is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import regex

from pipeline.extract.extractor import Extractor
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Findings, Leaf, Place, ReferenceMention
from pipeline.spans import Span

Scheme = Literal["un_symbol", "hrc_resolution", "cdl", "osce_decision", "url", "law"]

URL = regex.compile(r"\b(?:[Hh]ttps?://|[Ww]ww\.)[^\s<>“”\"‘]*[^\s<>“”\"‘’'.,;:!?)\]]")
UN_SYMBOL = regex.compile(
    r"""
    (?<![\p{L}\d/]) (?:
      (?: A | E | S | ST | HRI | CAT | CCPR | CEDAW | CERD | CRC | CRPD | CED | CMW | CESCR ) (?: / [A-Z\d][A-Za-z\d.()&*-]* ){2,8}
    | (?: A | E | S )/RES/\d+ (?: /\d+ )*
    ) (?<! [.(*-] )
    """,
    regex.VERBOSE,
)
CDL = regex.compile(r"\bCDL(?:-(?:AD|PI|REF|JU|EL|RA))?\(\d{4}\)\d{3,4}(?!\d)")
RESOLUTION = regex.compile(
    r"\b(?:(?:Human\s+Rights\s+)?Council|HRC)\s+(?:[Rr]esolution|[Dd]ecision)s?\s+(?P<number>S?-?\d{1,2}/\d{1,3})\b"
)
OSCE_DECISION = regex.compile(
    r"\b(?:OSCE\s+)?(?P<council>Ministerial|Permanent)\s+Council\s+Decisions?\s+(?:No\.?\s*)?(?P<number>\d{1,4}/\d{2,4}|\d{1,4})(?:/Corr\.\d)?"
    r"|\b(?P<short>(?:MC|PC)\.DEC/\d{1,4}(?:/\d{2})?)"
)
COUNCILS = {"Ministerial": "MC", "Permanent": "PC"}
ARTICLE = regex.compile(
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
LAW_WORD = regex.compile(
    r"\b(?:Law|Code|Act|Constitution|Convention|Covenant|Protocol|Charter|Treaty|Regulation|Statute|Declaration|Decree|Agreement|ICCPR|"
    r"ICESCR|ECHR|CEDAW|CAT|CRC|CRPD|Bill|Rules|Resolution)\b"
)


def find(document: SectionedDocument, found: Findings) -> Iterator[ReferenceMention]:
    """Yield all references of the document."""
    text = document.text
    taken: list[Place] = []
    for match in URL.finditer(text):
        taken.append(Span(*match.span()))
        yield _mention("url", match.group(), taken[-1])
    for scheme, pattern in SYMBOLS:
        for match in pattern.finditer(text):
            unopened = match.group().endswith(")") and "(" not in match.group()
            span: Place = Span(match.start(), match.end() - unopened)
            if not any(span.overlaps(other) for other in taken):
                taken.append(span)
                yield _mention(scheme, span.cut(text), span)
    for match in RESOLUTION.finditer(text):
        yield _mention("hrc_resolution", match["number"], Span(*match.span()))
    for match in OSCE_DECISION.finditer(text):
        value = match["short"] or f"{COUNCILS[match['council']]}.DEC/{match['number']}"
        yield _mention("osce_decision", value, Span(*match.span()))
    for match in ARTICLE.finditer(text):
        law = match["law"]
        end = match.end() if law and LAW_WORD.search(law) else match.end("numbers")
        yield _mention("law", " ".join(text[match.start() : end].split()), Span(match.start(), end))


SYMBOLS: tuple[tuple[Scheme, regex.Pattern[str]], ...] = (("un_symbol", UN_SYMBOL), ("cdl", CDL))


def _mention(scheme: Scheme, value: str, span: Place) -> ReferenceMention:
    return ReferenceMention(
        span=span,
        scheme=Leaf(scheme, (span,), f"references.{scheme}"),
        value=Leaf(value, (span,), f"references.{scheme}"),
    )


EXTRACTOR = Extractor("references", find)
