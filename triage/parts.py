"""What the triage application is given when it starts: sessions, keys, a clock; made outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from domain.files import Store
from domain.index import SearchKeys
from domain.links import LinkKeys
from domain.lookups import Lookups
from domain.passwords import Passwords
from domain.relying_parties import Party
from domain.sealing.opening import PrivateKeys
from domain.sealing.recipients import Recipients
from domain.unit_of_work import Sessions
from domain.url_tokens import UrlTokens
from triage.single_sign_on.providers import Provider


def real_time() -> datetime:
    """Return what time it is, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What the pages work with. `lookups` is for single questions that need no transaction.

    `recipients` says whom what is written now is sealed to, `to_partners` whom a message to a
    partner is (the portal opens those as well); both raise ManifestRefused while there
    is no manifest to rely on. `refusals_take` is the step, in seconds, to which the time of a
    refused sign-in is rounded up, so that it tells nothing. `store` gives the sealed bytes of
    files. `search_keys` hash what is looked for.
    `party` asks for passkeys; there is none where the door's address allows none. `provider` is
    that of single sign-on, where one is set up.
    """

    sessions: Sessions
    lookups: Lookups
    passwords: Passwords
    field_key: bytes = field(repr=False)
    private_keys: PrivateKeys
    recipients: Callable[[], Recipients]
    to_partners: Callable[[], Recipients]
    search_keys: SearchKeys
    store: Store
    url_tokens: UrlTokens = field(repr=False)
    link_keys: LinkKeys = field(repr=False)
    now: Callable[[], datetime] = real_time
    refusals_take: float = 0.1
    party: Party | None = None
    provider: Provider | None = None

    @property
    def password_only_for(self) -> str:
        """The one username that a password still serves; empty if it serves everybody."""
        return self.provider.settings.password_only_for if self.provider else ""
