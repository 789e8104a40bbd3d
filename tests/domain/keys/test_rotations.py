"""Rotating keys: old and new overlap, content is re-wrapped, then the old key opens nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from domain import keys
from domain.keys import rotations
from domain.keys.manifests import Manifest
from domain.keys.rotations import RotationRefused
from domain.sealing import CannotOpen, Context, seal
from domain.sealing.opening import PrivateKeys, open_sealed, rewrap

CONTEXT = Context("submission", UUID(int=1), UUID(int=2), "content")


def ids(manifest: Manifest, what: str, now: datetime) -> list[str]:
    return [recipient.key_id for recipient in manifest.recipients_for(what, now).members]


def test_a_rotation_from_beginning_to_end_loses_nothing(folder: Path, now: datetime) -> None:
    before = keys.status(folder, now).manifest
    assert before
    old_keys = keys.load_private_keys(folder / "triage")
    stored = seal(b"marker", CONTEXT, before.recipients_for("submission", now))

    overlap = rotations.begin(folder, now + timedelta(days=1))
    now += timedelta(days=2)
    both_keys = keys.load_private_keys(folder / "triage")
    new_keys = PrivateKeys({k: v for k, v in both_keys.by_id.items() if k not in old_keys.by_id})
    during = seal(b"marker", CONTEXT, overlap.recipients_for("submission", now))
    for either in (old_keys, new_keys):
        assert open_sealed(during.sealed, during.wraps, CONTEXT, either) == b"marker"

    after = rotations.finish(folder, now)
    wraps = rewrap(stored.wraps, CONTEXT, both_keys, after.recipients_for("submission", now))
    assert open_sealed(stored.sealed, wraps, CONTEXT, new_keys) == b"marker"
    with pytest.raises(CannotOpen):
        open_sealed(stored.sealed, wraps, CONTEXT, old_keys)
    assert [before.version, overlap.version, after.version] == [1, 2, 3]
    assert keys.status(folder, now).problems == ()


def test_the_next_key_stands_beside_the_present_one_and_then_replaces_it(
    folder: Path, now: datetime
) -> None:
    before = keys.status(folder, now).manifest
    assert before
    triage, recovery = ids(before, "submission", now)
    during = ids(rotations.begin(folder, now), "submission", now)
    assert during == [triage, during[1], recovery]
    after = rotations.finish(folder, now)
    assert ids(after, "submission", now) == [during[1], recovery]
    assert [e.recipient.key_id for e in after.entries if e.retired_at] == [triage]


def test_steps_out_of_turn_are_refused_and_change_nothing(folder: Path, now: datetime) -> None:
    with pytest.raises(RotationRefused, match="begin the rotation first"):
        rotations.finish(folder, now)
    rotations.begin(folder, now)
    files = sorted(folder.rglob("*.json"))
    with pytest.raises(RotationRefused, match="finish that rotation first"):
        rotations.begin(folder, now)
    assert sorted(folder.rglob("*.json")) == files


def test_a_portal_key_is_exchanged_at_once_and_the_old_one_still_opens(
    folder: Path, now: datetime
) -> None:
    before = keys.status(folder, now).manifest
    assert before
    after = rotations.exchange(folder, "portal", now)
    old, new = ids(before, "message", now)[-1], ids(after, "message", now)[-1]
    assert old != new
    assert set(keys.load_private_keys(folder / "portal").by_id) == {old, new}


def test_a_triage_key_is_never_exchanged_without_overlap(folder: Path, now: datetime) -> None:
    with pytest.raises(RotationRefused, match="not exchanged at once"):
        rotations.exchange(folder, "triage", now)
    assert keys.status(folder, now).problems == ()


def test_renewing_keeps_the_keys_and_moves_the_date(folder: Path, now: datetime) -> None:
    before = keys.status(folder, now).manifest
    later = now + timedelta(days=300)
    after = rotations.renew(folder, later)
    assert before
    assert after.entries == before.entries
    assert after.expires_at - before.expires_at == timedelta(days=300)
