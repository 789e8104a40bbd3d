"""The way in and out."""

from __future__ import annotations


def test_the_url_leads_to_a_clean_address_and_the_password_opens_the_door(stranger, partner):
    there = stranger.get(f"/o/{partner.url_token}", follow=False)
    assert (there.status, there.location) == (303, "/sign-in")
    page = stranger.get("/sign-in")
    assert page.heading == "Sign in"
    assert partner.url_token not in page.html
    home = stranger.submit(page, {"password": partner.password})
    assert home.heading == "Ravensike Homes"
    assert home.title == "Ravensike Homes – Partnership Intelligence Portal"
