"""What is known of a submission's identifiers: what intake found, as officers left it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.identifiers import Identifier

OFFICER = "officer"
"""Where an identifier stands that an officer added: in no answer."""


class Source(StrEnum):
    """Whose word an identifier rests on."""

    INTAKE = "intake"
    OFFICER = "officer"


@dataclass(frozen=True)
class Entity:
    """One identifier. `key` names it in changes; `by` and `at` are of the last officer's change."""

    key: str
    identifier: Identifier
    source: Source
    rejected: bool = False
    corrects: str = ""
    reason: str = ""
    by: str = ""
    at: datetime | None = None


def found(identifiers: Iterable[Identifier]) -> dict[str, Entity]:
    """Return what intake found, by key: by what it is, where it stands, and which one it is there.

    Several phones typed in one field all begin where the field begins.
    """
    met: Counter[str] = Counter()
    entities: dict[str, Entity] = {}
    for one in identifiers:
        place = f"{one.kind}:{one.where}:{one.start}"
        key = f"{place}:{met[place]}"
        met[place] += 1
        entities[key] = Entity(key, one, Source.INTAKE)
    return entities


def changed(
    entities: Mapping[str, Entity], change: Mapping[str, Any], by: str, at: datetime
) -> dict[str, Entity]:
    """Apply one officer's change, as it was written down."""
    after = dict(entities)
    target, key = change.get("target", ""), change.get("key", "")
    if target in after:
        rejected = change["change"] != "restored"
        after[target] = replace(
            after[target], rejected=rejected, reason=change["reason"], by=by, at=at
        )
    if key:
        typed = change["as_typed"]
        one = Identifier(
            change["kind"], typed, change["normalised"], OFFICER, 0, len(typed), "field"
        )
        after[key] = Entity(key, one, Source.OFFICER, False, target, change["reason"], by, at)
    return after


def together(entities: Iterable[Entity]) -> list[list[Entity]]:
    """Put together what says the same thing, in the order it was found.

    That is what has one kind and one value, and is in force or rejected for one reason.
    """
    groups: dict[tuple[object, ...], list[Entity]] = {}
    for one in entities:
        said = (one.identifier.normalised or one.identifier.as_typed).casefold()
        which = (one.identifier.kind, said, one.rejected, one.reason if one.rejected else "")
        groups.setdefault(which, []).append(one)
    return list(groups.values())


def in_force(entities: Iterable[Entity]) -> tuple[Identifier, ...]:
    """Return the identifiers that were not rejected."""
    return tuple(entity.identifier for entity in entities if not entity.rejected)
