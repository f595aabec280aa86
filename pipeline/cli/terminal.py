"""What a terminal is given: data as bytes, and words that it shows and does not obey."""

from __future__ import annotations

import sys
from pathlib import Path


def shown(path: Path) -> str:
    return printable(str(path))


def printable(words: str) -> str:
    """Words safe for a terminal: control characters and broken names are shown, not obeyed."""
    return "".join(char if char.isprintable() or char == "\n" else f"\\x{ord(char):02x}" for char in words).replace(
        "\n", "\\n"
    )


def put(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
