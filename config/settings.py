"""Settings of each process: read once from the environment, then never changed.

Every setting is listed, with its default, in `config/example.env`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config import brands, database, limits, single_sign_on
from config.brands import Brand
from config.refusals import SettingInvalid
from config.single_sign_on import SingleSignOn

Environ = Mapping[str, str]

DEFAULT_BODY_BYTES = 1024 * 1024
PASSWORD_MIB, PASSWORD_ROUNDS = 31, 2
"""What hashing a password takes; why so much: docs/decisions/shared-log-on.md."""


@dataclass(frozen=True, kw_only=True)
class ProcessSettings:
    """What every process needs: its own database role, its own keys, the public ones, the files.

    `signer`: the fingerprint of the key that has to have signed the manifest, if it is pinned.
    `password_mib`, `password_rounds`: what hashing a password takes, where the process does that.
    """

    database_url: str = field(repr=False)
    keys: Path
    public_keys: Path
    files: Path = Path("files")
    signer: str | None = None
    password_mib: int = PASSWORD_MIB
    password_rounds: int = PASSWORD_ROUNDS


@dataclass(frozen=True, kw_only=True)
class WebSettings(ProcessSettings):
    """What both doors need."""

    name: str
    secret_key: bytes = field(repr=False)
    brand: Brand
    testing: bool = False
    proxy_hops: int = 0
    force_https: bool = True
    max_body_bytes: int = DEFAULT_BODY_BYTES
    limits_store: str = "memory://"
    demo: bool = False


@dataclass(frozen=True, kw_only=True)
class PortalSettings(WebSettings):
    """What the portal knows: it seals submissions. `portal_url` is what passkeys are tied to."""

    portal_url: str = ""
    requests_per_minute: int = 3_000
    session_pages_per_minute: int = 600
    sends_per_hour: int = 600
    demo_mail: Path | None = None


@dataclass(frozen=True, kw_only=True)
class TriageSettings(WebSettings):
    """What triage knows: its keys open submissions. `triage_url` is what passkeys are tied to."""

    portal_url: str
    triage_url: str = ""
    single_sign_on: SingleSignOn | None = None


@dataclass(frozen=True, kw_only=True)
class WorkerSettings(ProcessSettings):
    """What the worker knows."""

    mail_url: str
    portal_url: str
    triage_url: str
    clamd_url: str = ""


@dataclass(frozen=True, kw_only=True)
class WitnessSettings(ProcessSettings):
    """What a witness knows; `folder` is its memory, out of reach of whoever runs the log."""

    folder: Path


def process_settings(holder: str, environ: Environ = os.environ) -> ProcessSettings:
    """Read what any process needs; `holder` names its folder. Raises SettingInvalid."""
    keys = _folder(environ, "PARTNERSHIP_KEYS")
    url = f"PARTNERSHIP_{holder.upper()}_DATABASE_URL"
    return ProcessSettings(
        database_url=database.checked_url(url, required(environ, url)),
        keys=keys / holder,
        public_keys=keys / "public",
        files=Path(environ.get("PARTNERSHIP_FILES", "").strip() or keys.parent / "files"),
        signer=signer(environ),
        password_mib=number(environ, "PARTNERSHIP_PASSWORD_MIB", PASSWORD_MIB),
        password_rounds=number(environ, "PARTNERSHIP_PASSWORD_ROUNDS", PASSWORD_ROUNDS),
    )


def signer(environ: Environ = os.environ) -> str | None:
    """Read the fingerprint of the key that signs the manifest; None if it is not pinned."""
    return environ.get("PARTNERSHIP_MANIFEST_SIGNER", "").strip() or None


def portal_settings(secret_key: bytes, environ: Environ = os.environ) -> PortalSettings:
    """Read the portal's settings; its secret comes from its key folder. Raises SettingInvalid."""
    mail = environ.get("PARTNERSHIP_DEMO_MAIL", "").strip()
    return PortalSettings(
        **_web("portal", secret_key, environ),
        portal_url=environ.get("PARTNERSHIP_PORTAL_URL", "").strip(),
        requests_per_minute=number(environ, "PARTNERSHIP_REQUESTS_PER_MINUTE", 3_000),
        session_pages_per_minute=number(environ, "PARTNERSHIP_SESSION_PAGES", 600),
        sends_per_hour=number(environ, "PARTNERSHIP_SENDS_PER_HOUR", 600),
        demo_mail=Path(mail) if mail else None,
    )


def triage_settings(secret_key: bytes, environ: Environ = os.environ) -> TriageSettings:
    """Read the triage application's settings. Raises SettingInvalid."""
    portal_url = required(environ, "PARTNERSHIP_PORTAL_URL")
    triage_url = required(environ, "PARTNERSHIP_TRIAGE_URL")
    return TriageSettings(
        **_web("triage", secret_key, environ),
        portal_url=portal_url,
        triage_url=triage_url,
        single_sign_on=single_sign_on.read(environ),
    )


def worker_settings(environ: Environ = os.environ) -> WorkerSettings:
    """Read the worker's settings. Raises SettingInvalid."""
    return WorkerSettings(
        **vars(process_settings("worker", environ)),
        mail_url=required(environ, "PARTNERSHIP_MAIL_URL"),
        portal_url=required(environ, "PARTNERSHIP_PORTAL_URL"),
        triage_url=required(environ, "PARTNERSHIP_TRIAGE_URL"),
        clamd_url=environ.get("PARTNERSHIP_CLAMD_URL", "").strip(),
    )


def witness_settings(environ: Environ = os.environ) -> WitnessSettings:
    """Read a witness's settings. Raises SettingInvalid."""
    return WitnessSettings(
        **vars(process_settings("witness", environ)),
        folder=_folder(environ, "PARTNERSHIP_WITNESS_FOLDER"),
    )


def required(environ: Environ, name: str) -> str:
    """Return a setting that has no safe default. Raises SettingInvalid."""
    if value := environ.get(name, "").strip():
        return value
    raise SettingInvalid(f"{name} must be set; see config/example.env")


def number(environ: Environ, name: str, default: int) -> int:
    """Return a whole number. Raises SettingInvalid."""
    value = environ.get(name, "").strip() or str(default)
    if not value.isdecimal():
        raise SettingInvalid(f"{name} must be a whole number, not {value!r}")
    return int(value)


def _folder(environ: Environ, name: str) -> Path:
    folder = Path(required(environ, name))
    if not folder.is_dir():
        raise SettingInvalid(f"{name} must be a folder; there is none at {folder}")
    return folder


def _web(holder: str, secret_key: bytes, environ: Environ) -> dict[str, Any]:
    return {
        **vars(process_settings(holder, environ)),
        "name": holder,
        "secret_key": secret_key,
        "brand": brands.load(),
        "proxy_hops": number(environ, "PARTNERSHIP_PROXY_HOPS", 0),
        "force_https": environ.get("PARTNERSHIP_INSECURE_COOKIES", "no") != "yes",
        "max_body_bytes": number(environ, "PARTNERSHIP_MAX_BODY_BYTES", DEFAULT_BODY_BYTES),
        "limits_store": limits.store(environ),
        "demo": environ.get("PARTNERSHIP_DEMO", "no") == "yes",
    }
