"""A digest is consent: it names exactly the writes."""

from dataclasses import replace

from zendesk_bridge.core import plan as planning
from zendesk_bridge.core.model import Applied, MacroContent, ManagedMacro, Marker, RemoteMacro
from zendesk_bridge.core.plan import (
    Create,
    HelpdeskPlan,
    Keep,
    Plan,
    Update,
)

OWNER = "main"


def desired(key: str = "delay", body: str = "Hello") -> ManagedMacro:
    """Return a macro as we want it."""
    return ManagedMacro(key, f"Backorder::{key}", f"<p>{body}</p>", Marker.of(OWNER, key))


def content(macro: ManagedMacro) -> MacroContent:
    """Return what a macro is compared by, as a helpdesk would."""
    return MacroContent(macro.title, macro.body.removeprefix("<p>").removesuffix("</p>"))


def remote(macro: ManagedMacro, number: int = 1, **changed: object) -> RemoteMacro:
    """Return the macro as the helpdesk holds it."""
    held = RemoteMacro(number, content(macro), f"d-{macro.digest}", macro.marker)
    return replace(held, **changed)


def applied(macro: ManagedMacro, number: int = 1) -> Applied:
    """Return the record of having applied this macro."""
    return Applied(macro.key, number, macro.digest, f"d-{macro.digest}")


OLD, NEW = desired(), desired(body="Hello again")


def test_digest_names_exactly_the_writes() -> None:
    """Another body, another remote state or another target gives another digest; what is kept does not count."""

    def digest(*changed: planning.MacroChange) -> str:
        return Plan((HelpdeskPlan("shop", changed, 1),)).digest

    update = Update("delay", NEW, content(NEW), remote(OLD))
    keep = Keep("x", remote(OLD), applied(OLD))
    assert digest(update) == digest(update, keep)
    others = {
        digest(update),
        digest(Update("delay", OLD, content(OLD), remote(OLD))),
        digest(Update("delay", NEW, content(NEW), remote(OLD, digest="since edited"))),
        digest(Update("delay", NEW, content(NEW), remote(OLD, 2))),
        digest(Create("delay", NEW, content(NEW))),
        digest(),
    }
    assert len(others) == 6
