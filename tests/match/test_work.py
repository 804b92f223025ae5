"""What a search may cost: counted, so that the same words are always read, or always skipped."""

from __future__ import annotations

import pytest

from zendesk_bridge.core.mentions.match import Vocabulary, search
from zendesk_bridge.core.mentions.match.work import MOST, OverBudget, Work
from zendesk_bridge.core.model import Backorder, Findings, Product, Words

CATALOGUE = Vocabulary.of([Backorder("WID-12", "Blue Widget", ("BW12",))], [Product("BW12-XL", "Widget Case")])


def test_work_is_paid_for_until_none_is_left() -> None:
    """What is left can be spent to the last, and no further."""
    work = Work(10)
    work.take(10)
    with pytest.raises(OverBudget):
        work.take(1)


@pytest.mark.parametrize("piece", ["BW12.", "BW12-XL ", "WID-13 "])
def test_a_text_that_costs_too_much_says_nothing(piece: str) -> None:
    """Plain length, places, rivals and what may be a typo all cost; past the limit there is no half an answer."""
    text = piece * 400
    assert search([Words("description", text)], CATALOGUE).whole
    assert search([Words("description", text)], CATALOGUE, most=len(text) + 1_000) == Findings(whole=False)
    assert search([Words("description", text)], CATALOGUE, most=len(text)) == Findings(whole=False)


def test_the_whole_ticket_counts() -> None:
    """Many short texts cost as one long one does."""
    few, many = [Words("comment 1", "WID-12")], [Words("comment 1", "WID-12")] * 40
    assert search(few, CATALOGUE, most=20_000).whole
    assert not search(many, CATALOGUE, most=20_000).whole


def test_the_longest_orders_that_people_paste_are_read() -> None:
    """Five thousand lines of late items, and a thread of a hundred long replies, are an ordinary bad day."""
    table = "".join(f"WID-12\t{number}\tBlue Widget\n" for number in range(5_000))
    thread = [
        Words(f"comment {number}", "<p>Where is my WID-12?</p>" + "<div>x</div>" * 5_000, html=True)
        for number in range(100)
    ]
    assert search([Words("description", table)], CATALOGUE).whole
    assert sum(len(words.text) for words in thread) < MOST / 2
