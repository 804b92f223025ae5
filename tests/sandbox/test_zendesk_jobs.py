from typing import Any

import pytest

STAMP = "2020-01-01T00:00:00Z"


def rows_of(desk: Any, rows: list[dict[str, object]]) -> list[Any]:
    """Run a batch to its end; returns its rows."""
    return list(desk.finished(desk.ask("PUT", "tickets/update_many", {"tickets": rows}))["results"])


def test_a_batch_gives_each_ticket_its_own_values_and_fails_by_row(desk: Any) -> None:
    """A completed job tells what became of every row; the good ones are done."""
    one, two, closed = desk.load("One", "Two", "Closed")
    desk.admin("PATCH", f"tickets/{closed}", {"status": "closed"})
    desk.admin("POST", "faults", {"effect": "fail_rows", "tickets": [two]})
    rows = [{"id": number, "additional_tags": [f"t{number}"]} for number in (one, two, closed, 99_999)]
    done, failed, refused, missing = rows_of(desk, rows)
    assert done == {"id": one, "action": "update", "status": "Updated", "success": True}
    assert failed == {"index": 1, "id": two, "error": "TicketUpdateFailed", "details": "Internal error"}
    assert (refused["index"], refused["details"]) == (2, "Status closed prevents ticket update")
    assert (missing["id"], missing["error"]) == (99_999, "RecordNotFound")
    assert desk.get(f"tickets/{one}")["ticket"]["tags"] == [f"t{one}"]
    assert desk.get(f"tickets/{two}")["ticket"]["tags"] == []


def test_a_batch_row_with_a_stale_stamp_fails_alone(desk: Any) -> None:
    """UpdateConflict is a row's error, not the job's; a stamp that is missing is one too."""
    one, two = desk.load("One", "Two")
    rows = rows_of(desk, [{"id": one, "safe_update": True, "updated_stamp": STAMP}, {"id": two, "safe_update": True}])
    assert [row["error"] for row in rows] == ["UpdateConflict", "InvalidParameters"]


def test_a_bulk_update_changes_all_named_tickets_alike(desk: Any) -> None:
    """The other form: ids in the query, one change."""
    ids = desk.load("One", "Two")
    answer = desk.ask(
        "PUT", f"tickets/update_many.json?ids={ids[0]},{ids[1]}", {"ticket": {"additional_tags": ["all"]}}
    )
    assert answer.headers["zendesk-ratelimit-inflight-jobs"].startswith("total=30; remaining=")
    rows = desk.finished(answer)["results"]
    assert [(row["id"], row["success"]) for row in rows] == [(number, True) for number in ids]


def test_a_job_takes_as_many_polls_as_the_setting_says(desk: Any) -> None:
    """Queued, then working without results, then completed; also through show_many."""
    desk.admin("POST", "settings", {"job_polls": 2})
    job = desk.ask("PUT", "tickets/update_many", {"tickets": [{"id": 1}]}).json()["job_status"]
    assert (job["status"], job["total"], job["results"]) == ("queued", 1, None)
    asked = [desk.get(f"job_statuses/{job['id']}")["job_status"] for _ in range(2)]
    assert [(one["status"], one["results"]) for one in asked] == [("working", None)] * 2
    last = desk.get(f"job_statuses/show_many?ids={job['id']}")["job_statuses"][0]
    assert (last["status"], last["progress"], len(last["results"])) == ("completed", 1, 1)
    assert last["message"].startswith("Completed at 20")
    assert desk.ask("GET", "job_statuses/nothing").status_code == 404


def test_too_many_rows_and_too_many_jobs_are_refused(desk: Any) -> None:
    """101 rows are 400 TooManyValues; the 31st job in flight is 429 TooManyJobs."""
    rows = [{"id": number} for number in range(101)]
    many = desk.ask("PUT", "tickets/update_many", {"tickets": rows})
    assert (many.status_code, many.json()["error"], many.json()["max_count"]) == (400, "TooManyValues", 100)
    desk.admin("POST", "settings", {"job_polls": 9})
    answers = [desk.ask("PUT", "tickets/update_many", {"tickets": [{"id": 1}]}) for _ in range(31)]
    assert (answers[-1].status_code, answers[-1].json()["error"]) == (429, "TooManyJobs")
    desk.admin("POST", "clock", {"advance_seconds": 61})
    assert desk.ask("PUT", "tickets/update_many", {"tickets": [{"id": 1}]}).status_code == 200


def test_tickets_are_created_in_one_job(desk: Any) -> None:
    """Good rows name the new ticket, bad ones why there is none; nothing says which are which but the index."""
    rows = [
        {"subject": "Many", "comment": {"body": "one"}},
        {"subject": "No words"},
        {"comment": {"body": "x"}, "priority": 7},
    ]
    done, blank, wrong = desk.finished(desk.ask("POST", "tickets/create_many", {"tickets": rows}))["results"]
    assert (list(done), done["index"]) == (["index", "id"], 0)
    assert desk.get(f"tickets/{done['id']}")["ticket"]["subject"] == "Many"
    assert blank == {"index": 1, "error": "TicketCreateFailed", "details": "Description: cannot be blank"}
    assert (wrong["error"], wrong["details"]) == ("TicketCreateFailed", "Priority: 7 is not valid")


@pytest.mark.parametrize(
    ("method", "path", "action"),
    [("DELETE", "destroy_many", "delete"), ("PUT", "mark_many_as_spam", "update")],
)
def test_tickets_go_in_one_job(desk: Any, method: str, path: str, action: str) -> None:
    """Deleting and marking as spam answer 200 with a job; a ticket that is gone already is a failed row."""
    here, gone = desk.load("Here", "Gone")
    assert desk.ask("DELETE", f"tickets/{gone}").status_code == 204
    done, failed = desk.finished(desk.ask(method, f"tickets/{path}.json?ids={here},{gone}"))["results"]
    assert (done["id"], done["action"], done["success"], "index" in done) == (here, action, True, False)
    assert (failed["index"], failed["id"], failed["error"]) == (1, gone, "RecordNotFound")
    assert desk.ask("GET", f"tickets/{here}").status_code == 404


def test_a_merge_closes_the_sources_and_tells_the_target(desk: Any) -> None:
    """The result is one object; sources are closed with a tag, comments private unless asked otherwise."""
    target, one, two = desk.load("Target", "One", "Two")
    body = {"ids": [one, str(two)], "target_comment": "From two", "source_comment_is_public": True}
    job = desk.finished(desk.ask("POST", f"tickets/{target}/merge", body))
    assert (job["status"], job["results"]) == ("completed", {"success": True})
    source = desk.get(f"tickets/{one}")["ticket"]
    assert (source["status"], source["tags"]) == ("closed", ["closed_by_merge"])
    told = desk.get(f"tickets/{target}/comments?sort_order=desc")["comments"][0]
    left = desk.get(f"tickets/{two}/comments?sort_order=desc")["comments"][0]
    assert (told["body"], told["public"], left["public"]) == ("From two", False, True)
    assert f"#{target}" in left["body"]
    assert told["via"]["source"]["rel"] == left["via"]["source"]["rel"] == "merge"


def test_a_merge_with_a_private_ticket_stays_private(desk: Any) -> None:
    """Asking for public comments does not help when one of the tickets began in private."""
    ticket = {"subject": "Private", "comment": {"body": "secret", "public": False}}
    source = desk.ask("POST", "tickets", {"ticket": ticket}).json()["ticket"]["id"]
    target = desk.load("Target")[0]
    desk.finished(desk.ask("POST", f"tickets/{target}/merge", {"ids": [source], "target_comment_is_public": True}))
    assert desk.get(f"tickets/{target}/comments?sort=-created_at")["comments"][0]["public"] is False


def test_a_merge_that_cannot_be_is_a_failed_job(desk: Any) -> None:
    """Nothing is merged when one source is closed, gone, or the target itself; a closed target is refused at once."""
    target, good, closed = desk.load("Target", "Good", "Closed")
    desk.admin("PATCH", f"tickets/{closed}", {"status": "closed"})
    for bad in (closed, 99_999, target):
        job = desk.finished(desk.ask("POST", f"tickets/{target}/merge", {"ids": [good, bad]}))
        assert (job["status"], job["results"]) == ("failed", None)
        assert f"#{bad}" in job["message"]
    assert desk.get(f"tickets/{good}")["ticket"]["status"] == "new"
    assert desk.ask("POST", f"tickets/{closed}/merge", {"ids": [good]}).status_code == 422
    assert desk.ask("POST", "tickets/99999/merge", {"ids": [good]}).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "body", "error"),
    [
        ("POST", "tickets/create_many", {}, "InvalidParameters"),
        ("POST", "tickets/create_many", {"tickets": []}, "InvalidParameters"),
        ("POST", "tickets/create_many", {"tickets": [1]}, "InvalidParameters"),
        ("POST", "tickets/create_many", {"tickets": [{}] * 101}, "TooManyValues"),
        ("PUT", "tickets/update_many?ids=1", {}, "InvalidParameters"),
        ("PUT", "tickets/update_many?ids=x", {"ticket": {}}, "InvalidParameters"),
        ("PUT", "tickets/update_many", {"tickets": [{}]}, "InvalidParameters"),
        ("PUT", "tickets/update_many", {"tickets": [{"id": 10**30}]}, "InvalidParameters"),
        ("DELETE", "tickets/destroy_many", None, "InvalidParameters"),
        ("DELETE", "tickets/destroy_many?ids=" + "1," * 101, None, "TooManyValues"),
        ("PUT", "tickets/mark_many_as_spam", None, "InvalidParameters"),
        ("POST", "tickets/1/merge", {"ids": "2"}, "InvalidParameters"),
        ("POST", "tickets/1/merge", {"ids": [{}]}, "InvalidParameters"),
        ("POST", "tickets/1/merge", {"ids": [2], "target_comment": {"a": 1}}, "InvalidParameters"),
        ("POST", "tickets/1/merge", {"ids": list(range(101))}, "TooManyValues"),
        ("GET", "job_statuses/show_many?ids=" + ",".join(map(str, range(101))), None, "TooManyValues"),
    ],
)
def test_a_job_that_makes_no_sense_is_refused(desk: Any, method: str, path: str, body: object, error: str) -> None:
    """Bodies and ids are checked before anything is queued."""
    answer = desk.ask(method, path, body)
    assert (answer.status_code, answer.json()["error"]) == (400, error)


def test_jobs_are_listed(desk: Any) -> None:
    """The list has the jobs by page, in both ways."""
    job = desk.ask("PUT", "tickets/update_many", {"tickets": [{"id": 1}]}).json()["job_status"]
    pages = desk.get("job_statuses?page[size]=1"), desk.get("job_statuses")
    assert (pages[0]["meta"]["has_more"], len(pages[0]["job_statuses"])) == (True, 1)
    assert job["id"] in [one["id"] for one in pages[1]["job_statuses"]]


def test_the_last_hundred_jobs_are_kept(desk: Any) -> None:
    """An older one vanishes, although somebody may still be asking for it."""
    desk.admin("POST", "settings", {"job_polls": 0})
    jobs = [
        desk.ask("PUT", "tickets/update_many", {"tickets": [{"id": 1}]}).json()["job_status"]["id"] for _ in "x" * 101
    ]
    assert desk.ask("GET", f"job_statuses/{jobs[0]}").status_code == 404
    assert desk.get("job_statuses")["count"] == 100
    assert desk.get(f"job_statuses/{jobs[1]}")["job_status"]["status"] == "completed"
