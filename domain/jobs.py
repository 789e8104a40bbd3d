"""Work for later: a job is deferred in the transaction of the change that calls for it.

So the job exists exactly if the change does. The database function behind it lets each role defer
only the jobs it needs (see the migrations).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from domain.exchanges import Said

Job = tuple[str, dict[str, Any]]
"""A task of the worker, and what it is given."""

_DEFER = (
    "select defer_job(task, cast(args as jsonb))"
    " from unnest(cast(%(tasks)s as text[]), cast(%(args)s as text[])) as job(task, args)"
)


def deferral(jobs: Sequence[Job]) -> Said:
    """Give what has the worker do all of it once this transaction is committed."""
    tasks = [task for task, _ in jobs]
    return Said(_DEFER, {"tasks": tasks, "args": [json.dumps(args) for _, args in jobs]})
