"""What limits a transaction to the rows that an actor may see and write.

The database holds to it (row-level security): see `operations.database.rows`.
"""

from __future__ import annotations

from domain.actors import Actor, ActorKind
from domain.exchanges import Said

_LIMITS = (
    "select set_config('partnership.organisation', %(organisation)s, true),"
    " set_config('partnership.cleared', %(cleared)s, true),"
    " set_config('partnership.staff', %(staff)s, true)"
)


def of(actor: Actor) -> tuple[Said, ...]:
    """Return what is said first in a transaction of the actor's; nothing for who has no rows."""
    staff = actor.id if actor.kind is ActorKind.STAFF else None
    if not (actor.organisation_id or actor.cleared or staff):
        return ()
    limits = {
        "organisation": str(actor.organisation_id or ""),
        "cleared": "yes" if actor.cleared else "",
        "staff": str(staff or ""),
    }
    return (Said(_LIMITS, limits),)
