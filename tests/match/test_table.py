"""The table of all terms: what it holds is found by its letters, and letters that share a number harm nobody."""

from __future__ import annotations

import pytest

from zendesk_bridge.core.mentions.match import Vocabulary, search, table
from zendesk_bridge.core.mentions.match.table import TermTable
from zendesk_bridge.core.model import Backorder, Product, Words

TERMS = [b"a4", b"a4a4", b"wid12", b"wid12xl", b"bluewidget", b"bluewidgetpro", b"wid12"]
LATE = [Backorder("WID-12", "Blue Widget", ("BW12",)), Backorder("A4-A4", ""), Backorder("77120", "")]
OTHERS = [Product("WID-12-XL", "Blue Widget Pro", ()), Product("A4"), Product("BW-12", "Case", ()), Product("771")]
SAID = (
    "Where are my WID-12 and the WID-12-XL? I ordered a Blue Widget Pro, a blue widgett, A4-A4, item 77120, bw12 "
    "and the wid 12, not the Blue Widget."
)


def filled() -> TermTable:
    """Return a table of some terms, each with its number."""
    made = TermTable()
    for number, term in enumerate(TERMS):
        made.add(term, number)
    made.sort()
    return made


def test_a_term_is_found_by_its_letters() -> None:
    """Each has its code, two that are written alike have both in order, and what is not in it has none."""
    known = filled()
    assert [known.codes(term) for term in TERMS] == [(0,), (1,), (2, 6), (3,), (4,), (5,), (2, 6)]
    assert known.codes(b"wid1") == known.codes(b"") == ()


@pytest.mark.parametrize(
    ("place", "shortest", "found"),
    [
        ((4, 9), 5, [(4, 9, (2, 6)), (4, 11, (3,))]),
        ((4, 9), 6, [(4, 11, (3,))]),
        ((9, 11), 2, [(4, 11, (3,))]),
        ((0, 2), 2, [(0, 2, (0,)), (0, 4, (1,))]),
        ((2, 4), 2, [(0, 4, (1,)), (2, 4, (0,))]),
        ((11, 13), 2, [(11, 13, (0,))]),
    ],
)
def test_what_reaches_into_a_place(place: tuple[int, int], shortest: int, found: list[object]) -> None:
    """All terms that have a letter in it, and none that is shorter or ends before it."""
    assert list(filled().overlapping(b"a4a4wid12xla4", 0, place, shortest)) == found


def test_letters_that_share_a_number_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where all terms share one, each place is compared with the terms themselves."""
    words = [Words("subject", SAID)]
    alone = search(words, Vocabulary.of(LATE, OTHERS))
    monkeypatch.setattr(table, "_MASK", 0)
    assert search(words, Vocabulary.of(LATE, OTHERS)) == alone
    assert {mention.sku for mention in alone.mentions} == {"WID-12", "A4-A4", "77120"}
