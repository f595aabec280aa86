"""Word's XML as mammoth understands it: what it would drop without a word is rewritten as something that it keeps.

Simple fields (a date, a cross-reference), text that is set in another direction, text boxes that have no twin for old
readers, formulas, the rarer line ends and tabs, and the empty cells below a merged one, which keep columns in place. In
goes the tree of a part; it is changed in place.
"""

from __future__ import annotations

from xml.etree import ElementTree

Element = ElementTree.Element
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
READ_AS = {"fldSimple": "smartTag", "bdo": "smartTag", "dir": "smartTag", "cr": "br", "ptab": "tab"}
"""Elements that mammoth skips with all that they hold, and their like that it reads."""


def mend(part: Element) -> None:
    """Rewrite what mammoth would drop in `part`."""
    name = part.tag.partition("}")[0] + "}"
    renamed = {name + old: name + new for old, new in READ_AS.items()}
    for element in list(part.iter()):
        if element.tag in renamed:
            element.tag = renamed[element.tag]
        elif element.tag == f"{COMPATIBILITY}AlternateContent":
            _give_fallback(element)
        elif element.tag == f"{name}tcPr":
            for merged in element.findall(f"{name}vMerge"):
                element.remove(merged)
        elif element.tag == f"{name}drawing":
            _keep_text_boxes(element, name)
        elif element.tag.startswith(MATHS) and element.tag.endswith("}oMath"):
            _spell_out(element, name)
        elif element.tag.startswith(MATHS) and element.tag.endswith("}oMathPara"):
            element.tag = f"{name}smartTag"


def _give_fallback(element: Element) -> None:
    if element.find(f"{COMPATIBILITY}Fallback") is None:
        for choice in element.findall(f"{COMPATIBILITY}Choice")[:1]:
            choice.tag = f"{COMPATIBILITY}Fallback"


def _keep_text_boxes(drawing: Element, name: str) -> None:
    boxes = list(drawing.iter(f"{name}txbxContent"))
    if boxes:
        drawing.tag = f"{name}pict"
        drawing[:] = boxes


def _spell_out(formula: Element, name: str) -> None:
    said = "".join(element.text or "" for element in formula.iter() if element.tag.endswith("}t"))
    formula.clear()
    formula.tag = f"{name}r"
    text = ElementTree.SubElement(formula, f"{name}t")
    text.text = said
