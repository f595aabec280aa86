"""Until the report's pages can be used: the index of 5,000 documents, the page of a 100-page one. Seconds, and ratios to an empty page.

A page is usable when what it does first has been drawn: the index after a filter was typed, a document after a value in its
middle was chosen. Wall time in a real browser from the start of loading, the best of several rounds. Nothing here fails.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import msgspec
from playwright.sync_api import Browser, sync_playwright

from pipeline.flow import Pipeline
from pipeline.model.document import Source
from pipeline.review.report.entry import Entry, entry
from pipeline.review.report.index import context
from pipeline.review.report.render import assets, document_page, index_page
from pipeline.review.report.view import Proof, document_view
from pipeline.vocabulary import countries

DOCUMENTS = Path(__file__).parent.parent / "fixtures" / "documents"
MANY = 5_000
PAGES, ON_A_PAGE = 100, 3_000
ROUNDS = 5
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
FILTERED = """async () => {
  const box = document.querySelector("#words");
  box.value = "kaz 4";
  box.dispatchEvent(new Event("input"));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now();
}"""
CHOSEN = """async () => {
  const values = document.querySelectorAll("button.value");
  values[Math.floor(values.length / 2)].click();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now();
}"""


def main() -> None:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("no chromium to measure with: apt install chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        _write(root)
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        empty = best(browser, root / "empty.html", DRAWN)
        print(f"  {'an empty page':44} {empty:6.2f} s")
        for words, path, script in (
            (f"index of {MANY:,} documents, filtered", root / "index.html", FILTERED),
            (f"document of {PAGES} pages, a value chosen", root / "documents" / "long.html", CHOSEN),
        ):
            seconds = best(browser, path, script)
            size = path.stat().st_size / 1e6
            print(f"  {words:44} {seconds:6.2f} s  {seconds / empty:5.1f} times an empty page, {size:.1f} MB")
        browser.close()


def _write(root: Path) -> None:
    """The pages, as a report has them."""
    for name, data in assets().items():
        (root / "assets").mkdir(exist_ok=True)
        (root / "assets" / name).write_bytes(data)
    (root / "documents").mkdir()
    (root / "empty.html").write_text("<!doctype html><title>empty</title>")
    (root / "index.html").write_bytes(index_page(context(_entries())))
    sources = [Source(path.name, path.read_bytes()) for path in sorted(DOCUMENTS.glob("*.txt"))]
    text = "\n\n".join(Pipeline().loaded(source).text for source in sources)
    long = (text * (PAGES * ON_A_PAGE // len(text) + 1))[: PAGES * ON_A_PAGE]
    assembly = Pipeline()(Source("long.txt", long.encode()))
    view = document_view(assembly.extraction, assembly.unclaimed, Proof())
    (root / "documents" / "long.html").write_bytes(document_page(view))


def _entries() -> list[Entry]:
    """As many documents as there may be, each like a fixture, from every country and year."""
    pipeline = Pipeline()
    models = []
    for path in sorted(DOCUMENTS.iterdir()):
        assembly = pipeline(Source(path.name, path.read_bytes()))
        models.append(entry(assembly.extraction, len(assembly.unclaimed), "model"))
    known = list(countries.table().values())
    return [
        msgspec.structs.replace(
            models[at % len(models)],
            source=f"folder {at % 50}/document {at}.pdf",
            page=f"document-{at}",
            iso3=known[at % len(known)].iso3,
            country=known[at % len(known)].name,
            year=2008 + at % 18,
        )
        for at in range(MANY)
    ]


def best(browser: Browser, path: Path, script: str) -> float:
    """Seconds from the start of loading until `script` has been done and drawn, the best of several rounds."""
    seconds = []
    for _ in range(ROUNDS):
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(path.as_uri())
        seconds.append(page.evaluate(script) / 1000)
        page.close()
    return min(seconds)


if __name__ == "__main__":
    main()
