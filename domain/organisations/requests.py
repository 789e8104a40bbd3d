"""Asking for access: a visitor asks, the mailbox confirms, an administrator decides.

Whoever asks gets the same answer whatever is known here already: nobody learns from it which
organisations take part. One request a day for a mailbox, so that none is flooded.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError

from domain import audit, ids, letters, links
from domain.actors import VISITOR, Actor
from domain.letters import EVERYBODY, Kind, To
from domain.links import Holder, LinkKeys, Posting, Purpose
from domain.organisations import invitations
from domain.organisations.onboarding import Particulars
from domain.organisations.records import AccessRequest, RequestState
from domain.organisations.tables import Organisation
from domain.permissions import Permission
from domain.problems import reason_given
from domain.unit_of_work import Sessions, UnitOfWork, unit_of_work
from domain.url_tokens import UrlTokens

PAGE = 50


class RequestDecided(ValueError):
    """The request was decided already, or its mailbox is not confirmed."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a visitor says of the organisation that would like to take part."""

    name: str
    sector: str
    district: str
    contact_name: str
    contact_role: str
    phone: str
    mailbox: str
    has_agreement: bool
    expected_staff: int
    why: str


def ask(sessions: Sessions, keys: LinkKeys, asked: Asked, now: datetime) -> None:
    """Keep a request and send the mailbox a link; the same again on the same day is ignored.

    Raises AddressUnusable, and says nothing else about what is known.
    """
    facts = asdict(asked) | {"mailbox": letters.checked_address(asked.mailbox).casefold()}
    try:
        with unit_of_work(sessions, VISITOR, now) as work:
            request = AccessRequest(id=ids.new(), asked_at=now, asked_on=now.date(), **facts)
            work.session.add(request)
            work.record(audit.AccessRequested(request))
            work.session.flush()
            posting = Posting(Kind.MAILBOX_CONFIRMATION, address=request.mailbox)
            links.send(work, keys, Purpose.REQUEST, Holder(request_id=request.id), posting)
    except IntegrityError:
        return


def confirm(sessions: Sessions, keys: LinkKeys, token: str, now: datetime) -> None:
    """Confirm the mailbox by its link and tell the administrators. Raises LinkUnusable."""
    with unit_of_work(sessions, VISITOR, now) as work:
        link = links.use(work, keys, Purpose.REQUEST, token)
        request = work.session.get_one(AccessRequest, link.request_id)
        request.state, request.confirmed_at = RequestState.WAITING, now
        letters.write(work, Kind.REQUEST_WAITING, EVERYBODY)
        work.record(audit.AccessRequestConfirmed(request))


def waiting(work: UnitOfWork, after: UUID | None = None) -> list[AccessRequest]:
    """Return requests that wait for an administrator, the oldest first, a page after an id."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    query = select(AccessRequest).where(AccessRequest.state == RequestState.WAITING)
    if after:
        query = query.where(AccessRequest.id > after)
    return list(work.session.scalars(query.order_by(AccessRequest.id).limit(PAGE)))


def find(work: UnitOfWork, request_id: UUID) -> AccessRequest | None:
    """Return a request."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    return work.session.get(AccessRequest, request_id)


def similar(work: UnitOfWork, request: AccessRequest) -> list[Organisation]:
    """Return organisations of the same name or mailbox, for the administrator alone to see."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    query = select(Organisation).where(
        or_(
            func.lower(Organisation.name) == request.name.lower(),
            func.lower(Organisation.mailbox) == request.mailbox.lower(),
        )
    )
    return list(work.session.scalars(query))


def may_decide(actor: Actor, request: AccessRequest) -> bool:
    """Say whether the actor may approve or decline a request."""
    return actor.may(Permission.MANAGE_ORGANISATIONS) and request.state == RequestState.WAITING


def approve(
    work: UnitOfWork,
    request: AccessRequest,
    particulars: Particulars,
    keys: LinkKeys,
    url_tokens: UrlTokens,
) -> Organisation:
    """Make an organisation of a request, as the administrator completed it, and invite it.

    The invitation goes to the mailbox that was confirmed. Raises RequestDecided,
    OrganisationExists.
    """
    _check(work, request)
    if particulars.mailbox.casefold() != request.mailbox:
        raise RequestDecided("Only the mailbox that was confirmed can be invited")
    organisation = invitations.bring_in(work, particulars, keys, url_tokens)
    request.state, request.decided_at = RequestState.APPROVED, work.now
    request.organisation_id = organisation.id
    work.record(audit.AccessRequestApproved(request))
    return organisation


def decline(work: UnitOfWork, request: AccessRequest, reason: str) -> None:
    """Decline a request and tell the mailbox, without the reason. Raises RequestDecided."""
    _check(work, request)
    why = reason_given(reason)
    request.state, request.decided_at = RequestState.DECLINED, work.now
    request.decided_because = why
    to = To(request_id=request.id, address=request.mailbox)
    letters.write(work, Kind.REQUEST_DECLINED, to)
    work.record(audit.AccessRequestDeclined(request, reason=request.decided_because))


def _check(work: UnitOfWork, request: AccessRequest) -> None:
    work.require(Permission.MANAGE_ORGANISATIONS)
    if not may_decide(work.actor, request):
        raise RequestDecided("This request has been decided, or its mailbox is not confirmed")
