"""The triage door on the tests' database; one application, given new parts for each test."""

from __future__ import annotations

import pytest

from tests import make
from tests.triage import door as doors_of_triage
from tests.triage.door import Door
from triage.limits import limiter


@pytest.fixture(scope="session")
def triage_app(keyring, passwords, url_tokens):
    return doors_of_triage.app(keyring, doors_of_triage.parts(None, keyring, passwords, url_tokens))


@pytest.fixture
def triage(triage_app, doors, keyring, passwords, url_tokens) -> Door:
    """The door, on the transaction of this test, with nothing counted yet."""
    made = doors_of_triage.parts(doors.triage, keyring, passwords, url_tokens)
    triage_app.extensions["parts"] = made
    with triage_app.app_context():
        limiter.reset()
    return Door(triage_app)


@pytest.fixture
def partner(doors, passwords, url_tokens):
    return make.partner(doors, passwords, url_tokens)


@pytest.fixture
def officer(triage):
    """A browser in which a triage officer has signed in."""
    return triage.staffed()[1]
