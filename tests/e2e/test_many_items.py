"""Hundreds of late items: nothing is rendered twice, and what takes long says how far it has come."""

from zendesk_bridge.app.macros import applying, planning
from zendesk_bridge.core.macros.render import render_all
from zendesk_bridge.core.model import MacroContent, RemoteMacro
from zendesk_bridge.core.plan import Retire

ITEM = "  - {{sku: SKU-{0}, name: Thing {0}, ship_window: unknown, reason: late, options: [cancel]}}\n"


def many(shop, count):
    """Let so many items be late."""
    shop.write("macros/backorders.yaml", "backorders:\n" + "".join(ITEM.format(at) for at in range(count)))


def test_a_plan_renders_each_text_once(shop, monkeypatch):
    """Where nothing is wrong, no helpdesk's macros are rendered once more to see that, nor to find what was applied."""
    shop.ready()
    asked = []
    monkeypatch.setattr(planning, "render_all", lambda *args: asked.append(args[2].helpdesk) or render_all(*args))
    shop.ok("sync")
    assert asked == ["shop", "shop-eu"]


def test_check_says_what_it_does_where_it_takes_long(quiet_shop):
    """A hundred late items are worth a line for each helpdesk, and a few are not."""
    for count, told in ((99, False), (100, True)):
        many(quiet_shop, count)
        assert (f"shop-eu: rendering {count} late items" in quiet_shop.ok("check").err) == told


def test_hundreds_of_macros_are_a_line_a_hundred():
    """Of more than a hundred macros a log gets a line for each hundred tried; what failed is not counted as written."""
    lines = []
    so_far = applying._SoFar("shop", 250, lines.append)
    for at in range(250):
        change = Retire(f"key-{at}", RemoteMacro(at, MacroContent("", ""), ""))
        so_far.note(applying.Result("shop", change, "refused" if at == 7 else ""))
    assert lines == [f"shop: {written} of 250 macros written" for written in (99, 199, 249)]
