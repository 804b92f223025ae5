"""What many late items cost: what is the same for all of them is done once, whatever their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from zendesk_bridge.core.macros import wording
from zendesk_bridge.core.macros.render import Edition, Target, compose, render_all
from zendesk_bridge.core.model import Backorder, Cancel, Macro, Per, ShipWindow, Template, Variant, Wait
from zendesk_bridge.helpdesks.freshdesk.dialect import FreshdeskDialect
from zendesk_bridge.helpdesks.zendesk.dialect import ZendeskDialect

REPLY = "Hi {{ customer.name }},\n\n{{ backorder.message }}\n{% if backorder.wait %}\n*Just wait.*\n{% endif %}"
DAY = date(2026, 11, 28)


def macros() -> tuple[Macro, ...]:
    """Return two macros per item in two languages."""
    title = Template("Late::{{ backorder.name }}")
    return tuple(
        Macro(
            key,
            Per.ITEM,
            (
                Variant("en_US", title, Template(REPLY)),
                Variant("de", Template(f"{key} DE {{{{ backorder.name }}}}"), Template(REPLY)),
            ),
        )
        for key in ("one", "two")
    )


def items(count: int) -> list[Backorder]:
    """Return late items, every other one of which can be waited for."""
    return [
        Backorder(
            f"S-{n}",
            f"Thing {n}",
            ship_window=ShipWindow(None, date(2026, 12, 1 + n)),
            options=(Wait() if n % 2 else Cancel(),),
        )
        for n in range(count)
    ]


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Return how often names are checked, Markdown is laid out, and facts are told."""
    done: Counter[str] = Counter()

    def counted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            done[name] += 1
            return function(*args, **options)

        return call

    monkeypatch.setattr(compose, "problems_in", counted("checked", compose.problems_in))
    monkeypatch.setattr(compose, "to_html", counted("laid out", compose.to_html))
    monkeypatch.setattr(wording, "field_texts", counted("told", wording.field_texts))
    return done


@pytest.mark.parametrize("dialect", [ZendeskDialect({}), FreshdeskDialect({})])
def test_only_facts_are_told_for_each_item(work: Counter[str], dialect: Any) -> None:
    """Names are checked once a language, words laid out once a form, and each item's facts told once for all macros."""
    target = Target("shop", dialect, "me", {}, "en_US", DAY)
    for count in (4, 20):
        work.clear()
        made = render_all(macros(), items(count), target)
        assert len(made.macros) + len(made.problems) >= 2 * count
        assert work == {"checked": 4, "laid out": 8, "told": 2 * count}


def test_a_day_changes_nothing_for_another_item(work: Counter[str]) -> None:
    """Two items that share everything but their dates keep their own words."""
    target = Target("shop", ZendeskDialect({}), "me", {}, "en_US", DAY)
    bodies = [macro.body for macro in render_all(macros()[:1], items(12), target).macros]
    assert len(set(bodies)) == 12
    assert work["laid out"] == 4


@pytest.mark.parametrize("dialect", [ZendeskDialect({}), FreshdeskDialect({})])
def test_another_day_renders_one_macro(monkeypatch: pytest.MonkeyPatch, dialect: Any) -> None:
    """What a macro was on the day when it was applied is the same text, and costs no other item and language."""
    target = Target("shop", dialect, "me", {}, "en_US", DAY)
    wanted = {made.key: made for made in render_all(macros()[:1], items(6), target).macros}
    edition = Edition.of(macros()[0], target)
    composed: list[Any] = []
    compose_it = compose.Manuscript.compose
    monkeypatch.setattr(
        compose.Manuscript, "compose", lambda self, item: composed.append(item) or compose_it(self, item)
    )
    for key, made in wanted.items():
        assert edition.again(key, next(item for item in items(6) if item.sku == made.sku)) == made
    assert len(composed) == len(wanted) * (2 if dialect.conditions else 1)
    assert edition.again("one/none", None) is None
