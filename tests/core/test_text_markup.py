from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core.mentions.text import html_to_text
from zendesk_bridge.core.mentions.text.markup import StretchKind, read


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b</p>", "a\nb"),
        ("<div>a</div><div><br></div><div>b</div>", "a\nb"),
        ("<div>a</div>\n\n<div>b</div>", "a\nb"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<b>ABC</b>-123", "ABC-123"),
        ("<span>WID</span>-<i>1</i>2", "WID-12"),
        ("<p>one\ntwo</p>", "one two"),
        ("<pre>one\ntwo</pre>", "one\ntwo"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<head><title>t</title><style>s</style></head><p>a<script>x</script></p>", "a"),
        ("<p>Tom &amp; Jerry&nbsp;&nbsp;&eacute; &lt;3</p>", "Tom & Jerry é <3"),
        ("<!--[if mso]>no<![endif]--><p>yes</p><![if !mso]>too<![endif]>", "yes\ntoo"),
        ("<p>open <b>bold", "open bold"),
        ("</p></div>stray", "stray"),
        ("plain\nlines  stay", "plain\nlines stay"),
        ("1 < 2 & 3", "1 < 2 & 3"),
        ("cut <b", "cut <b"),
        ("<p>cut <b title='x>", "cut"),
        ("<p>a<b title='1>2' id=x>b</b> <3 <", "ab <3 <"),
        ("<p>one<!-- never closed <p>two", "one never closed\ntwo"),
        ("<p>a\r\nb<style>never closed</p>c", "a bnever closed\nc"),
        ("&#99999999999;x", "\ufffdx"),
        ("", ""),
    ],
)
def test_html_reads_as_a_person_sees_it(html: str, text: str) -> None:
    """Blocks become lines, inline tags leave no trace, nothing unseen is read, broken HTML is read too."""
    assert html_to_text(html) == text


@given(st.text(alphabet=st.sampled_from(list("ab<>/&;!-[]'\" =\n\tpdiv\xa0")), max_size=60))
def test_any_text_is_read_without_an_error(html: str) -> None:
    """No input raises, and the result has neither empty lines nor runs of spaces."""
    text = html_to_text(html)
    assert "\n\n" not in text
    assert "  " not in text
    assert text == text.strip()


@given(st.text(alphabet=st.characters(exclude_characters="<&", exclude_categories=["Cs"])))
def test_reading_plain_text_again_changes_nothing(plain: str) -> None:
    """The result of reading is plain text, and stays as it is when it is read again."""
    once = html_to_text(plain)
    assert html_to_text(once) == once


@given(st.text(alphabet=st.sampled_from(list("ab<>/&;!-[]'\" =\n\tpdiv\xa0")), max_size=60))
def test_marks_change_no_text(html: str) -> None:
    """The text is the same with and without marks, and each mark is a stretch of it that begins and ends in ink."""
    text, marks = read(f"<blockquote>{html}</blockquote><code>{html}")
    assert text == html_to_text(f"<blockquote>{html}</blockquote><code>{html}")
    for mark in marks:
        assert text[mark.start : mark.end].strip() == text[mark.start : mark.end] != ""


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("a <pre>b\n c</pre> d <p><code>e</code>f", {(StretchKind.CODE, "b\nc"), (StretchKind.CODE, "e")}),
        ("<blockquote>a <blockquote> b</blockquote></blockquote>c", {(StretchKind.QUOTE, "a\nb")}),
        ("<blockquote style='margin:0 0 0 40px;border:none;padding:0px'>mine</blockquote>", set()),
        ("<div id='Signature'> a <p>b</div>c", {(StretchKind.SIGNATURE, "a\nb")}),
        ("a<div id=x_divRplyFwdMsg>b</div>c", {(StretchKind.QUOTE, "b\nc")}),
        ("a<blockquote> </blockquote>", set()),
        ("<p>a<blockquote>b<p>c</p>d</blockquote>e", {(StretchKind.QUOTE, "b\nc\nd")}),
        ("<blockquote>a<table><td>b</blockquote>c</table>d", {(StretchKind.QUOTE, "a\nb\nc\nd")}),
        ("a<div class=gmail_quote>b</div><blockquote>c</blockquote>", {(StretchKind.QUOTE, "c")}),
        ("<blockquote>\ud800", {(StretchKind.QUOTE, "\ufffd")}),
    ],
)
def test_what_a_mail_program_says_is_marked(html: str, marked: set[tuple[StretchKind, str]]) -> None:
    """Quotes, signatures and code are marked where they stand in the text, the outermost of each kind."""
    text, marks = read(html)
    assert {(mark.kind, text[mark.start : mark.end]) for mark in marks} == marked


@pytest.mark.parametrize("number", ["9" * 5_000, "x" + "f" * 5_000])
def test_a_number_without_end_is_no_character(number: str) -> None:
    """An entity may have more digits than a number may have; it is no character, and no error."""
    assert html_to_text(f"a &#{number}; b") == "a \ufffd b"
    assert html_to_text(f"<p>a &#{number} b") == "a \ufffd b"


@pytest.mark.parametrize("piece", ["<div>", "<b a=1><p>", "<div></p>", "<blockquote><div>", "<x>"])
def test_html_that_nests_without_end_is_read_by_its_tags_alone(piece: str) -> None:
    """What the rules of HTML 5 would take minutes for still falls apart into lines."""
    text = html_to_text(f"{piece}one" * 40_000)
    assert text.replace("\n", "") == "one" * 40_000
    assert ("\n" in text) is (piece != "<x>")


def test_ordinary_html_may_nest() -> None:
    """Two hundred quotes within each other are read in full, and so are many tables with cells that nobody closed."""
    text, marks = read(
        "<blockquote>" * 200 + "deep" + "</blockquote>" * 200 + "mine" + "<table><tr><td>x</table>" * 400
    )
    assert text.split()[:3] == ["deep", "mine", "x"]
    assert [text[mark.start : mark.end] for mark in marks] == ["deep"]
