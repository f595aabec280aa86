"""Persons: a name behind a title, or what has the form of a name where the words around it say that it is a person's.

A title settles it. Without one, `shape` proposes names by their form, and `signs` reads what stands around them: an office, a
country, what persons do. Where the signs are weak, the model must have named a person there. A name told once is known
again by its last part. A role is what the text says beside the name (`roles`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

import regex

from pipeline.extract import annex
from pipeline.extract.extractor import Extractor
from pipeline.extract.people import roles, shape, signs
from pipeline.model.document import SectionedDocument
from pipeline.model.dropped import Dropped, Reason
from pipeline.model.findings import Findings, Leaf, PersonMention, Place
from pipeline.spans import Span, trimmed
from pipeline.vocabulary import countries, plain, titles
from pipeline.vocabulary.patterns import any_of, behind, late
from pipeline.vocabulary.sought import Sought, occurrences

CAPITALISED_BEFORE = behind(r"\p{Lu}\p{L}+\s")
NOT_OF_OFFICE = rf"(?!(?<=\b(?:{any_of(titles.GENERALS)})\s)General\b|(?<=\bof\s)Justice\b)"
"""'Auditor General' is an office that the line before ends with, and no general; so is 'Minister of Justice'."""
LABEL = "people.label"
LIST_ENDS = late(r"(?:\s*,\s+\p{Lu}[\p{L}.’'-]+(?:\s+[\p{L}.’'-]+){1,4}){0,6}\s*,?\s+and\s+\p{Lu}[\p{L}.’'-]+\s+\p{L}")
JOINT = late(r"\s*,\s+(?:and\s+)?|\s+and\s+")
SURE: dict[str, float] = {
    "people.frame": 0.8,
    "people.office": 0.9,
    "people.state": 0.85,
    "people.sent": 0.85,
    "people.listed": 0.85,
    "people.apposed": 0.9,
    "people.heads": 0.9,
}


@cache
def titled() -> Sought:
    """A name behind a title: 'Ms. Anna Lind', 'Ambassador Lind'."""
    name = shape.name_without(
        titles.NOT_NAMES | plain.CAPITALS | plain.POSTNOMINAL | frozenset(titles.CIVIL) - titles.SURNAMES
    )
    pattern = rf"(?<![\p{{L}}-]){NOT_OF_OFFICE}(?P<title>{titles.TITLES})\s+(?P<name>{name})(?![\p{{L}}])"
    return Sought(pattern, (*titles.RANKS, *titles.CIVIL))


class Candidate(NamedTuple):
    """What a rule takes for a person's name, how sure it is, and why it is none after all."""

    rule: str
    name: Place
    title: Leaf[str] | None
    confidence: float
    fault: Reason | None


def find(document: SectionedDocument, found: Findings) -> Iterator[PersonMention | Dropped]:
    """Yield every mention of a person by name, and what looks like one and is none.

    What a programme has before a name ('Moderator:') is a role only of who is told no other.
    """
    every = list(_found(document, found))
    told = {mention.name.value for mention in every if isinstance(mention, PersonMention) and _is_told(mention.role)}
    for mention in every:
        if isinstance(mention, PersonMention) and mention.name.value in told and not _is_told(mention.role):
            mention = replace(mention, role=None)
        yield mention


def _is_told(role: Leaf[str] | None) -> bool:
    return role is not None and role.rule != LABEL


def _found(document: SectionedDocument, found: Findings) -> Iterator[PersonMention | Dropped]:
    text = document.text
    taken: list[Place] = []
    for member in annex.members(document):
        taken.append(member.name)
        yield _listed(text, member)
    for rule, name, title, confidence, fault in chain(
        _titled(document), _untitled(document, found), _by_model_alone(text, found)
    ):
        rival = next(filter(name.overlaps, taken), None)
        if rival is None and fault is None:
            taken.append(name)
            yield _person(document, name, title, confidence, rule)
        elif rival is None or not rival.covers(name):
            yield Dropped(span=name, rule=rule, label="person", reason=fault or "overlap")
    yield from _known_again(document, taken)


@lru_cache(maxsize=1)
def _titled(document: SectionedDocument) -> tuple[Candidate, ...]:
    """Names behind a title; remembered, since they are wanted before the model is asked and again behind it."""
    text = document.text
    told = []
    for match in titled().finditer(text):
        name = _name(match)
        fault = _fault(name.cut(text), titled=True) or _weak(text, match)
        told.append(Candidate("people.titled", name, _title(text, match), 1.0, fault))
    return tuple(told)


def _untitled(document: SectionedDocument, found: Findings) -> Iterator[Candidate]:
    """Names without a title, by what stands around them, and with what the model says of them where that is weak."""
    text = document.text
    persons = [mention.span for mention in found.names if mention.label == "person"]
    places = [mention.span for mention in found.names if mention.label != "person"]
    named: Place | None = None
    for rule, name in untitled(document):
        beside = named is not None and _in_list(text, named, name)
        if _overlapping(name, persons) is not None:
            named = name
        if rule not in signs.ASKED:
            yield Candidate(rule, name, None, SURE[rule], None)
        elif _overlapping(name, persons) is not None:
            yield Candidate(f"{rule}+model", name, None, 0.85 if rule == signs.WEAK else 0.95, None)
        elif any(place.covers(name) and place != name for place in _near(name, places)):
            yield Candidate(rule, name, None, 0.5, "part_of_place")
        elif rule == signs.WEAK and beside and _overlapping(name, places) is None:
            named = name
            yield Candidate("people.listed", name, None, SURE["people.listed"], None)
        else:
            yield Candidate(rule, name, None, SURE.get(rule, 0.5), "unnamed" if rule == signs.WEAK else None)


def _by_model_alone(text: str, found: Findings) -> Iterator[Candidate]:
    """What the model names and no rule does: the form or the words around it speak against it."""
    for mention in found.names:
        if mention.label == "person":
            fault = _fault(mention.name, titled=False) or "against"
            yield Candidate("people.model", mention.span, None, 0.5, fault)


@lru_cache(maxsize=1)
def untitled(document: SectionedDocument) -> tuple[tuple[str, Place], ...]:
    """Names without a title, and the rule that points there; those of weak rules are what the model is asked about.

    They are wanted for the model before the names are read here: so the last document's are remembered.
    """
    text = document.text
    behind_titles = [candidate.name for candidate in _titled(document) if candidate.fault is None]
    told: list[tuple[str | None, Place]] = []
    others: set[str] = set()
    for proposed in shape.proposed(text):
        name = proposed.name
        if any(map(name.overlaps, _near(name, behind_titles))):
            continue
        if signs.against(text, proposed):
            others.add(name.cut(text))
        else:
            told.append((signs.of(text, proposed, document.sentence_at(name.start).start), name))
    listed = _listed_with(text, told, behind_titles)
    return tuple((rule, name) for rule, name in listed if rule and (rule != signs.WEAK or name.cut(text) not in others))


def _listed_with(
    text: str, told: list[tuple[str | None, Place]], behind_titles: list[Place]
) -> Iterator[tuple[str | None, Place]]:
    """The names, where one that stands in a list with a person's is one too: 'comprised A. Lind, B. Casal and C. Hall'."""
    before: Place | None = None
    sure = sorted([*behind_titles, *(name for rule, name in told if rule in signs.OPEN_LISTS)])
    for rule, name in told:
        known = sure[bisect_left(sure, name) - 1] if sure and sure[0] < name else None
        beside = max((place for place in (before, known) if place is not None), default=None)
        if rule in (None, signs.WEAK) and beside is not None and _in_list(text, beside, name):
            rule = "people.listed"
        if rule in signs.OPEN_LISTS or rule == "people.listed":
            before = name
        yield rule, name


def _in_list(text: str, before: Place, name: Place) -> bool:
    """True for a name behind another one and 'and', or behind a comma in a list that ends so; what a comma has behind it may be an office."""
    joint = JOINT.fullmatch(text, before.end, name.start) if before.end <= name.start else None
    return joint is not None and ("and" in joint.group() or LIST_ENDS.match(text, name.end) is not None)


def pointed(document: SectionedDocument) -> Iterator[Place]:
    """The names that the model is asked about: where signs are weak, and where a second reader makes a value surer."""
    return (name for rule, name in untitled(document) if rule in signs.ASKED)


def _known_again(document: SectionedDocument, taken: list[Place]) -> Iterator[PersonMention]:
    """Later places of a full name's last part: 'Anna Lind … Lind said'."""
    text = document.text
    last: dict[str, Place] = {}
    for name in sorted(taken):
        words = name.cut(text).split()
        if len(words) > 1 and len(words[-1]) > 2 and words[-1] not in plain.WORDS and words[-1] not in titles.NOT_NAMES:
            last.setdefault(words[-1], name)
    ordered = sorted(taken)
    for word, first, again in _lone(text, tuple(last)):
        if first and shape.is_name_word(first):
            continue
        if last[word].end <= again.start and not any(map(again.overlaps, _near(again, ordered))):
            yield PersonMention(
                span=again, confidence=0.85, name=Leaf(word, (again,), "people.again"), title=None, role=None
            )


WORD_BEFORE = behind(r"(?<![\p{L}\p{N}’'/.-])(?P<first>\p{Lu}[\p{L}’'-]+)[^\S\n]")
INSIDE = behind(r"[\p{L}\p{N}’'/.-]")
GOES_ON = late(r"[\p{L}\p{N}/-]|[^\S\n]\p{Lu}\p{Ll}")
FAR_BEFORE = 40


def _lone(text: str, names: tuple[str, ...]) -> Iterator[tuple[str, str | None, Place]]:
    """Names on their own, each with the word before it if that has a capital; a name that is such a word is passed over."""
    end = 0
    for start, name in sorted((at, word) for word in names for at in occurrences(text, word)):
        stop = start + len(name)
        if start < end or GOES_ON.match(text, stop):
            continue
        before = WORD_BEFORE.search(text, max(end, start - FAR_BEFORE), start)
        if before is None and INSIDE.search(text, max(0, start - 1), start):
            continue
        end = stop
        yield name, before["first"] if before else None, Span(start, stop)


def _person(
    document: SectionedDocument, name: Place, title: Leaf[str] | None, confidence: float, rule: str
) -> PersonMention:
    text = document.text
    start = title.spans[0].start if title else name.start
    return PersonMention(
        span=Span(start, name.end),
        confidence=confidence,
        name=Leaf(" ".join(name.cut(text).split()), (name,), rule),
        title=title,
        role=_role(document, start, name),
    )


def _listed(text: str, member: annex.Member) -> PersonMention:
    title, role = member.title, member.role
    return PersonMention(
        span=Span((title or member.name).start, member.name.end),
        confidence=1.0 if title else 0.9,
        name=Leaf(" ".join(member.name.cut(text).split()), (member.name,), "people.annex"),
        title=Leaf(" ".join(title.cut(text).split()), (title,), "people.title") if title else None,
        role=Leaf(" ".join(role.cut(text).split()), (role,), "people.annex.role") if role else None,
    )


def _name(match: regex.Match[str]) -> Place:
    """The name's span; a possessive ending is no part of it."""
    start, end = match.span("name")
    name = match["name"]
    if name.endswith(("’s", "'s")):
        end -= 2
    return Span(start, end)


def _title(text: str, match: regex.Match[str]) -> Leaf[str]:
    span: Place = trimmed(text, Span(*match.span("title")))
    return Leaf(" ".join(match["title"].split()), (span,), "people.title")


def _fault(name: str, *, titled: bool) -> Reason | None:
    """Why words are no name: a lone one without a title, a country or its capital, none with small letters."""
    words = name.split()
    if len(words) == 1 and not titled:
        return "lone_word"
    if countries.by_name(name) is not None:
        return "country"
    return None if any(character.islower() for character in name) else "capitals"


def _weak(text: str, match: regex.Match[str]) -> Reason | None:
    """Words that are titles only sometimes: 'Criminal Justice Forum' names no judge."""
    if not titles.WEAK.issuperset(match["title"].split()):
        return None
    words = match["name"].split()
    weak = len(words) < 2 or words[-1] in plain.WORDS or CAPITALISED_BEFORE.search(text, 0, match.start()) is not None
    return "weak_title" if weak else None


def _role(document: SectionedDocument, start: int, name: Place) -> Leaf[str] | None:
    text = document.text
    sentence = document.sentence_at(name.start)
    after = roles.behind(text, name.start, name.end)
    if after is None or roles.listed(text, after, name.end):
        after = roles.before(text, start, sentence.start) or after
    role = after or roles.appointed(text, name.end, sentence.end)
    if role is None:
        return None
    rule = LABEL if roles.is_label(text, role, start) else "people.role"
    return Leaf(" ".join(role.cut(text).split()), (role,), rule)


def _near(span: Place, others: list[Place]) -> list[Place]:
    place = bisect_left(others, span)
    return others[max(0, place - 2) : place + 2]


def _overlapping(span: Place, others: list[Place]) -> Place | None:
    return next((other for other in _near(span, others) if other.overlaps(span)), None)


EXTRACTOR = Extractor("people", find)
