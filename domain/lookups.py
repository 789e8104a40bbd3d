"""Questions that are asked at every page, in the driver's own words.

What SQLAlchemy does around a question costs three times what the question does. `first` asks one
that needs no transaction around it, in one message each way; `rows` asks inside a unit of work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from enum import Enum
from typing import Any, NamedTuple

import psycopg
from sqlalchemy import (
    BindParameter,
    ClauseElement,
    Connection,
    Dialect,
    Engine,
    PoolProxiedConnection,
)
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg, PGDialect_psycopg
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from domain import exchanges
from domain.exchanges import Said

Lookups = Engine | sessionmaker[Session]
"""Where they are asked: an engine that opens no transactions, or sessions, each in one."""


class Question(NamedTuple):
    """A question in the driver's words, and the values fixed in it; others may be left open."""

    words: str
    fixed: Mapping[str, Any]


class _WrittenOut(PGCompiler_psycopg):
    """Writes limits, lists and what is of an enumeration into the words of a question."""

    def visit_bindparam(self, bindparam: BindParameter[Any], *places: Any, **more: Any) -> Any:
        """Write a value out, or leave a place for it."""
        if bindparam.expanding or isinstance(bindparam.value, int | Enum):
            more["literal_binds"] = True
        return super().visit_bindparam(bindparam, *places, **more)  # type: ignore[no-untyped-call]  # untyped there


_DIALECT: Dialect = PGDialect_psycopg()  # type: ignore[no-untyped-call]  # untyped there
_DIALECT.statement_compiler = _WrittenOut


def worded(statement: ClauseElement) -> Question:
    """Put a statement into the driver's words; what it leaves open (`bindparam`) stays open.

    Limits and what is of a fixed list are written out, so that the database plans once for these
    very values: knowing too little of them, it would plan anew at each asking.
    """
    made = statement.compile(dialect=_DIALECT)
    fixed = {name: value for name, value in made.params.items() if value is not None}
    return Question(str(made), fixed)


def first(lookups: Lookups, question: str, values: Mapping[str, Any]) -> Sequence[Any] | None:
    """Return the first row of the answer; `question` names its values as the driver does.

    Raises OperationalError where the database does not answer.
    """
    if isinstance(lookups, Engine):
        return _through_the_driver(lookups, question, values)
    with lookups.begin() as session:
        return session.connection().exec_driver_sql(question, values).first()


def rows(
    connection: Connection, question: str, values: Mapping[str, Any]
) -> Sequence[Sequence[Any]]:
    """Return the whole answer to a question asked in the transaction of a connection.

    Raises OperationalError where the database does not answer, DataError where it cannot hold a
    value that is asked with.
    """
    driver: Any = connection.connection.driver_connection
    try:
        return exchanges.say(driver, [Said(question, values)])[0]
    except psycopg.OperationalError as error:
        if driver.closed:
            connection.invalidate(error)
        raise OperationalError(question, None, error, hide_parameters=True) from error
    except psycopg.DataError as error:
        raise DataError(question, None, error, hide_parameters=True) from error


def _through_the_driver(
    engine: Engine, question: str, values: Mapping[str, Any]
) -> Sequence[Any] | None:
    try:
        with closing(engine.raw_connection()) as held:
            return _answer(engine, held, question, values)
    except psycopg.OperationalError as error:
        raise OperationalError(question, None, error, hide_parameters=True) from error


def _answer(
    engine: Engine, held: PoolProxiedConnection, question: str, values: Mapping[str, Any]
) -> Sequence[Any] | None:
    connection: Any = held.driver_connection
    try:
        return exchanges.say(connection, [Said(question, values)])[0].first()
    except psycopg.OperationalError as error:
        if connection.closed:
            held.invalidate(error)
            engine.dispose()  # the server has gone, and the other connections with it
        raise
