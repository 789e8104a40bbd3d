"""What ordinary telephones, cameras and programs write is recognised for what it is."""

from __future__ import annotations

import struct

import pytest

from domain.files import detection, rules
from tests.file_samples import archive


def boxed(brand: bytes) -> bytes:
    """The beginning of a recording in the box format of mp4 and its kin."""
    body = b"ftyp" + brand + b"\0\0\2\0mp41isom"
    start = struct.pack("!I", len(body) + 4) + body
    return start + b"\0\0\0\x08free\0\0\x10\0mdat" + b"\1\2\3" * 500


def riff(kind: bytes) -> bytes:
    return b"RIFF\x24\1\0\0" + kind + b"\x1a\0\0\0INFOISFT" + bytes(200)


MP4 = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash", b"M4V ")
MP4_OF_CAMERAS = (b"MSNV", b"3gp4", b"3gp5", b"mmp4", b"M4VP", b"NDSM")
KNOWN = [
    *(("mp4", boxed(brand)) for brand in (*MP4, *MP4_OF_CAMERAS)),
    *(("3gp", boxed(brand)) for brand in (b"3gp4", b"3gp5", b"3gp6", b"3gr6")),
    *(("m4a", boxed(brand)) for brand in (b"M4A ", b"M4B ", b"mp42", b"isom")),
    *(("heic", boxed(brand)) for brand in (b"heic", b"heix", b"mif1", b"msf1")),
    ("mov", boxed(b"qt  ")),
    ("mov", b"\0\0\0\x08wide\0\0\x10\0mdat" + bytes(500)),
    ("mov", struct.pack("!I", 3000) + b"moov" + struct.pack("!I", 108) + b"mvhd" + bytes(500)),
    *(("mp3", b"\xff" + one + b"\x90\x44" + bytes(1000)) for one in (b"\xfb", b"\xf3", b"\xfa")),
    ("mp3", b"ID3\x03\0\0\0\0\1\0TIT2" + bytes(300) + b"\xff\xfb\x90\x44" + bytes(400)),
    *(("wav", riff(b"WAVE" + chunk)) for chunk in (b"LIST", b"JUNK", b"bext", b"fmt ")),
    ("avi", riff(b"AVI LIST")),
    ("webp", riff(b"WEBPVP8X")),
    *(("jpeg", b"\xff\xd8\xff" + bytes([one]) + b"\0\x20Exif\0\0MM\0*" + b"\1" * 200)
      for one in (0xE1, 0xDB, 0xEE, 0xE2)),
    *(("pdf", b"%PDF-" + v + b"\r\n%\xb5\xb5\xb5\xb5\r\n1 0 obj" + b" " * 99)
      for v in (b"1.3", b"1.7", b"2.0")),
]  # fmt: skip
ORDERS = [
    ["[Content_Types].xml", "_rels/.rels", "word/document.xml"],
    ["_rels/.rels", "docProps/app.xml", "word/document.xml", "[Content_Types].xml"],
    ["docProps/app.xml", "word/document.xml", "[Content_Types].xml"],
    ["[Content_Types].xml", "_rels/.rels", "docMetadata/LabelInfo.xml", "word/document.xml"],
]


@pytest.mark.parametrize(("key", "head"), KNOWN, ids=[f"{k}-{h[:12]!r}" for k, h in KNOWN])
def test_what_devices_write_is_known(key, head):
    assert detection.is_as_named(rules().named(key), head)


@pytest.mark.parametrize("order", ORDERS)
def test_documents_are_known_in_whatever_order_a_program_packs_them(order):
    packed = archive([(name, b"<x>something</x>" * 20) for name in order])
    assert detection.is_as_named(rules().named("docx"), packed)


@pytest.mark.parametrize(
    "text",
    [
        "I saw him again.\n",
        "BM is what he calls himself\n",
        "MZ was here\n",
        "PK\nhe is PK",
        "* one\n* two\n",
        "#notes\nhe came",
        "From: sally@example.com\nTo: gaz@example.com\nSubject: x\n\nhello",
        "14/11/26, 21:03 - Gaz: you in?\n14/11/26, 21:04 - Lee: yeah\n",
        "WEBVTT\n\n00:01.000 --> 00:04.000\nWho is it?",
        '{"from": "Gaz", "text": "you in?"}',
        "\ufeffcaf\u00e9\n",
    ],
)
def test_text_is_text_whatever_its_first_words_look_like(text):
    assert detection.is_as_named(rules().named("txt"), text.encode())


def test_text_as_windows_writes_it_is_text():
    assert detection.is_as_named(rules().named("txt"), b"He said \x93come\x94, \xa3100\r\n")


@pytest.mark.parametrize("key", [kind.key for kind in rules().kinds])
@pytest.mark.parametrize(
    "head",
    [
        b"MZ\x90\0" + bytes(200),
        b"\x7fELF" + bytes(200),
        b"<html><script>x</script></html>",
        b"{\\rtf1 hello}",
        bytes(500),
        b"GIF89a" + bytes(100),
        b"%!PS-Adobe",
    ],
)
def test_nothing_else_passes_for_a_file_that_is_taken(key, head):
    assert not detection.is_as_named(rules().named(key), head)
