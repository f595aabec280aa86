"""Measures how often each sign of a record is right on the develop half of the gold set: `pipeline/vocabulary/shares.py`.

python benchmarks/calibrate.py          writes the table anew
python benchmarks/calibrate.py --show   only says what it would change
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

from pipeline.evaluate import gold
from pipeline.evaluate.extracts import from_pipeline
from pipeline.evaluate.score import charged, score
from pipeline.flow import pipeline
from pipeline.model.records import TABLES
from pipeline.vocabulary.shares import ALL, SHARES

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "pipeline" / "vocabulary" / "shares.py"
HEAD = '''"""How often records with a sign were right, as (right, of), by list: written by `make calibrate`, not by hand.

Source: the develop half of the gold set (fixtures/gold/develop), each record judged as docs/gold.md says. `ALL` is the
whole list. `assemble/confidence.py` says what a sign is, and what is made of the shares.
"""

from __future__ import annotations

from collections.abc import Mapping

Shares = Mapping[str, Mapping[str, tuple[int, int]]]
ALL = "all"

'''


def measured() -> dict[str, dict[str, tuple[int, int]]]:
    """Right and all judged records by list and sign, in order of list and name."""
    documents = gold.read([ROOT / "fixtures" / "gold" / "develop"])
    extract, fields = from_pipeline(pipeline()), charged(documents)
    right: dict[str, Counter[str]] = defaultdict(Counter)
    of: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        for judged in score(document, extract(document), fields).records:
            of[judged.table].update((ALL, *judged.signs))
            right[judged.table].update((ALL, *judged.signs) if judged.right else ())
    return {
        table: {sign: (right[table][sign], of[table][sign]) for sign in sorted(of[table])}
        for table in TABLES
        if of[table]
    }


def written(shares: dict[str, dict[str, tuple[int, int]]]) -> str:
    lines = ["SHARES: Shares = {"]
    for table, signs in shares.items():
        lines += [f'    "{table}": {{', *(f'        "{sign}": {share},' for sign, share in signs.items()), "    },"]
    return HEAD + "\n".join([*lines, "}"]) + "\n"


def main() -> None:
    shares = measured()
    for table in TABLES:
        now, before = shares.get(table, {}), SHARES.get(table, {})
        for sign in sorted(now.keys() | before.keys()):
            if now.get(sign) != before.get(sign):
                print(f"{table:16}{sign:48}{before.get(sign, '-')!s:>12} -> {now.get(sign, '-')}")
    if "--show" not in sys.argv[1:]:
        TABLE.write_text(written(shares), "utf-8")


if __name__ == "__main__":
    main()
