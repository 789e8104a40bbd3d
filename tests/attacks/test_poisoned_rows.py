"""What a portal that was taken over may add to what was sent: it hides none of it from police."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from domain import ids, wraps
from domain.files import labels
from domain.messages.kinds import Direction
from domain.messages.tables import context
from domain.sealing import seal
from domain.submissions import Submission
from domain.unit_of_work import reading, unit_of_work
from operations.worker import leftovers, messages
from tests import make

CANNOT = "This message cannot be opened: tell whoever runs the service"
NO_NAME = "A file whose name cannot be opened"
SAID = "boiler"
"""A word of the account."""
_MESSAGE = text(
    "insert into message (id, submission_id, organisation_id, direction, kind, written_at,"
    " author_name, sealed) values (:id, :about, :organisation, 'to-police', :kind, :at, 'x',"
    " :sealed)"
)
_FILE = text(
    "insert into file (id, organisation_id, submission_id, number, kind, size_class, size, digest,"
    " label_id, sealed_label, created_at, sent_at, state) values (:id, :organisation, :about, 1,"
    " :kind, 'x', 1, 'x', :label, :sealed, :at, :at, 'held')"
)
_EVENT = text(
    "insert into audit_event (id, at, name, actor_kind, actor_name, subject_kind, subject_id,"
    " organisation_id, canonical) values (:id, :at, 'InformationAdded', 'partner', 'x',"
    " 'submission', :about, :organisation, :canonical)"
)

_SUBMISSION = text(
    "insert into submission (id, reference, organisation_id, idempotency_key, received_at,"
    " questions_version, lead_theme, themes, district, sealed, state, flagged, restricted, version,"
    " due_at, priority, outcome) values (:id, cast(:id as text), :organisation, :label, :at, 1,"
    " 'x', '{}', 'x', :sealed, 'arrived', false, false, 1, :at, :priority, :outcome)"
)

_WRAP = text(
    "insert into wrap (content_id, key_id, suite, wrapped) values (:content, :key, 'x', 'x')"
)


@pytest.fixture
def sent(doors, partner, keyring):
    return make.queued(doors, partner, keyring)


@pytest.fixture
def plant(doors, partner, keyring, sent):
    """Write as the portal's role, for the partner; what is sealed is sealed as it should be."""

    def planted(statement, sealed=b"junk", **more):
        row = {"id": ids.new(), "about": sent.id, "at": make.NOW, "label": ids.new()}
        row |= {"priority": None, "outcome": None} | more
        row["organisation"] = partner.organisation.id
        with unit_of_work(doors.portal, partner.actor(), make.NOW) as work:
            if not isinstance(sealed, bytes):
                place, plain = sealed(row)
                closed = seal(plain, place, keyring.recipients)
                wraps.keep(work, place.row_id, closed.wraps)
                sealed = closed.sealed
            work.send()
            values = row | {"sealed": sealed}
            work.session.execute(statement, {n: values[n] for n in statement._bindparams})
        return row["id"]

    return planted


def message(plain):
    return lambda row: (context(row["id"], row["organisation"], Direction.TO_POLICE), plain)


def label(plain):
    return lambda row: (labels.context(row["label"], row["organisation"]), plain)


def opened(triage, sent):
    """The page of the submission for an officer who opened it and read what the partner wrote."""
    officer = triage.staffed()[1]
    page = officer.press(officer.get(f"/submissions/{sent.reference}"), "/open")
    if page.has_form("/messages"):
        page = officer.press(page, "/messages")
    assert page.status == 200
    assert SAID in page.text()
    return page


ODD = [b"junk", message(b"[]"), message(b"not JSON"), message(b"[" * 100_000),
       message(json.dumps({"text": ["x"]}).encode())]  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_a_message_that_cannot_be_opened_hides_nothing(triage, plant, sent, odd):
    plant(_MESSAGE, odd, kind="addition")
    plant(_MESSAGE, message(b'{"text": "She has moved to Leeds"}'), kind="addition")
    page = opened(triage, sent)
    assert page.text().count(CANNOT) == 1
    assert "She has moved to Leeds" in page.text()


@pytest.mark.parametrize("odd", [b"junk", label(b"[]"), label(b'{"name": 1}'), label(b"{" * 9)])
def test_a_file_whose_label_cannot_be_read_hides_nothing(triage, plant, sent, odd):
    plant(_FILE, odd, kind="evil")
    page = opened(triage, sent)
    assert NO_NAME in page.text()
    assert "File of a type that we do not take" in page.text()


@pytest.mark.parametrize("facts", [b'{"writing": [1]}', b'{"writing": {}}', b'{"message": {}}'])
def test_an_event_with_crooked_facts_hides_nothing(triage, plant, sent, facts):
    plant(_EVENT, canonical=b'{"facts": ' + facts + b', "title": "x"}')
    assert "History" in opened(triage, sent).text()


@pytest.mark.parametrize("kind", ["question", "tip", "x"])
def test_the_portal_writes_no_message_but_what_partners_write(plant, kind):
    with pytest.raises(ProgrammingError, match="row-level security"):
        plant(_MESSAGE, kind=kind)


@pytest.mark.parametrize("at", ["infinity", "-infinity", "20000-01-01", "0001-01-01 BC"])
def test_the_portal_writes_no_time_that_no_list_could_show(plant, at):
    for statement, more in (
        (_MESSAGE, {"kind": "addition"}),
        (_EVENT, {"canonical": b"{}"}),
        (_FILE, {"kind": "jpeg"}),
        (_SUBMISSION, {}),
    ):
        plant(statement, **more)
        with pytest.raises(ProgrammingError, match="row-level security"):
            plant(statement, **more, at=at)


@pytest.mark.parametrize("decided", [{"priority": "high"}, {"outcome": "not pertinent"}])
def test_the_portal_sends_nothing_that_was_judged_already(plant, decided):
    with pytest.raises(ProgrammingError, match="row-level security"):
        plant(_SUBMISSION, **decided)


def test_the_portal_adds_no_wrap_to_what_was_sent(plant, sent):
    """With one for the next key, re-wrapping would pass it by, and its true wraps be deleted."""
    planted = {"content": ids.new(), "key": "the next key"}
    plant(_WRAP, **planted)
    for content in (sent.id, planted["content"]):
        with pytest.raises(ProgrammingError, match="row-level security"):
            plant(_WRAP, content=content, key="another key")


def test_a_message_that_cannot_be_opened_raises_the_item_and_is_found_under_nothing(
    doors, plant, sent, keyring
):
    poisoned = plant(_MESSAGE, kind="addition")
    assert messages.raise_one(doors.worker, poisoned, keyring.triage, make.NOW)
    with reading(doors.triage, make.officer(), make.NOW) as work:
        found = work.session.get_one(Submission, sent.id)
        assert (found.state, found.unread) == ("to screen", True)


def test_what_breaks_over_one_keeps_no_other_waiting():
    seen = []

    def act(one):
        seen.append(one)
        if one == left[0]:
            raise KeyError(one)
        return True

    left = [ids.new() for _ in range(3)]
    with pytest.raises(KeyError):
        leftovers.see_to(left, act, "broke")
    assert seen == left
    assert leftovers.see_to(left[1:], act, "broke") == 2
