"""Views to the bytes of pages. Every word of a document goes through Jinja's escaping or is a JSON text that ends no script.

The pages' own scripts and styles are files beside them; the policy in each page's head lets nothing else run or load.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline.review.report.naming import CONTROLS, control_name, visible
from pipeline.review.report.passages import Piece
from pipeline.review.report.view import LOW, DocumentView, Passage

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
ASSETS = ("page.css", "theme.js", "document.js", "index.js")
LONG = 90
"""Characters from which a passage is tinted lightly: the whole text of a recommendation, say."""


class Kind(NamedTuple):
    """How a table of records is named on the pages, and the letter that tells its passages from others without colour."""

    table: str
    name: str
    one: str
    letter: str


KINDS = (
    Kind("opinions", "Opinions", "Opinion", "O"),
    Kind("missions", "Missions", "Mission", "M"),
    Kind("recommendations", "Recommendations", "Recommendation", "R"),
    Kind("answers", "Answers", "Answer", "A"),
    Kind("delegations", "Delegations", "Delegation", "G"),
    Kind("statistics", "Statistics", "Statistic", "S"),
    Kind("events", "Events", "Event", "E"),
    Kind("references", "References", "Reference", "F"),
    Kind("stakeholders", "Stakeholders", "Stakeholder", "H"),
    Kind("statements", "Statements", "Statement", "T"),
    Kind("people", "People", "Person", "P"),
    Kind("dates", "Dates", "Date", "D"),
    Kind("counts", "Counts", "Count", "C"),
)
"""In the order of the tables: of two passages of one length, the first kind's gives a piece its colour."""

_RANK = {kind.table: at for at, kind in enumerate(KINDS)}


class Frame(NamedTuple):
    """What a page may do and has besides its own files: its policy, and more styles and scripts by their places below the root."""

    policy: str = POLICY
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()


ON_DISK = Frame()
"""A page that opens from disk."""


def document_page(view: DocumentView, frame: Frame = ON_DISK) -> bytes:
    """The page of one document."""
    return _page("document.html", frame, view=view, kinds=KINDS, data=_data(view), low=LOW)


def index_page(context: Mapping[str, Any], frame: Frame = ON_DISK) -> bytes:
    """The page that leads to all others; `context` as `index.context` makes it."""
    return _page("index.html", frame, kinds=KINDS, **context)


def country_page(context: Mapping[str, Any], frame: Frame = ON_DISK) -> bytes:
    """The page of one country; `context` as `index.countries` makes it."""
    return _page("country.html", frame, letters={kind.table: kind.letter for kind in KINDS}, **context)


def assets() -> dict[str, bytes]:
    """The files that all pages share, by name."""
    return {name: (files(__package__) / "assets" / name).read_bytes() for name in ASSETS}


def _page(template: str, frame: Frame, **context: Any) -> bytes:
    return _environment().get_template(template).render(frame=frame, **context).encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"visible": visible, "json": json_text, "piece": _piece, "many": many}
    return environment


def json_text(data: Any) -> Markup:
    """JSON that may stand inside a script element: nothing in it ends the element or starts a comment."""
    text = msgspec.json.encode(data, order="deterministic").decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - escaped above


def many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def spelled(words: str) -> Markup:
    """Words of a document as they are, each unseen character set apart, named, and shut in so that it turns nothing.

    The character itself stays: what is selected on the page is what stands in the text.
    """
    parts, at = [], 0
    for match in CONTROLS.finditer(words):
        parts.append(escape(words[at : match.start()]))
        name = control_name(match[0])
        character = "&#13;" if match[0] == "\r" else "\ufffd" if match[0] == "\x00" else match[0]
        parts.append(Markup(f'<span class="unseen" data-name="{name}">{character}</span>'))  # noqa: S704 - one control
        at = match.end()
    parts.append(escape(words[at:]))
    return Markup("").join(parts)


def _piece(piece: Piece, view: DocumentView) -> Markup:
    """A piece of the text: bare, or a mark that leads to its records."""
    words = spelled(piece.text)
    if piece.passages or piece.items:
        words = Markup("<mark {}>{}</mark>").format(_attributes(piece, view), words)
    for mark in piece.notes:
        words += Markup('<a class="note-mark" data-mark="{}" aria-label="footnote {}"></a>').format(mark, visible(mark))
    return words


def _attributes(piece: Piece, view: DocumentView) -> Markup:
    """`data-refs` has `record#path` of each passage, `data-at` its place in the page's list, `data-item` the work list's.

    The closest passage comes first, and gives the mark its kind: a person inside a recommendation is a person.
    """
    order = sorted(piece.passages, key=lambda at: (_length(view.passages[at]), _RANK[view.passages[at].table], at))
    found = [view.passages[at] for at in order]
    tables = list(dict.fromkeys(passage.table for passage in found))
    classes = ["hl", *(f"k-{table}" for table in tables[:1])]
    if found and _length(found[0]) > LONG:
        classes.append("long")
    if len({passage.record for passage in found}) > 1:
        classes.append("several")
    classes += sorted({f"w-{view.work[item].kind}" for item in piece.items})
    attributes = {
        "class": " ".join(classes),
        "role": "button",
        "tabindex": "-1",
        "data-at": " ".join(map(str, order)),
        "data-kinds": " ".join(tables),
        "data-refs": " ".join(dict.fromkeys(f"{passage.record}#{passage.path}" for passage in found)),
        "data-item": " ".join(map(str, piece.items)),
    }
    return Markup(" ").join(Markup('{}="{}"').format(name, value) for name, value in attributes.items() if value)


def _length(passage: Passage) -> int:
    start, end = passage.span
    return end - start


def _data(view: DocumentView) -> dict[str, Any]:
    """What the page's script knows: offsets are code points in `text`, `images` are by page."""
    proof = view.proof
    return {
        "document": view.extraction.document.id,
        "source": view.extraction.document.source,
        "text": view.extraction.text,
        "passages": view.passages,
        "work": view.work,
        "changes": proof.changes,
        "images": {str(page): image for page, image in proof.images.items()},
        "missing": proof.missing,
    }
