"""Giving a report to somebody, the ledger, and telling them that it was wrong."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from domain import dissemination, reports
from domain.actors import NotPermitted
from domain.audit import AuditEvent, Operation
from domain.dissemination import DisseminationState, NoticeKind, Press, Proposal
from domain.exports import Format
from domain.permissions import Role
from domain.problems import NotAccepted
from domain.unit_of_work import unit_of_work
from tests import make
from tests.reporting import CONDITIONAL, CONSULTED, CONTENT, COVERT, content, found

PROPOSAL = Proposal(
    recipients=("kirklees-neighbourhood", "safeguarding-hub"),
    purpose="To visit the address",
    caveat="Not for the courts",
    format=Format.JSON,
)
TO_COUNCIL = replace(PROPOSAL, recipients=("trading-standards",))


def page(told):
    return f"<p>{told['report']['title']}"


@pytest.fixture
def press(keyring):
    return Press(keyring.triage, keyring.casework, page)


def give(unit, press, report, proposal=PROPOSAL, actor=None):
    with unit.at_work(actor) as work:
        row = found(work, report.id)
        reports.open_(work, row)
        work.session.flush()
        return dissemination.disseminate(work, row, proposal, press)


def events(unit, name):
    with unit.doors.triage() as session:
        return session.scalars(select(AuditEvent).where(AuditEvent.name == name)).all()


def copied(unit, press, line, actor=None):
    with unit.at_work(actor) as work:
        row = dissemination.find(work, line.number)
        return dissemination.copy(work, row, press.keys)


def authorise(unit, press, line, actor):
    with unit.at_work(actor) as work:
        row = dissemination.find(work, line.number)
        reports.open_(work, row.report)
        work.session.flush()
        dissemination.authorise(work, row, row.report, press)
        return row


def test_a_live_report_is_given_and_the_ledger_says_to_whom(unit, press):
    report = unit.live()
    line = give(unit, press, report)
    assert line.state == DisseminationState.DISSEMINATED
    (happened,) = events(unit, "ReportDisseminated")
    assert happened.operation == Operation.DISCLOSURE
    assert happened.facts["recipients"] == [
        "Kirklees neighbourhood team",
        "Safeguarding hub (MASH)",
    ]
    assert happened.facts["digest"] == line.digest.hex()
    with unit.at_work() as work:
        (listed,) = dissemination.of_report(work, report)
        assert [one.recipient for one in listed.recipients] == sorted(PROPOSAL.recipients)
        assert dissemination.words_of(work, listed, press.keys) == PROPOSAL


def test_a_reprint_is_the_same_to_the_byte_whatever_became_of_the_report(unit, press):
    report = unit.live()
    line = give(unit, press, report)
    first = copied(unit, press, line)
    with unit.at_work() as work:
        row = found(work, report.id)
        reports.correct(work, row, row.version, "Wrong flat", unit.keyring.casework)
    again = copied(unit, press, line, unit.other)
    assert first.content == again.content
    assert hashlib.sha256(again.content).hexdigest() == again.digest
    assert again.name == f"{line.number}.json"
    assert len(events(unit, "CopyPrinted")) == 2


def test_bytes_that_are_not_those_handed_over_are_not_given_out(unit, press, connection):
    line = give(unit, press, unit.live())
    connection.execute(text("update partnership.dissemination set digest = 'x'"))
    with pytest.raises(dissemination.CopyDamaged):
        copied(unit, press, line)


@pytest.mark.parametrize("state", ["draft", "waiting"])
def test_only_a_live_report_is_given(unit, press, state):
    report = unit.draft() if state == "draft" else unit.submit(content(CONDITIONAL))
    with pytest.raises(dissemination.NotLive):
        give(unit, press, report)


@pytest.mark.parametrize(
    ("written", "proposal", "field"),
    [
        (CONTENT, TO_COUNCIL, "recipients"),
        (CONTENT, replace(PROPOSAL, recipients=()), "recipients"),
        (CONTENT, replace(PROPOSAL, recipients=("nobody",)), "recipients"),
        (CONTENT, replace(PROPOSAL, purpose=" "), "purpose"),
        (content(CONSULTED), PROPOSAL, "consulted"),
    ],
)
def test_what_is_missing_or_not_permitted_is_said_by_field(unit, press, written, proposal, field):
    report = unit.live(written)
    with pytest.raises(NotAccepted) as refused:
        give(unit, press, report, proposal)
    assert set(refused.value.problems) == {field}


def test_a_recipient_may_hold_what_the_directory_permits(unit, press):
    line = give(unit, press, unit.live(content(marking="OFFICIAL")), TO_COUNCIL)
    assert line.state == DisseminationState.DISSEMINATED
    assert [one.key for one in dissemination.permitted("OFFICIAL")] != [
        one.key for one in dissemination.permitted("OFFICIAL-SENSITIVE")
    ]


def test_handling_conditions_are_there_to_be_shown():
    assert dissemination.handling_conditions(content(CONDITIONAL)) == ("Do not visit the address",)


def test_a_sensitive_report_waits_for_a_second_person(unit, press):
    line = give(unit, press, unit.live(content(COVERT)))
    assert (line.state, line.digest) == (DisseminationState.PROPOSED, None)
    assert events(unit, "ReportDisseminated") == []
    with pytest.raises(dissemination.NothingToCopy):
        copied(unit, press, line)
    settled = authorise(unit, press, line, unit.supervisor)
    assert (settled.state, settled.second_id) == (
        DisseminationState.DISSEMINATED,
        unit.supervisor.id,
    )
    assert b"Do not visit" in copied(unit, press, line).content


def test_whoever_proposed_it_cannot_authorise_it(unit, press):
    line = give(unit, press, unit.live(content(COVERT)), actor=unit.supervisor)
    with pytest.raises(reports.SecondPersonNeeded):
        authorise(unit, press, line, unit.supervisor)
    with pytest.raises(NotPermitted):
        authorise(unit, press, line, unit.author)


def test_what_changed_since_it_was_proposed_is_proposed_again(unit, press):
    report = unit.live(content(COVERT))
    line = give(unit, press, report)
    with unit.at_work() as work:
        row = found(work, report.id)
        reports.correct(work, row, row.version, "Wrong flat", unit.keyring.casework)
    with pytest.raises(dissemination.NotLive):
        authorise(unit, press, line, unit.supervisor)


def test_a_second_person_refuses_with_a_reason(unit, press):
    line = give(unit, press, unit.live(content(COVERT)))
    with unit.at_work(unit.supervisor) as work:
        row = dissemination.find(work, line.number)
        dissemination.refuse(work, row, "Too many recipients", press)
    with unit.at_work() as work:
        row = dissemination.find(work, line.number)
        assert dissemination.refusal_of(work, row, press.keys) == "Too many recipients"
        assert not dissemination.may_authorise(work, row)


def test_the_ledger_of_a_sensitive_report_is_absent_for_others(unit, press):
    line = give(unit, press, unit.live(content(COVERT)))
    for actor, sees in ((unit.other, False), (unit.author, True), (unit.supervisor, True)):
        with unit.at_work(actor) as work:
            assert bool(dissemination.find(work, line.number)) is sees
            assert bool(dissemination.lines(work)) is sees


@pytest.mark.parametrize("kind", NoticeKind)
def test_everybody_who_got_it_is_told_that_it_was_wrong(unit, press, kind):
    report = unit.live()
    first = give(unit, press, report)
    give(unit, press, report, replace(PROPOSAL, recipients=("regional-unit", "safeguarding-hub")))
    with unit.at_work() as work:
        row = found(work, report.id)
        notice = dissemination.notify(work, row, kind, "It was number 16", unit.keyring.casework)
    (happened,) = events(unit, "NoticeIssued")
    assert len(happened.facts["recipients"]) == 3
    with unit.at_work() as work:
        row = dissemination.find_notice(work, notice.number)
        assert dissemination.notice_words(work, row, press.keys) == "It was number 16"
        dissemination.acknowledge(work, row, "safeguarding-hub")
    with unit.at_work() as work:
        (row,) = dissemination.notices_of(work, report)
        waiting = {one.recipient for one in row.recipients if one.acknowledged_at is None}
        assert waiting == {"kirklees-neighbourhood", "regional-unit"}
    assert copied(unit, press, first).recalled is (kind is NoticeKind.RECALL)


def test_a_notice_is_handed_to_each_without_naming_the_others(unit, press):
    report, told = unit.live(), []
    first = give(unit, press, report)
    with unit.at_work() as work:
        row = found(work, report.id)
        sealed_to = unit.keyring.casework
        notice = dissemination.notify(work, row, NoticeKind.RECALL, "It was 16", sealed_to)
    with unit_of_work(unit.doors.triage, unit.author, make.NOW + timedelta(hours=1)) as work:
        row = found(work, report.id)  # what is given afterwards was put right
        dissemination.disseminate(work, row, PROPOSAL, press)
    for who in ("kirklees-neighbourhood", "safeguarding-hub"):
        with unit.at_work() as work:
            row = dissemination.find_notice(work, notice.number)
            made = dissemination.notice_copy(
                work, row, who, press.keys, lambda what: told.append(what) or '<html lang="en"><p>'
            )
    assert [one["recipient"] for one in told] == [
        "Kirklees neighbourhood team", "Safeguarding hub (MASH)",
    ]  # fmt: skip
    assert all((one["words"], one["lines"]) == ("It was 16", [(first.number, 1)]) for one in told)
    assert made.name.startswith(notice.number)
    assert [one.facts["recipients"] for one in events(unit, "CopyPrinted")] == [
        [one["recipient"]] for one in told
    ]
    with unit.at_work() as work, pytest.raises(NotAccepted):
        row = dissemination.find_notice(work, notice.number)
        dissemination.notice_copy(work, row, "regional-unit", press.keys, str)


def test_a_notice_needs_words_and_somebody_to_tell(unit):
    report = unit.live()
    with unit.at_work() as work, pytest.raises(NotAccepted) as refused:
        row = found(work, report.id)
        dissemination.notify(work, row, NoticeKind.RECALL, " ", unit.keyring.casework)
    assert set(refused.value.problems) == {"words", "recipients"}


@pytest.mark.parametrize(
    "change",
    [
        "delete from dissemination",
        "update dissemination set number = 'x'",
        "update dissemination set report_id = gen_random_uuid()",
        "delete from dissemination_recipient",
        "update notice set sealed = 'x'",
        "delete from report_writing",
        "update report_writing set sealed = 'x'",
        "delete from report",
    ],
)
def test_the_triage_door_can_rewrite_no_ledger_and_no_version(doors, change):
    with doors.triage() as session, pytest.raises(ProgrammingError, match="permission denied"):
        session.execute(text(change))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_those_who_read_no_intelligence_read_no_ledger(doors, unit, role):
    with unit.at_work(make.officer(role)) as work, pytest.raises(NotPermitted):
        dissemination.lines(work)
