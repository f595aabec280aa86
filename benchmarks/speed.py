"""Speed as ratios in one run: text to records against the model over the same text, and cold starts against Python's own.

`make bench` prints them. Processor time of one core, the best of several rounds; nothing here fails, it only tells.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from pipeline.extract import with_names
from pipeline.extract.names import DEFAULT_MODEL, load_model
from pipeline.flow import Pipeline
from pipeline.model.document import Source

ROOT = Path(__file__).parent.parent
DOCUMENTS = ROOT / "fixtures" / "documents"
ROUNDS = 9


def main() -> None:
    paths = sorted(DOCUMENTS.glob("*.txt"))
    print("text to records, whole pipeline with the model, against the model's NER over the repaired text:")
    print("  with the part `tok2vec` that spaCy loads beside `ner`, and, in brackets, with `ner` by itself")
    pipeline = Pipeline(extractors=with_names(load_model()))
    others = ["tagger", "parser", "lemmatizer", "attribute_ruler", "senter"]
    usual = spacy.load(DEFAULT_MODEL, exclude=others)
    alone = spacy.load(DEFAULT_MODEL, exclude=[*others, "tok2vec"])
    for name, chosen in (
        ("kazakhstan_2014", [path for path in paths if "kazakhstan" in path.name]),
        ("all fixtures", paths),
    ):
        sources = [Source(path.name, path.read_bytes()) for path in chosen]
        texts = [pipeline.sectioned(source).text for source in sources]
        ours = best(lambda sources=sources: [pipeline(source) for source in sources])
        theirs, least = (
            best(lambda texts=texts, model=model: [model(text) for text in texts]) for model in (usual, alone)
        )
        size = sum(map(len, texts)) / 1000
        print(
            f"  {name:16} {size:6.1f} KB  ours {ours * 1e3:7.1f} ms  NER {theirs * 1e3:7.1f} ms ({least * 1e3:7.1f} ms)"
            f"  {theirs / ours:5.1f} times as fast ({least / ours:.1f})"
        )
    print("cold starts, whole processes")
    python = wall([sys.executable, "-c", "pass"])
    upr = str(Path(sys.executable).with_name("upr"))
    for name, command in (
        ("upr --help", [upr, "--help"]),
        ("upr extract, short text", [upr, "extract", str(DOCUMENTS / "norway_2019.txt")]),
        ("upr extract, with the model", [upr, "extract", str(DOCUMENTS / "kazakhstan_2014.txt")]),
    ):
        seconds = wall(command)
        print(f"  {name:28} {seconds:5.2f} s  {seconds / python:5.1f} times `python -c pass`")


def best(work: Callable[[], object]) -> float:
    """Processor seconds of the quickest of several rounds."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def wall(command: list[str]) -> float:
    """Seconds of the quickest of several runs of a command."""
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - start)
    return min(seconds)


if __name__ == "__main__":
    main()
