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
from domain.unit_of_work import Sessions, reading, unit_of_work


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
    with unit_of_work(sessions, actor, proof.at) as work:
        organisation = work.session.get_one(
            Organisation, actor.organisation_id, with_for_update={"key_share": True}
        )
        open_ = organisation.standing == Standing.ACTIVE and organisation.failures < DISABLED_AFTER
        if right and open_ and organisation.password_hash == stored:
            return True
        organisation.failures += 1
        because = "wrong password when adding a passkey"
        work.record(audit.PartnerRefused(organisation, address=proof.address, because=because))
        notices.refused(work, organisation)
    return False
