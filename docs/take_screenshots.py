"""The screenshots of the README, from the fixtures: `make screenshots` writes docs/screenshots/*.png anew.

One fixture is set as a PDF, so that a page with its box is to be seen.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from pipeline.flow import Pipeline
from pipeline.model.document import Source
from tests.load.pdf_builder import Page as PdfPage
from tests.load.pdf_builder import pdf

ROOT = Path(__file__).parent.parent
DOCUMENTS = ROOT / "fixtures" / "documents"
SHOTS = ROOT / "docs" / "screenshots"
AS_PDF = "moldova_2016.txt"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
COLUMNS, ROWS = 92, 46


def main() -> None:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("no chromium to take them with: apt install chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        output = _report(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
        page.goto((output / "report" / "index.html").as_uri())
        _keep(page, "index")
        page.get_by_role("searchbox").fill(".pdf")
        page.locator(".documents tbody th a").click()
        page.locator('.card[data-table="missions"] .value[data-path="head.name"]').first.click()
        page.wait_for_function("document.querySelector('.sheet img').complete")
        _keep(page, "document")
        browser.close()


def _report(folder: Path) -> Path:
    """A run over the fixtures, one of them as a PDF, and its report."""
    shutil.copytree(DOCUMENTS, folder / "in")
    text = Pipeline().repaired(Source(AS_PDF, (folder / "in" / AS_PDF).read_bytes())).text
    (folder / "in" / AS_PDF).unlink()
    (folder / "in" / AS_PDF).with_suffix(".pdf").write_bytes(_set(text))
    upr = str(Path(sys.executable).with_name("upr"))
    for command in (["run", str(folder / "in")], ["report"]):
        subprocess.run([upr, *command, "-o", str(folder / "out"), "--quiet"], check=True)
    return folder / "out"


def _set(text: str) -> bytes:
    """A text as pages of lines, an empty line between paragraphs."""
    rows = [row for block in text.split("\n\n") for row in (*textwrap.wrap(block, COLUMNS), "")]
    plain = [row.encode("cp1252", "replace").decode("cp1252") for row in rows]
    return pdf(*(PdfPage().lines(64, 80, plain[at : at + ROWS], 10, 1.4) for at in range(0, len(plain), ROWS)))


def _keep(page: Page, name: str) -> None:
    page.wait_for_timeout(300)
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    SHOTS.mkdir(exist_ok=True)
    image.save(SHOTS / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
