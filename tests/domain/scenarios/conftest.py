"""A unit that all thirty-six submissions of the data have reached, from their own partners.

It is set up once for the module, in one transaction that is rolled back at its end; each test works
another submission of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.engine import make_url

from domain import intake, organisations
from domain.actors import Actor, system
from domain.organisations import Organisation
from domain.permissions import Role
from domain.submissions import Submission
from domain.unit_of_work import unit_of_work
from operations import scenarios
from operations.database.grants import SCHEMA
from tests import make
from tests.database import Database, Doors, doors_on
from tests.keys import Keyring
from tests.scenarios import World

EXPECTED = json.loads((Path(__file__).parents[2] / "data/expected.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def world(shared: Database, keyring: Keyring) -> Iterator[World]:
    """Everything has arrived and was taken in; nobody has touched anything."""
    url = make_url(shared.admin_url).set(drivername="postgresql+psycopg")
    engine = create_engine(url, connect_args={"options": f"-c search_path={SCHEMA},pg_temp"})
    with engine.connect() as connection, connection.begin() as everything:
        doors = doors_on(connection)
        partners = _partners(doors)
        sent = {
            one["slug"]: _sent(doors, keyring, partners[one["organisation"]], one)
            for one in scenarios.scenarios()
        }
        people = [_person(doors, *who) for who in _PEOPLE]
        yield World(doors, keyring, partners, sent, EXPECTED, *people)
        everything.rollback()
    engine.dispose()


_PEOPLE = (
    (Role.TRIAGE_OFFICER, "o.fficer", False),
    (Role.TRIAGE_OFFICER, "c.leared", True),
    (Role.SUPERVISOR, "s.upervisor", True),
)


def _person(doors: Doors, role: Role, name: str, cleared: bool) -> Actor:
    return make.member(doors.triage, role, name, cleared=cleared).as_actor(make.ids.new())


def _partners(doors: Doors) -> dict[str, Organisation]:
    made = {}
    with unit_of_work(doors.triage, make.SET_UP, make.NOW) as work:
        for one in scenarios.organisations():
            same = ("name", "sector", "kind", "district", "mailbox", "contact_name")
            given = {key: one[key] for key in (*same, "contact_role", "phone")}
            agreement = {
                f"agreement_{key}": one["agreement"][key] for key in ("reference", "owner")
            }
            kept = make.particulars(**given, **agreement, agreement_review=date(2027, 6, 1))
            made[one["slug"]] = organisations.onboard(work, kept)
    return made


def _sent(doors: Doors, keyring: Keyring, partner: Organisation, scenario: dict) -> Submission:
    as_sent = make.Partner(partner, "")
    reference = make.submission(doors, as_sent, keyring, scenarios.answers_of(scenario))
    with unit_of_work(doors.worker, system("intake"), make.NOW) as work:
        row = work.session.scalars(
            select(Submission).where(Submission.reference == reference)
        ).one()
        intake.take_in(work, row.id, keyring.triage, keyring.casework, keyring.search)
        return row
