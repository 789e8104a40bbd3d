"""Whatever is posted: a clear message or plain acceptance, never a failure, nothing typed lost."""

from __future__ import annotations

import pytest

FACTS = {
    "template": "{{ 7 * 7 }} {% raw %}",
    "script": "<script>alert(1)</script></textarea>",
    "formula": "=SUM(A1)",
    "right to left": "مرحبا \u202eabc שלום",
    "other scripts": "Łódź 東京 🚗 Ελληνικά",
    "four thousand words": "word " * 4_000,
    "line breaks": "\n\none\n\ntwo\n",
}


@pytest.mark.parametrize("typed", FACTS.values(), ids=FACTS.keys())
def test_any_text_is_kept_as_it_was_typed(browser, typed):
    page = browser.post("/submit/what", {"facts": typed})
    assert page.status == 200
    page = browser.get("/submit/what")
    assert page.fields["facts"] == [typed]
    assert "<script>alert" not in page.html
    assert "alert(1)" not in "".join(data for place, data in page.texts if "script" in place)
    assert browser.get("/submit/check").status == 200


@pytest.mark.parametrize(
    ("screen", "fields"),
    [
        ("what", {"facts": "x" * 40_001}),
        ("what", {"facts": "nul \x00 inside"}),
        ("what", {"facts": "A", "themes": ["no such theme"]}),
        ("what", {"facts": "A", "still_going_on": "perhaps"}),
        (
            "what",
            {"facts": "A", "learned-day": "x", "learned-month": "-1", "learned-year": "99999"},
        ),
        ("what", {"facts": "A", "learned-day": "1", "learned-month": "1", "learned-year": "2999"}),
        ("right_place", {"danger_now": "<b>"}),
        ("people", {f"people-{n}-surname": "A" for n in range(60)}),
    ],
)
def test_what_does_not_fit_is_said_and_stays_on_the_page(browser, screen, fields):
    page = browser.post(f"/submit/{screen}", fields)
    assert page.status == 422
    assert page.title.startswith("Error: ")


def test_a_lone_surrogate_is_no_failure(browser):
    body = f"csrf_token={browser.token()}&facts=%ED%A0%80abc&learned-day=%FF"
    answer = browser.client.post(
        "/submit/what",
        data=body.encode(),
        content_type="application/x-www-form-urlencoded",
        base_url=browser.base,
    )
    assert answer.status_code in (303, 422)


def test_ten_thousand_fields_are_no_failure(browser):
    many = {f"field-{number}": "x" for number in range(10_000)}
    assert browser.post("/submit/what", {**many, "facts": "A"}).status == 200
    cards = {f"people-{number}-surname": "x" for number in range(9_999)}
    assert browser.post("/submit/people", cards).status == 413


def test_unknown_fields_and_screens_are_left_out(browser):
    page = browser.post(
        "/submit/submitter", {"name": "A", "role": "B", "phone": "01632 960001", "x": "y"}
    )
    assert page.heading == "What happened"
    assert browser.get("/submit/nothing").status == 404
    assert browser.post("/submit/nothing", {"a": "b"}).status == 404
    assert browser.post("/submit/check", {"send_key": "not a key"}).status == 400


def test_a_form_without_its_token_changes_nothing_and_keeps_what_was_typed(browser):
    answer = browser.client.post(
        "/submit/what",
        data={"facts": "A white van", "places-0-postcode": "HD2 9ZX"},
        base_url=browser.base,
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code == 400
    assert b"A white van" in answer.data
    assert b"HD2 9ZX" in answer.data
    assert browser.get("/submit/what").fields["facts"] == [""]


def test_too_much_at_once_is_refused_in_words(browser):
    page = browser.post("/submit/what", {"facts": "x" * 1_100_000})
    assert (page.status, page.heading) == (413, "What you sent is too large")
