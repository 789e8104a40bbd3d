"""Files as partners, and attackers, send them."""

from __future__ import annotations

import io
import stat
import zipfile

import pikepdf
from PIL import Image

# Split, so that no scanner takes the repository itself for infected.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIN = DOCX + ".main+xml"
WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"


def picture(kind="JPEG", size=(64, 48), **saved) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, (200, 40, 40)).save(written, kind, **saved)
    return written.getvalue()


def photograph(artist="Sally Oakes-Whitby") -> bytes:
    """A photograph that knows who took it, and that was held sideways."""
    exif = Image.Exif()
    exif[0x013B], exif[0x0112] = artist, 6
    return picture(exif=exif)


def pdf(pages=1, script="") -> bytes:
    written = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        if script:
            made.Root.OpenAction = pikepdf.Dictionary(
                S=pikepdf.Name.JavaScript, JS=pikepdf.String(script)
            )
            made.attachments["hidden.txt"] = b"an attachment"
            made.docinfo["/Author"] = "Sally Oakes-Whitby"
        made.save(written)
    return written.getvalue()


def archive(entries, pack=zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", pack) as packed:
        for name, content in entries:
            packed.writestr(name, content)
    return written.getvalue()


def docx(*more, main=MAIN, relations="", pack=zipfile.ZIP_DEFLATED) -> bytes:
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    return archive(
        [
            ("[Content_Types].xml", types),
            ("_rels/.rels", "<Relationships/>"),
            ("word/document.xml", "<document>He keeps it in the shed</document>"),
            ("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>"),
            *more,
        ],
        pack,
    )


def relation(kind: str, target: str) -> str:
    return f'<Relationship Type="{kind}" Target="{target}" TargetMode="External"/>'


def symbolic_link(name="word/media/x.png", to="/etc/passwd"):
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry, to


MP4 = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41" + b"\0\0\0\x08free" + bytes(4096)
