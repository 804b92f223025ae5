"""What the rules of a market ask of a notice of delay: its kind, what silence means, and until when.

Nothing here is legal advice: each rule carries its source and the day on which it was read there, as data.
"""

from __future__ import annotations

from zendesk_bridge.core.notices.kind import kind_of

__all__ = ["kind_of"]
