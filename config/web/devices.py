"""What a browser says of itself, in words that people know: "Chrome on Windows"."""

from __future__ import annotations

# The first that fits counts: every browser names others before itself.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("CrOS", "a Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS X", "a Mac"),
    ("Linux", "Linux"),
)


def words(device: str) -> str:
    """Say which browser on which system, as far as the browser tells."""
    browser = next((name for sign, name in _BROWSERS if sign in device), "A browser")
    system = next((name for sign, name in _SYSTEMS if sign in device), None)
    return f"{browser} on {system}" if system else browser
