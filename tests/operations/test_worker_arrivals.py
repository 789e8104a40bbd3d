"""The worker takes what waits along, and no submission holds up another or is lost by it."""

from __future__ import annotations

from types import SimpleNamespace

import procrastinate
import pytest
from procrastinate.testing import InMemoryConnector
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from domain import ids, intake, submissions
from domain.actors import system
from domain.sealing import CannotOpen
from domain.unit_of_work import unit_of_work
from operations.worker import arrivals
from tests import make

STATES = text("select id, state from submission order by id")
WAITING = text(
    "select args ->> 'submission_id' from procrastinate_jobs"
    " where status = 'todo' and task_name = 'take_in'"
)
NAMED = text("select name from audit_event where subject_id = :id order by id")


@pytest.fixture
def parts(committed_doors, keyring):
    return SimpleNamespace(
        sessions=committed_doors.worker,
        private_keys=keyring.triage,
        search_keys=keyring.search,
        casework=lambda: keyring.casework,
    )


@pytest.fixture
def sent(committed_doors, passwords, url_tokens, keyring):
    """Three submissions, each with its job; the first job has begun."""
    partner = make.partner(committed_doors, passwords, url_tokens)
    found = [send(committed_doors, partner, keyring) for _ in range(3)]
    with committed_doors.worker.begin() as session:
        session.execute(
            text(
                "update procrastinate_jobs set status = 'doing'"
                " where args ->> 'submission_id' = :first"
            ),
            {"first": str(found[0])},
        )
    return found


def send(doors, partner, keyring):
    with unit_of_work(doors.portal, partner.actor()) as work:
        sealed = submissions.sealed_answers(
            make.ANSWERS, partner.organisation.id, keyring.recipients
        )
        submissions.receive(work, sealed, "Kirklees", ids.new())
    return sealed.id


def waiting(parts):
    """What is still to be taken in, and what there are jobs for."""
    with parts.sessions.begin() as session:
        left = [row.id for row in session.execute(STATES) if row.state == "arrived"]
        assert {str(one) for one in left} >= set(session.scalars(WAITING))
        return left


def spoil(parts, submission_id):
    """Leave nothing to open a submission with."""
    with parts.sessions.begin() as session:
        session.execute(text("delete from wrap where content_id = :id"), {"id": submission_id})


def test_what_waits_is_taken_along_once_and_its_jobs_with_it(parts, sent):
    arrivals.arrived(parts, sent[0])
    assert waiting(parts) == []
    for submission_id in sent:
        arrivals.arrived(parts, submission_id)
    with parts.sessions.begin() as session:
        for one in sent:
            named = session.scalars(NAMED, {"id": one}).all()
            assert named.count("SubmissionTakenIn") == 1


def test_one_that_cannot_be_opened_holds_no_other_up(parts, sent):
    spoil(parts, sent[1])
    arrivals.arrived(parts, sent[0])
    assert waiting(parts) == [sent[1]]
    with parts.sessions.begin() as session:
        assert session.scalars(WAITING).all() == [str(sent[1])]
    with pytest.raises(CannotOpen):
        arrivals.arrived(parts, sent[1], alone=True)


def test_one_that_cannot_be_opened_is_told_of_and_its_companions_are_kept(parts, sent):
    spoil(parts, sent[0])
    with pytest.raises(CannotOpen):
        arrivals.arrived(parts, sent[0])
    assert waiting(parts) == [sent[0]]


def test_where_several_cannot_be_kept_together_each_is_by_itself(parts, sent, monkeypatch):
    together = intake.take_in_all

    def one_only(work, some, *given):
        taken = together(work, some, *given)
        if len(some) > 1:
            raise RuntimeError("what one of them holds breaks what all are kept by")
        return taken

    monkeypatch.setattr(intake, "take_in_all", one_only)
    arrivals.arrived(parts, sent[0])
    assert waiting(parts) == sent[1:]


def test_what_another_worker_has_begun_is_left_to_it(parts, sent):
    with unit_of_work(parts.sessions, system("intake")) as other:
        assert set(arrivals._waiting(other, 15).values()) == set(sent[1:])
        arrivals.arrived(parts, sent[0])
        assert waiting(parts) == sent[1:]
    arrivals.arrived(parts, sent[1])
    assert waiting(parts) == []


def test_killed_in_the_middle_nothing_is_half_done_and_nothing_lost(parts, sent, keyring):
    with (
        pytest.raises(OperationalError),
        unit_of_work(parts.sessions, system("intake")) as work,
    ):
        jobs = arrivals._waiting(work, 15)
        given = (keyring.triage, keyring.casework, keyring.search)
        assert len(intake.take_in_all(work, [*sent], *given).done) == 3
        work.ask(arrivals._DONE, {"ids": list(jobs)})
        work.session.execute(text("select pg_terminate_backend(pg_backend_pid())"))
    assert waiting(parts) == sent
    arrivals.arrived(parts, sent[0])
    assert waiting(parts) == []


def test_what_was_left_over_is_taken_in_whatever_else_cannot_be(parts, sent, monkeypatch):
    spoil(parts, sent[0])
    with parts.sessions.begin() as session:
        session.execute(text("delete from procrastinate_jobs"))
    monkeypatch.setattr(intake, "leftovers", lambda work: sent)
    app = procrastinate.App(connector=InMemoryConnector())
    arrivals.add_to(app, parts)
    with pytest.raises(CannotOpen):
        app.tasks["take_in_leftovers"].func(timestamp=0)
    assert waiting(parts) == [sent[0]]
