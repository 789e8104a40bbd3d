"""The permission table as auditors read it: who holds what, and the rules about single objects.

`docs/permissions.md` is `as_markdown()`; a test holds them to each other.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.permissions import INCOMPATIBLE, PARTNER, PERMISSIONS, SERVICE, Permission

HOLDERS: Mapping[str, frozenset[Permission]] = {
    **{str(role): held for role, held in PERMISSIONS.items()},
    "partner": PARTNER,
    "service": SERVICE,
}
"""Everybody who may hold a permission. Visitors hold none."""

OBJECT_RULES: tuple[tuple[str, str], ...] = (
    ("domain.break_glass.judging.may_judge", "Nobody judges a glass that they broke"),
    ("domain.object_rules.is_own_organisation", "A partner's things are its own organisation's"),
    ("domain.object_rules.is_own_claim", "A submission is worked on by who has taken it"),
    ("domain.object_rules.is_own_account", "One's sign-in is one's own; rights are for others"),
    ("domain.object_rules.sees_restricted", "A restricted submission is there for the cleared"),
    ("domain.object_rules.sees_sensitive", "A sensitive report: for its author and the cleared"),
    ("domain.object_rules.is_second_person", "What needs a second person is not done by the first"),
    ("domain.dissemination.sendings.may_disseminate", "Only a live report is given to anybody"),
    ("domain.dissemination.sendings.may_authorise", "Nobody authorises what they proposed"),
    ("domain.organisations.amendments.may_amend", "An organisation that is not closed is amended"),
    ("domain.organisations.agreements.may_submit", "A partner submits under a current agreement"),
    ("domain.organisations.invitations.may_invite", "Who has chosen no password is invited"),
    ("domain.organisations.mailboxes.may_change", "A closed organisation keeps its mailbox"),
    (
        "domain.organisations.requests.may_decide",
        "A request is decided once, if confirmed",
    ),
    ("domain.organisations.standing.may", "Suspended, reinstated, closed, merged: by its standing"),
    ("domain.organisations.urls.may_reveal", "The address of a closed organisation stays hidden"),
    ("domain.outcomes.states.may", "A submission goes from step to step as its state allows"),
    ("domain.reports.drafting.may_draft", "A report is made after the screen for safety"),
    ("domain.reports.states.may", "A report goes from step to step as its state allows"),
    ("domain.reports.steps.may", "Nobody approves a report that they wrote"),
    ("domain.staff.access_reviews.may_review", "Administrators and auditors see who has access"),
    (
        "domain.staff.addresses.may_change",
        "Nobody changes their own address, nor one of an account without access",
    ),
    ("domain.staff.factors.may_revoke", "One's own last second factor stays"),
    (
        "domain.staff.identities.may_release",
        "Another administrator lets a bound account be found anew",
    ),
    ("domain.staff.invitations.may_invite", "Only an account without a password is invited"),
    (
        "domain.staff.identities.may_release",
        "Nobody has single sign-on forget whose their own account is",
    ),
    ("domain.staff.recovery.may_recover", "Nobody starts the recovery of their own account"),
    ("domain.staff.rights.may_change", "Nobody changes their own rights"),
)
"""Named predicates about one object, each beside what it guards. A test finds every one."""


def rows() -> list[tuple[str, list[bool]]]:
    """Return each permission with whether each of HOLDERS has it."""
    return [(str(one), [one in held for held in HOLDERS.values()]) for one in Permission]


def as_markdown() -> str:
    """Return the table as a document."""
    heads = ["May", *HOLDERS]
    table = [heads, ["---"] * len(heads)]
    table += [[words, *("yes" if may else "" for may in has)] for words, has in rows()]
    return "\n".join(
        [
            "# Who may do what",
            "",
            "Made from `domain/permissions.py` and `domain/permission_table.py` by"
            " `partnership permissions`. Triage shows the same at `/permissions`.",
            "",
            *(_row(row) for row in table),
            "",
            "## Roles that one person may not hold together",
            "",
            *(f"- {why}" for why in sorted({why for _, why in INCOMPATIBLE})),
            "",
            "## Rules about single objects",
            "",
            *(f"- {words}: `{name}`" for name, words in OBJECT_RULES),
            "",
        ]
    )


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
