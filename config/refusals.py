"""What is said of a setting that is missing or cannot be used."""

from __future__ import annotations


class SettingInvalid(RuntimeError):
    """A setting is missing or cannot be used; the message says which, and what to set."""
