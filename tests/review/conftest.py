"""A run with its report, made once by the commands that users type, and a browser to look at it with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from tests.command import upr
from tests.conftest import DOCUMENTS
from tests.load.pdf_builder import Page as PdfPage
from tests.load.pdf_builder import pdf

expect.set_options(timeout=30_000)
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

MISSION = [
    "1. Following an invitation from the Ministry of Foreign Affairs of Moldova, the OSCE/ODIHR",
    "deployed on 27 October 2020 an Election Observation Mission (EOM) for the 1 November 2020",
    "early presidential election. The OSCE/ODIHR EOM was headed by Ambassador Ingrid Sol-",
    "berg and consisted of 12 experts and 30 long-term observers from 21 participating States, who",
    "were based in Chisinau and met the Central Election Commission.",
]
LEGISLATION = [
    "2. On 18 March 2019, ODIHR issued its Comments on the Law on Political Parties of Moldova",
    "(Opinion-Nr.: POLIT-MDA/225/2019). Ask 520 06 00 for file PL-77.",
]
HOSTILE_NAME = 'x "onload=alert(1)" <b>é\n\u202e.txt'
HOSTILE = (
    "A text of 12 lines that says: <script>document.title = 'owned'</script> &amp; &lt;b&gt; </script></title><img src=x onerror=\"document.title='owned'\">\n\n"
    "ODIHR held a workshop in Prague in March 2011 with 25 experts. It was opened by Ms. Anna \u202eavordnoV\u202c Vondrova"
    ' of =HYPERLINK("http://evil.example","x"), {{ 7 * 7 }} and <!--<script> \u2028 \x1b[31m 1 = 2 of \u061c500 \'javascript:alert(1)\'.\n\n'
    "2. A workshop was held in \U0001f600\U0001f600 Vienna on 3 May 2012 with 14 judges."
)


def mission_pdf() -> bytes:
    """Two pages: a mission whose election day is cut by a line end, and an opinion."""
    first = PdfPage().lines(60, 90, MISSION, 10, 1.6)
    return pdf(first, PdfPage().lines(60, 90, LEGISLATION, 11, 1.6))


@dataclass(frozen=True)
class Site:
    """A run's sources, its folder, and its report in it."""

    sources: Path
    output: Path

    @property
    def index(self) -> str:
        return (self.output / "report" / "index.html").as_uri()


def make_site(folder: Path) -> Site:
    """Sources, a run over them and its report: a PDF, a text, a hostile text, and a document that fails."""
    site = Site(folder / "in", folder / "out")
    site.sources.mkdir(parents=True)
    (site.sources / "mission.pdf").write_bytes(mission_pdf())
    (site.sources / "kazakhstan.txt").write_bytes((DOCUMENTS / "kazakhstan_2014.txt").read_bytes())
    (site.sources / HOSTILE_NAME).write_text(HOSTILE, "utf-8")
    (site.sources / "empty.txt").write_bytes(b"")
    assert upr("run", site.sources, "-o", site.output, "--quiet").returncode == 1
    done = upr("report", "-o", site.output)
    assert (done.returncode, done.stdout) == (0, b""), done.stderr
    return site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return make_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium to look at pages with: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page, and what it asked for and said while it was looked at."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def failed(self, request: Request) -> None:
        """Keep a request that failed, but not one that the page gave up itself: it was left while an image was under way."""
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed: {request.url}: {request.failure}")


def watched(context: BrowserContext) -> Watched:
    seen = Watched(context.new_page())
    seen.page.on("request", lambda request: seen.requests.append(request.url))
    seen.page.on("requestfailed", seen.failed)
    seen.page.on("console", lambda message: seen.complaints.append(message.text))
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    seen.page.on("dialog", lambda dialog: seen.complaints.append(f"dialog: {dialog.message}"))
    return seen


@pytest.fixture
def look(browser: Browser) -> Iterator[Watched]:
    """A page of a new browser context; whatever it did, it asked no network and ran nothing that its policy forbids."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    seen = watched(context)
    yield seen
    context.close()
    assert [url for url in seen.requests if not url.startswith("file:///")] == []
    assert seen.complaints == []
