"""From an empty folder to files that ``check`` calls good: what somebody answers, and the files that follow from it."""

from __future__ import annotations

from zendesk_bridge.app.start.answers import (
    LANGUAGES,
    Answers,
    ChosenHelpdesk,
    UnclearKind,
    helpdesks_of,
    lacking,
    languages_of,
    renamed,
)
from zendesk_bridge.app.start.dates import shifted
from zendesk_bridge.app.start.deploying import RUNNERS, STATE, deploy_files
from zendesk_bridge.app.start.files import (
    CONFIG,
    FACTS,
    GITIGNORE,
    WORKFLOW,
    BesideConfig,
    ConfigVariable,
    HelpdeskBlock,
    NewFile,
    Stock,
    addition,
    example_files,
    files,
    files_beside,
    lacks_package,
    unignored,
)

__all__ = [
    "CONFIG",
    "FACTS",
    "GITIGNORE",
    "LANGUAGES",
    "RUNNERS",
    "STATE",
    "WORKFLOW",
    "Answers",
    "BesideConfig",
    "ChosenHelpdesk",
    "ConfigVariable",
    "HelpdeskBlock",
    "NewFile",
    "Stock",
    "UnclearKind",
    "addition",
    "deploy_files",
    "example_files",
    "files",
    "files_beside",
    "helpdesks_of",
    "lacking",
    "lacks_package",
    "languages_of",
    "renamed",
    "shifted",
    "unignored",
]
