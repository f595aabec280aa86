"""A small writer of PDFs for tests: pages of text in the base fonts and drawn lines, and ways to break them.

Places are given from the top left of the page, as the reader gives them back.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
ID = b"0123456789abcdef"


@dataclass
class Page:
    """`Page().text(72, 100, "words").rule(72, 700, 60)`; 595 by 842 points."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    operators: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, size: float = 10, font: str = "F1", matrix: str = "1 0 0 1") -> Page:
        """`words` with their baseline `y` below the top."""
        escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.operators.append(f"BT /{font} {size} Tf {matrix} {x} {self.height - y} Tm ({escaped}) Tj ET")
        return self

    def lines(self, x: float, y: float, rows: list[str], size: float = 10, pitch: float = 1.2) -> Page:
        for row in rows:
            self.text(x, y, row, size)
            y += pitch * size
        return self

    def rule(self, x: float, y: float, width: float) -> Page:
        self.operators.append(f"0.5 w {x} {self.height - y} m {x + width} {self.height - y} l S")
        return self

    def content(self) -> bytes:
        return "\n".join(self.operators).encode("cp1252")


def pdf(*pages: Page, password: str | None = None, cyclic: bool = False, count: int | None = None) -> bytes:
    """The bytes of a PDF with `pages`; `password` encrypts it ("" opens without asking), `cyclic` ties a knot in its
    page tree, `count` lies about how many pages there are."""
    kids = " ".join(f"{5 + 2 * index} 0 R" for index in range(len(pages)))
    if cyclic:
        kids += " 2 0 R"
    total = len(pages) if count is None else count
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {total} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >>",
    ]
    key = _key(password) if password is not None else None
    for index, page in enumerate(pages):
        crop = f"/CropBox [{' '.join(map(str, page.crop))}]" if page.crop else ""
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] {crop} /Rotate {page.rotate} "
            f"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents {6 + 2 * index} 0 R >>".encode()
        )
        content = page.content()
        if key is not None:
            content = _rc4(hashlib.md5(key + (6 + 2 * index).to_bytes(3, "little") + b"\0\0").digest()[:10], content)
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _file(bodies, password)


def _file(bodies: list[bytes], password: str | None) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    encrypt = b"" if password is None else _encrypt(password)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, encrypt, table)
    return bytes(out)


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def _padded(password: str) -> bytes:
    return (password.encode() + PAD)[:32]


def _owner(password: str) -> bytes:
    return _rc4(hashlib.md5(_padded("owner")).digest()[:5], _padded(password))


def _key(password: str) -> bytes:
    return hashlib.md5(_padded(password) + _owner(password) + (-4).to_bytes(4, "little", signed=True) + ID).digest()[:5]


def _encrypt(password: str) -> bytes:
    user = _rc4(_key(password), PAD)
    return b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<%s> <%s>]" % (
        _owner(password).hex().encode(),
        user.hex().encode(),
        ID.hex().encode(),
        ID.hex().encode(),
    )
