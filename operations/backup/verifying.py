"""Proving that what was restored holds: the log, what it says of rows and content, receipts."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text

from config.settings import ProcessSettings
from domain.keys.published import log_keys, witness_keys
from domain.trail import receipts, verifier
from domain.trail.findings import Findings
from domain.trail.receipts import ReceiptRefused
from domain.trail.verifier import Trust
from domain.unit_of_work import Sessions
from operations import exporting
from operations.set_up import sessions_as


@dataclass(frozen=True)
class Verdict:
    """What the verifier found, and how many of the receipts given still hold."""

    findings: Findings
    receipts: int = 0
    refused: dict[str, str] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether log and receipts still hold."""
        return self.findings.whole and not self.refused


def verify(
    settings: ProcessSettings, kept: Sequence[str] = (), given: Sequence[Path] = ()
) -> Verdict:
    """Export the trail as triage and verify it; then the receipts, also against the log.

    `kept` are the checkpoints of witnesses: with them, a copy that is older than what a witness saw
    is named `rewound`, with the positions that are missing. Raises NoteRefused.
    """
    public = settings.public_keys
    logs, witnesses = log_keys(public), witness_keys(public)
    with sessions_as(settings) as sessions, tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "export"
        exporting.export(sessions, public, file)
        with file.open("rb") as stream:
            findings = verifier.verify(stream, Trust(logs[0], witnesses, tuple(kept)))
        refused = {}
        for path in given:
            if why := _refused(path, public, sessions):
                refused[path.name] = why
    return Verdict(findings, len(given) - len(refused), refused)


def _refused(path: Path, public: Path, sessions: Sessions) -> str:
    try:
        facts = receipts.verify_any(path.read_bytes(), log_keys(public), witness_keys(public))
    except ReceiptRefused as wrong:
        return str(wrong)
    query = text("select position from trail_leaf where event_id = :event")
    with sessions.begin() as session:
        place = session.scalar(query, {"event": facts.event_id})
    if place != facts.index:
        return f"{facts.reference} was received, and this copy of the record does not hold it"
    return ""
