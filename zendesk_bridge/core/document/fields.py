"""Which models, and so which names, may stand at a place of a file."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from zendesk_bridge.core.document.tree import Path


def models_at(model: type[BaseModel], loc: Path) -> list[Any]:
    """Return the models that may stand at this location, which has a union's tags in it."""
    kinds: list[Any] = [model]
    for step in loc:
        tagged = [kind for kind in kinds if is_model(kind) and _carries(kind, step)]
        kinds = [under for kind in tagged or kinds for under in _below(kind, step)]
    return [kind for kind in kinds if is_model(kind)]


def names_at(model: type[BaseModel], loc: Path) -> tuple[str, ...]:
    """Return the keys that may stand there."""
    return tuple(dict.fromkeys(name for kind in models_at(model, loc) for name in fields_of(kind)))


def fields_of(model: Any) -> dict[str, FieldInfo]:
    """Return the fields of a model by the names that they have in the file."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def field_at(model: type[BaseModel], loc: Path) -> FieldInfo | None:
    """Return the field at this location, None where it is none of a model's."""
    if not loc:
        return None
    found = (fields_of(kind).get(str(loc[-1])) for kind in models_at(model, loc[:-1]))
    return next((field for field in found if field), None)


def _carries(model: type[BaseModel], tag: str | int) -> bool:
    """Tell whether this is the union member that goes by this tag: its name, or the one value of its ``type``."""
    return tag == model.__name__ or (
        "type" in model.model_fields and tag in get_args(model.model_fields["type"].annotation)
    )


def _below(kind: Any, step: str | int) -> Iterator[Any]:
    """Yield the types that may stand under this step; a step that is a union's tag leads nowhere."""
    if is_model(kind):
        fields = fields_of(kind)
        yield from members(fields[str(step)].annotation) if step in fields else [kind]
    elif get_origin(kind) is not None:
        yield from members(get_args(kind)[0 if isinstance(step, int) else -1])


def members(annotation: Any) -> Iterator[Any]:
    """Yield the plain types of an annotation: unions opened, Annotated taken off."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from members(get_args(annotation)[0])
    elif origin in {Union, UnionType}:
        for member in get_args(annotation):
            yield from members(member)
    else:
        yield annotation


def is_model(kind: Any) -> bool:
    """Tell whether this type is a model."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)
