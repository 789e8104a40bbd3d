"""A provider of single sign-on that runs on this machine, for tests: OpenID Connect over HTTP.

Codes, PKCE and the client's secret are Authlib's own server side. What its ID tokens say, and how
they are signed, a test can change: `says` replaces claims, `signs` makes the token.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, Response, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import make_server

from config.single_sign_on import SingleSignOn

CLIENT, SECRET = "partnership-triage", "a secret for tests only"
KEY, OTHER_KEY = (RSAKey.generate_key(2048, auto_kid=True) for _ in range(2))


class Client(ClientMixin):
    """The triage door, as the provider knows it."""

    def __init__(self, back: str) -> None:
        self.back = back

    def get_client_id(self) -> str:
        return CLIENT

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.back

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class LocalProvider:
    """The provider: who is at the browser, what it says of them, and what it was asked."""

    clock: Callable[[], datetime]
    back: str
    person: dict[str, Any] = field(default_factory=dict)
    says: dict[str, Any] = field(default_factory=dict)
    signs: Callable[[dict[str, Any]], str] | None = None
    answers: Callable[[], Response] | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    keys: list[RSAKey] = field(default_factory=lambda: [KEY])
    asked: list[str] = field(default_factory=list)
    codes: dict[str, Any] = field(default_factory=dict)
    url: str = ""

    @property
    def left(self) -> str:
        """Where people come back to once they are signed out here."""
        return self.back.removesuffix("/back") + "/left"

    def settings(self, **more: Any) -> SingleSignOn:
        """The settings of a door that believes this provider."""
        told = {"issuer": self.url, "client_id": CLIENT, "client_secret": SECRET}
        return SingleSignOn(**told | more)

    def id_token(self, nonce: str | None) -> str:
        now = int(self.clock().timestamp())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce}
        claims |= self.person | self.says
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.signs:
            return self.signs(claims)
        return jwt.encode({"alg": "RS256", "kid": KEY.kid}, claims, KEY)


@contextmanager
def running(clock: Callable[[], datetime], back: str) -> Iterator[LocalProvider]:
    """Serve a provider on a port of its own."""
    provider = LocalProvider(clock, back)
    app = Flask("provider")
    server = make_server("127.0.0.1", 0, app, threaded=True)
    provider.url = f"http://localhost:{server.port}"
    _pages(app, provider, _protocol(app, provider))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _protocol(app: Flask, provider: LocalProvider) -> AuthorizationServer:
    class Codes(AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic"]

        def save_authorization_code(self, code: str, asked: Any) -> None:
            given = asked.payload.data
            kept = ("nonce", "code_challenge", "code_challenge_method", "redirect_uri")
            provider.codes[code] = SimpleNamespace(
                code=code,
                get_redirect_uri=lambda: given["redirect_uri"],
                get_scope=lambda: given["scope"],
                **{name: given.get(name) for name in kept},
            )

        def query_authorization_code(self, code: str, client: Client) -> Any:
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code: Any) -> None:
            del provider.codes[authorization_code.code]

        def authenticate_user(self, authorization_code: Any) -> Any:
            return SimpleNamespace(id="somebody")

    class Tokens(OpenIDCode):
        def exists_nonce(self, nonce: str, asked: Any) -> bool:
            return False

        def encode_id_token(self, token: Any, asked: Any) -> str:
            return provider.id_token(asked.authorization_code.nonce)

    client = Client(provider.back)
    server = AuthorizationServer(
        app,
        query_client=lambda wanted: client if wanted == CLIENT else None,
        save_token=lambda token, asked: None,
    )
    server.register_grant(Codes, [CodeChallenge(required=True), Tokens(require_nonce=True)])
    return server


def _pages(app: Flask, provider: LocalProvider, server: AuthorizationServer) -> None:
    @app.before_request
    def note() -> Response | None:
        provider.asked.append(request.path)
        return provider.answers() if provider.answers else None

    @app.get("/.well-known/openid-configuration")
    def described() -> Response:
        return jsonify(
            {
                "issuer": provider.url,
                "authorization_endpoint": provider.url + "/authorize",
                "token_endpoint": provider.url + "/token",
                "jwks_uri": provider.url + "/keys",
                "end_session_endpoint": provider.url + "/end?realm=1",
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            }
            | provider.metadata
        )

    @app.get("/keys")
    def keys() -> Response:
        return jsonify(KeySet(provider.keys).as_dict(private=False))

    @app.get("/authorize")
    def authorize() -> Any:
        grant = server.get_consent_grant(end_user=None)
        somebody = SimpleNamespace(id="somebody", get_user_id=lambda: "somebody")
        return server.create_authorization_response(grant_user=somebody, grant=grant)

    @app.get("/end")
    def end() -> Any:
        """Send back only to the address that is known, as RP-initiated logout 1.0 has it."""
        asked = request.args
        known = asked.get("client_id") == CLIENT and asked.get("realm") == "1"
        if not known or asked.get("post_logout_redirect_uri") != provider.left:
            return Response("You are signed out", 200)
        return redirect(f"{provider.left}?state={asked.get('state', '')}")

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()
