"""What can go wrong with one document, as values that a run can report.

    DocumentError                 a document could not be done; the others go on
    ├── LoadError                 stage "load"
    │   ├── Unreadable            source.unreadable, source.missing
    │   ├── Empty                 source.empty
    │   ├── TooLarge              source.too_large
    │   ├── UnknownFormat         source.unknown_format
    │   └── Undecodable           text.undecodable
    └── WriteError                stage "write"

Each has a `code` that stays the same between versions, a message that says what is wrong, and a way out. Errors of use
(a wrong option, a folder that is not there) are not in this tree: the command line answers them with exit code 2.
"""

from __future__ import annotations

from typing import ClassVar


class DocumentError(Exception):
    """A document could not be done: `str(error)` is the reason, `way_out` what the user can do."""

    stage: ClassVar[str] = "unknown"
    code: ClassVar[str] = "document.error"
    way_out: ClassVar[str] = ""


class LoadError(DocumentError):
    """The source could not be turned into text."""

    stage = "load"


class Unreadable(LoadError):
    code = "source.unreadable"
    way_out = "check that the file is there and that this user may read it"


class Empty(LoadError):
    code = "source.empty"
    way_out = "the file holds no text; fetch it again"


class TooLarge(LoadError):
    code = "source.too_large"
    way_out = "split the file, or raise --max-megabytes"


class UnknownFormat(LoadError):
    code = "source.unknown_format"
    way_out = "convert the file to plain text in UTF-8"


class Undecodable(LoadError):
    code = "text.undecodable"
    way_out = "save the file as UTF-8"


class WriteError(DocumentError):
    stage = "write"
    code = "output.unwritable"
    way_out = "check the room and the rights in the output folder"
