"""The Zendesk face: an app is uploaded, made in a job, installed with its settings, updated and removed."""

import io
import json
import stat
import zipfile
from typing import Any

import pytest

MANIFEST: dict[str, Any] = {
    "name": "Delays",
    "author": {"name": "Us", "email": "us@example.com"},
    "defaultLocale": "en",
    "private": True,
    "version": "1.0",
    "frameworkVersion": "2.0",
    "location": {"support": {"ticket_sidebar": {"url": "assets/iframe.html"}}},
    "parameters": [{"name": "token", "type": "text", "secure": True, "required": True}, {"name": "host"}],
}


def package(files: dict[str, str] | None = None, **changes: object) -> bytes:
    """Return an app's zip."""
    raw = io.BytesIO()
    manifest = {name: value for name, value in {**MANIFEST, **changes}.items() if value is not None}
    whole = {"manifest.json": json.dumps(manifest), "assets/iframe.html": "<p>", "translations/en.json": "{}"}
    with zipfile.ZipFile(raw, "w") as archive:
        for name, text in {**whole, **(files or {})}.items():
            archive.writestr(name, text)
    return raw.getvalue()


def send(desk: Any, path: str, field: str, content: bytes) -> Any:
    """Post a form with one file."""
    files = {field: ("app.zip", content, "application/zip")}
    return desk.session.post(f"{desk.url}/api/v2/{path}", files=files, auth=desk.login, timeout=60)


def made(desk: Any, content: bytes, name: str = "Delays") -> Any:
    """Upload a package and return the finished job of the app that is made from it."""
    upload = send(desk, "apps/uploads.json", "uploaded_data", content)
    assert upload.status_code == 201
    body = {"upload_id": upload.json()["id"], "name": name}
    answer = desk.ask("POST", f"{desk.url}/api/apps.json", body)
    assert answer.status_code == 202
    return finished(desk, answer.json()["job_id"])


def finished(desk: Any, job: str) -> Any:
    """Ask for a job: working at first, then done."""
    assert desk.get(f"apps/job_statuses/{job}")["status"] == "working"
    return desk.get(f"apps/job_statuses/{job}.json")


def test_an_app_is_made_installed_and_updated(desk: Any) -> None:
    """The way that the vendor's own tool goes; a secure setting never comes back, and stays when it is not sent."""
    job = made(desk, package())
    assert job["status"] == "completed"
    app = desk.get(f"apps/{job['app_id']}")
    assert (app["name"], app["version"], [row["name"] for row in app["parameters"]]) == (
        "Delays",
        "1.0",
        ["token", "host"],
    )
    assert app["id"] in [row["id"] for row in desk.get("apps/owned")["apps"]]
    installations = f"{desk.url}/api/support/apps/installations"
    body = {"app_id": app["id"], "settings": {"name": "Delays", "token": "hidden", "host": "a"}}
    installed = desk.ask("POST", f"{installations}.json", body)
    assert installed.status_code == 201
    assert installed.json()["settings"] == {"name": "Delays", "title": "Delays", "host": "a"}
    one = f"{installations}/{installed.json()['id']}.json"
    changed = desk.ask("PUT", one, {"settings": {"host": "b"}, "enabled": False}).json()
    assert (changed["settings"]["host"], changed["enabled"]) == ("b", False)
    assert changed in desk.get(f"{installations}.json")["installations"]
    assert changed in desk.get("apps/installations")["installations"]
    again = send(desk, "apps/uploads", "uploaded_data", package(version="1.1")).json()["id"]
    queued = desk.ask("PUT", f"apps/{app['id']}", {"upload_id": again})
    assert finished(desk, queued.json()["job_id"])["app_id"] == app["id"]
    assert desk.get(f"apps/{app['id']}")["version"] == "1.1"
    assert desk.ask("DELETE", f"apps/{app['id']}").status_code == 204
    assert [desk.ask("GET", path).status_code for path in (one, f"apps/{app['id']}")] == [404, 404]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"rubbish", "not a valid zip"),
        (package({"manifest.json": "[]"}), "manifest.json is not proper JSON"),
        (package(author=None), "Missing required fields in manifest: author"),
        (package(defaultLocale="de"), "Missing translation file for locale de"),
        (package(frameworkVersion="1.0"), "framework version"),
        (package(private="yes"), "private must be a Boolean"),
        (package(location={"support": {"ticket_sidebar": {"url": "assets/none.html"}}}), "invalid URI"),
        (package(location={"support": {"ticket_sidebar": {"url": "http://example.com/x"}}}), "invalid URI"),
        (package(location={"support": {"garage": {"url": "assets/iframe.html"}}}), "invalid location"),
        (package(parameters=[{"name": "name"}]), "none may be called 'name'"),
        (package(parameters=[{"name": "a", "type": "dropdown"}]), "a is of an invalid type"),
        (package(parameters=[{"name": "a", "scopes": ["header"]}]), "not secure"),
        (package({"translations/en.json": "{"}), "translations/en.json is not proper JSON"),
    ],
)
def test_a_bad_package_fails_its_job_and_says_why(desk: Any, content: bytes, said: str) -> None:
    """The upload is taken; the job fails, as the check alone does."""
    job = made(desk, content)
    assert job["status"] == "failed"
    assert said in job["message"]
    checked = send(desk, "apps/validate", "file", content)
    assert checked.status_code == 422
    assert said in checked.json()["description"]


def test_a_symlink_in_a_package_is_refused(desk: Any) -> None:
    """Whatever it points to."""
    raw = io.BytesIO(package())
    with zipfile.ZipFile(raw, "a") as archive:
        link = zipfile.ZipInfo("assets/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert "Symlinks" in made(desk, raw.getvalue())["message"]
    assert send(desk, "apps/validate", "file", package()).status_code == 200


def test_pages_may_be_elsewhere(desk: Any) -> None:
    """Over TLS, on this machine, or where a setting says."""
    for url in ("https://example.com/x", "http://localhost:8080/x", "{{setting.host}}/x"):
        location = {"support": {"ticket_sidebar": url}}
        assert send(desk, "apps/validate", "file", package(location=location)).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "apps/uploads", {}, 422),
        ("POST", "apps", {"upload_id": 999_999, "name": "A"}, 422),
        ("POST", "apps", {"upload_id": "x", "name": "A"}, 400),
        ("POST", "apps", {"upload_id": 1}, 422),
        ("PUT", "apps/1", {"upload_id": 1}, 404),
        ("GET", "apps/job_statuses/none", None, 404),
        ("POST", "apps/installations", {"app_id": 1}, 404),
        ("POST", "apps/installations", {"app_id": {}}, 400),
        ("DELETE", "apps/installations/1", None, 404),
    ],
)
def test_what_does_not_fit_is_refused(desk: Any, method: str, path: str, body: object, status: int) -> None:
    """Uploads, jobs, apps and installations that are not there."""
    assert desk.ask(method, path, body).status_code == status


def test_an_installation_needs_its_required_settings(desk: Any) -> None:
    """422 names the one that is missing; an app for one installation takes no second."""
    app = made(desk, package(singleInstall=True))["app_id"]
    missing = desk.ask("POST", "apps/installations", {"app_id": app, "settings": {"host": "a"}})
    assert (missing.status_code, list(missing.json()["details"])) == (422, ["token"])
    assert desk.ask("POST", "apps/installations", {"app_id": app, "settings": []}).status_code == 400
    body = {"app_id": app, "settings": {"token": "t"}}
    assert [desk.ask("POST", "apps/installations", body).status_code for _ in range(2)] == [201, 422]


def test_apps_are_for_admins(desk: Any) -> None:
    """An agent's login is refused with 403."""
    login = ("ava.reyes@example.com/token", desk.login[1])
    for method, path in (("GET", "apps/owned"), ("POST", "apps"), ("GET", "apps/installations")):
        assert desk.ask(method, path, {}, auth=login).status_code == 403


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=a", b"--a\r\n\r\n\r\n--a--\r\n"),
        ("multipart/form-data; boundary=a", b"--a\r\nContent-Disposition: form-data; name=x\r\n\r\nno end"),
    ],
)
def test_a_form_that_cannot_be_read_is_400(desk: Any, kind: str, raw: bytes) -> None:
    """No boundary, no name, no end."""
    url = f"{desk.url}/api/v2/apps/uploads"
    answer = desk.session.post(url, data=raw, headers={"Content-Type": kind}, auth=desk.login, timeout=60)
    assert answer.status_code == 400
