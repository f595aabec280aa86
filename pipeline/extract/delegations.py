"""The delegation of a State under review: who headed it, with title and function, and how many members it had.

    SectionedDocument -> DelegationMention

A Working Group report says it twice, in its first paragraph and in the annex: 'The delegation of X was headed by …'. Where
both name the same person they ground one mention, and what one leaves out the other fills in; where they do not, both stand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import regex

from pipeline.extract.extractor import Extractor
from pipeline.extract.numerals import numerals
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import DelegationMention, Findings, Leaf, PersonMention, Place
from pipeline.spans import Span, trimmed
from pipeline.vocabulary import countries
from pipeline.vocabulary.patterns import late

NAMED_STATE = r"(?P<name>(?:the\s+)?\p{Lu}[^\n.,;:]{2,70}?)"
UNDER_REVIEW = (
    late(rf"\b[Rr]eview\s+of\s+{NAMED_STATE}\s+(?:was|took|were)\b"),
    late(rf"\b[Dd]elegation\s+of\s+{NAMED_STATE}\s+(?:was|were|comprised|consisted)\b"),
)
ADDRESSED = late(
    r"\b(?:enjoys?(?:ed)?\s+the\s+support\s+of|examined\s+by|recommendations\s+were\s+made\s+to|recommended\s+that"
    r"|adopted\s+the\s+(?:present\s+)?report\s+on)\s+(?:the\s+)?(?=\p{Lu})"
)
"""Where a report without its introduction names the State that it is about."""
HEADED = late(
    rf"""
    \b [Dd]elegation \s+ of \s+ (?:delegation\s+of\s+)? {NAMED_STATE} (?: , \s+ which \s [^.;\n]{{3,80}}? , )? \s+ (?: was | were ) \s+
    (?: jointly \s+ )? (?P<joint> co-? )? (?: headed | led ) (?: \s+ and \s+ composed )? \s+ by \s+
    (?P<head> [^\n]{{3,600}}? ) \s*
    (?= ,? \s+ and \s+ (?: was \s+ | were \s+ )? (?: compos | compris | consist )
      | \. \s+ (?: (?: At | For | The | On | In | It | An | During ) \s | \d )
      | \s At \s+ its \s | [.:]? \s* (?: \n | \Z ) )
    """,
    regex.VERBOSE,
)
MEMBERS = late(
    r"\b(?:composed\s+of|comprised|comprising|comprises|consisted\s+of|consisting\s+of)\s+(?P<members>[^.:;\n]{1,40}?)\s+"
    r"(?P<more>(?:other|further|additional)\s+)?(?:members|delegates|persons|people|representatives)\b"
)
COMPOSED = late(rf"\b[Dd]elegation\s+of\s+{NAMED_STATE}\s+(?=(?:(?:was|were)\s+composed|comprised|consisted)\b)")
"""An annex that names no head: 'The delegation of X comprised six members'."""
COUNTED = late(
    r"""
    \b [Tt]here \s+ were \s+ (?P<members> [^.:;,\n]{1,30}? ) \s+ members \s+ (?: of | in | on ) \s+ the \s+ delegation \b
    | \b [Tt]he (?: \s+ State’s )? \s+ delegation \s+ (?: had | has | counted | numbered | was \s+ made \s+ up \s+ of | was \s+ composed \s+ of | comprised | consisted \s+ of )
      \s+ (?P<members> [^.:;,\n]{1,30}? ) \s+ (?: members | delegates | persons | people | representatives ) \b
    | \b (?P<members> [\p{L}\d]+ (?: - [\p{L}\d]+ )? ) - (?: member | person ) \s+ delegation \b
    """,
    regex.VERBOSE,
)
"""How many members a delegation has that was named before: 'There were 14 members of the delegation'."""
TITLE = late(
    r"""
    (?: (?:[Tt]he \s+)? (?: H\.\s?E\.? | HE \b | H(?:is|er)\s+Excellency ,? | Hon(?:ou?rable\b|\b\.?) |
      M(?:r|rs|s|me|iss)\b\.? | M\.(?=\s\p{Lu}\p{Ll}) | Dr\b\.? | Prof(?:essor\b|\.) | Sir | Dame | Senator | Ambassador |
      Justice | Judge | Federal\s+Councill?or | Minister | Shri | Sheikh | General | Chancellor ) \s+ ){1,4}
    """,
    regex.VERBOSE,
)
NAME = late(
    r"\p{Lu}\p{M}*[\p{L}\p{M}’'.-]*"
    r"(?:\s+(?:(?:de|da|do|dos|das|di|del|van|von|der|den|la|le|al|el|bin|ibn|bint|ben|ould|y|e|zu)\s+){0,2}"
    r"(?:al-|el-)?\p{Lu}\p{M}*[\p{L}\p{M}’'.-]*){0,7}"
)
FUNCTION = late(
    r"""
    \b (?: Minist(?:er|ers|ry|re|ère) | Secretary | Representative | Attorney | Deputy | Vice | Head | Director | Advis[eo]r |
      President | Garde | Agent | Commissioner | Chair\w* | Under | Member | Ambassador | Permanent | General | State | Foreign |
      Affairs | Interior | Human | Rights | Department | Mission | National | Government | Office | Councill?or | Special |
      Parliament | Court | Speaker | Prosecutor | Plenipotentiary | Delegation | Geneva | Sector ) \b
    """,
    regex.VERBOSE,
)
"""Words of functions and of bodies: no part of a person's name."""
POSTNOMINAL = late(r"(?:\p{Lu}\.?){2,5}\b,?|LLM|Ph\.?D\.?|Jr\.?")
SECOND_HEAD = late(rf",?\s+and\s+(?={TITLE.pattern}\p{{Lu}})", regex.VERBOSE)
LESS_SURE = 0.8


def find(document: SectionedDocument, _found: Findings) -> Iterator[DelegationMention]:
    """Yield the delegation of each State whose head the document names; one a head where two share it."""
    kept: list[DelegationMention] = []
    for match in HEADED.finditer(document.text):
        iso3 = _country(match)
        if iso3 is None:
            continue
        for head in _heads(document.text, match):
            _keep(kept, _mention(document, match, iso3, head))
    yield from _with_members(document, kept)


def country_under_review(document: SectionedDocument) -> Leaf[str] | None:
    """The State that a report is about, by its own words: 'The review of Chile was held …'."""
    for pattern in UNDER_REVIEW:
        for match in pattern.finditer(document.text):
            found = _country(match)
            if found is not None:
                return found
    return next(
        (found for match in ADDRESSED.finditer(document.text) if (found := _first_country(document.text, match.end()))),
        None,
    )


def _country(match: regex.Match[str]) -> Leaf[str] | None:
    country = countries.by_name(match["name"])
    return Leaf(country.iso3, (Span(*match.span("name")),), "delegations.country") if country else None


def _first_country(text: str, start: int) -> Leaf[str] | None:
    """The State whose name begins at a place."""
    match = countries.name_pattern().match(text, start)
    country = countries.by_name(match.group()) if match else None
    return Leaf(country.iso3, (Span(*match.span()),), "delegations.country") if match and country else None


def _mention(
    document: SectionedDocument, match: regex.Match[str], country: Leaf[str], head: PersonMention | None
) -> DelegationMention:
    sentence_end = document.text.find("\n\n", match.end())
    end = sentence_end if sentence_end >= 0 else len(document.text)
    confidence = 0.5 if head is None else 0.8 if match["joint"] else 1.0
    return DelegationMention(
        span=Span(*match.span()),
        confidence=confidence,
        country=country,
        head=head,
        members=_members(document.text, Span(match.end(), end)),
    )


def _members(text: str, within: Place) -> Leaf[int] | None:
    """How many members; '30 other members' leaves open whether the head is one of them, and is not read."""
    match = MEMBERS.search(text, within.start, within.end)
    if match is None or match["more"]:
        return None
    return _number(text, match)


def _number(text: str, match: regex.Match[str]) -> Leaf[int] | None:
    span: Place = Span(*match.span("members"))
    numbers = numerals(text, span)
    value = numbers[0].value if len(numbers) == 1 else None
    return Leaf(value, (span,), "delegations.members") if isinstance(value, int) else None


def _with_members(document: SectionedDocument, kept: list[DelegationMention]) -> Iterator[DelegationMention]:
    """Delegations with the number of members that a sentence of its own tells, where the head's sentence has none."""
    told: dict[str, Leaf[int]] = {}
    for match in COMPOSED.finditer(document.text) if any(one.members is None for one in kept) else ():
        country = _country(match)
        sentence = document.sentence_at(match.start())
        members = _members(document.text, Span(match.end(), sentence.end))
        if country is not None and members is not None:
            told.setdefault(country.value, members)
    alone = _counted(document.text) if len({one.country.value for one in kept if one.country}) == 1 else None
    for one in kept:
        members = one.members or (told.get(one.country.value) if one.country else None) or alone
        yield replace(one, members=members)


def _counted(text: str) -> Leaf[int] | None:
    """The members of the one delegation that a document is about."""
    return next((leaf for match in COUNTED.finditer(text) if (leaf := _number(text, match))), None)


def _heads(text: str, match: regex.Match[str]) -> Iterator[PersonMention | None]:
    """The persons who headed the delegation; None where the words do not tell name from function."""
    span = trimmed(text, Span(*match.span("head")))
    second = SECOND_HEAD.search(text, span.start, span.end) if match["joint"] else None
    yield _person(text, Span(span.start, second.start()) if second else span)
    if second is not None:
        yield _person(text, Span(second.end(), span.end))


def _person(text: str, span: Place) -> PersonMention | None:
    """`H.E. Mr. X, Minister of Y` or `the Minister of Y, Mr. X`."""
    parts = list(_parts(text, span))
    name = _name(text, parts[0])
    if name is not None:
        role = _after(text, parts[1:])
        return _told(text, parts[0], name, role)
    for place in range(len(parts) - 1, 0, -1):
        name = _name(text, parts[place])
        if name is not None:
            return _told(text, parts[place], name, parts[0].hull(parts[place - 1]))
    return None


def _parts(text: str, span: Place) -> Iterator[Place]:
    """The stretches between commas; the comma of 'His Excellency, Mr. X' parts nothing."""
    title = TITLE.match(text, span.start, span.end)
    start = span.start
    for comma in regex.compile(",").finditer(text, title.end() if title else span.start, span.end):
        yield trimmed(text, Span(start, comma.start()))
        start = comma.end()
    yield trimmed(text, Span(start, span.end))


def _name(text: str, part: Place) -> Place | None:
    title = TITLE.match(text, part.start, part.end)
    start = title.end() if title else part.start
    match = NAME.fullmatch(text, start, part.end)
    if match is None or FUNCTION.search(text, start, part.end) or (title is None and " " not in match.group()):
        return None
    last = match.group().rpartition(" ")[2]
    if POSTNOMINAL.fullmatch(last) and " " in match.group() and len(last) <= len("MP."):
        return trimmed(text, Span(start, part.end - len(last)))
    return Span(start, part.end)


def _after(text: str, parts: list[Place]) -> Place | None:
    while parts and POSTNOMINAL.fullmatch(parts[0].cut(text)):
        parts = parts[1:]
    return parts[0].hull(parts[-1]) if parts else None


def _told(text: str, part: Place, name: Place, role: Place | None) -> PersonMention:
    title = trimmed(text, Span(part.start, name.start)) if part.start < name.start else None
    article = regex.compile(r"the\s+").match(text, role.start, role.end) if role else None
    if role is not None and article is not None:
        role = Span(article.end(), role.end)
    return PersonMention(
        span=part,
        name=_leaf(text, name, "delegations.head.name"),
        title=Leaf(" ".join(title.cut(text).rstrip(",").split()), (title,), "delegations.head.title")
        if title
        else None,
        role=_leaf(text, role, "delegations.head.role") if role else None,
    )


def _leaf(text: str, span: Place, rule: str) -> Leaf[str]:
    return Leaf(" ".join(span.cut(text).rstrip(" ,.").split()), (span,), rule)


def _keep(kept: list[DelegationMention], mention: DelegationMention) -> None:
    """Add a mention, or let it fill in what an earlier one of the same head leaves out."""
    for place, before in enumerate(kept):
        if before.country is None or mention.country is None or before.country.value != mention.country.value:
            continue
        if before.head is None or (mention.head is not None and _is_same(before.head, mention.head)):
            kept[place] = _joined(before, mention)
            return
        if mention.head is None:
            kept[place] = replace(before, members=before.members or mention.members)
            return
    kept.append(mention)


def _joined(before: DelegationMention, after: DelegationMention) -> DelegationMention:
    """One mention of both; two numbers of members that differ make it less sure, since one may leave the head out."""
    head = before.head or after.head
    if before.head is not None and after.head is not None:
        name = replace(before.head.name, spans=(*before.head.name.spans, *after.head.name.spans))
        head = replace(
            before.head,
            name=name,
            title=before.head.title or after.head.title,
            role=before.head.role or after.head.role,
        )
    differ = before.members is not None and after.members is not None and before.members.value != after.members.value
    return replace(
        before,
        confidence=max(before.confidence, after.confidence) * (LESS_SURE if differ else 1.0),
        head=head,
        members=before.members or after.members,
    )


def _is_same(one: PersonMention, other: PersonMention) -> bool:
    """True for names that share two words, whatever their accents and capitals."""
    first, second = _folded(one.name.value), _folded(other.name.value)
    return len(first & second) >= min(2, len(first), len(second))


def _folded(name: str) -> frozenset[str]:
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
    return frozenset(regex.findall(r"\p{L}+", plain))


EXTRACTOR = Extractor("delegations", find)
