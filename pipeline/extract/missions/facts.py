"""What a sentence says of a mission beside its election and its observers: head, day of deployment, country, towns, partners."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.model.document import SectionedDocument
from pipeline.model.findings import DateMention, ElectionMention, Findings, HeadMention, Leaf, PersonMention, Place
from pipeline.model.records import Date
from pipeline.spans import Span
from pipeline.vocabulary import bodies, countries
from pipeline.vocabulary.patterns import behind

HEAD_BEFORE = behind(
    r"""
    (?: \b (?: headed | led ) \s+ by \s+ (?: the \s+ )? | \b under \s+ the \s+ leadership \s+ of \s+
      | \b [Hh]ead \s+ of \s+ (?: the \s+ )? (?: (?: OSCE/ODIHR | ODIHR ) \s+ )? (?: [Ee]lection \s+ [Oo]bservation \s+ )? (?: [Mm]ission | EOM | LEOM | EAM | ROM )
        ,? \s+ (?: is \s+ | was \s+ )?
    )
    """,
    verbose=True,
)
ASIDE = r"(?:\s+of\s+(?:the\s+)?\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+){0,3}|\s*\([^()]{1,60}\))?(?:\s*,[^.;:]{1,80},)?"
HEAD_AFTER = regex.compile(
    rf"{ASIDE}\s+(?:headed|led|heads|leads|will\s+(?:head|lead)|is\s+heading)\s+(?:the|an?)\s+"
    rf"(?P<what>[^.;,]{{0,60}}?\b(?:[Mm]issions?|L?EOM|EAM|EET|ROM|NAM|IEOM|[Dd]elegation)\b)"
)
HEADS_OTHER = behind(
    r"""
    \b (?: [Pp]arty | [Gg]overnment | Permanent \s+ Mission | OSCE \s+ (?: Presence | Centre | Office | Mission ) (?! \s* / ) | working \s+ group | [Dd]epartment | institute
      | [Cc]ommittee | [Cc]ourt ) \b [^.;]{0,80}
    """,
    verbose=True,
)
DELEGATION_HEAD = regex.compile(
    r"(?:delegations?\s+of\s+(?:the\s+)?|,?\s+and\s+(?:that\s+)?of\s+(?:the\s+)?)?(?P<body>BODY)(?:\s+[Dd]elegation)?\s*(?:to\s+the\s+elections?[^.,;]{0,40}?|,)?\s*(?:is\s+|was\s+)?(?:headed|led)\s+by\s+\Z".replace(
        "BODY", bodies.pattern().pattern
    )
)
NATIONALITY = regex.compile(
    r"\s*\((?P<in>\p{Lu}[\p{L} ]{2,40})\)|\s+of\s+(?:the\s+)?(?P<of>\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+){0,3})"
)
SENT = regex.compile(
    r"\b(?:deployed|deploys|sent|opened|opens|launched|established|began|started|commenced|today|set\s+up)\b",
)
OTHERS_SENT = behind(r"\b(?:observers?|LTOs?|STOs?|members|teams|who)\b[^.;]{0,40}")
ELSEWHERE = regex.compile(
    r"[;.]|\b(?:observe|election|elections|referendum|until|invitation|for\s+the|who|which|met|visited)\b"
)
TODAY = regex.compile(
    r"\b(?:opened|launched|started|began)\b[^.]{0,40}\btoday\b|\btoday\b[^.]{0,40}\b(?:opened|launched)\b",
)
FARTHEST = 120
HEAD_OF_TEXT = 400
WHERE = behind(r"\b(?:to|in|visited|for|of)\s+(?:the\s+)?")
NOT_WHERE = behind(r"\b(?:invitation|member|citizens?|Embassy|delegations?|ambassador)\b[^.;]{0,30}", ignore_case=True)
TOWNS = regex.compile(
    r"""
    (?: \b (?: based | headquartered | located | stationed | office ) \s+ (?: in | at ) \s+
      | \b visited \s+
      | \b \d+ \s+ locations \s+ throughout \s+ the \s+ country ,? \s+ (?: among \s+ them | including ) \s+
      | \b (?: was | were | stayed ) \s+ in \s+ )
    """,
    regex.VERBOSE,
)
TOWN = regex.compile(
    r"(?P<town>\p{Lu}[\p{L}’'-]*\p{Ll}(?:\s\p{Lu}[\p{L}’'-]*\p{Ll}){0,2})(?P<next>\s*,\s*(?=\p{Lu})|\s+and\s+(?=\p{Lu}))?"
)
JOINED = regex.compile(
    r"\b(?:join\w*\s+(?:efforts|forces)\s+with|[Tt]ogether\s+with|[Jj]ointly\s+with|joined\s+by|in\s+co-?operation\s+with)\b",
)
FROM_BODY = behind(r"\b(?:from|by)\s+(?:the\s+)?")
OBSERVES = regex.compile(r"\b(?:observ\w+|elections?|mission|EOM|IEOM)\b")


def head(document: SectionedDocument, part: Place, found: Findings) -> HeadMention | None:
    """The person whom a part of a sentence puts at the head of the mission; a delegation's head is not the mission's."""
    text = document.text
    for person in found.people:
        if not part.covers(person.span):
            continue
        before = HEAD_BEFORE.search(text, part.start, person.span.start)
        after = HEAD_AFTER.match(text, person.span.end, part.end)
        if after is not None and "elegation" not in after["what"]:
            return head_of(text, person)
        if before is None or HEADS_OTHER.search(text, part.start, before.start()):
            continue
        if DELEGATION_HEAD.search(text, part.start, person.span.start) is None:
            return head_of(text, person)
    return None


def head_of(text: str, person: PersonMention) -> HeadMention:
    """A person as the head of a mission, with the nationality that stands behind the name."""
    match = NATIONALITY.match(text, person.span.end)
    nationality = None
    if match is not None:
        group = "in" if match["in"] else "of"
        if countries.by_name(match[group]) is not None:
            nationality = Leaf(match[group], (Span(*match.span(group)),), "missions.head.nationality")
    return HeadMention(name=person.name, title=person.title, nationality=nationality)


def delegation_heads(
    document: SectionedDocument, sentence: Place, found: Findings
) -> Iterator[tuple[Leaf[str], PersonMention | None]]:
    """The parliaments whose delegations a sentence speaks of by their heads, or as its subject."""
    text = document.text
    if "elegation" not in sentence.cut(text) or not OBSERVES.search(text, sentence.start, sentence.end):
        return
    first: Leaf[str] | None = None
    for match in bodies.pattern().finditer(text, sentence.start, min(sentence.end, sentence.start + 90)):
        if bodies.short(match.group()) in bodies.ASSEMBLIES and SUBJECT.fullmatch(text, sentence.start, match.start()):
            first = Leaf(bodies.short(match.group()), (Span(*match.span()),), "missions.organisation")
    headed = False
    for person in found.people:
        if not sentence.covers(person.span):
            continue
        before = DELEGATION_HEAD.search(text, sentence.start, person.span.start)
        after = HEAD_AFTER.match(text, person.span.end, sentence.end)
        span: Place | None = Span(*before.span("body")) if before is not None else None
        if after is not None and "elegation" in after["what"]:
            body = bodies.pattern().search(text, after.start("what"), sentence.end)
            span = Span(*body.span()) if body else None
        if span is not None and bodies.short(span.cut(text)) in bodies.ASSEMBLIES:
            headed = True
            yield Leaf(bodies.short(span.cut(text)), (span,), "missions.organisation"), person
        elif first is not None and HEAD_BEFORE.search(text, sentence.start, person.span.start):
            headed = True
            yield first, person
    if first is not None and not headed:
        yield first, None


SUBJECT = regex.compile(r"(?:The\s+|A\s+)?(?:delegation\s+of\s+(?:the\s+)?)?")


def deployed(
    document: SectionedDocument, part: Place, found: Findings, told: ElectionMention | None
) -> Leaf[Date] | None:
    """The day of deployment or opening: the date nearest to the verb that is not the election's."""
    text = document.text
    polling = told.date.spans[0] if told and told.date else None
    within = [
        mention
        for mention in found.dates
        if part.covers(mention.span) and mention.span != polling and mention.date.value.precision == "day"
    ]
    verbs = [
        match
        for match in SENT.finditer(text, part.start, part.end)
        if not OTHERS_SENT.search(text, part.start, match.start())
    ]
    pairs = [
        (mention.span.gap_to(Span(*verb.span())), mention.span, mention)
        for mention in within
        for verb in verbs
        if _adjoins(text, mention, verb)
    ]
    if pairs:
        mention = min(pairs, key=lambda pair: pair[:2])[2]
        return Leaf(mention.date.value, mention.date.spans, "missions.deployed")
    if TODAY.search(text, part.start, part.end):
        return _dateline(part, found)
    return None


def _adjoins(text: str, mention: DateMention, verb: regex.Match[str]) -> bool:
    """False where an election or another clause stands between the verb and the date."""
    low, high = sorted((mention.span, Span(*verb.span())))
    return ELSEWHERE.search(text, low.end, high.start) is None and low.gap_to(high) < FARTHEST


def _dateline(part: Place, found: Findings) -> Leaf[Date] | None:
    """'TIRANA, 12 May 2017 –' before 'opened today': the day is the release's own."""
    before = [
        mention for mention in found.dates if mention.span.end <= part.end and mention.date.value.precision == "day"
    ]
    if not before or before[0].span.start > HEAD_OF_TEXT:
        return None
    first = before[0]
    return Leaf(first.date.value, first.date.spans, "missions.deployed.dateline")


def country(text: str, part: Place) -> Leaf[str] | None:
    """The State that a sentence names as the mission's: 'EOM to Kyrgyzstan', 'elections in Armenia', 'visited Albania'."""
    for match in countries.name_pattern().finditer(text, part.start, part.end):
        row = countries.by_name(match.group())
        if row is None or not WHERE.search(text, part.start, match.start()):
            continue
        if NATIONALITY_OF.search(text, part.start, match.start()) or NOT_WHERE.search(text, part.start, match.start()):
            continue
        return Leaf(row.iso3, (Span(*match.span()),), "missions.country")
    return None


NATIONALITY_OF = regex.compile(
    r"\p{Lu}[\p{L}’'-]+\s+of\s+(?:the\s+)?\Z(?<!\b(?:Affairs|Republic|Government|Parliament|Assembly|President|Ministry|Laws?)\s+of\s+(?:the\s+)?)"
)


def country_of_document(document: SectionedDocument) -> Leaf[str] | None:
    """The document's country, grounded where it is first named."""
    iso3 = document.identity.country
    for match in countries.name_pattern().finditer(document.text):
        row = countries.by_name(match.group())
        if row is not None and row.iso3 == iso3:
            return Leaf(row.iso3, (Span(*match.span()),), "missions.country.document")
    return None


def locations(text: str, part: Place) -> Iterator[Leaf[str]]:
    """Towns where a mission sat or went, named after 'based in' and the like; a State is no town."""
    for match in TOWNS.finditer(text, part.start, part.end):
        at = match.end()
        while (town := TOWN.match(text, at, part.end)) is not None:
            name = town["town"]
            if countries.by_name(name) is None and bodies.pattern().fullmatch(name) is None:
                yield Leaf(name, (Span(*town.span("town")),), "missions.locations")
            at = town.end()
            if not town["next"]:
                break


def partners(text: str, part: Place, own: str | None) -> Iterator[Leaf[str]]:
    """Bodies that observed together with the mission."""
    joined = JOINED.search(text, part.start, part.end)
    for match in bodies.pattern().finditer(text, part.start, part.end):
        short = bodies.short(match.group())
        if short == own or short not in bodies.OBSERVING:
            continue
        if joined is not None or FROM_BODY.search(text, part.start, match.start()):
            yield Leaf(short, (Span(*match.span()),), "missions.partners")
