"""A service with a log and a witness, on a database of the test's own."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from config.database import session_maker
from domain.actors import system
from domain.keys import load_signing_key
from domain.keys.published import log_keys, witness_keys
from domain.sequencing import Sequencer, proof
from domain.trail import checkpoints, receipts
from domain.trail.verifier import Trust, verify
from domain.trail.witnesses import Witness
from domain.unit_of_work import reading, unit_of_work
from operations import exporting, witness
from operations.database.grants import WITNESS
from operations.witness import Memory
from tests import make
from tests.database import Database, Doors
from tests.keys import Keyring


@dataclass
class Logged:
    """Everything between a partner's send and an auditor's verdict."""

    database: Database
    doors: Doors
    keyring: Keyring
    folder: Path
    partner: make.Partner

    @property
    def public(self) -> Path:
        return self.keyring.folder / "public"

    @property
    def log(self):
        return log_keys(self.public)[0]

    @property
    def memory(self) -> Memory:
        return Memory(self.folder / "witness")

    @property
    def private(self):
        return load_signing_key(self.keyring.folder / "worker" / "trail-log.json")

    def witness(self) -> Witness:
        private = load_signing_key(self.keyring.folder / "witness" / "trail-witness.json")
        return Witness(witness_keys(self.public)[0].name, private, log_keys(self.public))

    def send(self, count: int = 1) -> list[str]:
        return [make.submission(self.doors, self.partner, self.keyring) for _ in range(count)]

    def sequence(self) -> int:
        with unit_of_work(self.doors.worker, system("sequencing")) as work:
            advance = Sequencer(self.private, self.log.name).advance(work)
        return advance.size if advance else 0

    def look(self):
        sessions = session_maker(self.database.url(WITNESS))
        try:
            return witness.look(sessions, self.witness(), self.memory)
        finally:
            sessions.kw["bind"].dispose()

    def grow(self, count: int = 1) -> list[str]:
        """Send, sequence, have it cosigned."""
        sent = self.send(count)
        self.sequence()
        self.look()
        return sent

    def export(self, name: str = "export.txt") -> Path:
        file = self.folder / name
        exporting.export(self.doors.triage, self.public, file)
        return file

    def verified(self, kept: bool = False):
        notes = checkpoints.several(self.memory.checkpoints.read_text()) if kept else []
        trust = Trust(self.log, witness_keys(self.public), tuple(notes))
        return verify(io.BytesIO(self.export().read_bytes()), trust)

    def found(self, kept: bool = False) -> set[str]:
        return {finding.kind for finding in self.verified(kept).named}

    def receipt(self, reference: str) -> bytes:
        with reading(self.doors.portal, self.partner.actor()) as work:
            return proof(work, reference)

    def checked(self, receipt: bytes) -> receipts.ReceiptFacts:
        return receipts.verify(receipt, self.log, witness_keys(self.public))

    def superuser(self, *statements: str) -> None:
        """Do what nobody should be able to do, every trigger switched off."""
        with psycopg.connect(self.database.admin_url) as connection:
            connection.execute("set search_path = partnership")
            for table in ("audit_event", "trail_leaf", "trail_hash", "trail_checkpoint"):
                connection.execute(f"alter table {table} disable trigger user")
            for statement in statements:
                connection.execute(statement)
            for table in ("audit_event", "trail_leaf", "trail_hash", "trail_checkpoint"):
                connection.execute(f"alter table {table} enable trigger user")


def logged_on(database, doors, keyring, folder, parts) -> Logged:
    """Begin: one partner, a witness that has seen nothing."""
    passwords, url_tokens = parts
    partner = make.partner(doors, passwords, url_tokens)
    (folder / "witness").mkdir()
    made = Logged(database, doors, keyring, folder, partner)
    made.memory.begin()
    return made


@pytest.fixture
def secrets_of(passwords, url_tokens):
    return passwords, url_tokens


@pytest.fixture
def logged(committed, committed_doors, keyring, tmp_path, secrets_of):
    """A partner, a log and a witness that has seen nothing, on a database of the test's own."""
    return logged_on(committed, committed_doors, keyring, tmp_path, secrets_of)
