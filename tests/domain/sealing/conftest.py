"""Keys made once for the tests of sealing, and a context like those in use."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.sealing import Context, Recipient, Recipients, suites
from domain.sealing.opening import PrivateKeys

SUITE = suites.MLKEM768_X25519
PAIRS = {name: suites.generate() for name in ("triage", "next", "recovery", "stranger")}


def recipients_named(*names: str) -> Recipients:
    return Recipients(tuple(Recipient(name, SUITE, PAIRS[name][1]) for name in names))


def keys_named(*names: str) -> PrivateKeys:
    return PrivateKeys({name: suites.private_key(SUITE, PAIRS[name][0]) for name in names})


@pytest.fixture
def recipients() -> Recipients:
    return recipients_named("triage", "next", "recovery")


@pytest.fixture
def keys() -> PrivateKeys:
    return keys_named("triage")


@pytest.fixture
def context() -> Context:
    return Context("submission", UUID(int=1), UUID(int=2), "content")


@pytest.fixture
def named() -> tuple[object, object]:
    """Functions that give recipients and private keys by name."""
    return recipients_named, keys_named
