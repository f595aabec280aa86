"""Patterns that begin with one of a list of words, found from these words and not from every place of a text.

Most patterns over word lists look for what is rare: a title, a number in words, a State's name. Where a text's words stand is
worked out once, for all of them: a pattern is then tried at its own first words alone, which most texts have few of or none.
That costs 2 ms for 50 kB, and saves half as much for each list.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

import regex

WORD = regex.compile(r"\p{L}+")
NO_LETTERS = bytes(code for code in range(256) if not chr(code).isalpha())
PARTED = bytes.maketrans(NO_LETTERS, b" " * len(NO_LETTERS))
BLANK = ord(" ")
COMMON = frozenset("a an and at by for in of on the to The".split())
Head = tuple[bytes] | tuple[bytes, bytes]
"""What a phrase is found from: its first word, or its first two where the first is a common one, and then from the second."""
SHORT = 400
"""A text of so few characters takes the place of none that is remembered: a phrase is looked at between searches of its text."""


class Words:
    """Which words a text has, and where they stand. A word is a stretch of letters: what stands around it parts it.

    Letters beyond Latin-1 part words too. That finds no word less, since the pattern itself looks at what stands beside it,
    and makes this ten times as fast as code points would be: one byte a character, and all signs blanked at once.
    """

    __slots__ = ("_places", "_plain", "_starts")

    def __init__(self, text: str) -> None:
        self._plain = plain = text.encode("latin-1", "replace").translate(PARTED)
        self._places: defaultdict[bytes, list[int]] = defaultdict(list)
        self._starts: dict[frozenset[Head], list[int]] = {}
        at = 0
        for word in plain.split(b" "):  # between two blanks in a row stands an empty word
            if word:
                self._places[word].append(at)
            at += len(word) + 1

    def starts(self, sought: frozenset[Head]) -> list[int]:
        """Where phrases begin whose first words are sought, in order of place; remembered for each list."""
        starts = self._starts.get(sought)
        if starts is None:
            places = self._places
            self._starts[sought] = starts = []
            for head in sought:
                if head[-1] in places:
                    starts += places[head[0]] if len(head) == 1 else self._pairs(*head)
            starts.sort()
        return starts

    def _pairs(self, first: bytes, second: bytes) -> Iterator[int]:
        """Where the first of two words stands with nothing but blanks between it and the second."""
        plain = self._plain
        befores = self._places.get(first, [])
        for at in self._places[second]:
            near = bisect_left(befores, at) - 1
            if near >= 0 and plain[befores[near] + len(first) : at].isspace():
                yield befores[near]


def words(text: str) -> Words:
    """The words of a text; those of the last two are remembered: a document as it is, and without what missions read apart."""
    return Words(text) if len(text) < SHORT else _remembered(text)


_remembered = lru_cache(maxsize=2)(Words)


def occurrences(text: str, words: str) -> Iterator[int]:
    """Where some words stand in a text, letter by letter: for the few words that only the text itself tells."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


def heads(phrases: Iterable[str]) -> frozenset[Head]:
    """What a list of phrases is found from, as `Words.starts` wants it.

    Raises:
        ValueError: a phrase begins with no word in Latin-1, and would not be found.
    """
    return frozenset(map(_head, phrases))


def _head(phrase: str) -> Head:
    first, *more = WORD.findall(phrase)
    if first in COMMON and more:
        return first.encode("latin-1"), more[0].encode("latin-1")
    return (first.encode("latin-1"),)


class Sought:
    """A pattern whose every match begins with one of a list of words; it is called as any other pattern is.

    It is compiled when one of its words is found: long lists take 10 ms and more, and most are in few texts.

    >>> sought = Sought(r"Mr\\.? \\p{Lu}\\p{Ll}+", ["Mr", "Mr."])
    >>> [match.group() for match in sought.finditer("Mrs. Lind and Mr. Berg")]
    ['Mr. Berg']
    """

    def __init__(self, pattern: str, phrases: Iterable[str], *, verbose: bool = False) -> None:
        """`phrases` are what the pattern may begin with: the first word of each is what it is found from."""
        self.pattern = pattern
        self.flags = regex.VERBOSE if verbose else 0
        self._heads = heads(phrases)

    @cached_property
    def _compiled(self) -> regex.Pattern[str]:
        return regex.compile(self.pattern, self.flags)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[regex.Match[str]]:
        """The matches between two places, in order; none overlaps the one before it."""
        if len(text) < SHORT:
            yield from self._compiled.finditer(text, start, end)
            return
        for at in self._starts(text, start, end):
            if at >= start and (match := self._compiled.match(text, at, end)) is not None:
                start = match.end()
                yield match

    def search(self, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        """The first match between two places."""
        if len(text) < SHORT:
            return self._compiled.search(text, start, end)
        for at in self._starts(text, start, end):
            if (match := self._compiled.match(text, at, end)) is not None:
                return match
        return None

    def may_stand_in(self, text: str, start: int = 0, end: int | None = None) -> bool:
        """Whether one of the first words stands between two places: cheaper than to look whether the pattern does."""
        if len(text) < SHORT:
            return True
        starts = words(text).starts(self._heads)
        place = bisect_left(starts, start)
        return place < len(starts) and (end is None or starts[place] < end)

    def _starts(self, text: str, start: int, end: int | None) -> list[int]:
        starts = words(text).starts(self._heads)
        if not starts or (start == 0 and end is None):
            return starts
        return starts[bisect_left(starts, start) : len(starts) if end is None else bisect_left(starts, end)]

    def match(self, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        return self._compiled.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        return self._compiled.fullmatch(text, start, end)

    def findall(self, text: str) -> list[str]:
        """What it finds, as words; it has no groups that count."""
        return [match.group() for match in self.finditer(text)]
