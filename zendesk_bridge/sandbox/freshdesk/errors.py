"""Freshdesk's refusals in the shapes that its API reference documents."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import JSONResponse, Response


@dataclass(frozen=True, slots=True)
class FieldError:
    """One entry of ``errors`` in a 400: the field, Freshdesk's sentence, and its code."""

    field: str
    message: str
    code: str

    @classmethod
    def missing(cls, field: str, kind: str = "String") -> FieldError:
        """Return the entry for a mandatory ``field`` that was not sent."""
        return cls(field, f"It should be a/an {kind}", "missing_field")

    @classmethod
    def wrong_type(cls, field: str, kind: str) -> FieldError:
        """Return the entry for a ``field`` whose JSON type is not ``kind``."""
        return cls(field, f"Value set is of a wrong type. It should be a/an {kind}", "datatype_mismatch")

    @classmethod
    def unknown(cls, field: str) -> FieldError:
        """Return the entry for a ``field`` that the endpoint does not know."""
        return cls(field, "Unexpected/invalid field in request", "invalid_field")

    @classmethod
    def invalid(cls, field: str, message: str) -> FieldError:
        """Return the entry for a ``field`` whose value is refused, in Freshdesk's words."""
        return cls(field, message, "invalid_value")


class FreshdeskError(Exception):
    """An answer that is not a success; the face turns it into exactly this response."""

    def __init__(self, status: int, body: dict[str, object] | None = None, **headers: str) -> None:
        super().__init__(status)
        self.status = status
        self.body = body
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def response(self) -> Response:
        """Return the HTTP answer; without a body it is really empty, as Freshdesk's 404 and 405 are."""
        if self.body is None:
            return Response(status_code=self.status, headers=self.headers)
        return JSONResponse(self.body, self.status, headers=self.headers)


class Absent(FreshdeskError):
    """404 with an empty body: no such path, or no such id."""

    def __init__(self) -> None:
        super().__init__(404)


class Invalid(FreshdeskError):
    """400 with one entry per field; 409 where the value collides with another object's."""

    def __init__(self, *errors: FieldError, status: int = 400) -> None:
        entries = [{"field": error.field, "message": error.message, "code": error.code} for error in errors]
        super().__init__(status, {"description": "Validation failed", "errors": entries})


class Coded(FreshdeskError):
    """A refusal with ``code`` and ``message`` and nothing else."""

    def __init__(self, status: int, code: str, message: str, **headers: str) -> None:
        super().__init__(status, {"code": code, "message": message}, **headers)
