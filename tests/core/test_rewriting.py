"""What of a text is content, and what is only a server's way to write it down."""

from __future__ import annotations

import pytest

from zendesk_bridge.core.rewriting import layout


@pytest.mark.parametrize(
    ("html", "parts"),
    [
        ("<p>Hello<br>you</p>", ()),
        ('<div class="x" style="color:red">Hello <a rel="nofollow" href="x">you</a></div>', ()),
        (
            "<p><img alt=\"a > b\" SRC='https://a.example/1.png?a=1&amp;b=2'></p>",
            ("img https://a.example/1.png?a=1&b=2",),
        ),
        ('<img class="emoji" src="https://cdn.example/1f600.png">', ()),
        ("<IMG>", ("img",)),
        ("<p>a</p><hr /><hr>", ("ruled line: 2",)),
        ("<ul><li>a</li><li class='b'>b</li></ul>", ("list item: 2",)),
        ("<table><tr><th>a</th><td>b</td></tr></table>", ("table cell: 2",)),
        ("<s>a</s> <del>b</del> <strike>c</strike>", ("passage struck through: 3",)),
        ("<!-- <hr><img src=x> --><strong>a</strong><section>b</section>", ()),
        ('<iframe src="https://a.example/v"></iframe>', ("iframe https://a.example/v",)),
    ],
)
def test_what_a_reader_sees_besides_the_words(html: str, parts: tuple[str, ...]) -> None:
    """Pictures count by their address, lines, items and cells by their number; how they look counts for nothing."""
    assert layout(html) == parts
