"""Filling the demo, through the domain itself: organisations, staff, submissions, all invented."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from config.database import session_maker
from config.settings import ProcessSettings
from domain import ids, organisations, staff, submissions
from domain.actors import Actor, ActorKind
from domain.organisations import Organisation
from domain.passwords import passphrases
from domain.permissions import PARTNER, Role
from domain.staff import NewAccount
from domain.unit_of_work import UnitOfWork, unit_of_work
from operations import scenarios
from operations.command.organisation import particulars
from operations.set_up import SetUp, set_up, whoever_types
from operations.worker.parts import manifest_in

STAFF = (
    ("o.officer", "Oba Adeyemi-Cole", Role.TRIAGE_OFFICER, False),
    ("s.supervisor", "Siân Prothero", Role.SUPERVISOR, True),
    ("m.manager", "Malcolm Tranter", Role.INTELLIGENCE_MANAGER, True),
    ("a.administrator", "Anjali Winterburn", Role.ADMINISTRATOR, False),
    ("d.auditor", "Dorota Kettlewell", Role.AUDITOR, False),
)


def seed(triage: ProcessSettings, portal: ProcessSettings, portal_url: str) -> dict[str, Any]:
    """Fill an empty database; return what to sign in with."""
    parts = set_up(triage, portal)
    with unit_of_work(parts.sessions, whoever_types()) as work:
        people = [_member(work, parts, *person) for person in STAFF]
        partners = {d["slug"]: _organisation(work, parts, d) for d in scenarios.organisations()}
    _send_all(portal, {slug: organisation for slug, (organisation, _) in partners.items()})
    return {
        "organisations": [
            {"name": organisation.name, "url": f"{portal_url}/o/{entry['token']}"}
            | {"password": entry["password"]}
            for organisation, entry in partners.values()
        ],
        "staff": people,
    }


def _member(work: UnitOfWork, parts: SetUp, *person: Any) -> dict[str, str]:
    username, name, role, cleared = person
    password = passphrases.passphrase()
    account = NewAccount(
        username=username,
        name=name,
        roles=(role,),
        cleared=cleared,
        password_hash=parts.passwords.hashed(password),
    )
    member = staff.create(work, account)
    secret = staff.add_totp(work, member, parts.field_key, "the demo's code")
    found = {"name": name, "username": username, "role": str(role), "password": password}
    return found | {"totp_secret": secret}


def _organisation(
    work: UnitOfWork, parts: SetUp, described: dict[str, Any]
) -> tuple[Organisation, dict[str, str]]:
    organisation = organisations.onboard(work, particulars(described))
    work.session.flush()
    token = organisations.issue_url(work, organisation, parts.url_tokens)
    password = passphrases.passphrase()
    if parts.partner_passwords:
        organisations.choose_password(work, organisation, parts.partner_passwords, password)
    return organisation, {"token": token, "password": password}


def _send_all(portal: ProcessSettings, partners: dict[str, Organisation]) -> None:
    """Send every scenario that the form would not have turned away, as its organisation."""
    sessions = session_maker(portal.database_url)
    recipients = manifest_in(portal.public_keys).recipients_for("submission", datetime.now(UTC))
    for scenario in _sendable(scenarios.scenarios()):
        organisation = partners[scenario["organisation"]]
        with unit_of_work(sessions, _partner(organisation)) as work:
            document = scenarios.answers_of(scenario)
            sealed = submissions.sealed_answers(document, organisation.id, recipients)
            submissions.receive(work, sealed, organisation.district, ids.new())


def _sendable(found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [scenario for scenario in found if not scenario["right_place"]["danger_now"]]


def _partner(organisation: Organisation, session_id: UUID | None = None) -> Actor:
    return Actor(
        kind=ActorKind.PARTNER,
        name=organisation.name,
        permissions=PARTNER,
        id=organisation.id,
        organisation_id=organisation.id,
        session_id=session_id,
    )
