"""A run that has ended, in a few words: numbers and nothing else, for logs and for whoever watches the job."""

from __future__ import annotations

from zendesk_bridge.core.model import Run
from zendesk_bridge.core.plural import number


def written(run: Run) -> str:
    """Return how much a run wrote: "2 macros and 5 tickets written"."""
    macros, tickets = (sum(run.counted(what).values()) for what in ("macros", "tickets"))
    if not (macros or tickets):
        return "nothing to write"
    parts = [number(count, what) for count, what in ((macros, "macro"), (tickets, "ticket")) if count]
    return f"{' and '.join(parts)} written"


_MEANS = {
    2: "config or files are wrong",
    5: "nothing was done until somebody looks",
    75: "no helpdesk answered, or not the database",
}
"""What an exit code says of a run that came to no end of its own."""


def run_line(run: Run) -> str:
    """Return a run in a line: how it ended, how long it took, what it wrote, what waits, how many calls it made."""
    if run.busy:
        return "another run is at work"
    parts = [f"{run.end} in {run.seconds:.1f} s"]
    if run.counts:
        parts += [written(run), number(sum(run.counted("calls").values()), "API call")]
        parts += [f"{number(run.waiting, 'thing')} {'waits' if run.waiting == 1 else 'wait'} for a person"] * bool(
            run.waiting
        )
    else:
        means = _MEANS.get(run.exit_code)
        parts.append(f"exit code {run.exit_code}" + (f" ({means})" if means else ""))
    return ", ".join(parts)
