"""Work for later: a job is deferred in the transaction of the change that calls for it.

So the job exists exactly if the change does. The database function behind it lets each role defer
only the jobs it needs (see the migrations).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

Job = tuple[str, dict[str, Any]]
"""A task of the worker, and what it is given."""

_DEFER = text(
    "select defer_job(task, cast(args as jsonb))"
    " from unnest(cast(:tasks as text[]), cast(:args as text[])) as job(task, args)"
)


def defer(connection: Connection, jobs: Sequence[Job]) -> None:
    """Have the worker do all of it once this transaction is committed: one message."""
    tasks = [task for task, _ in jobs]
    connection.execute(_DEFER, {"tasks": tasks, "args": [json.dumps(args) for _, args in jobs]})
