"""A fact is read and does nothing else: it leads no link anywhere, and makes no placeholder."""

from __future__ import annotations

import html
from datetime import date

import pytest

from zendesk_bridge.core.errors import InvalidInput, Place
from zendesk_bridge.core.macros.render import Target, compile_macro
from zendesk_bridge.core.model import Backorder, FieldKey, Macro, Per, RemoteField, ShipWindow, Template, Variant
from zendesk_bridge.core.ports import Dialect
from zendesk_bridge.helpdesks.freshdesk.dialect import FreshdeskDialect
from zendesk_bridge.helpdesks.zendesk.dialect import ZendeskDialect

FIELDS = {key: RemoteField(1, "1", key, "text") for key in FieldKey}
DIALECTS: list[Dialect] = [ZendeskDialect(FIELDS), FreshdeskDialect(FIELDS)]
ITEM = Backorder("W 12/ä", "Widget", ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)), reason="late")


def body(reply: str, dialect: Dialect, name: str = "Widget", title: str = "t {{ backorder.sku }}") -> str:
    """Return what a reply becomes for one item of this name."""
    per = Per.TICKET if "backorder.items" in reply else Per.ITEM
    words = Variant(
        "en_US",
        Template("t" if per is Per.TICKET else title, Place("m.yaml", 2)),
        Template(reply, Place("m.yaml", 4, 3)),
    )
    macro = Macro("late", per, (words,))
    item = None if per is Per.TICKET else Backorder(ITEM.sku, name, ship_window=ITEM.ship_window, reason="late")
    made = compile_macro(macro, words, item, Target("shop", dialect, "acme", {}, "en_US", date(2026, 11, 23)))
    assert made
    return made.title + made.body


@pytest.mark.parametrize("dialect", DIALECTS, ids=["zendesk", "freshdesk"])
@pytest.mark.parametrize(
    "reply",
    [
        "[x]({{ backorder.name }})",
        "[x](<{{ backorder.name }}>)",
        "<{{ backorder.name }}>[x]({{ backorder.name }})",
        "[x](https://{{ backorder.name }}/a)",
        "[x](https://{{ backorder.name }}.acme.example/a)",
        "[x](https://acme.example{{ backorder.name }}/a)",
        "[x](https://acme.example:{{ backorder.name }}/a)",
        "[x](https://a@{{ backorder.name }}/)",
        "[x](/{{ backorder.name }})",
        "[x](//{{ backorder.name }}/)",
        "[x](mailto:{{ backorder.name }})",
        "[x](tel:{{ backorder.name }})",
        "[x][1]\n\n[1]: {{ backorder.name }}",
        "[x]({{ backorder.items }})",
        "[x](https://acme.example{{ customer.name }})\n{{ backorder.items }}",
    ],
)
def test_no_fact_says_where_a_link_leads(reply: str, dialect: Dialect) -> None:
    """Scheme and host stand as text before a fact: a cell of somebody else's chooses no address."""
    with pytest.raises(InvalidInput, match=r"of a link|where a link leads") as caught:
        body(reply, dialect, "evil.example")
    assert "https://acme.example/?q=" in str(caught.value)
    assert str(caught.value).startswith("m.yaml:4:3: ")


@pytest.mark.parametrize("dialect", DIALECTS, ids=["zendesk", "freshdesk"])
@pytest.mark.parametrize(
    ("reply", "href"),
    [
        ("[x](https://acme.example/p/{{ backorder.sku }}?a=b)", "https://acme.example/p/W%2012%2F%C3%A4?a=b"),
        ("[x](https://acme.example?q={{ backorder.sku }})", "https://acme.example?q=W%2012%2F%C3%A4"),
        ("[x](mailto:hi@acme.example?subject={{ backorder.sku }})", "mailto:hi@acme.example?subject=W%2012%2F%C3%A4"),
        ("[x]({% raw %}{{ticket.url}}{% endraw %})", "{{ticket.url}}"),
        ("[x](https://acme.example/{{ ticket.id }})", "https://acme.example/{{ticket.id}}"),
    ],
)
def test_a_fact_after_the_host_is_part_of_a_path(reply: str, href: str, dialect: Dialect) -> None:
    """Behind a host that stands there a fact is encoded; a helpdesk's own placeholder stays what its author wrote."""
    assert f'href="{href}"' in body(reply, dialect)


@pytest.mark.parametrize("dialect", DIALECTS, ids=["zendesk", "freshdesk"])
@pytest.mark.parametrize(
    ("reply", "name"),
    [
        ("a {{ backorder.name }}", "{{ticket.requester.email}}"),
        ("a {{ backorder.name }}", "{% if x %}"),
        ("{{ backorder.name }}{ticket.requester.email}} b", "x{"),
        ("{% raw %}{{% endraw %}{{ backorder.name }}", "{ticket.requester.email}}"),
        ("&#123;{{ backorder.name }}", "{ticket.requester.email}}"),
        ("{{ backorder.name }}{{ backorder.name }}", "{"),
        ("{{ backorder.name }}% if x %}", "{"),
        ("{{ backorder.name }}{{ customer.name }}", "{"),
        ("{{ customer.name }}{{ backorder.name }}", "}"),
    ],
)
def test_no_split_of_braces_makes_a_placeholder(reply: str, name: str, dialect: Dialect) -> None:
    """Whatever stands beside a fact, a text that a helpdesk might fill in is refused, entities read as signs."""
    with pytest.raises(InvalidInput, match="a helpdesk would fill it in"):
        body(reply, dialect, name)


@pytest.mark.parametrize("dialect", DIALECTS, ids=["zendesk", "freshdesk"])
def test_single_braces_are_text(dialect: Dialect) -> None:
    """A brace that meets no other is only a brace."""
    assert "{ a } {12} 100 %}" in html.unescape(body("{ a } {{ backorder.name }} 100 %}", dialect, "{12}"))


@pytest.mark.parametrize("dialect", DIALECTS, ids=["zendesk", "freshdesk"])
def test_a_title_is_looked_at_as_well(dialect: Dialect) -> None:
    """Zendesk fills in dynamic content in titles: what the author wrote stands, what a fact makes does not."""
    raw = "{% raw %}{{theirs.late}}{% endraw %} {{ backorder.sku }}"
    assert "{{theirs.late}} W" in body("Hello", dialect, title=raw)
    with pytest.raises(InvalidInput, match="a helpdesk would fill it in"):
        body(
            "Hello", dialect, "{dc.secret}}", title="{ {{ backorder.name }}".replace("{ ", "{% raw %}{{% endraw %}", 1)
        )
