from __future__ import annotations

import sys
from random import Random

import noisy
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zendesk_bridge.core.mentions.match import Vocabulary, find, search
from zendesk_bridge.core.mentions.match.fold import fold
from zendesk_bridge.core.model import Backorder, Mention, Product, Words

LETTERS = "BCDFGHJKLMNPQRTVWZ"
SOME = settings(max_examples=120, deadline=None)

codes = st.builds(
    "{}{}{}".format,
    st.text(LETTERS, min_size=3, max_size=4),
    st.sampled_from(["-", "_", "/"]),
    st.text("23456789", min_size=3, max_size=5),
)
"""SKUs that are nothing else, long enough to be written loosely."""
around = st.sampled_from(["", "Where is ", "(", "ich warte auf ", "- ", "\n", '"', "manque : "])
behind = st.sampled_from(["", " please", ")", "?", ", danke", "\nBye", '"', ". It is late."])
pieces = st.sampled_from(
    [
        "WID-12",
        "wid 12",
        "WID",
        "-",
        "12",
        "\u2013",
        "\u200b",
        "\uff37",
        "\u00a0",
        "&",
        "&amp;",
        "<b>",
        "</b>",
        "<td",
        "%2D",
        "=2D",
        "=\n",
        ">",
        "\n> ",
        "Blue Lamp",
        "lamp",
        "Blue",
        "100234",
        "item ",
        "order ",
        "sku: ",
        "@",
        ".com",
        "http://",
        "s",
        "'s",
        "x2",
        "2x",
        " ",
        "\ud800",
        "\x00",
        "\r\n",
        "\u0130",
        "e\u0301",
        "\ufb01",
        "\u0421",
        "\U0001f64f",
        "\u00df",
        "\u2122",
        "#",
        "/",
        "A.*",
        "[x]",
        "C++",
    ]
)
texts = st.one_of(
    st.lists(pieces, max_size=24).map("".join),
    st.text(st.characters(), max_size=60),
    st.lists(st.one_of(pieces, st.text(st.characters(), max_size=3)), max_size=16).map("".join),
)

LATE = (
    Backorder("WID-12", "Blue Lamp", ("lampe bleue",)),
    Backorder("100234", "Salt & Pepper Mill"),
    Backorder("MINI", "Compact Chopper"),
    Backorder("C++", "Baker's Book"),
)
OTHERS = (Product("WID-12-XL", "Blue Lamp Pro"), Product("WID-120"), Product("A.*", "[x]"))


@pytest.fixture(scope="module")
def catalogue() -> Vocabulary:
    """Return a small catalogue of every kind of SKU."""
    return Vocabulary.of(LATE, OTHERS)


def found(text: str, catalogue: Vocabulary) -> tuple[Mention, ...]:
    """Search a subject line: all of it is the customer's own."""
    return find([Words("subject", text)], catalogue)


def squeezed(text: str) -> str:
    """Return the letters and digits alone, in lower case, of the text as it reads."""
    return "".join(filter(str.isalnum, fold(text).text.lower()))


@SOME
@given(code=codes, before=around, after=behind)
def test_what_stands_alone_is_found(code: str, before: str, after: str) -> None:
    """A code that is written as the catalogue has it is found, with its very place."""
    (mention,) = found(f"{before}{code}{after}", Vocabulary.of([Backorder(code, "")]))
    assert (mention.start, mention.text) == (len(before), code)


@SOME
@given(code=codes, before=around, after=behind, side=st.sampled_from([0, 1]))
def test_a_space_at_a_seam_keeps_it(code: str, before: str, after: str, side: int) -> None:
    """Beside its own separator a code may hold a space."""
    seam = next(place for place, sign in enumerate(code) if not sign.isalnum()) + side
    written = f"{code[:seam]} {code[seam:]}"
    assert [mention.text for mention in found(f"{before}{written}{after}", Vocabulary.of([Backorder(code, "")]))] == [
        written
    ]


@SOME
@given(code=codes, place=st.integers(1, 3), after=behind)
def test_a_space_elsewhere_removes_it(code: str, place: int, after: str) -> None:
    """Inside its letters a code holds no space."""
    place = min(place, next(place for place, sign in enumerate(code) if not sign.isalnum()) - 1)
    assert not found(f"see {code[:place]} {code[place:]}{after}", Vocabulary.of([Backorder(code, "")]))


@SOME
@given(code=codes, sign=st.sampled_from("BQKZ7094"), before=around, after=behind, front=st.booleans())
def test_a_letter_or_digit_at_an_end_removes_it(code: str, sign: str, before: str, after: str, *, front: bool) -> None:
    """A longer code is another code, whichever end it is longer at."""
    written = f"{sign}{code}" if front else f"{code}{sign}"
    assert not found(f"{before}{written}{after}", Vocabulary.of([Backorder(code, "")]))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_span_reads_as_its_term(seed: int) -> None:
    """Whatever noise is in a SKU, the letters and digits of the span are those of the catalogue's term."""
    shop = noisy.shop(60, seed)
    catalogue = Vocabulary.of([Backorder(row.sku, row.name, row.aliases) for row in shop.rows])
    for ticket in noisy.tickets(shop, 4, seed):
        for mention in found(ticket.text, catalogue):
            if mention.reason in {"exact", "squeezed", "cue"}:
                assert squeezed(mention.text) == squeezed(mention.term), (mention.text, mention.term)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_the_catalogue_is_irrelevant(seed: int) -> None:
    """The same products in another order find the same."""
    shop, rng = noisy.shop(60, seed), Random(seed)  # noqa: S311  (an order, nothing secret)
    late = [Backorder(row.sku, row.name, row.aliases) for row in shop.rows if row.late]
    others = [Product(row.sku, row.name, row.aliases) for row in shop.rows if not row.late]
    words = [Words("description", ticket.text) for ticket in noisy.tickets(shop, 6, seed)]
    first = search(words, Vocabulary.of(late, others))
    rng.shuffle(late)
    rng.shuffle(others)
    assert search(words, Vocabulary.of(late, others)) == first


@settings(max_examples=400, deadline=None)
@given(text=texts)
@example(text="WID-12" * 3)
@example(text="\ud800WID-12\udfff &#xD800; %ED%A0%80")
@example(text="\x00WID-12\x00")
@example(text="<b>WID-<i>12</i>")
@example(text="<!-- WID-12 <p <td WID-12 <<<>>> &#99999999; &;")
def test_mentions_lie_in_the_text_in_order(text: str, catalogue: Vocabulary) -> None:
    """No text raises; spans lie inside it, in order, apart from one another, and hold what the mention says."""
    text = text.replace("\r", "")
    position = 0
    for mention in found(text, catalogue):
        assert position <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        position = mention.end


@settings(max_examples=150, deadline=None)
@given(text=texts, part=st.sampled_from(["subject", "description", "comment 1"]), html=st.booleans())
def test_no_text_raises(text: str, part: str, catalogue: Vocabulary, *, html: bool) -> None:
    """Whatever a customer or their mail program sends is read, as text and as HTML, never closed or not."""
    words = [Words(part, text, html)]
    findings = search(words, catalogue)
    assert findings.mentions == find(words, catalogue)
    assert {mention.part for mention in findings.mentions + findings.possible} <= {part}


@SOME
@given(text=st.text(st.characters(), max_size=200))
@example("\u0130\u0130 &amp;&eacute;=2D=\n%C3%A9<b>\u00e9</b>")
def test_every_folded_place_has_an_original(text: str) -> None:
    """Whatever folding drops or adds, the original spans lie in the text, and in the same order."""
    folded = fold(text)
    spans = [folded.original(place, place + 1) for place in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@given(
    skus=st.lists(
        st.one_of(st.text(st.characters(), max_size=8), st.sampled_from(["", " ", "-", "A", "1"])), max_size=8
    )
)
@settings(max_examples=150, deadline=None)
def test_no_catalogue_raises(skus: list[str]) -> None:
    """Whatever stands in a catalogue, it is built, and searching for it raises nothing."""
    built = Vocabulary.of([Backorder(sku, sku, (sku,)) for sku in skus], [Product(sku, sku) for sku in skus[::2]])
    search([Words("subject", " ".join(skus))], built)


@pytest.mark.parametrize("sku", ["A.*", "[x]", "C++", "(?i)a", "a|b", "^$", "\\d+", "*", "?", "{2}"])
def test_a_sku_is_no_pattern(sku: str) -> None:
    """What looks like a regular expression stands for nothing but itself."""
    built = Vocabulary.of([Backorder(sku, "")])
    assert not found("Abc xyz 123 aaa a b C 22 B. Any news?", built)


@pytest.mark.parametrize("sku", ["", " ", "-", "\u200b"])
def test_an_empty_sku_is_nowhere(sku: str) -> None:
    """A SKU without a letter or digit is found nowhere, and harms nobody."""
    built = Vocabulary.of([Backorder(sku, ""), Backorder("WID-12", "")])
    assert [mention.sku for mention in found("a - b WID-12 \u200b", built)] == ["WID-12"]


def test_skus_that_differ_in_their_separator_are_both_found() -> None:
    """Of two SKUs that are one when squeezed, the one that is written is meant; another writing means neither."""
    built = Vocabulary.of([Backorder("WID-12", ""), Backorder("WID12", "")])
    assert [mention.sku for mention in found("WID-12 and WID12", built)] == ["WID-12", "WID12"]
    assert not found("WID_12", built)


def test_a_sku_in_two_cases_is_found_as_written() -> None:
    """Of two SKUs that differ in case alone, the one that is written is meant."""
    built = Vocabulary.of([Backorder("WID-12", ""), Backorder("wid-12", "")])
    assert [mention.sku for mention in found("wid-12 and WID-12", built)] == ["wid-12", "WID-12"]


LARGE = {
    "no spaces": "a" * 100_000,
    "digits": "1" * 1_000_000,
    "grouped digits": "100 234 " * 125_000,
    "numbers": "100234 " * 140_000,
    "cues": "item order sku " * 66_000,
    "mentions": "WID-12 " * 140_000,
    "mentions glued": "WID-12" * 160_000,
    "halves": "WID-" * 250_000,
    "spread": ("WID" + " " * 50) * 19_000,
    "hyphens": "-" * 1_000_000,
    "dashes": "\u2013" * 1_000_000,
    "invisible": "W\u200b" * 500_000,
    "accents": "e\u0301" * 500_000,
    "entities": "&amp;" * 200_000,
    "half entities": "&#" * 500_000,
    "percent escapes": "%2D" * 330_000,
    "percent signs": "%" * 1_000_000,
    "printed": "=2D=\n" * 200_000,
    "tags never closed": "<b " * 330_000,
    "angle brackets": "<" * 1_000_000,
    "nested tags": "<div>" * 200_000,
    "comments": "<!--" * 250_000,
    "quotes": "> " * 500_000,
    "quoted lines": "> WID-12\n" * 110_000,
    "lines": "\n" * 1_000_000,
    "base64": "QUJD/+" * 160_000,
    "hosts": "a.b-" * 250_000,
    "at signs": "a@" * 500_000,
    "addresses": "https://a/WID-12?" * 58_000,
    "path": "/WID-12" * 140_000,
    "stars": "*" * 1_000_000,
    "names": "Blue Lamp " * 100_000,
    "half names": "Blue " * 200_000,
    "braces": "{(;" * 330_000,
    "wrote": "On Monday 2026 at 10:00 " * 41_000,
    "labels": "From: " * 160_000,
}


MUCH = 300_000
"""Characters whose square no processor counts to while somebody waits."""


def calls(text: str, catalogue: Vocabulary) -> int:
    """Return how many Python calls a search takes: a measure of work that no other process disturbs."""
    count = 0

    def tick(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(tick)
    try:
        search([Words("subject", text)], catalogue)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("kind", LARGE)
def test_work_grows_with_the_text(kind: str, catalogue: Vocabulary) -> None:
    """Twice the text takes about twice the work, whatever is repeated in it."""
    short, long = LARGE[kind][:8_000], LARGE[kind][:16_000]
    calls(short, catalogue)
    assert calls(long, catalogue) <= 2.3 * calls(short, catalogue) + 500


TAGGED = (
    "entities",
    "half entities",
    "tags never closed",
    "angle brackets",
    "nested tags",
    "comments",
    "quotes",
    "mentions",
)


@pytest.mark.parametrize(("kind", "html"), [*((kind, False) for kind in LARGE), *((kind, True) for kind in TAGGED)])
def test_a_large_text_takes_no_more_than_its_share(kind: str, html: bool, catalogue: Vocabulary) -> None:  # noqa: FBT001  (a table)
    """Much of the same is read to its end: anything but linear time would not come back."""
    text = LARGE[kind][:MUCH]
    search([Words("description", text, html)], catalogue)
    fold(text)
