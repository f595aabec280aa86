"""Where the gold's quotes stand in a document's repaired text."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.evaluate.alike import ONE_FORM
from pipeline.evaluate.compare import Path
from pipeline.evaluate.gold import WORDS_OF_ITS_OWN, BadGold, GoldRecord, steps
from pipeline.model.records import Extraction, Pair


def places_of(
    table: str, record: GoldRecord, extraction: Extraction, loaded: Callable[[], str]
) -> dict[Path, list[Pair]]:
    """All places of a record's quotes and spans, by path. A quote that repair has lost has no place: nothing is there.

    Raises:
        BadGold: the words of a quote stand neither in the repaired text nor in the `loaded` one; a span leaves the text.
    """
    places: dict[Path, list[Pair]] = {}
    for path, quotes in record.quotes.items():
        for quote in quotes:
            found = _find(quote, extraction.text)
            if not found and _bare(quote) not in _bare(loaded()):
                raise BadGold(f"{record.at}.quotes[{path!r}]: {quote!r} is not in the document")
            places.setdefault(steps(path), []).extend(found)
    for path, spans in record.spans.items():
        for start, end in spans:
            if end > len(extraction.text):
                raise BadGold(
                    f"{record.at}.spans[{path!r}]: [{start}, {end}] leaves the text of {len(extraction.text)}"
                )
            places.setdefault(steps(path), []).append((start, end))
    if () in places and table not in WORDS_OF_ITS_OWN:
        places[()] = [_paragraph(place, extraction) for place in places[()]]
    return places


def _find(quote: str, text: str) -> list[Pair]:
    """Each place of a quote as whole words; blanks and line ends are one, and so are marks of any form."""
    words = r"\s+".join(map(re.escape, quote.translate(ONE_FORM).split()))
    first, last = quote.strip()[0], quote.strip()[-1]
    pattern = (r"(?<!\w)" if first.isalnum() else "") + words + (r"(?!\w)" if last.isalnum() else "")
    return [match.span() for match in re.finditer(pattern, text.translate(ONE_FORM))]


def _bare(text: str) -> str:
    """Words without what repair may take out or put in between them."""
    return re.sub(r"[\s\u00ad-]+", "", text.translate(ONE_FORM))


def _paragraph(place: Pair, extraction: Extraction) -> Pair:
    return next((row.span for row in extraction.paragraphs if row.span[0] <= place[0] < row.span[1]), place)
