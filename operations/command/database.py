"""`partnership database`: migrations, roles and grants."""

from __future__ import annotations

import os

import click
from sqlalchemy.engine import make_url

from config.settings import required
from operations import database
from operations.database.grants import LOGINS


@click.group()
def command() -> None:
    """Bring the database up to date.

    Needs PARTNERSHIP_DATABASE_ADMIN_URL, a role that may make roles and schemas.

    \b
    Example:
      partnership database upgrade && partnership database grants
    """


@command.command()
def upgrade() -> None:
    """Make the roles that are missing and migrate to what this version needs."""
    database.prepare(_admin_url(), role_passwords())
    click.echo("The database is up to date, and each role has its rights.")


@command.command()
def grants() -> None:
    """Take every right away and give each role exactly what it needs."""
    database.grant(_admin_url())
    click.echo("Each role has its rights.")


@command.command()
def status() -> None:
    """Say where the database is; exit code 1 if it needs an upgrade."""
    found = database.status(_admin_url())
    click.echo(f"at: {found.at or 'nothing there yet'}\nwanted: {found.wanted}")
    raise SystemExit(0 if found.is_current else 1)


def _admin_url() -> str:
    return required(os.environ, "PARTNERSHIP_DATABASE_ADMIN_URL")


def role_passwords() -> dict[str, str]:
    """The passwords are those in the URLs that the processes are given: said in one place."""
    found = {}
    for role in LOGINS:
        name = f"{role.upper()}_DATABASE_URL"
        password = make_url(required(os.environ, name)).password
        if password:
            found[role] = password
    return found
