"""Files that are made to harm: none is taken, or none is ever shown, and none costs much."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import time
import zipfile
import zlib

import pikepdf
import pytest
from PIL import Image

from domain import files, inspections
from domain.audit import AuditEvent
from domain.files import FileNotTaken, FileState, checking
from domain.files.checking import _examined
from domain.inspections import isolated
from domain.unit_of_work import reading
from tests import make
from tests.domain.files.test_checking import opened
from tests.file_samples import (
    EICAR,
    HYPERLINK,
    MAIN,
    TEMPLATE,
    WITH_MACROS,
    archive,
    docx,
    pdf,
    picture,
    relation,
    symbolic_link,
)

MEGABYTES = 1 << 20


def verdict(kind, content):
    """What examining finds, and what copy it makes."""
    with inspections.scratch() as source, inspections.scratch() as copied:
        source.write(content)
        source.seek(0)
        examined = _examined(source, copied, kind)
        copied.seek(0)
        return examined, copied.read()


@pytest.fixture
def jones(doors):
    return make.member(doors.triage).as_actor(make.ids.new())


@pytest.mark.clamav
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("note.txt", EICAR),
        ("notes.docx", docx(("word/media/image1.bin", EICAR))),
        ("notes.docx", docx(("word/embeddings/a.xlsx", archive([("eicar.com", EICAR)])))),
        ("letter.pdf", pdf() + EICAR),
    ],
    ids=["plain", "in docx", "zipped in docx", "behind pdf"],
)
def test_malware_is_locked_away_and_recorded(desk, jones, clamav, name, content):
    file = desk.sent(name, content, scan=clamav)
    assert (file.state, file.reason, file.rendition_id) == (FileState.REFUSED, "malware", None)
    with reading(desk.doors.worker, checking.ACTOR) as work:
        happened = AuditEvent.__table__.select().where(AuditEvent.subject_id == file.id)
        last = work.session.execute(happened.order_by(AuditEvent.id.desc())).first()
    assert last.name == "FileQuarantined"
    assert b"Eicar-Test-Signature" in last.canonical
    for rendition in (True, False):
        with pytest.raises(Exception, match="Malware was found"):
            opened(desk, jones, file, rendition)


@pytest.mark.clamav
def test_an_ordinary_file_passes_the_real_scanner(desk, clamav):
    assert desk.sent("shed.jpg", picture(), scan=clamav).state == FileState.CLEAN


def big(name="word/media/a.bmp", size=200 * MEGABYTES):
    return name, bytes(size)


def overlapping():
    """Two names for one part: unpacked, there is more than the table of contents admits."""
    content = bytearray(docx(("word/a.bin", b"\x01" * 5000), ("word/b.bin", b"\x02" * 5000)))
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        first = read.getinfo("word/a.bin").header_offset
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(b"word/b.bin"))
    content[at + 42 : at + 46] = struct.pack("<I", first)
    return bytes(content)


def encrypted():
    content = bytearray(docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    return bytes(content)


NESTED = archive([("b.zip", archive([("c.zip", archive([("d.txt", b"deep")]))]))])
ARCHIVES = [
    ("bomb", "docx", docx(big())),
    ("entries", "docx", docx(*((f"word/{n}.xml", b"") for n in range(2000)))),
    ("link", "docx", docx(symbolic_link())),
    ("path", "docx", docx(("../../../tmp/x.py", b"x"))),
    ("path", "docx", docx(("/etc/cron.d/x", b"x"))),
    ("path", "docx", docx(("word\\..\\..\\x", b"x"))),
    ("path", "docx", docx(("C:/x", b"x"))),
    ("nested", "docx", docx(("word/embeddings/a.zip", NESTED))),
    ("nested", "docx", docx(("word/embeddings/a.rar", b"Rar!\x1a\x07\x00" + bytes(50)))),
    ("locked", "docx", encrypted()),
    ("damaged", "docx", overlapping()),
    ("damaged", "docx", docx()[:-30]),
    ("damaged", "docx", archive([("x", b"x")])),
    ("macro", "docx", docx(main=WITH_MACROS)),
    ("macro", "docx", docx(("word/vbaProject.bin", b"x"))),
    ("macro", "docx", docx(("word/activeX/activeX1.xml", b"<x/>"))),
    ("remote", "docx", docx(relations=relation(TEMPLATE, "https://bad.example/t.dotm"))),
    ("remote", "docx", docx(relations=relation(TEMPLATE, "file://///bad.example/t.dotm"))),
    ("damaged", "xlsx", docx()),
]


@pytest.mark.parametrize(
    ("finding", "kind", "content"), ARCHIVES, ids=[f"{n}-{e[0]}" for n, e in enumerate(ARCHIVES)]
)
def test_documents_that_would_hurt_are_refused_in_under_a_second(finding, kind, content):
    started = time.perf_counter()
    examined, copied = verdict(kind, content)
    assert (examined.finding, copied) == (finding, b"")
    assert time.perf_counter() - started < 5


def test_the_bomb_is_as_small_as_bombs_are():
    assert len(docx(big())) < 250_000


def test_links_that_are_only_followed_and_templates_on_the_writer_s_drive_do_no_harm():
    relations = relation(HYPERLINK, "https://council.example/") + relation(
        TEMPLATE, "file:///C:\\Users\\sally\\letter.dotx"
    )
    examined, _ = verdict("docx", docx(relations=relations))
    assert examined.finding is None


def test_entities_in_a_document_s_list_are_refused():
    bomb = '<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;&b;">]><Types>&c;</Types>'
    examined, _ = verdict("docx", archive([("[Content_Types].xml", bomb)]))
    assert examined.finding == "damaged"


def test_a_docm_named_docx_is_refused_by_name_or_by_content(desk):
    with pytest.raises(FileNotTaken):
        desk.take("notes.docm", docx(main=WITH_MACROS))
    file = desk.sent("notes.docx", docx(("word/vbaProject.bin", b"x"), main=WITH_MACROS))
    assert (file.state, file.reason) == (FileState.REFUSED, "macro")
    assert MAIN != WITH_MACROS


def flood(side):
    """A PNG of side x side pixels that are all alike, so that it is small."""

    def chunk(kind, content):
        body = kind + content
        return struct.pack("!I", len(content)) + body + struct.pack("!I", zlib.crc32(body))

    row = zlib.compressobj(9)
    packed = b"".join(row.compress(bytes(1 + side // 8)) for _ in range(side)) + row.flush()
    head = struct.pack("!IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


PEAK = """
import io, sys
from domain.files.kinds import rules
from domain.inspections import Found, pictures
try:
    pictures.copy(io.BytesIO(sys.stdin.buffer.read()), io.BytesIO(), "png", rules().limits)
except Found as found:
    print(found.finding, end=" ")
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def test_a_flood_of_pixels_is_refused_without_being_decoded():
    content = flood(30_000)
    assert len(content) < 150_000
    assert verdict("png", content) == (inspections.Examined("pixels", None), b"")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what a process used at most")
def test_a_flood_of_pixels_takes_no_more_memory_than_a_thumbnail():
    answers = [
        subprocess.run([sys.executable, "-c", PEAK], input=content, capture_output=True, check=True)
        for content in (picture("PNG"), flood(30_000))
    ]
    thumbnail, (finding, flooded) = answers[0].stdout.split()[0], answers[1].stdout.split()
    assert finding == b"pixels"
    assert int(flooded) - int(thumbnail) < 5_000  # kB


def test_a_picture_just_within_the_limit_is_copied_within_the_memory_allowed():
    examined, copied = verdict("png", flood(6_320))
    assert examined.copied == "png"
    assert copied


def test_a_script_in_a_photograph_is_not_in_what_officers_see(desk, jones):
    script = b"<?php system($_GET['c']); ?><script>alert(1)</script>"
    content = picture(comment=script)
    assert script in content
    copy = opened(desk, jones, desk.sent("shed.jpg", content))
    assert script not in copy
    assert b"<?php" not in copy
    with Image.open(io.BytesIO(copy)) as seen:
        seen.load()


def test_an_archive_hung_on_a_photograph_is_refused(desk):
    file = desk.sent("shed.jpg", picture() + archive([("x.php", b"<?php")]))
    assert (file.state, file.reason) == (FileState.REFUSED, "hybrid")


def test_a_page_inside_a_pdf_is_gone_from_what_officers_see(desk, jones):
    page = b"<html><script>alert(1)</script></html>"
    content = pdf().replace(b"%PDF-1.", b"%PDF-1.", 1) + b"\n%" + page
    copy = opened(desk, jones, desk.sent("letter.pdf", content))
    assert page in content
    assert b"<script>" not in copy


def test_a_page_in_front_of_a_pdf_is_not_taken(desk):
    with pytest.raises(FileNotTaken):
        desk.take("letter.pdf", b"<html><script>alert(1)</script></html>" + pdf())


def test_a_locked_pdf_and_one_of_endless_pages_are_refused():
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as plain:
        plain.save(written, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert verdict("pdf", written.getvalue())[0].finding == "locked"
    assert verdict("pdf", pdf(pages=2001))[0].finding == "pages"


def test_a_parser_that_breaks_or_never_ends_is_a_finding_not_a_crash(monkeypatch):
    monkeypatch.setattr(isolated, "SECONDS", 0.01)
    assert verdict("jpeg", picture())[0].finding == "examining"


def test_one_byte_too_many_is_refused_while_reading_and_nothing_is_read_after(desk):
    given = 0

    def blocks():
        nonlocal given
        yield b"all is well\n" * 5461
        while True:
            given += 1
            yield b"a" * MEGABYTES

    offered = files.Offered("note.txt", "", blocks())
    with pytest.raises(FileNotTaken, match="200 MB or smaller") as refused:
        files.take(offered, desk.partner.organisation.id, desk.keyring.recipients, desk.store)
    assert refused.value.too_large
    assert given <= 200_000_000 // MEGABYTES + 1
    assert not [path for path in desk.store.folder.rglob("*") if path.is_file()]
