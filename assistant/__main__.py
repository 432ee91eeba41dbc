"""The assistant's door: ask, check, verify, account, chat."""

from __future__ import annotations

import argparse
import json
import logging
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from assistant.access.commands import add_account_commands, run_account
from assistant.generative.choice import add_model, choice_given, open_writer
from assistant.reader.option import add_reader
from index.location import DEFAULT_INDEX
from index.options import add_index_command, add_scope, scope_given
from ingest.command_line import DONE, run_command
from ingest.errors import ServingError
from ingest.library import DEFAULT_DOCUMENTS

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 7860
HIGHEST_PORT = 65535
DEFAULT_FEEDBACK = DEFAULT_INDEX / "feedback.jsonl"
DEFAULT_REPORT = Path(__file__).parents[1] / "eval" / "reports" / "latest"
_ROOT_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)+")
EXAMPLES = """examples:
  python -m assistant                         open the chat on http://127.0.0.1:7860
  python -m assistant chat --port 8000
  python -m assistant ask "Who introduced the term soft power?"
  python -m assistant ask "Who introduced the term soft power?" --json
  python -m assistant ask "Who introduced the term soft power?" --role source
  python -m assistant chat --llm http://127.0.0.1:11434/v1 --llm-model qwen3:4b
  python -m assistant check soft-power-of-china-in-central-asia.md
  python -m assistant check soft-power-of-china-in-central-asia.md --format csv > claims.csv
  python -m assistant verify footnote-2026-11-25-who-introduced.json
  python -m assistant account add accounts.txt ada --role manage
  python -m assistant chat --host 0.0.0.0 --auth accounts.txt
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    :param argv: the arguments; None for the process's own.
    :return: 0 answered, refused or the chat was stopped; 2 could not.
    """
    given = list(sys.argv[1:] if argv is None else argv)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help")):
        given.insert(0, "chat")
    arguments = _parser().parse_args(given)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    return run_command(lambda: _COMMANDS[arguments.command](arguments))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assistant",
        description="Ask the documents. Without a command, the chat is opened.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    ask = add_index_command(commands, "ask", "answer one question on the terminal")
    ask.add_argument("question", type=_question, metavar="QUESTION")
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    add_scope(ask)
    add_model(ask)
    add_reader(ask)
    check = add_index_command(commands, "check", "hold a paper's cited claims against its sources")
    check.add_argument("document", metavar="DOC", help="the paper, as `index status` names it")
    check.add_argument(
        "--format",
        choices=("table", "markdown", "csv"),
        default="table",
        help="how the claims are printed (default: table)",
    )
    check.add_argument("--json", action="store_true", help="print the claims as JSON")
    verify = add_index_command(
        commands, "verify", "hold an exported conversation against the documents"
    )
    verify.add_argument(
        "file", type=Path, metavar="FILE", help="as the page saved it, JSON or HTML"
    )
    verify.add_argument("--json", action="store_true", help="print what became of each quotation")
    add_account_commands(commands)
    chat = add_index_command(commands, "chat", "serve the chat to a browser")
    _add_serving(chat)
    add_model(chat)
    add_reader(chat)
    return parser


def _add_serving(chat: argparse.ArgumentParser) -> None:
    chat.add_argument(
        "--host",
        default=DEFAULT_HOST,
        help=f"address to listen on; {DEFAULT_HOST} is reached from this machine alone "
        f"(default: {DEFAULT_HOST})",
    )
    chat.add_argument(
        "--port",
        type=_port,
        default=DEFAULT_PORT,
        help=f"port to listen on, 0 for any that is free (default: {DEFAULT_PORT})",
    )
    chat.add_argument(
        "--documents",
        type=Path,
        default=DEFAULT_DOCUMENTS,
        metavar="DIR",
        help="the documents folder (default: ingest/documents)",
    )
    access = chat.add_mutually_exclusive_group()
    access.add_argument(
        "--auth",
        type=Path,
        metavar="FILE",
        help="let in only who has an account in FILE, which `account add` writes",
    )
    access.add_argument(
        "--no-auth",
        action="store_true",
        help="let in everyone who reaches a --host that is not this machine alone",
    )
    chat.add_argument(
        "--root-path",
        type=_root_path,
        default="",
        metavar="PATH",
        help="the path under which a reverse proxy serves it, and which the proxy takes off",
    )
    chat.add_argument(
        "--mcp", action="store_true", help="offer `ask` and `search` as MCP tools to models"
    )
    chat.add_argument(
        "--feedback",
        type=Path,
        default=DEFAULT_FEEDBACK,
        metavar="FILE",
        help="where thumbs are written, a line each (default: index/data/feedback.jsonl)",
    )
    chat.add_argument(
        "--report",
        type=Path,
        default=DEFAULT_REPORT,
        metavar="DIR",
        help="where the evaluation's report lies (default: eval/reports/latest)",
    )


def _root_path(text: str) -> str:
    path = text.rstrip("/")
    if path and not _ROOT_PATH.fullmatch(path):
        raise argparse.ArgumentTypeError(f"{text!r} is no path: give one such as /footnote")
    return path


def _question(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("the question is empty: write what you want to know")
    return text


def _port(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) > HIGHEST_PORT:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a port: give a number from 0 to {HIGHEST_PORT}"
        )
    return int(text)


def _ask(arguments: argparse.Namespace) -> int:
    from assistant.ask import Assistant
    from assistant.plain import answer_plain
    from index.search import Index

    writer = open_writer(choice_given(arguments, os.environ))
    assistant = Assistant(Index(arguments.index), writer=writer, reads=arguments.reader)
    answer = assistant.ask(arguments.question, scope=scope_given(arguments))
    if arguments.json:
        print(json.dumps(answer.to_json(), ensure_ascii=False, indent=2))
    else:
        print(answer_plain(answer))
    return DONE


def _check(arguments: argparse.Namespace) -> int:
    from assistant.claims import export
    from assistant.claims.check import check
    from assistant.claims.words import report_words
    from index.models import Scope
    from index.search import Index

    searcher = Index(arguments.index).current()
    generation, doc_id = searcher.generation, arguments.document
    generation.holdings.check(Scope(documents=frozenset({doc_id})))
    report = check(generation.document(doc_id), generation, searcher)
    written = {"table": report_words, "markdown": export.to_markdown, "csv": export.to_csv}
    text = export.to_json(report) if arguments.json else written[arguments.format](report)
    print(text.rstrip("\r\n"))
    return DONE


def _verify(arguments: argparse.Namespace) -> int:
    from assistant.transcript.reading import read_export
    from assistant.transcript.verdict_words import report
    from assistant.transcript.verify import verify
    from index.search import Index

    conversation = read_export(arguments.file)
    found = verify(conversation, Index(arguments.index).current().generation)
    if arguments.json:
        print(json.dumps(found.to_json(), ensure_ascii=False, indent=2))
    else:
        print(report(found))
    return found.exit_code


def _account(arguments: argparse.Namespace) -> int:
    return run_account(arguments, print)


def _chat(arguments: argparse.Namespace) -> int:
    from assistant.access.accounts_file import AccountsFile
    from assistant.loopback import is_loopback
    from assistant.page.listen import bind, url_of

    if not (is_loopback(arguments.host) or arguments.auth or arguments.no_auth):
        raise ServingError(
            f"--host {arguments.host} can be reached from other machines: say who may come in with "
            "`--auth FILE` (`python -m assistant account add FILE NAME --role manage` writes one), "
            "or let everyone in with `--no-auth`."
        )
    accounts = AccountsFile(arguments.auth) if arguments.auth else None
    choice = choice_given(arguments, os.environ)
    writer = open_writer(choice)
    # Ctrl+C is how a server is meant to end.
    with suppress(KeyboardInterrupt), bind(arguments.host, arguments.port) as listener:
        print("Starting, this takes some seconds …", file=sys.stderr, flush=True)
        from assistant.page.launch import Folders, launch
        from assistant.page.server import Serving

        launch(
            listener,
            Folders(arguments.documents, arguments.index, arguments.report, arguments.feedback),
            Serving(arguments.host, arguments.root_path, accounts, mcp=arguments.mcp),
            when_ready=lambda notice: _announce(url_of(listener), notice),
            writer=writer,
            host=choice.host if choice else "",
            reads=arguments.reader,
        )
    return DONE


def _announce(url: str, notice: str) -> None:
    print(f"Footnote is open on {url} (stop it with Ctrl+C)", flush=True)
    if notice:
        print(f"note: {notice}", file=sys.stderr, flush=True)


_COMMANDS = {
    "ask": _ask,
    "check": _check,
    "verify": _verify,
    "account": _account,
    "chat": _chat,
}


if __name__ == "__main__":
    sys.exit(main())
