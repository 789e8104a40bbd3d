"""What the demo prints when it has started."""

from __future__ import annotations

import socket

import pytest

from operations.demo import Places, Ports, run
from operations.demo.places import write_private
from operations.demo.processes import DidNotStart, check_port
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


def test_a_port_that_another_process_has_is_said_with_what_to_type_instead():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(DidNotStart, match=f"port {port} cannot be used .*PORT_PORTAL="):
            check_port(port)
    check_port(port)


def test_a_folder_that_cannot_be_made_is_said_with_what_to_type_instead(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(DidNotStart, match="file.* cannot be made .*DATA="):
        run(Places(tmp_path / "file"), Ports(1, 2), with_data=False, say=lambda _: None)
