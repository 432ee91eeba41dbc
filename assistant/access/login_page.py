"""The page that asks for a name and a password.

It has no script, loads nothing, and its Content-Security-Policy says so to the browser.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from assistant.access.passwords import MOST_CHARS
from assistant.dictionary import Words
from assistant.escape import escape
from assistant.page.languages import without_prefix
from assistant.style_policy import style_source

LOGIN_PATH, LOGOUT_PATH = "/login", "/logout"
_CSS = Path(__file__).with_name("login.css")
_MOST_TARGET_CHARS = 2000


@dataclass(frozen=True, slots=True)
class LoginPage:
    """The login page, and the headers it must be sent with.

    :param html: the whole page.
    """

    html: str

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers that let the page do nothing but send its form to this server."""
        return {
            "Content-Security-Policy": (
                f"default-src 'none'; style-src {_style_source()}; img-src data:; "
                "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
            ),
            "X-Content-Type-Options": "nosniff",
            # With no-referrer a browser sends the form with `Origin: null`, which is refused.
            "Referrer-Policy": "same-origin",
            "Cache-Control": "no-store",
        }


def login_page(
    words: Words, root: str, target: str, problem: str = "", name: str = ""
) -> LoginPage:
    """Return the login page.

    :param words: of the page.
    :param root: path under which the server is reached; empty for the top.
    :param target: where to go once logged in, as the request named it.
    :param problem: why the last try was refused; empty for none.
    :param name: as it was given in the last try, to be shown again.
    """
    told = f'<p class="fn-problem" id="problem" role="alert">{escape(problem)}</p>'
    described = ' aria-invalid="true" aria-describedby="problem"' if problem else ""
    at_name, at_password = ("", " autofocus") if name else (" autofocus", "")
    body = (
        f"<main><h1>{words.say('page.title')}</h1><p>{words.say('login.introduction')}</p>"
        f'<form method="post" action="{escape(root + LOGIN_PATH)}">'
        f"{told if problem else ''}"
        f'<input type="hidden" name="next" value="{escape(local_target(target, root))}">'
        f'<label for="username">{words.say("login.name")}</label>'
        f'<input id="username" name="username" value="{escape(name[:MOST_CHARS])}" required '
        'autocomplete="username" autocapitalize="none" spellcheck="false"'
        f"{described}{at_name}>"
        f'<label for="password">{words.say("login.password")}</label>'
        '<input id="password" name="password" type="password" required '
        f'autocomplete="current-password"{described}{at_password}>'
        f'<button type="submit">{words.say("login.button")}</button></form>'
        f'<p class="fn-help">{words.say("login.help")}</p></main>'
    )
    return LoginPage(_page(words, body))


def local_target(target: str, root: str) -> str:
    r"""Return a path of this server to go to: ``target``, or the page where it is none.

    Browsers take ``//host``, ``/\host`` and such with a tab or a line feed in it for another
    server.

    :param target: as a request named it.
    :param root: path under which the server is reached; empty for the top.
    """
    home = f"{root}/"
    path = target.partition("?")[0].partition("#")[0]
    doubtful = (
        len(target) > _MOST_TARGET_CHARS
        or not target.isprintable()
        or "\\" in target
        or "//" in path
        or not path.startswith(home)
    )
    place = without_prefix(path.removeprefix(root)).rstrip("/")
    if doubtful or place in (LOGIN_PATH, LOGOUT_PATH):
        return home
    try:
        parts = urlsplit(target)
    except ValueError:
        return home
    return home if parts.scheme or parts.netloc else target


def login_address(root: str, target: str) -> str:
    """Return the address of the login page.

    :param root: path under which the server is reached; empty for the top.
    :param target: where to go once logged in.
    """
    wanted = local_target(target, root)
    if wanted == f"{root}/":
        return root + LOGIN_PATH
    return f"{root}{LOGIN_PATH}?{urlencode({'next': wanted})}"


@cache
def _style() -> str:
    return _CSS.read_text(encoding="utf-8")


@cache
def _style_source() -> str:
    return style_source(_style())


def _page(words: Words, body: str) -> str:
    title = f"{words.say('login.title')} · {words.say('page.title')}"
    return (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,"><title>{title}</title>'
        f"<style>{_style()}</style></head><body>{body}</body></html>"
    )
