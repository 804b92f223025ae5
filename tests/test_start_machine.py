"""What ``init`` learns from the machine that it runs on."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

import pytest

from zendesk_bridge.cli import own_zone
from zendesk_bridge.cli.init import machine


@pytest.mark.parametrize(
    ("env", "link", "text", "zone"),
    [
        ({"TZ": "Asia/Tokyo"}, "Europe/Paris", "", "Asia/Tokyo"),
        ({"TZ": ":Europe/Rome"}, "", "", "Europe/Rome"),
        ({"TZ": "/usr/share/zoneinfo/Europe/Rome"}, "", "", "Europe/Rome"),
        ({"TZ": "EST5EDT,M3.2.0,M11.1.0"}, "Europe/Paris", "", "Europe/Paris"),
        ({}, "Europe/Paris", "Asia/Tokyo", "Europe/Paris"),
        ({}, "posix/Europe/Paris", "", "Europe/Paris"),
        ({}, "", "Asia/Tokyo\n", "Asia/Tokyo"),
        ({}, "Etc/UTC", "", "UTC"),
        ({}, "", "", "UTC"),
    ],
)
def test_the_machine_names_its_zone(tmp_path: Path, env: dict[str, str], link: str, text: str, zone: str) -> None:
    """From where the C library looks for it; UTC where nothing names a place."""
    if link:
        (tmp_path / "localtime").symlink_to(f"/usr/share/zoneinfo/{link}")
    if text:
        (tmp_path / "timezone").write_text(text, "ascii")
    assert machine.zone(env, tmp_path) == zone


@pytest.mark.parametrize(
    ("named", "kept"),
    [
        ("Asia/Tokyo", True),
        (":Europe/Rome", True),
        ("{}/rome", True),
        (":{}/rome", True),
        ("{}/text", False),
        (":{}/text", False),
        ("{}/cut", False),
        ("{}/pipe", False),
        ("{}", False),
        ("Europe", False),
        ("../../etc/passwd", False),
        ("Nowhere/Town", False),
        (":", False),
    ],
)
def test_a_zone_that_is_none_is_forgotten(tmp_path: Path, named: str, *, kept: bool) -> None:
    """What names neither a zone nor a zone's file says nothing, and no library is given it to read."""
    whole = files("tzdata").joinpath("zoneinfo/Europe/Rome").read_bytes()
    (tmp_path / "rome").write_bytes(whole)
    (tmp_path / "cut").write_bytes(whole[:50])
    (tmp_path / "text").write_text("root:x:0:0\n", "utf-8")
    os.mkfifo(tmp_path / "pipe")
    env = {"TZ": named.format(tmp_path)}
    own_zone.forget_odd(env)
    assert ("TZ" in env) == kept


@pytest.mark.parametrize(
    ("env", "language"),
    [
        ({"LANG": "de_AT.UTF-8"}, "de_AT"),
        ({"LC_ALL": "fr_FR@euro", "LANG": "de_DE"}, "fr_FR"),
        ({"LANG": "it_IT.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_machine_names_its_language(env: dict[str, str], language: str) -> None:
    """That of the person's environment, where there are macros in it."""
    assert machine.language(env) == language
