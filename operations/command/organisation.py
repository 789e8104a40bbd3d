"""`partnership organisation`: onboarding a partner from the command line."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import click

from config.settings import process_settings, required
from domain import letters, organisations
from domain.organisations import Particulars
from domain.organisations.onboarding import OrganisationExists
from domain.organisations.sectors import joining
from domain.passwords import policy
from domain.unit_of_work import unit_of_work
from operations.set_up import set_up, whoever_types

FIELDS = ("name", "sector", "kind", "district", "mailbox", "contact_name", "contact_role", "phone")
AGREEMENT = ("reference", "purpose", "owner", "signed_copy")


@click.group()
def command() -> None:
    """Onboard partner organisations."""


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.password_option(help="The shared password; asked for if it is not given here.")
def onboard(file: Path, password: str) -> None:
    """Onboard the organisation that a JSON FILE describes, and print its unique URL.

    The file has name, sector, kind, district, mailbox, contact_name, contact_role, phone, and
    agreement with reference, purpose, in_force, review_date, owner and signed_copy. Dates are
    written 2026-11-22; sectors and districts are in config/joining.toml. Needs both doors' keys.

    \b
    Example:
      partnership organisation onboard ravensike-homes.json
    """
    given = _accepted(_particulars(_described(file)), password)
    parts = set_up(process_settings("triage"), process_settings("portal"))
    portal_url = required(os.environ, "PARTNERSHIP_PORTAL_URL")
    try:
        with unit_of_work(parts.sessions, whoever_types()) as work:
            organisation = organisations.onboard(work, given)
            work.session.flush()
            token = organisations.issue_url(work, organisation, parts.url_tokens)
            if parts.partner_passwords:
                organisations.choose_password(work, organisation, parts.partner_passwords, password)
    except OrganisationExists as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"{organisation.name} has been onboarded. Its unique URL:")
    click.echo(f"{portal_url.rstrip('/')}/o/{token}")


def particulars(described: dict[str, Any]) -> Particulars:
    """Return an organisation as its JSON describes it. Raises KeyError or ValueError."""
    agreement = described["agreement"]
    return Particulars(
        **{field: described[field] for field in FIELDS},
        **{f"agreement_{field}": agreement[field] for field in AGREEMENT},
        agreement_in_force=date.fromisoformat(agreement["in_force"]),
        agreement_review=date.fromisoformat(agreement["review_date"]),
    )


def _described(file: Path) -> dict[str, Any]:
    try:
        described = json.loads(file.read_text("utf-8"))
    except ValueError as wrong:
        raise click.ClickException(f"{file} is not JSON: {wrong}.") from None
    if not isinstance(described, dict) or not isinstance(described.get("agreement", {}), dict):
        raise click.ClickException(f"{file} must describe one organisation, as --help says.")
    texts = {**described, **described.get("agreement", {}), "agreement": ""}
    if others := [key for key, value in texts.items() if not isinstance(value, str)]:
        raise click.ClickException(f"In {file} these must be texts: {', '.join(others)}.")
    return described


def _particulars(described: dict[str, Any]) -> Particulars:
    try:
        return particulars(described)
    except KeyError as missing:
        raise click.ClickException(f"The file does not say {missing}.") from None
    except ValueError as wrong:
        raise click.ClickException(f"A date in the file will not do: {wrong}.") from None


def _accepted(given: Particulars, password: str) -> Particulars:
    """Refuse what the pages of administrators would refuse too."""
    lists = joining()
    for said, known in ((given.sector, lists.sectors), (given.district, lists.districts)):
        if said not in known:
            raise click.ClickException(f"{said!r} is none of: {', '.join(known)}.")
    try:
        letters.checked_address(given.mailbox)
    except letters.AddressUnusable as wrong:
        raise click.ClickException(f"The mailbox {given.mailbox!r} will not do. {wrong}.") from None
    if reasons := policy.judge(password, (given.name, given.mailbox)).reasons:
        raise click.ClickException("That password will not do. " + ". ".join(reasons) + ".")
    return given
