"""Letters put into words: the templates in `templates/letters/`, subjects in `letters.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from config.brands import Brand
from domain import letters, reference
from domain.letters.kinds import Kind
from domain.letters.sending import Envelope

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
LONDON = ZoneInfo("Europe/London")
_MOMENT, _DAY = re.compile(r"\d{4}-\d\d-\d\dT[\d:]+\+00:00"), re.compile(r"\d{4}-\d\d-\d\d")


class WordsMissing(ValueError):
    """A kind of letter has no words; the message says which."""


@dataclass(frozen=True)
class Sender:
    """Whom letters come from."""

    name: str
    address: str


@dataclass(frozen=True)
class KindWords:
    """The subject of a kind, and where its link leads: the door, and a path with `{token}`."""

    subject: str
    door: str = ""
    path: str = ""

    def __post_init__(self) -> None:
        if not self.subject.isprintable():
            raise ValueError("a subject is one line")
        if self.path and (self.door not in ("portal", "triage") or "{token}" not in self.path):
            raise ValueError("a link needs a door (portal or triage) and a path with {token}")


@dataclass(frozen=True)
class LetterWords:
    """The table `config/letters.toml`. `waits_seconds` lie between one try and the next."""

    version: str
    sender: Sender
    unique_url: str
    waits_seconds: tuple[int, ...]
    kinds: Mapping[str, KindWords]


@dataclass(frozen=True)
class Doors:
    """Where the doors are, as people type it."""

    portal: str
    triage: str

    def link(self, door: str, path: str, token: str) -> str:
        """Return the address of a link."""
        base = self.portal if door == "portal" else self.triage
        return base.rstrip("/") + path.replace("{token}", token)


class Wordings:
    """Puts letters into words; built once, and refused at start if any words are missing."""

    def __init__(self, words: LetterWords, brand: Brand, doors: Doors) -> None:
        """Take the words. Raises WordsMissing."""
        self.words, self._brand, self._doors = words, brand, doors
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            undefined=StrictUndefined,
            autoescape=select_autoescape(("html",)),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        for kind in Kind:
            self._check(kind)

    def message(self, envelope: Envelope, now: datetime) -> EmailMessage:
        """Return a letter as it goes out. The Message-ID is the same at each try."""
        words = self.words.kinds[envelope.kind.template]
        message = EmailMessage(policy=SMTP)
        sender = self.words.sender
        message["From"] = Address(sender.name, addr_spec=sender.address)
        message["To"] = [Address(addr_spec=address) for address in envelope.addresses]
        message["Subject"] = words.subject
        message["Date"] = now
        message["Message-ID"] = f"<{envelope.letter_id}@{sender.address.partition('@')[2]}>"
        # Nobody's absence note answers a letter that nobody reads the answers to (RFC 3834).
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
        said = self._said(envelope, words)
        message.set_content(self._render(envelope.kind, "txt", said))
        message.add_alternative(self._render(envelope.kind, "html", said), subtype="html")
        return message

    def _said(self, envelope: Envelope, words: KindWords) -> dict[str, object]:
        said: dict[str, object] = {name: _spoken(f) for name, f in envelope.facts.items()}
        said |= {"brand": self._brand, "subject": words.subject}
        if token := envelope.secrets.get(letters.LINK):
            said["link"] = self._doors.link(words.door, words.path, token)
        if token := envelope.secrets.get(letters.URL):
            said["url"] = self._doors.link("portal", self.words.unique_url, token)
        return said | {"portal": self._doors.portal, "triage": self._doors.triage}

    def _render(self, kind: Kind, ending: str, said: Mapping[str, object]) -> str:
        return self._templates.get_template(f"letters/{kind.template}.{ending}").render(said)

    def _check(self, kind: Kind) -> None:
        words = self.words.kinds.get(kind.template)
        has_link = letters.LINK in letters.KINDS[kind].secrets
        if words is None or has_link != bool(words.path):
            raise WordsMissing(f"letters.toml: kinds.{kind.template}: subject, and path if a link")
        for ending in ("txt", "html"):
            if not (TEMPLATES / "letters" / f"{kind.template}.{ending}").is_file():
                raise WordsMissing(f"templates/letters/{kind.template}.{ending} is missing")


def wordings(brand: Brand, doors: Doors) -> Wordings:
    """Return what puts letters into words. Raises WordsMissing or ReferenceDataInvalid."""
    return Wordings(reference.read("letters.toml", LetterWords), brand, doors)


def _spoken(fact: str | int) -> str | int:
    """Return a fact as people say it: moments and days in words, in the time of London."""
    if not isinstance(fact, str):
        return fact
    if _MOMENT.fullmatch(fact):
        at = datetime.fromisoformat(fact).astimezone(LONDON)
        return f"{at.day} {at:%B %Y} at {at:%H:%M}"
    if _DAY.fullmatch(fact):
        day = date.fromisoformat(fact)
        return f"{day.day} {day:%B %Y}"
    return fact
