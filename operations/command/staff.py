"""`partnership staff`: accounts for police staff; the first administrator is made here."""

from __future__ import annotations

import click

from config.settings import process_settings
from domain import letters, second_factors, staff
from domain.passwords import policy
from domain.permissions import Role
from domain.unit_of_work import unit_of_work
from operations.set_up import set_up, whoever_types

ROLES = [str(role).replace(" ", "-") for role in Role]


@click.group()
def command() -> None:
    """Make accounts for police staff.

    Needs triage's settings: PARTNERSHIP_TRIAGE_DATABASE_URL and PARTNERSHIP_KEYS.
    """


@command.command()
@click.argument("username")
@click.option("--name", required=True, help="Their name, as colleagues know it.")
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), required=True)
@click.option("--email", default="", help="Where letters about the account go.")
@click.password_option(help="Asked for if it is not given here.")
def create(username: str, name: str, roles: tuple[str, ...], email: str, password: str) -> None:
    """Make an account and show its second factor, once.

    \b
    Example:
      partnership staff create a.khan --name "Aisha Khan" --role administrator
    """
    if reasons := policy.judge(password, (username, name)).reasons:
        raise click.ClickException("That password will not do. " + ". ".join(reasons) + ".")
    parts = set_up(process_settings("triage"))
    try:
        account = staff.NewAccount(
            username=username,
            name=name,
            email=letters.checked_address(email) if email else None,
            roles=tuple(Role(role.replace("-", " ")) for role in roles),
            password_hash=parts.passwords.hashed(password),
        )
        with unit_of_work(parts.sessions, whoever_types()) as work:
            member = staff.create(work, account)
            secret = staff.add_totp(work, member, parts.field_key, "authenticator app")
    except ValueError as problem:
        raise click.ClickException(str(problem)) from problem
    _say(member, secret)


def _say(member: staff.StaffMember, secret: str) -> None:
    click.echo(f"Made the account {member.username} for {member.name}.")
    click.echo("Put this into their authenticator app now; it is not shown again:")
    click.echo(second_factors.provisioning_uri(secret, member.username, "Partnership Triage"))
