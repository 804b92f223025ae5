from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import requests
import responses
from responses import matchers

from zendesk_bridge.core.errors import BridgeError, Incomplete, NotFound, Rejected, Unavailable
from zendesk_bridge.core.mentions.text import html_to_text
from zendesk_bridge.core.model import FieldKey, FieldSpec, MacroContent, ManagedMacro, Marker, RemoteField
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.helpdesks.zendesk import wire
from zendesk_bridge.helpdesks.zendesk.dialect import ZendeskDialect
from zendesk_bridge.sandbox.zendesk.liquid_limits import BoundedEnvironment

API = "https://acme.zendesk.com/api/v2"
MARKER = Marker.of("me", "delay-update")
MACRO = ManagedMacro(
    key="delay-update",
    title="Backorder::Delay update",
    body="<p>Hi {{ticket.requester.first_name}},</p><p>late</p>",
    marker=MARKER,
    add_tags=("told", "backorder"),
    status="pending",
    visible_to=(9, 4),
    remove_tags=("moved", "asked"),
)


def _answer(macro: ManagedMacro, macro_id: int = 5, **changes: Any) -> dict[str, Any]:
    """Return a macro as Zendesk answers with it: derived plain text, stringly values, both restriction keys."""
    sent = wire.macro_payload(macro)
    actions = [{**action, "value": str(action["value"])} for action in sent["actions"]]
    actions.append({"field": "comment_value", "value": ["channel:all", "Hi, late"]})
    restriction = sent["restriction"] and {**sent["restriction"], "id": sent["restriction"]["ids"][0]}
    return {**sent, "id": macro_id, "raw_title": macro.title, "actions": actions, "restriction": restriction} | changes


def test_a_managed_macro_reads_like_its_remote_copy(account: Helpdesk) -> None:
    """What was sent and what comes back compare equal, though Zendesk writes it differently."""
    remote = wire.remote_macro(_answer(MACRO))
    assert remote.content == account.content(MACRO)
    assert remote.content == MacroContent(
        title="Backorder::Delay update",
        body="Hi {{ticket.requester.first_name}},\nlate",
        add_tags=("backorder", "told"),
        status="pending",
        visible_to=(4, 9),
        remove_tags=("asked", "moved"),
    )
    assert remote.marker == MARKER


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({}, MacroContent("", "")),
        ({"title": "T", "raw_title": "{{dc.t}}"}, MacroContent("{{dc.t}}", "")),
        ({"actions": [{"field": "comment_value", "value": "Hi \n\n there "}]}, MacroContent("", "Hi\nthere")),
        ({"actions": [{"field": "comment_value", "value": ["channel:all", "Hi"]}]}, MacroContent("", "Hi")),
        ({"actions": [{"field": "comment_value", "value": []}]}, MacroContent("", "")),
        (
            {"actions": [{"field": "comment_value", "value": ["channel:web", "Hi"]}]},
            MacroContent("", "Hi", other=('comment_value=["channel:web", "Hi"]',)),
        ),
        ({"actions": [{"field": "comment_mode_is_public", "value": "true"}]}, MacroContent("", "")),
        (
            {"actions": [{"field": "comment_mode_is_public", "value": False}]},
            MacroContent("", "", other=("comment_mode_is_public=false",)),
        ),
        ({"actions": [{"field": "current_tags", "value": "b a b"}]}, MacroContent("", "", add_tags=("a", "b"))),
        (
            {"actions": [{"field": "set_tags", "value": "x"}, {"field": "priority", "value": "high"}]},
            MacroContent("", "", other=("priority=high", "set_tags=x")),
        ),
        ({"active": False}, MacroContent("", "", active=False)),
        ({"restriction": {"type": "Group", "id": 3}}, MacroContent("", "", visible_to=(3,))),
        ({"restriction": {"type": "Group", "id": 3, "ids": [3, 2]}}, MacroContent("", "", visible_to=(2, 3))),
        ({"restriction": {"type": "User", "id": 9}}, MacroContent("", "", other=("restriction=User 9",))),
        ({"actions": None, "restriction": None}, MacroContent("", "")),
    ],
)
def test_every_shape_of_a_macro_is_read(raw: dict[str, Any], expected: MacroContent) -> None:
    """Both shapes of a text, tags in any order, and what we do not manage, are normalised."""
    assert wire.content(raw) == expected


@pytest.mark.parametrize("group", [None, "abc", "", True, -1, 1.5, [3], "9" * 5000])
def test_a_group_that_nobody_can_read_is_incomplete(group: Any) -> None:
    """Who sees a macro must be certain."""
    with pytest.raises(Incomplete, match="group"):
        wire.remote_macro(_answer(MACRO, restriction={"type": "Group", "ids": [3, group]}))


@pytest.mark.parametrize(
    ("change", "digests"),
    [
        ({"updated_at": "2026-11-22", "usage_7d": 5, "position": 3, "url": "x"}, 1),
        ({"active": False}, 2),
        ({"raw_title": "Other"}, 2),
        ({"restriction": None}, 2),
        ({"actions": [{"field": "comment_value_html", "value": "<p>x</p>"}]}, 2),
    ],
)
def test_the_digest_sees_edits_and_no_counters(change: dict[str, Any], digests: int) -> None:
    """Two answers have one digest exactly when nothing that an admin edits differs."""
    assert (
        len({wire.remote_macro(_answer(MACRO)).digest, wire.remote_macro(_answer(MACRO, **change)).digest}) == digests
    )


def test_the_digest_ignores_what_zendesk_makes_of_it() -> None:
    """Derived plain text, texts for booleans and a second key for the groups are no edits."""
    assert wire.remote_macro({"id": 5, **wire.macro_payload(MACRO)}).digest == wire.remote_macro(_answer(MACRO)).digest


def test_markup_that_reads_alike_has_another_digest() -> None:
    """An edit that only makes a word bold is seen as an edit."""
    html = (
        [{"field": "comment_value_html", "value": "<p>a</p>"}],
        [{"field": "comment_value_html", "value": "<p><b>a</b></p>"}],
    )
    first, second = (wire.remote_macro({"id": 1, "actions": actions}) for actions in html)
    assert first.content == second.content
    assert first.digest != second.digest


def _page(ids: list[int], after: str | None) -> dict[str, Any]:
    meta = {"has_more": after is not None, "after_cursor": after or "end"}
    return {"macros": [{"id": number, "title": f"M{number}"} for number in ids], "meta": meta, "links": {"next": "x"}}


def test_all_pages_of_shared_macros_are_read(account: Helpdesk, http: responses.RequestsMock) -> None:
    """The listing asks for shared macros, goes by has_more, and names each macro once."""
    query = {"access": "shared", "page[size]": "100"}
    http.get(f"{API}/macros.json", json=_page([1, 2], "c1"), match=[matchers.query_param_matcher(query)])
    after = query | {"page[after]": "c1"}
    http.get(f"{API}/macros.json", json=_page([2, 3], None), match=[matchers.query_param_matcher(after)])
    assert [macro.id for macro in account.macros()] == [1, 2, 3]


@pytest.mark.parametrize(
    "pages",
    [
        [_page([1], "c1"), _page([2], "c1")],
        [{"macros": [], "meta": {"has_more": True}}],
        [{"macros": []}],
        [{"macros": [], "next_page": f"{API}/macros.json?page=2"}],
        [{"macros": {}}],
        [{"macros": [{"title": "no id"}], "meta": {"has_more": False}}],
        [{"items": []}],
        [[]],
    ],
)
def test_a_listing_with_holes_is_an_error(account: Helpdesk, http: responses.RequestsMock, pages: list[Any]) -> None:
    """Circles, pages that do not say whether they are the last, and unreadable ones are never taken for all."""
    for page in pages:
        http.get(f"{API}/macros.json", json=page)
    with pytest.raises(Incomplete):
        account.macros()


def test_a_listing_in_one_piece_is_complete(account: Helpdesk, http: responses.RequestsMock) -> None:
    """A server that does not page by cursor and says that nothing follows is believed."""
    http.get(f"{API}/macros.json", json={"macros": [], "next_page": None, "count": 0})
    assert account.macros() == ()


def test_create_sends_everything(account: Helpdesk, http: responses.RequestsMock) -> None:
    """A new macro carries its marker in the description, public HTML, tags, status and groups."""
    signed = MARKER.signed(account.content(MACRO))
    sent = {
        "title": "Backorder::Delay update",
        "active": True,
        "description": f"Managed by zendesk-bridge; an edit here shows up as drift. {signed}",
        "restriction": {"type": "Group", "ids": [4, 9]},
        "actions": [
            {"field": "comment_value_html", "value": MACRO.body},
            {"field": "comment_mode_is_public", "value": True},
            {"field": "current_tags", "value": "backorder told"},
            {"field": "remove_tags", "value": "asked moved"},
            {"field": "status", "value": "pending"},
        ],
    }
    http.post(
        f"{API}/macros.json", json={"macro": _answer(MACRO)}, match=[matchers.json_params_matcher({"macro": sent})]
    )
    assert account.create_macro(MACRO).id == 5


@pytest.mark.parametrize(("found", "posts"), [([6], 1), ([], 2)])
def test_a_lost_create_is_looked_for(
    account: Helpdesk,
    http: responses.RequestsMock,
    found: list[int],
    posts: int,
) -> None:
    """After a lost answer the marker decides whether the macro is sent once more."""
    http.post(f"{API}/macros.json", body=requests.ReadTimeout())
    listed = [_answer(MACRO, number) for number in found]
    http.get(f"{API}/macros.json", json={"macros": listed, "meta": {"has_more": False}})
    if not found:
        http.post(f"{API}/macros.json", json={"macro": _answer(MACRO, 7)})
    assert account.create_macro(MACRO).id == (found or [7])[0]
    assert sum(call.request.method == "POST" for call in http.calls) == posts


@pytest.mark.parametrize(("status", "error"), [(422, Rejected), (404, NotFound), (429, Unavailable)])
def test_a_refused_create_is_not_sent_again(
    account: Helpdesk, http: responses.RequestsMock, status: int, error: type[BridgeError]
) -> None:
    """A macro that was surely not made is not looked for."""
    http.post(f"{API}/macros.json", status=status, headers={"Retry-After": "9999"})
    with pytest.raises(error):
        account.create_macro(MACRO)
    assert len(http.calls) == 1


def test_an_unreadable_create_is_looked_for(account: Helpdesk, http: responses.RequestsMock) -> None:
    """Half an answer may stand for a whole macro."""
    http.post(f"{API}/macros.json", body='{"macro": {"id"')
    http.get(f"{API}/macros.json", json={"macros": [_answer(MACRO, 6)], "meta": {"has_more": False}})
    assert account.create_macro(MACRO).id == 6


@pytest.mark.parametrize(
    "said",
    [
        'Removed restricted keys ["macro.restriction"] from parameters',
        '{:allowed_parameters=>{:unpermitted_keys=>["macro.restriction"], :invalid_values=>[]}}',
    ],
)
def test_an_ignored_key_is_looked_at(account: Helpdesk, http: responses.RequestsMock, said: str) -> None:
    """Where Zendesk says that it ignored a part, what it keeps is read: the answer may be but our own words."""
    http.put(f"{API}/macros/5.json", json={"macro": _answer(MACRO)}, headers={"X-Zendesk-API-Warn": said})
    http.get(f"{API}/macros/5.json", json={"macro": _answer(MACRO) | {"restriction": None}})
    remote = account.update_macro(wire.remote_macro(_answer(MACRO)), MACRO)
    assert (account.content(MACRO).visible_to is None, remote.content.visible_to) == (False, None)


def test_update_lifts_a_restriction_explicitly(account: Helpdesk, http: responses.RequestsMock) -> None:
    """Leaving the key out would keep the old restriction, so null is sent; a retired macro comes back."""
    everyone = ManagedMacro("k", "T", "<p>x</p>", MARKER)
    http.put(f"{API}/macros/5.json", json={"macro": _answer(everyone)})
    remote = account.update_macro(wire.remote_macro(_answer(MACRO)), everyone)
    sent = json.loads(http.calls[0].request.body or "")["macro"]
    assert (sent["restriction"], sent["active"], remote.content.visible_to) == (None, True, None)


def test_update_of_a_deleted_macro_says_so(account: Helpdesk, http: responses.RequestsMock) -> None:
    """A macro deleted in the portal is NotFound."""
    http.put(f"{API}/macros/5.json", status=404, json={"error": "RecordNotFound"})
    with pytest.raises(NotFound):
        account.update_macro(wire.remote_macro(_answer(MACRO)), MACRO)


def test_retire_only_deactivates(account: Helpdesk, http: responses.RequestsMock) -> None:
    """Nothing but ``active`` and the marker, which signs it, is sent."""
    signed = MARKER.signed(replace(wire.content(wire.macro_payload(MACRO)), active=False))
    sent = {"active": False, "description": f"Managed by zendesk-bridge; an edit here shows up as drift. {signed}"}
    match = [matchers.json_params_matcher({"macro": sent})]
    http.put(f"{API}/macros/5.json", json={"macro": _answer(MACRO, **sent)}, match=match)
    retired = account.retire_macro(wire.remote_macro(_answer(MACRO)))
    assert (retired.content.active, retired.marker) == (False, MARKER)


@pytest.mark.parametrize(
    ("spec", "kind"),
    [(FieldSpec(FieldKey.ITEMS, "T", "D"), "text"), (FieldSpec(FieldKey.ITEMS, "T", "D", long=True), "textarea")],
)
def test_fields_are_made_for_agents_only(
    account: Helpdesk,
    http: responses.RequestsMock,
    spec: FieldSpec,
    kind: str,
) -> None:
    """A new ticket field is never required and never shown to customers; its name is its id."""
    http.post(f"{API}/ticket_fields.json", status=201, json={"ticket_field": {"id": 31, "type": kind, "title": "T"}})
    field = account.create_field(spec)
    sent = json.loads(http.calls[0].request.body or "")["ticket_field"]
    assert field == RemoteField(31, "31", "T", kind, long=spec.long)
    assert (sent["type"], sent["required"], sent["visible_in_portal"]) == (kind, False, False)


def test_fields_and_groups_are_listed(account: Helpdesk, http: responses.RequestsMock) -> None:
    """Inactive fields are listed; of two groups with one name the older counts, a deleted one does not."""
    meta = {"meta": {"has_more": False}}
    rows = [{"id": 1, "type": "text", "title": "A", "active": False}]
    http.get(f"{API}/ticket_fields.json", json={"ticket_fields": rows, **meta})
    groups = [{"id": 2, "name": "EU"}, {"id": 1, "name": "EU"}, {"id": 3, "name": "Old", "deleted": True}]
    http.get(f"{API}/groups.json", json={"groups": groups, **meta})
    assert account.ticket_fields() == (RemoteField(1, "1", "A", "text", active=False, long=False),)
    assert account.groups() == {"EU": 1}


@pytest.mark.parametrize(
    ("name", "placeholder"),
    [
        ("customer.first_name", "{{ticket.requester.first_name}}"),
        ("agent.name", "{{current_user.name}}"),
        ("ticket.subject", "{{ticket.title}}"),
        ("backorder.items", "{{ticket.ticket_field_11}}"),
        ("backorder.options", None),
        ("backorder.nonsense", None),
        ("nonsense", None),
    ],
)
def test_neutral_names_have_placeholders(
    name: str, placeholder: str | None, fields: dict[FieldKey, RemoteField]
) -> None:
    """Known names compile to Liquid, a field that the account lacks does not."""
    assert ZendeskDialect(fields).placeholder(name) == placeholder


def test_guards_ask_for_every_field(fields: dict[FieldKey, RemoteField]) -> None:
    """The body shows only where all fields are filled; a field that is not there never is."""
    dialect = ZendeskDialect(fields)
    both = [FieldKey.MESSAGE, FieldKey.ITEMS]
    condition = "ticket.ticket_field_11 != blank and ticket.ticket_field_12 != blank"
    assert (
        dialect.guard(both, "<p>a</p>", "<p>b</p>")
        == f"{{% if {condition} %}}<p>a</p>{{% else %}}<p>b</p>{{% endif %}}"
    )
    assert dialect.guard([], "a", "b") == "a"
    assert dialect.guard([FieldKey.OPTIONS], "a", "b") == "b"
    assert dialect.shape(" <p>a</p>\n") == "<p>a</p>"


def test_a_list_of_items_keeps_its_lines() -> None:
    """A reply is HTML, in which a field's line ends are lost: each line that begins with a bullet gets a break."""
    field = RemoteField(7, "7", "Backorder choices", "textarea")
    guarded = ZendeskDialect({FieldKey.CHOICES: field}).guard(
        [FieldKey.CHOICES], "<p>{{ticket.ticket_field_7}} Bye.</p>", ""
    )
    shown = BoundedEnvironment(autoescape=True).rendered
    text = "You can choose:\n• A & B: wait;\n• C: cancel."
    assert html_to_text(shown(guarded, ticket={"ticket_field_7": text})) == f"{text} Bye."
    assert shown(guarded, ticket={"ticket_field_7": "Wait."}) == "<p>Wait. Bye.</p>"


def test_a_reply_speaks_the_language_of_the_ticket() -> None:
    """The language field chooses; a ticket without one gets the rest."""
    dialect = ZendeskDialect({FieldKey.LANGUAGE: RemoteField(9, "9", "Backorder language", "text")})
    assert dialect.choose({"de": "<p>a</p>", "fr": "<p>b</p>"}, "<p>c</p>") == (
        "{% case ticket.ticket_field_9 %}{% when 'de' %}<p>a</p>{% when 'fr' %}<p>b</p>{% else %}<p>c</p>{% endcase %}"
    )
    assert dialect.conditions
    assert dialect.remarks({"agent.first_name"}) == ()
