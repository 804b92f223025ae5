"""Who is let in: this machine's own programs and pages, and nobody else's."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.sandbox import Filling, Sandbox
from zendesk_bridge.sandbox.hooks.parcels import Outgoing
from zendesk_bridge.sandbox.hooks.sending import send

PATHS = {
    "zendesk": ["/api/v2/tickets.json", "/oauth/tokens", "/_sandbox/requests", "/desk/zendesk", "/", "/nonsense"],
    "freshdesk": ["/api/v2/tickets", "/_sandbox/requests", "/desk/freshdesk", "/"],
}
EVERY = [(face, path) for face, paths in PATHS.items() for path in paths]
MAIL = "Where is my order?"


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    """One demo sandbox for the file."""
    with Sandbox() as running:
        yield running


def _url(box: Sandbox, face: str) -> str:
    return box.zendesk_url if face == "zendesk" else box.freshdesk_url


def _asked(box: Sandbox, face: str, path: str, headers: dict[str, str], method: str = "GET") -> requests.Response:
    login = box.credentials
    zendesk = (f"{login.zendesk_email}/token", login.zendesk_api_token)
    auth = zendesk if face == "zendesk" else (login.freshdesk_api_key, "X")
    url = f"{_url(box, face)}{path}"
    return requests.request(method, url, headers=headers, auth=auth, timeout=60, allow_redirects=False)


@pytest.mark.parametrize(("face", "path"), EVERY)
@pytest.mark.parametrize(
    "host",
    [
        "rebound.example:{port}", "rebound.example", "127.0.0.1.rebound.example:{port}",
        "localhost.:{port}", "localhost.example:{port}", "x@127.0.0.1:{port}", "127.0.0.1:{port}:80", "0.0.0.0:{port}",
        "127.1:{port}", "2130706433:{port}", "[::ffff:127.0.0.1]:{port}", "[::1:{port}", "127.0.0.1:{port}.", "",
    ],
)  # fmt: skip
def test_under_another_name_nothing_is_told(box: Sandbox, face: str, path: str, host: str) -> None:
    """A host that is not loopback is 403 everywhere, whatever login comes with it."""
    port = urlsplit(_url(box, face)).port
    answer = _asked(box, face, path, {"Host": host.format(port=port)})
    assert answer.status_code in (400, 403)
    assert "access_token" not in answer.text
    assert "subject" not in answer.text


@pytest.mark.parametrize(("face", "path"), EVERY)
@pytest.mark.parametrize(
    "name", ["127.0.0.1:{port}", "localhost:{port}", "LocalHost:{port}", "[::1]:{port}", "127.0.0.1:1"]
)
def test_this_machines_own_names_are_let_in(box: Sandbox, face: str, path: str, name: str) -> None:
    """Loopback by number or by name, through a local proxy's port, too, reaches the face, the desk and the sandbox."""
    port = urlsplit(_url(box, face)).port
    assert _asked(box, face, path, {"Host": name.format(port=port)}).status_code != 403


@pytest.mark.parametrize(("face", "path"), EVERY)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("origin", ["http://rebound.example", "https://127.0.0.1:{port}", "http://127.0.0.1:1", "null"])
def test_pages_of_other_sites_reach_nothing(box: Sandbox, face: str, path: str, method: str, origin: str) -> None:
    """A request that names a foreign origin is 403 on every path, right login or not."""
    port = urlsplit(_url(box, face)).port
    assert _asked(box, face, path, {"Origin": origin.format(port=port)}, method).status_code == 403


def test_the_faces_own_page_and_programs_without_an_origin_may_ask(box: Sandbox) -> None:
    """No origin is a program's, the face's own is the desk's page: both are answered."""
    for face, path in (("zendesk", "/api/v2/tickets.json"), ("freshdesk", "/api/v2/tickets")):
        assert _asked(box, face, path, {}).status_code == 200
        assert _asked(box, face, path, {"Origin": _url(box, face)}).status_code == 200


@pytest.mark.parametrize("face", ["zendesk", "freshdesk"])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_the_sandbox_sends_itself_no_webhooks(box: Sandbox, face: str, host: str) -> None:
    """A webhook to a face's own port would reach endpoints that ask for no login: it is not sent, and says so."""
    port = urlsplit(_url(box, face)).port
    request = Outgoing("POST", f"http://{host}:{port}/_sandbox/faults", (), b'{"effect": "hang"}')
    outcome = send(request, 60, box._boxes["zendesk"].courier.own_ports)
    assert (outcome.status, "itself" in outcome.problem) == (0, True)
    assert box._boxes["zendesk"].faults.due(face, "GET", "/") == []


def test_a_webhook_to_the_other_face_fails_in_words(box: Sandbox) -> None:
    """The test call of a webhook whose endpoint is the sandbox comes back with the reason."""
    login = box.credentials
    auth = (f"{login.zendesk_email}/token", login.zendesk_api_token)
    body = {
        "name": "loop", "status": "active", "endpoint": f"{box.freshdesk_url}/api/v2/tickets", "http_method": "POST",
        "request_format": "json", "subscriptions": ["conditional_ticket_events"],
    }  # fmt: skip
    url = f"{box.zendesk_url}/api/v2/webhooks"
    made = requests.post(url, json={"webhook": body}, auth=auth, timeout=60).json()["webhook"]
    tried = requests.post(f"{url}/test?webhook_id={made['id']}", json={}, auth=auth, timeout=60)
    assert "itself" in tried.text


def _mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_a_data_file_is_its_owners_alone(tmp_path: Path) -> None:
    """Whatever the umask, a new file and what SQLite keeps beside it are 0600, and an older one becomes so."""
    data = tmp_path / "box.db"
    before = os.umask(0)
    try:
        for _ in range(2):
            with Sandbox(data=data, faces=("zendesk",)):
                files = sorted(tmp_path.iterdir())
                assert [file.name for file in files] == ["box.db", "box.db-shm", "box.db-wal"]
                assert [_mode(file) for file in files] == [0o600] * 3
            data.chmod(0o644)
    finally:
        os.umask(before)


def test_what_was_open_before_is_closed(tmp_path: Path) -> None:
    """Files that an older version left readable, also those of a run that was killed, are taken from the others."""
    data, log = tmp_path / "box.db", tmp_path / "box.db-wal"
    with Sandbox(data=data, faces=("zendesk",)):
        data.chmod(0o644)
        log.chmod(0o644)
        with Sandbox(data=data, faces=("zendesk",)):
            assert (_mode(data), _mode(log)) == (0o600, 0o600)


@pytest.mark.parametrize("kind", ["link", "dangling", "pipe", "folder", "device"])
def test_a_data_file_that_is_no_file_is_refused(tmp_path: Path, kind: str) -> None:
    """A link, a pipe, a folder or a device as --data is named for what it is, and nothing waits for it."""
    place = _odd(tmp_path, kind)
    with pytest.raises(InvalidInput, match=r"not a file|is a link"):
        Sandbox(data=place, faces=("zendesk",)).__enter__()
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("kind", ["dangling", "pipe", "folder", "device"])
@pytest.mark.parametrize("option", ["faults", "filling"])
def test_a_file_to_read_that_is_no_file_is_refused(tmp_path: Path, kind: str, option: str) -> None:
    """A pipe, a folder, a device or a link to nothing as --import or --faults is named, and nothing waits for it."""
    place = _odd(tmp_path, kind)
    with pytest.raises(InvalidInput, match=r"not a file|cannot be read"):
        Sandbox(**_reading(option, place), faces=("zendesk",)).__enter__()


@pytest.mark.parametrize("option", ["faults", "filling"])
def test_a_link_to_a_file_is_read(tmp_path: Path, option: str) -> None:
    """Exports and rules may lie elsewhere: a link to a file is as good as the file."""
    with Sandbox(**_reading(option, _odd(tmp_path, "link")), faces=("zendesk",)):
        pass


def _reading(option: str, place: Path) -> dict[str, object]:
    return {option: place if option == "faults" else Filling(files=(place,))}


def _odd(folder: Path, kind: str) -> Path:
    place = folder / "odd"
    if kind == "link":
        (folder / "real").touch()
        place.symlink_to(folder / "real")
    elif kind == "dangling":
        place.symlink_to(folder / "nowhere")
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    else:
        return Path("/dev/zero")
    return place
