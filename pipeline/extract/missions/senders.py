"""Whose people a sentence speaks of where it names no format of ODIHR's: a parliament's delegation, the observers of the CIS.

    'The SCO sent 14 under Mr. Ilo, the OIC is represented by four' -> two senders, each with the words that are about it

A sender is a body with a noun for people ('the PACE delegation', 'observers from the CIS', 'that of the EP') or with a verb
of sending ('The SCO sent …'). A body may be called by less than its name where the text has named it in full.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from pipeline.extract.missions import naming, whose
from pipeline.extract.numerals import PART
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Leaf, Place
from pipeline.spans import Span
from pipeline.vocabulary import bodies
from pipeline.vocabulary.patterns import any_of, behind, late

SENDING = bodies.SENDERS | {"EU"}
VOTES = ("bserver", "lection", "LECTION", "eferend", "EFEREND", " vote", " poll")
PEOPLE = (
    r"(?:(?i:delegations?|observers?|monitors?|observer\s+(?:mission|team|group)|observation\s+(?:mission|team|group)|chief\s+observer|members|parliamentarians|lawmakers)"
    r"|legislators|deputies|MPs|teams?|group|contingent|[Mm]ission|headquarters|people|representatives|politicians)\b"
)
NO_ADJECTIVE = (
    "of from and or to in at by for on as with that which who there is are was were be has have had will sent sends led headed deployed fielded brought visited"
    " observed joined said numbers counts"
).split()
ADJECTIVES = rf"(?:(?!{any_of(NO_ADJECTIVE)}\b)[\p{{Ll}}\d-]+\s+){{0,3}}"
GLOSS = r"(?:\s*\([^()]{1,80}\))?"
SENDS = (
    r"(?:(?:has|had|will|is\s+going\s+to|is\s+to|plans\s+to)\s+)?(?:sent|sends?|deploy(?:ed|s)?|field(?:ed|s)?|dispatch(?:ed|es)?|[Bb]rought|brings?|contribut(?:ed|es?)"
    r"|had|has|have|counts|counted|numbers|numbered|(?:is|was|are|were|be)\s+(?:also\s+)?(?:represented|present)|observed|posted|is\s+sending)\b"
)
WITH_PEOPLE = late(rf"{GLOSS}(?:[’']s?)?{GLOSS}\s+(?:own\s+)?{ADJECTIVES}{PEOPLE}")
WITH_VERB = late(
    rf"{GLOSS}(?:,[^,.;]{{1,60}},)?(?=\s+(?:(?:also|itself|alone|only|together|again|likewise|meanwhile|for\s+its\s+part,?)\s+)?{SENDS})"
)
WITH_NUMBER = late(rf"{GLOSS}(?:\s+(?:by|with)|\s*:)?(?=\s+(?:\d{{1,3}}\b|{PART}\b))")
IN_PLACE = late(r",?(?=\s+(?:there|came|come|comes|arrived)\b)")
OF_BODY = behind(
    rf"\b{PEOPLE}\s+(?:of\s+(?:[\p{{Ll}}\d-]+\s+){{1,4}})?(?:(?:sent|deployed|fielded|seconded|delegated)\s+)?(?:of|from|by|on\s+behalf\s+of|representing)\s+(?:the\s+)?(?:(?!of\b|from\b)[\p{{L}}-]+\s+){{0,3}}"
)
THAT_OF = behind(r"\b(?:that|those)\s+(?:of|from)\s+(?:the\s+)?")
BEHALF = behind(r"\bon\s+behalf\s+of\s+(?:the\s+)?")
SENT_BY = behind(r"\b(?:was|were|been|be)\s+(?:sent|deployed|fielded|dispatched)\s+by\s+(?:the\s+)?")
FROM = behind(r"\b[Ff]rom\s+(?:the\s+)?(?:(?!of\b|from\b)[\p{L}-]+\s+){0,3}")
ARTICLE = late(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]his)\s+(?:[\p{Ll}\d-]+\s+){0,3}\Z")
BOUNDARY = behind(r"(?:[.,;:–—\-(\"“]\s*|\b(?:and|while|whereas|but|[Aa]s\s+for|[Ff]or)\s+)(?:(?i:the|an?|its)\s+)?")
OPENING = late(rf"(?:(?:The|An?|Its|Their|Some|About|Over|Nearly|\d+|{PART})\s+)?(?:[\p{{Ll}}\d-]+\s+){{0,3}}")
FINITE = late(
    rf"[^.;:]{{0,140}}?\b(?:{SENDS}|is|was|are|were|will|led|headed|leads|heads|arrived|visited|stayed|works?|includes?|included|consists?|consisted|comprise[sd]?|which|who)\b"
)
LOOK_BACK = 90


@dataclass(frozen=True, slots=True)
class Sender:
    """A body whose people a sentence speaks of. `at` is the noun phrase, or the body before its verb."""

    body: Leaf[str]
    at: Place
    acts: bool
    """True where a clause begins with it, and so is about it; else it is one of several that joined somebody."""


class Name(NamedTuple):
    """A sender as a text names it. `body` is the short name that records use, `how` the way it is named."""

    start: int
    end: int
    body: str
    how: Literal["full", "called", "members", "committee"]


def read(document: SectionedDocument, sentence: Place) -> list[Sender]:
    """The senders of a sentence, in order of place; none in a document that speaks of no vote."""
    names = _names_in(document)
    first = bisect_left(names, (sentence.start,))
    if first == len(names) or names[first].start >= sentence.end:
        return []
    found: list[Sender] = []
    text = document.text
    formats = [Span(*match.span()) for match in naming.named_in(text, sentence)]
    for name in names[first : bisect_left(names, (sentence.end,), first)]:
        at = _phrase(text, sentence, name, listed=bool(found))
        if at is None or any(at.overlaps(other) for other in formats):
            continue
        if name.body == "EU" and not _observes(text, sentence, at):
            continue
        body = Leaf(name.body, (Span(name.start, name.end),), "missions.organisation")
        acts = _acts(text, sentence, at, listed=bool(found) and found[-1].acts)
        found.append(Sender(body, at, acts))
    return found


def parts(document: SectionedDocument, sentence: Place, told: list[Sender]) -> Iterator[tuple[Place, Sender | None]]:
    """A sentence, cut where it begins to speak of another mission or body; each part with the sender that it names first."""
    text = document.text
    for part in naming.parts(document, sentence):
        inside = [sender for sender in told if part.start <= sender.at.start < part.end]
        formats = [Span(*match.span()) for match in naming.named_in(text, part)]
        cuts: list[tuple[int, Sender | None]] = []
        spoken = bool(formats) and (not inside or formats[0] < inside[0].at)
        for place, sender in enumerate(inside):
            if sender.acts and (spoken or place):
                cuts.append((sender.at.start, sender))
            elif (
                not cuts
                and not spoken
                and (sender.acts or len({other.body.value for other in inside[:2]}) == 1 or inside[1].acts)
            ):
                cuts.append((part.start, sender))
            if sender.acts and cuts and cuts[-1][1] is sender:
                behind = next((at for at in formats if at.start >= sender.at.end and not _is_joint(text, at)), None)
                link = _link(text, sender.at.end, behind.start) if behind else None
                if link is not None:
                    cuts.append((link, None))
        yield from _cut(part, cuts)


def _cut(part: Place, cuts: list[tuple[int, Sender | None]]) -> Iterator[tuple[Place, Sender | None]]:
    cuts = sorted(cuts, key=lambda cut: cut[0])
    if not cuts or cuts[0][0] > part.start:
        cuts = [(part.start, None), *cuts]
    for (start, sender), end in zip(cuts, [*(start for start, _ in cuts[1:]), part.end], strict=True):
        if end > start:
            yield Span(start, end), sender


def _is_joint(text: str, at: Place) -> bool:
    return naming.JOINT.fullmatch(text, at.start, at.end) is not None


def _link(text: str, low: int, high: int) -> int | None:
    """Where the words that lead to a mission's name begin, behind a sender and before it."""
    links = list(LINK.finditer(text, low, high))
    return links[-1].start() if links else None


LINK = late(r"[,;]|\b(?:with|alongside|by|and|of|in|to|from|beside|under)\b")


def only_assembly(text: str, part: Place) -> Leaf[str] | None:
    """The one body of elected members that a part of a sentence names; None for none or several."""
    named = {body.short: body for body in whose.within(text, part) if body.short in bodies.ASSEMBLIES}
    return next(iter(named.values())).leaf() if len(named) == 1 else None


def whose_delegation(text: str, part: Place) -> Leaf[str] | None:
    """The one assembly that is named right before a sentence on 'its delegation'."""
    if ITS.search(text, part.start, part.end) is None:
        return None
    return only_assembly(text, Span(max(0, part.start - BEFORE_ITS), part.start))


ITS = late(r"\b[Ii]ts\s+(?:own\s+)?delegation\b")
BEFORE_ITS = 250


def speaks_of_one(document: SectionedDocument) -> bool:
    """True for a document that names a sender and speaks of a vote."""
    return bool(_names_in(document))


def _phrase(text: str, sentence: Place, name: Name, *, listed: bool) -> Place | None:
    """The words that make a body a sender; None where it is only named."""
    low = max(sentence.start, name.start - LOOK_BACK)
    if name.how == "committee" or text.endswith("Group", name.start, name.end):
        return Span(name.start, name.end)  # the name has the noun in it
    people = WITH_PEOPLE.match(text, name.end, sentence.end)
    article = ARTICLE.search(text, low, name.start)
    start = article.start() if article else name.start
    if people is not None:
        return Span(start, people.end())
    if LINE.match(text, name.end, sentence.end) and (low == name.start or text[start - 1] == "\n"):
        return Span(start, name.end)
    if name.how == "called":
        return Span(start, name.end) if WITH_VERB.match(text, name.end, sentence.end) else None
    before = OF_BODY.search(text, low, name.start)
    if before is not None:
        return Span(before.start(), name.end)
    that = next((found for words in (THAT_OF, BEHALF, SENT_BY) if (found := words.search(text, low, name.start))), None)
    if that is not None:
        return Span(that.start(), name.end)
    place = FROM.search(text, low, name.start) if IN_PLACE.match(text, name.end, sentence.end) else None
    if place is not None:
        return Span(place.start(), name.end)
    if _is_last_of_several(text, low, start):
        return None
    verb = WITH_VERB.match(text, name.end, sentence.end) or (
        WITH_NUMBER.match(text, name.end, sentence.end) if listed else None
    )
    return Span(start, verb.end()) if verb is not None else None


LINE = late(r"\s*:\s*(?=\p{Lu})")
LED = behind(r"\b(?:headed|led|heads?|leaders?)\b[^.]{0,300}")
TITLE, LIST = 16, 400


def lists(text: str, sender: Sender, person: Place) -> bool:
    """True where a person stands right behind a body and a colon, in a list of heads."""
    line = LINE.match(text, sender.body.spans[0].end, person.end)
    if line is None or person.start - line.end() > TITLE:
        return False
    return LED.search(text, max(0, sender.at.start - LIST), sender.at.start) is not None


def _observes(text: str, sentence: Place, at: Place) -> bool:
    """True for people of the European Union who are said to observe: it sends many that do not."""
    return NOT_OF_EU.search(at.cut(text)) is None and OBSERVING.search(text, at.start, sentence.end) is not None


OBSERVING = late(r"\b(?:[Oo]bserv(?:ers?|ation|ed)|EOM|monitors)\b")


def _is_last_of_several(text: str, low: int, start: int) -> bool:
    """True for a body that stands in one list with others: what all of them sent is not its own."""
    before = whose.last(text, Span(low, start))
    return before is not None and AND.fullmatch(text, before.end, start) is not None


AND = late(r"\)?,?\s+(?:and|as\s+well\s+as)\s+")


def _acts(text: str, sentence: Place, at: Place, *, listed: bool) -> bool:
    """True where a clause begins with the words: a finite verb follows, or a number does and the sentence has had such a verb."""
    begins = OPENING.fullmatch(text, sentence.start, at.start) or BOUNDARY.search(text, sentence.start, at.start)
    return begins is not None and (
        LINE.match(text, at.end, sentence.end) is not None
        or FINITE.match(text, at.end, sentence.end) is not None
        or listed
        and NUMBER.match(text, at.end, sentence.end) is not None
    )


NUMBER = late(rf"\s+(?:\d{{1,3}}\b|{PART}\b)")
NOT_OF_EU = late(r"[Dd]elegation|[Mm]ember|represent|people|group|politicians")
"""What the European Union has that is no observer: its embassies, its Member States."""


@lru_cache(maxsize=4)
def _names_in(document: SectionedDocument) -> tuple[Name, ...]:
    """Where a document names senders, in order of place; nowhere in one that speaks of no vote."""
    text = document.text
    if not any(sign in text for sign in VOTES):
        return ()
    found = [
        Name(body.start, body.end, body.short, "full")
        for body in whose.within(text, Span(0, len(text)))
        if body.short in SENDING
    ]
    called = bodies.called({name.body for name in found})
    if called:
        found += [
            Name(*match.span(), called[word], "called")
            for match in CALLED.finditer(text)
            if (word := " ".join(match.group().split())) in called
        ]
    found += [Name(*match.span(), "OSCE PA", "members") for match in MEMBERS.finditer(text)]
    if "Assembly" in text:
        found += [Name(*match.span(), "PACE", "committee") for match in COMMITTEE.finditer(text)]
    return tuple(_apart(sorted(found, key=lambda name: (name.start, -name.end))))


def _apart(names: list[Name]) -> Iterator[Name]:
    """The names of which none stands inside the one before it."""
    end = 0
    for name in names:
        if name.start >= end:
            yield name
            end = name.end


CALLED = late(r"(?<![\p{L}/])(?:Parliamentary\s+Assembly|Assembly|Congress|Parliament|Commonwealth)(?!\p{L})")
MEMBERS = late(r"(?<![\p{L}/])OSCE(?=(?:[’']s)?\s+(?:parliamentarians|lawmakers|legislators|MPs)\b)")
COMMITTEE = late(r"(?<![\p{L}/])[Aa]d\s+hoc\s+[Cc]ommittee(?!\p{L})")
"""The OSCE's parliamentarians are those of its assembly, which need not be named; an ad hoc committee is what PACE sends."""
