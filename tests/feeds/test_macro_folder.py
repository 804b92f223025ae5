"""New macro files: whole or not at all, and never in the place of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.feeds import has_room, macro_texts, write_new


def test_a_new_file_is_whole(tmp_path: Path) -> None:
    """It holds what was written, folder and all, and nothing is left beside it."""
    assert write_new(tmp_path / "a/b/c.yaml", "key: ü\n")
    assert (tmp_path / "a/b/c.yaml").read_bytes() == b"key: \xc3\xbc\n"
    assert [file.name for file in (tmp_path / "a/b").iterdir()] == ["c.yaml"]
    assert (tmp_path / "a/b/c.yaml").stat().st_mode & 0o777 == 0o644


def test_what_is_there_is_never_replaced(tmp_path: Path) -> None:
    """Neither a file nor what a link leads to."""
    (tmp_path / "c.yaml").write_text("mine", encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "nowhere")
    assert not write_new(tmp_path / "c.yaml", "theirs")
    assert not write_new(tmp_path / "link.yaml", "theirs")
    assert (tmp_path / "c.yaml").read_text(encoding="utf-8") == "mine"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["c.yaml", "link.yaml"]


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    """With its place and the reason."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"file/c\.yaml: cannot be written: "):
        write_new(tmp_path / "file/c.yaml", "key: a\n")


def test_a_folder_is_read_by_name(tmp_path: Path) -> None:
    """A file that nobody can read keeps its name; a folder that is not there has none."""
    (tmp_path / "a.yaml").write_bytes(b"key: a\n")
    (tmp_path / "b.yml").write_bytes(b"\xff\xfe\x00broken")
    (tmp_path / "backorders.yaml").write_bytes(b"backorders: []\n")
    assert macro_texts(tmp_path) == {"a.yaml": "key: a\n", "b.yml": ""}
    assert macro_texts(tmp_path / "nowhere") == {}


def test_a_folder_holds_only_so_many(tmp_path: Path) -> None:
    """As many as are read again."""
    (tmp_path / "a.yaml").write_bytes(b"key: a\n")
    assert (has_room(tmp_path, 1_999), has_room(tmp_path, 2_000)) == (True, False)
    assert has_room(tmp_path / "nowhere", 2_000)
