import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core.model import Words
from zendesk_bridge.core.text import LIMIT, customer_words, html_to_text

SHOP = "Shop Help <help@shop.example>"


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


def description(text: str, *, html: bool = False) -> str:
    """Return the customer's new words of a description."""
    return customer_words(Words("description", text, html))


HEADERS = [
    f"On Mon, Nov 2, 2026 at 10:12 AM {SHOP} wrote:",
    f"On Nov 2, 2026, at 10:12 AM, {SHOP}\nwrote:",
    "On Mon, Nov 2, 2026 at 10:12 AM Shop Help\n<help@shop.example> wrote:\n",
    f"Am Mo., 2. Nov. 2026 um 10:12 Uhr schrieb {SHOP}:",
    f"Le lun. 2 nov. 2026 à 10:12, {SHOP} a écrit\xa0:",
    "El lun, 2 nov 2026 a las 10:12, Shop (<help@shop.example>) escribió:",
    f"Em seg., 2 de nov. de 2026 às 10:12, {SHOP} escreveu:",
    f"2026年11月2日(月) 10:12 {SHOP}:",
    f"From: {SHOP}\nSent: Monday, 2 November 2026 10:12\nTo: Jane\nSubject: Your order",
    f"Von: {SHOP}\nGesendet: Montag, 2. November 2026 10:12\nAn: Jana\nBetreff: Ihre Bestellung",
    f"*De :* {SHOP}\n*Envoyé :* lundi 2 novembre 2026 10:12\n*À :* Jeanne\n*Objet :* Commande",
    "On 2 Nov 2026, at 10:12, help@shop.example wrote:",
    "-----Original Message-----",
    "-----Ursprüngliche Nachricht-----",
    "---------- Forwarded message ---------",
    "Begin forwarded message:",
    "##- Please type your reply above this line -##",
]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("quote", ["We are sorry about OLD-1.", "\n> We are sorry about OLD-1.\n> Bye"])
def test_a_quoted_mail_is_not_the_customers_words(header: str, quote: str) -> None:
    """What stands under the header of a quoted mail is cut, and what stands above it is kept."""
    text = description(f"Where is NEW-1?\n\n{header}\n{quote}")
    assert "NEW-1" in text
    assert "OLD-1" not in text


@pytest.mark.parametrize(
    "own",
    [
        "On Monday I wrote:\nWID-12 is late",
        "On 2 Nov 2026 at 10:12 I wrote:\nWID-12 is late",
        "I ordered on 2 Nov 2026 at 10:12 as jane@shop.example, these items:\n- WID-12",
        "From: Berlin\nTo: Hamburg\nSubject to change\nWID-12",
        "From: Jane\nTo: the shop\nSubject: my order\nWID-12",
        "Hello,\nFrom: Jane\nDate: 2026-11-02\nItem: WID-12",
        "Hi\n-- \nWID-12 is my order",
        "Thanks,\nand WID-12?",
        "Best regards\nJane\nPS: WID-12 too",
        "Caution: WID-12 in my mail is broken",
        "---\nWID-12\n---",
        "- one\n- WID-12",
        "Sent from my warehouse was the wrong thing, I have asked for WID-12 and nothing else, so where is it?",
    ],
)
def test_the_customers_own_words_are_kept(own: str) -> None:
    """What only looks like a quote, a signature or a disclaimer is kept."""
    assert "WID-12" in customer_words(Words("comment 7", f"Hi\n{own}"))


def test_answers_between_quoted_lines_are_kept() -> None:
    """A customer who answers below or between what they quote is heard, and the quote is not."""
    text = description(f"{HEADERS[0]}\n> Which one? OLD-1?\n\nNEW-1\n\n> And how many OLD-2?\nTwo.")
    assert text.split() == ["NEW-1", "Two."]


def test_a_mail_that_only_forwards_is_the_message() -> None:
    """A description that is nothing but a quote is what the customer sent; an empty reply says nothing."""
    forwarded = "---------- Forwarded message ---------\nFrom: shop\nYour WID-12 is late"
    assert "WID-12" in description(forwarded)
    assert customer_words(Words("comment 1", forwarded)) == ""
    assert "WID-12" in description("<blockquote>WID-12</blockquote>", html=True)


@pytest.mark.parametrize(
    "history",
    [
        f'<div class="gmail_quote"><div>{HEADERS[0].replace("<", "&lt;")}</div><blockquote>OLD-1</blockquote></div>',
        '<div class="moz-cite-prefix">Am 2.11.26 um 10:12 schrieb Shop:</div><blockquote>OLD-1</blockquote>',
        '<hr><div id="divRplyFwdMsg"><b>From:</b> Shop</div><div>OLD-1</div>',
        '<div class="yahoo_quoted"><div>Yahoo</div><div>OLD-1</div></div>',
        "<p><b>Von:</b> Shop<br><b>Gesendet:</b> 2.11.2026 10:12<br><b>An:</b> J<br><b>Betreff:</b> R</p><p>OLD-1",
        "<blockquote>OLD-1<blockquote>OLD-1</blockquote>OLD-1</blockquote>",
    ],
)
def test_quoted_html_is_dropped(history: str) -> None:
    """The quoted blocks of the usual mail programs are not the customer's words."""
    text = customer_words(Words("comment 1", f"<div>NEW-1</div>{history}", html=True))
    assert "NEW-1" in text
    assert "OLD-1" not in text


def test_answers_between_quoted_html_are_kept() -> None:
    """An answer between two quoted blocks is the customer's, although Gmail wraps all three in one quote."""
    quote = f'<div class="gmail_attr">{HEADERS[0].replace("<", "&lt;")}</div><blockquote>OLD-1</blockquote>'
    html = f'<div class="gmail_quote">{quote}<div>NEW-1</div><blockquote>OLD-2</blockquote></div>'
    text = customer_words(Words("comment 1", html, html=True))
    assert text == "NEW-1"


@pytest.mark.parametrize("line", ["Sent from my iPhone", "Von meinem iPhone gesendet", "Gesendet von meinem iPhone"])
def test_the_device_in_a_signature_is_no_product(line: str) -> None:
    """A line like "Sent from my iPhone" does not speak about a late iPhone."""
    assert description(f"Where is it?\n\n{line}") == "Where is it?"


def test_a_subject_is_read_whole() -> None:
    """A subject is one line and never a quote."""
    assert customer_words(Words("subject", "> WID-12 wrote:")) == "> WID-12 wrote:"


@pytest.mark.parametrize(
    "piece",
    ["<", "<!--", "<a ", "<a b='", "<div>", "</", "> ", "On ", "On 10:12 a@b <c@d>:\n", "From: 10:12\n", "- ", ":"],
)
@pytest.mark.parametrize("html", [False, True])
def test_a_megabyte_is_read_in_a_moment(piece: str, *, html: bool) -> None:
    """No repetition makes the work explode, and only the beginning of something huge is looked at."""
    started = time.perf_counter()
    text = customer_words(Words("comment 1", piece * (1_000_000 // len(piece)), html))
    assert len(text) <= LIMIT
    assert time.perf_counter() - started < 10
