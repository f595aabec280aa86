"""Who says how many: the body that recorded a figure, or that the sentence names as its source."""

from __future__ import annotations

import regex

from pipeline.extract.statistics.frame import NEAR, Frame
from pipeline.extract.statistics.words import BE, REPORTED, WORD
from pipeline.model.findings import Place
from pipeline.spans import Span
from pipeline.vocabulary.patterns import late

NAME = r"(?P<source>(?!(?:he|she|they|it|we|I)\b)(?![^,;:()\n]*\b(?:was|were|is|are)\b)[^,;:()\n]{2,80}?)"
SAYS = (
    r"(?:report(?:s|ed)?|state[sd]?|announce[sd]?|note[sd]?|said|says?|estimate[sd]?|recall(?:s|ed)?|indicate[sd]?|claim(?:s|ed)?"
    r"|found|finds?|show(?:s|ed)?|believe[sd]?|alleged|informed|confirmed|confirms|stressed|observed|warned|submitted|added)"
)
BY = late(
    rf"""
    [^,;]*? \s+ by \s+ (?: the \s+ )?
    (?P<source>
      (?! end\b | means\b | \d ) {WORD}
      (?: \s+
        (?! (?: in | during | on | from | and | since | were | was | as | between | for | to | at | with | who | which
          | up | that | against | concerning | regarding | according | \p{{Ll}}{{3,}}ing )\b )
        {WORD}
      ){{0,8}}
    )
    """,
    regex.VERBOSE,
)
ACCORDING = late(
    rf"""
    \b (?: [Aa]ccording \s+ to \s+ (?: (?: official \s+ )? (?: data | figures | statistics | information )
          \s+ (?: from | of | by | (?: provided | published | collected ) \s+ by ) \s+ )? (?: the \s+ )? {NAME} \s*
        (?: , | (?= \s+ (?: in | for ) \s+ \d{{4}} , ) | (?= \s (?: (?: some | over | about | at\s+least | more\s+than | nearly ) \s+ )? \d ) | \Z )
      | (?: [Dd]ata | [Ff]igures | [Ss]tatistics ) \s+ (?: from | of | (?: provided | published ) \s+ by ) \s+ (?: the \s+ )? {NAME} \s+
        (?: show | indicate | suggest | reveal ) (?: s | ed )? \b
    )
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
SAYS_THAT = late(
    rf"""
    (?: (?: \A | [,;] \s+ (?: and \s+ | while \s+ | but \s+ )? ) (?: the \s+ )? | \b the \s+ )
    (?P<source>
      (?! (?: he | she | they | it | we | I | there | who | which | that | this | these | those | an? | and | in | on | as | the | one )\b ) {WORD}
      (?: \s+ (?! (?: {BE} | are | is | has | have | had | also | further | who | which | that | in | and \s+ \p{{Ll}}+ed )\b ) {WORD} ){{0,8}}?
    )
    \s+ (?: (?: has | have | had | also | further ) \s+ ){{0,2}} (?: {SAYS} | told \s+ (?: \p{{L}}+ \s+ ){{0,3}}? \p{{L}}+ ) \s+ that \b
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
SPEAKS = late(
    r"""
    (?: \A | (?<= [,;]\s ) | (?<= [,;]\sand\s ) | (?<= [,;]\swhile\s ) ) (?: [Tt]he \s+ )?
    (?P<source> (?! (?: he | she | they | it | we | there )\b ) [^,;:()\n]{2,60}? )
    \s+ (?: speaks? \s+ of | spoke \s+ of | counted | counts | puts? \s+ [^,;]{1,40}? \s+ at | estimate[sd]? \s+ [^,;]{1,40}? \s+ at ) \s+ (?: \p{Ll}+ \s+ ){0,2} \Z
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
SPOKE = late(r"\b(?:speaks?|spoke|counts|counted|puts?|estimate)")
SAID_AFTER = late(
    rf"""
    , \s+ (?: the \s+ )? {NAME} \s+ (?: said | says | reported | stated | announced | noted | added | recalled ) \s* \.
    | ,? \s+ according \s+ to \s+ (?: the \s+ )? {NAME} \s* (?: [.;,] | \Z )
    """,
    regex.VERBOSE,
)
RECORDED = (
    rf"(?:{REPORTED}|told|received|handled|examined|processed|opened|initiated|identified|investigated|verified|confirmed|corroborated|tracked|collected|gathered|compiled|catalogued|mapped|found"
    r"|knows?\s+of|knew\s+of|names|speaks?\s+of|heard\s+of|learn(?:ed|t)\s+of|(?:ha[sd]|keeps?)\s+(?:on\s+record|on\s+file|on\s+its\s+list)"
    r"|informed|notified|sent\s+(?:details|information|data|a\s+list)|(?:provided|submitted|published|launched|presented|gave|issued)\s+(?:details|information|data|figures|an?\s+(?:list|study|survey|report)))"
)
SUBJECT = late(
    rf"""
    (?: \A | (?<= [,;(]\s | [,;]\sand\s ) | (?<= \b that \s ) )
    (?: (?: In | For | During ) \s+ (?: \p{{Lu}}\p{{Ll}}+ \s+ )? \d{{4}} \s+ )?
    (?: In \s+ (?: the \s+ )? \p{{Lu}} [\p{{L}}-]+ (?: \s+ \p{{Lu}} [\p{{L}}-]+ )? ,? \s+ (?= the\b | police\b ) )?
    (?: [Tt]he \s+ )?
    (?P<source>
      (?! (?: in|for|during|it|they|he|she|who|which|that|this|these|there|a|an|some|of|and )\b ) \p{{L}}[\p{{L}}\d/’'-]*
      (?: \s+ (?! (?: {BE} | that ) \b ) {WORD} ){{0,12}}?
    )
    (?: , \s+ (?: an? | the ) \s [^,;]{{2,60}} , )? \s+ (?: (?: had | has | have | also ) \s+ )* {RECORDED} \b [^,;]* \Z
    """,
    regex.VERBOSE | regex.IGNORECASE,
)


PAPER = late(
    r"\b(?:statistics|data|figures|number|rates?|figure|levels?|tables?|reports?\s+suggest)\b", regex.IGNORECASE
)
"""What is read, and says nothing itself."""
LED = late(
    r"(?:Up|Between|By|At|On|Since|After|Until|Within|Over|From|Throughout|Across|As|For|During|In)\s.*\bthe\s+(?=[\p{L}][^.]*\Z)",
    regex.IGNORECASE,
)
"""What stands before the subject of a sentence: 'Between 4 and 17 March the SMM'."""


OWN_DATA = late(
    r"""
    (?: \A | [,;:(] \s+ | \b (?: to | from | by | of | in | that | and | while ) \s+ ) (?: [Tt]he \s+ )?
    (?P<source> (?: \p{Lu}[\p{L}-]* (?: ['’] \p{Lu} \p{L}+ )? | [Pp]olice | [Mm]inistry | [Cc]ourts? | [Pp]rosecution )
      (?: \s+ (?: (?: of | for | and | the ) \s+ )* \p{Lu}[\p{L}-]* ){0,6} )
    (?: ['’]s? )? \s+ (?: \p{Ll}+ \s+ )?
    (?: data | figures | statistics | records | count | report | log | database | register | survey ) (?: \s+ (?: for | of | on ) \s+ [^,;]{2,30}? )? \s+
    (?: show | indicate | suggest | reveal | list | have | give | put | contain | speak ) (?: s | ed | n )? \b
    """,
    regex.VERBOSE,
)
"""Whose figures speak: 'Police figures show', 'The Ombudsman's annual report lists'."""
"""Whom the words behind a figure name: '(source: Ministry of Justice)', ', says Amnesty International'."""
VERB_IN = late(r"\s+\p{Ll}+ed\s[^,;]*\band\Z")
"""What else a body did before it said how many: 'Latvia touched upon … and noted that'."""
DESCRIBED = late(
    r"(?:(?:and|while|but)\s+(?:the\s+)?)?(?:(?!of\b|for\b|in\b|and\b|police\b|office\b|ministry\b)\p{Ll}[\p{L}-]*\s+)+(?=\p{Lu}\p{L}+(?:\s+(?:of|for|and|the|against|on|\p{Lu}[\p{L}’'-]*))*\Z)"
)
"""What a name is described by: 'the human rights centre Viasna'."""


NOT_RECORDED = ("statistics.passive", "statistics.court", "statistics.share", "statistics.rate", "statistics.part")
"""The rules of figures that no subject before them recorded."""


def source_of(text: str, sentence: Place, span: Place, frame: Frame) -> Place | None:
    """Who recorded or reported the figure, by the verb of its own clause; else whom the sentence names as its source."""
    before = text[sentence.start : span.start]
    said = OWN_DATA.search(before)
    if said is None and frame.rule not in NOT_RECORDED:
        said = SUBJECT.search(before)
    said = said or (SPEAKS.search(before) if SPOKE.search(before) else None)
    said = said or ACCORDING.search(text, sentence.start, span.end)
    if said is None and frame.reported:
        said = BY.match(text, span.end, min(sentence.end, frame.end + NEAR))
    said = (
        said
        or (SAYS_THAT.search(before) if " that " in before else None)
        or SAID_AFTER.search(text, frame.end, sentence.end)
    )
    if said is None:
        return None
    own: Place = Span(*said.span("source"))
    led = LED.match(said.string, own.start, own.end)
    own = Span(led.end(), own.end) if led else own
    source = own if said.string is text else own.shift(sentence.start)
    if source.overlaps(span) or PAPER.search(source.cut(text)):
        return None
    verb = VERB_IN.search(text, source.start, source.end)
    source = Span(source.start, verb.start()) if verb else source
    led = DESCRIBED.match(text, source.start, source.end)
    return Span(led.end(), source.end) if led else source
