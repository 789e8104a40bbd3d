"""One-time links: used once, for one thing, by whoever holds the token, until they expire."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from domain import links
from domain.actors import VISITOR
from domain.letters import Kind
from domain.links import LIFETIMES, Holder, LinkUnusable, Posting, Purpose
from domain.unit_of_work import reading, unit_of_work
from tests import make
from tests.letters import LINK_KEYS, link


def sent(doors, partner, now=make.NOW):
    with unit_of_work(doors.portal, partner.actor(), now) as work:
        holder = Holder(organisation_id=partner.organisation.id)
        links.send(work, LINK_KEYS, Purpose.RENEWAL, holder, Posting(Kind.RENEWAL))
    return link(doors, Kind.RENEWAL)


def use(sessions, token, purpose=Purpose.RENEWAL, now=make.NOW):
    with unit_of_work(sessions, VISITOR, now) as work:
        return links.use(work, LINK_KEYS, purpose, token)


def test_a_link_is_used_once(doors, partner):
    token = sent(doors, partner)
    assert use(doors.portal, token).organisation_id == partner.organisation.id
    with pytest.raises(LinkUnusable):
        use(doors.portal, token)


def test_of_many_who_use_a_link_at_once_one_succeeds(committed_doors, passwords, url_tokens):
    partner = make.partner(committed_doors, passwords, url_tokens)
    token, together = sent(committed_doors, partner), Barrier(8)

    def try_it(_):
        together.wait()
        try:
            return use(committed_doors.portal, token)
        except LinkUnusable:
            return None

    with ThreadPoolExecutor(8) as pool:
        used = [found for found in pool.map(try_it, range(8)) if found]
    assert len(used) == 1


def test_looking_at_a_link_does_not_use_it(doors, partner):
    token = sent(doors, partner)
    for _ in range(3):
        links.look_at(doors.portal, LINK_KEYS, Purpose.RENEWAL, token, make.NOW)
    assert use(doors.portal, token)


def test_a_link_for_one_thing_is_good_for_nothing_else(doors, partner):
    token = sent(doors, partner)
    with pytest.raises(LinkUnusable):
        use(doors.portal, token, Purpose.ACTIVATION)
    with pytest.raises(LinkUnusable):
        links.look_at(doors.portal, LINK_KEYS, Purpose.ACTIVATION, token, make.NOW)


def test_a_new_link_ends_the_old_one(doors, partner):
    old, new = sent(doors, partner), sent(doors, partner)
    with pytest.raises(LinkUnusable):
        use(doors.portal, old)
    assert use(doors.portal, new)


@pytest.mark.parametrize("purpose", [Purpose.RENEWAL, Purpose.STAFF_RECOVERY])
def test_links_that_stand_for_a_factor_last_ten_minutes(purpose):
    assert LIFETIMES[purpose] == timedelta(minutes=10)


def test_a_link_ends(doors, partner):
    token = sent(doors, partner)
    with pytest.raises(LinkUnusable):
        use(doors.portal, token, now=make.NOW + timedelta(minutes=10, seconds=1))
    assert use(doors.portal, token, now=make.NOW + timedelta(minutes=9, seconds=59))


def test_a_use_that_fails_leaves_the_link_good(doors, partner):
    token = sent(doors, partner)
    with pytest.raises(ZeroDivisionError), unit_of_work(doors.portal, VISITOR, make.NOW) as work:
        links.use(work, LINK_KEYS, Purpose.RENEWAL, token)
        raise ZeroDivisionError
    assert use(doors.portal, token)


def test_only_a_keyed_hash_of_the_token_is_kept(doors, connection, partner):
    token = sent(doors, partner)
    connection.exec_driver_sql("reset role")
    kept = connection.execute(text("select token_hash from one_time_link")).scalar_one()
    assert kept == LINK_KEYS.hashed(Purpose.RENEWAL, token)
    assert token.encode() not in connection.execute(text("select sealed from letter")).scalar_one()


def test_the_portal_reads_no_hash_of_a_link_and_marks_none_used(doors, partner):
    sent(doors, partner)
    for statement in (
        "select token_hash from one_time_link",
        "update one_time_link set used_at=null",
    ):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            reading(doors.portal, partner.actor()) as work,
        ):
            work.session.execute(text(statement))


def test_the_portal_makes_no_link_for_staff_or_another_organisation(
    doors, partner, passwords, url_tokens
):
    other = make.partner(doors, passwords, url_tokens, name="Fernclough Academy")
    member = make.member(doors.triage, email="jones@police.example")
    for holder, kind in (
        (Holder(organisation_id=other.organisation.id), Kind.RENEWAL),
        (Holder(staff_id=member.id), Kind.STAFF_RENEWAL),
    ):
        with (
            pytest.raises(ProgrammingError, match="row-level security"),
            unit_of_work(doors.portal, partner.actor(), make.NOW) as work,
        ):
            links.send(work, LINK_KEYS, Purpose.RENEWAL, holder, Posting(kind))
