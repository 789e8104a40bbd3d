"""What is held, sealed bytes and rows, against what the events say of it."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import pytest

from domain.trail import tree
from domain.trail.export_writers import Writer
from domain.trail.exports import ExportRefused, Row
from domain.trail.findings import Findings
from domain.trail.verifier import Trust, verify
from tests.domain.trail import logs
from tests.domain.trail.logs import AT, LOG_KEY, digest, event, submission

NOW = AT + timedelta(days=1)


def disposed_of(number: int) -> bytes:
    return event(290, "SubmissionDisposed", subject_id=submission(number))


def verified(writer: Writer) -> Findings:
    writer.end()
    assert isinstance(writer.out, io.BytesIO)
    writer.out.seek(0)
    return verify(writer.out, Trust(LOG_KEY))


def export(log: logs.Log, **promises: bool) -> Writer:
    """Begin an export that holds the log's first block; the test remarks on it."""
    writer = Writer(io.BytesIO())
    writer.begin(logs.ORIGIN, NOW, **{"sealed": False, "rows": True, **promises})
    writer.block(0, log.blocks.get(0), log.rows[:256])
    for note in log.signed if len(log.rows) <= 256 else []:
        writer.checkpoint(note)
    return writer


def kinds(findings: Findings) -> list[tuple[str, int | None]]:
    return [(f.kind, f.first) for f in findings.named]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (digest(42), []),
        ("0" * 64, [("sealed_differs", 42)]),
        (None, [("sealed_missing", 42)]),
    ],
)
def test_sealed_bytes_are_what_was_handed_in(
    held: str | None, expected: list[tuple[str, int]]
) -> None:
    log = logs.grown(60)
    log.sealed[42] = held
    assert kinds(log.verify(sealed=True)) == expected


def test_a_submission_received_of_which_the_export_says_nothing_is_missing() -> None:
    log = logs.grown(60)
    del log.sealed[42]
    assert kinds(log.verify(sealed=True)) == [("sealed_missing", 42)]


def test_sealed_bytes_that_no_event_received_are_named() -> None:
    log = logs.grown(3)
    writer = export(log)
    writer.sealed(None, submission(99), digest(99))
    writer.sealed(1, submission(99), digest(99))
    assert kinds(verified(writer)) == [("sealed_unrecorded", None), ("sealed_unrecorded", 1)]


@pytest.mark.parametrize(
    ("disposed", "expected"), [(42, []), (43, [("sealed_missing", 290)]), (None, [])]
)
def test_a_disposal_is_believed_if_its_event_comes(
    disposed: int | None, expected: list[tuple[str, int]]
) -> None:
    entries = [event(number) for number in range(300)]
    entries[290] = disposed_of(disposed or 42)
    log = logs.grown(300, (), entries)
    writer = export(log)
    writer.disposed(42, submission(42), by=290 if disposed else 310)
    writer.block(1, None, log.rows[256:])
    writer.checkpoint(log.signed[-1])
    late = [("sealed_missing", 310)] if disposed is None else []
    assert kinds(verified(writer)) == expected + late


ROW = f"submission/{submission(2)}"


@pytest.mark.parametrize(
    ("position", "at", "state", "expected"),
    [
        (2, AT + timedelta(seconds=2), "aa", []),
        (2, AT + timedelta(seconds=3), "aa", [("change_without_event", 2)]),
        (2, AT + timedelta(seconds=2), "bb", [("change_without_event", 2)]),
        (1, AT + timedelta(seconds=1), "aa", [("change_without_event", 1)]),
        (None, AT, "aa", [("change_without_event", None)]),
    ],
)
def test_a_row_changed_without_an_event_is_named(
    position: int | None, at: datetime, state: str, expected: list[tuple[str, int | None]]
) -> None:
    entries = [event(0), event(1), event(2, states={ROW: "aa"})]
    log = logs.grown(3, (), entries)
    writer = export(log)
    writer.row(position, ROW, at, state)
    assert kinds(verified(writer)) == expected


@pytest.mark.parametrize(("age", "found"), [(59, 0), (61, 1)])
def test_an_event_without_a_place_is_pending_and_after_a_minute_a_finding(
    age: int, found: int
) -> None:
    log, seconds = logs.grown(3), int((NOW - AT).total_seconds()) - age
    log.pending = [(logs.event_id(seconds), event(seconds))]
    findings = log.verify()
    assert (findings.pending, len(findings.named)) == (1, found)
    assert all(
        (f.kind, f.event_id) == ("unsequenced", logs.event_id(seconds)) for f in findings.named
    )


@pytest.mark.parametrize(
    "lines",
    [
        b"X\n",
        b"E nonsense\n",
        b"B 0 -\nB 0 -\n",
        b"B x -\n",
        b"C {}x\n",
        b"Z 3\nZ 3\n",
        b"Z 3\nB 1 -\n",
        b"Z\n",
    ],
)
def test_a_file_that_is_not_an_export_is_refused(lines: bytes) -> None:
    whole = logs.grown(3).export()
    damaged = whole[: whole.rindex(b"Z ")] + lines
    with pytest.raises(ExportRefused):
        verify(io.BytesIO(damaged), Trust(LOG_KEY))


def test_an_export_of_another_log_is_said_to_be_so_and_a_false_count_too() -> None:
    whole = logs.grown(3).export().replace(b'"origin":"portal', b'"origin":"partal')
    findings = verify(io.BytesIO(whole.replace(b"\nZ 3\n", b"\nZ 4\n")), Trust(LOG_KEY))
    assert kinds(findings) == [("malformed", None), ("malformed", None)]


def test_a_log_altered_throughout_is_counted_and_not_all_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("domain.trail.findings.MOST_NAMED", 5)
    log = logs.grown(60)
    log.rows = [Row(p, i, tree.leaf_hash(b"x"), d) for p, i, _, d in log.rows]
    findings = log.verify()
    assert (len(findings.named), findings.unnamed) == (5, 55)


def test_no_byte_of_an_export_can_be_altered_unnoticed() -> None:
    """With one checkpoint: of several, one may lose a cosignature, which proves no less."""
    whole = logs.grown(12).export(sealed=True)
    for at in range(whole.index(b"\n"), len(whole), 11):
        altered = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        try:
            assert not verify(io.BytesIO(altered), Trust(LOG_KEY, (logs.WITNESS_KEY,))).whole
        except ExportRefused:
            continue
