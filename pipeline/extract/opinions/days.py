"""The date of an opinion with what was done on it, and the session that adopted it."""

from __future__ import annotations

import msgspec
import regex

from pipeline.extract.opinions.group import LABEL_END, Group
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import DateMention, Findings, Leaf, Place
from pipeline.model.records import ActDate
from pipeline.spans import Span
from pipeline.vocabulary.patterns import late

ACT_WORDS = r"(?P<act>issued|adopted|published|released|endorsed|made\s+public)"
ACT = late(rf"\b{ACT_WORDS}\b", regex.IGNORECASE)
ACTS = {
    "issued": "issued",
    "adopted": "adopted",
    "published": "published",
    "released": "published",
    "made public": "published",
}
ANOTHERS = late(
    r"\b(?:laws?|acts?|codes?|bills?|amendments?|legislation|constitution|resolution|decision|report|judgment|parliament|assembly|government)"
    r"(?:[’']s)?\s+(?:,?\s*(?:which|that|was|were|had|has|been|be|finally|then|later|since|as)\s+)*\Z",
    regex.IGNORECASE,
)
"""'the law, which was |adopted on': the act and its day are another text's; 'on the draft law, |adopted on' is the opinion's."""
BY_BODY = late(
    r"\s+(?:by\s+(?:the\s+)?(?:Venice\s+Commission|Council\s+for\s+Democratic|(?:OSCE[/ ])?ODIHR)|at\s+(?:its|the)\s+\d{1,3}\w{2}\s+[Pp]lenary)"
)
DAY = r"(?:(?:\d{1,2}(?:\s*[–-]\s*\d{1,2})?\s+)?\p{Lu}\p{Ll}+(?:\s+(?:19|20)\d\d)?|(?:19|20)\d\d)"
WITH = r"(?:,?\s+(?:together|jointly|along)\s+with\s+(?:the\s+)?(?:Venice\s+Commission|(?:OSCE[/ ])?ODIHR),?)?"
ACT_BEFORE = late(
    rf"\b(?:{ACT_WORDS}|gave|given|delivered|prepared|drafted|provided){WITH}(?:,\s[^,;.]{{3,80}},)?(?:,?\s+(?:on|in)\s+(?P<when>{DAY}),?)?{WITH}(?:\s+(?:an?|the|its|their|two|three|both))?(?:\s+(?!(?:on|of|in|to|for|which|that|who|whose|where|and|but)\b)\p{{Ll}}[\p{{Ll}}-]+){{0,3}}\s+[“\"‘']?\Z"
)
"""'ODIHR issued on 13 October 2014 an |Opinion', 'published |Comments', 'has released its long-awaited |Note'."""
CLAUSE_START = late(
    r"""
    (?: \A | [.;:,\n] \s* | \band\s+ | [–—] \s* ) (?: (?: Already | Later | Back | Earlier | Then ) [\s,]+ )? (?i: on | in ) \s+ \Z
    | \b [Aa]t \s+ (?: its | the ) \s+ (?: \d{1,3}\p{L}{2} \s+ )? [Pp]lenary \s+ [Ss]ession \b [^.;]{0,30}? [\s,(]+ \Z
    """,
    regex.VERBOSE,
)
"""'|On 6 March 2026, ODIHR issued': the day of what the clause goes on to say."""
NEAR_DATE = late(
    r"""
    [\s,;:()\[\]]* (?: (?: of | dated | from | issued | in | on | \p{Lu}\p{L}+ (?: \s*/\s* \p{Lu}\p{L}+ )* , ) [\s,(]+ ){0,3} \Z
    | [^.;]{0,90} \b (?: dated | date\s+of | dat(?:es|ing)\s+from ) \s+ \Z
    """,
    regex.VERBOSE,
)
"""What may stand between a number and its date: '(Warsaw, 4 May 2011)', 'which bears the date of 8 January'."""
OF_KIND = late(
    r"\b(?:[Oo]pinions?|[Cc]omments|[Nn]ote|[Gg]uidelines|[Bb]rief)(?:\s+(?:of|by|from)\s+(?:the\s+)?(?:Venice\s+Commission|(?:OSCE/)?ODIHR))?,?"
    r"\s+(?:of|from|in|dated)\s+\Z"
)
"""'the joint opinion |of 14 March 2018 on the draft law': a day between the kind and what it is about."""
YEAR_OF = late(r"\s+(?:[\p{L}-]+\s+){0,2}(?:[Oo]pinion|[Cc]omments|[Nn]ote|[Gg]uidelines)\b")
"""'the 2014 opinion of the Venice Commission': the year before its kind is its date."""
ENDORSED = late(r"\bendorsed\b[^.;]{0,90}\Z")
"""'endorsed by the Venice Commission on |2-3 July': later than the day that it was given."""
LISTED = late(r"\s*[:–—-]\s+[“\"]?")
"""'18 March 2021|: Opinion on …'."""
ITEM_LAST = late(r"[\s)\]]*(?:[;.]|\Z|\n)")
"""'Opinion No. FOR-KAZ/312/2017 on the Draft Amendments, |5 September 2017;'"""
ACT_ON = late(rf"\b{ACT_WORDS}\s+(?:on|in)\s+\Z")
NAMED = late(r"\b(?:[Oo]pinion|[Cc]omments|[Nn]ote|[Gg]uidelines|[Bb]rief)\b")
CLOSING = late(
    rf"""
    [\s)\]]* (?: [(\s]+ (?:see\s+)? (?:the\s+)? (?:(?:joint|urgent|interim|final)\s+)* (?:opinion|comments|note)
      | ,? \s+ (?:(?:is|was|and|has\s+been)\s+)* (?:published|available|issued|released|made\s+public) \s+ (?:as|under)\b )?
    {LABEL_END.pattern}
    """,
    regex.VERBOSE,
)
"""Between a day and the number: '(Venice, 6-7 December 2013|) (CDL…', 'for Slovakia in 2014| (opinion CDL…'."""
GOES_ON = late(
    rf"""
    [\s)\].]* (?: (?: The | This | That ) \s+ (?: [\p{{L}}-]+ \s+ ){{0,3}}? (?: Opinion | opinion | Comments | comments | Note | note | Guidelines | guidelines | Brief | brief
        | review | text | document ) | It | They | Both ) ,?
    \s+ (?: (?: which | that | was | were | is | had | has | have | been | first | officially | subsequently | later ) \s+ )* {ACT_WORDS} \b [^.;]{{0,{90}}}?
    \b (?: on | in | of | , | \( ) \s* \Z
    """,
    regex.VERBOSE,
)
"""The next sentence may say what was done: '… (REF-UKR/388/2020). The Joint Opinion, which was adopted on |21 July 2020'."""
DONE = late(rf"[\s)\],]*(?:(?:was|were|has\s+been|have\s+been|had\s+been)\s+)(?:\p{{L}}+ly\s+)?{ACT_WORDS}\b")
"""'On 3 May 2019 the Note on Parades (…) |was made public': the day stands first."""
AT_SESSION = late(r"[\s(,]*(?:in\s+)?(?:\p{Lu}\p{Ll}+\s*,\s*)?(?:on\s+)?")
NOT_HELD = late(r"\b(?:submitted|discuss\w*|examined|considered)\s+(?:\w+\s+){0,5}at\s+(?:its|the)\s+\Z", regex.I)
SESSION = late(
    r"\b(?P<number>\d{1,3})(?:st|nd|rd|th)\s+(?:[Pp]lenary\s+[Ss]ession|[Pp]lenary\s+[Mm]eeting|Plenary\b|(?<=Commission[’']s\s+\d+\p{L}{2}\s+)[Ss]ession)"
)
DATELINE = late(r"(?:^|\n)[ \t]*\p{Lu}[\p{L} ./’'-]{2,40},\s*\Z")
"""'Sarajevo/Warsaw, |2 June 2022': the place and the day of a cover."""
TODAY = late(
    r"""
    \b (?: an? | its | their | the ) \s+ (?P<lead> (?: [\p{L}-]+ \s+ ){0,3}? ) (?P<noun> opinion | comments | note | guidelines ) \b [^.;\n]{0,120}?
        \b (?P<act> issued | published | released | adopted | made \s+ public ) \s+ today \b
    | \b (?: today \s+ (?P<act> issued | published | released | adopted ) | (?P<act> issued | published | released | adopted ) \s+ today ) \s+
        (?: an? | its | their ) \s+ (?P<lead> (?: [\p{L}-]+ \s+ ){0,3}? ) (?P<noun> opinion | comments | note | guidelines ) \b
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
"""What a news item is about: 'said in an urgent opinion published today'. Its day is that of the dateline."""
OF_A_LINE = late(r"\s*\)?\s*(?:[–—-]{1,2}|\|)\s")
"""Behind the day of a dateline: 'WARSAW, 17 May 2021| – '."""
THE_TEXT = late(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]his|[Tt]heir)\s+(?:[Uu]rgent\s+|[Ll]egal\s+|[Jj]oint\s+|[Nn]ew\s+)*(?P<noun>[Oo]pinion|[Cc]omments|[Nn]ote|[Gg]uidelines)\b[^.;\n]{0,20}\Z"
)
NEAR_ACT = 130
NEXT_SENTENCE = 200


def date(text: str, group: Group, found: Findings) -> Leaf[ActDate] | None:
    """The date behind 'adopted' first, then behind 'issued', then the one beside the number; on a cover, the one in its head."""
    within = [mention for mention in found.dates if group.after.covers(mention.span)]
    acts = [act for act in ACT.finditer(text, *group.after) if _is_its_own(text, act, group)]
    for act in sorted(acts, key=lambda match: match["act"].lower() != "adopted"):
        dated = next((mention for mention in within if mention.span.start > act.end()), None)
        if dated is not None and _name(act) in ACTS and dated.span.start - act.end() <= NEAR_ACT:
            return _act_date(dated, act)
    if group.cover:
        return _on_cover(text, group, found)
    session = SESSION.search(text, group.after.start, group.after.end)
    within = [mention for mention in within if not ENDORSED.search(text, group.after.start, mention.span.start)]
    for mention in within:
        held = session is not None and AT_SESSION.fullmatch(text, session.end(), mention.span.start)
        if held or NEAR_DATE.match(text, group.after.start, mention.span.start):
            return _act_date(mention, None)
    for mention in within:
        if ITEM_LAST.match(text, mention.span.end, group.after.end) and text[: mention.span.start].endswith(", "):
            return _act_date(mention, None)
    for mention in (mention for mention in found.dates if group.span.covers(mention.span)):
        last = next(number.end() for number in reversed(group.numbers) if number.end() <= mention.span.start)
        if NEAR_DATE.match(text, last, mention.span.start):
            return _act_date(mention, None)
    return _date_before(text, group, found) or _date_next(text, group, found)


def _is_its_own(text: str, act: regex.Match[str], group: Group) -> bool:
    """Whether an act is the opinion's: no law stands before it, and on a cover it begins a line of its own."""
    if BY_BODY.match(text, act.end()) or (group.cover and act["act"][0].isupper()):
        return True
    return not group.cover and not _is_anothers(text, Span(group.after.start, act.start()))


def _is_anothers(text: str, before: Place) -> bool:
    """Whether what leads up to an act, in the same sentence, makes it that of a law."""
    return ANOTHERS.search(text, max(before.start, before.end - NEAR_ACT), before.end) is not None


def _name(act: regex.Match[str]) -> str:
    return " ".join(act["act"].lower().split())


def _on_cover(text: str, group: Group, found: Findings) -> Leaf[ActDate] | None:
    """The day in the head of a cover, above its number or behind it; a place before it tells it from a law's."""
    head = [mention for mention in found.dates if mention.span.end <= group.span.end]
    below = [mention for mention in found.dates if group.after.covers(mention.span)]
    lines = [
        mention
        for mention in (*head, *below)
        if DATELINE.search(text, max(0, mention.span.start - 60), mention.span.start)
    ]
    near = [mention for mention in below if NEAR_DATE.match(text, group.after.start, mention.span.start)]
    stated = next(iter([*lines, *head, *near]), None)
    return _act_date(stated, None) if stated else None


def _date_before(text: str, group: Group, found: Findings) -> Leaf[ActDate] | None:
    """The date between a title and its number: 'which … adopted in October 2021 (CDL…)', 'Opinion of 2014 (…)'."""
    before = [mention for mention in found.dates if group.before.covers(mention.span)]
    for mention in reversed(before):
        closes = CLOSING.fullmatch(text, mention.span.end, group.span.start) is not None
        near: Place = Span(max(group.before.start, mention.span.start - NEAR_ACT), mention.span.start)
        act = next(reversed(list(ACT.finditer(text, *near))), None) if closes else None
        if (
            act is not None
            and _name(act) in ACTS
            and (BY_BODY.match(text, act.end()) or not _is_anothers(text, Span(near.start, act.start())))
        ):
            return _act_date(mention, act)
        on = ACT_ON.search(text, *near)
        named = on is not None and NAMED.search(text, group.before.start, on.start()) is not None
        if on is not None and named and _name(on) in ACTS and not _is_anothers(text, Span(near.start, on.start())):
            return _act_date(mention, on)
        if closes or OF_KIND.search(text, *near) or YEAR_OF.match(text, mention.span.end):
            return _act_date(mention, None)
    done = DONE.match(text, *group.after)
    first = before[0] if before else None
    if done is None or first is None or _name(done) not in ACTS or not _starts_clause(text, group, first):
        return None
    return _act_date(first, done)


def _date_next(text: str, group: Group, found: Findings) -> Leaf[ActDate] | None:
    """The day of an act that the next sentence tells of the same opinion."""
    reach: Place = Span(group.after.end, group.after.end + NEXT_SENTENCE)
    for mention in found.dates:
        if reach.covers(mention.span) and (act := GOES_ON.match(text, reach.start, mention.span.start)) is not None:
            return _act_date(mention, act) if _name(act) in ACTS else None
    return None


def _starts_clause(text: str, group: Group, mention: DateMention) -> bool:
    lead: Place = Span(group.before.start, mention.span.start)
    return CLAUSE_START.search(lead.cut(text)) is not None


def with_act_before(
    text: str, named: Place, date: Leaf[ActDate] | None, group: Group, found: Findings
) -> Leaf[ActDate] | None:
    """'On 31 May 2019 ODIHR published an Urgent Opinion on …': what was done, and often the day, stand before its name."""
    if date is None:
        listed = [mention for mention in found.dates if group.before.covers(mention.span)]
        if listed and LISTED.fullmatch(text, listed[-1].span.end, named.start):
            return _act_date(listed[-1], None)
    match = ACT_BEFORE.search(text, max(group.before.start, named.start - NEAR_ACT), named.start)
    act = ACTS.get(_name(match)) if match and match["act"] else None
    if match is None or (match["act"] and act is None):
        return date
    if date is None:
        where: Place = Span(*match.span("when")) if match["when"] else Span(group.before.start, match.start())
        before = [
            mention
            for mention in found.dates
            if where.covers(mention.span) and (match["when"] or _starts_clause(text, group, mention))
        ]
        if not before:
            return None
        date = _act_date(before[-1], None)
    if act is None:
        return date
    value = msgspec.structs.replace(date.value, act=act)
    return Leaf(value, (*date.spans, Span(*match.span("act"))), f"opinions.date.{act}")


def of_the_news(document: SectionedDocument, group: Group, found: Findings) -> Leaf[ActDate] | None:
    """The day of a press release that tells of the opinion as published 'today'.

    It is the opinion named there with its number, or the one that is only 'the opinion' where the number stands.
    """
    text = document.text
    if document.identity.kind != "press_release":
        return None
    today = TODAY.search(text)
    if today is None:
        return None
    line = next((mention for mention in found.dates if OF_A_LINE.match(text, mention.span.end, today.start())), None)
    if line is None:
        return None
    again = THE_TEXT.search(text, group.before.start, group.span.start)
    again_it = again is not None and again["noun"].lower() == today["noun"].lower()
    if not again_it and not document.sentence_at(today.start()).covers(group.span):
        return None
    return _act_date(line, today)


def _act_date(mention: DateMention, act: regex.Match[str] | None) -> Leaf[ActDate]:
    date = mention.date.value
    spans = mention.date.spans
    name = ACTS[_name(act)] if act else None
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
