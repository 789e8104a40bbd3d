"""Single questions that need no transaction around them: one message to the database each way.

They are asked at every page, so they go through the driver itself: what SQLAlchemy does around a
question costs three times what the question does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any

import psycopg
from sqlalchemy import Engine, PoolProxiedConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

Lookups = Engine | sessionmaker[Session]
"""Where they are asked: an engine that opens no transactions, or sessions, each in one."""


def first(lookups: Lookups, question: str, values: Mapping[str, Any]) -> Sequence[Any] | None:
    """Return the first row of the answer; `question` names its values as the driver does.

    Raises OperationalError where the database does not answer.
    """
    if isinstance(lookups, Engine):
        return _through_the_driver(lookups, question, values)
    with lookups.begin() as session:
        return session.connection().exec_driver_sql(question, values).first()


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
        row: Sequence[Any] | None = connection.execute(question, values, binary=True).fetchone()
    except psycopg.OperationalError as error:
        if connection.closed:
            held.invalidate(error)
            engine.dispose()  # the server has gone, and the other connections with it
        raise
    return row
