"""Administering the service: partner organisations, members of staff, what is in force.

Whoever administers reads no intelligence: no page here shows anything that a partner sent.
"""

from __future__ import annotations

from collections.abc import Iterable

from flask import Flask

from domain.permissions import Permission
from triage.administration import (
    enrolling,
    joining,
    onboarding,
    organisations,
    particulars,
    partners_passkeys,
    people,
    records,
    spreadsheets,
)

BLUEPRINTS = (
    organisations.pages,
    particulars.pages,
    partners_passkeys.pages,
    onboarding.pages,
    spreadsheets.pages,
    people.pages,
    records.pages,
    joining.pages,
    enrolling.pages,
)

MENU: tuple[tuple[Permission, str, str], ...] = (
    (Permission.MANAGE_ORGANISATIONS, "Organisations", "organisations.listed"),
    (Permission.MANAGE_ORGANISATIONS, "Requests", "onboarding.waiting"),
    (Permission.MANAGE_STAFF, "Staff", "people.listed"),
    (Permission.SEE_ACCESS, "Access review", "records.review"),
    (Permission.SEE_ACCESS, "Permissions", "records.permissions"),
    (Permission.SEE_ACCESS, "Reference data", "records.reference"),
)


INSIDE = {
    "organisations": "organisations.listed",
    "particulars": "organisations.listed",
    "partners_passkeys": "organisations.listed",
    "spreadsheets": "organisations.listed",
    "onboarding": "onboarding.waiting",
    "onboarding.new": "organisations.listed",
    "onboarding.bring_in": "organisations.listed",
    "people": "people.listed",
}
"""Which page of the menu the other pages of a blueprint, or one of them, belong to."""


def install(app: Flask, portal_url: str) -> None:
    """Tell the pages where partners go, and templates how words become options."""
    app.config["PORTAL_URL"] = portal_url
    app.add_template_global(pairs)
    app.add_template_global(enrolling.has_no_factor)


def pairs(words: Iterable[str]) -> list[tuple[str, str]]:
    """Return words as options whose value is the word itself."""
    return [(str(one), str(one)) for one in words]
