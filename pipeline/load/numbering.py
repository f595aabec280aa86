"""The numbers that Word counts itself, written into the paragraphs before mammoth reads them.

A numbered paragraph of a .docx holds no number: the file says "level 1 of list 7", and Word counts. mammoth keeps the
level and drops the number and its form, but a paragraph number is an address that other documents quote ("paragraph
95.12"). So `write_numbers` counts as Word does and puts each number as text at the paragraph's beginning: "95.12 Try".
A bullet becomes "• ".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

import regex

from pipeline.load.markup import roman
from pipeline.vocabulary.patterns import late

Element = ElementTree.Element
LEVELS = 9
PLACEHOLDER = late(r"%([1-9])")
BASED_ON_DEPTH = 20
"""How far a style's ancestors are followed: a guard against styles that are based on each other."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts: `form` is Word's `lvlText`, such as "%1.%2.", `kind` its `numFmt`."""

    kind: str
    form: str
    start: int
    restart: int | None


def write_numbers(document: Element, numbering: Element | None, styles: Element | None) -> int:
    """Put its number before each numbered paragraph of `document`, in place; how many there were."""
    if numbering is None:
        return 0
    name = document.tag.partition("}")[0] + "}"
    counter = _Counter(name, numbering, styles)
    written = 0
    for paragraph in _paragraphs(document, name):
        properties = paragraph.find(f"{name}pPr")
        if properties is None:
            continue
        label = counter.label(properties)
        settings = properties.find(f"{name}numPr")
        if settings is not None:
            properties.remove(settings)
        none = ElementTree.SubElement(properties, f"{name}numPr")  # or mammoth would number it by its style
        for tag in ("ilvl", "numId"):
            ElementTree.SubElement(none, f"{name}{tag}").set(f"{name}val", "0")
        if label is None or not "".join(paragraph.itertext()).strip():
            continue
        run = Element(f"{name}r")
        text = ElementTree.SubElement(run, f"{name}t")
        text.text = f"{label} "
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        paragraph.insert(list(paragraph).index(properties) + 1, run)
        written += 1
    return written


def _paragraphs(document: Element, name: str) -> Iterator[Element]:
    """The paragraphs of the body, each once: a text box stands there twice, and mammoth reads its fallback."""
    twin = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
    stack = [document]
    while stack:
        element = stack.pop()
        if element.tag == f"{name}p":
            yield element
        stack.extend(child for child in reversed(element) if child.tag != twin)


class _Counter:
    """The running numbers of all lists of one document."""

    def __init__(self, name: str, numbering: Element, styles: Element | None) -> None:
        self.name = name
        self.abstract: dict[str, dict[int, Level]] = {}
        self.styled: dict[str, tuple[str, int]] = {}
        self.lists: dict[str, tuple[str, dict[int, Level]]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.started: set[tuple[str, int]] = set()
        self.overrides: dict[str, dict[int, int]] = {}
        links: dict[str, str] = {}
        for definition in numbering.iterfind(f"{name}abstractNum"):
            key = self._value(definition, "abstractNumId", of_itself=True) or ""
            self.abstract[key] = dict(self._levels(definition))
            links[key] = self._value(definition, "numStyleLink") or ""
        homes = {self._value(d, "styleLink"): self._value(d, "abstractNumId", of_itself=True) for d in numbering}
        for used in numbering.iterfind(f"{name}num"):
            self._read_list(used, links, homes)
        self._read_styles(styles)

    def label(self, properties: Element) -> str | None:
        """The number of a paragraph with these properties, counting it; None for one without a number."""
        settings = properties.find(f"{self.name}numPr")
        by_style = self.styled.get(self._value(properties, "pStyle") or "")
        key = self._value(settings, "numId") if settings is not None else None
        level = _integer(
            self._value(settings, "ilvl") if settings is not None else None, by_style[1] if by_style else 0
        )
        if key is None and by_style is not None:
            key = by_style[0]
        if key is None or key not in self.lists:
            return None
        return self._count(key, min(level, LEVELS - 1))

    def _count(self, key: str, level: int) -> str | None:
        abstract, levels = self.lists[key]
        if level not in levels:
            return None
        counts = self.counts.setdefault(abstract, {})
        override = self.overrides[key].get(level)
        if override is not None and (key, level) not in self.started:
            counts[level] = override
        else:
            counts[level] = counts[level] + 1 if level in counts else levels[level].start
        self.started.add((key, level))
        for deeper in [place for place in counts if place > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart and level < restart):
                del counts[deeper]
        return _label(levels, counts, level)

    def _read_list(self, used: Element, links: dict[str, str], homes: dict[str | None, str | None]) -> None:
        key = self._value(used, "numId", of_itself=True) or ""
        abstract = self._value(used, "abstractNumId") or ""
        if links.get(abstract):
            abstract = homes.get(links[abstract]) or abstract
        levels = dict(self.abstract.get(abstract, {}))
        self.overrides[key] = {}
        for override in used.iterfind(f"{self.name}lvlOverride"):
            place = _integer(self._value(override, "ilvl", of_itself=True), 0)
            start = self._value(override, "startOverride")
            if start is not None:
                self.overrides[key][place] = _integer(start, 1)
            levels.update(self._levels(override))
        self.lists[key] = (abstract, levels)

    def _levels(self, parent: Element) -> Iterator[tuple[int, Level]]:
        for level in parent.iterfind(f"{self.name}lvl"):
            restart = self._value(level, "lvlRestart")
            yield (
                _integer(self._value(level, "ilvl", of_itself=True), 0),
                Level(
                    kind=self._value(level, "numFmt") or "decimal",
                    form=self._value(level, "lvlText") or "",
                    start=_integer(self._value(level, "start"), 0),
                    restart=None if restart is None else _integer(restart, 0),
                ),
            )

    def _read_styles(self, styles: Element | None) -> None:
        if styles is None:
            return
        parents: dict[str, str | None] = {}
        own: dict[str, tuple[str | None, int | None]] = {}
        for style in styles.iterfind(f"{self.name}style"):
            key = self._value(style, "styleId", of_itself=True) or ""
            parents[key] = self._value(style, "basedOn")
            settings = style.find(f"{self.name}pPr/{self.name}numPr")
            if settings is not None:
                level = self._value(settings, "ilvl")
                own[key] = (self._value(settings, "numId"), None if level is None else _integer(level, 0))
        for key in parents:
            number: str | None = None
            level_of_key: int | None = None
            at: str | None = key
            for _ in range(BASED_ON_DEPTH):
                if at is None or number is not None:
                    break
                number, level_here = own.get(at, (None, None))
                level_of_key = level_here if level_of_key is None else level_of_key
                at = parents.get(at)
            if number is not None:
                self.styled[key] = (number, level_of_key or 0)

    def _value(self, element: Element, tag: str, *, of_itself: bool = False) -> str | None:
        """An attribute of the element itself, or the `val` of its child."""
        if of_itself:
            return element.get(f"{self.name}{tag}")
        child = element.find(f"{self.name}{tag}")
        return None if child is None else child.get(f"{self.name}val")


def _label(levels: dict[int, Level], counts: dict[int, int], level: int) -> str | None:
    kind = levels[level].kind
    if kind == "bullet":
        return "•"
    if kind == "none" and not PLACEHOLDER.search(levels[level].form):
        return levels[level].form.strip() or None

    def number(match: regex.Match[str]) -> str:
        place = int(match[1]) - 1
        if place not in levels:
            return ""
        return numeral(counts.get(place, levels[place].start), levels[place].kind)

    return PLACEHOLDER.sub(number, levels[level].form).strip() or None


def numeral(number: int, kind: str) -> str:
    """`number` in Word's `numFmt`: (4, "lowerLetter") is "d", (28, "lowerLetter") is "bb"."""
    if kind in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 30)
        return letters if kind == "lowerLetter" else letters.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < number < 4_000:
        return roman(number) if kind == "lowerRoman" else roman(number).upper()
    if kind == "decimalZero":
        return f"{number:02d}"
    return "" if kind == "none" else str(number)


def _integer(written: str | None, default: int) -> int:
    return int(written) if written is not None and regex.fullmatch(r"\d{1,6}", written) else default
