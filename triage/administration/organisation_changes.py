"""What an administrator does to one organisation: from a form to the domain's words."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from flask import current_app, render_template

from domain.organisations import (
    Organisation,
    Standing,
    invitations,
    limits,
    mailboxes,
    open_sessions,
    pages,
    standing,
    urls,
)
from domain.organisations.limits import LimitName, Wanted
from domain.organisations.pages import Search
from domain.organisations.standing import StandingForbids
from domain.unit_of_work import UnitOfWork
from triage.administration.forms import NoForm
from triage.work import parts

MOST_MEANT = 3
"""So many names are offered to somebody who typed none that there is."""


def address_of(token: str) -> str:
    """Return the unique address that holds a token."""
    return f"{current_app.config['PORTAL_URL'].rstrip('/')}/o/{token}"


def reveal(work: UnitOfWork, organisation: Organisation, _form: NoForm) -> str:
    """Show the unique address."""
    address = address_of(urls.reveal(work, organisation, parts().url_tokens))
    return render_template(
        "triage/administration/address.html", organisation=organisation, address=address
    )


def welcome(work: UnitOfWork, organisation: Organisation, _form: NoForm) -> str:
    """Make the welcome letter."""
    address = address_of(urls.reveal(work, organisation, parts().url_tokens))
    return render_template(
        "triage/administration/welcome.html", organisation=organisation, address=address
    )


def rotate(work: UnitOfWork, organisation: Organisation, form: Any) -> None:
    """Replace the unique address."""
    grace = timedelta(days=int(form.days.data))
    given = parts()
    urls.rotate(work, organisation, given.url_tokens, given.link_keys.letters_key, grace)


def invite(work: UnitOfWork, organisation: Organisation, _form: NoForm) -> None:
    """Send the invitation again."""
    invitations.invite(work, organisation, parts().link_keys, parts().url_tokens)


def mailbox(work: UnitOfWork, organisation: Organisation, form: Any) -> None:
    """Ask a new mailbox to confirm itself."""
    mailboxes.change(work, organisation, form.address.data, parts().link_keys)


def limit(work: UnitOfWork, organisation: Organisation, form: Any) -> None:
    """Set a limit until the end of a day."""
    ends = datetime.combine(form.until.data, time(23, 59), UTC)
    name = LimitName(form.limit.data)
    limits.set_for(work, organisation, Wanted(name, form.amount.data, form.reason.data, ends))


def end_sessions(work: UnitOfWork, organisation: Organisation, _form: NoForm) -> None:
    """End every session."""
    open_sessions.end_all(work, organisation, "an administrator ended it")


def unlock(work: UnitOfWork, organisation: Organisation, form: Any) -> None:
    """Let it try its password again."""
    standing.unlock(work, organisation, form.reason.data)


def suspend(work: UnitOfWork, organisation: Organisation, form: Any) -> None:
    """Keep it out."""
    standing.suspend(work, organisation, form.reason.data)


def reinstate(work: UnitOfWork, organisation: Organisation, form: Any) -> None:
    """Let it in again."""
    standing.reinstate(work, organisation, form.reason.data)


def close(work: UnitOfWork, organisation: Organisation, form: Any) -> None:
    """End its part for good."""
    standing.close(work, organisation, form.reason.data)


def merge(work: UnitOfWork, organisation: Organisation, form: Any) -> None:
    """Let it go on as part of another."""
    into = pages.named(work, form.into.data)
    if into is None:
        raise StandingForbids(_nobody_named(work, form.into.data))
    standing.merge(work, organisation, into, form.reason.data)


def _nobody_named(work: UnitOfWork, typed: str) -> str:
    """Say that there is none of that name, and which are meant perhaps."""
    found = pages.page(work, Search(text=typed, standing=Standing.ACTIVE)).lines[:MOST_MEANT]
    meant = f". Is it {' or '.join(line.name for line in found)}?" if found else ""
    return f"There is no organisation of exactly that name{meant}"
