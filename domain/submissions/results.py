"""What an organisation's submissions led to, by quarter; numbers under 5 never leave the database.

Source: feedback is itself a disclosure, so small numbers are suppressed. The rule
is in the database's function `led_to`: the portal is never told more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text

from domain.permissions import Permission
from domain.unit_of_work import UnitOfWork

TOTAL = "total"
LED_TO: dict[str, str] = {
    "reported": "Led to an intelligence report",
    "referred": "Passed to those who deal with it",
    "known": "Added to what we hold",
    "not pertinent": "Not for the police to deal with",
    "withdrawn": "Withdrawn",
    TOTAL: "Decided in all",
}
"""What became of submissions, as coarsely as partners are told, in the order it is shown."""
FEW, WITHHELD = "fewer than 5", "not shown"
_WORDS = {"few": FEW, "withheld": WITHHELD}
_LED_TO = text("select quarter, became, number, told from led_to(:at)")


@dataclass(frozen=True)
class Quarter:
    """A quarter of a year that has ended: its first day, and for each of `LED_TO` what is told."""

    first_day: date
    told: dict[str, str]


def led_to(work: UnitOfWork) -> list[Quarter]:
    """Return what the actor's organisation may be told of the last two years, newest first."""
    work.require(Permission.SEE_OWN_SUBMISSIONS)
    quarters: dict[date, dict[str, str]] = {}
    for quarter, became, number, told in work.session.execute(_LED_TO, {"at": work.now}):
        words = _WORDS[told] if number is None else f"{number:,}"
        quarters.setdefault(quarter, {})[became] = words
    return [Quarter(first_day, told) for first_day, told in quarters.items()]
