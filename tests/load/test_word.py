"""Word files, built by hand: what mammoth makes of them, what is refused before it, and old ones through antiword."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import (
    AntiwordMissing,
    Bomb,
    BrokenArchive,
    BrokenWord,
    BrokenXml,
    DocumentError,
    Empty,
    EncryptedWord,
    Entities,
    SlowWord,
    TooDeep,
)
from pipeline.load import load, sniff, word
from pipeline.load.wordml import MATHS
from pipeline.model.document import Source

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)


def part(root: str, content: str) -> str:
    return f'<w:{root} xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml">{content}</w:{root}>'


def docx(body: str, **parts: str) -> bytes:
    """The smallest .docx that holds `body`; more parts of `word/` by name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", RELS)
        archive.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return packed.getvalue()


def p(text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def cell(*texts: str) -> str:
    return f"<w:tc>{''.join(map(p, texts))}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def at(level: int, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def read(data: bytes) -> str:
    return load(Source("a.doc", data)).text


def note(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def notes(*texts: str) -> str:
    return part("footnotes", "".join(f'<w:footnote w:id="{n}">{p(t)}</w:footnote>' for n, t in enumerate(texts, 2)))


MERGED = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('')}</w:tc>"
BODIES = (
    (p("a") + p("") + p("b"), "a\n\nb"),
    ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>", "a\nb"),
    ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r></w:p>", "a b\u2011c"),
    (f"<w:tbl>{row(cell('a'), cell('b'))}{row(cell(''), cell('c'))}</w:tbl>", "a\tb\n\n\tc"),
    (f"<w:tbl>{row(cell('a', 'b'), cell('c'), cell('d'))}</w:tbl>", "a\n\nb\n\nc\n\nd"),
    (p("a") + "<w:p><w:ins><w:r><w:t>b</w:t></w:r></w:ins></w:p>", "a\n\nb"),
    (
        '<w:p><w:r><w:t>m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r></w:p>',
        "m²",
    ),
    # what mammoth drops without a word
    ('<w:p><w:fldSimple w:instr="DATE"><w:r><w:t>5 May</w:t></w:r></w:fldSimple></w:p>', "5 May"),
    ("<w:p><w:bdo><w:r><w:t>a</w:t></w:r></w:bdo><w:r><w:t>b</w:t><w:cr/><w:t>c</w:t></w:r></w:p>", "ab\nc"),
    (f"<w:p><w:r><w:drawing><w:x><w:txbxContent>{p('box')}</w:txbxContent></w:x></w:drawing></w:r></w:p>", "box"),
    (f'<w:p><m:oMath xmlns:m="{MATHS[0][1:-1]}"><m:r><m:t>x</m:t></m:r></m:oMath></w:p>', "x"),
    (f"<w:tbl>{row(cell('a'), cell('b'))}{row(MERGED, cell('c'))}</w:tbl>", "a\tb\n\n\tc"),
)


@pytest.mark.parametrize(("body", "text"), BODIES)
def test_a_paragraph_is_a_block(body: str, text: str) -> None:
    assert read(docx(body)) == text


def test_footnotes_stand_behind_the_body_under_their_marks() -> None:
    body = f"<w:p><w:r><w:t>One</w:t></w:r>{note(2)}<w:r><w:t>, two</w:t></w:r>{note(3)}</w:p>" + p("End")
    assert read(docx(body, footnotes=notes("First", "Second"))) == "One[1], two[2]\n\nEnd\n\n[1] First\n\n[2] Second"


def test_marks_are_raised_where_brackets_mean_something_else() -> None:
    body = f"<w:p><w:r><w:t>As in [7]</w:t></w:r>{note(2)}</w:p>"
    assert read(docx(body, footnotes=notes("First"))) == "As in [7]¹\n\n¹ First"


def level(place: int, form: str, kind: str = "decimal") -> str:
    settings = f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{form}"/>'
    return f'<w:lvl w:ilvl="{place}">{settings}</w:lvl>'


LISTS = part(
    "numbering",
    f'<w:abstractNum w:abstractNumId="0">{level(0, "%1.")}{level(1, "%1.%2")}{level(2, "(%3)", "lowerLetter")}'
    f'</w:abstractNum><w:abstractNum w:abstractNumId="1">{level(0, "", "bullet")}</w:abstractNum>'
    f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    f'<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/>'
    f"</w:lvlOverride></w:num>",
)
STYLES = part(
    "styles",
    '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Base"/>'
    "</w:style>",
)
NUMBERED = (
    ((0, 1, 1, 0, 1), ("1.", "1.1", "1.2", "2.", "2.1")),
    ((0, 2, 2, 1, 2), ("1.", "(a)", "(b)", "1.1", "(a)")),
    ((1, 1), ("1.1", "1.2")),
)


@pytest.mark.parametrize(("levels", "labels"), NUMBERED)
def test_numbers_are_counted_as_word_counts(levels: tuple[int, ...], labels: tuple[str, ...]) -> None:
    text = read(docx("".join(p("x", at(place)) for place in levels), numbering=LISTS))
    assert text == "\n\n".join(f"{label} x" for label in labels)


def test_numbers_go_on_over_a_plain_paragraph_and_start_anew_where_told() -> None:
    body = p("a", at(0)) + p("b") + p("c", at(0)) + p("d", at(0, 3)) + p("e", at(0, 2))
    assert read(docx(body, numbering=LISTS)) == "1. a\n\nb\n\n2. c\n\n9. d\n\n• e"


def test_numbers_come_from_styles_and_their_ancestors() -> None:
    body = (
        p("a", '<w:pStyle w:val="Own"/>')
        + p("b", '<w:pStyle w:val="Own"/>' + at(0, 0))
        + p("c", '<w:pStyle w:val="Base"/>')
    )
    assert read(docx(body, numbering=LISTS, styles=STYLES)) == "1. a\n\nb\n\n2. c"


def test_what_is_left_out_is_told() -> None:
    data = docx(
        p("a") + "<w:p><w:del><w:r><w:delText>b</w:delText></w:r></w:del></w:p>",
        header1=part("hdr", p("A/X/1")),
        comments=part("comments", '<w:comment w:id="1"/>'),
    )
    loaded = word.read(Source("a.docx", data))
    assert loaded.text == "a"
    assert [notice.code for notice in loaded.notices] == ["word.running_heads", "word.comments", "word.tracked_changes"]
    assert "A/X/1" in loaded.notices[0].message


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 25_000_000)
    return packed.getvalue()


WHOLE = docx(p("a") * 50)
LOCKED = bytearray(WHOLE)
LOCKED[LOCKED.index(b"PK\x01\x02") + 8] |= 1
REFUSED = (
    (bomb(), Bomb),
    (WHOLE[: len(WHOLE) // 2], BrokenArchive),
    (bytes(LOCKED), EncryptedWord),
    (docx(p("")), Empty),
    (docx("<w:p>"), BrokenXml),
    (docx("<x:p/>"), BrokenXml),
    (docx('<w:p xmlns:w=""/>'), BrokenXml),
    (docx(p("a"), styles="<!DOCTYPE a><a/>"), Entities),
    (docx(p("a"), styles="<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), Entities),
    (docx("<w:sdt>" * 200 + "</w:sdt>" * 200), TooDeep),
    (docx(f"<w:p>{note(9)}</w:p>"), BrokenWord),
    (sniff.OLE + b"\0" * 500 + sniff.ENCRYPTED, EncryptedWord),
)


@pytest.mark.parametrize(("data", "error"), REFUSED, ids=[error.code for _, error in REFUSED])
def test_hostile_files_are_refused_by_name(data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error):
        load(Source("a.docx", data))


def test_the_deepest_that_is_let_in_is_read() -> None:
    depth = 90
    assert read(docx("<w:sdt><w:sdtContent>" * (depth // 2) + p("a") + "</w:sdtContent></w:sdt>" * (depth // 2))) == "a"


OLD = sniff.OLE + struct.pack("<500x") + "WordDocument".encode("utf-16-le")


def fake_antiword(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "antiword"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_old_files_go_through_antiword(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_antiword(tmp_path, "printf 'One[1]\\n\\n|a |b c |\\n[1] Note\\n'; test -s \"$5\"", monkeypatch)
    assert read(OLD) == "One[1]\n\na\tb c\n\n[1] Note"


def test_what_antiword_cannot_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_antiword(tmp_path, "echo no Word document >&2; exit 1", monkeypatch)
    with pytest.raises(BrokenWord, match="no Word document"):
        load(Source("a.doc", OLD))


def test_antiword_that_does_not_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_antiword(tmp_path, "exec sleep 60", monkeypatch)
    monkeypatch.setattr(word, "ANTIWORD_SECONDS", 0.2)
    with pytest.raises(SlowWord):
        load(Source("a.doc", OLD))


def test_without_antiword_the_way_out_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AntiwordMissing) as caught:
        load(Source("a.doc", OLD))
    assert "antiword" in caught.value.way_out
