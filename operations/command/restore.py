"""`partnership restore`: a backup into an empty database, and the proof that it holds."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from config.settings import process_settings, required
from domain.keys import files, load_private_keys
from domain.sealing import suites
from domain.sealing.unwrapping import PrivateKeys
from domain.trail import checkpoints
from operations import backup
from operations.command.database import role_passwords

_there = click.Path(exists=True, dir_okay=False, path_type=Path)
DOES_NOT_HOLD = 1


@click.command()
@click.argument("file", type=_there)
@click.option("--verify", "prove", is_flag=True, help="Prove that log and receipts still hold.")
@click.option("--kept", multiple=True, type=_there, help="A witness's checkpoints.")
@click.option("--receipt", "receipts", multiple=True, type=_there, help="A receipt to check.")
@click.option("--with", "extra", type=_there, help="A recovery key, if triage's is lost.")
def command(
    file: Path, prove: bool, kept: tuple[Path, ...], receipts: tuple[Path, ...], extra: Path | None
) -> None:
    """Put the backup in FILE into an empty database.

    Needs PARTNERSHIP_DATABASE_ADMIN_URL for that database, the URLs of the roles, and triage's
    keys. With --verify, and --kept for what a witness saw: exit code 1 if it does not hold, or is
    older than what the witness saw; the report (JSON) says what is missing.

    \b
    Example:
      partnership restore 2026-11-22.partnership --verify --kept checkpoints.txt
    """
    admin_url = required(os.environ, "PARTNERSHIP_DATABASE_ADMIN_URL")
    settings = process_settings("triage")
    try:
        about = backup.restore(admin_url, file, _keys(settings.keys, extra), role_passwords())
    except backup.BackupRefused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"Restored the record of {about.taken_at}, {about.events} events.", err=True)
    if prove:
        notes = [n for path in kept for n in checkpoints.several(path.read_text("utf-8"))]
        _tell(backup.verify(settings, notes, receipts))


def _keys(folder: Path, extra: Path | None) -> PrivateKeys:
    private = load_private_keys(folder)
    if not extra:
        return private
    key = files.read(extra)
    return PrivateKeys({**private.by_id, key.key_id: suites.private_key(key.suite, key.private)})


def _tell(verdict: backup.Verdict) -> None:
    said = {**verdict.findings.as_json(), "holds": verdict.holds}
    said |= {"receipts": verdict.receipts, "receipts_refused": verdict.refused}
    click.echo(json.dumps(said, indent=2, ensure_ascii=False))
    raise SystemExit(0 if verdict.holds else DOES_NOT_HOLD)
