"""Names of files: what strangers put into them, and what is left."""

from __future__ import annotations

import pytest

from domain.files import names


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("shed.jpg", "shed.jpg"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\sally\\shed.jpg", "shed.jpg"),
        ("shed.jpg\r\nSet-Cookie: a=b", "shed.jpg Set-Cookie_ a=b"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a\u200bb\ufeff.txt", "ab.txt"),
        ("nul\0.txt", "_nul.txt"),
        ("CON.txt", "_CON.txt"),
        ("com1.pdf", "_com1.pdf"),
        ("aux", "_aux"),
        (".htaccess", "htaccess"),
        ("  two   words .txt ", "two words .txt"),
        ('a<b>"c|d?.txt', "a_b__c_d_.txt"),
        ("cafe\u0301.jpg", "caf\u00e9.jpg"),
        ("...", ""),
        ("/", ""),
        ("", ""),
        ("shed.jpg...", "shed.jpg"),
    ],
)
def test_a_name_is_cleaned(given, kept):
    assert names.cleaned(given, 120) == kept


def test_a_long_name_keeps_its_extension():
    kept = names.cleaned("x" * 300 + ".jpeg", 120)
    assert len(kept) == 120
    assert kept.endswith("x.jpeg")


@pytest.mark.parametrize(
    ("name", "extension"),
    [("a.JPG", "jpg"), ("a.tar.gz", "gz"), ("jpg", ""), ("a.", "")],
)
def test_the_last_extension_counts(name, extension):
    assert names.extension(name) == extension


def test_a_description_keeps_its_lines_and_nothing_that_hides():
    assert names.cleaned_text(" one\x07\r\ntwo\u202e ") == "one\ntwo"
