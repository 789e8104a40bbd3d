"""The portal as its process builds it: from the environment and its folder of keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from config import settings as configured
from config.refusals import SettingInvalid
from domain import keys
from domain.keys import ManifestRefused
from operations.database.grants import PORTAL
from portal import create_app, set_up
from portal.manifests import Manifests
from tests.portal.browser import Browser


def test_a_portal_is_built_from_the_environment_and_answers(committed, keyring):
    environ = {
        "PARTNERSHIP_KEYS": str(keyring.folder),
        "PARTNERSHIP_PORTAL_DATABASE_URL": committed.url(PORTAL),
    }
    secret = keys.load_secret(keyring.folder / "portal/portal-flask.json")
    settings = configured.portal_settings(secret, environ)
    parts = set_up.parts(settings)
    browser = Browser(create_app(settings, parts))
    page = browser.submit(browser.get("/o/no-such-token"), {"password": "wrong"})
    assert page.status == 422
    assert parts.recipients() == keyring.recipients
    parts.sessions.kw["bind"].dispose()
    parts.lookups.dispose()


def test_a_store_of_limits_that_there_is_not_is_named(keyring):
    environ = {
        "PARTNERSHIP_KEYS": str(keyring.folder),
        "PARTNERSHIP_PORTAL_DATABASE_URL": "postgresql://portal@127.0.0.1/partnership",
        "PARTNERSHIP_LIMITS_STORE": "foo",
    }
    with pytest.raises(SettingInvalid, match="PARTNERSHIP_LIMITS_STORE must be"):
        configured.portal_settings(b"", environ)


def test_a_manifest_is_looked_at_anew_at_each_use(keyring):
    public = keyring.folder / "public"
    signer = keys.load_verifying_key(public / "manifest-signer.json")
    now = [datetime.now(UTC)]
    manifests = Manifests(public / "manifest.json", signer, lambda: now[0])
    assert manifests.recipients() == keyring.recipients
    now[0] += timedelta(days=500)
    with pytest.raises(ManifestRefused):
        manifests.recipients()
    with pytest.raises(ManifestRefused):
        Manifests(public / "absent.json", signer, lambda: now[0]).recipients()
