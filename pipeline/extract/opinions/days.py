"""The date of an opinion with what was done on it, and the session that adopted it."""

from __future__ import annotations

import msgspec
import regex

from pipeline.extract.opinions.group import LABEL_END, ONLY_DATED, Group
from pipeline.model.findings import DateMention, Findings, Leaf, Place
from pipeline.model.records import ActDate
from pipeline.spans import Span

ACT = regex.compile(r"\b(?P<act>issued|adopted|published|released|endorsed)\b", regex.IGNORECASE)
ACTS = {
    "issued": "issued",
    "adopted": "adopted",
    "published": "published",
    "released": "published",
    "made public": "published",
}
ACT_BEFORE = regex.compile(
    r"\b(?P<act>issued|adopted|published|released|made\s+public)\s+(?:an?|the|its|their)\s+[“\"‘']?\Z"
)
NEAR_DATE = regex.compile(
    r"""
    [\s,;:()\[\]]* (?: (?: of | dated | from | issued | in | on | \p{Lu}\p{L}+ (?: \s*/\s* \p{Lu}\p{L}+ )* , ) [\s,(]+ ){0,3} \Z
    | [^.;]{0,90} \b (?: dated | date\s+of ) \s+ \Z
    """,
    regex.VERBOSE,
)
"""What may stand between a number and its date: '(Warsaw, 4 May 2011)', 'which bears the date of 8 January'."""
YEAR_OF = regex.compile(r"\s+(?:[\p{L}-]+\s+){0,2}(?:[Oo]pinion|[Cc]omments|[Nn]ote|[Gg]uidelines)\b")
"""'the 2014 opinion of the Venice Commission': the year before its kind is its date."""
AT_SESSION = regex.compile(r"[\s(,]*(?:in\s+)?(?:\p{Lu}\p{Ll}+\s*,\s*)?(?:on\s+)?")
NOT_HELD = regex.compile(
    r"\b(?:submitted|discuss\w*|examined|considered)\s+(?:\w+\s+){0,5}at\s+(?:its|the)\s+\Z", regex.I
)
SESSION = regex.compile(r"\b(?P<number>\d{1,3})(?:st|nd|rd|th)\s+[Pp]lenary\s+[Ss]ession")
NEAR_ACT = 130


def date(text: str, group: Group, found: Findings) -> Leaf[ActDate] | None:
    """The date behind 'adopted' first, then behind 'issued', then the one beside the number; on a cover, the one in its head."""
    within = [mention for mention in found.dates if group.after.covers(mention.span)]
    acts = list(ACT.finditer(text, group.after.start, group.after.end))
    for act in sorted(acts, key=lambda match: match["act"].lower() != "adopted"):
        dated = next((mention for mention in within if mention.span.start > act.end()), None)
        if dated is not None and act["act"].lower() in ACTS and dated.span.start - act.end() <= NEAR_ACT:
            return _act_date(dated, act)
    if group.cover:
        head = [mention for mention in found.dates if mention.span.end <= group.span.end]
        return _act_date(head[0], None) if head else None
    session = SESSION.search(text, group.after.start, group.after.end)
    for mention in within:
        held = session is not None and AT_SESSION.fullmatch(text, session.end(), mention.span.start)
        if held or NEAR_DATE.match(text, group.after.start, mention.span.start):
            return _act_date(mention, None)
    return _date_before(text, group, found)


def _date_before(text: str, group: Group, found: Findings) -> Leaf[ActDate] | None:
    """The date between a title and its number: 'which … adopted in October 2021 (CDL…)', 'Opinion of 2014 (…)'."""
    before = [mention for mention in found.dates if group.before.covers(mention.span)]
    if not before:
        return None
    last = before[-1]
    closes = LABEL_END.fullmatch(text, last.span.end, group.span.start) is not None
    act = next(ACT.finditer(text, max(group.before.start, last.span.start - NEAR_ACT), last.span.start), None)
    if closes and act is not None and act["act"].lower() in ACTS:
        return _act_date(last, act)
    if closes or ONLY_DATED.search(text, max(0, last.span.start - 6), group.span.start):
        return _act_date(last, None)
    return _act_date(last, None) if YEAR_OF.match(text, last.span.end) else None


def with_act_before(
    text: str, title: Place, date: Leaf[ActDate] | None, group: Group, found: Findings
) -> Leaf[ActDate] | None:
    """'On 31 May 2019 ODIHR published an Urgent Opinion on …': what was done, and often the day, stand before the title."""
    match = ACT_BEFORE.search(text, max(0, title.start - 40), title.start)
    act = " ".join(match["act"].split()) if match else ""
    if match is None or act not in ACTS:
        return date
    if date is None:
        until: Place = Span(group.before.start, match.start())
        before = [mention for mention in found.dates if until.covers(mention.span)]
        if not before:
            return None
        date = _act_date(before[-1], None)
    value = msgspec.structs.replace(date.value, act=ACTS[act])
    return Leaf(value, (*date.spans, Span(*match.span("act"))), f"opinions.date.{ACTS[act]}")


def _act_date(mention: DateMention, act: regex.Match[str] | None) -> Leaf[ActDate]:
    date = mention.date.value
    spans = mention.date.spans
    name = ACTS[act["act"].lower()] if act else None
    if act is not None:
        spans = (*spans, Span(*act.span("act")))
    value = ActDate(
        value=date.value,
        end=date.end,
        precision=date.precision,
        status=date.status,
        raw=date.raw,
        act=name,  # type: ignore[arg-type]
    )
    return Leaf(value, spans, f"opinions.date.{name or 'stated'}")


def session(text: str, group: Group) -> Leaf[int] | None:
    match = SESSION.search(text, group.after.start, group.after.end) or SESSION.search(text, *group.before)
    if match is not None and NOT_HELD.search(text, max(0, match.start() - 60), match.start()):
        return None
    return Leaf(int(match["number"]), (Span(*match.span()),), "opinions.session") if match else None
