"""How a command ends: its exit codes, and the last words of an error.

0 all done, 1 some documents failed (the others are written), 2 wrong use, 130 interrupted.
"""

from __future__ import annotations

FAILED, WRONG_USE, INTERRUPTED = 1, 2, 130


class Stop(Exception):
    """Ends a command with an exit code, after its message was said."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def last_words(error: Exception) -> tuple[int, str]:
    """The exit code and message of an error that no command expected."""
    from pipeline.errors import DocumentError, WriteError
    from pipeline.extract.names import ModelMissing

    usage = getattr(error, "format_message", None)
    if usage is not None:
        return WRONG_USE, f"{usage()} (see upr --help)"
    if isinstance(error, WriteError):
        return FAILED, f"{error}; {error.way_out}"
    if isinstance(error, DocumentError):
        return FAILED, f"{error.stage}: {error}; {error.way_out}"
    if isinstance(error, ModelMissing):
        return WRONG_USE, str(error)
    return FAILED, f"{type(error).__name__}: {error}; run again with --debug and report it"
