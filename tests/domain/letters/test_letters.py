"""Letters: what they may say, what stays sealed, what the portal may do with them."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from domain import audit, letters
from domain.actors import VISITOR, system
from domain.letters import (
    EVERYBODY,
    KINDS,
    AddressUnusable,
    FactsWrong,
    Kind,
    LetterState,
    To,
    sending,
)
from domain.unit_of_work import reading, unit_of_work
from tests import make
from tests.letters import LINK_KEYS, written

NAMES = {"name", "contact_name", "opened_by", "person", "what_happened", "content", "text"}


def test_no_kind_of_letter_has_a_place_for_names_or_content():
    assert not {fact for row in KINDS.values() for fact in row.facts} & NAMES
    assert set(KINDS) == set(Kind)


def test_a_letter_says_exactly_what_its_kind_says(doors, partner):
    to = To(organisation_id=partner.organisation.id)
    with unit_of_work(doors.triage, make.SET_UP, make.NOW) as work, pytest.raises(FactsWrong):
        letters.write(work, Kind.QUESTION_WAITING, to, {"reference": "X", "question": "Who?"})


def test_a_letter_to_nobody_is_not_written(doors):
    with unit_of_work(doors.triage, make.SET_UP, make.NOW) as work, pytest.raises(FactsWrong):
        letters.write(work, Kind.QUESTION_WAITING, To(), {"reference": "X"})


@pytest.mark.parametrize(
    "typed",
    [
        "no address",
        "a@b\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "a@b.example\r\nSubject: x",
        "<a@b.example>",
        "a@-",
        "a..b@c.example",
        "ä@b.example",
    ],
)
def test_what_could_break_a_header_is_no_address(typed):
    with pytest.raises(AddressUnusable):
        letters.checked_address(typed)


def test_an_address_is_kept_as_it_was_given():
    assert letters.checked_address(" Team.One@Ravensike.EXAMPLE ") == "Team.One@ravensike.example"


def test_a_fact_is_one_line_and_reads_in_one_direction(doors, partner):
    facts = {"at": make.NOW, "device": "Fire\r\nBcc: x\u202efox" + "x" * 500, "place": "::1"}
    with unit_of_work(doors.portal, partner.actor(), make.NOW) as work:
        to = To(organisation_id=partner.organisation.id)
        letter = letters.write(work, Kind.NEW_DEVICE, to, facts)
    assert letter.facts["device"].startswith("Fire Bcc: x foxxxx")
    assert len(letter.facts["device"]) == 200


def test_writing_a_letter_defers_its_job_in_the_same_transaction(doors, connection, partner):
    with unit_of_work(doors.portal, partner.actor(), make.NOW) as work:
        to = To(organisation_id=partner.organisation.id)
        letter = letters.write(work, Kind.QUESTION_WAITING, to, {"reference": "X"})
    query = "select args->>'letter_id' from procrastinate_jobs where task_name = 'send_letter'"
    connection.exec_driver_sql("reset role")
    assert connection.execute(text(query)).scalars().all() == [str(letter.id)]


def test_the_portal_can_write_a_letter_and_never_read_one(doors, partner):
    with unit_of_work(doors.portal, partner.actor(), make.NOW) as work:
        to = To(organisation_id=partner.organisation.id)
        letters.write(work, Kind.QUESTION_WAITING, to, {"reference": "X"})
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        reading(doors.portal, partner.actor()) as work,
    ):
        work.session.execute(text("select kind from letter"))


def test_the_portal_cannot_write_to_another_organisation_or_to_staff(
    doors, partner, passwords, url_tokens
):
    other = make.partner(doors, passwords, url_tokens, name="Fernclough Academy")
    member = make.member(doors.triage)
    for to, kind, facts in (
        (To(organisation_id=other.organisation.id), Kind.QUESTION_WAITING, {"reference": "X"}),
        (To(staff_id=member.id), Kind.STAFF_RENEWED, {"at": make.NOW}),
    ):
        with (
            pytest.raises(ProgrammingError, match="row-level security"),
            unit_of_work(doors.portal, partner.actor(), make.NOW) as work,
        ):
            letters.write(work, kind, to, facts)


def test_triage_does_not_see_where_a_letter_goes_or_its_secrets(doors):
    for column in ("address", "sealed"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            reading(doors.triage, make.SET_UP) as work,
        ):
            work.session.execute(text(f"select {column} from letter"))


def test_a_letter_to_administrators_goes_to_those_who_are_there_now(doors):
    role = make.Role.ADMINISTRATOR
    make.member(doors.triage, role, "a.one", email="one@police.example")
    gone = make.member(doors.triage, role, "a.two", email="two@police.example")
    make.member(doors.triage, make.Role.SUPERVISOR, "s.one", email="super@police.example")
    with unit_of_work(doors.portal, VISITOR, make.NOW) as work:
        letters.write(work, Kind.REQUEST_WAITING, EVERYBODY)
    with unit_of_work(doors.triage, make.SET_UP, make.NOW) as work:
        found = work.session.merge(gone)
        found.disabled_at = make.NOW
        work.record(audit.StaffDisabled(found, reason="left"))
    with unit_of_work(doors.worker, system("letters"), make.NOW) as work:
        letter = sending.take(work, written(doors)[0].id)
        assert sending.envelope(work, letter, LINK_KEYS.letters_key).addresses == (
            "one@police.example",
        )


def test_a_letter_that_was_sent_is_not_taken_again_and_keeps_no_secret(doors, partner):
    with unit_of_work(doors.triage, make.SET_UP, make.NOW) as work:
        sealed = letters.Sealed(LINK_KEYS.letters_key, {"url_token": "abc"})
        to = To(organisation_id=partner.organisation.id)
        facts = {"grace_ends_at": make.NOW}
        letter = letters.write_sealed(work, Kind.URL_CHANGED, to, facts, sealed)
    with unit_of_work(doors.worker, system("letters"), make.NOW) as work:
        sending.sent(work, sending.take(work, letter.id))
    with unit_of_work(doors.worker, system("letters"), make.NOW) as work:
        assert sending.take(work, letter.id) is None
    kept = next(one for one in written(doors) if one.id == letter.id)
    assert (kept.state, kept.sealed, kept.tries) == (LetterState.SENT, None, 1)


def test_an_administrator_sees_which_letters_an_organisation_was_sent(doors, partner):
    with unit_of_work(doors.portal, partner.actor(), make.NOW) as work:
        to = To(organisation_id=partner.organisation.id)
        letters.write(work, Kind.QUESTION_WAITING, to, {"reference": "X"})
    with reading(doors.triage, make.officer(make.Role.ADMINISTRATOR)) as work:
        (line,) = letters.of_organisation(work, partner.organisation.id)
    assert (line.kind, line.state) == (Kind.QUESTION_WAITING, LetterState.WAITING)
