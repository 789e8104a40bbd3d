"""WTForms in our own macros: `{{ field.render(form.username) }}` in a template.

The words come from the form (label, description, first error); how the field looks comes from
its type, or from `render_kw` and what the template adds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from flask import current_app
from markupsafe import Markup
from wtforms import Field, Form

from config.web.choices import Choice
from config.web.dates import PARTS, ThreeBoxDate

MACROS = "shared/macros/field.html"


def render(field: Field, **extra: Any) -> Markup:
    """The field as HTML, with its label, hint and first error.

    `extra` goes to the macro and wins over `render_kw`. Raises `KeyError` for a type of field
    that has no macro yet.
    """
    macro, arguments = _TYPES[type(field).__name__]
    words = {
        "name": field.name,
        "label": str(field.label.text),
        "hint": field.description or None,
        "error": str(field.errors[0]) if field.errors else None,
        "id": field.id,
    }
    chosen = words | arguments(field) | (field.render_kw or {}) | extra
    module = current_app.jinja_env.get_template(MACROS).module
    return cast(Markup, getattr(module, macro)(**chosen))


def problems(form: Form) -> list[tuple[str, str]]:
    """The error summary's lines: the words, and the id of the box to go to."""
    return [(str(field.errors[0]), _first_box(field)) for field in form if field.errors]


def _first_box(field: Field) -> str:
    """Where the focus goes: the date's part that is wrong, the field itself otherwise."""
    if isinstance(field, ThreeBoxDate):
        return f"{field.id}-{(field.wrong_parts or PARTS)[0]}"
    return str(field.id)


def _date(field: Any) -> dict[str, Any]:
    return {**field.typed, "wrong": field.wrong_parts}


def _typed(field: Any) -> dict[str, Any]:
    return {"value": field._value()}


def _email(field: Any) -> dict[str, Any]:
    return _typed(field) | {"type": "email", "autocomplete": "email", "spellcheck": False}


def _nothing(field: Any) -> dict[str, Any]:
    """A password or a file never comes back in a page."""
    return {}


def _one(field: Any) -> dict[str, Any]:
    return {"choices": _choices(field), "value": field.data}


def _several(field: Any) -> dict[str, Any]:
    return {"choices": _choices(field), "values": field.data or ()}


def _tick(field: Any) -> dict[str, Any]:
    """One box: the question is the box's own label, so there is no legend."""
    words = Choice("y", str(field.label.text), hint=field.description or None)
    return {"label": None, "hint": None, "choices": [words], "values": ["y"] if field.data else []}


def _choices(field: Any) -> list[Choice]:
    return [
        Choice(str(choice.value), str(choice.label), **(choice.render_kw or {}))
        for choice in field.iter_choices()
    ]


_TYPES: dict[str, tuple[str, Callable[[Any], dict[str, Any]]]] = {
    "StringField": ("text", _typed),
    "EmailField": ("text", _email),
    "SearchField": ("text", lambda field: _typed(field) | {"type": "search"}),
    "IntegerField": ("text", lambda field: _typed(field) | {"inputmode": "numeric"}),
    "TextAreaField": ("textarea", _typed),
    "PasswordField": ("password", _nothing),
    "FileField": ("file", _nothing),
    "MultipleFileField": ("file", lambda field: {"multiple": True}),
    "SelectField": ("select", _one),
    "RadioField": ("radios", _one),
    "SelectMultipleField": ("checkboxes", _several),
    "ThreeBoxDate": ("date", _date),
    "BooleanField": ("checkboxes", _tick),
}
