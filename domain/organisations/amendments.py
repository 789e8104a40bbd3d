"""Changing what the police know of an organisation, and of the agreement with it."""

from __future__ import annotations

from dataclasses import fields

from sqlalchemy import select

from domain import audit
from domain.actors import Actor
from domain.organisations.onboarding import OrganisationExists, Particulars
from domain.organisations.tables import Organisation, Standing
from domain.permissions import Permission
from domain.unit_of_work import UnitOfWork

BY_ITSELF = "mailbox"
"""Not amended here: a new mailbox has to be confirmed (see `mailboxes`)."""


class ChangedByAnother(Exception):
    """Somebody else changed the organisation since the page was made."""


def may_amend(actor: Actor, organisation: Organisation) -> bool:
    """Say whether the actor may change the particulars."""
    return actor.may(Permission.MANAGE_ORGANISATIONS) and organisation.standing != Standing.CLOSED


def amend(
    work: UnitOfWork, organisation: Organisation, particulars: Particulars, version: int
) -> tuple[str, ...]:
    """Keep the particulars that differ (never the mailbox); return which.

    `version` is the one the page showed. Raises ChangedByAnother or OrganisationExists.
    """
    work.require(Permission.MANAGE_ORGANISATIONS)
    work.session.refresh(organisation, with_for_update={"key_share": True})
    if organisation.version != version:
        raise ChangedByAnother(organisation.title)
    names = [field.name for field in fields(Particulars) if field.name != BY_ITSELF]
    changed = tuple(
        name for name in names if getattr(organisation, name) != getattr(particulars, name)
    )
    if "name" in changed:
        _check_name(work, particulars.name)
    for name in changed:
        setattr(organisation, name, getattr(particulars, name))
    if changed:
        words = tuple(name.replace("_", " ") for name in changed)
        work.record(audit.OrganisationAmended(organisation, changed=words))
    return changed


def _check_name(work: UnitOfWork, name: str) -> None:
    if work.session.scalar(select(Organisation.id).where(Organisation.name == name)):
        raise OrganisationExists(f"{name} has been onboarded already")
