"""Links between submissions, and what officers change in the identifiers that were found."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain import audit, entities, ids, matches, openings, reindexing, relations
from domain.actors import system
from domain.entities import NotAnIdentifier, Source
from domain.problems import NotAccepted
from domain.reindexing import ReindexingKeys
from domain.relations import Link, RelationKind, Sources
from domain.submissions import Submission
from domain.unit_of_work import reading, unit_of_work
from operations import scenarios
from tests import make

SLUGS = {one["slug"]: scenarios.answers_of(one) for one in scenarios.scenarios()}
CLUSTER = ("county-lines-bus-station-boy", "prison-phonecalls-kez", "needle-exchange-new-line")


@pytest.fixture
def send(doors, passwords, url_tokens, keyring):
    partner = make.partner(doors, passwords, url_tokens)
    return lambda slug: make.queued(doors, partner, keyring, SLUGS[slug])


@pytest.fixture
def elsewhere(doors, passwords, url_tokens, keyring):
    """The second of the cluster, sent by another organisation."""
    partner = make.partner(doors, passwords, url_tokens, name="Somebody Else")
    return make.queued(doors, partner, keyring, SLUGS[CLUSTER[1]])


@pytest.fixture
def cluster(send):
    """Three that match one another; the last is restricted, so whoever works here is cleared."""
    return [send(slug) for slug in CLUSTER]


@pytest.fixture
def jones(doors):
    return make.member(doors.triage, cleared=True).as_actor(ids.new())


@pytest.fixture
def relate(doors, jones, keyring):
    def made(one, two, kind, sources=None, apart="by another colleague, who saw it alone"):
        with unit_of_work(doors.triage, jones, make.NOW) as work:
            ends = [work.session.get_one(Submission, end.id) for end in (one, two)]
            openings.open_(work, ends[0])
            link = Link(kind, "the same boy", sources, apart)
            return relations.relate(work, *ends, link, keyring.casework)

    return made


def of(doors, submission, officer=None):
    with reading(doors.triage, officer or make.officer(cleared=True), make.NOW) as work:
        return relations.of(work, submission)


def test_a_link_is_seen_from_either_end(doors, cluster, relate):
    one, two, _ = cluster
    relate(one, two, RelationKind.DUPLICATE)
    assert [(r.words, r.other.id) for r in of(doors, one)] == [("duplicate of", two.id)]
    assert [(r.words, r.other.id) for r in of(doors, two)] == [("has as duplicate", one.id)]


def test_a_link_is_recorded_at_both_ends_as_combination(doors, cluster, relate):
    one, two, _ = cluster
    relate(one, two, RelationKind.CORROBORATES, Sources.INDEPENDENT)
    query = select(audit.AuditEvent).where(audit.AuditEvent.name == "SubmissionRelated")
    with reading(doors.triage, make.officer(cleared=True)) as work:
        events = work.session.scalars(query).all()
    assert {event.subject_id for event in events} == {one.id, two.id}
    assert {event.operation for event in events} == {"combination"}
    assert {event.facts["sources"] for event in events} == {"independent"}


def test_two_of_one_organisation_are_independent_only_with_a_reason(send, elsewhere, relate):
    one, two = send(CLUSTER[0]), send(CLUSTER[1])
    with pytest.raises(NotAccepted) as refused:
        relate(one, two, RelationKind.CORROBORATES, Sources.INDEPENDENT, apart=" ")
    assert set(refused.value.problems) == {"why_independent"}
    relate(one, two, RelationKind.CORROBORATES, Sources.SAME_ROOT, apart="")
    assert relate(one, elsewhere, RelationKind.CORROBORATES, Sources.INDEPENDENT, apart="").sources


def test_an_undone_link_is_kept_as_undone(doors, cluster, relate, jones, keyring):
    one, two, _ = cluster
    relation_id = relate(one, two, RelationKind.RELATED).id
    with unit_of_work(doors.triage, jones, make.NOW) as work:
        relation = work.session.get_one(relations.Relation, relation_id)
        relations.undo(work, relation, "two boys", keyring.casework)
    assert of(doors, one) == of(doors, two) == []
    with reading(doors.triage, jones, make.NOW) as work:
        assert len(relations.of(work, one, undone=True)) == 1
    relate(two, one, RelationKind.RELATED)


def test_what_is_merged_is_found_however_many_links_away(doors, cluster, relate):
    one, two, three = cluster
    relate(one, two, RelationKind.MERGED)
    relate(two, three, RelationKind.MERGED)
    with reading(doors.triage, make.officer(cleared=True), make.NOW) as work:
        together = {row.id for row in relations.merged_with(work, one)}
    assert together == {two.id, three.id}
    with pytest.raises(NotAccepted, match="as one already"):
        relate(three, one, RelationKind.MERGED)


def test_a_link_that_says_too_little_or_twice_is_refused(cluster, relate):
    one, two, _ = cluster
    with pytest.raises(NotAccepted, match="sources are independent"):
        relate(one, two, RelationKind.CORROBORATES)
    with pytest.raises(NotAccepted, match="the same submission"):
        relate(one, one, RelationKind.RELATED)
    relate(one, two, RelationKind.DUPLICATE)
    with pytest.raises(NotAccepted, match="linked like that already"):
        relate(two, one, RelationKind.DUPLICATE)


def test_the_reason_is_for_whoever_has_it_open(doors, cluster, relate, jones, keyring):
    relation = relate(cluster[0], cluster[1], RelationKind.RELATED)
    with unit_of_work(doors.triage, jones, make.NOW) as work:
        openings.close(work, work.session.get_one(Submission, cluster[0].id))
    with reading(doors.triage, jones, make.NOW) as work, pytest.raises(openings.NotOpen):
        relations.reason_of(work, relation, keyring.triage)
    with unit_of_work(doors.triage, jones, make.NOW) as work:
        openings.open_(work, work.session.get_one(Submission, cluster[0].id))
        work.session.flush()
        assert relations.reason_of(work, relation, keyring.triage) == "the same boy"


@pytest.fixture
def change(doors, jones, keyring):
    """Change identifiers of an open submission, and have the worker follow."""

    def made(submission, do):
        with unit_of_work(doors.triage, jones, make.NOW) as work:
            mine = work.session.get_one(Submission, submission.id)
            openings.open_(work, mine)
            work.session.flush()
            answers = openings.answers_of(work, mine, keyring.triage)
            known = entities.of(work, mine, answers, keyring.triage)
            result = do(work, mine, known)
        keys = ReindexingKeys(keyring.triage, keyring.search)
        with unit_of_work(doors.worker, system("index"), make.NOW) as work:
            reindexing.again(work, submission.id, keys)
        return result

    return made


def counted(doors, submission):
    with reading(doors.triage, make.officer(cleared=True), make.NOW) as work:
        return matches.count(work, submission)


def phones(known):
    return [e for e in known.values() if e.identifier.normalised == "07700900117"]


def test_a_rejected_identifier_joins_nothing_until_it_is_restored(doors, cluster, change, keyring):
    last = cluster[2]
    assert counted(doors, last) == 2
    sealed = keyring.casework

    def reject(work, mine, known):
        for one in phones(known):
            entities.reject(work, mine, one, "a misprint", sealed)

    def restore(work, mine, known):
        for one in phones(known):
            assert one.rejected
            assert one.reason == "a misprint"
            entities.restore(work, mine, one, sealed)

    change(last, reject)
    assert counted(doors, last) == 0
    change(last, restore)
    assert counted(doors, last) == 2


def test_an_added_identifier_joins(doors, send, cluster, change, keyring):
    other = send("graffiti-and-leaflets")
    assert counted(doors, other) == 0

    def add(work, mine, known):
        return entities.add(work, mine, "phone", "+44 7700 900 117", keyring.casework)

    added = change(other, add)
    assert (added.identifier.normalised, added.source) == ("07700900117", Source.OFFICER)
    assert counted(doors, other) == 3


def test_a_corrected_identifier_stays_beside_the_wrong_one(cluster, change, keyring):
    def correct(work, mine, known):
        return entities.correct(work, mine, phones(known)[0], "07700 900118", keyring.casework)

    right = change(cluster[0], correct)
    known = change(cluster[0], lambda work, mine, known: known)
    assert known[right.key].identifier.normalised == "07700900118"
    assert known[right.corrects].rejected


def test_what_is_no_identifier_is_not_added(cluster, change, keyring):
    with pytest.raises(NotAnIdentifier, match="cannot be read as a phone number"):
        change(
            cluster[0],
            lambda work, mine, known: entities.add(work, mine, "phone", "abc", keyring.casework),
        )
