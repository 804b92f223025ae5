"""Linear, too: the steps of the expressions that read macros as a helpdesk keeps them, at n and 2n characters."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import chain
from pkgutil import iter_modules

import pytest
import steps
from steps import Counted

from zendesk_bridge.core import rewriting
from zendesk_bridge.core.macros import importing
from zendesk_bridge.core.macros.importing import ImportedFile, Translator, converted
from zendesk_bridge.core.model import MacroContent, RemoteMacro, WholeMacro
from zendesk_bridge.core.rewriting import layout, links, plain
from zendesk_bridge.helpdesks import zendesk

DESK = zendesk.offline("shop")
N = 500
PIECES = [
    *("{{ ", "{% ", "{{", "{%", "{{ %", "{{- ", "{{ a }", "{% a %", "{%}", "{{ dc.", "{{ a }}", "{% raw %}"),
    *("<a ", "<a href=", "<a href='", "<p ", "<!--", "&", "&#5", "<", "<td \"'", "a ", "!", "a!", "_", "-", "1", "a-"),
    *("{% endraw ", "[", "[a](", "\\", "https://a.", "*", "x@y.", "\n", "\n ", " "),
]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Counted]]:
    """Let every expression that compares or imports macros count its steps."""
    inside = iter_modules(importing.__path__, f"{importing.__name__}.")
    for module in chain([rewriting], (import_module(found.name) for found in inside)):
        for name, value in list(vars(module).items()):
            if isinstance(value, re.Pattern):
                monkeypatch.setattr(module, name, Counted(value))
    monkeypatch.setattr(steps, "WINDOW", 0)
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(200_000)
    yield Counted
    sys.setrecursionlimit(before)


def compared(text: str) -> None:
    """Read a text as a plan does that compares it with ours."""
    plain(text)
    links(text)
    layout(text)


def imported(text: str, *, html: bool = True) -> None:
    """Read a text as an import does that makes a file of it."""
    macro = WholeMacro(RemoteMacro(1, MacroContent("Title", text), ""), text, html=html)
    made = converted(macro, DESK.dialect({}), Translator({}), "en_US")
    str(ImportedFile(text, made.title, made.reply))


@pytest.mark.parametrize(
    ("before", "piece", "behind"),
    [*(("", piece, "") for piece in PIECES), ("<b>a", "!", "a</b>"), ("", "a", "!"), ("{{x", "{% raw %}", "")],
)
@pytest.mark.parametrize("read", [compared, imported])
def test_steps_grow_with_the_macro(
    read: Callable[[str], None], before: str, piece: str, behind: str, counted: type[Counted]
) -> None:
    """Twice the macro takes about twice the steps, whatever is written in it and never closed."""
    spent = []
    for size in (N, 2 * N):
        counted.spent = 0
        read(before + piece * (size // len(piece)) + behind)
        spent.append(counted.spent)
    assert spent[1] <= 2.4 * spent[0] + 2_000
