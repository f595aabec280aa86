"""Pages that are pictures: what is said of them without OCR, what tesseract's table comes to, and real scans read."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pypdfium2
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.corpus.engines import Standard
from pipeline.errors import OcrMissing, PdfNoText
from pipeline.load import load, ocr
from pipeline.model.document import Box, LoadedDocument, Source
from pipeline.spans import Span
from tests.load.pdf_builder import Page, pdf
from tests.load.test_pdf import PROSE, body, check

needs_tesseract = pytest.mark.skipif(not ocr.installed(), reason="tesseract is not installed")
A4 = (595.0, 842.0)
TSV = """\
level	page_num	block_num	par_num	line_num	word_num	left	top	width	height	conf	text
1	1	0	0	0	0	0	0	2480	3509	-1
4	1	1	1	1	0	301	386	991	40	-1
5	1	1	1	1	1	301	387	70	31	90	The
5	1	1	1	1	2	385	387	188	39	80	delegation
5	1	1	1	1	3	588	400	20	4	70	—
4	1	1	1	2	0	301	437	470	39	-1
5	1	1	1	2	1	301	437	185	39	100	ques\u2028tions,
5	1	1	1	2	2	504	437	65	31	100	\u00a0
"""


def scanned(page: Page, dpi: int = 200) -> Page:
    """Marks `page` for `mixed`, which turns it into its own picture."""
    page.operators.insert(0, f"% scan {dpi}")
    return page


def mixed(*pages: Page) -> bytes:
    """A PDF in which the pages that went through `scanned` are pictures, and the others as they are."""
    out = pypdfium2.PdfDocument.new()
    with pypdfium2.PdfDocument(pdf(*pages)) as source:
        for index, page in enumerate(pages):
            if not (page.operators and page.operators[0].startswith("% scan")):
                out.import_pages(source, [index])
                continue
            shown = source[index].render(scale=int(page.operators[0].split()[-1]) / 72, grayscale=True)
            picture = pypdfium2.PdfImage.new(out)
            picture.set_bitmap(shown)
            width, height = source[index].get_size()
            picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
            blank = out.new_page(width, height)
            blank.insert_obj(picture)
            blank.gen_content()
    saved = io.BytesIO()
    out.save(saved)
    out.close()
    return saved.getvalue()


def read(*pages: Page) -> LoadedDocument:
    document = load(Source("scan.pdf", mixed(*pages)), ocr=True)
    check(document)
    return document


def boxes(document: LoadedDocument, words: str) -> list[Box]:
    assert document.glyphs is not None
    start = document.text.index(words)
    return document.glyphs.boxes(Span(start, start + len(words)))


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A file to write a program into that is found as tesseract."""
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return program


SCAN = mixed(scanned(Page().lines(72, 100, PROSE)))
HALF_SCAN = mixed(Page().lines(72, 100, PROSE), scanned(Page().lines(72, 100, PROSE)), Page())


def test_without_ocr_a_scan_fails_and_says_what_reads_it() -> None:
    with pytest.raises(PdfNoText, match="1 page, and no text") as caught:
        load(Source("scan.pdf", SCAN))
    assert "--ocr" in caught.value.way_out


def test_without_ocr_a_page_that_is_a_picture_is_noticed() -> None:
    document = load(Source("half.pdf", HALF_SCAN))
    assert [(notice.code, notice.message) for notice in document.notices] == [
        ("page.no_text", "page 2 holds no text"),
        ("page.no_text", "page 3 holds no text"),
    ]
    assert document.reader == "pdfium"


@pytest.mark.usefixtures("no_tesseract")
def test_without_tesseract_a_scan_fails_and_names_the_package() -> None:
    with pytest.raises(OcrMissing, match="tesseract is not installed") as caught:
        load(Source("scan.pdf", SCAN), ocr=True)
    assert "apt install tesseract-ocr" in caught.value.way_out
    assert ocr.version() == ""


@pytest.mark.usefixtures("no_tesseract")
def test_without_tesseract_the_other_pages_are_read_and_the_picture_says_why_it_is_not() -> None:
    document = load(Source("half.pdf", HALF_SCAN), ocr=True)
    assert body(document) == PROSE
    assert [notice.message for notice in document.notices] == [
        "page 2 holds no text; the program tesseract is not installed",
        "page 3 holds no text",
    ]


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("cat > /dev/null\necho 'Error opening data file eng.traineddata' >&2\nexit 1", "Error opening data file"),
        ("exec 0<&-\nkill -9 $$", "ended by SIGKILL"),
        ("exec sleep 60", "was not done after 0.5 seconds"),
        ("cat > /dev/null\necho level", "OCR finds none either"),
    ],
    ids=["fails", "killed", "hangs", "nothing"],
)
def test_tesseract_that_fails_costs_no_more_than_the_page(
    tesseract: Path, monkeypatch: pytest.MonkeyPatch, script: str, reason: str
) -> None:
    monkeypatch.setattr(ocr, "SECONDS", 0.5)
    tesseract.write_text(f"#!/bin/sh\n{script}\n")
    with pytest.raises(PdfNoText, match=reason):
        load(Source("scan.pdf", SCAN), ocr=True)
    assert body(load(Source("half.pdf", HALF_SCAN), ocr=True)) == PROSE


@pytest.mark.usefixtures("no_tesseract")
def test_pages_with_nothing_on_them_are_not_put_through_ocr() -> None:
    with pytest.raises(OcrMissing):
        load(Source("empty.pdf", pdf(Page())), ocr=True)
    with ocr.Scanner(pdf(Page())) as scanner:
        assert scanner.page(1) is None


def test_table_of_tesseract_becomes_lines_in_points() -> None:
    scan = ocr.scan(TSV, 4, A4, (0.24, 0.24))
    assert scan is not None
    assert scan.ink.text == "The delegation —\nquestions,"
    assert scan.confidence == 85
    assert len(scan.ink.left) == len(scan.ink.right) == len(scan.ink.text)
    first, second = scan.lines
    assert [scan.ink.text[word.start : word.end] for word in first.words] == ["The", "delegation", "—"]
    assert (first.x0, first.x1) == pytest.approx((301 * 0.24, 608 * 0.24), abs=0.01)
    assert list(scan.ink.left[:3]) == pytest.approx([301 * 0.24, (301 + 70 / 3) * 0.24, (301 + 140 / 3) * 0.24])
    assert first.size == second.size == pytest.approx(10, abs=1)
    assert {word.y for word in first.words} == {first.y}
    assert first.y == pytest.approx(418 * 0.24, abs=0.6)


@pytest.mark.parametrize("tsv", ["", "level\tpage_num\n", TSV.split("5\t")[0], "5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t12\t~\n"])
def test_table_without_a_letter_is_no_scan(tsv: str) -> None:
    assert ocr.scan(tsv, 1, A4, (0.24, 0.24)) is None


def test_page_askew_keeps_the_line_of_writing_under_each_word() -> None:
    rows = "".join(f"5\t1\t1\t1\t1\t{at}\t{200 * at}\t{400 + 9 * at}\t150\t30\t95\tHead\n" for at in range(8))
    scan = ocr.scan(rows, 1, A4, (0.24, 0.24))
    assert scan is not None
    assert [word.y for word in scan.lines[0].words] == pytest.approx([(430 + 9 * at) * 0.24 for at in range(8)])


def test_setting_and_version_stand_among_the_versions(tesseract: Path) -> None:
    python = Standard(model="m").versions.settings
    assert Standard(ner=False).versions.settings == python
    tesseract.write_text("#!/bin/sh\necho tesseract 9.1\necho leptonica\n")
    assert Standard(model="m", ocr=True).versions.settings == f"{python}, ocr tesseract 9.1"
    tesseract.unlink()
    if not shutil.which("tesseract"):
        assert Standard(model="m", ocr=True).versions.settings == f"{python}, ocr "


@needs_tesseract
def test_scan_is_read_with_its_places() -> None:
    document = read(scanned(Page().lines(72, 100, PROSE)), scanned(Page().lines(72, 400, PROSE[:1])))
    assert body(document) == [*PROSE, PROSE[0]]
    assert document.pages == 2
    assert document.reader == "pdfium, ocr"
    assert [notice.code for notice in document.notices] == ["page.ocr", "page.ocr"]
    assert all(90 < int(notice.message.split()[-3]) <= 100 for notice in document.notices)
    printed = load(Source("printed.pdf", pdf(Page().lines(72, 100, PROSE))))
    for words in ("delegation", "its", "chambers", "two"):
        [found], [true] = boxes(document, words), boxes(printed, words)
        assert found == pytest.approx(true, abs=2.5), words


@needs_tesseract
@pytest.mark.parametrize("page", [Page(crop=(50, 100, 595, 742)), Page(rotate=90)], ids=["crop", "rotate"])
def test_places_are_those_of_the_page_as_shown(page: Page) -> None:
    page.text(100, 200, "Quorum", 14, matrix="0 1 -1 0" if page.rotate else "1 0 0 1")
    printed = load(Source("printed.pdf", pdf(page)))
    document = read(scanned(page))
    [found], [true] = boxes(document, "Quorum"), boxes(printed, "Quorum")
    assert found == pytest.approx(true, abs=2.5)


@needs_tesseract
def test_pages_with_text_are_read_as_ever_and_only_the_others_by_ocr() -> None:
    document = load(Source("half.pdf", HALF_SCAN), ocr=True)
    check(document)
    assert body(document) == [*PROSE, *PROSE]
    assert [notice.message.split(",")[0] for notice in document.notices] == [
        "page 3 holds no text",
        "page 2 was read by OCR",
    ]
    assert document.page_at(len(document.text) - 3) == 2


@needs_tesseract
def test_document_with_text_on_each_page_is_the_same_with_ocr() -> None:
    source = Source("printed.pdf", pdf(Page().lines(72, 100, PROSE)))
    assert load(source, ocr=True) == load(source)


@needs_tesseract
def test_command_line_reads_a_scan_where_it_is_asked_to(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(SCAN)
    done = CliRunner().invoke(app, ["text", str(path), "--ocr"])
    assert "Ombudsman" in done.stdout
    done = CliRunner().invoke(app, ["extract", str(path), "--ocr", "--no-ner"])
    assert '"page.ocr"' in done.stdout
