"""Who is told how the job is doing: what config.yaml takes, and what it refuses because it would do nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from zendesk_bridge import settings
from zendesk_bridge.core.errors import InvalidInput

LEAST = """
helpdesks:
  shop: {type: zendesk, url: sandbox}
backorders: [{type: file, path: late.yaml}]
timezone: UTC
"""


def loaded(folder: Path, text: str, **env: str) -> settings.Settings:
    """Read a config with these lines more."""
    (folder / "config.yaml").write_text(LEAST + text)
    return settings.load_settings(folder / "config.yaml", env)


def test_everything_is_read(tmp_path: Path) -> None:
    """Secrets come out of variables and show in no repr; the file of metrics lies beside the config."""
    text = """
ping_url: https://hc-ping.com/${UUID}
notify:
  - {url: "${SLACK}", shape: slack}
  - {url: "https://prod-1.westeurope.logic.azure.com:443/workflows/x?sig=${SIG}", shape: teams}
metrics: {file: bridge.prom}
"""
    found = loaded(tmp_path, text, UUID="hunter2", SLACK="https://hooks.slack.com/services/hunter2", SIG="hunter2")
    assert found.ping_url
    assert found.ping_url.get_secret_value() == "https://hc-ping.com/hunter2"
    assert [hook.shape for hook in found.notify] == ["slack", "teams"]
    assert found.metrics
    assert found.metrics.file == tmp_path / "bridge.prom"
    assert "hunter2" not in repr(found)


def test_nobody_has_to_be_told(tmp_path: Path) -> None:
    """All three may be left out."""
    found = loaded(tmp_path, "")
    assert (found.ping_url, found.notify, found.metrics) == (None, (), None)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "[::1]:8000", "localhost"])
def test_a_monitor_of_ones_own(tmp_path: Path, host: str) -> None:
    """On this machine it needs no TLS."""
    assert loaded(tmp_path, f"ping_url: 'http://{host}/ping/uuid'").ping_url


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ping_url: http://hc.example.com/uuid", "would send credentials in the clear"),
        ("ping_url: hc-ping.com/uuid", "is not a URL"),
        ("ping_url: https://me:hunter2@hc.example.com/x", "must not hold credentials"),
        ("ping_url: https://hc-ping.com/uuid/start", "ends in /start, which is added by us (take /start away)"),
        ("ping_url: https://hc-ping.com/uuid/fail?create=1", "ends in /fail"),
        ("ping_url: [https://hc-ping.com/uuid]", "ping_url"),
        ("notify: https://hooks.slack.com/x", "must be a list"),
        ("notify: {url: https://hooks.slack.com/x, shape: slack}", "must be a list"),
        ("notify: [{url: https://hooks.slack.com/x}]", "shape"),
        ("notify: [{url: https://hooks.slack.com/x, shape: irc}]", "slack"),
        ("notify: [{url: https://hooks.slack.com/x, shape: teams}]", "is not the shape that this address takes"),
        ("notify: [{url: https://x.logic.azure.com/x, shape: slack}]", "write teams"),
        ("notify: [{url: http://chat.example.com/hunter2, shape: slack}]", "in the clear"),
        (
            "notify: [{url: https://c.com/hunter2, shape: slack}, {url: https://c.com/hunter2, shape: slack}]",
            "names the same webhook twice",
        ),
        ("metrics: {}", "file"),
        ("metrics: {file: bridge.txt}", "node_exporter reads no other"),
        ("metrics: bridge.prom", "metrics"),
    ],
)
def test_what_would_do_nothing_is_refused(tmp_path: Path, text: str, says: str) -> None:
    """With its place, what to write instead, and never with the address."""
    with pytest.raises(InvalidInput) as caught:
        loaded(tmp_path, text)
    assert says in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert "config.yaml:6:" in str(caught.value)


def test_variables_that_are_not_set(tmp_path: Path) -> None:
    """A run misses them; what looks at the files alone names them and goes on."""
    text = 'ping_url: "${PING}"\nnotify: [{url: "${ONE}", shape: slack}, {url: "${TWO}", shape: teams}]\n'
    with pytest.raises(InvalidInput) as caught:
        loaded(tmp_path, text)
    assert len(caught.value.problems) == 3
    found = settings.load_offline(tmp_path / "config.yaml", {})
    assert [doubt.message.split()[3] for doubt in found.doubts] == ["PING", "ONE", "TWO"]


def test_a_webhook_in_the_file_itself(tmp_path: Path) -> None:
    """Whoever is sent the file could write into the room: check says so, and what to write."""
    loaded(tmp_path, "notify: [{url: https://hooks.slack.com/x, shape: slack}]")
    (doubt,) = settings.load_offline(tmp_path / "config.yaml", {}).doubts
    assert "notify.0.url is a secret that stands in the file itself" in doubt.message
    assert "SLACK_WEBHOOK" in doubt.fix
