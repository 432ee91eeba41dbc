"""The commands that say who may use the page: ``account add``, ``remove`` and ``list``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from getpass import getpass
from pathlib import Path
from typing import TextIO

from assistant.access.person import ROLES
from ingest.command_line import DONE, add_command
from ingest.errors import AccessError

Say = Callable[[str], None]
AskPassword = Callable[[str], str]
EXAMPLES = """examples:
  python -m assistant account add accounts.txt ada --role manage
  python -m assistant account add accounts.txt ada --role ask --change
  python -m assistant account remove accounts.txt ada
  python -m assistant account list accounts.txt
"""


def add_account_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command ``account`` to a command line.

    :param commands: of the parser that it is added to; its choice is read as ``command``.
    """
    text = "say who may use the page"
    account = commands.add_parser(
        "account",
        help=text,
        description="Say who may use the page, in a file that `chat --auth FILE` reads.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = account.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = _action(actions, "add", "add an account; its password is asked for, or read from stdin")
    add.add_argument("name", metavar="NAME", help="letters, digits and . _ - @")
    add.add_argument(
        "--role",
        choices=ROLES,
        required=True,
        help="ask: read and ask; manage: change documents and the index too",
    )
    add.add_argument(
        "--change",
        action="store_true",
        help="give an account that is there a new password and role, and log it out",
    )
    remove = _action(actions, "remove", "remove an account, and log it out")
    remove.add_argument("name", metavar="NAME", help="as `account list` names it")
    _action(actions, "list", "list the accounts and their roles")


def run_account(
    arguments: argparse.Namespace,
    say: Say,
    ask_password: AskPassword = getpass,
    stdin: TextIO | None = None,
) -> int:
    """Run one of the commands.

    :param arguments: as parsed.
    :param say: takes each line of output.
    :param ask_password: asks on the terminal, without showing what is typed.
    :param stdin: where a password is read from when it is no terminal; None for the process's own.
    :return: 0, done.
    :raises AccessError: when it cannot be done; the file is as it was then.
    """
    from assistant.access.accounts_file import loose_mode

    if arguments.action == "list":
        _list(arguments.file, say)
    elif arguments.action == "remove":
        _remove(arguments.file, arguments.name, say)
    else:
        _add(arguments, say, lambda: _password(ask_password, stdin or sys.stdin))
    warning = loose_mode(arguments.file)
    if warning:
        say(f"note: {warning}")
    return DONE


def _action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str
) -> argparse.ArgumentParser:
    parser = add_command(actions, name, text)
    parser.add_argument("file", type=Path, metavar="FILE", help="the accounts file")
    return parser


def _list(file: Path, say: Say) -> None:
    from assistant.access.accounts_file import read_accounts

    accounts = read_accounts(file)
    width = max((len(name) for name in accounts), default=0)
    for account in accounts.values():
        say(f"{account.name:<{width}}  {account.role}")
    if not accounts:
        say("no accounts yet")


def _add(arguments: argparse.Namespace, say: Say, password_of: Callable[[], str]) -> None:
    from assistant.access.accounts import Account, check_name, parse_accounts, with_account
    from assistant.access.accounts_file import read_text, write_text
    from assistant.access.passwords import check_password, hash_password

    file, name = arguments.file, arguments.name
    check_name(name)
    text = read_text(file) if file.exists() else ""
    is_known = name in parse_accounts(text, str(file))
    if is_known and not arguments.change:
        raise AccessError(
            f"{name} has an account in {file} already. Give --change for a new password and role."
        )
    if arguments.change and not is_known:
        raise AccessError(f"{file}: no account {name} to change. Leave --change out to add it.")
    password = password_of()
    check_password(password)
    account = Account(name, arguments.role, hash_password(password))
    write_text(file, with_account(text, account))
    say(f"{'changed' if is_known else 'added'} {name}, who may {arguments.role}")


def _remove(file: Path, name: str, say: Say) -> None:
    from assistant.access.accounts import check_name, parse_accounts, without_account
    from assistant.access.accounts_file import read_text, write_text

    check_name(name)
    text = read_text(file)
    if name not in parse_accounts(text, str(file)):
        raise AccessError(
            f"{file}: no account {name}. See who is there with `python -m assistant account list`."
        )
    write_text(file, without_account(text, name))
    say(f"removed {name}")


def _password(ask: AskPassword, stdin: TextIO) -> str:
    if not stdin.isatty():
        return stdin.readline().rstrip("\r\n")
    password = ask("Password: ")
    if ask("The same again: ") != password:
        raise AccessError("the two passwords differ. Nothing was changed; run the command again.")
    return password
