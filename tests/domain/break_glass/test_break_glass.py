"""Breaking the glass: a reason, a letter at once, an event, and a second person who judges it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain import break_glass, ids, reports
from domain.actors import NotPermitted
from domain.audit import AuditEvent
from domain.break_glass import BrokenGlass, GlassJudged, JudgedByOneself, Verdict
from domain.letters import Kind, Letter
from domain.letters import addresses as letter_addresses
from domain.permissions import Role
from domain.problems import NotAccepted
from domain.unit_of_work import reading, unit_of_work
from tests import make
from tests.reporting import COVERT, content

WHY = "A life may be at risk and nobody cleared answers the telephone"
NOWHERE = "K7MH-9PXQ-6RM"


@pytest.fixture
def manager(doors):
    made = make.member(
        doors.triage, Role.INTELLIGENCE_MANAGER, "m.anager", email="m.anager@police.example"
    )
    return made.as_actor(ids.new())


def broken(unit, reference, actor=None, reason=WHY):
    with unit.at_work(actor or unit.other) as work:
        return break_glass.break_(work, reference, reason, unit.keyring.casework)


def events(unit, name):
    with reading(unit.doors.triage, unit.supervisor, make.NOW) as work:
        found = work.session.scalars(select(AuditEvent).where(AuditEvent.name == name)).all()
        return [str(one) for one in found]


def test_a_sensitive_report_is_read_through_the_glass_and_nowhere_else(unit):
    report = unit.draft(content(COVERT))
    broken(unit, report.reference.lower())
    with reading(unit.doors.triage, unit.other, make.NOW) as work:
        reached = break_glass.reach(work, report.reference)
        assert reached.id == report.id
        shown = reports.shown(work, reached, unit.keyring.triage)
        assert shown.content.title == content(COVERT).title
    with unit.at_work(unit.other) as work:
        assert reports.find(work, report.reference) is None
        assert reports.listed(work, reports.ReportFilters()).rows == []


def test_what_is_opened_is_recorded_on_the_item_and_on_the_glass(unit):
    report = unit.draft(content(COVERT))
    broken(unit, report.reference)
    assert events(unit, "GlassBroken") == [f"O.Ther broke the glass of {report.reference}"]
    assert events(unit, "OpenedByBreakGlass") == [
        f"O.Ther opened report {report.reference} by break-glass"
    ]


def test_a_reference_of_nothing_is_recorded_and_told_alike(unit):
    broken(unit, NOWHERE)
    assert len(events(unit, "GlassBroken")) == 1
    assert events(unit, "OpenedByBreakGlass") == []
    with reading(unit.doors.triage, unit.other, make.NOW) as work:
        assert break_glass.reach(work, NOWHERE) is None


def test_a_second_person_is_written_to_at_once_without_a_name_or_a_reference(unit, manager):
    broken(unit, NOWHERE)
    with unit_of_work(unit.doors.worker, make.SET_UP, make.NOW) as work:
        told = select(Letter).where(Letter.kind == Kind.GLASS_BROKEN)
        letter = work.session.scalars(told).one()
        assert set(letter.facts) == {"at"}
        assert "m.anager@police.example" in letter_addresses.of(work, letter)


INCOMPLETE = {
    "no reference": ("", WHY, {"reference"}),
    "no such form": ("K7MH-9PXQ-6RR", WHY, {"reference"}),
    "a ledger's number": ("DL-K7MH-9PXQ-6RM", WHY, {"reference"}),
    "no reason": (NOWHERE, "  ", {"reason"}),
    "hardly a reason": (NOWHERE, "because", {"reason"}),
    "a novel": (NOWHERE, "x" * 2001, {"reason"}),
    "neither": ("", "", {"reference", "reason"}),
}


@pytest.mark.parametrize("case", INCOMPLETE)
def test_the_glass_stays_whole_without(unit, case):
    reference, reason, fields = INCOMPLETE[case]
    with pytest.raises(NotAccepted) as wrong:
        broken(unit, reference, reason=reason)
    assert set(wrong.value.problems) == fields
    assert events(unit, "GlassBroken") == []


def listed(unit, actor):
    with unit.at_work(actor) as work:
        return break_glass.listed(work, unit.keyring.triage)


def judged(unit, actor, glass, verdict=Verdict.JUSTIFIED):
    with unit.at_work(actor) as work:
        break_glass.judge(work, work.session.get_one(BrokenGlass, glass.id), verdict)


def test_the_second_person_reads_the_reason_and_judges_once(unit, manager):
    glass = broken(unit, NOWHERE)
    with unit.at_work(manager) as work:
        assert break_glass.waiting(work) == 1
    [one] = listed(unit, manager)
    assert (one.reason, one.may_judge) == (WHY, True)
    judged(unit, manager, glass)
    with unit.at_work(manager) as work:
        assert break_glass.waiting(work) == 0
    with pytest.raises(GlassJudged):
        judged(unit, unit.supervisor, glass)
    assert events(unit, "GlassJudged") == [f"M.Anager looked at the glass of {NOWHERE}: justified"]


def test_nobody_judges_their_own(unit, manager):
    glass = broken(unit, NOWHERE, manager)
    assert not listed(unit, manager)[0].may_judge
    with unit.at_work(manager) as work:
        assert break_glass.waiting(work) == 0
    with pytest.raises(JudgedByOneself):
        judged(unit, manager, glass)


def test_an_auditor_reads_the_reason_and_judges_nothing(unit, doors):
    glass = broken(unit, NOWHERE)
    auditor = make.member(doors.triage, Role.AUDITOR, "a.uditor").as_actor(ids.new())
    [one] = listed(unit, auditor)
    assert (one.reason, one.may_judge) == (WHY, False)
    with pytest.raises(NotPermitted):
        judged(unit, auditor, glass)
    with pytest.raises(NotPermitted):
        listed(unit, unit.other)


def test_a_verdict_is_one_of_three(unit, manager):
    glass = broken(unit, NOWHERE)
    with pytest.raises(NotAccepted):
        judged(unit, manager, glass, "perhaps")
