from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from assistant.access.replies import language_asked
from assistant.dictionary import LANGUAGES
from assistant.page.languages import COOKIE, prefix_of, wished, without_prefix
from assistant.page.server import Serving, create_app
from tests.assistant.parts import parts_of

pytestmark = pytest.mark.usefixtures("loop")
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
RUSSIAN, KAZAKH = {"Accept-Language": "ru-RU,ru;q=0.9"}, {"Accept-Language": "kk-KZ,ru;q=0.8"}


def client(root: Path, root_path: str = "") -> TestClient:
    app = create_app(parts_of(root), Serving("127.0.0.1", root_path))
    return TestClient(app, base_url="http://127.0.0.1", root_path=root_path, follow_redirects=False)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("*", "en"),
        ("de-DE,de;q=0.9", "en"),
        ("ru", "ru"),
        ("ru-RU,ru;q=0.9,en-US;q=0.8", "ru"),
        ("kk-KZ, ru;q=0.9", "kk"),
        ("KK", "kk"),
        ("de, kk;q=0.4, ru;q=0.5", "ru"),
        ("en;q=0.1,ru;q=0.9", "ru"),
        ("en, ru", "en"),
        ("ru;q=0, kk;q=0.1", "kk"),
        ("ru;q=0", "en"),
        ("ru;q=2, kk;q=0.2", "kk"),
        ("ru;q=x, kk;q=nan, en;q=-1", "en"),
        ("ru;level=1, kk;q=0.3", "kk"),
        ("russian, kkk", "en"),
        (",;=,q", "en"),
    ],
)
def test_the_language_that_a_browser_wishes_for(header: str, language: str) -> None:
    assert wished(header) == language


@given(st.text("ruken-*;,q=.01 ", max_size=40) | st.text(max_size=40))
def test_whatever_is_wished_for_is_one_of_ours(header: str) -> None:
    assert wished(header) in LANGUAGES


def asked(cookie: str | None, wish: str) -> str:
    headers = [(b"accept-language", wish.encode())]
    headers += [(b"cookie", f"a=b; {COOKIE}={cookie}".encode())] if cookie is not None else []
    return language_asked({"type": "http", "headers": headers})


def test_what_was_chosen_counts_before_what_the_browser_wishes() -> None:
    assert asked(None, "ru") == "ru"
    assert asked("kk", "ru") == "kk"
    assert asked("en", "ru") == "en"
    assert asked("xx", "ru") == "ru"
    assert asked("", "kk") == "kk"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_path_is_the_same_below_each_page(language: str) -> None:
    prefix = prefix_of(language)
    assert without_prefix(f"{prefix}/gradio_api/upload") == "/gradio_api/upload"
    assert without_prefix(f"{prefix}/") == "/"
    assert without_prefix(prefix) in ("/", "")


def test_only_the_page_s_own_path_is_taken_off_and_once() -> None:
    for path in ("/rules", "/kkk/x", "/en/x", "/x/ru/y"):
        assert without_prefix(path) == path
    assert without_prefix("/ru/kk/x") == "/kk/x"


@pytest.mark.parametrize(
    ("headers", "led"),
    [(PAGE | RUSSIAN, "/ru/"), (PAGE | KAZAKH, "/kk/"), (PAGE, None), (RUSSIAN, None)],
    ids=["russian", "kazakh", "english", "program"],
)
def test_a_browser_is_led_to_the_page_of_its_language(
    tmp_path: Path, headers: dict[str, str], led: str | None
) -> None:
    reply = client(tmp_path).get("/?__theme=dark", headers=headers)
    if led is None:
        assert reply.status_code == 200
    else:
        assert (reply.status_code, reply.headers["location"]) == (303, f"{led}?__theme=dark")
    varying = {"accept-language", "cookie"} <= set(
        reply.headers.get("vary", "").lower().split(", ")
    )
    assert varying == ("Accept" in headers)


def test_below_a_proxy_s_path_it_is_led_there(tmp_path: Path) -> None:
    page = client(tmp_path, "/papers")
    led = page.get("/papers/", headers=PAGE | RUSSIAN)
    assert led.headers["location"] == "/papers/ru/"
    chosen = page.get("/papers/ru/language/en", headers=PAGE)
    assert chosen.headers["location"] == "/papers/"
    assert "Path=/papers;" in chosen.headers["set-cookie"]
    assert page.get("/papers/kk").headers["location"] == "/papers/kk/"


def test_a_choice_is_kept(tmp_path: Path) -> None:
    page = client(tmp_path)
    chosen = page.get("/language/kk", headers=PAGE)
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/kk/")
    cookie = chosen.headers["set-cookie"].lower()
    for said in ("footnote-language=kk", "max-age=31536000", "path=/;", "samesite=lax", "httponly"):
        assert said in cookie
    assert page.get("/", headers=PAGE | RUSSIAN).headers["location"] == "/kk/"
    # From any page to any other.
    again = page.get("/kk/language/en", headers=PAGE)
    assert again.headers["location"] == "/"
    assert page.get("/", headers=PAGE | RUSSIAN).status_code == 200


@pytest.mark.parametrize(
    "path", ["/language/xx", "/language/en.ru", "/ru/language/%2F%2Fevil.example"]
)
def test_what_is_no_language_is_not_kept_and_leads_nowhere_else(tmp_path: Path, path: str) -> None:
    reply = client(tmp_path).get(path, headers=PAGE)
    assert "set-cookie" not in reply.headers
    assert reply.status_code in (303, 404)
    assert reply.headers.get("location", "/") == "/"


def test_a_page_of_a_language_is_never_led_away(tmp_path: Path) -> None:
    page = client(tmp_path)
    page.cookies.set(COOKIE, "en")
    assert page.get("/ru/", headers=PAGE | KAZAKH).status_code == 200
    assert page.get("/ru", headers=PAGE).headers["location"] == "/ru/"


def test_only_reading_is_led_elsewhere(tmp_path: Path) -> None:
    assert client(tmp_path).post("/", headers=PAGE | RUSSIAN).status_code == 405
