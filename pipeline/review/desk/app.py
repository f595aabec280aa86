"""What the desk serves: the report's pages, a document's page as it is now, and a small API of JSON.

    GET  /index.html, /assets/…, /countries/…, /documents/<page>/<n>.png     files of the report
    GET  /documents/<page>.html                                               the document with all decisions
    GET  /api/state?page=<page>                                               its decisions, and what may stand at each field
    POST /api/decide, /api/undo, /api/read                                    desk.Wish, desk.Undo, Quote

No name of a request becomes part of a path: it has to be one that the run has.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from pipeline.corpus import journal
from pipeline.corrections.line import Correction
from pipeline.errors import DocumentError, WriteError
from pipeline.flow import Pipeline
from pipeline.model.document import Source
from pipeline.review.desk.desk import Conflict, Desk, Refused, Shown, Undo, Wish, undone
from pipeline.review.desk.forms import forms
from pipeline.review.desk.guard import DESK_POLICY
from pipeline.review.report.edits import Change
from pipeline.review.report.render import ASSETS, Frame, document_page
from pipeline.review.report.view import Item, PageImage, Proof, document_view

OWN = {"desk.js": "text/javascript", "desk.css": "text/css"}
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8", ".png": "image/png"}
FRAME = Frame(DESK_POLICY, ("assets/desk.css",), ("assets/desk.js",))
COUNTRY = re.compile(r"[A-Z]{3}\.html")
PICTURE = re.compile(r"[1-9]\d{0,5}\.png")
DATA = re.compile(rb'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)
LONGEST_QUOTE = 2000
T = TypeVar("T")


class Quote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that the rules shall read: what date, what count is this?"""

    words: str


class _Made(msgspec.Struct):
    """What the report's page of a document knows of its source."""

    work: tuple[Item, ...]
    changes: tuple[Change, ...] | None
    images: dict[str, PageImage]
    missing: str | None


def app(desk: Desk) -> Starlette:
    """The desk of one run as an application; `Guard` stands before it."""
    served = _Served(desk)
    return Starlette(
        routes=[
            Route("/index.html", served.index),
            Route("/favicon.ico", served.nothing),
            Route("/assets/{name}", served.asset),
            Route("/countries/{name}", served.country),
            Route("/documents/{page}.html", served.document),
            Route("/documents/{page}/{name}", served.picture),
            Route("/api/state", served.state),
            Route("/api/decide", served.decide, methods=["POST"]),
            Route("/api/undo", served.undo, methods=["POST"]),
            Route("/api/read", served.read, methods=["POST"]),
        ]
    )


class _Served:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._report = desk.output / "report"
        self._pages = frozenset(desk.pages)
        self._forms = forms()

    async def index(self, request: Request) -> Response:
        return _file(self._report / "index.html")

    async def nothing(self, request: Request) -> Response:
        return Response(status_code=204)

    async def asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name in OWN:
            return Response((files(__package__) / "assets" / name).read_bytes(), media_type=OWN[name])
        return _file(self._report / "assets" / name) if name in ASSETS else _none()

    async def country(self, request: Request) -> Response:
        name = request.path_params["name"]
        return _file(self._report / "countries" / name) if COUNTRY.fullmatch(name) else _none()

    async def picture(self, request: Request) -> Response:
        page, name = request.path_params["page"], request.path_params["name"]
        if page not in self._pages or not PICTURE.fullmatch(name):
            return _none()
        return _file(self._report / "documents" / page / name)

    async def document(self, request: Request) -> Response:
        page = request.path_params["page"]
        if page not in self._pages:
            return _none()
        try:
            return Response(await run_in_threadpool(self._document, page), media_type=TYPES[".html"])
        except (Refused, WriteError) as error:
            return Response(f"{error}\n", 503, media_type="text/plain")

    def _document(self, page: str) -> bytes:
        shown = self._desk.shown(page)
        proof = self._proof(page, shown)
        return document_page(document_view(shown.extraction, shown.assembly.unclaimed, proof), FRAME)

    def _proof(self, page: str, shown: Shown) -> Proof:
        """What the report's page has of the source, which the report has read in a process of its own."""
        try:
            found = DATA.search((self._report / "documents" / f"{page}.html").read_bytes())
            made = msgspec.json.decode(found[1], type=_Made) if found else None
        except (OSError, msgspec.DecodeError):
            made = None
        if made is None:
            return Proof(missing="The report has no page of this document: run upr report.")
        boxes = {item.span: item.boxes for item in made.work if item.kind == "unclaimed"}
        return Proof(
            changes=made.changes,
            unclaimed=tuple(boxes.get(row.span) for row in shown.assembly.unclaimed),
            images={int(number): image for number, image in made.images.items()},
            missing=made.missing,
        )

    async def state(self, request: Request) -> Response:
        page = request.query_params.get("page", "")
        if page not in self._pages:
            return _none()
        try:
            return _json(await run_in_threadpool(self._state, page))
        except (Refused, WriteError) as error:
            return _json({"error": str(error)}, 503)

    def _state(self, page: str) -> dict[str, Any]:
        shown = self._desk.shown(page)
        gone = undone(journal.read(self._desk.file))
        done = shown.extraction.corrections
        return {
            "user": self._desk.user,
            "file": str(self._desk.file).encode("utf-8", "backslashreplace").decode(),
            "lines": [_line(line, line.id not in gone) for line in shown.lines],
            "unplaced": {row.id: row.reason for row in done.unplaced} if done else {},
            "forms": self._forms,
        }

    async def decide(self, request: Request) -> Response:
        return await self._written(request, Wish, self._desk.decide)

    async def undo(self, request: Request) -> Response:
        return await self._written(request, Undo, self._desk.undo)

    async def _written(self, request: Request, kind: type[T], make: Callable[[T], Correction]) -> Response:
        try:
            wish = msgspec.json.decode(await request.body(), type=kind)
            line = await run_in_threadpool(make, wish)
        except msgspec.DecodeError as error:
            return _json({"error": f"The desk did not understand: {error}"}, 400)
        except KeyError:
            return _none()
        except Conflict as conflict:
            return _json({"error": str(conflict), "other": _line(conflict.line, True)}, 409)
        except Refused as refused:
            return _json({"error": str(refused)}, 422)
        except WriteError as error:
            return _json({"error": str(error)}, 507)
        return _json({"line": _line(line, True)})

    async def read(self, request: Request) -> Response:
        try:
            words = msgspec.json.decode(await request.body(), type=Quote).words
        except msgspec.DecodeError as error:
            return _json({"error": str(error)}, 400)
        return _json(await run_in_threadpool(reading, words[:LONGEST_QUOTE]))


def reading(words: str) -> dict[str, Any]:
    """What the rules make of words on their own: the first date and the first count, if there are any."""
    try:
        records = Pipeline()(Source("selection.txt", words.encode())).extraction.records
    except DocumentError:
        return {"date": None, "count": None}
    date = next((row for row in records.dates if row.value), None)
    count = next(iter(records.counts), None)
    return {
        "date": {"value": date.value, "end": date.end} if date else None,
        "count": {"value": count.value, "approx": count.approx, "unit": count.unit} if count else None,
    }


def _line(line: Correction, holds: bool) -> dict[str, Any]:
    """A line of the journal as the desk's script shows it."""
    return {
        "id": line.id,
        "at": line.at,
        "by": line.by,
        "action": line.action,
        "table": line.table,
        "record": line.record,
        "path": line.path,
        "old": line.old,
        "new": line.new,
        "quote": line.evidence[0].quote if line.evidence else None,
        "undoes": line.undoes,
        "holds": holds,
    }


def _file(path: Path) -> Response:
    return FileResponse(path, media_type=TYPES[path.suffix]) if path.is_file() else _none()


def _json(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def _none() -> Response:
    return Response("There is no such page.\n", 404, media_type="text/plain")
