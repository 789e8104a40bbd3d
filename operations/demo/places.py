"""Where the demo keeps its things, all under one data folder."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from operations.database.grants import LOGINS


@dataclass(frozen=True)
class Places:
    """The files and folders of one demo."""

    data: Path

    @property
    def postgres(self) -> Path:
        """The database server's folder."""
        return self.data / "postgres"

    @property
    def keys(self) -> Path:
        """The keys of every process."""
        return self.data / "keys"

    @property
    def logs(self) -> Path:
        """A log for each process."""
        return self.data / "logs"

    @property
    def mail(self) -> Path:
        """Letters, instead of sending them."""
        return self.data / "mail"

    @property
    def witness(self) -> Path:
        """What the witness remembers."""
        return self.data / "witness"

    @property
    def credentials(self) -> Path:
        """What to sign in with."""
        return self.data / "demo" / "credentials.json"

    @property
    def roles(self) -> Path:
        """The passwords of the database's roles."""
        return self.data / "demo" / "roles.json"

    @property
    def triage(self) -> Path:
        """The settings of triage as it runs, for commands that stand where it does."""
        return self.data / "demo" / "triage.json"

    def kept(self) -> tuple[Path, ...]:
        """Return what a reset forgets besides the database."""
        return (self.keys, self.logs, self.mail, self.witness, self.credentials.parent)

    def make(self) -> None:
        """Make the folders that only their owner may look into."""
        for folder in (self.credentials.parent, self.logs, self.mail, self.witness):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def role_passwords(self) -> dict[str, str]:
        """Return the passwords of the database's roles, made the first time."""
        kept: dict[str, str] = {}
        if self.roles.exists():
            kept = json.loads(self.roles.read_text("utf-8"))
        if missing := set(LOGINS) - set(kept):
            kept |= {role: secrets.token_urlsafe(24) for role in missing}
            write_private(self.roles, kept)
        return kept


def write_private(path: Path, content: Any) -> None:
    """Write JSON that only its owner may read, all of it or nothing."""
    draft = path.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1, ensure_ascii=False)
    draft.rename(path)
