"""The figures, names and turns of a claim, one by one, against a passage of the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.claims.directions import Opposed, opposed_by_not, opposed_turns
from assistant.claims.figure import Figure
from assistant.claims.models import Compared, Item, State
from assistant.claims.names import Name, same_name, share_a_word
from assistant.claims.nearest import matching
from assistant.claims.reading import Read, Source

ELSEWHERE = "elsewhere in the source"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A figure or name of a passage with the sentence it stands in."""

    sentence: Read
    what: Figure | Name

    @property
    def item(self) -> Item:
        return item_of(self.sentence, self.what.start, self.what.end)


def item_of(sentence: Read, start: int, end: int) -> Item:
    """Return a stretch of a sentence with the offsets of its document."""
    return Item(sentence.start + start, sentence.start + end, sentence.text[start:end])


def compare(
    claim: Read, source: Source, first: int, last: int, centre: int, *, near: bool
) -> tuple[Compared, ...]:
    """Hold each item of a claim against a passage.

    :param claim: the claim.
    :param source: the source.
    :param first: position of the passage's first sentence.
    :param last: position after its last sentence.
    :param centre: position of the sentence that comes nearest.
    :param near: the passage speaks of the same thing, so that what stands in an item's place
        differs from it.
    :return: in the order of the claim.
    """
    passage = source.sentences[first:last]
    found = [
        *_figures(claim, passage, near=near),
        *_names(claim, passage, source, near=near),
        *(_turns(claim, source.sentences[centre]) if near else ()),
    ]
    return tuple(sorted(found, key=lambda each: (each.claim.start, each.kind)))


def _figures(claim: Read, passage: Sequence[Read], *, near: bool) -> Iterator[Compared]:
    every = [_Placed(each, figure) for each in passage for figure in each.figures]
    met = {figure: matching(figure, _all(every)) for figure in claim.figures}
    taken = {found[0] for found in met.values() if found is not None}
    free = [placed for placed in every if placed.what not in taken]
    for figure, found in met.items():
        item = item_of(claim, figure.start, figure.end)
        if found is not None:
            other = next(placed for placed in every if placed.what is found[0])
            yield Compared(figure.kind, item, "same", other.item, found[1])
            continue
        rival = _rival(figure, free, claim.language) if near else None
        if rival is not None:
            free.remove(rival)
        state: State = "absent" if rival is None else "differs"
        yield Compared(figure.kind, item, state, rival.item if rival is not None else None)


def _all(placed: Sequence[_Placed]) -> list[Figure]:
    return [each.what for each in placed if isinstance(each.what, Figure)]


def _rival(figure: Figure, free: Sequence[_Placed], language: str) -> _Placed | None:
    """Return the figure that stands in another's place: of the same sort, of the same thing.

    Of the same thing are two years, two shares or two sums; two counts where the same is counted,
    or where the thing counted cannot be told, as between languages, and there is but one.
    """
    alike = [each for each in free if _is_rival(figure, each.what)]
    same_unit = [each for each in alike if _unit(each) == figure.unit and figure.unit]
    if same_unit:
        return same_unit[0]
    one_sort = figure.kind in ("year", "percent", "money")
    unknown = [
        each
        for each in alike
        if one_sort or not figure.unit or not _unit(each) or each.sentence.language != language
    ]
    return unknown[0] if len(unknown) == 1 else None


def _is_rival(figure: Figure, other: Figure | Name) -> bool:
    if not isinstance(other, Figure) or (figure.low == figure.high) != (other.low == other.high):
        return False
    if figure.measured and other.measured and figure.unit != other.unit:
        return False
    return figure.kind == other.kind


def _unit(placed: _Placed) -> str:
    return placed.what.unit if isinstance(placed.what, Figure) else ""


def _names(
    claim: Read, passage: Sequence[Read], source: Source, *, near: bool
) -> Iterator[Compared]:
    every = [_Placed(each, name) for each in passage for name in each.names]
    met = {name: _same(name, every, claim.language) for name in claim.names}
    taken = {id(found.what) for found in met.values() if found is not None}
    free = [each for each in every if id(each.what) not in taken and not _is_doubtful(each)]
    missing = [name for name, found in met.items() if found is None and not name.doubtful]
    for name, found in met.items():
        item = item_of(claim, name.start, name.end)
        if found is not None and not (name.doubtful and _is_doubtful(found)):
            yield Compared("name", item, "same", found.item)
        elif not name.doubtful:
            rival = _other_name(name, free, missing, claim.language) if near else None
            yield _missing_name(name, item, rival, source, claim.language)


def _missing_name(
    name: Name, item: Item, rival: _Placed | None, source: Source, language: str
) -> Compared:
    elsewhere = _same(name, _named(source), language)
    if elsewhere is not None:
        if rival is not None:
            return Compared("name", item, "absent", None, ELSEWHERE)
        return Compared("name", item, "same", elsewhere.item, ELSEWHERE)
    if rival is not None:
        return Compared("name", item, "differs", rival.item)
    return Compared("name", item, "absent")


def _named(source: Source) -> list[_Placed]:
    return [_Placed(each, name) for each in source.sentences for name in each.names]


def _same(name: Name, every: Sequence[_Placed], language: str) -> _Placed | None:
    for each in every:
        if isinstance(each.what, Name) and same_name(
            name, each.what, same_language=each.sentence.language == language
        ):
            return each
    return None


def _other_name(
    name: Name, free: Sequence[_Placed], missing: Sequence[Name], language: str
) -> _Placed | None:
    """Return the name that stands in another's place.

    It shares a word with it, as one of two persons of a family does; or it is the only one left
    over, as the other is, and as long: one word, or several.
    """
    for each in free:
        if isinstance(each.what, Name) and share_a_word(
            name, each.what, same_language=each.sentence.language == language
        ):
            return each
    alike = [each for each in free if _is_several(each.what) == _is_several(name)]
    return alike[0] if len(alike) == 1 and missing == [name] else None


def _is_several(what: Figure | Name) -> bool:
    return isinstance(what, Name) and len(what.needed) > 1


def _is_doubtful(placed: _Placed) -> bool:
    return isinstance(placed.what, Name) and placed.what.doubtful


def _turns(claim: Read, sentence: Read) -> Iterator[Compared]:
    opposed: list[Opposed | None] = [opposed_turns(claim.turns, sentence.turns)]
    if claim.language == sentence.language:
        opposed.append(opposed_by_not(claim.text, sentence.text, claim.language))
    for each in opposed:
        if each is not None:
            yield Compared(
                "direction",
                item_of(claim, *each.claim),
                "differs",
                item_of(sentence, *each.source),
                each.note,
            )
