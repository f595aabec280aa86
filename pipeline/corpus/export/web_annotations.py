"""W3C Web Annotations (https://www.w3.org/TR/annotation-model/): each passage that a value was read from, marked in its
document.

    pages/<source>.jsonld    an AnnotationPage a document
    collection.jsonld        the AnnotationCollection of all pages

A page can be loaded alone: tools for annotation open one document at a time. An annotation has one target, because
that is what they read. Where boxes are known, the target names the page of the PDF and the rectangle that holds them.
"""

from __future__ import annotations

import base64
import re
import uuid
from collections.abc import Iterator
from itertools import chain, pairwise
from math import ceil, floor
from pathlib import Path
from typing import Any

import msgspec

from pipeline.corpus.export.extracts import extracts
from pipeline.corpus.export.lines import Written
from pipeline.corpus.one import ENCODER
from pipeline.model.records import Document, Evidence, Extraction, Records

PAGES, COLLECTION = "pages", "collection.jsonld"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
PDF_FRAGMENT = "http://tools.ietf.org/rfc/rfc3778"
MEDIA_FRAGMENT = "http://www.w3.org/TR/media-frags/"
LABEL = "Passages that upr read values from"
AROUND = 32
"""Characters before and after a passage that tell it from others; what Hypothesis takes."""
STEP = re.compile(r"\.?(?P<field>[^.\[\]]+)|\[(?P<item>\d+)\]")

Json = dict[str, Any]
"""JSON-LD: keys are the model's own."""


def write(output: Path, folder: Path) -> list[Written]:
    """Write the annotations of the run in `output` into `folder`."""
    total, first, last = 0, None, None
    for extract, following in pairwise(chain(extracts(output), [None])):
        assert extract is not None
        items = list(marked(extract))
        last = _page_id(extract.document)
        first = first or last
        page: Json = {
            "@context": CONTEXT,
            "id": last,
            "type": "AnnotationPage",
            "label": extract.document.source,
            "partOf": {"id": _id("collection"), "type": "AnnotationCollection", "label": LABEL},
            "startIndex": total,
            "items": items,
        }
        if following is not None:
            page["next"] = _page_id(following.document)
        _write(folder / PAGES / f"{extract.document.source}.jsonld", page)
        total += len(items)
    whole: Json = {
        "@context": CONTEXT,
        "id": _id("collection"),
        "type": "AnnotationCollection",
        "label": LABEL,
        "total": total,
    }
    if first and last:
        whole |= {"first": first, "last": last}
    _write(folder / COLLECTION, whole)
    return [Written("annotations", total, folder / COLLECTION)]


def marked(extract: Extraction) -> Iterator[Json]:
    """An annotation a passage, record by record."""
    source = _source(extract.document)
    for table in Records.__struct_fields__:
        for record in getattr(extract.records, table):
            plain = msgspec.to_builtins(record)
            for path, passages in sorted(record.evidence.items()):
                tag = ".".join([table, *(step["field"] for step in STEP.finditer(path) if step["field"])])
                value = _text(_at(plain, path))
                for position, passage in enumerate(passages):
                    yield {
                        "id": _id(extract.document.source, record.id, path, str(position)),
                        "type": "Annotation",
                        "motivation": ["tagging", "describing"],
                        "generator": {"type": "Software", "name": f"upr: {passage.rule}"},
                        "body": [
                            {"type": "TextualBody", "purpose": "tagging", "value": tag},
                            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": value},
                            {"type": "TextualBody", "purpose": "identifying", "value": record.id},
                        ],
                        "target": {"source": source, "selector": _selectors(passage, extract)},
                    }


def _selectors(passage: Evidence, extract: Extraction) -> list[Json]:
    """Ways to the passage, the surest first. Positions count code points in the document's text as loaded, the words
    are those of the mended text."""
    start, end = passage.span
    quote = {
        "type": "TextQuoteSelector",
        "exact": passage.raw,
        "prefix": extract.text[max(0, start - AROUND) : start],
        "suffix": extract.text[end : end + AROUND],
    }
    position = {"type": "TextPositionSelector", "start": passage.source_span[0], "end": passage.source_span[1]}
    if extract.document.media_type != "application/pdf" or passage.page is None:
        return [position, quote]
    fragment: Json = {"type": "FragmentSelector", "conformsTo": PDF_FRAGMENT, "value": f"page={passage.page}"}
    if passage.boxes:
        left, top = (floor(min(box[side] for box in passage.boxes)) for side in (0, 1))
        right, bottom = (ceil(max(box[side] for box in passage.boxes)) for side in (2, 3))
        xywh = f"xywh={left},{top},{right - left},{bottom - top}"
        fragment["refinedBy"] = {"type": "FragmentSelector", "conformsTo": MEDIA_FRAGMENT, "value": xywh}
    return [fragment, quote, position]


def _at(plain: Any, path: str) -> Any:
    """The value at a path of evidence: `numbers[0].value`."""
    for step in STEP.finditer(path):
        plain = plain[step["field"]] if step["field"] else plain[int(step["item"])]
    return plain


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ENCODER.encode(value).decode()


def _source(document: Document) -> str:
    """The document by its bytes, wherever they lie (RFC 6920)."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(document.id)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}?ct={document.media_type}"


def _page_id(document: Document) -> str:
    return _id("page", document.source)


def _id(*names: str) -> str:
    """An identifier that is the same at each export."""
    return uuid.uuid5(uuid.NAMESPACE_OID, "\0".join(("upr", *names))).urn


def _write(path: Path, page: Json) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(ENCODER.encode(page), indent=1) + b"\n")
