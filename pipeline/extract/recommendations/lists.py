"""Where a report lists its recommendations: the zone, the paragraphs that say what becomes of them, the items.

The zone is what stands under 'Conclusions and/or recommendations', up to the annex or the voluntary pledges. Its numbered
paragraphs open lists and tell the State's response; an item is numbered below its paragraph ('92.1', '1.') or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import regex

from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Place
from pipeline.spans import Span, trimmed
from pipeline.vocabulary.patterns import late

Response = Literal["supported", "noted", "pending", "rejected"]

HEADING = late(
    r"(?<=^(?:[IVX]{1,4}\.\s{1,3})?)conclusions\s+and\s*(?:/\s*)?(?:or\s+)?recommendations[\s\W\d]{0,8}$",
    regex.IGNORECASE | regex.MULTILINE,
)
END = late(
    r"""
    (?<= ^ (?: \d{1,3} \. \s{1,3} )? (?: All \s )? )
      conclusions \s+ and \s* /? \s* (?: or \s+ )? recommendations \s+ (?: contained | set \s out | in ) \b
    | (?<= ^ (?: [IVX]{1,4} \. \s{0,3} )? ) voluntary \s+ (?: pledge | commitment | and \s )
    | (?<= ^ ) annex (?: es | \s+ [IVX\d]+ )? \W* $
    """,
    regex.VERBOSE | regex.IGNORECASE | regex.MULTILINE,
)
"""What ends the lists. Both patterns begin with a word, which the engine looks for 20 times faster than for a line's start."""
OPENING = late(
    r"""
    ^ (?P<number> \d{1,3} ) \. \s+ (?= [^\n]* \b recommend )
      (?= [^\n]* \b (?: interactive \s dialogue | discussion | support | examined | noted ) \b )
      [^\n:]* : (?: \s* $ | \s+ (?= \d ) )
    """,
    regex.VERBOSE | regex.MULTILINE,
)
MARK = late(
    r"""
    (?: (?P<block> ^ [•* ]* ) | (?<= [;.:)\]] \d{0,2} ) (?: [ ] and )? [ ]+ )
    (?: (?P<top> \d{1,3} ) \. (?P<below> \d{1,3} ) (?: \. (?! \d ) )? | (?P<single> \d{1,3} ) [.)] )
    (?: \s+ | (?= \p{Lu} ) ) (?= ["“‘'\[(]? \p{L} )
    """,
    regex.VERBOSE | regex.MULTILINE,
)
PLAIN = late(
    r"""
    ^ (?= (?: The | These | In \s the \s course ) \b [^\n]{0,200} \b recommend )
      (?= [^\n]{0,600} \b (?: enjoys? | will \s be \s (?: further \s )? examined | made \s to | responses? \s of | did \s not \s enjoy ) \b )
    """,
    regex.VERBOSE | regex.MULTILINE,
)
"""A deciding paragraph without its number, as text taken out of Word has it."""
DECIDES = late(
    r"""
    \b recommend(?:ations?|ed) \b .{0,300}? \b (?: enjoy | examin | support | made \b | accept | noted | respon[sd] |
        reject | consider | relevant | reflect | listed | follow | agreed | formulated )
    | \b follow .{0,80} \b (?: enjoy | support )
    | \b respon[sd] .{0,200} \b recommendation
    """,
    regex.IGNORECASE | regex.VERBOSE | regex.DOTALL,
)
LISTS = late(r"\brecommendations\s+(?:were|have\s+been)\s+made\b|\brecommended\s+that\b", regex.IGNORECASE)
NAMED = late(r"\(\p{Lu}[^;]{2,900}\)[\s;.,]*\Z")
INLINE_LIST = late(r":\s+(?:\d{1,3}\.)?1[.)]\s")
LONGEST_DECISION = 1_500
MOST_HEAD_WORDS = 8
SKIPPED = 4
"""So many numbers may be missing between two items: a number that repair could not read."""

RESPONSES: tuple[tuple[Response, regex.Pattern[str]], ...] = (
    (
        "pending",
        late(
            r"\bwill\s+(?:(?:further|also|carefully)\s+)?"
            r"(?:be\s+(?:(?:further|duly)\s+)?(?:examin|consider|includ|provid|review)|examine|consider|provide|respond|give)"
            r"|\bfor\s+(?:further\s+)?consideration\s+and\s+response|\bunder\s+(?:further\s+)?(?:examination|consideration)"
            r"|\b(?:are|is)\s+(?:still\s+)?(?:being|to\s+be)\s+(?:further\s+)?(?:examin|consider|review)",
            regex.IGNORECASE,
        ),
    ),
    (
        "noted",
        late(
            r"\b(?:are|be|is|were|was|has|have|been|thus|therefore|hence|thereby)\s+noted\b|\b(?:takes?|took|taken)\s+(?:due\s+)?note\b"
            r"|^\W*[^,;:]{0,80}\bnotes\s+the\s+(?:following\s+)?recommend",
            regex.IGNORECASE,
        ),
    ),
    (
        "rejected",
        late(
            r"\b(?:reject|not\s+accept|cannot\s+(?:be\s+)?(?:accept|support)|unable\s+to\s+accept|not\s+in\s+a\s+position\s+to\s+accept"
            r"|not\s+be\s+accept|are\s+not\s+acceptable)",
            regex.IGNORECASE,
        ),
    ),
    (
        "noted",
        late(
            r"\b(?:do(?:es)?|did|could|would|will)\s+not\s+(?:enjoy|have|receive|meet|support)\b"
            r"|\bnot\s+(?:enjoy|supported)\b|\bwithout\s+the\s+support\b",
            regex.IGNORECASE,
        ),
    ),
    (
        "supported",
        late(
            r"\benjoy(?:s|ed|ing)?\b.{0,40}\bsupport\b|\bsupports?\s+the\s+(?:following\s+)?recommend"
            r"|\b(?:accepts?|accepted|agreed\s+(?:on|to|with)|agrees)\b"
            r"|\bhave\s+(?:the|its|their)\s+support\b|\b(?:are|is|were)\s+(?:fully\s+)?supported\b",
            regex.IGNORECASE | regex.DOTALL,
        ),
    ),
)
"""In order: 'has noted these recommendations for consideration and response' is an answer still to come. What 'did not enjoy
the support' is noted, as Human Rights Council resolution 5/1, annex, paragraph 32 has it; what the State says that it
rejects or cannot accept is rejected."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A paragraph that opens a list or tells what becomes of one; its number may be lost, `number_span` is empty then."""

    number: str | None
    number_span: Place
    span: Place
    response: Response | None
    decided_by: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list, from its number to the next one's; `number` is None where it has none.

    `below` is true for a number below its paragraph's, as 92.1: such an entry is a recommendation whoever made it.
    """

    number: str | None
    number_spans: tuple[Place, ...]
    span: Place
    decision: Decision | None
    below: bool = False


def zone(document: SectionedDocument) -> Place | None:
    """The stretch of text that lists recommendations; None where the document has none."""
    text = document.text
    headings = list(HEADING.finditer(text))
    start = headings[-1].end() if headings else None
    if start is None or not (MARK.search(text, start) or PLAIN.search(text, start)):
        opening = OPENING.search(text)
        if opening is None:
            return None
        start = opening.start()
    end = END.search(text, start)
    return Span(start, max(start, text.rfind("\n", 0, end.start()) + 1) if end else len(text))


def read(text: str, within: Place) -> tuple[list[Decision], list[Item]]:
    """The deciding paragraphs of a zone and the entries of its lists, in order of place."""
    decisions, marks = _walk(text, within)
    if not any(one.response is not None or LISTS.search(text, *one.span) for one in decisions.values()):
        return [], []  # the conclusions of another kind of report: nobody answers them
    return list(decisions.values()), list(_items(text, within, decisions, marks))


def _items(text: str, within: Place, decisions: dict[int, Decision], marks: list[regex.Match[str]]) -> Iterator[Item]:
    answered = _answered(decisions, marks)
    edges = [*(mark.start() for mark in marks), within.end]
    for place, mark in enumerate(marks):
        body = trimmed(text, Span(mark.end(), edges[place + 1]))
        decision = answered[place]
        if decision is None or _begins(mark) != decision.number_span.start:
            yield _item(mark, body, decision)
        else:
            for block in _blocks(text, Span(decision.span.end, body.end)):
                yield Item(None, (), block, decision)


def _walk(text: str, within: Place) -> tuple[dict[int, Decision], list[regex.Match[str]]]:
    """The marks that number a decision or an item, and the decisions by the place of their mark among them."""
    marks: list[regex.Match[str]] = []
    decisions: dict[int, Decision] = {}
    top, last, counting = 0, 0, False
    for match in _marks(text, within):
        number = 0 if match.re.pattern == PLAIN.pattern else int(match["below"] or match["single"])
        if match.re.pattern == PLAIN.pattern:
            decisions[len(marks)] = _decision(text, match, within)
            last, counting = 0, True
        elif match["below"]:
            belongs = int(match["top"]) == top or (match["block"] is not None and int(match["top"]) > top)
            if not belongs or (match["block"] is None and number != last + 1):
                continue
            top, last, counting = int(match["top"]), number, False
        elif match["block"] is not None and _is_decision(
            text, match, within, top, counting=counting and bool(decisions)
        ):
            decisions[len(marks)] = _decision(text, match, within)
            top, last, counting = number, 0, True
        elif number == last + 1 or (match["block"] is not None and (last < number <= last + SKIPPED or number == 1)):
            last, counting = number, True
        else:
            continue
        marks.append(match)
    return decisions, marks


def _marks(text: str, within: Place) -> list[regex.Match[str]]:
    numbered = list(MARK.finditer(text, within.start, within.end))
    plain = list(PLAIN.finditer(text, within.start, within.end))
    return sorted([*numbered, *plain], key=lambda match: match.start()) if plain else numbered


def _begins(mark: regex.Match[str]) -> int:
    """Where a mark's own number stands."""
    return mark.start() if mark.re.pattern == PLAIN.pattern else mark.start("single")


def _is_decision(text: str, match: regex.Match[str], within: Place, top: int, *, counting: bool) -> bool:
    """True for a paragraph of the report itself: its number goes on from the one before, and it speaks of recommendations."""
    number = int(match["single"])
    if not number or top and not top < number <= top + SKIPPED:
        return False
    if number > SKIPPED and not counting:
        return True
    paragraph = _paragraph(text, match, within).cut(text)
    return DECIDES.search(paragraph) is not None and NAMED.search(paragraph) is None


def _paragraph(text: str, match: regex.Match[str], within: Place) -> Place:
    """A decision's own words: up to the colon that opens its list, else to the end of its block."""
    end = text.find("\n\n", match.end(), within.end)
    end = end if end >= 0 else within.end
    while end < within.end and text[end - 1] not in ".:;" and text[end + 2 : end + 3].islower():
        after = text.find("\n\n", end + 2, within.end)
        end = after if after >= 0 else within.end
    inner = INLINE_LIST.search(text, match.end(), end)
    return trimmed(text, Span(_begins(match), min(inner.start() + 1 if inner else end, match.end() + LONGEST_DECISION)))


def _decision(text: str, match: regex.Match[str], within: Place) -> Decision:
    span = _paragraph(text, match, within)
    response = _response(span.cut(text))
    number: Place = (
        Span(match.start(), match.start()) if match.re.pattern == PLAIN.pattern else Span(*match.span("single"))
    )
    return Decision(number.cut(text) or None, number, span, response, (span,) if response else ())


def _response(paragraph: str) -> Response | None:
    words = " ".join(paragraph.split())
    return next((response for response, pattern in RESPONSES if pattern.search(words)), None)


def _answered(decisions: dict[int, Decision], marks: list[regex.Match[str]]) -> list[Decision | None]:
    """The decision over each mark; one that leaves the answer open has it from the next that tells it behind the list."""
    known = dict(decisions)
    order = sorted(decisions)
    for place, after in pairwise(order):
        one, next_one = decisions[place], decisions[after]
        last = after == len(marks) - 1 or after + 1 in decisions
        if one.response is None and next_one.response is not None and last:
            known[place] = replace(one, response=next_one.response, decided_by=next_one.decided_by)
    over: list[Decision | None] = []
    for place in range(len(marks)):
        over.append(known.get(place, over[-1] if over else None))
    return over


def _item(mark: regex.Match[str], body: Place, decision: Decision | None) -> Item:
    if mark["below"]:
        span: Place = Span(mark.start("top"), mark.end("below"))
        above = decision if decision is not None and decision.number in (None, mark["top"]) else None
        return Item(f"{mark['top']}.{mark['below']}", (span,), body, above, below=True)
    own: Place = Span(*mark.span("single"))
    if decision is None or decision.number is None:
        return Item(mark["single"], (own,), body, decision)
    return Item(f"{decision.number}.{mark['single']}", (own, decision.number_span), body, decision)


def _blocks(text: str, within: Place) -> Iterator[Place]:
    """The entries of a list without numbers: blocks, joined where one breaks off in its sentence."""
    start = within.start
    at = text.find("\n\n", start, within.end)
    while at >= 0:
        if not text[at + 2 : at + 3].islower() and (text[at - 1] in ".;)" or _is_head(text[start:at])):
            yield trimmed(text, Span(start, at))
            start = at
        at = text.find("\n\n", at + 2, within.end)
    yield trimmed(text, Span(start, within.end))


def _is_head(block: str) -> bool:
    """True for a theme that heads a part of a list: few words, no bracket."""
    return "(" not in block and len(block.split()) <= MOST_HEAD_WORDS
