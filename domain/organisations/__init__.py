"""Partner organisations: who they are, their unique URL and their shared password."""

from __future__ import annotations

from domain.organisations.admission import (
    Admission,
    Attempt,
    admit,
    admit_chooser,
    divert,
    find,
    leave,
)
from domain.organisations.listing import Line, listed, names
from domain.organisations.onboarding import Particulars, choose_password, issue_url, onboard
from domain.organisations.records import AccessRequest
from domain.organisations.tables import Organisation, OrganisationUrl, Standing

__all__ = [
    "AccessRequest",
    "Admission",
    "Attempt",
    "Line",
    "Organisation",
    "OrganisationUrl",
    "Particulars",
    "Standing",
    "admit",
    "admit_chooser",
    "choose_password",
    "divert",
    "find",
    "issue_url",
    "leave",
    "listed",
    "names",
    "onboard",
]
