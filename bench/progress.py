"""A bar on stderr for everything that takes more than a moment."""

import contextlib
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Step = Callable[[str], None]


@contextlib.contextmanager
def steps(what: str, count: int) -> Iterator[Step]:
    """``count`` steps; call what is yielded before each of them, with what it does."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=count, completed=-1)

        def step(doing: str) -> None:
            bar.update(task, description=f"{what}: {doing}", advance=1)

        yield step
