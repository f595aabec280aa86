"""Election day where it is told apart from the election's name: 'Voters go to the polls on 5 May', 'Polling day is 7 July'.

A title gives it on a line of its own, a text by who votes or by whom they elect. Only the days of a document are looked
at, each with the words right before and behind it.
"""

from __future__ import annotations

from pipeline.extract.missions import weekday
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import DateMention, Findings, Leaf
from pipeline.model.records import Date
from pipeline.vocabulary.patterns import behind, late

NAMED_DAY = r"(?:(?:\p{Lu}\p{Ll}+day),?\s+)?"
LINK = (
    r"(?:(?:which|that|is|are|was|were|will|be|to|take|takes|took|place|due|then|now|again|held|scheduled"
    r"|announced|called|set|planned|expected|fall|falls|fell|has|have|been|fixed|going|next|on|for)\s+)*"
)
IN_COUNTRY = r"(?:\s+in\s+(?:the\s+)?\p{Lu}[\p{L} ]+?)?"
BEFORE = behind(
    rf"(?:\bnow\s+(?:be\s+held|take\s+place|to\s+be\s+held)\s+on\s+{NAMED_DAY}|\b(?:[Ff]irst\s+round|[Vv]ote|[Ee]lection\s+day|[Pp]olling(?:\s+day)?|[Vv]oting(?:\s+day)?|[Bb]allot){IN_COUNTRY}\s*[,:(–-]?\s*{LINK}{NAMED_DAY}"
    rf"|\b(?:go|goes|going|went|called|heads?|headed|returns?|returned)\s+(?:back\s+)?to\s+the\s+(?:polls|ballot\s+box(?:es)?|urns)\s+(?:again\s+)?on\s+{NAMED_DAY}"
    rf"|\b(?:vote[sd]?|voting)\s+(?:[\p{{L}}\d-]+,?\s+){{0,8}}?on\s+{NAMED_DAY}"
    rf"|\belect(?:s|ed)?\s+(?:[\p{{L}}\d-]+,?\s+){{1,8}}?on\s+{NAMED_DAY})"
)
SECOND = behind(rf"\b(?:[Rr]un-?off|[Ss]econd\s+round){IN_COUNTRY}\s*[,:(–-]?\s*{LINK}{NAMED_DAY}")
TITLE = behind(
    r"\b(?i:elections?|referendum|run-?off)(?i:\s+observation\s+mission)?\s*[,(–-]?\s*\n\s*(?:[\p{L} ]{3,60},\s+)?"
    r"|\b(?i:elections?|referendum)\s+(?i:in|of)\s+(?:the\s+)?\p{Lu}[\p{L} ]{2,50}\s*[,(–-]?\s*\n\s*"
)
CALLED = behind(
    r"\b(?:called|announced|scheduled|approved|set|fixed)\s+(?:the\s+|an?\s+|early\s+)*(?:vote|ballot|poll)\s+on\s+"
)
"""What was called on a day is held on another."""
ON = behind(rf"\b[Oo]n\s+{NAMED_DAY}")
VOTES = late(
    r",?(?:\s+\d{4},?)?\s+(?:[\p{L}\d’'-]+,?\s+){0,7}?(?:will\s+)?(?:elect(?:s|ed)?|vote[sd]?|be\s+elected|(?:go|goes|went)\s+to\s+the\s+polls)\b"
)
SENSES = (
    "now be held",
    "now take place",
    "elect",
    "ELECT",
    "Elect",
    "vot",
    "Vot",
    "poll",
    "Poll",
    "round",
    "allot",
    "referend",
    "un-off",
    "unoff",
)
NEAR = 110


def day_apart(document: SectionedDocument, found: Findings) -> Leaf[Date] | None:
    """The day on which a text says that people vote, beside an election that it gives no day; the latest year's first one."""
    told: list[DateMention] = []
    second: list[DateMention] = []
    text = document.text
    for mention in found.dates:
        if mention.date.value.precision != "day" or mention.date.value.end or not mention.date.value.value:
            continue
        low, high = max(0, mention.span.start - NEAR), mention.span.end + NEAR
        if not any(sense in text[low:high] for sense in SENSES):
            continue
        if _is_polling(document, mention):
            told.append(mention)
        elif SECOND.search(text, low, mention.span.start):
            second.append(mention)
    known = told or second
    if not known:
        return weekday.of_vote(document, found)
    latest = max((mention.date.value.value or "")[:4] for mention in known)
    first = next(mention for mention in known if (mention.date.value.value or "").startswith(latest))
    return Leaf(first.date.value, first.date.spans, "missions.election.day.apart")


def second_round(document: SectionedDocument, found: Findings) -> Leaf[Date] | None:
    """The day of a second round, as the text tells it anywhere: 'the second round on 21 April'."""
    for mention in found.dates:
        told = mention.date.value
        if told.precision != "day" or told.end or not told.value:
            continue
        low = max(0, mention.span.start - NEAR)
        if SECOND.search(document.text, low, mention.span.start):
            return Leaf(told, mention.date.spans, "missions.election.day.second")
    return None


def _is_polling(document: SectionedDocument, mention: DateMention) -> bool:
    text = document.text
    sentence = document.sentence_at(mention.span.start)
    low = max(0, mention.span.start - NEAR)
    if TITLE.search(text, low, mention.span.start) and not weekday.DATELINE.match(text, mention.span.end):
        return True
    inside = max(low, sentence.start) if sentence.end > mention.span.start else low
    if CALLED.search(text, inside, mention.span.start):
        return False
    if BEFORE.search(text, inside, mention.span.start):
        return True
    return ON.search(text, inside, mention.span.start) is not None and (
        VOTES.match(text, mention.span.end, max(mention.span.end, sentence.end)) is not None
    )
