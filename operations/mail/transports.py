"""Where letters go: any mail server, by URL, or a folder.

`smtp://host:port` speaks TLS after STARTTLS and checks the certificate; `?tls=none` is for a relay
on the same machine only. `smtps://user:password@host:port` speaks TLS from the start. `?ca=FILE`
names the authorities to trust besides the system's. `file:///folder` writes files.
"""

from __future__ import annotations

from email.message import EmailMessage
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from operations.mail import folders, servers
from operations.mail.refusals import MailDelayed, MailRefused, MailUrlInvalid

__all__ = ["MailDelayed", "MailRefused", "MailUrlInvalid", "Transport", "transport"]


class Transport(Protocol):
    """Something that takes letters."""

    def deliver(self, message: EmailMessage, addresses: tuple[str, ...]) -> None:
        """Hand a letter over. Raises MailDelayed or MailRefused."""


def transport(url: str) -> Transport:
    """Return what a URL names. Raises MailUrlInvalid."""
    parts = urlsplit(url)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if parts.scheme == "file":
        return folders.folder(unquote(parts.path))
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise MailUrlInvalid("PARTNERSHIP_MAIL_URL begins smtp://, smtps:// or file:///")
    address = servers.Address(
        host=parts.hostname,
        port=parts.port or (465 if parts.scheme == "smtps" else 25),
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password or ""),
        security=servers.security(parts.scheme, parts.hostname, options),
        authorities=options.get("ca"),
    )
    return servers.Server(address)
