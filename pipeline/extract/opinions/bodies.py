"""The bodies that gave an opinion: those of its numbers, and those that a joint one names beside them."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.extract.opinions.group import Group
from pipeline.extract.opinions.numbers import scheme
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Leaf, Place
from pipeline.spans import Span

JOINT = regex.compile(
    r"\bjoint(?:ly)?\b|\bODIHR\s+and\s+(?:the\s+)?(?:[\p{L}’']+\s+){0,4}?Venice\s+Commission|\bVenice\s+Commission\s+and\s+(?:the\s+)?(?:OSCE[/ ])?ODIHR"
    r"|\b(?:issued|adopted|prepared|drafted|published)\s+(?:together\s+)?with\s+(?:the\s+)?(?:Venice\s+Commission|(?:OSCE[/ ])?ODIHR)",
    regex.IGNORECASE,
)
BODY_NAMES = {
    "OSCE/ODIHR": regex.compile(r"OSCE[/ ]?ODIHR|ODIHR"),
    "Venice Commission": regex.compile(r"Venice\s+Commission"),
}


def bodies(document: SectionedDocument, group: Group, about: Place) -> Iterator[Leaf[str]]:
    """The bodies that gave the opinion, in the order of its numbers, each grounded in its name or its number."""
    text = document.text
    schemes = {
        ("OSCE/ODIHR" if scheme(match) == "odihr" else "Venice Commission"): match for match in group.numbers[::-1]
    }
    around: Place = Span(0, about.end) if group.cover else document.sentence_at(about.start).hull(group.span)
    end = max(group.span.end, about.end) if group.cover else group.span.end
    joint = JOINT.search(text, around.start, end)
    for body, pattern in BODY_NAMES.items():
        if body in schemes:
            yield Leaf(body, (Span(*schemes[body].span()),), "opinions.bodies.number")
        elif joint is not None and (named := pattern.search(text, around.start, end)) is not None:
            yield Leaf(body, (Span(*named.span()),), "opinions.bodies.named")
