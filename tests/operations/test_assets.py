from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from operations import assets

ROOT = Path(__file__).resolve().parents[2]
STYLE = ".a{font-family:GDS Transport,arial,sans-serif}"
SCRIPT = "function initAll(){}export{initAll};//# sourceMappingURL=x.js.map"


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """Two packages as small as the installation takes them."""
    for package in (assets.GOVUK, assets.MOJ):
        folder = tmp_path / "node_modules" / package.name
        built = folder / package.built
        (built / "assets" / "images").mkdir(parents=True)
        (folder / "package.json").write_text('{"version": "1.2.3"}')
        (built / f"{package.stem}.css").write_text(STYLE)
        (built / f"{package.stem}.js").write_text(SCRIPT)
    return tmp_path / "node_modules"


def replace_style(packages: Path, css: str) -> None:
    (packages / "govuk-frontend/dist/govuk/govuk-frontend.min.css").write_text(css)


def test_what_was_installed_is_what_the_manifest_says() -> None:
    manifest = json.loads((assets.VENDOR / "manifest.json").read_text())
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    assert manifest["packages"] == wanted
    for path, digest in manifest["files"].items():
        assert hashlib.sha256((assets.VENDOR / path).read_bytes()).hexdigest() == digest


def test_nothing_that_belongs_to_gov_uk_alone_is_installed() -> None:
    for path in assets.VENDOR.rglob("*"):
        assert "crest" not in path.name
        assert path.suffix not in {".woff", ".woff2", ".map"}
        if path.suffix == ".css":
            css = path.read_text()
            assert "GDS Transport" not in css
            assert "govuk-crest" not in css
            assert "Helvetica Neue" in css


def test_every_image_a_style_shows_is_beside_it() -> None:
    for path in assets.VENDOR.glob("*.css"):
        for address in re.findall(r"url\(([^)]+)\)", path.read_text()):
            assert (assets.VENDOR / address).is_file(), address


def test_typeface_arms_and_source_maps_go_and_addresses_become_relative() -> None:
    css, images = assets.style(
        "@font-face{font-family:GDS Transport;src:url(/assets/fonts/x.woff2)}" + STYLE + ".b{"
        "mask:url(/assets/images/govuk-crest.svg);background:url(/assets/images/icon-a.svg)}"
        "/*# sourceMappingURL=x.css.map */",
        "a package",
    )
    assert css == (
        '.a{font-family:"Helvetica Neue",Helvetica,Arial,sans-serif}'
        ".b{mask:none;background:url(img/icon-a.svg)}\n"
    )
    assert images == ["icon-a.svg"]


def test_a_script_keeps_its_words_and_loses_its_source_map() -> None:
    assert assets.script(SCRIPT, "a package") == "function initAll(){}export{initAll};\n"


@pytest.mark.parametrize(
    ("css", "words"),
    [
        (".a{font-family:Another}", "no longer asks for the typefaces"),
        (STYLE + ".b{font-family:'GDS Transport'}", "still holds 'GDS Transport'"),
        (STYLE + ".b{background:url(/assets/new/x.svg)}", "refers to /assets/new/x.svg"),
        (STYLE + ".b{background:url('https://elsewhere.example/x')}", "refers to https://else"),
        ("@import 'x.css';" + STYLE, "still holds '@import'"),
        (STYLE + ".b{background:url(/assets/images/gone.svg)}", "gone.svg is not there"),
    ],
)
def test_a_style_of_another_shape_stops_the_installation(
    packages: Path, tmp_path: Path, css: str, words: str
) -> None:
    replace_style(packages, css)
    with pytest.raises(assets.UpstreamChanged, match=re.escape(words)):
        assets.install(packages, tmp_path / "vendor")


@pytest.mark.parametrize(
    ("js", "words"),
    [
        ("window.GOVUKFrontend = {}", "no module that exports initAll"),
        ('import{a}from"b";' + SCRIPT, "loads something else"),
    ],
)
def test_a_script_of_another_shape_stops_the_installation(js: str, words: str) -> None:
    with pytest.raises(assets.UpstreamChanged, match=words):
        assets.script(js, "a package")


def test_a_package_that_was_not_fetched_is_named_with_what_fetches_it(tmp_path: Path) -> None:
    with pytest.raises(assets.PackageNotInstalled, match="govuk-frontend .* `make setup`"):
        assets.install(tmp_path, tmp_path / "vendor")


def test_an_installation_that_fails_leaves_the_one_before_it(
    packages: Path, tmp_path: Path
) -> None:
    vendor = tmp_path / "vendor"
    before = assets.install(packages, vendor)
    replace_style(packages, "nothing we know")
    with pytest.raises(assets.UpstreamChanged):
        assets.install(packages, vendor)
    assert json.loads((vendor / "manifest.json").read_text()) == before
    assert (vendor / "govuk-frontend.min.css").is_file()


def test_an_installation_replaces_what_is_no_longer_wanted(packages: Path, tmp_path: Path) -> None:
    vendor = tmp_path / "vendor"
    vendor.mkdir()
    (vendor / "old.css").write_text("old")
    assets.install(packages, vendor)
    assert not (vendor / "old.css").exists()


def test_pins_name_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    for name, package in lock["packages"].items():
        assert "resolved" not in package, name
        assert not name or package["integrity"].startswith("sha512-"), name
    for pins in (ROOT / "requirements").iterdir():
        assert "://" not in pins.read_text(), pins.name
