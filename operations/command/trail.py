"""`partnership trail`: reading the audit trail from the command line."""

from __future__ import annotations

import click
from sqlalchemy import select

from config.settings import process_settings
from domain.audit import AuditEvent
from domain.permissions import Permission
from domain.unit_of_work import reading
from operations.set_up import auditing, set_up


@click.group()
def command() -> None:
    """Read the audit trail. It holds no intelligence.

    Needs triage's settings: PARTNERSHIP_TRIAGE_DATABASE_URL and PARTNERSHIP_KEYS.
    """


@command.command()
@click.option("--last", default=20, show_default=True, help="How many events.")
@click.option("--item", default="", help="Only about the submission with this reference.")
def show(last: int, item: str) -> None:
    """Print the latest events as sentences, oldest first.

    \b
    Example:
      partnership trail show --last 50
    """
    parts = set_up(process_settings("triage"))
    query = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(last)
    with reading(parts.sessions, auditing()) as work:
        work.require(Permission.READ_TRAIL)
        found = [e for e in work.session.scalars(query) if item in str(e)]
    for event in reversed(found):
        click.echo(f"{event.at:%Y-%m-%d %H:%M:%S}  {event}")
