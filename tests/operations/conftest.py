"""A folder of keys that a test may change, and typing the commands about it."""

from __future__ import annotations

import shutil

import pytest
from click.testing import CliRunner

from operations.command import partnership
from operations.database.grants import TRIAGE, WORKER
from tests.keys import Keyring


@pytest.fixture
def own(keyring, tmp_path):
    """A copy of the keys that a test may change."""
    folder = tmp_path / "keys"
    shutil.copytree(keyring.folder, folder)
    return Keyring(folder, keyring.manifest)


@pytest.fixture
def type_(committed, own, monkeypatch):
    """Type a command of `partnership keys`."""
    monkeypatch.setenv("PARTNERSHIP_TRIAGE_DATABASE_URL", committed.url(TRIAGE))
    monkeypatch.setenv("PARTNERSHIP_WORKER_DATABASE_URL", committed.url(WORKER))
    monkeypatch.setenv("PARTNERSHIP_KEYS", str(own.folder))

    def typed(*words):
        return CliRunner().invoke(partnership, ["keys", *map(str, words)])

    return typed
