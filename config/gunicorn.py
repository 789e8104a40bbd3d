"""How gunicorn serves a door, in the demo and for real: `gunicorn -c config/gunicorn.py`.

Say where with `--bind`, and how many processes with `WEB_CONCURRENCY`. More than one needs a store
of limits that they share (PARTNERSHIP_LIMITS_STORE), and does not start without.
"""

import os
import sys
from typing import Any

NOT_STARTED = 3

worker_class = "gthread"
threads = 8
# A file of 200 MB over a slow line takes its time; threads that wait cost nothing.
timeout = 60
# What was begun when the process is told to stop is finished: nothing acknowledged is lost.
graceful_timeout = 25
# Unique URLs hold tokens: no log of requests is written here, the proxy's must leave the path out.
accesslog = None
loglevel = "warning"
# Its socket would lie in the home folder of whoever starts it, the same for both doors.
control_socket_disable = True


def on_starting(server: Any) -> None:
    """Refuse to serve in several processes that would each allow as much as all of them may."""
    store = os.environ.get("PARTNERSHIP_LIMITS_STORE", "memory://")
    if server.cfg.workers > 1 and store.startswith("memory:"):
        sys.stderr.write(
            f"Error: {server.cfg.workers} processes need a store of limits that they share:"
            " set PARTNERSHIP_LIMITS_STORE=redis://host:port, or WEB_CONCURRENCY=1\n"
        )
        raise SystemExit(NOT_STARTED)
