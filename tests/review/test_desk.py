"""The desk over HTTP: who is answered and who is not, and what a decision comes to."""

from __future__ import annotations

import asyncio
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from pipeline.corpus import journal
from pipeline.review.desk.app import app
from pipeline.review.desk.desk import Desk
from pipeline.review.desk.forms import completed, forms
from pipeline.review.desk.guard import LARGEST, Guard
from pipeline.review.report.naming import page_name
from tests.review.conftest import HOSTILE_NAME, Site

PORT = 8123
BASE = f"http://127.0.0.1:{PORT}"
TOKEN = "t" * 43
JSON = {"content-type": "application/json", "origin": BASE}
MISSION = page_name("mission.pdf")


@pytest.fixture
def desk_site(site: Site, tmp_path: Path) -> Site:
    """A copy of the run, with its journal in a folder of the test's own."""
    shutil.copytree(site.output, tmp_path / "out")
    return Site(site.sources, tmp_path / "out")


class Client:
    """A client of an application in this process; its cookies stay from one request to the next."""

    def __init__(self, guard: Guard, cookies: dict[str, str] | None = None) -> None:
        self.guard = guard
        self.cookies = dict(cookies or {})

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self.guard)
            async with httpx.AsyncClient(transport=transport, base_url=BASE, cookies=self.cookies) as client:
                return await client.request(method, path, **more)

        with ThreadPoolExecutor(1) as thread:  # in this one, a browser that other tests have open keeps its own loop
            answer = thread.submit(asyncio.run, asked()).result()
        self.cookies |= dict(answer.cookies)
        return answer

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self.request("POST", path, **more)


def client(site: Site, user: str = "anna", token: str | None = TOKEN) -> Client:
    guard = Guard(app(Desk(site.output, site.output / "kept.jsonl", user)), PORT, TOKEN)
    return Client(guard, {f"upr-desk-{PORT}": token} if token is not None else {})


@pytest.fixture
def desk(desk_site: Site) -> Client:
    return client(desk_site)


def mission(desk: Client) -> str:
    page = desk.get(f"/documents/{MISSION}.html").text
    at = page.index('data-table="missions" tabindex')
    return page[:at].rsplit('id="', 1)[1].split('"')[0]


def wish(desk: Client, **more: Any) -> dict[str, Any]:
    return {"page": MISSION, "action": "correct", "table": "missions", "record": mission(desk), "path": "head.name", "value": "I. Solberg", **more}  # fmt: skip


def post(desk: Client, body: Any, path: str = "/api/decide", **headers: str) -> httpx.Response:
    return desk.post(path, content=json.dumps(body), headers={**JSON, **headers})


# Who is answered


def test_the_token_opens_the_desk_and_leaves_the_address(desk_site: Site) -> None:
    desk = client(desk_site, token=None)
    answer = desk.get(f"/?token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/index.html")
    cookie = answer.headers["set-cookie"]
    assert f"upr-desk-{PORT}={TOKEN}" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert desk.get("/index.html").status_code == 200


@pytest.mark.parametrize("given", ["", "t", "T" * 43, TOKEN + "t", "é" * 43])
def test_another_token_opens_nothing(desk_site: Site, given: str) -> None:
    assert client(desk_site, token=None).get("/", params={"token": given}).status_code == 403
    if given.isascii():
        assert client(desk_site, token=given).get("/index.html").status_code == 403


@pytest.mark.parametrize(
    "path", ["/index.html", f"/documents/{MISSION}.html", "/assets/page.css", "/api/state", "/favicon.ico"]
)
def test_nothing_is_served_without_the_token(desk_site: Site, path: str) -> None:
    assert client(desk_site, token=None).get(path).status_code == 403


HOSTS = [
    "evil.example",
    f"evil.example:{PORT}",
    "127.0.0.1",
    "127.0.0.1:1",
    f"127.0.0.1.evil.example:{PORT}",
    f"[::1]:{PORT}",
    "",
]


@pytest.mark.parametrize("host", HOSTS)
def test_a_name_that_was_made_to_lead_here_is_refused(desk: Client, host: str) -> None:
    assert desk.get("/index.html", headers={"host": host}).status_code == 403
    assert desk.get(f"/?token={TOKEN}", headers={"host": host}).status_code == 403


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", f"https://127.0.0.1:{PORT}", "http://127.0.0.1:1", f"http://localhost:{PORT}"],
)
def test_another_page_s_request_is_refused(desk: Client, origin: str) -> None:
    assert post(desk, wish(desk), origin=origin).status_code == 403
    assert desk.get("/api/state", headers={"origin": origin}).status_code == 403
    assert not journal.read(desk_file(desk)).lines


def desk_file(desk: Client) -> Path:
    return desk.guard.app.routes[0].endpoint.__self__._desk.file  # type: ignore[attr-defined, no-any-return]


def test_a_change_wants_an_origin_and_no_other_site(desk: Client) -> None:
    body = json.dumps(wish(desk))
    assert desk.post("/api/decide", content=body, headers={"content-type": "application/json"}).status_code == 403
    for site in ("cross-site", "same-site"):
        assert post(desk, wish(desk), **{"sec-fetch-site": site}).status_code == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_json_alone(desk: Client, kind: str) -> None:
    assert post(desk, wish(desk), **{"content-type": kind}).status_code == 415


def test_a_body_of_no_end_is_refused(desk: Client) -> None:
    assert post(desk, wish(desk, value="x" * LARGEST)).status_code == 413


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_other_methods_are_refused(desk: Client, method: str) -> None:
    assert desk.request(method, "/index.html", headers=JSON).status_code == 405


OUTSIDE = [
    "/assets/..%2f..%2fmanifest.sqlite",
    "/assets/%2e%2e/%2e%2e/manifest.sqlite",
    "/../manifest.sqlite",
    "/documents/..%2f..%2f.made.json",
    "/documents/..%2findex.html",
    f"/documents/{MISSION}/..%2f..%2findex.html",
    f"/documents/{MISSION}/%2e%2e/x.png",
    "/documents/..%2f..%2f/1.png",
    "/countries/..%2findex.html",
    "/countries/MDA.html%00",
    "/documents/nothing.html",
    "/.made.json",
    "//etc/passwd",
    "/assets/desk.py",
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_nothing_outside_the_report_is_served(desk: Client, path: str) -> None:
    answer = desk.get(path)
    assert answer.status_code == 404
    assert b"SQLite" not in answer.content


def test_each_answer_has_the_policy(desk: Client) -> None:
    for path in ("/index.html", f"/documents/{MISSION}.html", "/nothing", "/api/state"):
        headers = desk.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self';")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


# What is served


def test_pages_have_the_desk_s_script_and_no_script_of_their_own(desk: Client) -> None:
    page = desk.get(f"/documents/{page_name(HOSTILE_NAME)}.html").text
    assert '<script src="../assets/desk.js"></script>' in page
    for part in page.split("<script")[1:]:
        assert part.startswith((' src="../assets/', ' type="application/json"'))
    assert desk.get("/assets/desk.js").headers["content-type"].startswith("text/javascript")


def test_a_document_s_pictures_are_served(desk: Client) -> None:
    assert desk.get(f"/documents/{MISSION}/1.png").content.startswith(b"\x89PNG")
    assert desk.get(f"/documents/{MISSION}/99.png").status_code == 404


# Deciding


def test_a_decision_is_a_line_and_the_page_shows_it(desk: Client) -> None:
    answer = post(desk, wish(desk))
    assert answer.status_code == 200, answer.text
    [line] = journal.read(desk_file(desk)).lines
    assert (line.by, line.old, line.new, line.record) == ("anna", "Ingrid Solberg", "I. Solberg", mission(desk))
    assert line.subject is not None
    page = desk.get(f"/documents/{MISSION}.html").text
    assert "I. Solberg" in page
    assert "corrected by anna: head.name" in page
    undo = post(desk, {"page": MISSION, "id": line.id}, "/api/undo")
    assert undo.status_code == 200
    assert "I. Solberg" not in desk.get(f"/documents/{MISSION}.html").text
    again = post(desk, {"page": MISSION, "id": undo.json()["line"]["id"]}, "/api/undo")
    assert again.status_code == 200
    assert "I. Solberg" in desk.get(f"/documents/{MISSION}.html").text
    assert post(desk, {"page": MISSION, "id": undo.json()["line"]["id"]}, "/api/undo").status_code == 422


def test_selected_words_are_evidence_with_their_boxes(desk: Client, desk_site: Site) -> None:
    text = json.loads((desk_site.output / "documents" / "mission.pdf.json").read_text())["text"]
    start = text.index("Chisinau and")
    selected = [{"path": "head.name", "start": start - 1, "end": start + 9}]
    assert post(desk, wish(desk, value="Chisinau", selected=selected)).status_code == 200
    [passage] = journal.read(desk_file(desk)).lines[0].evidence
    assert (passage.quote, passage.span, passage.page) == ("Chisinau", (start, start + 8), 1)
    assert passage.boxes
    assert passage.suffix.startswith(" and met")


BAD: list[tuple[dict[str, Any], int, str]] = [
    ({"path": "head.colour"}, 422, "no such field"),
    ({"path": "id"}, 422, "no such field"),
    ({"path": "type", "value": "BALLOON"}, 422, "Invalid enum"),
    ({"path": "country", "value": "Moldova"}, 422, "ISO 3166"),
    ({"path": "partners", "value": ["PACE"]}, 422, "no passage"),
    ({"record": "mi-0"}, 422, "no longer there"),
    ({"record": None}, 422, "choose a record"),
    ({"table": "manifest"}, 422, "no such table"),
    ({"table": None, "record": None}, 422, "choose a record"),
    ({"selected": [{"path": "head.name", "start": 5, "end": 10**9}]}, 422, "not in the text"),
    ({"selected": [{"path": "head.name", "start": -5, "end": 3}]}, 422, "not in the text"),
    ({"selected": [{"path": "head.name", "start": 9, "end": 9}]}, 422, "not in the text"),
    ({"action": "destroy"}, 400, "Invalid enum"),
    ({"by": "somebody else"}, 400, "unknown field"),
    ({"page": "../../etc/passwd"}, 404, "no such page"),
]


@pytest.mark.parametrize(("more", "status", "why"), BAD, ids=[str(row[0]) for row in BAD])
def test_what_cannot_be_decided_is_refused_and_leaves_no_line(
    desk: Client, more: dict[str, Any], status: int, why: str
) -> None:
    answer = post(desk, wish(desk, **more))
    assert answer.status_code == status, answer.text
    assert why in answer.text
    assert not journal.read(desk_file(desk)).lines


def test_two_desks_see_each_other_and_lose_nothing(desk_site: Site) -> None:
    anna, ben = client(desk_site, "anna"), client(desk_site, "ben")
    assert post(anna, wish(anna)).status_code == 200
    late = post(ben, wish(ben, value="Solberg, Ingrid"))
    assert late.status_code == 409
    assert 'anna has decided about this meanwhile: correct head.name to "I. Solberg"' in late.json()["error"]
    seen = late.json()["other"]["id"]
    assert post(ben, wish(ben, path="type", value="LEOM")).status_code == 200  # another value
    assert post(ben, wish(ben, value="Solberg, Ingrid", seen=seen)).status_code == 200
    lines = journal.read(desk_site.output / "kept.jsonl").lines
    assert [(line.by, line.new) for line in lines] == [
        ("anna", "I. Solberg"),
        ("ben", "LEOM"),
        ("ben", "Solberg, Ingrid"),
    ]
    assert "Solberg, Ingrid" in anna.get(f"/documents/{MISSION}.html").text


def test_a_part_of_what_somebody_has_corrected_is_in_conflict_too(desk_site: Site) -> None:
    anna, ben = client(desk_site, "anna"), client(desk_site, "ben")
    assert post(anna, wish(anna)).status_code == 200
    whole = {"path": "head", "value": {"name": "X", "title": None, "nationality": None}}
    assert post(ben, wish(ben, **whole)).status_code == 409


def test_the_rules_read_selected_words(desk: Client) -> None:
    told = post(desk, {"words": "on 27 October 2020 with some 30 long-term observers"}, "/api/read").json()
    assert told["date"] == {"value": "2020-10-27", "end": None}
    assert (told["count"]["value"], told["count"]["approx"]) == (30, "about")
    assert post(desk, {"words": "nothing"}, "/api/read").json() == {"date": None, "count": None}


def test_a_journal_that_cannot_be_written_is_said(desk_site: Site) -> None:
    guard = Guard(app(Desk(desk_site.output, desk_site.output / "nowhere" / "x.jsonl", "anna")), PORT, TOKEN)
    desk = Client(guard, {f"upr-desk-{PORT}": TOKEN})
    answer = post(desk, wish(desk))
    assert answer.status_code == 507
    assert "cannot write" in answer.json()["error"]


def test_a_run_that_was_taken_away_meanwhile_is_said(desk: Client, desk_site: Site) -> None:
    body = wish(desk)
    (desk_site.output / "documents" / "mission.pdf.json").unlink()
    for answer in (desk.get(f"/documents/{MISSION}.html"), desk.get(f"/api/state?page={MISSION}"), post(desk, body)):
        assert answer.status_code in (422, 503)
        assert "close it and open it again" in answer.text


# Forms


def test_every_field_of_every_table_has_a_form() -> None:
    made = forms()
    assert made["missions"]["fields"]["head"]["fields"]["name"] == {"input": "text", "null": False}
    assert list(made["missions"]["fields"]["deployed"]["fields"]) == ["value", "end"]
    assert "verdict" not in made["people"]["fields"]


def test_what_follows_from_a_date_is_filled_in() -> None:
    assert completed("missions", "deployed", {"value": "2011-03", "end": None}, "March 2011") == {
        "value": "2011-03",
        "end": None,
        "precision": "month",
        "status": "stated",
        "raw": "March 2011",
    }
