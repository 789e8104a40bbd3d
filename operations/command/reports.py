"""`partnership reports`: what is done once to reports that an earlier version kept otherwise."""

from __future__ import annotations

import click

from config.settings import ProcessSettings, process_settings
from domain import keys
from domain.actors import system
from domain.reports import noting
from domain.sealing import CannotOpen
from domain.sealing.opening import PrivateKeys
from domain.unit_of_work import Sessions, unit_of_work
from operations.set_up import sessions_as


@click.group()
def command() -> None:
    """Bring reports up to date that an earlier version kept otherwise."""


@command.command("note-grades")
def note_grades() -> None:
    """Note the grades of reports that went live before numbers were kept of them.

    Type it once after an upgrade, where triage runs: it needs triage's settings and keys. It may be
    stopped and typed again; each report is recorded.

    \b
    Example:
      partnership reports note-grades
    """
    triage: ProcessSettings = process_settings("triage")
    with sessions_as(triage) as sessions:
        done, shut = noted(sessions, keys.load_private_keys(triage.keys))
    click.echo(f"Grades noted of {done} reports; {shut} cannot be opened any more.")


def noted(sessions: Sessions, private: PrivateKeys) -> tuple[int, int]:
    """Note what is missing, a batch in each unit of work; return how many were, and were not."""
    done, shut, after, batch = 0, 0, None, True
    while batch:
        with unit_of_work(sessions, system("figures")) as work:
            batch = bool(waiting := noting.ungraded(work, after))
            for report in waiting:
                after = report.id
                try:
                    noting.note_grades(work, report, private)
                    done += 1
                except CannotOpen:
                    shut += 1
    return done, shut
