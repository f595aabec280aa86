"""HTML to the text that a reader sees, a block after a block: what the readers of HTML, XML and Word share.

Blocks (paragraphs, headings, list items, captions) are parted by an empty line, `<br>` is a line end, white space is
collapsed except in `<pre>`. List items open with "• " or with the number that a browser shows. A table row is one
line, its cells parted by tabs, where each cell holds one line at most; where a cell holds more, each paragraph of each
cell is a block of its own, in order.

Footnote marks: a digit that links to a place in the page reads `[4]`, unless the page writes numbers in square brackets
for another reason too: then these marks are superscript digits (`⁴`), as are digits that are only raised (`m²`). The
list item or paragraph that a mark links to opens with the same mark.

Left out are scripts, styles, navigation, the controls of forms and what is hidden; and what stands outside the one
`<main>` or `<article>` of a page, where that holds most of the text and no footnote or main heading stands outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import regex
from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.errors import TooDeep
from pipeline.vocabulary.patterns import late


def _names(written: str) -> frozenset[str]:
    return frozenset(written.split())


BLOCKS = _names("""
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu ol p pre section summary table tbody td tfoot th
    thead tr ul
""")
DROPPED = _names("""
    button datalist embed head iframe input map meter nav noscript object progress script select style svg template
    textarea title
""")
SILENT = _names("script style head title noscript svg template")
"""What is dropped without being counted: no reader ever saw it."""
MOST = 0.5
"""The share of a page's text that `<main>` or the one `<article>` must hold before the rest is left out."""

MAX_DEPTH = 4_096
"""Deeper nesting is refused: lexbor's time grows with its square (0.4 s at 20,000 divs, 72 s at 100,000 lists)."""
NAMED_TAG = late(r"<(?P<close>/?)(?P<name>[a-z][a-z0-9:_-]*+)", regex.IGNORECASE)
NOT_NESTING = _names("""
    a area base body br col colgroup dd dt embed head hr html img input li link meta optgroup option p param rp rt
    source tbody td tfoot th thead tr track wbr
""")
"""Void elements, those whose end tag may be left out, and links, which cannot stand one in another."""

CDATA = late(r"<!\[CDATA\[|\]\]>", regex.IGNORECASE)
HIDING = late(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.IGNORECASE)
MAYBE_HIDDEN = '[hidden],[style*="none" i],[style*="hidden" i]'
SPACE = late(r"[ \t\n\r\f]+")
BRACKETED = late(r"[^>\s]\s*+\[\d{1,3}\]|\[\d{1,3}\](?!\s*<)")
"""A number in square brackets that is not all that an element says: an author's own, no footnote mark."""
MARK = late(r"(?P<open>\[)?(?P<number>\d{1,3})(?(open)\])")
RAISED_DIGITS = late(r"[\d\s,;–-]*\d[\d\s,;–-]*")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
BACK_LINKS = frozenset(("↑", "↩", "↩\ufe0e", "⏎", "↵", "^"))
ROMAN: tuple[tuple[int, str], ...] = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True, slots=True)
class Page:
    """The text that a page shows, and how many characters of it were left out."""

    text: str
    left_out: int


def render(markup: str) -> Page:
    """What `markup` shows.

    >>> render("<h1>Law</h1><p>As amended<sup><a href='#n1'>1</a></sup>.<ul><li>one").text
    'Law\\n\\nAs amended[1].\\n\\n• one'

    Raises:
        TooDeep: elements nest deeper than any author's do.
    """
    markup = CDATA.sub("", markup).replace("\x00", "")
    refuse_deep(markup)
    tree = LexborHTMLParser(markup)
    if tree.root is None:
        return Page("", 0)
    hidden = {
        node.mem_id
        for node in tree.css(MAYBE_HIDDEN)
        if "hidden" in node.attributes or HIDING.search(node.attributes.get("style") or "")
    }
    writer = _Writer(in_brackets=BRACKETED.search(markup) is None, main=_main(tree))
    for node, entering in walk(tree.root):
        if node.is_text_node:
            if entering:
                writer.write(node.text_content or "")
        elif node.is_element_node:
            if entering:
                writer.enter(node, dropped=node.tag in DROPPED or node.mem_id in hidden)
            else:
                writer.leave(node)
    title = tree.css_first("head > title")
    return writer.close(SPACE.sub(" ", title.text() if title else "").strip())


def refuse_deep(markup: str) -> None:
    """Raise `TooDeep` where more elements stand open at once than the parser can take in good time."""
    depth = 0
    standing: dict[str, int] = {}
    for match in NAMED_TAG.finditer(markup):
        name = match["name"].lower()
        if name in NOT_NESTING:
            continue
        count = standing.get(name, 0)
        if not match["close"]:
            standing[name] = count + 1
            depth += 1
            if depth > MAX_DEPTH:
                raise TooDeep(f"more than {MAX_DEPTH} elements stand one inside the other")
        elif count:
            standing[name] = count - 1
            depth -= 1


def walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Every node from `root` down in order, with True when it opens and False when it closes; never recursing."""
    stack = [root]
    yield root, True
    node = root.first_child
    while stack:
        if node is None:
            closed = stack.pop()
            yield closed, False
            node = closed.next if stack else None
        else:
            yield node, True
            stack.append(node)
            node = node.first_child


def _main(tree: LexborHTMLParser) -> int | None:
    for selector in ("main,[role=main]", "article"):
        found = tree.css(selector)
        if found:
            return found[0].mem_id if len(found) == 1 else None
    return None


@dataclass(slots=True)
class _Frame:
    """An open element: where its text began, and what its closing needs."""

    tag: str
    id: int
    piece: int
    block: int
    flushes: int
    target: str | None = None
    cells: list[int] = field(default_factory=list)
    number: int = 1
    style: str = ""


class _Writer:
    """Blocks of text as the walk goes: for one page, then thrown away."""

    def __init__(self, *, in_brackets: bool, main: int | None) -> None:
        self.in_brackets = in_brackets
        self.main = main
        self.main_blocks: tuple[int, int] | None = None
        self.blocks: list[str] = []
        self.pieces: list[str] = []
        self.frames: list[_Frame] = []
        self.flushes = 0
        self.prefix = ""
        self.note: str | None = None
        self.notes: dict[str, str] = {}
        self.kept: list[int] = []  # blocks that may not be left out: the main headings and the notes
        self.dropping: int | None = None
        self.counting = False
        self.left_out = 0

    def write(self, content: str) -> None:
        """Put text behind what the block holds; white space is one blank, and none at a line's start."""
        if self.dropping is not None:
            self.left_out += len("".join(content.split())) if self.counting else 0
            return
        if any(frame.tag == "pre" for frame in self.frames):
            self.pieces.append(content.replace("\r\n", "\n"))
            return
        content = SPACE.sub(" ", content)
        if content.startswith(" ") and (not self.pieces or self.pieces[-1].endswith((" ", "\n"))):
            content = content[1:]
        if content:
            self.pieces.append(content)

    def enter(self, node: LexborNode, *, dropped: bool) -> None:
        tag = node.tag or ""
        if self.dropping is not None:
            return
        if dropped:
            self.dropping, self.counting = node.mem_id, tag not in SILENT
            return
        if tag in BLOCKS:
            self.flush()
        elif tag == "br":
            self._end_line()
        elif tag == "q":
            self.pieces.append("“")
        frame = _Frame(tag, node.mem_id, len(self.pieces), len(self.blocks), self.flushes)
        if tag in ("td", "th"):
            self._open_cell()
        elif tag in ("a", "li", "p", "div", "ol"):
            self._open_marked(frame, node.attributes)
        self.frames.append(frame)

    def leave(self, node: LexborNode) -> None:
        if self.dropping is not None:
            if self.dropping == node.mem_id:
                self.dropping = None
            return
        frame = self.frames.pop()
        if frame.tag in ("a", "sup") and frame.flushes == self.flushes:
            self._close_raised(frame)
        elif frame.tag == "q":
            self.pieces.append("”")
        if frame.tag in BLOCKS:
            self.flush()
        if frame.tag == "li":
            self.prefix, self.note = "", None
        elif frame.tag == "tr":
            self._close_row(frame)
        elif frame.tag == "h1":
            self.kept += range(frame.block, len(self.blocks))
        if frame.id == self.main:
            self.main_blocks = (frame.block, len(self.blocks))

    def flush(self) -> None:
        """End the block: from here on text belongs to the next one."""
        self.flushes += 1
        block = "".join(self.pieces).strip(" \n\t")
        self.pieces.clear()
        if not block:
            return
        if self.note is not None:
            own = regex.match(rf"(?:\[{self.note}\]|{self.note}\b[.)]?|{self.note.translate(SUPERSCRIPT)})\s*", block)
            block = f"{self._mark(self.note)} {block[own.end() if own else 0 :]}".rstrip()
            self.kept.append(len(self.blocks))
        self.blocks.append(self.prefix + block)
        self.prefix, self.note = "", None

    def close(self, title: str) -> Page:
        """The text of the page; `title` opens it where no block says the same and no main heading is there."""
        self.flush()
        blocks = self.blocks
        if self.main_blocks is not None:
            start, end = self.main_blocks
            inside = sum(map(len, blocks[start:end]))
            outside = sum(map(len, blocks)) - inside
            if outside and inside >= MOST * (inside + outside) and all(start <= place < end for place in self.kept):
                blocks = blocks[start:end]
                self.left_out += outside
        if title and not self.kept and not any(title in block for block in blocks):
            blocks = [title, *blocks]
        return Page("\n\n".join(blocks), self.left_out)

    def _end_line(self) -> None:
        if self.pieces:
            self.pieces[-1] = self.pieces[-1].rstrip(" ")
        self.pieces.append("\n")

    def _mark(self, number: str) -> str:
        return f"[{number}]" if self.in_brackets else number.translate(SUPERSCRIPT)

    def _open_cell(self) -> None:
        row = next((frame for frame in reversed(self.frames) if frame.tag in ("tr", "table")), None)
        if row is not None:
            row.cells.append(len(self.blocks))

    def _open_marked(self, frame: _Frame, attributes: dict[str, str | None]) -> None:
        if frame.tag == "a":
            _, hash_sign, place = (attributes.get("href") or "").partition("#")
            frame.target = place if hash_sign else None
            return
        if frame.tag == "ol":
            frame.number = _integer(attributes.get("start"), 1)
            frame.style = attributes.get("type") or "1"
            return
        if frame.tag == "li":
            around = next((outer for outer in reversed(self.frames) if outer.tag in ("ol", "ul", "menu", "dir")), None)
            self.prefix += _item_mark(around, attributes.get("value"))
        note = self.notes.get(attributes.get("id") or "")
        if note is not None:
            self.prefix, self.note = "", note

    def _close_raised(self, frame: _Frame) -> None:
        """What a link or a raised text that has just closed becomes, where it is a footnote's mark or back link."""
        content = "".join(self.pieces[frame.piece :])
        target = frame.target or next((outer.target for outer in reversed(self.frames) if outer.tag == "a"), None)
        raised = frame.tag == "sup" or any(outer.tag == "sup" for outer in self.frames)
        bare = content.strip()
        mark = MARK.fullmatch(bare)
        if target is not None and bare in BACK_LINKS:
            new = ""
        elif mark and target is not None and (raised or mark["open"]):
            new = content.replace(bare, self._mark(mark["number"]))
            self.notes.setdefault(target, mark["number"])
        elif raised and frame.tag == "sup" and RAISED_DIGITS.fullmatch(bare):
            new = content.translate(SUPERSCRIPT)
        else:
            return
        self.pieces[frame.piece :] = [new] if new else []

    def _close_row(self, frame: _Frame) -> None:
        edges = [*frame.cells, len(self.blocks)]
        cells = [self.blocks[start:end] for start, end in pairwise(edges)]
        if len(cells) < 2 or any(len(cell) > 1 or (cell and "\n" in cell[0]) for cell in cells):
            return
        line = "\t".join(cell[0] if cell else "" for cell in cells).rstrip("\t")
        if line:
            self.blocks[frame.cells[0] :] = [line]


def _item_mark(around: _Frame | None, value: str | None) -> str:
    """What a browser puts before a list item: "• ", "4. ", "b. ", "iii. "."""
    if around is None or around.tag != "ol":
        return "• "
    number = _integer(value, around.number)
    around.number = number + 1
    if around.style in ("a", "A") and 0 < number <= 26:
        mark = chr(ord("a") + number - 1)
    elif around.style in ("i", "I") and 0 < number < 4_000:
        mark = roman(number)
    else:
        return f"{number}. "
    return f"{mark if around.style.islower() else mark.upper()}. "


def roman(number: int) -> str:
    """`number` in small Roman numerals: 14 is xiv."""
    letters = []
    for value, letter in ROMAN:
        count, number = divmod(number, value)
        letters.append(letter * count)
    return "".join(letters)


def _integer(written: str | None, default: int) -> int:
    match = regex.fullmatch(r"\s*([+-]?\d{1,9})\s*", written or "")
    return int(match[1]) if match else default
