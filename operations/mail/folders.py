"""Letters as files in a folder: what the demo shows, and what nobody sends."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from operations.mail.refusals import MailDelayed, MailUrlInvalid

OWNER_ONLY = 0o600


@dataclass(frozen=True)
class Folder:
    """A folder that takes letters; the same letter again takes the place of the first."""

    path: Path

    def deliver(self, message: EmailMessage, addresses: tuple[str, ...]) -> None:
        """Write a letter. Raises MailDelayed if the folder cannot be written to."""
        name = re.sub(r"[^A-Za-z0-9-]", "", str(message["Message-ID"]).partition("@")[0])
        unfinished = self.path / f".{name}"
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
            with os.fdopen(descriptor, "wb") as file:
                file.write(bytes(message))
            unfinished.replace(self.path / f"{name}.eml")
        except OSError as problem:
            raise MailDelayed(f"the folder for letters: {problem.strerror}") from problem


def folder(path: str) -> Folder:
    """Return the folder of a `file:///` URL. Raises MailUrlInvalid."""
    if not Path(path).is_absolute():
        raise MailUrlInvalid("PARTNERSHIP_MAIL_URL names a folder as file:///folder")
    return Folder(Path(path))
