"""Identifiers of a submission as officers see them: found by intake, added, corrected, rejected.

What the partner typed, and what intake found, is never changed: an officer's change is written
beside it, sealed, and the index follows.
"""

from __future__ import annotations

from domain.entities.changes import (
    ChangeRefused,
    NotAnIdentifier,
    add,
    correct,
    of,
    reject,
    restore,
)
from domain.entities.known import Entity, Source, in_force, together
from domain.entities.reading import KINDS, normalised
from domain.entities.terms import terms_held

__all__ = [
    "KINDS",
    "ChangeRefused",
    "Entity",
    "NotAnIdentifier",
    "Source",
    "add",
    "correct",
    "in_force",
    "normalised",
    "of",
    "reject",
    "restore",
    "terms_held",
    "together",
]
