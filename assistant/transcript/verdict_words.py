"""What became of a conversation's quotations, as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answer_parts import page_name, snippet
from assistant.escape import one_line
from assistant.transcript.verify import MOST_PLACES, Check, Place, Verification

QUOTE_CHARS = 70


def report(verification: Verification) -> str:
    """Return a line a quotation, what is wrong with the conversation itself, and a summary."""
    lines = [_line(check) for check in verification.checks]
    lines += [f"{'fault':8} {one_line(fault)}" for fault in verification.faults]
    return "\n".join([*lines, *([""] if lines else []), summary(verification)])


def summary(verification: Verification) -> str:
    """Return how many quotations stand, in one sentence or two."""
    total = len(verification.checks)
    if not total:
        said = "The conversation holds no quotation, so there is nothing to hold against anything."
    elif verification.count("stands") == total:
        one = "The one quotation stands at its place."
        said = one if total == 1 else f"All {total} quotations stand at their places."
    else:
        said = f"Of {_quotations(total)}, {', '.join(_counts(verification))}."
    faults = len(verification.faults)
    return f"{said} Markers that lead nowhere: {faults}." if faults else said


def _quotations(number: int) -> str:
    return "1 quotation" if number == 1 else f"{number} quotations"


def _counts(verification: Verification) -> Iterator[str]:
    names = {
        "stands": "at the place named",
        "moved": "elsewhere, or in a document that has changed",
        "altered": "not in the document",
        "gone": "of a document that is not held",
    }
    yield f"{verification.count('stands')} stand {names['stands']}"
    if number := verification.count("moved"):
        yield f"{number} moved ({names['moved']})"
    if number := verification.count("altered"):
        yield f"{number} altered"
    if number := verification.count("gone"):
        yield f"{number} gone ({names['gone']})"


def _line(check: Check) -> str:
    citation = check.citation
    near = " (nearest)" if check.nearest else ""
    where = page_name(citation.page, citation.page_label)
    source = ", ".join(filter(None, (citation.document, where)))
    line = (
        f"answer {check.exchange} [{citation.marker}]{near} "
        f"“{snippet(citation.quote, QUOTE_CHARS)}” — {source}"
    )
    if check.hint:
        line += f": {check.hint}"
    if check.state != "stands" and check.places:
        more = " and more" if len(check.places) == MOST_PLACES else ""
        line += f"; stands now at {', '.join(map(_place, check.places))}{more}"
    return f"{check.state:8} {one_line(line)}"


def _place(place: Place) -> str:
    page = page_name(place.page, place.page_label)
    return f"character {place.start}" + (f" ({page})" if page else "")
