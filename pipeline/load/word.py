"""Word files: .docx through mammoth, old binary .doc through antiword where it is installed.

The loaded text has a paragraph a line, paragraphs parted by an empty line. A table row is one line, its cells parted by
tabs, where each cell holds one line at most; where a cell holds more, each paragraph of each cell is a block of its
own, in order. Numbers and bullets that Word counts itself stand before their paragraphs. Pages are not known.

Footnotes and endnotes stand behind the whole body, a block each, in the order of their anchors. An anchor in the body
is `[4]` and its note opens with `[4] `; where the document writes numbers in square brackets itself, all anchors and
notes have superscript digits instead: `⁴`. What the author only raised is superscript digits too.

Running heads and feet, comments and deleted passages are not in the text; a notice says what was left out.
A .docx is looked over before any parser builds a tree of it: the size it unpacks to, entities, depth, elements.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree

import mammoth
import regex

from pipeline.errors import (
    AntiwordMissing,
    Bomb,
    BrokenArchive,
    BrokenWord,
    Empty,
    EncryptedWord,
    SlowWord,
)
from pipeline.load import markup, numbering, sniff, wordml, xml
from pipeline.model.document import LoadedDocument, Notice, Source
from pipeline.vocabulary.patterns import late

MAX_UNPACKED = 400_000_000
MAX_PART = 100_000_000
MAX_RATIO = 150
"""Word's XML packs 10 to 30 to 1; deflate ends at 1,032."""
RATIO_COUNTS_FROM = 20_000_000
MAX_MEMBERS = 20_000
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""What zipfile raises on a damaged archive."""

PART = late(r"(?:word/.*|_rels/\.rels|\[Content_Types\])(?:\.xml|\.rels)?", regex.IGNORECASE)
MAIN_PART = late(r"word/document\d*\.xml", regex.IGNORECASE)
RUNNING = late(r"word/(?:header|footer)\d*\.xml", regex.IGNORECASE)
COMMENT = late(rb"<w:comment[\s>]")
DELETED = late(rb"<w:del[\s>]")
READ_WITH_MAIN = ("footnotes", "endnotes", "numbering", "styles")
LEFT_OUT_SHOWN = 200

ANTIWORD_SECONDS = 30
ANTIWORD_BYTES = 50_000_000
ROW = late(r"\|(?P<cells>.*)\|[ ]*")


def read(source: Source) -> LoadedDocument:
    """The text of a Word file, new or old.

    Raises:
        LoadError: see `errors.py`, the codes `word.*`, `archive.*`, `xml.*` and `source.empty`.
    """
    if source.data.startswith(sniff.OLE):
        return _read_old(source)
    return _read_docx(source)


def _read_docx(source: Source) -> LoadedDocument:
    parts = unpack(source.data)
    main = next((name for name in parts if MAIN_PART.fullmatch(name)), None)
    if main is None:
        raise BrokenWord("the archive holds no word/document.xml")
    notices = _left_out(parts, main)
    page = markup.render(_to_html(_prepared(parts, main)))
    if not page.text.strip():
        raise Empty("the document holds no text; it may hold pictures of pages")
    return LoadedDocument(
        id=source.id,
        name=source.name,
        media_type=sniff.DOCX,
        text=page.text,
        stretches=(),
        reader="word (mammoth)",
        notices=notices,
    )


def unpack(data: bytes) -> dict[str, bytes]:
    """The XML parts of a .docx by name, each checked; pictures and fonts are left packed.

    Raises:
        Bomb: the archive unpacks to more than a document holds.
        EncryptedWord, BrokenArchive, Entities, BrokenXml, TooDeep, TooManyElements: see `errors.py`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _refuse_bomb(members, len(data))
            if any(member.flag_bits & 1 for member in members):
                raise EncryptedWord("the archive is encrypted")
            parts = {member.filename: archive.read(member) for member in members if _is_part(member.filename)}
    except DAMAGE as error:
        raise BrokenArchive(f"the archive cannot be unpacked: {error}") from error
    for name, part in parts.items():
        xml.check(part, name, doctype=False)
    return parts


def _is_part(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels")) and PART.fullmatch(name) is not None


def _refuse_bomb(members: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    largest = max((member.file_size for member in members if _is_part(member.filename)), default=0)
    if len(members) > MAX_MEMBERS:
        raise Bomb(f"the archive holds {len(members)} files")
    if unpacked > MAX_UNPACKED or largest > MAX_PART:
        raise Bomb(f"the archive unpacks to {unpacked:,} bytes, its largest part to {largest:,}")
    if unpacked > RATIO_COUNTS_FROM and unpacked > MAX_RATIO * packed:
        raise Bomb(f"the archive unpacks from {packed:,} bytes to {unpacked:,}")


def _prepared(parts: dict[str, bytes], main: str) -> dict[str, bytes]:
    """The parts with what mammoth would drop written into them: numbers that Word counts, and what `wordml` mends."""
    folder = main.rpartition("/")[0]
    trees = {
        name: ElementTree.fromstring(part)  # noqa: S314 - checked in `unpack`
        for name, part in parts.items()
        if name == main or name in {f"{folder}/{other}.xml" for other in READ_WITH_MAIN}
    }
    for name in (main, f"{folder}/footnotes.xml", f"{folder}/endnotes.xml"):
        if name in trees:
            wordml.mend(trees[name])
    numbering.write_numbers(trees[main], trees.get(f"{folder}/numbering.xml"), trees.get(f"{folder}/styles.xml"))
    return {**parts, **{name: bytes(ElementTree.tostring(tree, encoding="utf-8")) for name, tree in trees.items()}}


def _to_html(parts: dict[str, bytes]) -> str:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    packed.seek(0)
    try:
        result = mammoth.convert_to_html(packed, convert_image=mammoth.images.img_element(_no_picture))
    except (AttributeError, IndexError, KeyError, OSError, RecursionError, TypeError, ValueError) as error:
        raise BrokenWord(f"its parts do not fit together: {type(error).__name__}: {error}") from error
    return str(result.value)


def _no_picture(_: object) -> dict[str, str]:
    return {}


def _left_out(parts: dict[str, bytes], main: str) -> tuple[Notice, ...]:
    """What the file holds and the text does not."""
    notices = []
    heads = {_said(part) for name, part in sorted(parts.items()) if RUNNING.fullmatch(name)} - {""}
    if heads:
        shown = "; ".join(sorted(heads))
        message = f"running heads and feet were left out: {shown[:LEFT_OUT_SHOWN]}{'…' * (len(shown) > LEFT_OUT_SHOWN)}"
        notices.append(Notice("word.running_heads", message))
    comments = len(COMMENT.findall(parts.get("word/comments.xml", b"")))
    if comments:
        notices.append(Notice("word.comments", f"{comments} comments were left out"))
    deleted = len(DELETED.findall(parts[main]))
    if deleted:
        message = f"the document has tracked changes: {deleted} deleted passages were left out, what was added was kept"
        notices.append(Notice("word.tracked_changes", message))
    return tuple(notices)


def _said(part: bytes) -> str:
    """The text of a part, its paragraphs run together."""
    root = ElementTree.fromstring(part)  # noqa: S314 - checked in `unpack`
    pieces = []
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        pieces.append((element.text or "") if name == "t" else " " if name in ("p", "tab", "br") else "")
    return " ".join("".join(pieces).split())


def _read_old(source: Source) -> LoadedDocument:
    if sniff.ENCRYPTED in source.data:
        raise EncryptedWord("the document is locked with a password")
    text = old_text(_antiword(source.data))
    if not text.strip():
        raise Empty("antiword found no text in the document")
    return LoadedDocument(
        id=source.id,
        name=source.name,
        media_type="application/msword",
        text=text,
        stretches=(),
        reader="word (antiword)",
    )


def _antiword(data: bytes) -> str:
    """What antiword prints of an old binary document, a paragraph a line."""
    program = shutil.which("antiword")
    if program is None:
        raise AntiwordMissing("an old binary Word document, and antiword, which reads those, is not installed")
    with tempfile.TemporaryDirectory(prefix="upr-") as folder:
        document, printed, said = (Path(folder, name) for name in ("document.doc", "printed", "said"))
        document.write_bytes(data)
        keep = {name: os.environ[name] for name in ("PATH", "ANTIWORDHOME") if name in os.environ}
        with printed.open("wb") as output, said.open("wb") as complaints:
            try:
                done = subprocess.run(  # noqa: S603 - no shell, a fixed command, our own file name
                    [program, "-m", "UTF-8.txt", "-w", "0", str(document)],
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=complaints,
                    timeout=ANTIWORD_SECONDS,
                    env={**keep, "HOME": folder, "LC_ALL": "C.UTF-8"},
                    check=False,
                )
            except subprocess.TimeoutExpired as error:
                raise SlowWord(f"antiword was not done after {ANTIWORD_SECONDS} seconds") from error
        if printed.stat().st_size > ANTIWORD_BYTES:
            raise Bomb(f"antiword printed {printed.stat().st_size:,} bytes")
        complaint = said.read_text("utf-8", "replace").replace(str(document), "the file").strip()
        if done.returncode != 0:
            raise BrokenWord(f"antiword cannot read it: {complaint[:LEFT_OUT_SHOWN] or f'exit code {done.returncode}'}")
        return printed.read_text("utf-8", "replace")


def old_text(printed: str) -> str:
    """antiword's print with a paragraph a block, and its table rows, `|a |b |`, with tabs."""
    blocks = []
    for line in printed.splitlines():
        row = ROW.fullmatch(line)
        if row:
            line = "\t".join(cell.strip() for cell in row["cells"].split("|")).rstrip()
        if line.strip():
            blocks.append(line.strip(" "))
    return "\n\n".join(blocks)
