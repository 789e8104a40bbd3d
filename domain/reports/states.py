"""Where a report has got to, and what may follow what."""

from __future__ import annotations

from enum import StrEnum


class ReportState(StrEnum):
    """Where a report has got to."""

    DRAFT = "draft"
    TO_APPROVE = "to approve"
    LIVE = "live"
    WITHDRAWN = "withdrawn"
    DISPOSED = "disposed of"


class ReportStep(StrEnum):
    """What moves a report from one state to another."""

    REVISE = "revised"
    SEND = "sent for approval"
    PUBLISH = "made live without a second person"
    APPROVE = "approved"
    RETURN = "returned for correction"
    CORRECT = "taken back for correction"
    REGROUP = "given another retention group"
    WITHDRAW = "withdrawn"


LEADS_TO: dict[tuple[ReportState, ReportStep], ReportState] = {
    (ReportState.DRAFT, ReportStep.REVISE): ReportState.DRAFT,
    (ReportState.DRAFT, ReportStep.SEND): ReportState.TO_APPROVE,
    (ReportState.DRAFT, ReportStep.PUBLISH): ReportState.LIVE,
    (ReportState.DRAFT, ReportStep.WITHDRAW): ReportState.WITHDRAWN,
    (ReportState.TO_APPROVE, ReportStep.APPROVE): ReportState.LIVE,
    (ReportState.TO_APPROVE, ReportStep.RETURN): ReportState.DRAFT,
    (ReportState.TO_APPROVE, ReportStep.WITHDRAW): ReportState.WITHDRAWN,
    (ReportState.LIVE, ReportStep.CORRECT): ReportState.DRAFT,
    (ReportState.LIVE, ReportStep.REGROUP): ReportState.LIVE,
    (ReportState.LIVE, ReportStep.WITHDRAW): ReportState.WITHDRAWN,
}
"""Every step allowed. Nothing follows withdrawal; disposal is of the submission (retention)."""


class StepNotAllowed(ValueError):
    """That cannot be done to a report in this state."""


def after(state: ReportState, step: ReportStep) -> ReportState:
    """Return the state a step leads to. Raises StepNotAllowed, in words for the officer."""
    if (state, step) not in LEADS_TO:
        raise StepNotAllowed(f"A report that is {_WORDS[state]} cannot be {step}.")
    return LEADS_TO[state, step]


def may(state: ReportState, step: ReportStep) -> bool:
    """Say whether a step is allowed, so that a button and its rule cannot disagree."""
    return (state, step) in LEADS_TO


_WORDS = {
    ReportState.DRAFT: "a draft",
    ReportState.TO_APPROVE: "waiting for approval",
    ReportState.LIVE: "live",
    ReportState.WITHDRAWN: "withdrawn",
    ReportState.DISPOSED: "disposed of",
}
