"""What a customer wants is read out of plain words only where it is beyond doubt."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from zendesk_bridge.core.choices import chosen, is_answer
from zendesk_bridge.core.model import ChoiceKind, Words

OFFERED = get_args(ChoiceKind)
ROWS = tuple(
    tuple(line.split("\t", 1)) for line in (Path(__file__).parent / "rows/answers.tsv").read_text("utf-8").splitlines()
)


def read(text: str, offered: tuple[ChoiceKind, ...] = OFFERED) -> str:
    """Return the choice that an answer makes, "-" for none."""
    found = chosen(Words("comment 7", text), offered)
    return found.kind if found else "-"


@pytest.mark.parametrize(("kind", "text"), ROWS)
def test_one_clear_choice_is_read_and_nothing_else(kind: str, text: str) -> None:
    """No question, no condition, no second choice, no name or sarcasm becomes one, in seven languages."""
    assert read(text) == kind


def test_what_was_not_offered_is_for_a_person() -> None:
    """Nobody promised a swap: an agent has to look."""
    assert read("Please swap it for the green one.", ("wait", "cancel")) == "-"


def test_the_rule_is_told() -> None:
    """Whoever asks why sees which rule read it."""
    found = chosen(Words("comment 7", "Bitte stornieren Sie die Bestellung."), OFFERED)
    assert found is not None
    assert found.how == "cancel.de"


def test_our_own_words_below_an_answer_choose_nothing() -> None:
    """What stands in the quoted notice is ours."""
    text = 'Thanks!\n\nOn Tue, Dec 1, 2026 at 9:14 AM Acme <help@acme.example> wrote:\n> Reply "cancel"\n> cancel\n'
    assert read(text) == "-"


@pytest.mark.parametrize(
    "text",
    [
        "Thanks!",
        "ok",
        "Thank you, Ana",
        "Danke und viele Grüße, Jan Huber",
        "",
        "Merci",
        "Thanks, Ana",
        "ok thanks",
        "No problem. Best, Jan",
        "Merci de votre réponse",
        "no worries",
    ],
)
def test_courtesy_is_no_answer(text: str) -> None:
    """Nobody has to read a thank-you."""
    assert not is_answer(Words("comment 7", text))


@pytest.mark.parametrize(
    "text", ["please cancel", "Cancel", "I'll wait.", "Bitte stornieren.", "J'attends", "swap please"]
)
def test_a_choice_in_two_words_is_no_name(text: str) -> None:
    """The shortest answers are the plainest ones, and no signature."""
    assert is_answer(Words("comment 7", text))
    assert read(text) != "-"


@pytest.mark.parametrize(
    "text",
    [
        "hmm?",
        "hmm",
        "???",
        "No.",
        "Yes please",
        "Ja",
        "please hurry",
        "Thanks, refund",
        "Unacceptable!",
        "Merci de me rappeler",
        "Vielen Dank, aber das hilft mir nicht",
        "Gracias, pero no",
    ],
)
def test_short_words_that_may_mean_something_are_to_be_read(text: str) -> None:
    """Who answers with a word is not taken for one who signs with a name."""
    assert is_answer(Words("comment 7", text))


@pytest.mark.parametrize("text", ["When will it ship?", "Hm, that is late. I don't know.", "Geht das auch schneller"])
def test_anything_else_is_to_be_read(text: str) -> None:
    """What no rule reads a person does."""
    assert is_answer(Words("comment 7", text))
    assert read(text) == "-"
