"""Exports of macros: what is in them is safe to work with, and one that never ends is refused."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from zendesk_bridge.core.errors import InvalidInput, Problem
from zendesk_bridge.feeds import macro_exports
from zendesk_bridge.feeds.macro_exports import LARGEST, macro_rows


def written(folder: Path, text: str) -> Path:
    """Return an export with this text."""
    file = folder / "x.jsonl"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("form", ["lines", "list", "glued"])
def test_half_a_character_is_replaced(tmp_path: Path, form: str) -> None:
    """Halves that stand alone become U+FFFD, in names as well; a whole pair stays, and so do the other rows."""
    rows = ['{"title": "a \\ud800 b", "\\udc00": ["\\udfff"]}', '{"title": "\\ud83d\\ude00"}']
    text = {"lines": "\n".join(rows), "list": f"[{','.join(rows)}]", "glued": " ".join(rows)}[form]
    assert macro_rows(written(tmp_path, text)) == (
        {"title": "a \ufffd b", "\ufffd": ["\ufffd"]},
        {"title": "\N{GRINNING FACE}"},
    )


def test_what_is_nested_too_deep_is_told_and_the_others_go_ahead(tmp_path: Path) -> None:
    """No reader follows so many lists within lists."""
    deep: Any = "x"
    for _ in range(200):
        deep = [deep]
    told, row = macro_rows(written(tmp_path, json.dumps({"title": deep}) + '\n{"title": "B"}'))
    assert isinstance(told, Problem)
    assert "too deep" in str(told)
    assert row == {"title": "B"}


def test_a_folder_with_an_id_that_is_none_harms_nothing(tmp_path: Path) -> None:
    """Whatever stands for the id of a folder, the rest is read."""
    rows = [{"id": [1], "name": "Orders"}, {"title": "A", "folder_id": {}}, {"title": "B", "folder_id": 2}]
    assert macro_rows(written(tmp_path, "\n".join(map(json.dumps, rows)))) == (*rows[1:],)


def test_an_export_that_never_ends_is_refused() -> None:
    """A device is read no further than an export may be long."""
    with pytest.raises(InvalidInput, match="/dev/zero: is more than 64 MB"):
        macro_rows(Path("/dev/zero"))


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    """What counts is what is in it, not what it takes packed."""
    file = tmp_path / "x.jsonl.gz"
    file.write_bytes(gzip.compress(b" " * (LARGEST + 1), 1))
    assert file.stat().st_size < LARGEST // 100
    with pytest.raises(InvalidInput, match="is more than 64 MB"):
        macro_rows(file)


def test_an_export_of_too_many_small_things_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory goes by the values that there are; signs within words are none."""
    monkeypatch.setattr(macro_exports.json_text, "MOST", 100)
    words = {"title": "A", "words": "[" * 1_000}
    assert macro_rows(written(tmp_path, json.dumps(words))) == (words,)
    with pytest.raises(InvalidInput, match="holds more than 100 values"):
        macro_rows(written(tmp_path, json.dumps({"title": "A", "more": [[]] * 60})))
