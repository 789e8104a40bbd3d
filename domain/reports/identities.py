"""Whether a report gives away who told us: what is refused, and what an officer should look at.

Refused is what names the submitter or the organisation outright: names, telephone numbers,
mailboxes, the submission's reference. What only hints at them (`domain.source_hints`) is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain import source_hints
from domain.organisations.tables import Organisation
from domain.reports.contents import Content
from domain.source_hints import Hint, Names
from domain.submissions.tables import Submission

_DIGITS_THAT_TELL = 7


@dataclass(frozen=True)
class Identity:
    """Who must not be named: the words and numbers that name them, and what to call each."""

    names: tuple[tuple[str, str], ...]
    numbers: tuple[tuple[str, str], ...]
    hints: Names


@dataclass(frozen=True)
class Leak:
    """A field of a report that names the source, and what it names; never the words themselves."""

    where: str
    names: str

    @property
    def words(self) -> str:
        """What to tell the officer."""
        return f"This gives {self.names}. A report never says who told us."


def of(
    organisation: Organisation, answers: Mapping[str, Any], submission_reference: str
) -> Identity:
    """Return whom a report from this submission must not name."""
    submitter = answers.get("submitter") or {}
    name, role = str(submitter.get("name", "")), str(submitter.get("role", ""))
    names = (
        ("the name of the organisation", organisation.name),
        ("the organisation’s mailbox", organisation.mailbox),
        ("the name of the organisation’s contact", organisation.contact_name),
        ("the submitter’s name", name),
        ("the reference of the submission", submission_reference),
    )
    numbers = (
        ("the organisation’s telephone number", organisation.phone),
        ("the submitter’s telephone number", str(submitter.get("phone", ""))),
    )
    staff = tuple(one for one in (name, organisation.contact_name) if one)
    roles = tuple(one for one in (role, organisation.contact_role) if one)
    return Identity(
        names=tuple((what, _folded(one)) for what, one in names if one.strip()),
        numbers=tuple((what, _digits(one)) for what, one in numbers if one.strip()),
        hints=Names(organisations=(organisation.name,), staff=staff, roles=roles),
    )


def leaks(content: Content, identity: Identity) -> tuple[Leak, ...]:
    """Return where a report names its source outright; such a report is refused."""
    return tuple(
        Leak(where, what)
        for where, text in texts(content)
        for what in dict.fromkeys(_named(text, identity))
    )


def hints(content: Content, identity: Identity) -> dict[str, tuple[Hint, ...]]:
    """Return what may give the source away, by field; for the officer to judge."""
    found = {where: source_hints.highlight(text, identity.hints) for where, text in texts(content)}
    return {where: some for where, some in found.items() if some}


def hints_in(answers: Mapping[str, Any], submission: Submission) -> tuple[Hint, ...]:
    """Return which of the partner's own words may give the source away, to be marked."""
    identity = of(submission.organisation, answers, submission.reference)
    return source_hints.highlight(answers, identity.hints)


def texts(content: Content) -> Iterator[tuple[str, str]]:
    """Give every text that leaves the unit with the report, with its field.

    The risk to the source stays in the unit, and is not among them.
    """
    for field in ("title", "information_note", "point_of_contact"):
        yield field, getattr(content, field)
    items = [(f"items.{place}", item) for place, item in enumerate(content.items)]
    for where, item in (*items, ("provenance", content.provenance)):
        yield f"{where}.text", item.text
        for field, said in item.grade.as_document().items():
            if said and field != "scheme":
                yield f"{where}.grade.{field}", said
    for place, subject in enumerate(content.subjects):
        for field, said in subject.fields.items():
            yield f"subjects.{place}.{field}", said


def _named(text: str, identity: Identity) -> Iterator[str]:
    folded = _folded(text)
    for what, name in identity.names:
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded):
            yield what
    numbers = [_digits(one) for one in re.findall(r"\+?\(?\d[\d\s().-]{5,}\d", text)]
    for what, number in identity.numbers:
        if len(number) >= _DIGITS_THAT_TELL and any(number in one for one in numbers):
            yield what


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("\u2019", "'").casefold()
    return " ".join(plain.split())


def _digits(text: str) -> str:
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    for abroad in ("0044", "44"):
        if digits.startswith(abroad):
            return digits.removeprefix(abroad).lstrip("0")
    return digits.lstrip("0")
