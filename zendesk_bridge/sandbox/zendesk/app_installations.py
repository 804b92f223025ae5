"""``/apps/installations``: an app put to work in the account with its settings; secure ones never come back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zendesk_bridge.sandbox.zendesk import apps, wire
from zendesk_bridge.sandbox.zendesk.apps import INSTALLED
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall, integer
from zendesk_bridge.sandbox.zendesk.errors import bad_request, invalid, not_found

_FIRST_ID = 9_100_001


def _find(call: ZendeskCall) -> dict[str, Any]:
    call.must_be_admin()
    document = call.store.document(INSTALLED, call.id)
    if document is None:
        raise not_found()
    return document.body


def _out(call: ZendeskCall, installed: Mapping[str, Any]) -> dict[str, Any]:
    parameters = {row["name"]: row for row in apps.find(call, installed["app_id"])["parameters"]}
    shown = {name: value for name, value in installed["settings"].items() if not parameters.get(name, {}).get("secure")}
    return {**installed, "settings": shown}


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer every installation."""
    call.must_be_admin()
    rows = [_out(call, document.body) for document in call.store.documents(INSTALLED)]
    return ZendeskAnswer({"installations": rows, "count": len(rows), "next_page": None, "previous_page": None})


def show(call: ZendeskCall) -> ZendeskAnswer:
    """Answer one installation, bare."""
    return ZendeskAnswer(_out(call, _find(call)))


def create(call: ZendeskCall) -> ZendeskAnswer:
    """Install an app; one that may be installed once only is refused the second time."""
    call.must_be_admin()
    with call.store.writing():
        app = apps.find(call, integer(call.body.get("app_id"), "app_id"))
        others = [document.body for document in call.store.documents(INSTALLED)]
        if app["single_install"] and any(other["app_id"] == app["id"] for other in others):
            raise invalid("app_id", "App: can only be installed once")
        now = wire.time(call.store.now())
        number = call.store.next_id(INSTALLED, _FIRST_ID)
        installed = {
            "id": number, "app_id": app["id"], "product": "support", "settings": _settings(call, app, {}),
            "enabled": _enabled(call, default=True), "created_at": now, "updated_at": now,
        }  # fmt: skip
        call.store.put(INSTALLED, number, installed)
    return ZendeskAnswer(_out(call, installed), 201)


def update(call: ZendeskCall) -> ZendeskAnswer:
    """Change settings; those that are not named stay."""
    with call.store.writing():
        installed = _find(call)
        settings = _settings(call, apps.find(call, installed["app_id"]), installed["settings"])
        enabled = _enabled(call, default=installed["enabled"])
        installed |= {"settings": settings, "enabled": enabled, "updated_at": wire.time(call.store.now())}
        call.store.put(INSTALLED, installed["id"], installed)
    return ZendeskAnswer(_out(call, installed))


def _enabled(call: ZendeskCall, *, default: bool) -> bool:
    enabled = call.body.get("enabled", default)
    if not isinstance(enabled, bool):
        raise invalid("enabled", "Enabled: must be true or false")
    return enabled


def _settings(call: ZendeskCall, app: Mapping[str, Any], held: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings as they will be; 422 when a required one is missing."""
    given = call.body.get("settings", {})
    if not isinstance(given, dict):
        raise bad_request("InvalidParameters", "settings must be an object")
    parameters = {row["name"]: row for row in app["parameters"]}
    defaults = {name: row["default_value"] for name, row in parameters.items() if row["default_value"] is not None}
    settings = {"name": app["name"], "title": app["name"], **defaults, **held}
    settings |= {name: value for name, value in given.items() if name in {"name", "title", *parameters}}
    missing = [name for name, row in parameters.items() if row["required"] and settings.get(name) in (None, "")]
    if missing:
        raise invalid(missing[0], f"{missing[0]}: cannot be blank", "BlankValue")
    return settings


def delete(call: ZendeskCall) -> ZendeskAnswer:
    """Uninstall."""
    call.store.remove(INSTALLED, _find(call)["id"])
    return ZendeskAnswer(None, 204)


_PATHS = ("/api/support/apps/installations", "apps/installations")
ROUTES: Routes = tuple(
    route
    for path in _PATHS
    for route in (
        ("GET", path, index),
        ("POST", path, create),
        ("GET", f"{path}/{{id:int}}", show),
        ("PUT", f"{path}/{{id:int}}", update),
        ("DELETE", f"{path}/{{id:int}}", delete),
    )
)
