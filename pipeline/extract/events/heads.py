"""Which words name an event, how far its name reaches, and whether the sentence says that it took place."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.extract.events.settings import NAME, NEAR, TOUCHING, Setting
from pipeline.model.findings import CountMention, Leaf, Place
from pipeline.spans import Span
from pipeline.vocabulary.patterns import behind

ORGANISED = (
    r"(?:(?:co-?)?organi[sz]ed|held|conducted|(?:co-?)?hosted|convened|arranged|delivered|facilitated|carried\s+out"
    r"|ran|led)"
)
HELD = (
    rf"(?:{ORGANISED}|offered|supported|provided|given|gave|paid|made|undertook|undertaken|concluded|wound\s+up|wrapped\s+up|ended"
    r"|finished|completed|chaired|staged|sponsored|financed)"
)
JOINED = (
    r"(?:participat(?:ed|ing)\s+in|(?:took|taken|taking)\s+part\s+in|attend(?:ed|ing)|contribut(?:ed|ing)\s+to"
    r"|spoke\s+at|presen(?:t|ce)\s+at|addressed|opened|completed|graduated\s+from|joined|(?:gathered|came\s+together|met|convened)\s+(?:[^,;.\n]{2,60}?\s)?(?:at|for)|came\s+together\s+in"
    r"|(?:was|were)\s+invited\s+to|brought\s+[^,;.\n]{3,80}\s+for|benefit(?:ed|ted)\s+from|received|underwent)"
)
BE = r"(?:was|were|has\s+been|have\s+been|had\s+been|being)"
GATHERED = frozenset(("gathered", "convened", "came together", "debated", "meets"))
"""Verbs of those who meet; one who held the event may be told to have 'convened' it."""
STAYED = frozenset(("was in", "were in", "went to", "came to", "spent"))
"""Verbs of a visit only where an envoy's title leads them."""
TAUGHT = frozenset(("taught", "briefed", "learned", "learnt", "practised"))
VERBS = (
    GATHERED
    | STAYED
    | TAUGHT
    | {"launched", "visited", "travelled", "traveled", "met", "discussed", "presented", "trained"}
)
ENVOY = regex.compile(
    r"\b(?:Rapporteurs?|Commissioner|Director|Representative|Independent\s+Expert|Subcommittee|Working\s+Group|[Dd]elegation|Special\s+Envoy|Rapporteurs)\b"
)
CIVIC = regex.compile(
    r"\b(?:[Jj]udges|[Pp]rosecutors|[Ll]awyers|[Aa]ctivists|[Ee]xperts|[Oo]fficials|[Rr]epresentatives|[Pp]articipants|[Pp]arliamentarians|[Tt]eachers|[Jj]ournalists"
    r"|[Ss]tudents|[Ll]eaders|[Pp]ractitioners|[Dd]elegates|[Mm]embers|[Cc]ouncil|[Cc]ommittee|[Nn]etwork|[Gg]roup|[Pp]latform|[Ff]orum|[Cc]ommission|[Bb]oard|[Aa]ssociation|NGOs|[Pp]olice\s+officers)\b"
)
PUBLICATION = regex.compile(r"\b(?:report|study|handbook|guide|guidelines|manual|survey|toolkit|book|website|portal)\b")
PROTEST = regex.compile(
    r"\b(?:protest\p{L}*|demonstrat\p{L}+|rall(?:y|ies)|marche[sd]?|vote|voters|election\p{L}*|arrest\p{L}*|party)\b"
)
MANY = r"(?:(?:an?\s+|the\s+)?(?:\p{Ll}+\s+)?(?:series|number|set|cycle|round|range)\s+of\s+)?"
ORDINAL_BEFORE = regex.compile(
    r"\b[Aa]t\s+its\s+\Z|\b(?:\d+(?:st|nd|rd|th)|\p{Ll}+(?:th|first|second|third))\s+(?:plenary\s+)?\Z"
)
QUOTED_BEFORE = regex.compile(r"[“\"](?P<words>[^”\"\n]{0,150})\Z")
QUOTED_AFTER = regex.compile(r"[^”\"\n]{0,150}?(?=[,.;]?[”\"])")
ENTITLED = regex.compile(
    r"(?:\s+[\p{L}-]+){0,4}?(?:\s+(?:entitled|titled|called|named|themed|dedicated\s+to))?,?\s+[“\"](?P<title>[^”\"\n]{3,200}?)[,.;]?[”\"]"
)
WORD_BEFORE = regex.compile(r"(?r)(?P<word>\p{L}[\p{L}\d/’'-]*)\s+")  # read backwards
WORD_AFTER = regex.compile(r"\s+(?P<word>[\p{L}(][\p{L}\d/’'()&-]*)")
LINKING = frozenset(("or", "on", "for", "of", "the", "and", "against", "in", "to", "a", "an", "with", "about"))
TOPIC = regex.compile(r"\s+(?:on|about|for|against)\s+(?=\p{L})")
PHRASE_STOPS = frozenset(
    """was were is are has have had took held organized organised conducted hosted convened arranged delivered
    facilitated carried brought gathered attended that which who whom where when while aimed aiming with by from at
    during after before as participated focused focusing focussed highlighting organizing convening bringing
    gathering co-organized co-hosted between led through would will should could may might not began started opened closed concluded ended kicked""".split()
)
ADJECTIVE_STOPS = frozenset(
    """a an the this that these those its their his her our several some two three four five six seven eight nine ten
    many various of in on at to for from by with and or both second first third another one such as held organized
    organised conducted hosted convened arranged delivered facilitated supported provided attended attending
    participated contributing contributed part out paid made gave given undertook was were is has had also no any
    during following after which under recent last latest led ran offered than including include included""".split()
)
HELD_BEFORE = regex.compile(
    rf"\b{HELD}(?:\s+(?:in|on|from)\s+[^,;.\n]{{3,60}})?(?:\s*,[^,;.\n]{{3,120}},)?\s+{MANY}(?:(?!of\b|in\b|on\b|at\b|for\b|to\b|with\b|after\b|and\b)[\p{{L}}\d’'-]+\s+){{0,5}}[“\"]?\Z"
)
JOINED_BEFORE = regex.compile(
    rf"\b{JOINED}\s+{MANY}(?:(?!of\b|in\b|on\b|at\b|for\b|after\b)[\p{{L}}\d’'-]+\s+){{0,4}}[“\"]?\Z"
)
ON_A_VISIT = regex.compile(r"\bon\s+(?:an?|its|their|his|her)\s+(?:[\p{L}-]+\s+){0,2}\Z")
JOINED_LIST = regex.compile(r"(?:\band|,)\s+(?:an?|another|one|the)\s+(?:[\p{L}-]+\s+)?\Z")
GOVERNED = regex.compile(
    r"\b(?:to|of|after|following|at|during|since|before|from|on|for|by|in|with|under|between)\s+(?:(?:the|an?|this|its|these|both|that|such|\d{4}|first|second)\s+){0,2}[“\"]?\Z"
)
TO_COME = (
    rf"(?:(?:will|shall|(?:is|are)\s+(?:to|due\s+to))\s+(?:then\s+|also\s+)?(?:be\s+{HELD}|take\s+place|be\s+opened|follow|start|begin|open|bring\s+together)"
    r"|follow(?:s|ed)?|starts?|begins?)"
)
HAPPENED = regex.compile(
    rf"[^;\n]{{0,160}}?\b(?:{TO_COME}\s+(?:in|on|at|from|for|by|between)|(?:is|are|was|were)\s+(?:scheduled|planned)\s+for)\b|[^;\n]{{0,220}}?\b(?:{BE}\s+(?:(?:also|then|jointly|successfully|not|never)\s+)?{HELD}\b|took\s+place|ran\s+(?:in|from|for|at|on)\b|lasted\b|brought\s+together|(?:brought|reached|attracted|drew)\s+(?:\d|some\b|over\b|about\b|more\s+than\b)|gathered|convened|{HELD}\s+(?:by|in|on|from|at|jointly|together)\b"
    r"|attended\s+by\b)|(?:[^;\n]{0,220}?[,)”]|(?:(?!was\b|were\b|that\b|which\b)[^;,\n]){0,80}?)?\s+(?:began|started|opened|closed|concluded|ended|kicked\s+off)\s+(?:today|yesterday|in|on)\b"
)
HELD_AFTER = regex.compile(
    rf"[,”\"]{{0,2}}\s*(?:which\s+|that\s+)?(?:{BE}\s+|took\s+place\b)?(?:{HELD}\b|took\s+place\b|(?<=took\s+place))"
    rf"|\s+(?:that|which)\s+(?:the\s+)?[^,;.]{{1,60}}?\s+{ORGANISED}\b|\s+attended\s+by\b"
)
POSSESSED = behind(r"[’']s?\s+(?:[\p{L}-]+\s+){0,2}")
FACTIVE = behind(r"\b(?:[Ff]ollowing|[Aa]fter|[Dd]uring|[Aa]t|[Ss]ince)\s+(?:(?:the|an?|its|their|this|his|her)\s+)?")
UNREAL = regex.compile(
    r"""
    \b (?: would | should | could | may | might | must | cannot | [Ii]f | whether      # not a fact
    | intends? | intended | proposed | needs? \s to
    | recommends? | recommended \s that | encourages? | calls? \s (?: up )? on                       # asked for
    | (?: ready | offer(?:s|ed)? | willing | agreed | wish(?:es|ed)? | hopes? | requests? | decided | undertook | prepared ) \s to
    | aims? \s to | calls? \s for | calling \s for | proposals? | suggest(?:s|ed)?
    | cancell?ed | banned | called \s off | [Nn]o | not | never | [Nn]either | nor | [Ww]ithout | lack \s of       # denied
    ) \b
    """,
    regex.VERBOSE,
)
PUT_OFF = regex.compile(r"\bpostponed\b")
FUTURE = regex.compile(
    r"\b(?:will|shall|plans?|planned|planning|upcoming|future|forthcoming|scheduled|expected|(?:is|are)\s+(?:to|due)|to\s+be|due\s+to|[Nn]ext|starts?|begins?|follows)\b"
)
"""What is still to come."""
FINITE = regex.compile(
    r"\b(?:was|were|is|are|be|has|have|had|did|does|do|will|would|can|said|says|took|held|\p{Ll}{3,}ed)\b"
)
VISIT_TO = regex.compile(
    rf"\s+(?:to\s+)?(?:the\s+)?(?:(?:towns?|cit(?:y|ies)|regions?)\s+of\s+)?(?P<place>{NAME}(?:\s+(?:prison|colony|region|district|municipality|county|province|camp|oblast)\b)?(?:(?:,\s+(?:and\s+)?|\s+and\s+){NAME}(?!\s+\p{{Ll}}+ed\b)){{0,6}})"
)
OBSERVERS = regex.compile(r"\b(?:[Mm]issions?|L?EOM|EAM|NAM|EET|IEOM|[Oo]bservers?|STOs?|LTOs?)\b")
VISITED_PLACE = regex.compile(
    r"\s+(?:the|this|its|several|two|three|four|five|six)\s+(?:[\p{L}-]+\s+){0,3}?(?:country|region|towns?|cit(?:y|ies)|prisons?|cent(?:re|er)s?|facilit(?:y|ies)|camps?|settlements?|schools?|institutions?)\b"
)
TO_VISIT = behind(r"\b(?:will|(?:is|are|was|were)\s+to)\s+(?:also\s+|then\s+)?")
TRAINED_BY_VERB = behind(r"\b(?:was|were|been)\s+(?:also\s+|jointly\s+)?")
ALMOST_NEXT = regex.compile(r"\s+(?:a\s+(?:further|total\s+of)\s+|an\s+additional\s+|another\s+|all\s+)?")
PRESENTED = regex.compile(
    r"\s+(?:the|its|this|that|their|his|her|a)\s+(?:[\p{L}-]+\s+){0,3}(?:report|opinion|review|study|findings|guide(?:lines)?|handbook|manual|results|toolkit)\b"
    r"|\s+(?:them|it)\s+in\s+(?=\p{Lu})"
)
WEAK = regex.compile(
    r"(?:debate|[Dd]ialogue|[Ll]ecture|[Gg]athering|Congress|[Ss]ummit|[Cc]eremony|[Ee]xhibition|[Ee]xchange|[Rr]oad|talks|\p{L}+\s[Ee]xercise)"
)
"""Words of much else besides: they name an event where the sentence gives both its day or month and its place."""
TALKED = regex.compile(r"(?:[Pp]ress\s|[Bb]riefing)")
"""What election missions hold for the press, and tell of no record of its own."""
IN_BRACKETS = regex.compile(r"[^.;()\n]{0,80}\s(?=\()")
"""Between an event and the town and day in brackets behind it: 'Workshop for 19 judges (Osh, 3-4 May 2019)'."""


@dataclass(frozen=True, slots=True)
class Head:
    """The word that names an event's kind, the noun phrase around it, and the title if it has one."""

    kind: str
    word: Place
    phrase: Place
    title: Leaf[str] | None = None

    def is_many(self, text: str) -> bool:
        """True for a noun in the plural: 'workshops'."""
        return text[self.word.end - 1] == "s" and self.word.cut(text) not in VERBS


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence that names an event, with all that can be bound in it."""

    text: str
    sentence: Place
    paragraph: Place
    settings: tuple[Setting, ...]
    counts: tuple[CountMention, ...]
    agents: tuple[Leaf[str], ...]
    partners: tuple[Leaf[str], ...]


def head_at(scene: Scene, match: regex.Match[str]) -> Head:
    """The noun phrase of an event: a title in quotes, a name in capitals, or a kind with its topic."""
    text, sentence = scene.text, scene.sentence
    kind = match.lastgroup or "other"
    word: Place = Span(*match.span())
    if match.group() in VERBS:
        return Head(kind, word, word)
    opened = QUOTED_BEFORE.search(text, sentence.start, word.start)
    closed = QUOTED_AFTER.match(text, word.end, sentence.end) if opened else None
    if opened and closed:
        quoted: Place = Span(opened.start("words"), closed.end())
        return Head(kind, word, quoted, Leaf(quoted.cut(text), (quoted,), "events.title_quoted"))
    start = _phrase_start(text, word, sentence)
    entitled = ENTITLED.match(text, word.end, sentence.end)
    if entitled:
        title: Place = Span(*entitled.span("title"))
        return Head(kind, word, Span(start, entitled.end()), Leaf(title.cut(text), (title,), "events.title_quoted"))
    named = text[word.start].isupper()
    limit = min([setting.span.start for setting in scene.settings if setting.span.start >= word.end] or [sentence.end])
    end = _phrase_end(text, word.end, limit, named)
    phrase: Place = Span(start, end)
    if end == word.end and not (named and start < word.start):
        return Head(kind, word, phrase)
    rule = "events.title_named" if named else "events.title_described"
    return Head(kind, word, phrase, Leaf(phrase.cut(text), (phrase,), rule))


def _phrase_start(text: str, word: Place, sentence: Place) -> int:
    """Where the words that describe the event begin: capitals before a name, adjectives before a common noun."""
    named = text[word.start].isupper()
    start = word.start
    for _ in range(6 if named else 3):
        before = WORD_BEFORE.match(text, sentence.start, start)
        if before is None or before["word"].lower() in ADJECTIVE_STOPS or (named and not before["word"][0].isupper()):
            break
        start = before.start("word")
    return start


def _phrase_end(text: str, start: int, limit: int, named: bool) -> int:
    """Where the topic behind the event's word ends; `start` where there is none."""
    if not named and not TOPIC.match(text, start, limit):
        return start
    end = at = start
    while (after := WORD_AFTER.match(text, at, limit)) is not None:
        word = after["word"]
        if word in PHRASE_STOPS or (named and not word[0].isupper() and word[0] != "(" and word not in LINKING):
            break
        at = after.end()
        if word not in LINKING:
            end = at
    return end


def is_held(scene: Scene, head: Head, *, after_event: bool) -> bool:
    """True where the sentence says that the event happened: it was held, or somebody took part in it."""
    text = scene.text
    start = max(scene.sentence.start, text.rfind(";", scene.sentence.start, head.phrase.start))
    clause_end = text.find(";", head.phrase.end, scene.sentence.end)
    end = clause_end if clause_end >= 0 else scene.sentence.end
    if head.kind == "meeting" and ORDINAL_BEFORE.search(text, max(start, head.word.start - NEAR), head.word.start):
        return False
    near = max(start, head.phrase.start - NEAR)
    if TALKED.match(text, head.word.start) and any(
        pattern.search(text, scene.paragraph.start, scene.paragraph.end) for pattern in (OBSERVERS, PROTEST)
    ):
        return False
    if WEAK.match(text, head.word.start) and not (
        any(map(_is_exact, scene.settings)) and any(setting.place for setting in scene.settings)
    ):
        return False
    before = HELD_BEFORE.search(text, near, head.phrase.start) or JOINED_BEFORE.search(text, near, head.phrase.start)
    reach = head.phrase.end
    if before is None and head.kind == "visit":
        before = ON_A_VISIT.search(text, near, head.phrase.start)
    if before is None and not (after_event and JOINED_LIST.search(text, near, head.phrase.start)):
        governed = GOVERNED.search(text, near, head.phrase.start) is not None
        after = (HELD_AFTER if governed else HAPPENED).match(text, head.phrase.end, end)
        if after is not None:
            reach = after.end()
        elif _has_setting(scene, head, end):
            reach = end
        elif not _is_set(scene, head, near) and not _is_listed(scene, head) and not _is_bracketed(scene, head):
            return False
    if UNREAL.search(text, start, reach) is not None:
        return False
    if PUT_OFF.search(text, start, end) and not HAPPENED.search(text, head.phrase.end, end):
        return False
    return FUTURE.search(text, start, reach) is None or _is_appointed(scene, head, start, end)


def _is_listed(scene: Scene, head: Head) -> bool:
    """True for a line that is no sentence and gives a day and a place: 'Workshop on assemblies, Skopje, 12 March 2018'."""
    if FINITE.search(scene.text, scene.sentence.start, scene.sentence.end):
        return False
    return any(map(_is_exact, scene.settings)) and any(setting.place for setting in scene.settings)


def _is_bracketed(scene: Scene, head: Head) -> bool:
    """True where town and day stand in brackets behind the event: 'a workshop for 19 judges (Osh, 3-4 May)'."""
    between = IN_BRACKETS.match(scene.text, head.phrase.end, scene.sentence.end)
    return between is not None and any(
        setting.place and _is_exact(setting) and setting.span.start == between.end() + 1 for setting in scene.settings
    )


def _has_setting(scene: Scene, head: Head, end: int) -> bool:
    """True where the clause behind the event gives both a day or a month and a place: 'which ran in Batumi from 18 July 2021'."""
    if head.kind == "meeting" or head.is_many(scene.text):
        return False
    behind_it = [setting for setting in scene.settings if head.phrase.end <= setting.span.start < end]
    return any(map(_is_exact, behind_it)) and any(setting.place for setting in behind_it)


def _is_appointed(scene: Scene, head: Head, start: int, end: int) -> bool:
    """True for what is still to come with two of these: its day or month, its place, who will take part."""
    near = [setting for setting in scene.settings if start <= setting.span.start < end]
    placed = any(setting.place for setting in near)
    joined = any(start <= mention.span.start < end for mention in scene.counts)
    if head.is_many(scene.text):
        return False
    return (placed and joined) or ((placed or joined) and any(map(_is_exact, near)))


def _is_exact(setting: Setting) -> bool:
    return setting.date is not None and setting.date.date.value.precision != "year"


def _is_set(scene: Scene, head: Head, near: int) -> bool:
    """True where day and place stand right behind the event, or its day does and the event is presupposed ('after a visit')."""
    text = scene.text
    given = (head.kind == "visit" and POSSESSED.search(text, near, head.phrase.start) is not None) or FACTIVE.search(
        text, near, head.phrase.start
    ) is not None
    to = VISIT_TO.match(text, head.word.end, scene.sentence.end) if head.kind == "visit" else None
    titled = to is not None and head.word.cut(text) == "Visit" and head.word.start == scene.sentence.start
    end = max(head.phrase.end, to.end() if to else 0)
    return any(
        setting.date and (setting.place or given or titled) and TOUCHING.fullmatch(text, end, setting.span.start)
        for setting in scene.settings
        if setting.span.start >= end
    )


def is_encounter(scene: Scene, head: Head) -> bool:
    """True for a visit, a meeting or a presentation told by a verb: 'visited Elbasan', 'met the authors in Yerevan'."""
    text, start = scene.text, scene.sentence.start
    dated = [setting for setting in scene.settings if setting.date is not None]
    if head.word.cut(text) in GATHERED | STAYED | TAUGHT | {"launched"}:
        return _is_gathering(scene, head)
    if not dated or UNREAL.search(text, start, head.word.end) or OBSERVERS.search(text, start, head.word.end):
        return False
    word = head.word.cut(text)
    if word == "visit" and TO_VISIT.search(text, max(start, head.word.start - NEAR), head.word.start):
        return VISIT_TO.match(text, head.word.end, scene.sentence.end) is not None
    if word in ("travelled", "traveled"):
        return VISIT_TO.match(text, head.word.end, scene.sentence.end) is not None and any(map(_is_exact, dated))
    if word == "visited":
        return any(to.match(text, head.word.end, scene.sentence.end) is not None for to in (VISIT_TO, VISITED_PLACE))
    if word == "trained":
        return _is_training(scene, head)
    if word in VERBS:
        if word == "presented" and not PRESENTED.match(text, head.word.end, scene.sentence.end):
            return False
        days = any(setting.date.date.value.precision == "day" for setting in dated if setting.date)
        return days and any(
            setting.place
            for setting in scene.settings
            if setting.span.start >= head.word.end or (word == "discussed" and setting.span.start == start)
        )
    return is_held(scene, head, after_event=False)


def _is_gathering(scene: Scene, head: Head) -> bool:
    """True for 'thirty judges came together in Zagreb on 5 May', 'the Commissioner was in Tajikistan from 3 to 7 October'."""
    text, start, word = scene.text, scene.sentence.start, head.word.cut(scene.text)
    if not any(map(_is_exact, scene.settings)) or UNREAL.search(text, start, head.word.end):
        return False
    if OBSERVERS.search(text, start, scene.sentence.end) or PROTEST.search(text, start, scene.sentence.end):
        return False
    placed = any(setting.place for setting in scene.settings)
    if word == "launched":
        return placed and PUBLICATION.search(text, start, scene.sentence.end) is not None
    if word in STAYED:
        return ENVOY.search(text, start, head.word.start) is not None
    if word in TAUGHT:
        return placed and bool(scene.counts)
    return (placed or word == "meets") and CIVIC.search(text, start, head.word.start) is not None


def _is_training(scene: Scene, head: Head) -> bool:
    """True for 'trained 45 judges in Osh' and '45 judges were trained in Osh': a day, a month or a place beside the year."""
    text = scene.text
    passive = TRAINED_BY_VERB.search(text, max(scene.sentence.start, head.word.start - NEAR), head.word.start)
    taught = any(
        mention.span.start >= head.word.end and ALMOST_NEXT.fullmatch(text, head.word.end, mention.span.start)
        for mention in scene.counts
    )
    if not passive and not taught:
        return False
    return any(setting.place for setting in scene.settings) or any(
        setting.date and setting.date.date.value.precision != "year" for setting in scene.settings
    )
