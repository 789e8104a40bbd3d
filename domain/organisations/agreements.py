"""Agreements that come up for review: reminders, a warning once lapsed, then no more submissions.

A partner sends on the basis of its agreement: warned once it lapses, stopped some days later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from domain import audit, letters, reference
from domain.letters import Kind, To
from domain.organisations.records import AgreementReminder
from domain.organisations.tables import Organisation, Standing
from domain.permissions import Permission
from domain.unit_of_work import UnitOfWork

LAPSED_MARK = 0


class AgreementLapsed(Exception):
    """The agreement was not reviewed in time: nothing more can be submitted under it."""


class AgreementState(StrEnum):
    """How an agreement stands today."""

    IN_FORCE = "in force"
    REVIEW_DUE = "review due"
    LAPSED = "lapsed, submission still open"
    STOPPED = "lapsed, submission stopped"


@dataclass(frozen=True)
class Calendar:
    """The table `config/agreements.toml`."""

    version: str
    remind_days: tuple[int, ...]
    grace_days: int


@dataclass(frozen=True)
class Agreement:
    """What of an organisation decides whether it may submit, and the district it submits for."""

    district: str
    standing: str
    agreement_in_force: date
    agreement_review: date


@dataclass(frozen=True)
class AgreementStanding:
    """What a page says of an agreement: `days_left` until its review, negative once lapsed."""

    state: AgreementState
    review_on: date
    days_left: int
    stops_on: date

    @property
    def warns(self) -> bool:
        """Whether people ought to be told."""
        return self.state is not AgreementState.IN_FORCE


def calendar() -> Calendar:
    """Return the reminders and the grace there are."""
    return reference.read("agreements.toml", Calendar)


def standing_of(organisation: Organisation | Agreement, today: date) -> AgreementStanding:
    """Say how an organisation's agreement stands."""
    days, rules = (organisation.agreement_review - today).days, calendar()
    stops_on = organisation.agreement_review + timedelta(days=rules.grace_days + 1)
    if today >= stops_on:
        state = AgreementState.STOPPED
    elif days < 0:
        state = AgreementState.LAPSED
    elif days <= max(rules.remind_days):
        state = AgreementState.REVIEW_DUE
    else:
        state = AgreementState.IN_FORCE
    return AgreementStanding(state, organisation.agreement_review, days, stops_on)


def may_submit(organisation: Organisation | Agreement, today: date) -> bool:
    """Say whether the agreement, and the organisation's standing, allow it to submit."""
    if organisation.standing != Standing.ACTIVE or organisation.agreement_in_force > today:
        return False
    return standing_of(organisation, today).state is not AgreementState.STOPPED


def check_may_submit(organisation: Organisation | Agreement, today: date) -> None:
    """Raise AgreementLapsed, in words for the page, unless the organisation may submit."""
    if not may_submit(organisation, today):
        raise AgreementLapsed("The agreement under which your organisation submits has lapsed")


def to_remind(work: UnitOfWork) -> list[UUID]:
    """Return the organisations that a reminder may be due for, the earliest review first."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    latest = work.now.date() + timedelta(days=max(calendar().remind_days))
    query = select(Organisation.id).where(
        Organisation.standing == Standing.ACTIVE, Organisation.agreement_review <= latest
    )
    return list(work.session.scalars(query.order_by(Organisation.agreement_review)))


def remind(work: UnitOfWork, organisation_id: UUID) -> bool:
    """Write the reminder that is due today, unless it was written already; say whether it was."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    organisation = work.session.get_one(Organisation, organisation_id)
    mark = _mark(organisation, work.now.date())
    if mark is None:
        return False
    key = (organisation.id, organisation.agreement_review, mark)
    if work.session.get(AgreementReminder, key):
        return False
    _write(work, organisation, mark)
    return True


def _mark(organisation: Organisation, today: date) -> int | None:
    days = (organisation.agreement_review - today).days
    if days < 0:
        return LAPSED_MARK
    return min((mark for mark in calendar().remind_days if days <= mark), default=None)


def _write(work: UnitOfWork, organisation: Organisation, mark: int) -> None:
    standing = standing_of(organisation, work.now.date())
    facts: dict[str, letters.Fact] = {
        "review_on": standing.review_on,
        "stops_on": standing.stops_on,
    }
    kind = Kind.AGREEMENT_LAPSED
    if mark != LAPSED_MARK:
        kind, facts = Kind.AGREEMENT_REVIEW, facts | {"days": standing.days_left}
    letters.write(work, kind, To(organisation_id=organisation.id), facts)
    work.session.add(
        AgreementReminder(
            organisation_id=organisation.id,
            review_on=organisation.agreement_review,
            days=mark,
            written_at=work.now,
        )
    )
    review_on = organisation.agreement_review.isoformat()
    work.record(audit.AgreementReminded(organisation, review_on=review_on, days=mark))
