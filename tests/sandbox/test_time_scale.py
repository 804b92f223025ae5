from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import requests

from zendesk_bridge.sandbox import Sandbox
from zendesk_bridge.sandbox.context import Clock
from zendesk_bridge.sandbox.limits import PLANS, RateLimits

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Watch:
    """A client's clock that tests move."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        """Return the time that was set last."""
        return self.now

    def pass_by(self, seconds: float) -> None:
        """Let real seconds go by."""
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def watch() -> Watch:
    """Noon, until a test says otherwise."""
    return Watch()


def test_the_clock_runs_faster(watch: Watch) -> None:
    """It starts at the real time; a real second is a simulated minute; what is advanced is simulated."""
    clock = Clock(watch, 60)
    assert clock() == NOON
    watch.pass_by(2)
    clock.advance(5)
    assert clock() == NOON + timedelta(seconds=125)
    assert clock.as_clients_see() == NOON + timedelta(seconds=7)


@pytest.mark.parametrize("scale", [1, 7, 60, 5000])
@pytest.mark.parametrize("plan", ["team", "growth", "professional", "enterprise", "enterprise-plus"])
def test_a_client_that_waits_as_told_is_let_in_again(watch: Watch, plan: str, scale: float) -> None:
    """Whatever the plan and the pace, the wait is in real seconds, long enough, and no longer than it must be."""
    limits = RateLimits(Clock(watch, scale), plan, scale)
    for _ in range(3):
        watch.pass_by(0.0137)
        while not (spent := limits.spend("zendesk", "GET", "/api/v2/incremental/tickets/cursor"))[-1].over:
            continue
        assert spent[-1].resets <= max(1, 60 / scale + 1)
        watch.pass_by(spent[-1].resets)
        assert not limits.spend("zendesk", "GET", "/api/v2/incremental/tickets/cursor")[-1].over


def test_an_hour_of_limits_takes_a_minute_at_sixty(watch: Watch) -> None:
    """At the Team plan 200 calls a simulated minute are let through, 12,000 in the hour, and not one more."""
    limits = RateLimits(Clock(watch, 60), "team", 60)
    passed = 0
    for _ in range(60):
        while not limits.spend("freshdesk", "GET", "/api/v2/agents/me")[0].over:
            passed += 1
        watch.pass_by(1)
    assert passed == 12_000


@pytest.mark.parametrize(
    ("plan", "account", "lists"), [("growth", 400, 20), ("professional", 400, 100), ("enterprise", 700, 200)]
)
def test_plans_hold_what_the_vendors_say(plan: str, account: int, lists: int) -> None:
    """Account totals of Zendesk, and the ticket list's own limit of Freshdesk."""
    assert plan in PLANS
    limits = RateLimits(lambda: NOON, plan)
    assert limits.spend("zendesk", "GET", "/api/v2/macros")[0].budget.total == account
    assert limits.spend("freshdesk", "GET", "/api/v2/tickets")[1].budget.total == lists


@pytest.mark.parametrize(
    ("path", "budgets"),
    [
        ("tickets", ["account", "tickets-list"]),
        ("contacts", ["account", "contacts-list"]),
        ("search/tickets", ["account"]),
        ("search/contacts", ["account"]),
    ],
)
def test_a_search_is_not_taken_from_the_lists_budget(path: str, budgets: list[str]) -> None:
    """Freshdesk's limits of lists are those of ``/tickets`` and ``/contacts`` alone."""
    spent = RateLimits(lambda: NOON, "growth").spend("freshdesk", "GET", f"/api/v2/{path}")
    assert [one.budget.name for one in spent] == budgets


def test_options_of_a_field_have_a_budget() -> None:
    """Zendesk takes 100 new options a minute."""
    spent = RateLimits(lambda: NOON, "growth").spend("zendesk", "POST", "/api/v2/ticket_fields/36/options.json")
    assert [(one.budget.name, one.budget.total) for one in spent] == [("account", 400), ("field-options", 100)]


@pytest.fixture
def ask() -> Callable[[Sandbox, str], requests.Response]:
    """Return how an admin asks the Zendesk face."""

    def asked(box: Sandbox, path: str) -> requests.Response:
        login = (f"{box.credentials.zendesk_email}/token", box.credentials.zendesk_api_token)
        return requests.get(f"{box.zendesk_url}/api/v2/{path}", auth=login, timeout=60)

    return asked


def test_limits_and_headers_over_http(ask: Callable[[Sandbox, str], requests.Response]) -> None:
    """At twice the pace a minute's budget is told to be full again in thirty real seconds."""
    with Sandbox(seed=None, faces=("zendesk",), plan="team", time_scale=2) as box:
        path = "incremental/tickets/cursor.json?start_time=0"
        answers = [ask(box, path) for _ in range(11)]
        assert [answer.status_code for answer in answers] == [200] * 10 + [429]
        first, last = answers[0], answers[-1]
        assert first.headers["zendesk-ratelimit-incremental-exports"] == "total=10; remaining=9; resets=30"
        assert (first.headers["ratelimit-limit"], first.headers["ratelimit-reset"]) == ("200", "30")
        assert 1 <= int(last.headers["retry-after"]) <= 30
