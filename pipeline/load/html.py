"""HTML and XHTML, whole pages and fragments: the encoding, then what `markup.render` says a reader sees.

Pages of a document are not known here, so there are no stretches. `markup` says how blocks, table rows and footnote
marks stand in the loaded text.
"""

from __future__ import annotations

import codecs

import regex

from pipeline.errors import Empty
from pipeline.load import markup, sniff, text
from pipeline.model.document import LoadedDocument, Notice, Source
from pipeline.vocabulary.patterns import late

DECLARED = late(
    rb"<meta\s[^>]{0,300}?charset\s*=\s*[\"']?\s*(?P<name>[\w.:-]{2,40})"
    rb"|<\?xml\s[^>]{0,100}?encoding\s*=\s*[\"'](?P<name>[\w.:-]{2,40})",
    regex.IGNORECASE,
)
DECLARED_REACH = 4_096
AS_BROWSERS_READ = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
"""What browsers take these encodings for (WHATWG Encoding), under the names that Python gives them."""


def read(source: Source) -> LoadedDocument:
    """The text of a page as a reader sees it.

    Raises:
        TooDeep: elements nest deeper than any author's do.
        Undecodable: no encoding reads the bytes as text.
        Empty: the page shows no text.
    """
    content, encoding = decode(source.data)
    page = markup.render(content)
    if not page.text.strip():
        raise Empty("the page shows no text")
    notices = []
    if page.left_out:
        message = f"{page.left_out} characters of navigation, hidden parts or page frame were left out"
        notices.append(Notice("html.left_out", message))
    lost = page.text.count("\ufffd")
    if lost:
        notices.append(Notice("text.damaged", f"{lost} characters were lost before the file came to us"))
    return LoadedDocument(
        id=source.id,
        name=source.name,
        media_type="text/html",
        text=page.text,
        stretches=(),
        reader=f"html ({encoding})",
        notices=tuple(notices),
    )


def decode(data: bytes) -> tuple[str, str]:
    """The markup in `data` and its encoding: byte order mark, then UTF-8 if it fits, then what the page declares.

    UTF-8 is tried before the declaration because pages that were saved again often keep an old declaration, while text
    in another encoding hardly ever happens to be UTF-8. Pure ASCII goes by the declaration (ISO-2022-JP is ASCII).
    """
    marked = any(data.startswith(mark) for mark, _ in sniff.BYTE_ORDER_MARKS)
    name = None if marked else declared_encoding(data[:DECLARED_REACH])
    if name is not None and (data.isascii() or not text.fits_utf8(data)):
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            pass
    return text.decode(data)


def declared_encoding(head: bytes) -> str | None:
    """The encoding that `<meta charset>` or the XML declaration names, where Python knows it as one of text."""
    match = DECLARED.search(head)
    if match is None:
        return None
    try:
        name = codecs.lookup(match["name"].decode("ascii")).name
        "".encode(name)  # zlib, rot13 and their like refuse
    except (LookupError, UnicodeError):
        return None
    if name.startswith(("utf-16", "utf-32", "utf-7")):  # cannot be true: the declaration was read as ASCII
        return "utf-8"
    return AS_BROWSERS_READ.get(name, name)
