"""From where the observers of a count come: the body that sent them, and of how many States they are."""

from __future__ import annotations

import regex

from pipeline.extract.extractor import within
from pipeline.extract.missions import whose
from pipeline.model.findings import CountMention, Findings, Leaf, Place
from pipeline.spans import Span
from pipeline.vocabulary import bodies
from pipeline.vocabulary.patterns import behind, late

STATES = behind(r"\b(?:States|countries|states|nations|nationalities)")
STATES_LINK = late(
    r"""
    (?: \s+ of \s+ us )? (?: \s* \( (?: LTOs? | STOs? ) \) )? \s* [,(–—]? \s*
    (?: (?: and | including ) \s+ (?: core \s+ team \s+ members | staff ) \s+ )?
    (?: (?: who | that | they | and ) \s+ )? (?: \p{L}+ \s+ )?
    (?: (?: (?: were | was | are | have \s+ been | had \s+ been ) \s+ )?
      (?: seconded | sent | provided | deployed | contributed | supplied ) \s+ (?: by | from )
      | (?: drawn | recruited | hailing | coming | come | came | sent | stemming ) \s+ from
      | from | representing | represent | of | nominated \s+ by | citizens \s+ of )
    \s+ (?: (?: about | some | over | a \s+ total \s+ of | more \s+ than | as \s+ many \s+ as ) \s+ )? \Z
    """,
    regex.VERBOSE,
)
THEY_COME = late(
    r"""
    (?: [Tt]hey | [Mm]ission \s+ members | [Ii]ts \s+ members | [Tt]he \s+ (?P<core> core \s+ team ) (?: \s+ members )?
      | [Tt]he \s+ (?: \p{Ll}+ \s+ )? (?: observers | monitors | experts | members | lawmakers | parliamentarians | team ) | [Tt]hese )
    \s+ (?: all \s+ )? (?: come | came | comes | are \s+ drawn | were \s+ drawn | hail | hailed | represent | represented | were | are | is \s+ drawn )
    (?: \s+ (?: from | of ) )? \s+ (?: (?: about | some | over | as \s+ many \s+ as ) \s+ )?
    """,
    regex.VERBOSE,
)
"""'They represent eight States': said of those whom the sentence before counts."""
FROM = late(
    r"""
    (?: \s+ of \s+ (?: them | whom | these | those ) )? (?: \s+ and \s+ (?: staff (?: \s+ members )? | experts | analysts ) | \s+ as \s+ (?: international \s+ )? observers )?
    \s* [,(]? \s* (?: (?: who | all | mostly ) \s+ )? (?: (?: were | was | are | have \s+ been | had \s+ been | has \s+ been ) \s+ )?
    (?: (?: deployed | sent | fielded | came | come | seconded | provided | delegated | recruited | accredited | contributed | supplied | brought | invited | dispatched )
        \s+ (?: by | from ) | (?: members | members \s+ and \s+ staff | parliamentarians | MPs | delegates ) \s+ (?: of | from )
      | (?: coming \s+ )? from | of | representing | by | on \s+ behalf \s+ of | for )
    \s+ (?: (?: the | our ) \s+ )? (?: delegations? \s+ of \s+ (?: the \s+ )? )?
    """,
    regex.VERBOSE,
)
KINDS = late(
    r"(?:,?\s+(?:and\s+)?(?:long|short)-(?:term)?,?){0,2}\s*,?\s+and\s+(?:long|short)[-\s]term\s+observers\b",
    regex.IGNORECASE,
)
"""More kinds that one figure counts: '271 experts, long-term, and short-term observers deployed by ODIHR'."""
OPEN = late(r"\s*\(\s*(?:the\s+)?")
"""'236 (ODIHR)'."""
SHARE = late(r"\s*[:–—-]?\s*\d")
"""Behind a body in brackets: it begins a list of shares, '330 observers (ODIHR 250, OSCE PA 60)'."""
OWN = late(
    r"(?P<body>OSCE/ODIHR|ODIHR|OSCE\sPA|PACE|EP)(?:[-–\s](?:deployed|accredited|seconded|recruited)|(?:[’']s?)?\s)"
)
LABEL = late(
    r"(?:[’']s)?(?:\s+(?:delegation|observers|members|parliamentarians))?\s*(?::|–|—|-|\(|\|)\s*(?:(?:over|some|about)\s+)?\Z"
)
"""Between a body and the number that is its share: 'PACE: 31', 'ODIHR (236)'."""
SENDS = late(
    r"(?:\s*\([^()]{1,20}\))?(?:\s+(?:has|had|have|also|itself|alone))*\s+(?:sent|sends|brought|brings|fielded|fields|deployed|dispatched|contributed|contributes|provided|recruited|seconded|came\s+with|(?:was|is|were)\s+represented\s+by|with|had|has)"
    r"\s+(?:(?:a\s+(?:group|team|delegation)\s+of|another|a\s+further|only|its|over|some|about)\s+)*\Z"
)
"""Between a body and the number that it sent: 'PACE brought 39'."""
BY = late(r"\s+by\s+")
"""'the OTS is represented by nine persons, TURKPA by six'."""
NO_SENDER = (" participating", " Participating", " Member", " member", " States", " countries", " area", " commitments")
NEAR = 90


def sent_by(text: str, part: Place, mention: CountMention) -> Leaf[str] | None:
    """The body that sent those who are counted: 'from the OSCE PA', 'ODIHR-deployed', 'PACE: 31', 'PACE brought 39'."""
    if not whose.within(text, part):
        return _known_as(text, part, mention)
    counted = part.end if mention.count.value.unit is None else mention.span.end
    own = OWN.match(text, min(mention.number.end + 1, counted), counted)
    if own is not None:
        return Leaf(bodies.short(own["body"]), (Span(*own.span("body")),), "missions.observers.from")
    kinds = KINDS.match(text, mention.span.end, part.end)
    end = kinds.end() if kinds else mention.span.end
    for link in (FROM, OPEN):
        match = link.match(text, end, part.end)
        body = whose.at(text, match.end(), part.end) if match else None
        if body is not None and not (
            text.startswith(NO_SENDER, body.end) or link is OPEN and SHARE.match(text, body.end, part.end)
        ):
            return body.leaf(FROM_RULE)
    body = next(iter(whose.within(text, Span(mention.number.end, mention.span.end))), None)
    if body is not None and not text.startswith(NO_SENDER, body.end) and not names_a_body(mention):
        return body.leaf(FROM_RULE)
    known = _known_as(text, part, mention)
    if known is not None:
        return known
    before = whose.last(text, Span(max(part.start, mention.number.start - NEAR), mention.number.start))
    return before.leaf(FROM_RULE) if before is not None and _is_share_of(text, before, mention) else None


FROM_RULE = "missions.observers.from"


KNOWN_AS = late(r"(?P<short>Assembly|Congress)\b(?!\s+of)")


def _known_as(text: str, part: Place, mention: CountMention) -> Leaf[str] | None:
    """'by the Assembly': the last body named before that has this word in its name."""
    link = FROM.match(text, mention.span.end, part.end)
    word = KNOWN_AS.match(text, link.end(), part.end) if link else None
    if word is None:
        return None
    named = [body for body in whose.within(text, Span(0, mention.span.start)) if _has(word["short"], body)]
    if not named:
        return _congress(text, part, word) if word["short"] == "Congress" else None
    return Leaf(named[-1].short, (Span(*word.span()), Span(*named[-1][:2])), "missions.observers.from.known")


def _congress(text: str, part: Place, word: regex.Match[str]) -> Leaf[str] | None:
    """The Council of Europe's, where other bodies that observe are named beside it: '17 from the Congress, 40 from the OSCE PA'."""
    beside = {body.short for body in whose.within(text, part)}
    if not beside & bodies.OBSERVING:
        return None
    return Leaf("Congress of the Council of Europe", (Span(*word.span()),), "missions.observers.from.known")


def _has(word: str, body: whose.Body) -> bool:
    short = body.short
    return short in bodies.ASSEMBLIES - {"EP"} and ("Congress" in short) == (word == "Congress")


def _is_share_of(text: str, body: whose.Body, mention: CountMention) -> bool:
    """True where only a colon or a verb of sending stands between a body and a number, of which no other noun is counted."""
    if text[body.end : mention.span.start].isspace() and mention.count.value.unit is None:
        return len(GAPPED.findall(text, max(0, body.start - NEAR), mention.span.end + NEAR)) > 1
    if LABEL.fullmatch(text, body.end, mention.span.start) or LABEL.fullmatch(text, body.end, mention.number.start):
        return True
    if "represented" in text[max(0, body.start - NEAR) : body.start] and BY.fullmatch(
        text, body.end, mention.span.start
    ):
        return True
    return SENDS.fullmatch(text, body.end, mention.span.start) is not None


GAPPED = late(rf"(?:{bodies.pattern().pattern})\s+\d{{1,3}}(?=[,.;:)]|\s+and\b|\s*\Z)")
"""A list of shares without a verb or a sign: 'ODIHR 250, the OSCE PA 60 and PACE 20'."""


def names_a_body(mention: CountMention) -> bool:
    """True where the words behind a number are the next row's label: 'ODIHR: 335 OSCE PA: 75'."""
    return bodies.pattern().fullmatch(mention.count.value.unit or "") is not None


def counts_states(mention: CountMention) -> bool:
    return STATES.search(mention.count.value.unit or "") is not None


def states(text: str, mention: CountMention, following: list[CountMention]) -> Leaf[int] | None:
    """How many States they come from: the next count, when it counts States and is tied to this one."""
    if not following or not counts_states(following[0]):
        return None
    told = following[0]
    if STATES_LINK.fullmatch(text, mention.span.end, told.span.start) is None:
        return None
    return Leaf(int(told.count.value.value), (told.number,), "missions.observers.states")


def states_of_those_before(text: str, part: Place, found: Findings) -> tuple[Leaf[int], str | None] | None:
    """How many States they are of whom the sentence before spoke, and their role where it is told: 'They represent eight States'."""
    for mention in within(found.counts, part):
        they = THEY_COME.fullmatch(text, part.start, mention.span.start) if counts_states(mention) else None
        if they is not None:
            states: Leaf[int] = Leaf(
                int(mention.count.value.value), (mention.number,), "missions.observers.states.they"
            )
            return states, "core_team" if they["core"] else None
    return None
