"""What a configuration names, one by one: files, sources, the catalogue, the database, helpdesks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from zendesk_bridge import feeds, state, transport
from zendesk_bridge.app import facts
from zendesk_bridge.core.errors import BridgeError
from zendesk_bridge.core.mentions.match import Catalogue, Matching
from zendesk_bridge.core.mentions.text import Counting
from zendesk_bridge.core.model import Backorder, Macro, Product
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import BackorderSource, Helpdesk, Offline, State
from zendesk_bridge.settings import FileCatalogue, HelpdeskSettings, HttpCatalogue, Settings


def read_macros(settings: Settings) -> tuple[Macro, ...]:
    """Read the macro files; raises InvalidInput with all their problems."""
    return feeds.read_macros(settings.macros, locale=settings.locale, helpdesks=settings.helpdesks)


def read_folder(settings: Settings) -> feeds.MacroReading:
    """Read the macro files with all that is wrong or doubtful about them."""
    return feeds.read_folder(settings.macros, locale=settings.locale, helpdesks=settings.helpdesks)


def build_sources(settings: Settings) -> tuple[tuple[BackorderSource, facts.Trust], ...]:
    """Return every configured source of backorders with how far it is believed."""
    return tuple(
        (
            feeds.FileSource(
                source.path,
                name=source.name,
                columns={str(column): header for column, header in source.columns.items()},
                dates=source.dates,
                alias_separator=source.alias_separator,
                trust=source.trust,
            ),
            facts.Trust(source.max_shrink, source.max_age),
        )
        for source in settings.backorders
    )


@dataclass(frozen=True, slots=True)
class Products:
    """What the catalogues say: every product, what is wrong with single rows, and which catalogue cannot be used.

    One whose secrets are not set is not asked for, and told among the warnings.
    """

    products: tuple[Product, ...] = ()
    warnings: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


def read_products(settings: Settings) -> Products:
    """Read every catalogue; one that cannot be used is told, and does not keep the others from being read."""
    products: list[Product] = []
    warnings: list[str] = []
    failed: list[str] = []
    for config, source in zip(settings.catalogue, build_catalogues(settings), strict=True):
        if isinstance(config, HttpCatalogue) and config.waits:
            warnings.append(f"{config.label}: not read, for a variable in its address or headers is not set")
            continue
        try:
            reading = source.read()
        except BridgeError as error:
            failed.append(error.message)
            continue
        products.extend(reading.products)
        if reading.bad:
            more = f", and {reading.bad - len(reading.problems)} more" if reading.bad > len(reading.problems) else ""
            named = "; ".join(map(str, reading.problems))
            warnings.append(f"{reading.name}: left out {number(reading.bad, 'row')}: {named}{more}")
    return Products(tuple(products), tuple(warnings), tuple(failed))


def build_catalogues(settings: Settings) -> tuple[feeds.Catalogue, ...]:
    """Return every configured catalogue; nothing is read yet."""
    return tuple(_catalogue(source) for source in settings.catalogue)


def _catalogue(source: FileCatalogue | HttpCatalogue) -> feeds.Catalogue:
    columns = {str(column): header for column, header in source.columns.items()}
    layout = feeds.Layout(source.kind or "csv", columns, source.alias_separator, source.at_least)
    if isinstance(source, FileCatalogue):
        return feeds.Catalogue(source.label, layout, source.path)
    headers = {name: secret.get_secret_value().strip() for name, secret in source.headers.items()}
    where = transport.Source(source.label, source.url.get_secret_value(), headers, source.timeout, source.max_bytes)
    return feeds.Catalogue(source.label, layout, where)


def matching(settings: Settings) -> Matching:
    """Return what the admin decided about all items alike."""
    tagging = settings.tagging
    return Matching(
        tagging.numeric_skus, tagging.min_alias, frozenset(word.strip().casefold() for word in tagging.stop_words)
    )


def counting(settings: Settings) -> Counting:
    """Return which of a customer's words count."""
    counts = settings.tagging.counts
    return Counting(counts.code, counts.urls, counts.attachments)


def catalogue(settings: Settings, late: Iterable[Backorder], products: Products) -> Catalogue:
    """Return late items and products made ready for searching: work for a whole run."""
    return Catalogue.of(late, products.products, matching(settings), counting(settings))


def open_state(settings: Settings, *, writes: bool) -> State:
    """Open the database; a run that only reads creates and upgrades nothing: what is not there remembers nothing."""
    return state.open_state(settings.state.get_secret_value(), create=writes)


def offline_helpdesks(settings: Settings) -> tuple[Offline, ...]:
    """Return what every configured helpdesk can hold and how it writes; nothing can be sent."""
    return tuple(_kind(config).offline(name) for name, config in settings.helpdesks.items())


def build_helpdesks(settings: Settings, stack: ExitStack, say: Callable[[str], None]) -> tuple[Helpdesk, ...]:
    """Build every configured helpdesk; starts the local one if any of them is it."""
    urls: dict[str, str] = {}
    local: Mapping[str, Mapping[str, str]] = {}
    if any(helpdesk.is_sandbox for helpdesk in settings.helpdesks.values()):
        from zendesk_bridge.sandbox import Sandbox  # noqa: PLC0415 - a web server: only who needs it pays for it

        sandbox = stack.enter_context(Sandbox(data=settings.sandbox.data))
        urls = {"zendesk": sandbox.zendesk_url, "freshdesk": sandbox.freshdesk_url}
        local = sandbox.credentials.by_type
        say(f"local helpdesk: Zendesk at {sandbox.zendesk_url}, Freshdesk at {sandbox.freshdesk_url}")
    helpdesks = []
    for name, config in settings.helpdesks.items():
        helpdesk = _helpdesk(name, config, urls, local)
        stack.callback(helpdesk.close)
        helpdesks.append(helpdesk)
    return tuple(helpdesks)


def _helpdesk(
    name: str,
    config: HelpdeskSettings,
    urls: Mapping[str, str],
    local: Mapping[str, Mapping[str, str]],
) -> Helpdesk:
    """Build one helpdesk; the local one has its own address and credentials, and no agents to leave room for."""
    build = _kind(config).build
    if config.is_sandbox:
        return build(name, urls[config.type], local[config.type], max_share_of_limit=1.0)
    return build(name, config.url, config.credentials, max_share_of_limit=config.max_share_of_limit)


class _Kind(Protocol):
    """What the folder of a kind of helpdesk offers."""

    def offline(self, name: str) -> Offline:
        """Return what is known of an account without asking it."""

    def build(self, name: str, url: str, auth: Mapping[str, str], *, max_share_of_limit: float = ...) -> Helpdesk:
        """Return an account; sends nothing yet."""


def _kind(config: HelpdeskSettings) -> _Kind:
    """Return the folder that a helpdesk's type names: a third kind is one more folder, and nothing here."""
    return cast("_Kind", import_module(f"zendesk_bridge.helpdesks.{config.type}"))
