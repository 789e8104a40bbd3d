"""What the documents promise holds: settings are listed, links lead somewhere, commands exist."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from operations.command import COMMANDS, partnership

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)")
SETTING = re.compile(r"\bPARTNERSHIP_[A-Z_]+\b")
MADE = re.compile(r"^\s*(?:\$ )?make ([a-z-]+)", re.MULTILINE)
TYPED = re.compile(r"\bpartnership ((?:[a-z-]+ )?[a-z-]+)")


def test_every_setting_is_in_the_example():
    listed = set(SETTING.findall((ROOT / "config" / "example.env").read_text("utf-8")))
    read = {
        setting
        for module in ("settings.py", "single_sign_on.py")
        for setting in SETTING.findall((ROOT / "config" / module).read_text("utf-8"))
    }
    read |= {f"PARTNERSHIP_{door}_DATABASE_URL" for door in ("PORTAL", "TRIAGE", "WORKER")}
    assert read - {"PARTNERSHIP_"} <= listed, "add it to config/example.env with a comment"


def test_the_example_of_settings_is_read_by_a_shell_as_it_stands():
    read = ["/bin/sh", "-ec", ". config/example.env; echo $PARTNERSHIP_SSO_NAME"]
    done = subprocess.run(read, cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("your force account\n", "")


def test_every_link_in_the_documents_resolves():
    broken = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in DOCUMENTS
        for target in LINK.findall(document.read_text("utf-8"))
        if not (document.parent / target).exists()
    ]
    assert not broken


@pytest.mark.parametrize(
    ("index", "pages"),
    [
        ("README.md", "config/*.toml"),
        ("docs/README.md", "docs/*.md"),
        ("docs/map.md", "domain/[a-z]*"),
        ("docs/decisions/README.md", "docs/decisions/*.md"),
    ],
)
def test_an_index_leads_to_every_page(index, pages):
    document = ROOT / index
    named = {(document.parent / link).resolve() for link in LINK.findall(document.read_text())}
    missing = set(ROOT.glob(pages)) - named - {document}
    assert not missing, f"add them to {index}"


def test_every_make_target_in_the_readme_exists():
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    used = set(MADE.findall((ROOT / "README.md").read_text("utf-8")))
    assert used, "the README shows no make command"
    assert used <= known


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(name):
    found = CliRunner().invoke(partnership, [name, "--help"])
    assert found.exit_code == 0, found.output
    assert len(found.output) > 80


def test_no_registry_address_is_committed():
    hosts = "|".join(["pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs"])
    done = subprocess.run(
        ["git", "grep", "-nIE", hosts], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == ""
