"""A log in the database, sequenced by the test."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from domain.actors import system
from domain.keys import load_signing_key
from domain.keys.published import log_keys
from domain.sequencing import Sequencer
from domain.unit_of_work import unit_of_work
from tests import make


@dataclass
class Sequencing:
    """The worker's sequencer; a new one for each batch, as after a crash, unless kept."""

    sessions: object
    key: object
    origin: str

    def sequencer(self):
        return Sequencer(self.key, self.origin)

    def advance(self, sequencer=None, batch=5_000, now=make.NOW):
        with unit_of_work(self.sessions, system("sequencing"), now) as work:
            return (sequencer or self.sequencer()).advance(work, batch)


@pytest.fixture
def log_key(keyring):
    return log_keys(keyring.folder / "public")[0]


@pytest.fixture
def sequencing(doors, keyring, log_key):
    key = load_signing_key(keyring.folder / "worker" / "trail-log.json")
    return Sequencing(doors.worker, key, log_key.name)
