"""Settings of single sign-on for police staff by OpenID Connect; off unless an issuer is named.

Why each is as it is: `docs/decisions/single-sign-on.md`.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from config.refusals import SettingInvalid

Environ = Mapping[str, str]

OURS, THEIRS = "ours", "theirs"
SHORTEST_SECRET = 16


@dataclass(frozen=True, kw_only=True)
class SingleSignOn:
    """The provider that vouches for police staff, and how far it is believed.

    `name`: what the button calls it. `username_claim`: what of the ID token is the username here,
    at the first use alone. `acr`, `amr`: what the provider has to state, or nobody comes in (one
    of the contexts; every method). `trusted`: then our own second factor is not asked as well.
    `password_only_for`: the one username that a password still serves; empty, it serves everybody.
    `signs_out`: whoever came by the provider is offered to sign out there as well.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = "your force account"
    username_claim: str = "preferred_username"
    acr: frozenset[str] = frozenset()
    amr: frozenset[str] = frozenset()
    trusted: bool = False
    password_only_for: str = ""
    signs_out: bool = False
    ca_file: Path | None = None


def read(environ: Environ) -> SingleSignOn | None:
    """Return what is set, or None if no issuer is. Raises SettingInvalid."""
    issuer = _text(environ, "PARTNERSHIP_SSO_ISSUER")
    if not issuer:
        return None
    acr = _words(environ, "PARTNERSHIP_SSO_REQUIRED_ACR")
    amr = _words(environ, "PARTNERSHIP_SSO_REQUIRED_AMR")
    return SingleSignOn(
        issuer=_address(issuer),
        client_id=_required(environ, "PARTNERSHIP_SSO_CLIENT_ID"),
        client_secret=_secret(environ),
        name=_text(environ, "PARTNERSHIP_SSO_NAME") or SingleSignOn.name,
        username_claim=_text(environ, "PARTNERSHIP_SSO_USERNAME_CLAIM")
        or SingleSignOn.username_claim,
        acr=acr,
        amr=amr,
        trusted=_is_trusted(environ, acr | amr),
        password_only_for=_text(environ, "PARTNERSHIP_SSO_PASSWORD_ONLY_FOR").casefold(),
        signs_out=_text(environ, "PARTNERSHIP_SSO_SIGN_OUT") == "yes",
        ca_file=_file(environ, "PARTNERSHIP_SSO_CA_FILE"),
    )


def is_private(address: str) -> bool:
    """Say whether nobody can listen in on the way to an address: TLS, or this very machine."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _is_here(host)))


def _text(environ: Environ, setting: str) -> str:
    return environ.get(setting, "").strip()


def _required(environ: Environ, setting: str) -> str:
    if value := _text(environ, setting):
        return value
    raise SettingInvalid(
        f"{setting} must be set, for PARTNERSHIP_SSO_ISSUER is; see config/example.env"
    )


def _words(environ: Environ, setting: str) -> frozenset[str]:
    return frozenset(_text(environ, setting).split())


def _address(issuer: str) -> str:
    parts = urlsplit(issuer)
    if not is_private(issuer) or parts.query or parts.fragment or parts.username:
        raise SettingInvalid(
            "PARTNERSHIP_SSO_ISSUER must be the provider's https address exactly as its ID tokens"
            f" name it, without query or fragment; it is {issuer!r}"
        )
    return issuer


def _secret(environ: Environ) -> str:
    path = _file(environ, "PARTNERSHIP_SSO_CLIENT_SECRET_FILE")
    given = _text(environ, "PARTNERSHIP_SSO_CLIENT_SECRET")
    if (path is None) == (not given):
        raise SettingInvalid(
            "Set one of PARTNERSHIP_SSO_CLIENT_SECRET_FILE (a file with the secret that the"
            " provider gave) and PARTNERSHIP_SSO_CLIENT_SECRET, not both and not neither"
        )
    secret = path.read_text("utf-8").strip() if path else given
    if len(secret) < SHORTEST_SECRET:
        raise SettingInvalid(
            f"PARTNERSHIP_SSO_CLIENT_SECRET must have at least {SHORTEST_SECRET} characters:"
            " have the provider make one"
        )
    return secret


def _is_trusted(environ: Environ, stated: frozenset[str]) -> bool:
    whose = _text(environ, "PARTNERSHIP_SSO_SECOND_FACTOR") or OURS
    if whose not in (OURS, THEIRS):
        raise SettingInvalid(
            f"PARTNERSHIP_SSO_SECOND_FACTOR must be {OURS} or {THEIRS}, not {whose!r}"
        )
    if whose == THEIRS and not stated:
        raise SettingInvalid(
            "PARTNERSHIP_SSO_SECOND_FACTOR=theirs leaves out our second factor: say in"
            " PARTNERSHIP_SSO_REQUIRED_AMR or PARTNERSHIP_SSO_REQUIRED_ACR by what the provider"
            " states that it asked for one (for example mfa)"
        )
    return whose == THEIRS


def _file(environ: Environ, setting: str) -> Path | None:
    written = _text(environ, setting)
    if written and not Path(written).is_file():
        raise SettingInvalid(f"{setting} must be a file; there is none at {written}")
    return Path(written) if written else None


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
