"""The submissions of the data as a unit's work: where each should end, and the way there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from domain import (
    decisions,
    dissemination,
    grades,
    openings,
    queue,
    reports,
    screening,
    writings,
)
from domain.actors import Actor
from domain.decisions import Decision
from domain.dissemination import DisseminationState, Press, Proposal
from domain.exports import Format
from domain.grades import Grade
from domain.organisations import Organisation
from domain.outcomes import Outcome
from domain.reports import RULES, Content, Item, Report, ReportState
from domain.screening import Screen, ScreenResult
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork, unit_of_work
from domain.writings import WritingKind
from operations import scenarios
from tests import make
from tests.database import Doors
from tests.keys import Keyring
from tests.reporting import CONTENT

BY_SLUG = {one["slug"]: one for one in scenarios.scenarios()}


@dataclass(frozen=True)
class End:
    """Where a submission ends: its outcome, the facts of it, how many reports are made."""

    outcome: Outcome = Outcome.REPORTED
    facts: Mapping[str, str] = field(default_factory=dict)
    reports: int = 1


def _referred(where: str, who: str) -> End:
    facts = {"destination": where, "recipient": who, "referred_on": "2026-11-20"}
    return End(Outcome.REFERRED, facts, 0)


ASKED = {
    "question": "Which street is the shop in, and what are the names behind the initials?",
    "answer_by": "2026-11-27",
}
NOT_REPORTED: dict[str, End] = {
    "offroad-bikes-reservoir": _referred("neighbourhood", "Sgt 4411, rural team"),
    "offroad-bikes-school-gate": _referred("neighbourhood", "Sgt 4411, school liaison"),
    "sheltered-scheme-roofers": _referred("crime-desk", "Crime desk, DC 1177"),
    "student-group-chat": _referred("prevent", "Prevent duty desk"),
    "officer-at-the-gym": _referred("counter-corruption", "Counter-corruption duty officer"),
    "impersonation-account": _referred("safeguarding", "MASH duty desk"),
    "moor-edge-fly-tip": _referred("other-agency", "Council, waste enforcement"),
    "initials-near-chippy": End(Outcome.MORE_ASKED, ASKED, 0),
    "till-float-duplicate": End(Outcome.ALREADY_KNOWN, {"known_as": "13260861155"}, 0),
    "vape-shop-till": End(Outcome.NOT_PERTINENT, {}, 0),
}
TWO_MATTERS = {"hmo-and-dogs": End(reports=2)}
ENDS: dict[str, End] = {
    slug: NOT_REPORTED.get(slug) or TWO_MATTERS.get(slug) or End() for slug in BY_SLUG
}
"""What a competent officer would do with each, going by `expect.why`."""

SCREENS = {
    False: Screen(ScreenResult.NO_CONCERN, "Nobody is said to be at risk"),
    True: Screen(
        ScreenResult.CONCERN,
        "What is described puts somebody at risk",
        told_whom="Duty inspector",
        told_how="By phone",
        told_when="At once",
    ),
}


@dataclass(frozen=True)
class World:
    """A unit with all submissions of the data, and the people who work them."""

    doors: Doors
    keyring: Keyring
    partners: Mapping[str, Organisation]
    sent: Mapping[str, Submission]
    expected: Mapping[str, Any]
    officer: Actor
    cleared: Actor
    supervisor: Actor

    def worker_of(self, slug: str) -> Actor:
        """Return the officer who may work it: a cleared one where it is restricted."""
        return self.cleared if self.sent[slug].restricted else self.officer

    def at_work(self, actor: Actor) -> Any:
        """Return a unit of work of the triage door."""
        return unit_of_work(self.doors.triage, actor, make.NOW)

    def of(self, work: UnitOfWork, slug: str) -> Submission:
        """Return a submission as the acting person finds it."""
        found = queue.find(work, self.sent[slug].reference)
        assert found is not None
        return found

    def open(self, slug: str) -> None:
        """Take it and open it."""
        with self.at_work(self.worker_of(slug)) as work:
            queue.claim(work, self.of(work, slug))
            openings.open_(work, self.of(work, slug))

    def screen(self, slug: str) -> None:
        """Screen it for safety, as is expected of it."""
        found = SCREENS[self.expected[slug]["safety_concern"]]
        with self.at_work(self.worker_of(slug)) as work:
            screening.screen(work, self.of(work, slug), found, self.keyring.casework)

    def findings(self, slug: str) -> dict[str, Any]:
        """Return what intake found in an open one."""
        with self.at_work(self.worker_of(slug)) as work:
            kinds, keys = [WritingKind.FINDINGS], self.keyring.triage
            return writings.written(work, self.of(work, slug), kinds, keys)[-1].content

    def report(self, slug: str) -> Report:
        """Return a live report made from it, approved by a second person where one is needed."""
        author = self.worker_of(slug)
        with self.at_work(author) as work:
            made = reports.draft(
                work, self.of(work, slug), written(self, slug), self.keyring.casework
            )
        with self.at_work(author) as work:
            row = work.session.get_one(Report, made.id)
            state = reports.submit(work, row, row.version, self.keyring.triage)
        if state is ReportState.TO_APPROVE:
            with self.at_work(self.supervisor) as work:
                row = work.session.get_one(Report, made.id)
                reports.open_(work, row)
                work.session.flush()
                reports.approve(work, row, row.version)
        return made

    def give(self, slug: str, report: Report) -> bytes:
        """Give a live report to a team; return what it was handed."""
        author, press = self.worker_of(slug), self.press
        with self.at_work(author) as work:
            row = work.session.get_one(Report, report.id)
            line = dissemination.disseminate(work, row, _proposal(self, slug), press)
        if line.state == DisseminationState.PROPOSED:
            with self.at_work(self.supervisor) as work:
                waits = dissemination.find(work, line.number)
                assert waits is not None
                reports.open_(work, waits.report)
                work.session.flush()
                dissemination.authorise(work, waits, waits.report, press)
        with self.at_work(self.supervisor) as work:
            done = dissemination.find(work, line.number)
            assert done is not None
            return dissemination.copy(work, done, self.keyring.triage).content

    @property
    def press(self) -> Press:
        """What it takes to print; nothing is printed on paper here."""
        return Press(self.keyring.triage, self.keyring.casework, lambda _told: "")

    def decide(self, slug: str, facts: Mapping[str, str], outcome: Outcome | None = None) -> None:
        """Decide it as planned, or otherwise, with these facts."""
        made = Decision(outcome or ENDS[slug].outcome, facts, "As the submission says")
        sealed_to = self.keyring.casework, self.keyring.channel
        with self.at_work(self.worker_of(slug)) as work:
            decisions.decide(work, self.of(work, slug), made, *sealed_to)


def graded(expected: Mapping[str, Any]) -> Grade:
    """Return the grade that is expected, with the reasons and codes it asks for."""
    code = expected["grade"]
    return replace(
        grades.read(code),
        source_reason=expected["reason"] if code[0] == "3" else "",
        assessment_reason=expected["reason"] if code[1] == "E" else "",
        handling_reason=expected["reason"] if code[2] == "C" else "",
        conditions=expected.get("handling_conditions") or "",
        action=expected.get("action_code") or "",
        sanitisation=expected.get("sanitisation_code") or "",
    )


def written(world: World, slug: str) -> Content:
    """Return a report that an officer could write; the partner's own cards give the subject."""
    scenario = BY_SLUG[slug]
    offered = reports.candidates(scenarios.answers_of(scenario))
    subject = next(one for one in offered if RULES[one.kind].anchors)
    kept = {key: said for key, said in subject.fields.items() if key != "notes"}
    themes = tuple(scenario["what"]["themes"])
    grade = graded(world.expected[slug]["suggested_grade"])
    item = Item("What is described is going on, and is said to go on still.", grade)
    return replace(
        CONTENT,
        title=f"Information on {themes[0]}",
        district=world.sent[slug].district,
        themes=themes,
        items=(item,),
        subjects=(replace(subject, fields=kept),),
    )


def _proposal(world: World, slug: str) -> Proposal:
    grade = graded(world.expected[slug]["suggested_grade"])
    return Proposal(
        recipients=(dissemination.directory()[0].key,),
        purpose="To act on it",
        format=Format.JSON,
        consulted="The originator agreed" if grade.sanitisation == "S2" else "",
    )
