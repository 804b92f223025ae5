from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.core.model import Actions, Macro, Per
from zendesk_bridge.feeds import macro_schema, read_macros

READY_MADE = Path(__file__).parent.parent.parent / "macros"

WHOLE = """\
key: delay-update
title: "Backorder::Delay update"
per: item
helpdesks: [shop, shop-eu]
reply: |
  Hi {{ customer.first_name }},

  late.
fallback: "We are looking into it."
actions:
  add_tags: [backorder_update_sent, sent, sent]
  status: pending
visible_to: {groups: [Support EU]}
locales:
  pt_BR: {title: Atraso, reply: Oi}
  de:
    title: Verspätung
    reply: |
        Hallo
    fallback: Moment
"""

LEAST = "key: {key}\ntitle: T\nreply: R\n"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes files into a folder, and returns the folder."""

    def run(**files: str) -> Path:
        for name, text in files.items():
            (tmp_path / (name.replace("_", ".", 1) if "_" in name else f"{name}.yaml")).write_text(text, "utf-8")
        return tmp_path

    return run


def said(folder: Path, **options: object) -> list[str]:
    """Return what is wrong in this folder, places without the folder."""
    with pytest.raises(InvalidInput) as caught:
        read_macros(folder, **options)  # type: ignore[arg-type]  # tests know the options
    return [str(problem).replace(f"{folder}/", "") for problem in caught.value.problems]


def test_a_whole_macro(write: Write) -> None:
    """Everything a macro file can say arrives, each template with the place where its text begins."""
    (macro,) = read_macros(write(a=WHOLE), locale="en_US", helpdesks={"shop", "shop-eu"})
    assert (macro.key, macro.per, macro.helpdesks) == ("delay-update", Per.ITEM, ("shop", "shop-eu"))
    assert macro.actions == Actions(("backorder_update_sent", "sent"), "pending")
    assert macro.visible_to == ("Support EU",)
    assert (macro.place.line, macro.place.column) == (1, 6)
    assert [variant.locale for variant in macro.variants] == ["en_US", "de", "pt_BR"]
    main, german, brazilian = macro.variants
    assert main.title.text == "Backorder::Delay update"
    assert main.reply.text == "Hi {{ customer.first_name }},\n\nlate.\n"
    assert main.fallback is not None
    assert german.fallback is not None
    assert brazilian.fallback is None
    places = [main.title, main.reply, main.fallback, german.reply, german.fallback, brazilian.reply]
    assert [(text.place.line, text.place.column) for text in places] == [
        (2, 9), (6, 3), (9, 12), (19, 9), (20, 15), (15, 33),
    ]  # fmt: skip


def test_what_a_macro_leaves_out(write: Write) -> None:
    """A key, a title and a reply are enough; a null restriction restricts nobody."""
    (macro,) = read_macros(write(a=LEAST.format(key="a") + "visible_to:\n"))
    assert macro == Macro("a", Per.TICKET, macro.variants)
    assert (macro.helpdesks, macro.visible_to, macro.actions) == (("all",), None, Actions())


def test_which_files_are_macros(write: Write) -> None:
    """All .yaml and .yml files by name, save hidden ones and backorders under whatever name, broken or not."""
    folder = write(
        b=LEAST.format(key="b"),
        a_yml=LEAST.format(key="a"),
        backorders="nonsense: [",
        late="backorders: [{sku: 1]",
        quoted="'backorders': []",
        notes_txt="no: macro",
    )
    (folder / ".hidden.yaml").write_text("no: macro")
    assert [macro.key for macro in read_macros(folder)] == ["a", "b"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("key: delay-update", "", "a.yaml:2:1: key is missing"),
        ("delay-update", "Delay_Update", "a.yaml:1:6: key: 'Delay_Update' cannot be a key (use a-z, 0-9 and single"),
        ("title:", "titel:", "a.yaml:2:1: unknown key 'titel' (did you mean 'title'?"),
        ('"Backorder::Delay update"', "''", "a.yaml:2:8: title must be one line of text"),
        ("per: item", "per: basket", "a.yaml:3:6: per: 'basket' is none of 'ticket', 'item' or 'order'"),
        ("[shop, shop-eu]", "[shop, shopeu]", "a.yaml:4:19: no helpdesk is called 'shopeu' (did you mean 'shop-eu'?"),
        ("[shop, shop-eu]", "[]", "a.yaml:4:12: helpdesks must hold at least 1"),
        ("[shop, shop-eu]", "all", "a.yaml:4:12: helpdesks must be a list"),
        ("sent, sent]", "'so late']", "a.yaml:11:37: actions.add_tags[1]: 'so late' cannot be a tag"),
        ("sent, sent]", "Sent]", "a.yaml:11:37: actions.add_tags[1]: 'Sent' cannot be a tag"),
        ("pending", "closed", "a.yaml:12:11: actions.status: 'closed' is none of"),
        ("[Support EU]", "[]", "a.yaml:13:22: visible_to.groups must hold at least 1"),
        ("{groups:", "{group:", "(did you mean 'groups'?"),
        ("pt_BR", "pt_XX", "a.yaml:15:3: locales: 'pt_XX' is not a language or locale"),
        ("pt_BR", "en_US", "en_US is already the language of the title and reply outside locales"),
        (", reply: Oi", "", "a.yaml:15:10: locales.pt_BR.reply is missing"),
        ("reply: |", "replay: |", "did you mean 'reply'?"),
        ("  late.", "\tlate.", "a tab character"),
    ],
)
def test_what_can_be_wrong_with_a_macro(write: Write, old: str, new: str, message: str) -> None:
    """Whatever is wrong in a macro file is said with its place, and with the nearest right name."""
    found = said(write(a=WHOLE.replace(old, new, 1)), helpdesks={"shop", "shop-eu"})
    assert any(message in problem for problem in found), found


def test_a_key_used_twice_is_a_problem_at_both_places(write: Write) -> None:
    """Two macros with one key are named together, each with the place of the other."""
    assert said(write(a=LEAST.format(key="x"), b="per: item\n" + LEAST.format(key="x"))) == [
        "a.yaml:1:6: the key 'x' is used twice (the same stands at b.yaml:2:6)",
        "b.yaml:2:6: the key 'x' is used twice (the same stands at a.yaml:1:6)",
    ]


def test_a_macro_may_take_tags_off(write: Write) -> None:
    """Tags to take off are tags; one that is added in the same breath is a contradiction."""
    tags = "actions: {add_tags: [sent, moved], remove_tags: [asked, asked]}\n"
    (macro,) = read_macros(write(a=LEAST.format(key="x") + tags))
    assert macro.actions == Actions(("sent", "moved"), None, ("asked",))
    (problem,) = said(write(a=LEAST.format(key="x") + tags.replace("asked, asked", "moved")))
    assert "'moved' is added and removed at once" in problem


def test_a_language_needs_no_title_of_its_own(write: Write) -> None:
    """Where each language is a reply of its own, agents find it beside the main one, marked."""
    more = "locales: {de: {reply: Hallo}, fr: {title: 'A::Bonjour', reply: Bonjour}}\n"
    folder = write(a="key: x\ntitle: 'Backorder::Late'\nreply: Hi\n" + more)
    (macro,) = read_macros(folder)
    assert [words.title.text for words in macro.variants] == ["Backorder::Late", "Backorder (DE)::Late", "A::Bonjour"]


def test_the_problems_of_all_files_come_at_once(write: Write) -> None:
    """Files that cannot be parsed, files of the wrong shape and clashes between files are reported together."""
    folder = write(a=LEAST.format(key="x"), b=LEAST.format(key="x"), c="key: [", d="key: d\n")
    (folder / "e.yaml").write_bytes(b"\xff\xfe")
    (folder / "f.yaml").mkdir()
    found = said(folder)
    assert [problem.split(":", 1)[0] for problem in found] == [f"{name}.yaml" for name in "abcddef"]


def test_a_missing_folder(tmp_path: Path) -> None:
    """A folder that is not there is a problem, and not a folder without macros."""
    (problem,) = said(tmp_path / "nowhere")
    assert "cannot be read: no such file or directory (macros: in your config names the folder)" in problem


def test_the_ready_made_macros_are_right() -> None:
    """Every macro that comes along loads."""
    macros = read_macros(READY_MADE, helpdesks={"shop", "shop-eu"})
    assert "delay-update" in {macro.key for macro in macros}


def test_the_schema_describes_every_key() -> None:
    """An editor can complete each key of a macro file, and of a mail's, and say what it means."""
    schema = macro_schema()
    assert schema["if"]["properties"]["per"] == {"const": "order"}
    macro, mail = schema["else"], schema["then"]
    assert set(macro["required"]) == {"key", "title", "reply"}
    assert set(mail["required"]) == {"key", "per", "subject", "reply"}
    assert all("description" in field for one in (macro, mail) for field in one["properties"].values())


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Actions: {status: open}", "unknown key 'Actions' (did you mean 'actions'?"),
        ("visible_to: VIP", "visible_to must hold 'name: value' lines (write visible_to: {groups: [VIP]}"),
        ("locales: {de: Hallo}", "locales.de must hold 'name: value' lines (write reply: | under the language"),
        ("actions: [solved]", "actions must hold 'name: value' lines (write actions: {add_tags: [...], status:"),
    ],
)
def test_one_text_where_names_belong_shows_the_right_form(tmp_path: Path, line: str, says: str) -> None:
    """Whoever writes the short form that comes to mind is shown the long one."""
    (tmp_path / "a.yaml").write_text(f"key: a\ntitle: A\nreply: Hi\n{line}\n")
    with pytest.raises(InvalidInput) as caught:
        read_macros(tmp_path)
    [problem] = caught.value.problems
    assert says in str(problem)


@pytest.mark.parametrize("name", ["Key", "kee", "KEY"])
def test_a_misspelt_key_is_one_mistake(tmp_path: Path, name: str) -> None:
    """A name that is there in another spelling is told as unknown, with the right one, and not as missing too."""
    (tmp_path / "a.yaml").write_text(f"{name}: a\ntitle: A\nreply: Hi\n")
    with pytest.raises(InvalidInput) as caught:
        read_macros(tmp_path)
    [problem] = caught.value.problems
    assert f"unknown key '{name}' (did you mean 'key'?" in str(problem)
