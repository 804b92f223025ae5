"""What doctor looks at, connected so that looking at it leaves no trace."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from zendesk_bridge import state, transport
from zendesk_bridge.app.doctor import ConfigFile, FactSource, Installation, MacroFiles, NamedProxy, Patient, Variable
from zendesk_bridge.app.doctor.values import Once
from zendesk_bridge.core.errors import StateError
from zendesk_bridge.core.ports import Helpdesk, State
from zendesk_bridge.settings import UNSET, UNSET_STATE, FileBackorders, HelpdeskSettings, PartSettings, Settings, kinds
from zendesk_bridge.settings.policy import policy
from zendesk_bridge.wiring import (
    Local,
    build_feeds,
    catalogue,
    connected,
    folder,
    local_helpdesks,
    read_folder,
)
from zendesk_bridge.wiring.sources import order_feeds_to_look_at


@contextmanager
def open_installation(loaded: PartSettings, env: Mapping[str, str], only: str = "") -> Iterator[Installation]:
    """Give what doctor looks at, for the length of a block; nothing is asked, made or touched yet.

    A local helpdesk is started on a copy of its data when it is asked for, so that data which cannot be used keep
    nothing else from being looked at. ``only`` is the one helpdesk that is looked at.
    """
    offline = loaded.offline
    settings, unset = offline.settings, offline.unset
    doubts = tuple(doubt for doubt in offline.doubts if doubt not in unset)  # told by name among the variables
    decided, url = policy(settings), settings.state.get_secret_value()
    lost = tuple(name for name in loaded.helpdesks if only in {"", name})
    chosen = {name: config for name, config in settings.helpdesks.items() if only in {"", name}}

    def macro_files() -> MacroFiles:
        found = read_folder(settings)
        return MacroFiles(found.macros, found.problems, found.mail_problems)

    def opened() -> State:
        found = state.open_untouched(url)
        stack.callback(found.close)
        return found

    with ExitStack() as stack:
        once = Once()

        def local() -> Local:
            return once.ask("local", lambda: _local(chosen.values(), settings.sandbox.data, stack))

        yield Installation(
            config=ConfigFile(loaded.problems, doubts, loaded.lost, lost, loaded.readable),
            now=lambda: datetime.now(UTC),
            zone=decided.timezone,
            owner=decided.owner,
            locale=decided.locale,
            working_days=decided.working_days,
            variables=tuple(Variable(name, env.get(name)) for name in offline.variables),
            proxies=tuple(NamedProxy(it.variable, it.host, it.readable) for it in transport.named_proxies()),
            sources=_sources(settings),
            catalogue=catalogue(settings) if settings.catalogue else None,
            orders=order_feeds_to_look_at(settings),
            macros=macro_files,
            storage=None if url == UNSET_STATE else partial(state.look, url),
            state=opened,
            names=(*settings.helpdesks, *loaded.helpdesks),
            patients=tuple(_patient(name, config, local, stack) for name, config in chosen.items()),
            kinds=kinds(),
            writes_to_customers=settings.outreach.send,
        )


def _sources(settings: Settings) -> tuple[FactSource, ...]:
    paths = {feed.name: feed.path for feed in settings.backorders if isinstance(feed, FileBackorders)}

    def changed(path: Path | None) -> datetime | None:
        with suppress(OSError):
            return datetime.fromtimestamp(path.stat().st_mtime, UTC) if path else None
        return None

    return tuple(
        FactSource(feed.name, feed.read, partial(changed, paths.get(feed.name)), policy.max_age)
        for feed, policy in build_feeds(settings)
    )


def _patient(name: str, config: HelpdeskSettings, local: Callable[[], Local], stack: ExitStack) -> Patient:
    def connect() -> Helpdesk:
        helpdesk = connected(name, config, local() if config.is_sandbox else {})
        helpdesk.hurry()
        stack.callback(helpdesk.close)
        return helpdesk

    given = config.credentials
    login = next((it for it in config.kind.logins if given.keys() == {part.key for part in it.credentials}), None)
    return Patient(
        name=name,
        kind=config.kind,
        address=config.url,
        login=None if config.is_sandbox else login,
        credentials=given,
        lacking=() if config.is_sandbox else tuple(key for key, value in given.items() if value == UNSET),
        share=1.0 if config.is_sandbox else config.max_share_of_limit,
        fields=config.fields,
        offline=folder(config).offline(name),
        connect=connect,
    )


def _local(configs: Iterable[HelpdeskSettings], data: Path, stack: ExitStack) -> Local:
    """Start the local helpdesk on a copy of its data.

    Raises:
        StateError: its data cannot be read, or used.

    """
    try:
        copy = _copied(data, stack)
    except OSError as exc:
        raise StateError(
            f"the local helpdesk's data {data} cannot be read: {exc.strerror}",
            fix=f"Run this as the user that uses it, or give this user read access to {data}.",
        ) from exc
    return local_helpdesks(configs, copy, stack)


def _copied(data: Path, stack: ExitStack) -> Path | None:
    """Return a copy of the local helpdesk's data that goes away, None where there is none. Raises OSError."""
    if not data.is_file():
        return None
    folder = Path(stack.enter_context(TemporaryDirectory(prefix="zendesk-bridge-")))
    for file in (data, data.with_name(f"{data.name}-wal")):
        if file.is_file():
            shutil.copy(file, folder / file.name)
    return folder / data.name
