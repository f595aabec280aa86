"""Who may ask the desk: this machine's user, from the desk's own pages. Everything else is refused before it reaches a route.

A page of the web can make a browser ask 127.0.0.1, and can have its own name lead there. So a request must name the desk as
its host, come from the desk's own pages where it changes anything, and show the token that was made at the start.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.review.report.render import POLICY

DESK_POLICY = f"{POLICY}; connect-src 'self'"
HEADERS = {
    "content-security-policy": f"{DESK_POLICY}; frame-ancestors 'none'",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
LARGEST = 64 * 1024
"""Bytes of a request's body: a decision has a few hundred."""
START = "/"
FIRST = "/index.html"


@dataclass(frozen=True, slots=True)
class Guard:
    """An application that answers only its own user. `port` is where it is served."""

    app: ASGIApp
    port: int
    token: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message.get("headers", ()),
                    *((name.encode(), value.encode()) for name, value in HEADERS.items()),
                ]
            await send(message)

        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, dressed)
            return
        if scope["method"] == "POST":
            body = await _body(receive)
            if body is None:
                await _no(413, f"more than {LARGEST} bytes")(scope, receive, dressed)
                return
            receive = _again(body)
        await self.app(scope, receive, dressed)

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> Response | None:
        """Why a request is not answered; the way in for the first one; None for one that may pass."""
        host = headers.get("host", "")
        if host not in {f"127.0.0.1:{self.port}", f"localhost:{self.port}"}:
            return _no(403, "the desk has another name")
        origin = headers.get("origin")
        if origin not in (None, f"http://{host}") or (origin is None and scope["method"] == "POST"):
            return _no(403, "asked for by another page")
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and scope["path"] != START:
            return _no(403, "asked for by another page")
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return _no(405, "GET and POST alone")
        if scope["path"] == START:
            return self._way_in(scope["query_string"])
        if not self._is_known(_cookies(headers.get("cookie", "")).get(self.cookie, "")):
            return _no(403, "open the address that upr review has printed")
        if scope["method"] == "POST" and headers.get("content-type", "").split(";")[0].strip() != "application/json":
            return _no(415, "JSON alone")
        return None

    @property
    def cookie(self) -> str:
        """Named by the port: cookies of one host are shared by all its ports, and two desks may be open."""
        return f"upr-desk-{self.port}"

    def _way_in(self, query: bytes) -> Response:
        [given] = parse_qs(query.decode("latin-1")).get("token", [""])[:1]
        if not self._is_known(given):
            return _no(403, "open the address that upr review has printed")
        answer = RedirectResponse(FIRST, 303)
        answer.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", path="/")
        return answer

    def _is_known(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), self.token.encode())


def _no(status: int, why: str) -> Response:
    return PlainTextResponse(f"Refused: {why}.\n", status)


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}


async def _body(receive: Receive) -> bytes | None:
    """The whole body of a request, or None where it is too large; what is too large is not kept."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        piece: bytes = message.get("body", b"")
        body += piece
        if len(body) > LARGEST:
            return None
        if not message.get("more_body", False):
            return body


def _again(body: bytes) -> Receive:
    """What hands a body on that was read already."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
