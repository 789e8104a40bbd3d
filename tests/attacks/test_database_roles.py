"""What each database role must not be able to do, tried as that role over its own log-in."""

from __future__ import annotations

import psycopg
import pytest

from operations.database.grants import OWNER, PORTAL, TRIAGE, WORKER
from tests import make

REFUSED = "permission denied|append-only|row-level security|not permitted|may not"


@pytest.fixture
def connect(committed, committed_doors, passwords, url_tokens, keyring):
    """Log in as a role, with one partner's submission in the database."""
    partner = make.partner(committed_doors, passwords, url_tokens)
    make.submission(committed_doors, partner, keyring)
    opened = []

    def connected(role):
        connection = psycopg.connect(
            committed.url(role), autocommit=True, options="-c search_path=partnership,pg_temp"
        )
        connection.execute(
            "select set_config('partnership.organisation', %s, false)",
            [str(partner.organisation.id)],
        )
        opened.append(connection)
        return connection

    yield connected
    for connection in opened:
        connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "select sealed from submission",
        "select * from submission",
        "select reference from submission where sealed is not null",
        "select reference from submission where 'drugs' = any(themes)",
        "copy submission to stdout",
        "update submission set state = 'closed'",
        "delete from submission",
        "select * from wrap",
        "select * from audit_event",
        "delete from wrap",
        "select * from staff_member",
        "select * from organisation_url",
        "select * from writing",
        "select * from opening",
        "select * from procrastinate_jobs",
        "select defer_job('retry_stalled', '{}')",
        "create table mine (a int)",
        "create table public.mine (a int)",
        "truncate submission",
        "set role partnership_owner",
        "set role partnership_triage",
    ],
)
def test_the_portal_may_not(connect, statement):
    with pytest.raises(psycopg.Error, match=REFUSED):
        connect(PORTAL).execute(statement)


def test_the_portal_sees_nothing_of_another_organisation(connect):
    connection = connect(PORTAL)
    assert connection.execute("select count(*) from submission").fetchone() == (1,)
    assert connection.execute("select count(*) from organisation").fetchone() == (1,)
    connection.execute(
        "select set_config('partnership.organisation', %s, false)", [str(make.ids.new())]
    )
    assert connection.execute("select count(*) from submission").fetchone() == (0,)
    assert connection.execute("select count(*) from organisation").fetchone() == (0,)
    connection.execute("select set_config('partnership.organisation', '', false)")
    assert connection.execute("select count(*) from submission").fetchone() == (0,)


@pytest.mark.parametrize("role", [PORTAL, TRIAGE, WORKER])
@pytest.mark.parametrize(
    "statement",
    [
        "update audit_event set actor_name = 'nobody'",
        "delete from audit_event",
        "truncate audit_event",
        "alter table audit_event disable trigger all",
        "drop table audit_event",
    ],
)
def test_nobody_changes_the_trail(connect, role, statement):
    with pytest.raises(psycopg.Error, match=f"{REFUSED}|must be owner"):
        connect(role).execute(statement)


@pytest.mark.parametrize("role", [TRIAGE, WORKER])
@pytest.mark.parametrize("column", ["sealed", "reference", "organisation_id", "themes"])
def test_what_was_sent_cannot_be_altered(connect, role, column):
    with pytest.raises(psycopg.Error, match=REFUSED):
        connect(role).execute(f"update submission set {column} = {column}")


def test_the_owner_cannot_log_in(committed):
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(committed.url(PORTAL).replace(PORTAL, OWNER))


def test_even_a_superuser_meets_the_trigger(committed, connect):
    connect(PORTAL)
    with (
        psycopg.connect(committed.admin_url) as connection,
        pytest.raises(psycopg.Error, match="append-only"),
    ):
        connection.execute("set session_replication_role = replica")
        connection.execute("delete from partnership.audit_event")
