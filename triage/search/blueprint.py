"""The blueprint that the pages of searching belong to."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("search", __name__, url_prefix="/search")
