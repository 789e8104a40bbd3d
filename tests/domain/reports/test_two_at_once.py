"""Two people at the same moment: one wins, the other is told who it was."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from domain import reports
from domain.permissions import Role
from domain.reports import ReportState
from tests import make, reporting
from tests.reporting import CONDITIONAL, content, found


@pytest.fixture
def unit(committed_doors, passwords, url_tokens, keyring):
    partner = make.partner(committed_doors, passwords, url_tokens)
    return reporting.unit(committed_doors, partner, keyring)


def attempt(step):
    try:
        step()
    except reports.ReportEdited:
        return "told"
    return "done"


def test_of_two_who_approve_and_return_at_once_one_is_told(unit):
    report = unit.submit(content(CONDITIONAL))
    second = make.member(unit.doors.triage, Role.SUPERVISOR, "s.econd", cleared=True)
    people = (unit.supervisor, second.as_actor(make.ids.new()))
    for person in people:
        with unit.at_work(person) as work:
            reports.open_(work, found(work, report.id))

    def approve():
        with unit.at_work(people[0]) as work:
            reports.approve(work, found(work, report.id), report.version)

    def return_():
        with unit.at_work(people[1]) as work:
            row = found(work, report.id)
            reports.return_(work, row, report.version, "Say when", unit.keyring.casework)

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(attempt, (approve, return_)))
    assert sorted(outcomes) == ["done", "told"]
    with unit.at_work(people[0]) as work:
        state = found(work, report.id).state
    assert state == (ReportState.LIVE if outcomes[0] == "done" else ReportState.DRAFT)


def test_of_two_who_revise_at_once_one_version_is_kept_and_the_other_told(unit):
    report = unit.draft()
    with unit.at_work(unit.other) as work:
        reports.open_(work, found(work, report.id))

    def revise(actor):
        def step():
            with unit.at_work(actor) as work:
                row = found(work, report.id)
                written = content(title=actor.name)
                reports.revise(work, row, written, report.version, unit.keyring.casework)

        return step

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(attempt, map(revise, (unit.author, unit.other))))
    assert sorted(outcomes) == ["done", "told"]
    with unit.at_work(unit.author) as work:
        shown = reports.shown(work, found(work, report.id), unit.keyring.triage)
        assert [one.number for one in shown.versions] == [2, 1]
