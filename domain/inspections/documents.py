"""PDF: the pages alone are copied, with what was filled in and noted on them drawn in place."""

from __future__ import annotations

from typing import BinaryIO

import pikepdf

from domain.inspections.bounds import Bounds, Found

_NOT_COPIED = (
    "/AA",
    "/A",
    "/Annots",
    "/B",
    "/EF",
    "/EmbeddedFiles",
    "/JavaScript",
    "/JS",
    "/LastModified",
    "/Launch",
    "/Metadata",
    "/OpenAction",
    "/PieceInfo",
    "/Thumb",
)
"""Actions, scripts, attachments, traces of programs and people: taken out wherever they are."""


def copy(file: BinaryIO, copied: BinaryIO, bounds: Bounds) -> str:
    """Write the pages and nothing else; give the kind written. Raises Found."""
    try:
        with pikepdf.open(file, suppress_warnings=True) as pdf, pikepdf.new() as pages:
            if len(pdf.pages) > bounds.pages:
                raise Found("pages")
            _draw_annotations(pdf)
            pages.pages.extend(pdf.pages)
            _strip(pages)
            pages.save(copied, deterministic_id=True)
    except pikepdf.PasswordError as error:
        raise Found("locked") from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, RecursionError) as error:
        raise Found("damaged") from error
    return "pdf"


def _draw_annotations(pdf: pikepdf.Pdf) -> None:
    """What somebody typed into a form, or noted, is content: it stays, as ink on the page."""
    if "/AcroForm" in pdf.Root:
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")


def _strip(pages: pikepdf.Pdf) -> None:
    for thing in pages.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            for key in _NOT_COPIED:
                if key in thing:
                    del thing[key]
