"""Words that may name an event: nouns of gathering and visiting, and the verbs that tell the same.

A word is only a proposal; `evidence` weighs what its sentence says of it. A short tree of stems finds the places at which
the exact patterns are tried, since most words of a document begin none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.model.findings import Place
from pipeline.spans import Span
from pipeline.vocabulary.patterns import any_of, behind, late

STEMS = """
    round- table round tabl roundtabl workshop train school course academ camp class trip tour visit travel forum fora meet met discuss
    consult exchang convers talk gather conven came went flew spent conferenc seminar webinar symposi colloqu
    hearing brief exercis dialog lectur congress summit ceremon exhibit debat moot retreat event launch follow
    present brought taught learn practis coach school universit court show competition fact-finding session assembl
""".split()
STEM = re.compile(
    rf"\b(?:{any_of({*STEMS, *(stem.capitalize() for stem in STEMS), *(stem.upper() for stem in STEMS)})}|w(?:as|ere) (?:back )?in (?=the country|[A-Z]))"
)
"""Where a word may begin; `re` finds plain stems in half the time."""
FORMS = r"(?: \s (?: sessions? | courses? | events? | seminars? | workshops? ) )?"
NOUN = late(
    rf"""
    (?<! [’'-] ) (?:
      (?P<roundtable> [Rr]ound[\s-]?[Tt]ables? (?: [\s-](?: trainings? | discussions? | meetings? | events? | sessions? ) ){{0,2}} | ROUND\s?TABLE )
    | (?P<workshop> (?: [Tt]raining\s )? [Ww]orkshops? | WORKSHOP )
    | (?P<training>
        [Tt]raining[\s-]of[\s-][Tt]rainers? {FORMS}
      | [Tt]rainings? {FORMS} (?: \s [Ss]chool )?
        (?! \s (?: cent(?:re|er)s? | materials? | manuals? | modules? | institut\p{{L}}+ | needs | curricul\p{{L}}+ | academy | of\s(?:their|its|all)
          | programmes? | tools? | packages? | rooms? | grounds? | areas? | facilit(?:y|ies) | departments? | units? | colleges? | handbooks? | guides? | data )\b )
      | TRAINING
      | (?<= \b (?: [Tt]raining | [Ww]inter | [Ss]ummer | [Ss]pring | [Aa]utumn ) \s ) (?: [Ss]chools? | [Aa]cadem(?:y|ies) | [Cc]amps? | [Uu]niversity )
      | (?<! \b (?: [Oo]f | [Dd]ue | [Ii]n | [Tt]he \s water | golf | in \s the | over \s the ) \s ) [Cc]ourses? (?! \s of \s (?! the \s series | this | these ) )
      | (?<= \b [Mm]aster \s? ) class(?:es)? | [Mm]asterclass(?:es)?
      | (?<= \b (?: [Aa]wareness | raising | [Cc]oaching | [Rr]efresher | [Ii]nformation | (?: TAHCLE | PAHCT ) \)? ) \s ) sessions?
      )
    | (?P<forum> [Ff]orums? | [Ff]ora\b | FORUM )
    | (?P<visit> (?<! \b [Tt]o \s ) (?: visits? | Visits? (?! \s \p{{Lu}} ) ) (?! \s (?: of | by ) \s (?: the \s )? (?: famil | relativ ) ) | VISIT
      | (?<= \b [Ss]tudy \s ) (?: trips? | tours? ) | [Tt]rip (?= \s to \s \p{{Lu}} ) )
    | (?P<conference> (?<! \b [Pp]ress \s ) [Cc]onferences? (?! \s (?: of \s the \s (?: Parties | States ) | on \s Security | rooms? | halls? | cent(?:re|er)s? )\b )
      | CONFERENCE | [Ss]eminars? | SEMINAR | [Ww]ebinars? | [Ss]ymposi(?:um|a)
      | [Cc]olloqui(?:um|a) | (?<= \b [Mm]oot \s ) [Cc]ourts? (?: \s (?: [Cc]ompetitions? | trials? ) )? | [Rr]etreats? | [Ss]ummit
      | (?<= \b (?: [Pp]anel | [Pp]ublic | [Ee]xpert | [Oo]nline | [Ff]ocus[\s-]group ) \s ) (?: [Dd]iscussions? | [Dd]ebates? )
      | (?<= \b [Ss]ide[\s-] ) [Ee]vents? )
    | (?P<meeting> [Mm]eetings? (?! \s (?: place | room | rooms | point | points | the | these | their | its | all | such | those | international )\b )
      | [Cc]onsultations? (?: \s meetings? )? | [Ee]xchanges? \s of \s views | [Gg]athering (?! \s (?: of \s )? (?: evidence | information | data | support | signature ) )
      | (?<! [Mm]ission \s | [Pp]eace \s ) [Tt]alks (?= \s (?: on | with | between | in | were | took | that )\b )
      | (?<= \b (?: [Ww]orking | [Bb]rainstorming | [Pp]lanning | [Ss]trategy | [Cc]onsultative | [Tt]hematic | [Ii]nteractive | [Ii]nformal ) \s ) sessions? )
    | (?P<other> (?: (?<= \b [Pp]ress \s ) [Cc]onferences? ) | [Hh]earings? | [Bb]riefings? (?! \s (?: paper | note | material ) )
      | (?<= \b (?: [Ss]imulation | [Tt]able-?top | [Ss]imulated | [Tt]raining ) \s ) exercises? | [Dd]ialogues? (?! \s between \s the \s State ) | [Ll]ectures?
      | Congress (?! \s of \s (?: Local | the ) ) | [Cc]eremony | [Ee]xhibition | (?<= \b [Rr]oad \s ) show | (?<= \b an?\s ) debate
      | [Ll]aunch (?: \s events? )? (?= \s (?: of | in | was | took )\b )
      | (?<! \b [Ii]n \s (?: the | any | no ) \s ) [Ee]vent | [Pp]resentations? (?= \s of\b )
      | follow-up (?= \s in \s \p{{Lu}} ) | [Ii]nformation \s days? )
    ) (?! [\p{{L}}-] )
    """,
    regex.VERBOSE,
)
MODIFIED = late(
    r"(?:school|academ|camp|universit|class|session|hearing|exercise|discussion|debate|event)", regex.IGNORECASE
)
MODIFIER = behind(
    r"\b(?:training|winter|summer|spring|autumn|master|refresher|coaching|information|awareness|public|panel|expert|online|side|simulation|joint"
    r"|parliamentary|committee)[\s-]",
    ignore_case=True,
)
"""What belongs to the name of the kind before a noun that says little alone: 'winter school', 'public hearing'."""
NOUN_KINDS = {"conference": "other"}
"""Groups of `NOUN` that are no kind of their own."""
WEAK = frozenset(("meeting", "other"))
"""Groups of words that stand for much else besides: more has to be told for an event."""
VERB = late(
    r"""
    (?:
      (?P<visited> (?: visited | toured ) \b
      | (?<= \b (?: (?: is | are | was | were | due | scheduled | expected | planned | plans ) \s to | will ) \s (?: then \s | also \s )? ) visit\b )
    | (?P<travelled> (?: travell?ed | flew | went | came ) (?= \s (?: to | there | back \s to )\b ) | travel (?= \s to\b ) )
    | (?P<stayed> (?: was | were ) (?= \s (?: back \s )? in \s (?: the \s country\b | \p{Lu} ) ) | spent (?= \s [^,;.]{1,40} \s in \s \p{Lu} ) )
    | (?P<trained> trained | coached | schooled )
    | (?P<taught> taught | briefed
      | (?: learn(?:ed|t) | practi[sc]ed ) (?= \s (?: here \s | there \s | this \s week \s )? (?: in \s \p{Lu} | on \s \d | (?: how | to | about )\b ) ) )
    | (?P<gathered> gathered | convened | came \s together | brought (?= \s (?: [^,;.]{3,80} \s )? together\b )
      | assembled | debated | meets (?= \s (?: again \s | next \s )? (?: on | in | from )\b ) )
    | (?P<met> met | discussed )
    | (?P<presented> presented | launched )
    ) (?! [\p{L}-] )
    """,
    regex.VERBOSE,
)
VERB_KINDS = {
    "visited": "visit",
    "travelled": "visit",
    "stayed": "visit",
    "trained": "training",
    "taught": "training",
    "gathered": "meeting",
    "met": "meeting",
    "presented": "other",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word that may name an event: its kind, the group of words it is of, and its place."""

    kind: str
    group: str
    span: Place
    is_verb: bool

    @property
    def is_weak(self) -> bool:
        return self.group in WEAK


def words(text: str, span: Place) -> Iterator[Word]:
    """The words of `span` that may name an event, in order; of two that overlap the first."""
    end = span.start
    for stem in STEM.finditer(text, span.start, span.end):
        if stem.start() < end:
            continue
        noun = NOUN.match(text, stem.start(), span.end)
        match = noun or VERB.match(text, stem.start(), span.end)
        if match is None:
            continue
        group = match.lastgroup or ""
        kind = NOUN_KINDS.get(group, group) if noun else VERB_KINDS[group]
        if group == "taught" and match.group() == "briefed":
            kind = "other"
        modifier = MODIFIER.search(text, end, match.start()) if MODIFIED.match(match.group()) else None
        end = match.end()
        yield Word(kind, group, Span(modifier.start() if modifier else match.start(), end), noun is None)
