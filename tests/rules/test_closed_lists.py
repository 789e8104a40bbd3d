"""Lists that only change on purpose: events, permissions, outcomes and the steps between states."""

from __future__ import annotations

import dataclasses
import inspect
import string
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from domain import audit, outcomes
from domain.audit import Process
from domain.outcomes import LEADS_TO, OUTCOMES, Outcome, State, Step
from domain.permissions import PERMISSIONS, Permission, Role
from operations.database.grants import PORTAL, TRIAGE, WITNESS, WORKER

ROOT = Path(__file__).resolve().parents[2]


def test_every_event_is_offered_by_the_package():
    """A new module of events has to be imported in domain/audit/__init__.py."""
    for name, event in audit.BY_NAME.items():
        assert getattr(audit, name) is event
    modules = {f"domain.audit.{path.stem}" for path in (ROOT / "domain/audit").glob("[a-z]*.py")}
    unimported = modules - set(sys.modules)
    assert not unimported


def test_every_sentence_uses_facts_that_the_event_has():
    for name, event in audit.BY_NAME.items():
        facts = {field.name for field in dataclasses.fields(event)} | {"actor"}
        used = {field for _, field, _, _ in string.Formatter().parse(event.sentence) if field}
        assert used <= facts, f"{name}: {used - facts}"


def test_every_event_says_what_it_is():
    for event in audit.BY_NAME.values():
        assert inspect.getdoc(event)


@pytest.mark.parametrize(
    ("process", "role", "kind"),
    [
        (Process.PORTAL, PORTAL, "partner"),
        (Process.TRIAGE, TRIAGE, "staff"),
        (Process.WORKER, WORKER, "service"),
        (Process.WITNESS, WITNESS, "service"),
    ],
)
def test_the_database_lets_a_process_record_its_events_and_no_others(
    connection, process, role, kind
):
    """Say in the event's declaration who records it (`by`); the grants follow from that."""
    rule = connection.execute(
        text("select pg_get_expr(polwithcheck, polrelid) from pg_policy where polname = :name"),
        {"name": f"audit_event_{role}_insert"},
    ).scalar_one()
    let = connection.execute(
        text(
            "select name from unnest(cast(:names as text[])) of(name),"  # our own rule
            f" (values (:kind, 'witness one', now())) one(actor_kind, actor_name, at) where {rule}"
        ),
        {"names": [*audit.BY_NAME, "NoSuchEvent"], "kind": kind},
    ).scalars()
    expected = audit.recorded_by(process)
    assert expected
    assert sorted(let) == expected


def test_every_event_is_recorded_by_somebody():
    assert all(event.by for event in audit.BY_NAME.values())


def test_every_outcome_is_declared_and_leads_somewhere():
    assert set(OUTCOMES) == set(Outcome)
    for rule in OUTCOMES.values():
        assert (State.TO_DECIDE, rule.step) in LEADS_TO


def test_every_state_can_be_reached_and_has_a_word_for_partners():
    reached = set(LEADS_TO.values()) | {State.ARRIVED}
    assert reached == set(State)
    assert set(outcomes.WORDS_FOR_PARTNERS) == set(State)
    assert {step for _, step in LEADS_TO} == set(Step)


def test_who_onboards_cannot_read():
    reading = {
        Permission.SEE_QUEUE,
        Permission.READ_SUBMISSIONS,
        Permission.DECIDE_OUTCOMES,
        Permission.READ_TRAIL,
    }
    assert not reading & PERMISSIONS[Role.ADMINISTRATOR]


def test_who_audits_changes_nothing():
    assert all("audit" in p or "read" in p or "see" in p for p in PERMISSIONS[Role.AUDITOR])
