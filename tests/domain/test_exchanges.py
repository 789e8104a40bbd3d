"""Several statements in one message: answered in order, failing as one, ending as one."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import bindparam, func, literal, select, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError

from domain import audit, drafts, exchanges, submissions, wraps
from domain.audit import AuditEvent
from domain.exchanges import Said
from domain.organisations import Organisation, sessions
from domain.sealing.recipients import Wrap
from domain.submissions import Submission
from domain.unit_of_work import reading, unit_of_work
from tests import make

WRAP = Wrap(key_id="triage", suite="mlkem768-x25519", wrapped=b"wrapped")
OWN = text("select current_setting('partnership.organisation', true)")


@pytest.fixture
def partner(committed_doors, passwords, url_tokens):
    return make.partner(committed_doors, passwords, url_tokens)


@pytest.fixture
def messages(monkeypatch):
    """The messages of units of work, each as the list of its statements."""
    seen, exchange = [], exchanges.exchange

    def watched(connection, sayings):
        seen.append([one.words for one in sayings])
        return exchange(connection, sayings)

    monkeypatch.setattr(exchanges, "exchange", watched)
    return seen


@pytest.fixture
def waits(monkeypatch):
    """How often the driver waited for the database, as a list that grows."""
    seen, wait = [], psycopg.Connection.wait

    def watched(connection, *given, **named):
        seen.append(connection)
        return wait(connection, *given, **named)

    monkeypatch.setattr(psycopg.Connection, "wait", watched)
    return seen


def test_a_send_is_two_messages_and_waits_twice_with_its_commit_in_the_last(
    committed_doors, partner, keyring, messages, waits
):
    with unit_of_work(committed_doors.portal, partner.actor(), make.NOW) as work:
        session, token = sessions.start(work, partner.organisation, "192.0.2.7", "tests")
    actor = partner.actor(session.id)
    with unit_of_work(committed_doors.portal, actor, make.NOW) as work:
        drafts.change(work, token, lambda _: {"what": {}})
    messages.clear()
    waits.clear()
    with unit_of_work(committed_doors.portal, actor, make.NOW) as work:
        key = drafts.held(work, token).send_key
        sealed = submissions.sealed_answers(
            make.ANSWERS, partner.organisation.id, keyring.recipients
        )
        submissions.receive_held(work, sealed, "Kirklees", key)
        drafts.discard(work)
        before_the_end = len(waits)
    assert len(messages) == 2
    assert messages[-1][-1] == "commit"
    assert before_the_end == 1  # what begins the transaction goes with the first question
    with committed_doors.triage.begin() as session:
        assert session.scalar(select(func.count()).select_from(Submission)) == 1
        assert session.scalar(text("select count(*) from wrap")) == len(sealed.content.wraps)


def test_the_first_question_is_limited_already(committed_doors, partner, messages):
    with reading(committed_doors.portal, partner.actor()) as work:
        assert work.ask(OWN, {}).scalar() == str(partner.organisation.id)
    with reading(committed_doors.portal, partner.actor()) as work:
        assert work.session.scalar(OWN) == str(partner.organisation.id)
    assert [len(message) for message in messages] == [2, 1]


def test_what_waits_is_there_for_whoever_asks_next(committed_doors):
    ask = text("select count(*) from wrap")
    with unit_of_work(committed_doors.triage, make.SET_UP) as work:
        wraps.keep(work, make.ids.new(), [WRAP])
        assert work.session.scalar(ask) == 1
        wraps.keep(work, make.ids.new(), [WRAP])
        assert work.ask(ask, {}).scalar() == 2


def test_an_error_leaves_nothing_of_what_waited(committed_doors, partner):
    twice = make.ids.new()
    with (
        pytest.raises(IntegrityError) as refused,
        unit_of_work(committed_doors.triage, make.SET_UP) as work,
    ):
        organisation = work.session.get_one(Organisation, partner.organisation.id)
        work.record(audit.OrganisationUrlIssued(organisation))
        wraps.keep(work, twice, [WRAP])
        wraps.keep(work, twice, [WRAP])
    assert str(twice) not in str(refused.value).partition("DETAIL")[0]
    with committed_doors.triage.begin() as session:
        assert session.scalar(text("select count(*) from wrap")) == 0
        query = select(AuditEvent).where(AuditEvent.name == "OrganisationUrlIssued")
        assert len(session.scalars(query).all()) == 1


def test_many_rows_are_inserted_a_few_at_a_time(committed_doors, messages):
    many = [Wrap(f"key-{number}", WRAP.suite, WRAP.wrapped) for number in range(20)]
    with unit_of_work(committed_doors.triage, make.SET_UP) as work:
        wraps.keep(work, content := make.ids.new(), many)
    assert [len(message) for message in messages] == [3]
    with committed_doors.triage.begin() as session:
        assert len(wraps.of(session, content)) == 20


def test_a_statement_made_once_is_asked_with_other_values(doors):
    doubled = select((bindparam("number", type_=literal(1).type) * 2).label("doubled"))
    with doors.triage.begin() as session:
        said = [exchanges.said(doubled, {"number": number}) for number in (2, 21)]
        answers = exchanges.exchange(session.connection(), said)
    assert [answer.scalar() for answer in answers] == [4, 42]


def test_a_server_that_went_away_is_said_to_be_away_and_then_found_again(committed_doors):
    gone = Said("select pg_terminate_backend(pg_backend_pid())", {})
    with pytest.raises(OperationalError), committed_doors.portal.begin() as session:
        exchanges.exchange(session.connection(), [gone, gone])
    with committed_doors.portal.begin() as session:
        assert exchanges.exchange(session.connection(), [Said("select 1", {})]) == [[(1,)]]


def test_the_error_is_that_of_the_first_statement_that_fails_and_nothing_after_it_is_done(doors):
    wrong = [Said("select 1 / 0", {}), Said("select * from nowhere", {}), Said("commit", {})]
    with doors.portal() as session:
        with pytest.raises(DBAPIError, match="division by zero"):
            exchanges.exchange(session.connection(), wrong)
        with pytest.raises(DBAPIError, match="current transaction is aborted"):
            exchanges.exchange(session.connection(), [Said("select 1", {})])
        session.rollback()
        assert exchanges.exchange(session.connection(), [Said("select 1", {})]) == [[(1,)]]


def test_a_value_that_cannot_be_written_is_refused_before_anything_is_said(doors):
    unkeepable = [Said("select 1", {}), Said("select %(text)s", {"text": "a\0b"})]
    with doors.portal.begin() as session:
        with pytest.raises(DataError):
            exchanges.exchange(session.connection(), unkeepable)
        assert exchanges.exchange(session.connection(), [Said("select 1", {})]) == [[(1,)]]


def test_what_is_asked_often_is_prepared_and_again_after_a_rollback(doors):
    often = Said(
        "select name from pg_prepared_statements where statement like %(what)s", {"what": "%often%"}
    )
    asked = Said("select %(number)s + 1 as often", {"number": 1})
    for _ in range(2):
        with doors.portal() as session:
            for _ in range(7):
                answers = exchanges.exchange(session.connection(), [asked, asked])
                assert answers == [[(2,)], [(2,)]]
            assert exchanges.exchange(session.connection(), [often])[0]
            session.rollback()


def test_an_interrupted_conversation_leaves_no_connection_to_go_on_with(
    committed_doors, monkeypatch
):
    def interrupted(_):
        raise KeyboardInterrupt
        yield

    with committed_doors.portal() as session:
        connection = session.connection()
        driver = connection.connection.driver_connection
        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr("psycopg.generators.fetch_many", interrupted)
            exchanges.exchange(connection, [Said("select 1", {})])
        assert driver.closed
    with committed_doors.portal.begin() as session:
        assert exchanges.exchange(session.connection(), [Said("select 1", {})]) == [[(1,)]]
