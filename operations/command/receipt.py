"""`partnership receipt`: checking a partner's receipt, with the published keys alone."""

from __future__ import annotations

from pathlib import Path

import click

from domain.trail import receipts
from operations.command.published import trusted_keys


@click.group()
def command() -> None:
    """Check a partner's receipt. Needs no database and no network, only the published keys."""


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--keys", "public", type=click.Path(exists=True, path_type=Path))
@click.option("--log", help="The log's published key, instead of a folder.")
@click.option("--witness", multiple=True, help="A witness's published key.")
def verify(file: Path, public: Path | None, log: str | None, witness: tuple[str, ...]) -> None:
    """Say what the receipt in FILE proves; exit code 1 if it proves nothing.

    \b
    Example:
      partnership receipt verify receipt-4K7M-2QXF.txt --keys public/
    """
    trusted = trusted_keys(public, log, witness)
    try:
        facts = receipts.verify_any(file.read_bytes(), trusted.logs, trusted.witnesses)
    except receipts.ReceiptRefused as refused:
        click.echo(f"This receipt proves nothing: {refused}.", err=True)
        raise SystemExit(1) from refused
    click.echo(f"{facts.reference} was received on {facts.received_at:%d %B %Y at %H:%M:%S} UTC.")
    click.echo(f"What was handed in, sealed, has the SHA-256 {facts.sealed_sha256}.")
    click.echo(f"It is event {facts.index} of the {facts.size} in {facts.origin}.")
    for name, at in facts.witnesses:
        click.echo(f"{name} vouched for that on {at:%d %B %Y at %H:%M:%S} UTC.")
