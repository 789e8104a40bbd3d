"""Running the worker until it is told to stop."""

from __future__ import annotations

import procrastinate

from config.settings import WorkerSettings
from operations.worker import jobs
from operations.worker.parts import parts
from operations.worker.sequencing import sequencing

AT_ONCE = 2
SECONDS_TO_FINISH = 20.0
POLL_SECONDS = 1.0
"""Jobs announce themselves; this is for when an announcement is lost."""

_OPTIONS = "-c search_path=partnership,pg_temp"


def run(settings: WorkerSettings) -> None:
    """Do jobs until SIGTERM or SIGINT; what was begun is finished, or done again later."""
    connector = procrastinate.PsycopgConnector(
        conninfo=settings.database_url,
        kwargs={"options": _OPTIONS},
        min_size=1,
        max_size=AT_ONCE + 2,
    )
    app = procrastinate.App(connector=connector)
    made = parts(settings)
    jobs.add_to(app, made)
    with sequencing(made.sessions, settings.keys, settings.public_keys):
        app.run_worker(
            concurrency=AT_ONCE,
            fetch_job_polling_interval=POLL_SECONDS,
            shutdown_graceful_timeout=SECONDS_TO_FINISH,
            delete_jobs="successful",
        )
