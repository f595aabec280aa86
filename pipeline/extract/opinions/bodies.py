"""The bodies that gave an opinion: those of its numbers, and those that a joint one names beside them."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.extract.opinions.group import Group
from pipeline.extract.opinions.numbers import scheme
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Leaf, Place
from pipeline.spans import Span
from pipeline.vocabulary.patterns import late

ODIHR, VENICE = r"(?:OSCE[/ ])?ODIHR", r"Venice\s+Commission"
WITH = rf"(?:together|jointly|in\s+co-?operation|along)\s+with\s+(?:the\s+)?(?:{VENICE}|{ODIHR})"
JOINT = late(
    rf"\bjoint(?:ly)?\b|\b{ODIHR}\s+and\s+(?:the\s+)?(?:[\p{{L}}’']+\s+){{0,4}}?{VENICE}|\b{VENICE}\s+and\s+(?:the\s+)?{ODIHR}|\b{WITH}"
    rf"|\b(?:issued|adopted|prepared|drafted|published|written)\s+with\s+(?:the\s+)?(?:{VENICE}|{ODIHR})",
    regex.IGNORECASE,
)
JOINT_BEHIND = late(
    rf"(?:,?\s[^.;()\[\]]{{3,40}}(?=\)))?[\s)\],]*(?:(?:which|that|it)\s+)?(?:(?:was|were|is|had|has|been|also)\s+)*(?:(?:prepared|drafted|issued|adopted|given|published|written|developed)\s+)?"
    rf"(?:by\s+)?(?:{WITH}|with\s+(?:the\s+)?(?:{VENICE}|{ODIHR})\b"
    rf"|(?:the\s+)?{ODIHR}\s+and\s+(?:the\s+)?{VENICE}\s+(?:\w+\s+){{1,3}}(?:jointly|together)"
    rf"|(?:the\s+)?{VENICE}\s+and\s+(?:the\s+)?{ODIHR}\s+(?:\w+\s+){{1,3}}(?:jointly|together))",
    regex.IGNORECASE,
)
"""Right behind the number: '(…), which ODIHR and the Venice Commission gave jointly', '(…), prepared with the Venice Commission'."""
JOINT_WITH = late(
    rf"\b(?:joint|issued|adopted|prepared|drafted|published|written)\b[^.;()]{{0,40}}?\bwith\s+(?:the\s+)?(?:{VENICE}|{ODIHR})|\b{WITH}|\bwith\s+(?:the\s+)?(?:{VENICE}|{ODIHR}),?\s+(?:an?|the|its)\s+(?:\w+\s+)?joint\b",
    regex.IGNORECASE,
)
SEVERAL = late(r"\bjoint\s+(?:\w+\s+){0,2}(?:opinions|reviews|texts|documents)\b", regex.IGNORECASE)
"""'two joint opinions: …': said once for all that the sentence goes on to name."""
OF_THE_LAST = late(r"[^.;]{0,40}?\b(?:which|that|prepared|drafted|issued|given)\b[^.;]*?,\s+and\b")
"""A clause on the opinion before, at the start of what leads up to this one."""
BODY_NAMES = {
    "OSCE/ODIHR": late(r"OSCE[/ ]?ODIHR|ODIHR"),
    "Venice Commission": late(r"Venice\s+Commission"),
}


def bodies(document: SectionedDocument, group: Group, about: Place) -> Iterator[Leaf[str]]:
    """The bodies that gave the opinion, in the order of its numbers, each grounded in its name or its number."""
    schemes = {
        ("OSCE/ODIHR" if scheme(match) == "odihr" else "Venice Commission"): match for match in group.numbers[::-1]
    }
    joint = _joint(document, group, about)
    for body, pattern in BODY_NAMES.items():
        if body in schemes:
            yield Leaf(body, (Span(*schemes[body].span()),), "opinions.bodies.number")
        elif joint is not None and (named := _named(document.text, pattern, joint)) is not None:
            yield Leaf(body, (named,), "opinions.bodies.named")


def _joint(document: SectionedDocument, group: Group, about: Place) -> Place | None:
    """The stretch that says that two bodies gave the opinion; None where nothing says so."""
    text = document.text
    if group.cover:
        around: Place = Span(0, max(group.span.end, about.end))
    else:
        sentence = document.sentence_at(about.start)
        start = min(about.start, max(sentence.start, group.before.start))
        last = OF_THE_LAST.match(text, start, about.start)
        several = SEVERAL.search(text, sentence.start, about.start)
        around = Span(sentence.start if several else last.end() if last else start, group.span.end)
    behind = JOINT_BEHIND.match(text, *group.after) if group.after.length else None
    if behind is not None:
        return Span(around.start, behind.end())
    return around if JOINT.search(text, around.start, around.end) else None


def _named(text: str, pattern: regex.Pattern[str], joint: Place) -> Place | None:
    """Where a joint opinion's other body is named: in its own stretch, else, for the author of the text, last before it.

    'A joint opinion with the Venice Commission': with whom, the report's own name says.
    """
    match = pattern.search(text, *joint)
    if match is None and JOINT_WITH.search(text, *joint):
        match = next(reversed(list(pattern.finditer(text, 0, joint.start))), None)
    return Span(*match.span()) if match else None
