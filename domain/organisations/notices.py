"""Telling a mailbox what happens on its log-on: a new device, failures, sign-in stopped."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import bindparam, select

from domain import letters
from domain.letters import EVERYBODY, Kind, To
from domain.organisations.sessions import PartnerSession
from domain.organisations.tables import Organisation
from domain.throttles.limits import DISABLED_AFTER
from domain.unit_of_work import UnitOfWork

TELL_AT = 10
"""Wrong passwords in a row after which the mailbox is told."""
REMEMBERED = timedelta(days=90)

_SAME = (PartnerSession.device == bindparam("device")) & (
    PartnerSession.address == bindparam("address")
)
_SEEN_BEFORE = (
    select(_SAME)
    .where(
        PartnerSession.organisation_id == bindparam("organisation"),
        PartnerSession.id != bindparam("own"),
        PartnerSession.opened_at > bindparam("since"),
    )
    .order_by(_SAME.desc())
    .limit(1)
)
"""Whether any session before was on the same device at the same address; none if there was none."""


def refused(work: UnitOfWork, organisation: Organisation) -> None:
    """Tell of failures: the mailbox at the tenth; it and the administrators when sign-in stops."""
    to = To(organisation_id=organisation.id)
    facts: dict[str, letters.Fact] = {"at": work.now, "count": organisation.failures}
    if organisation.failures == TELL_AT:
        letters.write(work, Kind.FAILURES, to, facts)
    elif organisation.failures == DISABLED_AFTER:
        letters.write(work, Kind.LOG_ON_STOPPED, to, facts)
        letters.write(work, Kind.ORGANISATION_STOPPED, EVERYBODY, facts)


def signed_in(work: UnitOfWork, organisation: Organisation, session: PartnerSession) -> None:
    """Tell the mailbox if this device, at this address, has not been seen for a while."""
    asked = {"device": session.device, "address": session.address, "own": session.id}
    asked |= {"organisation": organisation.id, "since": work.now - REMEMBERED}
    if work.ask(_SEEN_BEFORE, asked).scalar() is not False:
        return
    facts: dict[str, letters.Fact] = {
        "at": work.now,
        "device": session.device,
        "place": session.address,
    }
    letters.write(work, Kind.NEW_DEVICE, To(organisation_id=organisation.id), facts)
