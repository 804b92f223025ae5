from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core import plan as planning
from zendesk_bridge.core.model import Applied, DriftMode, MacroContent, ManagedMacro, Marker, RemoteMacro, digest
from zendesk_bridge.core.plan import (
    Adopt,
    Blocked,
    Create,
    Drift,
    Existing,
    HelpdeskPlan,
    Keep,
    PlanPolicy,
    Retire,
    Update,
)
from zendesk_bridge.core.weighing import weigh

OWNER = "main"


def desired(key: str = "delay", body: str = "Hello") -> ManagedMacro:
    """Return a macro as we want it."""
    return ManagedMacro(key, f"Backorder::{key}", f"<p>{body}</p>", Marker.of(OWNER, key))


def content(macro: ManagedMacro) -> MacroContent:
    """Return what a macro is compared by, as a helpdesk would."""
    return MacroContent(macro.title, macro.body.removeprefix("<p>").removesuffix("</p>"))


def remote(macro: ManagedMacro, number: int = 1, **changed: object) -> RemoteMacro:
    """Return the macro as the helpdesk holds it."""
    held = RemoteMacro(number, content(macro), f"d-{macro.digest}", macro.marker)
    return replace(held, **changed)


def applied(macro: ManagedMacro, number: int = 1) -> Applied:
    """Return the record of having applied this macro."""
    return Applied(macro.key, number, macro.digest, f"d-{macro.digest}")


def changes(want: list[ManagedMacro], there: list[RemoteMacro], known: list[Applied], **policy: object) -> list[object]:
    """Return the planned changes."""
    existing = Existing(there, {record.key: record for record in known}, content)
    return list(planning.changes(want, existing, PlanPolicy(OWNER, **policy)))


OLD, NEW = desired(), desired(body="Hello again")
EDITED = remote(OLD, content=MacroContent(OLD.title, "Edited by hand"), digest="edited")
HAND_MADE = remote(OLD, 7, marker=None, digest="hand")


@pytest.mark.parametrize(
    ("want", "there", "known", "kind"),
    [
        pytest.param([NEW], [], [], Create, id="nothing there"),
        pytest.param([OLD], [remote(OLD)], [applied(OLD)], Keep, id="as applied"),
        pytest.param([NEW], [remote(OLD)], [applied(OLD)], Update, id="files changed"),
        pytest.param([OLD], [EDITED], [applied(OLD)], Drift, id="portal edit"),
        pytest.param([NEW], [EDITED], [applied(OLD)], Drift, id="files and portal changed"),
        pytest.param(
            [OLD], [remote(OLD, digest="other markup")], [applied(OLD)], Keep, id="the server wrote it otherwise"
        ),
        pytest.param([NEW], [remote(NEW)], [applied(OLD)], Keep, id="killed between write and record"),
        pytest.param([OLD], [], [applied(OLD)], Drift, id="deleted in the portal"),
        pytest.param([OLD], [remote(OLD)], [], Keep, id="state lost, same words"),
        pytest.param([NEW], [remote(OLD)], [], Drift, id="state lost, other words"),
        pytest.param([NEW], [HAND_MADE], [], Blocked, id="hand-made with the same title"),
        pytest.param([], [remote(OLD)], [applied(OLD)], Retire, id="no longer wanted"),
        pytest.param([], [remote(OLD)], [], Retire, id="no longer wanted, state lost"),
        pytest.param([OLD], [remote(OLD)], [Applied.retired("delay", remote(OLD))], Update, id="retired, wanted again"),
    ],
)
def test_three_way(want: list[ManagedMacro], there: list[RemoteMacro], known: list[Applied], kind: type) -> None:
    """Last applied, remote and desired together decide, and nothing of an admin's is overwritten unasked."""
    (change,) = changes(want, there, known)
    assert type(change) is kind


UNMARKED = remote(OLD, marker=None, content=MacroContent("Backorder::mine now", "Hello"))


@pytest.mark.parametrize("mode", [DriftMode.FAIL, DriftMode.OVERWRITE])
def test_a_macro_without_our_marker_is_not_ours(mode: DriftMode) -> None:
    """A macro that we made, and whose marker a person took off, is told and never written, whatever is wanted now."""
    for want in (OLD, NEW):
        (change,) = changes([want], [UNMARKED], [applied(OLD)], drift=mode, overwrite=frozenset({"all"}))
        assert isinstance(change, Blocked)
        assert "marker was taken off it on the helpdesk (#1)" in change.reason
        assert "--adopt delay" in change.fix
    (change,) = changes([OLD], [UNMARKED], [applied(OLD)], drift=DriftMode.KEEP)
    assert isinstance(change, Drift)
    assert change.mode is DriftMode.KEEP


def test_a_macro_without_our_marker_is_given_back_by_name() -> None:
    """Asked for by its key, it becomes ours again."""
    (change,) = changes([OLD], [UNMARKED], [applied(OLD)], adopt=frozenset({"delay"}))
    assert isinstance(change, Adopt)
    assert change.remote is UNMARKED


def test_a_macro_without_our_marker_is_never_retired() -> None:
    """An id that we remember does not make a macro ours: what is no longer wanted stays where it is."""
    assert changes([], [UNMARKED], [applied(OLD)]) == []


@pytest.mark.parametrize("marker", [Marker.of(OWNER, "other"), Marker.of("another owner", "delay")])
def test_an_id_alone_proves_nothing(marker: Marker) -> None:
    """Under an id that we remember may stand another macro, of ours or of others: it is not taken for the one."""
    other = remote(OLD, marker=marker, content=MacroContent("Backorder::other", "Hello"))
    (change, *_) = changes([NEW], [other], [applied(OLD)])
    assert isinstance(change, Drift)
    assert change.remote is None
    ours = remote(OLD, 2)
    (change, *_) = changes([NEW], [other, ours], [applied(OLD)])
    assert isinstance(change, Update)
    assert change.remote is ours


def test_a_servers_own_writing_is_no_edit() -> None:
    """What reads the same as when it was applied is ours, also when other words are wanted at the same moment."""
    rewritten = remote(OLD, digest="rewritten", content=MacroContent(OLD.title, "Hello\u00a0 "))
    known = replace(applied(OLD), returned=content(OLD).digest)
    (change,) = changes([NEW], [rewritten], [known])
    assert isinstance(change, Update)
    (change,) = changes([OLD], [rewritten], [applied(OLD)])
    assert isinstance(change, Keep)
    assert change.applied.returned == rewritten.content.digest
    elsewhere = replace(rewritten, content=replace(rewritten.content, links=("https://example.com/else",)))
    (change,) = changes([NEW], [elsewhere], [known])
    assert isinstance(change, Drift)  # where a link leads is what a customer gets


@pytest.mark.parametrize("part", ["img https://acme.example/logo.png", "ruled line: 1", "list item: 2"])
def test_what_a_person_put_in_beside_the_words_is_an_edit(part: str) -> None:
    """A picture, a line or a list that is new on the helpdesk is never overwritten unasked, whatever is wanted now."""
    known = replace(applied(OLD), returned=content(OLD).digest)
    edited = remote(OLD, content=replace(content(OLD), layout=(part,)))
    for want in (OLD, NEW):
        (change,) = changes([want], [edited], [known])
        assert isinstance(change, Drift)


def test_a_record_from_before_layout_counted() -> None:
    """A macro with a list that was applied by an older version is ours; one with a picture that we never had is not."""
    listed = replace(content(OLD), layout=("list item: 2",))
    known = replace(applied(OLD), returned=content(OLD).digest)

    def changed(there: MacroContent) -> object:
        existing = Existing([remote(OLD, content=there)], {known.key: known}, lambda _macro: listed)
        return planning.changes([OLD], existing, PlanPolicy(OWNER))[0]

    assert isinstance(changed(listed), Keep)
    assert isinstance(changed(replace(listed, layout=("img https://acme.example/x.png", "list item: 2"))), Drift)


def test_a_retired_macro_is_revived_even_when_the_state_was_lost() -> None:
    """An inactive macro with our marker and no record is ours to bring back: nobody's words are lost by that."""
    retired = remote(OLD, content=replace(content(OLD), active=False))
    (change,) = changes([OLD], [retired], [])
    assert isinstance(change, Update)


def signed(macro: ManagedMacro, **changed: object) -> RemoteMacro:
    """Return the macro as we wrote it together with its signature, and as it was ``changed`` by somebody since."""
    written = replace(content(macro), active=bool(changed.pop("written_active", True)))
    there = replace(written, **changed)
    return RemoteMacro(1, there, f"d-{digest([there])}", macro.marker.signed(written))


MUCH_LATER = desired(body="Hello at last")


@pytest.mark.parametrize(
    ("want", "there", "known", "kind"),
    [
        pytest.param(MUCH_LATER, signed(NEW), [applied(OLD)], Update, id="killed between write and record"),
        pytest.param(OLD, signed(NEW), [applied(OLD)], Update, id="killed, and the facts are as before again"),
        pytest.param(NEW, signed(OLD), [], Update, id="state lost, other words"),
        pytest.param(OLD, signed(OLD), [], Keep, id="state lost, same words"),
        pytest.param(OLD, signed(OLD, active=False, written_active=False), [], Update, id="retired, state lost"),
        pytest.param(
            OLD, signed(OLD, active=False, written_active=False), [applied(OLD)], Update, id="retired, killed"
        ),
        pytest.param(OLD, signed(OLD, body="By hand"), [], Drift, id="edited, state lost"),
        pytest.param(NEW, signed(OLD, other=("priority=high",)), [], Drift, id="an action added, state lost"),
        pytest.param(NEW, signed(OLD, other=("priority=high",)), [applied(OLD)], Drift, id="an action added"),
        pytest.param(OLD, signed(OLD, active=False), [], Drift, id="deactivated by a person, state lost"),
        pytest.param(NEW, signed(OLD, active=False), [applied(OLD)], Drift, id="deactivated by a person"),
        pytest.param(OLD, signed(OLD, active=True, written_active=False), [], Keep, id="brought back by a person"),
    ],
)
def test_the_signature_tells_an_edit_without_any_record(
    want: ManagedMacro, there: RemoteMacro, known: list[Applied], kind: type
) -> None:
    """What we wrote is ours also when its record is older or lost; what a person did since is seen all the same."""
    (change,) = changes([want], [there], known)
    assert type(change) is kind


def test_a_macro_that_a_person_deactivated_stays_so() -> None:
    """No run brings back what somebody took out of sight, with and without a record; only who asks for it does."""
    there = signed(OLD, active=False)
    for known in ([], [replace(applied(OLD), returned=content(OLD).digest)]):
        (change,) = changes([OLD], [there], known)
        assert isinstance(change, Drift)
        assert change.reason == "deactivated on the helpdesk"
        (change,) = changes([OLD], [there], known, overwrite=frozenset({"delay"}))
        assert isinstance(change, Update)


def test_a_renamed_key_takes_the_title_of_its_own_predecessor() -> None:
    """Our own macros never stand in each other's way: the old key is retired, the new one created."""
    old = remote(OLD)
    renamed = replace(OLD, key="later", marker=Marker.of(OWNER, "later"))
    assert [type(change) for change in changes([renamed], [old], [applied(OLD)])] == [Create, Retire]


def test_a_new_title_that_is_taken_blocks() -> None:
    """Renaming a macro, or reviving one, never puts a second macro of the same title before the agents."""
    renamed = replace(OLD, title="Backorder::taken")
    hand = remote(renamed, 9, marker=None)
    (change,) = changes([renamed], [remote(OLD), hand], [applied(OLD)])
    assert isinstance(change, Blocked)
    retired = remote(renamed, content=replace(content(renamed), active=False))
    (change,) = changes([renamed], [retired, hand], [Applied.retired("delay", retired)])
    assert isinstance(change, Blocked)


DAY = date(2026, 11, 20)


def only_update(then: ManagedMacro, known: Applied) -> Update:
    """Return the update from what is known to NEW, where today's files and facts made ``then`` on the day it was."""
    existing = Existing([remote(OLD)], {known.key: known}, content, lambda _macro, _day: then)
    (change,) = planning.changes([NEW], existing, PlanPolicy(OWNER))
    assert isinstance(change, Update)
    return change


def test_what_only_the_calendar_asks_for_weighs_nothing() -> None:
    """When a window begins for many items at once, the macros follow without anybody raising limits."""
    change = only_update(OLD, replace(applied(OLD), as_of=DAY))
    assert change.calendar
    many = HelpdeskPlan("shop", (change,) * 60, 60)
    assert weigh(many, {}, {}).writes == ()


@pytest.mark.parametrize(
    ("then", "known"),
    [
        pytest.param(desired(body="In other words"), replace(applied(OLD), as_of=DAY), id="sentences or facts changed"),
        pytest.param(OLD, applied(OLD), id="nobody knows the day"),
        pytest.param(None, replace(applied(OLD), as_of=DAY), id="it cannot be made as of that day"),
    ],
)
def test_nothing_passes_for_the_calendar_that_is_not_proven(then: ManagedMacro | None, known: Applied) -> None:
    """What was applied must be what would have been made that day; otherwise it counts as any other change."""
    assert not only_update(then, known).calendar


def test_a_record_keeps_the_day_as_long_as_it_says_the_same() -> None:
    """What stands is rendered anew every day: it is remembered as of the day from which it is made as it is now."""
    later = replace(OLD, source="s", facts="f", wording="w", as_of=DAY + timedelta(days=3))
    known = replace(later, as_of=DAY).applied(remote(OLD))
    (change,) = changes([later], [remote(OLD)], [known])
    assert isinstance(change, Keep)
    assert change.applied == known
    for other in ({"facts": "g"}, {"source": "t"}, {"wording": "x"}):
        (change,) = changes([replace(later, **other)], [remote(OLD)], [known])
        assert isinstance(change, Keep)
        assert change.applied == replace(known, as_of=later.as_of, **other)
    (change,) = changes([later], [remote(OLD)], [replace(known, as_of=None)])
    assert isinstance(change, Keep)
    assert change.applied.as_of == later.as_of


@pytest.mark.parametrize("there", [[HAND_MADE], [remote(OLD, content=replace(content(OLD), active=False))]])
def test_what_is_not_ours_or_retired_already_is_not_retired(there: list[RemoteMacro]) -> None:
    """A hand-made macro is never retired, and a retired one is not retired again."""
    assert changes([], there, []) == []


def test_foreign_owner_is_left_alone() -> None:
    """Another installation's macros are neither retired nor taken over."""
    foreign = remote(OLD, marker=Marker.of("other", OLD.key))
    assert changes([], [foreign], []) == []
    (change,) = changes([OLD], [foreign], [], adopt=frozenset({"delay"}))
    assert isinstance(change, Blocked)
    assert "another zendesk-bridge" in change.reason


def test_adoption_is_asked_for_by_name() -> None:
    """Only the named key takes over a hand-made macro of the same title."""
    (change,) = changes([NEW], [HAND_MADE], [], adopt=frozenset({"delay"}))
    assert isinstance(change, Adopt)
    assert change.remote.id == 7
    (change,) = changes([NEW], [HAND_MADE], [], adopt=frozenset({"other"}))
    assert isinstance(change, Blocked)


@pytest.mark.parametrize("adopt", [frozenset({"delay"}), frozenset()])
def test_two_hand_made_macros_with_the_title_cannot_be_adopted(adopt: frozenset[str]) -> None:
    """Adoption never guesses which of them was meant: what helps is a new title, and not what was just typed."""
    twins = [HAND_MADE, replace(HAND_MADE, id=8)]
    (change,) = changes([NEW], twins, [], adopt=adopt)
    assert isinstance(change, Blocked)
    assert change.reason == "2 hand-made macros (#7, #8) have this title"
    assert change.fix == "rename one of them on the helpdesk, then take the other over with --adopt delay"
    (change,) = changes([NEW], [*twins, replace(HAND_MADE, id=9)], [], adopt=adopt)
    assert isinstance(change, Blocked)
    assert change.fix == "rename all but one of them, then take that one over with --adopt delay"


@pytest.mark.parametrize("adopt", [frozenset({"delay"}), frozenset()])
def test_what_is_ours_takes_over_no_other(adopt: frozenset[str]) -> None:
    """A macro of ours that is to have a hand-made one's title is not told to adopt it: it stands beside it already."""
    before = remote(OLD, content=MacroContent("Backorder::before", "Hello"))
    known = replace(applied(OLD), sent="before")
    (change,) = changes([NEW], [before, HAND_MADE], [known], adopt=adopt)
    assert isinstance(change, Blocked)
    assert "(#7) has this title" in change.reason
    assert change.fix == "give this one another title, or rename what is on the helpdesk"


@pytest.mark.parametrize("there", [[EDITED], []])
def test_overwriting_is_asked_for(there: list[RemoteMacro]) -> None:
    """Drift gives way when the config or a flag says so."""
    for policy in (
        {"drift": DriftMode.OVERWRITE},
        {"overwrite": frozenset({"delay"})},
        {"overwrite": frozenset({"all"})},
    ):
        (change,) = changes([NEW], there, [applied(OLD)], **policy)
        assert isinstance(change, Update if there else Create)
    (change,) = changes([NEW], there, [applied(OLD)], drift=DriftMode.KEEP)
    assert isinstance(change, Drift)


def test_a_clone_does_not_become_a_second_managed_macro() -> None:
    """Of two macros with one marker the known one is ours, else the oldest active one."""
    clone = remote(OLD, 2)
    (change,) = changes([OLD], [clone, remote(OLD, 1)], [])
    assert isinstance(change, Keep)
    assert change.remote.id == 1
    (change,) = changes([OLD], [clone, remote(OLD, 1)], [applied(OLD, 2)])
    assert isinstance(change, Keep)
    assert change.remote.id == 2
    old = remote(OLD, 1)
    (change,) = changes([OLD], [clone, replace(old, content=replace(old.content, active=False))], [])
    assert isinstance(change, Keep)
    assert change.remote.id == 2


KEYS = st.sets(st.sampled_from(["a", "b", "c", "d"]))


@given(want=KEYS, there=KEYS, known=KEYS, bodies=st.dictionaries(st.sampled_from("abcd"), st.sampled_from("xy")))
def test_applying_a_plan_leaves_nothing_to_do(
    want: set[str], there: set[str], known: set[str], bodies: dict[str, str]
) -> None:
    """Whatever the start, after the writes of an overwriting plan the next plan writes nothing."""
    macros = [desired(key, bodies.get(key, "z")) for key in want]
    held = {number: remote(desired(key), number) for number, key in enumerate(sorted(there), 1)}
    records = {key: applied(desired(key), number) for number, key in enumerate(sorted(there), 1) if key in known}
    policy = PlanPolicy(OWNER, DriftMode.OVERWRITE)
    for change in planning.changes(macros, Existing(list(held.values()), records, content), policy):
        if isinstance(change, Create | Update):
            number = change.remote.id if isinstance(change, Update) else max(held, default=0) + 1
            held[number] = remote(change.macro, number)
            records[change.key] = applied(change.macro, number)
        elif isinstance(change, Retire):
            old = held[change.remote.id]
            held[change.remote.id] = replace(old, content=replace(old.content, active=False))
    again = planning.changes(macros, Existing(list(held.values()), records, content), policy)
    assert all(isinstance(change, Keep) for change in again)
