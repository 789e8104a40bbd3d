"""The closed list of letters: whom each goes to and what it may say. To add one, add a row.

The words are `templates/letters/<template>.txt` and `.html`; subjects are in `config/letters.toml`.
No letter carries what was submitted, or anybody's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    """Who reads a letter; where it goes is looked up when it is sent, unless it says where."""

    MAILBOX = "mailbox"
    ADDRESS = "address"
    STAFF = "member of staff"
    ADMINISTRATORS = "administrators"
    SUPERVISORS = "supervisors"
    AUDITORS = "auditors"
    REVIEWERS = "reviewers"


class Kind(StrEnum):
    """What a letter is about."""

    INVITATION = "invitation"
    MAILBOX_CONFIRMATION = "mailbox confirmation"
    REQUEST_WAITING = "request waiting"
    REQUEST_DECLINED = "request declined"
    RENEWAL = "password link"
    RENEWED = "password changed"
    COLLEAGUE_LEFT = "colleague left"
    NEW_DEVICE = "new device"
    PASSKEY_ADDED = "passkey added"
    PASSKEY_ENDED = "passkey ended"
    FAILURES = "failures"
    LOG_ON_STOPPED = "log-on stopped"
    ORGANISATION_STOPPED = "organisation stopped"
    SUBMISSION_REFERENCE = "submission reference"
    QUESTION_WAITING = "question waiting"
    URL_CHANGED = "address changed"
    MAILBOX_CHANGE_ASKED = "mailbox change asked"
    MAILBOX_CHANGE_LINK = "mailbox change link"
    MAILBOX_CHANGED = "mailbox changed"
    AGREEMENT_REVIEW = "agreement review"
    AGREEMENT_LAPSED = "agreement lapsed"
    STAFF_INVITATION = "staff invitation"
    STAFF_RENEWAL = "staff password link"
    STAFF_RENEWED = "staff password changed"
    STAFF_RECOVERY = "staff recovery"
    STAFF_FACTORS_CHANGED = "staff factors changed"
    STAFF_SIGN_ON_BOUND = "staff sign-on bound"
    STAFF_ADDRESS_CHANGED = "staff address changed"
    STAFF_NEW_DEVICE = "staff new device"
    STAFF_STOPPED = "staff stopped"
    SUPERVISOR_ALARM = "supervisor alarm"
    GLASS_BROKEN = "glass broken"
    TRAIL_CHECKPOINT = "trail checkpoint"
    REVIEWS_AHEAD = "reviews ahead"

    @property
    def template(self) -> str:
        """The name of its templates, without their endings."""
        return self.replace(" ", "-")


@dataclass(frozen=True)
class Row:
    """One kind: its audience, the facts it says, the secrets it carries sealed until it is sent."""

    audience: Audience
    facts: frozenset[str] = frozenset()
    secrets: frozenset[str] = frozenset()


LINK, URL = "link_token", "url_token"
"""Secrets: the tokens of a one-time link and of an organisation's unique URL."""


def _row(audience: Audience, *facts: str, secrets: tuple[str, ...] = ()) -> Row:
    return Row(audience, frozenset(facts), frozenset(secrets))


_A = Audience
KINDS: Mapping[Kind, Row] = {
    Kind.INVITATION: _row(_A.MAILBOX, "expires_at", secrets=(LINK, URL)),
    Kind.MAILBOX_CONFIRMATION: _row(_A.ADDRESS, "expires_at", secrets=(LINK,)),
    Kind.REQUEST_WAITING: _row(_A.ADMINISTRATORS),
    Kind.REQUEST_DECLINED: _row(_A.ADDRESS),
    Kind.RENEWAL: _row(_A.MAILBOX, "expires_at", secrets=(LINK,)),
    Kind.RENEWED: _row(_A.MAILBOX, "at"),
    Kind.COLLEAGUE_LEFT: _row(_A.MAILBOX, "expires_at", secrets=(LINK,)),
    Kind.NEW_DEVICE: _row(_A.MAILBOX, "at", "device", "place"),
    Kind.PASSKEY_ADDED: _row(_A.MAILBOX, "at", "device", "place"),
    Kind.PASSKEY_ENDED: _row(_A.MAILBOX, "at", "because"),
    Kind.FAILURES: _row(_A.MAILBOX, "at", "count"),
    Kind.LOG_ON_STOPPED: _row(_A.MAILBOX, "at", "count"),
    Kind.ORGANISATION_STOPPED: _row(_A.ADMINISTRATORS, "at", "count"),
    Kind.SUBMISSION_REFERENCE: _row(_A.MAILBOX, "at", "reference"),
    Kind.QUESTION_WAITING: _row(_A.MAILBOX, "reference"),
    Kind.URL_CHANGED: _row(_A.MAILBOX, "grace_ends_at", secrets=(URL,)),
    Kind.MAILBOX_CHANGE_ASKED: _row(_A.MAILBOX, "at"),
    Kind.MAILBOX_CHANGE_LINK: _row(_A.ADDRESS, "expires_at", secrets=(LINK,)),
    Kind.MAILBOX_CHANGED: _row(_A.ADDRESS, "at"),
    Kind.AGREEMENT_REVIEW: _row(_A.MAILBOX, "days", "review_on", "stops_on"),
    Kind.AGREEMENT_LAPSED: _row(_A.MAILBOX, "review_on", "stops_on"),
    Kind.STAFF_INVITATION: _row(_A.STAFF, "expires_at", secrets=(LINK,)),
    Kind.STAFF_RENEWAL: _row(_A.STAFF, "expires_at", secrets=(LINK,)),
    Kind.STAFF_RENEWED: _row(_A.STAFF, "at"),
    Kind.STAFF_RECOVERY: _row(_A.STAFF, "expires_at", secrets=(LINK,)),
    Kind.STAFF_FACTORS_CHANGED: _row(_A.STAFF, "at"),
    Kind.STAFF_SIGN_ON_BOUND: _row(_A.STAFF, "at"),
    Kind.STAFF_ADDRESS_CHANGED: _row(_A.ADDRESS, "at"),
    Kind.STAFF_NEW_DEVICE: _row(_A.STAFF, "at", "device", "place"),
    Kind.STAFF_STOPPED: _row(_A.STAFF, "at", "count"),
    Kind.SUPERVISOR_ALARM: _row(_A.SUPERVISORS, "at", "count", "what"),
    Kind.GLASS_BROKEN: _row(_A.REVIEWERS, "at"),
    Kind.TRAIL_CHECKPOINT: _row(_A.AUDITORS, "origin", "size", "root", "signed", "cosigned"),
    Kind.REVIEWS_AHEAD: _row(_A.REVIEWERS, "due", "soon", "days", "second", "first_on"),
}
