"""Static files: one hash for the tree, kept for good, packed once."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest

from config import brands
from config.web import assets
from tests.config.sample_apps import sample_app


def test_a_file_s_address_has_the_tree_s_hash() -> None:
    app = sample_app()
    with app.test_request_context():
        digest = app.extensions["assets"].digest
        assert assets.asset("js/app.mjs") == f"/static/{digest}/js/app.mjs"


def test_another_colour_is_another_hash() -> None:
    brand = brands.load()
    other = replace(brand, colours=replace(brand.colours, brand="#000000"))
    assert assets.read_tree(brand).digest != assets.read_tree(other).digest
    assert b"--app-brand: #000000;" in assets.read_tree(other).files["css/app.css"].content


def test_a_misspelt_file_stops_the_page() -> None:
    with sample_app().test_request_context(), pytest.raises(assets.AssetMissing, match="app.cs"):
        assets.asset("css/app.cs")


def test_a_file_is_sent_packed_to_browsers_that_can() -> None:
    app = sample_app()
    with app.test_request_context():
        address = assets.asset("css/app.css")
    client = app.test_client()
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


def test_a_module_is_sent_as_a_script() -> None:
    app = sample_app()
    with app.test_request_context():
        address = assets.asset("js/timeout.mjs")
    assert app.test_client().get(address).mimetype == "text/javascript"


def test_a_page_from_before_the_new_version_still_gets_its_style() -> None:
    answer = sample_app().test_client().get("/static/0123456789abcdef/css/app.css")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["../config/brand.toml", "..%2fconfig%2fbrand.toml", "css/", "x"])
def test_nothing_outside_the_folder_is_served(name: str) -> None:
    assert sample_app().test_client().get(f"/static/x/{name}").status_code == 404
