"""check: what can be said about the files without talking to a helpdesk, and about what stands on one."""

from zendesk_bridge.cli.check.files import Files, read_files
from zendesk_bridge.cli.check.work import check

__all__ = ["Files", "check", "read_files"]
