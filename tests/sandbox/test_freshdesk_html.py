"""What the Freshdesk face makes of HTML."""

import pytest

from zendesk_bridge.sandbox.freshdesk.composer import filled
from zendesk_bridge.sandbox.freshdesk.html import plain, rewritten

REWRITTEN = [
    ("plain text & more", "<div>plain text &amp; more</div>"),
    ("<p>One</p>\n<p>Two<br/>three</p>", "<div>One</div>\n<div>Two<br>three</div>"),
    ("<p>One<p>Two", "<div>One</div><div>Two</div>"),
    ("<!-- marker --><p class='x' data-key='k'>Hi <font color='red'>you</font></p>", "<div>Hi you</div>"),
    ("<p>a</p><script>alert('<b>')</script><style>p {}</style>", "<div>a</div>"),
    ("loose<div>block</div>loose <b>again</b>", "<div>loose</div><div>block</div><div>loose <b>again</b></div>"),
    ('<a href="javascript:x()" onclick="x()">x</a>', "<div><a>x</a></div>"),
    (
        '<p><a href="{{ticket.url}}" rel="nofollow">y</a></p>',
        '<div><a href="{{ticket.url}}" rel="nofollow">y</a></div>',
    ),
    ("<ul><li>one</li><li>two</li></ul>", "<ul><li>one</li><li>two</li></ul>"),
    ("<p>{{ticket.cf_ship_window}}</p>", "<div>{{ticket.cf_ship_window}}</div>"),
    ("", ""),
]


@pytest.mark.parametrize(("given", "expected"), REWRITTEN)
def test_html_is_rewritten_as_freshdesk_does_it(given: str, expected: str) -> None:
    """Paragraphs become divs, loose text is wrapped, and what the editor does not know is dropped."""
    assert rewritten(given) == expected


@pytest.mark.parametrize("given", [given for given, _ in REWRITTEN])
def test_the_second_save_changes_nothing(given: str) -> None:
    """Saving what was read back is stable."""
    assert rewritten(rewritten(given)) == rewritten(given)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div>One</div><div>Two<br>three</div>", "One\nTwo\nthree"),
        ("<div><b>ABC</b>-123  and\n more</div>", "ABC-123 and more"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<div>&lt;b&gt; &amp;</div>", "<b> &"),
    ],
)
def test_text_is_derived_from_html(html: str, text: str) -> None:
    """A block is a line, and inline elements leave no gap."""
    assert plain(html) == text


def test_placeholders_are_filled_as_text() -> None:
    """Values are escaped, their lines broken, and what nobody knows becomes nothing."""
    html = "<div>{{ticket.a}} {{ ticket.b }}|{{ticket.c}}|{{ticket.a | upcase}}|{% if x %}</div>"
    values = {"ticket.a": "<1>", "ticket.b": "x\ny", "ticket.c": None}
    assert filled(html, values) == "<div>&lt;1&gt; x<br>y|||{% if x %}</div>"
