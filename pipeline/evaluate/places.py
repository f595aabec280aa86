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
            found = _words(quote, extraction.text) or _letters(quote, extraction.text)
            if not found and not _letters(quote, loaded()):
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


def _words(quote: str, text: str) -> list[Pair]:
    """Each place of a quote as whole words; blanks and line ends are one, and so are marks of any form."""
    words = r"\s+".join(map(re.escape, quote.translate(ONE_FORM).split()))
    places = [match.span() for match in re.finditer(words, text.translate(ONE_FORM))]
    return [place for place in places if _is_whole(place, text)]


def _letters(quote: str, text: str) -> list[Pair]:
    """Each place of a quote without regard to blanks and hyphens: `JUD - MNE/187` as repair mends it, or before it did."""
    kept = [at for at, char in enumerate(text.translate(ONE_FORM)) if not _is_break(char)]
    bare = "".join(text[at] for at in kept).translate(ONE_FORM)
    wanted = "".join(char for char in quote.translate(ONE_FORM) if not _is_break(char))
    starts = [match.start() for match in re.finditer(f"(?={re.escape(wanted)})", bare)] if wanted else []
    places = [(kept[at], kept[at + len(wanted) - 1] + 1) for at in starts]
    return [place for place in places if _is_whole(place, text)]


def _is_break(char: str) -> bool:
    return char in "-\u00ad" or char.isspace()


def _is_whole(place: Pair, text: str) -> bool:
    """Whether no word is cut at either end."""
    start, end = place
    return not any(0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum() for at in (start, end))


def _paragraph(place: Pair, extraction: Extraction) -> Pair:
    return next((row.span for row in extraction.paragraphs if row.span[0] <= place[0] < row.span[1]), place)
