"""`partnership keys`: making keys, changing them, and saying how they stand."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from config.settings import required
from domain import keys
from domain.keys import changes, rotations
from operations.command import keys_stored


@click.group()
def command() -> None:
    """Make keys, change them, and say how they stand.

    The folder is PARTNERSHIP_KEYS, or --folder. docs/keys.md says which key is whose, and walks
    through each ceremony.

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
    manifest = keys.create(where, _now())
    click.echo(f"Made the keys in {where}, with a manifest until {manifest.expires_at:%d %B %Y}.")
    click.echo(f"Its signer: PARTNERSHIP_MANIFEST_SIGNER={_signer(where)}")
    click.echo("Take the folder `offline` away from this machine now, and keep it safe.")


@command.command()
@_folder
def status(folder: Path | None) -> None:
    """List the keys and what is wrong with them; exit code 1 if something is."""
    found = keys.status(_where(folder), _now())
    for key in found.keys:
        until = f"until {key.expires_at:%d %b %Y}" if key.expires_at else "no end"
        click.echo(f"{key.holder:8} {key.purpose:16} {key.key_id:28} {until}")
    if found.manifest:
        click.echo(f"manifest signed by {_signer(_where(folder))}")
    problems = [*found.problems, *(f"{k.key_id}: {p}" for k in found.keys for p in k.problems)]
    for problem in problems:
        click.echo(f"PROBLEM: {problem}", err=True)
    raise SystemExit(1 if problems else 0)


@command.command()
@_folder
@click.argument("step", type=click.Choice(["begin", "finish"]))
def rotate(step: str, folder: Path | None) -> None:
    """Change the triage key: `begin`, re-wrap, `finish`, delete old wraps.

    Done where the offline keys are; the manifest and the new private file are then taken to the
    processes.

    \b
    Example:
      partnership keys rotate begin
    """
    if step == "begin":
        manifest = rotations.begin(_where(folder), _now())
        click.echo(f"Version {manifest.version} lists the next key beside the present one.")
        click.echo("Take its file to triage and the worker, the manifest to everybody; then type")
        click.echo("  partnership keys rewrap")
        return
    manifest = rotations.finish(_where(folder), _now())
    click.echo(f"Version {manifest.version}: the next key took over, the old one is retired.")
    click.echo("Take the manifest to everybody; then type\n  partnership keys delete-old-wraps")


@command.command()
@_folder
@click.argument("purpose", type=click.Choice(rotations.EXCHANGED_AT_ONCE))
def exchange(purpose: str, folder: Path | None) -> None:
    """Put a new portal or recovery key in place of the present one; the old file stays."""
    manifest = rotations.exchange(_where(folder), purpose, _now())
    click.echo(f"Version {manifest.version} lists a new {purpose} key.")
    if purpose == "recovery":
        click.echo("Split it (keys split), then re-wrap what is stored (keys rewrap).")


@command.command()
@_folder
def renew(folder: Path | None) -> None:
    """Sign the same keys in a manifest with a new date."""
    manifest = rotations.renew(_where(folder), _now())
    words = f"until {manifest.expires_at:%d %B %Y}"
    click.echo(f"Version {manifest.version} is in force {words}. Take it to everybody.")


@command.command()
@_folder
@click.argument("purpose", type=click.Choice(changes.CHANGEABLE))
def change(purpose: str, folder: Path | None) -> None:
    """Put a new search, log or witness key in place of the present one."""
    made = changes.change(_where(folder), purpose, _now())
    click.echo(f"The {purpose} key is now {made.key_id}. Start again whoever holds it.")
    click.echo(AFTER_CHANGE[purpose])


AFTER_CHANGE = {
    "search": "The worker makes the index anew under it, and until then the former key is looked"
    " up under too. Once `partnership keys reindexed` says so, that key is gone.",
    "trail-log": "It signs a log of its own name, over the same events from the first one on. The"
    " old log is closed: keep its last cosigned checkpoint. Witnesses begin with the new name.",
    "trail-witness": "It is another witness: it begins with --begin, in an empty folder.",
}
"""What follows from a change, by purpose."""


@command.command("another-witness")
@_folder
@click.argument("home", type=click.Path(file_okay=False, path_type=Path))
def another_witness(home: Path, folder: Path | None) -> None:
    """Make the key of one more witness in the folder HOME, and publish its public half."""
    made = changes.another_witness(_where(folder), home, _now())
    click.echo(f"Made {made.key_id} in {home}. Take that folder to whoever runs the witness.")


keys_stored.add_to(command)


def _where(folder: Path | None) -> Path:
    return folder or Path(required(os.environ, "PARTNERSHIP_KEYS"))


def _signer(folder: Path) -> str:
    signer = keys.load_verifying_key(folder / "public" / "manifest-signer.json")
    return keys.fingerprint(signer)


def _now() -> datetime:
    return datetime.now(UTC)
