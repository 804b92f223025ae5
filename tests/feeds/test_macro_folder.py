"""The folder of macros: what of it is read, what is refused, and what is told because it may not be meant so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.feeds import read_folder, read_macros

LEAST = "key: {key}\ntitle: T\nreply: R\n"
SECRETS = "aws_secret_access_key: wJalrXUtnFEMI\ndatabase_password: hunter2\n"


def told(folder: Path) -> list[str]:
    """Return what may not be meant so, places without the folder."""
    return [str(doubt).replace(f"{folder}/", "") for doubt in read_folder(folder).doubts]


def refused(folder: Path) -> str:
    """Return the one thing that is wrong in this folder."""
    with pytest.raises(InvalidInput) as caught:
        read_macros(folder)
    (problem,) = caught.value.problems
    return str(problem)


@pytest.mark.parametrize("name", ["a.YAML", "a.Yml", "A.yaml"])
def test_endings_in_capitals_are_read(tmp_path: Path, name: str) -> None:
    """A file is a macro however its ending is written."""
    (tmp_path / name).write_text(LEAST.format(key="a"))
    assert [macro.key for macro in read_macros(tmp_path)] == ["a"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("delay.yaml.txt", "delay.yaml.txt: is not read: its name does not end in .yaml (call it delay.yaml)"),
        ("delay.yml (1)", "delay.yml (1): is not read: its name does not end in .yaml (call it delay.yml)"),
        (".delay.yaml", ".delay.yaml: is not read: its name begins with a dot"),
        ("old/delay.yaml", "old: holds a file ending in .yaml, which nobody reads"),
        ("._delay.yaml", ""),
        ("delay.yaml~", ""),
        ("~$delay.yaml", ""),
        (".~lock.delay.yaml#", ""),
        ("labels.jsonl", ""),
        (".git/config.yaml", ""),
    ],
)
def test_what_is_passed_over_is_told(tmp_path: Path, name: str, says: str) -> None:
    """A file that is not read although it looks like a macro is named; what programs leave behind is not."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(LEAST.format(key="a"))
    found = told(tmp_path)
    assert len(found) == bool(says)
    assert all(says in line for line in found)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("key: a\ntitle: T\nreply: Use code #SAVE10\n", "a.yaml:3:8: reply ends at 'Use code': YAML takes '#SAVE10'"),
        ("key: a\ntitle: T # x\nreply: R\n", "a.yaml:2:8: title ends at 'T'"),
        ("key: a\ntitle: T\nreply: R  # in May\n", ""),
        ("key: a\ntitle: T\nreply: >\n  You can:\n  - wait\n", "the line '- wait' is joined to the one above it"),
        ("key: a\ntitle: \u201cT\u201d\nreply: R\n", "title begins and ends with typographic quotation marks"),
        ("key: a\ntitle: T\nreply: R\nlocales: {de: {title: T, reply: R}} #x\n", ""),
        ("key: a\ntitle: T\nreply: R\nactions: {status: open} #x\n", ""),
    ],
)
def test_less_than_the_author_meant(tmp_path: Path, text: str, says: str) -> None:
    """Texts that YAML cut short, folded or took at their word are told with the remedy; plain remarks are not."""
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    found = told(tmp_path)
    assert len(found) == bool(says)
    assert all(says in line for line in found)


@pytest.mark.parametrize("text", [SECRETS, SECRETS * 2, "*hunter2\n", "- aws: hunter2\n", "aws hunter2: {\n"])
def test_nothing_of_a_file_that_is_no_macro_is_repeated(tmp_path: Path, text: str) -> None:
    """A file of secrets that was put into the folder by mistake is refused without a word of it."""
    (tmp_path / "a.yaml").write_text(text)
    message = refused(tmp_path)
    assert "a.yaml:1:1: this is no macro: it has neither key, title nor reply" in message
    assert not any(word in message for word in ("aws", "hunter2", "database"))


def test_links_that_lead_out_are_refused(tmp_path: Path) -> None:
    """A link to a file outside the folder is not followed, and one inside it is: so configurations are mounted."""
    (tmp_path / "secret.yaml").write_text(SECRETS)
    folder = tmp_path / "macros"
    (folder / "..data").mkdir(parents=True)
    (folder / "..data" / "a.yaml").write_text(LEAST.format(key="a"))
    (folder / "a.yaml").symlink_to("..data/a.yaml")
    assert [macro.key for macro in read_macros(folder)] == ["a"]
    (folder / "b.yaml").symlink_to(tmp_path / "secret.yaml")
    assert "b.yaml: is a link that leads out of its folder" in refused(folder)


def test_pipes_and_devices_are_not_opened(tmp_path: Path) -> None:
    """A pipe in the folder would wait for ever: it is refused, like a link to a device."""
    os.mkfifo(tmp_path / "a.yaml")
    assert "a.yaml: is a pipe, not a file" in refused(tmp_path)
    (tmp_path / "a.yaml").unlink()
    (tmp_path / "a.yaml").symlink_to("/dev/zero")
    assert "a.yaml: is a device, not a file" in refused(tmp_path)


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    """What is larger than any macro may be is not read to its end."""
    with (tmp_path / "a.yaml").open("wb") as file:
        file.truncate(50_000_000_000)
    assert "a.yaml: is larger than 1 MB" in refused(tmp_path)


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    """A file whose name is in another encoding is named so that it can be printed."""
    (tmp_path / os.fsdecode(b"\xe9.yaml")).write_text("key: [")
    message = refused(tmp_path)
    assert "\\xe9.yaml:1:" in message
    message.encode()


def test_a_name_with_a_line_break(tmp_path: Path) -> None:
    """A file whose name holds a line break is read like any other, and named on one line; one that ends so is told."""
    (tmp_path / "a\nb.yaml").write_text("key: [")
    assert "a\\nb.yaml:1:" in refused(tmp_path)
    (tmp_path / "a\nb.yaml").rename(tmp_path / "a.yaml\n")
    assert told(tmp_path) == ["a.yaml\\n: is not read: its name does not end in .yaml (call it a.yaml)"]
