"""`partnership worker`: intake and everything else that is done without a person."""

from __future__ import annotations

import click

from config import logs
from config.settings import worker_settings


@click.command()
def command() -> None:
    """Do what is done without a person, until SIGTERM or Ctrl-C.

    Safe to kill at any moment: what was begun is done again. Several may run.
    """
    from operations import worker

    logs.configure()
    worker.run(worker_settings())
