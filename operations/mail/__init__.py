"""Mail: letters worded from templates and handed to a mail server, or to a folder for the demo."""

from __future__ import annotations

from operations.mail.transports import MailDelayed, MailRefused, Transport, transport
from operations.mail.wordings import Doors, Wordings, wordings

__all__ = [
    "Doors",
    "MailDelayed",
    "MailRefused",
    "Transport",
    "Wordings",
    "transport",
    "wordings",
]
