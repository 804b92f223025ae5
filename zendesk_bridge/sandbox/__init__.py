"""The sandbox: a local helpdesk that speaks the Zendesk and the Freshdesk API over HTTP on loopback, and a shop.

With a desk where an agent can sit, at ``/``. The shop, where its customers bought, speaks WooCommerce's API and, where
the vendor's schema is at hand, Shopify's. For the demo, for tests, for trying macros out. It shares no code with the
clients, because a fake that shares the client's code shares its mistakes. Everything heavy is imported when a sandbox
starts.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from zendesk_bridge.sandbox.options import FACES, HELPDESKS, Face, Filling, Options, Say
from zendesk_bridge.sandbox.published import located

if TYPE_CHECKING:
    from zendesk_bridge.sandbox.context import Context, SandboxCredentials
    from zendesk_bridge.sandbox.store import Store

__all__ = ["FACES", "HELPDESKS", "Face", "Filling", "Sandbox", "Say"]


class Sandbox:
    """All faces over one store, as a context manager.

    ``data`` keeps the store in a file (several processes may share it); None uses a private file that goes away.
    ``seed`` fills a new store: 'demo' with people, groups, tickets and hand-made macros, None with the people and
    groups alone. Port 0 takes a free port. ``lag`` withholds changes from exports as Zendesk does (60 s there).
    ``plan`` names the rate limits; the default never limits. ``time_scale`` makes its clock run that many times
    faster. ``faults`` is a file of rules in force from the start (``fault_rules``). ``filling`` loads tickets.
    ``account`` (below 1,000,000,000) is what a new store makes its account's own ids of (``identity``); the default
    draws it, so that every sandbox is an account of its own. ``faces`` are all, but for Shopify's where its schema is
    not found: in ``shopify_schema``, or where npm puts it beside the data and in the current folder.
    Entering raises ``Unavailable`` when a port is taken and ``InvalidInput`` when an option or a file is wrong.
    """

    def __init__(  # noqa: PLR0913 - keyword-only, each an option of the command line
        self,
        *,
        data: Path | None = None,
        seed: Literal["demo"] | None = "demo",
        zendesk_port: int = 0,
        freshdesk_port: int = 0,
        woocommerce_port: int = 0,
        shopify_port: int = 0,
        lag: timedelta = timedelta(0),
        plan: str = "sandbox-open",
        faces: tuple[Face, ...] | None = None,
        time_scale: float = 1,
        faults: Path | None = None,
        filling: Filling | None = None,
        account: int | None = None,
        shopify_schema: Path | None = None,
    ) -> None:
        ports: Mapping[Face, int] = {
            "zendesk": zendesk_port, "freshdesk": freshdesk_port, "woocommerce": woocommerce_port,
            "shopify": shopify_port,
        }  # fmt: skip
        filling = filling or Filling()
        self._options = Options(
            data, seed == "demo", ports, lag, plan, faces, time_scale, faults, filling, account, shopify_schema
        )
        self._open = ExitStack()
        self._boxes: Mapping[Face, Context] = {}

    def __enter__(self) -> Self:
        """Open the store, seed it when it is new, and serve its faces."""
        from zendesk_bridge.sandbox import server  # noqa: PLC0415 - uvicorn and starlette only when one starts

        with ExitStack() as undo:
            self._boxes = server.start(self._options, undo)
            self._open = undo.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stop all faces and close the store."""
        self._open.close()

    @property
    def zendesk_url(self) -> str:
        """``http://127.0.0.1:PORT`` of the Zendesk face."""
        return self._boxes["zendesk"].base_url

    @property
    def freshdesk_url(self) -> str:
        """``http://127.0.0.1:PORT`` of the Freshdesk face."""
        return self._boxes["freshdesk"].base_url

    @property
    def urls(self) -> Mapping[str, str]:
        """``http://127.0.0.1:PORT`` of each face that is served: helpdesks first, then shops."""
        return {face: box.base_url for face, box in self._boxes.items()}

    @property
    def lacks(self) -> str:
        """What it takes for the Shopify face to be served, in words for a person; "" when it is."""
        return located(self._options).lacks

    @property
    def credentials(self) -> SandboxCredentials:
        """The logins of all faces, the same each time."""
        return next(iter(self._boxes.values())).credentials

    @property
    def store(self) -> Store:
        """The store that all faces share."""
        return next(iter(self._boxes.values())).store
