"""Going through the answers: fields by what they are for, everything else as running text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from domain.identifiers import (
    birthdays,
    finders,
    handles,
    people,
    phones,
    places,
    registrations,
    runs,
)
from domain.identifiers.kinds import Find, Identifier, Kind
from domain.identifiers.leaves import Answers, Leaf, is_blank, leaves, typed

_FIELDS: Mapping[str, tuple[Kind, Callable[[str], str | None]]] = {
    "people.phones": ("phone", phones.in_field),
    "people.social": ("social", handles.in_field),
    "places.what3words": ("what3words", places.three_words_in_field),
    "places.postcode": ("postcode", places.postcode),
    "vehicles.registration": ("vrm", registrations.in_field),
}
"""Fields that hold one thing; what does not fit is read as running text instead."""

_NAME_PARTS = ("people.surname", "people.forenames")
_PLAIN = re.compile(r"(?<![\w'’-])[a-zà-ÿ]{3,}(?![\w'’-])")
_LATEST = date(2049, 12, 31)


def extract(answers: Answers, on: date | None = None) -> tuple[Identifier, ...]:
    """Find every identifier in a submission's answers, in the order they were typed.

    `answers` has the groups right_place, submitter, what, people, places, vehicles, things,
    how_known, risk and why_share; whatever is missing or of another shape is passed over. The
    submitter's own phone and name are left out unless a card gives them as somebody else's. `on` is
    the day that a date of birth must not lie after; without it, the day the submitter learned of
    the matter.
    """
    day = on or _learned(answers)
    names = people.of_cards(answers)
    found = list(_card_names(names))
    listed = tuple(leaves(answers))
    context = _context(answers, listed, names)
    for leaf in listed:
        found += _in_leaf(leaf, names, context, day)
    return _without_own_phone(_platforms_known(_without_surnames_known(found)), answers)


def in_text(text: str, on: date | None = None) -> tuple[Identifier, ...]:
    """Find every identifier in one piece of text, as somebody searching might type it."""
    return tuple(_in_leaf(Leaf("text", text), (), runs.Context(), on or _LATEST))


def _in_leaf(
    leaf: Leaf, names: tuple[tuple[str, people.Name], ...], context: runs.Context, day: date
) -> Iterable[Identifier]:
    if leaf.field in _NAME_PARTS or is_blank(leaf.text):
        return ()
    whole = _in_field(leaf, day)
    if whole:
        return (whole,)
    finds = finders.found_in(leaf.text, names, context, day)
    return (_identifier(leaf, find) for find in finds)


def _in_field(leaf: Leaf, day: date) -> Identifier | None:
    text = leaf.text.strip()
    kind, value = _of_field(leaf.field, text, day)
    if value is None:
        return None
    start = leaf.text.index(text)
    return Identifier(kind, text, value, leaf.where, start, start + len(text), "field")


def _of_field(field: str, text: str, day: date) -> tuple[Kind, str | None]:
    if field == "people.date_of_birth":
        return "dob", birthdays.in_field(text, day)
    kind, normalise = _FIELDS.get(field, ("name", lambda _: None))
    return kind, normalise(text)


def _identifier(leaf: Leaf, find: Find) -> Identifier:
    typed_text = find.as_typed or leaf.text[find.start : find.end]
    return Identifier(
        find.kind, typed_text, find.normalised, leaf.where, find.start, find.end, "text"
    )


def _card_names(names: tuple[tuple[str, people.Name], ...]) -> Iterator[Identifier]:
    for where, name in names:
        if where.endswith(".name"):
            end = len(name.spoken)
            yield Identifier("name", name.spoken, name.written, where, 0, end, "field")


def _learned(answers: Answers) -> date:
    what = answers.get("what")
    said = typed(what, "learned") if isinstance(what, Mapping) else ""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return _LATEST


def _context(
    answers: Answers, listed: Iterable[Leaf], names: tuple[tuple[str, people.Name], ...]
) -> runs.Context:
    """Gather words that are plain (typed small somewhere) and words of addresses."""
    plain: set[str] = set()
    spots: set[str] = set()
    for leaf in listed:
        plain.update(_PLAIN.findall(leaf.text))
        if leaf.field.endswith("address"):
            spots.update(re.findall(r"[^\W\d_]+", leaf.text.lower()))
    own = people.submitter(answers)
    mine = frozenset(own.spoken.lower().split()) if own else frozenset()
    spots -= {word for _, name in names for word in name.spoken.lower().split()}
    cards = frozenset(name for _, name in names)
    return runs.Context(frozenset(plain), frozenset(spots), mine, cards)


def _without_surnames_known(found: list[Identifier]) -> list[Identifier]:
    """Leave out "Mrs Hall" where a Hall is named in full: it adds nobody, and may be either.

    With a date of birth after it, it does.
    """
    full = {
        one.normalised.partition(",")[0].casefold()
        for one in found
        if one.kind == "name" and one.normalised and "," in one.normalised
    }
    return [
        one
        for one, after in zip_longest(found, found[1:])
        if one.kind != "name"
        or one.source == "field"
        or (one.normalised or "").casefold() not in full
        or (after is not None and after.kind == "dob" and after.where == one.where)
    ]


def _platforms_known(found: list[Identifier]) -> list[Identifier]:
    """Give a handle typed without its platform the one that it has elsewhere in the answers."""
    known = {
        one.normalised.split(":")[1]: one.normalised
        for one in found
        if one.kind == "social" and one.normalised is not None
    }
    return [
        replace(one, normalised=known.get(one.as_typed.lower().lstrip("@")))
        if one.kind == "social" and one.normalised is None
        else one
        for one in found
    ]


def _without_own_phone(found: list[Identifier], answers: Answers) -> tuple[Identifier, ...]:
    """Leave out the submitter's own number, unless a card says that it is somebody else's."""
    group = answers.get("submitter")
    own = phones.in_field(typed(group, "phone")) if isinstance(group, Mapping) else None
    return tuple(
        one
        for one in found
        if one.kind != "phone"
        or one.normalised != own
        or own is None
        or one.where.startswith(("people.", "things."))
    )
