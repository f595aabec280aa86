"""Legal opinions: their numbers taken apart, title, kind, bodies, and the date with what was done on it.

An opinion is found by its number: ODIHR's own (`POLIT-KAZ/225/2013`), the Venice Commission's (`629/2011`) or that of
its document (`CDL-AD(2011)019`). Numbers that stand together belong to one opinion; a joint one carries both bodies'.
The title is what leads up to the number, from the word that says what the text is (opinion, comments, note).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import regex

from pipeline.extract.extractor import Extractor
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import DateMention, Findings, Leaf, NumberMention, OpinionMention, Place
from pipeline.model.records import ActDate
from pipeline.spans import Span, trimmed
from pipeline.vocabulary import countries

YEAR_IN_NUMBER = regex.compile(r"[/(](?:19|20)\d\d(?!\d)")
BEFORE_YEAR, AFTER_YEAR = 30, 30
INITIALS = r"(?: \s* [\[(] (?P<initials> \p{Lu}\p{L}{1,2}\p{Lu}? (?: \s?[/,]\s? \p{Lu}\p{L}{1,3} ){0,3} ) [\])] )?"
LABEL = r"\b [Oo]pinion (?: \s* - \s* | \s+ ) (?: N[ro] | n[ro] | Number )\b \s* \.? \s* :? \s*"
NUMBER = regex.compile(
    rf"""
    (?<![\p{{L}}\d/-]) (?:
      (?P<topic> \p{{Lu}}\p{{L}}{{1,7}} ) - (?P<country> \p{{L}}{{2,5}} ) / (?P<serial> \d{{1,4}} ) / (?P<year> (?:19|20)\d\d )   # POLIT-KAZ/225/2013
    | (?<= {LABEL} ) (?P<topic> \p{{Lu}}\p{{L}}{{1,7}} ) (?: / (?P<country> \p{{L}}{{2,5}} ) )? / (?P<serial> \d{{1,4}} ) / (?P<year> (?:19|20)\d\d )
    ) (?![\d/]) {INITIALS}
    | (?<= {LABEL} ) (?P<venice> (?P<serial> \d{{1,4}} ) / (?P<year> (?:19|20)\d\d ) ) (?![\d/])                 # Opinion No. 629/2011
    | \b (?P<cdl> CDL (?: -(?: AD | PI ) )? \( (?P<year> \d{{4}} ) \) (?P<serial> \d{{3,4}} ) ) \*? (?!\d)
    """,
    regex.VERBOSE,
)
TOGETHER = regex.compile(
    r"[\s/,;&()\[\]:.–*-]*(?:(?:and|OSCE|ODIHR|Venice\s+Commission|[Oo]pinion|Nr|No|no|nr|the|Council\s+of\s+Europe)[\s/,;&()\[\]:.–-]*){0,9}"
)
KIND = regex.compile(
    r"""
    (?P<lead> (?: (?: OSCE[/ ]?ODIHR | ODIHR | OSCE | Venice\sCommission | Joint | JOINT | Urgent | URGENT | Final | FINAL | Interim | INTERIM | Preliminary | PRELIMINARY |
      Legal | LEGAL | Follow-up | Second | and | of\sthe ) [\s–-]+ ){0,8} )
    (?P<noun> Opinions? | OPINION | Comments? | COMMENTS? | Note | NOTE | Guidelines | GUIDELINES | Amicus\s+[Cc]uriae\s+[Bb]rief | AMICUS\s+CURIAE(?:\s+BRIEF)? |
      Assessment | Recommendations | Report | Memorandum | Analysis | Brief )\b
    (?= \s+ (?: on | ON | of | OF | for | FOR | regarding | concerning ) \b )
    """,
    regex.VERBOSE,
)
NOUNS = {
    "opinion": "opinion",
    "opinions": "opinion",
    "comment": "comments",
    "comments": "comments",
    "note": "note",
    "guidelines": "guidelines",
    "amicus": "amicus_curiae",
}
LABEL_END = regex.compile(
    rf"[\s(,;:–-]*(?:(?:(?:OSCE[/ ])?ODIHR|Venice\s+Commission)\s+)?(?:{LABEL})?[\s(,;:\[]*\Z", regex.VERBOSE
)
ACT = regex.compile(r"\b(?P<act>issued|adopted|published|released|endorsed)\b", regex.IGNORECASE)
ACTS = {"issued": "issued", "adopted": "adopted", "published": "published", "released": "published"}
ACT_BEFORE = regex.compile(r"\b(?P<act>issued|adopted|published|released)\s+(?:an?|the|its|their)\s+\Z")
BARE_DATE = regex.compile(r"[\s,;)\]]*(?:of|dated|from)\s+\Z")
SESSION = regex.compile(r"\b(?P<number>\d{1,3})(?:st|nd|rd|th)\s+[Pp]lenary\s+[Ss]ession")
COVER = 1_500
COUNTRY_LINES = tuple(
    regex.compile(rf"(?<!\b(?:OF|IN|FOR|THE|AND))\s+(?P<name>\p{{Lu}}{{3,}}(?:\s\p{{Lu}}{{3,}}){{{more}}})\Z")
    for more in range(3)
)
LONGEST_TITLE = 400


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers that belong to one opinion, and the stretch of text in which its other facts may stand."""

    numbers: tuple[regex.Match[str], ...]
    before: Place
    after: Place

    @property
    def span(self) -> Place:
        return Span(self.numbers[0].start(), self.numbers[-1].end())


def find(document: SectionedDocument, found: Findings) -> Iterator[OpinionMention]:
    """Yield every opinion that the document numbers."""
    for group in _groups(document):
        yield _opinion(document, group, found)


def _groups(document: SectionedDocument) -> Iterator[Group]:
    matches = list(_numbers(document.text))
    clusters: list[list[regex.Match[str]]] = []
    for match in matches:
        if clusters and TOGETHER.fullmatch(document.text, clusters[-1][-1].end(), match.start()):
            clusters[-1].append(match)
        else:
            clusters.append([match])
    edges = [0, *(cluster[-1].end() for cluster in clusters)]
    starts = [*(cluster[0].start() for cluster in clusters), len(document.text)]
    for place, cluster in enumerate(clusters):
        block = _block(document.text, cluster[0].start())
        first, last = document.sentence_at(cluster[0].start()), document.sentence_at(cluster[-1].end() - 1)
        yield Group(
            numbers=tuple(cluster),
            before=Span(max(edges[place], first.start), cluster[0].start()),
            after=Span(cluster[-1].end(), min(starts[place + 1], max(last.end, _same_item(document, block, cluster)))),
        )


def _numbers(text: str) -> Iterator[regex.Match[str]]:
    """All numbers of opinions, looked for around the year that each of them ends in or holds."""
    end = 0
    for year in YEAR_IN_NUMBER.finditer(text):
        if year.start() < end:
            continue
        for match in NUMBER.finditer(
            text, max(end, year.start() - BEFORE_YEAR), min(len(text), year.end() + AFTER_YEAR)
        ):
            end = match.end()
            yield match


def _same_item(document: SectionedDocument, block: Place, cluster: list[regex.Match[str]]) -> int:
    """How far an opinion's facts reach: to the end of a list item, else to that of the sentence."""
    paragraph = document.paragraph_at(cluster[0].start())
    if paragraph is not None and paragraph.bullet and block.covers(paragraph.span):
        return paragraph.span.end
    return cluster[-1].end()


def _block(text: str, at: int) -> Place:
    end = text.find("\n\n", at)
    return Span(text.rfind("\n\n", 0, at) + 1, end if end >= 0 else len(text))


def _opinion(document: SectionedDocument, group: Group, found: Findings) -> OpinionMention:
    text = document.text
    cover = document.identity.kind == "legal_opinion" and group.span.start < COVER
    title = _title_before(text, group)
    if cover and title is None:
        title = _title_after(text, group)
    date = _date(text, group, found, cover=cover)
    if date is not None and title is not None and date.value.act is None:
        date = _with_act_before(text, title.spans[0], date)
    about = (title.spans[0] if title else group.span).hull(group.span)
    return OpinionMention(
        span=about,
        kind=_kind(text, title, group),
        title=title,
        numbers=tuple(_number(match) for match in group.numbers),
        bodies=tuple(_bodies(text, group, about)),
        date=date,
        session=_session(text, group),
        cited=Leaf(not cover and title is None and date is None, (group.span,), "opinions.cited"),
    )


def _title_before(text: str, group: Group) -> Leaf[str] | None:
    """What leads up to the number, from the word that says what the text is."""
    label = LABEL_END.search(text, group.before.start, group.before.end)
    end = label.start() if label else group.before.end
    match = KIND.search(text, max(group.before.start, end - LONGEST_TITLE), end)
    if match is None:
        return None
    span = trimmed(text, Span(match.start(), end))
    return Leaf(" ".join(span.cut(text).split()), (span,), "opinions.title.before_number")


def _title_after(text: str, group: Group) -> Leaf[str] | None:
    """On a cover the title stands below the number, in a block of its own."""
    match = KIND.search(text, group.after.start, min(len(text), group.span.end + LONGEST_TITLE))
    if match is None:
        return None
    end = _block(text, match.start()).end
    for pattern in COUNTRY_LINES:
        country = pattern.search(text, match.start(), end)
        if country is not None and countries.by_name(country["name"]) is not None:
            end = country.start()  # the cover names the State on a line of its own below the title
            break
    span = trimmed(text, Span(match.start(), end))
    return Leaf(" ".join(span.cut(text).split()), (span,), "opinions.title.cover")


def _kind(text: str, title: Leaf[str] | None, group: Group) -> Leaf[str]:
    match = KIND.match(title.value) if title else None
    if title is None or match is None:
        return Leaf(
            "opinion" if LABEL_END.search(text, 0, group.span.start) else "other", (group.span,), "opinions.kind.number"
        )
    lead = match["lead"].lower()
    kind = NOUNS.get(match["noun"].split()[0].lower(), "other")
    if kind == "opinion" and "joint" in lead:
        kind = "joint_opinion"
    elif kind == "opinion" and ("preliminary" in lead or "interim" in lead):
        kind = "preliminary_opinion"
    start = title.spans[0].start
    return Leaf(kind, (Span(start, start + match.end()),), "opinions.kind.title")


def _number(match: regex.Match[str]) -> NumberMention:
    start = match.start("topic") if match["topic"] else match.start("venice") if match["venice"] else match.start("cdl")
    span: Place = Span(start, match.end("year") if not match["cdl"] else match.end("cdl"))
    scheme = "odihr" if match["topic"] else "venice_opinion" if match["venice"] else "cdl"
    rule = f"opinions.number.{scheme}"
    country = countries.by_code(match["country"]) if match["country"] else None
    return NumberMention(
        scheme=Leaf(scheme, (span,), rule),
        value=Leaf(match.string[span.start : span.end], (span,), rule),
        topic=_part(match, "topic", rule),
        country=_part(match, "country", rule),
        iso3=Leaf(country.iso3, (Span(*match.span("country")),), "opinions.number.country_code") if country else None,
        serial=Leaf(int(match["serial"]), (Span(*match.span("serial")),), rule),
        year=Leaf(int(match["year"]), (Span(*match.span("year")),), rule),
        initials=_part(match, "initials", rule),
    )


def _part(match: regex.Match[str], group: str, rule: str) -> Leaf[str] | None:
    return Leaf(match[group], (Span(*match.span(group)),), rule) if match[group] else None


def _bodies(text: str, group: Group, about: Place) -> Iterator[Leaf[str]]:
    """The bodies that gave the opinion, in the order of its numbers, each grounded in its name or its number."""
    schemes = {("OSCE/ODIHR" if match["topic"] else "Venice Commission"): match for match in group.numbers[::-1]}
    lead = KIND.match(text, about.start)
    head = text[about.start : group.span.end] if lead and "joint" in lead["lead"].lower() else ""
    for body, pattern in BODY_NAMES.items():
        if body in schemes:
            yield Leaf(body, (Span(*schemes[body].span()),), "opinions.bodies.number")
        elif (named := pattern.search(head)) is not None:
            yield Leaf(body, (Span(*named.span()).shift(about.start),), "opinions.bodies.named")


BODY_NAMES = {
    "OSCE/ODIHR": regex.compile(r"OSCE[/ ]?ODIHR|ODIHR"),
    "Venice Commission": regex.compile(r"Venice\s+Commission"),
}


def _date(text: str, group: Group, found: Findings, *, cover: bool) -> Leaf[ActDate] | None:
    """The date behind 'adopted' first, then behind 'issued', then any other in reach; on a cover, the one in its head."""
    within = [mention for mention in found.dates if group.after.covers(mention.span)]
    acts = list(ACT.finditer(text, group.after.start, group.after.end))
    for act in sorted(acts, key=lambda match: match["act"].lower() != "adopted"):
        dated = next((mention for mention in within if mention.span.start > act.end()), None)
        if dated is not None and act["act"].lower() in ACTS:
            return _act_date(dated, act)
    if cover:
        head = [mention for mention in found.dates if mention.span.end <= group.span.start]
        return _act_date(head[-1], None) if head else None
    if within and (not acts or BARE_DATE.search(text, group.after.start, within[0].span.start)):
        return _act_date(within[0], None)
    return None


def _with_act_before(text: str, title: Place, date: Leaf[ActDate]) -> Leaf[ActDate]:
    """'ODIHR published an Urgent Opinion on … on 31 May 2019': what was done stands before the title."""
    match = ACT_BEFORE.search(text, max(0, title.start - 40), title.start)
    if match is None or match["act"] not in ACTS:
        return date
    name = ACTS[match["act"]]
    value = msgspec.structs.replace(date.value, act=name)
    return Leaf(value, (*date.spans, Span(*match.span("act"))), f"opinions.date.{name}")


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


def _session(text: str, group: Group) -> Leaf[int] | None:
    match = SESSION.search(text, group.after.start, group.after.end)
    return Leaf(int(match["number"]), (Span(*match.span()),), "opinions.session") if match else None


EXTRACTOR = Extractor("opinions", find)
