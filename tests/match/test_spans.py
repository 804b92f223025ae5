"""Evidence is what stands there: each span of a finding, cut out of the text, is the words that the finding shows."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zendesk_bridge.core.mentions.match import Vocabulary, search
from zendesk_bridge.core.mentions.match.fold import fold
from zendesk_bridge.core.mentions.text import plain_text
from zendesk_bridge.core.model import Backorder, Words

KNOWN = {
    "WID-12": "Blue Widget",
    "\u00b5-LAMP-7": "Stra\u00dfe \u00bd L",
    "100234": "Na\u00efve \u00fe\u00f3rr",
    "\u5546-42": "\u9752\u3044\u30e9\u30f3\u30d7",
}
CATALOGUE = Vocabulary.of([Backorder(sku, name) for sku, name in KNOWN.items()])
ODD = [
    *"\u00b5\u00bd\u00fe\u00df\u0130\u0131\u00aa\u00b2\u2122\u00ae\u20ac\u2026\ufb01\u2167\u216c\ufdfa\u1e9e\u0149\u01f0\u0390\u0345\u0301\u200d\u200b\u00ad\u2014\u3000\u2028\uff17\uff37\u0661\u4e2d\uac00\u0e33\U0001f600\U0001d7d9\ud800\x00\r",
    "\U0001f469\u200d\U0001f52c",
    "e\u0301",
    "\U0001f1e9\U0001f1ea",
    "&frac12;",
    "&amp;#181;",
    "%C2%B5",
    "=C2=BD",
    "<b>",
    "</td>",
    "\\-",
]
SAID = [
    *KNOWN,
    *KNOWN.values(),
    "wid 12",
    "WID\u201112",
    "W\u0406D-12",
    "\uff37\uff29\uff24-\uff11\uff12",
    "item 100234",
    "100 234",
    "Blue Widgett",
    "WID-1<b>2</b>",
    "stra\u00dfe 1/2 l",
]
texts = st.lists(
    st.one_of(st.sampled_from(ODD), st.sampled_from(SAID), st.sampled_from([" ", " ", ", ", "\n"]), st.characters()),
    max_size=14,
).map("".join)


@settings(deadline=None)
@given(text=texts, html=st.booleans(), part=st.sampled_from(["subject", "description", "comment 2"]))
@example(text="\u00b5 \u00bd \u00fe Where is WID-12?", html=False, part="description")
def test_the_evidence_stands_at_its_span(text: str, part: str, *, html: bool) -> None:
    """Whatever characters stand before, in and behind it, text[start:end] is the evidence of every finding."""
    words = Words(part, text, html)
    whole, found = plain_text(words), search([words], CATALOGUE)
    for finding in (*found.mentions, *found.possible, *found.refused):
        assert whole[finding.start : finding.end] == finding.text != ""


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(ODD), st.characters()), max_size=30).map("".join))
def test_every_folded_character_comes_from_somewhere(text: str) -> None:
    """Each place of a folded text lies in the original, they stand in the same order, and nothing reaches beyond."""
    folded = fold(text)
    places = [folded.original(place, place + 1) for place in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


@pytest.mark.parametrize("odd", ODD)
def test_one_odd_character_moves_nothing(odd: str) -> None:
    """Before, behind and around a mention, one odd character at a time; the mention is what it was."""
    text = f"{odd} {odd} Where is WID-12 ? {odd}"
    (mention,) = search([Words("subject", text)], CATALOGUE).mentions
    assert text[mention.start : mention.end] == "WID-12"
