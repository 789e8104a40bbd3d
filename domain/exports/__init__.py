"""Reports as they leave the unit: JSON, CSV, STIX 2.1, a page to print and PDF.

Every export carries the grades with their scheme, dates, provenance, themes and the ledger's
number; none says who told us. What is in each is written down in `docs/exchange.md`. The same
product gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.exports import bundles, documents, pdf, sheets
from domain.exports.documents import FORMAT, FORMAT_VERSION, Product, document
from domain.exports.pdf import PdfUnavailable

__all__ = [
    "FORMAT",
    "FORMATS",
    "FORMAT_VERSION",
    "Format",
    "FormatRule",
    "PageWriter",
    "PdfUnavailable",
    "Product",
    "document",
    "pdf_works",
    "printed",
    "rendered",
]

PageWriter = Callable[[Mapping[str, Any]], str]
"""Turns `document(product)` into a page of HTML that stands alone; a door has the templates."""


class Format(StrEnum):
    """What a report can leave as."""

    PDF = "pdf"
    HTML = "html"
    JSON = "json"
    CSV = "csv"
    STIX = "stix"


@dataclass(frozen=True)
class FormatRule:
    """A format: its words, its media type, the end of its file's name, and what to know of it."""

    words: str
    media_type: str
    suffix: str
    note: str = ""


FORMATS: dict[Format, FormatRule] = {
    Format.PDF: FormatRule("PDF", "application/pdf", ".pdf", "To read and print."),
    Format.HTML: FormatRule("Page to print", "text/html; charset=utf-8", ".html"),
    Format.JSON: FormatRule("JSON", "application/json", ".json", "For other systems: whole."),
    Format.CSV: FormatRule(
        "CSV", "text/csv; charset=utf-8", ".csv", "For spreadsheets: one row an item or subject."
    ),
    Format.STIX: FormatRule(
        "STIX 2.1",
        "application/stix+json;version=2.1",
        ".stix.json",
        "For agencies that speak it: lossy. The 3x5x2 grade is an extension.",
    ),
}


def rendered(product: Product, format_: Format, page: PageWriter) -> bytes:
    """Return a product in a format. Raises PdfUnavailable where PDF cannot be made."""
    told = document(product)
    match format_:
        case Format.JSON:
            return documents.packed(told)
        case Format.CSV:
            return sheets.of(told)
        case Format.STIX:
            return bundles.of(product)
        case Format.HTML:
            return page(told).encode()
        case Format.PDF:
            return pdf.of_page(page(told))


def printed(page: str) -> tuple[bytes, FormatRule]:
    """Return a page as PDF, or as it is where PDF cannot be made; and which it is."""
    if pdf_works():
        return pdf.of_page(page), FORMATS[Format.PDF]
    return page.encode(), FORMATS[Format.HTML]


def pdf_works() -> bool:
    """Say whether this machine can make PDF; without Pango it cannot, and a page is printed."""
    return pdf.works()
