"""How texts say who leads something: the words before a name ('headed by', 'Head of Mission') and behind one ('will lead').

`BEFORE` ends where a name or its title may start, `BEHIND` starts where a name ends. In both, `what` is that which is
led, where it stands there: 'Head of the PACE delegation', 'heads a team of 17 experts'.
"""

from __future__ import annotations

from functools import cache

import regex

from pipeline.vocabulary import countries
from pipeline.vocabulary.patterns import any_of

DOINGS = "headed led chaired directed co-headed co-led".split()
OFFICES = r"(?: [Cc]hief \s+ (?: Observer | observer | Monitor | monitor ) | Mission \s+ Head | Special \s+ Co-?ordinator | special \s+ co-?ordinator )"
HEAD_OF = (
    r"(?<! [Dd]eputy \s ) (?: [Hh]eads? | [Ll]eaders? | [Cc]hief ) \s+ of \s+ (?: the \s+ | a \s+ | an \s+ | its \s+ )?"
)
BEHIND = regex.compile(
    rf"""
    (?P<aside> \s+ of \s+ (?: the \s+ )? \p{{Lu}}\p{{L}}+ (?: \s \p{{Lu}}\p{{L}}+ ){{0,3}} | \s* \( [^()]{{1,60}} \) | ,? \s+ (?: MEP | MP | M\.P\. ) \b )?
    (?: \s* , (?! \s* (?: the \s+ )? (?: {HEAD_OF} | {OFFICES} ) ) [^.;:]{{1,90}}? , )?
    (?:
      \s+ (?: (?: will | is \s to | was \s to | has | had | who ) \s+ )* (?: headed | led | heads | leads | heading | leading
          | head | lead | (?: is | was | been ) \s+ (?: heading | leading ) )
          \s+ (?! by\b ) (?: the | an? | its | this | that \s+ (?: of | from ) ) \b \s* (?P<what> [^.;,]{{2,90}} )
    | \s+ (?: was | has \s+ been | is | had \s+ been | will \s+ be | were ) \s+ (?: appointed | named | nominated | designated | chosen )
          (?: \s+ (?: by | as ) \b [^.;]{{0,80}}? )?? \s+
          (?: to \s+ (?: head | lead ) \s+ (?: the | an? | its ) \s+ (?P<what> [^.;,]{{2,90}} ) | (?: as \s+ )? (?: the \s+ | its \s+ )? {HEAD_OF} (?P<what> [^.;,]{{2,90}} )
            | as \s+ (?: the \s+ )? (?P<office> {OFFICES} ) (?: \s+ (?: and \s+ leader \s+ of | to \s+ lead ) \s+ the \s+ (?P<what> [^.;,]{{2,90}} ) )? )
    | \s+ (?P<charge> (?: at \s+ (?: its | the ) \s+ (?: head | helm ) | as \s+ (?: its \s+ | the \s+ )? (?: [Hh]ead | leader ) (?! \s+ of ) | in \s+ charge ) ) \b
    | (?P<ellipsis> \s+ that \s+ (?: of | from ) ) \s+ (?: the \s+ )? (?P<what> [^.;,]{{2,60}} )
    | (?P<whose> \s+ (?: headed | led | heads | leads | will \s+ (?: head | lead ) ) ) (?= \s* (?: [.,;)] | and \b ) )
    | (?: \s* , \s* | \s+ (?: is | was | will \s+ be | serves \s+ as | served \s+ as | acts \s+ as | acted \s+ as | became | as ) \s+ ) (?: the \s+ | its \s+ )? (?: former \s+ )?
        (?: {HEAD_OF} (?P<what> [^.;,]{{2,90}} ) | (?P<office> {OFFICES}
            | [Hh]ead \s+ of \s+ (?: the \s+ )? [Mm]ission ) (?: \s+ (?: of | for | and \s+ leader \s+ of ) \s+ (?: the \s+ )? (?P<what> [^.;,]{{2,90}} ) )? )
    )
    """,
    regex.VERBOSE,
)
"""Behind a name, after its nationality or what stands between commas: a verb of leading or an office."""


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


@cache
def before() -> regex.Pattern[str]:
    """Finds the words before a name that say what its bearer leads; the pattern ends where the title or the name starts."""
    return regex.compile(
        rf"""
        (?<! [\p{{L}}-] )
        (?: (?P<by> (?: (?: jointly | also | being ) \s+ )? {any_of(DOINGS)} (?: \s+ jointly )? \s+ by
              | under \s+ (?: the \s+ )? (?: leadership | direction | guidance | command ) \s+ of ) \s+ {described()}
          | (?P<under> (?<= [\p{{Ll}},] \s ) under ) \s+
          | (?P<stands> [Aa]t \s+ (?: its | the \s+ mission’s ) \s+ head \s+ (?: stands | is | was | stood )
              | (?: [Hh]eading | [Ll]eading ) \s+ (?: the \s+ )? (?P<what> [^.;,]{{2,60}}? ) \s+ (?: is | was | will \s+ be ) ) \s+ {described()}
          | (?P<head> {HEAD_OF} (?P<what> [^.;:]{{2,80}}? ) (?: \s* , \s* | \s* : \s* | \s+ (?: is | was | will \s+ be ) \s+ | \s+ ) )
          | (?P<mission> (?: [Hh]ead \s+ of \s+ (?: the \s+ )? [Mm]ission | {OFFICES} ) (?: \s* [,:] \s* | \s+ (?: is | was | will \s+ be ) \s+ | \s+ ) )
          | (?P<and> \b by \s+ )
        ) \Z
        """,
        regex.VERBOSE,
    )
