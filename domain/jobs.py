"""Work for later: a job is deferred in the transaction of the change that calls for it.

So the job exists exactly if the change does. The database function behind it lets each role defer
only the jobs it needs (see the migrations).
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_DEFER = text("select defer_job(:task, cast(:args as jsonb))")


def defer(session: Session, task: str, args: dict[str, Any]) -> None:
    """Have the worker do `task` once this transaction is committed."""
    session.execute(_DEFER, {"task": task, "args": json.dumps(args)})
