"""Making the roles and giving each exactly what `grants` says, whatever it could do before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import psycopg
from psycopg import sql

from operations.database import times
from operations.database.grants import (
    ALL,
    GRANTS,
    LOGINS,
    MAY_CALL,
    MAY_DEFER,
    OWNER,
    ROWS,
    SCHEMA,
    WORKER,
    May,
    Rows,
)


def make_roles(connection: psycopg.Connection, passwords: Mapping[str, str]) -> None:
    """Make the roles that are missing; give those that log in the passwords of their URLs."""
    for role in (OWNER, *LOGINS):
        found = connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
        if not found:
            connection.execute(sql.SQL("create role {}").format(sql.Identifier(role)))
    for role, password in passwords.items():
        connection.execute(
            sql.SQL("alter role {} login password {}").format(
                sql.Identifier(role), sql.Literal(password)
            )
        )


def apply_grants(connection: psycopg.Connection) -> None:
    """Take every right away and give what `grants` says: tables, rows, functions, jobs."""
    connection.execute(f"set local search_path to {SCHEMA}, pg_temp")
    for statement in _statements():
        connection.execute(statement)


def _statements() -> Iterator[sql.Composed]:
    yield from _basics()
    for role, tables in GRANTS.items():
        for table, may in tables.items():
            yield from _table(role, table, may)
    for table, rows in ROWS.items():
        yield from _row_security(table, rows)
    for role, functions in MAY_CALL.items():
        for function in functions:
            yield _say("grant execute on function {} to {}", function, role)
    yield from _procrastinate()
    yield from _deferring()


def _basics() -> Iterator[sql.Composed]:
    yield _say("revoke all on schema {} from public", "public")
    for role in LOGINS:
        yield _say("revoke all on all tables in schema {} from {}", SCHEMA, role)
        yield _say("revoke all on all sequences in schema {} from {}", SCHEMA, role)
        yield _say("revoke all on all functions in schema {} from {}", SCHEMA, role)
        yield _say("grant usage on schema {} to {}", SCHEMA, role)
    yield _say("revoke all on all functions in schema {} from public", SCHEMA)


def _table(role: str, table: str, may: May) -> Iterator[sql.Composed]:
    for right, columns in (("select", may.select), ("insert", may.insert), ("update", may.update)):
        if columns:
            limited = "" if columns == ALL else f" ({columns})"
            yield _say(f"grant {right}{limited} on {{}} to {{}}", table, role)
    if may.delete:
        yield _say("grant delete on {} to {}", table, role)


def _row_security(table: str, rows: tuple[Rows, ...]) -> Iterator[sql.Composed]:
    yield _say("alter table {} enable row level security", table)
    yield _say("alter table {} force row level security", table)
    for row in rows:
        name = f"{table}_{row.role}"
        yield _say("drop policy if exists {} on {}", f"{name}_see", table)
        yield _say(
            f"create policy {{}} on {{}} for select to {{}} using ({_shown(row)})",
            f"{name}_see", table, row.role,
        )  # fmt: skip
        for action, check in (
            ("insert", f"with check ({_checked(table, row, row.add or row.write)})"),
            ("update", f"using ({row.see}) with check ({_checked(table, row, row.write)})"),
            ("delete", f"using ({row.see})"),
        ):
            yield _say("drop policy if exists {} on {}", f"{name}_{action}", table)
            if row.write:
                yield _say(
                    f"create policy {{}} on {{}} for {action} to {{}} {check}",
                    f"{name}_{action}", table, row.role,
                )  # fmt: skip


def _shown(row: Rows) -> str:
    return f"({row.see}) or ({row.only_see})" if row.only_see else row.see


def _checked(table: str, row: Rows, rule: str) -> str:
    """The rule of a row that is written, and of the times in it."""
    sane = times.of_these_centuries(table) if row.role in times.HELD_TO_THEM else ""
    return f"({rule}) and {sane}" if sane else rule


def _procrastinate() -> Iterator[sql.Composed]:
    yield _say("grant usage on all sequences in schema {} to {}", SCHEMA, WORKER)
    yield _say("grant execute on all functions in schema {} to {}", SCHEMA, WORKER)


def _deferring() -> Iterator[sql.Composed]:
    yield _say("delete from {}", "job_grant")
    for role, tasks in MAY_DEFER.items():
        for task in tasks:
            yield sql.SQL("insert into job_grant values ({}, {})").format(
                sql.Literal(role), sql.Literal(task)
            )


def _say(words: str, *names: str) -> sql.Composed:
    return sql.SQL(words).format(*map(sql.Identifier, names))
