"""Break-glass: one restricted or sensitive item, opened for a while by somebody not cleared for it.

`break_` with a reason, whether or not there is anything under the reference; `reach` and read the
item through that glass alone; a second person is told at once and says what they think: `judge`.
"""

from __future__ import annotations

from domain.break_glass.breaking import BreakGlass, break_, problems, reference_of, terms
from domain.break_glass.judging import (
    Broken,
    GlassJudged,
    JudgedByOneself,
    Verdict,
    judge,
    listed,
    may_judge,
    waiting,
)
from domain.break_glass.reaching import NothingBroken, mine, reach
from domain.break_glass.tables import BrokenGlass

__all__ = [
    "BreakGlass",
    "Broken",
    "BrokenGlass",
    "GlassJudged",
    "JudgedByOneself",
    "NothingBroken",
    "Verdict",
    "break_",
    "judge",
    "listed",
    "may_judge",
    "mine",
    "problems",
    "reach",
    "reference_of",
    "terms",
    "waiting",
]
