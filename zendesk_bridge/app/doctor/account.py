"""What doctor looks at on an account: is it the one we remember, and has it what macros and tickets need."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from zendesk_bridge.app.doctor.files import some
from zendesk_bridge.app.doctor.values import Desk, Look, fail, ok, warn
from zendesk_bridge.app.macros import MacroInput, desired
from zendesk_bridge.core.accounts import LOCAL, OwnAccount, judge, refusal, summary
from zendesk_bridge.core.errors import BridgeError
from zendesk_bridge.core.model import Account, Macro
from zendesk_bridge.core.plural import number


def account(desk: Desk) -> Look:
    """Look whether what is remembered under this name is this account's. Raises OtherAccount."""
    state = desk.machine.state
    accounts = {other.name: told(other) for other in desk.machine.desks if other is desk or _is_told(other)}
    verdict = judge(state.accounts(), accounts, desk.installation.names)[desk.name]
    if not isinstance(verdict, OwnAccount):
        known = getattr(verdict, "known", None)
        raise refusal(verdict, known and state.contents(known.row))
    for line in verdict.news:
        yield ok(line.removeprefix(f"{desk.name}: "))
    if verdict.known is None:
        yield ok("not known yet: the first run remembers it")
        return
    since = f" since {verdict.known.since:%Y-%m-%d}" if verdict.known.since else ""
    yield ok(f"the one remembered{since}: {summary(state.contents(verdict.known.row))}")


def told(desk: Desk) -> Account:
    """Return which account a helpdesk says it is; the local one's port is another each time. Raises BridgeError."""
    own = desk.account
    return Account(own.kind, LOCAL, own.id) if desk.patient.address == LOCAL else own


def _is_told(desk: Desk) -> bool:
    """Tell whether another helpdesk says which account it is."""
    if desk.patient.lacking:
        return False
    try:
        answers = (desk.reach, desk.probe, desk.account)
    except BridgeError:
        return False
    return len(answers) > 0


# --- macros -----------------------------------------------------------------------------------------


def groups(desk: Desk) -> Look:
    """Look whether the groups that macros are shown to are there."""
    wanted = dict.fromkeys(chain.from_iterable(macro.visible_to or () for macro in desk.wanted))
    if not wanted:
        yield ok("no macro is for a group alone")
        return
    there = desk.groups
    for name in wanted:
        if name not in there:
            users = [macro.key for macro in desk.wanted if name in (macro.visible_to or ())]
            fix = f"Make it there, or change visible_to. It has: {some(there) or 'none'}."
            yield fail(f"there is no group '{name}', which {some(users)} names in visible_to", fix)
    if all(name in there for name in wanted):
        yield ok(f"{some(wanted)}: there")


def languages(desk: Desk) -> Look:
    """Look whether the languages of the macros are switched on."""
    wanted = _locales(desk.wanted)
    if not wanted:
        yield ok("no macro belongs here")
        return
    enabled = desk.probe.locales
    if enabled is None:
        yield ok(f"{some(wanted)}; the helpdesk does not tell which are switched on")
        return
    spoken = {_language(locale) for locale in enabled}
    off = [locale for locale in wanted if _language(locale) not in spoken]
    if off:
        fix = "Switch them on in the helpdesk, or leave them: nobody who writes in them is known to."
        yield warn(f"not switched on: {some(off)}", fix)
    else:
        yield ok(f"{some(wanted)}: switched on")


def _locales(macros: Iterable[Macro]) -> list[str]:
    return sorted({variant.locale for macro in macros for variant in macro.variants})


def _language(locale: str) -> str:
    return locale.split("_", maxsplit=1)[0].casefold()


def mails(desk: Desk) -> Look:
    """Look by what a customer gets the mail that outreach writes."""
    mailing = desk.probe.mailing
    if not desk.installation.writes_to_customers:
        yield ok("outreach is off: no customer is written to")
    elif mailing is None:
        yield ok("the helpdesk does not tell what mails a customer: send one message to yourself first")
    elif mailing.by:
        yield ok(f"a customer whom outreach writes to is mailed by {mailing.by}")
    else:
        yield warn("nothing mails a customer whose ticket outreach begins: nobody would read it", mailing.fix)


def macro_count(desk: Desk) -> Look:
    """Look how many macros are there, against how many may be, where that is known."""
    there = desk.macros
    ours = [macro for macro in there if macro.marker and macro.content.active]
    told = f"{number(len(there), 'macro')} there, {len(ours)} of them made by zendesk-bridge"
    most = desk.patient.offline.capabilities.macros
    wanted = _count(desk)
    after = len(there) - len(ours) + (wanted or len(ours))
    if wanted is not None:
        told += f"; the files want {wanted}"
    if most is not None and after > most:
        yield fail(f"{told}; the account holds {most} at most", "Retire some by hand, or write macros per ticket.")
    else:
        yield ok(told)


def _count(desk: Desk) -> int | None:
    """Return how many macros the files come to, None where they cannot be rendered."""
    installation, machine = desk.installation, desk.machine
    try:
        late = tuple(chain.from_iterable(machine.reading(source).backorders for source in installation.sources))
        said = MacroInput(machine.macros.macros, late, installation.locale, machine.today, installation.working_days)
        return len(desired(desk.patient.offline, said, installation.owner))
    except BridgeError:
        return None
