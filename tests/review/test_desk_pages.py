"""The desk as people meet it: the command, a browser, a mouse, keys alone, and what later runs make of it."""

from __future__ import annotations

import csv
import json
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from pipeline.review.report.naming import page_name
from tests.command import UPR, upr
from tests.review.conftest import HOSTILE_NAME, Site, Watched, make_site, watched

pytestmark = pytest.mark.slow
EXPECTED = ("409", "/api/state?page=", "ERR_CONNECTION_REFUSED")
"""What a browser says of a conflict, and of a desk that was closed while its page was open."""
HEAD = 'button.value[data-path="head.name"]'


class Opened:
    """A desk that runs as a user would run it, and its address."""

    def __init__(self, site: Site, user: str) -> None:
        command = [UPR, "review", "-o", str(site.output), "--no-browser", "--user", user]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        self.base = self.address.partition("/?")[0]

    def close(self) -> tuple[int, str]:
        self.process.send_signal(signal.SIGINT)
        said = self.process.communicate(timeout=60)[1]
        return self.process.returncode, said


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A run of this module's own: desks write into it."""
    return make_site(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def opened(place: Site) -> Iterator[Opened]:
    opened = Opened(place, "anna")
    yield opened
    opened.close()


@pytest.fixture
def desk(place: Site, opened: Opened) -> Opened:
    """The desk of this module, with nothing decided: it reads the journal anew for each request."""
    (place.sources / "corrections.jsonl").unlink(missing_ok=True)
    return opened


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[[Opened, str], Page]]:
    """Pages of a desk, each in a browser of its own; whatever they did, they asked nobody else and ran nothing forbidden."""
    seen: list[tuple[Watched, str]] = []

    def opened(desk: Opened, document: str) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        watch = watched(context)
        seen.append((watch, desk.base))
        watch.page.goto(desk.address)
        watch.page.goto(f"{desk.base}/documents/{page_name(document)}.html")
        ready(watch.page)
        return watch.page

    yield opened
    for watch, base in seen:
        watch.page.context.close()
        assert [url for url in watch.requests if not url.startswith(base)] == []
        assert [each for each in watch.complaints if not any(word in each for word in EXPECTED)] == []


def ready(page: Page) -> None:
    page.wait_for_selector("html[data-desk=ready]")


def saved(page: Page) -> None:
    """Wait until the page is there again with what was saved."""
    expect(page.locator(".desk-status")).to_contain_text("Undo with u")
    ready(page)


def lines(place: Site) -> list[dict[str, Any]]:
    file = place.sources / "corrections.jsonl"
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


def extract(place: Site) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((place.output / "documents" / "mission.pdf.json").read_text("utf-8"))
    return found


def select_words(page: Page, words: str) -> None:
    """Select words of the text, as a mouse would."""
    page.evaluate(
        """(words) => {
            const walker = document.createTreeWalker(document.querySelector("#text .words"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return;
            }
            throw new Error(`not in the text: ${words}`);
        }""",
        words,
    )


def test_a_corrected_head_is_in_the_page_the_extract_and_the_csv_and_undone_it_is_gone(
    place: Site, look: Callable[[Opened, str], Page]
) -> None:
    desk = Opened(place, "anna")
    page = look(desk, "mission.pdf")
    page.click(HEAD)
    page.click(".desk-buttons >> text=Correct")
    page.fill(".desk-editor input", "Ingrid Solberg-Hansen")
    page.click(".desk-editor >> text=Save")
    saved(page)
    expect(page.locator(HEAD)).to_contain_text("Ingrid Solberg-Hansen")
    expect(page.locator(".card .verdict")).to_have_text("corrected by anna: head.name")
    code, said = desk.close()
    assert code == 130
    assert "1 decisions applied" in said
    assert upr("run", place.sources, "-o", place.output, "--quiet").returncode == 1
    [mission] = extract(place)["records"]["missions"]
    assert mission["head"]["name"] == "Ingrid Solberg-Hansen"
    assert mission["verdict"]["by"] == ["anna"]
    assert upr("export", "csv", "-o", place.output).returncode == 0
    with (place.output / "export" / "csv" / "missions.csv").open(encoding="utf-8-sig", newline="") as table:
        [row] = [row for row in csv.DictReader(table) if row["document_source"] == "mission.pdf"]
    assert (row["head_name"], row["verdict_status"]) == ("Ingrid Solberg-Hansen", "corrected")
    assert upr("report", "-o", place.output).returncode == 0
    report = (place.output / "report" / "documents" / f"{page_name('mission.pdf')}.html").read_text("utf-8")
    assert "corrected by anna: head.name" in report
    again = Opened(place, "anna")
    page = look(again, "mission.pdf")
    page.keyboard.press("u")
    expect(page.locator(".desk-status")).to_contain_text("Undone")
    ready(page)
    expect(page.locator(HEAD)).to_have_text("Ingrid Solberg")
    again.close()
    [mission] = extract(place)["records"]["missions"]
    assert (mission["head"]["name"], mission["verdict"]) == ("Ingrid Solberg", None)


def test_words_that_are_selected_become_the_value_and_its_evidence(
    place: Site, desk: Opened, look: Callable[[Opened, str], Page]
) -> None:
    page = look(desk, "mission.pdf")
    page.click(HEAD)
    select_words(page, "Chisinau")
    page.click(".desk-buttons >> text=Correct")
    expect(page.locator(".desk-editor input")).to_have_value("Chisinau")
    page.click(".desk-editor >> text=Save")
    saved(page)
    expect(page.locator(HEAD)).to_contain_text("Chisinau")
    [line] = lines(place)
    assert line["evidence"][0]["quote"] == "Chisinau"
    assert line["evidence"][0]["boxes"]
    page.click(HEAD)
    expect(page.locator("#proof rect")).to_have_count(1)
    expect(page.locator("#proof .said-rule").first).to_contain_text("review.corrected")


def test_a_record_is_added_from_words_of_the_text(
    place: Site, desk: Opened, look: Callable[[Opened, str], Page]
) -> None:
    page = look(desk, "mission.pdf")
    before = page.locator('.item[data-kind="unclaimed"]').count()
    select_words(page, "PL-77")
    page.click(".desk-buttons >> text=Add")
    page.select_option("#desk-kind", "references")
    expect(page.locator('.desk-editor [data-path="value"]')).to_have_value("PL-77")
    page.select_option('.desk-editor [data-path="scheme"]', "law")
    page.click(".desk-editor >> text=Save")
    saved(page)
    expect(page.locator('.card[data-table="references"] .value[data-path="value"]', has_text="PL-77")).to_have_count(1)
    assert page.locator('.item[data-kind="unclaimed"]').count() == before - 1


def test_lists_get_entries_and_lose_them(place: Site, desk: Opened, look: Callable[[Opened, str], Page]) -> None:
    page = look(desk, "mission.pdf")
    group = page.locator('.card[data-table="missions"] .group[data-path="observers"]')
    before = group.locator("ol > li").count()
    group.locator(".desk-group").first.click()
    select_words(page, "Central Election")
    page.keyboard.press("d")
    page.fill('.desk-editor [data-path="observers.value"]', "7")
    page.select_option('.desk-editor [data-path="observers.role"]', "other")
    page.select_option('.desk-editor [data-path="observers.status"]', "deployed")
    page.click(".desk-editor >> text=Save")
    saved(page)
    expect(group.locator("ol > li")).to_have_count(before + 1)
    group.locator("ol > li").first.hover()
    group.locator(".desk-strike").first.click()
    saved(page)
    expect(group.locator("ol > li")).to_have_count(before)
    expect(group.locator('.value[data-path$=".value"]').last).to_contain_text("7")


def test_keys_alone_go_through_the_work_list_correct_select_and_undo(
    place: Site, desk: Opened, look: Callable[[Opened, str], Page]
) -> None:
    page = look(desk, "mission.pdf")
    page.keyboard.press("j")
    open_before = page.locator(".item").count()
    page.keyboard.press("a")
    saved(page)
    assert page.locator(".item").count() == open_before - 1
    expect(page.locator(".item.current")).to_have_count(1)
    page.keyboard.press("r")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.path") == "head.name":
            break
    page.keyboard.press("Enter")
    page.keyboard.press("s")
    expect(page.locator(".desk-words")).to_have_text("selected: “Ingrid Solberg”")
    page.keyboard.press("[")
    expect(page.locator(".desk-words")).to_have_text("selected: “Ambassador Ingrid Solberg”")
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator(".desk-words")).to_have_text("selected: “Ambassador Ingrid”")
    page.keyboard.press("c")
    expect(page.locator(".desk-editor input")).to_have_value("Ambassador Ingrid")
    page.keyboard.press("Enter")
    saved(page)
    expect(page.locator(HEAD)).to_contain_text("Ambassador Ingrid")
    page.keyboard.press("u")
    expect(page.locator(".desk-status")).to_contain_text("Undone")
    ready(page)
    expect(page.locator(HEAD)).to_have_text("Ingrid Solberg")
    page.keyboard.press("?")
    expect(page.locator("dialog[open]")).to_contain_text("undo your last decision here")
    page.keyboard.press("Escape")
    page.keyboard.press("l")
    expect(page.locator(".desk-decisions")).to_contain_text("→")
    page.keyboard.press("Escape")
    assert [line["action"] for line in lines(place)] == ["accept", "correct", "undo"]


def test_a_rejected_record_leaves_the_page_and_comes_back(
    place: Site, desk: Opened, look: Callable[[Opened, str], Page]
) -> None:
    page = look(desk, "mission.pdf")
    card = page.locator('.card[data-table="missions"]')
    expect(card).to_have_count(1)
    page.click(HEAD)
    card.hover()
    card.locator("text=whole record").click()
    page.keyboard.press("x")
    saved(page)
    expect(card).to_have_count(0)
    page.keyboard.press("l")
    page.click(".desk-decisions >> text=Undo")
    expect(page.locator(".desk-status")).to_contain_text("Undone")
    ready(page)
    expect(card).to_have_count(1)


def test_two_desks_are_told_of_each_other(place: Site, desk: Opened, look: Callable[[Opened, str], Page]) -> None:
    other = Opened(place, "ben")
    try:
        mine, theirs = look(desk, "mission.pdf"), look(other, "mission.pdf")
        for page, name in ((mine, "A. Nna"), (theirs, "B. En")):
            page.click(HEAD)
            page.keyboard.press("c")
            page.fill(".desk-editor input", name)
            page.keyboard.press("Enter")
            if page is mine:
                saved(page)
        expect(theirs.locator(".desk-news")).to_contain_text("anna has decided about this meanwhile")
        expect(theirs.locator(".desk-editor input")).to_have_value("B. En")
        theirs.click(".desk-news >> text=Save mine over it")
        saved(theirs)
        expect(mine.locator(".desk-news")).to_contain_text("ben has just decided", timeout=15000)
        mine.click(".desk-news >> text=Show it")
        expect(mine.locator(HEAD)).to_contain_text("B. En")
        assert [(line["by"], line["new"]) for line in lines(place)] == [("anna", "A. Nna"), ("ben", "B. En")]
    finally:
        other.close()


def test_a_hostile_text_and_a_hostile_value_show_as_text(
    place: Site, desk: Opened, look: Callable[[Opened, str], Page]
) -> None:
    page = look(desk, HOSTILE_NAME)
    page.click('.card[data-table="events"] button.value >> nth=0')
    card = page.locator('.card[data-table="events"]').first
    card.hover()
    card.locator('.value[data-path="title"]').first.click()
    page.keyboard.press("c")
    attack = "</script><img src=x onerror=\"document.title='owned'\">\u202e=1+1"
    select_words(page, "that says")
    page.fill(".desk-editor :is(input, textarea)", attack)
    page.evaluate("document.querySelector('.desk-take').click()")
    page.fill(".desk-editor :is(input, textarea)", attack)
    page.click(".desk-editor >> text=Save")
    saved(page)
    page.keyboard.press("l")
    expect(page.locator(".desk-decisions")).to_contain_text("<img src=x")
    assert "owned" not in page.title()
    assert page.locator("img[src=x]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(
    place: Site, desk: Opened, look: Callable[[Opened, str], Page], scheme: Any
) -> None:
    page = look(desk, "mission.pdf")
    page.emulate_media(color_scheme=scheme)
    page.click(HEAD)
    page.keyboard.press("c")
    for _ in range(2):
        found = Axe().run(page).response["violations"]
        assert [
            (each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")
        ] == []
        page.keyboard.press("Escape")
        page.keyboard.press("d")
        page.select_option("#desk-kind", "missions")


# The command


def test_a_port_that_is_taken_is_named(place: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = upr("review", "-o", place.output, "--no-browser", "--port", str(port))
    assert done.returncode == 2
    assert f"port {port}: another program has it; name another with --port" in done.stderr.decode()


def test_without_a_run_there_is_no_desk(tmp_path: Path, place: Site) -> None:
    done = upr("review", "-o", tmp_path / "nothing", "--no-browser")
    assert done.returncode == 2
    assert "no run in" in done.stderr.decode()
    assert not (tmp_path / "nothing").exists()
    nameless = upr("review", "-o", place.output, "--no-browser", "--user", "a\nb")
    assert (nameless.returncode, b"--user" in nameless.stderr) == (2, True)
