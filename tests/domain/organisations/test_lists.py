"""The list of organisations: searched, paged, exported without formulas, imported whole or not."""

import csv
import io

import pytest
from sqlalchemy import text
from sqlalchemy.event import listen

from domain import directories, spreadsheets
from domain.letters import Kind
from domain.organisations import Standing, imports, pages
from domain.organisations.imports import COLUMNS, ImportRefused
from domain.organisations.pages import Search
from domain.spreadsheets import TableUnreadable
from domain.unit_of_work import reading, unit_of_work
from operations.database.grants import TRIAGE
from tests import make
from tests.letters import LINK_KEYS, kinds

ADMINISTRATOR = make.officer(make.Role.ADMINISTRATOR, "A Winterburn")
GOOD = {
    "name": "Fernclough Academy",
    "sector": "education",
    "kind": "school",
    "district": "Leeds",
    "mailbox": "safe@fernclough.example",
    "contact_name": "J Doe",
    "contact_role": "Head",
    "phone": "01632 960003",
    "agreement_reference": "ISA/1",
    "agreement_purpose": "prevention",
    "agreement_in_force": "2026-01-01",
    "agreement_review": "2028-01-01",
    "agreement_owner": "Head",
    "agreement_signed_copy": "Records store, box 7",
}


def table(*rows):
    return spreadsheets.written(COLUMNS, [[(GOOD | row)[name] for name in COLUMNS] for row in rows])


def names(page):
    return [line.name for line in page.lines]


def many(connection, count):
    """Rows made by the database itself: the list is what is tried."""
    connection.exec_driver_sql("reset role")
    connection.execute(
        text(
            "insert into organisation (id, name, sector, kind, district, mailbox, contact_name,"
            " contact_role, phone, agreement_reference, agreement_purpose, agreement_in_force,"
            " agreement_review, agreement_owner, standing, failures, created_at, version)"
            " select gen_random_uuid(), 'Partner ' || lpad(n::text, 6, '0'), 'education', 'school',"
            " 'Leeds', 'p' || n || '@partners.example', 'c', 'r', 'p', 'a', 'b', '2026-01-01',"
            " '2030-01-01', 'o', 'active', 0, now(), 1 from generate_series(1, :count) n"
        ),
        {"count": count},
    )


def test_pages_follow_one_another_and_leave_nobody_out(doors, connection):
    many(connection, 120)
    seen, after = [], None
    with reading(doors.triage, ADMINISTRATOR, make.NOW) as work:
        for _ in range(3):
            page = pages.page(work, Search(), after)
            seen, after = seen + names(page), page.after
        assert pages.count(work, Search()) == 120
    assert after is None
    assert seen == sorted(seen)
    assert len(set(seen)) == 120


def test_a_search_takes_what_is_typed_for_what_it_is(doors, connection):
    many(connection, 20)
    with reading(doors.triage, ADMINISTRATOR, make.NOW) as work:
        assert names(pages.page(work, Search(text="partner 000007"))) == ["Partner 000007"]
        assert names(pages.page(work, Search(text="P9@"))) == ["Partner 000009"]
        assert names(pages.page(work, Search(text="%"))) == []
        assert names(pages.page(work, Search(standing=Standing.CLOSED))) == []
        assert len(names(pages.page(work, Search(not_in_yet=True, district="Leeds")))) == 20


def test_a_long_list_is_paged_and_searched_along_its_indexes(doors, connection):
    many(connection, 5_000)
    connection.execute(text("analyze organisation"))
    asked = []
    with reading(doors.triage, ADMINISTRATOR, make.NOW) as work:
        triage = work.session.connection()
        assert triage.exec_driver_sql("select current_user").scalar() == TRIAGE
        listen(triage, "before_cursor_execute", keep(asked))
        assert len(names(pages.page(work, Search(), "Partner 002500"))) == pages.PAGE
        assert names(pages.page(work, Search(text="er 004321"))) == ["Partner 004321"]
        assert pages.count(work, Search(text="P4321@part"), 1000) == 1
        assert pages.count(work, Search(text="43"), 30) == 31
        plans = [planned(triage, *each) for each in asked[:3]]
    assert "uq_organisation_name" in plans[0]
    assert all("ix_organisation_pieces" in plan for plan in plans[1:]), plans


def planned(connection, statement, given):
    return "\n".join(connection.exec_driver_sql(f"explain {statement}", given).scalars())


def keep(asked):
    """Note each statement and what it was given."""
    return lambda _conn, _cursor, statement, given, _context, _many: asked.append(
        (statement, given)
    )


@pytest.mark.parametrize("typed", ["J Doe", "isa/1", "SAFE@FERN", "h aca", "e", "%", "x" * 201])
def test_what_is_looked_for_is_a_name_a_mailbox_a_contact_or_an_agreement(doors, typed):
    with unit_of_work(doors.triage, make.SET_UP, make.NOW) as work:
        make.organisations.onboard(
            work,
            make.particulars(
                GOOD["name"],
                mailbox=GOOD["mailbox"],
                contact_name="J Doe",
                agreement_reference="ISA/1",
            ),
        )
    with reading(doors.triage, ADMINISTRATOR, make.NOW) as work:
        assert pages.count(work, Search(text=typed)) == (typed not in ("%", "x" * 201))


def test_an_export_holds_no_formula_and_can_be_read_in_again(doors, url_tokens):
    member = make.member(doors.triage, make.Role.ADMINISTRATOR, "a.one")
    actor = member.as_actor(make.ids.new())
    evil = make.particulars('=HYPERLINK("x")', contact_name="@SUM(1)", phone="+44 1632 960112")
    with unit_of_work(doors.triage, make.SET_UP, make.NOW) as work:
        make.organisations.onboard(work, evil)
    with reading(doors.triage, actor, make.NOW) as work:
        text_ = directories.exported(work, Search())
    (row,) = csv.DictReader(io.StringIO(text_))
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())
    assert spreadsheets.read(text_, COLUMNS, 10)[0]["phone"] == "+44 1632 960112"


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", " =1", "\uff1d1", "'=1"])
def test_no_cell_begins_a_formula(cell):
    assert spreadsheets.safe(cell).startswith("'")


def test_a_good_file_is_taken_in_whole_and_everybody_is_invited(doors, url_tokens):
    rows = ({}, {"name": "Ravensike Homes", "mailbox": "p@ravensike.example"})
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        assert imports.preview(work, table(*rows)).is_good
        made = imports.carry_out(work, table(*rows), LINK_KEYS, url_tokens)
    assert [organisation.name for organisation in made] == ["Fernclough Academy", "Ravensike Homes"]
    assert kinds(doors) == [Kind.INVITATION] * 2


def test_a_preview_says_what_is_wrong_with_each_row_and_nothing_is_taken_in(doors, url_tokens):
    rows = (
        {},
        {"name": "fernclough academy"},
        {"name": "A", "mailbox": "nobody"},
        {"name": "B", "agreement_review": "31/12/2027", "phone": ""},
    )
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        found = imports.preview(work, table(*rows))
        assert [(row.number, row.problems) for row in found.rows] == [
            (2, ("this name is in the file twice",)),
            (3, ("this name is in the file twice",)),
            (4, ("mailbox is not an email address",)),
            (5, ("phone is missing", "agreement review is not a date like 2027-03-31")),
        ]
        with pytest.raises(ImportRefused, match="4 of 4"):
            imports.carry_out(work, table(*rows), LINK_KEYS, url_tokens)
    with reading(doors.triage, ADMINISTRATOR, make.NOW) as work:
        assert pages.count(work, Search()) == 0


@pytest.mark.parametrize("wrong", ["", "name\nx\n", 'name,"sector\nx', "a" * 200_000])
def test_what_is_no_table_is_refused_in_words(doors, wrong):
    with reading(doors.triage, ADMINISTRATOR) as work, pytest.raises(TableUnreadable):
        imports.preview(work, wrong)
