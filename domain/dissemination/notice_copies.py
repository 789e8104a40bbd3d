"""A notice as each recipient is handed it: a page that stands alone, as PDF where that can be."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import select

from domain import audit, exports
from domain.dissemination import notices
from domain.dissemination.copies import Copy
from domain.dissemination.tables import (
    Dissemination,
    DisseminationRecipient,
    DisseminationState,
    Notice,
)
from domain.exports import PageWriter
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.sealing.opening import PrivateKeys
from domain.unit_of_work import UnitOfWork


def copy(
    work: UnitOfWork, notice: Notice, recipient: str, keys: PrivateKeys, page: PageWriter
) -> Copy:
    """Return a notice for one recipient, which names nobody else who has the report.

    Each copy is recorded as a disclosure to them. Raises NotAccepted.
    """
    work.require(Permission.DISSEMINATE)
    name = next((one.name for one in notice.recipients if one.recipient == recipient), None)
    if name is None:
        raise NotAccepted({"recipient": "Select somebody who was sent the notice"})
    words = notices.words_of(work, notice, keys)
    told = _told(notice, words) | {"recipient": name, "lines": _lines(work, notice, recipient)}
    content, rule = exports.printed(page(told))
    digest = hashlib.sha256(content).hexdigest()
    work.record(audit.CopyPrinted(notice, recipients=(name,), digest=digest))
    return Copy(content, f"{notice.number}{rule.suffix}", rule.media_type, digest, recalled=False)


def _told(notice: Notice, words: str) -> dict[str, Any]:
    return {
        "number": notice.number,
        "kind": notice.kind,
        "report": notice.report.reference,
        "marking": notice.report.marking,
        "issued_at": notice.issued_at,
        "words": words,
    }


def _lines(work: UnitOfWork, notice: Notice, recipient: str) -> list[tuple[str, int]]:
    """Under which lines of the ledger they were given which version, until the notice."""
    query = (
        select(Dissemination.number, Dissemination.content_number)
        .join(DisseminationRecipient, DisseminationRecipient.dissemination_id == Dissemination.id)
        .where(
            Dissemination.report_id == notice.report_id,
            Dissemination.state == DisseminationState.DISSEMINATED,
            Dissemination.settled_at <= notice.issued_at,
            DisseminationRecipient.recipient == recipient,
        )
    )
    return [
        (number, version)
        for number, version in work.session.execute(query.order_by(Dissemination.id))
    ]
