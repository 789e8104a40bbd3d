"""The index under another key or extractor: rebuilt in batches, and searchable all the while."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain import ids, index, intake, matches, reindexing, search, submissions
from domain.actors import system
from domain.index import IndexEntry, SearchKeys, entries
from domain.matches import Value
from domain.permissions import Role
from domain.reindexing import ReindexingKeys
from domain.search import Query
from domain.unit_of_work import reading, unit_of_work
from operations import scenarios
from tests import make

SLUGS = {one["slug"]: scenarios.answers_of(one) for one in scenarios.scenarios()}
CLUSTER = ("county-lines-bus-station-boy", "prison-phonecalls-kez", "needle-exchange-new-line")
PHONE = Query(phone="07700 900117", purpose="the same phone")
PLACE = Query(district="Kirklees", purpose="what is of one district")


@pytest.fixture
def cluster(doors, partner, keyring):
    return [make.queued(doors, partner, keyring, SLUGS[slug]) for slug in CLUSTER]


@pytest.fixture
def as_worker(doors):
    """Do one thing as the worker, in a unit of work of its own."""

    def done(thing, *args, **more):
        with unit_of_work(doors.worker, system("index"), make.NOW) as work:
            return thing(work, *args, **more)

    return done


def found(doors, keys, keyring, query=PHONE):
    with unit_of_work(doors.triage, make.officer(cleared=True), make.NOW) as work:
        return {row.id for row in search.find(work, query, keys, keyring.casework).rows}


def matched(doors):
    with reading(doors.worker, system("index"), make.NOW) as work:
        return len(work.session.scalars(select(matches.FoundMatch.other_id)).all())


def test_both_generations_are_searched_until_the_last_batch(doors, as_worker, cluster, keyring):
    changed = SearchKeys(b"n" * 32, former=(keyring.search.current,))
    both = ReindexingKeys(keyring.triage, changed)
    everything = {one.id for one in cluster}
    left = []
    while as_worker(reindexing.rebuild, both, most=1):
        left.append(as_worker(reindexing.progress, changed).left)
        assert found(doors, changed, keyring) == everything
        assert found(doors, changed, keyring, PLACE) == everything
    assert left == [2, 1, 0]
    assert found(doors, SearchKeys(b"n" * 32), keyring) == everything
    assert found(doors, keyring.search, keyring) == set()
    assert matched(doors) == 6


def test_what_arrives_meanwhile_matches_both_generations(doors, as_worker, partner, keyring):
    first = make.queued(doors, partner, keyring, SLUGS[CLUSTER[0]])
    changed = SearchKeys(b"n" * 32, former=(keyring.search.current,))
    with unit_of_work(doors.portal, partner.actor(), make.NOW) as work:
        sealed = submissions.sealed_answers(
            SLUGS[CLUSTER[1]], partner.organisation.id, keyring.recipients
        )
        submissions.receive(work, sealed, "Kirklees", ids.new())
    as_worker(intake.take_in, sealed.id, keyring.triage, keyring.casework, changed)
    query = select(matches.FoundMatch.submission_id, matches.FoundMatch.other_id)
    pairs = as_worker(lambda work: work.session.execute(query).all())
    assert {tuple(pair) for pair in pairs} == {(first.id, sealed.id), (sealed.id, first.id)}


def test_another_extractor_has_everything_made_anew(as_worker, cluster, keyring, monkeypatch):
    assert as_worker(reindexing.progress, keyring.search).left == 0
    monkeypatch.setattr(entries, "EXTRACTOR", 2)
    keys = ReindexingKeys(keyring.triage, keyring.search)
    assert as_worker(reindexing.progress, keyring.search).left == 3
    assert as_worker(reindexing.rebuild, keys) == 3
    assert as_worker(reindexing.rebuild, keys) == 0


def test_an_entry_made_anew_keeps_its_place(as_worker, cluster, keyring):
    def places():
        query = select(IndexEntry.submission_id, IndexEntry.ordinal, IndexEntry.terms)
        return as_worker(lambda work: sorted(map(tuple, work.session.execute(query))))

    before = places()
    for one in cluster:
        assert as_worker(reindexing.again, one.id, ReindexingKeys(keyring.triage, keyring.search))
    assert places() == before


def test_a_disposed_submission_does_not_come_back(as_worker, cluster, keyring):
    as_worker(index.forget, cluster[0].id)
    keys = ReindexingKeys(keyring.triage, keyring.search)
    assert as_worker(reindexing.again, cluster[0].id, keys) is False
    assert not as_worker(index.holds, cluster[0].id)


def test_an_excluded_value_joins_nothing_until_it_counts_again(doors, as_worker, cluster, keyring):
    supervisor = make.officer(Role.SUPERVISOR)
    keys = ReindexingKeys(keyring.triage, keyring.search)
    value = Value("phone", "+44 7700 900117", "a call box")
    with unit_of_work(doors.triage, supervisor, make.NOW) as work:
        row = matches.exclude(work, value, keyring.search, keyring.casework)
    assert matched(doors) == 6
    as_worker(reindexing.apply_exclusion, row.id, keys)
    assert matched(doors) == 0
    with unit_of_work(doors.triage, supervisor, make.NOW) as work:
        listed = matches.exclusions(work, keyring.triage)
        assert [(one.value, one.reason) for one in listed] == [("+44 7700 900117", "a call box")]
        matches.include(work, listed[0].row)
    as_worker(reindexing.apply_exclusion, row.id, keys)
    assert matched(doors) == 6


def test_an_exclusion_holds_under_another_key(doors, as_worker, cluster, keyring):
    value = Value("phone", "07700 900117", "a call box")
    with unit_of_work(doors.triage, make.officer(Role.SUPERVISOR), make.NOW) as work:
        matches.exclude(work, value, keyring.search, keyring.casework)
    changed = SearchKeys(b"n" * 32, former=(keyring.search.current,))
    as_worker(reindexing.rebuild, ReindexingKeys(keyring.triage, changed))
    assert matched(doors) == 0


@pytest.mark.parametrize(
    "value",
    [
        Value("phone", "not a phone", "why"),
        Value("phone", "07700 900117", " "),
        Value("name", "Al", "why"),
        Value("phone", "0" * 400, "why"),
    ],
)
def test_a_value_that_joins_nothing_anyway_is_not_excluded(doors, keyring, value):
    with (
        unit_of_work(doors.triage, make.officer(Role.SUPERVISOR), make.NOW) as work,
        pytest.raises(matches.ExclusionRefused),
    ):
        matches.exclude(work, value, keyring.search, keyring.casework)


def test_an_over_common_term_leads_nowhere(doors, as_worker, cluster, keyring, monkeypatch):
    monkeypatch.setattr("domain.index.commonness.MOST_HELD", 1)
    as_worker(reindexing.again, cluster[0].id, ReindexingKeys(keyring.triage, keyring.search))
    common = select(index.CommonTerm.term)
    assert as_worker(lambda work: work.session.scalars(common).all())
    query = select(matches.FoundMatch.other_id).where(
        matches.FoundMatch.submission_id == cluster[0].id
    )
    assert as_worker(lambda work: work.session.scalars(query).all()) == []
