"""The portal on the tests' database, and a browser at it that reads pages strictly."""

from __future__ import annotations

import pytest

from config import brands
from config.settings import PortalSettings
from portal import Parts, create_app
from portal.set_up import receipt_keys
from tests import make
from tests.letters import LINK_KEYS
from tests.portal.browser import Browser


@pytest.fixture(scope="session")
def settings(keyring):
    return PortalSettings(
        database_url="",
        keys=keyring.folder / "portal",
        public_keys=keyring.folder / "public",
        name="portal",
        secret_key=b"a key for tests only, 32 bytes..",
        brand=brands.load(),
        testing=True,
    )


@pytest.fixture
def clock():
    """What time the portal believes it is; a test may move it on."""

    class Clock:
        now = make.NOW

        def __call__(self):
            return self.now

    return Clock()


@pytest.fixture
def parts(doors, secrets_of, keyring, clock, store):
    passwords, url_tokens = secrets_of
    return Parts(
        sessions=doors.portal,
        lookups=doors.portal,
        passwords=passwords,
        url_tokens=url_tokens,
        link_keys=LINK_KEYS,
        recipients=lambda: keyring.recipients,
        store=store,
        own_keys=keyring.portal,
        receipt_keys=receipt_keys(keyring.folder / "public"),
        now=clock,
        refusals_take=0,
    )


@pytest.fixture
def app(settings, parts):
    return create_app(settings, parts)


@pytest.fixture
def stranger(app):
    """A browser that nobody has signed in with."""
    return Browser(app)


@pytest.fixture
def browser(app, partner):
    """A browser that the partner has signed in with."""
    opened = Browser(app)
    opened.sign_in(partner.url_token, partner.password)
    return opened
