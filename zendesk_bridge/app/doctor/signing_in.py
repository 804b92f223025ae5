"""What doctor looks at on the way into a helpdesk: the connection, the credentials, who we are, the limits."""

from __future__ import annotations

import re
from datetime import UTC, timedelta

from zendesk_bridge.app.doctor.values import Desk, Look, fail, ok, skipped, warn
from zendesk_bridge.core.errors import BridgeError, WrongClock
from zendesk_bridge.core.model import Probe
from zendesk_bridge.core.plural import number

CERTIFICATE_SOON = timedelta(days=14)
"""How long before its end a certificate is told: those that renew themselves do it a month before."""

CLOCK_OFF = timedelta(seconds=60)
"""From how much on clocks differ: what a helpdesk withholds from its exports, and more than any machine with NTP."""

ENOUGH_CALLS = 30
"""Calls a minute, so that a quiet run, of some six calls and one more for each further page, ends within its minute."""

_WORDS = "(?:(?:api|client|access|oauth|zendesk|freshdesk|key|token|secret)[-_ ]?)*(?:id|key|token|secret|password)"
_PLACEHOLDER = re.compile(
    rf"""(?ix) \W* (?: (?:change|replace)[-_ ]?(?:me|this|it) | fill[-_ ]?(?:me|in) | x{{3,}} | \*{{3,}} | \.{{3,}}
    | todo | tbd | example | placeholder | dummy | none | null | undefined
    | (?:(?:your|my|the|insert|enter)[-_ ])? {_WORDS} (?:[-_ ]here)?
    | (?:you|me|name|user|agent|admin|someone)@example\.(?:com|org|net) ) \W* """
)
_ANGLE = re.compile(r"<.*>|\[.*\]|\{.*\}", re.DOTALL)


def connection(desk: Desk) -> Look:
    """Look whether the name is known, whether somebody answers, and through which proxy."""
    found = desk.reach
    if found.proxy:
        yield ok(f"{found.host} through the proxy {found.proxy}, which {found.variable} names")
        return
    more = f" and {len(found.addresses) - 1} more" if len(found.addresses) > 1 else ""
    yield ok(f"{found.host} answers at {found.addresses[0]}{more}, without a proxy")


def certificate(desk: Desk) -> Look:
    """Look until when the certificate holds."""
    found = desk.reach
    if not found.tls:
        why = "its proxy is not a plain one" if found.proxy else "it is on this machine, and not encrypted"
        yield ok(f"none to look at: {why}")
        return
    ends = found.certificate_ends
    left = ends - desk.installation.now() if ends else None
    if ends is None or left is None:
        yield ok(f"{found.tls}; the certificate is trusted")
    elif left < CERTIFICATE_SOON:
        fix = f"It renews itself on most hosts. If it does not: from that day on nothing works with {found.host}."
        yield warn(f"the certificate ends on {ends:%Y-%m-%d}, in {number(left.days, 'day')}", fix)
    else:
        yield ok(f"{found.tls}; the certificate is good until {ends:%Y-%m-%d}")


# --- credentials ------------------------------------------------------------------------------------


def credentials(desk: Desk) -> Look:
    """Look at the credentials without sending them: what stands in their place, and until when they work."""
    patient = desk.patient
    if patient.lacking:
        yield skipped(f"not set: {', '.join(patient.lacking)}; see environment above")
        return
    if patient.login is None:
        yield ok("the local helpdesk's own")
        return
    seen = [*_odd(desk), *_ending(desk)]
    yield from seen or [ok(f"set: {', '.join(patient.credentials)}")]


def _odd(desk: Desk) -> Look:
    """Tell of credentials that stand in for real ones, or are another's."""
    patient = desk.patient
    for part in patient.login.credentials if patient.login else ():
        value = patient.credentials.get(part.key, "")
        if _PLACEHOLDER.fullmatch(value) or _ANGLE.fullmatch(value):
            yield fail(f"{part.key} holds a placeholder, not the real one", part.description)
        elif part.secret and any(sign.isspace() for sign in value):
            yield warn(f"{part.key} has white space within it", "Copy it again from the helpdesk, on one line.")
        elif part.secret and (other := _another(desk, part.key, value)):
            yield warn(f"{part.key} looks like {other}", f"{part.key}: {part.description}")


def _another(desk: Desk, key: str, value: str) -> str:
    """Return whose credential this looks like, if it is not one of this kind's."""
    ours = [part for login in desk.patient.kind.logins for part in login.credentials if part.looks]
    own = [part.key for part in ours if re.fullmatch(part.looks, value)]
    if key in own or not any(part.key == key for part in ours):
        return ""
    if own:
        return f"a {own[0]} of {desk.patient.kind.title}"
    for kind in desk.installation.kinds.values():
        for part in (part for login in kind.logins for part in login.credentials if part.looks):
            if re.fullmatch(part.looks, value):
                return f"an {part.key} of {kind.title}" if part.key[0] in "aeio" else f"a {part.key} of {kind.title}"
    return ""


def _ending(desk: Desk) -> Look:
    """Tell of a way to sign in that the helpdesk ends."""
    login = desk.patient.login
    if login is None or login.ends is None:
        return
    left = (login.ends - desk.installation.now().astimezone(UTC).date()).days
    title, keys = desk.patient.kind.title, " and ".join(part.key for part in login.credentials)
    if left > 0:
        yield warn(f"{title} ends signing in by {keys} on {login.ends}, in {number(left, 'day')}", login.instead)
    else:
        yield fail(f"{title} has ended signing in by {keys}, on {login.ends}", login.instead)


def clock(desk: Desk) -> Look:
    """Look whether this machine's clock and the helpdesk's say the same. Raises WrongClock where they do not at all."""
    try:
        theirs = desk.probe.clock
    except WrongClock:
        raise
    except BridgeError:
        yield skipped("not looked at, because of sign-in")
        return
    if theirs is None:
        yield ok("the helpdesk does not tell its time")
        return
    apart = abs(desk.probed_at - theirs)
    seconds = int(apart.total_seconds())
    if apart >= CLOCK_OFF:
        fix = "Let this machine set its clock by NTP. From an hour on a run refuses, for no date can be judged."
        yield warn(f"this machine's clock and the helpdesk's are {seconds} seconds apart", fix)
    else:
        yield ok("agrees with the helpdesk's")


def sign_in(desk: Desk) -> Look:
    """Look whether the credentials are taken, and whose they are. Raises what the helpdesk answers."""
    try:
        yield ok(f"as {desk.probe.who}")
    except WrongClock:
        yield skipped("not looked at, because of clock")


def role(desk: Desk) -> Look:
    """Look whether that is an administrator."""
    if desk.probe.admin is None:
        yield ok("the helpdesk does not tell whether this is an administrator")
    elif desk.probe.admin:
        yield ok("an administrator")
    else:
        fix = "Sign in as an administrator made for this: shared macros, ticket fields and lists of changes need one."
        yield fail("not an administrator", fix)


def scopes(desk: Desk) -> Look:
    """Look at what the token may be used for, where that is told."""
    told, lacking = desk.probe.scopes, desk.probe.lacking
    if lacking:
        fix = "Give the OAuth client, or the token, the scopes read and write."
        yield fail(f"missing: {', '.join(sorted(lacking))}", fix)
    elif told is None:
        yield ok("the helpdesk tells none: the role decides")
    else:
        yield ok(", ".join(sorted(told)))


def rate_limit(desk: Desk) -> Look:
    """Look whether the account's limit leaves enough for a run."""
    probe, share = desk.probe, desk.patient.share
    if probe.calls_per_minute is None:
        yield ok(f"the helpdesk tells none{_plan(probe)}")
        return
    ours = int(probe.calls_per_minute * share)
    told = f"{probe.calls_per_minute:,} calls a minute{_plan(probe)}, up to {ours:,} for us"
    if ours < ENOUGH_CALLS:
        fix = "A run waits whenever they are used up: raise max_share_of_limit, or ask for a plan with more calls."
        yield warn(f"{told}: that is few", fix)
    else:
        yield ok(told)


def _plan(probe: Probe) -> str:
    return f" (plan: {probe.plan})" if probe.plan else ""
