"""Organisations are suspended, closed, merged; their URLs shown and rotated; limits set."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from domain import audit, organisations, visits
from domain.actors import NotPermitted
from domain.letters import Kind
from domain.organisations import (
    Attempt,
    Organisation,
    Standing,
    activities,
    limits,
    mailboxes,
    open_sessions,
    standing,
    urls,
)
from domain.organisations.limits import LimitName, Wanted
from domain.organisations.standing import STEPS, StandingForbids, Step
from domain.problems import NotAccepted
from domain.unit_of_work import reading, unit_of_work
from tests import make
from tests.letters import LINK_KEYS, kinds, link, secrets, written

ADMINISTRATOR = make.officer(make.Role.ADMINISTRATOR, "A Winterburn")


@pytest.fixture
def session(doors, passwords, url_tokens, partner):
    return sign_in(doors, passwords, url_tokens, partner.url_token)


def sign_in(doors, passwords, url_tokens, token, now=make.NOW):
    attempt = Attempt(url_tokens.hashed(token), make.PASSWORD, "192.0.2.7", "Firefox", now)
    return organisations.admit(doors.portal, passwords, attempt)


def do(doors, partner, what, *given, now=make.NOW, actor=ADMINISTRATOR):
    with unit_of_work(doors.triage, actor, now) as work:
        found = work.session.get_one(Organisation, partner.organisation.id)
        return what(work, found, *given)


def test_suspending_acts_at_the_next_request(doors, passwords, url_tokens, partner, session):
    do(doors, partner, standing.suspend, "a complaint")
    assert visits.of(doors.portal, session.token, make.NOW) is None
    assert sign_in(doors, passwords, url_tokens, partner.url_token) is None
    do(doors, partner, standing.reinstate, "settled")
    assert visits.of(doors.portal, session.token, make.NOW) is None
    assert sign_in(doors, passwords, url_tokens, partner.url_token)


def test_what_may_be_done_and_what_is_done_agree(doors, partner):
    found = partner.organisation
    for step in Step:
        assert standing.may(ADMINISTRATOR, step, found) is (Standing.ACTIVE in STEPS[step])
        assert not standing.may(make.officer(), step, found)
    with pytest.raises(StandingForbids):
        do(doors, partner, standing.reinstate, "why not")
    with pytest.raises(NotPermitted):
        do(doors, partner, standing.close, "why not", actor=make.officer())
    with pytest.raises(NotAccepted):
        do(doors, partner, standing.close, "  ")


def test_merging_closes_one_and_leaves_its_submissions_with_it(
    doors, passwords, url_tokens, partner, keyring
):
    other = make.partner(doors, passwords, url_tokens, name="Fernclough Academy")
    make.submission(doors, partner, keyring)
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        one = work.session.get_one(Organisation, partner.organisation.id)
        into = work.session.get_one(Organisation, other.organisation.id)
        standing.merge(work, one, into, "they became one")
    assert (one.standing, one.merged_into) == (Standing.CLOSED, into.id)
    with reading(doors.triage, make.SET_UP) as work:
        whose = text("select organisation_id from submission")
        assert work.session.execute(whose).scalars().all() == [one.id]
    with pytest.raises(StandingForbids):
        do(doors, other, standing.merge, into, "into itself")


def test_showing_the_url_is_recorded(doors, url_tokens, partner):
    assert do(doors, partner, urls.reveal, url_tokens) == partner.url_token
    with reading(doors.triage, ADMINISTRATOR) as work:
        seen = activities.history(work, partner.organisation)
    assert seen[0].name == audit.OrganisationUrlRevealed.__name__
    assert partner.url_token not in str(seen[0].document)


def test_a_rotated_url_serves_until_its_grace_is_over(doors, passwords, url_tokens, partner):
    do(doors, partner, urls.rotate, url_tokens, LINK_KEYS.letters_key, timedelta(days=7))
    new = secrets(doors, Kind.URL_CHANGED)["url_token"]
    assert new != partner.url_token
    for days, served in ((6, True), (8, False)):
        at = make.NOW + timedelta(days=days)
        found = sign_in(doors, passwords, url_tokens, partner.url_token, at)
        assert bool(found) is served
    assert sign_in(doors, passwords, url_tokens, new, make.NOW + timedelta(days=8))
    assert do(doors, partner, urls.reveal, url_tokens) == new


def test_a_new_mailbox_is_confirmed_by_its_link_and_both_are_told(doors, partner):
    old = partner.organisation.mailbox
    do(doors, partner, mailboxes.change, "New.Team@ravensike.example", LINK_KEYS)
    with reading(doors.triage, ADMINISTRATOR) as work:
        found = work.session.get_one(Organisation, partner.organisation.id)
        assert found.mailbox == old
        assert mailboxes.waiting(work, found) == "New.Team@ravensike.example"
    mailboxes.confirm(doors.portal, LINK_KEYS, link(doors, Kind.MAILBOX_CHANGE_LINK), make.NOW)
    with reading(doors.triage, ADMINISTRATOR) as work:
        found = work.session.get_one(Organisation, partner.organisation.id)
        assert found.mailbox == "New.Team@ravensike.example"
    told = [letter.address for letter in written(doors) if letter.kind == Kind.MAILBOX_CHANGED]
    assert told == [old, "New.Team@ravensike.example"]


def test_a_change_of_mailbox_that_was_given_up_cannot_be_confirmed(doors, partner):
    do(doors, partner, mailboxes.change, "new@ravensike.example", LINK_KEYS)
    do(doors, partner, mailboxes.cancel)
    with pytest.raises(mailboxes.LinkUnusable):
        token = link(doors, Kind.MAILBOX_CHANGE_LINK)
        mailboxes.confirm(doors.portal, LINK_KEYS, token, make.NOW)


def test_the_portal_cannot_write_a_mailbox_itself(doors, partner):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        reading(doors.portal, partner.actor()) as work,
    ):
        work.session.execute(text("update organisation set mailbox = 'x@y.example'"))


def test_a_limit_applies_until_it_expires_and_the_partner_sees_its_own(
    doors, passwords, url_tokens, partner
):
    ends = make.NOW + timedelta(days=3)
    do(doors, partner, limits.set_for, Wanted(LimitName.SUBMISSIONS, 500, "an operation", ends))
    with reading(doors.portal, partner.actor(), make.NOW) as work:
        assert limits.of(work, partner.organisation.id) == {LimitName.SUBMISSIONS: 500}
    with reading(doors.portal, partner.actor(), ends + timedelta(seconds=1)) as work:
        assert limits.of(work, partner.organisation.id) == {}
    do(doors, partner, limits.lift, LimitName.SUBMISSIONS)
    with reading(doors.portal, partner.actor(), make.NOW) as work:
        assert limits.of(work, partner.organisation.id) == {}


@pytest.mark.parametrize(("amount", "days"), [(0, 1), (5, 0), (5, 400)])
def test_a_limit_without_sense_is_refused(doors, partner, amount, days):
    wanted = Wanted(LimitName.UPLOADS, amount, "why", make.NOW + timedelta(days=days))
    with pytest.raises(limits.LimitUnusable):
        do(doors, partner, limits.set_for, wanted)


def test_sessions_are_listed_and_ended_by_their_own_organisation_alone(
    doors, passwords, url_tokens, partner, session
):
    other = make.partner(doors, passwords, url_tokens, name="Fernclough Academy")
    with unit_of_work(doors.portal, other.actor(), make.NOW) as work:
        with pytest.raises(NotPermitted):
            open_sessions.listed(work, partner.organisation.id)
        with pytest.raises(NotPermitted):
            open_sessions.end(work, partner.organisation.id, session.session_id, "x")
    with unit_of_work(doors.portal, partner.actor(), make.NOW) as work:
        (line,) = open_sessions.listed(work, partner.organisation.id)
        open_sessions.end(work, partner.organisation.id, line.id, "ended by a colleague")
    assert visits.of(doors.portal, session.token, make.NOW) is None
    assert Kind.NEW_DEVICE not in kinds(doors)


def test_no_event_about_organisations_holds_a_secret(doors, url_tokens, partner):
    do(doors, partner, urls.rotate, url_tokens, LINK_KEYS.letters_key)
    token = secrets(doors, Kind.URL_CHANGED)["url_token"]
    with reading(doors.triage, make.SET_UP) as work:
        kept = work.session.scalars(select(audit.AuditEvent.canonical)).all()
    assert kept
    assert all(token.encode() not in event for event in kept)
