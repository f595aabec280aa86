"""How texts say who leads something: verbs of leading, offices, and what may stand between them and a name.

Each way of saying it has two places, for the one who leads and for what is led: 'X leads Y', 'Y led by X', 'Y with X at its
head', 'X, head of Y', 'its head X'. `TRIGGER` finds the words of leading; the name of the group that matched tells the way.
"""

from __future__ import annotations

from functools import cache

import regex

from pipeline.vocabulary import countries
from pipeline.vocabulary.patterns import any_case, any_of, late
from pipeline.vocabulary.sought import Sought

LEAD = "head lead chair steer run direct command oversee spearhead guide co-head co-lead co-chair preside".split()
THIRD = "heads leads chairs steers runs directs commands oversees spearheads guides co-heads co-leads co-chairs presides".split()
PAST = "headed led chaired steered ran directed commanded oversaw spearheaded guided co-headed co-led co-chaired presided".split()
LED = (
    "headed led chaired steered run directed commanded overseen spearheaded guided co-headed co-led co-chaired".split()
)
LEADING = "heading leading chairing steering running directing commanding overseeing spearheading co-heading co-leading".split()

OFFICES = r"(?: [Cc]hief \s+ (?: Observer | observer | Monitor | monitor ) | [Mm]ission \s+ [Hh]ead | [Ss]pecial \s+ [Cc]o-?ordinator )"
OF_WHAT = r"\s+ of \b (?: \s+ (?: the | an? | its | their | this | that | all ) \b )?"
HEAD_OF = rf"(?: [Hh]eads? | [Ll]eaders? | [Cc]hiefs? | [Cc]hairs? | [Cc]hair(?: man | woman | person )) {OF_WHAT}"
ADVERBS = r"(?: (?: also | jointly | again | now | currently | then | once | this \s+ time | in \s+ turn | in \s+ \d{4} | respectively | in \s+ person ) ,? \s+ )"

TRIGGER = Sought(
    rf"""
    (?<! [\p{{L}}-] ) (?:
      (?P<by> (?i: {any_of(LED)} ) \s+ {ADVERBS}{{0,2}} by
        | (?: [Uu]nder | with ) \s+ (?: the \s+ )? (?: \p{{Ll}}+ \s+ )? (?: leadership | direction | guidance | command | stewardship | chairmanship ) \s+ of
        | in \s+ the \s+ hands \s+ of | entrusted \s+ to | [Ii]n \s+ charge (?: \s+ of \s+ (?: it | them | this ) )? \s+ (?: is | was | are | will \s+ be )
        | [Aa]t \s+ (?: its | their | the \s+ [\p{{L}}-]+ [’'] s? | the ) \s+ (?: head | helm )
            (?: \s+ of \s+ (?P<what_stood> [^.;:,]{{2,80}}? ) )? \s+ (?: stands | stood | is | was | are | will \s+ be ) )
    | (?P<under> [Uu]nder (?= \s+ (?: (?: the | an? | its ) \s+ )? (?: [\p{{Ll}}-]+ \s+ )? \p{{Lu}} ) )
    | (?P<charge> (?: at | taken | takes | took | take ) \s+ (?: its | the | their ) \s+ (?: head | helm )
        | (?: in | taken | takes | took | take ) \s+ (?: charge | command )
        | (?: as | for ) \s+ (?: (?: its | their | the | a ) \s+ )? (?: head | leader | chief | chair | chairperson | chairman | chairwoman ) (?! \s+ of \b ) )
        (?: \s+ of \s+ (?P<what_charged> [^.;:,]{{2,90}} ) )?
    | (?P<does> (?i: {any_of([*THIRD, *PAST, *LEADING])} ) | (?: takes | took | taken ) \s+ over (?! \s+ as \b )
          | (?<= \b (?: I | to | will | would | shall | jointly | and ) \s ) {any_of(LEAD)} )
          (?! \s+ (?: {ADVERBS} )? (?: by | of | since | until | from | in | on | for | at ) \b )
        (?: \s+ over )? \s+ (?P<what_done> [^.;:,]{{2,90}} )
    | (?P<whose> (?: will \s+ (?: head | lead ) | heads | leads | headed | led | directs | directed | chairs | chaired | runs ) )
          (?= \s* [.,;)] | \s+ (?: and | is | was | since | from | until | in | on | for ) \b )
    | (?P<office> (?P<joint> [Ss]pecial \s+ [Cc]o-?ordinator (?: \s+ and \s+ leader \s+ of [^.;:,]{{2,90}} )? )
        | {OFFICES}
        | (?<= [,;(] \s ) head (?= \s+ \p{{Lu}} )
        | (?: [Hh]ead | HEAD ) \s+ of \s+ (?: the \s+ )? (?: [Mm]ission | MISSION ) \b (?! \s+ (?: of | to | in | for ) \b )
        | (?: [Ii]ts | [Tt]heir | [Tt]eam[’']s | [Oo]bservers[’']
                | (?: [Mm]issions? | [Dd]elegations? | L?EOM | EAM | EET ) (?: [’'] s? )? )
            \s+ (?: [Hh]ead | [Ll]eader | [Cc]hief | boss ) (?! \s+ of \b )
        | (?<= \( ) head (?= \s* : ) | (?: [Hh]ead | [Ll]eader ) \s+ of \s+ (?: which | whom ) )
    | (?P<of> {HEAD_OF} )
    | (?P<that> that \s+ (?: of | from ) ) (?: \s+ the )?
    ) (?! [\p{{L}}-] )
    """,
    [
        *any_case(" ".join([*LED, *THIRD, *PAST, *LEADING])),
        *LEAD,
        *"Under under with entrusted take takes took taken as will head Head HEAD heads Heads leader Leader leaders Leaders that".split(),
        *"chief Chief chiefs Chiefs chair Chair chairs Chairs chairman Chairman chairwoman Chairwoman chairperson Chairperson special Special".split(),
        *"Mission mission Missions missions Delegation delegation Delegations delegations LEOM EOM EAM EET Team team Observers observers".split(),
        *"Its its Their their".split(),
        *(f"{into} {what}" for into in ("in", "In") for what in ("the", "charge", "command")),
        *(f"{at} {what}" for at in ("at", "At") for what in ("its", "their", "the")),
        *(f"for {what}" for what in "its their the a head leader chief chair chairperson chairman chairwoman".split()),
    ],
    verbose=True,
)
"""Words of leading: `by`, `under` and `charge` have what is led before them, `does` and `of` behind them; `office` names it or has it."""

DEPUTY = late(r"\b(?:[Dd]eputy|[Ff]ormer(?:ly)?|[Vv]ice|[Aa]ssistant|[Oo]utgoing|ex)[-\s]+(?:the\s+)?\Z")

ASIDE = r"""
    (?: \s+ (?: of | from ) \s+ (?: the \s+ )? \p{Lu}\p{L}+ (?: \s \p{Lu}\p{L}+ ){0,3} | \s* \( [^()]{1,60} \) | ,? \s+ (?: MEP | MP | M\.P\. ) \b )
"""
"""What may follow a name at once: 'of Norway', '(Norway)', 'MP'."""
APPOSED = r"(?: \s* , (?: [^.;:“”\"]{1,110}? , )? )"
AUXILIARY = rf"(?: (?: (?: who | that | and | is | was | has | had | been | be | to | will | would | shall | were | are ) \s+ ) | {ADVERBS} )"
APPOINTED = r"(?: appointed | named | nominated | designated | chosen | selected | asked | entrusted | elected | tasked | tapped )"
SERVES = r"(?: (?: serv | act | work | continu ) (?: es | ed | ing | e )? \s+ as | becomes? | became | remains? | remained | t(?: akes | ook | ake ) \s+ over \s+ as )"
DETERMINER = r"""
    (?: (?: the | its | their | our | an? | (?: the \s+ )? \p{Lu}[\p{L}/]* (?: \s+ \p{Lu}{2,} )? [’'] s? ) \s+ )?
    (?: (?: new | current | acting | overall | present | incoming | \p{Lu}\p{L}+ ) \s+ )?
"""

SUBJECT = late(
    rf"""
    {ASIDE}* (?:
      {APPOSED}? \s* {AUXILIARY}*
      | {APPOSED}? \s+ {AUXILIARY}* {APPOINTED} (?: \s+ (?: by | as ) \b [^.;]{{0,80}}? )?? \s+ to \s+
      | [^.;:]{{0,160}}? (?: \b who | \b and | , ) \s+ {AUXILIARY}*
      | [^.;:]{{0,90}} \s+ (?: to | while | before | by ) \s+
    )
    """,
    regex.VERBOSE,
)
"""From the name of the one who leads to the verb."""

BEING = "(?: who | and | has | had | will | was | were | is | are | be | been | also | again | now )"
HOLDS = rf"(?: {SERVES} | {APPOINTED} (?: \s+ (?: by | as ) \b [^.;]{{0,80}}? )?? (?: \s+ to \s+ be )? )"
HOLDER = late(
    rf"""
    {ASIDE}* (?:
      \s* [,(–—] \s* (?: [^.;:“”\"]{{1,110}}? (?: , | \b and ) \s* )?
          (?: (?: who | and ) \s+ (?: (?: also | now | currently ) \s+ )? (?: is | was | will \s+ be | has \s+ been ) \s+ )?
      | {APPOSED}? (?: (?: \s+ {BEING} )+ (?: \s+ {HOLDS} )? | \s+ {HOLDS} ) \s+ (?: as \s+ )?
      | [^.;:]{{0,200}} \b (?: as | become | was | be ) \s+
    ) {DETERMINER}
    """,
    regex.VERBOSE,
)
"""From a name to the office that its bearer holds: 'X, the head of', 'X was appointed by the Chairman as', 'X … as head of'."""

CHARGED = late(
    rf"""
    {ASIDE}* {APPOSED}? \s* (?: (?: who | will | is | was | has | had | be | been | placed | put | stands | stood | and | again | now | responsible ) \s+ )*
    """,
    regex.VERBOSE,
)

NO_LINK = r"(?! (?: by | and | of (?! \s \p{Ll} ) | in | from | to | for | with | at | who | which | that | is | was | were | has | had | on | said | told ) \b )"


@cache
def described() -> str:
    """What may stand between 'headed by' and a name: 'the former Norwegian diplomat', 'Chief Observer'."""
    nation = any_of(word for row in countries.table().values() for word in row.adjectives)
    return rf"""
        (?: (?: the | an? | its | their ) \s+ )?
        (?: (?:
            (?P<nation> {nation} )
          | (?! (?: by | and | of (?! \s \p{{Ll}} ) | in | from | to | for | with | the | on | at ) \b ) \p{{Ll}}[\p{{Ll}}-]*
          | (?: Foreign | Prime | Interior | Justice ) \s+ Minister | Member \s+ of \s+ (?: the \s+ )? (?: European \s+ )? Parliament
          | MPs? | MEPs? | Senator | Deputy | Vice-President | Election \s+ Adviser | Head \s+ of \s+ Mission | {OFFICES}
        ) ,? \s+ ){{0,5}}
        """


DESCRIBED = rf"""
    (?: (?: the | an? | its | their | one \s+ of \s+ its ) \s+ )?
    (?: {NO_LINK} \p{{L}}[\p{{L}}’'/.-]* ,? \s+ (?: (?: of | and ) \s+ (?: the \s+ )? (?= \p{{Ll}} | \p{{Lu}}\p{{L}}+ \s ) )? ){{0,9}}
"""
"""Words that say who a person is, right before the name: 'CIS Executive Secretary', 'the former Dutch ambassador'."""
UNDER_NAMED = late(
    r"\s+ (?: (?: the | its | an? ) \s+ )? (?: (?: \p{Ll}[\p{Ll}-]* | \p{Lu}\p{Ll}+(?:an|ish|ese|ch) ) \s+ ){0,4}",
    regex.VERBOSE,
)
"""Between 'under' and a name: who the person is, and no rule or treaty that something is done under."""
NAMED = late(rf"\s* :? \s* {DESCRIBED}", regex.VERBOSE)
IS_NAMED = late(
    rf"""
    (?: \s+ in \s+ \p{{Lu}}[\p{{L}}-]+ )? (?: \s* \( [^()]{{1,40}} \) )?
    (?: \s* [,:(–—-] \s* | \s+ (?: is | was | will \s+ be | has \s+ been | remains | became ) \s+ (?: again \s+ )? ) {DESCRIBED}
    | (?: \s* \( [^()]{{1,40}} \) )? \s+ (?: \p{{Lu}}[\p{{L}}-]* \s+ ){{0,4}}
    """,
    regex.VERBOSE,
)
"""From an office to the name of its holder: 'Head of Mission: X', 'its head is the Dutch diplomat X'."""
INVERTED = late(rf"\s+ (?: is | was | will \s+ be ) \s+ {DESCRIBED}", regex.VERBOSE)
"""'Heading the mission is X'."""

ALREADY_APPOINTED = late(
    rf"\b (?: appoints? | appointed | names? | named | nominated | designated | chose | chosen | picked | made ) \s+ {DESCRIBED} \Z",
    regex.VERBOSE,
)
"""Before a name: 'ODIHR appointed X head of …'."""
BEFORE_THIS = late(
    r"\b(?:previously|formerly|once|in\s+the\s+past|earlier\s+in\s+(?:his|her)|before\s+(?:that|joining))\b",
    regex.IGNORECASE,
)
"""What a person led at other times."""
