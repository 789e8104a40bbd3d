"""A very full queue: each view, its count and its pages look at no more than they show."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import text

from domain import exchanges, queue
from domain.queue import Filters, Sort, View
from domain.unit_of_work import reading
from tests import make

FULL = 4_000
LOOKED_AT = 3 * (queue.MOST + 1)
"""Rows of submissions that one question may look at in one place, of the thousands there are."""

FILL = text(
    "insert into submission (id, reference, organisation_id, idempotency_key, received_at,"
    " questions_version, lead_theme, themes, district, sealed, state, priority, flagged,"
    " restricted, owner_id, lease_until, due_at, asked_at, unread, version)"
    " select gen_random_uuid(), 'F' || n, :organisation, gen_random_uuid(),"
    " cast(:at as timestamptz) - n * interval '1 minute', 1, 'drugs', '{drugs}',"
    " case when n % 200 = 3 then 'Craven' else 'Leeds' end, '',"
    " case when n % 100 = 1 then 'with the partner' when n > 3000 then 'to decide'"
    " else 'to screen' end,"
    " 'low', n > 3000 or n % 100 = 2, n % 200 = 5, case when n % 3 = 0 then cast(:me as uuid) end,"
    # Most leases have run out, a few have not.
    " case when n % 3 = 0 then cast(:at as timestamptz)"
    "   + case when n % 300 = 0 then 1 else -1 end * interval '10 minutes' end,"
    " cast(:at as timestamptz) - (n - 50) * interval '1 minute',"
    " case when n % 200 = 7 then cast(:at as timestamptz) end, false, 1"
    " from generate_series(1, :count) n"
)


@pytest.fixture
def officer(doors, partner, connection):
    """Somebody cleared, of a district that holds little, at a queue that is very full."""
    member = make.member(doors.triage, cleared=True)
    connection.execute(text("reset role"))
    whose = {"organisation": partner.organisation.id, "me": member.id}
    connection.execute(FILL, whose | {"at": make.NOW, "count": FULL})
    connection.execute(
        text("update staff_member set districts = '{Craven,Harrogate}' where id = :me"), whose
    )
    connection.execute(text("analyze submission"))
    return member.as_actor()


@pytest.fixture
def partner(doors, passwords, url_tokens):
    return make.partner(doors, passwords, url_tokens)


@pytest.fixture
def asked(monkeypatch):
    """Each question in the driver's words, with its values, as it is asked."""
    kept, exchange = [], exchanges.exchange

    def keep(connection, sayings):
        kept.append(sayings[-1])
        return exchange(connection, sayings)

    monkeypatch.setattr(exchanges, "exchange", keep)
    return kept


def kept_views(partner):
    """Filters such as people keep: of each one that has a list of its own."""
    yield from (Filters(view=view) for view in View)
    yield Filters(priority="low")
    yield Filters(flagged=True)
    yield Filters(asked=True)
    yield Filters(view=View.ALL, asked=True)
    yield Filters(organisation_id=partner.organisation.id)
    yield Filters(state="to decide")
    yield Filters(district="Craven")
    yield Filters(sort=Sort.RECEIVED)
    yield Filters(sort=Sort.PRIORITY)
    yield Filters(view=View.TEAM, priority="low")


def test_what_is_counted_stops_at_a_hundred(doors, officer, partner, asked):
    with reading(doors.triage, officer, make.NOW) as work:
        found = queue.counts(work, list(kept_views(partner)))
        looked_at = most_looked_at(work, asked[-1])
    assert (found.waiting, found.overdue, found.mine, found.flagged) == (101, 101, 13, 30)
    by_view = dict(zip(View, found.views, strict=False))
    assert by_view[View.UNOWNED] == by_view[View.ALL] == 101
    assert by_view[View.TEAM] == by_view[View.RESTRICTED] == 20
    assert by_view[View.WITH_PARTNER] == 40
    assert looked_at <= LOOKED_AT


def test_every_page_is_found_along_an_index(doors, officer, partner, asked):
    with reading(doors.triage, officer, make.NOW) as work:
        for filters in kept_views(partner):
            page = queue.listed(work, filters)
            assert most_looked_at(work, asked[-1]) <= LOOKED_AT, filters
            if page.next:
                queue.listed(work, filters, page.next)
                assert most_looked_at(work, asked[-1]) <= LOOKED_AT, ("later", filters)


def test_the_restricted_view_of_whoever_is_not_cleared_looks_at_nothing(doors, officer, asked):
    uncleared = replace(officer, cleared=False)
    restricted = Filters(view=View.RESTRICTED)
    with reading(doors.triage, uncleared, make.NOW) as work:
        assert queue.listed(work, restricted).rows == []
        assert most_looked_at(work, asked[-1]) == 0
        assert queue.counts(work, [restricted]).views == [0]
        # But for what is counted for everybody: up to a hundred of it, each with one left out.
        assert most_looked_at(work, asked[-1]) <= queue.MOST + 2


def test_the_view_of_districts_holds_what_is_due_first_in_all_of_them(doors, officer):
    with reading(doors.triage, officer, make.NOW) as work:
        shown = queue.listed(work, Filters(view=View.TEAM)).rows
    assert len(shown) == 20
    assert [row.due_at for row in shown] == sorted(row.due_at for row in shown)
    assert shown[-1].due_at == make.NOW - timedelta(minutes=3 - 50)


def most_looked_at(work, question):
    """The most rows of submissions that one part of the plan looks at, planned for any values."""
    words, values = question
    names = list(dict.fromkeys(re.findall(r"%\((\w+)\)s", words)))
    for number, name in enumerate(names, 1):
        words = words.replace(f"%({name})s", f"${number}")
    driver = work.session.connection().connection.driver_connection
    driver.execute("set local plan_cache_mode = force_generic_plan")
    driver.execute(f"prepare asked as {words.replace('%%', '%')}")
    given = ", ".join(["%s"] * len(names))
    explain = "explain (analyze, format json) execute asked" + (f" ({given})" if names else "")
    with psycopg.ClientCursor(driver) as cursor:
        found = cursor.execute(explain, [values[name] for name in names]).fetchone()[0]
    driver.execute("deallocate asked")
    return max(of_submissions(found[0]["Plan"]))


def of_submissions(node):
    if node.get("Relation Name") == "submission":
        yield (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
    for inside in node.get("Plans", ()):
        yield from of_submissions(inside)
