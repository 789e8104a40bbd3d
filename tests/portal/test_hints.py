"""Hints before sending: each is said once, and leads to every place it is about."""

from __future__ import annotations

PEOPLE = {
    f"people-{number}-{part}": name
    for number, names in enumerate((("Leah", "Stott"), ("Kez", "Pickles")))
    for part, name in zip(("forenames", "surname"), names, strict=True)
}
SAID = "A date of birth helps tell two people apart."


def test_what_would_help_on_several_cards_is_said_once(browser):
    browser.post("/submit/people", PEOPLE)
    page = browser.get("/submit/check")
    assert page.text().count(SAID) == 1
    for number in (0, 1):
        link = f"/submit/people?from=check#people-{number}-date_of_birth"
        assert page.links[link] == f"person {number + 1}"


def test_a_hint_on_a_screen_without_cards_names_the_screen(browser):
    browser.post("/submit/what", {"facts": "J. D. was there."})
    page = browser.get("/submit/check")
    assert "/submit/what?from=check#facts" in page.links
    assert "helps us find the right person. Go to What happened." in page.text()
