"""What holds for every template: strict, nothing inline, each door's own kept apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import TemplateNotFound

from config.web import templates
from tests.config.sample_apps import sample_app

ROOT = templates.FOLDER
TEMPLATES = sorted(ROOT.rglob("*.html"))
DOORS = ("portal", "triage")
# Words of a template that the content policy would refuse in the browser, or that trust typed text.
REFUSED = {
    r"<style\b": "put the rule into static/css/app.css and use a class",
    r"\sstyle\s*=": "put the rule into static/css/app.css and use a class",
    r"<script(?![^>]*\ssrc=)": "put the script into static/js/ and load it with data-app",
    r"\son[a-z]+\s*=\s*[\"']": "listen in a module of static/js/ instead",
    r"javascript:": "use a button or a link",
    r"\|\s*safe\b": "build Markup in Python, where it can be tested",
    r"\{%-?\s*autoescape": "escaping is never turned off",
    r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//": "nothing comes from or goes to another site",
    # Jinja's own word, not that of a sentence: what stands in quotation marks is passed over.
    r"""\{\{(?:"[^"]*"|'[^']*'|[^}"'])*?(?-i:\bif\b)(?:(?!\belse\b)[^}])*\}\}""": (
        "add `else ''`: strict templates refuse nothing"
    ),
}


def without_comments(path: Path) -> str:
    return re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.S)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_holds_what_the_content_policy_refuses(path: Path) -> None:
    text = without_comments(path)
    for pattern, advice in REFUSED.items():
        found = re.search(pattern, text, flags=re.I)
        assert found is None, f"{path.relative_to(ROOT)}: {found and found.group()!r}: {advice}"


def test_the_rule_notices_what_it_is_for() -> None:
    caught = {
        '<p style="x">',
        "<style>",
        "<script>x</script>",
        '<a onclick="x">',
        "{{ x|safe }}",
        '<a href="javascript:x">',
        '<img src="//x">',
        "{% autoescape false %}",
        "{{ x if y }}",
    }
    for bad in caught:
        assert any(re.search(pattern, bad, flags=re.I) for pattern in REFUSED), bad
    good = '<script type="module" src="x"></script><p class="style">{{ a if b else c }}</p>'
    good += '{{ warning("If it burns, ring. Say so if not.") }}'
    assert not any(re.search(pattern, good, flags=re.I) for pattern in REFUSED)


@pytest.mark.parametrize("door", DOORS)
def test_every_template_of_a_door_compiles(door: str) -> None:
    app = sample_app(name=door)
    own = [path for path in TEMPLATES if path.relative_to(ROOT).parts[0] in (door, "shared")]
    assert templates.compile_all(app) == len(own)


@pytest.mark.parametrize(("door", "other"), [DOORS, DOORS[::-1]])
@pytest.mark.parametrize("name", ["base.html", "../{other}/base.html", "x/../../{other}/base.html"])
def test_a_door_cannot_load_the_other_s_templates(door: str, other: str, name: str) -> None:
    environment = sample_app(name=door).jinja_env
    for path in (f"{other}/{name}", f"{door}/{name}", f"shared/{name}"):
        if path in environment.list_templates():
            continue
        with pytest.raises(TemplateNotFound):
            environment.get_template(path.format(other=other))
    assert not any(path.startswith(other) for path in environment.list_templates())


@pytest.mark.parametrize(
    "path", sorted((ROOT.parent / "static/js").iterdir()), ids=lambda p: p.name
)
def test_every_script_says_which_page_needs_it_and_what_happens_without(path: Path) -> None:
    head = " ".join(path.read_text("utf-8").splitlines()[:2])
    assert head.startswith("// ")
    assert "Without it" in head, f"{path.name}: its first lines say what happens without it"


def test_no_script_keeps_anything_in_the_browser_or_writes_html() -> None:
    for path in (ROOT.parent / "static/js").iterdir():
        for word in ("localStorage", "sessionStorage", "indexedDB", "innerHTML", "eval(", "cookie"):
            assert word not in path.read_text("utf-8"), f"{path.name}: {word}"
