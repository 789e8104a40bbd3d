"""What a provider says of somebody: an ID token, taken only if every word of it is checked.

OpenID Connect Core 1.0 §3.1.3.7; RFC 8725 on what goes wrong with signed tokens.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from config.single_sign_on import SingleSignOn

ALGORITHMS = ("RS256", "PS256", "ES256", "ES384")
"""With a public key alone: neither `none`, nor a secret that the public key could stand in for."""
LEEWAY = 30
"""Seconds by which the provider's clock may differ from ours."""
OLDEST = timedelta(minutes=5)
"""How long ago a token may have been made, and a second factor asked if it stands for ours."""
LONGEST = 255
_WRONG = (JoseError, ValueError, KeyError, TypeError, AttributeError, RecursionError)


class IdTokenRefused(ValueError):
    """The ID token is not what this sign-on waits for; the message says which word was wrong."""


@dataclass(frozen=True)
class Expected:
    """What the token has to fit: who made it and for whom, this one sign-on, and now."""

    settings: SingleSignOn
    nonce: str = field(repr=False)
    access_token: object = field(repr=False)
    at: datetime


@dataclass(frozen=True)
class Person:
    """Whom the token is about, and whether the provider states the second factor we want."""

    subject: str
    username: str
    second_factor: bool


def person(raw: object, keys: Callable[[object], KeySet], expected: Expected) -> Person:
    """Return whom an ID token is about. Raises IdTokenRefused, whatever was wrong."""
    claims = _claims(raw, keys, expected)
    settings = expected.settings
    states = _states(claims, settings)
    if (settings.acr or settings.amr) and not states:
        raise IdTokenRefused("the provider does not state the acr or amr that is required")
    if settings.trusted:
        _check_recent(claims.get("auth_time"), expected.at, "auth_time")
    second_factor = settings.trusted and states
    return Person(claims["sub"], _username(claims, settings.username_claim), second_factor)


def _claims(raw: object, keys: Callable[[object], KeySet], expected: Expected) -> dict[str, Any]:
    if not isinstance(raw, str):
        raise IdTokenRefused("there is no ID token")
    try:
        header = jws.extract_compact(raw.encode()).headers()
        token = jwt.decode(raw, keys(header.get("kid")), algorithms=ALGORITHMS)
    except _WRONG as wrong:
        raise IdTokenRefused(f"the signature: {type(wrong).__name__}") from wrong
    _check(CodeIDToken(token.claims, token.header, *_wanted(expected)), expected)
    return dict(token.claims)


def _wanted(expected: Expected) -> tuple[Any, Any]:
    settings = expected.settings
    options = {
        "iss": {"essential": True, "value": settings.issuer},
        "aud": {"essential": True, "value": settings.client_id},
    }
    params = {
        "nonce": expected.nonce,
        "client_id": settings.client_id,
        "access_token": expected.access_token,
    }
    return options, params


def _check(claims: Any, expected: Expected) -> None:
    try:
        claims.validate(int(expected.at.timestamp()), LEEWAY)
        same = hmac.compare_digest(claims["nonce"].encode(), expected.nonce.encode())
    except _WRONG as wrong:
        raise IdTokenRefused(f"the claims: {wrong}"[:200]) from wrong
    if not same:
        raise IdTokenRefused("the nonce is another's")
    if claims["aud"] not in (expected.settings.client_id, [expected.settings.client_id]):
        raise IdTokenRefused("the token is for others as well")
    if not claims["sub"] or len(claims["sub"]) > LONGEST:
        raise IdTokenRefused("the subject is empty or too long")
    _check_recent(claims["iat"], expected.at, "iat")


def _check_recent(moment: object, now: datetime, name: str) -> None:
    seconds = now.timestamp() - moment if isinstance(moment, int | float) else float("inf")
    if not -LEEWAY <= seconds <= OLDEST.total_seconds() + LEEWAY:
        raise IdTokenRefused(f"{name} is missing or too long ago")


def _states(claims: dict[str, Any], settings: SingleSignOn) -> bool:
    """Say whether the token states every method and one of the contexts that are required."""
    amr, acr = claims.get("amr"), claims.get("acr")
    methods = {each for each in amr if isinstance(each, str)} if isinstance(amr, list) else set()
    in_context = not settings.acr or (isinstance(acr, str) and acr in settings.acr)
    return bool(settings.acr or settings.amr) and settings.amr <= methods and in_context


def _username(claims: dict[str, Any], claim: str) -> str:
    """Return what the token names as username; empty if it does not, or vouches for no address."""
    found = claims.get(claim)
    if claim == "email" and claims.get("email_verified") is not True:
        return ""
    return found[:LONGEST] if isinstance(found, str) else ""
