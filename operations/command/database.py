"""`partnership database`: migrations, roles and grants."""

from __future__ import annotations

import os

import click
from sqlalchemy.engine import make_url

from config.database import checked_url
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
    admin = _admin_url()
    for name, url in _role_urls().items():
        if make_url(url).database != make_url(admin).database:
            raise click.ClickException(
                f"{name} names another database than PARTNERSHIP_DATABASE_ADMIN_URL does."
            )
    database.prepare(admin, role_passwords())
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
    return _url("PARTNERSHIP_DATABASE_ADMIN_URL")


def role_passwords() -> dict[str, str]:
    """The passwords are those in the URLs that the processes are given: said in one place."""
    urls = _role_urls()
    found = {role: make_url(urls[_setting_of(role)]).password for role in LOGINS}
    return {role: password for role, password in found.items() if password}


def _role_urls() -> dict[str, str]:
    """The URL of each process's database by the name of its setting."""
    return {name: _url(name) for name in map(_setting_of, LOGINS)}


def _url(name: str) -> str:
    return checked_url(name, required(os.environ, name))


def _setting_of(role: str) -> str:
    return f"{role.upper()}_DATABASE_URL"
