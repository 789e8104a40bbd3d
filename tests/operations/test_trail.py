"""The trail as an auditor meets it: an export, the verifier's verdict, receipts, how it stands."""

from __future__ import annotations

import json
import os
import stat

import pytest
from click.testing import CliRunner

from domain.sequencing import NotSequencedYet
from domain.trail.receipts import ReceiptRefused
from operations.command import partnership
from operations.database.grants import TRIAGE
from tests import make


@pytest.fixture
def type_(logged, monkeypatch):
    """Type a command of `partnership`."""
    monkeypatch.setenv("PARTNERSHIP_TRIAGE_DATABASE_URL", logged.database.url(TRIAGE))
    monkeypatch.setenv("PARTNERSHIP_KEYS", str(logged.keyring.folder))

    def typed(*words):
        return CliRunner().invoke(partnership, [str(word) for word in words])

    return typed


def test_a_log_that_nobody_touched_is_whole_down_to_rows_and_sealed_bytes(logged):
    sent = [make.queued(logged.doors, logged.partner, logged.keyring) for _ in range(3)]
    logged.sequence()
    logged.look()
    findings = logged.verified(kept=True)
    assert findings.named == []
    assert findings.proven == findings.events > 6
    assert list(findings.witnessed.values()) == [findings.events]
    text = logged.export().read_text()
    assert text.count("\nS ") == len(sent)
    assert text.count("\nR ") >= len(sent) + 1


def test_an_export_of_several_blocks_is_whole(logged):
    for _ in range(6):
        logged.grow(60)
    findings = logged.verified(kept=True)
    assert findings.named == []
    assert findings.events > 360


def test_an_empty_log_is_exported_and_everything_waits(logged):
    findings = logged.verified()
    assert findings.events == 0
    assert findings.pending > 0
    assert {finding.kind for finding in findings.named} <= {"unsequenced", "unwitnessed"}


def test_that_somebody_exported_it_is_itself_in_the_trail(logged):
    logged.grow()
    logged.export()
    logged.sequence()
    assert "TrailExported" in logged.export("second.txt").read_text()


def test_an_export_is_for_its_owner_alone(logged):
    logged.grow()
    assert stat.S_IMODE(os.stat(logged.export()).st_mode) == 0o600


def test_the_commands_export_and_verify(type_, logged, tmp_path):
    logged.grow(2)
    file = tmp_path / "out.txt"
    assert type_("trail", "export", file).exit_code == 0
    kept = ["--kept", logged.memory.checkpoints]
    verified = type_("trail", "verify", file, "--keys", logged.keyring.folder, *kept)
    assert verified.exit_code == 0, verified.output
    assert json.loads(verified.stdout)["whole"]
    file.write_bytes(file.read_bytes().replace(b"Ravensike", b"Ravensyke", 1))
    altered = type_("trail", "verify", file, "--keys", logged.keyring.folder)
    assert altered.exit_code == 1
    assert "changed" in json.loads(altered.stdout)["counts"]
    file.write_text("something else")
    assert type_("trail", "verify", file, "--keys", logged.keyring.folder).exit_code == 2


def test_the_status_says_how_the_log_stands(type_, logged):
    logged.send()
    waits = json.loads(type_("trail", "status", "--json").stdout)
    assert waits["waiting"] > 0
    logged.sequence()
    logged.look()
    said = type_("trail", "status")
    assert said.exit_code == 0, said.output
    assert "waiting for a place 0" in said.output
    assert "by trail-witness-" in said.output


def test_the_status_raises_the_alarm_when_the_log_is_behind(type_, logged):
    said = type_("trail", "status")
    assert said.exit_code == 1
    assert "ALARM" in said.output


def test_the_published_keys_are_printed_one_a_line(type_, logged):
    lines = type_("trail", "keys", "--keys", logged.public).stdout.splitlines()
    assert lines[0] == str(logged.log)
    assert len(lines) == 2


def test_a_partner_gets_a_receipt_that_holds_offline_and_reveals_nothing(logged, type_, tmp_path):
    (reference,) = logged.grow()
    receipt = logged.receipt(reference)
    facts = logged.checked(receipt)
    assert (facts.reference, len(facts.witnesses)) == (reference, 1)
    for word in ("Ravensike officer", "kirklees", make.ANSWERS["what"]["lead_theme"]):
        assert word.encode() not in receipt.lower()
    file = tmp_path / "receipt.txt"
    file.write_bytes(receipt)
    said = type_("receipt", "verify", file, "--keys", logged.public)
    assert said.exit_code == 0, said.output
    assert reference in said.output
    file.write_bytes(receipt.replace(reference.encode(), b"AAAA-AAAA"))
    assert type_("receipt", "verify", file, "--keys", logged.public).exit_code == 1


def test_a_receipt_is_for_the_partner_who_sent_it(logged, passwords, url_tokens):
    (reference,) = logged.grow()
    other = make.partner(logged.doors, passwords, url_tokens, name="Fernclough Academy")
    logged.partner = other
    assert logged.receipt(reference) is None


def test_a_receipt_waits_for_its_place_and_gains_a_witness(logged):
    (reference,) = logged.send()
    with pytest.raises(NotSequencedYet):
        logged.receipt(reference)
    logged.sequence()
    with pytest.raises(ReceiptRefused, match="ask for a new copy"):
        logged.checked(logged.receipt(reference))
    logged.look()
    assert logged.checked(logged.receipt(reference)).witnesses


def test_a_receipt_of_long_ago_still_holds(logged):
    (reference,) = logged.grow()
    for _ in range(3):
        logged.grow(5)
    assert logged.checked(logged.receipt(reference)).reference == reference
