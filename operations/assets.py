"""Puts the prebuilt files of the front-end packages where the doors serve them from.

`make setup` runs it, after npm has fetched what package-lock.json pins; nothing runs it later.
What may not be shown off gov.uk (the GDS Transport typeface, the Royal Arms) stays behind,
addresses become relative so that any mount point works, and a manifest keeps versions and hashes.
If upstream is no longer shaped as expected, it stops: wrong pages are found here, not by a reader.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"

TYPEFACE = "GDS Transport"
TYPEFACE_STACK = f"{TYPEFACE},arial,sans-serif"
OUR_STACK = '"Helvetica Neue",Helvetica,Arial,sans-serif'
TYPEFACE_RULE = re.compile(r"@font-face\s*\{[^}]*GDS Transport[^}]*\}")
ROYAL_ARMS = re.compile(r"url\(/assets/images/govuk-crest\.svg\)")
IMAGE = re.compile(r"url\((/assets/images/)([\w.-]+\.svg)\)")
ADDRESS = re.compile(r"url\(\s*[\"']?(?!data:)([^)\"']+)")
SOURCE_MAP_STYLE = re.compile(r"/\*# sourceMappingURL=.*?\*/")
SOURCE_MAP_SCRIPT = re.compile(r"//# sourceMappingURL=\S+")


class Package(NamedTuple):
    """A front-end package: the folder of its prebuilt files, and their name without the ending."""

    name: str
    built: str
    stem: str


GOVUK = Package("govuk-frontend", "dist/govuk", "govuk-frontend.min")
MOJ = Package("@ministryofjustice/frontend", "moj", "moj-frontend.min")


class UpstreamChanged(Exception):
    """A front-end package is not shaped as this module expects."""


class PackageNotInstalled(Exception):
    """npm has not fetched a front-end package."""


def install(packages: Path = PACKAGES, vendor: Path = VENDOR) -> dict[str, object]:
    """Fill the folder `vendor` from the folder `packages`, whole or not at all.

    Returns the manifest, which is also written there as manifest.json:
    `{"packages": {name: version}, "files": {path: sha256}}`.
    Raises PackageNotInstalled, or UpstreamChanged where a package is not as expected.
    """
    fresh = vendor.with_name(vendor.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "img").mkdir(parents=True)
    versions = {package.name: _copy(package, packages, fresh) for package in (GOVUK, MOJ)}
    manifest: dict[str, object] = {"packages": versions, "files": _hashes(fresh)}
    (fresh / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
    shutil.rmtree(vendor, ignore_errors=True)
    fresh.rename(vendor)
    return manifest


def _copy(package: Package, packages: Path, fresh: Path) -> str:
    """Copy one package's style, script and images; return its version."""
    folder = packages / package.name
    if not folder.is_dir():
        raise PackageNotInstalled(f"{package.name} is not in {packages}: `make setup` fetches it")
    built = folder / package.built
    css, images = style(_text(built / f"{package.stem}.css"), package.name)
    (fresh / f"{package.stem}.css").write_text(css, "utf-8")
    js = script(_text(built / f"{package.stem}.js"), package.name)
    (fresh / f"{package.stem}.js").write_text(js, "utf-8")
    for image in images:
        source = built / "assets" / "images" / image
        (fresh / "img" / image).write_text(_text(source), "utf-8")
    return str(json.loads(_text(folder / "package.json"))["version"])


def style(css: str, package: str) -> tuple[str, list[str]]:
    """A package's style sheet as it may be served here, and the names of the images it shows.

    Raises UpstreamChanged where something that has to go cannot be recognised any more.
    """
    css = TYPEFACE_RULE.sub("", css)
    if TYPEFACE_STACK not in css:
        raise UpstreamChanged(f"{package} no longer asks for the typefaces {TYPEFACE_STACK!r}")
    css = css.replace(TYPEFACE_STACK, OUR_STACK)
    css = ROYAL_ARMS.sub("none", css)
    images = sorted({match[2] for match in IMAGE.finditer(css)})
    css = SOURCE_MAP_STYLE.sub("", IMAGE.sub(r"url(img/\2)", css))
    _refuse_leftovers(css, images, package)
    return css.strip() + "\n", images


def _refuse_leftovers(css: str, images: list[str], package: str) -> None:
    """Stop if anything is left that may not be shown, or that lies outside this folder."""
    known = {f"img/{image}" for image in images}
    unknown = sorted({match[1] for match in ADDRESS.finditer(css)} - known)
    if unknown:
        raise UpstreamChanged(f"the style of {package} refers to {', '.join(unknown)}")
    for word in (TYPEFACE, "sourceMappingURL", "@import", "@font-face"):
        if word in css:
            raise UpstreamChanged(f"the style of {package} still holds {word!r}")


def script(js: str, package: str) -> str:
    """A package's script as it may be served here: a module of its own, without a source map.

    Raises UpstreamChanged if it is no module, or loads another one.
    """
    js = SOURCE_MAP_SCRIPT.sub("", js).strip() + "\n"
    if "initAll" not in js or not re.search(r"export\s*\{", js):
        raise UpstreamChanged(f"the script of {package} is no module that exports initAll")
    if "sourceMappingURL" in js or re.search(r"""(^|;)import[\s{"']|\bimport\(""", js):
        raise UpstreamChanged(f"the script of {package} loads something else")
    return js


def _text(path: Path) -> str:
    """What a file of a package holds."""
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise UpstreamChanged(f"{path} is not there any more") from None


def _hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file in a folder, by its path there."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def main() -> int:
    """Install, and say in one line what was installed or why not."""
    try:
        manifest = install()
    except (UpstreamChanged, PackageNotInstalled) as problem:
        print(f"Front-end assets are not installed: {problem}", file=sys.stderr)
        return 1
    print(f"Front-end assets installed: {manifest['packages']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
