"""Disposal of a submission with everything that belongs to it: files, reports, what was given."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain import dissemination, retention
from domain.actors import system
from domain.dissemination import CopyDamaged
from domain.sealing import CannotOpen
from domain.unit_of_work import reading
from operations.worker import disposal
from tests import cases
from tests.cases import SEVEN_YEARS_ON

REMAINING = text(
    "select (select count(*) from file) as files, (select count(*) from message) as messages,"
    " (select count(*) from writing) as writings, (select count(*) from report_writing) as reports,"
    " (select count(*) from index_entry) as entries, (select count(*) from found_match) as matches,"
    " (select count(*) from wrap w where not exists (select from search_record s where"
    " s.id = w.content_id) and not exists (select from subject_request r where"
    " w.content_id in (r.id, r.answer_id))) as wraps"
)


@pytest.fixture
def case(doors, keyring, store, passwords, url_tokens):
    made = cases.whole(doors, keyring, store, (passwords, url_tokens))
    cases.decided(made)
    return made


@pytest.fixture
def gone(case):
    case.before = stored(case)
    casework = case.unit.keyring.casework
    said = ("no longer needed", "Nobody needs it.", casework)
    case.does(case.unit.supervisor, retention.propose, *said, at=SEVEN_YEARS_ON)
    case.does(case.manager, retention.agree, at=SEVEN_YEARS_ON)
    (review,) = case.does(case.manager, retention.history, at=SEVEN_YEARS_ON)
    doors, kept = case.unit.doors, case.desk.store
    assert disposal.dispose(doors.worker, kept, review.id, SEVEN_YEARS_ON)
    return case


def stored(case):
    return [path for path in case.desk.store.folder.rglob("*") if path.is_file()]


def test_the_sealed_files_are_removed_from_their_store(gone):
    assert len(gone.before) == 2
    assert stored(gone) == []


def test_nothing_is_left_but_the_ledger_and_what_others_asked(gone):
    with gone.unit.at_work(gone.manager) as work:
        left = work.session.execute(REMAINING).one()._asdict()
    assert left == dict.fromkeys(left, 0)


def test_the_ledger_still_says_who_had_it_and_can_give_it_to_nobody(gone):
    with gone.unit.at_work(gone.unit.supervisor) as work:
        line = dissemination.find(work, gone.line.number)
        assert [one.recipient for one in line.recipients] == list(cases.PROPOSAL.recipients)
        assert line.digest == gone.line.digest
        with pytest.raises((CannotOpen, CopyDamaged, LookupError, ValueError)):
            dissemination.copy(work, line, gone.unit.keyring.triage)


def test_the_certificate_counts_what_was_destroyed_and_the_events_name_each_part(gone):
    review = gone.does(gone.manager, retention.certificate, at=SEVEN_YEARS_ON)
    assert (review.reviewer_name, review.second_name) == ("S.Upervisor", "M.Anager")
    with reading(gone.unit.doors.worker, system("retention")) as work:
        said = work.session.execute(
            text("select name, count(*) from audit_event where operation = 'erasure' group by 1")
        ).all()
    assert dict(map(tuple, said)) == {
        "SubmissionDisposed": 1,
        "FileDisposed": 1,
        "ReportDisposed": 1,
        "DisseminationDisposed": 1,
        "NoticeDisposed": 1,
    }
