"""What ``init`` learns from the machine that it runs on."""

from __future__ import annotations

from pathlib import Path

import pytest

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
