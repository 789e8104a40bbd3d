"""What the people of a submission tell the rules: whether a child is among the victims."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from domain.wordings.passages import Answers

_ADULT = 18
_VICTIM = "victim or at risk"
_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")


def child_victim(answers: Answers, on: date) -> bool:
    """Whether somebody given as a victim or at risk was under 18 on the day `on`."""
    people = answers.get("people")
    if not isinstance(people, (list, tuple)):
        return False
    return any(
        isinstance(person, Mapping) and person.get("role") == _VICTIM and _is_child(person, on)
        for person in people
    )


def _is_child(person: Mapping[str, object], on: date) -> bool:
    born = _year(str(person.get("date_of_birth") or ""), on)
    if born:
        return on.year - born < _ADULT
    ages = [int(number) for number in _NUMBER.findall(str(person.get("age_range") or "")[:100])]
    return bool(ages) and min(ages) < _ADULT and "s" not in str(person.get("age_range"))


def _year(typed: str, on: date) -> int | None:
    """Give the year at the end of a date of birth as typed: `8/6/12`, `02/04/2011`."""
    numbers = _NUMBER.findall(typed[:100])
    if not numbers or len(numbers[-1]) not in (2, 4):
        return None
    year = int(numbers[-1])
    if year >= 1900:
        return year
    return year + 2000 if year + 2000 <= on.year else year + 1900
