"""Where the doors count what is limited: each in its memory, or together in a Redis or Valkey."""

from __future__ import annotations

from collections.abc import Mapping

from config.refusals import SettingInvalid

SETTING = "PARTNERSHIP_LIMITS_STORE"
IN_MEMORY = "memory://"
SHARED = ("redis://", "rediss://", "redis+unix://")


def store(environ: Mapping[str, str]) -> str:
    """Read the address of the store. Raises SettingInvalid."""
    address = environ.get(SETTING, "").strip() or IN_MEMORY
    if not address.startswith((IN_MEMORY, *SHARED)):
        raise SettingInvalid(f"{SETTING} must be {IN_MEMORY} or like redis://host:port")
    return address
