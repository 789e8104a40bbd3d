"""What goes wrong and can be mended is said in a sentence, never as a traceback."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import make_url

from operations.command import main
from operations.database.roles import LOGINS

ADMIN = "PARTNERSHIP_DATABASE_ADMIN_URL"


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 1
    return capsys.readouterr().err


def test_a_database_that_does_not_exist_is_said_in_words(committed, monkeypatch, capsys) -> None:
    url = make_url(committed.url("partnership_portal")).set(database="not_there")
    monkeypatch.setenv(ADMIN, url.render_as_string(hide_password=False))
    said = refused(capsys, "database", "status")
    assert "The database cannot be used" in said
    assert '"not_there" does not exist' in said
    assert str(url.password) not in said


def test_a_server_that_is_not_there_is_said_in_words(monkeypatch, capsys) -> None:
    monkeypatch.setenv(ADMIN, "postgresql://postgres@127.0.0.1:1/partnership")
    assert "Connection refused" in refused(capsys, "database", "status")


def test_an_upgrade_of_another_database_than_the_processes_use_is_refused(
    monkeypatch, capsys
) -> None:
    monkeypatch.setenv(ADMIN, "postgresql://postgres@127.0.0.1:1/postgres")
    for role in LOGINS:
        monkeypatch.setenv(
            f"{role.upper()}_DATABASE_URL", f"postgresql://{role}@127.0.0.1:1/partnership"
        )
    assert "names another database" in refused(capsys, "database", "upgrade")


def test_an_upgrade_says_in_words_that_its_database_is_absent(
    committed, monkeypatch, capsys
) -> None:
    absent = make_url(committed.url("partnership_portal")).set(database="not_there")
    url = absent.render_as_string(hide_password=False)
    for name in (ADMIN, *(f"{role.upper()}_DATABASE_URL" for role in LOGINS)):
        monkeypatch.setenv(name, url)
    assert '"not_there" does not exist' in refused(capsys, "database", "upgrade")


def test_an_address_that_is_none_is_said_with_what_it_must_read(monkeypatch, capsys) -> None:
    monkeypatch.setenv(ADMIN, "s3cret")
    said = refused(capsys, "database", "status")
    assert f"{ADMIN} must read postgresql://" in said
    assert "s3cret" not in said
