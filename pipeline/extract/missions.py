"""Observation missions: type, election, deployment, head, observers by role, places and partners.

A mission is opened by the sentence that deploys it, names its head or counts its members, and stays open while the
following sentences of its section speak of it, so that what is told in three sentences is one record. A bare mention of
a mission opens none; a figure that is negated or hypothetical is no observer. What each sentence adds is read by the
functions in `observers`, `election` and below, and folded into a draft that is frozen when the mission closes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from pipeline.extract import election, observers
from pipeline.extract.extractor import Extractor
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import (
    DateMention,
    ElectionMention,
    Findings,
    HeadMention,
    Leaf,
    MissionMention,
    ObserversMention,
    PersonMention,
    Place,
)
from pipeline.model.records import Date
from pipeline.spans import Span
from pipeline.vocabulary import bodies, countries, elections

TYPE = regex.compile(
    r"(?<![\p{L}-])(?:"
    + "|".join(f"(?P<t{place}>{pattern})" for place, (_, pattern) in enumerate(elections.MISSIONS))
    + r")(?![\p{L}-])",
    regex.IGNORECASE,
)
OPENS = regex.compile(
    r"\b(?:deployed|deploys|sent|established|opened|opens|launched|began|started|arrived|fielded|commenced|set\s+up)\b", regex.IGNORECASE
)
INDEFINITE = regex.compile(r"\b(?:an?|another|its)\s+(?:(?:OSCE/ODIHR|OSCE|ODIHR|joint|full-scale|long-term)\s+){0,3}\Z", regex.IGNORECASE)
PLAIN_MISSION = regex.compile(r"\b(?P<body>OSCE/ODIHR|ODIHR)\s+(?:election\s+)?mission\b", regex.IGNORECASE)
DELEGATION = regex.compile(r"\bdelegations?\b")
NO_MISSION = regex.compile(
    r"""
    \b (?: may | might | could | would ) \s+ (?: also \s+ )? (?: deploy | send | establish ) | \b if \s+ (?: invited | requested ) | \b should \s+ (?: there \s+ be | an? \s )
    | \b no \s+ (?: \p{L}+ \s+ ){0,2} (?: observers? | missions? ) \s+ (?: was | were | had ) | \b (?: did | will | does ) \s+ not \s+ (?: deploy | send )
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
ADVISES = regex.compile(r"\b(?:recommend\w*|request\w*|advis\w+|call\w*\s+for|ask\w*\s+for)\b", regex.IGNORECASE)
HEAD_BEFORE = regex.compile(
    r"""
    (?: \b (?: headed | led ) \s+ by \s+ (?: the \s+ )? | \b under \s+ the \s+ leadership \s+ of \s+
      | \b [Hh]ead \s+ of \s+ (?: the \s+ )? (?: (?: OSCE/ODIHR | ODIHR ) \s+ )? (?: [Ee]lection \s+ [Oo]bservation \s+ )? (?: [Mm]ission | EOM | LEOM | EAM | ROM ) ,? \s+ (?: is \s+ | was \s+ )?
      | \b with \s+ ) \Z
    """,
    regex.VERBOSE,
)
HEAD_AFTER = regex.compile(
    r"""
    (?: \s+ of \s+ (?: the \s+ )? \p{Lu}[\p{L} ]+? | \s* \( [^()]{1,60} \) )? (?: \s* , [^.;:]{1,80} , )? \s+
    (?: headed | led | heads | leads | will \s+ (?: head | lead ) | is \s+ heading ) \s+ (?: the | an | a ) \b
    """,
    regex.VERBOSE,
)
NATIONALITY = regex.compile(r"\s*\((?P<in>\p{Lu}[\p{L} ]{2,40})\)|\s+of\s+(?:the\s+)?(?P<of>\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+){0,3})")
DEPLOYED_NEAR = regex.compile(
    r"\b(?:deployed|deploys|sent|opened|opens|launched|established|began|started|commenced|today|arrived|set\s+up)\b", regex.IGNORECASE
)
TODAY = regex.compile(r"\b(?:opened|launched|started|began)\b[^.]{0,40}\btoday\b|\btoday\b[^.]{0,40}\b(?:opened|launched)\b", regex.IGNORECASE)
BASED = regex.compile(
    r"""
    \b (?: based | headquartered | located | stationed | deployed | office ) \s+ (?: in | at | to ) \s+
    (?: \d+ \s+ locations \s+ throughout \s+ the \s+ country ,? \s+ (?: among \s+ them | including ) \s+ )?
    | \b \d+ \s+ locations \s+ throughout \s+ the \s+ country ,? \s+ (?: among \s+ them | including ) \s+
    | \b visited \s+
    """,
    regex.VERBOSE,
)
CITY = regex.compile(r"(?P<city>\p{Lu}[\p{L}’'-]*\p{Ll}(?:\s\p{Lu}[\p{L}’'-]*\p{Ll}){0,2})(?:\s*,\s*(?=\p{Lu})|\s+and\s+(?=\p{Lu})|)")
PARTNERS = regex.compile(r"\b(?:join\w*\s+(?:efforts|forces)\s+with|together\s+with|jointly\s+with|joined\s+by|in\s+co-?operation\s+with)\b")


@dataclass
class Draft:
    """A mission while its sentences are read. Lives inside one call of `find`."""

    type: Leaf[str]
    organisation: Leaf[str] | None
    span: Place
    country: Leaf[str] | None = None
    election: ElectionMention | None = None
    deployed: Leaf[Date] | None = None
    head: HeadMention | None = None
    observers: list[ObserversMention] = field(default_factory=list)
    locations: list[Leaf[str]] = field(default_factory=list)
    partners: list[Leaf[str]] = field(default_factory=list)

    @property
    def tells(self) -> bool:
        """True when the text gives the mission a head, a count or dates of its own."""
        return bool(self.head or self.observers or self.deployed)

    def close(self, document: SectionedDocument) -> MissionMention:
        return MissionMention(
            span=self.span,
            confidence=0.95 if self.head and self.observers else 0.85,
            type=self.type,
            organisation=self.organisation,
            country=self.country or _country_of_document(document),
            election=self.election,
            deployed=self.deployed,
            head=self.head,
            observers=tuple(self.observers),
            locations=_distinct(self.locations),
            partners=_distinct(self.partners),
        )


def find(document: SectionedDocument, found: Findings) -> Iterator[MissionMention]:
    """Yield the missions that the document tells something of."""
    drafts: list[Draft] = []
    current: Draft | None = None
    section: str | None = None
    for sentence in document.sentences:
        words = sentence.cut(document.text)
        here = document.section_at(sentence.start)
        if (here.id if here else None) != section:
            current, section = None, here.id if here else None
        for part in _parts(document, sentence):
            opened = _opened(document, part, current, drafts, found)
            if opened is not None and opened is not current:
                current = opened
                if current not in drafts:
                    drafts.append(current)
            if current is not None and not _hypothetical(words):
                _fold(document, part, current, found)
    for draft in drafts:
        if draft.tells:
            yield draft.close(document)


def _parts(document: SectionedDocument, sentence: Place) -> Iterator[Place]:
    """A sentence, cut where it opens a second mission: 'an EAM to Latvia, …, and an EAM to Estonia'."""
    starts = [sentence.start]
    seen = False
    for match in TYPE.finditer(document.text, sentence.start, sentence.end):
        article = INDEFINITE.search(document.text, sentence.start, match.start())
        if article is not None and seen:
            starts.append(article.start())
        seen = True
    for start, end in zip(starts, [*starts[1:], sentence.end], strict=True):
        yield Span(start, end)


def _opened(
    document: SectionedDocument, part: Place, current: Draft | None, drafts: list[Draft], found: Findings
) -> Draft | None:
    """The mission that this part of a sentence opens or goes back to; None where it names none."""
    text = document.text
    words = part.cut(text)
    if _hypothetical(words):
        return None
    match = _type_match(text, part, current)
    if match is None:
        return _delegation(document, part, found) or _plain(document, part, current, found)
    kind = _type_of(match)
    type_leaf: Leaf[str] = Leaf(kind, (Span(*match.span()),), "missions.type")
    indefinite = INDEFINITE.search(text, part.start, match.start()) is not None
    day = election.day(document, part, found)
    fresh = indefinite and (OPENS.search(words) is not None or not (current and current.type.value == kind))
    for draft in reversed(drafts):
        same_day = draft.election is None or draft.election.date is None or day is None or draft.election.date.value.value == day
        if draft.type.value == kind and same_day and not (fresh and draft.tells) and _same_section(document, draft, part):
            return draft
    return Draft(type=type_leaf, organisation=_organisation(text, part, match), span=part)


def _type_match(text: str, part: Place, current: Draft | None) -> regex.Match[str] | None:
    """The name of a mission that the part is about: one that is advised or only reported on is not."""
    for match in TYPE.finditer(text, part.start, part.end):
        name = match.group()
        if len(name) <= 5 and not name.rstrip("s").isupper():
            continue
        if BARE_MENTION.match(text, match.end()) or PREVIOUS.search(text, part.start, match.start()):
            continue
        advised = ADVISES.search(text, part.start, match.start())
        if advised is not None and (current is None or current.type.value == "NAM" or _type_of(match) != "NAM"):
            continue
        if BRACKETED.search(text, part.start, match.start()) and OTHER_SENSE.search(text, part.start, match.start()):
            continue
        return match
    return None


BARE_MENTION = regex.compile(r"\s+(?:[Ff]inal\s+|[Ii]nterim\s+)?(?:[Rr]eports?|[Mm]ethodology|[Hh]andbook|recommendations|findings)\b|’s\s+(?:final|interim)")
PREVIOUS = regex.compile(r"\b(?:previous|past|earlier|former|future|any|all)\s+(?:(?:OSCE/ODIHR|ODIHR|OSCE)\s+)?\Z", regex.IGNORECASE)
BRACKETED = regex.compile(r"\(\Z")
OTHER_SENSE = regex.compile(r"-of-\p{L}+\s*\(\Z")


def _type_of(match: regex.Match[str]) -> str:
    return next(kind for place, (kind, _) in enumerate(elections.MISSIONS) if match[f"t{place}"])


def _delegation(document: SectionedDocument, part: Place, found: Findings) -> Draft | None:
    """A parliament's delegation that the sentence gives a head or members: 'The PACE delegation observed …'"""
    text = document.text
    if not DELEGATION.search(text, part.start, part.end) or not OBSERVES.search(text, part.start, part.end):
        return None
    for match in bodies.pattern().finditer(text, part.start, part.end):
        short = bodies.short(match.group())
        if short in bodies.ASSEMBLIES and (
            DELEGATION.match(text, match.end() + 1) or DELEGATION_OF.search(text, part.start, match.start())
        ):
            span: Place = Span(*match.span())
            return Draft(Leaf("other", (span,), "missions.type.delegation"), Leaf(short, (span,), "missions.organisation"), part)
    return None


OBSERVES = regex.compile(r"\b(?:observed|to\s+observe|elections?|observation)\b")
DELEGATION_OF = regex.compile(r"\A.{0,12}\bdelegation\s+of\s+(?:the\s+)?\Z", regex.DOTALL)


def _plain(document: SectionedDocument, part: Place, current: Draft | None, found: Findings) -> Draft | None:
    """'The OSCE/ODIHR mission to Serbia is headed by …': a mission whose type a later sentence may tell."""
    text = document.text
    match = PLAIN_MISSION.search(text, part.start, part.end)
    if match is None or current is not None or _head(document, part, found) is None:
        return None
    later = TYPE.search(text, part.end, min(len(text), part.end + 300))
    kind = _type_of(later) if later else "EOM"
    span: Place = Span(*(later or match).span())
    return Draft(
        Leaf(kind, (span,), "missions.type" if later else "missions.type.plain"),
        Leaf("OSCE/ODIHR", (Span(*match.span("body")),), "missions.organisation"),
        part,
    )


def _organisation(text: str, part: Place, match: regex.Match[str]) -> Leaf[str] | None:
    """The body named nearest before the mission, else the first one of the sentence, else of the lines before."""
    named = list(bodies.pattern().finditer(text, part.start, match.start()))
    if not named:
        named = list(bodies.pattern().finditer(text, match.end(), part.end))[:1]
    if not named:
        named = list(bodies.pattern().finditer(text, max(0, part.start - 1500), part.start))
    if not named:
        return None
    chosen = named[-1]
    return Leaf(bodies.short(chosen.group()), (Span(*chosen.span()),), "missions.organisation")


def _fold(document: SectionedDocument, part: Place, draft: Draft, found: Findings) -> None:
    """Add what a part of a sentence says to the mission that it speaks of."""
    text = document.text
    counted = observers.read(document, part, draft.type.value, len(draft.observers), found)
    head = _head(document, part, found)
    told = election.read(document, part, found)
    deployed = _deployed(document, part, found, told)
    if draft.head is None:
        draft.head = head
    if told is not None and (draft.election is None or draft.election.date is None):
        draft.election = told
    if draft.deployed is None:
        draft.deployed = deployed
    if draft.country is None:
        draft.country = _country(text, part)
    draft.observers += counted
    draft.locations += _locations(text, part)
    draft.partners += _partners(text, part, draft)
    if counted or head or deployed or told:
        draft.span = draft.span.hull(part)


def _head(document: SectionedDocument, part: Place, found: Findings) -> HeadMention | None:
    """The person whom the sentence puts at the head of the mission."""
    text = document.text
    for person in found.people:
        if not part.covers(person.span):
            continue
        before = HEAD_BEFORE.search(text, part.start, person.span.start)
        after = HEAD_AFTER.match(text, person.span.end, part.end)
        if before is None and after is None:
            continue
        if before is not None and OTHER_HEAD.search(text, part.start, before.start()):
            continue
        return _head_of(text, person)
    return None


OTHER_HEAD = regex.compile(
    r"\b(?:[Pp]arty|[Gg]overnment|Permanent\s+Mission|OSCE\s+(?:Presence|Centre|Office|Mission)(?!\s*/)|working\s+group|department|institute|[Tt]eam\s+of\s+lawyers)\b[^.;]{0,60}\Z"
)


def _head_of(text: str, person: PersonMention) -> HeadMention:
    nationality = NATIONALITY.match(text, person.span.end)
    leaf = None
    if nationality is not None:
        group = "in" if nationality["in"] else "of"
        if countries.by_name(nationality[group]) is not None:
            leaf = Leaf(nationality[group], (Span(*nationality.span(group)),), "missions.head.nationality")
    return HeadMention(name=person.name, title=person.title, nationality=leaf)


def _deployed(
    document: SectionedDocument, part: Place, found: Findings, told: ElectionMention | None
) -> Leaf[Date] | None:
    """The day of deployment or opening: the date nearest to the verb that is not the election's."""
    text = document.text
    polling = told.date.spans[0] if told and told.date else None
    within = [
        mention for mention in found.dates
        if part.covers(mention.span) and mention.span != polling and mention.date.value.precision == "day" and mention.date.value.end is None
    ]
    verbs = [match for match in DEPLOYED_NEAR.finditer(text, part.start, part.end) if not OTHERS_DEPLOYED.search(text, part.start, match.start())]
    pairs = [(abs(mention.span.start - verb.start()), mention) for mention in within for verb in verbs if _adjoins(text, mention, verb)]
    if pairs:
        mention = min(pairs, key=lambda pair: pair[0])[1]
        return Leaf(mention.date.value, mention.date.spans, "missions.deployed")
    if TODAY.search(text, part.start, part.end):
        return _dateline(document, part, found)
    return None


OTHERS_DEPLOYED = regex.compile(r"\b(?:observers?|LTOs?|STOs?|members|teams|who)\b[^.;]{0,40}\Z")


def _adjoins(text: str, mention: DateMention, verb: regex.Match[str]) -> bool:
    """False where an election or another clause stands between the verb and the date."""
    low, high = sorted((mention.span, Span(*verb.span())))
    return ELSEWHERE.search(text, low.end, high.start) is None and high.start - low.end < 120


ELSEWHERE = regex.compile(r"[;.]|\b(?:observe|election|elections|referendum|until|invitation|for\s+the|who|which)\b")


def _dateline(document: SectionedDocument, part: Place, found: Findings) -> Leaf[Date] | None:
    """'TIRANA, 12 May 2017 –' before 'opened today': the day is the release's own."""
    before = [mention for mention in found.dates if mention.span.end <= part.end and mention.date.value.precision == "day"]
    if not before or before[0].span.start > 400:
        return None
    first = before[0]
    return Leaf(first.date.value, first.date.spans, "missions.deployed.dateline")


def _country(text: str, part: Place) -> Leaf[str] | None:
    """The State that a sentence names as the mission's: 'EOM to Kyrgyzstan', 'elections in Armenia', 'visited Albania'."""
    for match in countries.name_pattern().finditer(text, part.start, part.end):
        row = countries.by_name(match.group())
        if row is not None and WHERE.search(text, part.start, match.start()):
            return Leaf(row.iso3, (Span(*match.span()),), "missions.country")
    return None


WHERE = regex.compile(
    r"\b(?:to|in|visited|of\s+(?:Foreign\s+Affairs\s+of\s+)?(?:the\s+)?(?:Republic\s+of)?|for)\s+(?:the\s+)?(?:Republic\s+of\s+)?\Z"
)


def _country_of_document(document: SectionedDocument) -> Leaf[str] | None:
    """The document's country, grounded where it is first named."""
    iso3 = document.identity.country
    for match in countries.name_pattern().finditer(document.text):
        row = countries.by_name(match.group())
        if row is not None and row.iso3 == iso3:
            return Leaf(row.iso3, (Span(*match.span()),), "missions.country.document")
    return None


def _locations(text: str, part: Place) -> Iterator[Leaf[str]]:
    """Towns where a mission sat or went, named after 'based in' and the like; a State is no town."""
    for match in BASED.finditer(text, part.start, part.end):
        at = match.end()
        while (city := CITY.match(text, at, part.end)) is not None:
            at = city.end()
            name = city["city"]
            if countries.by_name(name) is None and bodies.pattern().fullmatch(name) is None:
                yield Leaf(name, (Span(*city.span("city")),), "missions.locations")
            if city.end() == city.end("city"):
                break


def _partners(text: str, part: Place, draft: Draft) -> Iterator[Leaf[str]]:
    """Bodies that observed together with the mission."""
    own = draft.organisation.value if draft.organisation else None
    joined = PARTNERS.search(text, part.start, part.end)
    for match in bodies.pattern().finditer(text, part.start, part.end):
        short = bodies.short(match.group())
        if short == own or short not in bodies.NAMES or short in ("EU", "CIS", "SCO", "OAS"):
            continue
        if joined is not None or FROM_BODY.search(text, part.start, match.start()):
            yield Leaf(short, (Span(*match.span()),), "missions.partners")


FROM_BODY = regex.compile(r"\b(?:from|by|of)\s+(?:the\s+)?\Z")


def _hypothetical(words: str) -> bool:
    return NO_MISSION.search(words) is not None


def _same_section(document: SectionedDocument, draft: Draft, part: Place) -> bool:
    return document.section_at(draft.span.start) == document.section_at(part.start)


def _distinct(leaves: list[Leaf[str]]) -> tuple[Leaf[str], ...]:
    """One leaf a value, the first one found."""
    kept: dict[str, Leaf[str]] = {}
    for leaf in leaves:
        kept.setdefault(leaf.value, leaf)
    return tuple(kept.values())


EXTRACTOR = Extractor("missions", find)
