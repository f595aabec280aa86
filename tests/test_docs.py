"""The documents about this project are true: their examples run, their tables name what the code has.

README.md: the first ```sh block is `make run`; the others are run in the folder that it leaves, in any order. A ```text
block right behind one is what it printed, words and data together. `…` stands for anything inside a line, and for any lines
where it stands alone. ```python blocks are run the same way. `pytest tests/test_docs.py --update-golden` writes the
text blocks and the table of options anew; read the diff before you commit it.
"""

from __future__ import annotations

import ast
import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from typer.main import get_command

from pipeline import errors
from pipeline.cli import app
from pipeline.corpus.export.columns import Table
from pipeline.corpus.export.tables import tables
from pipeline.extract import EXTRACTORS
from pipeline.model import records
from pipeline.model.dropped import REASONS
from pipeline.repair import REPAIRS
from pipeline.vocabulary.topics import TOPICS

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
DICTIONARY = ROOT / "docs" / "data-dictionary.md"
EXPORT = ROOT / "docs" / "export.md"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
DOCUMENTS = [
    README,
    *(ROOT / name for name in ("CHANGELOG.md", "CONTRIBUTING.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
EXAMPLE = re.compile(r"^```(?P<kind>sh|python)\n(?P<code>.*?)^```\n(?:\n```text\n(?P<shown>.*?)^```\n)?", re.M | re.S)
PORT = "18786"
OPTIONS = re.compile(r"(?<=<!-- options -->\n).*?(?=<!-- /options -->)", re.S)
TABLES = re.compile(r"(?<=<!-- tables -->\n\n).*?(?=<!-- /tables -->)", re.S)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)(?P<path>[^)#\s]+)")


@pytest.mark.slow
def test_the_readme_s_examples_print_what_it_shows(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures")
    readme = README.read_text("utf-8")
    examples = [each for each in EXAMPLE.finditer(readme) if "jq" not in each["code"] or shutil.which("jq")]
    first = _run(examples[0], tmp_path)  # `make run`: the others need what it writes, and nothing of each other
    _give_head_starts(examples[1:], tmp_path)
    with ThreadPoolExecutor(2) as pool:
        ends = [first, *pool.map(lambda example: _run(example, tmp_path), examples[1:])]
    told, at, differing = [], 0, []
    for example, done in zip(examples, ends, strict=True):
        assert done.returncode == 0, f"{example['code']}ends with {done.returncode}:\n{done.stdout}"
        shown = example["shown"]
        if shown is not None and not _matches(shown, done.stdout):
            differing.append(f"{example['code']}README.md shows:\n{shown}printed is:\n{done.stdout}")
            told += [readme[at : example.start("shown")], _renewed(shown, done.stdout)]
            at = example.end("shown")
    if pytestconfig.getoption("--update-golden"):
        README.write_text("".join([*told, readme[at:]]), "utf-8")
    else:
        assert not differing, "\n".join(differing)


def test_every_option_stands_in_the_readme(pytestconfig: pytest.Config) -> None:
    readme = README.read_text("utf-8")
    table = _options_table()
    if pytestconfig.getoption("--update-golden"):
        README.write_text(OPTIONS.sub(lambda _: table, readme), "utf-8")
        readme = README.read_text("utf-8")
    found = OPTIONS.search(readme)
    assert found is not None
    assert found.group() == table, "run pytest tests/test_docs.py --update-golden"


def test_every_command_stands_in_the_readme() -> None:
    readme = README.read_text("utf-8")
    assert [name for name in get_command(app).commands if f"`upr {name}" not in readme] == []


def test_links_between_documents_lead_somewhere() -> None:
    missing = [
        f"{path.name}: {match['path']}"
        for path in DOCUMENTS
        for match in LINK.finditer(path.read_text("utf-8"))
        if not (path.parent / match["path"]).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_names_only_files_that_there_are(document: Path) -> None:
    """Paths in backticks that start with a folder of the repository."""
    named = re.findall(r"`((?:pipeline|tests|fixtures|benchmarks|docs)/[\w./-]*)`", document.read_text("utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_field_stands_in_the_dictionary_with_its_type() -> None:
    tables = _tables(DICTIONARY.read_text("utf-8"))
    for struct in _structs():
        assert struct.__name__ in tables, f"docs/data-dictionary.md has no section for `{struct.__name__}`"
        own = {field.encode_name: _type(field.type) for field in msgspec.structs.fields(struct)}
        for inherited in (records.Record, records.Date):
            if struct is not inherited and issubclass(struct, inherited):
                for field in msgspec.structs.fields(inherited):
                    own.pop(field.encode_name)
        assert tables[struct.__name__] == own


def test_exports_have_the_meanings_of_the_dictionary(pytestconfig: pytest.Config) -> None:
    meanings = dict(sorted(_meanings(DICTIONARY.read_text("utf-8"))))
    kept = ROOT / "pipeline" / "corpus" / "export" / "meanings.json"
    if pytestconfig.getoption("--update-golden"):
        kept.write_text(json.dumps(meanings, indent=0, ensure_ascii=False) + "\n", "utf-8")
    assert json.loads(kept.read_text("utf-8")) == meanings, "run pytest tests/test_docs.py --update-golden"
    assert [field for field, meaning in meanings.items() if not meaning] == []


def test_every_exported_column_stands_in_its_page(pytestconfig: pytest.Config) -> None:
    page = EXPORT.read_text("utf-8")
    listing = "".join(map(_listing, tables()))
    if pytestconfig.getoption("--update-golden"):
        page = TABLES.sub(lambda _: listing, page)
        EXPORT.write_text(page, "utf-8")
    found = TABLES.search(page)
    assert found is not None
    assert found.group() == listing, "run pytest tests/test_docs.py --update-golden"


def test_every_warning_code_stands_in_the_dictionary() -> None:
    assert _listed("Warnings") == _warning_codes()


def test_every_error_code_stands_in_the_dictionary() -> None:
    assert _listed("Failures") == _error_codes() | {"bug"}


def test_the_dictionary_has_the_topics_of_the_vocabulary() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \|$", _section("Topic codes"), re.M)
    assert dict(rows) == TOPICS


def test_the_dictionary_has_the_reasons_with_their_words() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \|$", _section("Reasons"), re.M)
    assert dict(rows) == {code: f"{words[0].upper()}{words[1:]}" for code, words in REASONS.items()}


def test_the_architecture_names_every_module() -> None:
    """The folder tree of the page is the folder tree of the package."""
    tree = ARCHITECTURE.read_text("utf-8")
    packages = {path.parent.name for path in (ROOT / "pipeline").rglob("__init__.py")} - {"pipeline"}
    modules = {path.stem for path in (ROOT / "pipeline").rglob("*.py") if not path.stem.startswith("__")}
    assert sorted(name for name in packages | modules if not re.search(rf"\b{name}\b", tree)) == []
    named = set(re.findall(r"\b\w+(?=\.py\b)", tree))
    assert sorted(named - modules - {"__init__", "__main__"}) == []


def test_the_architecture_has_rules_and_extractors_in_their_order() -> None:
    tree = ARCHITECTURE.read_text("utf-8")
    for names in ([repair.__name__ for repair in REPAIRS], [extractor.name for extractor in EXTRACTORS]):
        assert ", ".join(f"`{name}`" for name in names) in " ".join(tree.split())


def _run(example: re.Match[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run an example as a user would in a clone: bash, with the environment's programs first on the path."""
    scripts = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"}
    command = [sys.executable, "-c", example["code"]]
    if example["kind"] == "sh":
        command = ["bash", "-euo", "pipefail", "-c", _recipes(example["code"]).replace(PORT, _free_port())]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        try:
            printed, _ = process.communicate(timeout=180)
        finally:  # nothing that an example starts outlives it
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    return subprocess.CompletedProcess(command, process.returncode, printed)


def _give_head_starts(examples: list[re.Match[str]], folder: Path) -> None:
    """Runs over the same documents into other folders find what the first example made of them, and start no workers.

    Not where they say how many documents were done, or which run of the folder it was.
    """
    for example in examples:
        if "upr diff" not in example["code"]:
            for name in dict.fromkeys(re.findall(r"^upr run .* --output ([\w-]+) --quiet\b", example["code"], re.M)):
                shutil.copytree(folder / "output", folder / name)


def _free_port() -> str:
    """A port that nobody listens at, in place of the one in the README: another run of the tests may hold that."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return str(line.getsockname()[1])


def _recipes(code: str) -> str:
    """`make run` as what the Makefile does once all is set up."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    return re.sub(
        r"^make (\w+)$",
        lambda call: re.search(rf"^{call[1]}:.*\n\t(.+)", makefile, re.M)[1].replace("$(BIN)/", ""),  # type: ignore[index]
        code,
        flags=re.M,
    )


def _matches(shown: str, printed: str) -> bool:
    pattern = "".join(".*" if line == "…\n" else f"{_line(line)}" for line in shown.splitlines(keepends=True))
    return re.fullmatch(pattern, printed, re.S) is not None


def _line(line: str) -> str:
    return re.escape(line).replace("…", "[^\n]*")


def _renewed(shown: str, printed: str) -> str:
    """What was printed; lines with an `…` that still hold stay, and a lone one that opens or closes the block."""
    old, new = shown.splitlines(keepends=True), printed.splitlines(keepends=True)
    head = old[:1] if old[:1] == ["…\n"] else []
    tail = old[-1:] if len(old) > 1 and old[-1] == "…\n" else []
    kept = old[len(head) : len(old) - len(tail)]
    lines = new[: len(kept)] if tail else new
    same = [re.fullmatch(_line(was), now) is not None for was, now in zip(kept, lines, strict=False)]
    told = [kept[at] if at < len(same) and same[at] else now for at, now in enumerate(lines)]
    return "".join([*head, *told, *tail])


def _options_table() -> str:
    """Each option once, with the commands that have it, as `upr COMMAND --help` words it."""
    group = get_command(app)
    commands: dict[str, Any] = {"upr": group, **group.commands}
    rows: dict[tuple[str, str], list[str]] = {}
    for name, command in commands.items():
        for option in command.params:
            if option.param_type_name != "option":
                continue
            words = option.help
            if not option.is_flag and option.default is not None:
                words += f" Default: `{option.default}`."
            rows.setdefault((", ".join(f"`{flag}`" for flag in sorted(option.opts, key=len)), words), []).append(name)
    rows[("`-h`, `--help`", "Say how the command is used, with an example.")] = ["all"]
    table = "| option | commands | does |\n|---|---|---|\n"
    return table + "".join(f"| {flags} | {', '.join(names)} | {words} |\n" for (flags, words), names in rows.items())


def _structs() -> Iterator[type[records.Frozen]]:
    """Everything that is written, in the order of the module."""
    for value in vars(records).values():
        if (
            isinstance(value, type)
            and issubclass(value, records.Frozen)
            and value not in (records.Frozen, records.Assembly)
        ):
            yield value


def _type(annotation: Any) -> str:
    """A type as the dictionary writes it."""
    return _shown(msgspec.inspect.type_info(annotation))


def _shown(kind: Any) -> str:
    inspect = msgspec.inspect
    if isinstance(kind, inspect.UnionType):
        return " or ".join(map(_shown, kind.types))
    if isinstance(kind, inspect.LiteralType):
        return ", ".join(f"`{value}`" for value in sorted(kind.values))
    if isinstance(kind, inspect.ListType):
        return f"list of {_shown(kind.item_type)}"
    if isinstance(kind, inspect.DictType):
        return f"object: {_shown(kind.key_type)} to {_shown(kind.value_type)}"
    if isinstance(kind, inspect.TupleType):
        return f"[{', '.join(map(_shown, kind.item_types))}]"
    if isinstance(kind, inspect.StructType):
        return kind.cls.__name__
    return SIMPLE[type(kind)]


SIMPLE = {
    msgspec.inspect.StrType: "text",
    msgspec.inspect.IntType: "integer",
    msgspec.inspect.FloatType: "number",
    msgspec.inspect.BoolType: "true or false",
    msgspec.inspect.NoneType: "null",
}


class _Row(NamedTuple):
    field: str
    type: str


def _tables(markdown: str) -> dict[str, dict[str, str]]:
    """The fields and types of each table in a section whose heading ends in a struct's name in brackets."""
    tables: dict[str, dict[str, str]] = {}
    for section in re.split(r"^#+ ", markdown, flags=re.M):
        heading = re.match(r".*\(`(\w+)`\)\n", section)
        if heading:
            cells = re.findall(r"^\| `([^`]+)` \| (.+?) \| ", section, re.M)
            tables[heading[1]] = {row.field: row.type for row in map(_Row._make, cells)}
    return tables


def _meanings(markdown: str) -> Iterator[tuple[str, str]]:
    """`Opinion.title` and what it means, as plain words; what is "as in a date" means what it means there."""
    rows = re.findall(r"^#+ .*\(`(\w+)`\)\n((?:(?!#).*\n)*)", markdown, re.M)
    found = {
        f"{struct}.{field}": re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", meaning)
        for struct, table in rows
        for field, meaning in re.findall(r"^\| `([^`]+)` \| .+? \| (.*?) \| [^|]* \|$", table, re.M)
    }
    for name, meaning in found.items():
        alike = re.fullmatch(r"As in a (\w+)", meaning)
        yield name, found[f"{alike[1].title()}.{name.split('.')[1]}"] if alike else meaning


def _listing(table: Table) -> str:
    rows = "".join(f"| `{column.name}` | {column.kind} | {column.meaning} |\n" for column in table.columns)
    return f"### {table.name}\n\n{table.meaning}\n\n| column | type | meaning |\n|---|---|---|\n{rows}\n"


def _section(title: str) -> str:
    match = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", DICTIONARY.read_text("utf-8"), re.M | re.S)
    assert match is not None, title
    return match[1]


def _listed(title: str) -> set[str]:
    return set(re.findall(r"^\| `([\w.]+)` \|", _section(title), re.M))


def _warning_codes() -> set[str]:
    """The codes that stages give to `Notice` and checks to `DocumentWarning`, read from the code itself."""
    codes: set[str] = set()
    for path in (ROOT / "pipeline").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Notice":
                codes |= _words(node.args[0])
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "DocumentWarning":
                codes |= {word for keyword in node.keywords if keyword.arg == "code" for word in _words(keyword.value)}
            elif isinstance(node, ast.Assign) and path.name == "check.py":
                codes |= {
                    word
                    for target in node.targets
                    if getattr(target, "id", "") == "code"
                    for word in _words(node.value)
                }
    return codes


def _words(node: ast.expr) -> set[str]:
    return {
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant)
        and isinstance(part.value, str)
        and re.fullmatch(r"[a-z]+\.[a-z_]+", part.value)
    }


def _error_codes() -> set[str]:
    kinds = [
        value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, errors.DocumentError)
    ]
    return {kind.code for kind in kinds if "code" in vars(kind) and kind is not errors.DocumentError}
