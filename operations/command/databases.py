"""What a database that will not serve says, in a sentence for whoever typed the command."""

from __future__ import annotations

import psycopg
from psycopg import errors
from sqlalchemy.exc import DBAPIError

BEHIND = (errors.UndefinedTable, errors.UndefinedColumn, errors.InvalidSchemaName)


def in_words(problem: BaseException) -> str | None:
    """A sentence for a database that is absent, refuses or is behind; None for all else."""
    cause = problem.orig if isinstance(problem, DBAPIError) else problem
    if isinstance(cause, BEHIND):
        return "The database is not up to date. Run: partnership database upgrade"
    if isinstance(cause, psycopg.OperationalError):
        reason = str(cause).strip().splitlines()[0]
        return (
            f"The database cannot be used: {reason}\n"
            "Check the database's URL among your settings; config/example.env says which."
        )
    return None
