"""Figures for Prometheus: a file after each run, and a port while the job is watched."""

from __future__ import annotations

import os
import re
import signal
import socket
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from zendesk_bridge.cli import replacing

NAMES = {
    "zendesk_bridge_build_info",
    "zendesk_bridge_last_success_timestamp_seconds",
    "zendesk_bridge_last_run_timestamp_seconds",
    "zendesk_bridge_last_run_duration_seconds",
    "zendesk_bridge_last_run_exit_code",
    "zendesk_bridge_runs",
    "zendesk_bridge_macros_written",
    "zendesk_bridge_messages_sent",
    "zendesk_bridge_tickets_written",
    "zendesk_bridge_api_calls",
    "zendesk_bridge_helpdesk_up",
    "zendesk_bridge_facts_read_timestamp_seconds",
    "zendesk_bridge_facts_age_seconds",
    "zendesk_bridge_late_items",
    "zendesk_bridge_old_items",
    "zendesk_bridge_waiting",
}


def figures(text: str) -> dict[str, float]:
    """Return every sample of a text in Prometheus' format, as its own parser reads it."""
    found: dict[str, float] = {}
    for family in text_string_to_metric_families(text):
        assert family.documentation
        assert family.type in {"gauge", "counter"}
        for sample in family.samples:
            labels = ",".join(f"{key}={value}" for key, value in sample.labels.items())
            name = sample.name.removeprefix("zendesk_bridge_")
            found[f"{name}{{{labels}}}" if labels else name] = sample.value
    return found


def written(shop) -> dict[str, float]:
    """Return the figures in the file."""
    return figures((shop.folder / "bridge.prom").read_text("utf-8"))


def test_a_file_after_each_run(shop) -> None:
    """When, how long, how, how much, what waits, how old the facts are: all that an alarm can be made of."""
    shop.configure(metrics="{file: bridge.prom}")
    shop.ok("setup", "--yes")
    shop.customer("Where is my blue widget?")
    shop.ok("sync")
    told = written(shop)
    text = (shop.folder / "bridge.prom").read_text("utf-8")
    assert {family.name for family in text_string_to_metric_families(text)} == NAMES
    assert told["last_success_timestamp_seconds"] == told["last_run_timestamp_seconds"] > 0
    assert told["last_run_exit_code"] == 0
    assert told["runs_total{end=good}"] == 1
    assert told["runs_total{end=failed}"] == 0
    assert told["macros_written_total{helpdesk=shop}"] == 3
    assert told["tickets_written_total{helpdesk=shop}"] == 1
    assert told["api_calls_total{helpdesk=shop}"] > 5
    assert told["helpdesk_up{helpdesk=shop-eu}"] == 1
    assert told["late_items{feed=macros/backorders.yaml}"] == 2
    assert told["facts_age_seconds{feed=macros/backorders.yaml}"] < 60
    assert told["waiting{kind=held}"] == 0


def test_names_are_as_prometheus_wants_them(shop) -> None:
    """One prefix, units at the end, _total for counters and nothing else; no label knows a SKU or a ticket."""
    shop.configure(metrics="{file: bridge.prom}")
    shop.ready()
    shop.customer("Where is my blue widget?")
    shop.ok("sync")
    text = (shop.folder / "bridge.prom").read_text("utf-8")
    labels = set()
    for family in text_string_to_metric_families(text):
        assert re.fullmatch(r"zendesk_bridge(_[a-z]+)+", family.name)
        for sample in family.samples:
            assert sample.name.endswith("_total") is (family.type == "counter")
            labels |= sample.labels.keys()
    assert labels == {"version", "end", "helpdesk", "feed", "kind"}
    assert "WID-12" not in text


def test_a_failed_run_leaves_the_last_success_alone(shop) -> None:
    """What an alarm looks at gets older; counters go on where they were, in whichever process."""
    shop.configure(metrics="{file: bridge.prom}")
    shop.ready()
    shop.ok("sync")
    before = written(shop)
    shop.fault("zendesk", "GET", "/api/v2", "status", status=401, to=None)
    shop.fault("freshdesk", "GET", "/api/v2", "status", status=401, to=None)
    assert shop.run("sync").code == 1
    after = written(shop)
    assert after["last_success_timestamp_seconds"] == before["last_success_timestamp_seconds"]
    assert after["last_run_exit_code"] == 1
    assert after["runs_total{end=failed}"] == 1
    totals = {name: value for name, value in before.items() if "_total" in name}
    assert len(totals) == 14
    assert all(after[name] >= value for name, value in totals.items())


def test_the_file_is_for_another_user(shop) -> None:
    """The collector that reads it is not us, whatever our umask says, and never finds half of it."""
    shop.configure(metrics="{file: bridge.prom}")
    shop.ready()
    before = os.umask(0o077)
    try:
        shop.ok("sync")
    finally:
        os.umask(before)
    assert stat.S_IMODE((shop.folder / "bridge.prom").stat().st_mode) == 0o644
    assert not list(shop.folder.glob(".*.tmp"))


def test_a_link_laid_beside_it_leads_nowhere(shop) -> None:
    """Somebody else who may write in its folder cannot have us write over a file of ours, or open it to all."""
    shop.configure(metrics="{file: bridge.prom}")
    shop.ready()
    own = shop.folder / "own.key"
    own.write_text("mine")
    own.chmod(0o600)
    (shop.folder / f".bridge.prom.{os.getpid()}.tmp").symlink_to(own)
    shop.ok("sync")
    assert own.read_text() == "mine"
    assert stat.S_IMODE(own.stat().st_mode) == 0o600
    assert written(shop)["last_run_exit_code"] == 0


@pytest.mark.parametrize("way", ["full", "missing"])
def test_where_it_cannot_be_written(shop, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """It is told, the run is what it was, and the old file stands whole."""
    shop.configure(metrics="{file: bridge.prom}" if way == "full" else "{file: nowhere/bridge.prom}")
    shop.ready()
    shop.write("bridge.prom", "as it was")
    real = os.fdopen

    def full(*args: Any) -> Any:
        real(*args).close()
        raise OSError(28, "No space left on device")

    if way == "full":
        monkeypatch.setattr(replacing.os, "fdopen", full)
    ran = shop.ok("sync")
    why = "no space left on device" if way == "full" else "no such file or directory"
    assert re.search(rf"warning: the metrics could not be written: \S+bridge\.prom: {why}", ran.err)
    assert (shop.folder / "bridge.prom").read_text() == "as it was"
    assert not list(shop.folder.glob(".*.tmp"))


def free_port() -> int:
    """Return a port that nobody has, and that the system gives to nobody unasked: it begins with 32768 (ip(7))."""
    for port in range(20_000 + os.getpid() % 10_000, 32_768):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    return pytest.fail("somebody has every port")


def test_a_port_while_the_job_is_watched(shop, until) -> None:
    """The same figures for whoever asks, on this machine alone."""
    shop.ready()
    port = free_port()
    process = shop.start("watch", "--every", "1h", "--metrics-port", str(port))

    def asked() -> dict[str, float]:
        try:
            return figures(requests.get(f"http://127.0.0.1:{port}/metrics", timeout=60).text)
        except requests.ConnectionError:
            return {}

    until(lambda: asked().get("runs_total{end=good}") == 1)
    process.send_signal(signal.SIGTERM)
    ran = shop.end(process)
    assert ran.code == 0
    assert f"Metrics: http://127.0.0.1:{port}/metrics" in ran.err
    assert not list(Path(shop.folder).glob("*.prom"))


def test_a_port_that_somebody_has(quiet_shop) -> None:
    """It is told at the start with what to do, and nothing runs."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = quiet_shop.run("watch", "--max-runs", "1", "--metrics-port", str(port))
    assert ran.code == 1
    assert f"metrics cannot be shown on 127.0.0.1, port {port}: address already in use" in ran.err
    assert "Choose another --metrics-port" in ran.err


def test_a_host_without_a_port_does_nothing(quiet_shop) -> None:
    """So it is refused."""
    ran = quiet_shop.run("watch", "--metrics-host", "192.0.2.1")
    assert ran.code == 2
    assert "--metrics-host does nothing without --metrics-port" in ran.err
