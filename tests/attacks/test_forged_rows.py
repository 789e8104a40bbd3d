"""Rows that a door which was taken over would like to plant, tried as its role over its log-in."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import text

from domain import ids
from domain.permissions import Role
from operations.database.grants import PORTAL, TRIAGE, WITNESS, WORKER
from tests import make

REFUSED = "row-level security"
EVENT = """
    insert into audit_event (id, at, name, actor_kind, actor_id, actor_name, subject_kind,
        subject_id, organisation_id, canonical)
    values (gen_random_uuid(), now(), %s, %s, gen_random_uuid(), %s, 'submission',
        gen_random_uuid(), null, '{}')
"""
LINK = """
    insert into one_time_link (id, purpose, organisation_id, staff_id, token_hash, made_at,
        expires_at)
    values (gen_random_uuid(), 'staff', %s, gen_random_uuid(), 'known', now(), now())
"""
LETTER = """
    insert into letter (id, kind, audience, address, organisation_id, staff_id, facts, state,
        tries, written_at, version)
    values (gen_random_uuid(), 'x', 'staff', 'a@b.example', %s, gen_random_uuid(), '{}', 'waiting',
        0, now(), 1)
"""
REQUEST = """
    insert into access_request (id, name, sector, district, contact_name, contact_role, phone,
        mailbox, has_agreement, expected_staff, why, state, asked_at, asked_on, version)
    values (%s, 'x', 'x', 'x', 'x', 'x', 'x', 'x', true, 1, 'x', %s, now(), current_date, 1)
"""


@pytest.fixture
def connect(committed, committed_doors, passwords, url_tokens):
    """Log in as a role, the portal's for a partner."""
    partner = make.partner(committed_doors, passwords, url_tokens)
    opened = []

    def connected(role):
        connection = psycopg.connect(
            committed.url(role), autocommit=True, options="-c search_path=partnership,pg_temp"
        )
        own = str(partner.organisation.id)
        connection.execute("select set_config('partnership.organisation', %s, false)", [own])
        opened.append(connection)
        return connection, own

    yield connected
    for connection in opened:
        connection.close()


OWN = {PORTAL: "PartnerRefused", TRIAGE: "SubmissionOpened", WORKER: "SubmissionTakenIn"}
OWN[WITNESS] = "WitnessRefusedLog"


@pytest.mark.parametrize(
    ("role", "kind", "name"),
    [
        (PORTAL, "staff", "Parveen Jones"),
        (PORTAL, "service", "intake"),
        (TRIAGE, "partner", "Ravensike Homes"),
        (WORKER, "staff", "Parveen Jones"),
        (WORKER, "partner", "Ravensike Homes"),
        (WITNESS, "staff", "Parveen Jones"),
        (WITNESS, "service", "intake"),
    ],
)
def test_nobody_records_what_others_did(connect, role, kind, name):
    with pytest.raises(psycopg.Error, match=REFUSED):
        connect(role)[0].execute(EVENT, [OWN[role], kind, name])


@pytest.mark.parametrize(
    ("role", "kind", "who", "event"),
    [
        (PORTAL, "partner", "Ravensike Homes", "SubmissionOpened"),
        (PORTAL, "partner", "Ravensike Homes", "OutcomeDecided"),
        (PORTAL, "visitor", "a visitor", "StaffSignedIn"),
        (PORTAL, "partner", "Ravensike Homes", "NoSuchEvent"),
        (TRIAGE, "staff", "Parveen Jones", "SubmissionReceived"),
        (TRIAGE, "service", "retention", "SubmissionDisposed"),
        (WORKER, "service", "intake", "SubmissionOpened"),
        (WORKER, "service", "backup", "BackupTaken"),
        (WITNESS, "service", "witness one", "TrailFellBehind"),
    ],
)
def test_nobody_records_what_is_not_theirs_to_record(connect, role, kind, who, event):
    connection, _ = connect(role)
    connection.execute(EVENT, [OWN[role], kind, who])
    with pytest.raises(psycopg.Error, match=REFUSED):
        connection.execute(EVENT, [event, kind, who])


@pytest.mark.parametrize("planted", [LINK, LETTER])
def test_the_portal_makes_no_link_and_writes_no_letter_for_staff(connect, planted):
    connection, own = connect(PORTAL)
    for organisation in (own, None):
        with pytest.raises(psycopg.Error, match=REFUSED):
            connection.execute(planted, [organisation])


@pytest.mark.parametrize("state", ["waiting for an administrator", "approved", "declined"])
def test_the_portal_neither_begins_a_request_as_confirmed_nor_decides_it(connect, state):
    connection, _ = connect(PORTAL)
    request = ids.new()
    connection.execute("select set_config('partnership.request', %s, false)", [str(request)])
    with pytest.raises(psycopg.Error, match=REFUSED):
        connection.execute(REQUEST, [request, state])
    connection.execute(REQUEST, [request, "mailbox not confirmed"])
    if state != "waiting for an administrator":
        with pytest.raises(psycopg.Error, match=REFUSED):
            connection.execute("update access_request set state = %s", [state])


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("SubmissionReceived", b"{}"),
        ("NoSuchEvent", b"{}"),
        ("PartnerLimited", b"\xff"),
        ("PartnerLimited", b"[]"),
        ("PartnerLimited", b"[" * 100_000),
        ("MatchesFound", b'{"facts": {"others": 5}}'),
    ],
)
def test_an_event_that_cannot_be_read_hides_no_other(triage, connection, partner, name, canonical):
    planted = {
        "id": ids.new(),
        "at": make.NOW,
        "name": name,
        "kind": "visitor",
        "who": "a visitor",
        "organisation": partner.organisation.id,
        "canonical": canonical,
    }
    asked = text(
        "insert into audit_event (id, at, name, actor_kind, actor_name, subject_kind, subject_id,"
        " organisation_id, canonical) values (:id, :at, :name, :kind, :who, 'organisation',"
        " :organisation, :organisation, :canonical)"
    )
    connection.execute(text("reset role"))  # to the database's superuser, whom no rule holds
    connection.execute(asked, planted)
    page = triage.staffed(Role.AUDITOR, "a.audit")[1].get("/trail")
    assert page.status == 200
    assert "A visitor wrote an event that cannot be read" in page.text()
    administrator = triage.staffed(Role.ADMINISTRATOR, "a.min")[1]
    assert administrator.get("/organisations").status == 200
    assert administrator.get(f"/organisations/{partner.organisation.id}/history").status == 200
