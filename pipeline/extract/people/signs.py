"""What the words around a name say of its bearer: whether it is a person's, and by which sign one knows.

    text, the name's place -> a rule's name, or None

A sign is a frame with an open slot: what persons do ('led by', 'heads the'), what they are (`roles`), where they come from ('of
Sweden', '(MP, Ireland)'), how they are reached ('Contact:', ', tel.'). Some are weak: 'said' has bodies for its subject too, and
asks the model. 'the' and 'in' before a name speak against it.
"""

from __future__ import annotations

from functools import cache

import regex

from pipeline.extract.people import roles
from pipeline.extract.people.shape import Proposed
from pipeline.vocabulary import bodies, callings, countries, leaders
from pipeline.vocabulary.patterns import any_of, behind, late

NEAR = 90
WEAK = "people.named"
"""Nothing but its form says that the name is a person's: the model decides."""
ASKED = frozenset({WEAK, "people.frame"})
"""Where the model is asked. Bodies lead and draft too: it is a second reader of who did."""
OPEN_LISTS = frozenset({"people.frame", "people.sent"})
"""A name by these may be the first of several: 'was led by A and B'."""
DOINGS = (
    "headed led chaired opened moderated drafted assisted written prepared reported edited facilitated delivered conducted directed "
    "co-headed co-led authored photographed interviewed"
).split()
TO_WHOM = (
    "appointed", "appointment of", "named", "nominated", "elected", "thanked", "thanks", "interviewed", "told", "succeeds", "succeeded", "replaces", "replaced",
    "accompanied by", "joined by", "together with", "met with", "welcomed", "received", "congratulated", "like", "Contact", "contact", "contacting",
)  # fmt: skip
"""Words right before the name of whom something is done to, or who is to be asked."""
WHOSE_WORK = "Reporting reporting Editing editing Writing writing Compiled compiled Photo Photos photo photos Text Story Interview Words contributions".split()
LABELS = (
    "Contact", "Contacts", "contact", "contacts", "Enquiries", "enquiries", "enquiry", "Inquiries", "inquiries", "information", "Prepared by", "prepared by",
    "Author", "Authors", "Signed", "Signed by", "By", "by", "Trainers", "Interviewee",
)  # fmt: skip
"""What stands before a colon and a name."""
NOT_BEFORE = (
    "the The a A an An this This our Our its Its in In at At near outside across via into inside around between through called party city town village street company "
    "NGO newspaper river hotel citizens inhabitants residents population outskirts north south east west streets de del des du di delle della y et tot la las los les para pour und"
).split()
"""What places, bodies and the foreign names of bodies have before them, and persons have not."""
BODIES = "NGO organisation organization association party town village city region company newspaper group movement network centre institute".split()
AGAINST = behind(rf"(?:\b{any_of(NOT_BEFORE)},?\s+(?:of\s+)?|[’']s\s+)")
BODY_BEHIND = late(rf"\s*,\s+an?\s+(?:[\p{{L}}-]+\s+){{0,2}}{any_of(BODIES)}\b")
GONE_TO = behind(r"\b(?:visit(?:ed|ing|s)?|(?:went|travel(?:led|ed|s)|trips?|visits?)\s+to)\s+")
TOWN_BEFORE = behind(r"(?<![\p{L}-]\s)\b\p{Lu}[\p{L}-]+\s*,\s+(?:and\s+)?")
TOWN = r"\p{Lu}[\p{L}-]+(?:\s\p{Lu}[\p{L}-]+)?"
GONE_ON = behind(
    rf"\b(?:(?:to|from|between|near)\s+{TOWN}|(?:in|at)\s+{TOWN},\s+{TOWN})(?:,\s+{TOWN}){{0,6}},?\s+and\s+"
)
"""'to Sarajevo and Banja Luka', 'in Osh, Novi Sad and Banja Luka'."""
TOWN_BEHIND = late(r"\s*,\s+(?:and\s+)?\p{Lu}[\p{L}-]+(?:\s*[,.;]|\s+and\b)")
LIST_GOES_ON = late(r"\s*(?:[,.;)]|\Z)|\s+and\b")


@cache
def _before() -> regex.Pattern[str]:
    """Words before a name that only a person's follows."""
    relations = any_of(callings.forms(callings.RELATIONS))
    every = any_of(callings.forms((*callings.OFFICES, *callings.PROFESSIONS, *callings.RELATIONS), plural=True))
    return behind(
        rf"""
        (?:
            (?<= (?: {any_of(DOINGS)} ) \s+ (?: jointly \s+ )? ) by \s+ {leaders.described()}
          | \b {any_of(WHOSE_WORK)} \s+ (?: (?: and \s+ \p{{Ll}}+ | made ) \s+ )? by \s+
          | \b under \s+ (?: the \s+ )? (?: leadership | direction | guidance | command | chairmanship | stewardship ) \s+ of \s+ {leaders.described()}
          | \b (?: opened | deployed | launched | began | started | sent | ground | mission | team | work ) \s+ (?: on \s+ \d+ \s+ \p{{L}}+ \s+ )? under \s+
          | \b (?: comprised | comprises | comprising | consisted \s+ of | consists \s+ of | composed \s+ of | members \s+ (?: were | are ) ) \s+
          | \b (?: Messrs | MM | Mmes | Messieurs ) \b \.? \s+
          | \b in \s+ the \s+ (?: hands | person ) \s+ of \s+
          | \b {any_of(TO_WHOM)} \s+
          | \b (?: {any_of(LABELS)} | {every} ) \s* : \s+
          | \b (?: {every} ) \s+ (?: is | was | are | were | will \s+ be ) \s+
          | \b (?: [Ii]n \s+ charge | [Aa]t \s+ (?: its | the \s+ mission’s ) \s+ head ) \s+ (?: is | was | stands | stood ) \s+ {leaders.described()}
          | \b (?: [Hh]eading | [Ll]eading ) \s+ (?: the \s+ )? [^.;,\n]{{2,60}}? \s+ (?: is | was | will \s+ be ) \s+ {leaders.described()}
          | \b {relations} \s* ,? \s+
          | (?: \A | \n ) By \s+
        )
        """,
        verbose=True,
    )


SENDER = any_of(name for names in bodies.NAMES.values() for name in names if name.isupper())
"""'Andreas Balfour, OSCE PA; François Dieterlen, PACE': who speaks for which body, as lists of contacts have it."""


@cache
def _behind() -> regex.Pattern[str]:
    """Words behind a name that only a person's is followed by, by kind."""
    country = any_of(name for row in countries.table().values() for name in row.names if len(name) > 3)
    nation = any_of(word for row in countries.table().values() for word in row.adjectives)
    return regex.compile(
        rf"""
          (?P<sent> \s* , \s+ {SENDER} \s* (?: [;.(] | , \s* (?: \( | \+ | and \b ) | \Z | \n ) )
        | (?P<state> ,? \s+ (?: of | from ) \s+ (?: the \s+ )? {country} (?! [\p{{L}}-] )
              | \s* \( (?: [^()\n]{{0,40}}? , \s* )? (?: MP \b | MEP \b | M\.P\. | Ms | Mr | {country} | {nation} ) (?! [\p{{L}}-] ) [^()\n]{{0,60}} \)
              | ,? \s+ (?: MP | MEP | M\.P\. ) \b )
        | (?P<heads>
              (?: \s+ of \s+ (?: the \s+ )? \p{{Lu}}\p{{L}}+ | \s+ \( [^()\n]{{1,60}} \) )?
              (?: , [^.;:\n]{{1,80}} , )? \s+ (?: (?: will | is \s+ to | who ) \s+ )?
              (?: headed | led | heads | leads | head | lead | chairs | chaired | is \s+ heading | is \s+ leading ) \s+ (?: the | an? | that \s+ of | its | this ) \s
            | \s+ (?: was | has \s+ been | is | had \s+ been | will \s+ be ) \s+
              (?: appointed | named | nominated | elected | designated | the \s+ [Hh]ead \s+ of | [Hh]ead \s+ of ) \b
            | \s+ (?: at \s+ (?: its | the ) \s+ (?: head | helm ) | as \s+ (?: its \s+ | the \s+ | their \s+ )? (?: [Hh]ead | leader ) ) \b
            | \s+ in \s+ charge \b )
        | (?P<apposed> \s* , \s+ (?: who | whose | whom ) \b | \s* , \s* (?: aged \s+ )? \d\d \s* , | \s+ \( (?: aged \s+ )? \d\d \) | \s+ reporting \b
            | \s* , \s* (?: tel\b | phone\b | mobile\b | e-?mail\b | \+ \s* \d ) | \s* [(<]? [\w.-]+ @ | \s* \( (?: tel | \+ ) )
        """,
        regex.VERBOSE,
    )


def against(text: str, name: Proposed) -> bool:
    """True where the words right beside a name say that it is a place's, a body's or a thing's: 'in', 'the', 'Institute'."""
    beside = name.behind == "body" or (name.behind == "caps" and name.before != "office")
    return beside or AGAINST.search(text, max(0, name.name.start - 24), name.name.start) is not None


def of(text: str, name: Proposed, floor: int) -> str | None:
    """The rule by which a name is a person's, the best first; None where it has no sign and stands as places and bodies do."""
    start, end = name.name
    if name.before in ("office", "post"):  # also MEP Anna Lind
        return "people.office"
    if _before().search(text, max(floor, start - NEAR), start):
        return "people.frame"
    if roles.before(text, start, floor) is not None:
        return "people.office"
    if name.behind == "post":
        return "people.state"
    if roles.behind(text, start, end) is not None:
        return "people.apposed"
    told = _behind().match(text, end)
    if told is not None and told.lastgroup is not None:
        return f"people.{told.lastgroup}"
    return None if _stands_as_place(text, name, max(floor, start - NEAR)) else WEAK


def _stands_as_place(text: str, name: Proposed, floor: int) -> bool:
    """True behind the word for a body, behind a heading's letter, where somebody went, and among lone words as towns are listed."""
    start, end = name.name
    if (
        name.before == "body"
        or text[start + 1] == "."
        or BODY_BEHIND.match(text, end)
        or GONE_TO.search(text, floor, start)
        or GONE_ON.search(text, floor, start)
    ):
        return True
    if TOWN_BEHIND.match(text, end) or countries.by_name(name.name.cut(text).split()[0]) is not None:
        return True
    return LIST_GOES_ON.match(text, end) is not None and TOWN_BEFORE.search(text, floor, start) is not None
