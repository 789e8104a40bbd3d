"""A submission that an officer has screened, and what was asked about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from domain import decisions, openings, queue, screening
from domain.decisions import Decision
from domain.messages import questions_waiting
from domain.outcomes import Outcome
from domain.screening import Screen, ScreenResult
from domain.unit_of_work import reading, unit_of_work
from tests import make

QUESTION = "Which flat did your tenant name?"


@dataclass
class Unit:
    """The triage unit around one submission."""

    doors: Any
    partner: Any
    keyring: Any
    officer: Any
    reference: str
    now: Any = make.NOW

    def police(self):
        return unit_of_work(self.doors.triage, self.officer, self.now)

    def portal(self):
        return unit_of_work(self.doors.portal, self.partner.actor(), self.now)

    def find(self, work):
        return queue.find(work, self.reference)

    def later(self, **more):
        self.now += timedelta(**more)

    def screen(self):
        with self.police() as work:
            submission = self.find(work)
            queue.claim(work, submission)
            openings.open_(work, submission)
            done = Screen(ScreenResult.NO_CONCERN, "Nobody is at risk")
            screening.screen(work, submission, done, self.keyring.casework)

    def decide(self, outcome, **facts):
        with self.police() as work:
            decision, submission = Decision(outcome, facts, "Checked"), self.find(work)
            openings.open_(work, submission)
            decisions.decide(
                work, submission, decision, self.keyring.casework, self.keyring.channel
            )

    def ask(self, text=QUESTION, **more):
        facts = {"question": text, "answer_by": "2026-11-27"} | more
        self.decide(Outcome.MORE_ASKED, **facts)
        with reading(self.doors.portal, self.partner.actor(), self.now) as work:
            return questions_waiting(work)[-1]


@pytest.fixture
def unit(doors, partner, keyring):
    member = make.member(doors.triage)
    officer = make.officer(id=member.id, name=member.name)
    sent = make.queued(doors, partner, keyring)
    return Unit(doors, partner, keyring, officer, sent.reference)


@pytest.fixture
def asked(unit):
    """The question, as the partner sees it."""
    unit.screen()
    return unit.ask()
