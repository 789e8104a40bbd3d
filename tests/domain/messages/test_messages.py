"""Messages both ways: who can read what, and what becomes of the submission."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from domain import audit, events, messages, openings, queue
from domain.letters import Letter
from domain.messages import Kind, NothingThere, Said, asking, raising, threads
from domain.outcomes import Outcome, State
from domain.problems import NotAccepted
from domain.queue import Filters, View
from domain.sealing import CannotOpen
from domain.unit_of_work import reading, unit_of_work
from operations.worker import messages as jobs
from tests import make
from tests.domain.messages.conftest import QUESTION

SAID = "It was flat 14, she told our reception"


def say(text_=SAID):
    return Said(text_, "Denise Ackroyd-Shaw", "01632 960112")


def raised(unit):
    with reading(unit.doors.worker, jobs.RAISER, unit.now) as work:
        query = "select id from message where raised_at is null and direction = 'to-police'"
        waiting = list(work.session.scalars(text(query)))
    return [jobs.raise_one(unit.doors.worker, one, unit.keyring.triage, unit.now)
            for one in waiting]  # fmt: skip


def thread(unit):
    with unit.police() as work:
        return threads.thread(work, unit.find(work), unit.keyring.triage)


def test_a_question_reaches_the_partner_and_nobody_else(unit, asked, doors, passwords, url_tokens):
    assert (asked.kind, asked.answered, asked.read_at) == (Kind.QUESTION, False, None)
    with unit.portal() as work:
        assert messages.read(work, asked.id, unit.keyring.portal) == QUESTION
    other = make.partner(doors, passwords, url_tokens, name="Somebody Else")
    with unit_of_work(doors.portal, other.actor(), make.NOW) as work:
        assert messages.questions_waiting(work) == []
        assert messages.about(work, unit.reference) == []
        with pytest.raises(NothingThere):
            messages.read(work, asked.id, unit.keyring.portal)
        with pytest.raises(NothingThere):
            messages.answer(work, asked.id, say(), unit.keyring.recipients)
        with pytest.raises(NothingThere):
            messages.add_information(work, unit.reference, say(), unit.keyring.recipients)


def test_a_question_writes_a_letter_without_it(unit, asked):
    with unit_of_work(unit.doors.worker, jobs.RAISER, unit.now) as work:
        letter = work.session.query(Letter).filter_by(kind="question waiting").one()
        assert letter.facts == {"reference": unit.reference}


def test_what_was_asked_is_found_by_it(unit, asked):
    with unit.police() as work:
        for view in (View.OPEN, View.WITH_PARTNER, View.ALL):
            rows = queue.listed(work, Filters(view=view, asked=True)).rows
            assert [row.reference for row in rows] == [unit.reference]


def test_the_portal_reads_neither_sealed_columns_nor_its_own_answers(unit, asked):
    with unit.portal() as work:
        answer = messages.answer(work, asked.id, say(), unit.keyring.recipients)
    with unit.portal() as work, pytest.raises(NothingThere):
        messages.read(work, answer, unit.keyring.portal)
    for column in ("sealed", "author_name"):
        with pytest.raises(ProgrammingError), unit.portal() as work:
            work.session.execute(text(f"select {column} from message"))


def test_what_a_partner_writes_is_not_sealed_to_the_portal(unit, asked):
    with unit.portal() as work:
        answer = messages.answer(work, asked.id, say(), unit.keyring.recipients)
    with unit.police() as work:
        message = work.session.get_one(messages.Message, answer)
        with pytest.raises(CannotOpen):
            threads.opened(work, message, unit.keyring.portal)


def test_an_answer_raises_the_item_and_is_unread_until_an_officer_reads_it(unit, asked):
    unit.later(days=1)
    with unit.portal() as work:
        messages.answer(work, asked.id, say(), unit.keyring.recipients)
        assert messages.questions_waiting(work) == []
    assert raised(unit) == [True]
    with unit.police() as work:
        submission = unit.find(work)
        assert (submission.state, submission.unread) == (State.TO_SCREEN, True)
        assert submission.due_at == submission.safety_due_at == unit.now + timedelta(minutes=30)
        assert submission.screened_at is None
        openings.open_(work, submission)
    assert [(one.text, one.unread) for one in thread(unit)] == [(QUESTION, False), ("", True)]
    with unit.police() as work:
        threads.read(work, unit.find(work))
    last = thread(unit)[-1]
    assert (last.text, last.unread) == (SAID, False)
    assert last.author == "Denise Ackroyd-Shaw, 01632 960112 (Ravensike Homes)"


def test_raising_twice_raises_once(unit, asked):
    with unit.portal() as work:
        answer = messages.answer(work, asked.id, say(), unit.keyring.recipients)
    assert raised(unit) == [True]
    assert not jobs.raise_one(unit.doors.worker, answer, unit.keyring.triage, unit.now)


def test_sending_the_same_message_twice_sends_it_once(unit, asked):
    said = say()
    for _ in range(2):
        with unit.portal() as work:
            messages.add_information(work, unit.reference, said, unit.keyring.recipients)
    with unit.portal() as work:
        assert [one.kind for one in messages.about(work, unit.reference)][1:] == [Kind.ADDITION]


@pytest.mark.parametrize("act", [messages.add_information, messages.withdraw])
def test_more_about_a_closed_submission_reopens_it(unit, act):
    unit.screen()
    unit.decide(Outcome.NOT_PERTINENT)
    with unit.police() as work:
        asking.clear_outcome(work, unit.find(work), "no-police-matter")
    with unit.portal() as work:
        assert messages.statuses(work)[0].outcome == "It was not for the police to deal with"
        act(work, unit.reference, say(), unit.keyring.recipients)
    raised(unit)
    with unit.police() as work:
        submission = unit.find(work)
        assert (submission.state, submission.outcome) == (State.TO_SCREEN, None)
        assert submission.decided_at is None
    with unit.portal() as work:
        assert (messages.statuses(work)[0].status, messages.statuses(work)[0].outcome) == (
            "received", "")  # fmt: skip


def test_words_in_an_addition_raise_and_never_lower(unit):
    with unit_of_work(unit.doors.worker, jobs.RAISER, unit.now) as work:
        submission = work.session.query(messages.feedback.Submission).one()
        submission.priority, submission.flagged = "low", False
        work.record(audit.SupervisorsAlarmed(submission))
    with unit.portal() as work:
        threat = say("He has a gun and says he will kill her tonight")
        messages.add_information(work, unit.reference, threat, unit.keyring.recipients)
    raised(unit)
    with unit.police() as work:
        assert (unit.find(work).priority, unit.find(work).flagged) == ("high", True)
        kinds = [event.name for event in events.of_submission(work, unit.find(work))]
        assert kinds[0] == "SubmissionRaised"


def test_words_that_read_like_a_task_are_asked_about(unit):
    unit.screen()
    with pytest.raises(NotAccepted) as missing:
        unit.ask("Can you keep an eye on him and find out who visits?")
    assert "“keep an eye”" in missing.value.problems["not_a_task"]
    assert unit.ask("Can you find out who visits?", not_a_task="It is in their log").id


def test_a_second_question_to_the_same_submitter_asks_why(unit, asked):
    with unit.portal() as work:
        messages.answer(work, asked.id, say(), unit.keyring.recipients)
    raised(unit)
    unit.screen()
    with pytest.raises(NotAccepted) as missing:
        unit.ask()
    assert set(missing.value.problems) == {"why_again"}
    assert unit.ask(why_again="The flat has two numbers").id != asked.id


def another_of(unit, name, partner=None):
    """A further submission, by whoever gives this name; the unit works on it from now on."""
    submitter = make.ANSWERS["submitter"] | {"name": name}
    said = make.ANSWERS | {"submitter": submitter}
    unit.reference = make.queued(unit.doors, partner or unit.partner, unit.keyring, said).reference
    unit.screen()


@pytest.mark.parametrize(
    "name", ["Denise Ackroyd-Shaw", "Mrs Denise ACKROYD SHAW", "Denice Akroyd Shaw"]
)
def test_a_question_about_another_submission_of_the_same_submitter_asks_why(unit, asked, name):
    another_of(unit, name)
    with pytest.raises(NotAccepted) as missing:
        unit.ask()
    assert set(missing.value.problems) == {"why_again"}
    assert unit.ask(why_again="It is about somebody else").id
    with unit.police() as work:
        happened = events.of_submission(work, unit.find(work))
    assert next(one for one in happened if one.name == "QuestionAsked").facts["number"] == 2


def test_a_colleague_or_a_namesake_elsewhere_was_not_asked_before(
    unit, asked, passwords, url_tokens
):
    another_of(unit, "Graham Booth")
    assert unit.ask().id
    elsewhere = make.partner(unit.doors, passwords, url_tokens, name="Somebody Else")
    another_of(unit, "Denise Ackroyd-Shaw", elsewhere)
    unit.decide(Outcome.MORE_ASKED, question=QUESTION, answer_by="2026-11-27")


def test_no_name_of_who_was_asked_stands_in_the_database(unit, asked):
    with unit.police() as work:
        kept = work.session.scalars(text("select asked_of from message")).all()
    assert [len(one) for one in kept] == [16]


@pytest.mark.parametrize(
    ("words", "reads_like_one"),
    [
        ("Could you find out where he lives?", True),
        ("Please keep watch for the van", True),
        ("See if you can get hold of his number", True),
        ("Let us know if he comes back", True),
        ("Which date is in your record?", False),
        ("Is “J” in your note the same person as John?", False),
        ("Did you see this yourself, or were you told?", False),
    ],
)
def test_the_phrases_of_tasking(words, reads_like_one):
    assert bool(messages.tasking_phrases(words)) is reads_like_one


def test_an_answer_that_is_late_is_chased_once(unit, asked):
    assert jobs.chase(unit.doors.worker, unit.now) == 0
    unit.later(days=8)
    assert jobs.chase(unit.doors.worker, unit.now) == 1
    assert jobs.chase(unit.doors.worker, unit.now) == 0
    with unit_of_work(unit.doors.worker, jobs.RAISER, unit.now) as work:
        assert work.session.query(Letter).filter_by(kind="question waiting").count() == 2


def test_a_tip_is_read_by_the_partner_and_counted(unit):
    with unit.police() as work:
        asking.tip(work, unit.find(work), "A date of birth helps", unit.keyring.messages)
    with unit.portal() as work:
        (line,) = messages.about(work, unit.reference)
        assert (line.kind, messages.statuses(work)[0].tips) == (Kind.TIP, 1)
        assert messages.read(work, line.id, unit.keyring.portal) == "A date of birth helps"


def test_an_outcome_is_cleared_from_the_closed_list_once_it_is_closed(unit):
    for coarse in ("helped", "He was arrested"):
        with unit.police() as work, pytest.raises(NotAccepted):
            asking.clear_outcome(work, unit.find(work), coarse)


def test_the_thread_stays_closed_until_the_submission_is_opened(unit):
    with pytest.raises(openings.NotOpen):
        thread(unit)


def test_what_was_left_lying_is_found(unit):
    with unit.portal() as work:
        sent = messages.add_information(work, unit.reference, say(), unit.keyring.recipients)
    unit.later(minutes=2)
    with reading(unit.doors.worker, jobs.RAISER, unit.now) as work:
        assert raising.leftovers(work) == [sent]


@pytest.mark.parametrize("said", [Said("", "D"), Said("x", " "), Said("x" * 10_001, "D")])
def test_a_message_that_lacks_something_is_not_sent(unit, said):
    with unit.portal() as work, pytest.raises(NotAccepted):
        messages.add_information(work, unit.reference, said, unit.keyring.recipients)
