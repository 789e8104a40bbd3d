"""What somebody looks for, and whether it can be looked for."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from domain.problems import NotAccepted
from domain.search.fields import BY_KEY, FIELDS
from domain.terms import Term

LONGEST = 300
LONGEST_PURPOSE = 1_000
MOST_GROUPS = 12
"""Of more things that must all be met, the first decide; nobody types as many."""
LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Query:
    """A search: every field that is filled has to be met. Dates are of receipt, both inclusive."""

    text: str = ""
    words: str = ""
    name: str = ""
    dob: str = ""
    vrm: str = ""
    phone: str = ""
    postcode: str = ""
    address: str = ""
    email: str = ""
    handle: str = ""
    document: str = ""
    organisation_id: UUID | None = None
    theme: str = ""
    district: str = ""
    state: str = ""
    received_from: date | None = None
    received_to: date | None = None
    purpose: str = ""

    @property
    def used(self) -> tuple[str, ...]:
        """The names of what was filled in, without the purpose: for the trail."""
        filled = (field.name for field in fields(self) if getattr(self, field.name))
        return tuple(name for name in filled if name != "purpose")

    @property
    def since(self) -> datetime | None:
        """The moment from which a submission was received."""
        return _midnight(self.received_from) if self.received_from else None

    @property
    def until(self) -> datetime | None:
        """The moment before which a submission was received."""
        return _midnight(self.received_to + timedelta(days=1)) if self.received_to else None

    def plain(self) -> dict[str, Any]:
        """Return it as JSON holds it, without what is empty."""
        return {key: str(value) for key, value in asdict(self).items() if value}

    @staticmethod
    def of_plain(plain: dict[str, Any]) -> Query:
        """Return the search that was written down."""
        said = dict(plain)
        if organisation := said.get("organisation_id"):
            said["organisation_id"] = UUID(organisation)
        for key in ("received_from", "received_to"):
            if key in said:
                said[key] = date.fromisoformat(said[key])
        return Query(**said)


def check(query: Query, cleared: bool) -> None:
    """Raise NotAccepted if something filled in cannot be looked for, or a purpose is missing."""
    if problems := _problems(query, cleared):
        raise NotAccepted(problems)


def groups(query: Query) -> list[frozenset[Term]]:
    """Return what has to be met: of each group at least one term, and every group."""
    found: list[frozenset[Term]] = []
    for field in FIELDS:
        if said := str(getattr(query, field.key)).strip():
            found += [group for group in field.read(said) if group not in found]
    if query.organisation_id:
        found.append(frozenset({Term("organisation", str(query.organisation_id))}))
    for key in ("theme", "district"):
        if said := str(getattr(query, key)):
            found.append(frozenset({Term(key, said)}))
    return found[:MOST_GROUPS]


def needs_purpose(query: Query, cleared: bool) -> bool:
    """Say whether a purpose has to be given.

    For whoever looks for a person by name or birth, and for whoever is shown restricted
    submissions too: the reason is what a later question about the search is answered from.
    """
    return cleared or any(BY_KEY[key].personal for key in query.used if key in BY_KEY)


def _problems(query: Query, cleared: bool) -> dict[str, str]:
    problems: dict[str, str] = {}
    if not query.used:
        problems["text"] = "Enter what to look for"
    for field in FIELDS:
        said = str(getattr(query, field.key)).strip()
        if len(said) > LONGEST:
            problems[field.key] = f"This must be {LONGEST} characters or fewer"
        elif said and not field.read(said) and field.key != "text":
            problems[field.key] = field.unreadable
    if query.text.strip() and "text" not in problems and not BY_KEY["text"].read(query.text):
        problems["text"] = BY_KEY["text"].unreadable
    if query.received_from and query.received_to and query.received_from > query.received_to:
        problems["received_to"] = "This must be the same as or after the date it begins with"
    return problems | _of_purpose(query, cleared)


def _of_purpose(query: Query, cleared: bool) -> dict[str, str]:
    if len(query.purpose) > LONGEST_PURPOSE:
        return {"purpose": f"This must be {LONGEST_PURPOSE:,} characters or fewer"}
    if needs_purpose(query, cleared) and not query.purpose.strip():
        return {"purpose": "Enter what you look for this for"}
    return {}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON).astimezone(UTC)
