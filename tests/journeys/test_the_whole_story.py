"""The whole story, in the processes that `make run` starts and in a real browser.

A partner submits; an officer takes, opens, screens and decides; an auditor reads the trail; and
what the partner wrote stands in clear nowhere: no dump, log, letter or temporary file has it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from operations import scenarios
from operations.command import partnership
from tests.journeys.looking import browser_open, left_by
from tests.journeys.running_demo import Demo, running

pytestmark = pytest.mark.browser
PLANTED = f"Zq{secrets.token_hex(12)}"
SCENARIO = scenarios.scenarios()[0]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running(tmp_path_factory.mktemp("demo") / "var") as demo:
        yield demo


@pytest.fixture
def browser() -> Iterator[Browser]:
    with browser_open() as browser:
        yield browser


def submit(page: Page, demo: Demo) -> str:
    """Send a scenario with the planted word in it; return the reference."""
    partner = demo.credentials["organisations"][0]
    page.goto(partner["url"])
    page.get_by_label("Your organisation’s password").fill(partner["password"])
    page.get_by_role("button", name="Sign in").click()
    what = SCENARIO["what"] | {"facts": f"{PLANTED} {SCENARIO['what']['facts']}"}
    for key, fields in scenarios.posts_of(SCENARIO | {"what": what}):
        if key in ("check", "files"):
            continue
        page.goto(f"{demo.portal}/submit/{key}")
        for name, values in fields.items():
            fill(page, name, values)
        left_by(page, page.get_by_role("button", name="Save and continue").last)
    page.goto(f"{demo.portal}/submit/check")
    page.locator('[name="declaration"]').check(force=True)
    left_by(page, page.get_by_role("button", name="Send it to the police"))
    expect(page.get_by_role("heading", level=1)).to_have_text("We have received it")
    return page.url.rsplit("/", 2)[1]


def fill(page: Page, name: str, values: list[str]) -> None:
    if not page.locator(f'[name="{name}"]').count():
        page.locator('[name="add"]').click()
    box = page.locator(f'[name="{name}"]').first
    kind = box.evaluate("each => each.type")
    if kind in ("radio", "checkbox"):
        for value in values:
            page.locator(f'[name="{name}"][value="{value}"]').check(force=True)
    elif kind == "select-one":
        box.select_option(values[0])
    else:
        box.fill(values[0])


def sign_in(page: Page, demo: Demo, role: str) -> None:
    person = demo.staff(role)
    page.goto(demo.triage)
    page.get_by_label("Username").fill(person["username"])
    page.get_by_label("Password", exact=True).fill(person["password"])
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Code").fill(pyotp.TOTP(person["totp_secret"]).now())
    page.get_by_role("button", name="Sign in").click()


def decide(page: Page, demo: Demo, reference: str) -> None:
    page.goto(f"{demo.triage}/submissions/{reference}")
    page.get_by_role("button", name="Take", exact=True).click()
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_text(PLANTED).first).to_be_visible()
    page.get_by_label("Yes, and I told somebody").check()
    page.get_by_label("Who did you tell?").fill("DS Khan, MASH")
    page.get_by_label("How?").fill("By phone")
    page.get_by_label("When?").fill("Just now")
    page.locator("#reason").fill(f"{PLANTED} is at risk")
    page.get_by_role("button", name="Record the safety screen").click()
    page.get_by_label("Already known", exact=True).check()
    page.get_by_label("Where it is held").fill("13260861155")
    page.get_by_label("Reason").fill(f"{PLANTED} is in the crime report")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("alert")).to_contain_text("Your decision is recorded.")


def audit(page: Page, demo: Demo, reference: str) -> None:
    page.goto(f"{demo.triage}/trail?reference={reference}")
    told = page.locator("main").inner_text()
    for happened in ("sent", "took", "opened", "screened", "decided"):
        assert happened in told, f"the trail does not say that somebody {happened} it"
    assert PLANTED not in told


def forms(word: str) -> list[bytes]:
    """How a word can stand in bytes: as it is, as PostgreSQL writes bytes, in UTF-16."""
    plain = word.encode()
    return [plain, plain.hex().encode(), word.encode("utf-16-le")]


def files_below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def test_the_trail_of_a_demo_is_exported_and_verified(demo, tmp_path):
    def typed(*words):
        return CliRunner().invoke(partnership, [str(word) for word in words])

    file = tmp_path / "trail.txt"
    exported = typed("demo", "--data", demo.data, "trail", file)
    assert exported.exit_code == 0, exported.output
    verified = typed("trail", "verify", file, "--keys", demo.data / "keys/public")
    assert verified.exit_code == 0, verified.output


def test_from_a_partners_screen_to_the_auditors_and_nothing_in_clear(demo, browser):
    reference = submit(browser.new_page(), demo)
    officer = browser.new_page()
    sign_in(officer, demo, "triage officer")
    decide(officer, demo, reference)
    auditor = browser.new_page()
    sign_in(auditor, demo, "auditor")
    audit(auditor, demo, reference)

    tables = dict(demo.dump())
    assert len(tables) > 20
    assert reference.encode() in tables["partnership.submission"]
    found = [name for name, rows in tables.items() if any(f in rows for f in forms(PLANTED))]
    assert not found, "what the partner wrote stands in the dump in clear"
    kept = [*files_below(demo.data), *files_below(demo.scratch)]
    assert any(path.name == "portal.log" for path in kept)
    in_clear = [path for path in kept if any(form in path.read_bytes() for form in forms(PLANTED))]
    assert not in_clear
