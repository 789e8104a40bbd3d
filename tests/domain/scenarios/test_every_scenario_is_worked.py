"""Every submission of the data, from arrival to an outcome, held against what it should come to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain import decisions, entities, matches, openings, reports, screening
from domain.matches.words import KINDS
from domain.outcomes import OUTCOMES, Outcome, State
from domain.problems import NotAccepted
from domain.screening import REQUIRED, Screen
from domain.wordings.passages import passages
from operations import scenarios
from tests import make
from tests.scenarios import BY_SLUG, ENDS

ENOUGH_OF_A_HINT = 0.6


def looked_at(world, slug):
    """What was sent is there as typed, with what intake should have found in it."""
    expected, scenario = world.expected[slug], BY_SLUG[slug]
    with world.at_work(world.worker_of(slug)) as work:
        shown = openings.shown(work, world.of(work, slug), world.keyring.triage)
    assert shown.answers == scenarios.answers_of(scenario)
    found = {
        (one["kind"], one["as_typed"], one["normalised"])
        for one in world.findings(slug)["identifiers"]
    }
    listed = {(one["kind"], one["as_typed"], one["normalised"]) for one in expected["identifiers"]}
    assert listed <= found
    if expected["why"].startswith("Buried:"):
        submission = world.sent[slug]
        assert (submission.priority, submission.flagged) == ("high", True)
        assert any(one["safety"] and one["quote"] for one in world.findings(slug)["reasons"])


def matched(world, slug):
    """What matches is joined with its reason, no decoy is, and the restricted stays unseen."""
    wanted = set(world.expected[slug]["matches"])
    restricted = {one for one in wanted if world.sent[one].restricted}
    by_id = {submission.id: name for name, submission in world.sent.items()}
    for actor, hidden in ((world.supervisor, set()), (world.worker_of(slug), restricted)):
        with world.at_work(actor) as work:
            found = matches.of(work, world.of(work, slug))
        seen = {by_id[one.other.id]: one for one in found}
        assert set(seen) == wanted - (set() if actor.cleared else hidden)
        assert all(set(one.words) <= set(KINDS.values()) and one.words for one in found)


def explained(world, slug):
    """For whoever has it open, each match says what is shared, by name."""
    keys = world.keyring.triage, world.keyring.search
    with world.at_work(world.worker_of(slug)) as work:
        submission = world.of(work, slug)
        answers = openings.shown(work, submission, keys[0]).answers
        seen = {one.other.id for one in matches.of(work, submission)}
        known = entities.of(work, submission, answers, keys[0]).values()
        said = matches.explained(work, submission, answers, known, keys[1])
    assert {one for one, words in said.items() if words} == seen


def unmarked(world, slug):
    """The phrases that would give the source away and are not marked for whoever writes."""
    answers = scenarios.answers_of(BY_SLUG[slug])
    with world.at_work(world.worker_of(slug)) as work:
        marks = reports.hints_in(answers, world.of(work, slug))
    places = {one.where: set() for one in marks}
    for one in marks:
        places[one.where].update(range(one.start, one.end))
    hints = world.expected[slug]["source_hints"]
    return [one for one in hints if _share(one, answers, places) < ENOUGH_OF_A_HINT]


def _share(hint, answers, places):
    texts = {one.where: one.text for one in passages(answers)}
    shares = [
        len(places.get(where, set()) & set(range(start, start + len(hint)))) / len(hint)
        for where, text in texts.items()
        if (start := text.find(hint)) >= 0
    ]
    return max(shares, default=0.0)


def told_nobody(world, slug, handed):
    """What was handed over names neither the submitter nor the organisation."""
    partner = world.partners[BY_SLUG[slug]["organisation"]]
    submitter = BY_SLUG[slug]["submitter"]
    secret = (partner.name, partner.mailbox, submitter["name"], submitter["phone"])
    for one in (*secret, world.sent[slug].reference):
        assert one.casefold().encode() not in handed.lower()


def facts_of(world, slug, made):
    named = {"reports": ", ".join(one.reference for one in made)} if made else {}
    return {**ENDS[slug].facts, **named}


def refused_without(world, slug, facts):
    """Each fact that the outcome asks for is really asked for, and a reason always is."""
    rule = OUTCOMES[ENDS[slug].outcome]
    for fact in rule.facts:
        if fact.required:
            with pytest.raises(NotAccepted) as missing:
                world.decide(slug, {**facts, fact.key: " "})
            assert missing.value.problems == {fact.key: fact.missing}


@pytest.mark.parametrize("slug", BY_SLUG)
def test_a_submission_goes_from_arrival_to_its_outcome(world, slug):
    end = ENDS[slug]
    matched(world, slug)
    world.open(slug)
    looked_at(world, slug)
    explained(world, slug)
    assert unmarked(world, slug) == []
    with pytest.raises(decisions.NotScreened):
        world.decide(slug, end.facts)
    world.screen(slug)
    made = [world.report(slug) for _ in range(end.reports)]
    for report in made:
        told_nobody(world, slug, world.give(slug, report))
    facts = facts_of(world, slug, made)
    refused_without(world, slug, facts)
    world.decide(slug, facts)
    with world.at_work(world.worker_of(slug)) as work:
        done = world.of(work, slug)
        waits = end.outcome is Outcome.MORE_ASKED
        assert done.state == (State.WITH_PARTNER if waits else State.CLOSED)
        assert done.outcome == end.outcome


def test_at_least_eight_are_worked_to_a_dissemination():
    assert sum(one.reports > 0 for one in ENDS.values()) >= 8
    assert set(ENDS) == set(BY_SLUG)


SENT_TWICE = "moor-edge-fly-tip"
AGAIN = {
    Outcome.DUPLICATE: ("duplicate_of", lambda world: world.sent[SENT_TWICE].reference),
    Outcome.WITHDRAWN: ("withdrawn_by", lambda _world: "Barnaby Ackroyd, by telephone"),
}


@pytest.fixture
def second(world):
    """The unit as one more copy of a submission reaches it."""
    scenario = BY_SLUG[SENT_TWICE]
    partner = make.Partner(world.partners[scenario["organisation"]], "")
    answers = scenarios.answers_of(scenario)
    copy = make.queued(world.doors, partner, world.keyring, answers)
    return replace(world, sent={SENT_TWICE: copy})


@pytest.mark.parametrize("outcome", AGAIN)
def test_what_is_sent_once_more_is_a_duplicate_or_withdrawn(world, second, outcome):
    fact, of = AGAIN[outcome]
    second.open(SENT_TWICE)
    second.screen(SENT_TWICE)
    with pytest.raises(NotAccepted) as missing:
        second.decide(SENT_TWICE, {}, outcome)
    assert set(missing.value.problems) == {fact}
    second.decide(SENT_TWICE, {fact: of(world)}, outcome)
    with second.at_work(second.officer) as work:
        done = second.of(work, SENT_TWICE)
        assert (done.state, done.outcome) == (State.CLOSED, outcome)


def test_every_outcome_is_come_to():
    assert {one.outcome for one in ENDS.values()} | set(AGAIN) == set(Outcome)


LEFT_OUT = [(result, field) for result, asked in REQUIRED.items() for field in asked]


@pytest.mark.parametrize(("result", "field"), LEFT_OUT)
def test_a_safety_screen_asks_for_what_its_result_needs(second, result, field):
    given = {name: "said" for name in REQUIRED[result]} | {field: " "}
    second.open(SENT_TWICE)
    with pytest.raises(NotAccepted) as missing, second.at_work(second.officer) as work:
        submission = second.of(work, SENT_TWICE)
        screening.screen(work, submission, Screen(result, **given), second.keyring.casework)
    assert missing.value.problems == {field: REQUIRED[result][field]}
