"""Archives: refused by their table of contents if they would hurt, before anything is unpacked."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from domain.inspections.bounds import Bounds, Found

_BLOCK = 65536
_BEGINS = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b\x08", b"BZh")
_ZIP = _BEGINS[:2]
_PACKED_AS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


@dataclass
class Spent:
    """What archives, nested ones included, have unpacked to so far."""

    entries: int = 0
    unpacked: int = 0


def check(file: BinaryIO, bounds: Bounds, spent: Spent | None = None, depth: int = 0) -> None:
    """Raise Found unless an archive, with those in it, can be unpacked safely."""
    spent = spent or Spent()
    try:
        with zipfile.ZipFile(file) as archive:
            _check_contents(archive, bounds, spent, _size(file))
            for entry in archive.infolist():
                _check_entry(archive, entry, bounds, spent, depth)
    except BROKEN as error:
        raise Found("damaged") from error


def _check_contents(archive: zipfile.ZipFile, bounds: Bounds, spent: Spent, size: int) -> None:
    """Look at the table of contents alone."""
    entries = archive.infolist()
    spent.entries += len(entries)
    spent.unpacked += sum(entry.file_size for entry in entries)
    if spent.entries > bounds.archive_entries:
        raise Found("entries")
    if len({entry.filename for entry in entries}) < len(entries):
        raise Found("damaged")
    for entry in entries:
        _check_described(entry, bounds)
    packed = sum(entry.compress_size for entry in entries)
    if spent.unpacked > bounds.archive_bytes or packed > size:
        raise Found("bomb")  # parts that overlap add up to more than there is


def _check_described(entry: zipfile.ZipInfo, bounds: Bounds) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise Found("locked")
    if entry.compress_type not in _PACKED_AS:
        raise Found("damaged")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Found("link")
    if _leads_elsewhere(entry.orig_filename):
        raise Found("path")
    ratio = entry.file_size / max(entry.compress_size, 1)
    if entry.file_size > bounds.archive_ratio_from and ratio > bounds.archive_ratio:
        raise Found("bomb")


def _leads_elsewhere(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name[:1] in "/\\" or ":" in name or "\0" in name


def _check_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, bounds: Bounds, spent: Spent, depth: int
) -> None:
    """Unpack one entry, in blocks, so that what it says of itself is known to be true."""
    with archive.open(entry) as part:
        head = part.read(_BLOCK)
        if not head.startswith(_BEGINS):
            while part.read(_BLOCK):
                pass
            return
        if depth + 1 >= bounds.archive_depth or not head.startswith(_ZIP):
            raise Found("nested")
        inner = io.BytesIO(head + part.read())
    check(inner, bounds, spent, depth + 1)


def _size(file: BinaryIO) -> int:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size
