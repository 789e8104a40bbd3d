"""One submission at the triage door: seen, taken, opened, screened, decided, reopened."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain import reports, screening
from domain.answers.layouts import Row, Section
from domain.outcomes import OUTCOMES, FactKind, Outcome
from domain.screening import ScreenResult
from domain.submissions import Submission
from domain.unit_of_work import unit_of_work
from tests import make
from tests.reporting import CONTENT
from triage.submissions import highlights

NOBODYS = "K7MH-9PXQ-6RM"
REASON = "Checked against what we hold"


@pytest.fixture
def sent(doors, partner, keyring):
    return make.queued(doors, partner, keyring)


@pytest.fixture
def address(sent):
    return f"/submissions/{sent.reference}"


@pytest.fixture
def mine(officer, address):
    """The page of a submission that the officer has taken and opened."""
    officer.press(officer.get("/queue"), "/queue/next")
    return officer.press(officer.get(address), "/open")


@pytest.fixture
def screened(officer, mine):
    return officer.press(mine, "/screen", result="no concern", reason=REASON)


def test_a_page_that_is_not_opened_holds_no_content(officer, address):
    page = officer.get(address)
    assert "Nobody sees what the partner said without opening it" in page.text()
    assert "Wadsworth" not in page.html
    assert not page.has_form("/screen")


def test_opening_shows_what_was_asked_facts_apart_from_opinion(mine):
    words = mine.text()
    assert "Alan Wadsworth (name), dob 03/11/1971" in words
    assert "Declared, unverified" in words
    facts, opinion = words.split("Opinion, not fact", 1)
    assert "I believe Alan is being cuckooed" not in facts
    assert opinion.split("Person 1")[0].count("I believe Alan is being cuckooed") == 1


def test_officers_read_headings_that_speak_of_the_partner(mine):
    words = mine.text("dt") + mine.text("h2")
    assert "Name, declared, not verified" in words
    assert "Submitter" in words
    assert not {"You", "Your", "you", "your"} & set(words.split())


def test_a_telephone_folds_what_raised_nothing_and_says_in_a_line_what_is_in_it(mine):
    folds = {part.split("</h2>")[0].split(">")[-1].strip(): "fold" in part.split("<h2")[0]
             for part in mine.html.split('<section class="app-section"')[1:]}  # fmt: skip
    assert folds["Person 3"]
    assert not any(folds[open_] for open_ in ("What happened", "Keeping people safe"))
    assert "Suspected of something; early 20s" in mine.text()


def test_identifiers_are_marked_with_what_they_are(mine):
    assert '<mark class="app-found">TJ2O HBX <span' in mine.html.replace("</span>", "")
    assert "(registration TJ20HBX)" in mine.html
    assert "Registration" not in mine.text("th") or "TJ20HBX" in mine.text("table")


def test_a_day_is_read_in_words_unless_something_in_it_is_marked():
    section, row = Section("how_known", "", ()), Row("first_known", "", "", "2026-08-31")
    assert highlights.Marked((), ())(section, row) == "31 August 2026"
    found = {"start": 0, "end": 10, "kind": "dob", "normalised": "31/08/2026"}
    found |= {"where": "how_known.first_known", "as_typed": "2026-08-31"}
    assert "2026-08-31" in highlights.Marked((found,), ())(section, row)


def test_reasons_are_shown_with_the_passage(mine):
    assert "Why it was raised" in mine.text()
    assert mine.html.count('<q class="app-quoted">') >= 1


def test_the_opening_is_in_the_history(mine):
    assert "P.Jones opened submission" in mine.text()


def test_an_opening_is_over_with_the_session(triage, mine, address, doors):
    other = triage.staffed(name="k.khan")[1]
    assert "Wadsworth" not in other.get(address).html


@pytest.mark.parametrize("result", ScreenResult)
def test_each_result_of_the_screen_asks_for_its_own(officer, mine, result):
    page = officer.press(mine, "/screen", result=str(result))
    assert page.status == 422
    for words in screening.REQUIRED[result].values():
        assert words in page.text()
    assert page.form("/screen")["result"] == str(result)


def test_a_screen_without_a_result_keeps_what_was_typed(officer, mine):
    page = officer.press(mine, "/screen", result="", reason="  two\nlines ")
    assert page.status == 422
    assert "Select whether anyone is at risk" in page.text()
    assert page.form("/screen")["reason"] == "  two\nlines "


def test_the_screen_comes_first_and_then_the_decision(mine, screened):
    assert not mine.has_form("/decision")
    assert "The safety screen is recorded." in screened.text()
    assert screened.has_form("/decision")
    assert f"Reason: {REASON}" in screened.text()


@pytest.fixture
def earlier(doors, partner, keyring):
    return make.queued(doors, partner, keyring)


@pytest.fixture
def report(doors, keyring, screened, sent):
    """A report that was made from the submission."""
    author = make.member(doors.triage, username="w.riter").as_actor(make.ids.new())
    with unit_of_work(doors.triage, author, make.NOW) as work:
        submission = work.session.get_one(Submission, sent.id)
        return reports.draft(work, submission, CONTENT, keyring.casework)


@pytest.fixture
def known(earlier, report):
    return earlier, report


def facts_of(outcome, other):
    facts = {"reason": REASON, "outcome": str(outcome)}
    for fact in OUTCOMES[outcome].facts:
        if fact.kind is FactKind.DATE:
            facts |= {f"{fact.key}-{part}": typed for part, typed in
                      (("day", "30"), ("month", "11"), ("year", "2026"))}  # fmt: skip
        else:
            kinds = {FactKind.REFERENCE: other.lower(), FactKind.DESTINATION: "safeguarding"}
            facts[fact.key] = kinds.get(fact.kind, f"something for {fact.key}")
    return facts


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_can_be_decided_with_its_facts(officer, screened, known, outcome, address):
    earlier, report = known
    facts = facts_of(outcome, earlier.reference)
    if "reports" in facts:
        facts["reports"] = report.reference
    page = officer.press(screened, "/decision", **facts)
    assert "Your decision is recorded." in page.text()
    assert page.has_form("/queue/next")
    assert f"decided submission {address[-13:]}: {outcome}".lower() in page.text().lower()
    assert f"Reason: {REASON}" in page.text()


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_says_what_it_lacks(officer, screened, outcome):
    page = officer.press(screened, "/decision", outcome=str(outcome))
    assert page.status == 422
    assert "Enter the reason for this outcome" in page.text()
    for fact in OUTCOMES[outcome].facts:
        assert (fact.missing in page.text()) is fact.required


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"outcome": "referred", "referred_on-day": "31", "referred_on-month": "2",
          "referred_on-year": "2026"}, "When must be a real date"),
        ({"outcome": "duplicate", "duplicate_of": "K7MH-9PXQ-6RR"}, "must be eleven letters"),
        ({"outcome": "more asked", "question": "Which flat?", "reason": "x",
          "answer_by-day": "1", "answer_by-month": "1", "answer_by-year": "2026"},
         "must be today or later"),
        ({"outcome": ""}, "Select an outcome"),
    ],
)  # fmt: skip
def test_facts_that_cannot_be_are_refused_in_words(officer, screened, typed, said):
    page = officer.press(screened, "/decision", **typed)
    assert page.status == 422
    assert said in page.text()
    form = page.form("/decision")
    assert all(form[name] == value for name, value in typed.items())


def test_a_submission_is_no_duplicate_of_itself_or_of_nothing(officer, screened, sent):
    for reference, said in ((sent.reference, "itself"), (NOBODYS, "There is no")):
        typed = {"outcome": "duplicate", "duplicate_of": reference, "reason": REASON}
        page = officer.press(screened, "/decision", **typed)
        assert said in page.text(), reference


def test_a_closed_submission_is_reopened_with_a_reason(officer, screened):
    page = officer.press(screened, "/decision", outcome="not pertinent", reason=REASON)
    refused = officer.press(page, "/reopening")
    assert refused.status == 422
    assert "Enter the reason for reopening it" in refused.text()
    page = officer.press(refused, "/reopening", reason="The partner rang")
    assert "The submission is open again" in page.text()
    assert "Reason: The partner rang" in page.text()


def test_what_is_put_back_is_there_for_others(triage, officer, mine, address):
    page = officer.press(mine, "/release")
    assert "The submission is back in the queue." in page.text()
    other = triage.staffed(name="k.khan")[1]
    assert "You have this submission" in other.press(other.get(address), "/claim").text()


def test_who_comes_second_is_told_who_was_first(triage, officer, mine, address):
    other = triage.staffed(name="k.khan")[1]
    token = other.get(address).form("/open")["csrf_token"]
    page = other.post(f"{address}/claim", {"csrf_token": token})
    assert page.status == 409
    assert page.heading == "P.Jones has this submission"


def test_a_lease_that_ran_out_loses_nothing_that_was_typed(triage, officer, mine, address):
    member, other = triage.staffed(name="k.khan")
    triage.at(make.NOW + timedelta(minutes=10))
    officer.get(address), other.get(address)
    triage.at(make.NOW + timedelta(minutes=20))
    officer.get(address), other.get(address)
    triage.at(make.NOW + timedelta(minutes=31))
    other.press(other.get(address), "/claim")
    page = officer.press(mine, "/screen", result="concern", told_whom="DS Khan", reason=REASON)
    assert page.status == 409
    assert "The submission has changed since you opened this page" in page.text()
    assert "K.Khan took submission" in page.text()
    assert page.form("/screen")["told_whom"] == "DS Khan"
    assert page.form("/screen")["reason"] == REASON


def test_a_decision_from_an_old_page_is_told_what_changed(officer, screened, address):
    again = officer.get(address)
    officer.press(again, "/decision", outcome="not pertinent", reason=REASON)
    page = officer.press(screened, "/decision", outcome="withdrawn", reason="typed for long")
    assert page.status == 409
    assert "P.Jones decided submission" in page.text()
    assert page.form("/decision")["reason"] == "typed for long"


def test_a_form_without_its_version_is_refused(officer, mine, address):
    token = mine.form("/screen")["csrf_token"]
    page = officer.post(f"{address}/screen", {"csrf_token": token, "result": "no concern"})
    assert page.status == 400


@pytest.mark.parametrize("step", ["claim", "screen", "decision", "reopening", "open"])
def test_the_address_of_a_form_leads_back_to_the_page(officer, address, sent, step):
    assert officer.get(f"{address}/{step}").heading.startswith(sent.reference)


def test_references_are_found_however_they_are_typed(officer, sent):
    typed = sent.reference.lower().replace("-", "")
    assert officer.get(f"/submissions/{typed}").heading.startswith(sent.reference)


@pytest.mark.parametrize("reference", [NOBODYS, "nonsense"])
def test_what_there_is_not_is_not_found(officer, reference):
    page = officer.get(f"/submissions/{reference}")
    assert (page.status, page.heading) == (404, "Page not found")


def test_whoever_was_asked_before_is_named_so_before_a_question_is_written(
    officer, screened, doors, partner, keyring
):
    typed = {"outcome": "more asked", "question": "Which flat?", "reason": REASON}
    day = {"answer_by-day": "27", "answer_by-month": "11", "answer_by-year": "2026"}
    decided = officer.press(screened, "/decision", **typed, **day)
    assert decided.text().count("Which flat?") == 2, "in the message and in the history"
    assert "Why this is not a task:" not in decided.text(), "it was not asked, so nothing is said"
    assert ("27 November 2026" in decided.text(), "2026-11-27" in decided.text()) == (True, False)
    address = f"/submissions/{make.queued(doors, partner, keyring).reference}"
    officer.press(officer.get(address), "/claim")
    page = officer.press(officer.get(address), "/open")
    page = officer.press(page, "/screen", result="no concern", reason=REASON)
    assert "This submitter was asked once before." in page.text()
    page = officer.press(page, "/decision", **typed, **day)
    assert (page.status, "enter why you are asking again" in page.text()) == (422, True)
