"""What the demo prints when it has started."""

from __future__ import annotations

from operations.demo import Places, Ports
from operations.demo.places import write_private
from operations.demo.running import words

FOUND = {
    "organisations": [{"name": "Ravensike Homes", "url": "http://x", "password": "a"}],
    "staff": [],
}


def test_the_command_for_a_code_names_the_folder_that_the_demo_is_in(tmp_path):
    places = Places(tmp_path / "elsewhere")
    places.credentials.parent.mkdir(parents=True)
    write_private(places.credentials, FOUND)
    assert f"partnership demo --data {places.data} code USERNAME" in words(places, Ports(1, 2))
