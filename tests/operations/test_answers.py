"""What somebody saw, with the proof of each event: checked offline, and refused when altered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from click.testing import CliRunner

from domain import accountability, openings
from domain.audit import AuditEvent
from domain.permissions import Role
from domain.sequencing import NotSequencedYet
from domain.submissions import Submission
from domain.trail import answers
from domain.trail.answers import AnswerRefused
from domain.unit_of_work import reading, unit_of_work
from operations.command import partnership
from tests import make


@pytest.fixture
def nosy(logged):
    """Somebody who opened three submissions."""
    member = make.member(logged.doors.triage, Role.TRIAGE_OFFICER, "n.osy")
    actor = member.as_actor(make.ids.new())
    for _ in range(3):
        sent = make.queued(logged.doors, logged.partner, logged.keyring)
        with unit_of_work(logged.doors.triage, actor) as work:
            openings.open_(work, work.session.get_one(Submission, sent.id))
    return actor


def answer(logged):
    auditor = make.member(logged.doors.triage, Role.AUDITOR, f"a.udit{make.ids.new().hex}")
    with reading(logged.doors.triage, auditor.as_actor(make.ids.new())) as work:
        day = work.now.date()
        return accountability.as_proof(work, "n.osy", day, day)


def test_it_proves_each_event_with_the_published_keys_alone(logged, nosy, tmp_path):
    with pytest.raises(NotSequencedYet):
        answer(logged)
    logged.sequence()
    logged.look()
    file = tmp_path / "answer.txt"
    file.write_bytes(answer(logged))
    typed = ["trail", "verify-answer", str(file), "--keys", str(logged.public)]
    said = CliRunner().invoke(partnership, typed)
    assert said.exit_code == 0, said.output
    assert "3 events of n.osy" in said.output
    assert "vouched for that" in said.output
    file.write_bytes(file.read_bytes().replace(b"SubmissionOpened", b"SubmissionClosed", 1))
    refused = CliRunner().invoke(partnership, typed)
    assert (refused.exit_code, "proves nothing: line 3" in refused.output) == (1, True)


def test_that_it_was_taken_away_is_recorded_with_its_digest(logged, nosy):
    logged.sequence()
    logged.look()
    answer(logged)
    with logged.doors.triage.begin() as session:
        (event,) = session.query(AuditEvent).filter_by(name="AccessExported")
    assert len(event.facts["digest"]) == 64
    assert event.facts["rows"] == 3


def test_lines_taken_out_added_or_exchanged_are_refused(logged, nosy):
    logged.sequence()
    logged.look()
    whole = answer(logged)
    keys = ([logged.log], [logged.witness().key])
    assert answers.verify(whole, *keys).events == 3
    lines = whole.decode().split("\n")
    for altered in (
        [*lines[:2], *lines[3:]],
        [*lines[:3], lines[2], *lines[4:]],
        [*lines[:2], lines[2].replace("E 0", "E 1"), *lines[3:]],
        [lines[0], lines[1].replace("trail-log", "trail-lag"), *lines[2:]],
        [*lines[:2], "E nonsense", *lines[3:]],
        ["{}", *lines[1:]],
    ):
        with pytest.raises(AnswerRefused):
            answers.verify("\n".join(altered).encode(), *keys)
    with pytest.raises(AnswerRefused, match="no witness"):
        answers.verify(whole, keys[0], [replace(keys[1][0], name="another")])
