"""What changed between two versions of a report: field by field, and within texts word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from domain.reports.contents import Content

LEFT_OUT = frozenset({"format", "group_reason"})


@dataclass(frozen=True)
class Piece:
    """A piece of a text: in both versions, added in the newer or removed from the older."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True)
class Difference:
    """A field that differs, and how; `where` is as in the problems of a report."""

    where: str
    pieces: tuple[Piece, ...]


def differences(older: Content, newer: Content) -> tuple[Difference, ...]:
    """Return the fields that differ, in the order of the report."""
    before, after = dict(_leaves(older.as_document())), dict(_leaves(newer.as_document()))
    fields = dict.fromkeys((*before, *after))
    return tuple(
        Difference(field, _pieces(before.get(field, ""), after.get(field, "")))
        for field in fields
        if before.get(field, "") != after.get(field, "")
    )


def _leaves(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if where or key not in LEFT_OUT:
                yield from _leaves(inner, f"{where}.{key}" if where else key)
    elif isinstance(value, list | tuple) and where != "themes":
        for place, inner in enumerate(value):
            yield from _leaves(inner, f"{where}.{place}")
    elif isinstance(value, list | tuple):
        yield where, ", ".join(map(str, value))
    else:
        yield where, str(value) if value is not None else ""


def _pieces(before: str, after: str) -> tuple[Piece, ...]:
    old, new = (re.findall(r"\s+|\w+|[^\w\s]", text) for text in (before, after))
    pieces = []
    for action, from_, to, start, end in SequenceMatcher(
        a=old, b=new, autojunk=False
    ).get_opcodes():
        if action == "equal":
            pieces.append(Piece("same", "".join(old[from_:to])))
            continue
        pieces.append(Piece("removed", "".join(old[from_:to])))
        pieces.append(Piece("added", "".join(new[start:end])))
    return tuple(piece for piece in pieces if piece.text)
