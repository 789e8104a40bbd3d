from __future__ import annotations

from typing import Any

import pytest

from domain.trail import canonical, checkpoints, notes, proofs, receipts
from domain.trail.receipts import ReceiptRefused
from tests.domain.trail import logs
from tests.domain.trail.logs import AT, LOG_KEY, WITNESS_KEY, event

GROWN = logs.grown(20)


def a_receipt(index: int = 11, data: bytes | None = None) -> bytes:
    proof = proofs.inclusion(GROWN.store, index, 20)
    return receipts.issue(data or event(index), index, proof, GROWN.signed[-1])


def test_a_receipt_proves_what_was_handed_in_and_when() -> None:
    facts = receipts.verify(a_receipt(), LOG_KEY, [WITNESS_KEY])
    assert (facts.reference, facts.sealed_sha256) == ("REF-11", logs.digest(11))
    assert canonical.instant(facts.received_at) == "2026-01-02T03:04:16.000000+00:00"
    assert (facts.origin, facts.index, facts.size) == (LOG_KEY.name, 11, 20)
    assert facts.witnesses == ((WITNESS_KEY.name, AT),)


def test_a_receipt_survives_the_line_ends_of_another_system() -> None:
    assert receipts.verify(a_receipt().replace(b"\n", b"\r\n"), LOG_KEY).reference == "REF-11"


@pytest.mark.parametrize("index", range(20))
def test_every_event_can_have_its_receipt(index: int) -> None:
    assert receipts.verify(a_receipt(index), LOG_KEY).index == index


def test_a_change_anywhere_in_a_receipt_is_refused() -> None:
    whole = a_receipt()
    for at in range(0, len(whole), 7):
        altered = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        with pytest.raises(ReceiptRefused):
            receipts.verify(altered, LOG_KEY, [WITNESS_KEY])


@pytest.mark.parametrize("end", [0, 20, 200, 600, 900])
def test_a_receipt_cut_short_is_refused(end: int) -> None:
    with pytest.raises(ReceiptRefused):
        receipts.verify(a_receipt()[:end], LOG_KEY, [WITNESS_KEY])


def test_a_receipt_of_another_log_or_without_the_witness_is_refused() -> None:
    with pytest.raises(ReceiptRefused, match="signature"):
        receipts.verify(a_receipt(), notes.VerifierKey("x.example", 1, LOG_KEY.public))
    note = notes.Note(GROWN.signed[-1].text, GROWN.signed[-1].signatures[:1])
    unseen = receipts.issue(event(11), 11, proofs.inclusion(GROWN.store, 11, 20), note)
    assert receipts.verify(unseen, LOG_KEY).witnesses == ()
    with pytest.raises(ReceiptRefused, match="no witness"):
        receipts.verify(unseen, LOG_KEY, [WITNESS_KEY])


@pytest.mark.parametrize(
    "said",
    [
        {"facts": {"digest": logs.digest(0), "subject": "what it is about"}},
        {"note": "more than the envelope"},
        {"name": "SubmissionOpened"},
        {"facts": {"digest": "no digest"}},
        {"title": "two\nlines"},
    ],
)
def test_an_event_that_would_reveal_more_gets_no_receipt(said: dict[str, Any]) -> None:
    data = event(0, **said)
    log = logs.grown(1, (), [data])
    with pytest.raises(ReceiptRefused, match="receipt shows|no reference"):
        receipts.issue(data, 0, proofs.inclusion(log.store, 0, 1), log.signed[-1])


def test_a_receipt_for_an_event_that_is_not_there_is_not_issued() -> None:
    with pytest.raises(ReceiptRefused, match="does not show"):
        a_receipt(data=event(12))


def test_a_file_that_is_no_receipt_is_refused_in_words() -> None:
    checkpoint = str(checkpoints.read(GROWN.signed[-1].text)).encode()
    for data in (b"\xff", b"x" * 70_000, checkpoint):
        with pytest.raises(ReceiptRefused, match="receipt"):
            receipts.verify(data, LOG_KEY)
