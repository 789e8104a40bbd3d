"""What the witness and the doors must not be able to do to the log, tried as those roles."""

from __future__ import annotations

import psycopg
import pytest

from operations.database.grants import PORTAL, TRIAGE, WITNESS, WORKER

REFUSED = "permission denied|append-only|must be owner"


def as_(logged, role):
    options = "-c search_path=partnership,pg_temp"
    return psycopg.connect(logged.database.url(role), autocommit=True, options=options)


@pytest.mark.parametrize(
    "statement",
    [
        "select canonical from audit_event",
        "select event_id from trail_leaf",
        "select * from submission",
        "select * from organisation",
        "select * from wrap",
        "insert into trail_leaf values (0, gen_random_uuid(), 'x')",
        "insert into trail_checkpoint values ('x', 1, now(), 'x')",
        "update trail_checkpoint set note = 'x'",
        "delete from trail_cosignature",
        "select received_event(gen_random_uuid())",
        "set role partnership_owner",
    ],
)
def test_the_witness_may_not(logged, statement):
    with as_(logged, WITNESS) as connection, pytest.raises(psycopg.Error, match=REFUSED):
        connection.execute(statement)


@pytest.mark.parametrize("role", [PORTAL, TRIAGE, WORKER, WITNESS])
@pytest.mark.parametrize("table", ["trail_leaf", "trail_hash", "trail_checkpoint"])
def test_nobody_changes_the_tree(logged, role, table):
    logged.grow()
    for statement in (f"delete from {table}", f"truncate {table}", f"update {table} set hash = ''"):
        with as_(logged, role) as connection, pytest.raises(psycopg.Error):
            connection.execute(statement)


@pytest.mark.parametrize("role", [PORTAL, TRIAGE, WITNESS])
def test_only_the_worker_sequences(logged, role):
    for statement in (
        "delete from trail_pending",
        "insert into trail_pending values (gen_random_uuid())",
        "insert into trail_leaf values (0, gen_random_uuid(), 'x')",
    ):
        with as_(logged, role) as connection, pytest.raises(psycopg.Error, match=REFUSED):
            connection.execute(statement)


def test_the_portal_is_given_the_received_event_of_its_own_organisation_alone(logged):
    logged.grow()
    with as_(logged, TRIAGE) as connection:
        (submission,) = connection.execute("select id from submission").fetchone()
    own = str(logged.partner.organisation.id)
    with as_(logged, PORTAL) as connection:
        for organisation, expected in ((own, 1), (str(submission), 0), ("", 0)):
            connection.execute(
                "select set_config('partnership.organisation', %s, false)", [organisation]
            )
            found = connection.execute("select * from received_event(%s)", [submission])
            assert len(found.fetchall()) == expected
