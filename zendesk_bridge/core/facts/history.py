"""Every state that each late item has been in: which one was in force when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from types import MappingProxyType

from zendesk_bridge.core.model import FactVersion


@dataclass(frozen=True, slots=True)
class History:
    """The versions of every item that was ever late, by SKU, oldest first."""

    versions: Mapping[str, tuple[FactVersion, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, versions: Iterable[FactVersion]) -> History:
        """Sort versions by SKU and by when they were first seen; those of one moment stay in their order."""
        found: dict[str, list[FactVersion]] = {}
        for version in sorted(versions, key=lambda one: one.seen_at):
            found.setdefault(version.sku, []).append(version)
        return cls(MappingProxyType({sku: tuple(some) for sku, some in found.items()}))

    def of_item(self, sku: str) -> tuple[FactVersion, ...]:
        """Return the versions of one item, oldest first; none where it was never late."""
        return self.versions.get(sku, ())

    def began(self, sku: str, settle: timedelta) -> datetime | None:
        """Return since when an item is late once more that was late no more; None where it has been late ever since.

        An item that was gone for less than ``settle`` was not: somebody had deleted its line and put it back.
        """
        versions = self.of_item(sku)
        again = (after.seen_at for gone, after in pairwise(versions) if _was_gone(gone, after, settle))
        return max(again, default=None)

    def ended(self, sku: str) -> FactVersion | None:
        """Return the last state in which an item was late that is late no more, None where it is, or was never known.

        It is dated by when somebody saw that it had ended.
        """
        versions = self.of_item(sku)
        last = next((one for one in reversed(versions) if one.item), None)
        return replace(last, seen_at=versions[-1].seen_at) if last and versions[-1].item is None else None

    def at(self, sku: str, moment: datetime) -> FactVersion | None:
        """Return the version in force at this (aware) moment; None before the first one."""
        known = (one for one in reversed(self.of_item(sku)) if one.seen_at <= moment)
        return next(known, None)


def _was_gone(gone: FactVersion, after: FactVersion, settle: timedelta) -> bool:
    return gone.item is None and after.item is not None and after.seen_at - gone.seen_at >= settle
