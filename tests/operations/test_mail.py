"""Letters over real conversations with a mail server: TLS that is checked, retries, one letter."""

import logging
from datetime import UTC, datetime

import pytest
from procrastinate.jobs import Job

from config import brands
from domain import letters
from domain.letters import KINDS, Kind, LetterState, To
from domain.letters.sending import Envelope
from domain.unit_of_work import unit_of_work
from operations.mail import Doors, MailDelayed, MailRefused, transport, wordings
from operations.mail.refusals import MailUrlInvalid
from operations.worker import letters as worker_letters
from operations.worker.letters import GrowingWaits, Post
from tests import make
from tests.letters import LINK_KEYS, written
from tests.operations.mail_servers import Inbox, certificate, serving

DOORS = Doors("https://portal.example/", "https://triage.example")
FACTS = {
    "at": "2026-11-20T10:00:00+00:00",
    "expires_at": "2026-07-20T10:00:00+00:00",
    "grace_ends_at": "2026-11-20T10:00:00+00:00",
    "review_on": "2027-03-01",
    "stops_on": "2027-03-16",
    "days": 60,
    "due": 3,
    "soon": 5,
    "second": 1,
    "first_on": "2027-03-01",
    "because": "colleague left",
    "count": 100,
    "device": "Firefox <b>on</b> Linux",
    "place": "192.0.2.7",
    "reference": "WYK-7Q2F-94",
    "what": "safety screens overdue",
    "origin": "trail-log-20261122-1a2b3c4d",
    "size": 4711,
    "root": "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
    "signed": "\u2014 trail-log-20261122-1a2b3c4d c2lnbmVk",
    "cosigned": "\u2014 trail-witness-20261122-5e6f7a8b Y29zaWduZWQ=",
}
SECRETS = {"link_token": "L" * 32, "url_token": "U" * 32}


@pytest.fixture(scope="module")
def words():
    return wordings(brands.load(), DOORS)


@pytest.fixture
def inbox():
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    return Inbox()


@pytest.fixture
def letter(doors, passwords, url_tokens):
    partner = make.partner(doors, passwords, url_tokens)
    with unit_of_work(doors.portal, partner.actor(), make.NOW) as work:
        to = To(organisation_id=partner.organisation.id)
        return letters.write(work, Kind.QUESTION_WAITING, to, {"reference": "WYK-7Q2F-94"})


def envelope(kind, *addresses):
    row = KINDS[kind]
    return Envelope(
        letter_id=make.ids.new(),
        kind=kind,
        addresses=addresses or ("team@ravensike.example",),
        facts={name: FACTS[name] for name in row.facts},
        secrets={name: SECRETS[name] for name in row.secrets},
    )


def post(doors, words, url):
    return Post(doors.worker, transport(url), words, LINK_KEYS.letters_key)


def state(doors):
    (kept,) = written(doors)
    return kept.state, kept.tries


@pytest.mark.parametrize("kind", list(Kind))
def test_every_letter_has_words_as_text_and_as_html(words, kind):
    message = words.message(envelope(kind), datetime.now(UTC))
    assert "\n" not in message["Subject"]
    text = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    for body in (text, html):
        assert "{" not in body
        assert ("L" * 32 in body) is ("link_token" in KINDS[kind].secrets)
        assert ("U" * 32 in body) is ("url_token" in KINDS[kind].secrets)
    assert "<b>on</b>" not in html
    assert "src=" not in html


def test_links_lead_to_their_door_and_moments_are_those_of_london(words):
    message = words.message(envelope(Kind.STAFF_INVITATION), datetime.now(UTC))
    text = message.get_body(("plain",)).get_content()
    assert f"https://triage.example/first-password/{'L' * 32}" in text
    assert "20 July 2026 at 11:00" in text
    text = words.message(envelope(Kind.INVITATION), datetime.now(UTC)).get_body(("plain",))
    assert f"https://portal.example/o/{'U' * 32}" in text.get_content()


def test_a_letter_over_starttls_with_a_certificate_that_is_checked(words, inbox, tmp_path):
    context, authority = certificate(tmp_path)
    message = words.message(envelope(Kind.NEW_DEVICE), datetime.now(UTC))
    with serving(inbox, tls_context=context, require_starttls=True) as where:
        transport(f"smtp://{where}?ca={authority}").deliver(message, ("team@ravensike.example",))
        with pytest.raises(MailDelayed):
            transport(f"smtp://{where}").deliver(message, ("team@ravensike.example",))
    assert inbox.over_tls == [True]
    assert inbox.letters[0]["Subject"] == "A sign-in from a new device"
    assert inbox.letters[0]["Auto-Submitted"] == "auto-generated"


def test_a_server_without_tls_gets_nothing(words, inbox):
    message = words.message(envelope(Kind.NEW_DEVICE), datetime.now(UTC))
    with serving(inbox) as where, pytest.raises(MailDelayed):
        transport(f"smtp://{where}").deliver(message, ("team@ravensike.example",))
    assert inbox.letters == []


def test_a_server_with_a_password(words, inbox, tmp_path):
    context, authority = certificate(tmp_path)
    message = words.message(envelope(Kind.NEW_DEVICE), datetime.now(UTC))
    options = {"tls_context": context, "auth_required": True, "authenticator": inbox.authenticate}
    with serving(inbox, **options) as where:
        good = transport(f"smtp://mailer:s3cret%20word@{where}?ca={authority}")
        good.deliver(message, ("team@ravensike.example",))
        with pytest.raises(MailRefused) as refused:
            bad = transport(f"smtp://mailer:wrong@{where}?ca={authority}")
            bad.deliver(message, ("team@ravensike.example",))
    assert set(inbox.users) == {b"mailer"}
    assert "wrong" not in str(refused.value)
    assert "s3cret" not in repr(good)


@pytest.mark.parametrize(
    "url",
    ["http://mail.example", "smtp://", "smtp://mail.example?tls=none", "file://folder", ""],
)
def test_a_url_that_would_not_do_is_refused_at_start(url):
    with pytest.raises(MailUrlInvalid):
        transport(url)


def test_a_letter_is_sent_once_however_often_its_job_runs(doors, words, inbox, letter):
    with serving(inbox) as where:
        ready = post(doors, words, f"smtp://{where}?tls=none")
        for _ in range(3):
            worker_letters.send(ready, letter.id)
    assert state(doors) == (LetterState.SENT, 1)
    (sent,) = inbox.letters
    assert sent["To"] == "partnership@ravensike.example"
    assert str(letter.id) in sent["Message-ID"]


def test_a_worker_killed_after_the_server_took_it_sends_the_same_letter_once_more(
    doors, words, inbox, letter, monkeypatch
):
    def killed(*_):
        raise KeyboardInterrupt

    with serving(inbox) as where:
        ready = post(doors, words, f"smtp://{where}?tls=none")
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(worker_letters.sending, "sent", killed)
            worker_letters.send(ready, letter.id)
        worker_letters.send(ready, letter.id)
        worker_letters.send(ready, letter.id)
    assert state(doors) == (LetterState.SENT, 1)
    assert len({sent["Message-ID"] for sent in inbox.letters}) == 1
    assert len(inbox.letters) == 2


def test_what_the_server_cannot_take_now_is_tried_again(doors, words, inbox, letter):
    inbox.refusals = ["451 later"]
    with serving(inbox) as where:
        ready = post(doors, words, f"smtp://{where}?tls=none")
        with pytest.raises(MailDelayed):
            worker_letters.send(ready, letter.id)
        assert state(doors) == (LetterState.WAITING, 1)
        worker_letters.send(ready, letter.id)
    assert state(doors) == (LetterState.SENT, 2)


def test_what_the_server_will_never_take_is_given_up_at_once(doors, words, inbox, letter):
    inbox.refusals = ["550 no such person"]
    with serving(inbox) as where:
        worker_letters.send(post(doors, words, f"smtp://{where}?tls=none"), letter.id)
    assert state(doors) == (LetterState.FAILED, 1)


def test_a_server_that_is_away_for_too_long_ends_the_letter(doors, words, letter):
    ready = post(doors, words, "smtp://127.0.0.1:9?tls=none")
    for _ in range(ready.most_tries - 1):
        with pytest.raises(MailDelayed):
            worker_letters.send(ready, letter.id)
    worker_letters.send(ready, letter.id)
    assert state(doors) == (LetterState.FAILED, ready.most_tries)


def test_the_waits_grow_and_come_to_an_end(words):
    waits = GrowingWaits(words.words.waits_seconds)
    assert sorted(waits.waits_seconds) == list(waits.waits_seconds)

    def decision(attempts):
        job = Job(id=1, queue="q", lock=None, queueing_lock=None, task_name="t", attempts=attempts)
        return waits.get_retry_decision(exception=MailDelayed(), job=job)

    assert all(decision(n) for n in range(len(waits.waits_seconds)))
    assert decision(len(waits.waits_seconds)) is None


def test_a_folder_takes_each_letter_once_and_for_its_owner_alone(words, tmp_path):
    message = words.message(envelope(Kind.RENEWED), datetime.now(UTC))
    folder = tmp_path / "mail box"
    for _ in range(2):
        transport(f"file://{str(folder).replace(' ', '%20')}").deliver(message, ("x@y.example",))
    (kept,) = folder.iterdir()
    assert kept.suffix == ".eml"
    assert kept.stat().st_mode & 0o077 == 0
    assert b"password was changed" in kept.read_bytes()
