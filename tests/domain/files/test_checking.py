"""Checking what was sent: held until all is well, refused for good, never shown meanwhile."""

from __future__ import annotations

import io
from datetime import timedelta

import pikepdf
import pytest
from PIL import Image

from domain import events as trail_events
from domain import openings
from domain.audit import AuditEvent
from domain.files import FileState, checking, viewing, waiting
from domain.submissions import Submission
from domain.unit_of_work import reading, unit_of_work
from tests import make
from tests.file_samples import MP4, archive, docx, pdf, photograph, picture
from tests.files import away, clean


@pytest.fixture
def jones(doors):
    return make.member(doors.triage).as_actor(make.ids.new())


def opened(desk, officer, file, rendition=True):
    """What the officer is given, after opening the submission."""
    with unit_of_work(desk.doors.triage, officer, make.NOW) as work:
        submission = work.session.get_one(Submission, file.submission_id)
        openings.open_(work, submission)
        found = viewing.find(work, submission, file.id)
        keys = desk.keyring.triage
        return b"".join(viewing.opened(work, found, desk.store, keys, rendition))


def shown(desk, officer, file):
    with unit_of_work(desk.doors.triage, officer, make.NOW) as work:
        submission = work.session.get_one(Submission, file.submission_id)
        openings.open_(work, submission)
        return viewing.listed(work, submission, desk.keyring.triage)


def events(desk, file):
    with reading(desk.doors.worker, checking.ACTOR) as work:
        found = AuditEvent.__table__.select().where(AuditEvent.subject_id == file.id)
        return [row.name for row in work.session.execute(found.order_by(AuditEvent.id))]


def test_an_officer_sees_pixels_first_and_the_original_only_on_purpose(desk, jones):
    content = photograph("Sally Oakes-Whitby")
    file = desk.sent("shed.jpg", content)
    assert (file.state, file.rendition_kind) == (FileState.CLEAN, "jpeg")
    copy = opened(desk, jones, file)
    assert b"Sally" in content
    assert b"Sally" not in copy
    with Image.open(io.BytesIO(copy)) as seen:
        assert seen.size == (48, 64)  # upright, as it was held
        assert not seen.getexif()
    assert opened(desk, jones, file, rendition=False) == content
    assert events(desk, file)[-3:] == ["FileCleared", "FileViewed", "FileDownloaded"]


def test_a_pdf_is_copied_without_scripts_attachments_and_names(desk, jones):
    file = desk.sent("letter.pdf", pdf(pages=2, script="app.alert('hello')"))
    copy = opened(desk, jones, file)
    with pikepdf.open(io.BytesIO(copy)) as seen:
        assert len(seen.pages) == 2
        assert not seen.attachments
        assert "/OpenAction" not in seen.Root
        assert not seen.docinfo
    assert b"Sally" not in copy
    assert b"alert" not in copy


def test_what_was_typed_into_a_pdf_form_stays_on_the_page(desk, jones):
    written = io.BytesIO()
    with pikepdf.new() as form:
        page = form.add_blank_page()
        look = form.make_stream(
            b"0 0 1 rg 0 0 50 20 re f",
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 50, 20],
        )  # fmt: skip
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[10, 10, 60, 30],
            F=4, AP=pikepdf.Dictionary(N=look),
        )  # fmt: skip
        page.Annots = form.make_indirect(pikepdf.Array([form.make_indirect(note)]))
        form.save(written)
    file = desk.sent("form.pdf", written.getvalue())
    with pikepdf.open(io.BytesIO(opened(desk, jones, file))) as seen:
        assert "/Annots" not in seen.pages[0]
        assert len(seen.pages[0].Resources.XObject) == 1


def test_what_has_no_clean_copy_is_the_original_or_nothing(desk, jones):
    content = docx()
    file = desk.sent("notes.docx", content)
    assert (file.state, file.rendition_id) == (FileState.CLEAN, None)
    with pytest.raises(viewing.FileNotShown, match="no clean copy"):
        opened(desk, jones, file)
    assert opened(desk, jones, file, rendition=False) == content


def test_a_file_is_held_and_tried_again_ever_more_seldom_while_the_scanner_is_away(desk, jones):
    file = desk.sent("shed.jpg", picture(), scan=away)
    assert file.state == FileState.HELD
    with pytest.raises(viewing.FileNotShown, match="scanner cannot be reached|being checked"):
        opened(desk, jones, file, rendition=False)
    desk.check(file.id, away)
    (row,) = shown(desk, jones, file)
    assert (row.status, row.waits) == ("Held: the scanner cannot be reached", 2)
    with reading(desk.doors.worker, checking.ACTOR) as work:
        wait = work.session.get(waiting.FileWait, file.id)
        assert "nobody is there" in wait.why
        again_at = wait.again_at
    for moment, expected in ((again_at - timedelta(seconds=1), []), (again_at, [file.id])):
        with reading(desk.doors.worker, checking.ACTOR, moment) as work:
            assert waiting.due(work) == expected
    assert desk.check(file.id).state == FileState.CLEAN
    assert shown(desk, jones, file)[0].waits == 0


def test_waits_grow_to_half_an_hour_and_no_further(desk):
    file = desk.sent("shed.jpg", picture(), scan=away)
    waits = []
    for _ in range(9):
        with unit_of_work(desk.doors.worker, checking.ACTOR, make.NOW) as work:
            waiting.again(work, file.id, "away")
            waits.append(work.session.get(waiting.FileWait, file.id).again_at - make.NOW)
            work.session.expire_all()
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(minutes=30)


def test_checking_twice_is_checking_once(desk):
    file = desk.sent("shed.jpg", picture())
    before = {path for path in desk.store.folder.rglob("*") if path.is_file()}
    desk.check(file.id)
    assert {path for path in desk.store.folder.rglob("*") if path.is_file()} == before
    assert events(desk, file).count("FileCleared") == 1


def test_of_two_workers_at_once_one_records_and_the_other_leaves_nothing(desk):
    def while_another_worker_is_faster(reader):
        desk.check(file_id)
        return clean(reader)

    file_id = desk.add("shed.jpg", picture())
    desk.send()
    file = desk.check(file_id, while_another_worker_is_faster)
    assert events(desk, file).count("FileCleared") == 1
    stored = {path.name for path in desk.store.folder.rglob("*") if path.is_file()}
    assert stored == {file.id.hex, file.rendition_id.hex}


def test_a_draft_s_file_is_never_opened_by_the_police(desk):
    file_id = desk.add("shed.jpg", picture())
    assert desk.check(file_id).state == FileState.HELD


@pytest.mark.parametrize("harm", ["changed", "missing", "moved"])
def test_sealed_bytes_that_were_tampered_with_are_not_served(desk, harm):
    file_id, other_id = (
        desk.add("shed.jpg", picture()),
        desk.add("two.jpg", picture("JPEG", (9, 9))),
    )
    desk.send()
    path = desk.store.folder / file_id.hex[-2:] / file_id.hex
    if harm == "changed":
        sealed = bytearray(path.read_bytes())
        sealed[-20] ^= 1
        path.write_bytes(sealed)
    elif harm == "missing":
        path.unlink()
    else:
        path.write_bytes((desk.store.folder / other_id.hex[-2:] / other_id.hex).read_bytes())
    file = desk.check(file_id)
    assert (file.state, file.reason) == (FileState.FAILED, "opening")
    assert events(desk, file)[-1] == "FileCheckFailed"


def test_a_submission_must_be_open_to_see_or_list_its_files(desk, jones):
    file = desk.sent("shed.jpg", picture())
    with reading(desk.doors.triage, jones, make.NOW) as work:
        submission = work.session.get_one(Submission, file.submission_id)
        with pytest.raises(openings.NotOpen):
            viewing.listed(work, submission, desk.keyring.triage)
        with pytest.raises(openings.NotOpen):
            viewing.opened(work, file, desk.store, desk.keyring.triage)


def test_an_officer_reads_what_a_file_is_called_and_what_is_said_of_it(desk, jones):
    desk.add("my shed.jpg", picture(), description="Behind number 4")
    desk.send()
    with reading(desk.doors.worker, checking.ACTOR) as work:
        (file_id,) = waiting.due(work) or [None]
    (row,) = shown(desk, jones, desk.file(file_id))
    assert (row.label.name, row.label.description) == ("my shed.jpg", "Behind number 4")
    assert row.status == "Held: being checked"


def test_recordings_are_kept_as_they_are(desk, jones):
    file = desk.sent("doorbell.mp4", MP4)
    assert opened(desk, jones, file, rendition=False) == MP4


@pytest.mark.parametrize(
    ("name", "content", "finding"),
    [
        ("a.jpg", picture()[:-200], "damaged"),
        ("a.png", picture("PNG") + archive([("x.php", b"<?php")]), "hybrid"),
        ("a.docx", archive([("word/document.xml", b"x" * 10)]), "damaged"),
    ],
)
def test_what_is_not_sound_is_locked_away_with_a_reason(desk, jones, name, content, finding):
    file = desk.sent(name, content)
    assert (file.state, file.reason) == (FileState.REFUSED, finding)
    assert events(desk, file)[-1] == "FileQuarantined"
    for rendition in (True, False):
        with pytest.raises(viewing.FileNotShown):
            opened(desk, jones, file, rendition)


def test_a_submission_s_history_tells_what_became_of_its_files(desk, jones):
    file = desk.sent("shed.jpg", picture())
    opened(desk, jones, file)
    with reading(desk.doors.triage, jones, make.NOW) as work:
        submission = work.session.get_one(Submission, file.submission_id)
        told = {event.name for event in trail_events.of_submission(work, submission)}
    assert told >= {"SubmissionReceived", "FileSent", "FileCleared", "FileViewed"}
