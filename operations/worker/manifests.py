"""The worker's job that records a change of keys when it first sees the new ones."""

from __future__ import annotations

import procrastinate

from config.settings import ProcessSettings
from domain import rewrapping
from domain.actors import system
from domain.unit_of_work import Sessions, unit_of_work
from operations.worker.parts import Parts, manifest_in

EVERY_MINUTE = "* * * * *"


def add_to(app: procrastinate.App, parts: Parts) -> None:
    """Tell the worker of the job."""

    @app.periodic(cron=EVERY_MINUTE)
    @app.task(name="take_up_manifest", queueing_lock="take_up_manifest", pass_context=False)
    def take_up_manifest(timestamp: int) -> None:
        look(parts.sessions, parts.settings)


def look(sessions: Sessions, settings: ProcessSettings) -> None:
    """Record what is new. Raises ManifestRefused, KeyFileRefused."""
    manifest = manifest_in(settings.public_keys, settings.signer)
    others = rewrapping.other_keys(settings.keys, settings.public_keys)
    with unit_of_work(sessions, system("keys")) as work:
        rewrapping.take_up(work, manifest)
        rewrapping.take_up_others(work, others)
