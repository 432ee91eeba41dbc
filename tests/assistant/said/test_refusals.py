"""Our refusals are known again in a conversation, whatever language they were said in."""

from __future__ import annotations

import pytest

from assistant.dictionary import LANGUAGES
from assistant.followups.said import said
from assistant.said.refusals import is_refusal
from assistant.said.words import said_in


def reasons(language: str) -> list[str]:
    words = said_in(language)
    title = words.say("quoted", text="A (b) [c]")
    return [
        words.say("refusal.title"),
        words.say("refusal.asked-of", scope=title) + " " + words.say("refusal.far"),
        words.say("refusal.unknown-language", language="x", model="m", command="`c`"),
        words.say_count("refusal.left-out", 2, titles=title),
        words.say("scope.none-of-named", kinds="x"),
        words.say("scope.no-source", fetch="`f`", add="`a`"),
        words.say("catalogue.lack.authors", title=title),
        words.say("catalogue.lack-of-several.named-code", n="3", code="DOI"),
        words.say("overview.no-sentence"),
        words.say("cited.none-named", counted=words.say_count("cited.entries", 3), names="Darwin"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_of_ours_is_no_answer(language: str) -> None:
    for reason in reasons(language):
        assert is_refusal(reason), reason
        assert said("Кто это?", f" {reason} more").answer == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Anna Petrova built it in 1902.",
        "The lighthouse names no author.",
        "Маяк построила Анна Петрова. В документах об этом не сказано.",
        "Шамшыракты Анна Петрова салды.",
    ],
)
def test_what_is_none_is_an_answer(text: str) -> None:
    assert not is_refusal(text)


def test_a_cited_sentence_is_an_answer_however_it_begins() -> None:
    assert said("Кто?", "В документах об этом не сказано. [1]").answer
