"""What a source is, told by its bytes: the name of a file is no evidence."""

from __future__ import annotations

import io
import zipfile
import zlib

import regex

from pipeline.vocabulary.patterns import late

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (OLE, "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"\xdb\xa5-\x00", "application/msword"),
    (b"\xffWPC", "application/vnd.wordperfect"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x7fELF", "application/x-executable"),
)

BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP_MEMBERS: tuple[tuple[str, str], ...] = (
    (r"word/document\d*\.xml", DOCX),
    (r"xl/workbook\.(?:xml|bin)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (r"ppt/presentation\.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
"""A member of a zip archive that says what the archive is."""
OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "application/x-ole-encrypted"),
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)
"""A stream of an OLE file that says what the file is; the directory writes the names in UTF-16."""

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

HEAD = 65_536
CONTROL = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
CONTROL_SHARE = 0.01
"""Text that was badly converted holds a few control bytes; above one in a hundred it is not text."""
LATE_PDF = late(rb"^%PDF-\d", regex.MULTILINE)
LATE_PDF_REACH = 1_024

PROLOGUE = rb"(?:\s++|<!--.{0,10000}?-->|<\?[^>]{0,1000}\?>|<!\[CDATA\[|<!doctype\b[^>\[]{0,1000}>)*+"
WHOLE_PAGE = late(PROLOGUE + rb"<(?:html|head|body)\b[^>]*+>?", regex.IGNORECASE | regex.DOTALL)
HTML_DOCTYPE = late(rb"(?:\s++|<!--.{0,10000}?-->|<\?[^>]{0,1000}\?>)*+<!doctype\s+html\b", regex.I | regex.DOTALL)
HTML_NAMES = (
    rb"(?:h[1-6]|a|abbr|address|article|aside|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|figure|font|footer"
    rb"|form|header|hr|i|img|ins|li|link|main|meta|nav|ol|p|pre|script|section|small|span|strong|style|sub|sup|table"
    rb"|tbody|td|tfoot|th|thead|title|tr|tt|u|ul)"
)
ATTRIBUTE = rb"\s++[a-z_:][\w:.-]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'>]++))?+"
TAG = rb"<" + HTML_NAMES + rb"(?:" + ATTRIBUTE + rb")*+\s*+/?>"
FIRST_TAG = late(PROLOGUE + TAG, regex.IGNORECASE | regex.DOTALL)
ANY_TAG = late(rb"</" + HTML_NAMES + rb"\s*+>|" + TAG, regex.IGNORECASE)
XML_DECLARATION = late(rb"\s*+<\?xml\s")
FLAT_WORD = late(rb"<\?mso-application\s+progid=[\"']Word\.Document|<pkg:package\b|<w:wordDocument\b")
ROOT = late(PROLOGUE + rb"<(?P<name>[A-Za-z_][\w:.-]*+)(?:" + ATTRIBUTE + rb")*+\s*+>", regex.I | regex.DOTALL)
TAIL = 1_024
WEB_ARCHIVE = late(rb"(?:[A-Z][\w-]*+:[^\n]*+\n(?:[ \t][^\n]*+\n)*+){0,20}?MIME-Version:", regex.IGNORECASE)


def media_type(data: bytes) -> str:
    """The media type of `data`, such as `text/plain`; `application/octet-stream` for what is no known format."""
    head = data[:HEAD]
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return _kind_of_text(head.decode(encoding, "ignore").lstrip("\ufeff").encode(), data)
    bare = head.lstrip(b"\x00\t\r\n ")
    for signature, name in SIGNATURES:
        if bare.startswith(signature):
            return _kind_of_container(data, name)
    if LATE_PDF.search(head[:LATE_PDF_REACH]) and (b"endobj" in data or b"%%EOF" in data):
        return "application/pdf"
    wide = utf16_without_mark(head)
    if wide is not None:
        return _kind_of_text(head.decode(wide, "ignore").encode("utf-8", "ignore"), data)
    if len(head) - len(head.translate(None, CONTROL)) > CONTROL_SHARE * len(head):
        return "application/octet-stream"
    return _kind_of_text(head, data)


def is_markup(head: bytes, *, fragments: bool = True) -> bool:
    """True for HTML, a whole page or a fragment of one; false for text that only opens with a "<".

    >>> is_markup(b"<p>One</p>"), is_markup(b"<p. 12> One"), is_markup(b"<b@c.org> wrote: <i>no</i>")
    (True, False, False)
    """
    if HTML_DOCTYPE.match(head) or WHOLE_PAGE.match(head):
        return True
    if not fragments or not FIRST_TAG.match(head):
        return False
    tags = ANY_TAG.finditer(head)
    return next(tags, None) is not None and next(tags, None) is not None


def utf16_without_mark(head: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` where every other byte of a text is zero, as Western text in UTF-16 has it."""
    even, odd = head[0::2], head[1::2]
    if len(head) >= 8:
        if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
            return "utf-16-le"
        if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
            return "utf-16-be"
    return None


def _kind_of_text(head: bytes, data: bytes) -> str:
    declared = XML_DECLARATION.match(head) is not None
    if declared and FLAT_WORD.search(head):
        return "application/vnd.ms-word.xml"
    if is_markup(head, fragments=not declared):
        return "text/html"
    if declared or _is_closed_by_its_root(head, data):
        return "application/xml"
    if WEB_ARCHIVE.match(head) and regex.search(rb"(?i)multipart/(?:related|mixed|alternative)", head):
        return "multipart/related"
    return "text/plain"


def _is_closed_by_its_root(head: bytes, data: bytes) -> bool:
    """True where the element that opens the file is closed at its very end: XML, though it does not say so."""
    root = ROOT.match(head)
    return root is not None and data[-TAIL:].rstrip().endswith(b"</" + root["name"] + b">")


def _kind_of_container(data: bytes, name: str) -> str:
    if name == "application/zip":
        return _kind_of_zip(data)
    if name == "application/x-ole-storage":
        for stream, kind in OLE_STREAMS:
            if stream.encode("utf-16-le") in data:
                return kind
    return name


def _kind_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.namelist()
            if "mimetype" in members:
                with archive.open("mimetype") as member:
                    return member.read(100).decode("ascii", "replace").strip() or "application/zip"
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, ValueError, EOFError, OSError):
        members = [match[0].decode() for match in regex.finditer(rb"(?:word|xl|ppt)/[\w.]{5,30}", data)]
    for pattern, kind in ZIP_MEMBERS:
        if any(regex.fullmatch(pattern, member, regex.IGNORECASE) for member in members):
            return kind
    return "application/zip"
