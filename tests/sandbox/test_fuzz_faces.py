"""Both faces: no request to any of their paths is a 5xx or hangs, and every answer is JSON or empty.

The plain run is short and the same each time. For a long one with new requests each time:
``pytest --hypothesis-profile=fuzz tests/sandbox/test_fuzz_faces.py``
"""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import partial
from http.client import HTTPConnection
from importlib import import_module
from typing import Any, NamedTuple, NoReturn
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zendesk_bridge.sandbox import Sandbox
from zendesk_bridge.sandbox.freshdesk import routes as freshdesk

PATIENCE = 10
"""Seconds after which a request is taken to hang."""
LONG = settings().max_examples > 1000
"""Whether the profile for long runs was chosen (conftest.py has it)."""
HOW = settings(
    max_examples=settings().max_examples if LONG else 700,
    derandomize=not LONG,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class Sent(NamedTuple):
    """One request, as it goes over the wire."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


_ZENDESK = import_module("zendesk_bridge.sandbox.zendesk.app")
ZENDESK = (
    *((method, _ZENDESK._place(path)) for resource in _ZENDESK._RESOURCES for method, path, _ in resource.ROUTES),
    ("POST", "/oauth/tokens"),
)
FRESHDESK = (
    *((method, f"/api/v2/{path}") for path, verbs in freshdesk._FOR_AGENTS.items() for method in verbs),
    *((method, f"/api/v2/{path}") for path, verbs in freshdesk._FOR_ADMINS.items() for method in verbs),
    ("GET", freshdesk._PREVIEW),
)

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "PURGE")
OWN = "OWN"
"""In place of an id: one that exists."""
ODD_IDS = (
    "", "0", "1", "-1", "x", "1.5", "%00", "%ff", "%F0%9F%92%A9", "..", "1%2F2", "9" * 19, "9" * 25, "9" * 5000,
)  # fmt: skip
_NOUNS = """
    ticket tickets macro macros ticket_field item variant variants webhook trigger request comment body
    html_body public subject description tags additional_tags remove_tags custom_fields fields id ids value
    field title actions conditions all any operator status priority type requester requester_id assignee_id
    group_id name email restriction position active custom_field_options default_locale_id locale_id content
    default endpoint http_method request_format subscriptions authentication data updated_stamp safe_update
    macro_ids target_comment source_comment external_id grant_type client_id client_secret scope expires_in
    settings app_id bulk_action properties reply folder_id visibility group_ids content_html label
    label_for_customers choices private user_id cc_emails performer events field_name match_type resource_type
    responder_id cf_x due_by source metadata via ticket_form ticket_field_ids fields view output columns sort_by
"""
KEYS = _NOUNS.split()
WORDS = (
    "", "open", "closed", "2", "high", "tagger", "text", "custom_dropdown", "a@example.com", "Group", "comment_value",
    "comment_value_html", "current_tags", "set_tags", "notification_webhook", "client_credentials", "sandbox_client",
    "{{ticket.id}}", "{{ 'inf' | floor }}", "{{ 'nan' | ceil }}", "{{ 1.5 | modulo: 0 }}", "{% if", "{" * 9000,
    "{% for i in (1..1000000000) %}x{% endfor %}", "(a+)+$", "2026-12-01", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00", "http://127.0.0.1:9/", "conditional_ticket_events", "\x00", "<div><p>x", "a\r\nb: c",
    "x" * 70_000, "İ", "\ud800",
)  # fmt: skip
LEAVES = st.one_of(
    st.none(), st.booleans(), st.sampled_from(WORDS), st.text(max_size=8), st.floats(), st.integers(),
    st.sampled_from((0, 1, 2, 3, -1, 2**31, 2**63, -(2**70), 10**400, 21_000_000_001, 1e308)),
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=12,
)
ODD_BODIES = (
    b"", b" ", b"{", b"null", b"[]", b'"text"', b"NaN", b'{"ticket":NaN}', b"[" * 50_000, b'{"ticket":' * 9000,
    b'{"ticket":' + b"9" * 5000 + b"}", b"\xff\xfe", b'{"ticket":{"subject":"\\ud800"}}', b'{"a":1,"a":2}',
    b"\xef\xbb\xbf{}", '{"ticket":{}}'.encode("utf-16"), b"a=b&ticket[subject]=x", b"ticket=%ff",
    b'--b\r\nContent-Disposition: form-data; name="subject"\r\n\r\nx\r\n--b--\r\n',
    b'--b\r\nContent-Disposition: form-data; name="attachments[]"; filename="\xff"\r\n\r\n\x00\r\n--b--\r\n',
    b'--b\r\nContent-Disposition: form-data; name="tags[][][x]"\r\n\r\n\xff\r\n--b--\r\n', b"--b--", b"--b\r\n\r\n",
)  # fmt: skip
OBJECTS = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6)
QUERY = st.lists(
    st.tuples(
        st.sampled_from((
            "page", "per_page", "page[size]", "page[after]", "page[before]", "sort", "sort_by", "sort_order", "include",
            "ids", "external_id", "external_ids", "start_time", "cursor", "query", "filter[type]", "filter", "access",
            "active", "category", "group_id", "identifiers", "macro_id", "ticket_id", "role", "updated_since",
            "order_by", "order_type", "requester_id", "email", "type", "term", "tags", "webhook_id", "page[", "",
            "ids[]", "from_ts",
        )) | st.text(max_size=4),
        st.sampled_from((
            "", "1", "-1", "0", "1,2,3", "9" * 30, "9" * 5000, "1e3", "NaN", "²", "ticket", "users", "updated_at",
            "-updated_at", "type:ticket status<solved", '"status:2 AND (tag:null OR cf_x:>1)"', '"', "created>2hours",
            "created>0001-01-01", "order_by:created sort:asc", "(" * 200, "-" * 50, "0001-01-01T00:00:00+14:00",
            "WzFd", "bnVsbA==", "stats,requester,conversations", "\x00", "2026-12-01", "," * 500, "a:" * 60,
            "custom_field_1:x",
        )) | st.text(max_size=8),
    ),
    max_size=3,
)  # fmt: skip
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Content-Type": st.sampled_from((
            "application/json", "application/json; charset=utf-16", "text/plain",
            "multipart/form-data; boundary=b", "multipart/form-data", "application/x-www-form-urlencoded",
            "application/octet-stream", "multipart/form-data; boundary*=x''%ff", ";", "\xe9",
        )),
        "Accept": st.sampled_from(("application/json", "text/html", "*/*;q=0", "", ",,,")),
        "Idempotency-Key": st.sampled_from(("one", "", "k" * 300)),
        "If-Match": st.just("*"),
        "Range": st.just("bytes=0-1"),
        "X-On-Behalf-Of": st.just("a@example.com"),
    },
)  # fmt: skip
LOGINS = st.sampled_from(("", "Basic", "Basic !!!", "Basic /w==", "Basic Og==", "Bearer x", "Bearer \xff"))


def _bodies(path: str) -> st.SearchStrategy[bytes]:
    """Return bodies for a path: mostly objects, wrapped in the noun of the path or not, then everything else."""
    nouns = [word for word in path.split("/")[3:] if word.isidentifier() and not word.endswith("_many")] or ["x"]
    names = st.sampled_from([nouns[0].removesuffix("s"), nouns[-1].removesuffix("s"), nouns[0]])
    objects = OBJECTS | st.builds(lambda name, inner: {name: inner}, names, OBJECTS | st.lists(OBJECTS, max_size=3))
    written = (objects | objects | VALUES).map(lambda value: json.dumps(value).encode())
    return written | written | st.sampled_from(ODD_BODIES) | st.binary(max_size=20)


@st.composite
def requests_to(draw: Callable[..., Any], routes: tuple[tuple[str, str], ...]) -> Sent:
    """Draw a request that mostly gets past the door: the path's own verb, things that exist, a login, JSON."""
    method, path = draw(st.sampled_from(routes))
    seldom = st.sampled_from((False,) * 7 + (True,))
    ids = st.sampled_from(ODD_IDS) if draw(seldom) else st.just(OWN)
    target = "/".join(draw(ids) if part.startswith("{") else part for part in path.split("/"))
    query = "&".join(f"{_coded(name)}={_coded(value)}" for name, value in draw(QUERY)) if draw(st.booleans()) else ""
    suffix = draw(st.sampled_from((".json", ".json", "/", "//", ".xml"))) if draw(seldom) else ""
    headers = {"Content-Type": "application/json"} | (draw(HEADERS) if draw(seldom) else {})
    return Sent(
        draw(st.sampled_from(METHODS)) if draw(seldom) else method,
        target + suffix + (f"?{query}" if query else ""),
        headers | {"Authorization": draw(LOGINS) if draw(seldom) else OWN},
        draw(_bodies(path)),
    )


def _coded(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="[]")


class Face:
    """A face, over one connection that is opened again when it was closed."""

    def __init__(self, url: str, login: str) -> None:
        self._wire = HTTPConnection(url.removeprefix("http://"), timeout=PATIENCE)
        self._login = "Basic " + b64encode(login.encode()).decode()
        self._listed: dict[str, str] = {}
        self._made: dict[str, str] = {}
        self._again: dict[str, Callable[[], None]] = {}

    def make(self, collection: str, body: object, path: str = "") -> None:
        """Create one of those that the demo lacks, or that no listing shows; again whenever it is gone."""
        headers = {"Content-Type": "application/json", "Authorization": OWN}
        sent = Sent("POST", f"/api/v2/{path or collection}", headers, json.dumps(body).encode())
        status, _, answer = self.answer(sent)
        assert status == 201 or collection in self._again, answer
        if status == 201:
            made = json.loads(answer)
            self._made[f"/api/v2/{collection}"] = str(made.get("id") or next(iter(made.values()))["id"])
        self._again[collection] = partial(self.make, collection, body, path)

    def close(self) -> None:
        """Close the connection."""
        self._wire.close()

    def answer(self, sent: Sent) -> tuple[int, str, bytes]:
        """Return status, content type and body of an answer."""
        headers = {name: self._login if value == OWN else value for name, value in sent.headers.items()}
        target = sent.target
        while OWN in target:
            target = target.replace(OWN, self._id(target.partition(f"/{OWN}")[0]), 1)
        try:
            return self._over_the_wire(sent.method, target, sent.body, headers)
        except ConnectionError:  # a server that refuses a request unread closes the connection: once more on a new one
            return self._over_the_wire(sent.method, target, sent.body, headers)

    def _over_the_wire(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> tuple[int, str, bytes]:
        try:
            self._wire.request(method, target, body or None, headers)
            found = self._wire.getresponse()
            return found.status, found.getheader("Content-Type", ""), found.read()
        except BaseException:
            self._wire.close()  # the next request opens it again
            raise

    def _id(self, collection: str) -> str:
        """Return the id of a record of a collection: of one that was made for this, or else of the first one listed."""
        if collection.endswith(("/macros", "/canned_responses")):  # also those that are applied to a ticket
            collection = f"/api/v2/{collection.rpartition('/')[2]}"
        if collection in self._made:
            return self._made[collection]
        if collection not in self._listed:
            _, _, body = self.answer(Sent("GET", collection, {"Authorization": OWN}, b""))
            found = json.loads(body or b"[]")
            lists = [found, *found.values()] if isinstance(found, dict) else [found]
            rows = next((rows for rows in lists if isinstance(rows, list)), [])
            self._listed[collection] = next(
                (str(row["id"]) for row in rows if isinstance(row, dict) and "id" in row), "1"
            )
        return self._listed[collection]

    def look_again(self, sent: Sent, status: int) -> None:
        """Forget what was listed when something is gone, and make again what was made."""
        if status not in (204, 404, 405):
            return
        self._listed.clear()
        for collection, again in tuple(self._again.items()):
            if sent.target.startswith(f"/api/v2/{collection}/{OWN}"):
                again()

    def check(self, sent: Sent) -> None:
        """Fail on a 5xx, on an answer that takes too long, and on one that is neither JSON nor empty."""
        status, kind, body = self.answer(sent)
        self.look_again(sent, status)
        assert status < 500, (status, body[:300])
        if body:
            assert kind.startswith("application/json"), (status, kind, body[:300])
            json.loads(body, parse_constant=_no_json)


def _no_json(name: str) -> NoReturn:
    raise AssertionError(f"{name} in an answer")


def fill(zendesk: Face, freshdesk: Face) -> None:
    """Create one of everything that the demo lacks."""
    text = {"locale_id": 1, "default": True, "content": "x"}
    zendesk.make("tickets", {"ticket": {"subject": "Own", "comment": {"body": "x"}}})
    zendesk.make("dynamic_content/items", {"item": {"name": "Own", "default_locale_id": 1, "variants": [text]}})
    hook = {"name": "own", "endpoint": "http://127.0.0.1:9/", "http_method": "POST", "request_format": "json"}
    zendesk.make("webhooks", {"webhook": hook | {"status": "active", "subscriptions": ["conditional_ticket_events"]}})
    choices = [{"name": "A", "value": "own_a"}]
    zendesk.make("ticket_fields", {"ticket_field": {"type": "tagger", "title": "Own", "custom_field_options": choices}})
    freshdesk.make(
        "tickets", {"subject": "Own", "description": "x", "email": "a@example.com", "status": 2, "priority": 1}
    )
    freshdesk.make("conversations", {"body": "x"}, f"tickets/{OWN}/notes")
    call = {"field_name": "trigger_webhook", "url": "http://127.0.0.1:9/", "request_type": "POST", "content": "{}"}
    call |= {"content_type": "JSON", "content_layout": 2}
    freshdesk.make("automations/1/rules", {"name": "Own", "active": False, "actions": [call]})
    freshdesk.make("canned_response_folders", {"name": "Own"})
    folder = int(freshdesk._made["/api/v2/canned_response_folders"])
    reply = {"title": "Own", "content_html": "x", "folder_id": folder, "visibility": 0}
    freshdesk.make("canned_responses", reply)
    freshdesk.make("admin/ticket_fields", {"label": "Own", "label_for_customers": "Own", "type": "custom_text"})


@pytest.fixture(scope="module")
def faces() -> Iterator[tuple[Face, Face]]:
    """Return both faces of one demo sandbox, Zendesk first."""
    with Sandbox() as box:
        login = box.credentials
        pair = (
            Face(box.zendesk_url, f"{login.zendesk_email}/token:{login.zendesk_api_token}"),
            Face(box.freshdesk_url, f"{login.freshdesk_api_key}:X"),
        )
        fill(*pair)
        yield pair
        for face in pair:
            face.close()


@HOW
@given(sent=requests_to(ZENDESK))
def test_any_request_to_zendesk(faces: tuple[Face, Face], sent: Sent) -> None:
    """The Zendesk face has an answer of its own to any request."""
    faces[0].check(sent)


@HOW
@given(sent=requests_to(FRESHDESK))
def test_any_request_to_freshdesk(faces: tuple[Face, Face], sent: Sent) -> None:
    """The Freshdesk face has an answer of its own to any request."""
    faces[1].check(sent)


def test_both_still_answer(faces: tuple[Face, Face]) -> None:
    """After all that, both faces list tickets."""
    for face in faces:
        status, _, body = face.answer(Sent("GET", "/api/v2/tickets", {"Authorization": OWN}, b""))
        assert (status, bool(json.loads(body))) == (200, True)
