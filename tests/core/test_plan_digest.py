"""What the digest of a plan stands for: whoever approves it approves these writes on this account, and no others."""

from dataclasses import replace

from zendesk_bridge.core.model import Applied, MacroContent, ManagedMacro, Marker, RemoteMacro
from zendesk_bridge.core.plan import Create, HelpdeskPlan, Keep, MacroChange, Plan, Update

OLD = ManagedMacro("delay", "Backorder::delay", "<p>Hello</p>", Marker.of("main", "delay"))
NEW = replace(OLD, body="<p>Hello again</p>")
OLD_WORDS, NEW_WORDS = MacroContent(OLD.title, "Hello"), MacroContent(NEW.title, "Hello again")
THERE = RemoteMacro(1, OLD_WORDS, "as applied", OLD.marker)


def test_a_plan_is_for_one_account() -> None:
    """The same changes under the same name on another account make another plan."""
    create = Create("delay", NEW, NEW_WORDS)
    plans = [Plan((HelpdeskPlan("shop", (create,), 0, account=account),)) for account in ("https://a", "https://b")]
    assert plans[0].digest != plans[1].digest


def test_digest_names_exactly_the_writes() -> None:
    """Another body, another remote state or another target gives another digest; what is kept does not count."""

    def digest(*changed: MacroChange) -> str:
        return Plan((HelpdeskPlan("shop", changed, 1),)).digest

    update = Update("delay", NEW, NEW_WORDS, THERE)
    keep = Keep("x", THERE, Applied("delay", 1, OLD.digest, THERE.digest))
    assert digest(update) == digest(update, keep)
    others = {
        digest(update),
        digest(Update("delay", OLD, OLD_WORDS, THERE)),
        digest(Update("delay", NEW, NEW_WORDS, replace(THERE, digest="since edited"))),
        digest(Update("delay", NEW, NEW_WORDS, replace(THERE, id=2))),
        digest(Create("delay", NEW, NEW_WORDS)),
        digest(),
    }
    assert len(others) == 6
