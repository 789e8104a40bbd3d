"""The ceremonies of docs/keys.md, walked through; and what is refused on the way, in words."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select, text

from config.settings import process_settings
from domain import keys, reindexing, rewrapping, submissions, wraps
from domain.actors import system
from domain.audit import AuditEvent
from domain.keys import files
from domain.keys.changes import NotChangedAlone, change
from domain.keys.custodians import SharesRefused, combined, split
from domain.keys.published import log_keys
from domain.reindexing import ReindexingKeys
from domain.rewrapping import StillNeeded
from domain.rewrapping.places import EVERY_PLACE
from domain.sealing import CannotOpen
from domain.sealing.opening import open_sealed
from domain.submissions import Submission
from domain.unit_of_work import unit_of_work
from operations.command import partnership
from operations.worker import manifests
from operations.worker.parts import manifest_in
from tests import cases, make


@pytest.fixture
def stored(committed_doors, own, passwords, url_tokens):
    """Submissions and what intake wrote about them."""
    partner = make.partner(committed_doors, passwords, url_tokens)
    return [make.queued(committed_doors, partner, own) for _ in range(3)]


def opens(doors, own, submission, only=None):
    private = keys.load_private_keys(own.folder / "triage")
    if only:
        private = type(private)({k: v for k, v in private.by_id.items() if k in only})
    with doors.worker.begin() as session:
        sealed = session.scalar(select(Submission.sealed).where(Submission.id == submission.id))
        kept = wraps.of(session, submission.id)
    place = submissions.context(submission.id, submission.organisation_id)
    return bool(open_sealed(sealed, kept, place, private))


def said(doors, name):
    with doors.worker.begin() as session:
        found = session.scalars(select(AuditEvent).where(AuditEvent.name == name))
        return [str(event) for event in found]


def test_the_triage_key_is_changed_step_by_step(type_, own, stored, committed_doors):
    old = set(keys.load_private_keys(own.folder / "triage").by_id)
    assert "lists the next key" in type_("rotate", "begin").output
    new = set(keys.load_private_keys(own.folder / "triage").by_id) - old
    first = type_("rewrap")
    assert first.exit_code == 0, first.output
    assert f"{len(stored) * 2} contents were re-wrapped" in first.output
    assert "0 contents were re-wrapped" in type_("rewrap").output
    assert "the old one is retired" in type_("rotate", "finish").output
    deleted = type_("delete-old-wraps")
    assert deleted.exit_code == 0, deleted.output
    for submission in stored:
        assert opens(committed_doors, own, submission, new)
        with pytest.raises(CannotOpen):
            opens(committed_doors, own, submission, old)
    assert len(said(committed_doors, "ContentsRewrapped")) == 2
    assert len(said(committed_doors, "OldWrapsDeleted")) == 1
    assert type_("status").exit_code == 0


def test_wraps_are_not_deleted_while_anything_needs_them(type_, own, stored):
    type_("rotate", "begin")
    type_("rotate", "finish")
    refused = type_("delete-old-wraps")
    assert refused.exit_code == 1
    assert "re-wrap them first" in refused.output


def test_everything_that_can_be_sealed_goes_over_to_the_new_key(
    type_, own, committed_doors, store, secrets_of
):
    cases.whole(committed_doors, own, store, secrets_of)
    type_("rotate", "begin")
    first = type_("rewrap")
    assert first.exit_code == 0, first.output
    type_("rotate", "finish")
    deleted = type_("delete-old-wraps")
    assert deleted.exit_code == 0, deleted.output
    with unit_of_work(committed_doors.triage, system("test")) as work:
        new = manifest_in(own.folder / "public").recipients_for("casework", datetime.now(UTC))
        assert rewrapping.left(work, new) == (0, 0)


NEVER_WRAPPED = {"draft", "letter", "partner-passkey", "staff-factor", "staff-factor-offer"}
"""Sealed under one key of one holder; nothing of it is re-wrapped."""


def test_every_kind_of_sealed_content_is_among_the_places(root):
    code = "".join(path.read_text() for path in (root / "domain").rglob("*.py"))
    sealed = set(re.findall(r'Context\("([a-z-]+)"', code)) - NEVER_WRAPPED
    assert {purpose for purpose in sealed if f"'{purpose}'" not in EVERY_PLACE} == set()


def test_content_of_no_known_place_is_counted_and_said(type_, stored, committed_doors):
    with committed_doors.worker.begin() as session:
        values = {"id": make.ids.new(), "key": "gone-20200101-00000000"}
        session.execute(text("insert into wrap values (:id, :key, 's', 'w')"), values)
    assert "1 contents belong nowhere" in type_("rewrap").output


def test_two_custodians_recover_what_triage_lost(type_, own, stored, committed_doors, tmp_path):
    shares = tmp_path / "shares"
    assert type_("split", "--to", shares).exit_code == 0
    one, two = sorted(shares.iterdir())
    given = ("--share", one, "--share", two)
    for path in (own.folder / "offline").glob("recovery-*.json"):
        path.unlink()
    drilled = type_("recover", "--drill", *given)
    assert drilled.exit_code == 0, drilled.output
    assert "opened 6 of 6" in drilled.output
    assert said(committed_doors, "RecoveryDrilled")

    (lost,) = keys.load_private_keys(own.folder / "triage").by_id
    type_("rotate", "begin")
    for holder in ("triage", "worker"):
        (own.folder / holder / f"{lost}.json").unlink()
    type_("rotate", "finish")
    assert type_("rewrap").exit_code == 1
    key = tmp_path / "recovery.json"
    assert type_("recover", "--to", key, *given).exit_code == 0
    wrapped = type_("rewrap", "--with", key)
    assert wrapped.exit_code == 0, wrapped.output
    assert all(opens(committed_doors, own, submission) for submission in stored)


def test_a_share_alone_or_mistyped_is_refused_in_words(own):
    (path,) = (own.folder / "offline").glob("recovery-*.json")
    key, now = files.read(path), datetime.now(UTC)
    one, two = split(key)
    assert combined((two, one), own.manifest, now).private == key.private
    assert (
        combined(
            (
                one.lower()
                .replace("key ", "key ")
                .replace("recovery key, share 1 of 2", "RECOVERY KEY, SHARE 1 OF 2"),
                two,
            ),
            own.manifest,
            now,
        ).private
        == key.private
    )
    with pytest.raises(SharesRefused, match="same share twice"):
        combined((one, one), own.manifest, now)
    with pytest.raises(SharesRefused, match="line 2 of share 1 is mistyped"):
        combined(
            (re.sub(r"(?m)^2  (\w)", lambda m: f"2  {'A' if m[1] != 'A' else 'B'}", one), two),
            own.manifest,
            now,
        )
    other_one, _ = split(key)
    with pytest.raises(SharesRefused, match="do not make the key"):
        combined((other_one, two), own.manifest, now)
    with pytest.raises(SharesRefused, match="not a share"):
        combined(("hello\nworld", two), own.manifest, now)
    assert key.private.hex() not in (one + two)


def test_the_manifest_is_renewed_and_the_change_recorded(type_, own, committed_doors):
    assert "Version 2" in type_("renew").output
    manifest = manifest_in(own.folder / "public")
    for expected in (True, False):
        with unit_of_work(committed_doors.worker, system("keys")) as work:
            assert rewrapping.take_up(work, manifest) is expected
    assert said(committed_doors, "ManifestTakenUp") == [
        "Keys took up version 2 of the manifest of the keys"
    ]


def test_the_search_key_is_changed_for_everybody_who_holds_it(type_, own):
    before = {h: files.read(own.folder / h / "search.json").private for h in ("triage", "worker")}
    assert "index anew" in type_("change", "search").output
    after = {h: files.read(own.folder / h / "search.json").private for h in ("triage", "worker")}
    assert len(set(before.values())) == len(set(after.values())) == 1
    assert before != after
    assert type_("status").exit_code == 0
    again = type_("change", "search")
    assert again.exit_code == 1
    assert "still being made anew" in str(again.exception)


def test_the_former_search_key_goes_once_the_index_is_made_anew(
    type_, own, stored, committed_doors
):
    type_("change", "search")
    waits = type_("reindexed")
    assert (waits.exit_code, "3 entries" in waits.output) == (1, True)
    given = ReindexingKeys(own.triage, own.search)
    with unit_of_work(committed_doors.worker, system("indexing")) as work:
        assert reindexing.rebuild(work, given) == 3
    done = type_("reindexed")
    assert done.exit_code == 0, done.output
    assert not (own.folder / "worker" / "search-former.json").exists()
    assert said(committed_doors, "SecretChanged")


def test_a_new_log_key_is_a_new_log_and_the_old_one_can_still_be_verified(type_, own):
    (old,) = log_keys(own.folder / "public")
    assert type_("change", "trail-log").exit_code == 0
    new, kept = log_keys(own.folder / "public")
    assert kept == old
    assert new.name != old.name


@pytest.mark.parametrize("purpose", ["trail-log", "trail-witness", "search"])
def test_a_change_of_a_key_that_no_manifest_lists_is_in_the_trail(
    type_, own, committed_doors, purpose
):
    settings = process_settings("worker")
    manifests.look(committed_doors.worker, settings)
    manifests.look(committed_doors.worker, settings)
    assert len(said(committed_doors, "OtherKeysTakenUp")) == 1
    assert type_("change", purpose).exit_code == 0
    manifests.look(committed_doors.worker, settings)
    before, after = said(committed_doors, "OtherKeysTakenUp")
    assert before != after
    assert after.startswith("Keys found in use: log key trail-log-")


def test_one_more_witness_gets_a_key_of_its_own(type_, own, tmp_path):
    assert type_("another-witness", tmp_path / "home").exit_code == 0
    lines = (
        CliRunner()
        .invoke(partnership, ["trail", "keys", "--keys", str(own.folder / "public")])
        .output.splitlines()
    )
    assert len(lines) == 3


def test_what_cannot_be_done_alone_is_refused(own):
    with pytest.raises(NotChangedAlone, match="docs/keys.md"):
        change(own.folder, "portal-pepper", datetime.now(UTC))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda p: p.unlink(), "cannot be read"),
        (lambda p: p.write_text("{}"), "not a signed manifest"),
        (lambda p: p.write_text(p.read_text().replace("triage-", "triagf-", 1)), "was changed"),
    ],
)
def test_a_wrong_manifest_is_refused_in_words_and_nothing_is_wrapped(own, type_, damage, words):
    damage(own.folder / "public" / "manifest.json")
    refused = type_("rewrap")
    assert refused.exit_code == 1
    assert words in str(refused.exception)


def test_an_expired_manifest_seals_nothing(own):
    with pytest.raises(keys.ManifestRefused, match="expired"):
        own.manifest.recipients_for("submission", datetime.now(UTC) + timedelta(days=500))


def test_steps_need_their_permission(committed_doors, own):
    with (
        pytest.raises(Exception, match="may not"),
        unit_of_work(committed_doors.triage, make.SET_UP) as work,
    ):
        rewrapping.rewrap_some(work, own.triage, own.casework)
    assert StillNeeded
