"""Whose is it, and may they see it: the rules about single objects that many concepts share.

Each says of an actor and one object what the permission alone does not. The database holds doors
to the same rules by row-level security (`operations/database/rows.py`); a test compares them.
Breaking a glass shows one item to somebody not cleared, and is apart: `domain.break_glass`.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from domain.actors import Actor, ActorKind


def is_own_organisation(actor: Actor, organisation_id: UUID | None) -> bool:
    """Say whether an object belongs to the partner organisation that acts."""
    partner = actor.kind is ActorKind.PARTNER and actor.organisation_id is not None
    return partner and actor.organisation_id == organisation_id


def is_own_claim(actor: Actor, owner_id: UUID | None) -> bool:
    """Say whether the actor is who has a submission now; `owner_id` is nobody once it lapsed."""
    return actor.id is not None and actor.id == owner_id


def is_own_account(actor: Actor, staff_id: UUID | None) -> bool:
    """Say whether a member of staff's account is the actor's own."""
    return actor.kind is ActorKind.STAFF and actor.id is not None and actor.id == staff_id


def sees_restricted(actor: Actor, restricted: bool) -> bool:
    """Say whether a submission is there for the actor: a restricted one for those cleared."""
    return actor.cleared or not restricted


def sees_sensitive(actor: Actor, sensitive: bool, author_id: UUID | None) -> bool:
    """Say whether a report is there for the actor: a sensitive one for its author and the cleared.

    The author of a report is one member of staff, whatever became of their clearance since.
    """
    return actor.cleared or not sensitive or is_own_account(actor, author_id)


def is_second_person(actor: Actor, before: Collection[UUID | None]) -> bool:
    """Say whether the actor is somebody else than those who took part before."""
    return actor.id is not None and actor.id not in before
