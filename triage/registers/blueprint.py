"""The blueprint that the pages of the registers belong to."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("registers", __name__, url_prefix="/registers")
