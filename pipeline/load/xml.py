"""XML: what must be refused before any parser builds a tree of it, and a reader for feeds and other plain XML.

Elements become blocks, except inside an element that holds text and elements side by side: there they run on, as
`<i>` does in a sentence. Elements with the names of HTML's tables, lists and paragraphs are read as those. Text that is
markup itself, as in a feed's description, is rendered. Attributes are left out.
"""

from __future__ import annotations

from html import escape
from xml.etree import ElementTree
from xml.parsers import expat

from pipeline.errors import BrokenXml, Empty, Entities, TooDeep, TooManyElements
from pipeline.load import markup, sniff
from pipeline.model.document import LoadedDocument, Source

MAX_DEPTH = 100
"""Tables in tables in text boxes come to about 40 in Word; a reader that recurses stands 100 well."""
MAX_ELEMENTS = 3_000_000
"""A Word report of 100 pages has about 50,000."""
KEPT_NAMES = frozenset(("p", "table", "thead", "tbody", "tr", "td", "th", "ul", "ol", "li", "sup", "sub", "br", "pre"))


def read(source: Source) -> LoadedDocument:
    """The text of an XML file, an element a block.

    Raises:
        Entities: the file declares entities.
        BrokenXml: it is not well-formed.
        TooDeep, TooManyElements: no author's file.
        Empty: no element holds text.
    """
    check(source.data, source.name)
    page = markup.render(_as_html(ElementTree.fromstring(source.data)))  # noqa: S314 - checked
    if not page.text.strip():
        raise Empty("no element holds text")
    return LoadedDocument(
        id=source.id,
        name=source.name,
        media_type="application/xml",
        text=page.text,
        stretches=(),
        reader="xml",
    )


def check(data: bytes, name: str, *, doctype: bool = True) -> None:
    """Raise what is wrong with the XML in `data`; `doctype` says whether it may have a document type.

    Raises:
        Entities: it declares entities, or has a document type where none may stand.
        BrokenXml: it is not well-formed.
        TooDeep, TooManyElements: no author's file.
    """
    depth = count = 0

    def start_element(_: str, __: object) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > MAX_DEPTH:
            raise TooDeep(f"{name}: more than {MAX_DEPTH} elements stand one inside the other")
        if count > MAX_ELEMENTS:
            raise TooManyElements(f"{name}: more than {MAX_ELEMENTS} elements")

    def end_element(_: str) -> None:
        nonlocal depth
        depth -= 1

    def start_doctype(*_: object) -> None:
        if not doctype:
            raise Entities(f"{name} has a document type declaration")

    def entity_declaration(entity: str, *_: object) -> None:
        raise Entities(f"{name} declares the entity {entity}")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start_element
    parser.EndElementHandler = end_element
    parser.StartDoctypeDeclHandler = start_doctype
    parser.EntityDeclHandler = entity_declaration
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise BrokenXml(f"{name} is not well-formed XML: {error}") from error


def _as_html(root: ElementTree.Element) -> str:
    """Everything the tree says as HTML: `<div>` for what stands alone, `<span>` for what stands in a sentence."""
    pieces: list[str] = []
    steps: list[tuple[ElementTree.Element | str, bool]] = [(root, False)]
    while steps:
        step, inline = steps.pop()
        if isinstance(step, str):
            pieces.append(step)
            continue
        name = step.tag.rpartition("}")[2].lower()
        tag = name if name in KEPT_NAMES else "span" if inline else "div"
        mixed = len(step) > 0 and any(_says_something(text) for text in (step.text, *(child.tail for child in step)))
        pieces.append(f"<{tag}>{_content(step.text)}")
        steps.append((f"</{tag}>", inline))
        for child in reversed(step):
            steps.append((_content(child.tail), inline))
            steps.append((child, inline or mixed))
    return "".join(pieces)


def _says_something(text: str | None) -> bool:
    return bool(text and not text.isspace())


def _content(text: str | None) -> str:
    if not text:
        return ""
    if sniff.is_markup(text.encode()):
        return text
    return escape(text, quote=False)
