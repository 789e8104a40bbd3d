"""Where a submission has got to, and what may follow what."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a submission has got to in the triage unit."""

    ARRIVED = "arrived"
    TO_SCREEN = "to screen"
    TO_DECIDE = "to decide"
    WITH_PARTNER = "with the partner"
    CLOSED = "closed"
    DISPOSED = "disposed of"


class Step(StrEnum):
    """What moves a submission from one state to another."""

    TAKE_IN = "taken in"
    SCREEN = "screened for safety"
    DECIDE = "decided"
    ASK = "sent back with a question"
    ANSWER = "answered by the partner"
    ADD = "added to by the partner"
    REOPEN = "reopened"
    DISPOSE = "disposed of"


LEADS_TO: dict[tuple[State, Step], State] = {
    (State.ARRIVED, Step.TAKE_IN): State.TO_SCREEN,
    (State.ARRIVED, Step.SCREEN): State.TO_DECIDE,
    (State.TO_SCREEN, Step.SCREEN): State.TO_DECIDE,
    (State.TO_DECIDE, Step.SCREEN): State.TO_DECIDE,
    (State.TO_DECIDE, Step.DECIDE): State.CLOSED,
    (State.TO_DECIDE, Step.ASK): State.WITH_PARTNER,
    (State.WITH_PARTNER, Step.SCREEN): State.WITH_PARTNER,
    (State.WITH_PARTNER, Step.ANSWER): State.TO_SCREEN,
    (State.WITH_PARTNER, Step.DECIDE): State.CLOSED,
    (State.ARRIVED, Step.ADD): State.ARRIVED,
    (State.TO_SCREEN, Step.ADD): State.TO_SCREEN,
    (State.TO_DECIDE, Step.ADD): State.TO_SCREEN,
    (State.WITH_PARTNER, Step.ADD): State.TO_SCREEN,
    (State.CLOSED, Step.ADD): State.TO_SCREEN,
    (State.CLOSED, Step.REOPEN): State.TO_SCREEN,
    (State.CLOSED, Step.DISPOSE): State.DISPOSED,
}
"""Every step allowed. What a partner adds, and what is reopened, is screened for safety anew."""

WORDS_FOR_PARTNERS: dict[State, str] = {
    State.ARRIVED: "received",
    State.TO_SCREEN: "received",
    State.TO_DECIDE: "being looked at",
    State.WITH_PARTNER: "we need more",
    State.CLOSED: "closed",
    State.DISPOSED: "closed",
}
"""The four words a partner sees; anything finer would be a disclosure."""


class StepNotAllowed(ValueError):
    """That cannot be done to a submission in this state."""


def after(state: State, step: Step) -> State:
    """Return the state a step leads to. Raises StepNotAllowed, in words for the officer."""
    if (state, step) not in LEADS_TO:
        raise StepNotAllowed(f"A submission that is {state} cannot be {step}.")
    return LEADS_TO[state, step]


def may(state: State, step: Step) -> bool:
    """Say whether a step is allowed, so that a button and its rule cannot disagree."""
    return (state, step) in LEADS_TO
