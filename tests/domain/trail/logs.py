"""A small log in memory, as the sequencer keeps it, and its exports, whole or tampered with."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.trail import canonical, checkpoints, notes, proofs, tree
from domain.trail.checkpoints import Checkpoint
from domain.trail.export_writers import Writer
from domain.trail.exports import Row
from domain.trail.findings import Findings
from domain.trail.notes import Note
from domain.trail.proofs import BLOCK
from domain.trail.verifier import Trust, verify

LOG = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
WITNESS = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
ORIGIN, WITNESS_NAME = "portal.example/trail", "witness.example/w1"
LOG_KEY = notes.public_key(LOG, ORIGIN, notes.LOG_KEY)
WITNESS_KEY = notes.public_key(WITNESS, WITNESS_NAME, notes.WITNESS_KEY)
AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def event_id(number: int) -> str:
    return str(UUID(int=0x0190_0000_0000_7000_8000_0000_0000_0000 + number))


def submission(number: int) -> str:
    return str(UUID(int=number))


def digest(number: int) -> str:
    return sha256(b"sealed %d" % number).hexdigest()


def event(number: int, name: str = "SubmissionReceived", **more: object) -> bytes:
    received = {"digest": digest(number), "questions_version": "1"}
    said: dict[str, object] = {
        "id": event_id(number),
        "at": canonical.instant(AT + timedelta(seconds=number)),
        "name": name,
        "actor_kind": "partner",
        "actor_id": submission(7),
        "subject_kind": "submission",
        "subject_id": submission(number),
        "title": f"submission REF-{number}",
        "facts": received if name == "SubmissionReceived" else {},
        "version": 1,
    }
    return canonical.encode(said | more)


class Store:
    """Stored hashes in a dictionary."""

    def __init__(self) -> None:
        self.hashes: dict[tuple[int, int], bytes] = {}
        self.widest = 0

    def add(self, runs: list[tree.Run]) -> None:
        for run in proofs.to_store(runs):
            self.hashes |= {(run.level, run.start + i): h for i, h in enumerate(run.hashes)}

    def read(self, level: int, start: int, count: int) -> Sequence[bytes]:
        self.widest = max(self.widest, count)
        found = [self.hashes.get((level, index)) for index in range(start, start + count)]
        return [each for each in found if each is not None]


@dataclass
class Log:
    """Rows as the database has them; a test changes them as a superuser would."""

    rows: list[Row] = field(default_factory=list)
    blocks: dict[int, bytes] = field(default_factory=dict)
    signed: list[Note] = field(default_factory=list)
    sealed: dict[int, str | None] = field(default_factory=dict)
    pending: list[tuple[str, bytes]] = field(default_factory=list)
    store: Store = field(default_factory=Store)

    def export(self, **promises: bool) -> bytes:
        out = io.BytesIO()
        writer = Writer(out)
        wanted = {"sealed": False, "rows": False} | promises
        writer.begin(ORIGIN, AT + timedelta(days=1), **wanted)
        last = max([row.position for row in self.rows], default=0) // BLOCK
        for index in range(last + 1):
            self._write(writer, index, index == last, wanted["sealed"])
        for identity, data in self.pending:
            writer.pending(identity, data)
        writer.end()
        return out.getvalue()

    def _write(self, writer: Writer, index: int, last: bool, promised: bool) -> None:
        rows = sorted(r for r in self.rows if r.position // BLOCK == index)
        writer.block(index, self.blocks.get(index), rows)
        for note in self.signed:
            size = checkpoints.read(note.text).size
            if (size - 1) // BLOCK == index or (last and size > (index + 1) * BLOCK):
                writer.checkpoint(note)
        for position, held in self.sealed.items():
            if position // BLOCK == index and promised:
                writer.sealed(position, submission(position), held)

    def verify(self, *kept: Note, **promises: bool) -> Findings:
        trust = Trust(LOG_KEY, (WITNESS_KEY,), tuple(map(str, kept)))
        return verify(io.BytesIO(self.export(**promises)), trust)


def grown(count: int, signed_at: Sequence[int] = (), entries: Sequence[bytes] = ()) -> Log:
    """Return a log of `count` events, signed and cosigned at some sizes and at its end."""
    log, frontier = Log(), tree.Frontier()
    entries = entries or [event(number) for number in range(count)]
    for number, data in enumerate(entries):
        leaf = tree.leaf_hash(data)
        identity = str(canonical.event(data).id)
        log.rows.append(Row(number, identity, leaf, data))
        log.store.add(frontier.append(leaf))
        if number + 1 in {*signed_at, count}:
            log.signed.append(cosigned(signed(frontier)))
    log.blocks = {index: h for (level, index), h in log.store.hashes.items() if level == 8}
    log.sealed = {number: digest(number) for number in range(count)}
    return log


def signed(frontier: tree.Frontier) -> Note:
    return checkpoints.sign(Checkpoint(ORIGIN, frontier.size, frontier.root()), LOG)


def cosigned(note: Note) -> Note:
    return checkpoints.with_signatures(note, [checkpoints.cosign(note, WITNESS, WITNESS_NAME, AT)])
