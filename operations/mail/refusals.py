"""Why a letter was not taken."""

from __future__ import annotations


class MailDelayed(Exception):
    """The letter was not taken now; it may be later."""


class MailRefused(Exception):
    """The letter will not be taken, now or later."""


class MailUrlInvalid(ValueError):
    """The URL of the mail server cannot be used; the message says why and holds no password."""
