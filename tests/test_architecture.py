"""The arrows between the rooms, each library's one home, and what source may not do."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import HOMES, ROOMS, ROOT, check, imports, source_files

# What takes a second or more to import; `--help` and every error must come before it.
SLOW = (
    "torch",
    "transformers",
    "sentence_transformers",
    "gradio",
    "faiss",
    "tantivy",
    "pypdf",
    "trafilatura",
    "docx",
    "langchain_text_splitters",
    "matplotlib",
    "sklearn",
    "scipy",
)


@pytest.mark.parametrize("file", source_files())
def test_file_keeps_to_the_design(file: str) -> None:
    findings = check(file, (ROOT / file).read_text(encoding="utf-8"))
    assert not findings, "\n".join(map(str, findings))


def test_files_are_found() -> None:
    rooms = {file.partition("/")[0] for file in source_files()}
    assert rooms == set(ROOMS)
    assert len(source_files()) > 60


@pytest.mark.parametrize("library", [name for name, homes in HOMES.items() if homes])
def test_library_is_used_in_its_home(library: str) -> None:
    """A home that no longer imports its library should leave the table."""
    homes = HOMES[library]
    files = [file for file in source_files() if file.startswith(homes)]
    assert files, f"none of {homes} exists"
    used = {
        found.top
        for file in files
        for found in imports(ast.parse((ROOT / file).read_text(encoding="utf-8")))
    }
    assert library in used


@pytest.mark.parametrize(
    ("file", "source", "problem"),
    [
        ("ingest/library.py", "from index.search import Index", "points back"),
        ("ingest/library.py", "import assistant", "points back"),
        ("index/build.py", "def build():\n    import eval.run", "points back"),
        (
            "index/search.py",
            "if TYPE_CHECKING:\n    from assistant.models import Answer",
            "points back",
        ),
        (
            "assistant/ask.py",
            "import importlib\nimportlib.import_module('eval.run')",
            "points back",
        ),
        ("assistant/ask.py", "__import__('eval')", "points back"),
        ("assistant/ask.py", "import_module(f'eval.{name}')", "points back"),
        ("assistant/ask.py", "import_module(name)", "full name"),
        ("ingest/library.py", "from . import models", "full name"),
        ("ingest/library.py", "from tests.fakes import FakeEmbedder", "its tests"),
        ("index/build.py", "import faiss", "outside its room, index/dense.py"),
        ("index/dense.py", "import tantivy as t", "outside its room"),
        ("assistant/ask.py", "import torch.nn", "outside its room"),
        ("eval/run.py", "from gradio import Blocks", "outside its room"),
        ("eval/run.py", "import gradio_client", "outside its room, eval/load_clients.py"),
        ("index/store.py", "import pickle", "runs code"),
        ("index/store.py", "numpy.load(path, allow_pickle=True)", "runs code"),
        ("index/embedder.py", "Model(name, trust_remote_code=True)", "runs code"),
        ("index/store.py", "eval(text)", "runs text as code"),
        ("index/store.py", "assert rows", "assert vanishes"),
        ("index/store.py", "try:\n    run()\nexcept:\n    raise", "name the errors"),
        (
            "index/store.py",
            "try:\n    run()\nexcept Exception as exc:\n    raise",
            "name the errors",
        ),
        ("index/store.py", "try:\n    run()\nexcept (OSError, BaseException):\n    raise", "name"),
        ("index/store.py", "print(rows)", "only a main prints"),
    ],
)
def test_checker_finds(file: str, source: str, problem: str) -> None:
    (finding,) = check(file, source)
    assert problem in str(finding)
    assert str(finding).startswith(f"{file}:")


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("index/build.py", "from ingest.library import Library\nimport numpy as np"),
        ("eval/run.py", "from assistant.ask import Assistant\nfrom eval.models import Report"),
        ("index/dense.py", "import faiss"),
        ("ingest/readers/dispatch.py", "import_module(f'ingest.readers.{name}')"),
        ("index/store.py", "numpy.load(path, allow_pickle=False)"),
        ("index/store.py", "try:\n    run()\nexcept (OSError, ValueError) as exc:\n    raise"),
        ("index/__main__.py", "print('done')"),
        ("index/store.py", "model.eval()"),
    ],
)
def test_checker_lets_pass(file: str, source: str) -> None:
    assert check(file, source) == []


def test_checker_names_every_line() -> None:
    findings = check("ingest/names.py", "import index\n\nimport gradio\nprint(1)\n")
    assert [finding.line for finding in findings] == [1, 3, 4]


HELP = """
import runpy, sys
sys.argv = ["", *sys.argv[1:]]
try:
    runpy.run_module(sys.argv.pop(1), run_name="__main__")
except SystemExit as exc:
    status = exc.code
print("|", status, *sorted(set(sys.modules) & set({slow!r})))
"""


@pytest.mark.parametrize(
    "arguments",
    [
        (room, *command, "--help")
        for room, commands in {
            "ingest": ("add", "remove", "list", "text"),
            "index": ("build", "status", "search", "rollback", "verify"),
            "assistant": ("ask", "chat"),
            "eval": ("run", "bench", "study", "fit"),
        }.items()
        for command in ((), *((name,) for name in commands))
    ],
    ids=" ".join,
)
def test_help_is_quick(arguments: tuple[str, ...], tmp_path: Path) -> None:
    shown = _python(HELP.format(slow=SLOW), *arguments, home=tmp_path)
    assert shown.startswith("usage: python -m")
    assert shown.rpartition("|")[2].split() == ["0"]


def test_rooms_import_nothing_slow(tmp_path: Path) -> None:
    code = f"import sys, {', '.join(ROOMS)}\nprint(*set(sys.modules) & set({SLOW!r}))"
    assert _python(code, home=tmp_path).split() == []


EFFECTS = """
import importlib, json, logging, os, sys, sysconfig

ROOT = os.path.realpath(sys.argv[1]) + os.sep
LIBRARIES = tuple({*map(sysconfig.get_path, ("purelib", "platlib"))})
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
EVENTS = {
    "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate", "os.putenv",
    "os.unsetenv", "os.system", "subprocess.Popen", "socket.connect", "socket.bind",
    "socket.getaddrinfo",
}
effects = []

def ours():
    # A library's own effects at import are its own: the nearest frame outside the standard library.
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(LIBRARIES):
            return None
        if name.startswith(ROOT):
            return name.removeprefix(ROOT)
        frame = frame.f_back
    return None

def hook(event, args):
    writes = event == "open" and isinstance(args[2], int) and args[2] & WRITES
    if (writes or event in EVENTS) and (file := ours()):
        effects.append([file, event, str(args[:1])])

sys.addaudithook(hook)
for module in sys.argv[2:]:
    importlib.import_module(module)
    if logging.root.handlers or logging.root.level != logging.WARNING:
        effects.append([module, "logging", "the root logger was set up"])
        break
print(json.dumps(effects))
"""


def test_importing_has_no_effect(tmp_path: Path) -> None:
    """No file, folder, variable, connection or log level: not in any module of any room."""
    modules = [
        file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for file in source_files()
        if not file.endswith("__main__.py")
    ]
    shown = _python(EFFECTS, str(ROOT), *modules, home=tmp_path)
    assert json.loads(shown) == []


@pytest.mark.parametrize(
    ("statement", "event"),
    [
        ("open('made', 'w').close()", "open"),
        ("import os; os.mkdir('made')", "os.mkdir"),
        ("import os; os.environ['MADE'] = '1'", "os.putenv"),
        ("import logging; logging.basicConfig(level='INFO')", "logging"),
        ("import pathlib; pathlib.Path('made').write_text('', encoding='utf-8')", "open"),
    ],
)
def test_an_effect_is_found(tmp_path: Path, statement: str, event: str) -> None:
    (tmp_path / "bad.py").write_text(statement, encoding="utf-8")
    shown = _python(EFFECTS, str(tmp_path), "bad", home=tmp_path)
    assert [found[1] for found in json.loads(shown)] == [event]


def _python(code: str, *arguments: str, home: Path) -> str:
    """Run code in a new interpreter, with a home of its own, and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, *arguments],
        cwd=home,
        env={"HOME": str(home), "PYTHONPATH": f"{ROOT}:{home}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
