"""Who is acting: a partner's session, a member of staff, a visitor, or a part of the service."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.permissions import SERVICE, Permission


class ActorKind(StrEnum):
    """What sort of actor it is."""

    PARTNER = "partner"
    STAFF = "staff"
    VISITOR = "visitor"
    SERVICE = "service"


class NotPermitted(Exception):
    """The actor may not do that."""


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Somebody, or a part of the service, that does things; nothing is done by nobody.

    `organisation_id` limits what the database shows a partner; `cleared` lets a member of staff see
    restricted submissions; `session_id` ties what was done to the session it was done in.
    """

    kind: ActorKind
    name: str
    permissions: frozenset[Permission] = frozenset()
    id: UUID | None = None
    organisation_id: UUID | None = None
    session_id: UUID | None = None
    cleared: bool = False

    def may(self, permission: Permission) -> bool:
        """Say whether the actor has the permission."""
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        """Raise NotPermitted unless the actor has the permission."""
        if permission not in self.permissions:
            raise NotPermitted(f"{self.name} may not {permission}")


VISITOR = Actor(kind=ActorKind.VISITOR, name="a visitor")


def system(part: str) -> Actor:
    """Return a part of the service as an actor, named for what it does ("intake", "retention")."""
    return Actor(kind=ActorKind.SERVICE, name=part, permissions=SERVICE, cleared=True)
