"""The published keys of the log and its witnesses, as they lie in the public folder.

A log, or a witness, is called by the id of its key: with a new key it is another one. The public
halves of keys that were changed stay, so that what they signed can still be verified.
"""

from __future__ import annotations

from pathlib import Path

from domain.keys import files
from domain.keys.files import KeyFileRefused
from domain.trail import notes
from domain.trail.notes import VerifierKey

LOG, WITNESS = "trail-log", "trail-witness"


def log_keys(public: Path) -> tuple[VerifierKey, ...]:
    """Return the key of the log, then those of closed logs. Raises KeyFileRefused."""
    found = _published(public, LOG, notes.LOG_KEY)
    if not found:
        raise KeyFileRefused(f"there is no public key of the log in {public}")
    return found


def witness_keys(public: Path) -> tuple[VerifierKey, ...]:
    """Return the keys of the witnesses that are trusted; none if none are published."""
    return _published(public, WITNESS, notes.WITNESS_KEY)


def _published(public: Path, purpose: str, kind: int) -> tuple[VerifierKey, ...]:
    first = public / f"{purpose}.json"
    others = sorted(path for path in public.glob(f"{purpose}-*.json"))
    found = [files.inspect(path) for path in (first, *others) if path.exists()]
    return tuple(
        VerifierKey(key.key_id, kind, key.public) for key in found if key.purpose == purpose
    )
