"""How a sandbox is started: its faces, its options, and what is loaded into it first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal

Say = Callable[[str], None]
Face = Literal["zendesk", "freshdesk", "woocommerce", "shopify"]
HELPDESKS: tuple[Face, ...] = ("zendesk", "freshdesk")
SHOPS: tuple[Face, ...] = ("woocommerce", "shopify")
FACES: tuple[Face, ...] = (*HELPDESKS, *SHOPS)


@dataclass(frozen=True, slots=True)
class Filling:
    """What is loaded before a sandbox opens, once for each data file: generated tickets, then exports, then orders.

    ``tickets`` are made up from ``random_seed``, at most 1,000,000; ``files`` are exports (``importing`` says of which
    shapes; ``-`` is standard input). ``orders`` are made up in the shop, each with one late item that waits, at most
    1,000,000. ``say`` is told the progress, and each line that is no ticket.
    """

    tickets: int = 0
    random_seed: int = 0
    files: tuple[Path, ...] = ()
    orders: int = 0
    say: Say = field(default=lambda _: None)


@dataclass(frozen=True, slots=True)
class Options:
    """How a sandbox is started; ``Sandbox`` documents each."""

    data: Path | None
    demo: bool
    ports: Mapping[Face, int]
    lag: timedelta
    plan: str
    faces: tuple[Face, ...] | None
    time_scale: float
    faults: Path | None
    filling: Filling
    account: int | None
    shopify_schema: Path | None = None
