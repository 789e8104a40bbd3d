"""What an officer typed into one of a submission's forms, read from the request as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from flask import request
from werkzeug.exceptions import BadRequest

from config.web.dates import PARTS, real_date
from domain.decisions import Decision
from domain.outcomes import OUTCOMES, FactKind, Outcome
from domain.problems import NotAccepted
from domain.screening import Screen, ScreenResult

FACTS_OF_SCREEN: Mapping[ScreenResult, tuple[str, ...]] = {
    ScreenResult.CONCERN: ("told_whom", "told_how", "told_when"),
    ScreenResult.EMERGENCY: ("log_number",),
}
"""What belongs to one result alone; typed under another it is dropped."""

REASONS = ("threat", "harm", "risk", "vulnerability")
"""Reasons asked for under every result; none has to be given."""


@dataclass(frozen=True)
class Typed:
    """A form that was not taken: which one, what was in it, and what was wrong with it."""

    form: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    conflict: str = ""
    seen: UUID | None = None

    def value(self, form: str, name: str) -> str:
        """What stands in a box of a form; empty for a form that nobody has sent."""
        return self.values.get(name, "") if form == self.form else ""

    def problem(self, form: str, name: str) -> str | None:
        """What is wrong with a box of a form, if anything is."""
        return self.problems.get(name) if form == self.form else None


def typed(form: str, problems: Mapping[str, str] | None = None, conflict: str = "") -> Typed:
    """What this request's form holds, with what is wrong with it."""
    return Typed(form, request.form.to_dict(), problems or {}, conflict, _seen())


def version() -> int:
    """The version of the submission that the officer's page showed. Raises BadRequest."""
    value = request.form.get("version", "")
    if not (value.isascii() and value.isdecimal() and len(value) < 10):
        raise BadRequest("the form lacks the version it was made for")
    return int(value)


def screen() -> Screen:
    """The safety screen that was typed. Raises NotAccepted if no result was chosen."""
    if (chosen := request.form.get("result", "")) not in set(ScreenResult):
        raise NotAccepted({"result": "Select whether anyone is at risk"})
    result = ScreenResult(chosen)
    asked = {name: _text(name) for name in (*REASONS, *FACTS_OF_SCREEN.get(result, ()))}
    return Screen(result, _text("reason"), **asked)


def decision() -> Decision:
    """The decision that was typed. Raises NotAccepted if no outcome was chosen."""
    if (chosen := request.form.get("outcome", "")) not in set(Outcome):
        raise NotAccepted({"outcome": "Select an outcome"})
    outcome = Outcome(chosen)
    facts = {
        fact.key: _date(fact.key) if fact.kind is FactKind.DATE else _text(fact.key)
        for fact in OUTCOMES[outcome].facts
    }
    return Decision(outcome, facts, _text("reason"))


def _text(name: str) -> str:
    return request.form.get(name, "").replace("\r\n", "\n")


def _date(name: str) -> str:
    """Three boxes as one date; what is no date as it was typed, for the domain to refuse."""
    boxes = {part: _text(f"{name}-{part}").strip() for part in PARTS}
    try:
        return real_date(boxes).isoformat()
    except ValueError:
        return " ".join(boxes.values()).strip()


def _seen() -> UUID | None:
    try:
        return UUID(request.form.get("seen", ""))
    except ValueError:
        return None
