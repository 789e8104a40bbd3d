"""`partnership questions`: what partners are asked, for whoever builds on it."""

from __future__ import annotations

import json

import click

from domain import questions
from domain.questions import export


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
def command(as_json: bool) -> None:
    """Print every screen and question, with its field name, kind, options and limits.

    \b
    Example:
      partnership questions --json | python -m json.tool | less
    """
    if as_json:
        click.echo(json.dumps(export.as_json(), ensure_ascii=False, indent=1))
        return
    for screen in questions.SCREENS:
        click.secho(f"{screen.number}. {screen.title}", bold=True)
        for question in screen.questions:
            click.echo(f"   {screen.field(question)}: {question.words}")
