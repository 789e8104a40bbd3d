"""A door with nothing but what both doors share, for tests of that."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import Flask

from config import brands
from config.web import bare_app


@dataclass(frozen=True)
class SampleSettings:
    """The least that `bare_app` wants to know."""

    name: str = "portal"
    secret_key: bytes = b"a key for tests only, 32 bytes.."
    testing: bool = True
    proxy_hops: int = 0
    force_https: bool = True
    max_body_bytes: int = 100_000
    brand: brands.Brand = field(default_factory=brands.load)


def sample_app(**changes: object) -> Flask:
    """An application of the sample settings, some of them changed."""
    settings = SampleSettings(**changes)  # type: ignore[arg-type]  # named as the fields are
    return bare_app(settings.name, settings)
