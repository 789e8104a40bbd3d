"""The canonical bytes of an event: one event, one spelling, hashed exactly as stored.

JSON in UTF-8, keys in ASCII and sorted, no spaces, no floating point, no line break inside. The
bytes are made once, when the event is recorded, and never made again from columns.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn
from uuid import UUID

VERSION = 1
LARGEST_WHOLE_NUMBER = 2**53 - 1
"""Beyond it other JSON readers lose digits, and an auditor's tool would read another number."""

_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00")


class NotCanonical(ValueError):
    """Something cannot be spelled canonically, or bytes are not the canonical spelling."""


@dataclass(frozen=True)
class Recorded:
    """What checking needs of an event; `said` is all that it says.

    `subject` is the row it is about, as `kind/id`. `states` may hold, by row, a keyed fingerprint
    (hex) of what the row became, so that a later change behind the product's back shows.
    """

    id: UUID
    at: datetime
    name: str
    subject: str
    facts: Mapping[str, Any]
    states: Mapping[str, str]
    said: Mapping[str, Any]


def event(data: bytes) -> Recorded:
    """Return the event that stored bytes spell. Raises `NotCanonical`."""
    said = decode(data)
    if said.get("version") != VERSION:
        raise NotCanonical("these bytes are not an event of a version known here")
    try:
        return Recorded(
            id=UUID(said["id"]),
            at=moment(said["at"]),
            name=str(said["name"]),
            subject=f"{said['subject_kind']}/{said['subject_id']}",
            facts=dict(said["facts"]),
            states=dict(said.get("states", {})),
            said=said,
        )
    except KeyError as missing:
        raise NotCanonical(f"the event does not say its {missing}") from missing
    except (AttributeError, TypeError, ValueError) as wrong:
        raise NotCanonical(f"the event holds a value of the wrong kind: {wrong}") from wrong


def encode(value: Mapping[str, Any]) -> bytes:
    """Return the canonical JSON of a mapping. Raises `NotCanonical`."""
    _check(value, "the top")
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as wrong:
        raise NotCanonical("a text holds half a character (a lone surrogate)") from wrong


def decode(data: bytes) -> dict[str, Any]:
    """Return what canonical bytes say; any other spelling raises `NotCanonical`."""
    try:
        said = json.loads(data.decode("utf-8"), parse_float=_refuse, parse_constant=_refuse)
        if not isinstance(said, dict):
            raise NotCanonical("canonical bytes spell one JSON object")
        same = encode(said) == data
    except NotCanonical:
        raise
    except (ValueError, RecursionError) as wrong:
        raise NotCanonical(f"these bytes are not JSON in UTF-8: {wrong}") from wrong
    if not same:
        raise NotCanonical("these bytes are JSON, but not in the canonical spelling")
    return said


def instant(at: datetime) -> str:
    """Return a moment as the trail spells it: ISO 8601, UTC, microseconds."""
    if at.utcoffset() is None:
        raise NotCanonical("a time without its zone is not an instant")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """Return the moment that the trail's spelling means. Raises `NotCanonical`."""
    if not _AT.fullmatch(text):
        raise NotCanonical(f"not a time as the trail spells it: {text!r}")
    return datetime.fromisoformat(text)


def _check(value: Any, where: str) -> None:
    if value is None or isinstance(value, str | bool):
        return  # most are, and whether it is a mapping takes ten times as long to ask
    if isinstance(value, Mapping):
        for key, held in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise NotCanonical(f"a key in {where} is not ASCII text: {key!r}")
            _check(held, key)
    elif isinstance(value, list | tuple):
        for held in value:
            _check(held, where)
    else:
        _check_number(value, where)


def _check_number(value: Any, where: str) -> None:
    if not isinstance(value, int):
        raise NotCanonical(f"{where} holds a {type(value).__name__}, which has no canonical form")
    if abs(value) > LARGEST_WHOLE_NUMBER:
        raise NotCanonical(f"{where} holds a whole number beyond 2^53 - 1")


def _refuse(text: str) -> NoReturn:
    raise NotCanonical(f"floating point has no one spelling: {text}")
