"""Matches as intake finds them: in any order of arrival, and absent for whoever may not see one."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from domain import audit, entities, ids, intake, matches, openings, queue, submissions
from domain.actors import NotPermitted, system
from domain.permissions import Role
from domain.submissions import Submission
from domain.unit_of_work import reading, unit_of_work
from operations import scenarios
from tests import make

EXPECTED = json.loads(
    (Path(__file__).parents[2] / "data" / "expected.json").read_text(encoding="utf-8")
)
SLUGS = {one["slug"]: one for one in scenarios.scenarios()}
PAIRS = {tuple(sorted((one, two))) for one in EXPECTED for two in EXPECTED[one]["matches"]}


@pytest.fixture
def taken_in(doors, partner, keyring):
    """Take scenarios in, in this order; the ids by slug."""
    keys, casework, search = keyring.triage, keyring.casework, keyring.search

    def take(slugs, **change):
        found = {}
        for slug in slugs:
            answers = scenarios.answers_of(SLUGS[slug] | change)
            found[slug] = send(doors, partner, keyring, answers)
            with unit_of_work(doors.worker, system("intake"), make.NOW) as work:
                intake.take_in(work, found[slug], keys, casework, search)
        return found

    return take


def send(doors, partner, keyring, answers):
    with unit_of_work(doors.portal, partner.actor(), make.NOW) as work:
        sealed = submissions.sealed_answers(answers, partner.organisation.id, keyring.recipients)
        submissions.receive(work, sealed, "Kirklees", ids.new())
    return sealed.id


def found_pairs(doors, by_slug):
    slugs = {one: slug for slug, one in by_slug.items()}
    with reading(doors.worker, system("intake")) as work:
        rows = work.session.execute(select(matches.FoundMatch)).scalars().all()
    return {(slugs[row.submission_id], slugs[row.other_id]) for row in rows}


@pytest.mark.parametrize("order", ["as listed", "backwards", "shuffled"])
def test_all_clusters_are_found_and_nothing_else_joins_them(doors, taken_in, order):
    slugs = list(SLUGS)
    if order == "backwards":
        slugs.reverse()
    elif order == "shuffled":
        random.Random(7).shuffle(slugs)
    both_ways = PAIRS | {pair[::-1] for pair in PAIRS}
    assert found_pairs(doors, taken_in(slugs)) == both_ways


def test_taken_in_together_the_later_of_two_is_recorded_to_match_the_earlier(
    doors, partner, keyring
):
    sent = {
        slug: send(doors, partner, keyring, scenarios.answers_of(SLUGS[slug])) for slug in SLUGS
    }
    given = (keyring.triage, keyring.casework, keyring.search)
    with unit_of_work(doors.worker, system("intake"), make.NOW) as work:
        assert intake.take_in_all(work, sent.values(), *given).done == sorted(sent.values())
    assert found_pairs(doors, sent) == PAIRS | {pair[::-1] for pair in PAIRS}
    query = select(audit.AuditEvent).where(audit.AuditEvent.name == "MatchesFound")
    with reading(doors.triage, make.officer(cleared=True)) as work:
        references = dict(work.session.execute(select(Submission.id, Submission.reference)).all())
        told = {event.subject_id: event.facts["others"] for event in work.session.scalars(query)}
    order = sorted(sent, key=sent.__getitem__)
    for place, slug in enumerate(order):
        before = [one for one in order[:place] if tuple(sorted((one, slug))) in PAIRS]
        assert told.get(sent[slug], []) == sorted(references[sent[one]] for one in before)


CLUSTER = ("county-lines-bus-station-boy", "prison-phonecalls-kez")


def of(doors, officer, submission_id):
    with reading(doors.triage, officer, make.NOW) as work:
        submission = work.session.get_one(Submission, submission_id)
        return matches.of(work, submission), matches.count(work, submission)


def test_a_match_is_shown_without_content(doors, taken_in):
    first, second = taken_in(CLUSTER).values()
    listed, count = of(doors, make.officer(), first)
    assert [match.other.id for match in listed] == [second]
    assert listed[0].words[0] == "same phone"
    assert count == 1


def test_finding_a_match_is_recorded_as_combination(doors, taken_in):
    _, second = taken_in(CLUSTER).values()
    query = select(audit.AuditEvent).where(audit.AuditEvent.name == "MatchesFound")
    with reading(doors.triage, make.officer()) as work:
        events = work.session.scalars(query).all()
    assert [(event.subject_id, event.operation) for event in events] == [(second, "combination")]
    assert "phone" in events[0].facts["kinds"]


def test_a_restricted_match_is_absent_and_not_counted(doors, taken_in):
    what = SLUGS[CLUSTER[1]]["what"] | {"themes": ["corruption"], "lead_theme": "corruption"}
    first = taken_in(CLUSTER[:1])[CLUSTER[0]]
    taken_in(CLUSTER[1:], what=what)
    assert of(doors, make.officer(), first) == ([], 0)
    assert of(doors, make.officer(cleared=True), first)[1] == 1
    with reading(doors.triage, make.officer()) as work:
        assert matches.counts(work, [first]) == {}
        assert work.session.scalar(text("select count(*) from found_match")) == 0


def test_what_is_shared_is_named_to_whoever_has_it_open(doors, taken_in, keyring):
    first, second = taken_in(CLUSTER).values()
    officer = make.member(doors.triage).as_actor(ids.new())
    with unit_of_work(doors.triage, officer, make.NOW) as work:
        submission = work.session.get_one(Submission, first)
        answers = scenarios.answers_of(SLUGS[CLUSTER[0]])
        with pytest.raises(openings.NotOpen):
            matches.explained(work, submission, answers, [], keyring.search)
        openings.open_(work, submission)
        work.session.flush()
        known = entities.of(work, submission, answers, keyring.triage).values()
        said = matches.explained(work, submission, answers, known, keyring.search)
    assert "same phone: 07700900117" in said[second]


def test_taking_in_twice_changes_nothing(doors, taken_in, keyring):
    first, _ = taken_in(CLUSTER).values()
    with unit_of_work(doors.worker, system("intake"), make.NOW) as work:
        again = intake.take_in(work, first, keyring.triage, keyring.casework, keyring.search)
    assert again is False
    assert len(of(doors, make.officer(), first)[0]) == 1


def test_what_has_something_in_common_waits_and_nothing_else_does(
    committed_doors, passwords, url_tokens, keyring
):
    doors = committed_doors
    partner = make.partner(doors, passwords, url_tokens)
    first, related = CLUSTER
    others = [slug for slug in SLUGS if slug not in EXPECTED[first]["matches"] and slug != first]

    def take(work, slug):
        work.session.execute(text("select set_config('lock_timeout', '200ms', true)"))
        keys, casework, search = keyring.triage, keyring.casework, keyring.search
        assert intake.take_in(work, sent[slug], keys, casework, search)

    sent = {
        slug: send(doors, partner, keyring, scenarios.answers_of(SLUGS[slug]))
        for slug in (first, related, *others[:2])
    }
    with unit_of_work(doors.worker, system("intake"), make.NOW) as work:
        take(work, others[1])  # the first of all begins the index
    with unit_of_work(doors.worker, system("intake"), make.NOW) as work:
        take(work, first)
        with unit_of_work(doors.worker, system("intake"), make.NOW) as at_once:
            take(at_once, others[0])
        with (
            pytest.raises(OperationalError, match="lock timeout"),
            unit_of_work(doors.worker, system("intake"), make.NOW) as at_once,
        ):
            take(at_once, related)


def test_a_disposed_submission_matches_nothing(doors, taken_in):
    first, second = taken_in(CLUSTER).values()
    with unit_of_work(doors.worker, system("retention"), make.NOW) as work:
        matches.forget(work, first)
        matches.forget(work, first)
    assert of(doors, make.officer(), second) == ([], 0)


def test_a_partners_own_phone_joins_nothing(doors, taken_in):
    with unit_of_work(doors.triage, make.SET_UP, make.NOW) as work:
        row = work.session.scalars(select(queue.listing.Organisation)).first()
        row.phone = "+44 7700 900 117"
        work.record(audit.OrganisationOnboarded(row))
    assert found_pairs(doors, taken_in(CLUSTER)) == set()


def test_nobody_but_the_service_finds_matches(doors, taken_in, keyring):
    first = taken_in(CLUSTER[:1])[CLUSTER[0]]
    with (
        reading(doors.triage, make.officer(Role.SUPERVISOR)) as work,
        pytest.raises(NotPermitted),
    ):
        submission = work.session.get_one(Submission, first)
        matches.find(work, submission, frozenset(), keyring.search)
