"""The shared password: chosen by a link, forgotten, changed, ended when a colleague leaves."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain import organisations, visits
from domain.letters import Kind
from domain.links import LinkUnusable, Purpose
from domain.organisations import Attempt, Organisation, invitations, shared_passwords, standing
from domain.organisations.records import TermsAcceptance
from domain.organisations.shared_passwords import Choice
from domain.passwords.policy import Change, PasswordRefused
from domain.unit_of_work import reading, unit_of_work
from tests import make
from tests.letters import LINK_KEYS, kinds, link, secrets

GOOD = "copper window seven rabbits"
ADMINISTRATOR = make.officer(make.Role.ADMINISTRATOR, "A Winterburn")


def choose(doors, passwords, token, **more):
    given = {"purpose": Purpose.ACTIVATION, "password": GOOD, "terms_version": "3", "at": make.NOW}
    choice = Choice(**given | more, token=token)
    return shared_passwords.choose(doors.portal, passwords, LINK_KEYS, choice)


def sign_in(doors, passwords, url_tokens, url_token, password):
    attempt = Attempt(url_tokens.hashed(url_token), password, "192.0.2.7", "Firefox", make.NOW)
    return organisations.admit(doors.portal, passwords, attempt)


def signed_in(doors, admission, now=make.NOW):
    return visits.of(doors.portal, admission.token, now)


def test_from_the_invitation_to_a_session(doors, passwords, url_tokens, invited):
    posted = secrets(doors, Kind.INVITATION)
    whose = choose(doors, passwords, posted["link_token"])
    assert whose == invited.id
    assert sign_in(doors, passwords, url_tokens, posted["url_token"], GOOD)
    with reading(doors.triage, ADMINISTRATOR) as work:
        assert work.session.scalars(select(TermsAcceptance.terms_version)).all() == ["3"]


def test_a_weak_password_is_refused_and_the_link_stays_good(doors, passwords, invited):
    token = link(doors, Kind.INVITATION)
    for weak in ("short", "ravensike homes portal", token, "a" * 20):
        with pytest.raises(PasswordRefused) as refused:
            choose(doors, passwords, token, password=weak)
        assert refused.value.reasons
    assert choose(doors, passwords, token)


def test_a_link_lets_nobody_into_a_suspended_organisation(doors, passwords, invited):
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        standing.suspend(work, work.session.get_one(Organisation, invited.id), "doubt")
    with pytest.raises(LinkUnusable):
        choose(doors, passwords, link(doors, Kind.INVITATION))


def test_an_invitation_is_not_sent_to_who_has_chosen_already(doors, partner, url_tokens):
    with (
        unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work,
        pytest.raises(invitations.NotToInvite),
    ):
        found = work.session.get_one(Organisation, partner.organisation.id)
        assert not invitations.may_invite(ADMINISTRATOR, found)
        invitations.invite(work, found, LINK_KEYS, url_tokens)


def test_a_forgotten_password_is_replaced_through_the_mailbox(
    doors, passwords, url_tokens, partner
):
    before = sign_in(doors, passwords, url_tokens, partner.url_token, make.PASSWORD)
    url_hash = url_tokens.hashed(partner.url_token)
    assert shared_passwords.forgotten(doors.portal, LINK_KEYS, url_hash, make.NOW) is None
    choose(doors, passwords, link(doors, Kind.RENEWAL), purpose=Purpose.RENEWAL)
    assert signed_in(doors, before) is None
    assert not sign_in(doors, passwords, url_tokens, partner.url_token, make.PASSWORD)
    assert sign_in(doors, passwords, url_tokens, partner.url_token, GOOD)
    assert Kind.RENEWED in kinds(doors)


def test_an_unknown_address_is_answered_alike_and_gets_no_letter(doors, url_tokens):
    url_hash = url_tokens.hashed("unknown")
    assert shared_passwords.forgotten(doors.portal, LINK_KEYS, url_hash, make.NOW) is None
    assert kinds(doors) == []


def test_a_mailbox_is_not_flooded(doors, url_tokens, partner):
    url_hash = url_tokens.hashed(partner.url_token)
    for seconds in (0, 1, 60):
        at = make.NOW + timedelta(seconds=seconds)
        shared_passwords.forgotten(doors.portal, LINK_KEYS, url_hash, at)
    assert kinds(doors) == [Kind.RENEWAL]


def test_changing_the_password_asks_for_the_present_one(doors, passwords, url_tokens, partner):
    admission = sign_in(doors, passwords, url_tokens, partner.url_token, make.PASSWORD)
    other = sign_in(doors, passwords, url_tokens, partner.url_token, make.PASSWORD)
    actor = signed_in(doors, admission).session.as_actor()
    wrong = Change(current="wrong", new=GOOD, address="192.0.2.7", at=make.NOW)
    assert shared_passwords.change(doors.portal, passwords, actor, wrong)
    right = Change(current=make.PASSWORD, new=GOOD, address="192.0.2.7", at=make.NOW)
    assert shared_passwords.change(doors.portal, passwords, actor, right) == ()
    assert signed_in(doors, admission)
    assert signed_in(doors, other) is None


def test_when_a_colleague_leaves_everybody_is_signed_out_and_the_password_ends(
    doors, passwords, url_tokens, partner
):
    admission = sign_in(doors, passwords, url_tokens, partner.url_token, make.PASSWORD)
    actor = signed_in(doors, admission).session.as_actor()
    with unit_of_work(doors.portal, actor, make.NOW) as work:
        shared_passwords.colleague_left(work, LINK_KEYS)
    assert signed_in(doors, admission) is None
    assert not sign_in(doors, passwords, url_tokens, partner.url_token, make.PASSWORD)
    choose(doors, passwords, link(doors, Kind.COLLEAGUE_LEFT), purpose=Purpose.RENEWAL)
    assert sign_in(doors, passwords, url_tokens, partner.url_token, GOOD)


def test_the_mailbox_is_told_of_failures_and_of_a_stop(doors, passwords, url_tokens, partner):
    for _ in range(100):
        sign_in(doors, passwords, url_tokens, partner.url_token, "wrong")
    assert kinds(doors) == [Kind.FAILURES, Kind.LOG_ON_STOPPED, Kind.ORGANISATION_STOPPED]
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        (stopped,) = standing.stopped(work)
        found = work.session.get_one(Organisation, stopped.id)
        standing.unlock(work, found, "rang and confirmed")
    assert sign_in(doors, passwords, url_tokens, partner.url_token, make.PASSWORD)


def test_the_mailbox_is_told_of_a_new_device_and_not_of_the_first(
    doors, passwords, url_tokens, partner
):
    for device in ("Firefox", "Firefox", "Chromium"):
        attempt = Attempt(
            url_tokens.hashed(partner.url_token), make.PASSWORD, "192.0.2.7", device, make.NOW
        )
        assert organisations.admit(doors.portal, passwords, attempt)
    assert kinds(doors) == [Kind.NEW_DEVICE]
