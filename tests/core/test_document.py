from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

import pytest
from pydantic import Discriminator, Field, SecretStr, Tag

from zendesk_bridge.core import document
from zendesk_bridge.core.document import IsoDate, LocaleName, Problems, Shape, Substitution
from zendesk_bridge.core.errors import InvalidInput, Place


class Window(Shape):
    """A mapping whose keys are no Python names."""

    first: IsoDate = Field(alias="from")
    last: IsoDate = Field(alias="to")


class Cat(Shape):
    """One kind of pet."""

    type: Literal["cat"]
    lives: int = 9


class Dog(Shape):
    """The other kind of pet."""

    type: Literal["dog"]
    barks: bool = True


class Thing(Shape):
    """One field of every sort."""

    name: str
    count: Annotated[int, Field(ge=1)] = 1
    share: float = 0.5
    loud: bool = False
    kind: Literal["small", "large"] = "small"
    ship_window: Window | None = None
    tags: tuple[str, ...] = ()
    pet: Annotated[Cat | Dog, Field(discriminator="type")] | None = None
    either: (
        Annotated[
            Annotated[Window, Tag("Window")] | Annotated[Literal["none"], Tag("word")],
            Discriminator(lambda value: "Window" if isinstance(value, dict) else "word"),
        ]
        | None
    ) = None
    by_name: dict[Literal["one", "two"], int] = Field(default_factory=dict)
    secret: SecretStr | None = None
    language: LocaleName = "en"


def said(action: Callable[[], object]) -> list[str]:
    """Return what the action complains about, a line for each problem."""
    with pytest.raises(InvalidInput) as caught:
        action()
    return [str(problem) for problem in caught.value.problems]


def problems(text: str) -> list[str]:
    """Return what is wrong with this text as a Thing."""
    return said(lambda: document.load(text, "f", Thing))


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a:\n\t- b", "f:2:1", "tab"),
        ("a: b: c", "f:1:4", "a colon in it"),
        ("a: 'x\nb: y", "f:1:4", "quotation mark"),
        ("a: @x", "f:1:4", "cannot begin with @"),
        ("a: [1, 2", "f:1:4", "never closed"),
        ("a: {b: ${C}}", "f:1:9", 'write "${VARIABLE}"'),
        ("a: {{ b }}", "f:1:4", "begins with {{"),
        ("a: *x", "f:1:4", "cannot begin with *"),
        ("a: 1\n---\nb: 2", "f:2:1", "second document"),
        ("a:\n  - x\n - y", "f:3:2", "indentation"),
        ("k: a\nreply: {{ customer.name }}, hi", "f:2:8", "a text begins with {{ here"),
        ("reply: {{ customer.name }}\n  hi", "f:1:8", "write 'reply: |'"),
        ("reply: {% if x %}a", "f:1:8", "quotation marks"),
        ("reply: {customer.name}, hi", "f:1:8", "reads as a mapping"),
        ("reply: [x](y) hi", "f:1:8", "reads as a list"),
        ('title: "Late" items', "f:1:8", 'ends at the next "'),
        ("a: [[x], [y]\nb: 1", "f:2:1", "a bracket is opened"),
        ("a: b\nfoo\nc: d", "f:3:1", "no 'name: value'"),
        ("a: 1\nb: \x07", "f:2:4", "U+0007"),
        ("a: !!int 5", "f:1:4", "tag !!int"),
        ("a: !!python/object:os.system 5", "f:1:4", "no meaning"),
        ("a: &x [*x]", "f:1:4", "contain itself"),
        ("a: {<<: 5}", "f:1:9", "alias of a mapping"),
        ("", "f:1:1", "empty"),
        ("# nothing\n", "f:1:1", "empty"),
    ],
)
def test_malformed_yaml(text: str, place: str, words: str) -> None:
    """Malformed YAML is explained in plain words, at its place."""
    (problem,) = said(lambda: document.parse(text, "f"))
    assert problem.startswith(f"{place}: ")
    assert words in problem


@pytest.mark.parametrize(
    ("text", "place", "fix"),
    [
        (
            "backorders: []\n  - sku: A\n    name: B",
            "f:1:13",
            "take the [] away, so that line 1 is `backorders:` alone",
        ),
        ("backorders: [ ]\n- sku: A\n  name: B", "f:1:13", "take the [] away, so that line 1 is `backorders:` alone"),
        ("a: x\nmacros: []  # none\n\n# one\n  - a", "f:2:9", "take the [] away, so that line 2 is `macros:` alone"),
        ("a:\n  sandbox: {}\n    data: x", "f:2:12", "take the {} away, so that line 2 is `sandbox:` alone"),
        ("options: [wait]\n  - cancel", "f:1:10", "write all of it between [ and ], or take these away"),
        ("swap: {sku: A}\n  name: B", "f:1:7", "write all of it between { and }, or take these away"),
    ],
)
def test_more_below_what_was_closed(text: str, place: str, fix: str) -> None:
    """Whoever writes items below a ``[]`` is told to take it away, and where it stands."""
    (problem,) = said(lambda: document.parse(text, "f"))
    assert problem.startswith(f"{place}: ")
    assert fix in problem


def test_duplicate_keys() -> None:
    """Each duplicate key is a problem that names the line of the first."""
    assert said(lambda: document.parse("a: 1\na: 2\nb: {x: 1, x: 2}\n", "f")) == [
        "f:2:1: the key 'a' stands here a second time (keep one; the first is in line 1)",
        "f:3:11: the key 'x' stands here a second time (keep one; the first is in line 3)",
    ]


def test_deep_nesting_is_refused() -> None:
    """A file nested beyond reason is a problem of the file and no crash of ours."""
    (problem,) = said(lambda: document.parse("[" * 5000 + "]" * 5000, "f"))
    assert "nested too deeply" in problem


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}", "f:1:1: name is missing"),
        ("name:", "f:1:6: name is empty"),
        ("name: [a]", "f:1:7: name must be one text"),
        ("name: x\ncount: many", "f:2:8: count: 'many' is not a whole number"),
        ("name: x\ncount: 0", "f:2:8: count: '0' must be at least 1"),
        ("name: x\nshare: lots", "f:2:8: share: 'lots' is not a number"),
        ("name: x\nloud: perhaps", "f:2:7: loud: 'perhaps' is neither true nor false"),
        ("name: x\nkind: lage", "f:2:7: kind: 'lage' is none of 'small' or 'large' (did you mean 'large'?)"),
        ("name: x\ntags: a", "f:2:7: tags must be a list (write [a])"),
        ("name: x\ntags: [a, {b: c}]", "f:2:11: tags[1] must be one text"),
        ("name: x\nship_window: y", "f:2:14: ship_window must hold 'name: value' lines"),
        ("name: x\nship_window: {from: 2026-12-01}", "f:2:14: ship_window.to is missing"),
        ("name: x\nby_name: {thre: 3}", "f:2:11: by_name: 'thre' is none of 'one' or 'two'"),
        ("- a", "f:1:1: this must hold 'name: value' lines"),
        ("name: x\nsecret: {hunter2: x}", "f:2:9: secret must be one text"),
        ("name: x\nlanguage: klingon_", "f:2:11: language: 'klingon_' is not a language or locale"),
        (
            "name: x\nlanguage: en_GB.UTF-8",
            "f:2:11: language: 'en_GB.UTF-8' is not how a locale is written here (write en_GB)",
        ),
        ("name: x\nlanguage: pt-BR", "f:2:11: language: 'pt-BR' is not how a locale is written here (write pt_BR)"),
        (
            "name: x\nship_window: {from: 2026-12-01, to: 2026-13-01}",
            "f:2:37: ship_window.to: '2026-13-01' is not a date; write YYYY-MM-DD",
        ),
        (
            "name: x\nship_window: {from: 1700000000, to: 2026-12-01}",
            "f:2:21: ship_window.from: '1700000000' is not a date; write YYYY-MM-DD",
        ),
        ("name: x\npet: {lives: 3}", "f:2:6: pet.type is missing"),
        ("name: x\npet: {type: catt}", "f:2:13: pet.type: 'catt' is none of 'cat', 'dog' (did you mean 'cat'?)"),
        ("name: x\npet: {type: cat, lives: x}", "f:2:25: pet.lives: 'x' is not a whole number"),
        (
            "name: x\npet: {type: cat, live: 1}",
            "f:2:18: unknown key 'live' in pet (did you mean 'lives'?)",
        ),
        (
            "name: x\neither: {from: 2026-01-01, to: 2026-01-01, too: x}",
            "f:2:44: unknown key 'too' in either (did you mean 'to'?)",
        ),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(text: str, message: str) -> None:
    """A wrong value is named with its path, its place, and what would be right."""
    (problem,) = problems(text)
    assert problem.startswith(message)


def test_an_unknown_key_gets_the_nearest_right_one() -> None:
    """An unknown key is a problem at the key, with the nearest name and the list of names."""
    (problem,) = problems("name: x\nship_windw: {from: a}")
    assert problem.startswith("f:2:1: unknown key 'ship_windw' (did you mean 'ship_window'?)")


def test_everything_at_once() -> None:
    """All problems of a document come together, in the order of the file."""
    found = problems("nme: x\ncount: y\nship_window:\n  from: soon\n")
    assert [problem.split(": ", 1)[0] for problem in found] == ["f:1:1", "f:2:8", "f:4:3", "f:4:9"]


def test_problems_of_many_files() -> None:
    """Problems of several files are collected and raised together."""
    collected = Problems()
    for file in ("b", "a"):
        with collected.collecting():
            document.load("{}", file, Thing)
    collected.add(Place("c", 3), "no good", "fix it")
    assert said(collected.raise_if_any) == [
        "a:1:1: name is missing (add name:)",
        "b:1:1: name is missing (add name:)",
        "c:3: no good (fix it)",
    ]
    Problems().raise_if_any()


def test_places() -> None:
    """Every value knows its place; a missing one has the place of what would hold it."""
    loaded = document.load("name: x\nship_window:\n  from: 2026-12-01\n  to: 2026-12-02\ntags: [a, b]", "f", Thing)
    assert str(loaded.place()) == "f:1:1"
    assert str(loaded.place("ship_window", "to")) == "f:4:7"
    assert str(loaded.place("tags", 1)) == "f:5:11"
    assert str(loaded.place("ship_window", "reason")) == "f:3:3"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("name: plain", "f:1:7"),
        ("name: 'quoted'", "f:1:8"),
        ("name: |\n  block", "f:2:3"),
        ("name: |- # why\n      block\n        deeper", "f:2:7"),
        ("name: |\n\n   later", "f:2:4"),
        ("name: |2\n    indented", "f:2:3"),
        ("name: >\n  folded\n  text", "f:2:3"),
    ],
)
def test_where_a_text_begins(text: str, place: str) -> None:
    """A text's own place is that of its first character, so that a template's lines can be counted from there."""
    assert str(document.load(text, "f", Thing).text_place("name")) == place


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("${A}", "one"),
        ("x${A}y${A}", "xoneyone"),
        ("${NONE:-two}", "two"),
        ("${EMPTY:-two}", "two"),
        ("${EMPTY}", ""),
        ("${NONE:-}", ""),
        ("${A:?needed}", "one"),
        ("$$", "$"),
        ("$${A}", "${A}"),
        ("$$A", "$A"),
        ("5$ a", "5$ a"),
        ("US$", "US$"),
        ("${YAML}", "{a: [b]} # c"),
    ],
)
def test_variables(text: str, value: str) -> None:
    """Variables are filled in as in a shell, and what they hold is text."""
    env = {"A": "one", "EMPTY": "", "YAML": "{a: [b]} # c"}
    assert document.load(f"name: '{text}'", "f", Thing, env=env).value.name == value


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("$TOKEN", "write ${TOKEN}"),
        ("Bearer $SHOP_TOKEN", "write ${NAME}"),
        ("%TOKEN%", "${TOKEN}"),
        ("$(TOKEN)", "${TOKEN}"),
    ],
)
def test_variables_without_braces(text: str, fix: str) -> None:
    """A variable that is written as for a shell would be sent as it stands: it is refused, and not repeated."""
    (only,) = said(lambda: document.load(f'name: "{text}"', "f", Thing, env={"TOKEN": "x"}))
    assert "f:1:7: a variable is written " in only
    assert fix in only
    assert "SHOP" not in only


def test_variables_that_may_be_missing() -> None:
    """Where a stand-in is given, a variable that is unset or empty is told and not refused."""
    text = "name: 'x ${A}'\nsecret: ${B}\nlanguage: en\n"
    loaded = document.load(
        text, "f", Thing, env={"B": ""}, stand_in=lambda path: "-" if path != ("language",) else None
    )
    assert (loaded.value.name, loaded.value.secret and loaded.value.secret.get_secret_value()) == ("x -", "-")
    assert [str(item.place) for item in loaded.waiting] == ["f:1:7", "f:2:9"]
    assert said(lambda: document.load("name: ${A}", "f", Thing, env={}, stand_in=lambda _: None))


def test_a_variable_in_another_encoding() -> None:
    """Bytes of the environment that are not UTF-8 are a problem with its place, and reach nobody."""
    (only,) = said(lambda: document.load("name: ${A}", "f", Thing, env={"A": "caf\udce9"}))
    assert only.startswith("f:1:7: a variable in this value holds bytes that are not UTF-8")


def test_another_file() -> None:
    """Of a file that has none of the names that belong here nothing is repeated."""
    assert said(lambda: document.load("password: hunter2\n", "f", Thing)) == [
        "f:1:1: this is another file (what belongs here: name)"
    ]


def test_variables_are_not_for_keys_nor_without_an_environment() -> None:
    """A key is never filled in, and neither is a file that is read without an environment."""
    filled = Substitution({"A": "x"}).fill(document.parse("${A}: ${A}", "f"))
    assert document.plain(filled) == {"${A}": "x"}
    assert document.load("name: ${A}", "f", Thing).value.name == "${A}"


def test_missing_variables() -> None:
    """Each missing variable is named with its place and how to set it, beside all other problems."""
    text = "name: ${A}\ncount: ${B:?how many}\nshare: ${1x}\nloud: ${E:?}\nkind: wrong\n"
    assert said(lambda: document.load(text, "f", Thing, env={"E": ""})) == [
        "f:1:7: the environment variable A is not set (export A=... before you start)",
        "f:2:8: the environment variable B is not set: how many (export B=... before you start)",
        "f:3:8: '${' begins no variable (write ${NAME}, a name of letters, digits and _, or $$ for a dollar sign)",
        "f:4:7: the environment variable E is empty: it must be set (export E=... before you start)",
        "f:5:7: kind: 'wrong' is none of 'small' or 'large' (write small or large)",
    ]


def test_what_a_variable_holds_is_never_shown() -> None:
    """A wrong value out of the environment appears as it stands in the file: it may be a secret."""
    text = "name: x\ncount: ${A}\nkind: ${A}"
    found = said(lambda: document.load(text, "f", Thing, env={"A": "hunter2"}))
    assert found == [
        "f:2:8: count: '${A}' is not a whole number (write it in digits alone, such as 1)",
        "f:3:7: kind: '${A}' is none of 'small' or 'large' (write small or large)",
    ]
    assert "hunter2" not in repr(document.load("name: ${A}", "f", Thing, env={"A": "hunter2"}).root)
