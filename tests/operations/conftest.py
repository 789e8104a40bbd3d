"""A folder of keys that a test may change, and typing the commands about it."""

from __future__ import annotations

import secrets
import shutil

import psycopg
import pytest
from click.testing import CliRunner
from sqlalchemy.engine import make_url

from operations.command import partnership
from operations.database.grants import TRIAGE, WORKER
from tests.database import Database
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


@pytest.fixture
def empty(server_url, committed):
    """An empty database on the same server."""
    name = f"restored_{secrets.token_hex(4)}"
    with psycopg.connect(server_url, autocommit=True) as administrator:
        administrator.execute(f"create database {name}")
    url = make_url(server_url).set(database=name).render_as_string(hide_password=False)
    yield Database(url, committed.passwords)
    with psycopg.connect(server_url, autocommit=True) as administrator:
        administrator.execute(f"drop database {name} with (force)")
