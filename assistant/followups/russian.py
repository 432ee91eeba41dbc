"""A Russian name brought into the case of the name whose place it takes."""

from __future__ import annotations

VOWELS = "аеёиоуыэюя"
# What an ending of the old name makes of a new one: masculine, feminine, and one in "-ия".
ENDINGS = (
    (("ом", "ем", "ём", "ой", "ей"), ("ом", "ой", "ией")),
    (("е",), ("е", "е", "ии")),
    (("у", "ю"), ("у", "у", "ию")),
    (("а", "я", "ы", "и"), ("а", "ы", "ии")),
)
NOMINATIVE = "ия"


def agreeing(new: str, old: str) -> str:
    """Return a name in another's case: "Япония" in the place of "Китае" is "Японии".

    :param new: one word, in the nominative; in another case it may come back as it is.
    :param old: the name whose place it takes, in any case.
    :return: ``new`` itself where the two end alike, or nothing is known of such an ending.
    """
    if new[-1] == old[-1] or old.endswith(NOMINATIVE):
        return new
    for endings, (masculine, feminine, in_iya) in ENDINGS:
        if not old.endswith(endings):
            continue
        if new.endswith(NOMINATIVE):
            return new[: -len(NOMINATIVE)] + in_iya
        if new[-1] in "ая":
            return new[:-1] + feminine
        return new if new[-1] in VOWELS + "йь" else new + masculine
    return new
