"""The `partnership` command: what whoever runs the portal types."""

from __future__ import annotations

import importlib
import sys
from typing import Any, NoReturn

import click

from config.brands import BrandUnreadable
from config.refusals import SettingInvalid
from domain.keys import KeyFileRefused, KeysExist, ManifestRefused
from domain.keys.changes import NotChangedAlone
from domain.keys.custodians import SharesRefused
from domain.keys.rotations import RotationRefused
from domain.passwords import CostBelowFloor
from domain.reference import ReferenceDataInvalid

COMMANDS = {
    "backup": "Copy the whole database into one sealed file.",
    "database": "Bring the database up to date; say what each role may do in it.",
    "demo": "Start everything on this machine, with fictional data.",
    "keys": "Make, change, rotate and recover keys.",
    "organisation": "Onboard a partner organisation.",
    "permissions": "Print who may do what.",
    "questions": "Print every screen and question.",
    "receipt": "Check a partner's receipt, offline.",
    "reports": "Bring reports up to date that an earlier version kept otherwise.",
    "restore": "Put a sealed backup into an empty database, and prove that it holds.",
    "staff": "Make accounts for police staff.",
    "trail": "Read, export and verify the audit trail.",
    "witness": "Vouch for the trail's log, from another machine.",
    "worker": "Do what is done without a person, until stopped.",
}
EXPECTED = (
    BrandUnreadable,
    CostBelowFloor,
    KeyFileRefused,
    KeysExist,
    ManifestRefused,
    NotChangedAlone,
    ReferenceDataInvalid,
    RotationRefused,
    SettingInvalid,
    SharesRefused,
)
"""What goes wrong in ways that whoever runs it can mend: said in a sentence, with no traceback."""


class _Commands(click.Group):
    """Loads a command's module when it is asked for, so that `--help` is quick."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"operations.command.{name}")
        command: click.Command = module.command
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(context)])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="partnership-portal")
def partnership() -> None:
    """Run the Partnership Intelligence Portal.

    Settings come from the environment; config/example.env lists them all.
    """


def main(*arguments: Any) -> None:
    """Run the command; what can be mended is said in a sentence, and the exit code is 1."""
    try:
        partnership(*arguments)
    except EXPECTED as problem:
        _refuse(str(problem))
    except Exception as problem:
        # Loaded only now, so that `--help` is quick.
        databases = importlib.import_module("operations.command.databases")
        if (said := databases.in_words(problem)) is None:
            raise
        _refuse(said)


def _refuse(reason: str) -> NoReturn:
    click.echo(f"Error: {reason}", err=True)
    sys.exit(1)
