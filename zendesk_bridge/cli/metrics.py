"""Figures for Prometheus, from what is remembered: a file after each run, and a port while the job is watched.

Every label has a value for each helpdesk, feed, or word of ours: never for a SKU, a ticket or a macro. Totals come out
of the database, so that a counter goes on where it was when the process begins anew, whichever process it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from zendesk_bridge.app.status import Status
from zendesk_bridge.cli.replacing import replace_file
from zendesk_bridge.core.alerts import DOWN
from zendesk_bridge.core.errors import BridgeError
from zendesk_bridge.core.model import RunEnd, WaitKind

_READABLE = 0o644
"""The collector that reads the file is another user."""

_TOTALS = {
    "macros": ("macros_written", "Macros created, changed or taken out of sight by the job"),
    "tickets": ("tickets_written", "Tickets that the job has marked, or taken marks from"),
    "messages": ("messages_sent", "Messages of outreach that the job has sent, or left for an agent"),
    "calls": ("api_calls", "Requests sent to the helpdesk by the job"),
}
"""By what is counted, the name of its metric and what it says."""


@dataclass(slots=True, eq=False)
class Figures(Collector):
    """The latest figures, ready to be read at any moment by any thread."""

    latest: tuple[Metric, ...] = field(default_factory=lambda: (_build(),))

    def collect(self) -> Iterator[Metric]:
        """Yield every metric."""
        yield from self.latest


def families(found: Status, totals: Mapping[str, int]) -> tuple[Metric, ...]:
    """Return what is known as metrics; what never was is 0, so that an alarm on its age goes off."""
    return (_build(), *_runs(found, totals), *_helpdesks(found, totals), *_facts(found), _waiting(found))


def _build() -> Metric:
    return InfoMetricFamily(
        "zendesk_bridge_build", "The program", {"version": version("zendesk-bridge")}
    )  # its samples end in _info


def _gauge(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(f"zendesk_bridge_{name}", says, value)


def _labelled(name: str, says: str, label: str, values: Mapping[str, float]) -> Metric:
    made = GaugeMetricFamily(f"zendesk_bridge_{name}", says, labels=[label])
    for key, value in values.items():
        made.add_metric([key], value)
    return made


def _total(name: str, says: str, label: str, values: Mapping[str, int]) -> Metric:
    made = CounterMetricFamily(f"zendesk_bridge_{name}", says, labels=[label])
    for key, value in values.items():
        made.add_metric([key], value)
    return made


def _runs(found: Status, totals: Mapping[str, int]) -> Iterator[Metric]:
    last, good = found.last, found.good
    yield _gauge(
        "last_success_timestamp_seconds",
        "When the last run ended that did what it could; 0 if none ever did",
        good.ended.timestamp() if good else 0,
    )
    yield _gauge("last_run_timestamp_seconds", "When the last run ended", last.ended.timestamp() if last else 0)
    if last:
        yield _gauge("last_run_duration_seconds", "How long the last run took", last.seconds)
        yield _gauge("last_run_exit_code", "The exit code of the last run", last.exit_code)
    ends = {end.value: totals.get(f"runs:{end}", 0) for end in RunEnd}
    yield _total("runs", "Runs that have ended, by how", "end", ends)


def _helpdesks(found: Status, totals: Mapping[str, int]) -> Iterator[Metric]:
    for what, (name, says) in _TOTALS.items():
        here = {key.removeprefix(f"{what}:"): value for key, value in totals.items() if key.startswith(f"{what}:")}
        yield _total(name, says, "helpdesk", here)
    if found.told:
        down = found.told.counted(DOWN)
        reached = {name: float(name not in down) for name in found.told.counted("calls")}
        yield _labelled("helpdesk_up", "Whether the last run reached the helpdesk to the end", "helpdesk", reached)


def _facts(found: Status) -> Iterator[Metric]:
    read = {feed.name: feed.read_at.timestamp() if feed.read_at else 0.0 for feed in found.feeds}
    ages = {feed.name: (found.now - feed.read_at).total_seconds() for feed in found.feeds if feed.read_at}
    yield _labelled("facts_read_timestamp_seconds", "When a feed was last read; 0 if it never was", "feed", read)
    yield _labelled("facts_age_seconds", "How old its last reading was when these figures were made", "feed", ages)
    items = {feed.name: float(feed.items) for feed in found.feeds}
    yield _labelled("late_items", "Late items that stand of a feed", "feed", items)
    old = {feed.name: float(len(feed.old)) for feed in found.feeds}
    yield _labelled("old_items", "Late items that stand as an earlier reading gave them", "feed", old)


def _waiting(found: Status) -> Metric:
    waits = {kind.value: float(found.waiting.get(kind, 0)) for kind in WaitKind}
    return _labelled("waiting", "Things that wait for a person, by kind", "kind", waits)


# --- where they go


def write(file: Path, figures: Figures) -> None:
    """Put the figures in the place of those in the file, whole or not at all, readable by every user.

    Raises OSError, and leaves the file as it was.
    """
    replace_file(file, generate_latest(_registry(figures)), _READABLE)


@contextmanager
def served(figures: Figures, host: str, port: int, tell: Callable[[str], None]) -> Iterator[None]:
    """Show the figures to whoever asks on this port, for the length of a block.

    Raises BridgeError where nobody can listen there.
    """
    try:
        server, thread = start_http_server(port, addr=host, registry=_registry(figures))
    except OSError as error:
        raise BridgeError(
            f"metrics cannot be shown on {host}, port {port}: {(error.strerror or str(error)).lower()}",
            fix="Choose another --metrics-port or --metrics-host.",
        ) from None
    tell(f"Metrics: http://{f'[{host}]' if ':' in host else host}:{server.server_port}/metrics")
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _registry(figures: Figures) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(figures)
    return registry
