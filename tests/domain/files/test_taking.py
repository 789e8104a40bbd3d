"""Taking a file at the portal: what is let in, what is said to the rest, what is kept of it."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from domain.files import FileNotTaken, detection, rules
from domain.files.receiving import original_context
from domain.sealing import opening
from tests.file_samples import DOCX, MP4, docx, pdf, picture

GOOD = [
    ("shed.jpg", picture(), "image/jpeg"),
    ("shed.JPEG", picture(), ""),
    ("plan.png", picture("PNG"), "image/png"),
    ("plan.webp", picture("WEBP"), "image/webp"),
    ("letter.pdf", pdf(), "application/pdf"),
    ("notes.docx", docx(), DOCX),
    ("calls.csv", b"when,who\n2026-11-01,unknown\n", "application/vnd.ms-excel"),
    ("note.txt", "He said \u2018come at nine\u2019.\r\n".encode(), "text/plain"),
    ("doorbell.mp4", MP4, "video/mp4"),
    ("call.wav", b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0" + bytes(64), "audio/wav"),
]


@pytest.mark.parametrize(("name", "content", "declared"), GOOD, ids=[each[0] for each in GOOD])
def test_what_partners_have_is_taken(desk, name, content, declared):
    taken = desk.take(name, content, declared)
    assert (taken.label.name, taken.length) == (name, len(content))


@pytest.mark.parametrize(
    ("name", "content", "declared", "refusal"),
    [
        ("run.exe", b"MZ" + bytes(100), "", "kind"),
        ("notes.docm", docx(), "", "kind"),
        ("page.html", b"<html>", "text/html", "kind"),
        ("all.zip", docx(), "application/zip", "kind"),
        ("photo", picture(), "image/jpeg", "no_name"),
        ("", picture(), "image/jpeg", "no_name"),
        ("photo.jpg", picture(), "text/html", "declared"),
        ("photo.jpg", picture("PNG"), "image/jpeg", "content"),
        ("photo.jpg", b"MZ" + bytes(100), "", "content"),
        ("note.txt", b"<!DOCTYPE html><html><script>x</script></html>", "", "content"),
        ("note.txt", b"<?php system($_GET['c']); ?>", "", "content"),
        ("note.txt", b"fine at first" + bytes(3), "", "content"),
        ("note.txt", b"all is well\n" * 20_000 + b"\0", "", "content"),
        ("letter.pdf", b"<html>" + pdf(), "", "content"),
        ("empty.txt", b"", "", "empty"),
    ],
)
def test_anything_else_is_refused_in_words_and_nothing_of_it_is_kept(
    desk, name, content, declared, refusal
):
    with pytest.raises(FileNotTaken, match=r"file") as refused:
        desk.take(name, content, declared)
    assert refused.value.key == refusal
    assert not [path for path in desk.store.folder.rglob("*") if path.is_file()]


def test_a_machine_without_libmagic_still_checks(desk, monkeypatch):
    monkeypatch.setattr(detection, "_libmagic", lambda: None)
    desk.take("shed.jpg", picture())
    with pytest.raises(FileNotTaken):
        desk.take("shed.jpg", picture("PNG"))


def test_a_description_too_long_is_refused(desk):
    with pytest.raises(FileNotTaken, match="500 characters"):
        desk.take("shed.jpg", picture(), description="x" * 501)


def test_what_is_stored_opens_to_exactly_what_was_sent_and_for_the_police_alone(desk):
    content = picture(size=(500, 400))
    taken = desk.take("shed.jpg", content)
    opened = io.BytesIO()
    place = original_context(taken.id, desk.partner.organisation.id)
    with desk.store.open(taken.id) as sealed:
        opening.open_stream(sealed, opened, taken.wraps, place, desk.keyring.triage)
    assert opened.getvalue() == content


def test_sealed_files_have_generated_names_and_are_ours_alone(desk):
    desk.take("shed.jpg", picture())
    (path,) = (each for each in desk.store.folder.rglob("*") if each.is_file())
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert len(path.name) == 32
    assert int(path.name, 16)


def test_the_limits_are_said_before_anything_is_added():
    words = " ".join(rules().in_words)
    assert "up to 10 files" in words
    assert "up to 200 MB, and all together up to 500 MB" in words
    assert "Word document (docx)" in words
    assert rules().accept.startswith(".jpg,.jpeg,.png")
    assert any("indecent image" in warning for warning in rules().warnings)
    assert any("hidden details" in warning for warning in rules().warnings)
    for key in rules().refusals:
        assert rules().refusal(key)


def test_the_portal_never_loads_what_opens_files():
    check = (
        "import sys, domain.files; "
        "opens = {'domain.sealing.opening', 'domain.files.viewing', 'domain.files.checking', "
        "'domain.inspections', 'PIL', 'pikepdf'}; assert not opens & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", check], check=True)
