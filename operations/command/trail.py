"""`partnership trail`: reading the audit trail, exporting it, verifying an export."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import select

from config.settings import process_settings
from domain import sequencing
from domain.audit import AuditEvent
from domain.keys.published import log_keys
from domain.permissions import Permission
from domain.sequencing.backlog import Backlog
from domain.trail import answers, verifier
from domain.unit_of_work import reading
from operations import exporting
from operations.command.published import trusted_keys
from operations.set_up import auditing, sessions_as

_file = click.Path(dir_okay=False, path_type=Path)
_there = click.Path(exists=True, path_type=Path)


@click.group()
def command() -> None:
    """Read the audit trail, export it, verify an export. It holds no intelligence.

    `verify` needs an export and the published keys, nothing else; the others need triage's
    settings, PARTNERSHIP_TRIAGE_DATABASE_URL and PARTNERSHIP_KEYS. See docs/trail.md.
    """


@command.command()
@click.option("--last", default=20, show_default=True, help="How many events.")
@click.option("--item", default="", help="Only about the submission with this reference.")
def show(last: int, item: str) -> None:
    """Print the latest events as sentences, oldest first.

    \b
    Example:
      partnership trail show --last 50
    """
    query = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(last)
    with (
        sessions_as(process_settings("triage")) as sessions,
        reading(sessions, auditing()) as work,
    ):
        work.require(Permission.READ_TRAIL)
        found = [e for e in work.session.scalars(query) if item in str(e)]
    for event in reversed(found):
        click.echo(f"{event.at:%Y-%m-%d %H:%M:%S}  {event}")


@command.command()
@click.argument("file", type=_file)
def export(file: Path) -> None:
    """Write the whole trail to FILE, for an auditor; that is recorded.

    \b
    Example:
      partnership trail export trail-2026-11.txt
    """
    settings = process_settings("triage")
    with sessions_as(settings) as sessions:
        size = exporting.export(sessions, settings.public_keys, file)
    click.echo(f"Wrote {size} events to {file}.")


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--keys", "public", type=_there, help="The folder of published keys.")
@click.option("--log", help="The log's published key (name+id+base64), instead.")
@click.option("--witness", multiple=True, help="A witness's published key.")
@click.option("--kept", multiple=True, type=_there, help="Checkpoints that you kept.")
def verify(
    file: Path,
    public: Path | None,
    log: str | None,
    witness: tuple[str, ...],
    kept: tuple[Path, ...],
) -> None:
    """Verify an export, with no database and no trust in the server; prints JSON.

    Exit code 0: whole. 1: something was found, and it is named. 2: this is no export.

    \b
    Example:
      partnership trail verify trail-2026-11.txt --keys public/ --kept checkpoints.txt
    """
    trusted = trusted_keys(public, log, witness)
    words = [str(file), "--log", str(trusted.logs[0])]
    for key in trusted.witnesses:
        words += ["--witness", str(key)]
    for path in kept:
        words += ["--kept", str(path)]
    raise SystemExit(verifier.main(words))


@command.command("verify-answer")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--keys", "public", type=_there, help="The folder of published keys.")
@click.option("--log", help="The log's published key, instead of a folder.")
@click.option("--witness", multiple=True, help="A witness's published key.")
def verify_answer(
    file: Path, public: Path | None, log: str | None, witness: tuple[str, ...]
) -> None:
    """Say what an answer from the accountability pages proves, offline; exit code 1: nothing.

    \b
    Example:
      partnership trail verify-answer access-2026-11-01-2026-11-07-proof.txt --keys public/
    """
    trusted = trusted_keys(public, log, witness)
    try:
        proven = answers.verify(file.read_bytes(), trusted.logs, trusted.witnesses)
    except answers.AnswerRefused as refused:
        click.echo(f"This answer proves nothing: {refused}.", err=True)
        raise SystemExit(1) from refused
    asked = proven.about
    click.echo(f"{proven.events} events of {asked.get('person')} between {asked.get('since')} and")
    click.echo(f"{asked.get('until')} are in {proven.origin}, as of {proven.size} events.")
    for name in proven.witnesses:
        click.echo(f"{name} vouched for that.")


@command.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def status(as_json: bool) -> None:
    """Say how the log stands; exit code 1 if it is behind.

    \b
    Example:
      partnership trail status
    """
    settings, now = process_settings("triage"), datetime.now(UTC)
    origin = log_keys(settings.public_keys)[0].name
    with sessions_as(settings) as sessions, reading(sessions, auditing(), now) as work:
        found = sequencing.backlog(work, origin)
    behind = found.is_behind(now)
    click.echo(json.dumps(_as_json(found, now)) if as_json else _in_words(found, now))
    raise SystemExit(1 if behind else 0)


@command.command("keys")
@click.option("--keys", "public", type=_there, required=True, help="The folder of published keys.")
def show_keys(public: Path) -> None:
    """Print the keys to publish, one line each: logs first, then witnesses."""
    trusted = trusted_keys(public, None, ())
    for key in (*trusted.logs, *trusted.witnesses):
        click.echo(str(key))


def _as_json(found: Backlog, now: datetime) -> dict[str, object]:
    return {
        "events": found.size,
        "waiting": found.waiting,
        "waited_seconds": round(found.waited(now).total_seconds(), 1),
        "behind": found.is_behind(now),
        "signed": found.signed,
        "signed_at": found.signed_at.isoformat() if found.signed_at else None,
        "witnessed": found.witnessed,
    }


def _in_words(found: Backlog, now: datetime) -> str:
    seconds = found.waited(now).total_seconds()
    signed = f", {found.signed_at:%Y-%m-%d %H:%M:%S}" if found.signed_at else ""
    lines = [
        f"events in the log   {found.size}",
        f"waiting for a place {found.waiting}" + (f", {seconds:.0f} s" if found.waiting else ""),
        f"signed              {found.signed}{signed}",
    ]
    lines += [f"cosigned            {n} by {name}" for name, n in sorted(found.witnessed.items())]
    if not found.witnessed:
        lines.append("cosigned            by nobody yet")
    if found.is_behind(now):
        lines.append("ALARM: the log is behind. Is the worker running? Its log says why not.")
    return "\n".join(lines)
