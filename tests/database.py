"""The database that tests use: a real PostgreSQL, with the real roles, grants and policies.

Most tests run inside one transaction that is rolled back; each unit of work in it takes the role of
its door. Tests of what happens between transactions get a database of their own (`committed`).
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

from config.database import session_maker
from domain.unit_of_work import Sessions
from operations import database, postgres
from operations.database.grants import LOGINS, PORTAL, SCHEMA, TRIAGE, WORKER

ADMIN_URL = "PARTNERSHIP_TEST_DATABASE_ADMIN_URL"


@dataclass(frozen=True)
class Database:
    """A database that was prepared, and how each role reaches it."""

    admin_url: str
    passwords: dict[str, str]

    def url(self, role: str) -> str:
        """Return the URL with which a role logs in."""
        url = make_url(self.admin_url).set(username=role, password=self.passwords[role])
        return url.render_as_string(hide_password=False)

    @property
    def name(self) -> str:
        return str(make_url(self.admin_url).database)


@dataclass(frozen=True)
class Doors:
    """Sessions as each process has them."""

    portal: Sessions
    triage: Sessions
    worker: Sessions


@pytest.fixture(scope="session")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The administrator's URL of a server: one given in the environment, or one started here."""
    if given := os.environ.get(ADMIN_URL):
        yield given
        return
    with postgres.lent(tmp_path_factory.mktemp("postgres")) as server:
        yield server.superuser_url


@pytest.fixture(scope="session")
def template(server_url: str) -> Database:
    """A prepared database that nobody writes to: others are copied from it."""
    passwords = {role: secrets.token_hex(8) for role in LOGINS}
    made = Database(_new_database(server_url, "template_partnership"), passwords)
    database.prepare(made.admin_url, passwords)
    return made


@pytest.fixture(scope="session")
def shared(server_url: str, template: Database) -> Database:
    """The database whose changes are rolled back after each test."""
    return Database(_new_database(server_url, "shared", template.name), template.passwords)


@pytest.fixture
def connection(shared: Database) -> Iterator[Connection]:
    """One connection, in a transaction that is rolled back after the test."""
    engine = create_engine(
        make_url(shared.admin_url).set(drivername="postgresql+psycopg"),
        connect_args={"options": f"-c search_path={SCHEMA},pg_temp"},
    )
    with engine.connect() as connection, connection.begin() as everything:
        yield connection
        everything.rollback()
    engine.dispose()


@pytest.fixture
def doors(connection: Connection) -> Doors:
    """Sessions of every process, all in the test's own transaction."""
    return doors_on(connection)


def doors_on(connection: Connection) -> Doors:
    """Sessions of every process, all in the transaction of one connection."""
    return Doors(_as(connection, PORTAL), _as(connection, TRIAGE), _as(connection, WORKER))


@pytest.fixture
def committed(server_url: str, template: Database) -> Iterator[Database]:
    """A database of the test's own, for what several connections do at once."""
    name = f"committed_{secrets.token_hex(4)}"
    yield Database(_new_database(server_url, name, template.name), template.passwords)
    with psycopg.connect(server_url, autocommit=True) as administrator:
        administrator.execute(f"drop database {name} with (force)")


@pytest.fixture
def committed_doors(committed: Database) -> Iterator[Doors]:
    """Sessions of every process on a database of the test's own."""
    makers = [session_maker(committed.url(role)) for role in (PORTAL, TRIAGE, WORKER)]
    yield Doors(*makers)
    for maker in makers:
        maker.kw["bind"].dispose()


def _as(connection: Connection, role: str) -> Sessions:
    class RoleSession(Session):
        """A session whose transactions are the role's, with nothing set by the one before."""

    @event.listens_for(RoleSession, "after_begin")
    def _become(_session: Session, _transaction: object, bound: Connection) -> None:
        bound.exec_driver_sql(f"set local role {role}")
        bound.exec_driver_sql(
            "select set_config('partnership.organisation', '', true),"
            " set_config('partnership.cleared', '', true),"
            " set_config('partnership.staff', '', true),"
            " set_config('partnership.opened', '', true)"
        )

    return sessionmaker(
        connection,
        class_=RoleSession,
        expire_on_commit=False,
        join_transaction_mode="create_savepoint",
    )


def _new_database(server_url: str, name: str, template: str = "") -> str:
    copied = f" template {template}" if template else ""
    with psycopg.connect(server_url, autocommit=True) as administrator:
        administrator.execute(f"drop database if exists {name} with (force)")
        administrator.execute(f"create database {name}{copied}")
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)
