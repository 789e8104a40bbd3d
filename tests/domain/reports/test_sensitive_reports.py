"""Sensitive reports are absent, not redacted, for whoever is neither their author nor cleared."""

import pytest
from sqlalchemy import text

from domain import decisions, reports
from domain.decisions import Decision
from domain.outcomes import Outcome, State
from domain.problems import NotAccepted
from domain.reports import ReportFilters, ReportStep, ReportView
from domain.reports.tables import ReportWriting
from domain.submissions import Submission
from tests import make
from tests.reporting import CONDITIONAL, CONTENT, COVERT, content, found


def test_a_sensitive_report_is_absent_for_others(unit):
    report = unit.draft(content(COVERT))
    for actor, sees in ((unit.other, False), (unit.author, True), (unit.supervisor, True)):
        with unit.at_work(actor) as work:
            assert bool(reports.find(work, report.reference)) is sees
            assert len(reports.listed(work, ReportFilters()).rows) == sees
            assert reports.count(work, ReportFilters()) == sees
            assert bool(reports.made_from(work, unit.submission.id)) is sees
            assert bool(work.session.query(ReportWriting.id).all()) is sees


def test_an_author_may_make_a_draft_sensitive_and_others_may_not(unit):
    report = unit.draft()
    with unit.at_work(unit.other) as work, pytest.raises(reports.NotCleared):
        row = found(work, report.id)
        reports.open_(work, row)
        work.session.flush()
        reports.revise(work, row, content(COVERT), row.version, unit.keyring.casework)
    with unit.at_work() as work:
        row = found(work, report.id)
        reports.revise(work, row, content(COVERT), row.version, unit.keyring.casework)
    with unit.at_work(unit.other) as work:
        assert reports.find(work, report.reference) is None


def test_what_comes_from_a_restricted_submission_is_sensitive(unit):
    with unit.at_work(unit.supervisor) as work:
        submission = work.session.get_one(Submission, unit.submission.id)
        work.session.expunge(submission)
        submission.restricted = True
        report = reports.draft(work, submission, CONTENT, unit.keyring.casework)
    assert report.sensitive


def test_lists_show_what_they_are_for(unit):
    drafted, waiting, live = unit.draft(), unit.submit(content(CONDITIONAL)), unit.live()
    wanted = {
        ReportView.ALL: {drafted, waiting, live},
        ReportView.MINE: {drafted, waiting, live},
        ReportView.DRAFTS: {drafted},
        ReportView.TO_APPROVE: {waiting},
        ReportView.LIVE: {live},
        ReportView.WITHDRAWN: set(),
    }
    with unit.at_work() as work:
        for view, rows in wanted.items():
            listed = reports.listed(work, ReportFilters(view=view)).rows
            assert {row.id for row in listed} == {row.id for row in rows}
        row = reports.listed(work, ReportFilters(view=ReportView.TO_APPROVE)).rows[0]
        assert (row.author, row.marking) == (unit.author.name, CONTENT.marking)
        page = reports.listed(work, ReportFilters(theme="drugs"), after=live.id)
        assert {one.id for one in page.rows} == {drafted.id, waiting.id}


def test_a_button_and_its_rule_agree(unit):
    waiting = unit.submit(content(CONDITIONAL))
    with unit.at_work(unit.supervisor) as work:
        row = reports.find(work, waiting.reference.lower().replace("ir-", ""))
        assert row.author.name == unit.author.name
        assert {step for step in ReportStep if reports.may(work, row, step)} == {
            ReportStep.APPROVE,
            ReportStep.RETURN,
            ReportStep.WITHDRAW,
        }
        assert "waiting for approval" in reports.why_not(work, row, ReportStep.REVISE)


def decide(unit, typed):
    with unit.at_work() as work:
        submission = work.session.get_one(Submission, unit.submission.id)
        decision = Decision(Outcome.REPORTED, {"reports": typed}, "Drugs are dealt there")
        decisions.decide(work, submission, decision, unit.keyring.casework)
        return submission


def test_report_made_stands_only_where_a_report_was_made(unit):
    for typed in ("R 1", "IR-K7MH-9PXQ-6RT", make.ids.new().hex):
        with pytest.raises(NotAccepted) as refused:
            decide(unit, typed)
        assert set(refused.value.problems) == {"reports"}
    made = [unit.draft().reference for _ in range(2)]
    assert decide(unit, ", ".join(made)).state == State.CLOSED


def test_a_withdrawn_report_is_no_outcome(unit):
    report = unit.draft()
    with unit.at_work() as work:
        row = found(work, report.id)
        reports.withdraw(work, row, row.version, "Not theirs", unit.keyring.casework)
    with pytest.raises(NotAccepted):
        decide(unit, report.reference)


def test_a_submission_restricted_since_keeps_its_report_from_those_not_cleared(unit, connection):
    report = unit.draft()
    connection.execute(text("update partnership.submission set restricted = true"))
    with unit.at_work() as work, pytest.raises(reports.NotCleared):
        reports.review(work, found(work, report.id), CONTENT, unit.keyring.triage)
    with unit.at_work(unit.supervisor) as work:
        row = found(work, report.id)
        assert not reports.review(work, row, CONTENT, unit.keyring.triage).all_problems
