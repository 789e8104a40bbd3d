"""Every way of tampering with the log, and what the verifier calls it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domain.trail import notes, tree, verifier
from domain.trail.exports import ExportRefused, Row
from domain.trail.findings import Findings
from tests.domain.trail import logs
from tests.domain.trail.logs import LOG_KEY, Log, event, event_id

COUNT = 600
SIGNED_AT = (100, 256, 300, 520)
Tampering = Callable[[Log], None]


def a_log() -> Log:
    return logs.grown(COUNT, SIGNED_AT, ENTRIES)


ENTRIES = [event(number) for number in range(COUNT)]


def named(findings: Findings) -> list[tuple[str, int | None, int | None]]:
    return [(f.kind, f.first, f.last) for f in findings.named]


def put(log: Log, position: int, **columns: Any) -> None:
    log.rows[position] = log.rows[position]._replace(**columns)


def changed_bytes(log: Log, position: int = 42) -> None:
    put(log, position, data=event(position, title="submission OTHER"))


def changed_with_its_record(log: Log, position: int = 42) -> None:
    data = event(position, title="submission OTHER")
    put(log, position, data=data, leaf=tree.leaf_hash(data))


def changed_record(log: Log) -> None:
    put(log, 42, leaf=bytes(32))


def changed_id_in_record(log: Log) -> None:
    put(log, 42, event_id=event_id(9999))


def changed_block(log: Log) -> None:
    log.blocks[0] = bytes(32)


def removed_event(log: Log) -> None:
    put(log, 42, data=None)


def removed_row(log: Log) -> None:
    del log.rows[42]


def removed_block_of_rows(log: Log) -> None:
    del log.rows[256:512]


def removed_block_altogether(log: Log) -> None:
    del log.rows[256:512], log.blocks[1]


def second_row(log: Log) -> None:
    data = event(9999)
    log.rows.append(Row(42, event_id(9999), tree.leaf_hash(data), data))


def swapped_bytes(log: Log) -> None:
    one, other = log.rows[42], log.rows[300]
    put(log, 42, data=other.data)
    put(log, 300, data=one.data)


def swapped_rows(log: Log) -> None:
    one, other = log.rows[42], log.rows[77]
    log.rows[42] = other._replace(position=42)
    log.rows[77] = one._replace(position=77)


def appended(log: Log) -> None:
    data = event(COUNT)
    log.rows.append(Row(COUNT, event_id(COUNT), tree.leaf_hash(data), data))


def cut_off(log: Log) -> None:
    del log.rows[590:]
    log.signed = [logs.signed(frontier_of(log, COUNT))]


def rewound_with_checkpoints(log: Log) -> None:
    del log.rows[520:]
    log.signed.pop()


def removed_and_closed_up(log: Log) -> None:
    """A row is removed and all that follow move up, hashes of whole blocks and all."""
    rebuilt(log, [row.data or b"" for row in log.rows if row.position != 310])


def rewritten_wholly(log: Log) -> None:
    entries = [row.data or b"" for row in log.rows]
    rebuilt(log, [*entries[:42], event(42, title="submission OTHER"), *entries[43:]])


def resigned_by_a_key_thief(log: Log) -> None:
    """All is rewritten and signed again with the stolen log key; the witness's views are kept."""
    kept = log.signed
    rewritten_wholly(log)
    frontier = tree.Frontier()
    for row in log.rows:
        frontier.append(row.leaf)
        if row.position + 1 in SIGNED_AT:
            log.signed.append(logs.signed(frontier))
    log.signed += kept


def rebuilt(log: Log, entries: list[bytes]) -> None:
    other = logs.grown(len(entries), (), entries)
    log.rows, log.blocks = other.rows, other.blocks


def frontier_of(log: Log, size: int) -> tree.Frontier:
    frontier = tree.Frontier()
    frontier.extend(tree.leaf_hashes(ENTRIES[:size]))
    return frontier


TABLE: list[tuple[Tampering, list[tuple[str, int | None, int | None]]]] = [
    (changed_bytes, [("changed", 42, 42)]),
    (changed_with_its_record, [("forked", 0, 99), ("rewritten", 0, 255)]),
    (changed_record, [("record_changed", 42, 42)]),
    (changed_id_in_record, [("record_changed", 42, 42)]),
    (changed_block, [("record_changed", 0, 255)]),
    (removed_event, [("removed", 42, 42)]),
    (removed_row, [("removed", 42, 42)]),
    (removed_block_of_rows, [("removed", 256, 511)]),
    (removed_block_altogether, [("removed", 256, 511)]),
    (second_row, [("inserted", 42, 42)]),
    (swapped_bytes, [("reordered", 42, 42), ("reordered", 300, 300)]),
    (swapped_rows, [("forked", 0, 99), ("reordered", 42, 77)]),
    (appended, [("inserted", 600, 600)]),
    (cut_off, [("truncated", 590, 599)]),
    (removed_and_closed_up, [("forked", 300, 519), ("rewound", 599, 599)]),
    (rewritten_wholly, [("forked", 0, 99)]),
    (resigned_by_a_key_thief, [("forked", 0, 99)]),
]


@pytest.mark.parametrize(
    ("tamper", "expected"), TABLE, ids=lambda each: getattr(each, "__name__", "")
)
def test_each_tampering_is_named(
    tamper: Tampering, expected: list[tuple[str, int | None, int | None]]
) -> None:
    log = a_log()
    tamper(log)
    findings = log.verify()
    assert [each for each in named(findings) if each[0] != "unwitnessed"] == expected
    assert findings.exit_code == 1


def test_a_whole_log_is_whole_and_says_who_vouches_for_it() -> None:
    findings = a_log().verify(sealed=True)
    assert named(findings) == []
    assert (findings.events, findings.proven, findings.checkpoints) == (COUNT, COUNT, 5)
    assert findings.witnessed == {logs.WITNESS_NAME: COUNT}
    assert findings.exit_code == 0


@pytest.mark.parametrize("count", [1, 255, 256, 257, 512])
def test_a_log_of_any_size_is_whole(count: int) -> None:
    assert named(logs.grown(count, (), ENTRIES[:count]).verify()) == []


def test_without_witnesses_a_rewritten_log_is_narrowed_by_what_the_log_signed() -> None:
    log = a_log()
    log.signed = [notes.Note(note.text, note.signatures[:1]) for note in log.signed]
    rebuilt(log, [*ENTRIES[:310], event(310, title="submission OTHER"), *ENTRIES[311:]])
    assert named(log.verify()) == [("rewritten", 300, 519), ("unwitnessed", None, None)]


def test_two_events_of_two_blocks_exchanged_with_their_records_are_narrowed_to_the_blocks() -> None:
    log = logs.grown(COUNT, (), ENTRIES)
    one, other = log.rows[42], log.rows[300]
    log.rows[42], log.rows[300] = other._replace(position=42), one._replace(position=300)
    findings = log.verify()
    assert named(findings) == [("rewritten", 0, 255), ("rewritten", 256, 511)]
    assert findings.proven == COUNT


def test_after_an_alteration_the_rest_is_still_proven() -> None:
    log = a_log()
    changed_bytes(log, 310)
    removed_row(log)
    findings = log.verify()
    assert named(findings) == [("removed", 42, 42), ("changed", 310, 310)]
    assert findings.proven == COUNT


def test_a_rewind_together_with_its_checkpoints_is_seen_by_what_was_kept_elsewhere() -> None:
    log = a_log()
    kept = log.signed[-1]
    rewound_with_checkpoints(log)
    assert named(log.verify()) == []
    assert named(log.verify(kept)) == [("rewound", 520, 599)]


def test_a_rewritten_log_without_its_checkpoints_is_seen_by_what_was_kept_elsewhere() -> None:
    log = a_log()
    kept = log.signed[1]
    rewritten_wholly(log)
    log.signed = [logs.cosigned(logs.signed(tree.Frontier()))]
    assert ("forked", 0, 255) in named(log.verify(kept))


def test_the_event_changed_or_gone_is_named_by_its_id() -> None:
    log = a_log()
    changed_bytes(log)
    put(log, 300, data=None)
    assert [f.event_id for f in log.verify().named] == [event_id(42), event_id(300)]


def test_a_checkpoint_with_a_false_signature_is_named() -> None:
    log = a_log()
    text = str(log.signed[0]).replace("\n100\n", "\n101\n")
    log.signed[0] = notes.parse(text)
    assert [kind for kind, _, _ in named(log.verify())] == ["unsigned"]


def test_a_log_no_witness_has_seen_is_said_to_be_so() -> None:
    log = logs.grown(3)
    log.signed = [logs.signed(frontier_of(log, 3))]
    assert [kind for kind, _, _ in named(log.verify())] == ["unwitnessed"]


def test_an_export_cut_off_is_named_or_refused() -> None:
    whole = a_log().export()
    trust = verifier.Trust(LOG_KEY)
    at_a_line = whole[: whole.rindex(b"\nZ ") + 1]
    assert named(verifier.verify(io.BytesIO(at_a_line), trust)) == [("truncated", None, None)]
    for end in (10, whole.index(b"E 000000000300") + 200, len(whole) - 1):
        with pytest.raises(ExportRefused):
            verifier.verify(io.BytesIO(whole[:end]), trust)


def test_the_command_prints_json_and_its_exit_code_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, kept, log = tmp_path / "export", tmp_path / "kept", a_log()
    file.write_bytes(log.export())
    kept.write_text("".join(map(str, log.signed)), "utf-8")
    words = [str(file), "--log", str(LOG_KEY), "--witness", str(logs.WITNESS_KEY)]
    assert verifier.main([*words, "--kept", str(kept)]) == 0
    assert json.loads(capsys.readouterr().out)["whole"] is True
    changed_bytes(log)
    file.write_bytes(log.export())
    assert verifier.main(words) == 1
    assert json.loads(capsys.readouterr().out)["counts"] == {"changed": 1}
    file.write_bytes(b"something else")
    assert verifier.main(words) == 2
    assert "not an export" in json.loads(capsys.readouterr().out)["refused"]
