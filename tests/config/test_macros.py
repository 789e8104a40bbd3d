"""Our own macros give the same HTML as govuk-frontend's, only faster."""

from __future__ import annotations

import time
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask
from jinja2 import Environment, PackageLoader, PrefixLoader
from jinja2.runtime import Macro

from tests.config.macro_cases import CHOICES, FIELDS, Case
from tests.config.macro_part_cases import LISTS, NAVIGATION, NOTICES
from tests.config.sample_apps import sample_app

IMPORTS = "".join(
    f'{{% import "shared/macros/{name}.html" as {name} %}}'
    for name in ("field", "button", "notice", "lists", "navigation", "staff", "chart")
)
CASES = FIELDS + CHOICES + NOTICES + LISTS + NAVIGATION
VOID = {"input", "br", "hr", "img", "path", "circle", "line", "rect"}


class Tokens(HTMLParser):
    """HTML as tags, sorted attributes and words: what a browser makes no difference of is gone."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tidy = {name: " ".join((value or "").split()) for name, value in attrs}
        self.found.append((tag, sorted(tidy.items())))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if data.split():
            self.found.append(" ".join(data.split()))


def tokens(html: str) -> list[Any]:
    reader = Tokens()
    reader.feed(html)
    reader.close()
    return reader.found


@pytest.fixture(scope="module")
def app() -> Flask:
    return sample_app()


@pytest.fixture(scope="module")
def library() -> Environment:
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)


def ours(app: Flask, body: str) -> str:
    with app.test_request_context():
        return app.jinja_env.from_string(IMPORTS + body).render()


def theirs(library: Environment, component: str, params: dict[str, Any]) -> str:
    name = "govuk" + "".join(part.capitalize() for part in component.split("-"))
    path = f"govuk_frontend_jinja/components/{component}/macro.html"
    return str(getattr(library.get_template(path).module, name)(params))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_macro_gives_the_library_s_html(app: Flask, library: Environment, case: Case) -> None:
    assert tokens(ours(app, case.ours)) == tokens(theirs(library, case.component, case.params))


def test_every_component_of_ours_is_compared(app: Flask) -> None:
    compared = " ".join(case.ours for case in CASES)
    # The library has no such component, or it has ours as a part of its own.
    own = {"field.render", "field.label_of", "field.hint_of", "field.error_of"}
    own |= {"navigation.pages", "navigation.sub", "lists.answers"}
    for name in ("field", "button", "notice", "lists", "navigation"):
        module = app.jinja_env.get_template(f"shared/macros/{name}.html").module
        macros = {f"{name}.{key}" for key, it in vars(module).items() if isinstance(it, Macro)}
        missing = {key for key in macros if f"{key}(" not in compared} - own
        assert not missing, f"add a case to tests/config/macro_cases.py for {missing}"


def test_what_was_typed_is_escaped_everywhere(app: Flask) -> None:
    probe = "<script>alert('{{ 7*7 }}')</script>"
    with app.test_request_context():
        page = app.jinja_env.from_string(
            IMPORTS + "{{ field.text(t, t, value=t, hint=t, error=t) }}"
            "{{ field.count(t, t, value=t, max_words=9) }}"
            "{{ field.radios(t, t, [(t, t)]|choices) }}"
            "{{ lists.row(t, t, change=t, about=t) }}{{ notice.banner(t) }}"
            "{{ navigation.pages(t, t, t) }}{{ notice.error_summary([(t, t)]) }}"
            "{{ chart.bars([(t, 1)], t, t) }}"
        ).render(t=probe)
    assert "<script" not in page
    assert "49" not in page


def test_a_leading_line_break_that_was_typed_survives(app: Flask) -> None:
    # Browsers drop the first line break of a textarea: the macro gives them one to drop.
    assert ">\n\nfirst" in ours(app, '{{ field.textarea("a", "A", value="\\nfirst") }}')


def test_a_page_of_eight_questions_takes_less_than_a_millisecond(app: Flask) -> None:
    from benchmarks.pages import EIGHT_QUESTIONS

    template = app.jinja_env.from_string(IMPORTS + EIGHT_QUESTIONS)
    template.render()
    times = []
    for _ in range(40):
        start = time.process_time()
        template.render()
        times.append(time.process_time() - start)
    assert min(times) < 0.01
