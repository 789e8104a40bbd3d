"""`partnership permissions`: the permission table as a document, for docs/permissions.md."""

from __future__ import annotations

import click

from domain import permission_table


@click.command("permissions")
def command() -> None:
    """Print who may do what.

    docs/permissions.md is this text: `partnership permissions > docs/permissions.md`.
    """
    click.echo(permission_table.as_markdown(), nl=False)
