"""Placeholders: what templates come out as, and that every template comes to an end."""

from collections.abc import Iterator
from typing import Any

import pytest

from zendesk_bridge.sandbox import Sandbox
from zendesk_bridge.sandbox.records import NewTicket
from zendesk_bridge.sandbox.store import Store
from zendesk_bridge.sandbox.zendesk.html import clean
from zendesk_bridge.sandbox.zendesk.liquid import Renderer
from zendesk_bridge.sandbox.zendesk.liquid_limits import BoundedEnvironment

VALUES = (
    "'abc'",
    "''",
    "-1.5",
    "'inf'",
    "'nan'",
    "nil",
    "true",
    "(1..3)",
    "ticket",
    "'a,b' | split: ','",
    "'1e999'",
    "x",
)
ARGUMENTS = ("", ": 'a'", ": 0", ": -1", ": nil", ": 'inf'", ": ticket", ": 'a', 'b'", ": 1, nil", ": 'nan', -2")


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """Return a demo's store."""
    with Sandbox(faces=("zendesk",)) as box:
        yield box.store


@pytest.fixture(scope="module")
def renderer(store: Store) -> Renderer:
    """Return what renders for the demo's first ticket."""
    return Renderer(store, store.ticket(1), store.users(("admin",), limit=1)[0])


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ticket.id}}|{{ticket.nothing}}|{{nobody.name}}", "1||"),
        ("{{ 'inf' | floor }}", ""),
        ("{{ 'nan' | ceil }}", ""),
        ("{{ 1.5 | modulo: 0 }}", ""),
        ("{{ 7 | modulo: 4 }}", "3"),
        ("{% for i in (1..3) reversed %}{{ i }}{% endfor %}", "321"),
        ("{% assign few = (1..3) %}{{ few | join: '-' }}", "1-2-3"),
        ("{% if ticket", "{% if ticket"),
        ("a { b }} c", "a { b }} c"),
        ("{% if ticket.nothing == nil %}nil{% endif %}{% if ticket.nothing == blank %} blank{% endif %}", "nil blank"),
        ("{% for one in ticket.nothing %}x{% endfor %}{{ ticket.nothing | size }}", "0"),
        ("{% if ticket.nothing contains 'x' or ticket.nothing %}x{% endif %}", ""),
        ("{% if ticket.nothing == '' %}a text{% else %}no text{% endif %}", "no text"),
    ],
)
def test_what_templates_come_out_as(renderer: Renderer, template: str, text: str) -> None:
    """Values are filled in, what is not there and what cannot be computed is empty, what is broken stands."""
    assert renderer.text(template) == text


@pytest.mark.parametrize(
    ("template", "reply"),
    [
        ("{% case ticket.ticket_field_77 %}{% when 'de' %}Hallo{% when 'fr' %}Salut{% else %}Hi{% endcase %}", "Hallo"),
        ("{% case ticket.ticket_field_77 %}\n {% when 'en' %}Hi{% when 'de' or 'fr' %}Hallo{% endcase %}", "Hallo"),
        ('{% case ticket.ticket_field_77 %}{% when "fr", "de" %}Hallo{% endcase %}', "Hallo"),
        ("{% case ticket.ticket_field_99 %}{% when 'de' %}Hallo{% else %}Hi{% endcase %}", "Hi"),
        ("a {%- if ticket.ticket_field_77 contains 'e' -%}  <b>x</b> {%- elsif true -%}y{%- endif -%} b", "a<b>x</b>b"),
        ("{% if ticket.ticket_field_77 == 'fr' %}a{% elsif ticket.ticket_field_80 %}b{% else %}c{% endif %}", "b"),
        ("{% assign l = ticket.ticket_field_77 | slice: 0, 1 %}{{ l }}{% unless l == 'd' %}!{% endunless %}", "d"),
        ("{% if ticket.ticket_field_81 > 3 and ticket.ticket_field_80 %}yes{% endif %}", "yes"),
        ("{% capture c %}{{ ticket.ticket_field_78 }}{% endcapture %}{{ c }}", "A &amp; B"),
        ("<p>{% case ticket.ticket_field_77 %}{% when 'de' %}Ü</p><p>ß{% else %}{% endcase %}</p>", "<p>Ü</p><p>ß</p>"),
    ],
)  # fmt: skip
def test_logic_in_a_stored_rich_reply(store: Store, template: str, reply: str) -> None:
    """A macro's HTML, cleaned as it is when it is stored, decides by the ticket's fields."""
    fields = {"77": "de", "78": "A & B", "80": True, "81": 5}
    ticket = store.add_ticket(
        NewTicket("Hi", store.users(("end-user",), limit=1)[0].id, text="x", zendesk_fields=fields)
    )
    with_fields = Renderer(store, ticket, store.users(("admin",), limit=1)[0])
    assert with_fields.html(clean(template)) == reply


@pytest.mark.parametrize(
    "template",
    [
        "{" * 10_000,
        "{%a" * 30_000,
        "{% raw %}" * 9_000,
        "{{" + " " * 90_000 + "}}",
        "{{ " + "(" * 80_000 + "}}",
        "x" * 100_001,
        "{% for i in (1..1000000000) %}x{% endfor %}",
        "{% for i in (1..10000) %}{% for j in (1..10000) %}x{% endfor %}{% endfor %}",
        "{% tablerow i in (1..1000000000) %}x{% endtablerow %}",
        "{% for i in (1..1000000000) reversed limit: 3 %}x{% endfor %}",
        "{{ (1..1000000000) | join: ',' }}",
        "{{ (1..99999999999999999999999) | size }}",
        "{% assign n = 99999 | times: 99999 %}{% if (1..n) contains 'x' %}y{% endif %}",
        "{% assign a = 'aaaaaaaaaa' %}{% for i in (1..40) %}{% assign a = a | append: a %}{% endfor %}{{ a }}",
        "{% capture a %}{% for i in (1..9000) %}aaaaaaaaaa{% endfor %}{% endcapture %}{{ a | replace: 'a', a }}",
        "{% for i in (1..9000) %}" + "{{ ticket.description | replace: ' ', 'xx' | size }}" * 20 + "{% endfor %}",
        "{% if true %}" * 900 + "{% endif %}" * 900,
    ],
    ids=lambda template: template[:40].split("\n")[0],
)
def test_endless_templates_come_out_as_they_stand(renderer: Renderer, template: str) -> None:
    """A template that would run, grow or be read for ever is given up by counting, so that this test ends."""
    assert renderer.text(template) == template


def test_a_long_template_within_reason_is_filled_in(renderer: Renderer) -> None:
    """A macro as long as Zendesk keeps one, with a placeholder in each line, is rendered."""
    line = "Your order {{ ticket.id }} ships {% if ticket.id == 1 %}soon{% else %}late{% endif %}.\n"
    assert renderer.text(line * 700) == "Your order 1 ships soon.\n" * 700


@pytest.mark.parametrize("name", sorted(BoundedEnvironment().filters))
def test_no_filter_raises(renderer: Renderer, name: str) -> None:
    """Any filter takes anything: the reply is text."""
    found: list[Any] = [
        renderer.text(f"{{{{ {value} | {name}{arguments} }}}}") for value in VALUES for arguments in ARGUMENTS
    ]
    assert all(isinstance(text, str) for text in found)
