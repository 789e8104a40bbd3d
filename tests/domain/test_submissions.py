"""From a partner's send to an officer's decision, in the domain."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from domain import decisions, openings, queue, screening, submissions
from domain.actors import NotPermitted
from domain.decisions import Decision
from domain.outcomes import Outcome, State
from domain.permissions import Role
from domain.screening import Screen, ScreenResult
from domain.submissions import Submission
from domain.unit_of_work import reading, unit_of_work
from tests import make


@pytest.fixture
def jones(doors):
    return make.member(doors.triage).as_actor(make.ids.new())


def find(work, submission):
    return work.session.get_one(Submission, submission.id)


def test_what_was_sent_is_found_word_for_word_by_the_officer(doors, partner, jones, keyring):
    sent = make.queued(doors, partner, keyring)
    with unit_of_work(doors.triage, jones, make.NOW) as work:
        openings.open_(work, find(work, sent))
    with reading(doors.triage, jones, make.NOW) as work:
        opened = openings.shown(work, find(work, sent), keyring.triage)
    assert opened.answers == make.ANSWERS


def test_nobody_sees_content_without_opening_it(doors, partner, jones, keyring):
    sent = make.queued(doors, partner, keyring)
    with reading(doors.triage, jones, make.NOW) as work, pytest.raises(openings.NotOpen):
        openings.shown(work, find(work, sent), keyring.triage)


def test_the_same_send_twice_is_one_submission(doors, partner, keyring):
    key = make.ids.new()
    references = []
    for _ in range(2):
        with unit_of_work(doors.portal, partner.actor(), make.NOW) as work:
            sealed = submissions.sealed_answers(
                make.ANSWERS, partner.organisation.id, keyring.recipients
            )
            references.append(submissions.receive(work, sealed, "Kirklees", key))
    assert references[0] == references[1]


def test_the_portal_cannot_read_back_what_it_wrote(doors, partner, keyring):
    make.submission(doors, partner, keyring)
    for column in ("sealed", "themes", "priority"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            reading(doors.portal, partner.actor()) as work,
        ):
            work.session.execute(text(f"select {column} from submission"))


def test_a_partner_sees_only_its_own(doors, partner, passwords, url_tokens, keyring):
    other = make.partner(doors, passwords, url_tokens, name="Fernclough Academy")
    reference = make.submission(doors, partner, keyring)
    with reading(doors.portal, partner.actor()) as work:
        assert submissions.receipt(work, reference).status == "received"
    with reading(doors.portal, other.actor()) as work:
        assert submissions.receipt(work, reference) is None
        assert work.session.scalars(select(Submission.reference)).all() == []


def test_an_administrator_cannot_open_a_submission(doors, partner, keyring):
    sent = make.queued(doors, partner, keyring)
    administrator = make.officer(Role.ADMINISTRATOR)
    with unit_of_work(doors.triage, administrator, make.NOW) as work, pytest.raises(NotPermitted):
        openings.open_(work, find(work, sent))


def test_the_safety_screen_cannot_be_skipped(doors, partner, jones, keyring):
    sent = make.queued(doors, partner, keyring)
    with (
        unit_of_work(doors.triage, jones, make.NOW) as work,
        pytest.raises(decisions.NotScreened),
    ):
        decision = Decision(Outcome.NOT_PERTINENT, {}, "nothing in it")
        decisions.decide(work, find(work, sent), decision, keyring.casework)


def test_nobody_screens_or_decides_what_they_have_not_open(doors, partner, jones, keyring):
    sent = make.queued(doors, partner, keyring)
    screen = Screen(ScreenResult.NO_CONCERN, "nobody is at risk")
    with unit_of_work(doors.triage, jones, make.NOW) as work:
        queue.claim(work, find(work, sent))
    with unit_of_work(doors.triage, jones, make.NOW) as work, pytest.raises(openings.NotOpen):
        screening.screen(work, find(work, sent), screen, keyring.casework)
    with unit_of_work(doors.triage, jones, make.NOW) as work:
        openings.open_(work, find(work, sent))
        screening.screen(work, find(work, sent), screen, keyring.casework)
        openings.close(work, find(work, sent))
    with unit_of_work(doors.triage, jones, make.NOW) as work, pytest.raises(openings.NotOpen):
        decision = Decision(Outcome.NOT_PERTINENT, {}, "nothing in it")
        decisions.decide(work, find(work, sent), decision, keyring.casework)
    with reading(doors.triage, jones, make.NOW) as work:
        assert find(work, sent).state == State.TO_DECIDE


def test_from_queue_to_outcome(doors, partner, jones, keyring):
    sent = make.queued(doors, partner, keyring)
    assert (sent.priority, sent.flagged, sent.state) == ("high", True, State.TO_SCREEN)
    with unit_of_work(doors.triage, jones, make.NOW) as work:
        taken = queue.take_next(work)
        assert taken.id == sent.id
        openings.open_(work, taken)
    with unit_of_work(doors.triage, jones, make.NOW) as work:
        found = Screen(ScreenResult.EMERGENCY, "He is held there", log_number="L 112")
        screening.screen(work, find(work, sent), found, keyring.casework)
    with unit_of_work(doors.triage, jones, make.NOW) as work:
        facts = {
            "destination": "safeguarding",
            "recipient": "DS Khan, MASH",
            "referred_on": "2026-11-20",
        }
        decision = Decision(Outcome.REFERRED, facts, "a vulnerable adult is at risk")
        decisions.decide(work, find(work, sent), decision, keyring.casework)
    with reading(doors.portal, partner.actor()) as work:
        assert submissions.receipt(work, sent.reference).status == "closed"


def test_restricted_submissions_are_absent_for_those_not_cleared(doors, partner, keyring):
    what = make.ANSWERS["what"] | {"themes": ["corruption"], "lead_theme": "corruption"}
    sent = make.queued(doors, partner, keyring, make.ANSWERS | {"what": what})
    for cleared in (False, True):
        officer = make.officer(cleared=cleared)
        with reading(doors.triage, officer, make.NOW) as work:
            assert bool(queue.listed(work, queue.Filters()).rows) is cleared
            assert bool(queue.find(work, sent.reference)) is cleared
