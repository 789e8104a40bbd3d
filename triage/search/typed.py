"""The search that was typed, read from a form, and written back into one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from config.web.dates import PARTS, in_these_centuries, real_date
from domain.outcomes import State
from domain.questions.themes import BY_KEY
from domain.search import FIELDS, Query
from triage import arguments

DATES: Mapping[str, str] = {"received_from": "Received from", "received_to": "Received to"}
PLAIN = (*(one.key for one in FIELDS), "theme", "district", "state", "purpose")
LONGEST_DISTRICT = 100


@dataclass(frozen=True)
class Typed:
    """What stands in the boxes of the search, by name, and what is wrong with it."""

    values: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """What stands in a box."""
        return self.values.get(name, "")

    @property
    def narrowed(self) -> bool:
        """Whether more than the one box is filled in."""
        names = {name for name, value in self.values.items() if value}
        return bool((names | self.problems.keys()) - {"text", "purpose", "csrf_token"})


def query(form: MultiDict[str, str], problems: dict[str, str]) -> Query:
    """Return the search that was typed; what cannot be read is put into `problems`, by field."""
    said: dict[str, Any] = {name: form.get(name, "").strip() for name in PLAIN}
    said["district"] = said["district"][:LONGEST_DISTRICT]
    chosen = arguments.Chosen(form, problems)
    said["theme"] = chosen.one_of("theme", BY_KEY)
    said["state"] = chosen.one_of("state", set(State))
    days: dict[str, Any] = {name: _day(form, name, problems) for name in DATES}
    return replace(Query(**days, organisation_id=chosen.id("organisation")), **said)


def written(made: Query) -> Typed:
    """Write a search back into the boxes that it was typed into."""
    values = {name: str(getattr(made, name)) for name in PLAIN}
    values["organisation"] = str(made.organisation_id or "")
    for name in DATES:
        if day := getattr(made, name):
            values |= {f"{name}-{part}": str(getattr(day, part)) for part in PARTS}
    return Typed({name: value for name, value in values.items() if value})


def _day(form: MultiDict[str, str], name: str, problems: dict[str, str]) -> date | None:
    boxes = {part: form.get(f"{name}-{part}", "").strip() for part in PARTS}
    if not any(boxes.values()):
        return None
    try:
        return in_these_centuries(real_date(boxes))
    except ValueError:
        problems[name] = f"{DATES[name]} must be a real date"
        return None
