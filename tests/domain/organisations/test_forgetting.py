"""A request whose mailbox nobody confirms is forgotten after a time, with what was typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from domain.audit import AuditEvent
from domain.letters import Kind
from domain.links import LinkUnusable
from domain.organisations import requests, sectors
from domain.organisations.records import AccessRequest
from domain.unit_of_work import reading
from operations.worker.requests import forget
from tests import make
from tests.domain.organisations.test_requests import ADMINISTRATOR, MAILBOX, asked
from tests.letters import LINK_KEYS, link, written

KEPT = timedelta(days=sectors.joining().unconfirmed_kept_days)


def names(doors):
    with reading(doors.triage, ADMINISTRATOR, make.NOW) as work:
        return sorted(work.session.scalars(select(AccessRequest.name)))


def test_what_nobody_confirmed_is_forgotten_and_what_waits_is_kept(doors):
    requests.ask(doors.portal, LINK_KEYS, asked(name="Waits", mailbox="w@a.example"), make.NOW)
    requests.confirm(doors.portal, LINK_KEYS, link(doors, Kind.MAILBOX_CONFIRMATION), make.NOW)
    requests.ask(doors.portal, LINK_KEYS, asked(name="Nobody reads it"), make.NOW)
    token = link(doors, Kind.MAILBOX_CONFIRMATION)
    assert forget(doors.worker, make.NOW + KEPT) == 0
    assert names(doors) == ["Nobody reads it", "Waits"]
    assert forget(doors.worker, make.NOW + KEPT + timedelta(seconds=1)) == 1
    assert names(doors) == ["Waits"]
    assert MAILBOX not in {letter.address for letter in written(doors)}
    with pytest.raises(LinkUnusable):
        requests.confirm(doors.portal, LINK_KEYS, token, make.NOW)


def test_that_it_was_forgotten_is_in_the_trail(doors):
    requests.ask(doors.portal, LINK_KEYS, asked(), make.NOW)
    forget(doors.worker, make.NOW + KEPT * 2)
    with reading(doors.triage, ADMINISTRATOR, make.NOW) as work:
        query = select(AuditEvent).where(AuditEvent.name == "AccessRequestForgotten")
        assert work.session.scalars(query).one().actor_name == "retention"


def test_more_than_one_unit_of_work_holds_are_forgotten_too(doors, monkeypatch):
    monkeypatch.setattr("domain.organisations.forgetting.AT_ONCE", 2)
    for number in range(5):
        typed = asked(mailbox=f"{number}@a.example")
        requests.ask(doors.portal, LINK_KEYS, typed, make.NOW)
    assert forget(doors.worker, make.NOW + KEPT * 2) == 5


def test_the_worker_sees_no_request_that_was_confirmed(doors):
    requests.ask(doors.portal, LINK_KEYS, asked(), make.NOW)
    requests.confirm(doors.portal, LINK_KEYS, link(doors, Kind.MAILBOX_CONFIRMATION), make.NOW)
    with doors.worker.begin() as session:
        assert session.scalar(text("select count(*) from access_request")) == 0
