"""The template environment of a door: its own folder and the shared one, and nothing else."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from flask import Flask, request, url_for
from flask.templating import Environment
from jinja2 import BaseLoader, FileSystemLoader, PrefixLoader, StrictUndefined

from config.brands import Brand
from config.web import choices, forms, words

FOLDER = Path(__file__).resolve().parents[2] / "templates"


class PlainGlobals(Environment):
    """Gives every template the same mapping of what is known everywhere.

    The library's own is a chain of two, walked name by name at each page and each import.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template knows besides what it is given."""
        return {**self.globals, **d} if d else self.globals


class Addresses:
    """What `url_for` gives in templates: an address without values is worked out once.

    Each page has a dozen that are the same in all: menu, footer, forms.
    """

    def __init__(self) -> None:
        """Know none yet."""
        self._known: dict[tuple[str, str], str] = {}

    def __call__(self, endpoint: str, **values: Any) -> str:
        """Return the address of a page."""
        if values:
            return url_for(endpoint, **values)
        place = (request.script_root, endpoint)
        known = self._known.get(place)
        if known is None:
            known = self._known[place] = url_for(endpoint)
        return known


def install(app: Flask, name: str, brand: Brand) -> None:
    """Give the application its templates.

    Strict: a misspelt name in a template is an error, never an empty place on a page.
    """
    app.jinja_environment = PlainGlobals
    app.jinja_options = {
        "undefined": StrictUndefined,
        "autoescape": True,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "cache_size": -1,
    }
    app.jinja_loader = loader(name)
    app.config["TEMPLATES_AUTO_RELOAD"] = app.debug
    app.jinja_env.globals.update(brand=brand, choice=choices.Choice, render_form_field=forms.render)
    app.jinja_env.globals["url_for"] = Addresses()
    app.jinja_env.filters.update(words.FILTERS)
    app.jinja_env.filters["choices"] = choices.as_choices


def loader(name: str) -> BaseLoader:
    """What a door can load: `<name>/…` and `shared/…`."""
    return PrefixLoader(
        {folder: FileSystemLoader(FOLDER / folder) for folder in dict.fromkeys((name, "shared"))}
    )


def compile_all(app: Flask) -> int:
    """Compile every template now, so that the first reader does not wait. Says how many.

    Called before the web server forks: a broken template stops the start, and the compiled
    code is shared between processes.
    """
    loadable = app.jinja_loader.list_templates() if app.jinja_loader else []
    for template in loadable:
        app.jinja_env.get_template(template)
    return len(loadable)
