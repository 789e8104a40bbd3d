"""What the rules about single objects say, and that the database says the same."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain import ids, object_rules
from domain.organisations import Organisation
from domain.permissions import Role
from domain.submissions import Submission
from domain.unit_of_work import reading
from tests import make

WHAT = make.ANSWERS["what"] | {"themes": ["corruption"], "lead_theme": "corruption"}


@pytest.mark.parametrize("cleared", [False, True])
def test_who_sees_what_is_restricted_is_who_the_database_shows_it_to(
    doors, partner, keyring, cleared
):
    make.queued(doors, partner, keyring)
    make.queued(doors, partner, keyring, make.ANSWERS | {"what": WHAT})
    actor = make.member(doors.triage, cleared=cleared).as_actor(ids.new())
    with reading(doors.triage, actor, make.NOW) as work:
        shown = {one.restricted for one in work.session.scalars(select(Submission))}
    assert shown == {one for one in (False, True) if object_rules.sees_restricted(actor, one)}


def test_whose_organisation_it_is_is_whose_the_database_shows(
    doors, partner, passwords, url_tokens
):
    make.partner(doors, passwords, url_tokens, name="Fernclough Academy")
    actor = partner.actor(ids.new())
    with reading(doors.portal, actor, make.NOW) as work:
        shown = list(work.session.scalars(select(Organisation.id)))
    assert shown == [partner.organisation.id]
    assert object_rules.is_own_organisation(actor, shown[0])
    assert not object_rules.is_own_organisation(actor, ids.new())
    assert not object_rules.is_own_organisation(make.officer(Role.SUPERVISOR), shown[0])


def test_a_claim_that_lapsed_is_nobodys():
    officer = make.officer(Role.TRIAGE_OFFICER)
    assert object_rules.is_own_claim(officer, officer.id)
    assert not object_rules.is_own_claim(officer, None)


def test_a_second_person_is_somebody_else():
    officer = make.officer(Role.SUPERVISOR)
    assert object_rules.is_second_person(officer, (ids.new(),))
    assert not object_rules.is_second_person(officer, (ids.new(), officer.id))


def test_an_author_sees_their_own_sensitive_report():
    officer = make.officer(Role.TRIAGE_OFFICER)
    assert object_rules.sees_sensitive(officer, True, officer.id) is True
    assert object_rules.sees_sensitive(officer, True, ids.new()) is False
    assert object_rules.sees_sensitive(officer, False, ids.new()) is True
