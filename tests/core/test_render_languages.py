from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.macros.render import Target, keys_of, preview, render_all
from zendesk_bridge.core.model import (
    Backorder,
    Cancel,
    FieldKey,
    LocalText,
    Macro,
    Per,
    ShipWindow,
    Swap,
    Template,
    Variant,
    Wait,
)

TODAY = date(2026, 11, 23)
ALL_FIELDS = frozenset(FieldKey)
WIDGET = Backorder(
    sku="WID-12",
    name="Blue Widget 12 oz",
    ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)),
    reason="the supplier's shipment is two weeks late",
    options=(Wait(), Swap("WID-14", "Green Widget 12 oz"), Cancel()),
    next_update=date(2026, 11, 29),
    locales=(("de", LocalText("Blaues Widget 340 g", "die Lieferung des Herstellers kommt zwei Wochen später")),),
)
CHAIR = Backorder(sku="CHAIR-OAK", name="Oak Reading Chair", reason="the first frames failed our check")


@dataclass(frozen=True)
class Written:
    """A dialect that shows what was asked of it."""

    fields: frozenset[FieldKey] = ALL_FIELDS
    conditions: bool = True

    def placeholder(self, name: str) -> str | None:
        """A field that is missing has none."""
        group, _, key = name.partition(".")
        if group == "backorder" and key not in self.fields:
            return None
        return "{{t." + name + "}}"

    def guard(self, fields: Collection[FieldKey], body: str, fallback: str) -> str:
        """A readable condition."""
        return f"{{% if {'+'.join(sorted(fields))} %}}{body}{{% else %}}{fallback}{{% endif %}}"

    def choose(self, bodies: Mapping[str, str], otherwise: str) -> str:
        """A readable choice."""
        cases = "".join(f"[{locale}]{body}" for locale, body in bodies.items())
        return f"{cases}[else]{otherwise}"

    def remarks(self, names: Collection[str]) -> tuple[str, ...]:
        """Nothing to say."""
        return () if names else ("no names",)

    def shape(self, html: str) -> str:
        """No line breaks, so that the tables are short."""
        return html.replace("\n", "")


def target(fields: frozenset[FieldKey] = ALL_FIELDS) -> Target:
    """A helpdesk with two groups."""
    return Target("shop", Written(fields), "acme", {"Support": 7, "Sales": 3}, "en_US", TODAY)


def macro(reply: str, per: Per = Per.ITEM, title: str | None = None, **more: object) -> Macro:
    """A macro in one file: its title in line 2, its reply from line 4, column 3."""
    words = Variant(
        "en_US",
        Template(title or ("Late" if per is Per.TICKET else "Late::{{ backorder.name }}"), Place("m.yaml", 2, 8)),
        Template(reply, Place("m.yaml", 4, 3)),
    )
    return replace(Macro("late", per, (words,)), **more)


GERMAN = Variant("de", Template("Spät::{{ backorder.name }}"), Template("{{ backorder.ship_window }}"))


def test_a_helpdesk_that_cannot_choose_gets_a_macro_for_each_language() -> None:
    """Where a reply cannot see the ticket's language, each is a reply of its own, under a key and title of its own."""
    written = macro("{{ backorder.name }}")
    plain = replace(target(), dialect=Written(conditions=False))
    rendered = render_all([replace(written, variants=(*written.variants, GERMAN))], [WIDGET, CHAIR], plain)
    assert not rendered.problems
    assert [(made.key, made.title) for made in rendered.macros] == [
        ("late/WID-12", "Late::Blue Widget 12 oz"),
        ("late/CHAIR-OAK", "Late::Oak Reading Chair"),
        ("late/WID-12.de", "Spät::Blaues Widget 340 g"),
        ("late/CHAIR-OAK.de", "Spät::Oak Reading Chair"),
    ]


def test_no_reply_is_half_in_one_language_and_half_in_another() -> None:
    """What reads facts speaks the language that they are written in, and falls back where it does not know it."""
    german = Variant("de", Template("x"), Template("Spät: {{ backorder.items }}"))
    both = macro("Late: {{ backorder.items }}", Per.TICKET)
    both = replace(both, variants=(*both.variants, german))
    start = "[en_US]{% if items %}<p>Late: {{t.backorder.items}}</p>{% else %}<p>Hi {{t.customer.first_name}}"
    (made,) = render_all([both], [], target()).macros
    assert made.body.startswith(start)
    assert "[de]{% if items %}<p>Spät: {{t.backorder.items}}</p>{% else %}<p>Guten Tag" in made.body
    assert made.body.split("[else]")[1].startswith("<p>Hi {{t.customer.first_name}},</p><p>Thank you for your message")
    alone = macro("Late: {{ backorder.items }}", Per.TICKET)
    (made,) = render_all([alone], [], replace(target(), languages=frozenset({"de", "en_US"}))).macros
    assert made.body.startswith(start)
    assert "[de]" not in made.body
    (problem,) = render_all([both], [], target(ALL_FIELDS - {FieldKey.LANGUAGE})).problems
    assert "shop has no ticket field for the language" in problem.message


def test_a_preview_is_what_the_customer_reads() -> None:
    """Sample values and the facts fill every slot; an untriaged ticket shows the fallback."""
    written = macro(
        "Hi {{ customer.first_name }},\n\n**{{ backorder.items }}**\n\n- {{ backorder.options }}", Per.TICKET
    )
    sample = {"customer.first_name": "Ada & Co"}
    (shown,) = preview(written, written.variants[0], [WIDGET, CHAIR], sample, target(frozenset()))
    assert shown.text.startswith("Hi Ada & Co,\n\nBlue Widget 12 oz and Oak Reading Chair\n\n- choose for each item:")
    assert "<strong>Blue Widget 12 oz and" in shown.html
    (untriaged,) = preview(written, written.variants[0], [], sample, target())
    assert "We are checking the ship date" in untriaged.text
    per_item = macro("{{ backorder.name }}")
    assert [one.text for one in preview(per_item, per_item.variants[0], [WIDGET, CHAIR], {}, target())] == [
        "Blue Widget 12 oz",
        "Oak Reading Chair",
    ]


@given(st.sets(st.from_regex(r"A(\.|\.de|\.fr|/|-){0,3}", fullmatch=True), min_size=2, max_size=6), st.booleans())
def test_no_two_items_share_a_key(skus: set[str], conditions: bool) -> None:  # noqa: FBT001 - a property's argument
    """However SKUs end, each item has a key of its own in each language, and an ordinary SKU the plain one."""
    spoken = (Variant("en_US", Template("{{ backorder.sku }}"), Template("x")),)
    spoken += tuple(
        Variant(locale, Template("{{ backorder.sku }} " + locale), Template("x")) for locale in ("de", "fr")
    )
    per_item = Macro("late", Per.ITEM, spoken)
    items = [Backorder(sku, sku, reason="x") for sku in sorted(skus)]
    where = replace(target(), dialect=Written(conditions=conditions))
    keys = [made.key for made in render_all([per_item], items, where).macros]
    assert len(keys) == len(set(keys)) == len(items) * (1 if conditions else 3)
    assert set(keys) == {key for item in items for key in keys_of(per_item, item, where.dialect)}
    assert all(f"late/{sku}" in keys for sku in skus if not sku.endswith((".", ".de", ".fr")))
