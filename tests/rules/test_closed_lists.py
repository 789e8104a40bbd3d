"""Lists that only change on purpose: events, permissions, outcomes and the steps between states."""

from __future__ import annotations

import dataclasses
import inspect
import string
import sys
from pathlib import Path

from domain import audit, outcomes
from domain.outcomes import LEADS_TO, OUTCOMES, Outcome, State, Step
from domain.permissions import PERMISSIONS, Permission, Role

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
