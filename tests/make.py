"""Makers of what tests need, through the domain's own functions; every argument has a default."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from domain import ids, intake, organisations, staff, submissions
from domain.actors import Actor, ActorKind, system
from domain.organisations import Organisation, Particulars
from domain.passwords import Passwords
from domain.permissions import PARTNER, Permission, Role, of_roles
from domain.staff import NewAccount, StaffMember
from domain.submissions import Submission
from domain.unit_of_work import Sessions, unit_of_work
from domain.url_tokens import UrlTokens
from operations import scenarios
from tests.database import Doors
from tests.keys import Keyring

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
PASSWORD = "lamp tiger cloud mosaic"

ANSWERS = scenarios.answers_of(scenarios.scenarios()[0])


def officer(role: Role = Role.TRIAGE_OFFICER, name: str = "PC Jones", **more: Any) -> Actor:
    """Somebody of that role who has no row in the database."""
    return Actor(
        kind=ActorKind.STAFF,
        name=name,
        permissions=of_roles([role]),
        id=more.pop("id", ids.new()),
        session_id=more.pop("session_id", ids.new()),
        **more,
    )


SET_UP = Actor(
    kind=ActorKind.SERVICE,
    name="set-up",
    permissions=frozenset({Permission.MANAGE_ORGANISATIONS, Permission.MANAGE_STAFF}),
)


def particulars(name: str = "Ravensike Homes", **more: Any) -> Particulars:
    """What the police know of a partner."""
    return Particulars(
        **{
            "name": name,
            "sector": "private and voluntary bodies",
            "kind": "housing association",
            "district": "Kirklees",
            "mailbox": "partnership@ravensike.example",
            "contact_name": "Denise Ackroyd-Shaw",
            "contact_role": "Neighbourhood Housing Manager",
            "phone": "01632 960112",
            "agreement_reference": "ISA/2024/003",
            "agreement_purpose": "prevention and detection of crime",
            "agreement_in_force": date(2024, 3, 1),
            "agreement_review": date(2027, 3, 1),
            "agreement_owner": "Head of Neighbourhoods",
            "agreement_signed_copy": "Records store, ISA/2024/003",
        }
        | more
    )


@dataclass(frozen=True)
class Partner:
    """An organisation that was onboarded, with what its staff know."""

    organisation: Organisation
    url_token: str
    password: str = PASSWORD

    def actor(self, session_id: UUID | None = None) -> Actor:
        """Return it as somebody who acts."""
        return Actor(
            kind=ActorKind.PARTNER,
            name=self.organisation.name,
            permissions=PARTNER,
            id=self.organisation.id,
            organisation_id=self.organisation.id,
            session_id=session_id,
        )


def partner(
    doors: Doors, passwords: Passwords, url_tokens: UrlTokens, name: str = "Ravensike Homes"
) -> Partner:
    """An organisation with its URL and its password."""
    with unit_of_work(doors.triage, SET_UP, NOW) as work:
        made = organisations.onboard(work, particulars(name))
        work.session.flush()
        token = organisations.issue_url(work, made, url_tokens)
        organisations.choose_password(work, made, passwords, PASSWORD)
    return Partner(made, token)


def member(
    sessions: Sessions, role: Role = Role.TRIAGE_OFFICER, username: str = "p.jones", **more: Any
) -> StaffMember:
    """A member of staff with an account."""
    account = NewAccount(
        **{"username": username, "name": username.title(), "roles": (role,)} | more
    )
    with unit_of_work(sessions, SET_UP, NOW) as work:
        return staff.create(work, account)


def submission(
    doors: Doors, partner: Partner, keyring: Keyring, answers: dict[str, Any] = ANSWERS
) -> str:
    """Something the partner sent just now; its reference."""
    with unit_of_work(doors.portal, partner.actor(), NOW) as work:
        sealed = submissions.sealed_answers(answers, partner.organisation.id, keyring.recipients)
        return submissions.receive(work, sealed, partner.organisation.district, ids.new())


def queued(
    doors: Doors, partner: Partner, keyring: Keyring, answers: dict[str, Any] = ANSWERS
) -> Submission:
    """Something the partner sent, after intake."""
    reference = submission(doors, partner, keyring, answers)
    with unit_of_work(doors.worker, system("intake"), NOW) as work:
        sent = work.session.scalars(
            select(Submission).where(Submission.reference == reference)
        ).one()
        intake.take_in(work, sent.id, keyring.triage, keyring.casework, keyring.search)
        return sent
