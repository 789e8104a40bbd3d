"""What can become of a submission: the outcomes, the facts each asks for, and the states between.

To change an outcome, change `OUTCOMES` in `table`.
"""

from __future__ import annotations

from domain.outcomes.facts import check_facts, destinations
from domain.outcomes.kinds import Fact, FactKind, Outcome, OutcomeRule, Referrals
from domain.outcomes.states import (
    LEADS_TO,
    WORDS_FOR_PARTNERS,
    State,
    Step,
    StepNotAllowed,
    after,
    may,
)
from domain.outcomes.table import OUTCOMES

__all__ = [
    "LEADS_TO",
    "OUTCOMES",
    "WORDS_FOR_PARTNERS",
    "Fact",
    "FactKind",
    "Outcome",
    "OutcomeRule",
    "Referrals",
    "State",
    "Step",
    "StepNotAllowed",
    "after",
    "check_facts",
    "destinations",
    "may",
]
