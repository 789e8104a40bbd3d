"""What both doors' web applications share: templates, headers, cookies, errors, assets."""

from __future__ import annotations

from config.web.apps import bare_app

__all__ = ["bare_app"]
