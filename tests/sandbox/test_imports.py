from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

import grimp
import pytest

SANDBOX = "zendesk_bridge.sandbox"


def circle(arrows: Iterable[tuple[str, str]]) -> list[str]:
    """Return the members of one circle among the arrows, none when there is none."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for tail, head in arrows:
        sorter.add(tail, head)
    try:
        sorter.prepare()
    except CycleError as exc:
        return list(exc.args[1])
    return []


def room(module: str) -> str:
    """Return the file or folder of the sandbox that a module belongs to; the sandbox's face is a room of its own."""
    return module.removeprefix(f"{SANDBOX}.").partition(".")[0]


@pytest.fixture(scope="module")
def arrows() -> list[tuple[str, str]]:
    """Every import within the sandbox, also those inside functions and those that only types need."""
    graph = grimp.build_graph("zendesk_bridge", cache_dir=None)
    inside = {module for module in graph.modules if module == SANDBOX or module.startswith(f"{SANDBOX}.")}
    found = [(one, other) for one in sorted(inside) for other in graph.find_modules_directly_imported_by(one) & inside]
    assert (SANDBOX, f"{SANDBOX}.server") in found
    return found


def test_no_module_of_the_sandbox_imports_itself_by_way_of_others(arrows: list[tuple[str, str]]) -> None:
    """So that each can be read, and tested, with what is below it."""
    assert circle(arrows) == []


def test_no_folder_of_the_sandbox_imports_itself_by_way_of_others(arrows: list[tuple[str, str]]) -> None:
    """Folders and the files beside them have an order too."""
    rooms = [(room(one), room(other)) for one, other in arrows]
    assert circle(pair for pair in rooms if pair[0] != pair[1]) == []


def test_a_circle_is_found() -> None:
    """The finder can fail."""
    assert sorted(set(circle([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]))) == ["a", "b", "c"]
