"""What tests of reviews and disposal ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import undefer

from domain import decisions, queue, retention
from domain.decisions import Decision
from domain.files import FolderStore
from domain.outcomes import Outcome
from domain.permissions import Role
from domain.retention import Review
from domain.submissions import Submission
from domain.unit_of_work import unit_of_work
from operations.worker import disposal
from tests import make, reporting

MUCH_LATER = make.NOW + timedelta(days=29)
REASON = "Nobody needs it any more."


@dataclass
class Office:
    """The unit, and a submission that was decided not pertinent."""

    unit: Any
    store: FolderStore
    manager: Any

    @property
    def submission_id(self) -> Any:
        return self.unit.submission.id

    def does(self, actor: Any, what: Any, *said: Any, at: datetime = MUCH_LATER) -> Any:
        """Have somebody do something with the submission."""
        with unit_of_work(self.unit.doors.triage, actor, at) as work:
            return what(work, work.session.get_one(Submission, self.submission_id), *said)

    def decide(self, outcome: Outcome = Outcome.NOT_PERTINENT, **facts: str) -> None:
        with self.unit.at_work() as work:
            submission = work.session.get_one(Submission, self.submission_id)
            queue.claim(work, submission)
            made = Decision(outcome, facts, "nothing in it for us")
            decisions.decide(work, submission, made, self.unit.keyring.casework)

    def propose(self, ground: str = "never pertinent", at: datetime = MUCH_LATER) -> None:
        casework = self.unit.keyring.casework
        self.does(self.unit.supervisor, retention.propose, ground, REASON, casework, at=at)

    def agree(self, actor: Any = None, at: datetime = MUCH_LATER) -> None:
        self.does(actor or self.manager, retention.agree, at=at)

    def review(self) -> Review:
        with unit_of_work(self.unit.doors.triage, self.unit.supervisor, MUCH_LATER) as work:
            submission = work.session.get_one(Submission, self.submission_id)
            return retention.history(work, submission)[0]

    def work_off(self, at: datetime = MUCH_LATER) -> bool:
        """What the worker does with the newest review."""
        return disposal.dispose(self.unit.doors.worker, self.store, self.review().id, at)

    def seen(self) -> Submission:
        with unit_of_work(self.unit.doors.worker, disposal.DISPOSER, MUCH_LATER) as work:
            return work.session.get_one(
                Submission, self.submission_id, options=[undefer(Submission.sealed)]
            )


def office_of(doors: Any, partner: Any, keyring: Any, folder: Any) -> Office:
    unit = reporting.unit(doors, partner, keyring)
    manager = make.member(doors.triage, Role.INTELLIGENCE_MANAGER, "m.anager", cleared=True)
    return Office(unit, FolderStore(folder), manager.as_actor(make.ids.new()))


@pytest.fixture
def office(doors, passwords, url_tokens, keyring, tmp_path):
    partner = make.partner(doors, passwords, url_tokens)
    return office_of(doors, partner, keyring, tmp_path)
