"""The shared password asked once more of somebody who is signed in, before what is sensitive."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from domain import audit
from domain.actors import Actor
from domain.organisations import notices
from domain.organisations.tables import Organisation, Standing
from domain.passwords import Passwords
from domain.permissions import Permission
from domain.throttles.limits import DISABLED_AFTER
from domain.unit_of_work import Sessions, UnitOfWork, reading, unit_of_work


@dataclass(frozen=True)
class Proof:
    """The password given again, whence and when."""

    password: str = field(repr=False)
    address: str
    at: datetime


def prove(sessions: Sessions, passwords: Passwords, actor: Actor, proof: Proof) -> bool:
    """Say whether the password is right; a wrong one counts as a failure and is recorded.

    The hash is made between two transactions: it takes long, and must not hold a row locked.
    """
    actor.require(Permission.KEEP_LOG_ON)
    with reading(sessions, actor, proof.at) as work:
        stored = work.session.get_one(Organisation, actor.organisation_id).password_hash
    right = passwords.matches(stored, proof.password)
    proven = stored if right else None
    because = "wrong password when adding a passkey"
    with unit_of_work(sessions, actor, proof.at) as work:
        return settled(work, proven, proof.address, because) is not None


def settled(
    work: UnitOfWork, proven: str | None, address: str, because: str
) -> Organisation | None:
    """Return the actor's organisation, locked, if the hash that was proven is still its own.

    Otherwise nothing: that is a failure, which is counted, and recorded with whence and why.
    """
    organisation = work.session.get_one(
        Organisation, work.actor.organisation_id, with_for_update={"key_share": True}
    )
    open_ = organisation.standing == Standing.ACTIVE and organisation.failures < DISABLED_AFTER
    if open_ and proven is not None and organisation.password_hash == proven:
        return organisation
    organisation.failures += 1
    work.record(audit.PartnerRefused(organisation, address=address, because=because))
    notices.refused(work, organisation)
    return None
