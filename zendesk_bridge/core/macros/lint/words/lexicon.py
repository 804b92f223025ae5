"""What a language must be able to say to the rules."""

from __future__ import annotations

from dataclasses import dataclass

Pieces = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language. Each entry is a piece of a regular expression, read without case, between the edges of words.

    ``~`` in a piece stands for any sign of the same sentence, and every repetition is bounded: texts are read in linear
    time.
    ``not_delay`` says that a sentence with words of ``delay`` is about something else, ``not_offered`` that one with a
    choice denies it. ``consent`` and ``rejection`` are what becomes of an order without an answer; ``undecided`` that
    there is time. ``by`` stands before a day until which something holds, ``between`` joins the days of a range.
    """

    vague: Pieces
    """Promises a time and names none."""
    asks: Pieces
    """Asks the customer to do something: how soon is then said to the customer."""
    delay: Pieces
    not_delay: Pieces
    closed: Pieces
    """Says that there is nothing left to choose: the order is cancelled, refunded or in stock again."""
    ships: Pieces
    delivers: Pieces
    negated: Pieces
    no_date: Pieces
    """Says honestly that there is no date."""
    confirming: Pieces
    """Says that a date is being found out."""
    reason: Pieces
    period: Pieces
    """A time that is counted, such as ``within two days``."""
    wait: Pieces
    swap: Pieces
    split: Pieces
    cancel: Pieces
    refund: Pieces
    full_refund: Pieces
    credit: Pieces
    not_offered: Pieces
    reviews: Pieces
    """Says that choices will be thought about, and names none."""
    next_word: Pieces
    """Says that the customer hears again."""
    consent: Pieces
    rejection: Pieces
    undecided: Pieces
    thirty_days: Pieces
    """30 days that are counted from the message."""
    hides: Pieces
    """Advice to agents to say nothing of cancelling or refunds."""
    original: Pieces
    """Speaks of the day that was promised at first."""
    by: Pieces
    between: Pieces
