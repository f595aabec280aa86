"""Whether a word names an event that took place or will: what its clause says for it and against it.

For it: somebody held it or took part, it took place, or a new event ('a', 'an') has its day and place right behind it.
Against it: it is wished for, offered, denied or called off; it is a body's ordinary sitting or an election mission's work;
it is still to come and of its day, its place and its people only one is told.
"""

from __future__ import annotations

import regex

from pipeline.extract.events.bodies import HELD, ORGANISED
from pipeline.extract.events.phrases import Head, Scene
from pipeline.extract.events.settings import NAME, NEAR, TOUCHING, Setting
from pipeline.model.dropped import Reason
from pipeline.model.findings import Place
from pipeline.spans import Span
from pipeline.vocabulary.patterns import behind, late

MANY = r"(?:(?:the\s+)?(?:first|second|third|last|latest)\s+of\s+(?:\p{Ll}+\s+)?)?(?:(?:an?\s+|the\s+)?(?:\p{Ll}+\s+)?(?:series|number|set|cycle|round|range)\s+of\s+)?"
BE = r"(?:was|were|has\s+been|have\s+been|had\s+been|being)"
JOINED = (
    r"(?:participat(?:ed?|ing)\s+in|(?:took|taken?|taking)\s+part\s+in|attend(?:ed|ing)?|contribut(?:ed|ing)\s+to"
    r"|(?:spoke|speaking)\s+(?:[^,;.\n]{2,40}\s)?at|presen(?:t|ce|ted)\s+(?:[^,;.\n]{2,60}\s)?at|addressed|opened|opens|closed|completed|graduated\s+from|took|gave|followed"
    r"|(?:gathered|came\s+together|met|meeting|convened|assembled|discussed|debated|exchanged|learn(?:ed|t)|launched|shared)\s+(?:[^,;.\n]{2,80}?\s)?(?:at|for|in|during)|trained\s+(?:[^,;.\n]{2,80}?\s)?(?:at|in|during)"
    r"|(?:was|were)\s+invited\s+to|(?:brought|received|welcomed)\s+[^,;.\n]{3,80}\s+(?:for|to)|had|has\s+had|benefit(?:ed|ted)\s+from|received|underwent|passed|went\s+through|sat\s+in)"
)
HELD_BEFORE = behind(
    rf"\b{HELD}(?:\s+(?:in|on|from|today\b)\s*[^,;.\n]{{0,60}})?(?:\s*,[^,;.\n]{{3,120}},)?\s+{MANY}(?:(?!of\b|in\b|on\b|at\b|for\b|to\b|with\b|after\b|and\b)[\p{{L}}\d’'-]+\s+){{0,5}}[“\"]?"
)
JOINED_BEFORE = behind(rf"\b{JOINED}\s+{MANY}(?:(?!of\b|in\b|on\b|at\b|for\b|after\b)[\p{{L}}\d’'-]+\s+){{0,4}}[“\"]?")
ON_A_VISIT = behind(r"\b(?:on|during)\s+(?:an?|its|their|his|her|my|our)\s+(?:[\p{L}-]+\s+){0,2}")
GOVERNED = behind(
    r"\b(?:to|of|after|following|at|during|since|before|from|on|for|by|in|with|under|between)\s+(?:(?:the|an?|this|its|these|both|that|such|\d{4}|first|second)\s+){0,2}[“\"]?"
)
TO_COME = (
    rf"(?:(?:will|shall|(?:is|are)\s+(?:to|due\s+to|expected\s+to|set\s+to))\s+(?:then\s+|also\s+)?(?:be\s+{HELD}|take\s+place|be\s+opened|follow|start|begin|open|bring\s+together)"
    r"|follow(?:s|ed)?|starts?|begins?|takes?\s+place|opens)"
)
HAPPENED = late(
    rf"[^;\n]{{0,160}}?\b(?:{TO_COME}\s+(?:in|on|at|from|for|by|between)"
    rf"|(?:is|are|was|were)\s+(?:\p{{Ll}}+ly\s+)?(?:scheduled|planned|set|foreseen|due)\s+(?:for|in|on)|(?<=, )(?:scheduled|planned|due|set)\s+(?:for|on|in))\b"
    rf"|[^;\n]{{0,220}}?\b(?:{BE}\s+(?:(?:also|then|jointly|successfully|not|never)\s+)?{HELD}\b|took\s+place|ran\s+(?:in|from|for|at|on)\b|lasted\b|brought\s+together"
    rf"|(?:brought|reached|attracted|drew)\s+(?:\d+|\p{{Ll}}+(?:teen|ty|een)(?:-\p{{Ll}}+)?|some\b|over\b|about\b|around\b|more\s+than\b)"
    rf"|(?:is|was|are|were)\s+(?:on|from|between)\s+\d\d?\b|gathered|convened|{HELD}\s+(?:by|in|on|from|at|jointly|together|today|yesterday|for)\b|attended\s+by\b"
    rf"|(?:at|in|during)\s+which\s+[^;\n]{{2,120}}?\b(?:took\s+part|participated|discussed|learn\p{{Ll}}+|practised|spoke|were\s+\p{{Ll}}+ed)\b)"
    r"|(?:[^;\n]{0,220}?[,)”]|(?:(?!was\b|were\b|that\b|which\b)[^;,\n]){0,80}?)?\s+(?:began|started|opened|closed|concluded|ended|kicked\s+off)\s+(?:today|yesterday|here|in|on)\b"
)
HELD_AFTER = late(
    rf"[,”\"]{{0,2}}\s*(?:which\s+|that\s+)?(?:{BE}\s+|took\s+place\b)?(?:{HELD}\b|took\s+place\b|(?<=took\s+place))"
    rf"|,?\s+(?:that|which)\s+(?:the\s+)?[^,;.]{{1,60}}?\s+{ORGANISED}\b|\s+attended\s+by\b"
    rf"|,?\s+to\s+be\s+(?:held|attended|organi[sz]ed)\b|,?\s+(?:which|that)\s+(?:began|opened|closed|ended|ran)\b|,?\s+(?:which|that)\s+(?:took|brought|led)\s+(?:\p{{L}}+\s+){{1,3}}to\b"
)
CARRIED = behind(r"\b(?:[Aa]n|[Aa]|[Aa]nother|[Oo]ne|\p{Ll}+[-\s](?:day|week))\s+(?:[\p{L}\d’'-]+\s+){0,4}[“\"]?")
"""A new event: 'a two-day expert'."""
JOINED_LIST = behind(r"(?:\band|,|;)\s+(?:an?|another|one|the)\s+(?:[\p{L}-]+\s+)?")
POSSESSED = behind(r"(?:[’']s?|\b(?:[Hh]er|[Hh]is|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y))\s+(?:[\p{L}-]+\s+){0,2}")
FACTIVE = behind(
    r"\b(?:[Ff]ollowing|[Aa]fter|[Dd]uring|[Aa]t)\s+(?:(?:the|an?|its|their|this|his|her|my|our)\s+)?(?:[\p{L}-]+\s+){0,2}"
)
VERBS = r"was|were|is|are|be|has|have|had|did|does|do|will|would|can|said|says|took"
FINITE = late(
    rf"(?<=\p{{Ll}}{{3}})ed\b(?!:)|\b(?:{VERBS}|held|met|led|ran|gave|made|spoke|told|came|went|began|brought|sat|saw|sent|wrote|left|found|heard|drew|fell|has|takes?|says|may|must)\b(?!:)"
)
"""A verb, which a line that is no sentence lacks."""
DESCRIBING = "entitl host organiz organis attend titl fund financ focus support advanc relat bas unit retir".split()
PARTING = late(rf"(?<=\p{{Ll}}{{3}})(?<!{'|'.join(DESCRIBING)})ed\b|\b(?:{VERBS})\b")
"""A verb that parts an event from a day or place behind it; one that may describe the event does not."""
UNREAL = late(
    r"""
    \b (?: would | should | could | may | might | must | cannot | [Ii]f | whether      # not a fact
    | intends? | intended | proposed | needs? \s to | requests? | requested | wants? | wanted
    | recommends? | recommended \s that | encourages? | calls? \s (?: up )? on                       # asked for
    | (?: ready | offer(?:s|ed)? | willing | agreed | wish(?:es|ed)? | hopes? | requests? | decided | undertook | prepared | invited \s (?: \S+ \s ){1,6} ) \s? to
    | (?: declin(?: es | ed | ing ) | refus(?: es | ed | ing ) | fail(?: s | ed | ing ) | unable ) \s to
      \s (?: (?: co- )? host | hold | organi[sz]e | convene | conduct | arrange | stage | run | visit | travel )
    | Had \s (?: the | an? | this | that | these | it | its | their | such ) | had \s it \s been                  # a condition
    | aims? \s to | calls? \s for | calling \s for | proposals? | suggest(?:s|ed)?
    | cancell?ed | banned | called \s off | [Nn]o | not | never | [Nn]either | nor | [Ww]ithout | lack \s of       # denied
    ) \b
    """,
    regex.VERBOSE,
)
CALLED_OFF = late(
    r"\b(?:cancell?ed|called\s+off|banned|abandoned|scrapped|shelved|aborted)\b|\G[^,;]{0,60}\sfell\s+through\b"
    r"|\b(?:never|(?:did|does|could)\s+not|failed\s+to)\s+(?:t(?:ake|ook|akes)\s+place|happen(?:ed|s)?|materiali[sz]ed?|c[ao]me\s+about|go\s+ahead)\b"
    r"|\b(?:was|were|been)\s+(?:never|not)\s+held\b"
)
PUT_OFF = late(
    r"\bpostponed\b|\bre-?scheduled\b|\bdeferred\b|\bbrought\s+forward\b|\bput\s+off\b|\bhad\s+to\s+be\s+held\b|\bfell\s+victim\b"
)
FUTURE = late(
    r"\b(?:will|shall|plans?|planned|planning|upcoming|future|forthcoming|scheduled|expected|(?:is|are)\s+(?:to|due|set)|to\s+be|due\s+to|[Nn]ext|starts?|begins?|follows)\b"
)
"""What is still to come."""
ITS_SITTING = behind(
    r"\b[Aa]t\s+(?:(?:its|their)\s+(?:[\p{L}\d-]+\s+){0,2}|the\s+(?:\d+(?:st|nd|rd|th)\s+(?:and\s+\d+(?:st|nd|rd|th)\s+)?|same\s+))"
)
SITTING = behind(
    r"\b(?:\d+(?:st|nd|rd|th)|[Tt]wenty-\p{Ll}+|[Tt]hirt\p{Ll}+)\s+(?:plenary\s+|annual\s+|regular\s+|summit\s+)?|\b(?:[Cc]ommittee|[Cc]ommission|[Cc]abinet|[Gg]overnment|CEC|[Bb]oard)(?:[’']s)?\s+|\bsession\s+|\b[Ii]nter-?[Ss]essional\s+"
)
"""Before the ordinary sitting of a body, unless its day and town are told: 'the Commission's', 'the 12th'."""
SITS = late(r"\b(?:Commission|CEC|DEC|Court|Parliament|Assembly|Council|Committee|Senate|Cabinet|Government|Bureau)\b")
"""Bodies whose meetings are their daily work."""
OF_BODY = late(rf"\s+of\s+(?:the\s+)?(?:\p{{Lu}}[\p{{L}}’'-]+\s+){{0,4}}{SITS.pattern}")
HEARING = late(r"[Hh]earings?\b")
COURT = late(r"\b(?:[Cc]ourts?(?!\s+of\s+Human)|trials?|accused|defendants?|suspects?|monitor(?:s|ed)|detention)\b")
CITED = behind(
    r"\b(?:Documents?|Declaration|Resolution|Decision|Charter|Convention|Final\s+Act|Statute|Report|outcome)\s+(?:adopted\s+)?(?:of|at|by|from)\s+the\s+(?:[\p{L}\d-]+\s+){0,4}"
)
OBSERVERS = late(
    r"\b(?:L?EOM|EAM|NAM|EET|IEOM|SEAM|[Oo]bservers?|STOs?|LTOs?|(?:observation|assessment|monitoring)\s+(?:[Mm]issions?|teams?)|[Mm]ission(?!\s+(?:to|in)\s+\p{Lu}))\b"
)
PROTEST = late(
    r"\b(?:protest\p{L}*|demonstrat\p{L}+|rall(?:y|ies)|marche[sd]?|vote|voters|elections?\s+day|arrest\p{L}*|party|trial|court\s+hearing)\b"
)
TALKED = late(r"[Cc]onference|[Bb]riefing")
"""What election missions hold for the press, and tell of no record of its own."""
LISTS_OF = late(r"[^.;()\n]{0,100}\s(?=\()")
"""Between an event and the town and day in brackets behind it: 'Workshop for 19 judges (Osh, 3-4 May 2019)'."""
VISIT_TO = late(
    rf"\s+(?:back\s+)?(?:to\s+)?(?:the\s+)?(?:(?:towns?|cit(?:y|ies)|regions?)\s+of\s+)?(?P<place>(?!Mr|Ms|Mrs|Dr\b){NAME}(?:\s+(?:prison|colony|region|district|municipality|county|province|camp|oblast)\b)?(?:(?:,\s+(?:and\s+)?|\s+and\s+){NAME}(?!\s+\p{{Ll}}+ed\b)){{0,6}})"
)
PAID_TO = late(
    rf"\s+(?:by\s+[^,;.\n]{{3,80}}\s+)?to\s+(?:(?:the\s+)?(?:(?:towns?|cit(?:y|ies)|regions?|Republic)\s+of\s+)?(?P<place>{NAME}(?:\s+(?:prison|colony|region)\b)?(?:(?:,\s+(?:and\s+)?|\s+and\s+){NAME}){{0,6}}))"
)
"""Where a visit led to: 'a visit by the Commissioner to Georgia'."""
VISITED_PLACE = late(
    r"\s+(?:the|this|its|several|two|three|four|five|six)\s+(?:[\p{L}-]+\s+){0,3}?(?:country|region|towns?|cit(?:y|ies)|prisons?|cent(?:re|er)s?|facilit(?:y|ies)|camps?|settlements?|schools?|institutions?)\b|\s+(?:\p{Ll}+\s+){0,3}(?:prisons|cent(?:re|er)s|facilities|camps|settlements|schools|institutions|colonies)\s+in\b|\s+the\s+[^,;.]{0,40}(?:Prison|Centre|Hospital|Institution|Colony)\b"
)
ENVOY = late(
    r"\b(?:Rapporteurs?|Commissioner|Director|Representative|Independent\s+Expert|Subcommittee|Working\s+Group|[Dd]elegation|Special\s+Envoy|Chairperson|Chairman|Co-?ordinator|Secretary|Ambassador|Head|President|[Ee]xperts?|[Aa]dvis[eo]rs?)\b"
)
CIVIC = late(
    r"\b(?:[Jj]udges|[Pp]rosecutors|[Ll]awyers|[Aa]ctivists|[Ee]xperts|[Oo]fficials|[Rr]epresentatives|[Pp]articipants|[Pp]arliamentarians|[Tt]eachers|[Jj]ournalists|[Pp]eople|[Pp]ersons|[Ww]omen|[Yy]outh|[Ss]cholars|[Aa]cademics|[Mm]ayors|[Ii]nvestigators"
    r"|[Ss]tudents|[Ll]eaders|[Pp]ractitioners|[Dd]elegates|[Mm]embers|[Cc]ouncil|[Cc]ommittee|[Nn]etwork|[Gg]roup|[Pp]latform|[Ff]orum|[Cc]ommission|[Bb]oard|[Aa]ssociation|NGOs|[Oo]fficers)\b"
)
PUBLICATION = late(r"\b(?:report|study|handbook|guide|guidelines|manual|survey|toolkit|book|website|portal)\b")
PRESENTED = late(
    r"\s+(?:the|its|this|that|their|his|her|a)\s+(?:[\p{L}-]+\s+){0,3}(?:reports?|opinion|review|study|findings|observations|guide(?:lines)?|handbook|manual|results|toolkit)\b"
    r"|\s+(?:them|it)\s+in\s+(?=\p{Lu})"
)
PASSIVE = behind(r"\b(?:was|were|been|be)\s+(?:also\s+|jointly\s+)?")
ALMOST_NEXT = late(r"\s+(?:a\s+(?:further|total\s+of)\s+|an\s+additional\s+|another\s+|all\s+)?")


def why_not(scene: Scene, head: Head, zone: Place, *, after_event: bool) -> Reason | None:
    """Why a word names no event; None where it does."""
    if head.word.is_verb:
        return _why_no_deed(scene, head, zone)
    text, at = scene.text, head.phrase
    start = max(scene.sentence.start, text.rfind(";", scene.sentence.start, at.start))
    clause_end = text.find(";", at.end, scene.sentence.end)
    clause: Place = Span(start, clause_end if clause_end >= 0 else scene.sentence.end)
    near = max(clause.start, at.start - NEAR)
    if _is_ordinary(scene, head, near):
        return "ordinary"
    told = [setting for setting in scene.settings if zone.covers(setting.span) or setting.span.start == clause.start]
    if head.word.is_weak and not any(setting.is_exact for setting in told):
        return "unset"
    is_told = any(setting.is_exact or setting.place for setting in told)
    if head.is_many(text) and not is_told and not (scene.agents or scene.partners):
        return "unset"  # what was done in a year is a statistic
    reach = _told_until(scene, head, clause, near, after_event=after_event)
    if reach is None:
        return "unheld"
    if head.word.is_weak and not _is_full(scene, zone):
        return "unset"
    if UNREAL.search(text, clause.start, reach) or CALLED_OFF.search(text, at.end, zone.end):
        return "unreal"
    if PUT_OFF.search(text, clause.start, clause.end) and not HAPPENED.search(text, at.end, clause.end):
        return "unreal"
    if FUTURE.search(text, clause.start, reach) is None or _is_appointed(scene, head, clause):
        return None
    return "unreal"


def _is_ordinary(scene: Scene, head: Head, near: int) -> bool:
    """A body's own sitting, what a document is cited by, and what missions tell the press."""
    text, word = scene.text, head.word.span
    if CITED.search(text, near, word.start):
        return True
    low = max(scene.sentence.start, word.start - NEAR)
    if head.kind == "meeting" and (
        ITS_SITTING.search(text, low, word.start) or (SITTING.search(text, low, word.start) and not _is_placed(scene))
    ):
        return True
    if head.word.is_weak and any(
        pattern.search(text, scene.sentence.start, scene.sentence.end) for pattern in (OBSERVERS, PROTEST)
    ):
        return True
    if HEARING.match(text, word.start) and COURT.search(text, *scene.sentence):
        return True
    if OF_BODY.match(text, word.end, scene.sentence.end):
        return True
    return (
        head.word.is_weak
        and TALKED.match(text, word.start) is not None
        and any(pattern.search(text, scene.paragraph.start, scene.paragraph.end) for pattern in (OBSERVERS, PROTEST))
    )


def _is_full(scene: Scene, zone: Place) -> bool:
    """True where a place, people, or who held it are told beside the day."""
    if any(setting.place for setting in scene.settings) or any(zone.covers(count.span) for count in scene.counts):
        return True
    hosts = (*scene.agents, *scene.partners)
    return any(setting.is_day for setting in scene.settings) and any(
        zone.covers(host.spans[0]) and not SITS.search(host.value) for host in hosts
    )


def _is_placed(scene: Scene) -> bool:
    return any(setting.is_day for setting in scene.settings) and any(setting.place for setting in scene.settings)


def _told_until(scene: Scene, head: Head, clause: Place, near: int, *, after_event: bool) -> int | None:
    """How far the words reach that say that it took place; None where there are none."""
    text, at = scene.text, head.phrase
    if HELD_BEFORE.search(text, near, at.start) or JOINED_BEFORE.search(text, near, at.start):
        return at.end
    if head.kind == "visit" and ON_A_VISIT.search(text, near, at.start):
        return at.end
    if after_event and JOINED_LIST.search(text, near, at.start):
        return at.end
    governed = GOVERNED.search(text, near, at.start) is not None
    after = (HELD_AFTER if governed else HAPPENED).match(text, at.end, clause.end)
    if after is not None:
        return after.end()
    opens = scene.settings[0] if scene.settings else None
    is_named = not head.word.is_weak or text[head.word.span.start].isupper()
    if opens and opens.span.start == clause.start and opens.is_exact and opens.place and is_named and not governed:
        return clause.end
    return clause.end if _is_set(scene, head, clause, near) else None


def _is_set(scene: Scene, head: Head, clause: Place, near: int) -> bool:
    """True where day and place stand right behind the event, or its day does and the event is new or presupposed."""
    text, at = scene.text, head.phrase
    if not FINITE.search(text, scene.sentence.start, scene.sentence.end):  # a line of a list, or a title
        return any(setting.is_exact for setting in scene.settings) and any(
            setting.place or head.kind == "visit" for setting in scene.settings
        )
    to = PAID_TO.match(text, head.word.span.end, scene.sentence.end) if head.kind == "visit" else None
    end = max(at.end, to.end() if to else 0)
    bracket = LISTS_OF.match(text, at.end, clause.end)
    behind_it = [
        setting
        for setting in scene.settings
        if at.end <= setting.span.start < clause.end
        and (
            TOUCHING.fullmatch(text, at.end, setting.span.start)
            or (end <= setting.span.start and TOUCHING.fullmatch(text, end, setting.span.start))
            or (bracket is not None and setting.span.start == bracket.end() + 1)
            or not PARTING.search(text, end, setting.span.start)
        )
    ]
    dated = any(setting.is_exact for setting in behind_it)
    if dated and any(setting.place for setting in behind_it) and not (head.word.is_weak and head.is_many(text)):
        return not head.word.is_weak or CARRIED.search(text, near, head.word.span.start) is not None
    touching = any(
        setting.date
        and (
            TOUCHING.fullmatch(text, at.end, setting.span.start)
            or (end <= setting.span.start and TOUCHING.fullmatch(text, end, setting.span.start))
        )
        for setting in behind_it
    )
    return (
        touching
        and not head.word.is_weak
        and (
            (head.kind == "visit" and (dated or POSSESSED.search(text, near, at.start) is not None))
            or (dated and FACTIVE.search(text, near, at.start) is not None)
            or (dated and CARRIED.search(text, near, head.word.span.start) is not None)
        )
    )


def _is_appointed(scene: Scene, head: Head, clause: Place) -> bool:
    """True for what is still to come with two of these: its day or month, its place, who will take part."""
    near = [setting for setting in scene.settings if clause.covers(setting.span)]
    told = (
        any(setting.place for setting in near),
        any(clause.covers(mention.span) for mention in scene.counts),
        any(setting.is_exact for setting in near),
    )
    return sum(told) >= 2 and not head.is_many(scene.text)


def _why_no_deed(scene: Scene, head: Head, zone: Place) -> Reason | None:
    """Why a verb tells of no event: 'visited Elbasan', 'trained 45 judges in Osh', 'came together in Zagreb on 5 May'."""
    text, word, start = scene.text, head.word.span, scene.sentence.start
    near = [setting for setting in scene.settings if zone.covers(setting.span) or setting.span.start == start]
    dated = [setting for setting in near if setting.date is not None]
    if not dated and head.word.group not in ("trained", "taught"):
        return "unset"
    if UNREAL.search(text, start, word.end):
        return "unreal"
    group = head.word.group
    if group != "trained" and OBSERVERS.search(text, start, word.end if group == "visited" else scene.sentence.end):
        return "ordinary"
    if group not in ("visited", "travelled", "trained") and PROTEST.search(text, start, scene.sentence.end):
        return "ordinary"
    if FUTURE.search(text, start, word.end) and not (
        group == "visited" and any(setting.is_exact for setting in near) or _is_appointed(scene, head, zone)
    ):
        return "unreal"
    return None if DEEDS[group](scene, head, near) else "unset"


def _visited(scene: Scene, head: Head, near: list[Setting]) -> bool:
    places = (VISIT_TO, VISITED_PLACE)
    return any(to.match(scene.text, head.word.span.end, scene.sentence.end) is not None for to in places)


def _travelled(scene: Scene, head: Head, near: list[Setting]) -> bool:
    text, word = scene.text, head.word.span
    if not any(setting.is_exact for setting in near):
        return False
    there = text.startswith(" there", word.end)
    if not there and VISIT_TO.match(text, word.end, scene.sentence.end) is None:
        return False
    moved = word.cut(text) in ("went", "came") or there
    return not moved or ENVOY.search(text, scene.sentence.start, word.start) is not None


def _stayed(scene: Scene, head: Head, near: list[Setting]) -> bool:
    """An envoy's stay is a visit: 'the Commissioner was in Tajikistan from 3 to 7 October'."""
    text, word = scene.text, head.word.span
    guest = ENVOY.search(text, scene.sentence.start, word.start) or " visit" in scene.sentence.cut(text)
    return any(setting.is_exact for setting in near) and bool(guest)


def _trained(scene: Scene, head: Head, near: list[Setting]) -> bool:
    """A day, a month or a place has to be told beside the year, since what was done in a year is a statistic."""
    text, word = scene.text, head.word.span
    passive = PASSIVE.search(text, max(scene.sentence.start, word.start - NEAR), word.start)
    taught = any(
        mention.span.start >= word.end and ALMOST_NEXT.fullmatch(text, word.end, mention.span.start)
        for mention in scene.counts
    )
    placed = any(setting.place for setting in near)
    return bool(passive or taught) and (placed or any(setting.is_exact for setting in near))


def _taught(scene: Scene, head: Head, near: list[Setting]) -> bool:
    return any(setting.place for setting in near) and bool(scene.counts)


def _is_near(scene: Scene, head: Head, near: list[Setting]) -> bool:
    """True where a place opens the sentence or stands behind the verb."""
    opens, end = scene.sentence.start, head.word.span.end
    return any(setting.place for setting in near if setting.span.start == opens or setting.span.start >= end)


def _gathered(scene: Scene, head: Head, near: list[Setting]) -> bool:
    text, word = scene.text, head.word.span
    placed = _is_near(scene, head, near) or word.cut(text) == "meets"
    who = CIVIC.search(text, scene.sentence.start, word.start) or scene.counts or scene.agents
    return placed and any(setting.is_exact for setting in near) and bool(who)


def _met(scene: Scene, head: Head, near: list[Setting]) -> bool:
    word = head.word.span
    if word.cut(scene.text) == "met" and PASSIVE.search(scene.text, scene.sentence.start, word.start):
        return False  # requirements are met
    return _is_near(scene, head, near) and any(setting.is_day for setting in near)


def _presented(scene: Scene, head: Head, near: list[Setting]) -> bool:
    text, word = scene.text, head.word.span
    is_launch = word.cut(text) == "launched"
    told = (
        PUBLICATION.search(text, *scene.sentence) if is_launch else PRESENTED.match(text, word.end, scene.sentence.end)
    )
    return told is not None and _is_near(scene, head, near) and any(setting.is_day for setting in near)


DEEDS = {
    "visited": _visited,
    "travelled": _travelled,
    "stayed": _stayed,
    "trained": _trained,
    "taught": _taught,
    "gathered": _gathered,
    "met": _met,
    "presented": _presented,
}
"""What has to be told for each group of verbs."""
