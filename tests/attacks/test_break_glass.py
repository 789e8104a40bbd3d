"""Break-glass lets one person at one item for half an hour, and nothing else, whatever is tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from domain import break_glass, ids, matches, queue, relations, search
from domain.actors import NotPermitted
from domain.break_glass import BrokenGlass, NothingBroken
from domain.permissions import Role, of_roles
from domain.search import Query
from domain.submissions import Submission
from domain.unit_of_work import reading, unit_of_work
from tests import make

CORRUPT = make.ANSWERS["what"] | {"themes": ["corruption"], "lead_theme": "corruption"}
WHY = "A life may be at risk and nobody cleared answers the telephone"
NOWHERE = "K7MH-9PXQ-6RM"


@pytest.fixture
def hidden(doors, partner, keyring):
    return make.queued(doors, partner, keyring, make.ANSWERS | {"what": CORRUPT})


@pytest.fixture
def other(doors, partner, keyring):
    return make.queued(doors, partner, keyring, make.ANSWERS | {"what": CORRUPT})


@pytest.fixture
def both(hidden, other):
    return hidden, other


@pytest.fixture
def with_plain(doors, partner, keyring, hidden):
    return hidden, make.queued(doors, partner, keyring)


@pytest.fixture
def officer(doors):
    return make.member(doors.triage).as_actor(ids.new())


@pytest.fixture
def breaks(doors, keyring):
    def broken(actor, reference):
        with unit_of_work(doors.triage, actor, make.NOW) as work:
            return break_glass.break_(work, reference, WHY, keyring.casework)

    return broken


def reached(doors, actor, reference, now=make.NOW):
    with reading(doors.triage, actor, now) as work:
        return break_glass.reach(work, reference)


def test_who_broke_the_glass_reaches_the_item_for_half_an_hour(doors, breaks, officer, hidden):
    glass = breaks(officer, hidden.reference)
    assert reached(doors, officer, hidden.reference).id == hidden.id
    assert glass.ends_at == make.NOW + timedelta(minutes=30)
    with pytest.raises(NothingBroken):
        reached(doors, officer, hidden.reference, glass.ends_at)


@pytest.mark.parametrize("whose", ["another person", "another session", "another item"])
def test_it_opens_nothing_to(doors, breaks, officer, both, whose):
    hidden, other = both
    breaks(officer, hidden.reference)
    somebody = make.member(doors.triage, username="o.ther").as_actor(ids.new())
    asks, reference = {
        "another person": (somebody, hidden.reference),
        "another session": (replace(officer, session_id=ids.new()), hidden.reference),
        "another item": (officer, other.reference),
    }[whose]
    with pytest.raises(NothingBroken):
        reached(doors, asks, reference)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_whoever_lost_the_role_has_lost_the_glass(doors, breaks, officer, hidden, role):
    breaks(officer, hidden.reference)
    demoted = replace(officer, permissions=of_roles([role]))
    with pytest.raises(NotPermitted):
        reached(doors, demoted, hidden.reference)
    with pytest.raises(NotPermitted):
        breaks(demoted, hidden.reference)


def seen(work, submission):
    """Every way in which a submission shows that it is there."""
    found = search.find(
        work, Query(text="TJ20HBX", purpose="a test"), *work.session.info["search keys"]
    )
    return {
        "found": queue.find(work, submission.reference) is not None,
        "listed": submission.id in {row.id for row in queue.listed(work, queue.Filters()).rows},
        "counted": queue.counts(work).waiting > 1,
        "got": work.session.get(Submission, submission.id) is not None,
        "searched": submission.id in {row.id for row in found.rows},
    }


def test_it_stays_out_of_lists_counts_search_and_matches(
    doors, breaks, keyring, officer, with_plain
):
    hidden, plain = with_plain
    breaks(officer, hidden.reference)
    with unit_of_work(doors.triage, officer, make.NOW) as work:
        work.session.info["search keys"] = (keyring.search, keyring.casework)
        assert set(seen(work, hidden).values()) == {False}
        mine = work.session.get_one(Submission, plain.id)
        assert (matches.of(work, mine), matches.count(work, mine)) == ([], 0)
        assert relations.of(work, mine) == []


def test_where_the_glass_is_used_the_item_can_be_read_and_not_changed(
    doors, breaks, officer, hidden
):
    breaks(officer, hidden.reference)
    with reading(doors.triage, officer, make.NOW) as work:
        break_glass.reach(work, hidden.reference)
        count = "update submission set priority = 'low' where reference = :reference"
        changed = work.session.execute(text(count), {"reference": hidden.reference})
        assert changed.rowcount == 0
        held = select(Submission.id).where(Submission.id == hidden.id).with_for_update()
        assert work.session.scalar(held) is None


def test_it_shows_no_other_restricted_item_that_matches_it(doors, breaks, officer, hidden, other):
    breaks(officer, hidden.reference)
    with reading(doors.triage, officer, make.NOW) as work:
        submission = break_glass.reach(work, hidden.reference)
        assert matches.of(work, submission) == []
        assert work.session.get(Submission, other.id) is None


def test_a_setting_alone_opens_nothing(doors, officer, hidden):
    with reading(doors.triage, officer, make.NOW) as work:
        forged = "select set_config('partnership.opened', :reference, true)"
        work.session.execute(text(forged), {"reference": hidden.reference})
        assert queue.find(work, hidden.reference) is None


FORGERIES = {
    "for somebody else": ({"staff_id": ids.new()}, ProgrammingError),
    "for a day": ({"ends_at": make.NOW + timedelta(days=1)}, IntegrityError),
    "judged already": ({"judged_at": make.NOW}, IntegrityError),
}


@pytest.mark.parametrize("how", FORGERIES)
def test_a_glass_cannot_be_forged(doors, keyring, officer, hidden, how):
    changed, refused = FORGERIES[how]
    with pytest.raises(refused), unit_of_work(doors.triage, officer, make.NOW) as work:
        given = {
            "staff_id": officer.id,
            "staff_name": officer.name,
            "session_id": officer.session_id,
            "reference": hidden.reference,
            "broken_at": make.NOW,
            "ends_at": make.NOW + timedelta(minutes=30),
            "sealed": b"",
        }
        work.session.execute(BrokenGlass.__table__.insert().values(given | changed | {
            "id": ids.new(), "version": 1}))  # fmt: skip


@pytest.mark.parametrize("column", ["ends_at", "reference", "staff_id", "session_id", "sealed"])
def test_a_glass_cannot_be_stretched_or_passed_on(doors, breaks, officer, hidden, column):
    breaks(officer, hidden.reference)
    with pytest.raises(ProgrammingError), reading(doors.triage, officer, make.NOW) as work:
        work.session.execute(text(f"update broken_glass set {column} = {column}"))


def test_a_glass_cannot_be_taken_away(doors, breaks, officer, hidden):
    breaks(officer, hidden.reference)
    with pytest.raises(ProgrammingError), reading(doors.triage, officer, make.NOW) as work:
        work.session.execute(text("delete from broken_glass"))
