"""A template has a budget of work and of text, the same on every machine, and says the same every time."""

from __future__ import annotations

from datetime import date

import pytest

from zendesk_bridge.core.errors import InvalidInput, Place
from zendesk_bridge.core.macros.render import Target, compile_macro
from zendesk_bridge.core.model import Backorder, FieldKey, Macro, Per, RemoteField, Template, Variant
from zendesk_bridge.helpdesks.zendesk.dialect import ZendeskDialect

FIELDS = {key: RemoteField(1, "1", key, "text") for key in FieldKey}
TARGET = Target("shop", ZendeskDialect(FIELDS), "acme", {}, "en_US", date(2026, 11, 23))
TEN = "'aaaaaaaaaa'"


def rendered(reply: str, name: str = "Widget *1*") -> str:
    """Return what a reply becomes for one item."""
    words = Variant(
        "en_US", Template("t {{ backorder.sku }}", Place("m.yaml", 2)), Template(reply, Place("m.yaml", 4, 3))
    )
    made = compile_macro(Macro("late", Per.ITEM, (words,)), words, Backorder("W-1", name, reason="late"), TARGET)
    assert made
    return made.body


def costly() -> list[str]:
    """Return templates that are short, and whose work or text is not."""
    loops = f"{{% for a in {TEN} %}}" * 15
    ends = "{% endfor %}" * 15
    doubling = "{% set x = 'ab' %}" + "{% set x = x ~ x %}" * 60
    return [
        loops + ends,
        loops + "word" + ends,
        f"{loops}{{{{ backorder.name }}}}{ends}",
        doubling + "{{ x }}",
        doubling.replace("x ~ x", "[x, x] | join") + "{{ x }}",
        "{% set x = 'aa' %}" + "{% set x = x | replace('a', 'aaaaaaaaaa') %}" * 30 + "{{ x }}",
        "{% set x = 'aa' %}" + "{% set x = x | replace('', x) %}" * 30 + "{{ x }}",
        "{% set x = 'aa' %}" + "{% set x = x | list | join(x) %}" * 30 + "{{ x }}",
        "{% macro a() %}{{ b() }}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
        "".join(f"{{% macro m{n + 1}() %}}{{{{ m{n}() }}}}{{{{ m{n}() }}}}{{% endmacro %}}" for n in range(1, 60))
        + "{% macro m1() %}x{% endmacro %}{{ m60() }}",
        "{% set x = ['a'] %}" + "{% set x = [x, x] %}" * 60 + "{{ x == x }}",
        "{% set x = 'a' * 9 %}",
        f"{{% set x = {[1] * 2000} %}}{{% for a in x %}}{{% if a in x or x < x %}}{{% endif %}}{{% endfor %}}",
        f"{{% set x = {'a' * 20_000!r} %}}{{% for a in x %}}{{{{ x[1:] | length }}}}{{% endfor %}}",
        f"{{% for a in {'a' * 2_000!r} %}}{'word ' * 500}{{% endfor %}}",
        f"{{% for a in {TEN} recursive %}}{{{{ loop({TEN}) }}}}{{% endfor %}}",
    ]  # fmt: skip


@pytest.mark.parametrize("reply", costly(), ids=range(len(costly())))
def test_work_has_a_budget(reply: str) -> None:
    """Loops in loops, doubling, and macros that call each other end with an error that names the template."""
    with pytest.raises(InvalidInput, match=r"m\.yaml:\d+:\d+: ") as caught:
        rendered(reply)
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize(
    "expression",
    [
        "'x' | center(9000000000)", "'x' | indent(9000000000)", "'%9000000000d' | format(1)", "'x'.center(9000000000)",
        "'{:9000000000}'.format(1)", "'%9000000000d' % 1", "'x' * 9000000000", "9 ** 9 ** 9", "['x'] * 9000000000",
        "'x' | wordwrap(1, true, 'y')", "[1] | batch(9000000000, 'x') | list", "'x'.ljust(9000000000)", "'x' + 'y'",
        "'x'.__class__", "backorder.name.upper()", "[1].append(2)", "{'a': 1}",
        "[1, 2] | random", "[1, 2] | shuffle", "'<b>' | safe", "backorder.name | e", "'x' | urlize", "[1] | tojson",
        "'x' | xmlattr", "['x'] | string", "[['x']] | join", "['a', 'b'] | upper", "[[['x']]] | length",
        "((((" * 400 + "1" + "))))" * 400, "1 + " * 3000 + "1", "9" * 5000, "'a' if 1 else " * 2000 + "'b'",
        "'x' is filter", "'x' | nope",
    ],
)  # fmt: skip
def test_what_a_reply_has_no_use_for_is_refused(expression: str) -> None:
    """No attribute of Python, no filter that could fill the memory or depends on chance, no depth beyond reason."""
    with pytest.raises(InvalidInput, match=r"m\.yaml:4:\d+: template: "):
        rendered(f"{{{{ {expression} }}}}")


def test_nesting_is_bounded() -> None:
    """More loops in each other than Python can compile are an error like any other."""
    with pytest.raises(InvalidInput, match="nested too deeply"):
        rendered("{% for a in 'a' %}" * 40 + "{% endfor %}" * 40)
    with pytest.raises(InvalidInput, match="template: "):
        rendered("{% if backorder.swap %}" * 300 + "{% endif %}" * 300)


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        ("{{ [1, 2] | random }}", "must not depend on chance"),
        ("{{ 'x' | safe }}", "a fact is text and never markup"),
        ("{{ 'x' | uper }}", "did you mean upper?"),
        ("{{ 'x' | center(3) }}", "there are abs, capitalize"),
        ("{% autoescape false %}x{% endautoescape %}", "escaping is not to be switched off"),
        ("{{ 'x' + 'y' }}", "join words with ~"),
    ],
)
def test_a_refusal_says_what_to_do(reply: str, says: str) -> None:
    """What is refused is told with the reason, the nearest right name or the list."""
    with pytest.raises(InvalidInput) as caught:
        rendered(reply)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("{{ backorder.name | upper }}", "<p>WIDGET *1*</p>"),
        ("{{ 'a' ~ backorder.name ~ 1 }}", "<p>aWidget *1*1</p>"),
        (
            "{% for word in ['a', 'b'] %}{{ loop.index }}{{ word }}{% if not loop.last %}, {% endif %}{% endfor %}",
            "<p>1a, 2b</p>",
        ),
        ("{% for a, b in [(1, 2), (3, 4)] if a > 1 %}{{ a + b }}{% else %}none{% endfor %}", "<p>7</p>"),
        ("{% set x = ['b', 'a'] | sort | join(' and ') %}{{ x | capitalize }}", "<p>A and b</p>"),
        (
            "{{ 'a-b' | replace('-', '+') }} {{ 'long words here' | truncate(9) }} {{ 'abc'[:2] }}",
            "<p>a+b long... ab</p>",
        ),
        (
            "{% macro hi(who) %}**{{ who }}**{% endmacro %}{{ hi(backorder.name) }}",
            "<p><strong>Widget *1*</strong></p>",
        ),
        ("{% set x %}*{{ backorder.name }}*{% endset %}{{ x }}", "<p><em>Widget *1*</em></p>"),
        ("{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}x{% endcall %}", "<p>[x]</p>"),
        (
            "{{ backorder.swap | default('none', true) }} {{ 7 // 2 }} {{ 7 % 4 }} {{ '5' | int + 1 }}",
            "<p>none 3 3 6</p>",
        ),
        ("{% if 'W' in backorder.sku and backorder.sku != 'x' %}yes{% endif %}", "<p>yes</p>"),
    ],
)
def test_what_words_need_is_there(reply: str, expected: str) -> None:
    """Lists, conditions, macros, and filters for words work as everywhere in Jinja2."""
    assert rendered(reply) == expected


@pytest.mark.parametrize(
    "reply",
    [
        "{% set x %}a{% endset %}{{ x ~ backorder.name }}",
        "{% macro m() %}a{% endmacro %}{{ backorder.name ~ m() }}",
        "{% set x %}a{% endset %}{{ (x ~ 'b') ~ backorder.name }}",
    ],
)
def test_a_fact_beside_a_block_stays_text(reply: str) -> None:
    """Joined with the Markdown of a block, the Markdown and HTML in a fact are still shown as they are."""
    assert "*1*" in rendered(reply)
    assert "&lt;b&gt;[x](https://evil.example)" in rendered(reply, "<b>[x](https://evil.example)")


@pytest.mark.parametrize("use", ["x | replace('0', '7')", "x[:3]", "x | upper", "x | list", "x == 'a'", "x | length"])
def test_what_a_block_holds_is_only_printed(use: str) -> None:
    """The text of a block holds stand-ins for facts: it is not taken apart."""
    with pytest.raises(InvalidInput, match="can be printed, and not taken apart"):
        rendered(f"{{% set x %}}{{{{ backorder.name }}}}{{% endset %}}{{{{ {use} }}}}")


def test_the_budget_leaves_room_for_long_replies() -> None:
    """Ten thousand words with a hundred facts in them are far from the end of it."""
    facts = "{% for n in [" + "1, " * 100 + "] %}{{ backorder.name }}, {% endfor %}"
    assert rendered("word " * 10_000 + facts).count("Widget") == 100
