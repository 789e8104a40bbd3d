"""Find the line of a TOML file on which a key stands, so that an error can be mended at once."""

from __future__ import annotations

import re

Keys = tuple[str | int, ...]

_TABLE = re.compile(r"\s*\[(\[)?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_\-\"'.]+)\s*=")


def line_of(text: str, keys: Keys) -> int:
    """Give the number of the line that comes nearest to `keys`: the key, or the table it is in."""
    best, best_line = 0, 1
    for number, way in _ways(text):
        shared = _shared(way, keys)
        if len(way) == shared and shared > best:
            best, best_line = shared, number
    return best_line


def _ways(text: str) -> list[tuple[int, Keys]]:
    """Give (line number, way of keys) for each table heading and each key of the file."""
    counts: dict[tuple[str, ...], int] = {}
    table: Keys = ()
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := _TABLE.match(line):
            names = _names(heading[2])
            if heading[1]:
                counts[names] = counts.get(names, -1) + 1
            table = _with_places(names, counts)
            found.append((number, table))
        elif key := _KEY.match(line):
            found.append((number, table + _names(key[1])))
    return found


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _with_places(names: tuple[str, ...], counts: dict[tuple[str, ...], int]) -> Keys:
    way: Keys = ()
    for length, name in enumerate(names, start=1):
        way += (name,)
        if names[:length] in counts:
            way += (counts[names[:length]],)
    return way


def _shared(one: Keys, other: Keys) -> int:
    same = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        same += 1
    return same
