"""Settings -> ports: the one place where concrete things meet, and nothing else lives here."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from zendesk_bridge import feeds, helpdesks, state, transport
from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.core.ports import Helpdesk, HelpdeskFolder, Offline, State
from zendesk_bridge.feeds import (
    STDIN,
    ProductReading,
    backorders_schema,
    called,
    chunks,
    has_room,
    has_segments,
    labels,
    macro_rows,
    macro_schema,
    macro_texts,
    mistaken,
    read_products,
    read_segments,
    read_text,
    segments_schema,
    total,
    write_new,
)
from zendesk_bridge.settings import HelpdeskSettings, Observing, Settings, kinds
from zendesk_bridge.settings.policy import policy
from zendesk_bridge.wiring.sources import build_feeds, catalogue, order_feeds, order_files

if TYPE_CHECKING:
    from zendesk_bridge.app.bridge import Bridge

__all__ = [
    "STDIN",
    "Local",
    "ProductReading",
    "backorders_schema",
    "build_feeds",
    "called",
    "catalogue",
    "chunks",
    "connected",
    "folder",
    "glance_at_state",
    "has_room",
    "has_segments",
    "labels",
    "local_helpdesks",
    "look_into_state",
    "macro_rows",
    "macro_schema",
    "macro_texts",
    "mistaken",
    "offline_helpdesk",
    "offline_helpdesks",
    "open_bridge",
    "open_helpdesk",
    "open_state",
    "order_feeds",
    "order_files",
    "policy",
    "read_folder",
    "read_products",
    "read_segments",
    "read_text",
    "segments_schema",
    "total",
    "visitor",
    "web_page",
    "write_new",
]

log = logging.getLogger(__name__)


@contextmanager
def open_bridge(
    settings: Settings,
    *,
    writes: bool,
    tolerant: bool = False,
    say: Callable[[str], None] = log.info,
    now: datetime | None = None,
    as_new: frozenset[str] = frozenset(),
) -> Iterator[Bridge]:
    """Connect everything for the length of a block. Reads the macro files; talks to no helpdesk yet.

    Without ``writes`` a database that does not exist is not created: what never ran remembers nothing. ``as_new`` are
    the helpdesks whose account of before is to be forgotten. ``tolerant`` says that nobody is there who could fix a
    macro file: what is wrong is the bridge's to deal with.

    Raises InvalidInput for macro files that cannot be read, StateError for a database that cannot be used.
    """
    from zendesk_bridge.app.accounts import Accounts, Naming  # noqa: PLC0415 - as below
    from zendesk_bridge.app.bridge import Bridge  # noqa: PLC0415 - the use cases: `schema` and `sandbox` have none

    with ExitStack() as stack:
        reading = read_folder(settings)
        if reading.problems and not tolerant:
            raise InvalidInput(reading.problems)
        connected = build_helpdesks(settings, stack, say)
        memory = open_state(settings, writes=writes)
        stack.callback(memory.close)
        decided = policy(settings)
        yield Bridge(
            decided,
            reading.macros,
            connected,
            build_feeds(settings),
            catalogue(settings),
            memory,
            Accounts(memory, connected, Naming(decided.addresses, decided.owner, as_new)),
            now or datetime.now(UTC),
            say,
            wrong=reading.problems,
            mails=reading.mails,
            wrong_mails=reading.mail_problems,
        )


def read_folder(settings: Settings) -> feeds.MacroReading:
    """Read the macro files with all that is wrong or doubtful about them.

    Raises InvalidInput for a folder that cannot be read.
    """
    return feeds.read_folder(settings.macros, locale=settings.locale, helpdesks=settings.helpdesks)


def open_state(settings: Observing, *, writes: bool) -> State:
    """Open the database; a run that only reads creates and upgrades nothing: what is not there remembers nothing.

    Raises StateError.
    """
    return state.open_state(settings.state.get_secret_value(), create=writes)


def look_into_state(settings: Observing) -> State:
    """Open the database for reading alone, so that looking leaves no trace, whoever does it.

    Raises StateError.
    """
    return state.open_untouched(settings.state.get_secret_value())


def glance_at_state(settings: Observing) -> State | None:
    """Open the database as :func:`look_into_state` does where it is there and up to date; None where it is not.

    Raises StateError and Unavailable.
    """
    return state.open_current(settings.state.get_secret_value())


def offline_helpdesks(settings: Settings) -> tuple[Offline, ...]:
    """Return what every configured helpdesk can hold and how it writes; nothing can be sent."""
    return tuple(folder(config).offline(name) for name, config in settings.helpdesks.items())


def offline_helpdesk(kind: str, name: str) -> Offline:
    """Return what a helpdesk of this kind can hold and how it writes; nothing can be sent."""
    return helpdesks.folders()[kind].offline(name)


@contextmanager
def open_helpdesk(settings: Settings, name: str, say: Callable[[str], None] = log.info) -> Iterator[Helpdesk]:
    """Connect one of the configured helpdesks for the length of a block; talks to none yet."""
    chosen = settings.model_copy(update={"helpdesks": {name: settings.helpdesks[name]}})
    with ExitStack() as stack:
        (helpdesk,) = build_helpdesks(chosen, stack, say)
        yield helpdesk


def build_helpdesks(settings: Settings, stack: ExitStack, say: Callable[[str], None]) -> tuple[Helpdesk, ...]:
    """Build every configured helpdesk; starts the local one, which has no agents to leave room for, if any is it."""
    local = local_helpdesks(settings.helpdesks.values(), settings.sandbox.data, stack)
    if local:
        titles = {name: kind.title for name, kind in kinds().items()}
        faces = ", ".join(f"{titles[face]} at {url}" for face, (url, _) in local.items())
        say(f"local helpdesk: {faces}")
    built = [connected(name, config, local) for name, config in settings.helpdesks.items()]
    for helpdesk in built:
        stack.callback(helpdesk.close)
    return tuple(built)


Local = Mapping[str, tuple[str, Mapping[str, str]]]
"""Address and credentials of the local helpdesk, for each kind whose API it speaks."""


def local_helpdesks(configs: Iterable[HelpdeskSettings], data: Path | None, stack: ExitStack) -> Local:
    """Start the local helpdesk if any of these is it."""
    if not any(config.is_sandbox for config in configs):
        return MappingProxyType({})
    from zendesk_bridge.sandbox import HELPDESKS, Sandbox  # noqa: PLC0415 - a web server: only who needs it pays for it

    sandbox = stack.enter_context(Sandbox(data=data, faces=HELPDESKS))
    return {face: (url, sandbox.credentials.by_type[face]) for face, url in sandbox.urls.items()}


def connected(name: str, config: HelpdeskSettings, local: Local) -> Helpdesk:
    """Build one helpdesk. Raises InvalidInput for credentials that cannot be sent."""
    if config.is_sandbox:
        url, login = local[config.type]
        return folder(config).build(name, url, login, max_share_of_limit=1.0)
    share = config.max_share_of_limit
    return folder(config).build(name, config.url, config.credentials, max_share_of_limit=share)


def folder(config: HelpdeskSettings) -> HelpdeskFolder:
    """Return the folder that a helpdesk's type names: a third kind is one more folder, and nothing here."""
    return helpdesks.folders()[config.type]


def visitor(url: str, user: str, password: str) -> transport.Transport:
    """Return a session that looks at the local helpdesk's own API, as a check from outside."""
    return transport.visitor(url, user, password)


def web_page(url: str, form: Mapping[str, str] | None = None) -> str:
    """Return a page of this machine's, as a browser that opens it or sends a form of it; raises Unavailable."""
    return transport.web_page(url, form)
