"""Terms of what a vehicle looks like: make, model, colour. Alone they prove nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from domain.identifiers import Answers, Identifier
from domain.identifiers.leaves import Leaf, cards, typed
from domain.identifiers.lists import folded, lists, words
from domain.terms.kinds import Term

_AROUND = 60
"""How near to a registration in running text its make and colour stand."""


def terms(
    answers: Answers, listed: Sequence[Leaf], identifiers: Sequence[Identifier]
) -> Iterator[Term]:
    """Give the looks of vehicles on cards, and of those whose registration stands in the text."""
    for _, card in cards(answers, "vehicles"):
        yield from of_card(card)
    texts = {leaf.where: leaf.text for leaf in listed}
    for one in identifiers:
        if one.kind == "vrm" and one.source == "text" and one.where in texts:
            yield from of_text(texts[one.where][max(0, one.start - _AROUND) : one.end + _AROUND])


def of_card(card: Mapping[str, object]) -> Iterator[Term]:
    """Give the looks on one vehicle card."""
    yield from _known(f"{typed(card, 'make')} {typed(card, 'colour')}")
    for word in re.findall(r"[^\W_]{3,}", folded(typed(card, "model"))):
        if word not in words(lists().vehicles.generic):
            yield Term("model", word)


def of_text(text: str) -> Iterator[Term]:
    """Give the looks that a few words of text speak of."""
    yield from _known(text)
    for word in re.findall(r"[^\W_]{3,}", folded(text)):
        if word in words(lists().vehicles.models):
            yield Term("model", word)


def _known(text: str) -> Iterator[Term]:
    table = lists().vehicles
    plain = folded(text).replace("land rover", "landrover").replace("range rover", "landrover")
    for word in re.findall(r"[^\W_]+", plain):
        one = table.same.get(word, word)
        if one in words(table.makes):
            yield Term("make", one)
        elif one in words(table.colours):
            yield Term("colour", one)
