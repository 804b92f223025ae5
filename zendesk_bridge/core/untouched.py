"""Whether a macro on the helpdesk is as we left it, by what we remember and by its own signature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from zendesk_bridge.core.model import Applied, MacroContent, ManagedMacro, Marker, RemoteMacro


def ours(remote: Sequence[RemoteMacro], applied: Mapping[str, Applied], owner: str) -> Mapping[Marker, RemoteMacro]:
    """Return our macros by marker. A clone made in the portal copies the marker: the known, else oldest, one counts."""
    known = {record.remote_id for record in applied.values()}
    mine = Marker.of(owner, "").owner
    ours: dict[Marker, RemoteMacro] = {}
    for macro in sorted(remote, key=lambda macro: (macro.id not in known, not macro.content.active, macro.id)):
        if macro.marker is not None and macro.marker.owner == mine:
            ours.setdefault(macro.marker, macro)
    return ours


def is_known(applied: Applied, remote: RemoteMacro, after: MacroContent) -> bool:
    """Tell whether it is as we left it; older records do not tell a layout, so no kind may be there that we lack."""
    if applied.returned in {remote.content.digest, remote.digest}:
        return True
    there, wanted = ({part.partition(": ")[0] for part in one.layout} for one in (remote.content, after))
    return applied.returned == remote.content.digest_without_layout and there <= wanted


def is_as_left(remote: RemoteMacro, applied: Applied | None) -> bool:
    """Tell by what stands on the helpdesk itself whether nobody touched it, whatever we remember.

    Releases before signatures left nothing to tell it by: what is inactive and has no record was retired by us, as far
    as anybody knows.
    """
    if remote.marker is None:
        return False
    if remote.marker.signature:
        return remote.marker.signs(remote.content)
    return applied is None and not remote.content.active


def edit(remote: RemoteMacro, applied: Applied | None) -> str:
    """Return in words what a person did to a macro that is not as we left it."""
    if not remote.content.active:
        return "deactivated on the helpdesk"
    if applied or (remote.marker and remote.marker.signature):
        return "edited on the helpdesk"
    return "differs, and there is no record of what was last applied"


def record(macro: ManagedMacro, remote: RemoteMacro, applied: Applied | None) -> Applied:
    """Return what to remember of a macro that is as wanted: as of the day since which it is made from the same."""
    now = macro.applied(remote)
    same = applied is not None and applied.as_of is not None and replace(now, as_of=applied.as_of) == applied
    return applied if applied and same else now
