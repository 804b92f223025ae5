import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import zendesk_bridge

PACKAGE = Path(zendesk_bridge.__file__).parent


def named(tree: ast.Module) -> Iterator[str]:
    """Yield the names of all classes in a file, and of the types that it calls by a name of their own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.name
    for node in tree.body:
        if isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            yield from (name for name in names if name[0].isupper() and not name.isupper())


def test_no_name_means_two_things() -> None:
    """Whoever looks for a class by its name finds one."""
    places: defaultdict[str, set[str]] = defaultdict(set)
    for file in PACKAGE.rglob("*.py"):
        for name in named(ast.parse(file.read_text("utf-8"))):
            places[name].add(str(file.relative_to(PACKAGE)))
    assert len(places) > 400
    assert {name: sorted(files) for name, files in places.items() if len(files) > 1} == {}


def test_a_name_is_found_wherever_it_is_given() -> None:
    """Classes within functions count, constants do not."""
    text = "def f():\n    class A: ...\nclass _B: ...\nC = dict[str, int]\nCc = dict[str, int]\nd = 1\n"
    assert sorted(named(ast.parse(text))) == ["A", "Cc", "_B"]
