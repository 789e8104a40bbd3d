"""Files of the form: added, listed, removed and sent, without JavaScript; refused in words."""

from __future__ import annotations

import io

import pytest

from domain import files
from domain.unit_of_work import reading
from operations import scenarios
from tests import make
from tests.file_samples import pdf, picture
from tests.portal import journeys
from tests.portal.browser import Page

POSTS = scenarios.posts_of(scenarios.scenarios()[0])
FILES = "/submit/files"


def add(browser, *named, description="", more="yes"):
    """Choose files and press Add, as a browser does: the token first, the button last."""
    data = {
        "csrf_token": browser.token(),
        "description": description,
        "file": [(io.BytesIO(content), name) for name, content in named],
        "more": more,
    }
    if not more:
        del data["more"]
    answer = browser.client.post(FILES, data=data, base_url=browser.base)
    return browser.get(answer.headers["Location"]) if answer.status_code == 303 else Page(answer)


def stored(store):
    return [path for path in store.folder.rglob("*") if path.is_file()]


def test_what_may_be_added_is_said_before_anything_is(browser):
    page = browser.get(FILES)
    for words in (*files.rules().warnings, *files.rules().in_words):
        assert words in page.text()
    assert page.names >= {"file", "description", "csrf_token"}
    assert page.heading == "Files"


def test_several_files_are_added_described_listed_and_removed(browser, store):
    page = add(browser, ("shed.jpg", picture()), description="The shed, 3 November")
    page = add(browser, ("log.pdf", pdf()), ("again.png", picture("PNG")))
    assert "3 files added" in page.text()
    for words in ("shed.jpg", "The shed, 3 November", "log.pdf", "again.png", "PDF, 1 kB"):
        assert words in page.text()
    remove = [action for action in page.actions if action.endswith("/remove")]
    page = browser.post(remove[0])
    assert "2 files added" in page.text()
    assert "shed.jpg" not in page.text()
    assert browser.post(remove[0]).status == 200
    assert len(stored(store)) == 3  # what opens the first is gone; its bytes go with the sweep


def test_saving_goes_on_to_the_check_where_the_files_are_listed(browser):
    page = add(browser, ("shed.jpg", picture()), description="The shed", more="")
    assert page.heading == "Check your answers"
    assert "shed.jpg: The shed" in page.text()
    assert browser.post(FILES).heading == "Check your answers"


def test_adding_without_a_file_says_so_and_keeps_what_was_typed(browser):
    page = add(browser, ("", b""), description="The shed")  # as a browser sends an empty box
    assert page.status == 422
    assert "Choose a file before you press Add" in page.text()
    assert "The shed" in page.text()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("run.exe", b"MZ", "run.exe: The file must be a photograph"),
        ("shed.jpg", b"%PDF-1.7", "is not what its name says it is"),
        ("shed.jpg", b"", "The file is empty"),
        ("shed", b"x", "ends with its type"),
    ],
)
def test_a_file_that_is_not_taken_is_refused_in_words(browser, store, name, content, words):
    page = add(browser, (name, content), description="The shed")
    assert page.status == 422
    assert page.fields["description"] == ["The shed"]
    assert page.title.startswith("Error: ")
    assert words in page.text()
    assert "#file" in page.links
    assert not stored(store)


def test_too_large_a_file_is_answered_413_in_words(browser, store, monkeypatch):
    limits = files.rules().limits
    monkeypatch.setattr(type(limits), "__setattr__", object.__setattr__)
    monkeypatch.setattr(limits, "one_file", 100)
    page = add(browser, ("shed.jpg", picture()))
    assert page.status == 413
    assert "shed.jpg: The file must be" in page.text()
    assert not stored(store)


def test_without_javascript_a_page_says_what_arrived_and_what_room_is_left(browser):
    page = add(browser, ("shed.jpg", picture()))
    assert "The file has arrived whole" in page.text()
    assert "You can add 9 more files, 500 MB in all." in page.text()
    page = add(browser, ("log.pdf", pdf()), ("again.png", picture("PNG")))
    assert "2 files have arrived whole" in page.text()
    assert "You can add 7 more files" in page.text()
    assert "have arrived" not in browser.get(FILES).text()
    assert "nothing of it is kept" in page.text("noscript")


@pytest.mark.parametrize("said", ["-1", "x", "9999999999", "", "0"])
def test_an_address_that_says_nonsense_of_what_arrived_says_nothing(browser, said):
    add(browser, ("shed.jpg", picture()))
    page = browser.get(f"{FILES}?arrived={said}")
    assert (page.status, "arrived whole" in page.text()) == (200, False)


@pytest.mark.parametrize(
    ("size", "words"), [(1, "1 kB"), (999_499, "999 kB"), (1_440_000, "1.4 MB")]
)
def test_a_size_is_said_as_people_say_it(size, words):
    assert files.rules().in_figures(size) == words


def test_what_was_added_before_one_is_refused_stays(browser):
    page = add(browser, ("shed.jpg", picture()), ("run.exe", b"MZ"))
    assert page.status == 422
    assert "1 file added" in page.text()


def test_a_form_without_its_token_adds_nothing(browser, store):
    data = {"file": (io.BytesIO(picture()), "shed.jpg"), "more": "yes"}
    assert browser.client.post(FILES, data=data, base_url=browser.base).status_code == 400
    assert browser.client.post(FILES, data={}, base_url=browser.base).status_code == 400
    assert not stored(store)


def test_files_go_with_the_submission_and_are_held_until_checked(browser, doors, partner):
    journeys.fill_in(browser, POSTS)
    add(browser, ("shed.jpg", picture()), ("log.pdf", pdf()))
    page = journeys.send(browser, browser.get("/submit/check"))
    assert page.heading == "We have received it"
    assert "2 files, held until they are checked" in page.text()
    reference = page.title.partition(": ")[2].partition(" ")[0]
    with reading(doors.portal, partner.actor(), make.NOW) as work:
        sent = files.sent_as(work, reference)
    assert [(file.number, file.state) for file in sent] == [(1, "held"), (2, "held")]
    assert "added" not in browser.get(FILES).text("ol")


def test_nothing_is_sent_when_a_file_has_gone(browser, doors):
    from sqlalchemy import text

    journeys.fill_in(browser, POSTS)
    add(browser, ("shed.jpg", picture()))
    with doors.worker.begin() as session:
        session.execute(text("delete from file"))
    page = journeys.send(browser, browser.get("/submit/check"))
    assert page.status == 422
    assert "One of the files is no longer here" in page.text()
    with doors.worker.begin() as session:
        assert session.scalar(text("select count(*) from submission")) == 0


def test_signing_out_takes_what_opens_the_unsent_files_with_the_form(browser, doors):
    from sqlalchemy import text

    add(browser, ("shed.jpg", picture()))
    assert browser.post("/sign-out").heading == "You have not sent your form"
    assert browser.post("/sign-out", {"sure": "yes"}).heading == "You are signed out"
    with doors.worker.begin() as session:
        assert session.scalar(text("select count(*) from file")) == 0
