from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest
from recipes import CONFIG, PROGRAM, RECIPES, ROOT, WRAPPER, Machine, judged, rights

CRONTAB = (RECIPES / "cron" / "zendesk-bridge").read_text("utf-8")
JOBS = [line for line in CRONTAB.splitlines() if re.match(r"[\d*]", line)]
NUMBERS = r"(\*(/\d+)?|\d+(-\d+)?(,\d+)*)"


def commands(machine: Machine) -> tuple[str, str, str]:
    """Return the commands of cron's lines, their places led to the machine: the job, the morning's mail, the check."""
    sync, morning, check = (machine.led_here(job.split(maxsplit=6)[6]) for job in JOBS)
    return sync, morning, check


def test_the_crontab_is_one_that_cron_reads() -> None:
    """Five fields, a user, a command; nothing that cron takes for a line's end; a name that cron does not pass over."""
    assert CRONTAB.endswith("\n")
    assert all(re.fullmatch(rf"({NUMBERS} ){{5}}root \S.*", job) for job in JOBS)
    assert len(JOBS) == 3
    assert "%" not in "".join(JOBS)
    assert "MAILTO=" in CRONTAB
    assert "." not in (RECIPES / "cron" / "zendesk-bridge").name


@pytest.mark.parametrize("code", [0, 1, 3, 5, 75])
def test_a_run_from_cron_says_everything_to_the_log_and_nothing_to_the_mail(machine: Machine, code: int) -> None:
    """Cron mails whatever is printed: 288 mails a day would be read by nobody."""
    machine.put("/var/log/zendesk-bridge.log", "before\n")
    machine.put(WRAPPER, f"#!/bin/sh\necho summary\necho trouble >&2\nexit {code}\n", 0o755)
    done = machine.run(commands(machine)[0])
    assert (done.stdout, done.stderr) == ("", "")
    assert (machine.root / "var/log/zendesk-bridge.log").read_text() == "before\nsummary\ntrouble\n"


def test_cron_mails_once_an_hour_when_the_job_is_dead_and_else_never(machine: Machine) -> None:
    """A mail says what is wrong and what the job said last; as long as all is well there is none."""
    machine.put("/var/log/zendesk-bridge.log", "".join(f"line {n}\n" for n in range(100)))
    machine.put(WRAPPER, "#!/bin/sh\necho all well\n", 0o755)
    check = commands(machine)[2]
    assert machine.run(check).stdout == machine.run(check).stderr == ""
    machine.put(WRAPPER, "#!/bin/sh\necho 'The last good run is 3 h old.'\necho why >&2\nexit 1\n", 0o755)
    said = machine.run(check).stdout.splitlines()
    assert said[:2] == ["The last good run is 3 h old.", "why"]
    assert said[-1] == "line 99"
    assert len(said) < 40
    (machine.root / WRAPPER.lstrip("/")).unlink()
    assert "No such file" in machine.run(check).stdout


@pytest.mark.parametrize(
    ("said", "mailed"),
    [
        ("Well: ...\n\nNothing waits for a person.", ""),
        (
            "Well: ...\n\nWaiting for a person:\n  1 macro is held back",
            "Waiting for a person:\n  1 macro is held back\n",
        ),
    ],
)
def test_what_waits_for_a_person_is_mailed_once_a_working_day(machine: Machine, said: str, mailed: str) -> None:
    """What an ordinary run leaves for a person reaches one, and where nothing waits there is no mail."""
    machine.put(WRAPPER, f"#!/bin/sh\ncat <<'E'\n{said}\nE\n", 0o755)
    assert machine.run(commands(machine)[1]).stdout == mailed


def test_a_run_that_hangs_is_ended(machine: Machine) -> None:
    """The next one begins after an hour at most: the run is told to end, and killed where it does not."""
    machine.put(WRAPPER, "#!/bin/sh\nexec sleep 60\n", 0o755)
    (machine.root / "var/log").mkdir(parents=True)
    line = commands(machine)[0]
    assert "timeout -k 1m 1h " in line
    assert machine.run(line.replace("timeout -k 1m 1h", "timeout -k 1m 0.1")).returncode == 124


def test_the_job_from_cron_end_to_end(machine: Machine) -> None:
    """With the config in one place and the database in another, tickets are marked, and what is written is private."""
    machine.put(PROGRAM, f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m zendesk_bridge "$@"\n', 0o755)
    machine.put("/etc/zendesk-bridge/secrets", "ZENDESK_CLIENT_SECRET=x\n")
    machine.put("/etc/zendesk-bridge/config.yaml", machine.led_here(CONFIG))
    shutil.copytree(ROOT / "macros", machine.root / "etc/zendesk-bridge/macros")
    machine.recipe("host/run-as-job.sh", WRAPPER)
    for folder in ("var/log", "var/lib/zendesk-bridge"):
        (machine.root / folder).mkdir(parents=True)
    before = sorted((machine.root / "etc").rglob("*"))

    sync, morning, check = commands(machine)
    assert "Waiting for a person:" not in machine.run(morning).stdout
    assert machine.run(sync).returncode == 3
    assert "2 helpdesks lack ticket fields" in machine.run(morning).stdout
    assert machine.run(f".{WRAPPER} setup --yes").returncode == 0
    done = machine.run(sync)

    log = (machine.root / "var/log/zendesk-bridge.log").read_text()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), log
    assert re.search(r"shop: .* tickets read, [1-9]\d* written", log)
    assert sorted((machine.root / "etc").rglob("*")) == before
    assert machine.run(morning).stdout == machine.run(check).stdout == ""
    made = {file.name: rights(file) for file in (machine.root / "var/lib/zendesk-bridge").iterdir()}
    assert made["zendesk-bridge.db"] == 0o600
    assert all(mode & 0o077 == 0 for mode in made.values()), made


@pytest.mark.deploy
def test_cron_takes_the_crontab(tmp_path: Path) -> None:
    """Without the user's column, which only /etc/cron.d has, cron itself finds nothing wrong with it."""
    table = tmp_path / "crontab"
    table.write_text(re.sub(r"(?m)^(\S+ \S+ \S+ \S+ \S+) root ", r"\1 ", CRONTAB))
    code, said = judged("crontab", "-n", table)
    assert code == 0, said


@pytest.mark.deploy
def test_logrotate_takes_the_log(tmp_path: Path) -> None:
    """Its recipe is read without a complaint."""
    recipe = tmp_path / "logrotate"
    recipe.write_text((RECIPES / "cron" / "logrotate").read_text("utf-8"))
    recipe.chmod(0o644)
    code, said = judged("/usr/sbin/logrotate", "--debug", "--state", tmp_path / "state", recipe)
    assert code == 0, said
    assert "error" not in said.lower()
