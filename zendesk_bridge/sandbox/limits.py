"""Rate limits by plan, for all faces: the account's budget and the per-endpoint ones.

Numbers per minute from the vendors' pages (Zendesk: api-reference/introduction/rate-limits; Freshdesk:
developers.freshdesk.com/api/#ratelimit; Shopify: docs/api/usage/limits, points a second). ``sandbox-open`` is a plan of
our own that never gets in the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from threading import Lock

from zendesk_bridge.sandbox.options import FACES, SHOPS

OPEN_PLAN = "sandbox-open"
_MUCH = 1_000_000  # requests a minute: never in the way
_ACCOUNT: Mapping[str, Mapping[str, int]] = {
    "zendesk": {
        OPEN_PLAN: _MUCH, "trial": 200, "team": 200, "growth": 400, "professional": 400, "enterprise": 700,
        "enterprise-plus": 2500,
    },
    "freshdesk": {
        OPEN_PLAN: _MUCH, "trial": 50, "team": 200, "growth": 200, "professional": 400, "pro": 400, "enterprise": 700,
        "enterprise-plus": 2000,
    },
}  # fmt: skip
PLANS = frozenset(_ACCOUNT["zendesk"]) | frozenset(_ACCOUNT["freshdesk"])
_SHOPIFY: Mapping[str, int] = {  # points that come back in a second: its plans Basic, Advanced, Plus and Enterprise
    "trial": 100, "team": 100, "growth": 100, "professional": 200, "pro": 200, "enterprise": 1000,
    "enterprise-plus": 2000,
}  # fmt: skip
POINTS = "points"
POINTS_WINDOW = 20  # seconds in which Shopify's whole bucket comes back: 2,000 points at 100 a second
_FRESHDESK_SHARES: Mapping[int, tuple[int, int, int]] = {  # account limit: ticket create, ticket update, lists
    50: (50, 50, 50), 200: (80, 80, 20), 400: (160, 160, 100), 700: (280, 280, 200), 2000: (800, 800, 400),
}  # fmt: skip
LISTS = {name: re.compile(rf"^/api/v2/{name}/?$") for name in ("tickets", "contacts")}
"""Freshdesk's whole lists: ``search/tickets`` is another endpoint."""


@dataclass(frozen=True, slots=True)
class Budget:
    """``total`` requests per ``window`` seconds; each record has its own when ``per_path``: what ``path`` matches."""

    name: str
    total: int
    window: int = 60
    method: str = ""
    path: re.Pattern[str] = re.compile("")
    per_path: bool = False

    def covers(self, method: str, path: str) -> bool:
        """Say whether a request is taken from this budget."""
        return self.method in ("", method) and self.path.search(path) is not None


@dataclass(frozen=True, slots=True)
class Spent:
    """What is left of a budget after a request, and in how many seconds it is full again."""

    budget: Budget
    remaining: int
    resets: int

    @property
    def over(self) -> bool:
        """True when the request must be refused."""
        return self.remaining < 0


def _budgets(face: str, plan: str) -> list[Budget]:
    if face in SHOPS:
        points = _SHOPIFY.get(plan, _MUCH // POINTS_WINDOW) * POINTS_WINDOW
        bucket = [Budget(POINTS, points, POINTS_WINDOW, method=POINTS)] if face == "shopify" else []
        return [Budget("account", _MUCH), *bucket]
    account = _ACCOUNT[face].get(plan, _MUCH)
    if account == _MUCH:
        return [Budget("account", account)]
    if face == "freshdesk":
        create, update, lists = _FRESHDESK_SHARES[account]
        return [
            Budget("account", account),
            Budget("tickets-create", create, method="POST", path=LISTS["tickets"]),
            Budget("tickets-update", update, method="PUT", path=re.compile(r"/tickets/\d+$")),
            Budget("tickets-list", lists, method="GET", path=LISTS["tickets"]),
            Budget("contacts-list", lists, method="GET", path=LISTS["contacts"]),
        ]
    one_ticket = re.compile(r"/tickets/\d+(\.json)?$")
    return [
        Budget("account", account),
        Budget("tickets-update", 20 if plan == "trial" else 100, method="PUT", path=one_ticket),
        Budget(
            "ticket-updates", 30, 600, method="PUT", path=re.compile(r"/tickets/\d+(?=/tags|\.json$|$)"), per_path=True
        ),
        Budget("incremental-exports", 10, path=re.compile(r"/api/v2/incremental/")),
        Budget("search-export", 100, path=re.compile(r"/api/v2/search/export(\.json)?$")),
        Budget("deleted-tickets", 10, method="GET", path=re.compile(r"/api/v2/deleted_tickets(\.json)?$")),
        Budget("views-execute", 5, method="GET", path=re.compile(r"/views/\d+/(?:execute|count)"), per_path=True),
        Budget("field-options", 100, method="POST", path=re.compile(r"/ticket_fields/\d+/options(\.json)?$")),
        Budget("tickets-delete", 400, method="DELETE", path=one_ticket),
        Budget("tickets-index", 100, method="GET", path=re.compile(r"/api/v2/tickets(\.json)?$")),
    ]


class RateLimits:
    """The budgets of all faces and what has been spent of them; the window is fixed, as the vendors' is.

    Windows pass on ``clock``, which runs ``scale`` times faster than a client's; what a client is told to wait is in
    its own seconds, rounded up.
    """

    def __init__(self, clock: Callable[[], datetime], plan: str = OPEN_PLAN, scale: float = 1) -> None:
        self._clock = clock
        self._scale = scale
        self._lock = Lock()
        self._budgets = {str(face): _budgets(face, plan) for face in FACES}
        self._spent: dict[tuple[str, str, str], tuple[float, int]] = {}

    def set_plan(self, plan: str) -> None:
        """Change the plan of all faces."""
        with self._lock:
            self._budgets = {str(face): _budgets(face, plan) for face in FACES}
            self._spent.clear()

    def set_total(self, face: str, name: str, total: int) -> None:
        """Set one budget by name (``account``, ``tickets-update``, ...).

        Raises:
            KeyError: no budget has this name.
        """
        known = {budget.name: budget for plan in ("enterprise",) for budget in _budgets(face, plan)}
        known |= {budget.name: budget for budget in self._budgets[face]}
        old = known[name]
        with self._lock:
            changed = Budget(name, total, old.window, old.method, old.path, old.per_path)
            self._budgets[face] = [budget for budget in self._budgets[face] if budget.name != name] + [changed]
            self._spent.clear()

    @property
    def points(self) -> int:
        """How many points Shopify's bucket holds when it is full; ``shopify.costs`` takes from it."""
        return next(budget.total for budget in self._budgets["shopify"] if budget.name == POINTS)

    def spend(self, face: str, method: str, path: str, cost: int = 1) -> list[Spent]:
        """Take a request from every budget that covers it; the account's own comes first."""
        now = self._clock().timestamp()
        with self._lock:
            covering = sorted(
                (budget for budget in self._budgets[face] if budget.covers(method, path)),
                key=lambda budget: budget.name != "account",
            )
            return [self._take(face, budget, path, now, cost) for budget in covering]

    def _take(self, face: str, budget: Budget, path: str, now: float, cost: int) -> Spent:
        matched = budget.path.search(path) if budget.per_path else None
        key = (face, budget.name, matched[0] if matched else "")
        start, used = self._spent.get(key, (now, 0))
        if now - start >= budget.window:
            start, used = now, 0
        self._spent[key] = (start, used + cost)
        return Spent(budget, budget.total - used - cost, self._wait(budget.window - (now - start)))

    def _wait(self, seconds: float) -> int:
        return max(1, ceil(seconds / self._scale))
