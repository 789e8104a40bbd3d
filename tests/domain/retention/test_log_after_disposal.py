"""A log outlives what it is about: it still verifies, and what is restored opens for nobody."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.domain.retention.conftest import office_of


@pytest.fixture
def office(logged, tmp_path):
    made = office_of(logged.doors, logged.partner, logged.keyring, tmp_path / "files")
    made.decide()
    return made


def test_the_log_still_verifies_and_names_no_missing_bytes(logged, office):
    office.propose()
    office.agree()
    assert office.work_off()
    logged.sequence()
    logged.look()
    assert logged.found(kept=True) == set()


def test_bytes_that_went_without_two_people_are_named(logged, office):
    logged.superuser("update submission set sealed = ''")
    logged.sequence()
    logged.look()
    assert "sealed_missing" in logged.found()


def test_sealed_bytes_put_back_from_a_copy_open_for_nobody(logged, office):
    with logged.doors.worker.begin() as session:
        old = session.scalar(text("select encode(sealed, 'hex') from submission"))
    office.propose()
    office.agree()
    assert office.work_off()
    logged.superuser(f"update submission set sealed = decode('{old}', 'hex'), state = 'closed'")
    with logged.doors.worker.begin() as session:
        held = "select count(*) from wrap where content_id = (select id from submission)"
        assert session.scalar(text(held)) == 0
        assert session.scalar(text("select count(*) from index_entry")) == 0
        assert session.scalar(text("select count(*) from found_match")) == 0
