"""What is said to the database through the driver itself: several statements in one message.

What is asked or written at every page goes this way: what SQLAlchemy does around a statement costs
three times what the statement does. The driver's own pipeline would send each statement apart, ask
the socket twice about each, and wait for the answer to `begin`; a thread that waits hands the one
interpreter over. Here all is written first, with the driver's own queries and prepared statements,
and then waited for once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias, cast

import psycopg
from psycopg import abc, adapt, generators
from psycopg._preparing import Key, Prepare  # docs/decisions/exchanges.md
from psycopg._queries import PostgresQuery
from psycopg.abc import PQGen
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, Format, TransactionStatus
from psycopg.pq.abc import PGresult
from sqlalchemy import ClauseElement, Connection, Executable
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

DIALECT = make_url("postgresql+psycopg://").get_dialect()()

Driver: TypeAlias = "psycopg.Connection[tuple[Any, ...]]"


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
    driver = cast(Driver, connection.connection.driver_connection)
    try:
        return say(driver, sayings)
    except BaseException as error:
        if driver.closed:
            connection.invalidate(error)
            connection.engine.dispose()  # the server has gone, and the other connections with it
        if isinstance(error, psycopg.Error):
            raise _as_elsewhere(error, sayings) from error
        raise


def say(driver: Driver, sayings: Sequence[Said]) -> list[Answer]:
    """Say it all in one message, in a transaction unless the connection does without; answers.

    Raises psycopg.Error: what the first statement that fails does.
    """
    transformer = adapt.Transformer(driver)
    queries = [PostgresQuery(transformer) for _ in sayings]
    for query, (words, values) in zip(queries, sayings, strict=True):
        query.convert(cast(bytes, words), values)
    with driver.lock:
        results = driver.wait(_conversation(driver, queries))
    return [_answer(transformer, result) for result in results]


class _Sent(NamedTuple):
    """What will have a result: a statement, and how it is kept if it was seen for the first time.

    Or what goes before one.
    """

    is_asked_for: bool = False
    kept: tuple[Key, Prepare, bytes] | None = None


def _conversation(driver: Driver, queries: Sequence[PostgresQuery]) -> PQGen[list[PGresult]]:
    """Send all queries, then read the result of each; half a conversation ends the connection."""
    pgconn = driver.pgconn
    pgconn.enter_pipeline_mode()
    try:
        sent = [*_begin(driver), *(one for query in queries for one in _send(driver, query))]
        pgconn.pipeline_sync()
        yield from generators.send(pgconn)
        results: list[PGresult] = []
        for _ in sent:
            results += yield from generators.fetch_many(pgconn)
        yield from generators.fetch_many(pgconn)  # the end of the message
        pgconn.exit_pipeline_mode()
    except BaseException:
        pgconn.finish()
        raise
    _check(driver, sent, results)
    yield from driver._prepared.maintain_gen(driver)
    return [result for one, result in zip(sent, results, strict=True) if one.is_asked_for]


def _begin(driver: Driver) -> Iterator[_Sent]:
    if driver.pgconn.transaction_status == TransactionStatus.IDLE and not driver.autocommit:
        driver.pgconn.send_query_params(driver._get_tx_start_command(), None)
        yield _Sent()


def _send(driver: Driver, query: PostgresQuery) -> Iterator[_Sent]:
    """Send a query, prepared if the driver would prepare it by now."""
    pgconn, prepared = driver.pgconn, driver._prepared
    how, name = prepared.get(query)
    if how is Prepare.SHOULD:
        pgconn.send_prepare(name, query.query, param_types=query.types)
        yield _Sent()
    if how is Prepare.NO:
        pgconn.send_query_params(
            query.query, query.params, query.types, query.formats, Format.BINARY
        )
    else:
        pgconn.send_query_prepared(name, query.params, query.formats, Format.BINARY)
    key = prepared.maybe_add_to_cache(query, how, name)
    yield _Sent(True, (key, how, name) if key else None)


def _check(driver: Driver, sent: Sequence[_Sent], results: Sequence[PGresult]) -> None:
    """Raise the error of the first that failed, once the driver knows which statements it has."""
    for one, result in zip(sent, results, strict=True):
        if one.kept:
            driver._prepared.validate(*one.kept, [result])
    for result in results:
        if result.status not in (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK):
            raise error_from_result(result, encoding=driver.info.encoding)


def _answer(transformer: abc.Transformer, result: PGresult) -> Answer:
    if result.status != ExecStatus.TUPLES_OK:
        return Answer()
    transformer.set_pgresult(result)
    return Answer(transformer.load_rows(0, result.ntuples, tuple))


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
