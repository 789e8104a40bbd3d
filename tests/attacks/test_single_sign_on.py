"""What a browser, a colleague or a false provider must not get out of single sign-on."""

from __future__ import annotations

import base64
import hmac
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt

from domain.permissions import Role
from domain.staff import single_sign_on
from domain.staff.single_sign_on import Vouched
from tests import make
from tests.providers import KEY, OTHER_KEY
from tests.triage.signing_on import check_refused

ADMINISTRATOR = make.officer(Role.ADMINISTRATOR, "A Winterburn")
ASKED = "Enter the code from your app"
AT = int(make.NOW.timestamp())
THEIRS = "https://evil.example"


def part(words):
    return base64.urlsafe_b64encode(words).rstrip(b"=").decode()


def unsigned(claims):
    header = {"alg": "none", "kid": KEY.kid}
    return f"{part(json.dumps(header).encode())}.{part(json.dumps(claims).encode())}."


def with_public_key_as_secret(claims):
    header = {"alg": "HS256", "kid": KEY.kid}
    said = f"{part(json.dumps(header).encode())}.{part(json.dumps(claims).encode())}"
    return f"{said}.{part(hmac.digest(KEY.as_pem(private=False), said.encode(), 'sha256'))}"


def swapped(claims):
    """The claims of one token with the signature of another."""
    true = jwt.encode({"alg": "RS256", "kid": KEY.kid}, claims, KEY).split(".")
    other = jwt.encode({"alg": "RS256", "kid": KEY.kid}, claims | {"sub": "x"}, KEY).split(".")
    return ".".join([other[0], other[1], true[2]])


def own_key(claims):
    """A key that the token itself brings along."""
    header = {"alg": "RS256", "kid": KEY.kid, "jwk": OTHER_KEY.as_dict(private=False)}
    return jwt.encode(header, claims, OTHER_KEY)


@pytest.mark.parametrize(
    "signs",
    [unsigned, with_public_key_as_secret, swapped, own_key, lambda _: "rubbish", lambda _: "a.b.c"],
)
def test_a_token_that_the_provider_did_not_sign_lets_nobody_in(sign_on, jones, happened, signs):
    sign_on.provider.signs = signs
    check_refused(sign_on.come(sign_on.door.browser()), happened)


@pytest.mark.parametrize(
    "says",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": ["partnership-triage", "another-client"], "azp": "partnership-triage"},
        {"azp": "another-client"},
        {"aud": None},
        {"iss": THEIRS},
        {"iss": None},
        {"exp": AT - 31},
        {"exp": float("nan")},
        {"exp": None},
        {"iat": AT - 400},
        {"iat": AT + 400},
        {"nbf": AT + 400},
        {"sub": None},
        {"sub": ""},
        {"sub": 5},
        {"sub": "x" * 300},
        {"at_hash": "another"},
    ],
    ids=str,
)
def test_a_token_with_one_wrong_word_lets_nobody_in(sign_on, jones, happened, says):
    sign_on.provider.says = says
    check_refused(sign_on.come(sign_on.door.browser()), happened)


def test_a_code_serves_once(sign_on, jones, happened):
    browser = sign_on.door.browser()
    leaving = sign_on.begin(browser)
    cookie = browser.client.get_cookie("__Host-triage-sign-on").value
    answer = sign_on.answer(leaving)
    assert sign_on.bring(browser, answer).heading == ASKED
    browser.client.set_cookie("__Host-triage-sign-on", cookie, secure=True, path="/")
    check_refused(sign_on.bring(browser, answer), happened)


def test_a_sign_on_opens_one_session_even_if_the_provider_forgets(sign_on, jones, happened):
    browser = sign_on.door.browser()
    leaving = sign_on.begin(browser)
    cookie = browser.client.get_cookie("__Host-triage-sign-on").value
    assert sign_on.bring(browser, sign_on.answer(leaving)).heading == ASKED
    browser.client.set_cookie("__Host-triage-sign-on", cookie, secure=True, path="/")
    check_refused(sign_on.bring(browser, sign_on.answer(leaving)), happened)


def vouched(**more):
    told = {"issuer": "https://i", "subject": "5f1c", "username": "p.jones", "at": make.NOW}
    told |= {"state": "s" * 43, "second_factor": False, "address": "192.0.2.1", "device": "Firefox"}
    return Vouched(**told | more)


def test_of_two_uses_of_one_sign_on_at_once_one_opens_a_session(committed_doors):
    make.member(committed_doors.triage)
    together = Barrier(2)

    def use(_):
        together.wait()
        return single_sign_on.admit(committed_doors.triage, vouched())

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(use, range(2)))
    assert sum(each is not None for each in found) == 1


@pytest.mark.parametrize(
    "changed", [{"state": ""}, {"state": "another"}, {"code": ""}, {"error": "access_denied"}]
)
def test_an_answer_without_its_state_or_code_is_none(sign_on, jones, happened, changed):
    browser = sign_on.door.browser()
    answer = sign_on.answer(sign_on.begin(browser))
    check_refused(sign_on.bring(browser, answer, **changed), happened)


def test_an_attackers_answer_signs_nobody_in_elsewhere(sign_on, jones, happened):
    attacker, victim = sign_on.door.browser(), sign_on.door.browser()
    answer = sign_on.answer(sign_on.begin(attacker))
    check_refused(sign_on.bring(victim, answer), happened)
    sign_on.begin(victim)
    check_refused(sign_on.bring(victim, answer), happened)


def test_a_code_of_another_sign_on_fits_no_verifier(sign_on, jones, happened):
    other, browser = sign_on.door.browser(), sign_on.door.browser()
    stolen = parse_qs(urlsplit(sign_on.answer(sign_on.begin(other))).query)["code"][0]
    answer = sign_on.answer(sign_on.begin(browser))
    check_refused(sign_on.bring(browser, answer, code=stolen), happened)


@pytest.mark.parametrize("value", ["", "AAAA", "é", "A" * 3000])
def test_a_made_up_cookie_is_no_sign_on(sign_on, jones, happened, value):
    browser = sign_on.door.browser()
    answer = sign_on.answer(sign_on.begin(browser))
    browser.client.set_cookie("__Host-triage-sign-on", value, secure=True, path="/")
    check_refused(sign_on.bring(browser, answer), happened)


def test_an_answer_that_comes_after_ten_minutes_is_too_late(sign_on, jones, happened):
    browser = sign_on.door.browser()
    answer = sign_on.answer(sign_on.begin(browser))
    sign_on.door.at(make.NOW + timedelta(minutes=10, seconds=1))
    check_refused(sign_on.bring(browser, answer), happened)


@pytest.mark.parametrize("says_so", [False, True])
def test_the_answer_of_another_provider_is_refused(sign_on, jones, happened, says_so):
    sign_on.provider.metadata = {"authorization_response_iss_parameter_supported": says_so}
    sign_on.set()
    browser = sign_on.door.browser()
    answer = sign_on.answer(sign_on.begin(browser))
    asked = len(sign_on.provider.asked)
    check_refused(sign_on.bring(browser, answer, iss="" if says_so else THEIRS), happened)
    assert len(sign_on.provider.asked) == asked, "the code went to the provider"


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": THEIRS},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": None},
    ],
    ids=str,
)
def test_a_provider_that_describes_itself_wrongly_is_not_believed(sign_on, metadata):
    sign_on.provider.metadata = metadata
    assert sign_on.door.browser().get("/sign-in/single").status == 503
