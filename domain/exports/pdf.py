"""PDF from a page, tagged for screen readers (PDF/UA-1). Nothing is fetched from anywhere.

WeasyPrint needs the Pango library of the machine. Where it is absent, there is no PDF: print the
page instead.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any, NoReturn


class NothingIsFetched(Exception):
    """A page wanted something from elsewhere; it is not made into PDF."""


class PdfUnavailable(Exception):
    """This machine cannot make PDF; the message says what to do instead."""


@cache
def works() -> bool:
    """Say whether PDF can be made here."""
    try:
        _weasyprint()
    except PdfUnavailable:
        return False
    return True


def of_page(page: str) -> bytes:
    """Return a page as PDF, the same bytes for the same page. Raises PdfUnavailable."""
    weasyprint = _weasyprint()
    parsed = weasyprint.HTML(string=page, url_fetcher=_fetcher(), base_url=None)
    identifier = hashlib.sha256(page.encode()).digest()[:16]
    try:
        written: bytes = parsed.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    except weasyprint.urls.FatalURLFetchingError as refused:
        raise NothingIsFetched(str(refused)) from None
    return written


def _weasyprint() -> Any:
    # Only here: loading it takes a second, and fails on machines without Pango.
    try:
        import weasyprint
    except OSError as error:
        raise PdfUnavailable(
            "PDF cannot be made on this machine: the Pango library is missing. Choose the page to"
            " print, and print it from the browser."
        ) from error
    return weasyprint


@cache
def _fetcher() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class Nothing(URLFetcher):  # type: ignore[misc]  # the library ships no types
        """Refuses whatever a page wants from elsewhere, and with it the page."""

        def fetch(self, url: str, headers: object = None) -> NoReturn:
            raise FatalURLFetchingError(f"a report's page fetches nothing: {url[:60]}")

    return Nothing()
