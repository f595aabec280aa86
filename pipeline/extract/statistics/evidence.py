"""What speaks for a count with a noun being a figure about the world, and what speaks against it.

No phrase decides alone: victims and crimes are counted as facts wherever a sentence counts them; for anybody and anything
else it is the verb ('800,000 people have crossed the border'), a year, a source, a figure told before, the size. What is
wished for, ruled by a law, or done by the writers, a mission or an event is none, whatever speaks for it.
"""

from __future__ import annotations

import regex

from pipeline.extract.counts.units import is_plural
from pipeline.extract.statistics.frame import NEAR
from pipeline.extract.statistics.words import (
    BE,
    DONE,
    LY,
    NO_FACTS,
    NO_UNITS,
    OUR,
    OUR_DOING,
    PEOPLE,
    REPORTED,
    ROLE,
    THINGS,
)
from pipeline.model.findings import CountMention, Place
from pipeline.vocabulary import countries
from pipeline.vocabulary.patterns import behind, late

UNREAL = late(
    r"""
    \b (?: should | would | could | shall | will | may | might | must | [Ii]f | whether      # not a fact
    | plans? \s to | planned | intends? | targets? | aims? \s to | recommend(?:s|ed)? | encouraged | urged | commitments? \s to  # not yet
    | requires? | required | provides? \s (?: for | that ) | punish\p{L}* | quotas? | thresholds?
    | entitled | eligible | how \s many
    | (?: Under | (?<= , \s ) under ) \s (?: the \s )? (?: \p{L}+ \s )? (?: Law | Code | Act | Constitution )     # what a law says
    ) \b
    """,
    regex.VERBOSE,
)

CLAIM = r"(?:[Cc]laim|[Aa]llegation|[Rr]eport|[Rr]umou?r|[Aa]ssertion|[Ss]uggestion|[Aa]ccusation)s?"
CLAUSE = r"(?:(?!\bbut\b)[^,;.]|(?<=\d)[,.](?=\d)|,\s+(?:in|during|since|on)\s[^,;.]{1,30},){0,140}"
"""The rest of a clause, which a date between commas does not end."""
SAID_FALSE = (
    r"(?:refuted|denied|rejected|dismissed|retracted|debunked|disproved|disproven|fabricated|invented|false|untrue|unfounded"
    r"|groundless|baseless|incorrect|wrong)"
)
DENIED = behind(
    rf"""
    (?: \b [Nn]o \s (?: \p{{Ll}}+ \s )? (?: evidence | proof | indications? | signs? | confirmation ) \s (?: that | of | for )
    | \b (?: not \s (?: true | correct | the \s case ) | untrue | false | incorrect ) \s that
    | (?<! \b (?: not | never | cannot ) \s ) \b (?: den(?: y | ies | ied | ying ) | (?: refut | disput ) (?: es? | ed | ing )
      | reject(?: s | ed | ing ) ) \s (?: (?: the | all | any | these ) \s )? (?: {CLAIM} \s )? that
    | \b (?: wrongly | falsely | incorrectly | erroneously | untruthfully ) \s (?: claim | alleg | report | stat | assert | suggest | sa[iy] )\p{{Ll}}* (?: \s that )?
    | \b (?: call(?: s | ed | ing ) \s (?: (?: up )? on | for ) | appeal(?: s | ed | ing ) \s (?: to | for ) | ask(?: s | ed | ing ) | request(?: s | ed | ing )
      | demand(?: s | ed | ing ) ) \s [^,;.]{{1,80}} \s to \s \p{{Ll}}+
    ) \s {CLAUSE}
    """,
    verbose=True,
)
"""Before what somebody denies or asks for, up to the figure in its clause."""
CLAIMED = behind(rf"\b{CLAIM}\s+that\s+{CLAUSE}")
PROVED_FALSE = late(
    rf"[^,;.]{{0,120}}?\s(?:was|were|are|is|been|proved|proven|turned\s+out)\s+(?:to\s+be\s+)?(?:\p{{Ll}}+ly\s+)?{SAID_FALSE}\b"
)
"""Behind what somebody claimed."""
NOT_DONE = late(
    r"\s+(?:was|were|(?:has|have|had)(?=\s+\S+\s+been))\s+(?:not|never)\s+(?:been\s+)?(?:\p{Ll}+ly\s+)?(?:detained|arrested|killed|executed|abducted|kidnapped"
    r"|injured|wounded|deported|expelled|displaced|tortured|beaten|murdered|attacked|raped|evicted|imprisoned|jailed|trafficked)\b"
)
"""Harm that did not befall those who are counted; that they were not charged, paid or vaccinated is a figure."""

COUNTRY_AT_END = late(r"\((?P<name>\p{Lu}[\p{L} ,’'-]{2,60})\)\s*[;.]*\Z")

OUR_OWN = behind(
    rf"\b(?:{OUR}\s+(?:(?!(?:that|of|told|{REPORTED}|{BE}|are|which)\b)[\p{{L}}’'-]+\s+){{0,6}}|{OUR_DOING}\s+(?:(?:with|in|to|by|at|the|of|some|also|over|about|nearly|private)\s+){{0,3}})"
)

OUR_STORY = late(
    rf"\b{OUR}\s+(?:[\p{{L}}’'-]+\s+){{0,3}}(?:{OUR_DOING}|assessed|rated|assess|rate)\b|\b(?:was|were)\s+(?:observed|assessed|rated)\b"
)
"""What the writers saw is told as a share of where they were."""

OUR_NEXT = late(rf",?\s+(?:the\s+)?{OUR}\b")

DID_OURSELVES = behind(rf"\b{OUR}\s+(?:(?:has|have|had|also|then|jointly)\s+){{0,2}}")
EXISTED = behind(r"\b(?:[Tt]here\s+(?:were|are)|[Aa]mong\s+[^,;.]{2,60}\s(?:were|are))\s+(?:also\s+|only\s+|still\s+)?")
"""Before people whom a text that tells figures says there were."""

FINITE = late(
    r"""
    \b (?: was | were | is | are | had | has | have | held | hold | did | do | does | made | make | makes
    | account(?:s|ed)? | constitute[sd]? | represent(?:s|ed)? | stood | reached | rose | fell | lived? | found | showed
    | reported | amounted | comprised? | received | participated | voted | said | won | remained? | attended? | experienced
    | suffered | faced? | feared? | believed? | knew | knows? | felt | feel | encountered ) \b
    """,
    regex.VERBOSE,
)

ANY_VERB = late(
    rf"{FINITE.pattern}|\b(?:live|share|work|need|receive|wait|suffer|led|went|came|died|fled|left|took|told|\p{{Ll}}{{2,}}ed)\b",
    regex.VERBOSE,
)
GAVE_TO = behind(r"\b(?:granted|denied|refused)\s+(?:\p{Ll}+\s+){1,2}to\s+")
"""Before those who got a status or were denied it: 'granted refugee status to 61 applicants'."""

FEWEST = 10
"""A few people in a story are no figure: 'two men', 'four students'."""

BEFELL = late(
    rf"""
    (?: \s+ (?: of | from | in | aged | with | without | under | at | on | for ) \s+ [^,;.:]{{2,60}}? | , \s+ [^,;.:]{{2,60}} , )?
    \s+ (?: also \s+ | still \s+ )?
    (?! {OUR_DOING} \b )
    (?: {BE} | are | is | has | have | had | remain(?:s|ed)? | lived? | awaits? | faced? | face | died | fled | lost | went | left | fell | suffered | did
      | live | attend | die | lack | hold | own | earn | speak | say | think | believe | report | experience | rely | marry | leave | seek | flee | study | serve | belong | carry
      | earn | drop | share | need | receive | wait | suffer | depend | sleep | spent | took | became | stood | came | began | \p{{Ll}}{{2,}}ed ) \b
    (?! \s+ {LY} (?: {OUR_DOING} | needed | required | expected | allowed | scheduled | obliged ) \b )
    """,
    regex.VERBOSE,
)
"""What people were, had or went through: the verb behind them."""

WHO = late(
    rf"\s+(?:{DONE}|held|living|serving|awaiting|without|in\s+(?:prison|detention|custody|reception|camps?)|at\s+risk|(?:who|that)\s+(?:had\s+|have\s+|has\s+)?(?:been\s+)?(?:lost|died|fled|{DONE}))\b"
)

GOT = behind(
    rf"""
    (?: \b (?! {OUR_DOING} \b | (?: invited | aimed | based | needed | supported | provided | organi[sz]ed | included | helped | targeted | gathered | united | joined ) \b )
        (?: \p{{Ll}}{{2,}}ed | took | took \s+ in | held | put | left | shot | beat | freed | houses | hosts | holds | keeps ) \s+
      | \b (?: deaths? | killings? | murders? | arrests? | detention | release | expulsion | deportation | eviction | imprisonment | executions?
          | disappearance | convictions? | displacement | loss | prosecution | rescue | abduction | return | extradition ) \s+ of \s+
      | \b (?: home | shelter ) \s+ to \s+ | \b down \s+ against \s+ | \b affect(?: s | ed | ing ) \s+
      | \b served \s+ by \s+ | \b (?: granted | given | provided | issued | offered | paid | awarded ) \s+ to \s+
      | (?: \A | \n | [,;:]\s+ | \bthat\s+ | [.]\s+ ) (?: Of | Out \s+ of | Among | of | out \s+ of | among ) \s+ (?: the \s+ )?
    )
    (?: only \s+ | another \s+ | a \s+ (?: further | total \s+ of ) \s+ | an \s+ additional \s+ | as \s+ many \s+ as \s+ )?
    """,
    verbose=True,
)
"""What was done to people, before their number."""

DEFINITE = behind(r"\b(?:the|these|those|both|all|its|their|our|his|her|every|each|any|no|than|age\s+of|aged)\s+")
"""Before a figure that is known already, or that is none of its own: 'the 74 prisons'."""

OUT_OF_THE = behind(r"(?:\A|\n|[.,;:]\s+|\bthat\s+)(?:[Oo]f|[Oo]ut\s+of|[Aa]mong)\s+(?:the\s+|these\s+)?")
PAPERS = late(r"\breports\Z")
OF_WHAT = late(r"\s+(?:of|about|on|from|were|was|to)\b")
"""Behind reports that tell of something, and are no papers: '41 reports of ill-treatment'."""
BASE_BEFORE = behind(
    r"\b(?:per|every|each|(?:surveys?|samples?|polls?|interviews?|questionnaires?)\s+(?:of|with|among))\s+(?:some\s+|over\s+|about\s+)?"
)
"""Before the base of a rate or a survey: 'per 100,000 inhabitants', 'a survey of 772 households'."""
EVENT = late(
    r"\b(?:trainings?|trained|workshops?|seminars?|conferences?|courses?|round\s?tables?|meetings?|participa\p{Ll}+|attend\p{Ll}*"
    r"|took\s+part|speakers|lecturers?|graduat\p{Ll}+|adopted|sessions?)\b",
    regex.IGNORECASE,
)
"""Words of sentences on events, whose people are no figure about the world unless much else speaks for it."""
VOTE = late(
    r"\b(?:delegat\p{Ll}+|missions?|observe\p{Ll}*|monitors|elect\p{Ll}*|candidates?|vot(?:ers?|es?|ing|ed)|ballots?|polling|parties|recommendations?)\b",
    regex.IGNORECASE,
)
"""Words of sentences on votes, missions and recommendations, whose figures are others."""
YEAR = late(r"\b(?:19|20)\d\d\b")
SAYS = late(
    r"\b(?:[Aa]ccording\s+to|said|stated?|states|reported|noted|informed|indicated|statistics|data|figures|survey|estimate[sd]?|recorded|registered|official)\b"
)
ENOUGH = 4
"""How much must speak for a figure."""
MANY = 100


FAR = 240
"""How many characters before a figure the words may stand that deny it."""


def is_told(text: str, sentence: Place, mention: CountMention, told: bool, key: bool) -> bool:
    """True for a count with a noun that a sentence tells as a fact.

    `told` says that its paragraph tells other figures, `key` that its section has nothing but figures.
    """
    span, unit, value = mention.span, mention.count.value.unit or "", mention.count.value.value
    low = max(sentence.start, span.start - NEAR)
    if (
        value == 1
        or BASE_BEFORE.search(text, low, span.start)
        or OUR_OWN.search(text, low, span.start)
        or OUR_NEXT.match(text, span.end, sentence.end)
    ):
        return False
    definite = DEFINITE.search(text, low, span.start) is not None and not OUT_OF_THE.search(text, low, span.start)
    if PAPERS.search(unit) and not OF_WHAT.match(text, span.end, sentence.end):
        return False
    if THINGS.search(unit):
        return not definite or (value >= FEWEST and YEAR.search(text, *sentence) is not None)
    if key:
        return True
    known = _is_people(unit) or ROLE.search(unit) is not None
    if NO_FACTS.search(unit) or not (known or is_plural(unit.rsplit(" ", 1)[-1])):
        return False
    befell = _befell(text, sentence, mention, definite, known, told)
    if definite and not befell:
        return False
    weight = 2 * befell + known + (value >= MANY) + (value >= FEWEST)
    weight -= 2 * (value < FEWEST)
    weight += YEAR.search(text, *sentence) is not None
    weight += SAYS.search(text, *sentence) is not None
    weight += 2 * told
    if not (befell and _is_people(unit)):
        weight -= 2 * (EVENT.search(text, *sentence) is not None) + 3 * (VOTE.search(text, *sentence) is not None)
    return weight >= ENOUGH


def may_be_told(unit: str) -> bool:
    """True for a noun that other figures of its paragraph may speak for."""
    return not NO_FACTS.search(unit) and not NO_UNITS.search(unit)


def _befell(text: str, sentence: Place, mention: CountMention, definite: bool, known: bool, told: bool) -> bool:
    """True for those of whom the sentence says what they were, went through or got, or that they were there."""
    span, low = mention.span, max(sentence.start, mention.span.start - NEAR)
    if WHO.match(text, span.end, sentence.end) or GAVE_TO.search(text, low, span.start):
        return True
    if definite:
        return False
    if told and EXISTED.search(text, low, span.start):
        return True
    if BEFELL.match(text, span.end, sentence.end):
        return True
    return known and GOT.search(text, low, span.start) is not None and ANY_VERB.search(text, *sentence) is not None


def _is_people(unit: str) -> bool:
    """True for people, women, children, and for those of a country: 'Syrians'."""
    return PEOPLE.search(unit) is not None or (unit.endswith("s") and unit[:-1].lower() in countries.adjectives())


def is_ours(text: str, sentence: Place, number: Place) -> bool:
    """True for what the writers, a mission or an event did themselves, or whom they met."""
    low = max(sentence.start, number.start - NEAR)
    return OUR_OWN.search(text, low, number.start) is not None or OUR_STORY.search(text, low, number.start) is not None


def is_unreal(text: str, sentence: Place, end: int) -> bool:
    """True for what is wished for, denied, ruled by a law, or asked by a State named at the end."""
    if UNREAL.search(text, sentence.start, end) or _is_denied(text, sentence, end):
        return True
    state = COUNTRY_AT_END.search(text, max(sentence.start, sentence.end - NEAR), sentence.end)
    return state is not None and countries.by_name(state["name"]) is not None


def _is_denied(text: str, sentence: Place, end: int) -> bool:
    """True for a figure that its clause denies: 'it is not true that 40 were killed', 'claims that 40 were killed are false'."""
    low = max(sentence.start, end - FAR)
    if DENIED.search(text, low, end) or NOT_DONE.match(text, end, sentence.end):
        return True
    return CLAIMED.search(text, low, end) is not None and PROVED_FALSE.match(text, end, sentence.end) is not None
