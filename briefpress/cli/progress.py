"""A bar that grows with a long build: how many, how fast, how long still."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, Task, TextColumn, TimeRemainingColumn
from rich.text import Text


class _Rate(TextColumn):
    """Editions in a second."""

    def __init__(self) -> None:
        super().__init__("")

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "", style="dim")


class ProgressBar:
    """Shows how far a build is, on one line of a terminal.

    Args:
        total: The number of editions to make.
    """

    def __init__(self, total: int) -> None:
        columns = (
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(compact=True),
            TextColumn("[dim]{task.description}"),
        )
        self._progress = Progress(*columns, console=Console(highlight=False), transient=True)
        self._task = self._progress.add_task("", total=total)
        self._progress.start()

    def move(self, name: str) -> None:
        """Count one edition more."""
        self._progress.update(self._task, advance=1, description=name)

    def print(self, line: str) -> None:
        """Print a line above the bar."""
        self._progress.console.print(Text.from_ansi(line), soft_wrap=True)

    def stop(self) -> None:
        """Take the bar away."""
        self._progress.stop()
