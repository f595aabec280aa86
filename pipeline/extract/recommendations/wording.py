"""Who said what in one entry of a list: its text cut at the brackets of States.

`To do this (Chile); to do that (Peru)` are two recommendations. In `Sign (Iraq)/sign and ratify (Spain) the Convention` each
State has its own words and shares what follows the last bracket; in `Accede to the Covenant (Chad) and its Protocol (Mali)`
the second shares the verb of the first. A text is put together of passages, never of words that do not stand there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import regex

from pipeline.extract.recommendations.states import Bracket
from pipeline.model.findings import Place, StateMention
from pipeline.spans import Span, trimmed
from pipeline.vocabulary.patterns import late

CONNECTING = late(
    r"(?:[\s;:,./•–-]|\([a-z]\)|\d{1,2}(?=\s*[;.,])|(?:and|or|and/or|as\s+well\s+as|but|then)\b)+", regex.IGNORECASE
)
FRAGMENT = late(
    r"""
    (?: the | its | their | all | any | an? | other | relevant | both | these | those | this |
        that \s+ (?: on | of | for | is | are ) | to \s+ (?: the | its | all | this | these | other ) |
        including | especially | particularly | notably | such | thereto | also | inter \s alia | \p{Ll}+ing |
        \p{Lu}\p{L}*\p{Lu}[\p{L}-]* | International | Optional | Second | First | Convention | Covenant | Additional |
        Protocols? | Rome | Palermo | articles? | 19\d\d |
        (?P<adverb> as | of | in | on | for | with | without | at | by | from | aiming | Aiming | also | within | until | under )
    )
    (?! [\p{L}-] )
    """,
    regex.VERBOSE,
)
"""How a piece begins that has no verb of its own; `adverb` where it is no object either."""
OPEN = late(
    r"""
    \b (?: ratif(?:y|ying|ication) | acced(?:e|ing) | access(?:ion)? | sign(?:ing)? | signature | adher(?:e|ing) |
      adopt(?:ing)? | join(?:ing)? | endors(?:e|ing) | implement(?:ing)? | fulfil | withdraw(?:ing)? | lift(?:ing)? |
      consider(?:ing)? | support(?:ing)? | possibility | becom(?:e|ing)\s+(?:a\s+)?party | favourably | positively |
      seriously | including |
      in\s+particular | inter\s+alia | continue | study | explore | to | of | on | from | with | by | for )
    (?: \s+ (?: to | of | early | promptly ) )? \W* \Z
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
"""How a piece ends that lacks its object."""
STEM = late(
    r"""
    .*? \b (?: ratif(?:y|ying|ication\s+of) | acced(?:e|ing)\s+to | accession\s+to | sign(?:ing)? | signature\s+of |
      adher(?:e|ing)\s+to | becom(?:e|ing)\s+(?:a\s+)?party\s+to | withdraw(?:ing)? | implement(?:ing)? | join(?:ing)? | lift(?:ing)? | enact(?:ing)? | to )
    (?= \s+ (?: the | its | all | [Aa] n? | other | relevant | reservations? | \p{Lu} ) )
    """,
    regex.VERBOSE | regex.DOTALL | regex.IGNORECASE,
)
"""What governs an object: 'Consider the possibility of acceding to' in 'Consider the possibility of acceding to the Covenant'."""
TAIL = late(
    r"(?:(?!\n\n)\s|\n\n(?=\p{Ll}))*(?![\s;.:]|\d{1,2}\s*[;.]?\s*\Z)(?P<words>[^;\n]{3,700}?)\s*(?:;|\Z|\n\n(?!\p{Ll}))"
)
COMMENT = late(
    r"(?:With\s+(?:regard|respect)\s+to|Concerning|Regarding|As\s+(?:to|for|regards)|In\s+relation\s+to)\s+(?:the\s+|these\s+)?recommendations?\b"
)
"""How a State under review begins what it says of a recommendation."""
AGAIN = late(
    r"[;.]\s+(?:(?:It|and)\s+)?(?:(?:also|further|and)\s+)*(?:recommend(?:s|ed)|encourage[sd]|urge[sd])\s+"
    r"(?:that\s+)?(?=\p{L})"
)
"""Where one State's words hold a second recommendation: '… against children; recommends the continuation of …'."""
STOP = late(r";|\.\s|\n\n(?=\p{Lu})")
FIRST_WORD = late(r"(?P<word>\p{L}+)\s+")
LINK = late(r"\b(?:and|or)\s+\Z")
LONGEST_LINK = 6
LONGEST_OPEN = 50
LEAST = 3


@dataclass(frozen=True, slots=True)
class Wording:
    """What some States asked: passages that make its text, in order. `shared` where they are put together of several."""

    passages: tuple[Place, ...]
    states: tuple[StateMention, ...]
    shared: bool

    def text(self, source: str) -> str:
        return " ".join(" ".join(passage.cut(source) for passage in self.passages).split())


@dataclass(frozen=True, slots=True)
class Piece:
    """The words before one bracket: has it a verb, has it an object? `linked` has the 'and' before them too."""

    span: Place
    linked: Place
    bracket: Bracket
    fragment: bool
    adverb: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """Pieces that depend on each other; `lead` is the verb they have from the clause before, `tail` what all of them share."""

    pieces: list[Piece] = field(default_factory=list)
    lead: Place | None = None
    tail: Place | None = None

    @property
    def whole(self) -> bool:
        return any(not piece.open and not piece.adverb for piece in self.pieces)


def wordings(text: str, entry: Place, found: tuple[Bracket, ...]) -> Iterator[Wording]:
    """Yield what the States of an entry asked, those together who said the same; nothing for a comment on it."""
    if COMMENT.match(text, entry.start, entry.end):
        return
    for clause in _clauses(text, entry, _pieces(text, entry, found)):
        said: dict[tuple[Place, ...], list[StateMention]] = {}
        seen: set[str] = set()
        for piece in clause.pieces:
            for state in piece.bracket.states:
                if _key(state) not in seen:
                    said.setdefault(tuple(_said_by(text, clause, _key(state))), []).append(state)
                    seen.add(_key(state))
        if not seen:
            yield Wording((clause.pieces[0].span,), (), shared=False)
        for passages, states in said.items():
            yield Wording(passages, tuple(states), shared=len(passages) > 1)


def _key(state: StateMention) -> str:
    return state.iso3.value if state.iso3 else state.name.value


def _pieces(text: str, entry: Place, found: tuple[Bracket, ...]) -> list[Piece]:
    """The words before each bracket; a bracket that follows another without words says the same."""
    pieces: list[Piece] = []
    start = entry.start
    for bracket in found:
        asked = list(_asked(text, Span(start, max(bracket.span.start, start))))
        start = bracket.span.end
        pieces += [_piece(text, span, bracket, first=not pieces) for span in asked]
        if not asked and pieces:
            joined = Bracket(pieces[-1].bracket.span.hull(bracket.span), (*pieces[-1].bracket.states, *bracket.states))
            pieces[-1] = replace(pieces[-1], bracket=joined)
    return pieces


def _asked(text: str, words: Place) -> Iterator[Place]:
    """The words before a bracket without what links them; two passages where the text recommends twice."""
    start = words.start
    for match in [*AGAIN.finditer(text, words.start, words.end), None]:
        lead = CONNECTING.match(text, start, words.end)
        span = trimmed_text(text, Span(lead.end() if lead else start, match.start() if match else words.end))
        if span.length >= LEAST:
            yield span
        start = match.end() if match else words.end


def _piece(text: str, span: Place, bracket: Bracket, *, first: bool) -> Piece:
    link = LINK.search(text, max(0, span.start - LONGEST_LINK), span.start)
    opening = None if first else FRAGMENT.match(text, span.start, span.end)
    return Piece(
        span=span,
        linked=Span(link.start(), span.end) if link else span,
        bracket=bracket,
        fragment=opening is not None,
        adverb=opening is not None and opening["adverb"] is not None,
        open=_is_open(text, span),
    )


def _is_open(text: str, span: Place) -> bool:
    return OPEN.search(text, max(span.start, span.end - LONGEST_OPEN), span.end) is not None


def _clauses(text: str, entry: Place, pieces: list[Piece]) -> Iterator[Clause]:
    """Cut an entry behind each semicolon or full stop, and before a piece that stands by itself."""
    clause = Clause()
    for piece in pieces:
        if clause.pieces:
            last = clause.pieces[-1]
            stops = STOP.search(text, last.bracket.span.end, piece.span.start) is not None
            if clause.whole and (stops or not piece.fragment):
                yield clause
                clause = Clause(lead=_governing(text, clause) if piece.fragment else None)
        clause.pieces.append(piece)
    if clause.pieces:
        yield replace(clause, tail=_tail(text, clause.pieces[-1].bracket.span.end, entry.end))


def _governing(text: str, clause: Clause) -> Place | None:
    """The verb that a clause hands on: that of its last piece which has one."""
    for piece in reversed(clause.pieces):
        if not piece.fragment:
            return piece.span if piece.open else _stem(text, piece.span)
    return clause.lead


def _said_by(text: str, clause: Clause, state: str) -> Iterator[Place]:
    """The passages of one State: its own pieces, before them the verb if they lack one, behind them what they lack."""
    own = [place for place, piece in enumerate(clause.pieces) if state in map(_key, piece.bracket.states)]
    first, last = clause.pieces[own[0]], clause.pieces[own[-1]]
    before = _before(text, clause, own[0]) if first.fragment else None
    if before is not None:
        yield before
    for place in own:
        piece = clause.pieces[place]
        if place - 1 in own:
            yield piece.linked
        elif before is not None and place == own[0]:
            yield _without_repeat(text, before, piece.span)
        else:
            yield piece.span
    lacking = last.open or all(clause.pieces[place].open or clause.pieces[place].adverb for place in own)
    if lacking and before is not None and not last.open and not _is_open(text, before):
        lacking = False
    if clause.tail is not None and (lacking or own[-1] == len(clause.pieces) - 1):
        yield clause.tail
    elif lacking:
        yield from _behind(text, clause, own[-1])


def _without_repeat(text: str, lead: Place, piece: Place) -> Place:
    """A piece without the word that its lead ends in: 'acceding to' and 'to the Protocol'."""
    word = lead.cut(text).split()[-1]
    match = FIRST_WORD.match(text, piece.start, piece.end)
    return Span(match.end(), piece.end) if match and match["word"].lower() == word.lower() else piece


def _before(text: str, clause: Clause, at: int) -> Place | None:
    """What governs a piece without a verb; an adverb has the whole piece before it."""
    for piece in reversed(clause.pieces[:at]):
        if not piece.fragment:
            return piece.span if piece.open or clause.pieces[at].adverb else _stem(text, piece.span)
    return clause.lead


def _behind(text: str, clause: Clause, at: int) -> Iterator[Place]:
    """The object that an open piece shares with a later one: 'Sign (A) and ratify the Covenant (B)'."""
    for piece in clause.pieces[at + 1 :]:
        if not piece.open and not piece.adverb:
            stem = None if piece.fragment else STEM.match(text, piece.span.start, piece.span.end)
            yield trimmed_text(text, Span(stem.end(), piece.span.end)) if stem else piece.span
            return


def _tail(text: str, start: int, end: int) -> Place | None:
    """Words behind the last bracket, up to the end of the sentence."""
    match = TAIL.match(text, start, end)
    return trimmed_text(text, Span(*match.span("words"))) if match else None


def _stem(text: str, piece: Place) -> Place:
    match = STEM.match(text, piece.start, piece.end)
    return Span(piece.start, match.end()) if match else piece


def trimmed_text(text: str, span: Place) -> Place:
    """A passage without the blanks and the stops at its end."""
    span = trimmed(text, span)
    return Span(span.start, max(span.start, span.end - len(span.cut(text)) + len(span.cut(text).rstrip(" \n;,:./"))))
