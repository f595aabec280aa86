"""What the name model adds, and whether asking it about passages loses what it finds in the whole text.

    python benchmarks/names.py [FOLDER...]     (folders of gold; without any: fixtures/gold)

Three pipelines over the same gold: without the model, with the model where a rule points, with the model over the whole
text. Prints for each how many persons it finds, how many of them are right and how many of the gold's it has, the same for
the heads of missions, and the characters that the model was asked about.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipeline.evaluate import figures, gold
from pipeline.evaluate.extracts import from_pipeline
from pipeline.evaluate.score import charged, score
from pipeline.extract import EXTRACTORS, names, with_names
from pipeline.extract.extractor import Extractor
from pipeline.flow import Pipeline
from pipeline.model.document import SectionedDocument
from pipeline.model.dropped import Dropped
from pipeline.model.findings import Findings, NameMention
from pipeline.spans import Span

GOLD = Path(__file__).parent.parent / "fixtures" / "gold"
SHOWN = ("people", "people.name", "missions.head.name")


def main(folders: Sequence[Path]) -> None:
    asked = 0
    model = names.load_model()

    def counted(passages: Sequence[str]) -> list[list[names.Entity]]:
        nonlocal asked
        asked += sum(map(len, passages))
        return model(passages)

    documents = gold.read(folders)
    size = sum(len(Pipeline().repaired(document.source).text) for document in documents)
    print(f"{len(documents)} documents, {size / 1000:.1f} KB")
    for name, extractors in (
        ("without the model", EXTRACTORS),
        ("where a rule points", with_names(counted)),
        ("over the whole text", _over_all(counted)),
    ):
        asked = 0
        extract, fields = from_pipeline(Pipeline(extractors=extractors)), charged(documents)
        report = figures.report([score(document, extract(document), fields) for document in documents])
        print(f"{name}: the model was asked about {asked / size:.2%} of the text")
        for each in (*report.records, *report.fields):
            if each.name in SHOWN:
                print(
                    f"  {each.name:20} gold {each.gold:4} found {each.found:4} right {each.right:4}"
                    f"  precision {each.right / (each.found or 1):.3f}  recall {each.right / (each.gold or 1):.3f}"
                )


def _over_all(recognise: names.Recogniser) -> tuple[Extractor, ...]:
    """The extractors with a model that reads everything."""
    pointed = with_names(recognise)
    return tuple(Extractor("names", _everywhere(recognise)) if each.name == "names" else each for each in pointed)


def _everywhere(
    recognise: names.Recogniser,
) -> Callable[[SectionedDocument, Findings], Iterator[NameMention | Dropped]]:
    def find(document: SectionedDocument, found: Findings) -> Iterator[NameMention | Dropped]:
        text = document.text
        for entity in recognise([text])[0]:
            yield names.named(text, Span(0, len(text)), entity)

    return find


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]] or [GOLD])
