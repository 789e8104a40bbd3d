"""How urgent a submission is, and why: rules about words, answers and dates.

Rules only ever raise. They are data (`config/priorities.toml`, explained in `docs/priorities.md`);
every rule that spoke is kept, with the passage that made it speak, for the officer to weigh.
High is threat to life, serious harm, imminent risk or opportunity; medium is
time critical; low is all other.
"""

from __future__ import annotations

from domain.priorities.assessments import Assessment, Reason, assess
from domain.priorities.levels import Priority, RestrictedReason
from domain.priorities.rulebooks import Rulebook, rulebook
from domain.priorities.rules import Rule

__all__ = [
    "Assessment",
    "Priority",
    "Reason",
    "RestrictedReason",
    "Rule",
    "Rulebook",
    "assess",
    "rulebook",
]
