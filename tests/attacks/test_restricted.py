"""A restricted submission is absent for whoever is not cleared: from every list, count and link."""

from __future__ import annotations

import pytest

from domain import ids, matches, openings, queue, relations, search
from domain.permissions import Role
from domain.relations import Link, RelationKind
from domain.search import Query
from domain.submissions import Submission
from domain.unit_of_work import reading, unit_of_work
from tests import make
from tests.triage import door as doors_of_triage
from tests.triage.door import Door

WHAT = make.ANSWERS["what"] | {"themes": ["corruption"], "lead_theme": "corruption"}


@pytest.fixture
def plain(doors, partner, keyring):
    return make.queued(doors, partner, keyring)


@pytest.fixture
def hidden(doors, partner, keyring, plain):
    """A restricted one that matches the plain one, is linked to it and merged with it."""
    sent = make.queued(doors, partner, keyring, make.ANSWERS | {"what": WHAT})
    assert sent.restricted
    cleared = make.member(doors.triage, username="c.leared", cleared=True).as_actor(ids.new())
    with unit_of_work(doors.triage, cleared, make.NOW) as work:
        ends = [work.session.get_one(Submission, one.id) for one in (plain, sent)]
        openings.open_(work, ends[0])
        for kind in (RelationKind.RELATED, RelationKind.MERGED):
            relations.relate(work, *ends, Link(kind, "the same"), keyring.casework)
    return sent


@pytest.fixture
def door(doors, keyring, passwords, url_tokens):
    made = doors_of_triage.parts(doors.triage, keyring, passwords, url_tokens)
    return Door(doors_of_triage.app(keyring, made))


@pytest.fixture(params=[False, True], ids=["not cleared", "cleared"])
def cleared(request):
    return request.param


@pytest.fixture
def actor(doors, cleared):
    return make.member(doors.triage, cleared=cleared).as_actor(ids.new())


def test_in_the_domain(doors, plain, hidden, actor):
    cleared = actor.cleared
    with reading(doors.triage, actor, make.NOW) as work:
        mine = work.session.get_one(Submission, plain.id)
        assert bool(queue.find(work, hidden.reference)) is cleared
        assert (hidden.id in {r.id for r in queue.listed(work, queue.Filters()).rows}) is cleared
        assert queue.counts(work).waiting == 1 + cleared
        assert bool(work.session.get(Submission, hidden.id)) is cleared
        assert (len(matches.of(work, mine)), matches.count(work, mine)) == (cleared, cleared)
        assert len(relations.of(work, mine, undone=True)) == 2 * cleared
        assert len(relations.merged_with(work, mine)) == cleared


@pytest.mark.parametrize("query", [Query(text="TJ20HBX"), Query(theme="corruption"), None])
def test_in_search(doors, keyring, hidden, actor, query):
    wanted = Query(text=hidden.reference) if query is None else query
    wanted = Query(**vars(wanted) | {"purpose": "a test"})
    with unit_of_work(doors.triage, actor, make.NOW) as work:
        page = search.find(work, wanted, keyring.search, keyring.casework)
    assert (hidden.id in {row.id for row in page.rows}) is actor.cleared


def test_on_every_page(door, plain, hidden, cleared):
    browser = door.staffed(cleared=cleared)[1]
    pages = [browser.get(f"/queue{view}") for view in ("", "?view=restricted", "?theme=corruption")]
    page = browser.get(f"/submissions/{plain.reference}")
    pages += [page, browser.press(page, "/open"), browser.get(f"/submissions/{plain.reference}")]
    form = browser.get("/search").form("/search")
    for typed in ({"text": "TJ20HBX"}, {"text": "hazel court"}, {"theme": "corruption"}):
        pages.append(browser.post("/search", form.fields | typed | {"purpose": "a test"}))
    said = [hidden.reference in one.html for one in pages]
    assert any(said) is cleared, "what is said of another must not name it, its history included"
    assert browser.get(f"/submissions/{hidden.reference}").status == (200 if cleared else 404)


@pytest.mark.parametrize("step", ["claim", "open", "link", "identifier", "screen", "note"])
def test_no_form_reaches_it(door, hidden, step):
    browser = door.staffed()[1]
    address = f"/submissions/{hidden.reference}/{step}"
    assert browser.post(address, {"csrf_token": browser.token()}).status == 404


def test_it_cannot_be_linked_to_nor_asked_for(door, plain, hidden):
    browser = door.staffed()[1]
    page = browser.press(browser.get(f"/submissions/{plain.reference}"), "/open")
    answers = [
        browser.press(page, "/link", other=reference, relation="related to", link_reason="x")
        for reference in (hidden.reference, "K7MH-9PXQ-6RM")
    ]
    assert {one.status for one in answers} == {422}
    assert all("There is no submission with reference" in one.text() for one in answers)


def test_the_trail_s_filter_does_not_know_it(door, hidden):
    browser = door.staffed(Role.AUDITOR, "a.audit")[1]
    answers = [
        browser.get(f"/trail?reference={reference}")
        for reference in (hidden.reference, "K7MH-9PXQ-6RM")
    ]
    assert {one.status for one in answers} == {422}
    assert all(
        "There is no submission or report with that reference" in one.text() for one in answers
    )
