from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core.mentions.text import LIMIT, Counting, customer_words, plain_text
from zendesk_bridge.core.mentions.text.page import Page, blanked
from zendesk_bridge.core.mentions.text.signs import any_sign
from zendesk_bridge.core.model import Words

_LINES = """
    Where is my WID-12?
    On Mon, Nov 2, 2026 at 10:12 AM Shop <help@shop.example> wrote:
    Am 02.11.26 um 10:12 schrieb Shop:
    <help@shop.example> wrote:
    > We are sorry about OLD-1
    >> and OLD-2
    From: Shop
    Sent: 2 November 2026 10:12
    To: Jane
    Subject: Your order
    -----Original Message-----
    ---------- Forwarded message ---------
    ##- Please type your reply above this line -##
    --
    Best regards,
    Thanks, Jane
    Jane Doe
    Blue Widget Inc
    +49 30 1234567
    www.shop.example
    Sent from my iPhone
    sent from my iPhone
    This e-mail and any attachments are confidential and may be privileged or worse, and
    This message is confidential, is my WID-12 here?
    Please consider the environment before printing this e-mail.
    see below
    ```
    ________________________________
    <blockquote>quoted</blockquote>
    <div id="divRplyFwdMsg">
    <pre>code <code>more
    </div>
"""
lines = st.sampled_from([*(line.strip() for line in _LINES.strip().splitlines()), "-- ", "", "", " \xa0", "\0\ud800"])
texts = st.lists(st.tuples(lines, st.sampled_from(["\n", "\n", "\n\n", "\r\n", "\r"]))).map(
    lambda pairs: "".join(line + end for line, end in pairs)
)
parts = st.sampled_from(["description", "comment 1"])
countings = st.builds(Counting, st.booleans(), st.booleans(), st.booleans())


@given(text=texts | st.text(), part=parts, html=st.booleans(), counting=countings)
def test_only_spaces_take_the_place_of_words(text: str, part: str, *, html: bool, counting: Counting) -> None:
    """Whatever is blanked, the result is as long as the plain text and equals it or has a space, breaks kept."""
    words = Words(part, text, html)
    whole, own = plain_text(words), customer_words(words, counting)
    assert len(own) == len(whole)
    assert all(new == old or (new == " " and old not in "\r\n") for new, old in zip(own, whole, strict=True))


@given(texts, parts)
def test_blanking_again_changes_nothing(text: str, part: str) -> None:
    """What was left is all the customer's: nothing in it looks like another quote, footer or signature."""
    once = customer_words(Words(part, text))
    assert customer_words(Words(part, once)) == once


@given(texts)
def test_the_quick_look_misses_nothing(text: str) -> None:
    """Where no sign is seen, reading every line finds nothing either."""
    if not any_sign(text):
        assert customer_words(Words("comment 1", f"{text}\n\n> sign")).rstrip() == text.rstrip()


@given(st.text(alphabet=st.sampled_from(list("abcXYZ 0123456789.,!?\n'éß"))), parts)
def test_text_without_any_marker_is_returned_as_it_is(text: str, part: str) -> None:
    """Letters, digits and plain punctuation are nobody's but the customer's: the very same string comes back."""
    assert customer_words(Words(part, text)) is text


@given(st.text(), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_blanking_takes_any_places(text: str, places: list[tuple[int, int]]) -> None:
    """Places may overlap, be empty and lie in any order; each character in one of them is a space or a break."""
    spans = [(start, end) for start, end in places if start <= end <= len(text)]
    inside = {index for start, end in spans for index in range(start, end)}
    assert blanked(text, spans) == "".join(
        " " if index in inside and letter not in "\r\n" else letter for index, letter in enumerate(text)
    )


@given(st.lists(st.sampled_from(["a", " ", "\n", "\r", "\r\n"])).map("".join))
def test_a_page_knows_where_its_lines_stand(text: str) -> None:
    """All lines together, blanked, leave nothing but the breaks."""
    page = Page(text)
    page.forget(0, len(page.lines))
    assert blanked(text, page.spans()).strip(" \r\n") == ""


PIECES = [
    *(
        "<",
        "<!--",
        "<a ",
        "<a b='",
        "<div>",
        "</",
        "<div></p>",
        "<b a=1><p>",
        "<span>",
        "<blockquote>",
        "<pre>",
        "&nbsp;",
    ),
    *("<table><td>", "<div class=gmail_signature>", "> ", ">\n", "On ", "On 10:12 a@b <c@d>:\n", "On 2026 a@b wrote "),
    *(
        "On 10:12 2026 a@b wrote x:\n",
        "From: 10:12\n",
        "From:\n",
        ":",
        ": \n",
        "-----",
        "--\n",
        "-- \n",
        "##-",
        "*",
        "# ",
    ),
    *("Sent from my ", "sent from my mail\n", "Thanks\nJane\n+49 30 1234567\n", "Thanks\n", "J ", "Jane Doe\n", "(0"),
    *(
        "This e-mail ",
        "This e-mail is confidential and so on and on, and on, and on\n",
        "https://",
        "www.",
        "```",
        "```\n",
    ),
    *("\n", "\r", " ", "\t\n", "a", "a.", "1", "1 ", "@", "\0", "\ud800"),
]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("html", [False, True])
def test_a_huge_text_is_read(piece: str, *, html: bool) -> None:
    """No repetition makes the work explode (it would hang here), and of something huge only the beginning is read."""
    words = Words("description", piece * (300_000 // len(piece)), html)
    assert len(customer_words(words, Counting(code=False, urls=False))) == len(plain_text(words)) <= LIMIT
