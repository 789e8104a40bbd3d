"""The published keys that a command is told to trust, as a folder or one by one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from domain.keys.published import log_keys, witness_keys
from domain.trail.notes import NoteRefused, VerifierKey, published_key


@dataclass(frozen=True)
class Trusted:
    """Keys of the log, the present one first, and of witnesses."""

    logs: tuple[VerifierKey, ...]
    witnesses: tuple[VerifierKey, ...]


def trusted_keys(public: Path | None, log: str | None, witnesses: tuple[str, ...]) -> Trusted:
    """Return them from a folder (`public/`, or a folder that has one), or from vkeys."""
    try:
        named = tuple(map(published_key, witnesses))
        if log:
            return Trusted((published_key(log),), named)
    except NoteRefused as wrong:
        raise click.UsageError(str(wrong)) from wrong
    if public is None:
        raise click.UsageError("Say whom to trust: --keys FOLDER, or --log VKEY.")
    folder = public / "public" if (public / "public").is_dir() else public
    return Trusted(log_keys(folder), named or witness_keys(folder))
