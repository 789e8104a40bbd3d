"""Reports of an earlier version, which kept no grades in clear, are counted like the others."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain import audit, numbers
from domain.numbers import Period
from domain.permissions import Role
from domain.unit_of_work import reading
from operations.command.reports import noted
from tests import make
from tests.reporting import COVERT, content

TODAY = Period(make.NOW.date(), make.NOW.date())
MANAGER = make.officer(role=Role.INTELLIGENCE_MANAGER, cleared=True)


@pytest.fixture
def old(unit):
    """Two live reports, one of them sensitive, as an earlier version left them."""
    made = [unit.live(), unit.live(content(COVERT))]
    with unit.at_work(MANAGER) as work:
        work.session.execute(text("update report set grades = '{}'"))
    return made


def counted(unit):
    with reading(unit.doors.triage, MANAGER, make.NOW) as work:
        return [number for _, _, number in numbers.evaluations(work, TODAY)]


def test_the_grades_of_old_reports_are_noted_once_and_counted(unit, old):
    assert counted(unit) == []
    assert noted(unit.doors.triage, unit.keyring.triage) == (2, 0)
    assert sum(counted(unit)) == 2
    assert noted(unit.doors.triage, unit.keyring.triage) == (0, 0)
    with reading(unit.doors.triage, MANAGER, make.NOW) as work:
        query = text("select subject_id from audit_event where name = 'ReportGradesNoted'")
        assert set(work.session.scalars(query)) == {one.id for one in old}
    assert audit.BY_NAME["ReportGradesNoted"]


def test_what_cannot_be_opened_is_left_and_said(unit, old):
    assert noted(unit.doors.triage, unit.keyring.portal) == (0, 2)
