"""``/apps``: upload a package, create or update an app from it in a job, ask for the job, read and remove apps."""

from __future__ import annotations

import base64
import secrets
from typing import Any

from zendesk_bridge.sandbox.payloads import FormPart
from zendesk_bridge.sandbox.zendesk import app_package, wire
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall, integer
from zendesk_bridge.sandbox.zendesk.errors import ZendeskError, invalid, not_found

KIND = "zendesk_app"
INSTALLED = "zendesk_app_installation"
_UPLOADS, _JOBS = "zendesk_app_upload", "zendesk_app_job"
_FIRST_ID = 900_001
_LARGEST = 20_000_000  # bytes of an upload


def _file(call: ZendeskCall, name: str) -> bytes:
    """Return the file of a form; 422 when there is none, or it is too large."""
    parts: list[FormPart] = [part for part in call.parts if part.name == name]
    if not parts or not parts[0].content:
        raise invalid(name, f"{name} is required and must be a file", "BlankValue")
    if len(parts[0].content) > _LARGEST:
        raise ZendeskError(413, {"error": "PayloadTooLarge", "description": "The app is too large"})
    return parts[0].content


def validate(call: ZendeskCall) -> ZendeskAnswer:
    """Check a package and keep nothing of it."""
    call.must_be_admin()
    _, problems = app_package.read(_file(call, "file"))
    if problems:
        raise ZendeskError(422, {"error": "RecordInvalid", "description": "\n".join(problems)})
    return ZendeskAnswer({})


def upload(call: ZendeskCall) -> ZendeskAnswer:
    """Keep a package for the job that will use it."""
    call.must_be_admin()
    content = base64.b64encode(_file(call, "uploaded_data")).decode()
    number = call.store.next_id(_UPLOADS)
    call.store.put(_UPLOADS, number, {"content": content})
    return ZendeskAnswer({"id": number}, 201)


def create(call: ZendeskCall) -> ZendeskAnswer:
    """Queue the making of an app from an upload."""
    call.must_be_admin()
    name = call.body.get("name")
    if not isinstance(name, str) or not name.strip():
        raise invalid("name", "Name: cannot be blank", "BlankValue")
    return _queue(call, _upload(call), name, None)


def update(call: ZendeskCall) -> ZendeskAnswer:
    """Queue the making of an app's next version from an upload."""
    call.must_be_admin()
    app = find(call)
    name = call.body.get("name", app["name"])
    if not isinstance(name, str) or not name.strip():
        raise invalid("name", "Name: cannot be blank", "BlankValue")
    return _queue(call, _upload(call), name, app["id"])


def _upload(call: ZendeskCall) -> bytes:
    number = integer(call.body.get("upload_id"), "upload_id")
    document = call.store.document(_UPLOADS, number)
    if document is None:
        raise invalid("upload_id", "Upload: does not exist")
    call.store.remove(_UPLOADS, number)
    return base64.b64decode(document.body["content"])


def _queue(call: ZendeskCall, content: bytes, name: str, app_id: int | None) -> ZendeskAnswer:
    """Do the work at once, and tell of it when it was asked for often enough."""
    manifest, problems = app_package.read(content)
    with call.store.writing():
        if not problems:
            app_id = _save(call, manifest, name, app_id)
        job = secrets.token_hex(16)
        body = {"polls_left": call.box.behaviour.job_polls, "app_id": app_id, "problems": problems}
        call.store.put(_JOBS, job, body)
    return ZendeskAnswer({"job_id": job}, 202)


def _save(call: ZendeskCall, manifest: app_package.Manifest, name: str, app_id: int | None) -> int:
    number = call.store.next_id(KIND, _FIRST_ID) if app_id is None else app_id
    now = wire.time(call.store.now())
    author = manifest["author"] if isinstance(manifest["author"], dict) else {}
    old = call.store.document(KIND, number)
    parameters = [
        {
            "id": place, "app_id": number, "name": row["name"], "kind": row.get("type", "text"), "position": place,
            "required": row.get("required") is True, "secure": row.get("secure") is True,
            "default_value": row.get("default"),
        }
        for place, row in enumerate(manifest.get("parameters", []))
    ]  # fmt: skip
    app = {
        "id": number, "owner_id": 1, "name": name, "author_name": author.get("name"),
        "author_email": author.get("email"), "default_locale": manifest["defaultLocale"], "framework_version": "2.0",
        "version": manifest.get("version"), "visibility": "private", "state": "published", "installable": True,
        "single_install": manifest.get("singleInstall", False), "parameters": parameters,
        "created_at": old.body["created_at"] if old else now, "updated_at": now,
    }  # fmt: skip
    call.store.put(KIND, number, app)
    return number


def job_status(call: ZendeskCall) -> ZendeskAnswer:
    """Answer one job: working until it was asked for often enough."""
    number = str(call.params["job"])
    with call.store.writing():
        document = call.store.document(_JOBS, number)
        if document is None:
            raise not_found()
        job = document.body
        call.store.put(_JOBS, number, job | {"polls_left": job["polls_left"] - 1})
    body = {"id": number, "url": call.url(f"apps/job_statuses/{number}"), "status": "working", "message": ""}
    if job["polls_left"] > 0:
        return ZendeskAnswer(body)
    if job["problems"]:
        return ZendeskAnswer(body | {"status": "failed", "message": "\n".join(job["problems"])})
    return ZendeskAnswer(body | {"status": "completed", "app_id": job["app_id"]})


def find(call: ZendeskCall, number: int | None = None) -> dict[str, Any]:
    """Return an app by id, the path's when none is given; 404 when it is not there."""
    document = call.store.document(KIND, call.id if number is None else number)
    if document is None:
        raise not_found()
    return document.body


def show(call: ZendeskCall) -> ZendeskAnswer:
    """Answer one app, bare."""
    call.must_be_admin()
    return ZendeskAnswer(find(call))


def owned(call: ZendeskCall) -> ZendeskAnswer:
    """Answer the account's own apps."""
    call.must_be_admin()
    return ZendeskAnswer({"apps": [document.body for document in call.store.documents(KIND)]})


def delete(call: ZendeskCall) -> ZendeskAnswer:
    """Remove an app and its installation."""
    call.must_be_admin()
    with call.store.writing():
        app = find(call)
        for document in call.store.documents(INSTALLED):
            if document.body["app_id"] == app["id"]:
                call.store.remove(INSTALLED, document.id)
        call.store.remove(KIND, app["id"])
    return ZendeskAnswer(None, 204)


ROUTES: Routes = (
    ("POST", "/api/apps", create),
    ("POST", "apps", create),
    ("POST", "apps/validate", validate),
    ("POST", "apps/uploads", upload),
    ("GET", "apps/owned", owned),
    ("GET", "apps/job_statuses/{job}", job_status),
    ("GET", "apps/{id:int}", show),
    ("PUT", "apps/{id:int}", update),
    ("DELETE", "apps/{id:int}", delete),
)
