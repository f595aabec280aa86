"""What the name model adds, and whether asking it about passages loses what it finds in the whole text.

    python benchmarks/names.py DOCUMENT...     (without any: the fixtures)

Prints, over all documents: persons with and without the model; of the persons that the model names in the whole text and
the filter lets through, how many the pipeline has; and the characters that it was asked about.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.extract import EXTRACTORS, names, with_names
from pipeline.flow import Pipeline
from pipeline.model.document import Source
from pipeline.model.dropped import Dropped
from pipeline.spans import Span

FIXTURES = Path(__file__).parent.parent / "fixtures" / "documents"


def main(paths: Sequence[Path]) -> None:
    asked = 0
    model = names.load_model()

    def counted(passages: Sequence[str]) -> list[list[names.Entity]]:
        nonlocal asked
        asked += sum(map(len, passages))
        return model(passages)

    bare, whole = Pipeline(extractors=EXTRACTORS), Pipeline(extractors=with_names(counted))
    without = with_model = proposed = kept = had = size = 0
    missed: list[str] = []
    for path in paths:
        source = Source(path.name, path.read_bytes())
        document = whole.sectioned(source)
        size += len(document.text)
        without += len(bare(source).extraction.records.people)
        people = [person.name for person in whole(source).extraction.records.people]
        with_model += len(people)
        entities = [entity for entity in model([document.text])[0] if entity.label == "PERSON"]
        proposed += len(entities)
        for entity in entities:
            mention = names.named(document.text, Span(0, len(document.text)), entity)
            if isinstance(mention, Dropped):
                continue
            kept += 1
            words = " ".join(mention.name.split())
            if any(words in person or person in words for person in people):
                had += 1
            else:
                missed.append(f"{path.name}: {words}")
    print(f"{len(paths)} documents, {size / 1000:.1f} KB; the model was asked about {asked / size:.2%} of it")
    print(f"persons: {without} without the model, {with_model} with it")
    print(f"model over the whole text: {proposed} persons proposed, {kept} let through, {had} of them in the records")
    for line in missed:
        print(f"  not in the records: {line}")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]] or sorted(FIXTURES.glob("*.txt")))
