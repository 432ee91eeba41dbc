"""What is to become of each transcript."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.models import WritingFailure

NYE = "The term was introduced into science by Joseph Nye, an American political scientist."
FIVE = "There are five Confucius Institutes in Kazakhstan."
FOUR = "Kyrgyzstan has four of them, and Uzbekistan two."
TAUGHT = "Students are taught Chinese language, culture, and history there."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is to become of a transcript.

    :param said: the sentences that are shown.
    :param dropped: why each of the others is not.
    :param repaired: how many of those shown had a quotation under a wrong number.
    :param tagged: ``dropped`` where the lines are tagged, if that differs.
    """

    said: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    repaired: int = 0
    tagged: tuple[str, ...] | None = None


WRITTEN = {
    "right_quote": Outcome((NYE,)),
    "two_sentences": Outcome((FIVE, FOUR)),
    "stops_midway": Outcome((FIVE, FOUR)),
    "never_answers": Outcome((NYE,)),
    "two_quotations": Outcome(
        (
            "Joseph Nye, an American political scientist, introduced the term, and Wang Huning "
            "wrote that culture is its main source.",
        )
    ),
    "other_marks": Outcome(("The triad of Joseph Nye is culture, values and policies.",)),
    "altered_and_right": Outcome((FIVE,), ("quotation-not-found",)),
    "wrong_excerpt": Outcome((NYE,), repaired=1),
    "marker_out_of_range": Outcome((NYE,), repaired=1),
    "no_excerpt_number": Outcome((NYE,)),
    "invented_number": Outcome((FOUR,), ("number",)),
    "invented_year": Outcome((NYE,), ("number",)),
    "invented_name": Outcome((NYE,), ("name",)),
    "no_quotation": Outcome((FIVE,), ("no-quotation",)),
    "short_quotation": Outcome((FIVE,), ("quotation-too-short", "unrelated")),
    "unrelated": Outcome((NYE,), ("unrelated",)),
    "retry_succeeds": Outcome((NYE,)),
    "broken_then_right": Outcome((NYE,)),
    "unterminated_json": Outcome((FIVE,)),
    "code_fence": Outcome((NYE,)),
    "think_part": Outcome((NYE,)),
    "unopened_thought": Outcome((NYE,)),
    "thought_field": Outcome((NYE,)),
    "tagged_in_spite_of_schema": Outcome((NYE,)),
    "schema_refused": Outcome((NYE,)),
    "temperature_refused": Outcome((NYE,)),
    "usage_refused": Outcome((NYE,)),
    "nothing_taken": Outcome((NYE,)),
    "pings": Outcome((FIVE, FOUR)),
    "cut_characters": Outcome(
        ("Термин ввёл в научный оборот Джозеф Най, американский политолог.",)
    ),
    "russian": Outcome(("В Казахстане действуют пять институтов Конфуция.",)),
    "kazakh": Outcome(
        (
            "Қазақстанда бес Конфуций институты бар.",
            "Қырғызстанда төрт, ал Өзбекстанда екі институт жұмыс істейді.",
        ),
        ("number", "name"),
        repaired=1,
    ),
    "says_it_twice": Outcome((FIVE,)),
    "nested_json": Outcome((NYE,)),
    "bare_list": Outcome((NYE,)),
    "numbers_as_text": Outcome((NYE,)),
    "wrong_types": Outcome((NYE,), ("quotation-too-short",)),
    "injected_image": Outcome((FIVE,), ("markup",)),
    "injected_link": Outcome((FIVE,), ("markup", "address", "address", "markup")),
    "injected_mail": Outcome((FIVE,), ("address",)),
    "tells_prompt": Outcome((FIVE,), ("quotation-not-found",)),
    "recites_prompt": Outcome((FIVE,), ("prompt",)),
    "writes_on": Outcome((FIVE, FOUR)),
}
UNSUPPORTED = {
    "altered_quote": Outcome(dropped=("quotation-not-found",)),
    "control_characters": Outcome(dropped=("markup",)),
    "breaks_out": Outcome(dropped=("name",), tagged=("no-quotation", "unrelated")),
    "injected_html": Outcome(dropped=("markup", "markup")),
    "injected_nine": Outcome(dropped=("quotation-not-found",)),
    "negated": Outcome(dropped=("opposite",)),
}
FAILED: dict[str, WritingFailure] = {
    "broken_json": "malformed",
    "empty": "malformed",
    "empty_sentences": "malformed",
    "half_a_stream_lost": "lost",
    "lost_after_two": "lost",
    "half_a_stream_reset": "lost",
    "half_a_stream_ended": "truncated",
    "length": "truncated",
    "only_thoughts": "truncated",
    "filtered": "filtered",
    "error_in_stream": "server",
    "garbage_in_stream": "server",
    "wrong_page": "rejected",
    "trouble_unauthorised": "unauthorised",
    "trouble_no_model": "no-model",
    "trouble_too_many": "busy",
    "too_many_then_right": "busy",
    "trouble_quota": "busy",
    "trouble_broken": "server",
    "trouble_loading": "server",
    "trouble_context": "context",
}
UNFINISHED = {
    "half_a_stream_lost": (FIVE,),
    "half_a_stream_ended": (FIVE,),
    "length": (FIVE,),
    "lost_after_two": (FIVE, TAUGHT),
}
"""Of those that break off, the sentences that were verified by then. What a harsh end leaves of the
bytes before it is the system's choice."""
STALLS = ("no_answer_stalls", "whole_then_stalls")
REFUSED = ("no_answer", "no_answer_yet_sentences")
FOLLOW_UPS = ("follow_up", "follow_up_injected", "follow_up_fails")
