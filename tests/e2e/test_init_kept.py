"""``init`` where something is already: what is there stays, and what stands in the way is told."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from zendesk_bridge.cli.init import writing

ZENDESK, FRESHDESK = "shop=zendesk:acme", "help=acme.freshdesk.com"
EVERY = [
    "macros/backorders.yaml",
    ".schemas/config.schema.json",
    ".gitignore",
    ".env.example",
    ".pre-commit-config.yaml",
    ".github/workflows/zendesk-bridge.yml",
    "config.yaml",
]

Command = Callable[..., tuple[int, str, str]]


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with what it holds."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_twice_writes_nothing(command: Command, tmp_path: Path) -> None:
    """The second run keeps all, says so, and asks nothing; a macro that was taken away does not come back."""
    assert command("init", "--helpdesk", ZENDESK)[0] == 0
    (tmp_path / "macros" / "swap-offer.yaml").unlink()
    before = tree(tmp_path)
    code, out, err = command("init")
    assert (code, err) == (0, "")
    assert out.startswith("Nothing to write: all is there.")
    assert tree(tmp_path) == before
    code, out, err = command("init", "--helpdesk", FRESHDESK, "--format", "json")
    assert "config.yaml was there already and is kept" in err
    told = json.loads(out)
    assert told["written"] == []
    assert sorted(told["kept"]) == sorted(before)


def test_the_example_twice_writes_nothing(command: Command, tmp_path: Path) -> None:
    """A macro that was taken out of the example stays out."""
    assert command("init", "--example")[0] == 0
    (tmp_path / "macros" / "swap-offer.yaml").unlink()
    before = tree(tmp_path)
    assert command("init", "--example")[0] == 0
    assert tree(tmp_path) == before


@pytest.mark.parametrize("config", ["not: right\n", ""])
def test_the_example_is_not_mixed_with_a_set_up_of_ones_own(command: Command, tmp_path: Path, config: str) -> None:
    """Beside another config it is refused, with what to write, and nothing is written."""
    (tmp_path / "config.yaml").write_text(config, "utf-8")
    code, _, err = command("init", "--example")
    assert code == 2
    assert "has a config.yaml of its own" in err
    assert "init --example OTHER" in err
    assert set(tree(tmp_path)) == {"config.yaml"}


def test_a_config_with_mistakes_is_told(command: Command, tmp_path: Path) -> None:
    """It is kept, and who names the mistakes is said."""
    (tmp_path / "config.yaml").write_text("not: right\n", "utf-8")
    assert "is kept, and has mistakes: `zendesk-bridge check` names them" in command("init", "--yes")[2]


def test_another_helpdesk_for_a_set_up_that_is_there(command: Command, tmp_path: Path) -> None:
    """The config is kept; what to write into it is shown, what to set is told, and the secrets have a file."""
    assert command("init", "--yes")[0] == 0
    before = tree(tmp_path)
    code, out, _ = command("init", ".", "--helpdesk", "zendesk=zendesk:acme.zendesk.com")
    assert code == 0
    after = tree(tmp_path)
    assert "ZENDESK_CLIENT_SECRET=" in after.pop(".env.example").decode()
    assert after == before
    block = out.partition("below `helpdesks:`\n")[2].partition("and set what it reads:")[0]
    assert "and set what it reads: ZENDESK_CLIENT_ID, ZENDESK_CLIENT_SECRET\n" in out
    following = out.partition("Next:\n")[2]
    assert ["cp .env.example .env" in following, " doctor\n" in following, " sync\n" in following] == [1, 1, 0]
    text = before["config.yaml"].decode().replace("helpdesks:\n", f"helpdesks:\n{block}", 1)
    (tmp_path / "config.yaml").write_text(text, "utf-8")
    checked = json.loads(command("check", "--format", "json")[1])
    assert set(checked["helpdesks"]) == {"zendesk", "freshdesk", "zendesk-zendesk"}
    again = json.loads(command("init", ".", "--helpdesk", "acme.zendesk.com", "--format", "json")[1])
    assert (again["add_to_helpdesks"], again["set"]) == ("", [])


def test_a_kept_file_is_not_said_to_be_what_it_is_not(command: Command, tmp_path: Path) -> None:
    """What somebody wrote is named, and not called made-up; what is as init writes it is."""
    (tmp_path / "macros").mkdir()
    (tmp_path / "macros" / "backorders.yaml").write_text("backorders: []\n", "utf-8")
    _, out, _ = command("init", "--yes")
    kept = out.partition("Kept, as it was:\n")[2]
    assert kept.startswith("  macros/backorders.yaml\n")


def test_what_is_next_in_a_folder_long_in_use(command: Command) -> None:
    """Who asks for recipes is told of those, and not how to begin."""
    assert command("init", "--helpdesk", ZENDESK)[0] == 0
    code, out, _ = command("init", "--yes", "--deploy", "systemd")
    assert code == 0
    assert out.endswith("To run it by systemd: sudo deploy/host/install.sh systemd\n")
    assert "Next:" not in out
    assert "write what is late" not in out
    assert json.loads(command("init", "--yes", "--deploy", "cron", "--format", "json")[1])["next"] == []


@pytest.mark.parametrize("mine", EVERY)
def test_a_file_that_is_there_is_kept(command: Command, tmp_path: Path, mine: str) -> None:
    """Whatever it holds, each file of init's is left as it is and told; the others are written."""
    (tmp_path / mine).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / mine).write_bytes(b"mine: \xff\n")
    code, out, _ = command("init", "--helpdesk", ZENDESK, "--format", "json")
    told = json.loads(out)
    assert code == 0
    assert told["kept"] == [mine]
    assert (tmp_path / mine).read_bytes() == b"mine: \xff\n"
    assert {*told["written"], mine} == set(tree(tmp_path)) >= set(EVERY)
    assert bool(told["add_to_gitignore"]) == (mine == ".gitignore")


def test_a_schema_of_another_release_is_told(command: Command, tmp_path: Path) -> None:
    """It is kept like every file, with the command that renews it."""
    assert command("init", "--yes")[0] == 0
    schema = tmp_path / ".schemas" / "macro.schema.json"
    right = schema.read_text("utf-8")
    schema.write_text("{}", "utf-8")
    _, out, _ = command("init")
    assert "schema macro > .schemas/macro.schema.json\n" in out
    assert schema.read_text("utf-8") == "{}"
    assert command("schema", "macro")[1] == right


def test_an_older_set_up_gets_what_it_lacks(command: Command, tmp_path: Path) -> None:
    """Beside a config that is there come schemas, hooks and a workflow with the variables that it names."""
    assert command("init", "--helpdesk", ZENDESK)[0] == 0
    config = (tmp_path / "config.yaml").read_text("utf-8").replace("ZENDESK_CLIENT_SECRET", "MY_SECRET")
    (tmp_path / "config.yaml").write_text(config, "utf-8")
    shutil.rmtree(tmp_path / ".github")
    (tmp_path / ".env.example").unlink()
    assert command("init")[0] == 0
    workflow = (tmp_path / ".github/workflows/zendesk-bridge.yml").read_text("utf-8")
    assert "MY_SECRET: ${{ secrets.MY_SECRET }}" in workflow
    assert "MY_SECRET=\n" in (tmp_path / ".env.example").read_text("utf-8")
    assert "ZENDESK_BRIDGE_STATE" not in (tmp_path / ".env.example").read_text("utf-8")
    assert "ZENDESK_BRIDGE_STATE" not in workflow
    assert (tmp_path / "config.yaml").read_text("utf-8") == config


def test_a_full_disk_leaves_no_half_file(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written before is whole, the config that comes last is not there, and the next run goes on."""
    writes = iter([*[None] * 4, OSError(errno.ENOSPC, "No space left on device")])
    sync = os.fsync

    def full(number: int) -> None:
        if error := next(writes, None):
            raise error
        sync(number)

    monkeypatch.setattr(writing.os, "fsync", full)
    code, _, err = command("init", "--yes")
    assert code == 1
    assert "cannot be written: no space left on device. 4 files were written before it, each whole." in err
    assert len(tree(tmp_path)) == 4
    assert all(name.endswith(".yaml") for name in tree(tmp_path))
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    code, out, _ = command("init", "--yes", "--format", "json")
    assert code == 0
    assert len(json.loads(out)["kept"]) == 4
    assert command("check")[0] == 0


def test_a_disk_without_links(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system that has no hard links files come whole as well, and none is replaced."""

    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    Path(".gitignore").write_text("mine\n", "utf-8")
    assert command("init", "--yes")[0] == 0
    assert command("check")[0] == 0
    assert Path(".gitignore").read_text("utf-8") == "mine\n"


def _file(path: Path) -> None:
    path.write_text("", "utf-8")


def _nowhere(path: Path) -> None:
    path.symlink_to("nowhere")


def _elsewhere(path: Path) -> None:
    path.parent.parent.joinpath("other").mkdir()
    path.symlink_to(path.parent.parent / "other")


@pytest.mark.parametrize(
    ("place", "thing", "says"),
    [
        ("", _file, "is a file, and a folder belongs there"),
        ("", _nowhere, "is a symbolic link to nothing"),
        ("macros", _file, "is a file, and a folder belongs there"),
        ("macros", _elsewhere, "is a symbolic link"),
        (".github", _nowhere, "is a symbolic link"),
        ("config.yaml", Path.mkdir, "is a folder, and a file belongs there"),
        ("config.yaml", _nowhere, "is a symbolic link to nothing"),
        ("config.yaml", os.mkfifo, "is a pipe or a device, and a file belongs there"),
        (".gitignore", os.mkfifo, "is a pipe or a device, and a file belongs there"),
    ],
)
def test_what_stands_in_the_way(
    command: Command, tmp_path: Path, place: str, thing: Callable[[Path], None], says: str
) -> None:
    """It is told by name before anything is written."""
    folder = tmp_path / "above" / "shop"
    (folder if place else folder.parent).mkdir(parents=True)
    thing(folder / place)
    code, _, err = command("init", str(folder), "--yes")
    assert code == 2
    assert f"{folder / place}: {says}" in err
    assert [name for name in tree(tmp_path) if not name.endswith(place or "shop")] == []


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    """It is told before anything is written; root is tried without the capability to write anywhere."""
    as_anybody = ["setpriv", "--bounding-set", "-dac_override", "--"] if os.geteuid() == 0 else []
    tmp_path.chmod(0o500)
    line = [*as_anybody, sys.executable, "-m", "zendesk_bridge", "init", str(tmp_path / "shop"), "--yes"]
    ran = subprocess.run(line, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    tmp_path.chmod(0o700)
    assert ran.returncode == 2, ran
    assert f"{tmp_path}: cannot be written to" in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_within_a_repository(command: Command, tmp_path: Path) -> None:
    """A .gitignore of one's own is kept with the lines to add; what only counts at the top is said to belong there."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "support").mkdir()
    (tmp_path / "support" / ".gitignore").write_text("*.pyc\n.env\n", "utf-8")
    code, out, _ = command("init", "support", "--helpdesk", ZENDESK)
    assert code == 0
    assert "Add to your .gitignore:\n  zendesk-bridge.db*\n  zendesk-bridge-sandbox.db*\n" in out
    assert f"Move to {tmp_path}, the top of your repository" in out
    assert "  .pre-commit-config.yaml\n" in out
    workflow = (tmp_path / "support/.github/workflows/zendesk-bridge.yml").read_text("utf-8")
    assert "working-directory: support" in workflow


@pytest.mark.parametrize("name", ["${{ github.token }}", "a\nb", "a\x1bb", "a\u2028b", "a\udcffb"])
def test_a_folder_that_would_be_another_in_the_workflow(command: Command, tmp_path: Path, name: str) -> None:
    """A path in which GitHub would put a value, or which is no text, is refused before anything is written."""
    (tmp_path / ".git").mkdir()
    folder = tmp_path / name
    folder.mkdir()
    code, _, err = command("init", str(folder), "--yes")
    assert code == 2
    assert "the path has to stand in .github/workflows/zendesk-bridge.yml, and holds " in err
    assert "name another folder" in err
    assert list(folder.iterdir()) == []


def test_a_pipe_among_the_schemas(command: Command, tmp_path: Path) -> None:
    """It is told before anything is read: nobody ever writes to it."""
    assert command("init", "--yes")[0] == 0
    schema = tmp_path / ".schemas" / "config.schema.json"
    schema.unlink()
    os.mkfifo(schema)
    code, _, err = command("init", "--yes")
    assert code == 2
    assert "is a pipe or a device, and a file belongs there" in err
