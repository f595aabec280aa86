"""Load: one source's bytes in, its text with pages out. The format is told by content, never by name alone.

    Source -> LoadedDocument

`READERS` is the table of formats: what the content looks like, and the reader for it.
"""

from __future__ import annotations

from pipeline.errors import Empty, UnknownFormat
from pipeline.load import sniff
from pipeline.model.document import LoadedDocument, Source


def load(source: Source) -> LoadedDocument:
    """The text of `source` and where its pages lie.

    Raises:
        LoadError: the source is empty, of no known format, or cannot be read; the error's code says which.
    """
    if not source.data:
        raise Empty("the file is empty (0 bytes)")
    media_type = sniff.media_type(source.data)
    if media_type == "text/plain":
        from pipeline.load import text

        return text.read(source)
    raise UnknownFormat(f"the content is {media_type}, not plain text")
