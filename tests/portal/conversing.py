"""The triage unit behind the portal: asks, tips and decides about what the partner sent."""

from __future__ import annotations

from typing import Any

from domain.messages.asking import clear_outcome, tip
from domain.outcomes import Outcome
from tests import make
from tests.domain.messages.conftest import Unit

WORDS = "A white Transit behind the shops, twice a week"


def unit(doors: Any, partner: Any, keyring: Any, username: str = "p.jones") -> Unit:
    """A submission of the partner that an officer has opened and screened."""
    member = make.member(doors.triage, username=username)
    officer = make.officer(id=member.id, name=member.name)
    sent = make.queued(doors, partner, keyring)
    made = Unit(doors, partner, keyring, officer, sent.reference)
    made.screen()
    return made


def close(made: Unit, coarse: str = "helped") -> None:
    """Decide that it is known already, let the partner know a little, and give a tip."""
    made.decide(Outcome.ALREADY_KNOWN, known_as="Log 8 of Tuesday")
    with made.police() as work:
        clear_outcome(work, made.find(work), coarse)
        tip(work, made.find(work), "Give the date of birth, if you have it.", made.keyring.messages)
