"""What a number counts: the noun behind it, in the text's words, or the noun that it shares with a later number."""

from __future__ import annotations

import regex

from pipeline.extract.numerals import PART, Numeral, numerals
from pipeline.spans import Span
from pipeline.vocabulary.patterns import behind, late

TOKEN = late(r"(?P<space>[\s]+|-)(?P<word>(?:[“‘]\s?)?[\p{L}][\p{L}\d’'/&-]*)")
STOP = frozenset(
    """a about above across after against all along also although among amongst an and another any are around as at available be became because been before being below
    between both but by came can could did do does during each either every few for from had has have he held here however i if in including into
    is it its last made may might more most must near no none nor not now of off on only onto or other others our out over own per present rather she should
    since so some still such taken than that the their them then there these they this those through throughout to took together toward towards under until
    up upon was we were what when where whether which while who whom whose will with within without would yet came left met said stated each ago apart away
    later earlier early well took attended participated visited arrived remained served went gave led held spoke worked
    against abroad again altogether alone already at except following via won lost saw knew ran stood sat
    today tomorrow yesterday twice once too see versus unless ever never almost nearly just exactly
    suggests shows says reveals finds remains consists begins
    respectively overall less further his her my your
    wore began became drew fell found got grew kept lay lost made paid put rose sent set shot sold spent stole told thought threw woke wrote""".split()
)
IRREGULAR_PLURALS = frozenset(
    "people women men children staff personnel police persons media criteria data youth analysts".split()
)
IRREGULAR_ENDS = (
    "policemen",
    "servicemen",
    "spokesmen",
    "women",
    "chairmen",
    "businessmen",
    "workmen",
    "fishermen",
    "gunmen",
    "congressmen",
)
ATTRIBUTIVE = frozenset("rights procedures services affairs communications operations systems sports media".split())
"""Plurals that stand before other nouns: 'human rights defenders', 'special procedures mandate holders'."""
ATTRIBUTE_OF = late(r"\s+(?:\p{Ll}+\s+)?(?P<noun>\p{Ll}+s)\b")
CLAUSE_OPENS = behind(r"(?:\A|[.;:,]\s+|\n\s*|\band\s+)(?i:in|at|on|from|for)\s+(?:\p{Ll}+\s+)?")
"""'In seven communities results were …': the next noun begins the clause."""
SINGULAR_S = ("ss", "us", "is", "ics")
VERBAL_ENDINGS = ("ing", "ed")
VERBAL = behind(r"\p{Ll}{2}(?:ing|ed)")
ADJECTIVAL = frozenset(
    """participating training voting polling monitoring visiting registered elected armed disabled displaced accredited recorded reported unarmed
    outstanding existing sitting remaining supporting following missing working detained convicted trained selected so-called seconded united
    internally newly registered building meeting hearing parking""".split()
)
TIME_UNITS = frozenset("day days week weeks month months year years hour hours minute minutes".split())
OR_SO = late(r"\s+or\s+(?P<approx>so|more|fewer|less)\b|(?P<approx>\+)(?=\s)")
"""What follows a number and makes it less exact: '110 or so lawmakers'."""
PARTITIVE = late(rf"\s+(?:out\s+)?of\s+(?:(?:the|all|its|their|some|a\s+total\s+of)\s+)*(?=\d|{PART}\b)")
OF_THE = late(r"\s+(?:out\s+)?of\s+(?:the|its|their|these|those|his|her|our)(?=\s+\p{L})")
"""'25 of these incidents': what is counted stands behind."""
OTHERS = late(r"\s+(?:other|more|further|such)(?=\s+\p{L})")
GROUPS = "team|staff|group|mission|delegation|committee|commission|panel|body|council|board"
MEMBER = late(
    rf"-(?P<kind>member|person|strong|man|expert|observer|seat)\b(?:\s+(?P<what>(?:\p{{L}}[\p{{L}}-]*\s+){{0,3}}?(?:{GROUPS})))?"
)
SHARES_NOUN = late(r"(?:-term|\bterm|\b(?:long|short|male|female|international|local|national))-?\Z")
SHARED = late(
    r"\s*(?:\((?:LTOs?|STOs?)\)\s*)?(?:,|,?\s+and|,?\s+or|,?\s+as\s+well\s+as|,?\s+plus)\s+(?:\p{Ll}+\s+){0,3}"
)
BOTH = late(r"\s+and\s+[\p{L}-]+(?:-term|\s+term)\s+(?:[\p{L}-]+\s+)?\p{L}+s\b")
OF_THEM = late(r"\s+of\s+(?:them|whom|which)(?=\s+\p{Ll})")
AND_LIKE = late(r"\s+and\s+(?:by-|sub-|non-|mini)(?P<noun>\p{Ll}+s)\b")
"""'laws and by-laws': the same noun again."""
CAPITALS_OF = late(r"\s+of\s+(?:the\s+)?\p{Lu}\p{Ll}+(?:\s+\p{Lu}\p{Ll}+){1,3}(?![\p{L}-])")
"""'Commissions of Electoral Administration': what bodies are called."""
SUPPORT = late(r"\s+of\s+support\b")
AND_MORE = late(
    r"\s+and\s+(?P<more>staff(?:\s+members)?|(?:(?:long|short)-term\s+)?observers|[LS]TOs|support\s+staff|aides)\b"
)
"""A second kind that one figure counts too: '44 parliamentarians and staff'."""
PERSONS_END = r"(?:[eo]rs|ists|ians|[ae]nts|ees|eys|ials|mats|ives|ess(?:es)|udges|olars|ates|emics|women|men|children|staff)(?<!dates)\b"
PERSONS = rf"(?!{PART}\b)(?:\p{{Ll}}+\s+){{0,2}}?\p{{Ll}}*{PERSONS_END}"
LISTED = late(rf"(?:,\s+{PERSONS}){{0,4}},?\s+and\s+{PERSONS}")
"""'judges, prosecutors and lawyers': a list of kinds of persons behind one figure."""
OF_PERSONS = behind(PERSONS_END)
OF_PARLIAMENT = late(r"\s+of\s+(?:the\s+)?(?:European\s+|National\s+)?[Pp]arliament\b")
MOST_TOKENS = 7
LOOK_BACK = 60


def unit_of(text: str, numeral: Numeral, limit: int) -> tuple[str | None, int]:
    """What is counted, in the text's words, and where the words end; None where no noun follows."""
    end = numeral.span.end
    if numeral.is_share:
        return "per cent", end
    member = MEMBER.match(text, end, limit)
    if member is not None:
        what = member["what"]
        if member["kind"] not in ("member", "person", "strong", "man", "seat"):
            return f"{member['kind']}s", member.end()
        if member["kind"] == "seat":
            return "seats", member.end()
        return (f"members of {what}" if what else "members"), member.end()
    less_exact = OR_SO.match(text, end, limit)
    end = less_exact.end() if less_exact else end
    among = OF_THEM.match(text, end, limit)
    if (
        among is not None
        and (kind := _noun_phrase(text, among.end(), limit))[0] is not None
        and is_plural(kind[0].rsplit(" ", 1)[-1])
    ):
        return kind[0], end
    whole = PARTITIVE.match(text, end, limit)
    if whole is not None:  # '55 of the 57 States': both count States
        other = next(iter(numerals(text, Span(whole.end(), min(limit, whole.end() + LOOK_BACK)))), None)
        touching = other is not None and other.span.start == whole.end()
        return (unit_of(text, other, limit)[0] if other and touching else None), end
    part = OF_THE.match(text, end, limit)
    if part is not None:
        noun, _ = _noun_phrase(text, part.end(), limit)
        return (noun, end) if noun is not None and is_plural(noun.rsplit(" ", 1)[-1]) else (None, end)
    others = OTHERS.match(text, end, limit)
    opens = CLAUSE_OPENS.search(text, max(0, numeral.span.start - LOOK_BACK), numeral.span.start) is not None
    unit, unit_end = _noun_phrase(text, others.end() if others else end, limit, opens=opens)
    return (unit, unit_end) if unit is not None else (None, end)


def _noun_phrase(text: str, end: int, limit: int, *, opens: bool = False) -> tuple[str | None, int]:
    """The words behind a number up to the first noun in the plural, and where they end.

    `opens` is true where the phrase opens a clause behind a preposition.
    """
    start = at = end
    words: list[str] = []
    plural = False
    while len(words) < MOST_TOKENS:
        token = TOKEN.match(text, at, limit)
        if token is None or (token["space"] == "-" and words):
            break
        word = token["word"]
        lower = word.lower()
        if lower in STOP or plural and (not is_plural(word) or opens and words[-1].lower() not in IRREGULAR_PLURALS):
            break
        if (
            word.endswith(VERBAL_ENDINGS)
            and VERBAL.search(word)
            and lower not in ADJECTIVAL
            and not (len(words) == 1 and words[0].endswith("ly") and lower.endswith("ed"))
            and (words or lower.endswith("ed") and not _noun_follows(text, token.end(), limit))
        ):
            break
        words.append(word)
        at = end = token.end()
        plural = plural or is_plural(word)
        whole = ATTRIBUTE_OF.match(text, at, limit) if lower in ATTRIBUTIVE else None
        if whole is not None and is_plural(whole["noun"]) and not STOP & set(whole.group().split()):
            words += whole.group().split()
            at = end = whole.end()
        both = BOTH.match(text, at, limit) if SHARES_NOUN.search(word) else None
        if both is not None:  # 'long-term and short-term observers': one figure for two kinds
            return " ".join([*words, *both.group().split()]), both.end()
        if lower in TIME_UNITS:
            break
    if not words or words[0].lower() in ADJECTIVAL and len(words) == 1:
        return None, start
    return _with_more(text, " ".join(words), end, limit) if plural else (" ".join(words), end)


def _with_more(text: str, unit: str, end: int, limit: int) -> tuple[str, int]:
    """A unit with the kinds that the same figure counts: 'parliamentarians and staff'."""
    more = AND_MORE.match(text, end, limit)
    if more is not None:
        return f"{unit} and {' '.join(more['more'].split())}", more.end()
    longer = LISTED.match(text, end, limit) if OF_PERSONS.search(unit) else None
    noun = unit.rsplit(" ", 1)[-1]
    if longer is None:
        longer = _called(text, noun, end, limit)
    return (" ".join((unit + longer.group()).split()), longer.end()) if longer else (unit, end)


def _called(text: str, noun: str, end: int, limit: int) -> regex.Match[str] | None:
    """What goes with a noun and makes one term of it."""
    if noun.lower() == "members" and (parliament := OF_PARLIAMENT.match(text, end, limit)):
        return parliament
    if noun[0].isupper() and noun[1:].islower() and noun.lower() not in TIME_UNITS:
        return CAPITALS_OF.match(text, end, limit)
    if noun in ("declarations", "signatures", "letters"):
        return SUPPORT.match(text, end, limit)
    like = AND_LIKE.match(text, end, limit)
    return like if like is not None and like["noun"] == noun else None


def with_shared_noun(text: str, unit: str, end: int, following: Numeral, limit: int) -> str:
    """'24 long-term and 300 short-term observers': the first unit's noun stands behind a later number."""
    own = unit.rsplit(" ", 1)[-1]
    if not SHARES_NOUN.search(own):
        return unit
    at = end
    for numeral in (following, *numerals(text, Span(following.span.end, limit))[:2]):
        if SHARED.fullmatch(text, at, numeral.span.start) is None:
            return unit
        other, at = unit_of(text, numeral, limit)
        adjective, _, noun = (other or "").rpartition(" ")
        if is_plural(noun):
            whole = own + adjective.rpartition("-")[2] if own.endswith("-") else own
            return f"{unit.removesuffix(own)}{whole} {noun}"
    return unit


def is_plural(word: str) -> bool:
    """True for a word that looks like a noun in the plural."""
    lower = word.lower()
    return (
        lower.endswith(IRREGULAR_ENDS)
        or lower in IRREGULAR_PLURALS
        or (lower.endswith("s") and not lower.endswith(SINGULAR_S) and len(lower) > 3)
    )


def _noun_follows(text: str, at: int, limit: int) -> bool:
    token = TOKEN.match(text, at, limit)
    return token is not None and token["word"].lower() not in STOP
