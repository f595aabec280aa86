"""Who says how many: the body that recorded a figure, or that the sentence names as its source."""

from __future__ import annotations

import regex

from pipeline.extract.statistics.frames import BE, NEAR, REPORTED, WORD, Frame
from pipeline.model.findings import Place
from pipeline.spans import Span

NAME = r"(?P<source>[^,;:()\n]{2,80}?)"
BY = regex.compile(
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
ACCORDING = regex.compile(
    rf"""
    \b (?: [Aa]ccording \s+ to \s+ (?: (?: official \s+ )? (?: data | figures | statistics | information )
          \s+ (?: from | of | by | (?: provided | published | collected ) \s+ by ) \s+ )? (?: the \s+ )? {NAME} \s*
        (?: , | (?= \s+ (?: in | for ) \s+ \d{{4}} , ) )
      | (?: [Dd]ata | [Ff]igures | [Ss]tatistics ) \s+ (?: from | of | (?: provided | published ) \s+ by ) \s+ (?: the \s+ )? {NAME} \s+
        (?: show | indicate | suggest | reveal ) (?: s | ed )? \b
      | (?: \A | , \s+ ) [Tt]he \s+ {NAME} \s+ (?: has \s+ | have \s+ )? (?: reported | stated | announced | noted | said ) \s+ that \b
    )
    """,
    regex.VERBOSE,
)
SAID_AFTER = regex.compile(
    rf"""
    , \s+ (?: the \s+ )? {NAME} \s+ (?: said | reported | stated | announced ) \s* \. | \s+ according \s+ to \s+ (?: the \s+ )? {NAME} \s* (?: [.;,] | \Z )
    """,
    regex.VERBOSE,
)
RECORDED = rf"(?:{REPORTED}|told|received|handled|examined|processed|opened|initiated|identified|investigated)"
SUBJECT = regex.compile(
    rf"""
    (?: \A | (?<= [,;(]\s | [,;]\sand\s ) | (?<= \b that \s ) )
    (?: (?: In | For | During ) \s+ (?: \p{{Lu}}\p{{Ll}}+ \s+ )? \d{{4}} \s+ )?
    (?: [Tt]he \s+ )?
    (?P<source>
      (?! (?: it|they|he|she|who|which|that|this|these|there|a|an|some|of|and )\b ) \p{{L}}[\p{{L}}\d/’'-]*
      (?: \s+ (?! (?: {BE} | that ) \b ) {WORD} ){{0,12}}?
    )
    \s+ (?: (?: had | has | have | also ) \s+ )* {RECORDED} \b [^,;]* \Z
    """,
    regex.VERBOSE | regex.IGNORECASE,
)


def source_of(text: str, sentence: Place, span: Place, frame: Frame) -> Place | None:
    """Who recorded or reported the figure, by the verb of its own clause; else whom the sentence names as its source."""
    said = None
    if frame.reported and frame.rule == "statistics.active":
        said = SUBJECT.search(text[sentence.start : span.start])
    according = ACCORDING.search(text, sentence.start, span.start)
    if said is None and according is None and frame.reported:
        said = BY.match(text, span.end, min(sentence.end, frame.end + NEAR))
    said = said or according or SAID_AFTER.search(text, frame.end, sentence.end)
    if said is None:
        return None
    source: Place = Span(*said.span("source"))
    return source if said.string is text else source.shift(sentence.start)
