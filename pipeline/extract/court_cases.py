"""Cases before courts and committees by their number: applications to the European Court of Human Rights, communications
to the treaty bodies of the United Nations.

    'Applications nos. 1234/05 and 5678/06' -> two references, 1234/05 and 5678/06
    'Communication No. 2001/2010'           -> one reference, 2001/2010

The Court numbers by serial and two digits of the year, and writes the number behind a label or behind the name of the
case: 'Tănase v. Moldova [GC], no. 7/08', where '(no. 2)' counts the applicant's cases. A label alone also stands before
patents and visas: a number with a short serial is the Court's where the sentence speaks of a court or names a case.
Committees write the year in full. `CCPR/C/103/D/1785/2008` is a UN symbol, which `references` reads.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.extract.extractor import Extractor
from pipeline.model.document import SectionedDocument
from pipeline.model.dropped import Dropped
from pipeline.model.findings import Findings, Place, ReferenceMention
from pipeline.spans import Span, overlaps_any
from pipeline.vocabulary import countries
from pipeline.vocabulary.patterns import late
from pipeline.vocabulary.sought import Sought

BETWEEN = r"(?: \s* [,;&] \s* (?: and \s+ )? | \s+ and \s+ )"
APPLICATION = r"(?<! [\d/] ) \d{1,5} \s? / \s? (?: [6-9]\d | [0-3]\d ) (?! [\d/] | [.,]\d | \s? % )"
IN_FULL = r"\d{1,5} / (?: 19 | 20 ) \d\d (?! [\d/] )"
"""A year in full is written by slip only, in a list with numbers of the Court's own form."""
APPLICATIONS = rf"(?P<number> {APPLICATION} ) (?: {BETWEEN} (?: [Nn]os?\.? \s* )? (?P<number> {APPLICATION} | {IN_FULL} ) ){{0,40}}"
NUMBERED = r"(?: [Nn]os?\b \.? | NOS?\b \.? | [Nn]rs?\b \.? | [Nn]umbers?\b | [Nn]° | № ) \s* :? \s*"
LABELLED = Sought(
    rf"(?<! [\p{{L}}-] ) (?: [Aa]pplications? | APPLICATIONS? | [Aa]ppl?s? \. ) \s* (?P<no> {NUMBERED} )? {APPLICATIONS}",
    "Application Applications application applications APPLICATION APPLICATIONS App Apps Appl Appls app apps appl appls".split(),
    verbose=True,
)
NAMED = Sought(
    rf"""
        \b vs? \.? \s+ (?: the \s+ )? (?P<state> \p{{Lu}} [\p{{L}}’'-]+ (?: \s+ (?: (?: of | and | the ) \s+ ){{0,2}} \p{{Lu}} [\p{{L}}’'-]+ ){{0,5}} )
        [^;\n]{{0,80}}? (?<! [\p{{L}}.] \s ) (?<= [\s,(] )                           # '(no. 2) [GC], ', 'judgment of 12 November 2008, '
        {NUMBERED} {APPLICATIONS}
        """,
    ("v", "vs"),
    verbose=True,
)
OF_A_COURT = late(
    r"\b(?:European\s+Court|E(?:Ct)?HR|ECtHR|Strasbourg|Grand\s+Chamber|\[GC\]|the\s+Court|Convention)\b|\bvs?\.?\s+(?:the\s+)?\p{Lu}\p{Ll}"
)
OTHERS_BEHIND = late(
    r"\s+(?:lodged\s+|filed\s+|submitted\s+|pending\s+)?(?:to|with|before|at|by)\s+(?:the\s+)?(?!European|E(?:Ct)?HR|ECtHR|Court\b|Strasbourg|Grand)\p{Lu}"
)
SURE_SERIAL = 100
"""A labelled number from here on is the Court's: patents and visas that it could be mixed up with have words before them."""
BARE_SERIAL = 1000
"""The same, where no `no.` stands behind the label: 'application 34503/97', and not 'application 3/4 full'."""
OTHERS_BEFORE = late(
    r"\b(?:patent|visa|trademark|trade\s+mark|building|planning|licen[cs]e|permit|asylum|grant|loan|job)\s+\Z",
    regex.IGNORECASE,
)
COMMUNICATION = r"(?<! [\d/] ) \d{1,4} / (?: 19[78]\d | 199\d | 20\d\d ) (?! [\d/] )"
COMMUNICATIONS = Sought(
    rf"""
        \b [Cc]ommunications? \s+ {NUMBERED} (?P<number> {COMMUNICATION} ) (?: {BETWEEN} (?: [Nn]os?\.? \s* )? (?P<number> {COMMUNICATION} ) ){{0,40}}
        (?! \s+ (?: of | from | by ) \s+ (?: the \s+ )? (?: \p{{Lu}}\p{{Ll}}+ \s+ ){{0,3}} (?: Ministry | Minister | Bank | Government | Embassy | Office | Commission ) \b )
        """,
    ("Communication", "Communications", "communication", "communications"),
    verbose=True,
)


def find(document: SectionedDocument, found: Findings) -> Iterator[ReferenceMention | Dropped]:
    """Yield the cases that the document numbers, and the numbers that may be those of other applications."""
    text = document.text
    taken = sorted(mention.span for mention in found.references)
    read: set[Place] = set()
    for rule, pattern in (("named", NAMED), ("labelled", LABELLED)):
        for match in pattern.finditer(text):
            sure = _is_against_a_state(match) if rule == "named" else _is_the_court_s(document, match)
            for span in _numbers(match):
                if span in read or overlaps_any(span, taken):
                    continue
                if sure:
                    read.add(span)
                    yield ReferenceMention.at(span, "echr_application", _normal(span.cut(text)), f"court_cases.{rule}")
                else:
                    yield Dropped(span=span, rule=f"court_cases.{rule}", label="echr_application", reason="numbered")
    for match in COMMUNICATIONS.finditer(text):
        for span in _numbers(match):
            if not overlaps_any(span, taken):
                yield ReferenceMention.at(span, "un_communication", span.cut(text), "court_cases.communication")


def _is_against_a_state(match: regex.Match[str]) -> bool:
    """True for 'v. Moldova' and 'v. Moldova and Russia': a party that is no State is another court's."""
    state = " ".join(match["state"].split())
    return any(countries.by_name(name) is not None for name in (state, state.split(" and ")[0]))


def _is_the_court_s(document: SectionedDocument, match: regex.Match[str]) -> bool:
    """False for a label that may be of any application: a patent's, or one whose serial is short and no court is named."""
    text, sentence = document.text, document.sentence_at(match.start())
    if OTHERS_BEFORE.search(text, sentence.start, match.start()) or OTHERS_BEHIND.match(text, match.end()):
        return False
    serial = max(int(number.split("/")[0]) for number in match.captures("number"))
    if serial >= (SURE_SERIAL if match["no"] else BARE_SERIAL):
        return True
    return match["no"] is not None and OF_A_COURT.search(text, sentence.start, sentence.end) is not None


def _numbers(match: regex.Match[str]) -> Iterator[Place]:
    for start, end in match.spans("number"):
        yield Span(start, end)


def _normal(number: str) -> str:
    """'34503 / 97' and '302/2002' as the Court writes them: 34503/97, 302/02."""
    serial, year = "".join(number.split()).split("/")
    return f"{serial}/{year[-2:]}"


EXTRACTOR = Extractor("court_cases", find, to="references")
