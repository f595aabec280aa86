"""The figures of decisions.md, measured in one run: `UPR_CORPUS=... .venv/bin/python docs/measure.py`.

UPR_CORPUS names a folder of real reports with `working_group_reports/pdf/` and `working_group_reports/paragraphs/`, which
are not in the repository. Without it the figures that need none are printed. Times are processor time of one core, the
best of several rounds; what counts are the ratios.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import charset_normalizer
import dateparser
import dateparser.search
import msgspec
import pdfplumber
import pycountry
import pydantic
import pypdfium2
import regex

from pipeline.corpus.one import encode
from pipeline.extract import dates, with_names
from pipeline.extract.names import DEFAULT_MODEL, load_model
from pipeline.flow import Pipeline
from pipeline.load import text as text_reader
from pipeline.model.document import Source
from pipeline.model.findings import Findings
from pipeline.model.records import Extraction
from pipeline.vocabulary.patterns import any_of

DOCUMENTS = Path(__file__).parent.parent / "fixtures" / "documents"
CORPUS = os.environ.get("UPR_CORPUS")
REPORTS = 8
"""Every eighth of the 66 reports."""
ROUNDS = 3


def main() -> None:
    sources = [Source(path.name, path.read_bytes()) for path in sorted(DOCUMENTS.glob("*.txt"))]
    texts = [Pipeline().repaired(source).text for source in sources]
    real = [path.read_text("utf-8") for path in _reports("paragraphs", "*.txt")]
    pdf_readers()
    model_or_rules(sources)
    date_readers(sources)
    word_lists([*texts, *real])
    json_libraries(sources)
    encodings([*texts, *real])


def pdf_readers() -> None:
    """Pages a second of each way to read the same reports."""
    data = [path.read_bytes() for path in _reports("pdf", "*.pdf")]
    if not data:
        return
    pages = sum(len(pypdfium2.PdfDocument(each)) for each in data)
    _head(f"PDF: {len(data)} reports, {pages} pages, pages a second")
    pipeline = Pipeline()
    for name, read in (
        ("pdfium, bare text", _pdfium_text),
        ("pdfium, each character's box", _pdfium_boxes),
        ("our load (text, boxes, sizes, order, notes)", lambda each: pipeline.loaded(Source("a.pdf", each))),
        ("our load and repair", lambda each: pipeline.repaired(Source("a.pdf", each))),
        ("pdfplumber, extract_text", _plumber_text),
    ):
        seconds = best(lambda read=read: [read(each) for each in data], 1 if "plumber" in name else ROUNDS)
        _say(f"{name:44} {pages / seconds:8.1f}")


def model_or_rules(sources: list[Source]) -> None:
    """The whole pipeline with and without the model, and the model over everything."""
    import spacy

    recognise = load_model()
    everything = spacy.load(DEFAULT_MODEL, exclude=["tagger", "parser", "lemmatizer", "attribute_ruler", "senter"])
    with_model, without = Pipeline(extractors=with_names(recognise)), Pipeline()
    texts = [without.repaired(source).text for source in sources]
    _head(f"model: {len(sources)} fixture documents, {sum(map(len, texts)) / 1000:.0f} KB of text, ms")
    _say(f"{'pipeline without the model':44} {1e3 * best(lambda: [without(source) for source in sources]):8.1f}")
    _say(
        f"{'pipeline with the model where rules point':44} {1e3 * best(lambda: [with_model(source) for source in sources]):8.1f}"
    )
    _say(f"{'the model alone over the whole text':44} {1e3 * best(lambda: [everything(text) for text in texts]):8.1f}")
    ours = [{person.name for person in with_model(source).extraction.records.people} for source in sources]
    theirs = [{entity.text for entity in everything(text).ents if entity.label_ == "PERSON"} for text in texts]
    named = sum(len(mine) for mine in ours)
    found = sum(
        any(name in other or other in name for other in model)
        for mine, model in zip(ours, theirs, strict=True)
        for name in mine
    )
    extra = sum(
        not any(name in other or other in name for name in mine)
        for mine, model in zip(ours, theirs, strict=True)
        for other in model
    )
    _say(
        f"persons in records: {named}; the model alone finds {found} of them, and {extra} names that are in no record:"
    )
    wrong = sorted(
        {
            other
            for mine, model in zip(ours, theirs, strict=True)
            for other in model
            if not any(n in other or other in n for n in mine)
        }
    )
    _say("  " + "; ".join(" ".join(name.split()) for name in wrong[:14]))


def date_readers(sources: list[Source]) -> None:
    """English dates by the pattern's groups, by dateparser one by one, and by its search."""
    pipeline = Pipeline()
    documents = [pipeline.sectioned(source) for source in sources]
    raws = [mention.date.value.raw for document in documents for mention in dates.find(document, Findings())]
    _head(f"dates: {len(raws)} in {len(documents)} fixture documents, ms")
    _say(
        f"{'our extractor over the whole documents':44} {1e3 * best(lambda: [list(dates.find(each, Findings())) for each in documents]):8.1f}"
    )
    settings: Any = {"STRICT_PARSING": True}
    seconds = best(lambda: [dateparser.parse(raw, languages=["en"], settings=settings) for raw in raws], 1)
    _say(f"{'dateparser.parse on what we found':44} {1e3 * seconds:8.1f}   {1e3 * seconds / len(raws):.2f} a date")
    few = [document.text for document in documents]
    seconds = best(lambda: [dateparser.search.search_dates(text, languages=["en"]) for text in few], 1)
    _say(f"{'dateparser.search_dates over the documents':44} {1e3 * seconds:8.1f}")
    spans = set(raws)
    found = [raw for text in few for raw, _ in dateparser.search.search_dates(text, languages=["en"]) or ()]
    _say(
        f"search_dates reports {len(found)}, of which {sum(raw in spans for raw in found)} are a date that we read, exactly; others: "
        + "; ".join(sorted({raw for raw in found if raw not in spans})[:12])
    )
    invented = dateparser.search.search_dates("In 2012, 58 hate crimes were recorded.", languages=["en"])
    _say(
        f"search_dates on 'In 2012, 58 hate crimes were recorded.': {[(raw, str(date)[:10]) for raw, date in invented or ()]}"
    )


def word_lists(texts: list[str]) -> None:
    """A list of names as a tree that shares beginnings, and as a plain alternation."""
    names = sorted(_names(), key=len, reverse=True)
    alternation = "|".join(re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]") for name in names)
    plain, standard = regex.compile(rf"\b(?:{alternation})\b"), re.compile(rf"\b(?:{alternation})\b")
    tree = regex.compile(rf"\b{any_of(names)}\b")
    size = sum(map(len, texts))
    _head(f"word lists: {len(names)} names over {size / 1e6:.1f} MB, ms")
    for label, pattern in (("plain alternation", plain), ("plain alternation, re of Python", standard), ("tree", tree)):
        _say(
            f"{label:44} {1e3 * best(lambda pattern=pattern: [sum(1 for _ in pattern.finditer(text)) for text in texts]):8.1f}"
        )
    for text in texts:
        assert [match.span() for match in plain.finditer(text)] == [match.span() for match in tree.finditer(text)]


def json_libraries(sources: list[Source]) -> None:
    """Extracts from JSON with every field checked, and to JSON."""
    pipeline = Pipeline()
    extracts = [pipeline(source).extraction for source in sources]
    data = [encode(extract) for extract in extracts]
    records = sum(
        len(getattr(extract.records, table)) for extract in extracts for table in extract.records.__struct_fields__
    )
    _head(f"JSON: {len(data)} extracts, {records} records, {sum(map(len, data)) / 1e6:.1f} MB, records a second")
    decoder, twin = msgspec.json.Decoder(Extraction), _pydantic(Extraction)
    for name, work in (
        ("msgspec, decode with every field checked", lambda: [decoder.decode(each) for each in data]),
        ("pydantic, the same", lambda: [twin.validate_json(each) for each in data]),
        ("json of Python, decode without checks", lambda: [json.loads(each) for each in data]),
        ("msgspec, encode", lambda: [msgspec.json.encode(each) for each in extracts]),
    ):
        _say(f"{name:44} {records / best(work):8.0f}")


def encodings(texts: list[str]) -> None:
    """Pieces of real text put into old encodings: how many come back as they were."""
    pieces = list(islice(_pieces(texts), 400))
    _head(f"encodings: {len(pieces)} pieces of 300 to 3,000 characters with at least one beyond ASCII, come back whole")
    for name in ("cp1252", "mac_roman", "utf_16", "utf_8"):
        coded = [(piece, data) for piece in pieces if (data := _coded(piece, name)) is not None]
        ours = sum(_decoded(data) == piece for piece, data in coded)
        theirs = sum(str(charset_normalizer.from_bytes(data).best()).lstrip("\ufeff") == piece for piece, data in coded)
        _say(f"{name:12} ours {ours:4} of {len(coded)}, charset-normalizer alone {theirs:4}")


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Processor seconds of the quickest round."""
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def _reports(folder: str, pattern: str) -> list[Path]:
    return sorted((Path(CORPUS) / "working_group_reports" / folder).glob(pattern))[::REPORTS] if CORPUS else []


def _pdfium_text(data: bytes) -> int:
    return sum(len(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(data))


def _pdfium_boxes(data: bytes) -> int:
    boxes = 0
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        for at in range(text.count_chars()):
            text.get_charbox(at)
            boxes += 1
    return boxes


def _plumber_text(data: bytes) -> int:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return sum(len(page.extract_text()) for page in document.pages)


def _names() -> set[str]:
    """Names of countries, short and official."""
    return {name for row in pycountry.countries for name in (row.name, getattr(row, "official_name", row.name))}


def _pydantic(struct: type[Any]) -> pydantic.TypeAdapter[Any]:
    """The same models in pydantic, strict and frozen as ours are."""
    made: dict[type[Any], type[Any]] = {}

    def swap(kind: Any) -> Any:
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            if kind not in made:
                hints = _hints(kind)
                own = {
                    field.name: (swap(hints[field.name]), pydantic.Field(alias=field.encode_name))
                    for field in msgspec.structs.fields(kind)
                }
                config = pydantic.ConfigDict(frozen=True, extra="forbid")
                made[kind] = pydantic.create_model(kind.__name__, __config__=config, **own)  # type: ignore[call-overload]
            return made[kind]
        arguments = getattr(kind, "__args__", None)
        if not arguments or "Literal" in str(getattr(kind, "__origin__", "")):
            return kind
        swapped = tuple(map(swap, arguments))
        if getattr(kind, "__origin__", None) is None:
            union = swapped[0]
            for other in swapped[1:]:
                union = union | other
            return union
        return kind.__origin__[swapped]

    return pydantic.TypeAdapter(swap(struct))


def _hints(kind: type[Any]) -> dict[str, Any]:
    from typing import get_type_hints

    return get_type_hints(kind)


def _pieces(texts: list[str]) -> Iterator[str]:
    """Stretches of the texts, of different lengths, that hold something beyond ASCII."""
    for text in texts:
        at = 0
        for length in (300, 700, 1500, 3000) * 40:
            piece = text[at : at + length]
            at += length
            if len(piece) == length and not piece.isascii():
                yield piece


def _coded(piece: str, encoding: str) -> bytes | None:
    try:
        return piece.encode(encoding)
    except UnicodeEncodeError:
        return None


def _decoded(data: bytes) -> str | None:
    try:
        return text_reader.decode(data)[0]
    except Exception:  # noqa: BLE001 - any refusal counts as a miss
        return None


def _head(words: str) -> None:
    sys.stdout.write(f"\n{words}\n")


def _say(words: str) -> None:
    sys.stdout.write(f"  {words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
