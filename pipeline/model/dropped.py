"""What an extractor weighed and left out: the place, who proposed it as what, and the reason.

Extractors yield these beside their mentions. A normal run lets them go; `upr explain` shows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.model.findings import Place

Reason = Literal[
    "other_kind",
    "title_alone",
    "code",
    "capitals",
    "no_name_word",
    "country",
    "lone_word",
    "weak_title",
    "unnamed",
    "part_of_place",
    "against",
    "overlap",
    "numbered",
    "no_unit",
    "untold",
    "far",
    "other_words",
    "unreal",
    "unheld",
    "unset",
    "ordinary",
]
REASONS: dict[Reason, str] = {
    "other_kind": "neither a person, a place nor an organisation",
    "title_alone": "a title with no name behind it",
    "code": "has a digit or a sign, as codes and addresses have",
    "capitals": "has a word all in capitals, as abbreviations are",
    "no_name_word": "has a word of bodies, offices or calendars that is no part of a person's name",
    "country": "the name of a country",
    "lone_word": "one word without a title",
    "weak_title": "the title is here a word of another name",
    "unnamed": "the words around it are too weak alone, and no model names a person here",
    "part_of_place": "the model sees a part of a longer place or organisation",
    "against": "its form, or the words around it, are those of a place, a body or a heading",
    "overlap": "another rule had read a part of it already",
    "numbered": "numbers something: an article, a page, a telephone",
    "no_unit": "a number without a noun, in a place where it counts nothing",
    "untold": "a mission that is named and of which no head, count or date is told",
    "far": "what is told of a mission stands too far from its name",
    "other_words": "the text says that the abbreviation stands for something else",
    "unreal": "an event that is wished for, planned without more, denied or called off",
    "unheld": "a word for an event, and nothing says that one was held",
    "unset": "an event without a day or a place",
    "ordinary": "a body's ordinary sitting, or what an election mission or a court does",
}
"""Why something is left out, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Something proposed that became no mention. `label` is what it was proposed as: `person`, `LAW`, `un_symbol`."""

    span: Place
    rule: str
    label: str
    reason: Reason
