"""Whether a macro on the helpdesk is as we left it, by what we remember and by its own signature."""

from __future__ import annotations

from zendesk_bridge.core.model import Applied, MacroContent, RemoteMacro


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
