from __future__ import annotations

import pytest

from zendesk_bridge.core.model import FieldKey, RemoteField
from zendesk_bridge.helpdesks.freshdesk.dialect import FreshdeskDialect

DIALECT = FreshdeskDialect({FieldKey.SHIP_WINDOW: RemoteField(1, "cf_ship_window_4711", "Ship window", "custom_text")})


@pytest.mark.parametrize(
    ("name", "placeholder"),
    [
        ("customer.first_name", "{{ticket.requester.firstname}}"),
        ("customer.name", "{{ticket.requester.name}}"),
        ("agent.name", "{{ticket.agent.name}}"),
        ("agent.first_name", "{{ticket.agent.name}}"),
        ("ticket.id", "{{ticket.id}}"),
        ("ticket.subject", "{{ticket.subject}}"),
        ("backorder.ship_window", "{{ticket.cf_ship_window_4711}}"),
        ("backorder.items", None),
        ("backorder.nonsense", None),
        ("customer.shoe_size", None),
    ],
)
def test_placeholder(name: str, placeholder: str | None) -> None:
    """Neutral names become Freshdesk's; a field goes by the name that Freshdesk gave it."""
    assert DIALECT.placeholder(name) == placeholder


def test_guard() -> None:
    """A canned response cannot see what a field holds, so the body stands alone, and says so."""
    assert not DIALECT.conditions
    assert DIALECT.choose({"de": "<div>a</div>"}, "<div>b</div>") == "<div>b</div>"
    assert DIALECT.guard([FieldKey.ITEMS], "<div>a</div>", "<div>b</div>") == "<div>a</div>"


def test_a_macros_own_field() -> None:
    """The field of a whole reply has a placeholder as any other."""
    field = RemoteField(2, "cf_reply_1", "Backorder reply: delay-update", "custom_paragraph")
    dialect = FreshdeskDialect({FieldKey.reply("delay-update"): field})
    assert dialect.placeholder(f"backorder.{FieldKey.reply('delay-update')}") == "{{ticket.cf_reply_1}}"


def test_the_agents_name_is_said_to_be_another_or_none() -> None:
    """Only the assigned agent's full name has a placeholder: the admin hears of it, where a macro uses it."""
    (remark,) = DIALECT.remarks({"agent.first_name", "customer.name"})
    assert "blank where nobody is" in remark
    assert DIALECT.remarks({"customer.name"}) == ()


@pytest.mark.parametrize(
    ("html", "shaped"),
    [
        ("<p>a</p>", "<div>a</div>"),
        ("<p>a</p>\n<p>b</p>\n", "<div>a</div><div><br></div><div>b</div>"),
        ("<p>a<br />\nb <b>c</b>\n<i>d</i></p>", "<div>a<br>\nb <b>c</b>\n<i>d</i></div>"),
        ("<p>a</p>\n<ul>\n<li>x</li>\n<li>y</li>\n</ul>\n<p>b</p>",
         "<div>a</div><ul><li>x</li><li>y</li></ul><div>b</div>"),
        ("<ul>\n<li>\n<p>x</p>\n</li>\n<li>\n<p>y</p>\n<ul>\n<li>z</li>\n</ul>\n</li>\n</ul>",
         "<ul><li>x</li><li>y<ul><li>z</li></ul></li></ul>"),
        ("<pre>a\n b</pre>", "<pre>a\n b</pre>"),
        ("plain", "plain"),
    ],
)  # fmt: skip
def test_shape(html: str, shaped: str) -> None:
    """Paragraphs become divs with an empty line between them; lists and inline markup stay."""
    assert DIALECT.shape(html) == shaped
    assert DIALECT.shape(shaped) == shaped
