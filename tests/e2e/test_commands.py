"""The command line itself: help, streams, exit codes, the files that come with the package."""

import io
import json
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

from zendesk_bridge import cli
from zendesk_bridge.app import job
from zendesk_bridge.app.start import shifted
from zendesk_bridge.cli import COMMANDS, run
from zendesk_bridge.cli.stock import WRITTEN_ON

ROOT = Path(__file__).parents[2]
DATED = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d ")
"""What begins each line of a log."""

HEAVY = ("pydantic", "sqlalchemy", "starlette", "uvicorn", "requests", "babel", "jinja2", "alembic")


def bridge(*args: str, folder: Path = ROOT):
    """Run the command line in a process of its own."""
    line = [sys.executable, "-m", "zendesk_bridge", *args]
    return subprocess.run(line, capture_output=True, text=True, timeout=120, check=False, cwd=folder)  # noqa: S603 - our own command


def test_help_lists_everything():
    """The help names every command with a line, and every exit code."""
    ran = bridge("--help")
    assert ran.returncode == 0
    assert "\n  Every 5 min:  zendesk-bridge sync\n" in ran.stdout
    for name, text in COMMANDS.items():
        assert f"  {name} " in ran.stdout
        assert " ".join(text.split()[:3]) in ran.stdout
    for code in ("0", "1", "2", "3", "4", "5", "75", "130"):
        assert any(line.startswith(f"    {code} ") for line in ran.stdout.splitlines()), code


def test_help_is_light():
    """Asking for help loads nothing that takes time."""
    loaded = f"[name for name in {HEAVY} if name in sys.modules]"
    code = f"import sys; from zendesk_bridge.cli import run; run(['--help']); sys.exit(str({loaded}))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)  # noqa: S603 - our own code
    assert ran.stderr.strip() == "[]"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command(capsys, name):
    """Each command's help holds an example of that very command."""
    assert run([name, "--help"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Example: " in out
    assert f"zendesk-bridge {name}" in out.partition("Example: ")[2]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["snyc"], "Did you mean sync?"),
        (["quux"], "no command 'quux'"),
        (["sync", "--dryrun"], "--dry-run"),
        (["plan", "--format", "yaml"], "'yaml'"),
        (["triage", "--ticket", "0"], "--ticket"),
        (["triage", "--ticket", "abc"], "'abc' is no ticket's number: write it in digits, such as 4711"),
        (["schema", "macros"], "macro"),
    ],
)
def test_usage_mistakes(capsys, args, said):
    """A wrong command, option or value leaves with 2, says what is right, and prints nothing to stdout."""
    assert run(args) == 2
    seen = capsys.readouterr()
    assert said in seen.err
    assert seen.out == ""


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["preview", "delay-updat"], "did you mean delay-update?"),
        (["preview", "--item", "WID-21"], "did you mean WID-12?"),
        (["triage", "--helpdesk", "shop-us"], "did you mean shop-eu?"),
        (["triage", "--ticket", "5"], "--helpdesk one of shop, shop-eu"),
    ],
)
def test_wrong_names(quiet_shop, args, said):
    """A macro, item or helpdesk that is not there is answered with the nearest one, and 2."""
    ran = quiet_shop.run(*args)
    assert ran.code == 2
    assert said in ran.err


@pytest.mark.parametrize("args", [["triage", "--ticket", "5"], ["triage", "--helpdesk", "shop-us"]])
def test_usage_is_looked_at_first(quiet_shop, args):
    """Wrong usage is told before a local helpdesk is started: one that could not be started changes nothing."""
    quiet_shop.write(
        "config.yaml",
        "timezone: UTC\nhelpdesks: {shop: {type: zendesk, url: sandbox}, shop-eu: {type: freshdesk, url: sandbox}}\n"
        "sandbox: {data: nowhere/there/x.db}\nbackorders: [{type: file, path: macros/backorders.yaml}]\n",
    )
    ran = quiet_shop.run(*args)
    assert ran.code == 2
    assert "shop-eu" in ran.err
    assert "cannot use" in quiet_shop.run("triage", "--dry-run").err


@pytest.mark.parametrize(
    ("args", "writes"),
    [
        (["check"], False),
        (["preview"], False),
        (["plan"], False),
        (["triage", "--dry-run"], False),
        (["triage", "--ticket", "5", "--helpdesk", "shop"], False),
        (["sync", "--dry-run"], False),
        (["triage"], True),
        (["apply", "--yes"], True),
    ],
)
def test_stopping_says_what_was_written_only_where_something_is(quiet_shop, monkeypatch, args, writes):
    """Ctrl-C on a command that writes nothing is not answered with what it may have written."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    for found in walk_packages(cli.__path__, "zendesk_bridge.cli."):
        import_module(found.name)  # what is imported first while this holds would keep it for other tests
    monkeypatch.setattr("zendesk_bridge.settings.load_settings", stop)
    for module in ("common", "tickets"):
        monkeypatch.setattr(f"zendesk_bridge.cli.{module}.load", stop, raising=False)
    for module in ("check.work", "preview"):
        monkeypatch.setattr(f"zendesk_bridge.cli.{module}.load_files", stop)
    ran = quiet_shop.run(*args)
    assert ran.code == 130
    assert "Stopped." in ran.err
    assert ("What was written is written" in ran.err) is writes
    told = quiet_shop.run(*args, "--format", "json")
    assert told.json["ok"] is False
    assert told.json["error"]["exit_code"] == 130


def test_what_reading_came_to_is_told_as_the_summary_tells_it(shop):
    """The same figures before and after writing; a ticket that no listing names is to be looked at, not read yet."""

    def told() -> tuple[list[str], list[str]]:
        ran = shop.ok("sync")
        before = [line.split(" ", 1)[1] for line in ran.err.splitlines() if re.search(r"read, \d|looked at", line)]
        return before, [line for line in ran.out.splitlines() if " read, " in line]

    shop.ready()
    for text in ("Where is my blue widget?", "Where is my order?"):
        shop.customer(text)
    for written in (1, 0):
        before, after = told()
        assert len(after) == 2
        same = [re.match(rf".* tickets? read, {written} (?=written)", line) for line in after]
        assert before == [f"{found[0]}to be written" for found in same]
    told()
    shop.facts(to=shop.dates["to"] + timedelta(days=3))
    before, after = told()
    assert "shop: 1 ticket to be looked at again" in before
    assert "shop: 1 ticket read, 1 written." in after


def test_a_long_reading_says_how_far_it_is(shop):
    """From the second page on; what customers add later is said once, and what it comes to when all is read."""
    shop.ready()
    number = shop.customer("Where is my order?")
    shop.ok("sync")
    comment = {"author": "customer", "body": "My blue widget, I mean.", "public": True}
    shop.admin("zendesk", f"tickets/{number}/comments", comment)
    told = [line.split(" ", 1)[1] for line in shop.ok("sync").err.splitlines()]
    assert told.count("shop: later comments read, too") == 1
    assert "shop: 1 ticket read, 0 to be written, 1 to be looked at again" in told
    for at in range(130):
        shop.customer(f"Where is order {at}?")
    told = [line.split(" ", 1)[1] for line in shop.ok("sync").err.splitlines()]
    assert "shop-eu: 131 tickets read so far" in told


def test_a_log_has_dates(shop):
    """Where stderr is no terminal, every line of progress, warning and error begins with its date, time and offset."""
    shop.facts(**{key: when - timedelta(days=2000) for key, when in shop.dates.items()})
    ran = shop.run("sync")
    lines = ran.err.splitlines()
    assert any("setup" in line for line in lines)
    assert all(DATED.match(line) for line in lines), ran.err
    shop.swap("config.yaml", shop.box.zendesk_url, "http://127.0.0.1:1")
    down = shop.run("plan")
    assert down.code == 75
    assert all(DATED.match(line) for line in down.err.splitlines()), down.err


def test_mistakes_in_files_begin_with_their_place(quiet_shop):
    """What is wrong in a file is told as file:line:col from the line's start, for editors and CI."""
    quiet_shop.swap("macros/item-update.yaml", "backorder.message", "backorder.mesage")
    ran = quiet_shop.run("plan")
    assert ran.code == 2
    assert any(
        line.startswith(str(quiet_shop.folder / "macros/item-update.yaml") + ":") for line in ran.err.splitlines()
    )


@pytest.mark.parametrize("name", ["config", "macro", "backorders", "segments"])
def test_schemas(capsys, name):
    """Each schema is JSON of the 2020-12 draft that forbids unknown keys and whose references all lead somewhere."""
    assert run(["schema", name]) == 0
    text = capsys.readouterr().out
    schema = json.loads(text)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    # A macro file holds one of two: a mail has keys of its own.
    for form in (schema["then"], schema["else"]) if "if" in schema else (schema,):
        assert form["type"] == "object"
        assert form["additionalProperties"] is False
    known = {f"#/$defs/{definition}" for definition in schema.get("$defs", {})}
    assert set(references(schema)) <= known


def references(schema):
    """Yield every reference in a schema."""
    for key, value in schema.items() if isinstance(schema, dict) else enumerate(schema):
        if key == "$ref":
            yield value
        elif isinstance(value, dict | list):
            yield from references(value)


def test_unexpected_mistakes_keep_quiet(quiet_shop, monkeypatch):
    """A mistake of ours is told with its place, without a traceback and without its words; a variable shows them."""

    def broken(*_: object) -> None:
        raise RuntimeError("alex@example.com said: where is my order?")

    monkeypatch.setattr(job, "run", broken)
    ran = quiet_shop.run("sync")
    assert ran.code == 1
    assert "mistake in zendesk-bridge, not yours: RuntimeError at " in ran.err
    assert "ZENDESK_BRIDGE_DEBUG=1" in ran.err
    assert "alex" not in ran.out + ran.err
    monkeypatch.setenv("ZENDESK_BRIDGE_DEBUG", "1")
    with pytest.raises(RuntimeError):
        quiet_shop.run("sync")


def test_asking_first(shop, monkeypatch):
    """Without --yes, setup and apply show what they would do and ask; only a yes makes them write."""
    shop.writes()
    for command in ("setup", "apply"):
        for answer, said in (("n\n", "Nothing was written."), ("", "say --yes")):
            monkeypatch.setattr("sys.stdin", io.StringIO(answer))
            ran = shop.run(command)
            assert ran.code == 1
            assert "Backorder" in ran.err
            assert said in ran.err
    assert shop.writes() == 0
    for command in ("setup", "apply"):
        monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
        shop.ok(command)
    assert "Backorder::Delay update" in shop.macros()


# --- what comes with the package -------------------------------------------------------------------


@pytest.fixture
def example(quiet_shop):
    """Return a folder with the files of the package as they are, their dates as fresh as on the day of writing."""
    shutil.rmtree(quiet_shop.folder / "macros")
    shutil.copytree(ROOT / "macros", quiet_shop.folder / "macros")
    facts = (ROOT / "macros/backorders.yaml").read_text(encoding="utf-8")
    quiet_shop.write("macros/backorders.yaml", shifted(facts, datetime.now(UTC).date() - WRITTEN_ON))
    shutil.copy(ROOT / "config.example.yaml", quiet_shop.folder)
    (quiet_shop.folder / "config.yaml").unlink()
    quiet_shop.config = "config.example.yaml"
    return quiet_shop


def test_the_names_are_listed_once_in_a_file(example):
    """Three unknown names in a file are three lines, and one list of those that there are."""
    example.write("macros/a.yaml", "key: a\ntitle: A\nreply: '{{ foo.a }} {{ bar.b }} {{ agent.nam }}'\n")
    out = example.run("check").out
    assert out.count("unknown name") == 3
    assert out.count("the names here are") == 1
    assert "did you mean agent.name?\n" in out


def test_files_with_nothing_in_them_are_told(example):
    """An emptied list of late items, or a folder without macros, may be meant and is never passed over in silence."""
    example.write("macros/backorders.yaml", "backorders: []\n")
    ran = example.ok("check")
    assert "backorders.yaml: warning: holds no late item" in ran.out
    for path in (example.folder / "macros").glob("*.yaml"):
        if path.name != "backorders.yaml":
            path.unlink()
    assert "macros: warning: holds no macro" in example.ok("check").out


def test_ready_made_files_are_good(example):
    """The check has nothing to complain about."""
    ran = example.ok("check")
    assert ran.out.startswith("Good: 12 macros, 8 mails, 6 late items, for shop, shop-eu.")
    shown = example.ok("preview").out
    assert shown.count("=== ") >= 9
    assert "{" not in shown


def test_demo(tmp_path):
    """The demo runs anywhere, verifies every step, leaves nothing behind and exits with 0."""
    ran = bridge("demo", folder=tmp_path)
    assert ran.returncode == 0, ran
    assert "FAILED" not in ran.stdout
    assert "checks against the helpdesks' own API passed" in ran.stdout
    assert "\ufffd" not in ran.stdout
    assert "\x1b" not in ran.stdout
    assert ran.stderr == ""
    assert list(tmp_path.iterdir()) == []
