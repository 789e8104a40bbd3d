"""WTForms fields shown with our own macros; dates in three boxes."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from config.web import forms
from config.web.dates import ThreeBoxDate
from tests.config.sample_apps import sample_app

PAIRS = [SelectChoice(value="a", label="First"), SelectChoice(value="b", label="Second")]
SHOW = '{% import "shared/macros/field.html" as field %}{{ field.render(it, **more) }}'


class Everything(FlaskForm):
    name = StringField("Name", [InputRequired("Enter a name")], description="As on a card")
    story = TextAreaField("Story", render_kw={"rows": 9})
    secret = PasswordField("Password")
    one = RadioField("One", [InputRequired("Choose one")], choices=PAIRS)
    pick = SelectField("Pick", choices=PAIRS)
    some = SelectMultipleField("Some", choices=PAIRS)
    agree = BooleanField("I agree", [InputRequired("Tick to agree")])
    when = ThreeBoxDate("The date", required="Enter the date")


@pytest.fixture(scope="module")
def app() -> Flask:
    app = sample_app()
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def filled(**sent: object) -> Everything:
    form = Everything(MultiDict(sent))
    form.validate()
    return form


def shown(app: Flask, form: Everything, name: str, **more: object) -> str:
    return app.jinja_env.from_string(SHOW).render(it=form[name], more=more)


def test_each_type_of_field_is_shown_with_its_answer(app: Flask) -> None:
    with app.test_request_context():
        form = filled(name="A<b>", story="S", secret="x", one="b", pick="b", some="a", agree="y")
        assert 'value="A&lt;b&gt;"' in shown(app, form, "name")
        assert 'rows="9"' in shown(app, form, "story")
        assert 'value="x"' not in shown(app, form, "secret")
        assert 'value="b" checked' in shown(app, form, "one")
        assert '<option value="b" selected>' in shown(app, form, "pick")
        assert 'value="a" checked' in shown(app, form, "some")
        assert 'value="y" checked' in shown(app, form, "agree")
        assert "<fieldset" not in shown(app, form, "agree")


def test_the_summary_leads_to_the_box_at_fault(app: Flask) -> None:
    with app.test_request_context():
        form = filled(**{"pick": "a", "when-day": "3", "when-year": "2026"})
        assert forms.problems(form) == [
            ("Enter a name", "name"),
            ("Choose one", "one"),
            ("Tick to agree", "agree"),
            ("The date must include a month", "when-month"),
        ]
        assert 'aria-describedby="name-hint name-error"' in shown(app, form, "name")
        date_box = shown(app, form, "when", size="m")
        assert date_box.count("govuk-input--error") == 1
        assert 'value="2026"' in date_box
        assert "govuk-fieldset__legend--m" in date_box


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("", "", ""), "Enter the date"),
        (("1", "", ""), "The date must include a month and year"),
        (("31", "2", "2026"), "The date must be a real date"),
        (("x", "2", "2026"), "The date must be a real date"),
        (("1", "2", "26"), "The date must be a real date"),
        (("١", "2", "2026"), "The date must be a real date"),
    ],
)
def test_a_date_says_what_is_wrong_with_it(
    app: Flask, typed: tuple[str, str, str], said: str
) -> None:
    boxes = dict(zip(("when-day", "when-month", "when-year"), typed, strict=True))
    with app.test_request_context():
        form = filled(**boxes)
        assert form.when.errors == [said]
        assert form.when.data is None
        assert list(form.when.typed.values()) == list(typed)


def test_a_good_date_is_a_date_and_a_given_one_fills_the_boxes(app: Flask) -> None:
    with app.test_request_context():
        form = filled(**{"when-day": " 27 ", "when-month": "3", "when-year": "2026"})
        assert form.when.data == date(2026, 3, 27)
        given = Everything(MultiDict(), when=date(2026, 1, 2))
        assert given.when.typed == {"day": "2", "month": "1", "year": "2026"}
