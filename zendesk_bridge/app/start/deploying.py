"""The files by which the job runs by itself, as values: the recipes, with this config's own variables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zendesk_bridge.app.start.files import ConfigVariable, NewFile, Stock

RUNNERS = {
    "systemd": "systemd: sudo deploy/host/install.sh systemd",
    "cron": "cron: sudo deploy/host/install.sh cron",
    "kubernetes": "Kubernetes: the commands stand in deploy/kubernetes/cronjob.yaml",
    "container": "a container: the commands stand in deploy/container/Containerfile",
}
"""What can start the job again and again, and where one goes on with it."""

STATE = "ZENDESK_BRIDGE_STATE"
"""The variable by which each recipe says where the database is."""

_SHARED = {"host": ("systemd", "cron")}
_SECRETS = "secrets.example"
_VALUES = re.compile(r"^[A-Z_]+=\n", re.MULTILINE)
_ABOUT = {
    "host": "puts the job in place on a machine, and runs commands as it does",
    "systemd": "units: the job, a check of it, who is told, and the choice page",
    "cron": "the crontab and its log",
    "kubernetes": "the CronJob and its check, or one process that stays; the choice page",
    "container": "the image",
}


def deploy_files(runners: Sequence[str], variables: Sequence[ConfigVariable], stock: Stock) -> Iterator[NewFile]:
    """Yield the recipes for these, below ``deploy/``, and the secrets that they are to be given."""
    for path, text in stock.recipes.items():
        folder = path.partition("/")[0]
        if path == _SECRETS and runners:
            yield NewFile(f"deploy/{path}", _secrets(text, variables), "the secrets to fill in")
        elif {folder, *_SHARED.get(folder, ())} & set(runners):
            yield NewFile(f"deploy/{path}", text, _ABOUT[folder], executable=text.startswith("#!"))


def _secrets(text: str, variables: Sequence[ConfigVariable]) -> str:
    """Return the example of the secrets with the names that the config reads, in the place of the usual ones."""
    head, *_, tail = _VALUES.split(text)
    return head + "".join(f"{variable.name}=\n" for variable in variables) + tail
