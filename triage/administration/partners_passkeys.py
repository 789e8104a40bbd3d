"""Ending a passkey of somebody at a partner organisation, where nobody there can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from config.web.access import requires
from domain import partner_passkeys
from domain.actors import Actor
from domain.organisations import Organisation
from domain.organisations import pages as lists
from domain.partner_passkeys import Line
from domain.permissions import Permission
from domain.unit_of_work import UnitOfWork
from triage.administration import actions
from triage.administration.actions import Action
from triage.administration.forms import ReasonForm
from triage.step_up import fresh

pages = Blueprint("partners_passkeys", __name__)


@dataclass(frozen=True)
class Held:
    """A passkey that serves, and whose."""

    organisation: Organisation
    passkey: Line

    @property
    def title(self) -> str:
        """How the page names it: as its maker did."""
        return f"{self.organisation.name}: {self.passkey.person}, on {self.passkey.device}"


def _may(actor: Actor, _held: Held) -> bool:
    return actor.may(Permission.MANAGE_ORGANISATIONS)


def _end(work: UnitOfWork, held: Held, form: Any) -> None:
    partner_passkeys.end_of(work, held.organisation, held.passkey.id, form.reason.data)


ACTIONS = {
    "passkey": Action(
        title="End this passkey",
        words="It serves no longer, and the sessions it opened end at once. The shared mailbox is"
        " told that the police ended it, and not why. Others there sign in as before.",
        button="End the passkey",
        done="",
        offered=_may,
        carry_out=_end,
        form=ReasonForm,
        warns=True,
    )
}


@pages.get("/organisations/<uuid:organisation_id>/passkeys/<uuid:passkey_id>/end")
@requires(Permission.MANAGE_ORGANISATIONS)
@fresh
def ask(organisation_id: UUID, passkey_id: UUID) -> ResponseReturnValue:
    """Ask why a passkey shall end."""
    find, back = _finding(organisation_id, passkey_id), _back(organisation_id)
    return actions.ask(ACTIONS, "passkey", find, back)


@pages.post("/organisations/<uuid:organisation_id>/passkeys/<uuid:passkey_id>/end")
@requires(Permission.MANAGE_ORGANISATIONS)
@fresh
def end(organisation_id: UUID, passkey_id: UUID) -> ResponseReturnValue:
    """End it."""
    find, back = _finding(organisation_id, passkey_id), _back(organisation_id)
    return actions.take(ACTIONS, "passkey", find, back)


def _finding(organisation_id: UUID, passkey_id: UUID) -> actions.Find:
    def find(work: UnitOfWork, to_change: bool) -> Held | None:
        organisation = lists.find(work, organisation_id, to_change)
        if organisation is None:
            return None
        found = partner_passkeys.of_organisation(work, organisation)
        return next((Held(organisation, one) for one in found if one.id == passkey_id), None)

    return find


def _back(organisation_id: UUID) -> str:
    return url_for("organisations.show", organisation_id=organisation_id)
