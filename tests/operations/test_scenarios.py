"""The demo's submissions fit the demo's organisations and give nothing away."""

from __future__ import annotations

from operations import scenarios


def test_every_submission_comes_from_an_organisation_of_the_demo() -> None:
    organisations = {organisation["slug"] for organisation in scenarios.organisations()}
    assert {scenario["organisation"] for scenario in scenarios.scenarios()} <= organisations


def test_the_demo_does_not_carry_what_officers_should_conclude() -> None:
    assert all("expect" not in scenario for scenario in scenarios.scenarios())


def test_posts_come_in_the_order_of_the_screens() -> None:
    posts = scenarios.posts_of(scenarios.scenarios()[0])
    assert [key for key, _ in posts][:3] == ["right_place", "submitter", "what"]
    assert dict(posts)["submitter"]["name"] == ["Denise Ackroyd-Shaw"]
    assert dict(posts)["people"]["people-1-aliases"] == ["Kez"]
    assert dict(posts)["check"] == {"declaration": ["yes"]}
