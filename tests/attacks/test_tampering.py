"""A database superuser who has also stolen the log's key: each tampering is named, or refused."""

from __future__ import annotations

import psycopg
import pytest

from domain.actors import system
from domain.sequencing import daily
from domain.trail import checkpoints, tree
from domain.trail.checkpoints import Checkpoint
from domain.trail.witnesses import WitnessRefused
from domain.unit_of_work import unit_of_work


@pytest.fixture
def attacked(logged):
    """A log of several checkpoints, every one cosigned."""
    logged.sent = [reference for _ in range(4) for reference in logged.grow(3)]
    assert logged.found(kept=True) == set()
    return logged


def recompute(logged, *, sign: bool, bare: bool = True) -> None:
    """Give the log hashes, and with the stolen key a checkpoint, that fit what it holds now."""
    with psycopg.connect(logged.database.admin_url) as thief:
        thief.execute("set search_path = partnership")
        for table in ("audit_event", "trail_leaf", "trail_checkpoint", "trail_cosignature"):
            thief.execute(f"alter table {table} disable trigger user")
        rows = thief.execute(
            "select l.position, e.canonical from trail_leaf l join audit_event e"
            " on e.id = l.event_id order by 1"
        ).fetchall()
        frontier = tree.Frontier()
        for number, (position, canonical) in enumerate(rows):
            leaf = tree.leaf_hash(canonical)
            frontier.append(leaf)
            thief.execute(
                "update trail_leaf set position = %s, hash = %s where position = %s",
                [number, leaf, position],
            )
        if sign:
            root = Checkpoint(logged.log.name, frontier.size, frontier.root())
            note = str(checkpoints.sign(root, logged.private))
            if bare:
                thief.execute("delete from trail_cosignature")
            thief.execute("delete from trail_checkpoint")
            thief.execute(
                "insert into trail_checkpoint values (%s, %s, now(), %s)",
                [logged.log.name, frontier.size, note],
            )


def first(logged, kind, **options):
    return next(f for f in logged.verified(**options).named if f.kind == kind)


def test_an_event_changed(attacked):
    attacked.superuser(
        "update audit_event set canonical = convert_to(replace(convert_from(canonical, 'utf8'),"
        " 'Ravensike', 'Fernclough'), 'utf8')"
        " where id = (select event_id from trail_leaf where position = 5)"
    )
    found = first(attacked, "changed")
    assert found.first == 5
    assert found.event_id


def test_an_event_deleted_with_and_without_its_record(attacked):
    attacked.superuser(
        "delete from audit_event where id = (select event_id from trail_leaf where position = 4)",
        "delete from audit_event where id = (select event_id from trail_leaf where position = 9)",
        "delete from trail_leaf where position = 9",
    )
    removed = [f for f in attacked.verified().named if f.kind == "removed"]
    assert [f.first for f in removed] == [4, 9]


def test_an_event_inserted_without_the_sequencer(attacked):
    attacked.superuser(
        "insert into audit_event select gen_random_uuid(), at, name, operation, actor_kind,"
        " actor_id, actor_name, subject_kind, gen_random_uuid(), organisation_id, canonical"
        " from audit_event order by id limit 1"
    )
    assert "unsequenced" in attacked.found()


def test_an_event_given_a_place_after_the_last_checkpoint(attacked):
    attacked.superuser(
        "insert into audit_event select gen_random_uuid(), at, name, operation, actor_kind,"
        " actor_id, actor_name, subject_kind, gen_random_uuid(), organisation_id, canonical"
        " from audit_event order by id limit 1",
        "insert into trail_leaf select (select max(position) + 1 from trail_leaf), id,"
        " sha256('\\x00'::bytea || canonical) from audit_event e where not exists"
        " (select from trail_leaf l where l.event_id = e.id) and name <> 'TrailExported'",
    )
    assert "inserted" in attacked.found()


def test_the_bytes_of_two_events_exchanged(attacked):
    attacked.superuser(
        "create temp table two as select l.position, l.event_id, e.canonical from trail_leaf l"
        " join audit_event e on e.id = l.event_id where l.position in (3, 6)",
        "update audit_event e set canonical = other.canonical from two mine, two other"
        " where e.id = mine.event_id and other.event_id <> mine.event_id",
    )
    found = [f for f in attacked.verified().named if f.kind == "reordered"]
    assert [f.first for f in found] == [3, 6]


def test_two_events_exchanged_with_their_records(attacked):
    attacked.superuser(
        "update trail_leaf set position = -1 where position = 3",
        "update trail_leaf set position = 3 where position = 6",
        "update trail_leaf set position = 6 where position = -1",
    )
    assert {"reordered", "rewritten", "forked"} & attacked.found()


def test_the_end_cut_off(attacked):
    attacked.superuser(
        "delete from audit_event where id in"
        " (select event_id from trail_leaf where position >= 10)",
        "delete from trail_leaf where position >= 10",
    )
    assert "rewound" in attacked.found()


def test_the_end_cut_off_with_its_checkpoints_and_sequenced_on(attacked):
    """Rewound: the witness refuses, and the checkpoints that an auditor kept tell."""
    attacked.superuser(
        "delete from audit_event where id in (select event_id from trail_leaf where position >= 7)",
        "delete from trail_leaf where position >= 7",
        "alter table trail_cosignature disable trigger user",
    )
    recompute(attacked, sign=True)
    with pytest.raises(WitnessRefused) as refused:
        attacked.look()
    assert refused.value.rule == "rewound"
    assert "rewound" in attacked.found(kept=True)


def test_history_rewritten_and_hashed_anew_without_the_key(attacked):
    attacked.superuser(
        "update audit_event set canonical = convert_to(replace(convert_from(canonical, 'utf8'),"
        " 'Ravensike', 'Fernclough'), 'utf8')"
        " where id = (select event_id from trail_leaf where position = 5)"
    )
    recompute(attacked, sign=False)
    assert {"rewritten", "forked"} & attacked.found()


def test_history_rewritten_and_signed_with_the_stolen_key(attacked):
    attacked.superuser(
        "update audit_event set canonical = convert_to(replace(convert_from(canonical, 'utf8'),"
        " 'Ravensike', 'Fernclough'), 'utf8')"
        " where id = (select event_id from trail_leaf where position = 5)"
    )
    recompute(attacked, sign=True)
    attacked.grow_quietly = attacked.send()
    attacked.sequence()
    with pytest.raises(WitnessRefused) as refused:
        attacked.look()
    assert refused.value.rule == "forked"
    assert "unwitnessed" in attacked.found()
    assert "forked" in attacked.found(kept=True)


def test_a_receipt_survives_every_lie_about_the_log(attacked):
    receipt = attacked.receipt(attacked.sent[0])
    attacked.superuser("delete from audit_event", "delete from trail_leaf")
    assert attacked.checked(receipt).reference == attacked.sent[0]


def test_sealed_bytes_replaced(attacked):
    attacked.superuser(f"update submission set sealed = 'x' where reference = '{attacked.sent[2]}'")
    assert {"sealed_differs", "change_without_event"} <= attacked.found()


def test_a_submission_deleted(attacked):
    attacked.superuser(f"delete from submission where reference = '{attacked.sent[2]}'")
    assert "sealed_missing" in attacked.found()


def test_a_submission_smuggled_in(attacked):
    attacked.superuser(
        "create temp table copied as select * from submission limit 1",
        "update copied set id = gen_random_uuid(), reference = 'ZZZZ-ZZZZ',"
        " idempotency_key = gen_random_uuid()",
        "insert into submission select * from copied",
    )
    assert {"sealed_unrecorded", "change_without_event"} <= attacked.found()


def test_a_row_changed_behind_the_services_back(attacked):
    attacked.superuser(
        f"update submission set priority = 'low' where reference = '{attacked.sent[1]}'"
    )
    found = first(attacked, "change_without_event")
    assert "submission/" in found.words


@pytest.mark.parametrize(
    ("change", "table"),
    [
        ("update organisation set password_hash = 'known'", "organisation"),
        ("update letter set state = 'sent', sent_at = now()", "letter"),
    ],
)
def test_a_row_that_was_changed_by_hand_is_named(attacked, change, table):
    with unit_of_work(attacked.doors.worker, system("trail")) as work:
        assert daily.write(work, attacked.log.name)
    attacked.grow()
    assert attacked.found(kept=True) == set()
    attacked.superuser(change)
    assert f"{table}/" in first(attacked, "change_without_event").words


def test_the_sequencers_record_altered_alone(attacked):
    attacked.superuser("update trail_leaf set hash = sha256('x') where position = 5")
    assert "record_changed" in attacked.found()


def test_a_checkpoint_with_a_false_signature(attacked):
    attacked.superuser(
        "update trail_checkpoint set note = replace(note, E'\\n' || size || E'\\n', E'\\n99999\\n')"
        " where size = (select max(size) from trail_checkpoint)"
    )
    assert {"unsigned", "malformed"} & attacked.found()
    with pytest.raises(WitnessRefused):
        attacked.look()
