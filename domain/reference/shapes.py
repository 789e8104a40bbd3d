"""Fit plain TOML values to typed dataclasses, strictly: nothing unknown, nothing missing.

What fits: str, int, float, bool, datetime.date, datetime.time, enums by value, Literal, `X | None`,
`tuple[X, ...]`, `frozenset[X]`, `Mapping[str, X]` or `dict[str, X]`, and dataclasses of these. A
ValueError raised by a dataclass's `__post_init__` is reported at the key that holds it.
"""

from __future__ import annotations

import types
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import cache
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

Keys = tuple[str | int, ...]

_PLAIN = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
_PLAIN_TYPES: dict[type, str] = {**_PLAIN, date: "a date", time: "a time"}


class ShapeMismatch(ValueError):
    """A value does not fit its shape; `keys` is the way to it."""

    def __init__(self, keys: Keys, problem: str) -> None:
        """Remember where the problem is as well as what it is."""
        super().__init__(f"{dotted(keys)}: {problem}")
        self.keys = keys


def dotted(keys: Keys) -> str:
    """Write a way of keys as people do: `rules[3].words`."""
    words = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys)
    return words.lstrip(".") or "the file"


def shaped(value: object, shape: Any, keys: Keys = ()) -> object:
    """Give `value` as `shape`, or raise ShapeMismatch."""
    if is_dataclass(shape) and isinstance(shape, type):
        return _record(value, shape, keys)
    origin = get_origin(shape)
    if origin in (Union, types.UnionType):
        return _optional(value, shape, keys)
    if origin is Literal:
        return _choice(value, get_args(shape), keys)
    if origin in (tuple, frozenset):
        return origin(_items(value, get_args(shape)[0], keys))
    if origin in (dict, Mapping):
        return _mapping(value, get_args(shape)[1], keys)
    if isinstance(shape, type) and issubclass(shape, Enum):
        return shape(_choice(value, tuple(member.value for member in shape), keys))
    return _plain(value, shape, keys)


def _plain(value: object, shape: type, keys: Keys) -> object:
    if shape is float and type(value) is int:
        return float(value)
    if type(value) is not shape:
        raise ShapeMismatch(keys, f"{_PLAIN_TYPES[shape]} was expected, not {value!r}")
    return value


def _choice(value: object, choices: tuple[object, ...], keys: Keys) -> object:
    if value not in choices:
        offered = ", ".join(str(choice) for choice in choices)
        raise ShapeMismatch(keys, f"one of {offered} was expected, not {value!r}")
    return value


def _optional(value: object, shape: Any, keys: Keys) -> object:
    inner = [part for part in get_args(shape) if part is not type(None)]
    return shaped(value, inner[0], keys)


def _items(value: object, shape: Any, keys: Keys) -> list[object]:
    if not isinstance(value, list):
        raise ShapeMismatch(keys, f"a list was expected, not {value!r}")
    return [shaped(item, shape, (*keys, place)) for place, item in enumerate(value)]


def _mapping(value: object, shape: Any, keys: Keys) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ShapeMismatch(keys, f"a table was expected, not {value!r}")
    return {key: shaped(item, shape, (*keys, key)) for key, item in value.items()}


@cache
def _hints(shape: Hashable) -> dict[str, Any]:
    return get_type_hints(cast(type, shape))


def _record(value: object, shape: type[Any], keys: Keys) -> object:
    if not isinstance(value, dict):
        raise ShapeMismatch(keys, f"a table was expected, not {value!r}")
    wanted = {field.name: field for field in fields(shape) if field.init}
    for key in value:
        if key not in wanted:
            known = ", ".join(sorted(wanted))
            raise ShapeMismatch((*keys, key), f"not a known key (known: {known})")
    for name, field in wanted.items():
        if name not in value and not _has_default(field):
            raise ShapeMismatch(keys, f"the key {name} is missing")
    given = {
        key: shaped(item, _hints(cast(Hashable, shape))[key], (*keys, key))
        for key, item in value.items()
    }
    try:
        return shape(**given)
    except ShapeMismatch:
        raise
    except ValueError as error:
        raise ShapeMismatch(keys, str(error)) from error


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING
