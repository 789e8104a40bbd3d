"""What is set wrongly for single sign-on is said, with what to set instead."""

from __future__ import annotations

import pytest

from config import single_sign_on
from config.refusals import SettingInvalid
from config.single_sign_on import SingleSignOn

RIGHT = {
    "PARTNERSHIP_SSO_ISSUER": "https://login.force.example/realm",
    "PARTNERSHIP_SSO_CLIENT_ID": "triage",
    "PARTNERSHIP_SSO_CLIENT_SECRET": "a secret of the provider",
}


def test_it_is_off_unless_an_issuer_is_named():
    assert single_sign_on.read({}) is None
    assert single_sign_on.read(RIGHT | {"PARTNERSHIP_SSO_ISSUER": " "}) is None


def test_by_default_our_own_second_factor_is_asked_and_passwords_serve_everybody():
    found = single_sign_on.read(RIGHT)
    assert found == SingleSignOn(
        issuer="https://login.force.example/realm",
        client_id="triage",
        client_secret="a secret of the provider",
    )
    assert not found.trusted
    assert found.password_only_for == ""
    assert "a secret" not in repr(found)


def test_signing_out_at_the_provider_is_offered_only_if_it_is_asked_for():
    assert not single_sign_on.read(RIGHT).signs_out
    assert single_sign_on.read(RIGHT | {"PARTNERSHIP_SSO_SIGN_OUT": "yes"}).signs_out


def test_the_secret_may_stand_in_a_file(tmp_path):
    path = tmp_path / "secret"
    path.write_text("a secret of the provider\n")
    given = RIGHT | {"PARTNERSHIP_SSO_CLIENT_SECRET_FILE": str(path)}
    del given["PARTNERSHIP_SSO_CLIENT_SECRET"]
    assert single_sign_on.read(given).client_secret == "a secret of the provider"


def test_the_second_factor_of_the_provider_is_taken_with_what_states_it():
    more = {"PARTNERSHIP_SSO_SECOND_FACTOR": "theirs", "PARTNERSHIP_SSO_REQUIRED_AMR": "mfa hwk"}
    found = single_sign_on.read(RIGHT | more)
    assert found.trusted
    assert found.amr == {"mfa", "hwk"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"CLIENT_ID": ""}, "PARTNERSHIP_SSO_CLIENT_ID must be set"),
        ({"CLIENT_SECRET": ""}, "Set one of PARTNERSHIP_SSO_CLIENT_SECRET_FILE"),
        ({"CLIENT_SECRET_FILE": "/etc/hostname"}, "not both"),
        ({"CLIENT_SECRET": "short"}, "at least 16 characters"),
        ({"CLIENT_SECRET": "", "CLIENT_SECRET_FILE": "/nowhere"}, "there is none at /nowhere"),
        ({"ISSUER": "http://login.force.example"}, "must be the provider's https address"),
        ({"ISSUER": "https://login.force.example/?a=b"}, "without query"),
        ({"ISSUER": "https://a:b@login.force.example/"}, "must be the provider's https address"),
        ({"ISSUER": "login.force.example"}, "must be the provider's https address"),
        ({"SECOND_FACTOR": "none"}, "must be ours or theirs"),
        ({"SECOND_FACTOR": "theirs"}, "PARTNERSHIP_SSO_REQUIRED_AMR or"),
        ({"CA_FILE": "/nowhere.pem"}, "PARTNERSHIP_SSO_CA_FILE must be a file"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_set(changed, said):
    given = RIGHT | {f"PARTNERSHIP_SSO_{name}": value for name, value in changed.items()}
    with pytest.raises(SettingInvalid, match=said):
        single_sign_on.read(given)
