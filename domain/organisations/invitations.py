"""Bringing an organisation in at one sitting: particulars, unique URL, invitation to the mailbox.

The link in the letter lets whoever reads the mailbox choose the password; no administrator sees it.
"""

from __future__ import annotations

from domain import audit, letters, links
from domain.actors import Actor
from domain.letters import Kind
from domain.links import Holder, LinkKeys, Posting, Purpose
from domain.organisations import urls
from domain.organisations.onboarding import Particulars, issue_url, onboard
from domain.organisations.tables import Organisation, Standing
from domain.permissions import Permission
from domain.unit_of_work import UnitOfWork
from domain.url_tokens import UrlTokens


class NotToInvite(ValueError):
    """The organisation is suspended or closed, or has chosen its password already."""


def may_invite(actor: Actor, organisation: Organisation) -> bool:
    """Say whether the actor may send the organisation an invitation (again)."""
    waits = organisation.standing == Standing.ACTIVE and organisation.password_hash is None
    return waits and actor.may(Permission.MANAGE_ORGANISATIONS)


def invite(
    work: UnitOfWork, organisation: Organisation, keys: LinkKeys, url_tokens: UrlTokens
) -> None:
    """Send the mailbox the unique URL and a link to choose the password; older links end.

    Raises NotToInvite, or NoUrl.
    """
    work.require(Permission.MANAGE_ORGANISATIONS)
    if not may_invite(work.actor, organisation):
        raise NotToInvite("It is not active, or it has chosen its password already")
    work.session.flush()
    token = urls.opened(work, organisation.id, url_tokens)
    posting = Posting(Kind.INVITATION, secrets={letters.URL: token})
    holder = Holder(organisation_id=organisation.id)
    links.send(work, keys, Purpose.ACTIVATION, holder, posting)
    work.record(audit.OrganisationInvited(organisation))


def bring_in(
    work: UnitOfWork, particulars: Particulars, keys: LinkKeys, url_tokens: UrlTokens
) -> Organisation:
    """Onboard an organisation, make its URL and send the invitation: one sitting, all or nothing.

    Raises OrganisationExists, or AddressUnusable for the mailbox.
    """
    letters.checked_address(particulars.mailbox)
    organisation = onboard(work, particulars)
    work.session.flush()
    issue_url(work, organisation, url_tokens)
    invite(work, organisation, keys, url_tokens)
    return organisation
