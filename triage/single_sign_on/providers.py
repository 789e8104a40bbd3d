"""The provider: what it says of itself, its keys, and a code changed for tokens."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.common.urls import add_params_to_uri
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.discovery import get_well_known_url
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from config.single_sign_on import SingleSignOn, is_private
from triage.single_sign_on import asking
from triage.single_sign_on.asking import ProviderAway

LASTS = 3600.0
"""Seconds for which what the provider says of itself is believed."""
NOT_AGAIN_WITHIN = 60.0
"""Seconds; a key that is not known makes us look again, but no more often than this."""
ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")
KINDS = ("RSA", "EC")
"""Kinds of keys that are taken: a shared secret among them would let whoever knows it sign."""


class CodeRefused(Exception):
    """The provider gives no tokens for the code."""


@dataclass(frozen=True)
class Known:
    """What the provider said of itself, and its keys, and when."""

    metadata: dict[str, Any]
    keys: KeySet
    at: float


class Provider:
    """The provider that the settings name; one for each process, asked by all its threads."""

    def __init__(self, settings: SingleSignOn, here: str) -> None:
        """Take its settings, and our address below which it sends people back."""
        self.settings = settings
        self._back, self._left = f"{here}/back", f"{here}/left"
        self._known: Known | None = None
        self._lock = threading.Lock()

    def address(self, state: str, nonce: str, verifier: str, **more: Any) -> str:
        """Return where to send somebody who wants to sign in. Raises ProviderAway."""
        metadata = self._believed().metadata
        with self._session(metadata) as session:
            found, _ = session.create_authorization_url(
                metadata["authorization_endpoint"],
                state=state,
                nonce=nonce,
                code_verifier=verifier,
                **more,
            )
        return str(found)

    def tokens(self, code: str, verifier: str) -> dict[str, Any]:
        """Return what the provider gives for a code. Raises ProviderAway or CodeRefused."""
        metadata = self._believed().metadata
        with asking.carefully(), self._session(metadata) as session:
            try:
                found = session.fetch_token(
                    metadata["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    redirect_uri=self._back,
                    code_verifier=verifier,
                )
            except AuthlibBaseError as refused:
                raise CodeRefused("the provider gave no tokens for the code") from refused
        return dict(found)

    def leaving(self, state: str) -> str | None:
        """Return where to send somebody who signs out; None if they are not offered that.

        No ID token goes along, for none is kept: the provider may ask whether they mean it.
        Raises ProviderAway.
        """
        if not self.settings.signs_out:
            return None
        there = self._believed().metadata.get("end_session_endpoint")
        if not isinstance(there, str) or not is_private(there):
            return None
        told = {
            "client_id": self.settings.client_id,
            "post_logout_redirect_uri": self._left,
            "state": state,
        }
        return str(add_params_to_uri(there, told.items()))

    def keys(self, key_id: object) -> KeySet:
        """Return the provider's keys, looked up again if this one is not among them."""
        known = self._believed()
        missing = key_id not in {key.kid for key in known.keys.keys}
        if missing and time.monotonic() - known.at > NOT_AGAIN_WITHIN:
            known = self._look()
        return known.keys

    def names_itself(self) -> bool:
        """Say whether its answers always say whose they are (RFC 9207)."""
        told = self._believed().metadata
        return told.get("authorization_response_iss_parameter_supported") is True

    def _believed(self) -> Known:
        known = self._known
        if known and time.monotonic() - known.at < LASTS:
            return known
        return self._look()

    def _look(self) -> Known:
        """Ask the provider for its own description and keys; one thread does, others wait."""
        before = self._known
        with self._lock:
            if self._known is not before and self._known is not None:
                return self._known
            ca_file = self.settings.ca_file
            metadata = asking.document(
                get_well_known_url(self.settings.issuer, external=True), ca_file
            )
            self._check(metadata)
            keys = _usable(asking.document(metadata["jwks_uri"], ca_file))
            self._known = Known(metadata, keys, time.monotonic())
            return self._known

    def _check(self, metadata: dict[str, Any]) -> None:
        if metadata.get("issuer") != self.settings.issuer:
            raise ProviderAway("the provider names another issuer than PARTNERSHIP_SSO_ISSUER")
        for name in ADDRESSES:
            if not isinstance(metadata.get(name), str) or not is_private(metadata[name]):
                raise ProviderAway(f"the provider's {name} is no address with https")

    def _session(self, metadata: dict[str, Any]) -> OAuth2Session:
        offered = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        basic = "client_secret_basic" in offered
        session = OAuth2Session(
            self.settings.client_id,
            self.settings.client_secret,
            token_endpoint_auth_method="client_secret_basic" if basic else "client_secret_post",
            scope="openid profile email",
            redirect_uri=self._back,
            code_challenge_method="S256",
        )
        asking.prepare(session, self.settings.ca_file)
        return session


def _usable(document: dict[str, Any]) -> KeySet:
    """Return the public signing keys of a set. Raises ProviderAway if there is none."""
    found = document.get("keys")
    taken = [
        {name: value for name, value in key.items() if name != "d"}
        for key in (found if isinstance(found, list) else [])
        if isinstance(key, dict) and key.get("kty") in KINDS and key.get("use", "sig") == "sig"
    ]
    try:
        keys = KeySet.import_key_set({"keys": taken})
    except (JoseError, ValueError, KeyError, TypeError) as wrong:
        raise ProviderAway("the provider's keys cannot be read") from wrong
    if not keys.keys:
        raise ProviderAway("the provider shows no key that it signs with")
    return keys
