"""A mail server: one conversation for each letter, always over TLS that was checked.

Only a relay on this machine may be spoken to without TLS, and only where the URL says so.
"""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import StrEnum
from ipaddress import ip_address

from operations.mail.refusals import MailDelayed, MailRefused, MailUrlInvalid

PATIENCE_SECONDS = 20.0
PERMANENT = 500


class Security(StrEnum):
    """How the conversation is protected."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True)
class Address:
    """Where the server is, who we are to it, and how the conversation is protected."""

    host: str
    port: int
    user: str | None
    password: str = field(repr=False)
    security: Security
    authorities: str | None = None


def security(scheme: str, host: str, options: Mapping[str, str]) -> Security:
    """Return how the URL wants the conversation protected. Raises MailUrlInvalid."""
    if scheme == "smtps":
        return Security.TLS
    if options.get("tls") != "none":
        return Security.STARTTLS
    if not _is_this_machine(host):
        raise MailUrlInvalid("letters go without TLS to a relay on this machine only")
    return Security.NONE


@dataclass(frozen=True)
class Server:
    """A mail server that takes letters."""

    address: Address

    def deliver(self, message: EmailMessage, addresses: tuple[str, ...]) -> None:
        """Hand a letter over. Raises MailDelayed or MailRefused.

        Where the server refuses some of several readers, the letter counts as taken: the others
        must not be sent it again and again.
        """
        try:
            with self._conversation() as server:
                server.send_message(message, to_addrs=list(addresses))
        except smtplib.SMTPRecipientsRefused as problem:
            codes = [code for code, _ in problem.recipients.values()]
            raise _problem(min(codes), "nobody it is for was accepted") from problem
        except smtplib.SMTPResponseException as problem:
            raise _problem(problem.smtp_code, f"the mail server said {problem.smtp_code}") from (
                problem
            )
        except (smtplib.SMTPException, OSError) as problem:
            raise MailDelayed(f"the mail server: {type(problem).__name__}") from problem

    @contextlib.contextmanager
    def _conversation(self) -> Iterator[smtplib.SMTP]:
        """Speak with the server until the letter was handed over; nothing goes out in clear."""
        address = self.address
        context = ssl.create_default_context()
        if address.authorities:
            context.load_verify_locations(cafile=address.authorities)
        server: smtplib.SMTP
        if address.security is Security.TLS:
            server = smtplib.SMTP_SSL(
                address.host, address.port, timeout=PATIENCE_SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(address.host, address.port, timeout=PATIENCE_SECONDS)
        try:
            if address.security is Security.STARTTLS:
                server.starttls(context=context)
            if address.user:
                server.login(address.user, address.password)
            yield server
        finally:
            _leave(server)


def _leave(server: smtplib.SMTP) -> None:
    # What was taken has been taken, whatever the farewell is like.
    with contextlib.suppress(smtplib.SMTPException, OSError):
        server.quit()
    server.close()


def _problem(code: int, words: str) -> MailDelayed | MailRefused:
    return MailRefused(words) if code >= PERMANENT else MailDelayed(words)


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
