"""Asking for access tells nobody who takes part; the mailbox confirms, an administrator decides."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from domain.actors import VISITOR
from domain.letters import AddressUnusable, Kind
from domain.links import LinkUnusable
from domain.organisations import requests
from domain.organisations.records import AccessRequest, RequestState
from domain.organisations.requests import Asked, RequestDecided
from domain.unit_of_work import reading, unit_of_work
from tests import make
from tests.letters import LINK_KEYS, kinds, link, written

ADMINISTRATOR = make.officer(make.Role.ADMINISTRATOR, "A Winterburn")
MAILBOX = "partnership@ravensike.example"


def asked(**more):
    return Asked(
        **{
            "name": "Ravensike Homes",
            "sector": "private and voluntary bodies",
            "district": "Kirklees",
            "contact_name": "Denise Ackroyd-Shaw",
            "contact_role": "Manager",
            "phone": "01632 960112",
            "mailbox": MAILBOX,
            "has_agreement": False,
            "expected_staff": 12,
            "why": "We see things",
        }
        | more
    )


def ask(doors, now=make.NOW, **more):
    return requests.ask(doors.portal, LINK_KEYS, asked(**more), now)


def waiting(doors):
    with reading(doors.triage, ADMINISTRATOR) as work:
        return requests.waiting(work)


@pytest.fixture
def confirmed(doors):
    ask(doors)
    requests.confirm(doors.portal, LINK_KEYS, link(doors, Kind.MAILBOX_CONFIRMATION), make.NOW)
    return waiting(doors)[0]


def test_a_request_waits_for_an_administrator_once_its_mailbox_is_confirmed(doors):
    ask(doors)
    assert waiting(doors) == []
    token = link(doors, Kind.MAILBOX_CONFIRMATION)
    requests.confirm(doors.portal, LINK_KEYS, token, make.NOW)
    assert [request.mailbox for request in waiting(doors)] == [MAILBOX]
    assert kinds(doors)[-1] == Kind.REQUEST_WAITING
    with pytest.raises(LinkUnusable):
        requests.confirm(doors.portal, LINK_KEYS, token, make.NOW)


def test_who_takes_part_already_is_answered_alike(doors, passwords, url_tokens):
    make.partner(doors, passwords, url_tokens)
    assert ask(doors) is None
    assert ask(doors, name="Nobody", mailbox="nobody@nowhere.example") is None
    assert kinds(doors) == [Kind.MAILBOX_CONFIRMATION] * 2


def test_a_mailbox_gets_one_letter_a_day_however_often_it_is_asked_for(doors):
    for name in ("One", "Two", "Three"):
        assert ask(doors, name=name, mailbox=MAILBOX.upper()) is None
    assert kinds(doors) == [Kind.MAILBOX_CONFIRMATION]
    ask(doors, make.NOW + timedelta(days=1))
    assert len(kinds(doors)) == 2


def test_what_is_no_address_is_refused(doors):
    with pytest.raises(AddressUnusable):
        ask(doors, mailbox="x@y\r\nBcc: z@w.example")


def test_the_portal_sees_no_request_but_the_one_whose_link_was_used(doors):
    ask(doors)
    with reading(doors.portal, VISITOR) as work:
        assert work.session.scalars(select(AccessRequest)).all() == []


def test_the_portal_can_neither_approve_nor_delete_a_request(doors):
    for statement in ("update access_request set decided_at = now()", "delete from access_request"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            reading(doors.portal, VISITOR) as work,
        ):
            work.session.execute(text(statement))


def test_an_approved_request_is_an_organisation_that_was_invited(doors, url_tokens, confirmed):
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        request = requests.find(work, confirmed.id)
        assert requests.may_decide(ADMINISTRATOR, request)
        made = requests.approve(work, request, make.particulars(), LINK_KEYS, url_tokens)
    assert (request.state, request.organisation_id) == (RequestState.APPROVED, made.id)
    assert written(doors)[-1].organisation_id == made.id
    assert kinds(doors)[-1] == Kind.INVITATION


def test_only_the_mailbox_that_was_confirmed_is_invited(doors, url_tokens, confirmed):
    with (
        unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work,
        pytest.raises(RequestDecided),
    ):
        request = requests.find(work, confirmed.id)
        elsewhere = make.particulars(mailbox="other@ravensike.example")
        requests.approve(work, request, elsewhere, LINK_KEYS, url_tokens)


def test_a_declined_request_is_told_without_the_reason(doors, confirmed):
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        requests.decline(work, requests.find(work, confirmed.id), "not a partner")
    letter = written(doors)[-1]
    assert (letter.kind, letter.address, letter.facts) == (Kind.REQUEST_DECLINED, MAILBOX, {})
    assert waiting(doors) == []


def test_the_administrator_sees_organisations_that_are_alike(
    doors, passwords, url_tokens, confirmed
):
    partner = make.partner(doors, passwords, url_tokens)
    with reading(doors.triage, ADMINISTRATOR) as work:
        (found,) = requests.similar(work, requests.find(work, confirmed.id))
    assert found.id == partner.organisation.id
