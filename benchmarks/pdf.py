"""Pages a CPU second from PDF to repaired text with boxes, against pdfplumber's text and pdfium's, in one run.

    the corpus (UPR_CORPUS, else ../shared/corpus) -> ratios; without it, a synthetic report, and a line that says so

Each reader reads the same reports, report by report in turn, so that a busy machine slows all of them alike. The peak of
memory is that of one process that reads one long synthetic document, of which nothing is in the corpus.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

CORPUS = Path(os.environ.get("UPR_CORPUS", Path(__file__).parent.parent.parent / "shared" / "corpus"))
LONG = 600
LINE = "The delegation thanked every State that took the floor for its questions and said that it would"


def repaired(data: bytes) -> int:
    """Load and repair: text, edit map and the place of each character."""
    from pipeline.load import load
    from pipeline.model.document import Source
    from pipeline.repair import repair

    return repair(load(Source("benchmark.pdf", data))).loaded.pages or 0


def loaded(data: bytes) -> int:
    from pipeline.load import load
    from pipeline.model.document import Source

    return load(Source("benchmark.pdf", data)).pages or 0


def plumbed(data: bytes) -> int:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()
        return len(document.pages)


def bare(data: bytes) -> int:
    """pdfium's text of each page and nothing else."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    count = len(document)
    for index in range(count):
        page = document[index]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()
    return count


READERS: dict[str, Callable[[bytes], int]] = {
    "repaired": repaired,
    "loaded": loaded,
    "pdfplumber": plumbed,
    "pdfium": bare,
}


def synthetic(pages: int) -> bytes:
    """A PDF of `pages` pages of text, 45 lines each."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>"]
    kids = []
    for number in range(1, pages + 1):
        lines = [f"{number}. {LINE}", *[LINE] * 44]
        rows = "".join(f"1 0 0 1 90 {770 - 15 * row} Tm ({line}) Tj\n" for row, line in enumerate(lines))
        stream = f"BT /F1 10 Tf\n{rows}ET".encode()
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join(b"%d 0 R" % kid for kid in kids))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def memory(pages: int) -> float:
    """Megabytes at the peak of a process that reads and repairs a document of `pages` pages."""
    done = subprocess.run(
        [sys.executable, __file__, "--peak", str(pages)], capture_output=True, text=True, check=True, env=os.environ
    )
    return float(done.stdout)


def peak(pages: int) -> float:
    repaired(synthetic(pages))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    parser = argparse.ArgumentParser(description="PDF to repaired text, against pdfplumber and pdfium.")
    parser.add_argument("--reports", type=int, default=8, help="how many reports, spread over the corpus (0 is all)")
    parser.add_argument("--peak", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak:
        print(peak(options.peak))
        return 0
    paths = sorted((CORPUS / "working_group_reports" / "pdf").glob("*.pdf"))
    if not paths:
        print(
            "benchmark pdf: the corpus is not here (UPR_CORPUS says where); a synthetic report stands in",
            file=sys.stderr,
        )
    step = max(1, len(paths) // options.reports) if options.reports else 1
    reports = [path.read_bytes() for path in paths[::step]] or [synthetic(25)]
    speeds = measure(reports)
    for name, speed in speeds.items():
        print(f"{name:<12}{speed:8.1f} pages a CPU second")
    ratio, share = speeds["repaired"] / speeds["pdfplumber"], speeds["pdfium"] / speeds["repaired"]
    print(
        f"repaired text with boxes: {ratio:.1f} times pdfplumber's text; pdfium's bare text is {share:.1f} times ours"
    )
    short, long = memory(1), memory(LONG)
    print(
        f"peak of memory: {short:.0f} MB for 1 page, {long:.0f} MB for {LONG}: {(long - short) * 1024 / LONG:.0f} KB a page"
    )
    return 0


def measure(reports: list[bytes]) -> dict[str, float]:
    """Pages a CPU second of each reader; the first report is read once before the clock starts."""
    spent = dict.fromkeys(READERS, 0.0)
    pages = dict.fromkeys(READERS, 0)
    for read in READERS.values():
        read(synthetic(2))
    for data in reports:
        for name, read in READERS.items():
            start = time.process_time()
            pages[name] += read(data)
            spent[name] += time.process_time() - start
    return {name: pages[name] / spent[name] for name in READERS}


if __name__ == "__main__":
    sys.exit(main())
