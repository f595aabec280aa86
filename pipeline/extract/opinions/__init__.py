"""Legal opinions: their numbers taken apart, title, kind, bodies, and the date with what was done on it.

An opinion is found by its number: ODIHR's own (`POLIT-KAZ/225/2013`), the Venice Commission's (`629/2011`) or that of
its document (`CDL-AD(2011)019`). Numbers that stand together belong to one opinion; a joint one carries both bodies'.
The title is what leads up to the number, from the word that says what the text is (opinion, comments, note).
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.extract.extractor import Extractor
from pipeline.extract.opinions import days
from pipeline.extract.opinions.bodies import bodies
from pipeline.extract.opinions.group import LABEL_END, ONLY_DATED, Group
from pipeline.extract.opinions.numbers import LABEL, clusters, number
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Findings, Leaf, OpinionMention, Place
from pipeline.spans import Span, trimmed
from pipeline.vocabulary import countries
from pipeline.vocabulary.patterns import behind, late

NAMED_KIND = r"""
    (?P<lead> (?! (?: of\sthe | and )\b ) (?: (?: OSCE[/ ]?ODIHR | ODIHR | OSCE | Venice\sCommission | Joint | JOINT | Urgent | URGENT | Final | FINAL | Interim | INTERIM
      | Preliminary | PRELIMINARY |
      Legal | LEGAL | Follow-up | Second | and | of\sthe ) [\s–-]+ ){0,8} )
    (?P<noun> Opinions? | OPINION | Comments? | COMMENTS? | Note | NOTE | Guidelines | GUIDELINES | [Aa]micus\s+[Cc]uriae\s+[Bb]rief | AMICUS\s+CURIAE(?:\s+BRIEF)? |
      Assessment | Recommendations | Report | Memorandum | Analysis | Brief )\b
"""
ABOUT = r"\s+ (?: on | ON | of | OF | for | FOR | regarding | concerning ) \b"
KIND = late(rf"{NAMED_KIND} (?= {ABOUT} )", regex.VERBOSE)
KIND_ALONE = late(rf"{NAMED_KIND} (?= \s* \n | \s* \Z | {ABOUT} )", regex.VERBOSE)
"""On a cover the noun may stand alone: 'JOINT OPINION', and below it 'ON THE DRAFT LAW …'."""
NOUNS = {
    "opinion": "opinion",
    "opinions": "opinion",
    "comment": "comments",
    "comments": "comments",
    "note": "note",
    "guidelines": "guidelines",
    "amicus": "amicus_curiae",
}
NAMED_BEFORE = late(
    rf"(?P<lead>(?:[\p{{L}}/-]+\s+){{0,3}})(?P<noun>[Oo]pinions?|[Cc]omments|[Nn]ote|[Gg]uidelines|[Aa]micus\s+(?:curiae\s+)?brief)"
    rf"(?:\s+(?:of|by|from|with)\s+(?:the\s+)?(?:Venice\s+Commission|OSCE/ODIHR|ODIHR)(?:\s+and\s+(?:the\s+)?(?:Venice\s+Commission|OSCE/ODIHR|ODIHR))?)?"
    rf"(?:\s+of\s+(?:\d{{1,2}}\s+)?(?:\p{{Lu}}\p{{Ll}}+\s+)?(?:19|20)\d\d)?"
    rf"(?:\s+on\s+(?:(?!\b(?i:opinion|comments|note|guidelines)\b)[^.;()\[\]]){{3,120}}?)?[\s(,;:\[]*(?:{LABEL})?[\s(,;:\[]*\Z",
    regex.VERBOSE,
)
NAMED_IN = late(
    r"(?<=\b(?:[Ii]ts|[Aa]n?|[Tt]he|[Tt]heir|[Tt]his|ODIHR|[’']s)\s)(?P<lead>(?:[\p{L}-]+\s+){0,2}?)(?P<noun>[Oo]pinion|[Cc]omments|[Nn]ote|[Gg]uidelines)\b(?!\s+that)"
)
NAMED_AFTER = late(
    r"[\s,)\]]+(?:the|an?)\s+(?P<lead>(?:[\p{L}-]+\s+){0,2}?)(?P<noun>opinion|comments|note|guidelines|amicus\s+curiae\s+brief)\b",
    regex.I,
)
TITLE_END = late(
    r"\s+(?:was|were|is|are|has|had|have|will)\s|\s+(?:based\s+on|adopted\s+(?:by|at|on|in)|(?:issued|published|released)\s+(?:on|in|pursuant)|endorsed\s+by|on\s+the\s+basis\s+of|approved\s+by"
    r"|(?:prepared|drafted|written|issued)\s+(?:jointly\s+|together\s+)?(?:by|with))\b"
    r"|,\s+(?:(?:jointly|together)\s+)?(?:by|with)\s+(?:the\s+)?(?:Venice|ODIHR|OSCE)\b"
    r"|\s*_{2,}|,\s+(?:paras?|pars?|pp?|§+)(?:\.|\s|\Z)|\s*\(\s*(?:\d\w\w|first|second|third|revised)\s+edition\b|,\s+(?:which|that|\p{L}+\s+edition|\d{1,2}\s+\p{Lu}\p{Ll}+\s+(?:19|20)\d\d)\b",
    regex.I,
)
TITLE_TAIL = late(r"""(?:,?\s+\(?n[or])?[\s;:,.“*(\[]+\Z|["”](?<!["“][^"“”]{1,300}["”])[\s;:,.]*\Z""")
"""Signs that end no title, and a closing quotation mark whose opening one stands before the title."""
BODY = r"(?:the\s+)?(?:Venice\s+Commission|(?:OSCE[/ ])?ODIHR)"
ONLY_BODIES = late(rf"\s+(?:of|by|from)\s+{BODY}(?:\s+and\s+{BODY})?(?:{LABEL_END.pattern})?", regex.VERBOSE)
"""'amicus curiae brief of the Venice Commission and ODIHR (…)': who gave it, and no title."""
OF_NUMBER_BEFORE = late(r"(?<=[\d\]])\s*[,:–—-]\s+(?:\p{Lu}\p{L}+\s+[–—-]\s+)?")
"""'NGO-SRB/401/2021 [TO]|, Opinion on …': the title of the number that stands before it, and not of the one behind."""
CLOSED = late(r"\A[^\"“”]*[\"”]\Z")
"""A closing quotation mark whose opening one stands before the title."""
COVER = 1_500
COUNTRY_LINES = tuple(
    late(rf"(?<!\b(?:OF|IN|FOR|THE|AND))\s+(?P<name>\p{{Lu}}{{3,}}(?:\s\p{{Lu}}{{3,}}){{{more}}})\Z")
    for more in range(3)
)
LONGEST_TITLE, LONGEST_LABEL = 400, 120
NEAR_TITLE = 60
FAR_NAMED = 200
NEXT_NAMED = late(
    rf"(?:[,;]|\band)\s+ (?: \p{{Ll}}+ \s+ ){{0,4}} (?: the | an? | its | their ) \s+ {NAMED_KIND} (?= {ABOUT} )",
    regex.VERBOSE,
)
"""'(FOPA-TUR/329/2018) |and a copy of the Guidelines on …': where the facts of the next text begin."""
GOES_BEFORE = behind(r"\b(?:an?|the|and|see|in|of)\s+")
"""Words before another text that a sentence goes on to name: no title of the number's own."""
ITEM_END = late(r"[;\n]|\.\s|\Z")
LINE = 80
LINE_START = late(r"(?:\A|\n)[ \t]*(?:[\p{Lu}’'-]{3,}\s+){0,3}\Z")
BEHIND_NUMBER = late(r"[\s\])*]*")
TITLE_GOES_ON = late(r"\n\n(?=(?:ON|OF|FOR|AND|OR|on|of|for)\s)")


def find(document: SectionedDocument, found: Findings) -> Iterator[OpinionMention]:
    """Yield every opinion that the document numbers."""
    for group in _groups(document):
        yield _opinion(document, group, found)


def _groups(document: SectionedDocument) -> Iterator[Group]:
    text = document.text
    found = clusters(text)
    own = _own(document, found)
    found = [[match for cluster in found[:own] for match in cluster], *found[own:]] if own else found
    edges = [0, *(cluster[-1].end() for cluster in found)]
    starts = [*(cluster[0].start() for cluster in found), len(text)]
    for place, cluster in enumerate(found):
        cover = place == 0 and own > 0
        first, last = document.sentence_at(cluster[0].start()), document.sentence_at(cluster[-1].end() - 1)
        reach = COVER if cover else max(last.end, _same_item(document, _block(text, cluster[0].start()), cluster))
        next_named = None if cover else NEXT_NAMED.search(text, cluster[-1].end(), max(cluster[-1].end(), reach))
        reach = next_named.start() if next_named else reach
        yield Group(
            numbers=tuple(cluster),
            before=Span(max(edges[place], first.start), cluster[0].start()),
            after=Span(cluster[-1].end(), max(cluster[-1].end(), min(starts[place + 1], reach))),
            cover=cover,
        )


def _own(document: SectionedDocument, found: list[list[regex.Match[str]]]) -> int:
    """How many of the first clusters number the document itself: those on a cover, above its title."""
    if document.identity.kind != "legal_opinion" or not found or found[0][0].start() > COVER:
        return 0
    title = next(_headings(document.text, Span(found[0][-1].end(), COVER)), None)
    limit = title.start() if title else found[0][0].start()
    return max(1, sum(cluster[0].start() < limit for cluster in found))


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
    title = _title_on_cover(text, group) if group.cover else _title_before(text, group) or _title_behind(text, group)
    date = days.date(text, group, found)
    titled = KIND_ALONE.match(title.value) if title else None
    named = None if titled else _named_near(text, group)  # a title says the kind before all others
    name = title.spans[0] if title else Span(*named.span("noun")) if named else None
    if name is not None and not group.cover and (date is None or date.value.act is None):
        date = days.with_act_before(text, name, date, group, found)
    about = (title.spans[0] if title else group.span).hull(group.span)
    given_by = tuple(bodies(document, group, about))
    date = date or days.of_the_news(document, group, found)
    return OpinionMention(
        span=about,
        kind=_kind(text, title, titled, named, group, is_joint=len(given_by) > 1),
        title=title,
        numbers=tuple(number(match) for match in group.numbers),
        bodies=given_by,
        date=date,
        session=days.session(text, group),
        cited=Leaf(not group.cover, (group.span,), "opinions.cited"),
    )


def _titled(text: str, start: int, end: int, rule: str) -> Leaf[str] | None:
    """The title between two places, up to what says who adopted it; None for 'Opinion of 2011'."""
    stop = TITLE_END.search(text, start, end)
    tail = TITLE_TAIL.search(text, start, stop.start() if stop else end)
    span = trimmed(text, Span(start, tail.start() if tail else stop.start() if stop else end))
    if CLOSED.search(span.cut(text)):
        span = trimmed(text, Span(span.start, span.end - len('"')))
    return Leaf(" ".join(span.cut(text).split()), (span,), rule)


def _title_before(text: str, group: Group) -> Leaf[str] | None:
    """What leads up to the number, from the word that says what the text is."""
    label = LABEL_END.search(text, max(group.before.start, group.before.end - LONGEST_LABEL), group.before.end)
    end = label.start() if label else group.before.end
    match = KIND.search(text, max(group.before.start, end - LONGEST_TITLE), end)
    if (
        match is None
        or OF_NUMBER_BEFORE.fullmatch(text, group.before.start, match.start())
        or ONLY_DATED.match(text, match.end())
        or ONLY_BODIES.fullmatch(text, match.end(), group.before.end)
    ):
        return None
    return _titled(text, match.start(), end, "opinions.title.before_number")


def _title_behind(text: str, group: Group) -> Leaf[str] | None:
    """In a list the title may stand right behind the number and its date."""
    match = KIND.search(text, group.after.start, min(group.after.end, group.after.start + NEAR_TITLE))
    if match is None or not match["noun"][0].isupper() or ONLY_DATED.match(text, match.end()):
        return None
    between = text[group.after.start : match.start()]
    if ";" in between or ". " in between or GOES_BEFORE.search(between):
        return None
    end = ITEM_END.search(text, match.end(), group.after.end)
    return _titled(text, match.start(), end.start() if end else group.after.end, "opinions.title.behind_number")


def _headings(text: str, within: Place) -> Iterator[regex.Match[str]]:
    """What could be the title on a cover: a kind that begins a line, or stands right behind the number."""
    for match in KIND_ALONE.finditer(text, *within):
        if LINE_START.search(text, max(0, match.start() - LINE), match.start()) or BEHIND_NUMBER.fullmatch(
            text, within.start, match.start()
        ):
            yield match


def _title_on_cover(text: str, group: Group) -> Leaf[str] | None:
    """On a cover the title stands below the number, in blocks of its own, or above it."""
    below: Place = Span(group.after.start, max(group.after.start, min(group.after.end, group.span.end + LONGEST_TITLE)))
    match = next(_headings(text, below), None) or next(_headings(text, Span(0, group.span.start)), None)
    if match is None:
        return None
    end = min(_block(text, match.start()).end, group.span.start if match.start() < group.span.start else len(text))
    while (more := TITLE_GOES_ON.match(text, end)) is not None:
        end = _block(text, more.end()).end
    for pattern in COUNTRY_LINES:
        country = pattern.search(text, match.start(), end)
        if country is not None and countries.by_name(country["name"]) is not None:
            end = country.start()  # the cover names the State on a line of its own below the title
            break
    return _titled(text, match.start(), end, "opinions.title.cover")


def _kind(
    text: str,
    title: Leaf[str] | None,
    titled: regex.Match[str] | None,
    named: regex.Match[str] | None,
    group: Group,
    *,
    is_joint: bool,
) -> Leaf[str]:
    """What the opinion calls itself: in its title, beside its number, in the sentence, or by the label of its number."""
    if title is not None and titled is not None:
        start = title.spans[0].start
        return Leaf(_named(titled, is_joint=is_joint), (Span(start, start + titled.end()),), "opinions.kind.title")
    if named is not None:
        return Leaf(_named(named, is_joint=is_joint), (Span(*named.span("noun")),), "opinions.kind.named")
    label = LABEL_END.search(text, max(0, group.span.start - 80), group.span.start)
    labelled = label is not None and "pinion" in label.group()
    return Leaf("opinion" if labelled else "other", (group.span,), "opinions.kind.number")


def _named_near(text: str, group: Group) -> regex.Match[str] | None:
    """What the sentence calls the opinion, in front of its number, right behind it, or further before it."""
    start, far = group.span.start, max(group.before.start, group.span.start - FAR_NAMED)
    return (
        NAMED_BEFORE.search(text, far, start)
        or NAMED_AFTER.match(text, group.span.end)
        or next(reversed(list(NAMED_IN.finditer(text, far, start))), None)
    )


def _named(match: regex.Match[str], *, is_joint: bool) -> str:
    """The kind that a noun stands for, with what stands before it."""
    lead = match["lead"].lower()
    kind = NOUNS.get(match["noun"].split()[0].lower(), "other")
    if kind == "opinion" and ("joint" in lead or is_joint):
        return "joint_opinion"
    if kind == "opinion" and ("preliminary" in lead or "interim" in lead):
        return "preliminary_opinion"
    return kind


EXTRACTOR = Extractor("opinions", find)
