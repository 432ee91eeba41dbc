"""References of any content, for round trips."""

from __future__ import annotations

from hypothesis import strategies as st

from ingest.models import UNDETERMINED, Reference

_WORDS = st.text(
    alphabet=st.sampled_from("aBя Қәі«»\\{}&%$#_~^'`-\"<>!?:;,.()[]/@=|*+0"),
    min_size=1,
    max_size=40,
).map(lambda text: " ".join(text.split()))
_AUTHORS = st.tuples(
    st.sampled_from(["Ли", "O'Neil", "Әлібек", "van der Berg", "Lee-Orr"]),
    st.sampled_from(["А. Б.", "Ann", "Жан-Поль", "J. S."]),
).map(", ".join)


def any_references() -> st.SearchStrategy[list[Reference]]:
    """Return references numbered from 1, as they come back from another format."""
    one = st.builds(
        Reference,
        number=st.just(1),
        start=st.just(0),
        end=st.just(0),
        text=_WORDS,
        authors=st.lists(
            _AUTHORS | st.sampled_from(["Port Authority and Bank", "IMO"]), max_size=3
        ).map(tuple),
        title=_WORDS,
        year=st.none() | st.sampled_from(["1999", "2018", "2018a"]),
        url=st.none() | st.sampled_from(["https://a.example/b_c?d=%20&e=~f#g", "http://порт.рф/ә"]),
        doi=st.none() | st.sampled_from(["10.1000/ab_c(1)2", "10.5281/zenodo.1"]),
        pages=st.sampled_from(["", "8-9", "8-9, 12", "45"]),
        accessed=st.sampled_from(["", "2018-03-20", "2018-03", "2018", "March 27 01.2022"]),
        container=_WORDS | st.just(""),
        language=st.sampled_from(["en", "ru", "kk", UNDETERMINED]),
    )
    return st.lists(one, max_size=4).map(_numbered)


def _numbered(references: list[Reference]) -> list[Reference]:
    from dataclasses import replace

    return [
        replace(reference, number=number, end=len(reference.text))
        for number, reference in enumerate(references, 1)
    ]
