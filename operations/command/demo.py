"""`partnership demo`: everything on this machine, with fictional data."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pyotp
from sqlalchemy.exc import OperationalError

from config.settings import process_settings
from operations import exporting, postgres
from operations.demo import Places, Ports, reset, run
from operations.demo.processes import DidNotStart
from operations.set_up import sessions_as

MENDABLE = (
    DidNotStart,
    postgres.DidNotStart,
    postgres.InUse,
    postgres.NoServerPrograms,
    postgres.ProgramFailed,
)


@click.group(invoke_without_command=True)
@click.option("--port-portal", default=8000, show_default=True, help="Where partners go.")
@click.option("--port-triage", default=8001, show_default=True, help="Where police staff go.")
@click.option(
    "--data",
    default=Path("var"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the demo keeps its things.",
)
@click.option("--seed/--no-seed", default=True, show_default=True, help="Load fictional data.")
@click.pass_context
def command(
    context: click.Context, port_portal: int, port_triage: int, data: Path, seed: bool
) -> None:
    """Start every process with fictional data; Ctrl-C stops them.

    Never for real use: its passwords lie in the data folder.

    \b
    Example:
      partnership demo --port-portal 8080 --data /tmp/demo
    """
    context.obj = Places(data.resolve())
    if context.invoked_subcommand is None:
        try:
            run(context.obj, Ports(port_portal, port_triage), seed, click.echo)
        except MENDABLE as problem:
            raise click.ClickException(str(problem)) from problem


@command.command("reset")
@click.pass_obj
def forget(places: Places) -> None:
    """Forget all demo data, so that the next run starts afresh."""
    try:
        reset(places)
    except MENDABLE as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo("Everything the demo kept is gone; the next run starts afresh.")


@command.command("code")
@click.argument("username")
@click.pass_obj
def show_code(places: Places, username: str) -> None:
    """Print the six-digit code of one of the demo's staff, as their app would show it."""
    click.echo(code(places, username))


@command.command("trail")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def export_trail(places: Places, file: Path) -> None:
    """Write the trail of the demo that runs to FILE, as an auditor is given it."""
    if not places.triage.exists():
        raise click.ClickException("There is no demo: run `make run` first.")
    settings = process_settings("triage", json.loads(places.triage.read_text()))
    try:
        with sessions_as(settings) as sessions:
            size = exporting.export(sessions, settings.public_keys, file)
    except OperationalError as problem:
        raise click.ClickException("The demo does not run: start it with `make run`.") from problem
    click.echo(f"Wrote {size} events to {file}. To verify it:")
    click.echo(f"  .venv/bin/partnership trail verify {file} --keys {settings.public_keys}")


def code(places: Places, username: str) -> str:
    """Return the six-digit code of one of the demo's staff, as their app would show it."""
    if not places.credentials.exists():
        raise click.ClickException("There is no demo data: run `make run` first.")
    known = {p["username"]: p for p in json.loads(places.credentials.read_text())["staff"]}
    if username not in known:
        raise click.ClickException(f"There is no {username} in the demo: {', '.join(known)}.")
    return pyotp.TOTP(known[username]["totp_secret"]).now()
