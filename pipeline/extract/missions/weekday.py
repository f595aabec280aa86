"""A day that news tell by the weekday, or as yesterday: it is counted from the day of the dateline.

A weekday that is still to come is the next one, one that is past the last one. Where the words tell neither, there is no day.
"""

from __future__ import annotations

from datetime import date, timedelta

import regex

from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Findings, Leaf, Place
from pipeline.model.records import Date
from pipeline.spans import Span
from pipeline.vocabulary.patterns import late

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WORD = rf"(?:(?P<day>{'|'.join(DAYS)})|(?P<yesterday>yesterday))"
HEAD_OF_TEXT = 400
DATELINE = late(r"\s*(?:\([^()\n]{1,30}\)\s*)?[–—:-]")
DATED = late(r",?\s+(?:the\s+)?\d")
OPENED = late(
    rf"\b(?P<verb>open(?:ed|s)?|launched|started|began|set\s+up|established|deployed|inaugurated)\b[^.;\n]{{0,60}}?\b(?<!\bnext\s){WORD}\b"
)
TO_COME = late(r"\b(?:will|is\s+to|are\s+to|to)\s+(?:be\s+)?\Z")
VOTE = r"(?:elections?|votes?|polls?|ballot|referendum|run-?off)"
POLLING = late(
    rf"\b{WORD}(?:[’']s)\s+(?:[\p{{L}}-]+\s+){{0,3}}{VOTE}\b"
    rf"|\b(?:{VOTE}|vote[sd]?|polls)\s+(?:in\s+\p{{Lu}}\p{{Ll}}+\s+)?(?:(?:which|that|is|was|are|were|to|be|take|takes|took|place|held|due|set|scheduled|will)\s+)*(?:on|for)\s+{WORD}\b"
)
COMING = late(
    r"\b(?:ahead\s+of|before|prior\s+to|will|next|coming|upcoming|forthcoming|(?:is|are|due|set|scheduled)\s+to|goes?\s+to|takes?\s+place|prepar\p{Ll}+)\b"
)
PAST = late(r"\b(?:after|following|last|was|were|went|voted|took\s+place|observed|held|monitored|watched)\b")


def opened(text: str, part: Place, found: Findings) -> Leaf[Date] | None:
    """The day that news give an opening: 'opened its mission on Wednesday', 'opened yesterday'."""
    if not has_word(part.cut(text)):
        return None
    match = OPENED.search(text, part.start, part.end)
    if match is None or DATED.match(text, match.end()):
        return None
    coming = TO_COME.search(text, max(part.start, match.start() - 20), match.start()) is not None
    return _counted(text, match, coming, found, "missions.deployed.weekday")


def of_vote(document: SectionedDocument, found: Findings) -> Leaf[Date] | None:
    """Election day as news give it: 'Sunday's presidential election', where a dateline and the tense tell which Sunday."""
    text = document.text
    if not has_word(text) or dateline(text, found) is None:
        return None
    for match in POLLING.finditer(text):
        if DATED.match(text, match.end()):
            continue
        sentence = document.sentence_at(match.start())
        coming, past = (sense.search(text, sentence.start, sentence.end) is not None for sense in (COMING, PAST))
        if coming != past or match["yesterday"]:
            return _counted(text, match, coming and not match["yesterday"], found, "missions.election.day.weekday")
    return None


def has_word(words: str) -> bool:
    return "yesterday" in words or any(map(words.__contains__, DAYS))


def _counted(text: str, match: regex.Match[str], coming: bool, found: Findings, rule: str) -> Leaf[Date] | None:
    """The day of the word in `match`, counted from the dateline; None where there is none."""
    line = dateline(text, found)
    if line is None:
        return None
    today = date.fromisoformat(line.value.value or "")
    if match["yesterday"]:
        day = today - timedelta(days=1)
    else:
        wanted = DAYS.index(match["day"])
        ahead = (wanted - today.weekday()) % 7
        day = today + timedelta(days=ahead if coming else ahead - 7 if ahead else 0)
    word = Span(*match.span("yesterday" if match["yesterday"] else "day"))
    value = Date(value=day.isoformat(), end=None, precision="day", status="completed", raw=word.cut(text))
    return Leaf(value, (word, *line.spans), rule)


def dateline(text: str, found: Findings) -> Leaf[Date] | None:
    """The day of 'TIRANA, 12 May 2017 –' at the head of a text."""
    for mention in found.dates:
        if mention.span.start > HEAD_OF_TEXT:
            return None
        told = mention.date.value
        if told.precision == "day" and told.value and not told.end and DATELINE.match(text, mention.span.end):
            return mention.date
    return None
