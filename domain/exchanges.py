"""What is said to the database through the driver itself: several statements in one message.

What is asked or written at every page goes this way: what SQLAlchemy does around a statement costs
three times what the statement does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, cast

import psycopg
from sqlalchemy import ClauseElement, Connection, Executable
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

DIALECT = make_url("postgresql+psycopg://").get_dialect()()


class Said(NamedTuple):
    """A statement as the driver takes it, and the values it names."""

    words: str
    values: Mapping[str, Any]


class Answer(list[tuple[Any, ...]]):
    """The rows of an answer; none for a statement that returns nothing."""

    def first(self) -> tuple[Any, ...] | None:
        """Return the first row, if there is one."""
        return self[0] if self else None

    def scalar(self) -> Any:
        """Return the first value of the first row; None if there is no row."""
        return self[0][0] if self else None


def said(statement: Executable | str, values: Mapping[str, Any]) -> Said:
    """Return a statement as the driver takes it: one made once and kept, or written so already."""
    if isinstance(statement, str):
        return Said(statement, values)
    words, fixed = _written_out(statement)
    return Said(words, {**fixed, **values})


def exchange(connection: Connection, sayings: Sequence[Said]) -> list[Answer]:
    """Say it all in one message, in this order; return the answers. None of it is flushed first.

    Raises what SQLAlchemy would: the first statement that fails keeps those after it from being
    done.
    """
    driver = cast("psycopg.Connection[tuple[Any, ...]]", connection.connection.driver_connection)
    try:
        if len(sayings) == 1:
            return [_answer(driver.execute(*sayings[0], binary=True))]
        with driver.pipeline():
            cursors = [driver.execute(*one, binary=True) for one in sayings]
        return [_answer(cursor) for cursor in cursors]
    except psycopg.Error as error:
        if driver.closed:
            connection.invalidate(error)
            connection.engine.dispose()  # the server has gone, and the other connections with it
        raise _as_elsewhere(error, sayings) from error


def _answer(cursor: psycopg.Cursor[tuple[Any, ...]]) -> Answer:
    return Answer(cursor.fetchall() if cursor.description else ())


def _as_elsewhere(error: psycopg.Error, sayings: Sequence[Said]) -> BaseException:
    words = "; ".join(one.words for one in sayings)
    return DBAPIError.instance(
        words, None, error, psycopg.Error, hide_parameters=True, dialect=DIALECT
    )


@lru_cache(maxsize=256)
def _written_out(statement: Executable) -> tuple[str, Mapping[str, Any]]:
    options = {"render_postcompile": True}
    made = cast(ClauseElement, statement).compile(dialect=DIALECT, compile_kwargs=options)
    compiled = cast(SQLCompiler, made)
    fixed = {name: value for name, value in compiled.params.items() if value is not None}
    return str(compiled), fixed
