"""Bringing a partner organisation in: its particulars, its unique URL, its shared password."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select

from domain import audit, ids, tokens
from domain.organisations.tables import Organisation, OrganisationUrl
from domain.passwords import Passwords
from domain.permissions import Permission
from domain.unit_of_work import UnitOfWork
from domain.url_tokens import UrlTokens


class OrganisationExists(ValueError):
    """There is an organisation of that name already."""


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """What the police know of a partner organisation and of the agreement with it.

    `agreement_signed_copy` says where the signed copy lies: a reference or a place, not the paper.
    """

    name: str
    sector: str
    kind: str
    district: str
    mailbox: str
    contact_name: str
    contact_role: str
    phone: str
    agreement_reference: str
    agreement_purpose: str
    agreement_in_force: date
    agreement_review: date
    agreement_owner: str
    agreement_signed_copy: str


def onboard(work: UnitOfWork, particulars: Particulars) -> Organisation:
    """Take a partner organisation in; it has no URL and no password yet.

    Raises OrganisationExists if the name is taken.
    """
    work.require(Permission.MANAGE_ORGANISATIONS)
    taken = select(Organisation.id).where(Organisation.name == particulars.name)
    if work.session.scalar(taken):
        raise OrganisationExists(f"{particulars.name} has been onboarded already")
    organisation = Organisation(id=ids.new(), created_at=work.now, **asdict(particulars))
    work.session.add(organisation)
    work.record(audit.OrganisationOnboarded(organisation))
    return organisation


def issue_url(work: UnitOfWork, organisation: Organisation, url_tokens: UrlTokens) -> str:
    """Make a unique URL and return its token, which is kept as a keyed hash and a sealed copy."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    token = tokens.new_url_token()
    url_id = ids.new()
    work.session.add(
        OrganisationUrl(
            id=url_id,
            organisation_id=organisation.id,
            token_hash=url_tokens.hashed(token),
            sealed_token=url_tokens.sealed(token, url_id, organisation.id),
            created_at=work.now,
        )
    )
    work.record(audit.OrganisationUrlIssued(organisation))
    return token


def choose_password(
    work: UnitOfWork, organisation: Organisation, passwords: Passwords, password: str
) -> None:
    """Keep the hash of the password that the organisation chose."""
    organisation.password_hash = passwords.hashed(password)
    organisation.failures = 0
    work.record(audit.OrganisationPasswordChosen(organisation))
