"""`partnership witness`: the process that vouches for the log, or refuses to."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import click

from config import logs
from config.settings import WitnessSettings, witness_settings
from domain.keys import load_signing_key
from domain.keys.published import WITNESS, log_keys, witness_keys
from domain.trail.witnesses import Witness, WitnessRefused
from operations import witness as witnessing
from operations.set_up import sessions_as
from operations.witness import Memory, MemoryLost

REFUSED, NO_MEMORY = 3, 2
"""Exit codes: the log is not what it was; the witness does not know what it was."""


@click.command()
@click.option("--begin", is_flag=True, help="The first time: nothing has been seen yet.")
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The memory was lost: take it from checkpoints that this witness cosigned.",
)
@click.option("--once", is_flag=True, help="Look once and end.")
def command(begin: bool, source: Path | None, once: bool) -> None:
    """Watch the log, cosign what continues what was seen, refuse anything else loudly.

    Run it on another machine, by somebody else. Exit code 3: the log was rewound or forked, and
    `alarms.jsonl` in PARTNERSHIP_WITNESS_FOLDER says how. 2: its memory is lost.

    \b
    Example:
      partnership witness --begin
    """
    logs.configure()
    settings = witness_settings()
    memory = Memory(settings.folder)
    try:
        _remember(memory, settings, begin, source)
        _watch(settings, memory, once)
    except MemoryLost as problem:
        click.echo(f"Error: {problem}", err=True)
        raise SystemExit(NO_MEMORY) from problem
    except WitnessRefused as refused:
        click.echo(f"REFUSED ({refused.rule}): {refused}", err=True)
        raise SystemExit(REFUSED) from refused


def witness_of(settings: WitnessSettings) -> Witness:
    """Return the witness whose key lies in the settings' folder. Raises KeyFileRefused."""
    private = load_signing_key(settings.keys / f"{WITNESS}.json")
    return Witness(_own_name(settings), private, log_keys(settings.public_keys))


def _own_name(settings: WitnessSettings) -> str:
    raw = load_signing_key(settings.keys / f"{WITNESS}.json").public_key().public_bytes_raw()
    named = [key.name for key in witness_keys(settings.public_keys) if key.public == raw]
    if not named:
        raise click.ClickException("This witness's key is not among the published ones.")
    return named[0]


def _remember(memory: Memory, settings: WitnessSettings, begin: bool, source: Path | None) -> None:
    if begin:
        memory.begin()
    elif source:
        witness = witness_of(settings)
        memory.restore(source.read_text("utf-8"), witness.logs, witness.key)


def _watch(settings: WitnessSettings, memory: Memory, once: bool) -> None:
    witness = witness_of(settings)
    with sessions_as(settings) as sessions:
        if once:
            click.echo(witnessing.look(sessions, witness, memory))
            return
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        witnessing.run(sessions, witness, memory, stopped)
