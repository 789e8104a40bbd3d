"""`partnership demo`: everything on this machine, with fictional data."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pyotp

from operations import postgres
from operations.demo import Places, Ports, reset, run
from operations.demo.processes import DidNotStart

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


def code(places: Places, username: str) -> str:
    """Return the six-digit code of one of the demo's staff, as their app would show it."""
    if not places.credentials.exists():
        raise click.ClickException("There is no demo data: run `make run` first.")
    known = {p["username"]: p for p in json.loads(places.credentials.read_text())["staff"]}
    if username not in known:
        raise click.ClickException(f"There is no {username} in the demo: {', '.join(known)}.")
    return pyotp.TOTP(known[username]["totp_secret"]).now()
