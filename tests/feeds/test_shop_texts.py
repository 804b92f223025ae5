"""What is read of a text that a shop gives: what people see of it, on one line."""

from __future__ import annotations

from typing import Any

import pytest

from zendesk_bridge.feeds.shop.reading import LONGEST, text


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (" WID-12\n", "WID-12"),
        ("WID-12\u200b", "WID-12"),  # a space of no width, as web pages and sheets have them
        ("\ufeffWID-12", "WID-12"),
        ("\u200eWID-12\u202c", "WID-12"),  # marks of the writing's direction
        ("Caf\u00e9\u00a0cr\u00e8me 2\u202fL", "Caf\u00e9 cr\u00e8me 2 L"),  # hard spaces, as French has them
        ("two\r\nlines", "two lines"),
        ("\u0646\u06cc\u0645\u200c\u0641\u0627\u0635\u0644\u0647", "\u0646\u06cc\u0645\u0641\u0627\u0635\u0644\u0647"),
        ("\U0001f469\u200d\U0001f373 apron", "\U0001f469\U0001f373 apron"),
        ("a  b", "a  b"),
        ("bell\x07", ""),
        ("\u200b", ""),
        ("x" * LONGEST, "x" * LONGEST),
        ("x" * (LONGEST + 1), ""),
        (12, "12"),
        (True, ""),
        (["a"], ""),
    ],
)
def test_a_text_is_what_people_see_of_it(value: Any, read: str) -> None:
    """A SKU with a sign that nobody sees is the SKU that everybody reads, and a name with a hard space is a name."""
    assert text(value) == read
