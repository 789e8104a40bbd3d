"""Files with a draft, then with a submission; what happens to those that are never sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from domain import drafts, files
from domain.audit import AuditEvent
from domain.files import FileNotTaken, checking, kinds, waiting
from domain.unit_of_work import reading, unit_of_work
from tests import make
from tests.file_samples import picture


def listed(desk):
    with reading(desk.doors.portal, desk.actor, make.NOW) as work:
        return files.in_draft(drafts.kept(work, desk.token).document)


def wraps_of(desk, *content_ids):
    with reading(desk.doors.worker, checking.ACTOR) as work:
        found = text("select count(*) from wrap where content_id = any(:ids)")
        return work.session.scalar(found, {"ids": list(content_ids)})


def limited(monkeypatch, **limits):
    """Rules with smaller limits, in force."""
    rules = kinds.rules()
    changed = replace(rules, limits=replace(rules.limits, **limits))
    for module in (files.keeping, files.receiving):
        monkeypatch.setattr(module, "rules", lambda: changed)


def test_a_draft_lists_its_files_as_the_partner_named_them(desk):
    file_id = desk.add("my shed.jpg", picture(), description="Behind number 4")
    assert listed(desk) == [
        {
            "id": str(file_id),
            "name": "my shed.jpg",
            "description": "Behind number 4",
            "kind": "photograph (JPEG)",
            "length": len(picture()),
        }
    ]


def test_a_removed_file_opens_for_nobody_from_that_moment(desk):
    file_id = desk.add("shed.jpg", picture())
    assert wraps_of(desk, file_id)
    with unit_of_work(desk.doors.portal, desk.actor, make.NOW) as work:
        assert files.remove(work, desk.token, file_id)
        assert not files.remove(work, desk.token, file_id)
    assert desk.file(file_id) is None
    assert wraps_of(desk, file_id) == 0
    assert listed(desk) == []


def test_only_so_many_files_are_taken(desk, monkeypatch):
    limited(monkeypatch, files=1)
    desk.add("shed.jpg", picture())
    with pytest.raises(FileNotTaken, match="up to"):
        desk.add("shed 2.jpg", picture())


def test_all_together_may_only_be_so_large(desk, monkeypatch):
    limited(monkeypatch, all_files=len(picture()) + 10)
    desk.add("shed.jpg", picture())
    with pytest.raises(FileNotTaken, match="together"):
        desk.add("shed 2.jpg", picture())


def test_an_organisation_cannot_fill_the_store_with_what_it_never_sends(desk, monkeypatch):
    limited(monkeypatch, unsent_files=1)
    desk.add("shed.jpg", picture())
    with (
        reading(desk.doors.portal, desk.actor, make.NOW) as work,
        pytest.raises(FileNotTaken, match="has not sent"),
    ):
        files.check_room(work, {})


def test_sent_files_are_numbered_recorded_and_waiting_for_the_worker(desk):
    ids = [desk.add(f"shed {n}.jpg", picture()) for n in (1, 2)]
    submission_id = desk.send()
    with reading(desk.doors.worker, checking.ACTOR) as work:
        sent = files.sent_with(work, submission_id)
        assert [(file.id, file.number, file.state) for file in sent] == [
            (ids[0], 1, "held"),
            (ids[1], 2, "held"),
        ]
        names = set(
            work.session.scalars(
                AuditEvent.__table__.select()
                .with_only_columns(AuditEvent.name)
                .where(AuditEvent.subject_id == ids[0])
            )
        )
        jobs = text("select args from procrastinate_jobs where task_name = 'check_file'")
        assert {job["file_id"] for job in work.session.scalars(jobs)} == set(map(str, ids))
    assert names == {"FileAdded", "FileSent"}


def test_a_file_that_is_gone_stops_the_sending(desk):
    gone = [{"id": str(make.ids.new()), "length": 1}]
    with (
        pytest.raises(FileNotTaken, match="no longer here"),
        unit_of_work(desk.doors.portal, desk.actor, make.NOW) as work,
    ):
        files.attach(work, gone, make.ids.new())


def test_another_organisation_s_file_cannot_be_sent_or_seen(desk, other_desk):
    file_id = desk.add("shed.jpg", picture())
    with (
        pytest.raises(FileNotTaken, match="no longer here"),
        unit_of_work(other_desk.doors.portal, other_desk.actor, make.NOW) as work,
    ):
        assert not files.remove(work, other_desk.token, file_id)
        assert work.session.scalar(text("select count(*) from file")) == 0
        files.attach(work, [{"id": str(file_id)}], make.ids.new())


@pytest.mark.parametrize(
    "statement",
    [
        "select sealed_label from file",
        "select * from file",
        "update file set state = 'clean'",
        "update file set digest = ''",
        "update file set submission_id = null",
        "delete from file",
        "select * from file_wait",
    ],
)
def test_the_portal_can_do_nothing_to_a_file_that_was_sent(desk, statement):
    desk.add("shed.jpg", picture())
    desk.send()
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|stays"),
        unit_of_work(desk.doors.portal, desk.actor, make.NOW) as work,
    ):
        work.session.execute(text(statement))


def test_what_is_never_sent_is_removed_after_a_day_and_what_is_written_on_is_not(desk):
    file_id = desk.add("shed.jpg", picture())
    tomorrow = make.NOW + timedelta(hours=25)
    with unit_of_work(desk.doors.worker, checking.ACTOR, make.NOW + timedelta(hours=23)) as work:
        assert waiting.forget_unsent(work) == 0
    with unit_of_work(desk.doors.portal, desk.actor, tomorrow) as work:
        drafts.change(work, desk.token, lambda document: document)
    with unit_of_work(desk.doors.worker, checking.ACTOR, tomorrow) as work:
        assert waiting.forget_unsent(work) == 0
    with unit_of_work(desk.doors.portal, desk.actor, tomorrow) as work:
        drafts.discard(work)
    with unit_of_work(desk.doors.worker, checking.ACTOR, tomorrow) as work:
        assert waiting.forget_unsent(work) == 1
    assert desk.file(file_id) is None


def test_bytes_that_no_row_knows_are_swept_after_a_day(desk):
    known = desk.add("shed.jpg", picture())
    orphan = desk.take("shed.jpg", picture())
    begun = desk.store.folder / "ab" / f"{orphan.id.hex}.part"
    begun.parent.mkdir(exist_ok=True)
    begun.touch()
    later = datetime.now(UTC) + timedelta(hours=25)
    with reading(desk.doors.worker, checking.ACTOR, later - timedelta(hours=3)) as work:
        assert waiting.sweep(work, desk.store) == 0
    with reading(desk.doors.worker, checking.ACTOR, later) as work:
        assert waiting.sweep(work, desk.store) == 1
    desk.store.open(known).close()
    assert not begun.exists()
    with pytest.raises(files.BytesMissing):
        desk.store.open(orphan.id)
