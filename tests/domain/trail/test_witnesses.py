from __future__ import annotations

from types import MappingProxyType

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.trail import checkpoints, proofs, witnesses
from domain.trail.checkpoints import Checkpoint
from domain.trail.notes import parse
from domain.trail.witnesses import Asked, Seen, States, Witness, WitnessRefused
from tests.domain.trail import logs
from tests.domain.trail.logs import AT, LOG, LOG_KEY, ORIGIN, WITNESS, WITNESS_KEY, WITNESS_NAME

WITNESSING = Witness(WITNESS_NAME, WITNESS, (LOG_KEY,))
GROWN = logs.grown(20)
NOTHING: States = MappingProxyType({})


def asked(old: int, size: int, root: bytes | None = None, key: Ed25519PrivateKey = LOG) -> Asked:
    root = proofs.root_at(GROWN.store, size) if root is None else root
    note = checkpoints.sign(Checkpoint(ORIGIN, size, root), key)
    proof = proofs.consistency(GROWN.store, old, size) if old <= size else []
    return Asked(old, tuple(proof), str(note))


def seen(size: int) -> States:
    return MappingProxyType({ORIGIN: Seen(size, proofs.root_at(GROWN.store, size))})


@pytest.mark.parametrize(("old", "size"), [(0, 0), (0, 13), (13, 13), (13, 20), (16, 20)])
def test_a_log_that_grew_is_cosigned_and_remembered(old: int, size: int) -> None:
    question = asked(old, size)
    states, signature = witnesses.consider(WITNESSING, seen(old), question, AT)
    assert states == seen(size)
    note = checkpoints.with_signatures(parse(question.note), [signature])
    opened = checkpoints.open_signed(str(note), LOG_KEY, [WITNESS_KEY])
    assert opened.witnesses == {WITNESS_NAME: AT}


def test_a_log_never_seen_before_starts_at_nothing() -> None:
    states, _ = witnesses.consider(WITNESSING, NOTHING, asked(0, 5), AT)
    assert states == seen(5)


FORKED = bytes(32)
REFUSED = [
    ("rewound", seen(13), asked(13, 12), "was rewound: it held 13 events when last seen"),
    ("forked", seen(13), asked(13, 13, FORKED), "was forked"),
    ("forked", seen(13), asked(13, 20, FORKED), "was forked"),
    ("forked", NOTHING, asked(0, 0, FORKED), "a root for an empty log"),
    ("stale", seen(13), asked(12, 20), "this witness has seen 13"),
    ("signature", seen(13), asked(13, 20, key=WITNESS), "not to be trusted"),
    ("signature", seen(13), Asked(13, (), "no note"), "not to be trusted"),
]


@pytest.mark.parametrize(("rule", "states", "question", "words"), REFUSED)
def test_the_witness_refuses_in_words(
    rule: str, states: States, question: Asked, words: str
) -> None:
    with pytest.raises(WitnessRefused, match=words) as refused:
        witnesses.consider(WITNESSING, states, question, AT)
    assert refused.value.rule == rule
    assert rule in witnesses.RULES


def test_a_log_that_is_not_watched_is_refused() -> None:
    note = checkpoints.sign(Checkpoint("other.example", 1, bytes(32)), LOG)
    with pytest.raises(WitnessRefused, match="does not watch"):
        witnesses.consider(WITNESSING, NOTHING, Asked(0, (), str(note)), AT)


def test_a_witness_remembers_through_its_file_and_refuses_a_damaged_one() -> None:
    data = witnesses.states_bytes(seen(13))
    assert witnesses.states_from(data) == seen(13)
    for damaged in (b"", b"{}", data.replace(b"13", b"-1"), data.replace(b"state 1", b"state 2")):
        with pytest.raises(ValueError, match=r"."):
            witnesses.states_from(damaged)
