"""`partnership keys`: making keys and saying how they stand."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from config.settings import required
from domain import keys


@click.group()
def command() -> None:
    """Make keys and say how they stand.

    The folder is PARTNERSHIP_KEYS, or --folder. docs/keys.md says which key is whose.

    \b
    Example:
      partnership keys create --folder /etc/partnership/keys
    """


_folder = click.option(
    "--folder", type=click.Path(path_type=Path), help="Where the keys are or will be."
)


@command.command()
@_folder
def create(folder: Path | None) -> None:
    """Make every key there is, once. Never overwrites one."""
    where = _where(folder)
    manifest = keys.create(where, datetime.now(UTC))
    click.echo(f"Made the keys in {where}, with a manifest until {manifest.expires_at:%d %B %Y}.")
    click.echo("Take the folder `offline` away from this machine now, and keep it safe.")


@command.command()
@_folder
def status(folder: Path | None) -> None:
    """List the keys and what is wrong with them; exit code 1 if something is."""
    found = keys.status(_where(folder), datetime.now(UTC))
    for key in found.keys:
        until = f"until {key.expires_at:%d %b %Y}" if key.expires_at else "no end"
        click.echo(f"{key.holder:8} {key.purpose:16} {key.key_id:28} {until}")
    problems = [*found.problems, *(f"{k.key_id}: {p}" for k in found.keys for p in k.problems)]
    for problem in problems:
        click.echo(f"PROBLEM: {problem}", err=True)
    raise SystemExit(1 if problems else 0)


def _where(folder: Path | None) -> Path:
    return folder or Path(required(os.environ, "PARTNERSHIP_KEYS"))
