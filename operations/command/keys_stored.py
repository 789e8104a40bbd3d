"""The part of `partnership keys` that reaches what is stored: re-wrapping, recovery, drills."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from config.settings import process_settings, required
from domain.keys import files
from domain.keys.changes import offline_recovery
from domain.keys.custodians import combined, split
from domain.rewrapping import StillNeeded
from operations import rewrapping
from operations.worker.parts import manifest_in

_there = click.Path(exists=True, dir_okay=False, path_type=Path)
_share = click.option("--share", "shares", type=_there, multiple=True, help="A custodian's share.")


def add_to(group: click.Group) -> None:
    """Add these commands to `partnership keys`."""
    for command in (rewrap, delete_old_wraps, split_recovery, recover, reindexed):
        group.add_command(command)


@click.command()
@click.option("--with", "extra", type=_there, help="A recovery key, if triage's is lost.")
def rewrap(extra: Path | None) -> None:
    """Wrap what is stored for every key that the manifest lists; safe to stop and to do again.

    Needs triage's settings. Exit code 1 if contents were left.

    \b
    Example:
      partnership keys rewrap
    """
    settings = process_settings("triage")
    with rewrapping.prepared(settings, extra) as job:
        with click.progressbar(length=job.total, label="Re-wrapping") as bar:
            done = job.run(lambda step: bar.update(step))
        click.echo(f"{done.wrapped} contents were re-wrapped.")
        for content in done.closed[:20]:
            click.echo(f"NOT OPENED by any key given: {content}", err=True)
        if done.unplaced:
            click.echo(f"{done.unplaced} contents belong nowhere that is known.", err=True)
    raise SystemExit(1 if done.closed or done.unplaced else 0)


@click.command("delete-old-wraps")
def delete_old_wraps() -> None:
    """Delete the wraps for retired keys: from then on those keys open nothing that is stored.

    Needs the worker's settings. Refused while anything depends on a retired key.
    """
    try:
        for key_id, count in rewrapping.delete_old(process_settings("worker")):
            click.echo(f"{count} wraps for {key_id} were deleted.")
    except StillNeeded as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo("Now delete the old private files; old backups still have their wraps.")


@click.command()
def reindexed() -> None:
    """Delete the former search key, once the index is made anew under the present one.

    Needs the worker's settings; exit code 1 while the worker is still at it.
    """
    left = rewrapping.forget_search_key(process_settings("worker"))
    if left:
        click.echo(f"{left} entries of the index are still under the former key.")
        raise SystemExit(1)
    click.echo("The index is under the present key; the former one is gone from this folder.")
    click.echo("Delete search-former.json from triage's folder too, and start triage again.")


@click.command("split")
@click.option("--folder", type=click.Path(path_type=Path), help="Where the keys are.")
@click.option("--to", "target", type=click.Path(file_okay=False, path_type=Path), required=True)
def split_recovery(folder: Path | None, target: Path) -> None:
    """Split the recovery key into two shares to print, one for each of two custodians.

    Either alone tells nothing; both together are the key.
    """
    where = folder or Path(required(os.environ, "PARTNERSHIP_KEYS"))
    found = offline_recovery(where)
    if not found:
        raise click.ClickException(f"There is no recovery key in {where / 'offline'}.")
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number, share in enumerate(split(files.read(found[-1])), 1):
        path = target / f"recovery-share-{number}.txt"
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(share, "ascii")
    click.echo(f"Print both shares in {target}, give each to one custodian, delete the files, try")
    click.echo("  partnership keys recover --drill --share FILE --share FILE")
    click.echo(f"and then delete {found[-1]}.")


@click.command()
@_share
@click.option("--drill", is_flag=True, help="Only see that it opens what is stored.")
@click.option("--to", "target", type=click.Path(path_type=Path), help="Where to put the key.")
def recover(shares: tuple[Path, ...], drill: bool, target: Path | None) -> None:
    """Make the recovery key out of the shares of two custodians.

    With --drill it is tried on contents chosen by chance, recorded, and forgotten.

    \b
    Example:
      partnership keys recover --drill --share one.txt --share two.txt
    """
    if len(shares) != 2 or drill == bool(target):
        raise click.UsageError("Give two shares, and either --drill or --to FILE.")
    settings = process_settings("triage")
    one, two = (path.read_text("ascii", errors="replace") for path in shares)
    key = combined(
        (one, two), manifest_in(settings.public_keys, settings.signer), datetime.now(UTC)
    )
    if target:
        files.write_new(target, key)
        click.echo(f"{key.key_id} is in {target}. Re-wrap with it, then delete the file.")
        return
    opened, tried = rewrapping.drill(settings, key)
    click.echo(f"{key.key_id} opened {opened} of {tried} contents chosen by chance.")
    raise SystemExit(0 if opened == tried and tried else 1)
