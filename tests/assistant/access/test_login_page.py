from __future__ import annotations

import base64
import hashlib
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.access.login_page import LOGIN_PATH, local_target, login_address, login_page
from assistant.escape import visible
from tests.assistant.access.page import LoginForm
from tests.assistant.hostile import HOSTILE, hostile_text
from tests.assistant.page.english import EN

# Where a browser would be led elsewhere, or nowhere.
OUTSIDE = [
    "//evil.example",
    "//evil.example/x",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "https:evil.example",
    "https://evil.example/",
    "https:/evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/\r\nSet-Cookie: a=b",
    "/a//evil.example",
    "/.//evil.example",
    "evil.example",
    "",
    "?next=x",
    "@evil.example",
    "/\x00",
    "/\u2028x",
    "/" + "x" * 3000,
]


@pytest.mark.parametrize("target", OUTSIDE)
def test_no_target_leads_to_another_site(target: str) -> None:
    assert local_target(target, "") == "/"
    assert local_target(target, "/papers") == "/papers/"


@given(st.one_of(hostile_text, st.text("/\\:.?#@\t e", max_size=12)), st.sampled_from(["", "/p"]))
def test_whatever_is_asked_for_the_way_stays_on_this_server(target: str, root: str) -> None:
    led = local_target(target, root)
    where = urlsplit(urljoin("https://footnote.example/login", led))
    assert (where.scheme, where.netloc) == ("https", "footnote.example")
    assert led.startswith(f"{root}/")
    assert not led.startswith("//")
    assert "\\" not in led
    assert led.isprintable()


@pytest.mark.parametrize(
    "target", ["/", "/documents/view?doc=a.md&start=1#quote", "/x?next=//y", "/қазақ", "/a:b"]
)
def test_a_path_of_this_server_is_kept(target: str) -> None:
    assert local_target(target, "") == target
    assert local_target("/papers" + target, "/papers") == "/papers" + target


@pytest.mark.parametrize(
    "target", ["/login", "/login/", "/login?next=/login", "/logout", "/logout/"]
)
def test_the_way_does_not_lead_round_in_a_circle(target: str) -> None:
    assert local_target(target, "") == "/"


def test_another_application_of_the_same_host_is_not_ours() -> None:
    assert local_target("/other/", "/papers") == "/papers/"
    assert local_target("/papersx", "/papers") == "/papers/"


def test_the_address_of_the_login_page_carries_the_target() -> None:
    address = login_address("/papers", "/papers/view?doc=a&b=c")
    assert address.startswith(f"/papers{LOGIN_PATH}?")
    assert parse_qs(urlsplit(address).query) == {"next": ["/papers/view?doc=a&b=c"]}
    assert login_address("", "//evil.example") == login_address("", "/") == "/login"


def test_the_form_asks_for_a_name_and_a_password() -> None:
    form = LoginForm(login_page(EN, "/papers", "/papers/x").html)
    assert form.values == {"next": "/papers/x", "username": "", "password": ""}
    assert form.action == "/papers/login"
    assert form.labels == ["username", "password"]
    assert form.attributes["password"]["type"] == "password"
    assert form.attributes["username"]["autocomplete"] == "username"
    assert form.attributes["password"]["autocomplete"] == "current-password"
    assert "autofocus" in form.attributes["username"]
    assert EN.say("login.button") in form.text and EN.say("login.help") in form.text
    assert EN.say("login.wrong") not in form.text


def test_after_a_failure_the_reason_and_the_name_are_shown() -> None:
    form = LoginForm(login_page(EN, "", "/", EN.say("login.wrong"), "ada").html)
    assert EN.say("login.wrong") in form.text
    assert form.values["username"] == "ada"
    assert form.values["password"] == ""
    assert "autofocus" in form.attributes["password"]
    assert form.attributes["password"]["aria-describedby"] == "problem"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_and_targets_stay_text(text: str) -> None:
    form = LoginForm(login_page(EN, text, f"{text}/{text}", text, text).html)
    assert form.values["username"] == visible(text)
    assert form.action == visible(text) + "/login"


@given(hostile_text, hostile_text, hostile_text)
def test_nothing_that_is_given_becomes_markup(target: str, problem: str, name: str) -> None:
    form = LoginForm(login_page(EN, "", "/" + target, problem, name).html)
    assert set(form.values) == {"next", "username", "password"}
    assert form.action == "/login"


def test_the_headers_allow_the_one_style_and_nothing_else() -> None:
    page = login_page(EN, "", "/")
    style = LoginForm(page.html).style
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = page.headers["Content-Security-Policy"]
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    for part in ("base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    assert page.headers["Cache-Control"] == "no-store"


def test_the_style_is_made_for_the_dark_and_for_phones_and_loads_nothing() -> None:
    style = LoginForm(login_page(EN, "", "/").html).style
    assert "prefers-color-scheme: dark" in style
    assert "max-width: 30rem" in style
    assert "url(" not in style and "@import" not in style


def test_the_wait_is_told_in_words() -> None:
    assert "Wait 1 second and" in EN.say_count("login.too-many", 1)
    assert "Wait 60 seconds and" in EN.say_count("login.too-many", 60)
