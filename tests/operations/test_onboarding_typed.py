"""`partnership organisation onboard` refuses what the pages of administrators refuse, in words."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from operations import scenarios
from operations.command import partnership

PASSWORD = "quarry lantern otter ninefold"
GOOD = next(one for one in scenarios.organisations() if one["slug"] == "ravensike-homes")


@pytest.fixture
def typed(tmp_path, monkeypatch):
    """What is said when the file holds this; whatever is accepted asks for its settings next."""
    monkeypatch.delenv("PARTNERSHIP_KEYS", raising=False)

    def onboard(held, password=PASSWORD):
        file = tmp_path / "organisation.json"
        file.write_text(held if isinstance(held, str) else json.dumps(held))
        words = ["organisation", "onboard", str(file), "--password", password]
        return CliRunner().invoke(partnership, words)

    return onboard


def test_what_is_in_order_is_refused_only_for_its_settings(typed):
    assert "PARTNERSHIP_KEYS must be set" in str(typed(GOOD).exception)


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ("{nope", "is not JSON"),
        ([GOOD], "must describe one organisation"),
        (GOOD | {"agreement": "ISA/1"}, "must describe one organisation"),
        (GOOD | {"phone": 1632}, "must be texts: phone"),
        (GOOD | {"district": "Narnia"}, "'Narnia' is none of: Bradford,"),
        (GOOD | {"sector": "housing"}, "'housing' is none of: commerce,"),
        (GOOD | {"mailbox": "the team"}, "Enter an email address"),
        ({key: GOOD[key] for key in GOOD if key != "kind"}, "does not say 'kind'"),
    ],
)
def test_a_description_that_will_not_do_is_refused_in_a_sentence(typed, held, said):
    result = typed(held)
    assert result.exit_code == 1
    assert said in result.output


@pytest.mark.parametrize("password", ["short", "ravensike homes ravensike"])
def test_a_shared_password_that_is_easy_to_guess_is_refused_here_too(typed, password):
    result = typed(GOOD, password)
    assert (result.exit_code, "That password will not do" in result.output) == (1, True)
