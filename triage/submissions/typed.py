"""What an officer typed into one of a submission's forms, read from the request as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    """A form that was not taken: which one, what was in it, and what was wrong with it.

    `beside` is what stood in the page's other forms, by form and box: it comes back with the page.
    """

    form: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    conflict: str = ""
    seen: UUID | None = None
    beside: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def value(self, form: str, name: str) -> str:
        """What stands in a box of a form; empty for a form that nobody has filled in."""
        return self.values.get(name, "") if form == self.form else self.beside.get((form, name), "")

    def holds(self, form: str) -> bool:
        """Whether something was typed into a form that has not been taken."""
        return form == self.form or any(form == other for other, _ in self.beside)

    @property
    def all_held(self) -> list[str]:
        """Every form that holds something, in order."""
        return sorted({form for form, _ in self.beside} | ({self.form} if self.form else set()))

    def held(self, forms: Iterable[str]) -> str:
        """The first of some forms that holds something; empty if none does."""
        return next((form for form in forms if self.holds(form)), "")

    def problem(self, form: str, name: str) -> str | None:
        """What is wrong with a box of a form, if anything is."""
        return self.problems.get(name) if form == self.form else None


def typed(form: str, problems: Mapping[str, str] | None = None, conflict: str = "") -> Typed:
    """What this request's form holds, with what is wrong with it."""
    return Typed(form, request.form.to_dict(), problems or {}, conflict, _seen(), beside())


def beside() -> Mapping[tuple[str, str], str]:
    """What stood in the page's other forms: a browser with scripts sends it with the one sent.

    A box is named `beside/<form>/<box>`: `beside/note/note`.
    """
    sent = ((name.split("/", 2), value) for name, value in request.form.items())
    return {(way[1], way[2]): value for way, value in sent if way[0] == "beside" and len(way) == 3}


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
