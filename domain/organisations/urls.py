"""Unique URLs after they were issued: shown again (recorded), or replaced with a grace period."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, or_, select

from domain import audit, letters
from domain.actors import Actor
from domain.letters import Kind, Sealed, To
from domain.organisations.onboarding import issue_url
from domain.organisations.tables import Organisation, OrganisationUrl, Standing
from domain.permissions import Permission
from domain.unit_of_work import UnitOfWork
from domain.url_tokens import UrlTokens

LONGEST_GRACE = timedelta(days=30)


class NoUrl(ValueError):
    """The organisation has no unique URL that serves."""


class GraceTooLong(ValueError):
    """An old URL may serve beside the new one for a limited time only."""


def may_reveal(actor: Actor, organisation: Organisation) -> bool:
    """Say whether the actor may be shown the URL (the page asks for the second factor again)."""
    return actor.may(Permission.MANAGE_ORGANISATIONS) and organisation.standing != Standing.CLOSED


def reveal(work: UnitOfWork, organisation: Organisation, url_tokens: UrlTokens) -> str:
    """Return the token of the present URL; that it was shown is recorded. Raises NoUrl."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    token = opened(work, organisation.id, url_tokens)
    work.record(audit.OrganisationUrlRevealed(organisation))
    return token


def rotate(
    work: UnitOfWork,
    organisation: Organisation,
    url_tokens: UrlTokens,
    letters_key: bytes,
    grace: timedelta = timedelta(0),
) -> None:
    """Make a new URL, post it to the mailbox, and let the old one serve until the grace is over.

    Raises GraceTooLong.
    """
    work.require(Permission.MANAGE_ORGANISATIONS)
    if not timedelta(0) <= grace <= LONGEST_GRACE:
        raise GraceTooLong(f"Let the old address serve for at most {LONGEST_GRACE.days} days")
    ends_at = work.now + grace
    for url in work.session.scalars(_serving(organisation.id, work.now)):
        url.ends_at = min(ends_at, url.ends_at or ends_at)
    token = issue_url(work, organisation, url_tokens)
    sealed = Sealed(letters_key, {letters.URL: token})
    to = To(organisation_id=organisation.id)
    letters.write_sealed(work, Kind.URL_CHANGED, to, {"grace_ends_at": ends_at}, sealed)
    work.record(audit.OrganisationUrlRotated(organisation, grace_ends_at=ends_at))


def end_all(work: UnitOfWork, organisation: Organisation) -> None:
    """End every URL of an organisation now."""
    for url in work.session.scalars(_serving(organisation.id, work.now)):
        url.ends_at = work.now


def opened(work: UnitOfWork, organisation_id: UUID, url_tokens: UrlTokens) -> str:
    """Return the token of the newest URL that serves without an end. Raises NoUrl."""
    query = _serving(organisation_id, work.now).where(OrganisationUrl.ends_at.is_(None))
    url = work.session.scalar(query.order_by(OrganisationUrl.id.desc()).limit(1))
    if url is None:
        raise NoUrl("There is no unique address: make a new one")
    return url_tokens.opened(url.sealed_token, url.id, organisation_id)


def _serving(organisation_id: UUID, now: datetime) -> Select[OrganisationUrl]:
    return select(OrganisationUrl).where(
        OrganisationUrl.organisation_id == organisation_id,
        or_(OrganisationUrl.ends_at.is_(None), OrganisationUrl.ends_at > now),
    )
