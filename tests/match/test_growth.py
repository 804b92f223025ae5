"""Linear, always: the steps of every expression that reads a customer's text, counted at n, 2n and 4n characters."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from steps import Counted, Walk

from zendesk_bridge.core.mentions import match, text
from zendesk_bridge.core.mentions.match import Vocabulary, cue_places, search
from zendesk_bridge.core.mentions.text import footers, signs
from zendesk_bridge.core.model import Backorder, Product, Words

CATALOGUE = Vocabulary.of(
    [Backorder("100234", "Garden Lamp"), Backorder("WID-12", "Blue Widget 12 oz", ("BW12",)), Backorder("A4", "Paper")],
    [Product("WID-14", "Green Widget 12 oz", ())],
)
N = 2_500
PIECES = [
    *(
        " " * 40 + "100234",
        "\n" + " " * 30 + "100234",
        "BW12.",
        "bw12,",
        "100234,",
        "100234; ",
        "12345\t2\t",
        "A4",
        "a",
    ),
    *(
        "> 100234\n",
        "1. 100234\n",
        "a.",
        "a.b/",
        "www.a.",
        "x@y.z ",
        "On 10:12 2026 a@b.c wrote:\n",
        "- ",
        "=2D",
        "<b ",
    ),
    *(
        "Blue Widget, ",
        "item number ",
        "Thanks,\nJane\n+49 30 1234567\n",
        "From: a\n",
        "\u00e9",
        "a\u0301",
        "\U0001f52c\u200d",
    ),
]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Counted]]:
    """Let every expression of the finder and of the reader count its steps."""
    for package in (match, text):
        for found in iter_modules(package.__path__, f"{package.__name__}."):
            module = import_module(found.name)
            for name, value in list(vars(module).items()):
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    monkeypatch.setattr(module, name, Counted(value))
    for module, name in ((footers, "_device"), (footers, "_opening"), (signs, "_start")):
        made = Counted(getattr(module, name)())
        monkeypatch.setattr(module, name, lambda made=made: made)
    monkeypatch.setattr(cue_places, "_ABOVE", 150)  # so that the widest window is full in a short text
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(200_000)
    yield Counted
    sys.setrecursionlimit(before)


@pytest.mark.parametrize(
    ("before", "piece", "behind"),
    [
        *(("", piece, "") for piece in PIECES),
        *(("x\n", " ", "ab 100234"), ("x\n", "1 ", "100234"), ("sku\n", "7\t", "100234"), ("x\n100234", " ", "100234")),
    ],
)
def test_steps_grow_with_the_text(before: str, piece: str, behind: str, counted: type[Counted]) -> None:
    """Twice the text takes about twice the steps; a window that fills up may cost some more in the beginning."""
    spent = []
    for size in (N, 2 * N, 4 * N):
        counted.spent = 0
        search([Words("comment 1", before + piece * (size // len(piece)) + behind)], CATALOGUE)
        spent.append(counted.spent)
    assert spent[2] <= 2.4 * spent[1] + 2_000
    assert spent[2] <= 800 * 4 * N


SAMPLES = [
    "",
    "abc 12",
    "  aab\n\nb",
    "WID-12, 2 x 100234.",
    "aaa.bbb.com/x",
    "A1b2_c3-d4",
    "caf\u00e9 \u00df",
    "On 10:12 a@b wrote:",
]


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            r"a+b",
            r"a*?b|c",
            r"(?:a|ab)*+b",
            r"(?<![\w.])\d{1,3}(?=\W)",
            r"\b\w+\b\s*\Z",
            r"(?i:ON) .{2,9}?w",
            r"[^\W\d_]+",
        ),
        *(r"(?>a+)a", r"(?:\w++\.){1,2}com", r"(?!a)\w{2}", r"(?:x|\s)*\d", r"\A\s*+a", r"(a)(b)?$"),
    ],
)
def test_the_count_is_of_the_real_thing(pattern: str) -> None:
    """What is walked to be counted finds exactly what Python's own engine finds."""
    compiled: Any = re.compile(pattern)
    for sample in SAMPLES:
        found = compiled.search(sample)
        assert Walk(compiled, sample).search(0) == (found.span() if found else (-1, -1))
        full = compiled.fullmatch(sample)
        assert Walk(compiled, sample).match(0, full=True) == (len(sample) if full else -1)


def test_what_starts_anew_at_every_place_is_seen() -> None:
    """The count tells a quadratic expression from a linear one."""
    spent = []
    for size in (200, 400):
        walk = Walk(re.compile(r"\s*\d"), " " * size)
        walk.search(0)
        spent.append(walk.steps)
    assert spent[1] > 3.5 * spent[0]
