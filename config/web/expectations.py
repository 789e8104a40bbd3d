"""What a web application needs to know from a process's settings."""

from __future__ import annotations

from typing import Protocol

from config.brands import Brand


class WebSettings(Protocol):
    """The settings that `bare_app` reads; a door's own settings have more."""

    @property
    def name(self) -> str:
        """The door: its templates' folder and its cookies' name, `portal` or `triage`."""

    @property
    def secret_key(self) -> bytes:
        """Key for tokens against forged requests; never in the database."""

    @property
    def testing(self) -> bool:
        """Whether the test suite runs it: errors are raised instead of shown."""

    @property
    def proxy_hops(self) -> int:
        """How many reverse proxies in front are ours and to be believed; 0 for none."""

    @property
    def force_https(self) -> bool:
        """Cookies are `__Host-` and Secure; browsers accept that on http://127.0.0.1 too."""

    @property
    def max_body_bytes(self) -> int:
        """The largest request body that is read, in bytes."""

    @property
    def brand(self) -> Brand:
        """Whose portal it is."""
