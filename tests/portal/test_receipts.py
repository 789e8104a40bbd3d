"""Receipts as files: given to whoever sent it, checked by anybody, telling nothing else."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from domain.actors import system
from domain.keys import load_signing_key
from domain.keys.published import log_keys
from domain.sequencing import Sequencer
from domain.unit_of_work import unit_of_work
from tests import make
from tests.portal.browser import Page

ROOT = Path(__file__).parents[2]


@pytest.fixture
def sent(doors, partner, keyring):
    return make.submission(doors, partner, keyring)


def sequence(doors, keyring):
    key = load_signing_key(keyring.folder / "worker" / "trail-log.json")
    with unit_of_work(doors.worker, system("sequencing"), make.NOW) as work:
        Sequencer(key, log_keys(keyring.folder / "public")[0].name).advance(work)


def check(browser, content, name="receipt.txt"):
    data = {"csrf_token": browser.token(), "file": (io.BytesIO(content), name)}
    return Page(browser.client.post("/receipts/check", data=data, base_url=browser.base))


@pytest.fixture
def proof(browser, doors, keyring, sent):
    assert "not ready yet" in browser.get(f"/sent/{sent}/proof").text()
    sequence(doors, keyring)
    page = browser.get(f"/sent/{sent}/proof")
    assert page.headers["Content-Disposition"] == f'attachment; filename="receipt-{sent}.txt"'
    return page.html.encode()


def test_anybody_can_check_a_receipt_without_signing_in(stranger, proof, sent):
    page = check(stranger, proof)
    assert page.status == 200
    assert "The receipt is genuine" in page.text()
    assert sent in page.text()
    assert "Ravensike" not in page.html


def test_a_receipt_that_was_altered_is_refused_in_words(stranger, proof):
    for altered in (proof.replace(b"received 2026", b"received 2025"), proof[:-40], b"x", b"\xff"):
        page = check(stranger, altered)
        assert page.status == 422
        assert "not a receipt of ours" in page.text()


def test_no_file_and_too_large_a_file_are_refused(stranger):
    assert "Select the receipt file" in check(stranger, b"", "").text()
    assert stranger.post("/receipts/check").status == 422
    assert check(stranger, b"x" * 300_000).status == 413


def test_the_page_to_check_a_receipt_is_found_from_outside_and_from_a_receipt(
    stranger, browser, sent
):
    assert "/receipts/check" in stranger.get("/").links
    page = browser.get(f"/sent/{sent}/receipt")
    assert {"/receipts/check", f"/sent/{sent}/proof"} <= set(page.links)


def test_on_paper_a_receipt_has_nothing_to_press():
    css = (ROOT / "static" / "css" / "app.css").read_text()
    on_paper = css.partition("@media print")[2].partition("display: none")[0]
    for name in (".app-tools", ".govuk-service-navigation", ".govuk-button-group", ".app-footer"):
        assert name in on_paper
