from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import pytest

DESKTOP, TOP, CASE, MERGED = "desktop", "top", "case", "merged"


@pytest.fixture(scope="module")
def found_by(running: Any) -> Mapping[str, int]:
    """Four tickets, by a short name, that no others are like."""
    field = running.ask("POST", "ticket_fields", {"ticket_field": {"title": "Window"}}).json()["ticket_field"]["id"]
    box = running.ask("POST", "ticket_fields", {"ticket_field": {"title": "Vip", "type": "checkbox"}}).json()
    rows = {
        DESKTOP: {"subject": "zqdesktop solutions", "tags": ["zq_one"], "status": "open"},
        TOP: {"subject": "Zqtop tier, please", "tags": ["zq_one", "zq_two"], "status": "pending"},
        CASE: {
            "subject": "zqtopology ABC-123",
            "tags": ["zq_three"],
            "status": "solved",
            "description": "zqwords inside",
        },
        MERGED: {"subject": "zqmerged", "tags": ["zq_one"]},
    }
    ids = {}
    for day, (name, row) in enumerate(rows.items(), start=1):
        who = {"email": f"zq{day}@example.com", "name": f"Zqname Number{day}"}
        more = {"requester": who, "created_at": f"2024-05-0{day}T12:00:00Z"}
        ids[name] = running.load(str(row["subject"]), **(row | more))[0]
    me = running.get("users/me")["user"]["id"]
    values = [{"id": field, "value": "Jun 3 - Jun 9"}, {"id": box["ticket_field"]["id"], "value": True}]
    changes: dict[str, dict[str, object]] = {
        DESKTOP: {"priority": "urgent", "assignee_id": me, "type": "problem"},
        TOP: {"priority": "low", "custom_fields": values, "comment": {"body": "zqlater remark", "public": False}},
    }
    for name, change in changes.items():
        assert running.ask("PUT", f"tickets/{ids[name]}", {"ticket": change}).status_code == 200
    running.admin("PATCH", f"tickets/{ids[MERGED]}", {"merged_into": ids[DESKTOP]})
    return ids | {"field": field, "box": box["ticket_field"]["id"]}


def search(desk: Any, query: str, more: str = "") -> Any:
    """Return the answer to a search."""
    return desk.get(f"search.json?query={quote(query)}{more}")


def ids(answer: Any) -> list[int]:
    """Return the ids of the results."""
    return [row["id"] for row in answer["results"]]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("tags:zq_one", [DESKTOP, TOP, MERGED]),
        ("tags:ZQ_ONE", [DESKTOP, TOP, MERGED]),
        ("tags:zq_one tags:zq_three", [DESKTOP, TOP, CASE, MERGED]),
        ('tags:"zq_one zq_two"', [TOP]),
        ("tags:zq_t*", [TOP, CASE]),
        ("tags:zq_one -tags:zq_two", [DESKTOP, MERGED]),
        ("tags:zq_", []),
        ("tags:zq_* status<solved", [DESKTOP, TOP]),
        ("tags:zq_* status<=solved", [DESKTOP, TOP, CASE]),
        ("tags:zq_* status>pending", [CASE, MERGED]),
        ("tags:zq_* status>=pending", [TOP, CASE, MERGED]),
        ("tags:zq_* status:open status:pending", [DESKTOP, TOP]),
        ("tags:zq_* -status:closed", [DESKTOP, TOP, CASE]),
        ("tags:zq_* status:nonsense", []),
        ("tags:zq_* priority>normal", [DESKTOP]),
        ("tags:zq_* priority<normal", [TOP]),
        ("tags:zq_* -priority:low", [DESKTOP, CASE, MERGED]),
        ("tags:zq_* priority:none", [CASE, MERGED]),
        ("tags:zq_* ticket_type:problem", [DESKTOP]),
        ("tags:zq_* created:2024-05-02", [TOP]),
        ("tags:zq_* created>2024-05-01 created<2024-05-04", [TOP, CASE]),
        ("tags:zq_* created>=2024-05-02", [TOP, CASE, MERGED]),
        ("tags:zq_* created<=2024-05-02", [DESKTOP, TOP]),
        ("tags:zq_* created<05/02/2024", [DESKTOP]),
        ("tags:zq_* created>2024-05-02T11:59:00Z created<2024-05-02T14:01:00+02:00", [TOP]),
        ("tags:zq_* created>4hours", []),
        ("tags:zq_* updated>4hours", [DESKTOP, TOP, MERGED]),
        ("tags:zq_* solved<2024-06-01", [CASE]),
        ("tags:zq_* requester:zq1@example.com", [DESKTOP]),
        ("tags:zq_* requester:zqname", [DESKTOP, TOP, CASE, MERGED]),
        ('tags:zq_* requester:"zqname number2"', [TOP]),
        ("tags:zq_* requester:none", []),
        ("tags:zq_* assignee:me", [DESKTOP]),
        ("tags:zq_* assignee:none", [TOP, CASE, MERGED]),
        ("tags:zq_* commenter:me", [TOP]),
        ("tags:zq_* group:none", [DESKTOP, TOP, CASE, MERGED]),
        ("tags:zq_* group:5", []),
        ('tags:zq_* group:"Level 2"', []),
        ("tags:zq_* via:mail", [DESKTOP, TOP, CASE, MERGED]),
        ("tags:zq_* via:web", []),
        ("tags:zq_* organization:none", [DESKTOP, TOP, CASE, MERGED]),
        ("tags:zq_* brand:acme", []),
        ("tags:zq_* has_attachment:true", []),
        ("tags:zq_* plan_type:platinum", []),
        ("zqtop", [TOP, CASE]),
        ("zqtop*", [TOP, CASE]),
        ("TIER zqTOP", [TOP]),
        ('"tier zqtop"', []),
        ('"zqtop tier"', [TOP]),
        ("desktop zqdesktop", []),
        ("zqwords", [CASE]),
        ("description:zqlater", [TOP]),
        ('comment:"zqlater remark"', [TOP]),
        ("comment:zqlate", []),
        ("subject:zqtop", [TOP]),
        ("subject:zqtop*", [TOP, CASE]),
        ("subject:zqlater", []),
        ('"ABC-123" tags:zq_three', [CASE]),
        ("ABC-123 tags:zq_three", [CASE]),
        ('"ABC 12" tags:zq_three', []),
        ("zqtop & tier", [TOP]),
        ("tags:zq_* custom_field_{field}:jun", [TOP]),
        ('tags:zq_* custom_field_{field}:"jun 3"', [TOP]),
        ("tags:zq_* custom_field_{field}:ju", []),
        ("tags:zq_* custom_field_{field}:*", [TOP]),
        ("tags:zq_* -custom_field_{field}:*", [DESKTOP, CASE, MERGED]),
        ("tags:zq_* custom_field_{field}>Kan", []),
        ("tags:zq_* custom_field_{box}>0", [TOP]),
        ("tags:zq_* custom_field_{box}:checked", [TOP]),
        ("tags:zq_* custom_field_{box}:unchecked", [DESKTOP, CASE, MERGED]),
        ("tags:zq_* fieldvalue:jun", [TOP]),
        ("{top}", [TOP]),
        ("tags:zq_* type:ticket", [DESKTOP, TOP, CASE, MERGED]),
        ("tags:zq_* type:article", []),
    ],
)
def test_terms_find_what_the_reference_says(
    desk: Any, found_by: Mapping[str, int], query: str, names: list[str]
) -> None:
    """Every term of the vendor's search reference that tickets of the sandbox have values for."""
    answer = search(desk, query.format_map(found_by) + " order_by:created sort:asc type:ticket")
    if "type:article" in query:
        answer = search(desk, query)
    wanted = [found_by[name] for name in names]
    assert [number for number in ids(answer) if number in found_by.values()] == wanted
    if "tags:zq_" in query:
        assert answer["count"] == len(wanted)


@pytest.mark.parametrize(
    ("more", "names"),
    [
        (" order_by:created sort:desc", [MERGED, CASE, TOP, DESKTOP]),
        ("&sort_by=created_at&sort_order=asc", [DESKTOP, TOP, CASE, MERGED]),
        (" order_by:status sort:asc", [DESKTOP, TOP, CASE, MERGED]),
        ("&sort_by=priority", [DESKTOP, TOP, MERGED, CASE]),
        (" order_by:commented sort:desc", [TOP, MERGED, CASE, DESKTOP]),
    ],
)
def test_results_are_ordered(desk: Any, found_by: Mapping[str, int], more: str, names: list[str]) -> None:
    """Keywords in the query and parameters beside it mean the same; statuses go from new to closed."""
    answer = desk.get(f"search?query=type:ticket+tags:zq_*{more}")
    assert ids(answer) == [found_by[name] for name in names]
    assert {row["result_type"] for row in answer["results"]} == {"ticket"}
    assert "custom_fields" in answer["results"][0]


def test_without_a_type_people_are_found_as_well(desk: Any, found_by: Mapping[str, int]) -> None:
    """A name finds its person; type:user leaves the tickets out."""
    assert {row["result_type"] for row in search(desk, "Number2")["results"]} == {"user"}
    people = search(desk, "type:user zqname -number1 role:end-user")
    assert sorted(row["email"] for row in people["results"]) == [f"zq{day}@example.com" for day in (2, 3, 4)]
    assert search(desk, "type:user email:zq1@example.com")["results"][0]["name"] == "Zqname Number1"
    assert search(desk, "type:user name:number1 created>4hours")["count"] == 1
    assert search(desk, "type:user tags:zq_one")["count"] == 0
    assert found_by[TOP] not in ids(search(desk, "type:user"))


def test_results_are_paged_by_offset(desk: Any, found_by: Mapping[str, int]) -> None:
    """Pages follow their links; the count is that of search/count."""
    first = search(desk, "tags:zq_*", "&per_page=3")
    second = desk.get(first["next_page"])
    assert (len(first["results"]), second["next_page"], first["previous_page"]) == (3, None, None)
    assert sorted(ids(first) + ids(second)) == sorted(found_by[name] for name in (DESKTOP, TOP, CASE, MERGED))
    assert desk.get(f"search/count.json?query={quote('tags:zq_*')}") == {"count": 4}
    assert desk.get(second["previous_page"])["results"] == first["results"]


def test_a_search_ends_at_a_thousand_results(desk: Any) -> None:
    """The tenth page still names the next one, which is 422; the export goes on."""
    made = desk.load(*(f"zqmany {number}" for number in range(1005)))
    tenth = search(desk, "type:ticket zqmany", "&per_page=100&page=10")
    assert (tenth["count"], len(tenth["results"])) == (1005, 100)
    answer = desk.ask("GET", tenth["next_page"])
    assert (answer.status_code, answer.json()["error"]) == (422, "invalid")
    assert desk.ask("GET", "search?query=zqmany&per_page=3&page=334").status_code == 422
    path, exported = "search/export.json?query=zqmany&filter[type]=ticket&page[size]=500", []
    while path:
        page = desk.get(path)
        exported += ids(page)
        path = page["links"]["next"] if page["meta"]["has_more"] else ""
    assert exported == made


def test_an_exports_cursor_lasts_an_hour(desk: Any, found_by: Mapping[str, int]) -> None:
    """Its pages go by the time of creation, the last one has a cursor too, and an old cursor is refused."""
    first = desk.get("search/export?query=tags:zq_*&filter[type]=ticket&page[size]=3")
    assert ids(first) == [found_by[name] for name in (DESKTOP, TOP, CASE)]
    last = desk.get(first["links"]["next"])
    assert (ids(last), last["meta"]["has_more"], bool(last["meta"]["after_cursor"])) == (
        [found_by[MERGED]],
        False,
        True,
    )
    assert desk.get("search/export?query=zqname&filter[type]=user")["results"][0]["result_type"] == "user"
    assert desk.get("search/export?query=zqname&filter[type]=group")["results"] == []
    desk.admin("POST", "clock", {"advance_seconds": 3601})
    assert desk.ask("GET", first["links"]["next"]).status_code == 400


def test_a_change_is_found_after_the_lag(desk: Any) -> None:
    """New and changed tickets are missing from both searches until they are indexed."""
    desk.admin("POST", "lag", {"seconds": 60})
    number = desk.load("zqfresh")[0]
    export = "search/export?query=zqfresh&filter[type]=ticket"
    assert (search(desk, "zqfresh")["count"], desk.get(export)["results"]) == (0, [])
    desk.admin("POST", "clock", {"advance_seconds": 61})
    assert (ids(search(desk, "zqfresh")), ids(desk.get(export))) == ([number], [number])


def test_deleted_tickets_are_not_found(desk: Any) -> None:
    """Neither deleted ones nor spam."""
    number, spam = desk.load("zqgone", "zqgone")
    desk.ask("DELETE", f"tickets/{number}")
    desk.ask("PUT", f"tickets/{spam}/mark_as_spam")
    assert search(desk, "zqgone")["count"] == 0


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("search", 422),
        ("search?query=", 422),
        ("search?query=%20", 422),
        ("search/count", 422),
        ("search?query=" + "a+" * 65, 422),
        ("search?query=created:nonsense", 422),
        ("search?query=created>99999years", 422),
        ("search?query=updated<9999-12-31", 422),
        ("search?query=a&page=0", 422),
        ("search?query=a&page=x", 400),
        ("search?query=a&per_page=x", 400),
        ("search/export?query=a", 422),
        ("search/export?query=a&filter[type]=x", 422),
        ("search/export?query=a&filter[type]=ticket&page[size]=1001", 400),
        ("search/export?query=a&filter[type]=ticket&page[after]=x", 400),
        ("search/export?query=a&filter[type]=ticket&page[after]=WyJhIiwgMV0=", 400),
    ],
)
def test_a_search_that_makes_no_sense_is_refused(desk: Any, path: str, status: int) -> None:
    """Empty, endless, undated and wrongly paged searches."""
    assert desk.ask("GET", path).status_code == status


def test_an_export_may_name_its_kind_in_the_query(desk: Any) -> None:
    """``type:`` is 200, beside the filter or in its place; two kinds at once find nothing."""
    wanted = desk.get("search/export?query=status:new&filter[type]=ticket")["results"]
    assert wanted
    for query in ("type:ticket status:new&filter[type]=ticket", "status:new type:Ticket"):
        assert desk.get(f"search/export?query={query}")["results"] == wanted
    assert desk.get("search/export?query=type:user status:new&filter[type]=ticket")["results"] == []


@pytest.mark.parametrize(
    "query",
    [
        '"', '""', "-", "--", "*", ":", "a:", ":b", '-"x', "tags:", "tags:*", 'tags:"', "tags:[*", "9" * 400,
        "custom_field_:1", "custom_field_1:1", "custom_field_" + "9" * 50 + ">nan", "requester:" + "9" * 30,
        "( ) [ ] \\ ' ; DROP", "status:*", "%", "subject:*", "fieldvalue:*", "\u00e9\u4e2d\u6587", "\x00", "group:*",
        "via:\u00e9", "type:", "sort:x order_by:y", "updated<0001-01-01T00:00:00+23:59", "created>1e5hours",
    ],
)  # fmt: skip
def test_no_query_breaks_the_search(desk: Any, query: str) -> None:
    """Whatever is typed is answered or refused, never a server's error."""
    assert desk.ask("GET", f"search?query={quote(query)}").status_code in (200, 422)
