"""What was found and what was refused, in plain words."""

from __future__ import annotations

from typing import get_args

import pytest

from zendesk_bridge.core.model import Mention, MentionReason, MentionRefusal, NearMiss
from zendesk_bridge.core.report.findings import (
    SHOWN,
    mention_json,
    mention_line,
    possible_line,
    refused_json,
    refused_line,
    share,
    shown,
)

WHY = {
    "exact": "its SKU",
    "squeezed": "its SKU, written otherwise",
    "name": "its name",
    "alias": "its alias 'the term'",
    "also": "also 'the term'",
    "cue": "its SKU, beside 'item'",
    "typo": "one letter away from 'the term'",
}


@pytest.mark.parametrize("reason", get_args(MentionReason))
def test_why_a_place_counts(reason: MentionReason) -> None:
    """Every reason reads as a sentence, with the place and the words."""
    mention = Mention("W-1", "subject", 3, 6, "w 1", reason, "the term", "item" if reason == "cue" else "")
    assert mention_line(mention) == f"subject 3-6: 'w 1' is W-1 ({WHY[reason]})"
    assert possible_line(mention) == "subject 3-6: 'w 1' may mean W-1: it is one letter away from 'the term'"
    assert ("cue" in mention_json(mention)) == (reason == "cue")


@pytest.mark.parametrize("about", ["", "the {word}"])
@pytest.mark.parametrize("refusal", get_args(MentionRefusal))
def test_why_a_place_does_not_count(refusal: MentionRefusal, about: str) -> None:
    """Every refusal reads as a sentence, whether it is known what it is about or not."""
    miss = NearMiss("W-1", "comment 7", 3, 6, "w 1", refusal, "the term", about)
    line = refused_line(miss)
    assert line.startswith("comment 7 3-6: 'w 1' is not taken for W-1: ")
    assert "''" not in line
    assert (about in line) or not about
    assert refused_json(miss)["refusal"] == refusal
    assert ("about" in refused_json(miss)) == bool(about)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("two\r\n lines\tand  more", "two lines and more"),
        ("\x1b[31mred\x07", "\ufffd[31mred\ufffd"),
        ("abc\u202edef\u200b", "abc\ufffddef\ufffd"),
        ("\ud800", "\ufffd"),
        ("x" * 100, "x" * (SHOWN - 3) + "..."),
        ("größe 日本", "größe 日本"),
    ],
)
def test_shown(text: str, line: str) -> None:
    """A customer's words are one short line without anything that a terminal would obey."""
    assert shown(text) == line


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(0, 0, "0.0 %"), (0, 9, "0.0 %"), (1, 3, "33.3 %"), (1, 1000, "0.1 %"), (1, 30_000, "0.003 %"), (7, 7, "100.0 %")],
)
def test_share(part: int, whole: int, text: str) -> None:
    """A share has as many digits as it takes to be more than nothing."""
    assert share(part, whole) == text
