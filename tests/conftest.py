"""What every test can ask for."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain import keys
from domain.passwords import Passwords
from domain.passwords.costs import Cost
from domain.url_tokens import UrlTokens
from tests.keys import Keyring

pytest_plugins = ["tests.database", "tests.files", "tests.logged", "tests.partners"]


@pytest.fixture(scope="session")
def keyring(tmp_path_factory: pytest.TempPathFactory) -> Keyring:
    """Keys of every process, made once."""
    folder = tmp_path_factory.mktemp("keys")
    manifest = keys.create(folder, datetime.now(UTC))
    return Keyring(folder, manifest)


@pytest.fixture(scope="session")
def passwords(keyring: Keyring) -> Passwords:
    """A hasher that is cheap: tests are about what happens around the hash."""
    return Passwords({1: b"p" * 32}, Cost(memory_kib=8, rounds=1), below_floor=True)


@pytest.fixture(scope="session")
def url_tokens() -> UrlTokens:
    """What turns the tokens of unique URLs into what is kept of them."""
    return UrlTokens(hash_key=b"h" * 32, sealing_key=b"s" * 32)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return Path(__file__).resolve().parents[1]
