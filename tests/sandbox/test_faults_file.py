import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.sandbox import Sandbox
from zendesk_bridge.sandbox.fault_rules import parse_rule, read_file
from zendesk_bridge.sandbox.faults import Faults

GOOD = """\
# what goes wrong today
- {path: users/me, effect: status, status: 503, from: 2, to: 2}
- path: /tickets
  effect: status
  status: 429
  retry_after: 7
  share: 0.5
  seed: 3
- {effect: fail_rows, tickets: [4, 5]}
"""


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Return a writer of files with rules."""

    def write(text: str, name: str = "faults.yaml") -> Path:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return write


@pytest.mark.parametrize(
    ("text", "name"),
    [(GOOD, "faults.yaml"), ('[\n\t{"effect": "status",\n\t\t"to": null, "path": "/tickets"}\n]', "faults.json")],
)
def test_yaml_and_json_are_read(written: Callable[..., Path], text: str, name: str) -> None:
    """Both hold a list of rules; JSON may be indented with tabs."""
    ordered = read_file(written(text, name))
    assert {rule.effect for rule in ordered.rules} == {"status"}
    assert ordered.failing_rows == ({4: {}, 5: {}} if name == "faults.yaml" else {})


def test_an_empty_file_orders_nothing(written: Callable[..., Path]) -> None:
    """Comments alone are no rules."""
    assert read_file(written("# nothing today\n")).rules == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("effect: status", ":1:1: must be a list of rules"),
        ("- 7", ":1:3: rule must be an object"),
        ("- {path: x}", ":1:3: effect must be one of alter, before, before_write,"),
        ("- effect: status\n  path: '('", ":2:3: path is not a regular expression"),
        ("- effect: status\n  statsu: 500", ":2:3: statsu is not known: status takes body,"),
        ("- effect: conflict\n  status: 500", ":2:3: status is not known: conflict takes face,"),
        ("- effect: status\n  status: five", ":2:3: status must be a status from 200 to 599"),
        ("- effect: status\n  share: 2", ":2:3: share must be above 0 and at most 1"),
        ("- effect: status\n  from: 0", ":2:3: from must be a whole number from 1 up"),
        ("- effect: status\n  from: 3\n  to: 2", ":3:3: to must not be less than from"),
        ("- effect: status\n  face: intercom", ":2:3: face must be one of zendesk, freshdesk, woocommerce, shopify"),
        ("- effect: status\n  method: PATSCH", ":2:3: method must be one of DELETE,"),
        ("- effect: slow\n  seconds: long", ":2:3: seconds must be a number"),
        ("- effect: before_write\n  ticket: 1", ":1:3: changes is missing"),
        ("- effect: before\n  then: {method: PUT}", ":2:3: then must have a method, a path"),
        ("- effect: before\n  then: {method: PUT, path: '/api/\\1'}", ":2:3: then has a path that"),
        ("- effect: fail_rows\n  tickets: all", ":2:3: tickets must be a list"),
        ("- effect: fail_rows\n  path: x", ":2:3: path is not known: fail_rows takes tickets"),
        ("- effect: status\n  effect: slow", ":2:3: effect stands there twice"),
        ("- effect: [", ": is not YAML: "),
        ("- {effect: status, status: !!python/name:os.system x}", ":1:28: is not YAML: "),
    ],
)
def test_a_wrong_rule_is_told_with_its_place(written: Callable[..., Path], text: str, told: str) -> None:
    """File, line and column of the key, what is wrong, and what would be right."""
    file = written(text)
    with pytest.raises(InvalidInput) as caught:
        read_file(file)
    assert str(caught.value).startswith(str(file))
    assert told in str(caught.value)


def test_all_wrong_rules_are_told_at_once(written: Callable[..., Path]) -> None:
    """One problem for each."""
    with pytest.raises(InvalidInput) as caught:
        read_file(written("- {effect: a}\n- {effect: status}\n- {effect: b}"))
    assert [problem.place.line for problem in caught.value.problems] == [1, 3]


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """A missing file, and one that is no text."""
    with pytest.raises(InvalidInput, match="cannot be read: No such file"):
        read_file(tmp_path / "nowhere.yaml")
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(InvalidInput, match="is not UTF-8"):
        read_file(tmp_path / "bytes.yaml")


def hits(faults: Faults, calls: int = 1000) -> list[int]:
    """Return which of many calls are broken."""
    return [number for number in range(1, calls + 1) if faults.due("zendesk", "GET", "/api/v2/tickets.json")]


def test_a_share_of_calls_is_broken_the_same_each_time() -> None:
    """About so many of them, the same ones for a seed, others for another; counts narrow them down."""

    def broken(**more: Any) -> list[int]:
        faults = Faults()
        faults.add(parse_rule({"effect": "status", "share": 0.2, **more}))
        return hits(faults)

    assert 150 < len(broken()) < 250
    assert broken() == broken()
    assert broken() != broken(seed=1)
    assert broken(**{"from": 101, "to": 200}) == [number for number in broken() if 101 <= number <= 200]


def test_rules_of_a_file_hold_from_the_start(written: Callable[..., Path]) -> None:
    """The sandbox breaks what the file says, and stops when the rules are cleared."""
    file = written(GOOD)
    with Sandbox(seed=None, faces=("zendesk",), faults=file) as box:
        login = (f"{box.credentials.zendesk_email}/token", box.credentials.zendesk_api_token)

        def ask(path: str) -> requests.Response:
            return requests.get(f"{box.zendesk_url}/api/v2/{path}", auth=login, timeout=60)

        assert [ask("users/me").status_code for _ in range(3)] == [200, 503, 200]
        assert {(answer := ask("tickets")).status_code for _ in range(12)} == {200, 429}
        requests.delete(f"{box.zendesk_url}/_sandbox/faults", timeout=60)
        assert {(answer := ask("tickets")).status_code for _ in range(8)} == {200}
        assert "retry-after" not in answer.headers


def test_a_server_whose_clock_is_off(desk: Any) -> None:
    """The answer is right, its date is not; the next one's is."""
    desk.admin("POST", "faults", {"effect": "skew", "seconds": -3600})
    for behind in (3600, 0):
        before = int(time.time())
        answer = desk.ask("GET", "users/me")
        assert answer.json()["user"]["role"] == "admin"
        assert before <= parsedate_to_datetime(answer.headers["date"]).timestamp() + behind <= time.time()


def test_a_body_in_pieces_arrives_whole(desk: Any) -> None:
    """It takes its time and is complete."""
    desk.admin("POST", "faults", {"effect": "trickle", "seconds": 0.1})
    assert desk.get("users/me")["user"]["role"] == "admin"


def test_a_server_that_never_answers(desk: Any) -> None:
    """The client gives up first; without a client's patience the connection is dropped."""
    desk.admin("POST", "faults", {"effect": "hang"})
    with pytest.raises(requests.exceptions.ReadTimeout):
        requests.get(f"{desk.url}/api/v2/users/me", auth=desk.login, timeout=(60, 0.2))
    desk.admin("POST", "faults", {"effect": "hang", "seconds": 0.05})
    with pytest.raises(requests.exceptions.ConnectionError):
        requests.get(f"{desk.url}/api/v2/users/me", auth=desk.login, timeout=60)
    desk.get("users/me")
