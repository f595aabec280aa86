"""What a repair rule is: a function that looks at a draft and yields edits to its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipeline.model.document import LoadedDocument
from pipeline.spans import Edit, EditMap, Loaded, Span


@dataclass(frozen=True, slots=True)
class Draft:
    """A document half repaired: `text` as the rules before left it, and the map that leads there."""

    loaded: LoadedDocument
    text: str
    map: EditMap[Loaded, Any]

    def page_turns(self) -> list[int]:
        """Offsets in `text` where a new page starts, the first page left out."""
        return [self.map.forward(stretch.span).start for stretch in self.loaded.stretches[1:]]

    def pages(self) -> list[Span[Any]]:
        """The span of each stretch of a page in `text`: they tile it, also where an edit reaches over a page's end."""
        if not self.loaded.stretches:
            return []
        return [Span(start, end) for start, end in pairwise([0, *self.page_turns(), len(self.text)])]


Repair = Callable[[Draft], Iterable[Edit]]
