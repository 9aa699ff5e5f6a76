"""How far a long run is: photos done, photos a second and the time left, on standard error."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from reports.terminal import ERR

LINE_EVERY_S = 60
"""How often a line is written where standard error is a file and bars cannot move."""


@contextmanager
def counting_photos() -> Iterator[Callable[[int, int], None]]:
    """Show the progress of a batch; call what is yielded with photos done and photos in all."""
    started = last_line = monotonic()
    first: int | None = None
    with Progress(
        TextColumn("Measuring"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(elapsed_when_finished=True),
        console=ERR,
        transient=True,
        disable=not ERR.is_terminal,
        speed_estimate_period=120,
    ) as bars:
        bar = bars.add_task("", rate="")

        def show(done: int, total: int) -> None:
            nonlocal first, last_line
            first = done if first is None else first
            now = monotonic()
            per_s = (done - first) / max(now - started, 1e-3)
            bars.update(bar, completed=done, total=total, rate=f"{per_s:.2f} photos/s")
            if not ERR.is_terminal and per_s and now - last_line >= LINE_EVERY_S:
                last_line = now
                left_min = (total - done) / per_s / 60
                ERR.print(
                    f"{done} of {total} photos, {per_s:.2f} photos/s, {left_min:.0f} min left"
                )

        yield show
