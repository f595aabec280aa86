"""Whether the observers that a count counts are there, come, are asked for or are advised; or are only thought of, or others'."""

from __future__ import annotations

import regex

from pipeline.model.document import SectionedDocument
from pipeline.model.findings import CountMention, Leaf, Place
from pipeline.spans import Span
from pipeline.vocabulary.patterns import behind, late

VERBS = late(
    r"""
    \b (?:
      (?P<requested> (?: will \s+ | would \s+ | has \s+ | have \s+ | had \s+ | also \s+ )* (?: request(?:s|ed|ing)?
          | hop(?:es|ed|ing) \s+ for
          | ask(?:s|ed|ing)? (?! \s+ (?: whether | if | why ) ) | call(?:s|ed)? \s+ (?: on | upon ) ) | secondment \s+ of | (?: would | will ) \s+ (?: be \s+ )? second )
    | (?P<recommended> (?: should | would ) \s+ be \s+ (?: asked | requested | invited )
        | recommend(?:s|ed|ing|ation)? | advis(?:es|ed|ing) | propos(?:es|ed|ing) | suggest(?:s|ed|ing)?
        | would \s+ (?: include | comprise | consist | require | be \s+ composed ) )
    | (?P<planned> (?: is | are ) \s+ (?: also \s+ )? (?: sending | deploying | coming | travelling | traveling | bringing | dispatching | fielding )
        | (?: will | shall ) (?: \s+ (?: also | then | further ) )? (?: \s+ be )? \s+ \p{L}+ | plans? \s+ to
        | planning | planned | intends? \s+ to | hop(?:es?|ing) \s+ to | (?: are | is ) \s+ (?: due \s+ )? to | to \s+ be \s+ \p{L}+ | (?: are
            | is ) \s+ expected | expects? | aims \s+ to | (?: is | are ) \s+ going \s+ to | is \s+ set \s+ to | are \s+ set \s+ to | due \s+ to \s+ (?: arrive | join ) )
    | (?P<deployed> (?: was | were ) (?! \s+ (?: to | expected | planned ) ) | had | has (?! \s+ (?: also \s+ )? (?: request
        | ask | recommend ) ) | have (?! \s+ (?: also \s+ )? (?: request | ask ) ) | consist(?:s|ed) | compris(?:es|ed)
            | includ(?:es|ed) | is \s+ (?: composed | made ) | (?: are | is ) (?! \s+ (?: to | due | expected | set | being | going ) )
                | opened | began | started | launched | arrived | joined | received | got | numbered | numbers | counted | stayed | remained
                    | deployed (?<! (?: be | to ) \s+ deployed ) | sent | observed | participated | took \s+ part )
    ) \b
    """,
    regex.VERBOSE,
)
PLANNED_AFTER = late(
    r"(?:(?!\b(?:have|has|had)\s+been\b|\b(?:is|are|was|were)\s+(?:based|in|there|deployed)\b)[^.;]){0,90}?\b(?:(?:who|which|that|they)?\s*(?:(?:will|shall)(?!\s+(?:also\s+)?(?:not|report|present|publish|issue|release|give|hold|announce|share|leave|meet|stay|remain|continue|be\s+(?:joined|followed|supplemented|complemented|reinforced|supported)))|are\s+to(?!\s+be\s+joined)|is\s+to|(?:are|is)\s+due(?!\s+to\s+leave)|(?:are|is)\s+expected|are\s+scheduled|were\s+to)\b|would\s+(?:be\s+(?:sent|deployed|dispatched|fielded)|join|arrive|follow|come)\b|to\s+(?:be\s+(?!joined|followed|supplemented|complemented|reinforced|supported)\p{L}+ed|join|arrive|follow|observe)\b|follow\s+on\b|(?:closer|close)\s+to\s+election\s+day|\btomorrow\b|\bnext\s+(?:week|month)\b|\bat\s+a\s+later\s+stage\b|\bin\s+due\s+course\b)"
)
CLAUSE_END = late(r"[.;]|,\s+(?:while|whereas|but)\b")
ACCREDITS = behind(r"\b(?:accredit\p{L}+|register(?:ed|s)|train(?:ed|s))\b[^.;]{0,60}")
ACCREDITED = late(
    r"(?:(?!\band\b)[^.;,]){0,100}?\b(?:(?:were|was|been|had\s+been)\s+(?:accredited|registered|trained)|(?:received|obtained|got)\s+accreditation)\b"
)
HYPOTHETICAL = behind(
    r"\b(?:would\s+have|could|might|may|instead\s+of|rather\s+than|as\s+in\s+\d{4}|if|[Hh]ad\s+(?:the|there|it)|should\s+(?:the|there)|whether)\b[^.;]*"
)
WOULD = behind(r"\bwould\b(?!\s+(?:include|comprise|consist|require|request|ask|second|be\s+composed))[^.;,]*")
UNREAL_AFTER = late(
    r"[^.;,]{0,60}\b(?:could|might|would)\s+(?:have|be)\b(?!\s+(?:needed|necessary|required|sufficient|enough|requested))"
)
DENIED = late(
    r"\b(?:did|will|does|do|could|was|were|is|are|has|have|had)\s+not\b(?!\s+only)|\b(?:decided\s+not\s+to|declined\s+to|unable\s+to|without|nor|neither)\b|\b[Ii]f\s+(?:invited|requested)\b"
)
ASKED_AFTER = late(
    r"[^.;]{0,50}?\b(?:have|has|were|are|is|was|being|had|(?:will|would|should)\s+be)\s+(?:also\s+)?(?:been\s+|being\s+)?"
    r"(?:(?P<requested>requested|asked\s+for|sought)|(?P<recommended>recommended|advised|proposed|needed|required|necessary|sufficient|(?:considered|deemed)\s+(?:necessary|sufficient)))\b"
    r"|\s+(?P<requested>requested|sought)\b"
    r"|,?\s+(?:whom|which|that|as)\s+[^.;,]{1,60}?\b(?:(?P<requested>requested|asked\s+for)|(?P<recommended>recommended|advised|proposed))\b"
)


COME_AFTER = late(
    r"\s+(?:(?:(?:had|have|has)\s+(?:actually\s+)?(?:been\s+)?|were\s+|was\s+)(?:seconded|deployed|sent|provided|fielded|arrived|come)|came|arrived|took\s+part)\b"
)
"""Behind what was sent, where as many or more had been asked for: 'Of the 400 observers requested, 245 were seconded'."""


DASHES = ("- ", "– ", "• ", "* ")


def lead_in(document: SectionedDocument, part: Place) -> Place | None:
    """The words that a list's items go on from: 'ODIHR requests participating States to second:' before '- 28 long-term observers'."""
    at = document.paragraph_at(part.start)
    while at is not None and (at.bullet or at.number or document.text.startswith(DASHES, at.span.start)):
        start = document.text.rfind("\n", 0, at.span.start)
        before = document.paragraph_at(max(0, start - 1))
        if before is None or before.span.start >= at.span.start:
            return None
        if document.text.endswith(":", before.span.start, before.span.end):
            return document.sentence_at(before.span.end - 1)
        at = before
    return None


def of_count(text: str, part: Place, mention: CountMention, stop: int, before: Place | None = None) -> Leaf[str]:
    """Whether they were there, are to come, were asked for or advised: by what stands behind the count, else the last verb before it.

    `before` has the words that lead to a list's items.
    """
    verbs = list(VERBS.finditer(text, _clause(text, part, mention.span.start), mention.span.start))
    if not verbs and before is not None:
        verbs = list(VERBS.finditer(text, before.start, before.end))
    if COME_AFTER.match(text, mention.span.end, stop):
        verbs = []
    last = verbs[-1] if verbs else None
    asked_after = ASKED_AFTER.match(text, mention.span.end, stop)
    if asked_after is not None:
        status = asked_after.lastgroup or "requested"
        return Leaf(status, (Span(*asked_after.span(status)),), f"missions.observers.{status}")
    if last is None or last.lastgroup == "deployed":
        after = PLANNED_AFTER.match(text, mention.span.end, stop)
        if after is not None:
            return Leaf("planned", (Span(mention.span.end, after.end()),), "missions.observers.planned")
        return Leaf("deployed", (mention.span,), "missions.observers.deployed")
    asked = next((verb for verb in reversed(verbs) if verb.lastgroup in ("requested", "recommended")), last)
    if asked.group().startswith("secondment"):  # which may itself be recommended
        asked = next((verb for verb in reversed(verbs) if verb.lastgroup == "recommended"), asked)
    status = asked.lastgroup or "deployed"
    return Leaf(status, (Span(*asked.span()),), f"missions.observers.{status}")


def is_unreal(text: str, part: Place, mention: CountMention, stop: int, *, sent: bool) -> bool:
    """True for what is only thought of, denied, or said of observers that others have; `sent` where it is told who sent them."""
    if SENSES.search(text, part.start, part.end) is None:
        return False
    start = mention.span.start
    clause = _clause(text, part, start)
    if SAID_THAT.search(text, part.start, start) and COMES_THEN.match(text, mention.span.end, part.end):
        return False
    if HYPOTHETICAL.search(text, clause, start) or WOULD.search(text, clause, start):
        return True
    if not sent and (ACCREDITS.search(text, clause, start) or ACCREDITED.match(text, mention.span.end, part.end)):
        return True
    if UNREAL_AFTER.match(text, mention.span.end, stop):
        return True
    return DENIED.search(text, clause, start) is not None


SAID_THAT = late(r"\b(?:said|says|told|added|announced|noted|explained)\b")
COMES_THEN = late(r"\s+would\s+(?:be\s+(?:sent|deployed|dispatched|fielded)|join|arrive|follow|come)\b")
"""'She said that 20 long-term observers would be sent out': what is to come, as somebody has said."""
SENSES = late(
    r"\b(?:would|could|may|might|should|if|If|instead|rather|as\s+in|[Hh]ad|whether|not|without|n?either|nor|declined|unable|accredit|regist|train)"
)
"""How the words begin that make a count unreal or somebody else's: a sentence without one is not looked at further."""


def _clause(text: str, part: Place, at: int) -> int:
    ends = [match.end() for match in CLAUSE_END.finditer(text, part.start, at)]
    return ends[-1] if ends else part.start
