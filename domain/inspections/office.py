"""Word documents and spreadsheets: no macros, nothing fetched from elsewhere, nothing disguised."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from typing import BinaryIO
from xml.parsers import expat

from domain.inspections import archives
from domain.inspections.bounds import Bounds, Found

_TYPES = "[Content_Types].xml"
_OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN_PARTS: Mapping[str, str] = {
    "word": _OFFICE + "wordprocessingml.document.main+xml",
    "spreadsheet": _OFFICE + "spreadsheetml.sheet.main+xml",
}
"""The one part that makes a file what it is; with macros it has another type."""
_ACTIVE_TYPES = ("macroenabled", "vbaproject", "activex", "ms-excel.intlmacrosheet", "macrosheet")
_ACTIVE_PARTS = re.compile(r"vbaproject|vbadata|macrosheets|activex", re.IGNORECASE)
_ONLY_FOLLOWED = "/hyperlink"
_HERE = re.compile(r"(?:file:/{0,3})?(?:[A-Za-z]:|[\w. %()-]+$)")
"""A path on the writer's own drive, as Word leaves it for a template: nothing is fetched."""
_LARGEST_LIST = 5_000_000


def check(file: BinaryIO, structure: str, bounds: Bounds) -> None:
    """Raise Found unless the file is a document of that structure and nothing more."""
    archives.check(file, bounds)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_types(archive, MAIN_PARTS[structure])
            for entry in archive.infolist():
                if entry.filename.lower().endswith(".rels"):
                    _check_relations(_elements(archive, entry.filename))
    except (*archives.BROKEN, KeyError, expat.ExpatError) as error:
        raise Found("damaged") from error


def _check_types(archive: zipfile.ZipFile, main: str) -> None:
    types = [given.get("ContentType", "") for given in _elements(archive, _TYPES)]
    if any(active in given.lower() for given in types for active in _ACTIVE_TYPES):
        raise Found("macro")
    if any(_ACTIVE_PARTS.search(entry.filename) for entry in archive.infolist()):
        raise Found("macro")
    if main not in types:
        raise Found("damaged")


def _check_relations(relations: list[dict[str, str]]) -> None:
    for relation in relations:
        outside = relation.get("TargetMode", "").lower() == "external"
        if not outside or relation.get("Type", "").endswith(_ONLY_FOLLOWED):
            continue
        if not _HERE.match(relation.get("Target", "")):
            raise Found("remote")


def _elements(archive: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    """Give the attributes of every element of a part. A part that declares entities is refused."""
    if archive.getinfo(name).file_size > _LARGEST_LIST:
        raise Found("bomb")
    found: list[dict[str, str]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda _name, attributes: found.append(attributes)
    parser.StartDoctypeDeclHandler = _refuse_entities
    parser.Parse(archive.read(name), True)
    return found


def _refuse_entities(*_: object) -> None:
    raise Found("damaged")
