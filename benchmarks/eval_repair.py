"""How well repair reads real reports: `make eval-repair` prints it, for a half to develop on and a half held back.

    the corpus (UPR_CORPUS, else ../shared/corpus) -> figures; without it, a line that says so, and success

**Pairs.** 56 reports have a twin: their text with a paragraph a line, made by others. Words (runs of letters and
figures, without case) of the repaired text and of the twin are aligned: runs of words that stand once in both are the
pins, what lies between two pins is compared word by word. Where two words follow each other in both texts, with no
more than `NEAR` unpaired words between them, there is a paragraph's end between them in the twin, in ours, in both or
in neither; a boundary is right when it falls between the same two words. Measured from the first numbered paragraph to
the annex: covers, contents and lists of names have no lines of their own in the twins.

**Faults of the twins**, put right before the count: a paragraph's number on a line of its own; a paragraph cut in two
where its page ends, when it goes on in lower case; heads and feet of pages between the two; tables of contents. Not put
right, so that they count against us: a paragraph cut at its page's end before a capital or a figure; a line that opens
with `(b)` in the middle of a sentence taken for an item; two items in one line; joint recommendations written out anew
for each State, and words that another edition of the report had. Read one by one on the develop half, all 53 boundaries
that we miss are of the first two kinds, and the 4 that we have too many of the third and the last. `--show` lists each place.

**Words** is the share of the twin's words, furniture and contents aside, that the repaired text has in the same order;
what is left on both sides is aligned once more, since footnotes stand behind our body and between the twin's pages.
**Furniture left** counts paragraphs of any report that hold a barcode, a job number, a lone page number, or a symbol as
it runs in heads. **Symbols** counts reports whose first paragraphs give the symbol that their file's running heads give.
"""

from __future__ import annotations

import argparse
import os
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

import regex

from pipeline.load import load
from pipeline.model.document import LoadedDocument, RepairedDocument, Source
from pipeline.repair import repair

CORPUS = Path(os.environ.get("UPR_CORPUS", Path(__file__).parent.parent.parent / "shared" / "corpus"))
DEVELOP = "abcdefghijklm"
"""First letters of the files that rules were developed on; the others are held back."""
WORD = regex.compile(r"[\p{L}\p{N}]+")
PIN = 4
"""Words in a run that pins two texts together."""
NEAR = 6

LABEL = regex.compile(r"(?:\d{1,3}(?:\.\d{1,3})*[.)]?|\(?\p{Ll}{1,4}\)|[IVX]+\.|\p{Lu}\.|[•\-–])")
SYMBOL = regex.compile(r"A\s?/\s?HRC(?:\s?/\s?[\w.]+)+")
TWIN_FURNITURE = regex.compile(
    r"(?:page \s \d+ \s*)? A\s?/\s?HRC(?:\s?/\s?[\w.]+)+ \s* (?:page \s* \d+)? (?:\s*\d+)? | page \s+ \d+ | \d{1,3}"
    r"| (?:\d+\s+)? GE\.\d\d.* | \*[\d\s]+\* | \(E\) [\s\d*]* | .*please\srecycle.*",
    regex.VERBOSE | regex.IGNORECASE,
)
LEADER = regex.compile(r"\.{4,}|(?:\.\s){4,}|…{2,}")
CONTENTS = regex.compile(r"(?mis)^contents\s*$(?:(?!\n\s*1\.\s).)*(?:\.{4,}|(?:\.\s){4,})[^\n]*")
FURNITURE_LEFT = {
    "job number": regex.compile(r"\bGE\.\s?\d\d-\d{4,5}"),
    "barcode": regex.compile(r"\*\s?\d{7}\s?\*"),
    "page number": regex.compile(r"(?m)^(?:page\s+)?\d{1,3}(?:\s*/\s*\d{1,3})?$", regex.I),
    "running symbol": regex.compile(r"(?m)^(?:page\s+\d+\s+)?A/HRC/[\w./]+(?:\s+page\s+\d+|\s+\d+)?$", regex.I),
    "recycle": regex.compile(r"please\s+recycle", regex.I),
    "symbol in a sentence": regex.compile(r"[a-z,]\s+A/HRC/[\w./]+\s+page\s+\d+", regex.I),
}
FIRST_BLOCKS = 14


@dataclass
class Words:
    """A text as words, each with its place, and whether a paragraph ends before it."""

    words: list[str]
    starts: list[int]
    opens: list[bool]
    text: str


def words_of(text: str, parted: str) -> Words:
    found = list(WORD.finditer(text))
    ends = [0, *(match.end() for match in found)]
    opens = [parted in text[end : match.start()] for end, match in zip(ends, found, strict=False)]
    return Words([match.group().casefold() for match in found], [match.start() for match in found], opens, text)


def twin_text(raw: str) -> str:
    """A twin with its faults put right, a paragraph a line."""
    lines: list[str] = []
    label = ""
    raw = CONTENTS.sub("", raw)
    for line in (" ".join(line.split()) for line in raw.splitlines()):
        if not line or TWIN_FURNITURE.fullmatch(line) or LEADER.search(line):
            continue
        if LABEL.fullmatch(line):
            label = f"{label} {line}".strip()
            continue
        line, label = f"{label} {line}".strip(), ""
        cut = lines and not regex.search(r"[.;:!?][\d”\"')*]*$", lines[-1]) and regex.match(r"[\p{Ll}(]|\d+ ", line)
        if cut and not regex.match(r"\(\p{Ll}{1,4}\) ", line):
            lines[-1] += " " + line
        else:
            lines.append(line)
    return "\n".join(lines)


def body(text: str) -> tuple[int, int]:
    """Where the numbered paragraphs of a report begin and where its annex does."""
    start = regex.search(r"(?m)^\s*1\.\s+The Working Group", text)
    ends = [match.start() for match in regex.finditer(r"(?mi)^Annex", text, pos=len(text) // 2)]
    return (start.start() if start else 0), (ends[-1] if ends else len(text))


def pairs(ours: list[str], theirs: list[str]) -> list[tuple[int, int]]:
    """Places of the same words in the same order."""
    found: list[tuple[int, int]] = []
    i = j = 0
    for x, y in [*_pins(ours, theirs), (len(ours), len(theirs))]:
        found += _between(ours, theirs, (i, x), (j, y))
        if x < len(ours):
            found.append((x, y))
        i, j = x + 1, y + 1
    return found


def _pins(ours: list[str], theirs: list[str]) -> list[tuple[int, int]]:
    def once(words: list[str]) -> dict[tuple[str, ...], int]:
        runs = list(zip(*(words[shift:] for shift in range(PIN)), strict=False))
        count = Counter(runs)
        return {run: place for place, run in enumerate(runs) if count[run] == 1}

    mine, other = once(ours), once(theirs)
    both = sorted((place, other[run]) for run, place in mine.items() if run in other)
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, (_, y) in enumerate(both):
        slot = bisect_left(tails, y)
        before.append(ends[slot - 1] if slot else -1)
        if slot == len(tails):
            tails.append(y)
            ends.append(place)
        else:
            tails[slot], ends[slot] = y, place
    chosen = []
    place = ends[-1] if ends else -1
    while place >= 0:
        chosen.append(both[place])
        place = before[place]
    return chosen[::-1]


def _between(
    ours: list[str], theirs: list[str], mine: tuple[int, int], other: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    if mine[0] < mine[1] and other[0] < other[1]:
        matcher = SequenceMatcher(None, ours[slice(*mine)], theirs[slice(*other)], autojunk=False)
        for block in matcher.get_matching_blocks():
            yield from ((mine[0] + block.a + at, other[0] + block.b + at) for at in range(block.size))


@dataclass
class Score:
    """Counts that add up over reports."""

    right: int = 0
    extra: int = 0
    missed: int = 0
    words: int = 0
    words_there: int = 0
    reports: int = 0
    symbols: int = 0
    left: Counter[str] = field(default_factory=Counter)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.extra + self.missed)


def compare(name: str, repaired: str, raw: str, score: Score, show: bool) -> None:
    """Add a report with a twin to the score."""
    twin = twin_text(raw)
    ours, theirs = words_of(repaired, "\n\n"), words_of(twin, "\n")
    matched = pairs(ours.words, theirs.words)
    lost = _lost(ours.words, theirs.words, matched)
    score.words += len(theirs.words)
    score.words_there += len(theirs.words) - len(lost)
    if show:
        for place in lost:
            print(f"{name}\tlost\t{theirs.words[place]}\t{_around(theirs, place)}")
    (start, end), (twin_start, twin_end) = body(repaired), body(twin)
    for (i, j), (x, y) in pairwise(matched):
        if not (start < ours.starts[i] and ours.starts[x] < end):
            continue
        if not (twin_start < theirs.starts[j] and theirs.starts[y] < twin_end) or max(x - i, y - j) > NEAR:
            continue
        mine, other = any(ours.opens[i + 1 : x + 1]), any(theirs.opens[j + 1 : y + 1])
        score.right += mine and other
        score.extra += mine and not other
        score.missed += other and not mine
        if show and mine != other:
            print(f"{name}\t{'extra' if mine else 'missed'}\t{_around(ours, x)}")


def _lost(ours: list[str], theirs: list[str], matched: list[tuple[int, int]]) -> list[int]:
    """Places of the twin's words that we do not have: neither in the body, nor in the notes, which are moved behind it."""
    mine, other = {x for x, _ in matched}, {y for _, y in matched}
    over = [place for place in range(len(theirs)) if place not in other]
    notes = [word for place, word in enumerate(ours) if place not in mine]
    moved = {y for _, y in pairs(notes, [theirs[place] for place in over])}
    return [place for rank, place in enumerate(over) if rank not in moved]


def _around(words: Words, place: int) -> str:
    at = words.starts[place]
    return repr(words.text[max(0, at - 60) : at] + "¦" + words.text[at : at + 50])


def own_symbol(document: LoadedDocument) -> str | None:
    """The symbol that most of the document's lines give."""
    lines = regex.findall(r"(?m)^(?:Page \d+ )?(A ?/ ?HRC(?: ?/ ?[\w.]+)+)", document.text)
    counted = Counter(line.replace(" ", "").rstrip("*") for line in lines)
    return counted.most_common(1)[0][0] if counted else None


def judge(document: RepairedDocument, score: Score, name: str, show: bool) -> None:
    """Add what must hold for every report: nothing of the furniture left, the symbol on its first page."""
    score.reports += 1
    blocks = document.text.split("\n\n")
    after_cover = "\n\n".join(blocks[FIRST_BLOCKS:])
    for kind, pattern in FURNITURE_LEFT.items():
        found = pattern.findall(document.text if kind != "running symbol" else after_cover)
        score.left[kind] += len(found)
        if show and found:
            print(f"{name}\tfurniture\t{kind}\t{found[:3]}")
    symbol = own_symbol(document.loaded)
    if symbol and symbol in blocks[:FIRST_BLOCKS]:
        score.symbols += 1
    elif show:
        print(f"{name}\tsymbol\t{symbol}\t{blocks[:8]}")


def main() -> int:
    parser = argparse.ArgumentParser(description="Repair against the twins of real reports.")
    parser.add_argument("--show", action="store_true", help="list each place where the two differ (develop half only)")
    parser.add_argument("--only", default="", help="reports whose names start so")
    options = parser.parse_args()
    reports = CORPUS / "working_group_reports"
    if not reports.is_dir():
        print("eval-repair: the corpus is not here (UPR_CORPUS says where); nothing measured", file=sys.stderr)
        return 0
    halves = {"develop (a-m)": Score(), "held back (n-z)": Score()}
    for path in sorted((reports / "pdf").glob(f"{options.only}*.pdf")):
        develop = path.name[0].lower() in DEVELOP
        score = halves["develop (a-m)" if develop else "held back (n-z)"]
        document = repair(load(Source(path.name, path.read_bytes())))
        judge(document, score, path.stem, options.show and develop)
        twin = reports / "paragraphs" / f"{path.stem}.txt"
        if twin.is_file():
            compare(path.stem, document.text, twin.read_text("utf-8"), score, options.show and develop)
    for half, score in halves.items():
        if score.reports:
            report(half, score)
    return 0


def report(half: str, score: Score) -> None:
    found, true = score.right + score.extra, score.right + score.missed
    print(f"{half}: {score.reports} reports")
    print(
        f"  paragraph boundaries  F1 {score.f1:.4f}  P {score.right / max(1, found):.4f}"
        f"  R {score.right / max(1, true):.4f}  of {true}"
    )
    print(f"  words in order        {score.words_there / max(1, score.words):.4%} of {score.words}")
    print(f"  symbol on page 1      {score.symbols} of {score.reports}")
    print(f"  furniture left        {sum(score.left.values())}  {dict(+score.left)}")


if __name__ == "__main__":
    sys.exit(main())
