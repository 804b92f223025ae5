"""What the config says of outreach, and what it cannot say."""

from __future__ import annotations

from pathlib import Path

import pytest

from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.core.hours import Hours
from zendesk_bridge.settings import Settings, load_settings

REST = """
helpdesks: {shop: {type: zendesk, url: sandbox}}
backorders: [{type: file, path: late.yaml}]
timezone: UTC
"""


def loaded(folder: Path, outreach: str) -> Settings:
    """Return the settings of a config with this under outreach."""
    (folder / "config.yaml").write_text(f"{REST}{outreach}\n", encoding="utf-8")
    return load_settings(folder / "config.yaml", {})


def test_nothing_is_sent_unless_the_config_says_so(tmp_path: Path) -> None:
    """A config that says nothing of outreach sends none."""
    assert not loaded(tmp_path, "").outreach.send
    assert not loaded(tmp_path, "outreach: {per_hour: 50}").outreach.send
    assert loaded(tmp_path, "outreach: {send: true}").outreach.send


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("9:00-20:00", Hours(540, 1200)),
        ("9-20", Hours(540, 1200)),
        ("09:30 \u2013 18:00", Hours(570, 1080)),
        ("8 to 17:45", Hours(480, 1065)),
        ("0:00-24:00", Hours(0, 1440)),
    ],
)
def test_hours_are_read_as_people_write_them(tmp_path: Path, written: str, hours: Hours) -> None:
    """With or without minutes, with any dash."""
    assert loaded(tmp_path, f'outreach: {{hours: "{written}"}}').outreach.hours == hours


@pytest.mark.parametrize(
    ("outreach", "says"),
    [
        ("hours: 20:00-9:00", "'20:00-9:00' end before they begin"),
        ("hours: 9:00-9:00", "end before they begin"),
        ("hours: 9:60-20:00", "are no hours of a day"),
        ("hours: 9:00-24:01", "are no hours of a day"),
        ("hours: by day", "are no hours of a day (write from when to when, such as 9:00-20:00"),
        ("approvals: 0", "approvals"),
        ("per_hour: 0", "per_hour"),
        ("link: http://orders.example.com", "would send credentials in the clear"),
        ('link: "https://a:b@orders.example.com"', "holds more than the address"),
        ("link_days: 5", "does nothing, for no message has a link (say where the choice page is reached"),
        ("open_ticket: reply", "open_ticket"),
        ("sent: true", "sent"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, outreach: str, says: str) -> None:
    """A wrong value, or one that does nothing, is told with its place and what to write."""
    with pytest.raises(InvalidInput) as caught:
        loaded(
            tmp_path, f"outreach: {{{outreach}}}" if ":" in outreach.partition(":")[2] else f"outreach:\n  {outreach}"
        )
    assert says in str(caught.value)
    assert "config.yaml:5" in str(caught.value) or "config.yaml:6" in str(caught.value)


def test_a_link_needs_no_slash(tmp_path: Path) -> None:
    """The address of the choice page is the same with and without a slash at its end."""
    assert loaded(tmp_path, "outreach: {link: https://orders.example.com/c/}").outreach.link == (
        "https://orders.example.com/c"
    )
