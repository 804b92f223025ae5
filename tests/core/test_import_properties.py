"""Whatever people nest in an editor: an import never fails, and every word is in the file that it writes."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from zendesk_bridge.core.macros import importing, lint
from zendesk_bridge.core.macros.importing import Converted, ImportedFile, Translator
from zendesk_bridge.core.macros.render import Target, render_all
from zendesk_bridge.core.mentions.text import html_to_text
from zendesk_bridge.core.model import MacroContent, RemoteMacro, WholeMacro
from zendesk_bridge.core.rewriting import plain
from zendesk_bridge.feeds import read_text
from zendesk_bridge.helpdesks import zendesk

DESK = zendesk.offline("shop")
SIGNS = [
    "1.",
    "2)",
    "-",
    "*",
    "_a_",
    "#",
    "[x]",
    "(y)",
    "![",
    "](z)",
    "< ",
    ">",
    "\\",
    "`",
    "~~",
    "'",
    '"',
    "|",
    "**",
    " ",
    "\n",
]
ENTITIES = ["&amp;", "&lt;b&gt;", "&nbsp;"]
BRACES = ["{", "}", "{{ticket.requester.first_name}}", "{{ticket.link}}", "{{dc.x}}", "{% if a %}", "{% endif %}", "{#"]
PLAIN = ["Hi", "ship", "重要\N{FULLWIDTH COLON}", "שלום", "don't", "https://a.b/c_d_?x=1&amp;y=2"]
TROUBLE = [*SIGNS, *ENTITIES, *BRACES, *PLAIN]
INLINE = ["b", "i", "strong", "em", "u", "span", "font", "code"]
ADDRESSES = [
    "https://a.b/c",
    "mailto:x@y.z",
    "/rel",
    "https://a.b/(c)?d=e&amp;f=g",
    "https://a.b/?i={{ticket.id}}",
    "{{ticket.link}}",
]

words = st.sampled_from(TROUBLE) | st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Co", "Cf"), exclude_characters="<"), max_size=6
)


def tagged(name: str, inner: list[str]) -> str:
    """Return HTML with a tag around it."""
    return f"<{name}>{' '.join(inner)}</{name}>"


def linked(address: str, inner: list[str]) -> str:
    """Return HTML with a link around it."""
    return f'<a href="{address}">{" ".join(inner)}</a>'


inline = st.recursive(
    words,
    lambda inner: st.one_of(
        st.builds(tagged, st.sampled_from(INLINE), st.lists(inner, max_size=4)),
        st.builds(linked, st.sampled_from(ADDRESSES), st.lists(inner, max_size=3)),
        st.lists(inner, min_size=2, max_size=4).map("".join),
        st.sampled_from(["<br>", "<br><br>", "<img src='https://x/y.png'>"]),
    ),
    max_leaves=10,
)
blocks = st.recursive(
    st.one_of(inline, st.builds(tagged, st.sampled_from(["p", "div"]), st.lists(inline, max_size=3))),
    lambda inner: st.one_of(
        st.builds(
            tagged, st.sampled_from(["ul", "ol"]), st.lists(st.builds(lambda it: f"<li>{it}</li>", inner), max_size=4)
        ),
        st.builds(tagged, st.just("blockquote"), st.lists(inner, max_size=3)),
        st.lists(inner, max_size=3).map(
            lambda cells: f"<table><tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr></table>"
        ),
        st.lists(inner, min_size=1, max_size=4).map("".join),
    ),
    max_leaves=8,
)


def convert(source: str) -> Converted:
    """Return what becomes of this reply."""
    macro = WholeMacro(RemoteMacro(1, MacroContent("T", ""), ""), source)
    return importing.converted(macro, DESK.dialect({}), Translator({}), "en_US")


def ink(text: str) -> str:
    """Return all that is seen of a text: the same words may stand on other lines where a table was."""
    return re.sub(r"\s+", "", plain(text))


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(blocks)
@example("<b>1.</b>&lt;b&gt;")
@example("<b>1.</b>{#")
@example("<p>{% if a %}<b>](z)</b></p>")
@example("<ul><li>a</li>b<ul>c</ul></ul>")
def test_every_word_is_in_the_file(source: str) -> None:
    """The file is right, and read back it says every word; where one reads otherwise, that is told."""
    said = convert(source)
    if not said.reply.strip():
        return
    macros = read_text(str(ImportedFile("k", "T", said.reply)), "k.yaml", locale="en_US")
    if any(finding.severity == "error" for finding in lint.lint_macros(macros)):
        assert "{% raw %}{%" in said.reply  # where nothing can be taken apart; such a macro is left out, and told
        return
    made = render_all(macros, (), Target("shop", DESK.dialect({}), "me", {}, "en_US", date(2026, 11, 28)))
    assert made.problems == ()
    assert ink(html_to_text(made.macros[0].body)) == ink(html_to_text(source)) or said.remarks


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_nothing_makes_an_import_fail(source: str) -> None:
    """Any text at all, as HTML or as plain text, becomes a reply that a file holds."""
    for html in (True, False):
        macro = WholeMacro(RemoteMacro(1, MacroContent(source, ""), ""), source, html=html)
        said = importing.converted(macro, DESK.dialect({}), Translator({}), "en_US")
        if said.reply.strip() and said.title.strip():
            [read] = read_text(str(ImportedFile("k", said.title, said.reply)), "k.yaml", locale="en_US")
            assert read.variants[0].reply.text == said.reply
