"""What the settings decide, in the words of the use cases."""

from __future__ import annotations

from datetime import timedelta

from zendesk_bridge.core.gate import Limit, Limits
from zendesk_bridge.core.mentions.match import Matching
from zendesk_bridge.core.mentions.text import Counting
from zendesk_bridge.core.policy import OutreachPolicy, Policy
from zendesk_bridge.settings.shapes import Settings


def policy(settings: Settings) -> Policy:
    """Return what the admin decided, in the words of the use cases."""
    limits, tagging, outreach = settings.limits, settings.tagging, settings.outreach
    return Policy(
        locale=settings.locale,
        timezone=settings.timezone,
        owner=settings.owner,
        limits=Limits(
            creates=Limit(limits.creates.max),
            updates=Limit(limits.updates.max, limits.updates.share),
            retirements=Limit(limits.retirements.max, limits.retirements.share),
            tickets=Limit(limits.tickets),
        ),
        drift={name: settings.drift_on(name) for name in settings.helpdesks},
        markets=settings.markets,
        addresses={name: helpdesk.url for name, helpdesk in settings.helpdesks.items()},
        fields={name: helpdesk.fields for name, helpdesk in settings.helpdesks.items()},
        working_days=settings.fallback_working_days,
        settle=settings.followups.settle,
        look_back=settings.triage.look_back,
        note=settings.triage.note,
        possible=tagging.possible == "tag",
        matching=Matching(
            tagging.numeric_skus, tagging.min_alias, frozenset(word.strip().casefold() for word in tagging.stop_words)
        ),
        outreach=OutreachPolicy(
            send=outreach.send,
            approvals=outreach.approvals,
            hours=outreach.hours,
            per_hour=outreach.per_hour,
            drafts=outreach.open_ticket == "draft",
            link=outreach.link,
            link_life=timedelta(days=outreach.link_days),
        ),
        counting=Counting(tagging.counts.code, tagging.counts.urls, tagging.counts.attachments),
    )
