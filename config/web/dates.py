"""A date asked for in three boxes, for WTForms: what is typed is kept, each fault is named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

PARTS = ("day", "month", "year")
FIRST_YEAR, LAST_YEAR = 2000, 2199
"""Between them lie the days that addresses ask about: a day more or less is a day as well."""


class ThreeBoxDate(Field):
    """Day, month and year, sent as `<name>-day`, `<name>-month`, `<name>-year`.

    `data` is a `date`, or None if nothing was typed; `typed` is what stands in the boxes;
    `wrong_parts` names those at fault. WTForms' own `InputRequired` looks at one box only, so
    `required` takes the words to say if all are empty.
    """

    wrong_parts: tuple[str, ...] = ()

    def __init__(self, label: str, required: str | None = None, **options: Any) -> None:
        super().__init__(label, **options)
        self._required = required
        self.typed = dict.fromkeys(PARTS, "")

    def process(self, formdata: Any, *rest: Any, **more: Any) -> None:
        """Take the three boxes from what was sent, or the date the form was given."""
        super().process(None, *rest, **more)
        if formdata is not None and any(f"{self.name}-{part}" in formdata for part in PARTS):
            self.typed = {
                part: (formdata.get(f"{self.name}-{part}") or "").strip() for part in PARTS
            }
            self.data = None
        elif isinstance(self.data, date):
            self.typed = {part: str(getattr(self.data, part)) for part in PARTS}

    def pre_validate(self, form: Any) -> None:
        """Raises `ValidationError` with the words to show."""
        missing = tuple(part for part in PARTS if not self.typed[part])
        self.wrong_parts = missing
        if len(missing) == len(PARTS):
            if self._required:
                raise ValidationError(self._required)
        elif missing:
            raise ValidationError(f"{self._words()} must include a {' and '.join(missing)}")
        else:
            self.data = self._real()

    def _real(self) -> date:
        try:
            return real_date(self.typed)
        except ValueError as reason:
            self.wrong_parts = PARTS
            raise ValidationError(f"{self._words()} must be a real date") from reason

    def _words(self) -> str:
        return str(self.label.text)


def real_date(typed: Mapping[str, str]) -> date:
    """The date that three boxes name. Raises `ValueError` if there is no such day."""
    day, month, year = (typed[part] for part in PARTS)
    if not (day.isascii() and month.isascii() and year.isascii() and len(year) == 4):
        raise ValueError(f"not a date: {day} {month} {year}")
    return date(int(year), int(month), int(day))


def in_these_centuries(day: date) -> date:
    """Return a day, or a time. Raises `ValueError` if it is far away."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"not a year between {FIRST_YEAR} and {LAST_YEAR}: {day.year}")
    return day
