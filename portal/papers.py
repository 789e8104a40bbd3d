"""PDF of what anybody may read, made once and kept at hand; printing the page always works.

WeasyPrint needs the Pango library of the machine, and loads slowly: only when first asked for.
"""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, NoReturn

STYLES = Path(__file__).resolve().parents[1] / "static/css/policy-print.css"
KEPT = 4
_one_at_a_time = Lock()


@cache
def work() -> bool:
    """Say whether PDF can be made on this machine."""
    try:
        _weasyprint()
    except OSError:
        return False
    return True


def of_page(page: str) -> bytes:
    """Return a page as PDF; asked for by many at once, it is made once."""
    with _one_at_a_time:
        return _made(page)


@lru_cache(maxsize=KEPT)
def _made(page: str) -> bytes:
    weasyprint = _weasyprint()
    styles = weasyprint.CSS(string=STYLES.read_text("utf-8"), url_fetcher=_nothing())
    identifier = hashlib.sha256(page.encode()).digest()[:16]
    parsed = weasyprint.HTML(string=page, url_fetcher=_nothing(), base_url="https://portal.invalid")
    written: bytes = parsed.write_pdf(
        stylesheets=[styles], pdf_variant="pdf/ua-1", pdf_identifier=identifier
    )
    return written


def _weasyprint() -> Any:
    import weasyprint

    return weasyprint


@cache
def _nothing() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class Nothing(URLFetcher):  # type: ignore[misc]  # the library ships no types
        """Refuses whatever a page wants from elsewhere, and with it the page."""

        def fetch(self, url: str, headers: object = None) -> NoReturn:
            raise FatalURLFetchingError(f"a policy's page fetches nothing: {url[:60]}")

    return Nothing()
