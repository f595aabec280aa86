"""What can go wrong with one document, as values that a run can report.

    DocumentError                 a document could not be done; the others go on
    ├── LoadError                 stage "load"
    │   ├── Unreadable            source.unreadable, source.missing
    │   ├── Empty                 source.empty
    │   ├── TooLarge              source.too_large
    │   ├── UnknownFormat         source.unknown_format
    │   ├── Undecodable           text.undecodable
    │   ├── Entities              xml.entities
    │   ├── BrokenXml             xml.broken
    │   ├── TooDeep               markup.too_deep
    │   ├── TooManyElements       markup.too_large
    │   ├── Bomb                  archive.bomb
    │   ├── BrokenArchive         archive.broken
    │   ├── BrokenWord            word.broken
    │   ├── EncryptedWord         word.encrypted
    │   ├── SlowWord              word.too_slow
    │   ├── AntiwordMissing       word.antiword_missing
    │   ├── PdfEncrypted          pdf.encrypted
    │   ├── PdfBroken             pdf.broken
    │   ├── PdfNoText             pdf.no_text
    │   └── OcrMissing            pdf.tesseract_missing
    ├── WorkerError               stage "worker": the process that did the document was ended, or ended itself
    │   ├── TimeUp                limit.time
    │   ├── MemoryUp              limit.memory
    │   └── WorkerDied            worker.died
    └── WriteError                stage "write": output.unwritable

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


class Entities(LoadError):
    code = "xml.entities"
    way_out = "the file declares XML entities, which no document needs; open it and save it again"


class BrokenXml(LoadError):
    code = "xml.broken"
    way_out = "the file is cut off or damaged; fetch it again"


class TooDeep(LoadError):
    code = "markup.too_deep"
    way_out = "the file was not written by an author's program; open it and save it again, or convert it to plain text"


class TooManyElements(LoadError):
    code = "markup.too_large"
    way_out = "split the file, or convert it to plain text"


class Bomb(LoadError):
    code = "archive.bomb"
    way_out = "the file unpacks to far more than a document holds; do not open it"


class BrokenArchive(LoadError):
    code = "archive.broken"
    way_out = "the file is cut off or damaged; fetch it again"


class BrokenWord(LoadError):
    code = "word.broken"
    way_out = "open the file in a word processor and save it as .docx"


class EncryptedWord(LoadError):
    code = "word.encrypted"
    way_out = "open the file with its password and save it without one"


class SlowWord(LoadError):
    code = "word.too_slow"
    way_out = "open the file in a word processor and save it as .docx"


class AntiwordMissing(LoadError):
    code = "word.antiword_missing"
    way_out = "install the package antiword (apt install antiword), or save the file as .docx"


class PdfEncrypted(LoadError):
    code = "pdf.encrypted"
    way_out = "open the file with its password and save it without one"


class PdfBroken(LoadError):
    code = "pdf.broken"
    way_out = "the file is cut off or damaged; fetch it again"


class PdfNoText(LoadError):
    code = "pdf.no_text"
    way_out = "the file is a scan, or damaged: run again with --ocr, which reads pages without text with tesseract"


class OcrMissing(LoadError):
    code = "pdf.tesseract_missing"
    way_out = "install the package tesseract-ocr (apt install tesseract-ocr), or put the file through OCR elsewhere"


class WorkerError(DocumentError):
    """The process that did the document was ended, or ended itself; nothing is known of the document but that."""

    stage = "worker"


class TimeUp(WorkerError):
    code = "limit.time"
    way_out = "raise --timeout, or split the file; a file that loops is damaged"


class MemoryUp(WorkerError):
    code = "limit.memory"
    way_out = "raise --memory, or split the file"


class WorkerDied(WorkerError):
    code = "worker.died"
    way_out = "the file crashes a reader, or the machine has too little memory; please report it with the file"


class WriteError(DocumentError):
    stage = "write"
    code = "output.unwritable"
    way_out = "check the room and the rights in the output folder"
