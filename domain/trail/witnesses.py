"""The witness's rule: cosign only what extends what was seen before.

The witness keeps, outside the log's reach, the size and root it last saw of each log. Whoever runs
it must store the new state durably **before** handing out the cosignature; a crash in between costs
one question asked again, never a cosigned fork.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.trail import canonical, checkpoints, notes, proofs
from domain.trail.checkpoints import Checkpoint
from domain.trail.notes import NoteRefused, Signature, VerifierKey
from domain.trail.tree import EMPTY_ROOT, HASH_BYTES

FORMAT = "partnership-witness-state 1"


class WitnessRefused(Exception):
    """The witness does not cosign. `rule` is one of `RULES`; the message says it in words."""

    def __init__(self, rule: str, reason: str) -> None:
        """Say which rule was broken, and how."""
        super().__init__(reason)
        self.rule = rule


RULES = ("unknown", "signature", "stale", "rewound", "forked")
"""`stale` is asked again from the right size; `rewound` and `forked` must wake somebody."""


@dataclass(frozen=True)
class Seen:
    """What a witness last saw of a log."""

    size: int
    root: bytes


NOTHING_SEEN = Seen(0, EMPTY_ROOT)
States = Mapping[str, Seen]


@dataclass(frozen=True)
class Witness:
    """Who cosigns: a name, its own key, and the keys of the logs it watches."""

    name: str
    private: Ed25519PrivateKey
    logs: tuple[VerifierKey, ...]

    @property
    def key(self) -> VerifierKey:
        """The key to publish."""
        return notes.public_key(self.private, self.name, notes.WITNESS_KEY)


@dataclass(frozen=True)
class Asked:
    """What a log asks: here is my checkpoint, and the proof that it extends the one you know."""

    old_size: int
    proof: tuple[bytes, ...]
    note: str


def consider(
    witness: Witness, states: States, asked: Asked, at: datetime
) -> tuple[States, Signature]:
    """Return the new states and the cosignature, or raise `WitnessRefused`."""
    opened = _opened(witness, asked.note)
    checkpoint = opened.checkpoint
    seen = states.get(checkpoint.origin, NOTHING_SEEN)
    _refuse_rewound(seen, checkpoint)
    if asked.old_size != seen.size:
        raise WitnessRefused(
            "stale", f"the proof starts at {asked.old_size}; this witness has seen {seen.size}"
        )
    _refuse_forked(seen, checkpoint, asked.proof)
    after = Seen(checkpoint.size, checkpoint.root)
    signature = checkpoints.cosign(opened.note, witness.private, witness.name, at)
    return MappingProxyType({**states, checkpoint.origin: after}), signature


def states_bytes(states: States) -> bytes:
    """Return the states as the file a witness keeps."""
    logs = {o: {"size": s.size, "root": s.root.hex()} for o, s in states.items()}
    return canonical.encode({"format": FORMAT, "logs": logs}) + b"\n"


def states_from(data: bytes) -> States:
    """Return the states a witness kept. Raises `ValueError`: never start afresh instead."""
    said = canonical.decode(data.removesuffix(b"\n"))
    if said.get("format") != FORMAT:
        raise ValueError("this is not the state of a witness")
    states = {o: Seen(int(s["size"]), bytes.fromhex(s["root"])) for o, s in said["logs"].items()}
    if any(s.size < 0 or len(s.root) != HASH_BYTES for s in states.values()):
        raise ValueError("the state of this witness is damaged")
    return MappingProxyType(states)


def _opened(witness: Witness, note: str) -> checkpoints.Opened:
    try:
        parsed = notes.parse(note)
        origin = checkpoints.read(parsed.text).origin
        known = [key for key in witness.logs if key.name == origin]
        if not known:
            raise WitnessRefused("unknown", f"this witness does not watch a log called {origin}")
        signers = [key for key in known if parsed.by(key)]
        return checkpoints.open_signed(note, (signers or known)[0])
    except NoteRefused as wrong:
        raise WitnessRefused(
            "signature", f"the checkpoint is not to be trusted: {wrong}"
        ) from wrong


def _refuse_rewound(seen: Seen, checkpoint: Checkpoint) -> None:
    if checkpoint.size < seen.size:
        raise WitnessRefused(
            "rewound",
            f"{checkpoint.origin} was rewound: it held {seen.size} events when last seen and now "
            f"claims {checkpoint.size}",
        )


def _refuse_forked(seen: Seen, checkpoint: Checkpoint, proof: Sequence[bytes]) -> None:
    before, after = (seen.size, seen.root), (checkpoint.size, checkpoint.root)
    if not seen.size and not checkpoint.size and checkpoint.root != EMPTY_ROOT:
        raise WitnessRefused("forked", f"{checkpoint.origin} claims a root for an empty log")
    if not proofs.consistent(before, after, proof):
        raise WitnessRefused(
            "forked",
            f"{checkpoint.origin} was forked: its {checkpoint.size} events do not begin with the "
            f"{seen.size} events seen before (or the proof is wrong)",
        )
