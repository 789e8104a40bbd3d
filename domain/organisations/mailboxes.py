"""Changing the shared mailbox: old and new are told, and a link in the new one confirms it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text

from domain import audit, letters, links
from domain.actors import Actor, ActorKind
from domain.letters import Kind, To
from domain.links import Holder, LinkKeys, LinkUnusable, Posting, Purpose
from domain.organisations.records import MailboxChange
from domain.organisations.tables import Organisation, Standing
from domain.permissions import Permission
from domain.unit_of_work import Sessions, UnitOfWork, unit_of_work

_CONFIRM = text("select confirm_mailbox(:organisation_id, :now)")


class MailboxUnchanged(ValueError):
    """That is the mailbox already."""


def may_change(actor: Actor, organisation: Organisation) -> bool:
    """Say whether the actor may change the mailbox."""
    return actor.may(Permission.MANAGE_ORGANISATIONS) and organisation.standing != Standing.CLOSED


def change(work: UnitOfWork, organisation: Organisation, address: str, keys: LinkKeys) -> None:
    """Ask the new mailbox to confirm itself, and tell the old one; an earlier change is given up.

    Raises AddressUnusable or MailboxUnchanged.
    """
    work.require(Permission.MANAGE_ORGANISATIONS)
    checked = letters.checked_address(address)
    if checked.casefold() == organisation.mailbox.casefold():
        raise MailboxUnchanged("That is the mailbox already")
    for earlier in _waiting(work, organisation.id):
        earlier.cancelled_at = work.now
    work.session.add(
        MailboxChange(organisation_id=organisation.id, address=checked, asked_at=work.now)
    )
    holder = Holder(organisation_id=organisation.id)
    posting = Posting(Kind.MAILBOX_CHANGE_LINK, address=checked)
    links.send(work, keys, Purpose.MAILBOX, holder, posting)
    to = To(organisation_id=organisation.id)
    letters.write(work, Kind.MAILBOX_CHANGE_ASKED, to, {"at": work.now})
    work.record(audit.MailboxChangeAsked(organisation))


def cancel(work: UnitOfWork, organisation: Organisation) -> None:
    """Give up a change that was not confirmed; its link ends."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    for waiting in _waiting(work, organisation.id):
        waiting.cancelled_at = work.now
        work.record(audit.MailboxChangeCancelled(organisation))
    links.revoke(work, Purpose.MAILBOX, Holder(organisation_id=organisation.id))


def waiting(work: UnitOfWork, organisation: Organisation) -> str | None:
    """Return the mailbox that waits to be confirmed, if there is one."""
    found = _waiting(work, organisation.id)
    return found[-1].address if found else None


def confirm(sessions: Sessions, keys: LinkKeys, token: str, now: datetime) -> None:
    """Put the new mailbox in force by its link, and tell both. Raises LinkUnusable."""
    link = links.look_at(sessions, keys, Purpose.MAILBOX, token, now)
    door = Actor(kind=ActorKind.VISITOR, name="a visitor", organisation_id=link.organisation_id)
    with unit_of_work(sessions, door, now) as work:
        links.use(work, keys, Purpose.MAILBOX, token)
        asked = {"organisation_id": link.organisation_id, "now": now}
        before = work.session.scalar(_CONFIRM, asked)
        if before is None:
            raise LinkUnusable("The change of mailbox was given up")
        organisation = work.session.get_one(Organisation, link.organisation_id)
        for address in (before, organisation.mailbox):
            to = To(organisation_id=organisation.id, address=address)
            letters.write(work, Kind.MAILBOX_CHANGED, to, {"at": now})
        work.record(audit.MailboxChanged(organisation))


def _waiting(work: UnitOfWork, organisation_id: UUID) -> list[MailboxChange]:
    query = select(MailboxChange).where(
        MailboxChange.organisation_id == organisation_id,
        MailboxChange.confirmed_at.is_(None),
        MailboxChange.cancelled_at.is_(None),
    )
    return list(work.session.scalars(query.order_by(MailboxChange.id)))
