"""Searching sealed content: what finds what, who sees it, and what is kept of the search."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.event import listen

from domain import audit, index, matches, search
from domain.actors import NotPermitted, system
from domain.index import elements, wanted
from domain.index.elements import SEGMENT_BITS, TOGETHER_FROM
from domain.permissions import Role
from domain.problems import NotAccepted
from domain.search import Query
from domain.unit_of_work import reading, unit_of_work
from tests import make
from tests.domain.search.conftest import SLUGS

HAZEL = "cuckooing-hazel-court"
WHY = "an item about the same flat"

FINDS_HAZEL = [
    Query(text="wadsworth arrears"),
    Query(text="TJ20 HBX"),
    Query(text="HD2 9ZX contractor"),
    Query(words="tenants"),
    Query(name="Allan Wodsworth", purpose=WHY),
    Query(dob="3 Nov 1971", purpose=WHY),
    Query(vrm="tj20hbx"),
    Query(vrm="TJ2? ?BX"),
    Query(vrm="TJ20*"),
    Query(vrm="*HBX"),
    Query(postcode="hd29zx"),
    Query(postcode="HD2"),
    Query(address="14 Hazel Ct, Huddersfield"),
    Query(words="arrears", theme="cuckooing"),
    Query(words="arrears", state="to screen"),
    Query(words="arrears", district="Kirklees"),
    Query(words="arrears", received_from=date(2026, 11, 20), received_to=date(2026, 11, 20)),
    Query(theme="cuckooing"),
    Query(received_to=date(2026, 11, 20)),
]


@pytest.mark.parametrize("query", FINDS_HAZEL, ids=lambda query: "+".join(query.used))
def test_what_is_looked_for_is_found(find, queued, query):
    sent = queued(HAZEL)
    if query.state:
        query = Query(words=query.words, state=sent.state)
    if query.theme:
        query = Query(words=query.words, theme=sent.themes[0])
    page = find(query)
    assert [row.id for row in page.rows] == [sent.id]


FINDS_NOTHING = [
    Query(text="wadsworth unicorn"),
    Query(vrm="TJ21 HBX"),
    Query(phone="07700 900999"),
    Query(words="arrears", received_to=date(2026, 11, 19)),
    Query(words="arrears", theme="arson"),
    Query(words="arrears", state="closed"),
    Query(email="nobody@example.com"),
    Query(handle="@nobody"),
]


@pytest.mark.parametrize("query", FINDS_NOTHING, ids=lambda query: "+".join(query.used))
def test_what_is_not_there_is_not_found(find, queued, query):
    queued(HAZEL)
    assert find(query).rows == []


@pytest.mark.parametrize("typed", ["07700 900117", "+44 7700 900117", "0044 7700-900-117"])
def test_a_phone_is_found_in_any_form(find, queued, typed):
    sent = queued("county-lines-bus-station-boy")
    page = find(Query(phone=typed))
    assert [row.id for row in page.rows] == [sent.id]


def test_a_reference_typed_in_the_box_leads_to_its_submission(find, queued):
    sent = queued(HAZEL)
    typed = Query(text=sent.reference.lower().replace("-", " "))
    page = find(typed)
    assert [row.reference for row in page.rows] == [sent.reference]


REFUSED = [
    (Query(), "text"),
    (Query(purpose="only a purpose"), "text"),
    (Query(text="the and"), "text"),
    (Query(phone="abc"), "phone"),
    (Query(vrm="?"), "vrm"),
    (Query(vrm="*"), "vrm"),
    (Query(dob="yesterday", purpose=WHY), "dob"),
    (Query(name="Wadsworth"), "purpose"),
    (Query(words="x" * 301), "words"),
    (
        Query(words="car", received_from=date(2026, 2, 1), received_to=date(2026, 1, 1)),
        "received_to",
    ),
]


@pytest.mark.parametrize(("query", "field"), REFUSED)
def test_what_cannot_be_looked_for_is_said_by_field(find, query, field):
    with pytest.raises(NotAccepted) as refused:
        find(query)
    assert set(refused.value.problems) == {field}


def test_pages_follow_one_another_newest_first(go_on, find, queued, monkeypatch):
    sent = [queued(HAZEL).id for _ in range(5)]
    monkeypatch.setattr(search.finding, "PAGE", 2)
    page = find(Query(text="arrears"))
    shown = [row.id for row in page.rows]
    while page.next is not None:
        page = go_on(page)
        shown += [row.id for row in page.rows]
    assert shown == sent[::-1]


@pytest.fixture
def spread(connection, queued):
    """The same in four segments, the newest first: two before numbers lay together, two after."""
    sent = []
    for segment in (0, 6, TOGETHER_FROM, TOGETHER_FROM + 70):
        connection.exec_driver_sql("reset role")
        connection.exec_driver_sql(
            f"select setval('index_entry_ordinal_seq', {(segment << SEGMENT_BITS) + 1})"
        )
        sent.append(queued(HAZEL).id)
    return sent[::-1]


def test_words_are_found_in_whatever_segment_they_are(find, spread):
    for query in (Query(text="arrears wadsworth"), Query(words="arrears", district="Kirklees")):
        assert [row.id for row in find(query).rows] == spread
    assert find(Query(words="arrears", received_from=date(2026, 11, 21))).rows == []


def test_what_is_common_is_looked_for_no_further_than_a_page_needs(
    doors, jones, keyring, spread, monkeypatch
):
    monkeypatch.setattr(search.finding, "PAGE", 1)
    asked = []
    with unit_of_work(doors.triage, jones, make.NOW) as work:
        triage = work.session.connection()
        listen(triage, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
        page = search.find(work, Query(words="arrears"), keyring.search, keyring.casework)
        statement, given = next(one for one in asked if "unnest" in one[0])
        explain = f"explain (analyze, format json) {statement}"
        (found,) = triage.exec_driver_sql(explain, given).scalar_one()
    assert [row.id for row in page.rows] == spread[:1]
    # One segment after another until there is one more than the page holds: not into the others.
    assert loops_of(found["Plan"], "index_entry") == {2}


def loops_of(node, table):
    """How often the plan looks into a table."""
    found = {node["Actual Loops"]} if node.get("Relation Name") == table else set()
    return found.union(*(loops_of(inside, table) for inside in node.get("Plans", ())))


@pytest.mark.parametrize("few", [0, 3, 4])
def test_what_few_or_many_hold_is_found_the_newest_first(go_on, find, spread, monkeypatch, few):
    monkeypatch.setattr(wanted, "FEW", few)
    monkeypatch.setattr(search.finding, "PAGE", 2)
    for query in (Query(vrm="TJ20 HBX"), Query(text="TJ20 HBX arrears", state="to screen")):
        page = find(query)
        assert [row.id for row in page.rows] == spread[:2]
        assert [row.id for row in go_on(page).rows] == spread[2:]


def test_a_whole_registration_is_not_looked_for_in_one_segment_after_the_other(
    find, spread, monkeypatch
):
    monkeypatch.setattr(elements, "placed", None)
    assert [row.id for row in find(Query(vrm="TJ20 HBX")).rows] == spread
    assert find(Query(vrm="TJ20 HBY")).rows == []


def test_restricted_submissions_are_found_by_those_cleared_only(doors, queued, keyring):
    what = SLUGS[HAZEL]["what"] | {"themes": ["corruption"], "lead_theme": "corruption"}
    queued(HAZEL, what=what)
    for cleared in (False, True):
        officer = make.officer(cleared=cleared)
        query = Query(text="arrears", purpose=WHY)
        with unit_of_work(doors.triage, officer, make.NOW) as work:
            page = search.find(work, query, keyring.search, keyring.casework)
        assert bool(page.rows) is cleared


def test_whoever_is_cleared_says_what_for(doors, keyring):
    with (
        unit_of_work(doors.triage, make.officer(cleared=True), make.NOW) as work,
        pytest.raises(NotAccepted, match="what you look for this for"),
    ):
        search.find(work, Query(text="arrears"), keyring.search, keyring.casework)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_who_does_not_read_intelligence_does_not_search_it(doors, keyring, role):
    with (
        unit_of_work(doors.triage, make.officer(role), make.NOW) as work,
        pytest.raises(NotPermitted),
    ):
        search.find(work, Query(text="arrears"), keyring.search, keyring.casework)


def test_a_search_is_recorded_and_its_words_are_not(connection, doors, jones, queued, keyring):
    queued(HAZEL)
    query = Query(text="wadsworth", purpose="my marker purpose")
    with unit_of_work(doors.triage, jones, make.NOW) as work:
        page = search.find(work, query, keyring.search, keyring.casework)
    with reading(doors.triage, jones, make.NOW) as work:
        event = work.session.scalars(
            select(audit.AuditEvent).where(audit.AuditEvent.name == "SearchMade")
        ).one()
        assert search.query_of(work, page.search_id, keyring.triage) == query
    assert event.facts == {
        "fields": ["text"],
        "shown": 1,
        "purposeful": True,
        "own_name": False,
    }
    assert event.operation == "consultation"
    for table in ("search_record", "audit_event", "index_entry", "found_match"):
        rows = connection.exec_driver_sql(f"select t::text from {table} t").scalars().all()
        assert not [row for row in rows if "adsworth" in row or "marker" in row]


def test_a_search_belongs_to_whoever_made_it(doors, jones, queued, keyring):
    with unit_of_work(doors.triage, jones, make.NOW) as work:
        page = search.find(work, Query(text="arrears"), keyring.search, keyring.casework)
    with (
        reading(doors.triage, make.officer(), make.NOW) as work,
        pytest.raises(search.NotYourSearch),
    ):
        search.continued(work, page.search_id, keyring.search, keyring.triage)


def test_what_was_disposed_of_is_not_found(doors, find, queued):
    sent = queued(HAZEL)
    with unit_of_work(doors.worker, system("retention"), make.NOW) as worker:
        index.forget(worker, sent.id)
        matches.forget(worker, sent.id)
    assert find(Query(text="arrears")).rows == []
