"""The report as users meet it: files opened from disk in a real browser."""

from __future__ import annotations

import io
import json
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, expect

from tests.review.conftest import HOSTILE, HOSTILE_NAME, Site, Watched, mission_pdf

pytestmark = pytest.mark.slow


def open_document(page: Page, site: Site, words: str) -> None:
    """From the index to a document, by its link."""
    page.goto(site.index)
    page.get_by_role("searchbox").fill(words)
    page.locator(".documents tbody th a").click()
    page.wait_for_url("**/documents/*.html")
    page.wait_for_function("window.upr")


def on_the_page(page: Page) -> list[tuple[float, float, float, float]]:
    """The boxes that are drawn on the picture of the page, as shares of its width and height."""
    return page.evaluate(  # type: ignore[no-any-return]
        """() => {
          const sheet = document.querySelector(".sheet img").getBoundingClientRect();
          return [...document.querySelectorAll(".sheet rect")].map((rect) => {
            const box = rect.getBoundingClientRect();
            return [(box.left - sheet.left) / sheet.width, (box.top - sheet.top) / sheet.height,
                    (box.right - sheet.left) / sheet.width, (box.bottom - sheet.top) / sheet.height];
          });
        }"""
    )


def read_by_pdfium(data: bytes, number: int, share: tuple[float, float, float, float]) -> str:
    with pypdfium2.PdfDocument(data) as document:
        page = document[number - 1]
        width, height = page.get_size()
        left, top, right, bottom = share[0] * width, share[1] * height, share[2] * width, share[3] * height
        middle = (top + bottom) / 2
        words = page.get_textpage().get_text_bounded(left + 1, height - middle - 2, right - 1, height - middle + 2)
        return " ".join(str(words).replace("\x02", "-").split())


def crop(image: Image.Image, share: tuple[float, float, float, float]) -> Image.Image:
    width, height = image.size
    left, top, right, bottom = share
    return image.convert("L").crop(
        (round(left * width), round(top * height), round(right * width), round(bottom * height))
    )


def test_from_the_index_to_a_mission_its_passage_and_its_box_on_the_page(look: Watched, site: Site) -> None:
    page = look.page
    open_document(page, site, "mission.pdf")
    value = page.locator('.card[data-table="missions"] .value[data-path="observers[1].unit"]')
    expect(value).to_have_text("long-term observers")
    value.click()
    passage = page.locator("#text mark.chosen")
    expect(passage).to_have_text("30 long-term observers")
    expect(passage).to_be_in_viewport()
    expect(passage).to_be_focused()
    image = page.locator(".sheet img")
    expect(image).to_have_js_property("complete", value=True)
    [share] = on_the_page(page)
    assert read_by_pdfium(mission_pdf(), 1, share) == "30 long-term observers"
    shown = Image.open(unquote(urlsplit(image.evaluate("image => image.src")).path))
    with pypdfium2.PdfDocument(mission_pdf()) as document:
        drawn = document[0].render(scale=1.5, grayscale=True).to_pil()
    assert drawn.size == shown.size
    under, expected = crop(shown, share), crop(drawn, share)
    assert min(under.tobytes()) < 100, "there is no ink under the box"
    assert max(ImageChops.difference(under, expected).tobytes()) <= 255 // 15


def test_a_value_cut_by_a_line_end_has_two_boxes_and_its_repair(look: Watched, site: Site) -> None:
    page = look.page
    open_document(page, site, "mission.pdf")
    page.locator('.value[data-path="head.name"]').click()
    expect(page.locator("#text mark.chosen")).to_have_text("Ingrid Solberg")
    boxes = [read_by_pdfium(mission_pdf(), 1, share) for share in on_the_page(page)]
    assert boxes == ["Ingrid Sol-", "berg"]
    raw = page.locator(".passage.raw")
    expect(raw).to_contain_text("Sol‐↵\nberg")
    assert "‐↵\n" in raw.locator("del").all_text_contents()
    expect(page.locator(".proof")).to_contain_text("hyphens")


def test_a_passage_leads_to_its_records_one_after_the_other(look: Watched, site: Site) -> None:
    page = look.page
    open_document(page, site, "mission.pdf")
    mark = page.locator("#text mark", has_text="1 November 2020").first
    tables = (mark.get_attribute("data-kinds") or "").split()
    assert tables == ["missions", "dates"]
    mark.click()
    expect(page.locator(".card.chosen")).to_have_attribute("data-table", "missions")
    expect(page.locator(".card.chosen")).to_be_focused()
    expect(page.locator(".also")).to_contain_text("dates: value")
    mark.click()
    expect(page.locator(".card.chosen")).to_have_attribute("data-table", "dates")


def test_what_is_not_stated_is_seen_to_be_missing(look: Watched, site: Site) -> None:
    open_document(look.page, site, "mission.pdf")
    missing = look.page.locator('.card[data-table="missions"] .value[data-path="head.nationality"]')
    expect(missing).to_have_text("not stated")
    expect(missing).to_be_visible()


def test_the_work_list_is_walked_by_keys_and_filtered(look: Watched, site: Site) -> None:
    page = look.page
    open_document(page, site, "mission.pdf")
    page.keyboard.press("j")
    expect(page.locator(".item.current")).to_be_focused()
    first = page.locator(".item.current").get_attribute("data-item")
    page.keyboard.press("j")
    expect(page.locator(".item.current")).not_to_have_attribute("data-item", first or "")
    page.keyboard.press("k")
    expect(page.locator(".item.current")).to_have_attribute("data-item", first or "")
    expect(page.locator(".item[data-kind=unclaimed]", has_text="Unclaimed code")).to_be_visible()
    page.get_by_role("checkbox", name="Unclaimed").uncheck()
    expect(page.locator(".item[data-kind=unclaimed]", has_text="Unclaimed code")).to_be_hidden()


def test_repairs_can_be_seen_in_the_text_and_leave_it_as_it_is(look: Watched, site: Site) -> None:
    page = look.page
    open_document(page, site, "kazakhstan.txt")
    before = page.locator(".words").evaluate("words => words.textContent")
    page.get_by_role("checkbox", name="Repairs").check()
    assert page.locator(".words").evaluate("words => words.textContent") == before
    cuts = page.locator(".cut").evaluate_all("cuts => cuts.map((cut) => cut.dataset.cut)")
    changes = page.evaluate("upr.data.changes.map((change) => change.removed)")
    removed = [words for words in changes if words.strip()]
    assert (
        sum("1" in cut or "4" in cut for cut in cuts) >= sum("1" in words or "4" in words for words in removed) - 1 > 0
    )


def tab_to(page: Page, condition: str, most: int = 400) -> None:
    """Tab on until the focus meets a condition on `here`, the focused element."""
    for _ in range(most):
        if page.evaluate(f"() => {{ const here = document.activeElement; return {condition}; }}"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no key leads to {condition}")


def test_by_keyboard_alone(look: Watched, site: Site) -> None:
    page = look.page
    page.goto(site.index)
    page.keyboard.press("/")
    page.keyboard.type("mission")
    tab_to(page, "here.matches('.documents tbody a')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/mission-pdf-*.html")
    tab_to(page, "here.dataset.path === 'head.name'")
    page.keyboard.press("Enter")
    expect(page.locator("#text mark.chosen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".card.chosen")).to_be_focused()
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.matches('#text mark')")
    page.keyboard.press("e")
    expect(page.locator("#proof")).to_be_focused()
    page.keyboard.press("w")
    expect(page.get_by_role("tab", name="Work list")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Outline")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_hostile_document_is_shown_as_text(look: Watched, site: Site) -> None:
    page = look.page
    page.goto(site.index)
    row = page.locator(".documents tbody tr", has_text="onload")
    expect(row).to_contain_text('x "onload=alert(1)" <b>é ⟦U+202E⟧.txt')
    row.locator("a").first.click()
    expect(page).not_to_have_title("owned")
    text = page.evaluate("upr.data.text")
    assert "<script>document.title = 'owned'</script> &amp; &lt;b&gt;" in text
    assert page.locator("#text .words script, #text .words img").count() == 0
    shown = page.locator("#text [data-start]").evaluate_all(
        "blocks => blocks.map((block) => [Number(block.dataset.start), Number(block.dataset.end), block.textContent])"
    )
    for start, end, words in shown:
        assert words == text[start:end]
    assert "{{ 7 * 7 }}" in text
    names = page.locator(".unseen").evaluate_all("marks => marks.map((mark) => mark.dataset.name)")
    assert names == ["U+061C"]
    assert page.locator(".unseen").first.evaluate("mark => getComputedStyle(mark).unicodeBidi") == "isolate"
    page.locator("#text mark", has_text="25 experts").first.click()
    expect(page.locator(".passage.raw")).to_contain_text("⟦U+202E⟧avordnoV⟦U+202C⟧")
    expect(page).not_to_have_title("owned")


def test_offsets_are_code_points_also_behind_characters_of_two_units(look: Watched, site: Site) -> None:
    page = look.page
    open_document(page, site, "onload")
    found = page.evaluate(
        """() => {
          const mark = [...document.querySelectorAll("#text mark")].find((mark) => mark.textContent === "14 judges");
          const range = document.createRange();
          range.selectNodeContents(mark);
          const span = upr.span(range);
          return [span, upr.slice(...span)];
        }"""
    )
    text = page.evaluate("upr.data.text")
    start = text.index("14 judges")
    assert found == [[start, start + len("14 judges")], "14 judges"]
    assert HOSTILE.count("\U0001f600") == text.count("\U0001f600")


def test_the_index_filters_sorts_and_names_what_failed(look: Watched, site: Site) -> None:
    page = look.page
    page.goto(site.index)
    rows = page.locator(".documents tbody tr")
    expect(rows).to_have_count(4)
    page.get_by_label("Show").select_option("failed")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("source.empty")
    page.get_by_role("button", name="Clear").click()
    expect(rows).to_have_count(4)
    page.get_by_label("Country").select_option("KAZ")
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Clear").click()
    page.locator('th[data-key="opinions"] button').click()
    expect(page.locator('th[data-key="opinions"]')).to_have_attribute("aria-sort", "descending")
    expect(rows.first).to_contain_text("kazakhstan.txt")


def test_a_chart_and_its_table_say_the_same(look: Watched, site: Site) -> None:
    page = look.page
    page.goto(site.index)
    chart = page.locator("figure.chart", has_text="Observers of missions by year")
    chart.locator("summary").click()
    rows = chart.locator("tbody tr").evaluate_all(
        "rows => rows.map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    table = site.output / "tables" / "missions.jsonl"
    missions = [json.loads(line) for line in table.read_text("utf-8").splitlines()]
    years = {mission["election"]["date"]["value"][:4] for mission in missions}
    assert {row[0] for row in rows} == years
    figures = chart.locator("text.figure").evaluate_all(
        "texts => texts.map((text) => text.textContent).filter(Boolean)"
    )
    assert figures == [row[1] for row in rows]


def test_a_country_s_time_leads_to_the_records(look: Watched, site: Site) -> None:
    page = look.page
    page.goto(site.index)
    page.get_by_role("link", name="Kazakhstan", exact=True).click()
    link = page.locator("tbody a", has_text="2011-04-03")
    record = (link.get_attribute("href") or "").partition("#")[2]
    points = page.locator("svg .point").count()
    assert points == page.locator("tbody tr").count()
    link.click()
    expect(page.locator(f"[id='{record}']")).to_be_focused()
    expect(page.locator(f"[id='{record}']")).to_be_in_viewport()


def test_the_theme_is_the_system_s_until_one_is_chosen(browser: Browser, site: Site) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(site.index)
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    dark = page.evaluate(ground)
    page.get_by_role("button", name="Light or dark").click()
    light = page.evaluate(ground)
    assert dark != light
    page.locator(".documents tbody th a").first.click()
    page.wait_for_url("**/documents/**")
    expect(page.locator("html")).to_have_css("background-color", light)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_serious_fault(browser: Browser, site: Site, scheme: str, width: int) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 844})  # type: ignore[arg-type]
    page = context.new_page()
    found = []

    def check(where: str) -> None:
        for fault in Axe().run(page).response["violations"]:
            if fault["impact"] in ("serious", "critical"):
                found.append((where, fault["id"], [node["html"] for node in fault["nodes"]][:3]))

    page.goto(site.index)
    check("index")
    page.goto((site.output / "report" / "countries" / "KAZ.html").as_uri())
    check("country")
    open_document(page, site, "mission.pdf")
    check("document")
    page.locator('.card[data-table="missions"] .value[data-path="head.name"]').click()
    check("a value")
    if width > 1000:
        page.keyboard.press("j")
        check("work list")
    context.close()
    assert found == []


def test_small_screens_show_one_pane_at_a_time_and_nothing_is_cut_off(browser: Browser, site: Site) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    for place in (site.index, (site.output / "report" / "countries" / "KAZ.html").as_uri()):
        page.goto(place)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    open_document(page, site, "mission.pdf")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("#records")).to_be_visible()
    expect(page.locator(".words")).to_be_hidden()
    page.locator('.value[data-path="head.name"]').click()
    expect(page.locator(".sheet")).to_be_visible()
    page.get_by_role("button", name="Text").click()
    expect(page.locator("#text mark.chosen")).to_be_in_viewport()
    context.close()


def test_paper_has_the_text_and_every_record(browser: Browser, site: Site, tmp_path: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    open_document(page, site, "mission.pdf")
    with pypdfium2.PdfDocument(io.BytesIO(page.pdf())) as printed:
        words = " ".join(" ".join(sheet.get_textpage().get_text_range().split()) for sheet in printed)
    assert "headed by Ambassador Ingrid Solberg and consisted of" in words
    for title in page.locator(".card h3").all_text_contents():
        assert title.split(" · ")[0] in words
    context.close()


def test_pages_carry_a_policy_and_nothing_inline(site: Site) -> None:
    pages = sorted((site.output / "report").rglob("*.html"))
    assert len(pages) >= 5
    for path in pages:
        html = path.read_text("utf-8")
        assert (
            html.count(
                'http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; script-src &#39;self&#39;;'
            )
            == 1
        )
        head, _, rest = html.partition("<body")
        assert " style=" not in rest.replace("&#34;", '"').partition("<article")[0]
        assert "<style" not in html
        assert "http://" not in head


def test_names_of_pages_are_safe(site: Site) -> None:
    names = [path.name for path in (site.output / "report" / "documents").glob("*.html")]
    assert len(names) == 3
    assert all(name.isascii() and "'" not in name and '"' not in name and "\n" not in name for name in names)
    assert HOSTILE_NAME not in names
