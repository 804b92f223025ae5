from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from recipes import RECIPES

from zendesk_bridge.app.start import RUNNERS
from zendesk_bridge.cli import run
from zendesk_bridge.cli.init import RUNNERS as KNOWN
from zendesk_bridge.cli.init import init

SHOP = [
    "--helpdesk",
    "acme.zendesk.com",
    "--helpdesk",
    "eu=freshdesk:acme.freshdesk.com",
    "--timezone",
    "Europe/Berlin",
]


def made(folder: Path) -> set[str]:
    """Return the files below ``deploy/``."""
    return {file.relative_to(folder / "deploy").as_posix() for file in (folder / "deploy").rglob("*") if file.is_file()}


def recipes(*folders: str) -> set[str]:
    """Return the recipes in these folders, and what all of them need."""
    files = {file.relative_to(RECIPES).as_posix() for file in RECIPES.rglob("*") if file.is_file()}
    return {file for file in files if file == "secrets.example" or file.partition("/")[0] in folders}


@pytest.mark.parametrize(
    ("runners", "folders"),
    [
        (["systemd"], ["host", "systemd"]),
        (["cron"], ["host", "cron"]),
        (["kubernetes"], ["kubernetes"]),
        (["container"], ["container"]),
        (["cron", "kubernetes"], ["host", "cron", "kubernetes"]),
    ],
)
def test_init_writes_what_runs_the_job_where_it_is_to_run(
    tmp_path: Path, runners: list[str], folders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Each kind has its own files, scripts can be run, and what comes next is told."""
    said = [word for runner in runners for word in ("--deploy", runner)]
    assert run(["init", str(tmp_path), *SHOP, *said]) == 0
    assert made(tmp_path) == recipes(*folders)
    for name in made(tmp_path):
        text = (tmp_path / "deploy" / name).read_text("utf-8")
        assert os.access(tmp_path / "deploy" / name, os.X_OK) == text.startswith("#!")
        assert name == "secrets.example" or text == (RECIPES / name).read_text("utf-8")
    out = capsys.readouterr().out
    assert all(f"To run it by {RUNNERS[runner]}\n" in out for runner in runners)


def test_without_it_there_is_no_recipe(tmp_path: Path) -> None:
    """Who does not ask for one is not left with files that mean nothing to them."""
    assert run(["init", str(tmp_path), *SHOP]) == 0
    assert not (tmp_path / "deploy").exists()


def test_the_secrets_have_the_names_that_the_config_reads(tmp_path: Path) -> None:
    """They are filled in and nothing else; the database's variable is offered, with what it means."""
    assert run(["init", str(tmp_path), *SHOP, "--deploy", "cron"]) == 0
    config = (tmp_path / "config.yaml").read_text("utf-8")
    lines = (tmp_path / "deploy" / "secrets.example").read_text("utf-8").splitlines()
    names = [line for line in lines if line and not line.startswith("#")]
    assert names == ["ZENDESK_CLIENT_ID=", "ZENDESK_CLIENT_SECRET=", "FRESHDESK_API_KEY="]
    assert all(f"${{{name.rstrip('=')}}}" in config for name in names)
    assert "\nstate: ${ZENDESK_BRIDGE_STATE:-sqlite:///zendesk-bridge.db}\n" in config
    assert any(re.match("#ZENDESK_BRIDGE_STATE=postgresql", line) for line in lines)


def test_recipes_come_to_a_set_up_that_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The admin's config is kept, its own variables are offered, and a place that no recipe can name is told."""
    assert run(["init", str(tmp_path), *SHOP]) == 0
    config = tmp_path / "config.yaml"
    text = config.read_text("utf-8").replace("${ZENDESK_CLIENT_SECRET}", "${OUR_SECRET}")
    config.write_text(re.sub("(?m)^state: .*$", "state: sqlite:///here.db", text))
    capsys.readouterr()
    assert run(["init", str(tmp_path), "--yes", "--deploy", "systemd"]) == 0
    assert "state: in your config.yaml is to be ${ZENDESK_BRIDGE_STATE:-" in capsys.readouterr().err
    assert "sqlite:///here.db" in config.read_text("utf-8")
    secrets = (tmp_path / "deploy" / "secrets.example").read_text("utf-8")
    assert "\nOUR_SECRET=\n" in secrets
    assert "\nNAME=" not in secrets  # a comment is nothing that the config reads


def test_a_recipe_that_was_changed_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An admin's own schedule survives the next init."""
    assert run(["init", str(tmp_path), *SHOP, "--deploy", "cron"]) == 0
    crontab = tmp_path / "deploy" / "cron" / "zendesk-bridge"
    crontab.write_text("mine")
    assert run(["init", str(tmp_path), "--yes", "--deploy", "cron"]) == 0
    assert crontab.read_text() == "mine"
    assert "Kept" in capsys.readouterr().out


def test_the_command_line_knows_what_there_is() -> None:
    """What may be asked for is what there are recipes for."""
    (option,) = [one for one in init.params if one.name == "runners"]
    assert option.help is not None
    assert ", ".join(RUNNERS) in option.help
    assert tuple(RUNNERS) == KNOWN


def test_several_with_commas(tmp_path: Path) -> None:
    """As languages are: one option for all, in capitals or not."""
    assert run(["init", str(tmp_path), *SHOP, "--deploy", "Systemd, cron"]) == 0
    assert made(tmp_path) == recipes("host", "systemd", "cron")


@pytest.mark.parametrize(
    ("word", "meant"),
    [("docker", "container"), ("k8s", "kubernetes"), ("kubernetis", "kubernetes"), ("cron,docker", "container")],
)
def test_another_word_for_it(tmp_path: Path, capsys: pytest.CaptureFixture[str], word: str, meant: str) -> None:
    """Whoever says docker or k8s is told the word for it, and nothing is written."""
    assert run(["init", str(tmp_path), *SHOP, "--deploy", word]) == 2
    assert f"write {meant}." in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
