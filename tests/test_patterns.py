"""Regular expressions mean the same on every Python that the product runs on."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
REPEATED = re.compile(r"\)(?:[*+?]|\{\d*,?\d*\})\+")
SAFE = {
    r'"[^"\\]*+(?:\\.[^"\\]*+)*+"': "what is taken before a try fails reaches to the end of the text",
    r"(?:[./-]|[^\W\d])*+": "a try that fails has taken nothing",
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|))*+)>""": "same",
}
FILES = sorted((ROOT / "zendesk_bridge").rglob("*.py"))


def patterns(file: Path) -> list[str]:
    """Return the texts in a file that look like regular expressions with a group in them."""
    nodes = ast.walk(ast.parse(file.read_text("utf-8")))
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text for text in texts if "(?" in text]


def test_a_repeated_group_that_gives_nothing_back_is_written_as_an_atomic_one() -> None:
    """Python before 3.11.5 goes on from where the last, failed try of ``(?:...)*+`` stopped (python/cpython#106052).

    Debian 12 has 3.11.2. ``(?>(?:...)*)`` means the same and is right there.
    """
    found = [(file.name, text) for file in FILES for text in patterns(file) if REPEATED.search(text)]
    assert [one for one in found if one[1] not in SAFE] == []


def test_the_patterns_that_may_stay_are_there() -> None:
    """A reason for a pattern that is gone is no reason."""
    assert set(SAFE) <= {text for file in FILES for text in patterns(file)}
