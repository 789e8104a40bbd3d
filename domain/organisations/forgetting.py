"""Requests for access whose mailbox nobody confirmed: forgotten after a time, with their address.

How long they are kept is in `config/joining.toml`. That there was a request stays in the trail.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select

from domain import audit
from domain.letters.tables import Letter
from domain.links.tables import OneTimeLink
from domain.organisations.records import AccessRequest, RequestState
from domain.organisations.sectors import joining
from domain.permissions import Permission
from domain.unit_of_work import UnitOfWork

AT_ONCE = 100


def forget_unconfirmed(work: UnitOfWork) -> int:
    """Forget requests that lay unconfirmed for too long, with their links; return how many.

    At most AT_ONCE in one unit of work. The letter that asked for the confirmation stays, as every
    letter does, without the address it went to.
    """
    work.require(Permission.PROCESS_SUBMISSIONS)
    before = work.now - timedelta(days=joining().unconfirmed_kept_days)
    query = (
        select(AccessRequest)
        .where(AccessRequest.state == RequestState.UNCONFIRMED, AccessRequest.asked_at < before)
        .order_by(AccessRequest.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    forgotten = list(work.session.scalars(query))
    _forget_traces(work, [request.id for request in forgotten])
    for request in forgotten:
        work.session.delete(request)
        work.record(audit.AccessRequestForgotten(request))
    return len(forgotten)


def _forget_traces(work: UnitOfWork, ids: list[UUID]) -> None:
    work.session.execute(delete(OneTimeLink).where(OneTimeLink.request_id.in_(ids)))
    for letter in work.session.scalars(select(Letter).where(Letter.request_id.in_(ids))):
        letter.address = letter.request_id = None
        work.record(audit.LetterAddressForgotten(letter))
    work.session.flush()
