from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
from recipes import RECIPES, ROOT, VERSION, Machine, objects, pod

from zendesk_bridge.cli import run

FILES = sorted(file.name for file in (RECIPES / "kubernetes").glob("*.yaml"))
OBJECTS = [
    pytest.param(found, id=f"{file}: {found['kind']} {found['metadata']['name']}")
    for file in FILES
    for found in objects(file)
]
PODS = [one for one in OBJECTS if one.values[0]["kind"] != "Service"]
LATEST = kubernetes_validate.latest_version()


@pytest.mark.parametrize("version", ["1.29", LATEST])
@pytest.mark.parametrize("found", OBJECTS)
def test_each_object_is_one_that_kubernetes_takes(found: dict[str, Any], version: str) -> None:
    """The schemas of an old release and of the newest know every field of it."""
    kubernetes_validate.validate(found, version, strict=True)


@pytest.mark.parametrize("found", PODS)
def test_each_pod_gives_up_all_that_it_does_not_need(found: dict[str, Any]) -> None:
    """No root, no capability, nothing to write on but /tmp: the pod security standard's restricted, and more."""
    spec = pod(found)
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert spec["securityContext"]["runAsUser"] > 0
    assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert spec["automountServiceAccountToken"] is False
    (container,) = spec["containers"]
    rights = container["securityContext"]
    assert rights == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert container["resources"]["requests"]
    assert container["resources"]["limits"]["memory"]
    writable = {mount["mountPath"] for mount in container["volumeMounts"] if not mount.get("readOnly")}
    assert writable == {"/tmp"}  # noqa: S108 - a container's own
    assert {mount["name"] for mount in container["volumeMounts"]} == {volume["name"] for volume in spec["volumes"]}
    assert container["image"].endswith(f"/zendesk-bridge:{VERSION}")


def test_no_secret_stands_in_a_recipe() -> None:
    """They come from one Secret, whose making is one command; the page that all the world can ask gets one of them."""
    for found in (one.values[0] for one in PODS):
        (container,) = pod(found)["containers"]
        if container["name"] == "serve":
            assert "envFrom" not in container
            key = {"name": "zendesk-bridge", "key": "ZENDESK_BRIDGE_STATE"}
            assert container["env"] == [{"name": key["key"], "valueFrom": {"secretKeyRef": key}}]
            continue
        assert "env" not in container
        assert container["envFrom"] == [{"secretRef": {"name": "zendesk-bridge"}}]


def test_the_service_leads_to_the_page() -> None:
    """Its selector names the pods of the page and no others, its port is the one that they listen on."""
    page, service = objects("serve.yaml")
    labels = page["spec"]["template"]["metadata"]["labels"]
    assert service["spec"]["selector"] == labels == page["spec"]["selector"]["matchLabels"]
    others = [pods for file in FILES for pods in objects(file) if pods["metadata"]["name"] != page["metadata"]["name"]]
    assert labels not in [one["spec"].get("template", {}).get("metadata", {}).get("labels") for one in others]
    (container,) = pod(page)["containers"]
    [port] = container["ports"]
    [out] = service["spec"]["ports"]
    assert (out["targetPort"], container["readinessProbe"]["tcpSocket"]["port"]) == (port["name"], port["name"])
    assert container["args"][-1] == str(port["containerPort"])


def test_jobs_neither_overlap_nor_hang_nor_loop() -> None:
    """One at a time, ended after a while, never repeated at once."""
    for job in objects("cronjob.yaml"):
        spec = job["spec"]
        assert spec["concurrencyPolicy"] == "Forbid"
        assert spec["startingDeadlineSeconds"] >= 60
        assert spec["jobTemplate"]["spec"]["backoffLimit"] == 0
        assert 0 < spec["jobTemplate"]["spec"]["activeDeadlineSeconds"] <= 3600
        assert pod(job)["restartPolicy"] == "Never"


def script() -> str:
    """Return what the job's container runs."""
    (container,) = pod(objects("cronjob.yaml")[0])["containers"]
    assert container["command"] == ["/bin/sh", "-c"]
    (text,) = container["args"]
    return str(text)


@pytest.mark.parametrize(("code", "left"), [(0, 0), (1, 1), (2, 2), (3, 0), (5, 5), (75, 0), (130, 130)])
def test_an_ordinary_day_is_no_failed_job(machine: Machine, code: int, left: int) -> None:
    """What waits for a person, and a helpdesk that is down, fail no Job: the check notices what lasts."""
    machine.put("bin/zendesk-bridge", f"#!/bin/sh\necho summary\nexit {code}\n", 0o755)
    done = machine.run(script())
    assert (done.returncode, done.stdout) == (left, "summary\n")


RUN = """\
import signal, sys

def end(*_):
    print("tidied")
    sys.exit(130)

signal.signal(signal.SIGTERM, end)
print("begun")
signal.sigtimedwait([], 60)  # seconds: nothing that a test starts outlives it for long
"""
"""A run that ends tidily."""


def test_a_job_that_is_ended_ends_its_run_tidily(machine: Machine) -> None:
    """TERM goes on to the run, which is waited for: a shell that is a container's first process keeps it for itself."""
    program = shlex.join([sys.executable, "-Su", str(machine.put("run.py", RUN))])
    machine.put("bin/zendesk-bridge", f"#!/bin/sh\nexec {program}\n", 0o755)
    path = f"{machine.root / 'bin'}:/usr/bin:/bin"
    with subprocess.Popen(["/bin/sh", "-c", script()], env={"PATH": path}, stdout=subprocess.PIPE, text=True) as shell:
        try:
            assert shell.stdout
            assert shell.stdout.readline() == "begun\n"
            shell.terminate()
            assert shell.stdout.read() == "tidied\n"
        finally:
            shell.kill()  # a shell that a failed test left behind
    assert shell.returncode > 0


def test_an_outage_does_not_start_the_pod_again_and_again() -> None:
    """What starts it anew looks for a run that hangs, hours after the pod began; what tells of an outage only tells."""
    (container,) = pod(objects("watch.yaml")[0])["containers"]
    ready, alive = container["readinessProbe"], container["livenessProbe"]
    assert ready["exec"]["command"][-1] == "45m"
    assert alive["exec"]["command"][-1] == "6h"
    assert alive["initialDelaySeconds"] >= 6 * 3600


class Volume:
    """A ConfigMap as kubelet mounts it: each key a link to ``..data``, that one a link to a folder with a date."""

    def __init__(self, folder: Path, files: dict[str, str]) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.update("..2026_11_28_12_00_00.1234567890", files)
        for name in files:
            (folder / name).symlink_to(Path("..data") / name)

    def update(self, dated: str, files: dict[str, str]) -> None:
        """Put other files in the place of all, at one moment."""
        (self.folder / dated).mkdir()
        for name, text in files.items():
            (self.folder / dated / name).write_text(text)
        (self.folder / "..data_tmp").symlink_to(dated)
        (self.folder / "..data_tmp").rename(self.folder / "..data")


CONFIG = """\
helpdesks:
  shop: {type: zendesk, url: "https://acme.zendesk.com", auth: {token: "${ZENDESK_TOKEN}"}}
macros: macros
backorders: [{type: file, path: macros/backorders.yaml}]
state: ${ZENDESK_BRIDGE_STATE:-sqlite:///zendesk-bridge.db}
timezone: America/New_York
"""


@pytest.fixture
def mounted(tmp_path: Path) -> tuple[Volume, Volume]:
    """Return the two ConfigMaps, mounted as the recipes mount them: one within the other."""
    config = Volume(tmp_path / "config", {"config.yaml": CONFIG})
    texts = {file.name: file.read_text("utf-8") for file in (ROOT / "macros").glob("*.yaml")}
    return config, Volume(config.folder / "macros", texts)


def test_the_recipes_mount_two_config_maps_one_within_the_other() -> None:
    """config.yaml and its folder of macros stand as in the admin's own folder, so that its relative paths hold."""
    for found in (one.values[0] for one in PODS):
        (container,) = pod(found)["containers"]
        mounts = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
        volumes = {volume["name"]: volume for volume in pod(found)["volumes"]}
        assert (mounts["config"], mounts["macros"]) == ("/config", "/config/macros")
        assert volumes["config"]["configMap"]["name"] == "zendesk-bridge-config"
        assert volumes["macros"]["configMap"]["name"] == "zendesk-bridge-macros"
    assert re.search(r"ZENDESK_BRIDGE_CONFIG=/config/config.yaml", (RECIPES / "container/Containerfile").read_text())


def test_mounted_config_maps_load(mounted: tuple[Volume, Volume], capsys: pytest.CaptureFixture[str]) -> None:
    """Every macro is read, once, through its links; the folders behind them are nobody's mistake."""
    config, macros = mounted
    assert run(["check", "--config", str(config.folder / "config.yaml")]) == 0
    told = capsys.readouterr()
    assert "12 macros" in told.out
    assert ".." not in told.out.replace("...", "") + told.err.replace("...", "")
    assert macros.folder.is_dir()


def test_an_updated_config_map_is_read_as_it_is_now(
    mounted: tuple[Volume, Volume], capsys: pytest.CaptureFixture[str]
) -> None:
    """Kubelet changes all files at one moment; the next look sees the new ones."""
    config, macros = mounted
    file = str(config.folder / "config.yaml")
    texts = {path.name: path.read_text("utf-8") for path in macros.folder.glob("*.yaml")}
    macros.update("..2026_11_28_13_00_00.987654321", texts | {"delay-update.yaml": "key: [\n"})
    assert run(["check", "--config", file]) == 2
    assert "delay-update.yaml:1:6: " in capsys.readouterr().out


def test_the_environment_says_where_the_config_is(
    mounted: tuple[Volume, Volume], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A container and a unit name it once, for every command; what the command line says wins."""
    config, _ = mounted
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZENDESK_BRIDGE_CONFIG", str(config.folder / "config.yaml"))
    assert run(["check"]) == 0
    assert run(["check", "--config", "other.yaml"]) == 2
