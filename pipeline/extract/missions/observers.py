"""Observers by role, bound from the counts of a sentence: how many, of what role, from where, there or only asked for.

A count is an observer group by the noun that it counts; what the words beside it say makes the role finer ('observers who
stay in the regions'), gives the sending body and the States, and ties it to the whole that it is part of. Whether they
are there, come, are asked for or are advised is told by the last verb before the count in its clause, or by what stands
behind it ('24 long-term observers, who will be deployed …').
"""

from __future__ import annotations

from dataclasses import replace

import regex

from pipeline.extract.extractor import within
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import CountMention, Findings, Leaf, ObserversMention, Place
from pipeline.spans import Span
from pipeline.vocabulary import bodies
from pipeline.vocabulary.patterns import behind

ROLES: tuple[tuple[str, regex.Pattern[str]], ...] = (
    (
        "both",
        regex.compile(
            r"\b(?:long|short)(?:-|\s+|-\s+and\s+|\s+and\s+)(?:term\s+and\s+)?(?:long|short)[-\s]term\b",
            regex.IGNORECASE,
        ),
    ),
    ("long_term", regex.compile(r"\blong[-\s]term\b(?:\s+observers?)?|\bLTOs?\b", regex.IGNORECASE)),
    ("short_term", regex.compile(r"\bshort[-\s]term\b(?:\s+observers?)?|\bSTOs?\b", regex.IGNORECASE)),
    (
        "core_team",
        regex.compile(
            r"\bcore[-\s](?:team|staff|group|members?)\b|\banalysts?\b|\bexperts?\b|\belection\s+specialists\b|\bspecialists\b"
            r"|\b(?:international|mission)\s+staff(?:\s+members?)?\b|\bmembers\s+of\s+(?:\p{L}+\s+)*(?:team|staff)\b|\binternationals\b",
            regex.IGNORECASE,
        ),
    ),
    (
        "parliamentary",
        regex.compile(
            r"\bparliamentarians?\b|\bmembers?\s+of\s+(?:national\s+|the\s+)?parliaments?\b|\bMPs\b|\bMEPs\b|\blawmakers\b|\bdeputies\b|\bmembers\s+of\s+(?:\p{L}+\s+)*delegation\b",
            regex.IGNORECASE,
        ),
    ),
    ("observers", regex.compile(r"\bobservers?\b|\bmonitors?\b", regex.IGNORECASE)),
    (
        "members",
        regex.compile(r"\bmembers?\b|\bstaff\b|\bpeople\b|\bpersons\b|\bpersonnel\b|\bdelegates\b", regex.IGNORECASE),
    ),
)
BOTH = regex.compile(
    r"\s+and\s+(?:long|short)[-\s]term\s+observers\b|\s+and\s+observers\b|\s+and\s+(?:LTOs|STOs)\b", regex.IGNORECASE
)
BOTH_KINDS = regex.compile(
    r"\b(?:experts|analysts|specialists)\s+and\s+(?:(?:long|short)-term\s+)?(?:observers|[LS]TOs)\b"
)
STATES = behind(r"\b(?:States|countries|states|nations|nationalities)")
STATES_LINK = regex.compile(
    r"(?:\s*\((?:LTOs|STOs)\))?\s*,?\s*(?:(?:and|including)\s+(?:core\s+team\s+members|staff)\s+)?(?:(?:who|that)\s+\p{L}+\s+)?"
    r"(?:seconded\s+(?:by|from)|from|representing|of|drawn\s+from|recruited\s+from|hailing\s+from|coming\s+from|who\s+come\s+from|nominated\s+by)\s+(?:about\s+|some\s+|a\s+total\s+of\s+)?\Z"
)
MEMBERS_FROM = regex.compile(
    r"\b(?:[Mm]ission\s+members|[Ii]ts\s+members|[Tt]he\s+(?:observers|experts|members))\s+(?:come|came|are\s+drawn|were\s+drawn)\s+from\s+\Z"
)
FROM = regex.compile(
    r"(?:\s+and\s+staff(?:\s+members)?)?\s*,?\s*(?:who\s+)?(?:were\s+|was\s+|are\s+)?(?:from|deployed\s+by|sent\s+by|fielded\s+by|came\s+from|seconded\s+by|provided\s+by|of|representing|by)\s+(?:the\s+)?(?:delegation\s+of\s+(?:the\s+)?)?"
)
DEPLOYED_BY = regex.compile(r"(?P<body>OSCE/ODIHR|ODIHR|OSCE\sPA|PACE|EP)[-–\s](?:deployed|accredited|seconded)")
PART = regex.compile(
    r"\b(?:the\s+other|the\s+remaining|including|includes?|included|among\s+them|of\s+whom|of\s+which|of\s+them|comprising|of\s+these|of\s+those|as\s+part\s+of|made\s+up\s+of|consisting\s+of|namely|with)\b|:\s|[–—(]\s*\Z"
)
REST = regex.compile(r"(?:[^.;]{0,80}?\b(?:and|as\s+well\s+as)\b|,|\s)[^.;]{0,40}\Z")
VERBS = regex.compile(
    r"""
    \b (?:
      (?P<requested> (?: will \s+ | would \s+ | has \s+ | have \s+ | had \s+ | also \s+ )* (?: request(?:s|ed|ing)?
          | ask(?:s|ed|ing)? (?! \s+ (?: whether | if | why ) ) | call(?:s|ed)? \s+ (?: on | upon ) ) | secondment \s+ of | (?: would | will ) \s+ (?: be \s+ )? second )
    | (?P<recommended> recommend(?:s|ed|ing|ation)? | advis(?:es|ed|ing) | propos(?:es|ed|ing) | suggest(?:s|ed|ing)?
        | would \s+ (?: include | comprise | consist | require | be \s+ composed ) )
    | (?P<planned> (?: will | shall ) (?: \s+ (?: also | then | further ) )? (?: \s+ be )? \s+ \p{L}+ | plans? \s+ to
        | planning | planned | intends? \s+ to | (?: are | is ) \s+ (?: due \s+ )? to | to \s+ be \s+ \p{L}+ | (?: are
            | is ) \s+ expected | expects? | aims \s+ to | is \s+ set \s+ to | are \s+ set \s+ to | due \s+ to \s+ (?: arrive | join ) )
    | (?P<deployed> (?: was | were ) (?! \s+ (?: to | expected | planned ) ) | had | has (?! \s+ (?: also \s+ )? (?: request
        | ask | recommend ) ) | have (?! \s+ (?: also \s+ )? (?: request | ask ) ) | consist(?:s|ed) | compris(?:es|ed)
            | includ(?:es|ed) | is \s+ (?: composed | made ) | (?: are | is ) (?! \s+ (?: to | due | expected | set | being ) )
                | opened | began | started | launched | arrived | joined | numbered | numbers | counted | stayed | remained
                    | deployed (?<! (?: be | to ) \s+ deployed ) | sent | observed | participated | took \s+ part )
    ) \b
    """,
    regex.VERBOSE,
)
PLANNED_AFTER = regex.compile(
    r"[^.;]{0,90}?\b(?:(?:who|which|that|they)?\s*(?:(?:will|shall)(?!\s+(?:also\s+)?be\s+(?:joined|followed|supplemented|complemented|reinforced|supported))|are\s+to(?!\s+be\s+joined)|is\s+to|are\s+due|are\s+expected|are\s+scheduled|were\s+to)\b|to\s+(?:be\s+\p{L}+ed|join|arrive|follow|observe)\b|follow\s+on\b|(?:closer|close)\s+to\s+election\s+day|\btomorrow\b|\bnext\s+(?:week|month)\b|\bat\s+a\s+later\s+stage\b|\bin\s+due\s+course\b)"
)
CLAUSE_END = regex.compile(r"[.;]|,\s+(?:while|whereas|but)\b")
NOT_OURS = regex.compile(
    r"\b(?:citizen|domestic|local|party|partisan|non-partisan|national|accredited|other|media|candidate|candidates’|NGO|permanent|internal|women|female)\s+(?:(?:election|civil\s+society)\s+)?observers?\b"
    r"|\bobserver\s+status\b|\bobserver\s+(?:States|states|organizations|organisations|groups)\b|\bobservers\s+(?:of|from)\s+(?:(?:political\s+)?parties|(?:local\s+|civil\s+)?(?:NGOs|society)|embass|candidates)",
    regex.IGNORECASE,
)
ELSE = regex.compile(
    r"\b(?:accredit\w+|candidates?|voters?|seats?|polling|working\s+group|parties|committee|commission|board|panel|council|journalists?|commissions?|court|domestic|citizen|police|armed|trial|court|national\s+minority|forensic|media\s+monitors|trainers|teams)\b",
    regex.IGNORECASE,
)
ACCREDITS = behind(r"\b(?:accredit\p{L}+|register(?:ed|s)|train(?:ed|s))\b[^.;]{0,60}")
ACCREDITED = regex.compile(r"[^.;,]{0,60}?\b(?:were|was|been|had\s+been)\s+(?:accredited|registered|trained)\b")
OTHERS_BEFORE = behind(
    r"\b(?:CEC|[Cc]ommission|[Cc]ommittee|[Pp]art(?:y|ies)|NGOs?|[Cc]ourt|[Mm]inistry|[Gg]overnment|Each|[Cc]oalition|[Nn]etwork|[Uu]niversity|[Ee]mbassies|[Cc]ivil\s+society)\b[^.;]{0,50}"
)
TOTAL = regex.compile(
    r"\b(?:[Ii]n\s+total|altogether|[Tt]otal\s+of|[Oo]verall|numbered|[Ii]n\s+all|strength\s+stood\s+at|[Tt]otal(?:led|ling|ed)?)\b"
)
STAY = regex.compile(
    r"\s*,?\s*(?:(?:who|to)\s+)?[^.;]{0,50}?\b(?:for\s+the\s+long\s+term|(?:throughout|across|around|in)\s+the\s+(?:country|regions|provinces)|countrywide|until\s+after|in\s+the\s+field)\b"
)
FOR_THE_DAY = regex.compile(
    r"[^.;]{0,50}?\b(?:for|on|around)\s+(?:the\s+)?(?:election|polling|referendum|voting)\s+day\b"
)
HYPOTHETICAL = behind(
    r"\b(?:would\s+have|could|might|may|instead\s+of|rather\s+than|as\s+in\s+\d{4}|if|[Hh]ad\s+(?:the|there|it)|should\s+(?:the|there)|whether)\b[^.;]*"
)
WOULD = behind(r"\bwould\b(?!\s+(?:include|comprise|consist|require|request|ask|second|be\s+composed))[^.;,]*")
UNREAL_AFTER = regex.compile(r"[^.;,]{0,60}\b(?:could|might|would)\s+(?:have|be)\b")


def read(
    document: SectionedDocument, part: Place, mission: str, already: int, found: Findings
) -> list[ObserversMention]:
    """The observers that a part of a sentence counts; `already` is how many groups the mission has."""
    text = document.text
    counts = list(within(found.counts, part))
    groups: list[ObserversMention] = []
    whole: int | None = None
    before: CountMention | None = None
    for place, mention in enumerate(counts):
        later = [other.span.start for other in counts[place + 1 :] if not STATES.search(other.count.value.unit or "")]
        stop = later[0] if later else part.end
        role = _role(text, part, mention, mission, groups)
        if role is None or _is_unreal(text, part, mention, stop):
            continue
        if before is not None and whole is None and _is_part(text, before, mention):
            whole = already + len(groups) - 1
        own = (
            already - 1 if not groups and already and OF_THE_LAST.match(text, part.start, mention.span.start) else None
        )
        of = own if own is not None else whole
        before = mention
        from_ = _from(text, part, mention)
        part_of = Leaf(of, (mention.span,), "missions.observers.part_of") if of is not None else None
        groups.append(
            ObserversMention(
                count=mention.count,
                role=_settled(text, Span(part.start, stop), role, from_, mention, mission, in_parts=of is not None),
                states=_states(text, mention, counts[place + 1 :]),
                from_=from_,
                part_of=part_of,
                status=_status(text, part, mention, stop),
            )
        )
    return groups


def _is_part(text: str, whole: CountMention, mention: CountMention) -> bool:
    """True where the words between two groups say that the second is part of the first."""
    unit = whole.count.value.unit or ""
    if not any(
        pattern.search(unit) for role, pattern in ROLES if role in ("observers", "members", "both", "short_term")
    ):
        return OF_THEM.match(text, mention.number.end) is not None
    return (
        PART.search(text, whole.span.end, mention.span.start) is not None
        or OF_THEM.match(text, mention.number.end) is not None
    )


OF_THE_LAST = regex.compile(r"[Oo]f\s+(?:these|those|them|whom)\b|[Aa]mong\s+(?:them|these)\b")
OF_THEM = regex.compile(r"\s+of\s+(?:them|whom|these|those|which)\b")


def _is_unreal(text: str, part: Place, mention: CountMention, stop: int) -> bool:
    """True for what is only thought of, denied, or said of observers that others have."""
    start = mention.span.start
    clause = _clause(text, part, start)
    if HYPOTHETICAL.search(text, clause, start) or WOULD.search(text, clause, start):
        return True
    if ACCREDITS.search(text, clause, start) or ACCREDITED.match(text, mention.span.end, stop):
        return True
    if UNREAL_AFTER.match(text, mention.span.end, stop):
        return True
    return DENIED.search(text, clause, start) is not None


DENIED = regex.compile(
    r"\b(?:did|will|does|do|could|was|were|is|are|has|have|had)\s+not\b(?!\s+only)|\b(?:decided\s+not\s+to|declined\s+to|unable\s+to|without|nor|neither)\b|\b[Ii]f\s+(?:invited|requested)\b"
)


def _clause(text: str, part: Place, at: int) -> int:
    ends = [match.end() for match in CLAUSE_END.finditer(text, part.start, at)]
    return ends[-1] if ends else part.start


MONITORS = regex.compile(r"\bmonitors?\b", regex.IGNORECASE)


def _role(
    text: str, part: Place, mention: CountMention, mission: str, groups: list[ObserversMention]
) -> Leaf[str] | None:
    """The role of what is counted; None where it is no observer."""
    unit = mention.count.value.unit or ""
    around = text[mention.span.start : min(part.end, mention.span.end + 40)]
    if (
        unit == "per cent"
        or STATES.search(unit)
        or NOT_OURS.search(around)
        or NOT_OURS.search(unit)
        or ELSE.search(unit)
    ):
        return None
    for role, pattern in ROLES:
        if pattern.search(unit) is None:
            continue
        span = mention.count.spans[-1]
        if (
            role == "both"
            or BOTH_KINDS.search(unit)
            or BOTH.match(text, mention.span.end)
            and role in ("core_team", "long_term", "short_term")
        ):
            return Leaf("total", (mention.span,), "missions.observers.both_roles")
        if role == "observers" and MONITORS.search(unit) and mission not in ("other", "IEOM"):
            return None
        if role == "members" and not (_from(text, part, mention) or mission == "other" or groups):
            return None
        if role in ("core_team", "members", "observers") and OTHERS_BEFORE.search(text, part.start, mention.span.start):
            return None
        return Leaf(role, (span,), f"missions.observers.{role}")
    return None


def _settled(
    text: str,
    part: Place,
    role: Leaf[str],
    from_: Leaf[str] | None,
    mention: CountMention,
    mission: str,
    *,
    in_parts: bool,
) -> Leaf[str]:
    """The final role: a parliament's members are parliamentary, plain observers are the whole or other."""
    called = AS_ROLE.match(text, mention.span.end, part.end)
    if called is not None and role.value in ("core_team", "observers", "members"):
        kind = "short_term" if called["short"] else "long_term"
        return Leaf(kind, (Span(*called.span()),), f"missions.observers.{kind}.called")
    if from_ is not None and from_.value in bodies.ASSEMBLIES and role.value != "long_term":
        return replace(role, value="parliamentary")
    if role.value in ("core_team", "long_term", "short_term", "total", "parliamentary"):
        return role
    total = not in_parts and (
        TOTAL.search(text, part.start, mention.span.start)
        or PART.search(text, mention.span.end, min(part.end, mention.span.end + 100))
        or OF_THEM.search(text, mention.span.end, part.end)
    )
    if total:
        return replace(role, value="total")
    if role.value == "observers" and mission == "IEOM" and from_ is None and not in_parts:
        return replace(role, value="total")
    if role.value == "observers" and from_ is None and STAY.match(text, mention.span.end, part.end):
        return Leaf("long_term", (mention.span,), "missions.observers.long_term.stay")
    if (
        role.value == "observers"
        and from_ is None
        and not in_parts
        and FOR_THE_DAY.match(text, mention.span.end, part.end)
    ):
        return Leaf("short_term", (mention.span,), "missions.observers.short_term.day")
    return replace(role, value="other")


def _from(text: str, part: Place, mention: CountMention) -> Leaf[str] | None:
    """The body that sent them: 'from the OSCE PA', 'deployed by the OSCE/ODIHR', 'ODIHR-deployed'."""
    own = DEPLOYED_BY.search(text, mention.number.end, mention.span.end)
    if own is not None:
        return Leaf(bodies.short(own["body"]), (Span(*own.span("body")),), "missions.observers.from")
    match = FROM.match(text, mention.span.end, part.end)
    body = (
        bodies.pattern().match(text, match.end(), part.end)
        if match
        else bodies.pattern().search(text, mention.number.end, mention.span.end)
    )
    if body is None or text[body.end() :].startswith(
        (" participating", " Participating", " Member", " member", " States", " countries", " area")
    ):
        return None
    return Leaf(bodies.short(body.group()), (Span(*body.span()),), "missions.observers.from")


def _states(text: str, mention: CountMention, following: list[CountMention]) -> Leaf[int] | None:
    """How many States they come from: the next count, when it counts States and is tied to this one."""
    if not following or not STATES.search(following[0].count.value.unit or ""):
        return None
    states = following[0]
    if STATES_LINK.fullmatch(text, mention.span.end, states.span.start) is None:
        return None
    return Leaf(int(states.count.value.value), (states.number,), "missions.observers.states")


AS_ROLE = regex.compile(
    r"[^.;,]{0,60}?\bas\s+(?:(?P<short>STOs?|short-term\s+observers?)|(?P<long>LTOs?|long-term\s+observers?))\b|[^.;]{0,40}?\bfor\s+the\s+(?:(?P<long>long)|(?P<short>short))\s+term\b"
)
ASKED_AFTER = regex.compile(
    r"[^.;]{0,50}?\b(?:have|has|were|are|is|was|being)\s+(?:also\s+)?(?:been\s+|being\s+)?(?:(?P<requested>requested|asked\s+for|sought)|(?P<recommended>recommended|advised|proposed|considered\s+necessary))\b"
)


def _status(text: str, part: Place, mention: CountMention, stop: int) -> Leaf[str]:
    """Whether they were there, are to come, were asked for or advised: by what stands behind the count, else the last verb before it."""
    verbs = list(VERBS.finditer(text, _clause(text, part, mention.span.start), mention.span.start))
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
    status = asked.lastgroup or "deployed"
    return Leaf(status, (Span(*asked.span()),), f"missions.observers.{status}")


def members(document: SectionedDocument, sentence: Place, found: Findings) -> list[ObserversMention]:
    """The members of a parliament's delegation that a sentence counts."""
    return [
        replace(group, role=replace(group.role, value="parliamentary"))
        if group.role.value in ("other", "total")
        else group
        for group in read(document, sentence, "other", 0, found)
    ]
