"""Recommendations measured against UPR-Info's hand-made rows, on the 66 Working Group reports of the corpus.

A pair (recommendation, State) is right when the State is equal and the texts are alike: token set ratio of at least 75.
UPR-Info splits joint recommendations by State, edits its texts lightly, and gives the State's last answer: one that the
report leaves open is no answer of the report's, so responses are compared where the report decides.

    python benchmarks/eval_recommendations.py [--corpus DIR] [--disagreements FILE]
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import regex

from pipeline.extract import extract
from pipeline.extract.recommendations import EXTRACTOR
from pipeline.flow import Pipeline
from pipeline.model.document import SectionedDocument, Source
from pipeline.vocabulary import countries

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "working_group_reports"
ALIKE = 75.0
DEVELOP_UNTIL = "m"
"""Reports whose names begin with a to m developed the rules; the others judge them."""
WORD = regex.compile(r"[\p{L}\d]+")
ANSWERS = {"Accepted": ("supported",), "Noted": ("noted", "rejected")}
NAMES = {"Trinidad & Tobago": "TTO", "Macedonia FYR": "MKD", "Republic of Congo": "COG", "Laos": "LAO"}
"""UPR-Info's own short names for States that no document writes so."""
WORST = 10


class Pair(NamedTuple):
    """One State's recommendation."""

    state: str
    text: str
    response: str | None


@dataclass
class Score:
    """What was found of one report, or of several."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    decided: int = 0
    answered: int = 0
    pending: int = 0
    missing: list[str] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        return Score(
            *(
                getattr(self, name) + getattr(other, name)
                for name in ("right", "found", "wanted", "decided", "answered", "pending", "missing")
            )
        )

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0

    def line(self) -> str:
        answers = f"{self.answered / self.decided:.4f} of {self.decided}" if self.decided else "none decided"
        return (
            f"P {self.precision:.4f}  R {self.recall:.4f}  F1 {self.f1:.4f}  pairs {self.right}/{self.found}/{self.wanted}"
            f"  response {answers} ({self.pending} left open by the report)"
        )


@lru_cache(maxsize=100_000)
def tokens(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text.lower()))


def token_set_ratio(one: str, other: str) -> float:
    """How alike two texts are by the words they share, 0 to 100; words' order and repetition do not count."""
    first, second = tokens(one), tokens(other)
    common = first & second
    if common and common in (first, second):
        return 100.0
    shared = " ".join(sorted(common))
    with_first = " ".join(part for part in (shared, " ".join(sorted(first - second))) if part)
    with_second = " ".join(part for part in (shared, " ".join(sorted(second - first))) if part)
    ratios = [_ratio(with_first, with_second)]
    if shared:
        ratios += [_prefix_ratio(shared, with_first), _prefix_ratio(shared, with_second)]
    return max(ratios)


def _ratio(one: str, other: str) -> float:
    return 100.0 * SequenceMatcher(None, one, other, autojunk=False).ratio()


def _prefix_ratio(start: str, whole: str) -> float:
    return 200.0 * len(start) / (len(start) + len(whole))


def match(found: Sequence[Pair], wanted: Sequence[Pair]) -> list[tuple[int, int]]:
    """One-to-one pairs of equal State and like text, the most alike first."""
    ranked = []
    for here, one in enumerate(found):
        for there, other in enumerate(wanted):
            if one.state == other.state:
                alike = token_set_ratio(one.text, other.text)
                if alike >= ALIKE:
                    overlap = len(tokens(one.text) & tokens(other.text)) / max(
                        1, len(tokens(one.text) | tokens(other.text))
                    )
                    ranked.append((-alike, -overlap, abs(here / len(found) - there / len(wanted)), here, there))
    pairs: list[tuple[int, int]] = []
    used_here: set[int] = set()
    used_there: set[int] = set()
    for *_, here, there in sorted(ranked):
        if here not in used_here and there not in used_there:
            used_here.add(here)
            used_there.add(there)
            pairs.append((here, there))
    return pairs


def score(found: Sequence[Pair], wanted: Sequence[Pair]) -> Score:
    pairs = match(found, wanted)
    result = Score(right=len(pairs), found=len(found), wanted=len(wanted))
    for here, there in pairs:
        if found[here].response == "pending":
            result.pending += 1
            continue
        result.decided += 1
        good = found[here].response in ANSWERS[wanted[there].response or ""]
        result.answered += good
        if not good:
            result.missing.append(
                f"! {found[here].response} / {wanted[there].response}: {found[here].state} {found[here].text[:160]}"
            )
    seen, known = {here for here, _ in pairs}, {there for _, there in pairs}
    result.missing += [f"+ {pair.state} {pair.text}" for at, pair in enumerate(found) if at not in seen]
    result.missing += [f"- {pair.state} {pair.text}" for at, pair in enumerate(wanted) if at not in known]
    return result


def read_rows(path: Path) -> dict[str, list[Pair]]:
    """UPR-Info's rows by report."""
    rows: dict[str, list[Pair]] = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            country = countries.by_name(row["from"])
            iso3 = country.iso3 if country else NAMES.get(row["from"], row["from"])
            rows[row["report"]].append(Pair(iso3, row["text"], row["response"]))
    return rows


def pairs_of(document: SectionedDocument) -> list[Pair]:
    """Our records as pairs."""
    mentions = extract(document, (EXTRACTOR,)).recommendations
    return [
        Pair(
            state.iso3.value if state.iso3 else state.name.value,
            mention.text.value,
            mention.response.value if mention.response else None,
        )
        for mention in mentions
        for state in mention.from_
    ]


Documents = Iterable[tuple[str, SectionedDocument]]


def from_pdfs(corpus: Path) -> Documents:
    pipeline = Pipeline()
    for path in sorted((corpus / "pdf").glob("*.pdf")):
        yield path.stem, pipeline.sectioned(Source(path.name, path.read_bytes()))


def measure(documents: Documents, rows: dict[str, list[Pair]]) -> tuple[dict[str, Score], float]:
    """The score of each report, and the seconds that extraction took."""
    scores: dict[str, Score] = {}
    spent = 0.0
    for name, document in documents:
        begun = time.process_time()
        found = pairs_of(document)
        spent += time.process_time() - begun
        scores[name] = score(found, rows.get(name, []))
    return scores, spent


def report(scores: dict[str, Score], spent: float, write: Callable[[str], None]) -> None:
    halves = {
        "develop (a-m)": lambda name: name[0] <= DEVELOP_UNTIL,
        "held back (n-z)": lambda name: name[0] > DEVELOP_UNTIL,
    }
    for title, inside in halves.items():
        write(f"{title:16} {sum((value for name, value in scores.items() if inside(name)), Score()).line()}")
    write(f"{'all':16} {sum(scores.values(), Score()).line()}")
    write(f"{1000 * spent / max(1, len(scores)):.1f} ms a report for this extractor")
    write("worst ten:")
    for name in sorted(scores, key=lambda name: scores[name].f1)[:WORST]:
        write(f"  {name:38} {scores[name].line()}")
    signs = Counter(line[0] for value in scores.values() for line in value.missing)
    write(f"disagreements: {signs['+']} only ours, {signs['-']} only theirs, {signs['!']} answers")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="the folder with pdf/ and recommendations.csv")
    parser.add_argument("--disagreements", type=Path, help="a file for all pairs that only one side has")
    options = parser.parse_args()
    if not (options.corpus / "recommendations.csv").is_file():
        parser.error(f"no recommendations.csv in {options.corpus}: give the folder with --corpus")
    scores, spent = measure(from_pdfs(options.corpus), read_rows(options.corpus / "recommendations.csv"))
    report(scores, spent, print)
    if options.disagreements:
        lines = [
            line for name, value in sorted(scores.items()) for line in (f"## {name} {value.line()}", *value.missing)
        ]
        options.disagreements.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
