"""How fast contents are wrapped for another key, and submissions disposed of, one by one.

python -m benchmarks.retention [SUBMISSIONS]
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import psycopg

from benchmarks.databases import Prepared, prepared
from benchmarks.figures import say
from benchmarks.places import SET_UP
from domain import ids, intake, keys, organisations, rewrapping, staff, submissions
from domain.actors import Actor, ActorKind, system
from domain.files import FolderStore
from domain.index import load_search_keys
from domain.keys import rotations
from domain.organisations import Organisation, Particulars
from domain.permissions import PARTNER, Permission, Role
from domain.rewrapping.adding import FIRST
from domain.staff import NewAccount
from domain.unit_of_work import unit_of_work
from operations import scenarios
from operations.worker import disposal
from operations.worker.parts import manifest_in

_APPROVE = """
    insert into retention_review (id, submission_id, state, ground, reviewed_at, reviewer_id,
        reviewer_name, writing_id, second_id, second_name, settled_at)
    select gen_random_uuid(), id, 'approved for disposal', 'never pertinent', now(), %(first)s,
        'A First', gen_random_uuid(), %(second)s, 'A Second', now() from submission
    returning id
"""
SETTER = Actor(
    kind=ActorKind.SERVICE,
    name="set-up",
    permissions=SET_UP.permissions | {Permission.MANAGE_STAFF},
)


def main() -> None:
    """Print one JSON line for each figure."""
    count = int(sys.argv[-1]) if sys.argv[-1].isdecimal() else 300
    with tempfile.TemporaryDirectory() as folder, prepared(Path(folder)) as database:
        home = Path(folder) / "keys"
        keys.create(home, datetime.now(UTC))
        _fill(database, home, count)
        _say_rewrapped(database, home)
        _say_disposed(database, Path(folder) / "files")


def _say_rewrapped(database: Prepared, home: Path) -> None:
    used = time.process_time()
    contents, seconds = _rewrapped(database, home)
    used = (time.process_time() - used) * 1000 / contents
    say("keys.rewrap", contents / seconds, "contents/s", contents=contents, durable=True,
        application_cpu_ms=round(used, 2))  # fmt: skip


def _say_disposed(database: Prepared, folder: Path) -> None:
    reviews, store = _approved(database), FolderStore(folder)
    began, used = time.perf_counter(), time.process_time()
    done = sum(disposal.dispose(database.worker, store, one) for one in reviews)
    taken, used = time.perf_counter() - began, (time.process_time() - used) * 1000 / done
    say("retention.dispose", done / taken, "submissions/s", submissions=done, durable=True,
        application_cpu_ms=round(used, 2),
        what="wraps, writings and index destroyed, recorded; a transaction each")  # fmt: skip


def _fill(database: Prepared, home: Path, count: int) -> None:
    """Have a partner send, and intake take in, so many submissions."""
    with unit_of_work(database.triage, SETTER) as work:
        partner = organisations.onboard(work, _particulars())
        for name in ("a.first", "a.second"):
            staff.create(work, NewAccount(username=name, name=name, roles=(Role.SUPERVISOR,)))
    document = scenarios.answers_of(scenarios.scenarios()[0])
    manifest, private = manifest_in(home / "public"), keys.load_private_keys(home / "worker")
    search, now = load_search_keys(home / "worker"), datetime.now(UTC)
    for _ in range(count):
        with unit_of_work(database.portal, _sender(partner)) as work:
            to = manifest.recipients_for("submission", now)
            sealed = submissions.sealed_answers(document, partner.id, to)
            submissions.receive(work, sealed, "Kirklees", ids.new())
        with unit_of_work(database.worker, system("intake")) as work:
            casework = manifest.recipients_for("casework", now)
            intake.take_in(work, sealed.id, private, casework, search)


def _rewrapped(database: Prepared, home: Path) -> tuple[int, float]:
    rotations.begin(home, datetime.now(UTC))
    manifest, private = manifest_in(home / "public"), keys.load_private_keys(home / "triage")
    to, began = manifest.recipients_for("casework", datetime.now(UTC)), time.perf_counter()
    wrapped, after = 0, FIRST
    while True:
        with unit_of_work(database.triage, system("re-wrapping")) as work:
            step = rewrapping.rewrap_some(work, private, to, after)
        wrapped += step.wrapped
        if step.after is None:
            return wrapped, time.perf_counter() - began
        after = step.after


def _approved(database: Prepared) -> list[UUID]:
    """Have all of it decided long ago, and let go by two people."""
    with psycopg.connect(database.admin_url) as administrator:
        administrator.execute("set search_path = partnership")
        people = administrator.execute("select id from staff_member order by username").fetchall()
        due = date.today() - timedelta(days=1)
        administrator.execute(
            "update submission set state = 'closed', outcome = 'not pertinent', review_on = %s,"
            " decided_at = now(), due_at = null",
            [due],
        )
        given = {"first": people[0][0], "second": people[1][0]}
        return [row[0] for row in administrator.execute(_APPROVE, given)]


def _particulars() -> Particulars:
    return Particulars(
        name="Ravensike Homes", sector="private and voluntary bodies", kind="housing association",
        district="Kirklees", mailbox="partnership@ravensike.example", contact_name="D A",
        contact_role="Manager", phone="01632 960112", agreement_reference="ISA/1",
        agreement_purpose="prevention of crime", agreement_in_force=date(2024, 3, 1),
        agreement_review=date(2027, 3, 1), agreement_owner="Head",
        agreement_signed_copy="records store",
    )  # fmt: skip


def _sender(partner: Organisation) -> Actor:
    return Actor(
        kind=ActorKind.PARTNER,
        name=partner.name,
        permissions=PARTNER,
        id=partner.id,
        organisation_id=partner.id,
    )


if __name__ == "__main__":
    main()
