"""What a sentence says of a mission beside its election and its observers: head, day of deployment, country, towns, partners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

import regex

from pipeline.extract.extractor import within
from pipeline.extract.missions import naming, weekday, whose
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import DateMention, ElectionMention, Findings, Leaf, Place
from pipeline.model.records import Date
from pipeline.spans import Span
from pipeline.vocabulary import bodies, countries
from pipeline.vocabulary.patterns import any_of, behind, late

PRESENT = (
    r"there|here|country|place|field|capital|work|working|operating|operational|active|present|deployed|based"
    r"|open|opened|observing|following|monitoring|in\s+\p{Lu}\p{L}+"
)
"""What stands right before 'since' where it is said of a mission."""
SENT = late(
    rf"\b(?:(?<=\b(?:will|to)\s+)(?:open|begin|start|deploy|launch)|deployed|deploys|sent|opened|opens|launched|launches|established|began|begins|started|commenced|today|set\s+up|operating|operational|fielded|inaugurated|conducted|undertook"
    rf"|carried\s+out|came|arrived|visited|present\s+in|in\s+the\s+(?:country|field)\s+(?:since|from)|in\s+place|set\s+up\s+(?:shop|camp|office)|(?<=\b(?:{PRESENT}),?\s+)since(?:\s+the)?(?=\s+\d|\s+\p{{Lu}}|\s+\p{{Ll}}+\s+of)|been\s+in|(?:is|are)\s+in(?=[^.;,]{{1,40}}\b(?:from|since)\b)|was\s+in|were\s+in|held\s+meetings)\b",
)
SENDER = late(
    r"\b(?:[Mm]issions?|MISSION|L?EOM|EAM|SEAM|EET|ROM|NAM|SMM|[Tt]eam|It|it|They|they|ODIHR|OSCE|European\s+Union|EU|which|Office|experts|and)\b"
)
OTHERS_SENT = behind(
    r"\b(?:observers?(?!\s+(?:of|from)\s+(?:the\s+)?(?:OSCE/|OSCE’s\s+)?ODIHR)|LTOs?|STOs?|members|teams|(?<!ODIHR,\s)who|voting|campaign|polling|counting|(?<!\b(?:invitation|request)\s+(?:of|from|by)\s+(?:the\s+)?(?:\p{L}+\s+)?)authorities|delegations?|registration|monitoring(?!\s+mission))\b(?:(?!\b(?:[Mm]ission|L?EOM|EAM|ROM|EET|NAM|ODIHR)\b)[^.;]){0,40}"
)
ELSEWHERE = late(
    r"[;.]|\b(?:observe|elections?(?!\s+(?:observation|assessment|expert))|referendum(?!\s+(?:observation|assessment))|until|invitation|for\s+the|who|which|met|will)\b"
)
TODAY = late(
    r"\b(?:opened|launched|started|began)\b[^.]{0,40}\btoday\b|\btoday\b[^.]{0,120}\b(?:opened|launched)\b",
)
FARTHEST = 120
HEAD_OF_TEXT = 400
WHERE = behind(r"\b(?:[Tt]o|[Ii]n|visited|[Ff]or|of)\s+(?:the\s+)?")
NOT_WHERE = behind(r"\b(?:invitation|member|citizens?|Embassy|delegations?|ambassador)\b[^.;]{0,60}", ignore_case=True)
TOWNS = late(
    r"""
    (?: \b (?: based | headquartered | located | stationed | office | opened | (?: core \s+ )? team | experts | analysts ) \s+ (?: in | at ) \s+
      | \b (?: mission | NAM | EAM | EET | EOM | which | team ) \s+ (?: \p{Ll}+ \s+ )? visited \s+
      | \b \d+ \s+ locations \s+ throughout \s+ the \s+ country ,? \s+ (?: among \s+ them | including ) \s+
      | \b (?: mission | NAM | EAM | EET | EOM ) (?: \s* \( [^()]{1,20} \) )? \s+ in \s+
      | \b (?: was | were | stayed ) \s+ in \s+ )
    """,
    regex.VERBOSE,
)
STAY_WORDS = "based headquartered located stationed office opened team experts analysts mission NAM EAM EET EOM which was were stayed".split()
STAYS = late(rf"\b(?:{any_of(['core team', *STAY_WORDS])})\b|\b\d+(?=\s+locations)")
"""The first words of `TOWNS`: it is tried where one stands."""
TOWN = late(
    r"(?P<town>\p{Lu}[\p{L}’'-]*\p{Ll}(?:\s\p{Lu}[\p{L}’'-]*\p{Ll}){0,2})(?P<next>\s*,\s*(?=\p{Lu})|\s+and\s+(?=\p{Lu}))?"
)
JOINED = late(
    r"\b(?:join\w*\s+(?:efforts|forces)\s+with|[Tt]ogether\s+with|[Jj]ointly\s+with|joined\s+by|in\s+co-?operation\s+with|common\s+endeavour|delegations?\s+(?:of|from))\b",
)
FROM_BODY = behind(r"\b(?:from|by)\s+(?:the\s+)?")
REPORT = late(r"(?i:needs\s+assessment\s+mission\s+report)\s*[,–-]?\s*")


def reported_visit(document: SectionedDocument, found: Findings) -> tuple[naming.Named, Leaf[Date]] | None:
    """The days of a needs assessment that its report's title gives: 'NEEDS ASSESSMENT MISSION REPORT, 12-15 March 2013'."""
    if "assessment" not in document.text[: 2 * HEAD_OF_TEXT].lower():
        return None
    for match in REPORT.finditer(document.text, 0, min(len(document.text), 2 * HEAD_OF_TEXT)):
        for mention in found.dates:
            if mention.span.start == match.end() and mention.date.value.end is not None:
                name: Leaf[str] = Leaf("NAM", (Span(*match.span()),), "missions.type")
                before = whose.last(document.text, Span(0, match.start()))
                return naming.Named(name, before.leaf() if before else None), Leaf(
                    mention.date.value, mention.date.spans, "missions.deployed.title"
                )
    return None


OF_DAYS = late(r"(?:\s*\(NAM\))?\s*(?:\(|,?\s+(?:of|in|from|on|between|conducted\s+(?:in|from|on))\s+)\s*")
"""From a needs assessment's name to its days."""


def days_behind(text: str, name: Place, found: Findings) -> Leaf[Date] | None:
    """The days that stand right behind a needs assessment's name: 'the NAM of January 2017'."""
    link = OF_DAYS.match(text, name.end)
    if link is None:
        return None
    mention = next(iter(within(found.dates, Span(link.end(), link.end() + 1))), None)
    if mention is None or mention.date.value.precision == "year":
        return None
    return Leaf(mention.date.value, mention.date.spans, "missions.deployed.behind")


def days_of_visit(text: str, aside: Place, found: Findings) -> Leaf[Date] | None:
    """The days that an aside gives a needs assessment: 'a NAM to Oslo on 3 and 4 May'."""
    for mention in within(found.dates, aside):
        told = mention.date.value
        if (
            told.precision == "day"
            or told.precision == "month"
            and IN_MONTH.search(text, aside.start, mention.span.start)
        ):
            return Leaf(told, mention.date.spans, "missions.deployed.aside")
    return None


def deployed(
    document: SectionedDocument, part: Place, found: Findings, told: ElectionMention | None
) -> Leaf[Date] | None:
    """The day of deployment or opening: the date nearest to the verb that is not the election's."""
    text = document.text
    weekly = weekday.opened(text, part, found)
    if weekly is not None:
        return weekly
    polling = told.date.spans[0] if told and told.date else None
    days = [
        mention
        for mention in within(found.dates, part)
        if mention.span != polling and mention.date.value.precision in ("day", "month")
    ]
    if not days:
        return _dateline(text, part, found) if _is_today(text, part) else None
    verbs = [
        match
        for match in SENT.finditer(text, part.start, part.end)
        if not OTHERS_SENT.search(text, part.start, match.start())
        and (SENDER.search(text, part.start, match.start()) or naming.named_in(text, Span(match.end(), part.end)))
    ]
    pairs = [
        (mention.span.gap_to(Span(*verb.span())), mention.span, mention)
        for mention in days
        for verb in verbs
        if _adjoins(text, mention, verb, polling)
        and (mention.date.value.precision == "day" or IN_MONTH.search(text, verb.start(), mention.span.start))
    ]
    if pairs:
        mention = min(pairs, key=lambda pair: pair[:2])[2]
        return Leaf(mention.date.value, mention.date.spans, "missions.deployed")
    return _dateline(text, part, found) if _is_today(text, part) else None


def since(document: SectionedDocument, part: Place, found: Findings) -> Leaf[Date] | None:
    """The day since which observers have been there: 'the 28 long-term observers have worked in the regions since 24 August'."""
    if "since" not in part.cut(document.text):
        return None
    for mention in within(found.dates, part):
        if mention.date.value.precision == "day" and THERE_SINCE.search(document.text, part.start, mention.span.start):
            return Leaf(mention.date.value, mention.date.spans, "missions.deployed.since")
    return None


THERE_SINCE = behind(
    r"\b(?:observers|monitors|LTOs|experts|members|team|staff)\b[^.;]{0,60}?\b(?:have|has|had)\s+(?:been|worked|done|followed|stayed|observed)\b[^.;]{0,60}?\bsince\s+(?:the\s+)?"
)
IN_MONTH = behind(r"\b(?:in|since|of|late|early|mid-?)\s*")


def _is_today(text: str, part: Place) -> bool:
    return "today" in part.cut(text) and TODAY.search(text, part.start, part.end) is not None


ITS_ELECTION = late(
    r"\s+(?:[\p{Ll}-]+\s+){0,3}(?:elections?|referendum|vote|polls?)(?:\s+in\s+\p{Lu}[\p{L} ]+?)?\s+on\s+"
)
"""Between the election's day and that of the opening."""


def _adjoins(text: str, mention: DateMention, verb: regex.Match[str], polling: Place | None) -> bool:
    """False where an election or another clause stands between the verb and the date.

    An election that has its own day there may stand: 'opened its mission for the 14 May local elections on 5 April'.
    """
    low, high = sorted((mention.span, Span(*verb.span())))
    if polling is not None and low.end <= polling.start < polling.end <= high.start:
        return ITS_ELECTION.fullmatch(text, polling.end, high.start) is not None
    between = " ".join(text[low.end : high.start].split())  # an aside is blank
    return ELSEWHERE.search(text, low.end, high.start) is None and len(between) < FARTHEST


def _dateline(text: str, part: Place, found: Findings) -> Leaf[Date] | None:
    """'TIRANA, 12 May 2017 –' before 'opened today': the day is the release's own."""
    before = [
        mention for mention in found.dates if mention.span.end <= part.end and mention.date.value.precision == "day"
    ]
    if not before or before[0].span.start > HEAD_OF_TEXT:
        return None
    line = weekday.dateline(text, found)
    if line is not None:
        return Leaf(line.value, line.spans, "missions.deployed.dateline")
    first = before[0]
    return Leaf(first.date.value, first.date.spans, "missions.deployed.dateline")


def country(text: str, part: Place) -> Leaf[str] | None:
    """The State that a sentence names as the mission's: 'EOM to Kyrgyzstan', 'elections in Armenia', 'visited Albania'."""
    for match in countries.name_pattern().finditer(text, part.start, part.end):
        row = countries.by_name(match.group())
        if row is None or row.iso3 == UNION or not WHERE.search(text, part.start, match.start()):
            continue
        if NATIONALITY_OF.search(text, part.start, match.start()) or NOT_WHERE.search(text, part.start, match.start()):
            continue
        return Leaf(row.iso3, (Span(*match.span()),), "missions.country")
    return None


def country_at(text: str, part: Place) -> Leaf[str] | None:
    """The State whose name a line begins with."""
    match = countries.name_pattern().match(text, part.start, part.end)
    row = countries.by_name(match.group()) if match else None
    return Leaf(row.iso3, (Span(*match.span()),), "missions.country.item") if row and match else None


NATIONALITY_OF = late(
    r"\p{Lu}[\p{L}’'-]+,?\s+(?:of|from)\s+(?:the\s+)?\Z(?<!\b(?:Affairs|Republic|Government|Parliament|Assembly|President|Ministry|Laws?),?\s+(?:of|from)\s+(?:the\s+)?)"
)


UNION = "EUU"


def country_of_document(document: SectionedDocument) -> Leaf[str] | None:
    """The document's country, grounded where it is first named; else the one whose adjective or capital it names most."""
    text, iso3 = document.text, document.identity.country
    if iso3 == UNION:
        return None  # it sends missions and receives none
    for match in countries.name_pattern().finditer(text):
        row = countries.by_name(match.group())
        if row is not None and row.iso3 == iso3:
            return Leaf(row.iso3, (Span(*match.span()),), "missions.country.document")
    if iso3 is not None:
        row = countries.table()[iso3]
        words = [*row.adjectives, *row.capitals, *(city.upper() for city in row.capitals)]
        named = regex.search(rf"\b{any_of(words)}\b", text) if words else None
        return Leaf(iso3, (Span(*named.span()),), "missions.country.document") if named else None
    voting = _voting(text)
    if voting is not None:
        return voting
    told = [(_of_word(match), match) for match in _indirect().finditer(text)]
    ranked = Counter(code for code, _ in told).most_common(2)
    if not ranked or len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        return None
    most = ranked[0][0]
    first = next(match for code, match in told if code == most)
    group = "adjective" if first["adjective"] else "capital"
    return Leaf(most, (Span(*first.span(group)),), f"missions.country.{group}")


def country_of_towns(towns: list[Leaf[str]]) -> Leaf[str] | None:
    """The State of whose capital the text says that a mission was there."""
    for town in towns:
        iso3 = countries.capitals().get(town.value.lower())
        if iso3 is not None and town.value not in SEATS:
            return Leaf(iso3, town.spans, "missions.country.capital")
    return None


def _voting(text: str) -> Leaf[str] | None:
    """The State that a text names most often as where people vote: 'elections in Peru', 'Peru votes', 'Peru’s election'."""
    places = [
        (row.iso3, match)
        for match in countries.name_pattern().finditer(text)
        if (row := countries.by_name(match.group())) is not None
        and (VOTE_IN.search(text, max(0, match.start() - 60), match.start()) or VOTE_OF.match(text, match.end()))
    ]
    ranked = Counter(iso3 for iso3, _ in places).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]) or ranked[0][0] == UNION:
        return None
    first = next(match for iso3, match in places if iso3 == ranked[0][0])
    return Leaf(ranked[0][0], (Span(*first.span()),), "missions.country.voting")


VOTE_IN = behind(
    r"\b(?:elections?|polls?|vot(?:e|ing|ers?)|referendum|ballot|[Mm]ission|EOM|[Dd]elegation|observers?)\s+(?:[\p{Ll}\d]+\s+){0,3}(?:in|to|of)\s+(?:the\s+(?:Republic\s+of\s+)?)?"
)
VOTE_OF = late(
    r"(?:[’']s?)?\s+(?:votes?\b|voted\b|voters?\b|will\s+vote|goes\s+to\s+the\s+polls|(?:[\p{Ll}-]+\s+){0,2}(?:elections?|referendum|polls?|ballot)\b)"
)


@cache
def _indirect() -> regex.Pattern[str]:
    """A State by its adjective before what a State has, or by its capital; the seats of organisations are left out."""
    rows = countries.table().values()
    return regex.compile(
        rf"""
        \b (?: (?P<adjective> {any_of(word for row in rows for word in row.adjectives)} ) \s+
              (?= (?: capital | institution | electorate | constitution | law | authorit | government | parliament | president | legislat | local | early | general
                | election | voter | citizen | people | Ministry | Central ) )
          | (?P<capital> {any_of(city for row in rows for city in row.capitals if city not in SEATS)} ) (?! \s+ (?: Document | Declaration | Meeting | Convention ) ) ) \b
        """,
        regex.VERBOSE,
    )


def _of_word(match: regex.Match[str]) -> str:
    word = " ".join((match["adjective"] or match["capital"]).lower().split())
    return countries.adjectives()[word] if match["adjective"] else countries.capitals()[word]


SEATS = frozenset({"Vienna", "Warsaw", "Copenhagen", "Brussels", "The Hague", "Paris", "Moscow"})


def locations(text: str, part: Place) -> Iterator[Leaf[str]]:
    """Towns where a mission sat or went, named after 'based in' and the like; a State is no town."""
    for verb in STAYS.finditer(text, part.start, part.end):
        match = TOWNS.match(text, verb.start(), part.end)
        if match is None:
            continue
        at = match.end()
        while (town := TOWN.match(text, at, part.end)) is not None:
            name = town["town"]
            land = countries.name_pattern().match(text, at, part.end)
            if land is not None:
                break
            if name not in SEATS and bodies.pattern().fullmatch(name) is None:
                yield Leaf(name, (Span(*town.span("town")),), "missions.locations")
            at = town.end()
            if not town["next"]:
                break


def partners(text: str, part: Place, own: str | None) -> Iterator[Leaf[str]]:
    """Bodies that observed together with the mission."""
    joined = JOINED.search(text, part.start, part.end)
    for body in whose.within(text, part):
        if body.short == own or body.short not in bodies.OBSERVING:
            continue
        if joined is not None or FROM_BODY.search(text, part.start, body.start):
            yield body.leaf("missions.partners")
