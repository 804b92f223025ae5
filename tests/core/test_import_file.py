"""The macro file that an import writes: whatever stood on the helpdesk, it loads as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zendesk_bridge.core.macros.importing import ImportedFile, key_of
from zendesk_bridge.core.model import Actions
from zendesk_bridge.feeds import read_text

TRAPS = "a \n\t#:'\"|->{}[]!%@&*`,?\u2028\u2029\r\x85😀\xa0\ufeff0"
texts = st.one_of(st.text(st.characters(exclude_categories=("Cs",))), st.text(TRAPS)).filter(str.strip)


@settings(max_examples=300, deadline=None)
@given(texts.map(lambda text: " ".join(text.split())).filter(bool), texts, texts.map(lambda text: f"{text}\n"), texts)
def test_a_file_loads_as_it_was_written(title: str, reply: str, other: str, group: str) -> None:
    """Colons, quotes, emoji, tabs, spaces at line ends, line ends of all kinds: nothing is lost in YAML."""
    head = (f"Imported: {reply}", "")
    file = ImportedFile(
        "k-1", title, reply, ("shop",), Actions(("a", "no", "1"), "open", ("b",)), (group,), {"de": other}, head
    )
    [macro] = read_text(str(file), "k.yaml", locale="en_US")
    main, german = macro.variants
    assert (main.title.text, main.reply.text, german.reply.text) == (title.strip(), reply, other)
    assert (macro.helpdesks, macro.visible_to) == (("shop",), (group,))
    assert macro.actions == file.actions


def test_a_long_reply_stays_readable() -> None:
    """Ten thousand lines are a block of ten thousand lines, and words are not folded."""
    reply = "".join(f"line {number} {'word ' * 40}end\n" for number in range(10_000))
    reply += "\n" + reply
    text = str(ImportedFile("k", "T", reply))
    assert [line for line in text.split("\n") if line.endswith(" ")] == []
    assert text.startswith('key: k\ntitle: "T"\nreply: |\n  line 0 word')
    assert text.count("\n") == 20_004
    assert read_text(text, "k.yaml", locale="en_US")[0].variants[0].reply.text == reply


def test_a_remark_is_a_comment_whatever_is_in_it() -> None:
    """Nothing in a remark can end the comment that it stands in; long ones go on below."""
    text = str(ImportedFile("k", "T", "a\n", head=("x\nkey: other\u2028y\x85z", "word " * 60)))
    assert [line for line in text.split("\n") if not line.startswith("#")] == [
        "key: k",
        'title: "T"',
        "reply: |",
        "  a",
        "",
    ]
    assert max(map(len, text.split("\n"))) <= 118


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Backorder::Delay update", "backorder-delay-update"),
        ("Rücksendung \N{EN DASH} Größe", "rucksendung-grosse"),
        ("  ¡Hola!  ", "hola"),
        ("100%", "100"),
        ("返品について", "macro-cae5f0"),
        ("A" * 90, "a" * 60),
        (f"{'word ' * 20}", "word-word-word-word-word-word-word-word-word-word-word-word"),
    ],
)
def test_a_key_is_made_of_the_title(title: str, key: str) -> None:
    """It is a name that a file and a command can have, and the same every time."""
    assert key_of(title, ()) == key


def test_no_two_macros_have_one_key() -> None:
    """What is taken is numbered."""
    assert key_of("A::B", {"a-b", "a-b-2"}) == "a-b-3"
