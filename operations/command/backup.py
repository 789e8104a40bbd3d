"""`partnership backup`: the whole database in one sealed file."""

from __future__ import annotations

import os
from pathlib import Path

import click

from config.settings import required, signer
from operations import backup
from operations.worker.parts import manifest_in


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def command(file: Path) -> None:
    """Copy the whole database to FILE while everything goes on, sealed.

    Opened by the triage key and the recovery key. Needs PARTNERSHIP_DATABASE_ADMIN_URL and
    PARTNERSHIP_KEYS (public/ alone will do). Files that partners sent lie beside the database,
    sealed already: copy their folder too.

    \b
    Example:
      partnership backup /backups/2026-11-22.partnership
    """
    public = Path(required(os.environ, "PARTNERSHIP_KEYS")) / "public"
    admin_url = required(os.environ, "PARTNERSHIP_DATABASE_ADMIN_URL")
    try:
        taken = backup.take(admin_url, manifest_in(public, signer()), file)
    except backup.BackupRefused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"Took {taken.about.events} events and all that belongs to them to {file}.")
    click.echo(f"SHA-256 {taken.digest}")
