"""The helpdesks' own placeholders: whose they are, and how the same is said in words that work everywhere.

What admins paste first is the placeholder of the helpdesk that they know.
Sources: the references that both publish, Zendesk's at https://support.zendesk.com/hc/en-us/articles/4408886858138.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

ZENDESK = "Zendesk"
FRESHDESK = "Freshdesk"

_NEUTRAL = {
    ZENDESK: {
        "ticket.requester.first_name": "customer.first_name",
        "ticket.requester.name": "customer.name",
        "current_user.first_name": "agent.first_name",
        "current_user.name": "agent.name",
        "ticket.assignee.first_name": "agent.first_name",
        "ticket.assignee.name": "agent.name",
        "ticket.title": "ticket.subject",
        "ticket.id": "ticket.id",
    },
    FRESHDESK: {
        "ticket.requester.firstname": "customer.first_name",
        "ticket.requester.name": "customer.name",
        "ticket.agent.name": "agent.name",
        "ticket.agent.firstname": "agent.first_name",
        "ticket.id": "ticket.id",
        "ticket.subject": "ticket.subject",
    },
}

_OF_ZENDESK = """
account.incoming_phone_number_ID agent.signature satisfaction.current_comment satisfaction.current_rating
satisfaction.negative_rating_url satisfaction.positive_rating_url satisfaction.rating_section
satisfaction.rating_url ticket.account ticket.brand.name ticket.cc_names ticket.ccs ticket.comments
ticket.comments_formatted ticket.created_at ticket.created_at_with_timestamp ticket.current_holiday_name
ticket.description ticket.due_date ticket.due_date_with_timestamp ticket.email_cc_names ticket.external_id
ticket.follower_names ticket.followers ticket.group.name ticket.in_business_hours ticket.latest_comment
ticket.latest_comment_formatted ticket.latest_comment_html ticket.latest_public_comment
ticket.latest_public_comment_formatted ticket.latest_public_comment_html ticket.link ticket.organization.name
ticket.organization.notes ticket.priority ticket.public_comments ticket.public_comments_formatted ticket.status
ticket.tags ticket.ticket_form ticket.ticket_type ticket.updated_at ticket.updated_at_with_timestamp ticket.url
ticket.url_with_protocol ticket.verbatim_description ticket.via
"""
_OF_FRESHDESK = """
helpdesk_name ticket.agent.email ticket.company.description ticket.company.domains ticket.company.name
ticket.company.note ticket.description ticket.due_by_time ticket.from_email ticket.group.name
ticket.internal_agent.email ticket.internal_agent.name ticket.internal_group.name ticket.latest_private_comment
ticket.latest_public_comment ticket.portal_name ticket.portal_url ticket.priority ticket.product_description
ticket.public_url ticket.requester.address ticket.requester.email ticket.requester.lastname ticket.requester.phone
ticket.requester.unique_external_id ticket.satisfaction_survey ticket.source ticket.status ticket.surveymonkey_survey
ticket.tags ticket.ticket_type ticket.url
"""
_PERSON = """
details email external_id first_name id language last_name locale name notes organization phone role signature tags
time_zone
"""
_OTHERS = {
    ZENDESK: frozenset(_OF_ZENDESK.split())
    | {
        f"{whose}.{name}"
        for whose in ("current_user", "ticket.assignee", "ticket.requester", "ticket.submitter", "user")
        for name in _PERSON.split()
    },
    FRESHDESK: frozenset(_OF_FRESHDESK.split()),
}
_SHAPES = {
    ZENDESK: re.compile(
        r"dc\.\w+|ticket\.ticket_field_(?:option_title_)?\d+|ticket\.(?:requester|organization)\.custom_fields\.[\w.]+"
        r"|ticket\.latest_(?:public_)?comment_\w+|(?:ticket\.)?organization\.[\w.]+|account\.[\w.]+|satisfaction\.[\w.]+|ticket\.brand\.[\w.]+"
    ),
    FRESHDESK: re.compile(r"ticket\.cf_\w+|ticket\.(?:requester|company)\.cf_\w+|ticket\.company\.\w+|comment\.\w+"),
}
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\b", re.DOTALL)
_PLACEHOLDER = re.compile(r"\{\{-?\s*([a-z_][\w.]{0,200})[^{}]*\}\}")


@dataclass(frozen=True, slots=True)
class Own:
    """One name of a helpdesk's own. ``neutral`` is ours for the same, "" where we have none."""

    name: str
    helpdesks: tuple[str, ...]
    neutral: str

    @property
    def message(self) -> str:
        """Whose it is, in words."""
        return f"{self.name} is {' and '.join(f'''{helpdesk}'s''' for helpdesk in self.helpdesks)} own name"

    @property
    def instead(self) -> str:
        """What to write in its place, "" if we have no word for it."""
        return f"write {{{{ {self.neutral} }}}}, which works on both" if self.neutral else ""

    @property
    def fix(self) -> str:
        """What to write, in words."""
        if self.instead:
            return self.instead
        kept = f"write {{% raw %}}{{{{{self.name}}}}}{{% endraw %}}"
        alone = f", in a macro whose 'helpdesks:' names your {self.helpdesks[0]} alone"
        return kept + (alone if len(self.helpdesks) == 1 else "")


def own(name: str) -> Own | None:
    """Return what is known of a dotted name, if a helpdesk has it."""
    whose = tuple(
        kind
        for kind in (ZENDESK, FRESHDESK)
        if name in _NEUTRAL[kind] or name in _OTHERS[kind] or _SHAPES[kind].fullmatch(name)
    )
    neutral = next((_NEUTRAL[kind][name] for kind in whose if name in _NEUTRAL[kind]), "")
    return Own(name, whose, neutral) if whose else None


def kind_of(first_name: str | None) -> str:
    """Tell by how it writes the customer's first name which helpdesk a reply is written for; "" when it is neither."""
    name = (first_name or "").strip("{} ")
    return next((kind for kind, names in _NEUTRAL.items() if names.get(name) == "customer.first_name"), "")


def strangers(template: str, kind: str) -> Iterator[tuple[int, str, str]]:
    """Yield what a template hands through to a kind of helpdesk that does not know it.

    Each with its offset, what is wrong, and what to write, "" where we have no word for it.
    """
    for block in _RAW.finditer(template) if kind else ():
        for found in _PLACEHOLDER.finditer(template, *block.span(1)):
            known = own(found[1].rstrip("."))
            if known and kind not in known.helpdesks:
                yield found.start(), f"{known.message}: {kind} would leave a hole there", known.instead
        if kind == FRESHDESK and (logic := template.find("{%", *block.span(1))) >= 0:
            yield logic, "a canned response of Freshdesk's has no {% %}: customers might read it as it stands", ""


def written_for(neutral: str, kind: str) -> str:
    """Return what a kind of helpdesk calls one of our names; "" where it has no name for it."""
    return next((name for name, ours in _NEUTRAL.get(kind, {}).items() if ours == neutral), "")


def names_of_kind(kind: str) -> Collection[str]:
    """Return the names that a kind of helpdesk is known to fill in, but for those that hold a number of the account."""
    return (*_NEUTRAL.get(kind, {}), *_OTHERS.get(kind, ()))


def roots() -> Collection[str]:
    """Return the words that helpdesks' own names begin with."""
    names = {name for kind in _NEUTRAL for name in (*_NEUTRAL[kind], *_OTHERS[kind])}
    return frozenset(name.partition(".")[0] for name in names) | {"dc", "comment", "organization"}
