"""A change of reference data is an event, once."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain import reference_versions
from domain.audit import AuditEvent
from domain.reference import ReferenceDataInvalid
from domain.reference_versions import Data
from domain.unit_of_work import reading
from tests import make


def changes(doors):
    with reading(doors.triage, make.officer(make.Role.AUDITOR), make.NOW) as work:
        query = select(AuditEvent).where(AuditEvent.name == "ReferenceDataChanged")
        return [str(event) for event in work.session.scalars(query.order_by(AuditEvent.id))]


def test_a_changed_file_is_recorded_at_the_next_start_and_only_then(doors):
    files = [Data("clocks.toml", "1 (aaaaaaaa)", ""), Data("brand.toml", "1 (bbbbbbbb)", "")]
    assert reference_versions.record_changes(doors.triage, files) == ["clocks.toml", "brand.toml"]
    assert reference_versions.record_changes(doors.triage, files) == []
    changed = [Data("clocks.toml", "2 (cccccccc)", ""), files[1]]
    assert reference_versions.record_changes(doors.triage, changed) == ["clocks.toml"]
    assert changes(doors)[-1].endswith(
        "clocks.toml changed from version 1 (aaaaaaaa) to 2 (cccccccc)"
    )


def test_a_file_without_a_version_is_refused_and_named(tmp_path):
    (tmp_path / "a.toml").write_text("more = 1\n")
    with pytest.raises(ReferenceDataInvalid, match=r"a\.toml, line 1: version"):
        reference_versions.files(tmp_path)


def test_every_file_has_a_version_that_changes_with_what_it_holds(tmp_path):
    (tmp_path / "a.toml").write_text('version = "7"\n')
    one = reference_versions.files(tmp_path)[0].version
    (tmp_path / "a.toml").write_text('version = "7"\nmore = 1\n')
    assert one.startswith("7 (")
    assert reference_versions.files(tmp_path)[0].version != one
    assert {data.name for data in reference_versions.files()} > {"clocks.toml", "letters.toml"}
