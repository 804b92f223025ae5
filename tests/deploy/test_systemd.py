from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from recipes import RECIPES, judged

UNITS = sorted(file for file in (RECIPES / "systemd").iterdir() if file.suffix in {".service", ".timer"})
PROGRAMS = [
    "zendesk-bridge.service",
    "zendesk-bridge-check.service",
    "zendesk-bridge-watch.service",
    "zendesk-bridge-serve.service",
]
MOST_EXPOSED = 14
"""Tenths of 10, by systemd's own count: it needs the net, to see other runs, and a file system to live in."""

Sections = dict[str, dict[str, list[str]]]


def read(file: Path) -> Sections:
    """Return a unit's settings by section; one may stand there several times."""
    found: Sections = defaultdict(lambda: defaultdict(list))
    section = ""
    for line in file.read_text("utf-8").splitlines():
        if header := re.fullmatch(r"\[(\w+)\]", line):
            section = header[1]
        elif line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found[section][name].append(value)
    return found


def service(name: str) -> dict[str, list[str]]:
    """Return the settings of a service."""
    return read(RECIPES / "systemd" / name)["Service"]


OWN = {"Type", "ExecStart", "SuccessExitStatus", "TimeoutStartSec", "TimeoutStopSec", "Restart", "RestartSec"}


def test_what_runs_the_program_is_shut_in_alike() -> None:
    """The job, the check and what stays differ in what they run, and in nothing else."""
    first, *others = ({key: value for key, value in service(name).items() if key not in OWN} for name in PROGRAMS)
    assert all(other == first for other in others)


def test_an_ordinary_day_is_no_failure_and_a_broken_one_is() -> None:
    """3, 75 and a stop are ordinary; 1, 2 and 5 stay to be seen in the list of failed units."""
    assert service("zendesk-bridge.service")["SuccessExitStatus"] == ["3 75 130"]
    assert "SuccessExitStatus" not in service("zendesk-bridge-check.service")


def test_what_lasts_reaches_a_person() -> None:
    """The check, and it alone, tells somebody: a single run that was refused, or found a helpdesk down, does not."""
    units = {file.name: read(file)["Unit"] for file in UNITS}
    assert units["zendesk-bridge-check.service"]["OnFailure"] == ["zendesk-bridge-failed@%n.service"]
    assert [name for name, unit in units.items() if "OnFailure" in unit] == ["zendesk-bridge-check.service"]
    assert (RECIPES / "systemd" / "zendesk-bridge-failed@.service").exists()


def test_a_job_without_its_secrets_does_not_begin() -> None:
    """A file of secrets that is not there is a failure with that name in it, not a helpdesk that refuses."""
    for name in PROGRAMS:
        assert service(name)["EnvironmentFile"] == ["/etc/zendesk-bridge/secrets"]


def test_no_run_and_no_stop_takes_for_ever() -> None:
    """A oneshot service has no limit of its own."""
    for name in (*PROGRAMS[:2], "zendesk-bridge-failed@.service"):
        assert service(name)["TimeoutStartSec"][0] != "infinity"


def test_timers_count_by_a_clock_that_nobody_sets() -> None:
    """A wall clock that jumps back a week stops no job for a week."""
    for file in UNITS:
        if file.suffix == ".timer":
            assert "OnCalendar" not in read(file)["Timer"]
            assert read(file)["Timer"]["OnUnitInactiveSec"]
            assert read(file)["Install"]["WantedBy"] == ["timers.target"]


def test_the_database_is_where_the_job_may_write() -> None:
    """All else is read-only to it: the place in the environment lies in the folder that systemd makes for it."""
    found = service("zendesk-bridge.service")
    assert found["ProtectSystem"] == ["strict"]
    assert found["StateDirectory"] == ["zendesk-bridge"]
    assert "ZENDESK_BRIDGE_STATE=sqlite:////var/lib/zendesk-bridge/zendesk-bridge.db" in found["Environment"]
    assert "ReadWritePaths" not in found
    assert not {"ProcSubset", "ProtectProc"} & found.keys()  # the lease asks /proc whether its holder lives


@pytest.mark.deploy
def test_systemd_takes_every_unit(tmp_path: Path) -> None:
    """No key is unknown, no value is wrong, and the units know each other."""
    for file in UNITS:
        text = file.read_text("utf-8")
        for program in ("/opt/zendesk-bridge/bin/zendesk-bridge", "/usr/local/lib/zendesk-bridge/alert"):
            text = text.replace(program, "/bin/true")
        (tmp_path / file.name).write_text(text)
    assert judged("systemd-analyze", "verify", "--man=no", *sorted(tmp_path.iterdir())) == (0, "")


@pytest.mark.deploy
@pytest.mark.parametrize("name", PROGRAMS)
def test_systemd_finds_little_that_a_broken_job_could_do(name: str) -> None:
    """Its own measure of how much a service is exposed stays low."""
    unit = RECIPES / "systemd" / name
    code, said = judged("systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}", unit)
    assert code == 0, said


@pytest.mark.deploy
def test_systemd_makes_the_user(tmp_path: Path) -> None:
    """The file that makes the job's user is one that systemd-sysusers reads."""
    unit = RECIPES / "systemd" / "zendesk-bridge.sysusers"
    code, said = judged("systemd-sysusers", f"--root={tmp_path}", "--dry-run", unit)
    assert code == 0, said
    assert "zendesk-bridge" in said
