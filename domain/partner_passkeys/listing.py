"""The passkeys of an organisation: seen by everybody there, ended by anybody there, at once.

An administrator of the police sees and ends them too, where nobody there can.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import load_only

from domain import audit, letters
from domain.actors import NotPermitted
from domain.letters import Kind, To
from domain.organisations.sessions import PartnerSession
from domain.organisations.tables import Organisation, PartnerPasskey
from domain.permissions import Permission
from domain.problems import reason_given
from domain.unit_of_work import UnitOfWork

ENDED = "ended by a colleague"
LEFT = "a colleague has left"
BY_POLICE = "the police ended it"

_BARE = load_only(PartnerPasskey.organisation_id, PartnerPasskey.revoked_at)
"""Without the key and its counter: triage's role may not see them."""


@dataclass(frozen=True)
class Line:
    """One passkey: whose and where, as its maker said, and when it was used last."""

    id: UUID
    person: str
    device: str
    created_at: datetime
    used_at: datetime | None


def listed(work: UnitOfWork) -> list[Line]:
    """Return the passkeys that serve the actor's organisation, by person."""
    work.require(Permission.KEEP_LOG_ON)
    return _lines(work, _own(work))


def of_organisation(work: UnitOfWork, organisation: Organisation) -> list[Line]:
    """Return the passkeys that serve any organisation, by person, for an administrator."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    return _lines(work, organisation.id)


def end(work: UnitOfWork, passkey_id: UUID, because: str = ENDED) -> None:
    """End a passkey of the actor's organisation and the sessions it opened, at once.

    Raises NotPermitted for what is another's or never was.
    """
    work.require(Permission.KEEP_LOG_ON)
    query = serving(_own(work)).where(PartnerPasskey.id == passkey_id)
    passkey = work.session.scalar(query.with_for_update())
    if passkey is None:
        raise NotPermitted("There is no such passkey")
    shut(work, passkey, because)


def end_of(work: UnitOfWork, organisation: Organisation, passkey_id: UUID, reason: str) -> None:
    """End a passkey of any organisation, as an administrator; the mailbox is not told the reason.

    Raises ValueError for one that was ended meanwhile, or is not its own, and without a reason.
    """
    work.require(Permission.MANAGE_ORGANISATIONS)
    query = serving(organisation.id).where(PartnerPasskey.id == passkey_id)
    passkey = work.session.scalar(query.options(_BARE).with_for_update())
    if passkey is None:
        raise ValueError("This passkey has been ended already")
    shut(work, passkey, f"{work.actor.name} ended it: {reason_given(reason)}", told=BY_POLICE)


def end_chosen(work: UnitOfWork, chosen: Collection[UUID]) -> None:
    """End those that were chosen, because a colleague has left; what is gone already is passed."""
    work.require(Permission.KEEP_LOG_ON)
    query = serving(_own(work)).where(PartnerPasskey.id.in_(chosen))
    for passkey in work.session.scalars(query.with_for_update()).all():
        shut(work, passkey, LEFT)


def shut(work: UnitOfWork, passkey: PartnerPasskey, because: str, told: str = "") -> None:
    """End a passkey and the sessions it opened, record it and tell the mailbox.

    `told`: what is kept beside it and the mailbox is told, in place of why.
    """
    organisation = work.session.get_one(Organisation, passkey.organisation_id)
    passkey.revoked_at, passkey.revoked_because = work.now, told or because
    work.record(audit.PartnerPasskeyEnded(organisation, passkey=passkey.id, because=because))
    opened = select(PartnerSession).where(
        PartnerSession.passkey_id == passkey.id, PartnerSession.ended_at.is_(None)
    )
    for session in work.session.scalars(opened):
        session.ended_at, session.ended_because = work.now, "its passkey was ended"
        work.record(audit.PartnerSessionEnded(organisation, because="its passkey was ended"))
    facts: dict[str, letters.Fact] = {"at": work.now, "because": told or because}
    letters.write(work, Kind.PASSKEY_ENDED, To(organisation_id=organisation.id), facts)


def serving(organisation_id: UUID) -> Select[PartnerPasskey]:
    """The passkeys of an organisation that serve."""
    return select(PartnerPasskey).where(
        PartnerPasskey.organisation_id == organisation_id, PartnerPasskey.revoked_at.is_(None)
    )


def _lines(work: UnitOfWork, organisation_id: UUID) -> list[Line]:
    columns = [getattr(PartnerPasskey, field.name) for field in fields(Line)]
    query = serving(organisation_id).with_only_columns(*columns)
    rows = work.session.execute(query.order_by(PartnerPasskey.person, PartnerPasskey.id))
    return [Line(*row) for row in rows]


def _own(work: UnitOfWork) -> UUID:
    if work.actor.organisation_id is None:
        raise NotPermitted("Only an organisation has such passkeys")
    return work.actor.organisation_id
