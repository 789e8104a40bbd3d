"""The triage door on the tests' database; one application, given new parts for each test."""

from __future__ import annotations

import pytest

from domain.permissions import Role
from tests import make, providers
from tests.triage import door as doors_of_triage
from tests.triage import signing_on
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
def officer(triage):
    """A browser in which a triage officer has signed in."""
    return triage.staffed()[1]


@pytest.fixture
def administrator(triage):
    """A browser in which an administrator has signed in."""
    return triage.staffed(Role.ADMINISTRATOR, name="a.admin", password_hash="x")[1]


@pytest.fixture(scope="session")
def running_provider():
    """One provider for all tests, on a port of its own."""
    with providers.running(lambda: make.NOW, signing_on.BACK) as provider:
        yield provider


@pytest.fixture
def sign_on(triage, doors, running_provider):
    """A door that believes a provider, at which PC Jones is signed in, as it was never used."""
    fresh = providers.LocalProvider(lambda: make.NOW, signing_on.BACK)
    vars(running_provider).update(vars(fresh) | {"url": running_provider.url})
    running_provider.person = dict(signing_on.JONES)
    running_provider.clock = lambda: triage.parts.now()
    made = signing_on.SignOn(triage, running_provider, doors)
    made.set()
    return made


@pytest.fixture
def happened(doors):
    """What the trail holds, when asked."""
    return lambda: signing_on.events(doors)


@pytest.fixture
def jones(sign_on):
    """Somebody whose account the provider knows already, and what makes their codes."""
    member, codes = sign_on.enrolled()
    sign_on.bound(sign_on.door.browser(), codes)
    return member, codes
