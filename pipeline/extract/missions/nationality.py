"""Of which country a person is, where the words beside the name tell it."""

from __future__ import annotations

import regex

from pipeline.model.findings import Leaf, PersonMention
from pipeline.spans import Span
from pipeline.vocabulary import countries
from pipeline.vocabulary.patterns import late

OF_COUNTRY = late(r"\s+(?:of|from)\s+(?:the\s+)?(?P<nation>\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+){0,3})")
BRACKET = late(r"\s*,?\s*(?:MEP|MP)?\s*\((?P<inside>[^()]{2,60})\)")
NATIONAL_OF = late(r"\s*,\s+(?:an?|the)\s+(?:[\p{Ll}-]+\s+){0,3}(?P<nation>\p{Lu}\p{L}+)(?=[\s,])")
FROM_LATER = late(r"\s*,[^.;,]{0,60}?\s(?:from|of)\s+(?:the\s+)?(?P<nation>\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+){0,2})\s*[,.]")
NATION_BEFORE = late(r"\b(?P<nation>\p{Lu}\p{Ll}+)\s+(?:\p{Ll}+,?\s+|Foreign\s+Minister\s+|MP\s+){0,3}\Z")
OWNER_BEFORE = late(r"\b(?P<nation>\p{Lu}[\p{L} ]+?)[’']s?\s+\Z")
TITLE_BEFORE_NATION = 60


def of_person(text: str, person: PersonMention) -> Leaf[str] | None:
    """The country or its adjective, behind the name or before it: 'X of Norway', 'X (MP, Norway)', 'the Norwegian diplomat X'."""
    return _behind(text, person.span.end) or _before(text, person.span.start)


def _behind(text: str, end: int) -> Leaf[str] | None:
    """'X of Norway', 'X (MP, Norway)', 'X, a retired Norwegian diplomat', 'X, a diplomat from Norway'."""
    bracket = BRACKET.match(text, end)
    if bracket is not None:
        for word in regex.finditer(r"[^,;/]+", text[bracket.start("inside") : bracket.end("inside")]):
            name = word.group().strip().removeprefix("the ").removeprefix("from ")
            at = text.index(name, bracket.start("inside") + word.start())
            if countries.by_name(name) is not None or name.lower() in countries.adjectives():
                return Leaf(name, (Span(at, at + len(name)),), "missions.head.nationality")
    for pattern in (OF_COUNTRY, FROM_LATER):
        match = pattern.match(text, end)
        if match is not None and countries.by_name(match["nation"]) is not None:
            return Leaf(match["nation"], (Span(*match.span("nation")),), "missions.head.nationality")
    called = NATIONAL_OF.match(text, end)
    if called is not None and called["nation"].lower() in countries.adjectives():
        return Leaf(called["nation"], (Span(*called.span("nation")),), "missions.head.nationality")
    return None


def _before(text: str, start: int) -> Leaf[str] | None:
    """'the Norwegian diplomat X', 'Norway's X'."""
    low = max(0, start - TITLE_BEFORE_NATION)
    match = NATION_BEFORE.search(text, low, start)
    if match is not None and match["nation"].lower() in countries.adjectives():
        return Leaf(match["nation"], (Span(*match.span("nation")),), "missions.head.nationality.adjective")
    owner = OWNER_BEFORE.search(text, low, start)
    if owner is not None and countries.by_name(owner["nation"]) is not None:
        return Leaf(owner["nation"], (Span(*owner.span("nation")),), "missions.head.nationality")
    return None
