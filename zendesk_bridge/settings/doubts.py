"""What in a config is right and may not be meant so: what does nothing, and secrets that lie open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from zendesk_bridge.core import document
from zendesk_bridge.core.errors import Problem
from zendesk_bridge.core.kind import Login
from zendesk_bridge.settings.feeds import ShopSettings
from zendesk_bridge.settings.helpdesks import HelpdeskSettings
from zendesk_bridge.settings.shapes import Settings


def doubts_about(loaded: document.Document[Settings]) -> Iterator[Problem]:
    """Yield all that may not be meant so."""
    yield from _idle(loaded)
    yield from _own_hosts(loaded)
    yield from _written_out(loaded)


def _idle(loaded: document.Document[Settings]) -> Iterator[Problem]:
    """Yield what does nothing for as long as a helpdesk or a shop is the local one, or as none is."""
    accounts: list[tuple[document.Path, HelpdeskSettings | ShopSettings]] = [
        *((("helpdesks", name), helpdesk) for name, helpdesk in loaded.value.helpdesks.items()),
        *_shops(loaded.value),
    ]
    local = [(way, account) for way, account in accounts if account.is_sandbox]
    if document.child(loaded.root, "sandbox") and not local:
        fix = "take it away; the command 'sandbox' has options of its own"
        yield Problem(loaded.place("sandbox"), "sandbox does nothing, for no helpdesk says url: sandbox", fix)
    if document.child(loaded.root, "outreach") and not loaded.value.orders:
        fix = "name where they come from: orders: [{type: file, path: orders.csv, columns: {...}}]"
        yield Problem(loaded.place("outreach"), "outreach reaches nobody, for there are no orders to look through", fix)
    for way, account in local:
        for setting in ("auth", "max_share_of_limit"):
            if setting in account.model_fields_set:
                message = f"{'.'.join(map(str, way))}.{setting} does nothing with url: sandbox"
                yield Problem(loaded.place(*way, setting), message, "it counts again with the real address")


def _shops(settings: Settings) -> Iterator[tuple[tuple[str, int], ShopSettings]]:
    """Yield every shop with the way to it in the file."""
    for key, feeds in (
        ("backorders", settings.backorders),
        ("catalogue", settings.catalogue),
        ("orders", settings.orders),
    ):
        yield from (((key, index), feed) for index, feed in enumerate(feeds) if isinstance(feed, ShopSettings))


def _own_hosts(loaded: document.Document[Settings]) -> Iterator[Problem]:
    """Yield addresses under which customers may see a helpdesk, and its API may not answer."""
    for name, helpdesk in loaded.value.helpdesks.items():
        host = "" if helpdesk.is_sandbox else urlsplit(helpdesk.url).hostname or ""
        if "." in host and not host.endswith((*helpdesk.kind.domains, ".0.0.1")):
            message = (
                f"helpdesks.{name}.url does not end in {helpdesk.kind.domains[0]}: is it the name that customers see?"
            )
            fix = (
                f"write https://your-account{helpdesk.kind.domains[0]} if it does not answer; a proxy of yours may stay"
            )
            yield Problem(loaded.place("helpdesks", name, "url"), message, fix)


def _written_out(loaded: document.Document[Settings]) -> Iterator[Problem]:
    """Yield the secrets that stand in the file itself, where whoever is sent the file reads them."""
    for name, helpdesk in loaded.value.helpdesks.items():
        if not helpdesk.is_sandbox:
            yield from _secrets_in(loaded, ("helpdesks", name), helpdesk.kind.logins, name)
    for way, shop in _shops(loaded.value):
        if not shop.is_sandbox:
            yield from _secrets_in(loaded, way, shop.logins, shop.type)
    for index, hook in enumerate(loaded.value.notify):
        node = document.find(loaded.root, ("notify", index, "url"))
        if isinstance(node, document.Scalar) and node.value and "${" not in node.written:
            variable = f"{hook.shape.upper()}_WEBHOOK"
            message = f"notify.{index}.url is a secret that stands in the file itself: whoever has it can write there"
            yield Problem(node.place, message, f"write ${{{variable}}} and set {variable} in the environment")


def _secrets_in(
    loaded: document.Document[Settings], way: document.Path, logins: Sequence[Login], name: str
) -> Iterator[Problem]:
    """Yield the secrets of one login that stand in the file itself."""
    parts = (part for login in logins for part in login.credentials if part.secret)
    for key in dict.fromkeys(part.key for part in parts):
        node = document.find(loaded.root, (*way, "auth", key))
        if isinstance(node, document.Scalar) and node.value and "${" not in node.written:
            variable = f"{name}_{key}".replace("-", "_").upper()
            message = f"{'.'.join(map(str, way))}.auth.{key} is a secret that stands in the file itself"
            yield Problem(node.place, message, f"write ${{{variable}}} and set {variable} in the environment")
