"""HTML and text as people leave them in a helpdesk's editor, and what a macro file says in their place."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from zendesk_bridge.core.macros import importing, lint
from zendesk_bridge.core.macros.importing import Converted, ImportedFile, Translator
from zendesk_bridge.core.macros.render import Target, render_all
from zendesk_bridge.core.mentions.text import html_to_text
from zendesk_bridge.core.model import MacroContent, RemoteMacro, WholeMacro
from zendesk_bridge.core.ports import Offline
from zendesk_bridge.core.rewriting import links
from zendesk_bridge.feeds import read_text
from zendesk_bridge.helpdesks import freshdesk, zendesk

CASES = {
    case["name"]: case
    for case in yaml.safe_load((Path(__file__).parent / "import_words.yaml").read_text(encoding="utf-8"))
}
HTML = [name for name, case in CASES.items() if "html" in case]
TEXT = [name for name, case in CASES.items() if "text" in case]


def whole(words: str, *, html: bool = True, title: str = "T") -> WholeMacro:
    """Return a macro with these words."""
    return WholeMacro(RemoteMacro(1, MacroContent(title, ""), ""), words, html=html)


def convert(words: str, *, html: bool = True, desk: Offline | None = None) -> Converted:
    """Return what becomes of these words."""
    return importing.converted(
        whole(words, html=html), (desk or zendesk.offline("shop")).dialect({}), Translator({}), "en_US"
    )


def rendered(said: Converted, desk: Offline) -> str:
    """Return the body that a helpdesk gets of a file with this reply; it passes ``check``."""
    file = ImportedFile("k", said.title, said.reply)
    macros = read_text(str(file), "k.yaml", locale="en_US")
    assert [finding for finding in lint.lint_macros(macros) if finding.severity == "error"] == []
    made = render_all(macros, (), Target(desk.name, desk.dialect({}), "me", {}, "en_US", date(2026, 11, 28)))
    assert made.problems == ()
    return made.macros[0].body


def seen(words: str) -> str:
    """Return the words without what nobody sees, placeholders in one writing."""
    return re.sub(r"\{([{%])-?\s*(.*?)\s*-?([%}])\}", r"{\1\2\3}", words)


@pytest.mark.parametrize("name", HTML)
def test_html_becomes_markdown_that_reads_the_same(name: str) -> None:
    """What a file says is what stood on the helpdesk: its words line by line, and its links; what is lost is told."""
    case = CASES[name]
    said = convert(case["html"])
    assert said.reply == f"{case['reply']}\n"
    assert any(one.startswith(case["lost"]) for one in said.lost) if "lost" in case else said.lost == ()
    assert "remark" not in case or [one for one in said.remarks if one.startswith(case["remark"])]
    body = rendered(said, zendesk.offline("shop"))
    if not case.get("reworded"):
        assert seen(html_to_text(body)) == seen(html_to_text(case["html"]))
    if not said.lost and "%20" not in body:
        assert links(body) == links(case["html"])


@pytest.mark.parametrize("name", HTML)
def test_another_helpdesk_shows_the_same_words(name: str) -> None:
    """A canned response with the same words passes ``check``, but for what only Zendesk can run."""
    words = CASES[name]["html"].replace("first_name", "firstname")
    if "{%" in words or "ticket.link" in words or "ticket_field" in words:
        return
    desk = freshdesk.offline("shop-eu")
    body = rendered(convert(words, desk=desk), desk)
    if not CASES[name].get("reworded"):
        assert seen(html_to_text(body)) == seen(html_to_text(words))


@pytest.mark.parametrize("name", TEXT)
def test_plain_text_keeps_its_lines(name: str) -> None:
    """A reply without HTML is read line by line, and its signs stand for themselves."""
    words = CASES[name]["text"]
    said = convert(words, html=False)
    assert (said.reply, said.lost) == (f"{CASES[name]['reply']}\n", ())
    was = [" ".join(line.split()) for line in words.splitlines() if line.strip()]
    assert seen(html_to_text(rendered(said, zendesk.offline("shop")))).split("\n") == was


def test_there_are_enough_of_them() -> None:
    """The table holds what real macros are made of, and nobody empties it by mistake."""
    assert len(CASES) > 100
