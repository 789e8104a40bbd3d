"""The brand file: complete, or refused with the name of what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import brands

TEXT = brands.DEFAULT_FILE.read_text("utf-8")


def test_the_default_brand_is_whole() -> None:
    assert brands.load().contacts.emergency == "999"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('force_name = "Yorkshire Constabulary"', "", "force_name"),
        ('brand = "#14325c"', 'brand = "navy; } body { display: none"', "colours.brand"),
        ('brand = "#14325c"', 'brand = "#14325c"\nextra = "#000000"', "extra"),
        ('phone = "0113 496 0100"', 'phone = ""', "contacts.phone is empty"),
        ('portal_name = "', "portal_name = ", "brand.toml"),
    ],
)
def test_a_wrong_brand_file_is_named_with_its_key(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = tmp_path / "brand.toml"
    assert old in TEXT
    path.write_text(TEXT.replace(old, new), "utf-8")
    with pytest.raises(brands.BrandUnreadable, match="brand.toml") as refused:
        brands.load(path)
    assert said in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(brands.BrandUnreadable, match=r"nowhere\.toml"):
        brands.load(tmp_path / "nowhere.toml")
