"""Answers of a State to the recommendations that its Working Group report left open, as the addendum to the report gives them.

    SectionedDocument -> AnswerMention, one a recommendation

An addendum answers by number: in lists ('accepts recommendations 6–13 and 17'), under a mark of its own ('Rec. 46 …',
'115.46 …', '5., 6. Slovenia accepts …'), or under a heading ('Recommendations that enjoy the support of …'). Where a list
and a paragraph speak of one recommendation, the list has the answer and the paragraph the State's words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from pipeline.extract.answers.numbers import LIST, POINTED, Listed, listed, pointed
from pipeline.extract.answers.verdicts import RECOMMENDATION, Verdict, of_body, verdicts
from pipeline.extract.extractor import Extractor
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import AnswerMention, Findings, Leaf, Place
from pipeline.spans import Span, trimmed
from pipeline.vocabulary.patterns import late

ADDENDUM = late(r"/Add\.\d+\Z")
VIEWS = late(
    r"\bviews\s+on\s+conclusions\s+and/or\s+recommendations|\b(?:responses?|repl(?:y|ies))\s+(?:to|on)\s+(?:the\s+)?(?:UPR\s+)?recommendations",
    regex.IGNORECASE,
)
FIRST_PAGE = 3_000
NAMED = late(
    rf"(?:recommendations?|recs?\b\.?)\s*(?:\(?(?:nos?\b\.?|numbers?|n[°º]\.?)\s*)?:?\s*(?P<list>{LIST})",
    regex.IGNORECASE,
)
FULL = late(r"(?<![\d.])(?P<list>\d{2,3}\.\d{1,3}(?!\d|[/%]|\.\d)(?:[\d\s.,;–—-]|\band\b|\bto\b)*(?<=\d))")
MARKED = late(rf"{NAMED.pattern}(?:\s*[.:)–—-])?\s+", regex.IGNORECASE)
MARKED_FULL = late(
    r"(?P<list>\d{2,3}\.\d{1,3}(?!\d)(?:(?:\s*,\s*|\s+and\s+|\s?[–—-]\s?)\d{2,3}\.\d{1,3}(?!\d))*)\.?(?:\s*[:)–—-])?\s+"
)
MARKED_BARE = late(rf"(?P<list>{POINTED}),?(?:\s+|\Z)")
GOES_ON = late(rf"(?<=\s){POINTED}(?=,?(?:\s|\Z))")
"""The rest of a mark that ends with a comma: the column of numbers was broken over the lines of its answer."""
PARAGRAPH = late(
    r"\bparagraphs?\s+(?P<paragraph>\d{2,3})\b(?!\s*(?:and|to|,|[–-])\s*\d)(?=[^.;\n]{0,60}\b(?:report|A/HRC)\b)",
    regex.IGNORECASE,
)
FEW, SHARE = 3, 0.5
"""A numbering that answers recommendations does so in at least so many paragraphs, and in this share of its paragraphs."""
BLOCK_END = late(r"\n\n+|\Z")
OPENS_LIST = late(r":\s*\Z")
NOTHING_ELSE = late(rf"(?P<list>{LIST})\s*[.;]?")
ANOTHER_BODY = late(
    r"\s+(?:of|by|from|made\s+by|issued\s+by)\s+(?:the\s+|an?\s+)?"
    r"(?:(?:Sub)?[Cc]ommittee|Special|Commission|Council\s+of\s+Europe|ILO|Advisory|Ombuds|GRETA|ECRI|GRECO|CPT|CEDAW|UNHCR|ODIHR|OSCE)"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer before it is known which numbering the addendum follows."""

    number: Listed
    span: Place
    verdict: Verdict | None
    words: Place | None
    listed: bool


def find(document: SectionedDocument, _found: Findings) -> Iterator[AnswerMention]:
    """Yield the answers of an addendum, one a recommendation; nothing for any other document."""
    if not _answers(document):
        return
    text = document.text
    report, paragraph = _report(document), _paragraph(text)
    known: dict[str, AnswerMention] = {}
    for answer in _read(document):
        number = _number(answer.number, paragraph)
        mention = AnswerMention(
            span=answer.span,
            confidence=1.0 if answer.verdict else 0.6,
            number=number,
            report=report,
            response=_response(answer),
            text=Leaf(" ".join(answer.words.cut(text).split()), (answer.words,), "answers.text")
            if answer.words
            else None,
        )
        before = known.get(number.value)
        known[number.value] = mention if before is None else _joined(before, mention)
    yield from known.values()


def _answers(document: SectionedDocument) -> bool:
    """True for the addendum to a report in which the State under review answers."""
    symbol = document.identity.symbol
    views = VIEWS.search(document.text, 0, FIRST_PAGE) is not None
    return views and (symbol is None or ADDENDUM.search(symbol) is not None)


def _report(document: SectionedDocument) -> Leaf[str] | None:
    """The symbol of the report, worked out from the addendum's own."""
    symbol = document.identity.symbol
    if symbol is None or not ADDENDUM.search(symbol):
        return None
    printed = regex.search(regex.escape(symbol.removeprefix("A")), document.text, endpos=FIRST_PAGE)
    if printed is None:
        return None
    return Leaf(ADDENDUM.sub("", symbol), (Span(*printed.span()),), "answers.report.from_symbol")


def _paragraph(text: str) -> tuple[int, Place] | None:
    """The paragraph of the report that lists the recommendations, if the addendum names just one."""
    named = list(PARAGRAPH.finditer(text))
    if len({match["paragraph"] for match in named}) != 1:
        return None
    return int(named[0]["paragraph"]), Span(*named[0].span("paragraph"))


def _number(number: Listed, paragraph: tuple[int, Place] | None) -> Leaf[str]:
    if number.top is None and paragraph is not None:
        return Leaf(f"{paragraph[0]}.{number.low}", (number.span, paragraph[1]), "answers.number.in_paragraph")
    return Leaf(number.shown, (number.span,), "answers.number")


def _response(answer: Answer) -> Leaf[str] | None:
    if answer.verdict is None:
        return None
    rule = "answers.response.list" if answer.listed else "answers.response"
    return Leaf(answer.verdict.response, (answer.verdict.span,), rule)


def _joined(before: AnswerMention, after: AnswerMention) -> AnswerMention:
    """What two passages say of one recommendation; two answers that differ are none."""
    text = before.text or after.text
    if before.response is None or after.response is None:
        return replace(before, response=before.response or after.response, text=text, confidence=1.0)
    if before.response.value == after.response.value:
        return replace(before, text=text)
    ranked = sorted((before, after), key=lambda mention: mention.response.rule != "answers.response.list")  # type: ignore[union-attr]
    by_list, by_words = ranked
    if by_list.response.rule == by_words.response.rule or by_words.response.value != "partly_supported":  # type: ignore[union-attr]
        return replace(before, response=None, text=text, confidence=0.5)
    return replace(before, response=by_list.response, text=text)


def _read(document: SectionedDocument) -> Iterator[Answer]:
    text = document.text
    heads = {section.span.start for section in document.sections}
    notes = [note.span.start for note in document.notes]
    blocks = [block for block in _blocks(text) if not any(block.start <= note < block.end for note in notes)]
    bare = _counts_by_paragraph(document, blocks)
    tops = Counter(match["list"].split(".")[0] for block in blocks if (match := MARKED_FULL.match(text, *block)))
    over: Verdict | None = None
    opened: list[Answer] = []
    for block in blocks:
        mark = _mark(text, block, bare, tops)
        if mark is not None:
            yield from _closed(document, opened)
            opened = list(_marked(document, block, mark, over))
            continue
        if block.start in heads:
            yield from _closed(document, opened)
            opened, over = [], _heading(text, block)
            continue
        told = list(_told(document, block) if over is None else _under(text, block, over) or _told(document, block))
        if told:
            yield from _closed(document, opened)
            opened = []
            yield from told
        elif OPENS_LIST.search(text, *block) and (opening := _heading(text, block)):
            over = opening
        elif opened:
            opened = [replace(one, span=Span(one.span.start, block.end)) for one in opened]
    yield from _closed(document, opened)


def _blocks(text: str) -> Iterator[Place]:
    start = 0
    for match in BLOCK_END.finditer(text):
        if match.start() > start:
            yield trimmed(text, Span(start, match.start()))
        start = match.end()


def _counts_by_paragraph(document: SectionedDocument, blocks: Sequence[Place]) -> bool:
    """True where the addendum's own numbers are those of the recommendations: most numbered paragraphs answer 'the recommendation'."""
    text = document.text
    numbered = [block for block in blocks if MARKED_BARE.match(text, *block)]
    answering = sum(
        of_body(text, document.sentences_of(block)) is not None and NAMED.search(text, *block) is None
        for block in numbered
    )
    return answering >= FEW and answering >= SHARE * len(numbered)


def _mark(text: str, block: Place, bare: bool, tops: Counter[str]) -> regex.Match[str] | None:
    marked = MARKED.match(text, *block)
    if marked is not None and text[marked.start()].isupper() and not _is_subject(text, marked, block):
        return marked
    full = MARKED_FULL.match(text, *block)
    if full is not None and tops[full["list"].split(".")[0]] >= FEW:
        return full
    return MARKED_BARE.match(text, *block) if bare else None


def _is_subject(text: str, mark: regex.Match[str], block: Place) -> bool:
    """True where the numbers are the subject of the sentence: 'Recommendations 1, 3 and 7 enjoy the support of …'."""
    return text[mark.end() : mark.end() + 1].islower()


def _marked(
    document: SectionedDocument, block: Place, mark: regex.Match[str], over: Verdict | None
) -> Iterator[Answer]:
    text = document.text
    within: Place = Span(*mark.span("list"))
    if mark.re.pattern == MARKED_BARE.pattern:
        numbers = list(pointed(text, within))
        rest = GOES_ON.search(text, mark.end(), block.end) if mark.group().rstrip().endswith(",") else None
        numbers += pointed(text, Span(*rest.span())) if rest else ()
    else:
        numbers = list(listed(text, within))
    for number in numbers:
        yield Answer(number, Span(mark.end(), block.end), over, None, False)


def _closed(document: SectionedDocument, opened: Sequence[Answer]) -> Iterator[Answer]:
    """Answers under a mark with all the words that stand below it."""
    text = document.text
    for one in opened:
        words = trimmed(text, one.span) if one.span.start < one.span.end else None
        words = words if words is not None and words.length else None
        own = of_body(text, _sentences(document, words)) if words is not None else None
        yield replace(one, span=Span(one.number.span.start, one.span.end), verdict=own or one.verdict, words=words)


def _sentences(document: SectionedDocument, words: Place) -> tuple[Place, ...]:
    """The sentences of the words behind a mark; the first one may have begun with the mark."""
    begun = document.sentence_at(words.start)
    first = (Span(words.start, min(begun.end, words.end)),) if begun.start < words.start < begun.end else ()
    return (*first, *document.sentences_of(words))


def _told(document: SectionedDocument, block: Place) -> Iterator[Answer]:
    """Answers that a sentence gives to numbers it lists; each list has the nearest verdict before it, else the first behind."""
    text = document.text
    for sentence in document.sentences_of(block):
        given = list(verdicts(text, sentence))
        if not given or RECOMMENDATION.search(text, *sentence) is None:
            continue
        lists = list(_lists(text, sentence))
        subject = (
            bool(lists) and lists[0].start < given[0].span.start
        )  # 'recommendation 7 is accepted': the answer stands behind
        for span in lists:
            near = [one for one in given if (one.span.start >= span.end if subject else one.span.end <= span.start)]
            verdict = (near[0] if subject else near[-1]) if near else given[-1 if subject else 0]
            for number in listed(text, span):
                yield Answer(number, sentence, verdict, None, True)


def _lists(text: str, sentence: Place) -> Iterator[Place]:
    """The lists of numbers in a sentence, in order of place; those of another body's recommendations left out."""
    lists = [match for pattern in (NAMED, FULL) for match in pattern.finditer(text, *sentence)]
    end = 0
    for match in sorted(lists, key=lambda match: match.start("list")):
        if match.start("list") >= end and not ANOTHER_BODY.match(text, match.end("list")):
            end = match.end("list")
            yield Span(match.start("list"), end)


def _under(text: str, block: Place, over: Verdict) -> list[Answer]:
    """Answers to the numbers of a block that has nothing else, below the words that answer them."""
    match = NOTHING_ELSE.fullmatch(text, *block)
    if match is None:
        return []
    return [Answer(number, block, over, None, True) for number in listed(text, Span(*match.span("list")))]


def _heading(text: str, block: Place) -> Verdict | None:
    if RECOMMENDATION.search(text, *block) is None:
        return None
    return next(verdicts(text, block), None)


EXTRACTOR = Extractor("answers", find)
