"""Both faces over real HTTP, and the published clients that talk to them; a client that is not there is a failure."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import requests

from zendesk_bridge.sandbox import Sandbox

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    """One demo sandbox for a test file."""
    with Sandbox() as running:
        yield running


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    """Return a session for the clients that take one; its sockets are closed at the end."""
    with requests.Session() as made:
        yield made


def imported(name: str) -> ModuleType:
    """Import a client; one that is not installed fails, because the ``clients`` extra puts it there."""
    try:
        return import_module(name)
    except ImportError as missing:
        pytest.fail(f"{missing}. Install the clients: .venv/bin/pip install -e '.[clients]'")


@pytest.fixture(scope="module")
def zen(box: Sandbox, session: requests.Session) -> Iterator[Any]:
    """Return zenpy at the Zendesk face, by the environment variables that zenpy has for that."""
    client = imported("zenpy").Zenpy
    login = box.credentials
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ZENPY_FORCE_SCHEME", "http")
        environment.setenv("ZENPY_FORCE_NETLOC", box.zendesk_url.removeprefix("http://"))
        yield client(
            subdomain="sandbox",
            email=login.zendesk_email,
            token=login.zendesk_api_token,
            session=session,
            disable_cache=True,  # every answer is the face's own
        )


@pytest.fixture(scope="module")
def token(box: Sandbox, session: requests.Session) -> str:
    """Return an OAuth token of the Zendesk face, the login that outlives API tokens."""
    login = box.credentials
    asked = {
        "grant_type": "client_credentials",
        "client_id": login.zendesk_client_id,
        "client_secret": login.zendesk_client_secret,
        "scope": "read write",
    }
    return str(session.post(f"{box.zendesk_url}/oauth/tokens", json=asked, timeout=60).json()["access_token"])


@pytest.fixture(scope="session")
def published() -> Callable[[str], ModuleType]:
    """Return what imports a module of a client: a test file cannot do so itself, for plain pytest collects it too."""
    return imported


@pytest.fixture(scope="module")
def nouns() -> ModuleType:
    """Return the classes that zenpy sends and receives: ``Ticket``, ``Macro`` and so on."""
    return imported("zenpy.lib.api_objects")


@pytest.fixture(scope="module")
def desk(box: Sandbox) -> Iterator[Any]:
    """Return zdesk at the Zendesk face."""
    login = box.credentials
    client = imported("zdesk").Zendesk(
        box.zendesk_url, zdesk_email=login.zendesk_email, zdesk_api=login.zendesk_api_token
    )
    yield client
    client.client.close()


@pytest.fixture(scope="module")
def fresh(box: Sandbox) -> Iterator[Any]:
    """Return python-freshdesk at the Freshdesk face.

    It insists on HTTPS and on a name that ends in freshdesk.com, so the address is put in afterwards.
    """
    client = imported("freshdesk.v2.api").API("sandbox.freshdesk.com", box.credentials.freshdesk_api_key)
    client._api_prefix = f"{box.freshdesk_url}/api/v2/"
    yield client
    client._session.close()


@pytest.fixture
def node(box: Sandbox, token: str) -> Callable[[str, str], Any]:
    """Return what runs a part of a Node script against the faces; returns the JSON that it prints."""
    program = shutil.which("node")
    if program is None:
        pytest.fail("No Node. On Debian: apt-get install nodejs npm")
    if not (HERE / "node_modules").is_dir():
        pytest.fail("No Node clients: npm install --no-save --no-package-lock --prefix tests/clients")
    login = box.credentials
    faces = {
        "zendesk": box.zendesk_url,
        "email": login.zendesk_email,
        "token": login.zendesk_api_token,
        "oauth": token,
        "freshdesk": box.freshdesk_url,
        "key": login.freshdesk_api_key,
    }

    def run(script: str, part: str) -> Any:
        command = [program, str(HERE / script), part, json.dumps(faces)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)  # noqa: S603 - our own scripts
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run
