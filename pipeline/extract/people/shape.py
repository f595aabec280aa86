"""What has the form of a person's name: two or more words with capitals, none of them a word of bodies, offices or headings.

    text -> Proposed

One search finds all words with capitals that stand side by side; they are then parted at the words that are in no name
('County Clerk Walt Jorgensen', 'Preliminary Findings', 'PACE Rapporteur'). What is left is a name by its form alone. Whether
it is a person's, the words around it say (`signs`), or the model.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from pipeline.model.findings import Place
from pipeline.spans import Span
from pipeline.vocabulary import bodies, callings, countries, plain, titles
from pipeline.vocabulary.patterns import any_of, late

PARTICLES = "de da do dos das di del della van von der den ter la le al el bin ibn bint af av zu y e ben ould ul ten te op vom zum zur dal dei degli dello Ó Ní Nic Ua Uí".split()
PARTICLE = any_of(PARTICLES)
BARE = r"\p{Lu}\p{M}*[\p{L}\p{M}]++(?:[’'-]\p{L}[\p{L}\p{M}]*+)*|\p{Lu}[’']\p{Lu}[\p{L}]++|\p{Lu}\."
WORD = rf"(?:[ÓÒ]\s(?=\p{{Lu}}\p{{Ll}})|{BARE})"
BLANK = r"[^\S\n]+"
BETWEEN = rf"(?:{BLANK}(?:{PARTICLE}(?:{BLANK}|-|’|')){{0,3}}|-|{BLANK}(?:al|el|as|ad|an|ar|at|az)-)"


def name_without(words: frozenset[str]) -> str:
    """A pattern for names of one word or more, none of them of `words`; a line may end behind the first."""
    word = rf"(?!{any_of(words)}\b){WORD}"
    return rf"{word}(?:\n{{1,2}}{word})?(?:{BETWEEN}{word}){{0,4}}"


RUN = late(rf"(?<![\p{{L}}\p{{M}}\p{{N}}’'./@-]){WORD}(?:{BETWEEN}{WORD}){{1,11}}(?![\p{{L}}\p{{M}}\p{{N}}/@])")
INITIAL = late(r"\p{Lu}\.")
OWNED = ("’s", "'s")
LONGEST = 6

BORNE = frozenset("Baron Count Sheikh Shaikh Bishop Cardinal Imam Pastor Police".split())
"""Words of titles that are family names too, and one that is none by itself."""
PREFIX = late(r"(?:[Vv]ice|[Cc]o|[Ee]x|[Dd]eputy)-(?=\p{L})")
FORENAMES = frozenset(
    "Georgia Jordan Chad Israel Cuba Paris Sofia Victoria Vienna London Florence India China Kenya Ireland Santiago Malta Roseau Castries Basseterre Stanley".split()
)
"""Names of States and capitals that people bear too."""

Kind = Literal["", "name", "caps", "body", "office", "title", "stop", "post"]


class Proposed(NamedTuple):
    """A name by its form, and what the words right before and behind it are, where they have capitals too."""

    name: Place
    before: Kind
    behind: Kind


@cache
def _kinds() -> dict[str, Kind]:
    kinds: dict[str, Kind] = dict.fromkeys(plain.WORDS, "body")
    kinds |= dict.fromkeys(titles.NOT_NAMES, "body")
    kinds |= dict.fromkeys((word for row in countries.table().values() for word in row.adjectives), "stop")
    kinds |= dict.fromkeys(
        (word for names in bodies.NAMES.values() for name in names for word in name.split() if word[0].isupper()),
        "body",
    )
    kinds |= dict.fromkeys(plain.CAPITALS, "body")
    every_title = (word for title in (*titles.RANKS, *titles.CIVIL) for word in title.split())
    kinds |= dict.fromkeys((word for word in every_title if not INITIAL.fullmatch(word) and word not in BORNE), "title")
    every = (*callings.OFFICES, *callings.PROFESSIONS, *callings.RELATIONS)
    kinds |= dict.fromkeys(callings.forms(every, plural=True), "office")
    kinds |= dict.fromkeys(plain.FUNCTION, "stop")
    kinds |= dict.fromkeys(plain.CALENDAR, "stop")
    kinds |= dict.fromkeys(plain.POSTNOMINAL, "post")
    return kinds


@cache
def _places() -> frozenset[str]:
    """States and capitals of one word: where one stands before a name, it is no part of it."""
    rows = countries.table().values()
    words = (word for row in rows for word in (*row.names, *row.capitals) if " " not in word and word[:1].isupper())
    return frozenset(words) - FORENAMES


def is_name_word(word: str) -> bool:
    """False for words that are in no person's name: functions, offices, bodies, the calendar."""
    return word[:1].isupper() and word not in _kinds()


def proposed(text: str) -> Iterator[Proposed]:
    """Yield what has the form of a person's name, in order of place."""
    for run in RUN.finditer(text):
        yield from _parted(text, run.start(), run.end())


def _parted(text: str, start: int, end: int) -> Iterator[Proposed]:
    kinds = _kinds()
    words: list[Place] = []
    before: Kind = ""
    at = start
    for token in text[start:end].split():
        at = text.index(token, at)
        owned = token.endswith(OWNED)
        word = token[:-2] if owned else token
        kind = kinds.get(word) or _kind_of_other(word, behind_name=bool(words))
        if kind == "name":
            words.append(Span(at, at + len(word)))
        if kind != "name" or owned:
            if len(words) > 1:
                yield from _closed(text, words, before, kind if kind != "name" else "")
            words, before = [], kind if kind != "name" else "body"
        at += len(token)
    if len(words) > 1:
        yield from _closed(text, words, before, "")


def _kind_of_other(word: str, *, behind_name: bool) -> Kind:
    """What a word is by its form; capitals are a name's only behind another word of it."""
    if not behind_name and word in _places():
        return "stop"
    prefix = PREFIX.match(word)
    if prefix is not None and (kind := _kinds().get(word[prefix.end() :])) is not None:
        return kind
    if word.endswith(plain.ENDINGS):
        return "body"
    if word.isupper() and len(word) > 1 and not INITIAL.fullmatch(word):
        return "name" if behind_name and (len(word) > 2 or word.lower() in PARTICLES) else "caps"
    return "name"


def _closed(text: str, words: list[Place], before: Kind, behind: Kind) -> Iterator[Proposed]:
    """The words between two that are in no name, as a name, if they can be one."""
    while words and not _opens(words[-1].cut(text)):
        words = words[:-1]  # an initial or a particle ends no name
    while words and not words[0].cut(text)[0].isupper():
        words = words[1:]
    if not 2 <= len(words) <= LONGEST:
        return
    name = words[0].hull(words[-1])
    told = name.cut(text)
    if told.isupper() or not any(sign.islower() for sign in told) or countries.by_name(told) is not None:
        return
    if sum(countries.by_name(word.cut(text)) is not None for word in words) > 1:
        return  # a list of States
    yield Proposed(name, before, behind)


def _opens(word: str) -> bool:
    return not word.islower() and not INITIAL.fullmatch(word)
