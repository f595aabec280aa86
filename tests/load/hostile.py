"""A maker of hostile PDFs, the same bytes each time: cut off, cyclic, lying, locked, bombs, deep, absurd, flipped.

    python -m tests.load.hostile FOLDER

writes them all, for whoever wants to see what another reader makes of them.
"""

from __future__ import annotations

import random
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.load import pdf_builder
from tests.load.pdf_builder import Page, pdf

WORDS = "The workshop was held in Prague in March 2011 with 12 experts."
MEGABYTE = 1 << 20
Made = Iterator[tuple[str, bytes]]


def folder(path: Path) -> list[str]:
    """Write all of them below `path`; their names."""
    path.mkdir(parents=True, exist_ok=True)
    for name, data in hostile().items():
        (path / f"{name}.pdf").write_bytes(data)
    return [f"{name}.pdf" for name in hostile()]


def hostile() -> dict[str, bytes]:
    """All of them by name; the first word of a name says what is wrong."""
    found: dict[str, bytes] = {}
    for family in FAMILIES:
        for name, data in family():
            assert name not in found, name
            found[name] = data
    return found


def said(words: str = WORDS) -> Page:
    return Page().text(72, 100, words).text(72, 120, "It was opened by the Minister of Justice.")


def three() -> bytes:
    return pdf(said(), said("A second page."), said("A third page."))


def stream(data: bytes, keys: str = "") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), keys.encode(), data)


def book(
    content: bytes | None = None,
    *,
    body: bytes | None = None,
    keys: str = "/Contents 6 0 R",
    box: str = "/MediaBox [0 0 595 842]",
    resources: str = "/Font << /F1 3 0 R /F2 4 0 R >>",
    font: bytes = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    tree: str = "/Kids [5 0 R] /Count 1",
    root: str = "/Pages 2 0 R",
    more: tuple[bytes, ...] = (),
) -> bytes:
    """One page whose parts can be put wrong one by one: 1 catalog, 2 tree, 3 and 4 fonts, 5 page, 6 content, 7 on `more`."""
    bodies = [
        f"<< /Type /Catalog {root} >>".encode(),
        f"<< /Type /Pages {tree} >>".encode(),
        font,
        font,
        f"<< /Type /Page /Parent 2 0 R {box} /Resources << {resources} >> {keys} >>".encode(),
        body or stream(said().content() if content is None else content),
        *more,
    ]
    return pdf_builder._file(bodies, None)


def typed(*operators: str) -> bytes:
    """A page that says `WORDS`, and then what `operators` do."""
    return said().content() + b"\n" + "\n".join(operators).encode("latin-1")


def text(words: str, place: str = "1 0 0 1 72 600", size: str = "10") -> str:
    return f"BT /F1 {size} Tf {place} Tm ({words}) Tj ET"


# Cut off, or hardly begun


def cut() -> Made:
    whole = three()
    for share in (3, 8, 15, 22, 30, 38, 46, 54, 62, 70, 78, 86, 94, 99):
        yield f"cut_{share:02}", whole[: len(whole) * share // 100]
    for lost in (1, 7, 40):
        yield f"cut_last_{lost}", whole[:-lost]
    yield "cut_first_300", b"%PDF-1.4\n" + whole[300:]
    yield "cut_middle", whole[: len(whole) // 3] + whole[len(whole) // 2 :]
    yield "cut_and_zeros", whole[: len(whole) // 2] + bytes(MEGABYTE)


def begun() -> Made:
    yield "begun_mark", b"%PDF-"
    yield "begun_head", b"%PDF-1.7\n"
    yield "begun_head_and_end", b"%PDF-1.7\n%%EOF\n"
    yield "begun_zeros", b"%PDF-1.7\n" + bytes(MEGABYTE)
    yield "begun_noise", b"%PDF-1.7\n" + random.Random(1).randbytes(200_000)
    yield "begun_html", b"%PDF-1.4\n<!DOCTYPE html><html><body><h1>404</h1><p>Not found</p></body></html>\n"
    yield "begun_text", b"%PDF-1.4\n" + f"{WORDS}\n".encode() * 500
    yield "begun_twice", three()[:900] + three()
    yield "begun_late", b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n" + three()
    yield "begun_very_late", b"x" * 5_000 + b"\n" + three()
    yield "begun_objects", b"%PDF-1.4\n" + b"1 0 obj\n" * 20_000
    yield "begun_ends", b"%PDF-1.4\n" + b"endobj endstream >> ] " * 20_000


# The page tree


def trees() -> Made:
    yield "tree_cyclic", pdf(said(), cyclic=True)
    yield "tree_cyclic_many", pdf(said(), cyclic=True, count=30_000)
    yield "tree_count_vast", pdf(said(), count=2_000_000_000)
    yield "tree_count_below_zero", pdf(said(), count=-5)
    yield "tree_count_word", book(tree="/Kids [5 0 R] /Count (many)")
    yield "tree_no_count", book(tree="/Kids [5 0 R]")
    yield "tree_no_kids", book(tree="/Count 3")
    yield "tree_kid_missing", book(tree="/Kids [99 0 R 5 0 R 98 0 R] /Count 3")
    yield "tree_kids_of_no_sense", book(tree="/Kids [5 0 R 1 (a) /b null [5 0 R] << >>] /Count 7")
    yield "tree_only_itself", book(tree="/Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R")
    yield "tree_catalog_as_kid", book(tree="/Kids [1 0 R 5 0 R] /Count 2")
    yield "tree_page_with_kids", book(keys="/Contents 6 0 R /Kids [2 0 R] /Count 9")
    yield "tree_same_page_1000_times", book(tree=f"/Kids [{'5 0 R ' * 1000}] /Count 1000")
    yield (
        "tree_chain",
        pdf_builder._file(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                *(
                    b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (at - 1, at + 1)
                    for at in range(2, 5002)
                ),
                b"<< /Type /Page /Parent 5001 0 R /MediaBox [0 0 595 842] /Contents 5003 0 R >>",
                stream(said().content()),
            ],
            None,
        ),
    )
    yield (
        "tree_twins",
        pdf_builder._file(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                *(
                    b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count %d >>" % (at + 1, at + 1, 1 << (30 - at))
                    for at in range(2, 30)
                ),
                b"<< /Type /Page /Parent 29 0 R /MediaBox [0 0 595 842] /Contents 31 0 R >>",
                stream(said().content()),
            ],
            None,
        ),
    )
    yield "tree_no_root", three().replace(b"/Root 1 0 R", b"/Boot 1 0 R")
    yield "tree_root_missing", three().replace(b"/Root 1 0 R", b"/Root 77 0 R")
    yield "tree_root_is_a_page", three().replace(b"/Root 1 0 R", b"/Root 5 0 R")
    yield "pages_of_numbers_alone", pdf(*[Page().text(300, 800, str(number)) for number in range(1, 40)])
    yield "pages_3000_empty", pdf(*[Page()] * 3000)
    yield "pages_3000_empty_and_one", pdf(*[Page()] * 3000, said())


# Lengths, places of objects, objects that are not there


def lengths() -> Made:
    right = b"/Length %d " % len(said().content())
    for name, wrong in {
        "zero": b"/Length 0 ",
        "short": b"/Length 9 ",
        "long": b"/Length 999999 ",
        "below_zero": b"/Length -7 ",
        "vast": b"/Length 99999999999999999999 ",
        "word": b"/Length (long) ",
        "none": b"",
        "missing": b"/Length 77 0 R ",
        "itself": b"/Length 6 0 R ",
    }.items():
        yield f"length_{name}", book(body=stream(said().content()).replace(right, wrong))
    yield "length_no_endstream", book(body=stream(said().content()).replace(b"\nendstream", b""))


def places() -> Made:
    whole = three()
    table, trailer = whole.index(b"xref\n"), whole.index(b"trailer")
    rows = whole[table:trailer]
    yield "place_all_zero", whole.replace(rows, rows[:10] + b"0000000000 00000 n \n" * 10)
    yield "place_all_off", b"%PDF-1.4\n%" + b"x" * 500 + whole[8:]
    yield "place_no_table", whole[:table] + whole[trailer:]
    yield "place_no_trailer", whole[:trailer]
    yield "place_table_past_the_end", whole.replace(b"startxref\n%d" % table, b"startxref\n99999999")
    yield "place_table_below_zero", whole.replace(b"startxref\n%d" % table, b"startxref\n-%d" % table)
    yield "place_table_in_itself", whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % table)
    yield "place_table_vast", whole.replace(b"xref\n0 11\n", b"xref\n0 99999999\n")
    yield "place_size_vast", whole.replace(b"/Size 11", b"/Size 2147483647")
    yield "place_size_one", whole.replace(b"/Size 11", b"/Size 1")
    yield "place_one_object_for_all", whole.replace(rows, rows[:10] + b"0000000009 00000 n \n" * 10)
    yield "place_numbers_doubled", whole.replace(b"7 0 obj", b"5 0 obj")
    for number in (3, 5, 6):
        yield f"missing_object_{number}", book().replace(b"\n%d 0 obj" % number, b"\n%d 0 abc" % number)
    yield "missing_content", book(keys="")
    yield "missing_resources", book(resources="")
    yield "missing_box", book(box="")


# Locks


def locks() -> Made:
    yield "lock_password", pdf(said(), password="sesame")
    yield "lock_empty_password", pdf(said(), password="")
    locked = pdf(said(), password="sesame")
    yield "lock_unknown_filter", locked.replace(b"/Filter /Standard", b"/Filter /Sesame00")
    yield "lock_unknown_version", locked.replace(b"/V 1 /R 2", b"/V 9 /R 9")
    yield "lock_missing", three().replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 77 0 R")
    yield "lock_itself", three().replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 1 0 R")


# Bombs


def bombs() -> Made:
    yield "bomb_blanks", book(body=stream(zlib.compress(b" " * (200 * MEGABYTE), 1), "/Filter /FlateDecode"))
    twice = zlib.compress(zlib.compress(b"\n" * (100 * MEGABYTE), 1), 9)
    yield "bomb_in_a_bomb", book(body=stream(twice, "/Filter [/FlateDecode /FlateDecode]"))
    yield "bomb_cut", book(body=stream(zlib.compress(typed() + b" " * MEGABYTE)[:-30], "/Filter /FlateDecode"))
    yield "bomb_of_filters", book(body=stream(b"41>" * 100, f"/Filter [{'/ASCIIHexDecode ' * 500}]"))
    predictor = (
        "/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2000000000 /Colors 32 /BitsPerComponent 16 >>"
    )
    yield "bomb_predictor", book(body=stream(zlib.compress(typed()), predictor))
    picture = "/Type /XObject /Subtype /Image /Width 65000 /Height 65000 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
    shown = "/Font << /F1 3 0 R >> /XObject << /X 7 0 R >>"
    yield "bomb_picture", book(typed("/X Do"), resources=shown, more=(stream(b"x", picture),))
    form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> /XObject << /X {} 0 R >> >>"
    yield "bomb_form_in_itself", book(typed("/X Do"), resources=shown, more=(stream(b"/X Do", form.format(7)),))
    laughs = [stream(b"/X Do " * 4, form.format(at + 1)) for at in range(7, 15)]
    ha = stream(text("ha").encode(), form.format(99))
    yield "bomb_laughs", book(typed("/X Do"), resources=shown, more=(*laughs, ha))
    yield "bomb_content_10000_times", book(keys=f"/Contents [{'6 0 R ' * 10_000}]")


# Sizes, turns and places that no page has


def boxes() -> Made:
    for name, box in {
        "nothing": "[0 0 0 0]",
        "line": "[0 0 595 0]",
        "upside_down": "[595 842 0 0]",
        "below_zero": "[-9000 -9000 -8000 -8000]",
        "vast": "[0 0 1e9 1e9]",
        "digits": "[0 0 " + "9" * 60 + " 842]",
        "nan": "[0 0 NaN NaN]",
        "words": "[(a) (b) (c) (d)]",
        "three": "[0 0 595]",
        "tiny": "[0 0 0.001 0.001]",
        "itself": "5 0 R",
    }.items():
        yield f"box_{name}", book(box=f"/MediaBox {box}")
    yield "box_crop_elsewhere", book(box="/MediaBox [0 0 595 842] /CropBox [5000 5000 6000 6000]")
    yield "box_crop_nothing", book(box="/MediaBox [0 0 595 842] /CropBox [100 100 100 100]")
    for turn in ("45", "90000000000", "-90", "(right)", "1e9", "0.5"):
        yield f"turn_{turn.strip('()')}", book(box=f"/MediaBox [0 0 595 842] /Rotate {turn}")
    yield "box_user_unit", book(box="/MediaBox [0 0 595 842] /UserUnit 1e9")


def letters() -> Made:
    for size in ("0", "1000000000", "-12", "0.0000001", "NaN", "9" * 50, "1e38"):
        yield f"size_{size[:12]}", book(typed(text("Odd size", size=size), text("Then on")))
    for name, place in {
        "nan": "NaN NaN NaN NaN NaN NaN",
        "zero": "0 0 0 0 0 0",
        "far": "1 0 0 1 99999999 -99999999",
        "very_far": "1 0 0 1 " + "9" * 40 + " -" + "9" * 40,
        "vast": "999999 0 0 999999 0 0",
        "sheared": "1 500 -500 1 72 500",
        "mirrored": "-1 0 0 1 300 300",
        "too_few": "1 0",
    }.items():
        yield f"letters_{name}", book(typed(text("Odd place", place), text("Then on")))
    yield "letters_squeezed", book(typed("0 Tz", text("squeezed to nothing"), "-100 Tz", text("and beyond")))
    yield "letters_invisible", book(typed("3 Tr", text("unseen")))
    spaced = text("wide").replace("BT", "BT 99999999 Tc 99999999 Tw -99999999 TL")
    yield "letters_spaced", book(typed(spaced, "T*"))
    turned = (
        f"{(at % 7) - 3} {(at % 5) - 2} {(at % 3) - 1} {(at % 11) - 5} {at % 600} {at % 800}" for at in range(3000)
    )
    yield "letters_each_another_way", book(typed(*(text("abc", place) for place in turned)))
    yield "letters_all_in_one_place", book(typed(*[text("same", "1 0 0 1 72 500")] * 20_000))
    tiny = (text("x", f"1 0 0 1 {at % 317 * 1.7:.1f} {at // 317 * 2.5:.1f}", "1") for at in range(100_000))
    yield "letters_100000_tiny", book(typed(*tiny))
    yield "letters_one_long_string", book(typed(text("word " * 100_000, size="1")))
    yield "letters_without_a_blank", book(typed(text("w" * 300_000, size="1")))


# Depth


def depths() -> Made:
    deep = 20_000
    yield "deep_arrays", book(keys=f"/Contents 6 0 R /Odd {'[' * deep}{']' * deep}")
    yield "deep_arrays_open", book(keys=f"/Contents 6 0 R /Odd {'[' * deep}")
    yield "deep_dictionaries", book(keys=f"/Contents 6 0 R /Odd {'<< /A ' * deep}1{' >>' * deep}")
    yield "deep_states", book(typed("q " * deep, text("deep down")))
    yield "deep_states_closed", book(typed("Q " * deep, text("deep down")))
    yield "deep_strings", book(typed(f"BT /F1 9 Tf {'(' * deep}{')' * deep} Tj ET"))
    yield "deep_strings_open", book(typed("BT /F1 9 Tf " + "(" * deep))
    yield "deep_operands", book(typed("1 " * deep + "Tj", text("still here")))
    yield "deep_shifts", book(typed(f"BT /F1 9 Tf {'[' * deep}(a){']' * deep} TJ ET"))
    yield "deep_marks", book(typed("/Span BMC " * 2_000, text("marked")))
    yield "deep_references", book(more=tuple(b"%d 0 R" % (at + 1) for at in range(8, 3000)), keys="/Contents 7 0 R")


# Fonts


def fonts() -> Made:
    wide = "<< /Type /Font /Subtype /Type0 /BaseFont /Odd /Encoding /Identity-H /DescendantFonts [7 0 R] {} >>"
    below = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Odd /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 600 >>"
    )
    content = b"BT /F1 12 Tf 72 700 Td <00010002000300040005> Tj ET"
    yield "font_no_meaning", book(content, font=wide.format("").encode(), more=(below,))
    head = "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    for name, table in {
        "zeros": "1 beginbfrange <0000> <FFFF> <0000> endbfrange",
        "halves": "1 beginbfrange <0000> <00FF> <D800> endbfrange",
        "controls": "1 beginbfrange <0001> <0009> <000A> endbfrange",
        "breaks": "1 beginbfrange <0001> <0009> <2028> endbfrange",
        "nothing_seen": "1 beginbfrange <0001> <0009> <200B> endbfrange",
        "soft_hyphens": "5 beginbfchar <0001> <00AD> <0002> <00AD> <0003> <00AD> <0004> <00AD> <0005> <00AD> endbfchar",
        "backwards": "1 beginbfrange <FFFF> <0000> <0041> endbfrange",
        "long": f"1 beginbfchar <0001> <{'0041' * 5000}> endbfchar",
        "many": "1 beginbfrange <0000> <FFFF> <0041> endbfrange\n" * 100,
        "cut": "1 beginbfrange <0000> <FF",
        "right_to_left": "1 beginbfrange <0001> <0009> <05D0> endbfrange",
        "private": "1 beginbfrange <0001> <0009> <E000> endbfrange",
    }.items():
        meaning = stream((head + table).encode())
        yield f"font_to_{name}", book(content, font=wide.format("/ToUnicode 8 0 R").encode(), more=(below, meaning))
    yield "font_in_itself", book(font=wide.format("/ToUnicode 3 0 R").replace("7 0 R", "3 0 R").encode())
    yield "font_of_no_kind", book(font=b"<< /Type /Font /Subtype /Odd >>")
    yield "font_is_a_number", book(font=b"42")
    names = " ".join(f"/g{at}" for at in range(256))
    odd = f"<< /Type /Font /Subtype /Type1 /BaseFont /Odd /Encoding << /Differences [0 {names}] >> >>"
    yield "font_names_of_no_sense", book(font=odd.encode())
    broken = (
        "/Type /Font /Subtype /TrueType /BaseFont /Odd /FontDescriptor << /Flags 4 /FontFile2 7 0 R /FontName /Odd >>"
    )
    yield "font_file_noise", book(font=f"<< {broken} >>".encode(), more=(stream(random.Random(2).randbytes(5000)),))
    drawn = b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 0 /LastChar 255 "
    drawn += b"/CharProcs << /a 6 0 R >> /Encoding << /Differences [65 /a /a /a] >> /Resources << /Font << /F1 3 0 R >> >> >>"
    yield "font_that_writes_itself", book(b"BT /F1 9 Tf 72 700 Td (ABC) Tj ET", font=drawn)
    matrix = drawn.replace(b"[1 0 0 1 0 0]", b"[0 0 0 0 0 0]")
    yield "font_without_size", book(b"BT /F1 9 Tf 72 700 Td (ABC) Tj ET", font=matrix)
    widths = b"<< /Type /Font /Subtype /Type1 /BaseFont /Odd /FirstChar 0 /LastChar 255 /Widths [%s] >>"
    yield "font_wide", book(font=widths % (b"99999999 " * 256))
    yield "font_wide_below_zero", book(font=widths % (b"-900 " * 256))
    yield "font_many", book(resources=f"/Font << {' '.join(f'/F{at} 3 0 R' for at in range(50_000))} >>")


# Chance


def flips() -> Made:
    whole = bytes(three())
    for seed, share in enumerate((1, 1, 2, 2, 5, 5, 10, 10, 25, 25, 60, 60, 150, 400)):
        chance, data = random.Random(seed), bytearray(whole)
        for _ in range(max(1, len(data) * share // 1000)):
            data[chance.randrange(9, len(data))] ^= 1 << chance.randrange(8)
        yield f"flip_{seed:02}", bytes(data)
    for seed in range(6):
        chance = random.Random(100 + seed)
        pieces = [whole[at : at + 64] for at in range(9, len(whole), 64)]
        chance.shuffle(pieces)
        yield f"flip_shuffled_{seed}", whole[:9] + b"".join(pieces)


FAMILIES: tuple[Callable[[], Made], ...] = (
    *(cut, begun, trees, lengths, places, locks, bombs, boxes, letters, depths, fonts, flips),
)

if __name__ == "__main__":
    for written in folder(Path(sys.argv[1])):
        sys.stdout.write(written + "\n")
