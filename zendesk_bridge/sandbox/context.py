"""What a face of the sandbox is built on: one ``Context`` per face, made by ``server``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

from zendesk_bridge.sandbox.faults import Faults
from zendesk_bridge.sandbox.hooks.courier import Courier
from zendesk_bridge.sandbox.limits import RateLimits
from zendesk_bridge.sandbox.options import Face
from zendesk_bridge.sandbox.shop.store import ShopStore
from zendesk_bridge.sandbox.store import Store


@dataclass(frozen=True, slots=True)
class SandboxCredentials:
    """The sandbox's fixed logins: the same each time, worth nothing anywhere else, safe to print."""

    zendesk_email: str = "sandbox-admin@example.com"
    zendesk_api_token: str = "sandbox-zendesk-api-token"  # noqa: S105 - a login for loopback only, meant to be printed
    zendesk_client_id: str = "sandbox_client"
    zendesk_client_secret: str = "sandbox-zendesk-client-secret"  # noqa: S105 - same
    freshdesk_api_key: str = "sandbox-freshdesk-api-key"
    woocommerce: tuple[str, str] = ("ck_sandbox", "cs_sandbox")
    """Consumer key and consumer secret, of a key that may read."""
    shopify_client: tuple[str, str] = ("sandbox-shopify-client", "shpss_sandbox")
    """Client id and client secret, which get a token that holds for a day."""
    shopify_admin: str = "shpat_sandbox"
    """The access token of a custom app made before 2026, which never ends."""

    @property
    def zendesk_basic(self) -> Mapping[str, str]:
        """The login of clients that know no OAuth, as a bridge's config holds it."""
        return {"email": self.zendesk_email, "api_token": self.zendesk_api_token}

    @property
    def by_type(self) -> Mapping[str, Mapping[str, str]]:
        """What a bridge's config holds under ``auth``, for each type of helpdesk and of shop."""
        return {
            "zendesk": {"client_id": self.zendesk_client_id, "client_secret": self.zendesk_client_secret},
            "freshdesk": {"api_key": self.freshdesk_api_key},
            "woocommerce": dict(zip(("consumer_key", "consumer_secret"), self.woocommerce, strict=True)),
            "shopify": dict(zip(("client_id", "client_secret"), self.shopify_client, strict=True)),
        }


class Clock:
    """The sandbox's time: from its start on ``scale`` times as fast as ``base``, plus what it was advanced by."""

    def __init__(self, base: Callable[[], datetime] = lambda: datetime.now(UTC), scale: float = 1) -> None:
        self._base = base
        self._scale = scale
        self._start = base()
        self._offset = timedelta(0)
        self._lock = Lock()

    def __call__(self) -> datetime:
        """Return the time now, aware."""
        return self._start + (self._base() - self._start) * self._scale + self._offset

    def as_clients_see(self) -> datetime:
        """Return the time on a client's clock: at real pace, and advanced when a test advanced the sandbox."""
        return self._base() + self._offset

    @property
    def moved(self) -> bool:
        """Whether its time was ever moved: from then on no ``Date`` that it could tell is true for everybody."""
        return bool(self._offset)

    def advance(self, seconds: float) -> None:
        """Move the sandbox's time forward."""
        with self._lock:
            self._offset += timedelta(seconds=seconds)


@dataclass(slots=True)
class Behaviour:
    """What the admin endpoints may change while the sandbox runs; both faces share one."""

    lag: timedelta = field(default_factory=timedelta)
    """How long a change is withheld from exports and searches (Zendesk: 60 s in real life)."""
    job_polls: int = 1
    """How many times a background job answers 'working' before it is completed."""
    old_warnings: bool = False
    """Whether Zendesk's header for ignored keys has the words of before 2023."""
    scopes: str = ""
    """What every new Zendesk OAuth token may do; empty means what was asked for."""


@dataclass(frozen=True, slots=True)
class Context:
    """All that a face needs: ``app(box: Context) -> Starlette`` builds the face from it.

    The face checks its own authentication and speaks its own wire format. The server wraps the app in the request
    log, the fault rules, the rate limits (headers and 429s included) and the ``/_sandbox/`` endpoints, so a face
    does nothing about those. ``base_url`` is ``http://127.0.0.1:PORT`` without a slash at the end.
    ``faults.failing_rows`` holds the ticket ids whose rows in a background job must fail. ``courier`` sends webhooks.
    ``shop`` is what the faces of shops tell (``shop.seed.opened``); ``schema`` is the file of Shopify's.
    """

    face: Face
    base_url: str
    store: Store
    clock: Clock
    faults: Faults
    limits: RateLimits
    credentials: SandboxCredentials
    behaviour: Behaviour
    courier: Courier
    shop: ShopStore
    schema: Path | None = None
