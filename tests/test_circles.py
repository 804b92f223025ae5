from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

import grimp
import pytest

ROOT = "zendesk_bridge"
Arrow = tuple[str, str]


def circle(arrows: Iterable[Arrow]) -> list[str]:
    """Return the members of one circle among the arrows, none when there is none."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for tail, head in arrows:
        if tail != head:
            sorter.add(tail, head)
    try:
        sorter.prepare()
    except CycleError as exc:
        return list(exc.args[1])
    return []


def within(folder: str, arrows: Iterable[Arrow]) -> list[Arrow]:
    """Return the arrows inside a folder, between its files and the folders in it; its face is a room of its own."""

    def room(module: str) -> str:
        return ".".join(module.split(".")[: folder.count(".") + 2])

    def inside(module: str) -> bool:
        return module == folder or module.startswith(f"{folder}.")

    return [(room(tail), room(head)) for tail, head in arrows if inside(tail) and inside(head)]


@pytest.fixture(scope="module")
def arrows() -> list[Arrow]:
    """Every import within the package, also those inside functions and those that only types need."""
    graph = grimp.build_graph(ROOT, cache_dir=None)
    modules = sorted(module for module in graph.modules if module.partition(".")[0] == ROOT)
    return [(one, other) for one in modules for other in graph.find_modules_directly_imported_by(one)]


def test_no_module_imports_itself_by_way_of_others(arrows: list[Arrow]) -> None:
    """So that each can be read, and tested, with what is below it."""
    assert ("zendesk_bridge.core.decide", "zendesk_bridge.core.narrow") in within("zendesk_bridge.core", arrows)
    assert circle(arrows) == []


def test_no_folder_imports_itself_by_way_of_others(arrows: list[Arrow]) -> None:
    """In each folder, its files and the folders in it have an order too."""
    modules = {module for arrow in arrows for module in arrow}
    folders = {module.rpartition(".")[0] for module in modules} - {""}
    assert len(folders) > 20
    assert {folder: found for folder in sorted(folders) if (found := circle(within(folder, arrows)))} == {}


def test_a_circle_is_found() -> None:
    """The finder can fail."""
    assert sorted(set(circle([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "d")]))) == ["a", "b", "c"]
    assert circle(within("z.a", [("z.a.b", "z.a.c.d"), ("z.a.c.e", "z.a.b"), ("z.b", "z.a")]))
